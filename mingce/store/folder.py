"""The built index as a folder of plain files, and the one step that swaps a new build in.

    index/manifest.json      names the build, its model, documents and the checksum of each file
    index/<build>/…          documents.jsonl sections.jsonl sentences.jsonl words.txt *.faiss *_terms/

A build is written into a folder of its own; replacing manifest.json makes it the index. Until then, and if the
builder dies, readers see the build before.
"""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from mingce.datatypes import Document, Page, Section, Sentence
from mingce.disk import sha256_of, write_atomically
from mingce.errors import UserError
from mingce.store.contents import Contents
from mingce.store.lexical import Bm25
from mingce.store.vectors import Vectors
from mingce.text.versions import Relation

FORMAT = 6  # raise when the files or the terms change: an older index is then rebuilt
MANIFEST = "manifest.json"
REBUILD = "请运行 python build_index.py --force 重建索引。"


class OtherFormat(UserError):
    """An index of an older or newer version of the program: built anew, where the corpus is at hand."""


@dataclass(frozen=True)
class Manifest:
    format: int
    build: str  # name of the folder that holds the files
    model: str
    dimension: int
    created: str  # ISO, local time
    versions: dict[str, str]  # of the package and the libraries that shaped the files
    documents: dict[str, str]  # id -> content hash
    files: dict[str, str] = field(default_factory=dict)  # path in the build folder -> sha256
    warnings: tuple[str, ...] = ()  # files of the corpus that were left out, with the reason
    parsers: str = ""  # hash of the source by which files were read and split


def write(folder: Path, contents: Contents, manifest: Manifest) -> Manifest:
    """Write one build and make it the index. Returns the manifest with the checksums in it."""
    folder.mkdir(parents=True, exist_ok=True)
    build = folder / manifest.build
    try:
        build.mkdir()
        _write_jsonl(build / "documents.jsonl", (asdict(document) for document in contents.documents))
        _write_jsonl(build / "sections.jsonl", ([s.doc_id, s.path, s.start, s.end] for s in contents.sections))
        _write_jsonl(build / "sentences.jsonl", ([s.section, s.start, s.end, s.speaker] for s in contents.sentences))
        (build / "words.txt").write_text("".join(f"{word}\n" for word in contents.words), encoding="utf-8")
        _write_jsonl(build / "relations.jsonl", (asdict(relation) for relation in contents.relations))
        contents.sentence_vectors.save(build / "sentences.faiss")
        contents.section_vectors.save(build / "sections.faiss")
        contents.section_terms.save(build / "section_terms")
        contents.sentence_terms.save(build / "sentence_terms")
        files = {path.relative_to(build).as_posix(): sha256_of(path) for path in _files(build)}
        manifest = Manifest(**{**asdict(manifest), "files": files, "warnings": manifest.warnings})
        write_atomically(folder / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
    except BaseException:
        shutil.rmtree(build, ignore_errors=True)
        raise
    remove_other_builds(folder, manifest.build)
    return manifest


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of the index in use, None where there is no index.

    Raises UserError where it is damaged, OtherFormat where another version of the program made it.
    """
    path = folder / MANIFEST
    if not path.exists():
        return None
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        if values["format"] != FORMAT:
            raise OtherFormat(f"索引“{folder}”是另一版本（{values['format']}，需要 {FORMAT}）建立的。{REBUILD}")
        return Manifest(**{**values, "warnings": tuple(values["warnings"])})
    except (ValueError, KeyError, TypeError):
        raise UserError(f"索引文件“{path}”已损坏，不是完整的索引说明。{REBUILD}") from None


def read(folder: Path, manifest: Manifest) -> Contents:
    """Load a build; every file is checked against its checksum first.

    Raises UserError naming the file that is missing or damaged.
    """
    build = folder / manifest.build
    for name, checksum in manifest.files.items():
        path = build / name
        if not path.is_file():
            raise UserError(f"索引文件“{path}”不见了。{REBUILD}")
        if sha256_of(path) != checksum:
            raise UserError(f"索引文件“{path}”已损坏（校验和不符）。{REBUILD}")
    documents = tuple(document_from_json(row) for row in _read_jsonl(build / "documents.jsonl"))
    sentences = tuple(Sentence(*row) for row in _read_jsonl(build / "sentences.jsonl"))
    sections = tuple(Section(d, tuple(path), a, b) for d, path, a, b in _read_jsonl(build / "sections.jsonl"))
    return Contents(
        documents,
        sections,
        sentences,
        Vectors.from_file(build / "sentences.faiss"),
        Vectors.from_file(build / "sections.faiss"),
        Bm25.from_folder(build / "section_terms", len(sections)),
        Bm25.from_folder(build / "sentence_terms", len(sentences)),
        tuple((build / "words.txt").read_text(encoding="utf-8").split("\n")[:-1]),
        tuple(Relation(**row) for row in _read_jsonl(build / "relations.jsonl")),
    )


def remove_other_builds(folder: Path, keep: str) -> None:
    """Remove the builds before, and what a builder that was killed left. The caller holds the lock."""
    for path in folder.glob("build-*"):
        if path.name != keep:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(f".{MANIFEST}.*.new"):
        path.unlink(missing_ok=True)


def _files(build: Path) -> Sequence[Path]:
    return sorted(path for path in build.rglob("*") if path.is_file())


def document_from_json(row: dict[str, Any]) -> Document:
    """A document as it was written: JSON knows lists only."""
    lists = {name: tuple(value) for name, value in row.items() if isinstance(value, list)}
    return Document(**{**row, **lists, "pages": tuple(Page(**page) for page in row["pages"])})


def _write_jsonl(path: Path, rows: Iterator[Any]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _read_jsonl(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield json.loads(line)


def open_contents(folder: Path) -> tuple[Manifest, Contents]:
    """Load the index of a folder. Raises UserError where it is missing or damaged."""
    manifest = read_manifest(folder)
    if manifest is None:
        raise UserError(f"文件夹“{folder}”里没有索引。请先运行 python build_index.py --index {folder} 建立索引。")
    try:
        return manifest, read(folder, manifest)
    except UserError:
        newer = read_manifest(folder)  # a new build may have taken the place of this one just now
        if newer is None or newer.build == manifest.build:
            raise
        return newer, read(folder, newer)
