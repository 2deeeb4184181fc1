"""An index that follows its folder: a new build takes the place of the old one while questions go on."""

import logging
from pathlib import Path
from threading import Lock, Thread

from mingce.errors import UserError
from mingce.index import Index
from mingce.store.folder import MANIFEST, read_manifest

log = logging.getLogger("mingce.documents.live")


class LiveIndex:
    """`current` answers at once with the index at hand, and looks whether the folder holds a newer one."""

    def __init__(self, index: Index, folder: Path) -> None:
        self._index = index
        self.folder = folder
        self._lock = Lock()
        self._loading: Thread | None = None
        self._refused = ""  # a build that could not be opened is not tried again and again
        self._seen: tuple[tuple[int, ...], str] = ((), "")  # the manifest's time, size and inode, and its build

    @property
    def current(self) -> Index:
        with self._lock:
            if self._loading is None and self._newest() not in (self._index.manifest.build, self._refused):
                self._loading = Thread(target=self._load, daemon=True, name="mingce-reload")
                self._loading.start()
            return self._index

    def refresh(self) -> Index:
        """The newest index, waited for. Raises UserError where it cannot be opened; the old one then stays."""
        with self._lock:
            loading = self._loading
        if loading is not None:
            loading.join()
        if self._newest() == self._index.manifest.build:
            return self._index
        newer = self._open()
        with self._lock:
            self._index = newer
        return newer

    def _newest(self) -> str:
        """The build that the folder holds. The manifest grows with the corpus, so it is read only when it has changed."""
        try:
            status = (self.folder / MANIFEST).stat()
            stamp = (status.st_mtime_ns, status.st_size, status.st_ino)
        except OSError:
            return self._refused
        if self._seen[0] != stamp:
            self._seen = stamp, self._build_of_manifest()
        return self._seen[1] or self._refused

    def _build_of_manifest(self) -> str:
        try:
            manifest = read_manifest(self.folder)
        except UserError:  # being written by something else, or damaged: the old index goes on
            return ""
        return manifest.build if manifest else ""

    def _open(self) -> Index:
        searcher = self._index.searcher
        return Index.open(self.folder, searcher.encoder, searcher.reranker, searcher.cross_encoder)

    def _load(self) -> None:
        build = self._newest()
        try:
            newer = self._open()
        except UserError as error:
            log.warning("the new index could not be opened: %s", error)
            with self._lock:
                self._refused, self._loading = build, None
            return
        with self._lock:
            self._index, self._loading = newer, None
