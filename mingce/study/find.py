"""Search inside documents for exact words, whatever their width, case and script; every match is a span of offsets."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from mingce.datatypes import Document
from mingce.text.fold import fold, normalize


@dataclass(frozen=True)
class Match:
    doc_id: str
    start: int
    end: int


def find(documents: Iterable[Document], words: str) -> list[Match]:
    """Every place where `words` stands, document by document; white space is ignored.

    >>> find([Document("d", "题", "加强 质量強國建设，建设质量强国。", "d.txt")], "质量强国")
    [Match(doc_id='d', start=3, end=7), Match(doc_id='d', start=12, end=16)]
    """
    pattern = pattern_of(words)
    if pattern is None:
        return []
    return [
        Match(document.id, match.start(), match.end())
        for document in documents
        for match in pattern.finditer(fold_in_place(document.text))
    ]


def find_any(document: Document, terms: Iterable[str]) -> list[tuple[int, int]]:
    """Spans of a document where any of the terms stands, in order; of overlapping terms the longest."""
    known = sorted((term for term in terms if term.strip()), key=len, reverse=True)
    if not known:
        return []
    pattern = re.compile("|".join(re.escape(fold_in_place(term)) for term in known))
    return [match.span() for match in pattern.finditer(fold_in_place(document.text))]


def pattern_of(words: str) -> re.Pattern[str] | None:
    """A pattern for words with any white space between their characters; None for blank words."""
    characters = [fold_in_place(char) for char in words if not char.isspace()]
    return re.compile(r"\s*".join(map(re.escape, characters))) if characters else None


@lru_cache(maxsize=64)
def fold_in_place(text: str) -> str:
    """The text with width, case and script folded, at the same length: offsets stay valid.

    A character whose folded form has another length stays as it is.
    """
    folded = {char: _fold_character(char) for char in set(text)}
    return "".join(folded[char] for char in text)


def _fold_character(char: str) -> str:
    if char.isascii() or char.isspace():
        return char.lower()
    folded = fold(normalize(char))
    return folded if len(folded) == 1 else char


def surroundings(text: str, match: Match, reach: int = 40) -> tuple[str, str]:
    """The text before and after a match on its line, at most `reach` characters each, cut at sentence ends."""
    before = re.split(r"[。；！？\n]", text[max(0, match.start - reach) : match.start])[-1]
    behind = re.match(r"[^。；！？\n]*[。；！？]?", text[match.end : match.end + reach])
    return before, behind[0] if behind else ""


def by_document(matches: Iterable[Match]) -> Iterator[tuple[str, list[Match]]]:
    """Matches grouped by document, in their order."""
    groups: dict[str, list[Match]] = {}
    for match in matches:
        groups.setdefault(match.doc_id, []).append(match)
    yield from groups.items()
