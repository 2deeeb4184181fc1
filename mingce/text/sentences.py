"""Sections -> sentences, the unit that is embedded and quoted."""

import re
from collections.abc import Iterator, Sequence

from mingce.datatypes import Section, Sentence
from mingce.text.patterns import CLAUSE_END, SENTENCE_END

LONGEST_SENTENCE = 220  # characters; a longer sentence is cut at ；
HAS_WORD = re.compile(r"[\u3400-\u9fffA-Za-z0-9]")
MARKS_AROUND = re.compile(r"(?:[\s\u3000*>|-]|#{1,6}\s)*")


def split_sentences(text: str, sections: Sequence[Section]) -> list[Sentence]:
    """Sentences of one document in reading order; white space and Markdown marks around them are left out.

    A heading is a sentence of its own: it answers "有哪些方面". `Sentence.section` counts from 0 in `sections`.
    """
    return [
        Sentence(row, start, end)
        for row, section in enumerate(sections)
        for start, end in sentence_spans(text, section.start, section.end)
    ]


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence begins and ends that holds the characters `start` to `end`; lines are not crossed.

    >>> text = "甲。乙丙。丁"
    >>> text[slice(*sentence_around(text, 2, 3))], text[slice(*sentence_around(text, 5, 6))]
    ('乙丙。', '丁')
    """
    first = max(text.rfind(mark, 0, start) for mark in "。\n") + 1
    stops = [at for mark in "。\n" if (at := text.find(mark, end)) >= 0]
    last = min(stops, default=len(text))
    return first, last + (text[last : last + 1] == "。")


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the sentences in `text[start:end]`, trimmed."""
    left = start
    for stop in [*(m.end() for m in SENTENCE_END.finditer(text, start, end)), end]:
        for a, b in _clauses(text, left, stop):
            a = MARKS_AROUND.match(text, a, b).end()  # type: ignore[union-attr]
            b = a + len(text[a:b].rstrip(" \n\u3000*|"))
            if HAS_WORD.search(text, a, b):
                yield a, b
        left = stop


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start > LONGEST_SENTENCE:
        for match in CLAUSE_END.finditer(text, start, end):
            if match.end() - start >= LONGEST_SENTENCE // 4 and end - match.end() >= LONGEST_SENTENCE // 4:
                yield start, match.end()
                start = match.end()
    yield start, end
