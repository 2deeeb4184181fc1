"""What a route finds: lines of plain words and quotes, in the order in which they are read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """A passage that is quoted: characters `start` to `end` of the text of a document."""

    doc_id: str
    start: int
    end: int


@dataclass(frozen=True)
class Line:
    """One line of an answer: plain words, then quotes."""

    words: str = ""  # what we say ourselves: "共 82 条。", "第二章：", "文号："
    quotes: tuple[Span, ...] = ()
    is_item: bool = False  # of a list
    after: str = ""  # our own words behind the quotes


@dataclass(frozen=True)
class Sum:
    """A value that no text holds: computed from values that do."""

    value: str  # "30"
    unit: str  # "个"; "" for none
    expression: str  # "10+10+10=30"
    operands: tuple[Span, ...]  # the passages that hold the operands, in their order


@dataclass(frozen=True)
class Reply:
    """What a route answers. Not found: it understood what is asked for, and that is not there."""

    route: str  # "address", "outline", "metadata", "numbers", "lists", "comparison", "corpus", "scope", "talk"
    found: bool
    lines: tuple[Line, ...]
    computed: tuple[Sum, ...] = ()

    @classmethod
    def refusing(cls, route: str, words: str) -> "Reply":
        """A plain sentence that says what is not there."""
        return cls(route, False, (Line(words),))

    @classmethod
    def of(cls, route: str, lines: Iterable[Line], computed: Iterable[Sum] = ()) -> "Reply":
        return cls(route, True, tuple(lines), tuple(computed))
