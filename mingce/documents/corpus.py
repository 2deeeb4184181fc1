"""A corpus folder -> documents."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mingce.datatypes import Document
from mingce.documents.corrections import Corrections, correct, is_corrections, read_corrections
from mingce.documents.parse import split
from mingce.documents.parsed import Parsed, ParsedFiles
from mingce.errors import UserError
from mingce.read import READERS, sandbox
from mingce.store.contents import Part


@dataclass(frozen=True)
class Corpus:
    parts: tuple[Part, ...]  # the documents with their sections and sentences, in order of id
    warnings: tuple[str, ...] = ()  # one Chinese sentence for each file left out, with the reason

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(part.document for part in self.parts)


def read_corpus(
    folder: Path, tell: Callable[[str], None] = lambda stage: None, files: ParsedFiles | None = None
) -> Corpus:
    """Every document of a folder and its subfolders, in order of id; hidden files are passed over.

    Of files with the same text only the first is kept.
    tell: called with each file that is about to be read, in Chinese.
    files: remembers what was parsed before; by default every file is read.
    Raises UserError where the folder is missing or holds nothing that can be read.
    """
    if not folder.is_dir():
        raise UserError(f"找不到语料文件夹“{folder}”。请用 --corpus 指定一个存放文件的文件夹。")
    paths = corpus_files(folder)
    stems = Counter(_stem(path, folder) for path in paths)
    collected = Collected(files or ParsedFiles())
    try:
        for n, path in enumerate(paths, start=1):
            stem, source = _stem(path, folder), path.relative_to(folder).as_posix()
            tell(f"读取文件（{n}/{len(paths)}）：{source}")
            collected.add(path, source, source if stems[stem] > 1 else stem)
    finally:
        sandbox.close()
    if not collected.parts:
        kinds = "、".join(READERS)
        reasons = "".join(f"\n  {warning}" for warning in collected.warnings[:10])
        raise UserError(
            f"语料文件夹“{folder}”里没有可读的文件：请放入 {kinds} 文件后重新运行 python build_index.py。{reasons}"
        )
    corrections = read_corrections(folder)
    parts = tuple(_corrected(collected.parts[doc_id], corrections) for doc_id in sorted(collected.parts))
    return Corpus(parts, (*collected.warnings, *corrections.warnings))


def corpus_files(folder: Path) -> list[Path]:
    """The files of a corpus folder that are read as documents, sorted."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not _is_hidden(path.relative_to(folder)) and not is_corrections(path)
    )


class Collected:
    """The documents read so far, each of them once."""

    def __init__(self, files: ParsedFiles) -> None:
        self.parts: dict[str, Part] = {}
        self.warnings: list[str] = []
        self._files = files
        self._sources: dict[bytes, str] = {}  # hash of the bare text -> the file it comes from

    def add(self, path: Path, source: str, name: str) -> None:
        """Read a file and keep its documents; a file that cannot be read leaves a warning."""
        try:
            for parsed in self._files.documents(path, source, name):
                self._keep(parsed, source)
        except UserError as error:
            self.warnings.append(f"未读取“{source}”：{error}")
        except OSError as error:
            self.warnings.append(f"未读取“{source}”：文件打不开（{error.strerror}）。")

    def _keep(self, parsed: Parsed, source: str) -> None:
        raw, document = parsed.raw, parsed.part.document
        named = f"“{source}”中的“{raw.member or raw.id}”"
        text = bare(document.text)
        key = hashlib.sha256(text.encode("utf-8")).digest()
        if not text:
            self.warnings.append(f"未读取{named}：{''.join(raw.warnings) or '没有文字内容。'}")
        elif document.id in self.parts:
            first = self.parts[document.id].document.source
            self.warnings.append(f"未读取{named}：编号与“{first}”中的文件重复。")
        elif raw.is_layout and key in self._sources:  # lines of JSONL are documents by their ids, not by their text
            self.warnings.append(f"“{self._sources[key]}”与“{parsed.source}”内容相同，只收录前者。")
        else:
            self.parts[document.id] = parsed.part
            self._sources.setdefault(key, parsed.source)


def _corrected(part: Part, corrections: Corrections) -> Part:
    """The part with what the user put right; sections and speakers depend on the title."""
    document = correct(part.document, corrections)
    return part if document is part.document else split(document)


def bare(text: str) -> str:
    """A text without white space and without the marks that a reader puts for headings and cells.

    >>> bare("# 通知\\n| 指标 | 值 |") == bare("通知\\n指标 值")
    True
    """
    return re.sub(r"[\s#|]", "", text)


def _stem(path: Path, folder: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)
