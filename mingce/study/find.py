"""Search inside documents for exact words, whatever their width, case and script; every match is an offset span."""

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
    """Every place where all of `words` stands as one run, in order of the documents; white space is passed over.

    >>> find([Document("d", "题", "加强 质量強國建设，建设质量强国。", "d.txt")], "质量强国")
    [Match(doc_id='d', start=3, end=7), Match(doc_id='d', start=12, end=16)]
    """
    pattern = pattern_of(words)
    if pattern is None:
        return []
    return [
        Match(document.id, match.start(), match.end())
        for document in documents
        for match in pattern.finditer(plain(document.text))
    ]


def find_any(document: Document, terms: Iterable[str]) -> list[tuple[int, int]]:
    """Spans of a document where any of the terms stands, in order; of terms inside each other the longest."""
    known = sorted((term for term in terms if term.strip()), key=len, reverse=True)
    if not known:
        return []
    pattern = re.compile("|".join(re.escape(plain(term)) for term in known))
    return [match.span() for match in pattern.finditer(plain(document.text))]


def pattern_of(words: str) -> re.Pattern[str] | None:
    """None where there is nothing to look for."""
    characters = [plain(char) for char in words if not char.isspace()]
    return re.compile(r"\s*".join(map(re.escape, characters))) if characters else None


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """A text of the same length with width, case and script folded; a character that would change the length stays."""
    folded = {char: _plain(char) for char in set(text)}
    return "".join(folded[char] for char in text)


def _plain(char: str) -> str:
    if char.isascii() or char.isspace():
        return char.lower()
    folded = fold(normalize(char))
    return folded if len(folded) == 1 else char


def surroundings(text: str, match: Match, reach: int = 40) -> tuple[str, str]:
    """What stands before and behind a match on its line, at most `reach` characters each, cut at sentence ends."""
    before = re.split(r"[。；！？\n]", text[max(0, match.start - reach) : match.start])[-1]
    behind = re.match(r"[^。；！？\n]*[。；！？]?", text[match.end : match.end + reach])
    return before, behind[0] if behind else ""


def by_document(matches: Iterable[Match]) -> Iterator[tuple[str, list[Match]]]:
    """Matches grouped by document, in their order."""
    groups: dict[str, list[Match]] = {}
    for match in matches:
        groups.setdefault(match.doc_id, []).append(match)
    yield from groups.items()
