"""A corpus folder -> documents."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from mingce.datatypes import Document, Page
from mingce.documents.corrections import correct, is_corrections, read_corrections
from mingce.errors import UserError
from mingce.read import READERS, RawText, read_file, sandbox
from mingce.text.clean import clean, close_up_spaces, normalize_newlines
from mingce.text.metadata import describe


@dataclass(frozen=True)
class Corpus:
    documents: tuple[Document, ...]
    warnings: tuple[str, ...] = ()  # one Chinese sentence for each file left out, with the reason


def read_corpus(folder: Path, tell: Callable[[str], None] = lambda stage: None) -> Corpus:
    """Every document of a folder and its subfolders, in order of id; hidden files are passed over.

    Of files with the same text only the first is kept. tell: hears of each file, in Chinese. Raises UserError where the folder is missing or holds nothing
    that can be read.
    """
    if not folder.is_dir():
        raise UserError(f"找不到语料文件夹“{folder}”。请用 --corpus 指定一个存放文件的文件夹。")
    paths = sorted(
        p for p in folder.rglob("*") if p.is_file() and not _is_hidden(p.relative_to(folder)) and not is_corrections(p)
    )
    stems = Counter(_stem(path, folder) for path in paths)
    shelf = Shelf()
    try:
        for n, path in enumerate(paths, start=1):
            stem, source = _stem(path, folder), path.relative_to(folder).as_posix()
            tell(f"读取文件（{n}/{len(paths)}）：{source}")
            shelf.take(path, source, source if stems[stem] > 1 else stem)
    finally:
        sandbox.close()
    if not shelf.documents:
        kinds = "、".join(READERS)
        reasons = "".join(f"\n  {warning}" for warning in shelf.warnings[:10])
        raise UserError(
            f"语料文件夹“{folder}”里没有可读的文件：请放入 {kinds} 文件后重新运行 python build_index.py。{reasons}"
        )
    corrections = read_corrections(folder)
    documents = tuple(correct(shelf.documents[doc_id], corrections) for doc_id in sorted(shelf.documents))
    return Corpus(documents, (*shelf.warnings, *corrections.warnings))


class Shelf:
    """The documents read so far; each is there once."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.warnings: list[str] = []
        self.places: dict[bytes, str] = {}  # hash of the bare text -> the file it comes from

    def take(self, path: Path, source: str, name: str) -> None:
        """Read a file and keep its documents; a file that cannot be read leaves a warning."""
        try:
            for raw in read_file(path, name):
                self._keep(raw, source)
        except UserError as error:
            self.warnings.append(f"未读取“{source}”：{error}")
        except OSError as error:
            self.warnings.append(f"未读取“{source}”：文件打不开（{error.strerror}）。")

    def _keep(self, raw: RawText, source: str) -> None:
        place = f"{source}/{raw.member}" if raw.member else source
        document = parse(raw, place)
        named = f"“{source}”中的“{raw.member or raw.id}”"
        text = bare(document.text)
        key = hashlib.sha256(text.encode("utf-8")).digest()
        if not text:
            self.warnings.append(f"未读取{named}：{''.join(raw.warnings) or '没有文字内容。'}")
        elif document.id in self.documents:
            first = self.documents[document.id].source
            self.warnings.append(f"未读取{named}：编号与“{first}”中的文件重复。")
        elif raw.is_layout and key in self.places:  # lines of JSONL are documents by their ids, not by their text
            self.warnings.append(f"“{self.places[key]}”与“{place}”内容相同，只收录前者。")
        else:
            self.documents[document.id] = document
            self.places.setdefault(key, place)


def parse(raw: RawText, source: str = "") -> Document:
    """One document with canonical text and metadata."""
    if not raw.is_layout:
        text = normalize_newlines(raw.text).strip()
    elif raw.has_paragraphs:
        text = clean(raw.text, (normalize_newlines, close_up_lines)).strip("\n ")
    else:
        text = clean(raw.text)
    text, pages = _take_pages(text)
    meta = describe(text, source if raw.is_layout else raw.id, raw.title)
    fields = {**asdict(meta), "title": meta.title or raw.id}
    return Document(
        id=raw.id,
        text=text,
        source=source,
        pages=pages,
        notes=raw.warnings,
        doubtful_pages=raw.doubtful_pages,
        **fields,
    )


def close_up_lines(text: str) -> str:
    """`close_up_spaces` for lines that are paragraphs or table rows; the marks between cells keep their spaces.

    >>> close_up_lines("到 2025 年\\n| 达 84.5 以上。 | （一） |")
    '到2025年\\n| 达84.5以上。 | （一） |'
    """

    def row(line: str) -> str:
        if not (line.startswith("| ") and line.endswith(" |")):
            return close_up_spaces(line)
        return f"| {' | '.join(close_up_spaces(cell) for cell in line[2:-2].split(' | '))} |"

    return "\n".join(row(line) for line in text.split("\n"))


def bare(text: str) -> str:
    """A text without white space and without the marks that a reader puts for headings and cells.

    >>> bare("# 通知\\n| 指标 | 值 |") == bare("通知\\n指标 值")
    True
    """
    return re.sub(r"[\s#|]", "", text)


def _stem(path: Path, folder: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def _take_pages(text: str) -> tuple[str, tuple[Page, ...]]:
    """Form feeds out of the text, their places into pages."""
    pages, plain = [], []
    offset = 0
    for number, part in enumerate(text.split("\f"), start=1):
        pages.append(Page(offset, number))
        plain.append(part)
        offset += len(part)
    joined = re.sub(r"^\n+|\n+$", "", "".join(plain))
    return joined, tuple(pages) if len(pages) > 1 else ()


def _is_hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) for part in path.parts)
