"""A corpus folder -> documents."""

import re
from dataclasses import dataclass
from pathlib import Path

from mingce.clean import clean, normalize_newlines
from mingce.datatypes import Document, Page
from mingce.errors import UserError
from mingce.metadata import describe
from mingce.read import READERS, RawText


@dataclass(frozen=True)
class Corpus:
    documents: tuple[Document, ...]
    warnings: tuple[str, ...] = ()  # one Chinese sentence for each file left out, with the reason


def read_corpus(folder: Path) -> Corpus:
    """Every document of a folder and its subfolders, in order of id; hidden files are passed over.

    Raises UserError where the folder is missing or holds nothing that can be read.
    """
    if not folder.is_dir():
        raise UserError(f"找不到语料文件夹“{folder}”。请用 --corpus 指定一个存放文件的文件夹。")
    kinds = "、".join(READERS)
    paths = sorted(p for p in folder.rglob("*") if p.is_file() and not _is_hidden(p.relative_to(folder)))
    documents: dict[str, Document] = {}
    warnings: list[str] = []
    stems = [p.relative_to(folder).with_suffix("").as_posix() for p in paths]
    for path, stem in zip(paths, stems, strict=True):
        source = path.relative_to(folder).as_posix()
        reader = READERS.get(path.suffix.lower())
        if reader is None:
            warnings.append(f"未读取“{source}”：暂不支持“{path.suffix or '无扩展名'}”文件，可读取的类型是 {kinds}。")
            continue
        name = source if stems.count(stem) > 1 else stem
        try:
            for raw in reader(path, name):
                document = parse(raw, source)
                if not document.text:
                    warnings.append(f"未读取“{source}”中的“{raw.id}”：没有文字内容。")
                elif document.id in documents:
                    warnings.append(
                        f"未读取“{source}”中的“{raw.id}”：编号与“{documents[document.id].source}”中的文件重复。"
                    )
                else:
                    documents[document.id] = document
        except UserError as error:
            warnings.append(f"未读取“{source}”：{error}")
        except OSError as error:
            warnings.append(f"未读取“{source}”：文件打不开（{error.strerror}）。")
    if not documents:
        reasons = "".join(f"\n  {warning}" for warning in warnings[:10])
        raise UserError(
            f"语料文件夹“{folder}”里没有可读的文件：请放入 {kinds} 文件后重新运行 python build_index.py。{reasons}"
        )
    return Corpus(tuple(documents[doc_id] for doc_id in sorted(documents)), tuple(warnings))


def parse(raw: RawText, source: str = "") -> Document:
    """One document with canonical text and metadata."""
    text = clean(raw.text) if raw.is_layout else normalize_newlines(raw.text).strip()
    text, pages = _take_pages(text)
    meta = describe(text, source if raw.is_layout else raw.id, raw.title)
    return Document(raw.id, meta.title or raw.id, text, source, meta.issuer, meta.date, meta.number, meta.kind, pages)


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
