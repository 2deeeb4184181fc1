"""Files that the page makes for a reader to download."""

import re
import shutil
import tempfile
from pathlib import Path
from threading import Lock

KEPT = 30  # folders, the newest
LONGEST_NAME = 60


class Outbox:
    """A new folder for each file or set of files; the oldest folders are deleted."""

    def __init__(self) -> None:
        self._root = Path(tempfile.mkdtemp(prefix="mingce-"))
        self._lock = Lock()
        self._made: list[Path] = []

    def place(self, name: str) -> Path:
        """A path for a file of that name, without the characters that file systems refuse."""
        return self.folder() / file_name(name)

    def folder(self) -> Path:
        folder = Path(tempfile.mkdtemp(dir=self._root))
        with self._lock:
            self._made.append(folder)
            old, self._made = self._made[:-KEPT], self._made[-KEPT:]
        for outdated in old:
            shutil.rmtree(outdated, ignore_errors=True)
        return folder


def file_name(name: str) -> str:
    """
    >>> file_name("《意见》: 摘编/一.docx")
    '《意见》_ 摘编_一.docx'
    """
    stem, _, suffix = name.rpartition(".")
    return f"{re.sub(r'[/:*?<>|]', '_', re.sub(r'[^ -~一-鿿《》（）、—·]', '_', stem))[:LONGEST_NAME]}.{suffix}"
