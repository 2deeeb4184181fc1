"""The metrics: pure functions, each with its formula. None where there is nothing to divide by.

White space never counts: line breaks inside a sentence are an accident of the source file.

hit_at and reciprocal_rank are ranx's hit_rate@k and mrr. ranx itself is a tool of the tests, not of the product, and
compiles for half a minute before its first number: tests/test_evaluation.py compares the two.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import ceil

from mingce.datatypes import Citation

BINS = 10
LONG_OVERLAP = 12  # characters in common that show two strings to be about the same passage
SHORT_OVERLAP = 4  # fewer than this may be chance, however short the strings are


def squeeze(text: str) -> str:
    """
    >>> squeeze(" 到 2025 年，\\n建成 30 个")
    '到2025年，建成30个'
    """
    return re.sub(r"\s+", "", text)


def mean(values: Iterable[float]) -> float | None:
    """Σ values / n."""
    found = list(values)
    return sum(found) / len(found) if found else None


# Retrieval. texts: what was found, best first, each a hit's text.


def hit_at(texts: Sequence[str], evidence: Sequence[str], k: int) -> bool:
    """1 if any of the first k texts contains any evidence string, else 0."""
    return any(squeeze(e) in squeeze(text) for text in texts[:k] for e in evidence)


def all_at(texts: Sequence[str], evidence: Sequence[str], k: int) -> bool:
    """1 if each evidence string is contained in some text among the first k, else 0."""
    return all(any(squeeze(e) in squeeze(text) for text in texts[:k]) for e in evidence)


def rank(texts: Sequence[str], evidence: Sequence[str]) -> int | None:
    """The place, from 1, of the first text that contains any evidence string; None where none does."""
    return next((n for n, text in enumerate(texts, start=1) if hit_at([text], evidence, 1)), None)


def reciprocal_rank(texts: Sequence[str], evidence: Sequence[str]) -> float:
    """1 / rank, 0 where no text contains evidence."""
    place = rank(texts, evidence)
    return 1 / place if place else 0.0


# Quotes.


def is_verbatim(citation: Citation, text: str) -> bool:
    """text[start:end] == quote, and not empty. text: that of the cited document."""
    return bool(citation.quote) and text[citation.start : citation.end] == citation.quote


def runs(citations: Iterable[Citation], texts: Mapping[str, str]) -> list[str]:
    """The quotes, those joined that follow each other in their document with nothing but white space between.

    texts: text of each document by its id.
    """
    joined: list[str] = []
    before: Citation | None = None
    for citation in sorted(citations, key=lambda c: (c.doc_id, c.start, c.end)):
        follows = (
            before is not None
            and before.doc_id == citation.doc_id
            and before.end <= citation.start
            and not texts.get(citation.doc_id, "?")[before.end : citation.start].strip()
        )
        if follows:
            joined[-1] += citation.quote
        else:
            joined.append(citation.quote)
        before = citation
    return joined


def covered(evidence: Iterable[str], quotes: Sequence[str]) -> int:
    """How many evidence strings are contained in some quote. quotes: as `runs` joins them."""
    return sum(any(squeeze(e) in squeeze(quote) for quote in quotes) for e in evidence)


def touches(quote: str, evidence: Sequence[str]) -> bool:
    """Whether the quote shows some evidence string e, or a good part of it.

    It contains e, is contained in e, or has with e a common substring of at least min(12, half of the shorter)
    characters, and at least 4.
    """
    quote = squeeze(quote)
    for e in map(squeeze, evidence):
        if e in quote or quote in e:
            return True
        shorter = min(len(e), len(quote))
        enough = max(SHORT_OVERLAP, min(LONG_OVERLAP, (shorter + 1) // 2))
        if SequenceMatcher(None, quote, e, autojunk=False).find_longest_match().size >= enough:
            return True
    return False


# Answers.


def contains_all(answer: str, wanted: Iterable[str]) -> bool:
    """1 if the answer contains every wanted string, else 0; the marks [1], [2] … do not count as text."""
    answer = squeeze(re.sub(r"\[\d+\]", "", answer))
    return all(squeeze(string) in answer for string in wanted)


def is_right(answerable: bool, found: bool, contains: bool) -> bool:
    """1 for an answer to an answerable question that contains all it must, or a refusal of an unanswerable one."""
    return found and contains if answerable else not found


@dataclass(frozen=True)
class Bin:
    """Outcomes whose claimed probability lies in (low, high], in [0, high] for the first bin."""

    low: float
    high: float
    count: int
    claimed: float  # mean probability that the system claimed
    right: float  # share that was right


def claimed(found: bool, confidence: float) -> float:
    """The probability that the system claims for what it did: c for an answer, 1 - c for a refusal.

    `Answer.confidence` c says how likely the documents answer the question with these quotes. Who answers claims to
    be right with c; who refuses claims that there is nothing to find with 1 - c.
    """
    return confidence if found else 1 - confidence


def calibration(outcomes: Iterable[tuple[float, bool]]) -> list[Bin]:
    """The bins that hold anything, of ten of equal width. outcomes: (claimed probability, was it right)."""
    members: dict[int, list[tuple[float, bool]]] = {}
    for probability, right in outcomes:
        # Rounded, since 1 - 0.7 is a hair above 0.3 and would land in the next bin.
        place = min(BINS - 1, max(0, ceil(round(probability * BINS, 6)) - 1))
        members.setdefault(place, []).append((probability, right))
    return [
        Bin(
            place / BINS,
            (place + 1) / BINS,
            len(own),
            sum(probability for probability, _ in own) / len(own),
            sum(right for _, right in own) / len(own),
        )
        for place, own in sorted(members.items())
    ]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Expected calibration error: Σ_b (n_b / N) · |right_b - claimed_b|. Lower is better."""
    total = sum(b.count for b in bins)
    return sum(b.count / total * abs(b.right - b.claimed) for b in bins) if total else None
