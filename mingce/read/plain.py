"""Text files -> raw text, and how bytes become characters. `RawText` is what every reader gives."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingce.errors import UserError

COMMON_HAN = 0.6  # share of characters from GB2312's first level below which GB18030 is not what it was


@dataclass(frozen=True)
class RawText:
    """One document as it stands in a file, before cleaning."""

    id: str
    text: str
    title: str = ""  # where the file names it apart from the text
    is_layout: bool = True  # False: the text is as its author typed it, line ends and spaces are meant
    has_paragraphs: bool = False  # a line is a paragraph, title or table row already: never to be joined with the next
    member: str = ""  # the file inside a ZIP that it comes from
    warnings: tuple[str, ...] = ()  # Chinese sentences for the reader; without text: why it could not be read
    doubtful_pages: tuple[int, ...] = ()  # numbers of pages that were recognised with little confidence

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> "RawText":
        """What `dataclasses.asdict` made, after it was JSON, which knows lists only."""
        lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
        return cls(**{**fields, **lists})


def read_text_file(path: Path, name: str) -> Iterator[RawText]:
    yield RawText(name, decode(path.read_bytes(), path))


def read_markdown(path: Path, name: str) -> Iterator[RawText]:
    """Markdown with its emphasis, comments, rules and image links gone; heading marks stay: they carry the level."""
    text = decode(path.read_bytes(), path)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.S)
    text = re.sub(r"^\s*(?:[-*_]\s*){3,}$", "", text, flags=re.M)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\*\*([^*\n]+)\*\*", r"\1", text)
    yield RawText(name, text)


def read_jsonl(path: Path, name: str) -> Iterator[RawText]:
    """BEIR form: `_id`, `title`, `text` a line, each line a document whose text is kept as it is."""
    for row, line in enumerate(decode(path.read_bytes(), path).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            doc_id, text = str(record["_id"]), record["text"]
            if not isinstance(text, str):
                raise TypeError
            (doc_id + text).encode("utf-8")  # half a character cannot be stored: a ValueError
        except (ValueError, KeyError, TypeError, RecursionError):
            raise UserError(
                f"语料文件“{path.name}”第 {row} 行不是所需的格式：每行应是含 _id、title、text 的 JSON 对象。请改正这一行后重新构建。"
            ) from None
        yield RawText(doc_id, text, str(record.get("title") or ""), is_layout=False)


def decode(data: bytes, path: Path) -> str:
    """Text of a file in UTF-8 (with or without mark), UTF-16 (with mark) or GB18030.

    Raises UserError for anything else, naming the file and what to do.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or _is_plausible(text):
            return text
    raise UserError(
        f"文件“{path.name}”的文字编码无法识别（不是 UTF-8，也不是 GB18030）。请用记事本或 WPS 打开，另存为 UTF-8 编码的文本后再放入语料文件夹。"
    )


def _is_plausible(text: str) -> bool:
    """Whether bytes read as GB18030 gave Chinese: the wrong encoding gives rare characters and control codes."""
    han = [c for c in text if "\u3400" <= c <= "\u9fff"]
    if re.search(r"[\x00-\x08\x0e-\x1f\ue000-\uf8ff]", text) or not han:
        return False
    codes = [c.encode("gb18030") for c in han]
    first_level = sum(len(code) == 2 and 0xB0 <= code[0] <= 0xD7 and code[1] >= 0xA1 for code in codes)
    return first_level >= COMMON_HAN * len(han)
