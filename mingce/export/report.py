"""What is printed or exported: one structure that every format of `mingce.export` can write.

Source text is always a `Quote` or a table row with its citation; everything else is the program's own words.
"""

from dataclasses import dataclass, field

from mingce.datatypes import Citation


@dataclass(frozen=True)
class Heading:
    text: str
    level: int = 1  # 1 is the highest under the title


@dataclass(frozen=True)
class Paragraph:
    """The program's own words: an explanation, a stem, "文件未载明"."""

    text: str


@dataclass(frozen=True)
class Quote:
    """A verbatim passage of a document, with its source under it."""

    citation: Citation


@dataclass(frozen=True)
class TableRow:
    cells: tuple[str, ...]
    citation: Citation | None = None  # where the row comes from; its quote and source become the last columns


@dataclass(frozen=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    caption: str = ""


Block = Heading | Paragraph | Quote | Table


@dataclass(frozen=True)
class Report:
    """A document made of blocks, in reading order."""

    title: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = field(default=())  # under the title: what was searched, what is missing


@dataclass(frozen=True)
class Card:
    """A flash card or quiz item for Anki: both sides as text, the answer with its source."""

    front: str
    back: str
    citation: Citation
