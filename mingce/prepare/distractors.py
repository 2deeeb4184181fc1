"""Wrong options: words of the same documents, of the same kind as the right answer."""

import math
import random
import re
from collections.abc import Iterable, Mapping, Sequence

from mingce.datatypes import Document
from mingce.facts.formulations import count_of
from mingce.prepare.blanks import AIM, FORCES, UNWANTED, Askable, word_classes
from mingce.prepare.checks import OPTIONS, amount_of, gives_away, has_same_form, is_right, same_words
from mingce.prepare.items import BODY, FORCE, LISTED, NAME, NUMBER, TERM, YEAR, Blank
from mingce.text.fold import fold

CLOSE = 5  # wrong options are drawn from this many of the nearest words
FARTHEST = {NUMBER: 1.6, NAME: 12.0, YEAR: 15.0, TERM: 12.0, BODY: 9.0, LISTED: 6.0}  # as `distance` counts


class Pool:
    """The words of all documents by kind and form, each once, in reading order."""

    def __init__(self, documents: Mapping[str, Document], askables: Mapping[str, Sequence[Askable]]) -> None:
        self.documents = documents
        words: dict[tuple[str, str], dict[str, None]] = {}
        self.forms: dict[tuple[str, str, int], str] = {}
        for doc_id, found in askables.items():
            text = documents[doc_id].text
            for asked in found:
                words.setdefault((asked.about, asked.form), {})[text[asked.start : asked.end]] = None
                self.forms[asked.about, doc_id, asked.start] = asked.form
        self.words = {kind: tuple(found) for kind, found in words.items()}

    def wrong(self, blank: Blank, rng: random.Random, count: int = OPTIONS - 1) -> list[str]:
        """`count` wrong options for a blank; fewer where the documents hold no more that are certainly wrong."""
        text = self.documents[blank.doc_id].text
        key, shown = text[blank.start : blank.end], text[blank.stem_start : blank.stem_end]
        if blank.about == FORCE:
            return [FORCES[key]][: 0 if is_right(blank, FORCES[key], self.documents) else 1]
        near = [
            (distance(blank, key, word, self.documents[blank.doc_id]), row, word)
            for row, word in enumerate(
                self.words.get((blank.about, self.forms[blank.about, blank.doc_id, blank.start]), ())
            )
        ]
        near = sorted(entry for entry in near if entry[0] <= FARTHEST[blank.about])
        fit: list[str] = []
        for _, _, word in near:
            if len(fit) == max(CLOSE, count):
                break
            if (
                fold(word) not in fold(shown)
                and has_same_form(text, blank, word)
                and not is_right(blank, word, self.documents)
            ):
                fit.append(word)
        rng.shuffle(fit)
        return distinct(fit)[:count]


def distinct(words: Iterable[str]) -> list[str]:
    """The words without those that contain, or are contained in, an earlier one."""
    kept: list[str] = []
    for word in words:
        if not any(same_words(word, other) for other in kept):
            kept.append(word)
    return kept


def distance(blank: Blank, key: str, word: str, document: Document) -> float:
    """How different a wrong answer looks from the right one; infinite where its form would give it away."""
    if UNWANTED.search(word) or max(len(key), len(word)) > 2 * min(len(key), len(word)) + 2:
        return math.inf
    if blank.about == NUMBER:
        return _figure_distance(key, word)
    if blank.about == YEAR:
        years = int(key[:4]), int(word[:4])
        is_past_aim = AIM.search(document.text[: blank.start][-4:]) and years[1] < int(document.date[:4] or 0)
        return math.inf if is_past_aim else abs(years[0] - years[1])
    unlike = abs(len(key) - len(word)) + (0 if key[-1] == word[-1] else 2)
    if blank.about == TERM:
        is_other = bool(count_of(key)) != bool(count_of(word)) or ("、" in key) != ("、" in word)
        return math.inf if is_other else unlike + 3 * abs(key.count("、") - word.count("、"))
    if blank.about == LISTED and (abs(len(key) - len(word)) > 1 or word_classes(key) != word_classes(word)):
        return math.inf
    return unlike + (2 if gives_away(word, BODY, key) else 0)


def _figure_distance(key: str, word: str) -> float:
    first, second = amount_of(key), amount_of(word)
    is_alike = bool(re.match(r"\d", key)) == bool(re.match(r"\d", word))
    if first is None or second is None or first[1] != second[1] or not is_alike or not first[0] or not second[0]:
        return math.inf
    if first[1] == "%" and first[0] <= 100 < second[0]:
        return math.inf
    return abs(math.log10(float(second[0])) - math.log10(float(first[0])))
