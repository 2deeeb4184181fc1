"""A file -> its documents with sections and sentences; what was parsed once is kept beside the index.

    index/parsed/<key>.json     a checksum, then what one file held; only its owner may read it

The key is made of the bytes of the file, its ending and the parsers themselves: a change of any of them reads the file
again, and nothing else does. Corrections of the user come later and are not in here. A folder that cannot be written
to is done without, a damaged entry is read again, and `prune` removes what the corpus no longer holds.
"""

import hashlib
import json
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

from mingce.datatypes import Document, Section, Sentence
from mingce.disk import sha256_of, write_atomically
from mingce.documents.parse import cleaned, describe_document, split, take_pages
from mingce.read import RawText, read_file
from mingce.store.contents import Part
from mingce.store.folder import document_from_json

FOLDER = "parsed"  # inside the index folder
PACKAGE = Path(__file__).resolve().parent.parent
SOURCES = (
    "datatypes.py",
    "data/*.tsv",
    "data/*.txt",
    "read/**/*.py",
    "text/**/*.py",
    "documents/parse.py",
    "documents/parsed.py",
)
LIBRARIES = ("lxml", "pypdfium2", "rapidocr", "onnxruntime", "opencv-python-headless", "opencc")  # that read files


class Parsed(NamedTuple):
    """One document of a file, before any correction."""

    raw: RawText  # its text is canonical, with form feeds where pages begin
    source: str  # the file in the corpus folder, and behind it the one inside a ZIP
    part: Part


class ParsedFiles:
    """The files of a corpus, each parsed once."""

    def __init__(self, index: Path | None = None) -> None:
        """index: the index folder beside whose build the parsed files are kept; None keeps nothing."""
        self._folder = index / FOLDER if index else None
        self._used: set[str] = set()
        self._began = time.time()

    def documents(self, path: Path, source: str, name: str) -> list[Parsed]:
        """Every document of a file. source: its place in the corpus folder. name: begins the ids of its documents.

        Raises UserError and OSError as `read_file` does; such a file is tried again the next time.
        """
        key = hashlib.sha256(f"{sha256_of(path)} {path.suffix.lower()} {parsers()}".encode()).hexdigest()
        self._used.add(key)
        kept = self._load(key)
        if kept is None:
            raws = [cleaned(raw) for raw in read_file(path, "")]
            # A file inside a ZIP that could not be read has no text; its reason may have been a full memory.
            is_whole = all(raw.text for raw in raws)
        elif (source, name) == kept[0]:
            return kept[1]
        else:  # the same file under another name: only what its name says is found out anew
            raws, is_whole = [replace(one.raw, id=_relative(one.raw, kept[0][1])) for one in kept[1]], True
        parsed = [_parse(raw, source, name) for raw in raws]
        if is_whole:
            self._save(key, source, name, parsed)
        return parsed

    def prune(self) -> None:
        """Remove the files that were not asked for since this object was made; newer ones may be another upload's."""
        for path in self._folder.glob("*") if self._folder else ():
            with suppress(OSError):
                if path.stem not in self._used and path.stat().st_mtime < self._began:
                    path.unlink()

    def _load(self, key: str) -> tuple[tuple[str, str], list[Parsed]] | None:
        """Source, name and documents of a kept file; None where nothing is kept, or it is damaged."""
        if self._folder is None:
            return None
        try:
            checksum, _, content = (self._folder / f"{key}.json").read_bytes().partition(b"\n")
        except OSError:
            return None
        if hashlib.sha256(content).hexdigest().encode() != checksum:
            return None
        kept = json.loads(content)
        return (kept["source"], kept["name"]), [_from_json(row) for row in kept["documents"]]

    def _save(self, key: str, source: str, name: str, parsed: Sequence[Parsed]) -> None:
        if self._folder is None:
            return
        kept = {"source": source, "name": name, "documents": [_to_json(one) for one in parsed]}
        content = json.dumps(kept, ensure_ascii=False).encode("utf-8")
        checksum = hashlib.sha256(content).hexdigest().encode()
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self._folder / f"{key}.json", checksum + b"\n" + content, mode=0o600)


@cache
def parsers() -> str:
    """A hash of everything that decides what is read from a file: our source, our word lists, the libraries."""
    digest = hashlib.sha256(" ".join(f"{library} {_version(library)}" for library in LIBRARIES).encode())
    for path in sorted(path for pattern in SOURCES for path in PACKAGE.glob(pattern)):
        digest.update(f"\n{path.relative_to(PACKAGE).as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _parse(raw: RawText, source: str, name: str) -> Parsed:
    raw = replace(raw, id=f"{name}{raw.id}") if raw.is_layout else raw  # lines of JSONL bring ids of their own
    place = f"{source}/{raw.member}" if raw.member else source
    return Parsed(raw, place, split(describe_document(raw, place)))


def _relative(raw: RawText, name: str) -> str:
    """The id of a document without the name of its file."""
    return raw.id.removeprefix(name) if raw.is_layout else raw.id


def _to_json(parsed: Parsed) -> dict[str, Any]:
    document = asdict(parsed.part.document)
    del document["text"]  # that of `raw` without its form feeds
    return {
        "raw": asdict(parsed.raw),
        "source": parsed.source,
        "document": document,
        "sections": [[s.path, s.start, s.end] for s in parsed.part.sections],
        "sentences": [[s.section, s.start, s.end, s.speaker] for s in parsed.part.sentences],
    }


def _from_json(row: dict[str, Any]) -> Parsed:
    raw = RawText.from_json(row["raw"])
    document: Document = document_from_json({**row["document"], "text": take_pages(raw.text)[0]})
    sections = [Section(document.id, tuple(path), start, end) for path, start, end in row["sections"]]
    return Parsed(raw, row["source"], Part(document, sections, [Sentence(*values) for values in row["sentences"]]))
