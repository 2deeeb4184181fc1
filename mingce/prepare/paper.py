"""A paper: a number of items of each kind, spread over documents and sections. The same seed gives the same paper."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingce.datatypes import Citation
from mingce.prepare.blanks import askables, blanks
from mingce.prepare.checks import OPTIONS, problems, reveals_answer, stem
from mingce.prepare.distractors import Pool
from mingce.prepare.items import (
    BLANK,
    BODY,
    CHOICE,
    FILL,
    FORCE,
    JUDGE,
    LISTED,
    NAME,
    NAMES,
    PHRASE,
    RIGHT,
    SHORT,
    TERM,
    WRONG,
    Blank,
    Item,
)
from mingce.prepare.material import Chosen, top
from mingce.prepare.shorts import ShortQuestion, short_questions
from mingce.text.citations import section_at
from mingce.text.fold import fold

CHANCE = 1.5  # the most that chance adds to the weight of a candidate
NOT_ASKED = {CHOICE: (FORCE, PHRASE), JUDGE: (LISTED, PHRASE), FILL: (FORCE,)}  # what a kind cannot ask for


@dataclass(frozen=True)
class Topic:
    """What a candidate is about. A paper is spread over documents, their parts, their sections and the kinds of blanks."""

    doc_id: str
    part: str
    path: tuple[str, ...]
    about: str


@dataclass(frozen=True)
class Candidate:
    """What an item can be made of: a blank, or a short-answer question as it is."""

    weight: float
    topic: Topic
    blank: Blank | None = None
    item: Item | None = None


def make(chosen: Sequence[Chosen], counts: Mapping[str, int], seed: int = 1) -> list[Item]:
    """A paper, kind by kind; fewer items than asked for where no more of them pass the checks.

    counts: how many of CHOICE, JUDGE, FILL, SHORT. seed: the number of the paper (卷号).
    """
    draft, items = Draft(chosen, seed), []
    for kind in NAMES:
        items += draft.draw(kind, counts.get(kind, 0))
    return items


class Draft:
    """A paper being made: what can be asked, and what has been asked already."""

    def __init__(self, chosen: Sequence[Chosen], seed: int) -> None:
        chosen = sorted(
            chosen, key=lambda c: c.document.id
        )  # the order in which documents were chosen must not change the paper
        self.chosen = {c.document.id: c for c in chosen}
        self.documents = {c.document.id: c.document for c in chosen}
        self.rng = random.Random(f"{seed}")  # a string seed gives the same numbers in every process
        asked = {c.document.id: list(askables(c)) for c in chosen}
        self.pool = Pool(self.documents, asked)
        self.blanks = [_of_blank(blank, c) for c in chosen for blank in blanks(c, asked[c.document.id])]
        self.questions = [_of_question(question) for c in chosen for question in short_questions(c)]
        self.taken: list[Item] = []
        self.used: Counter[object] = Counter()
        self.sentences: set[str] = set()
        self.keys: set[str] = set()

    def draw(self, kind: str, wanted: int) -> list[Item]:
        """The best items of a kind that fit beside those already drawn."""
        candidates = (
            [c for c in self.blanks if c.topic.about not in NOT_ASKED[kind]] if kind != SHORT else self.questions
        )
        ranked = [(c.weight + self.rng.random() * CHANCE, row, c) for row, c in enumerate(candidates)]
        verdicts = [RIGHT, WRONG] * ((wanted + 1) // 2)
        self.rng.shuffle(verdicts)
        drawn: list[Item] = []
        while ranked and len(drawn) < wanted:
            best = max(ranked, key=lambda entry: (entry[0] - self._crowding(entry[2].topic), -entry[1]))
            ranked.remove(best)
            candidate = best[2]
            item = self._item(kind, candidate.blank, verdicts[len(drawn)]) if candidate.blank else candidate.item
            if item and self._take(item, candidate.topic):
                drawn.append(item)
        self.rng.shuffle(drawn)
        return drawn

    def _crowding(self, topic: Topic) -> float:
        """How much has been asked already about the same topic."""
        used = self.used
        return (
            0.5 * used[topic.doc_id]
            + 0.4 * used[topic.doc_id, topic.part]
            + 1.2 * used[topic.doc_id, topic.path]
            + 0.8 * used["", topic.about]
        )

    def _take(self, item: Item, topic: Topic) -> bool:
        """Take an item into the paper where it passes the checks and fits beside the others; whether it was taken."""
        cited = {self._sentence(citation) for citation in item.citations}
        key = self._key(item.blank)
        if key in self.keys or self.sentences & cited or problems(item, self.documents):
            return False
        for other in self.taken:
            if reveals_answer(other.stem, item, self.documents) or reveals_answer(item.stem, other, self.documents):
                return False
        self.taken.append(item)
        self.sentences |= cited
        self.keys |= {key} - {""}
        doc_id = topic.doc_id
        self.used.update((doc_id, (doc_id, topic.part), (doc_id, topic.path), ("", topic.about)))
        return True

    def _key(self, blank: Blank | None) -> str:
        """The answer of a blank that may be asked for only once in a paper; "" for a number or a year."""
        words = self.documents[blank.doc_id].text[blank.start : blank.end] if blank else ""
        return words if blank and blank.about in (TERM, BODY, LISTED, NAME, PHRASE) else ""

    def _sentence(self, citation: Citation) -> str:
        """The folded sentence that holds a quote, so that a sentence which stands in two documents is asked about once."""
        document = self.documents[citation.doc_id]
        sentences = self.chosen[citation.doc_id].sentences
        held = next((s for s in sentences if s.start <= citation.start < s.end), citation)
        return fold(document.text[held.start : held.end])

    def _item(self, kind: str, blank: Blank, verdict: str) -> Item | None:
        """An item of a kind for a blank; None where there are not enough wrong options. verdict: of a JUDGE item."""
        text = self.documents[blank.doc_id].text
        key = text[blank.start : blank.end]
        citations = (self.chosen[blank.doc_id].cite(blank.sentence_start, blank.sentence_end),)
        if kind == FILL:
            return Item(FILL, stem(text, blank, BLANK), key, citations, (), blank)
        if kind == JUDGE and verdict == RIGHT:
            return Item(JUDGE, stem(text, blank, key), RIGHT, citations, (), blank)
        wrong = self.pool.wrong(blank, self.rng, 1 if kind == JUDGE else OPTIONS - 1)
        if kind == JUDGE:
            return Item(JUDGE, stem(text, blank, wrong[0]), WRONG, citations, (), blank, wrong[0]) if wrong else None
        if len(wrong) < OPTIONS - 1:
            return None
        options = [key, *wrong]
        self.rng.shuffle(options)
        return Item(CHOICE, stem(text, blank, BLANK), key, citations, tuple(options), blank)


def _of_blank(blank: Blank, chosen: Chosen) -> Candidate:
    section = section_at(chosen.sections, blank.start)
    return Candidate(blank.weight, Topic(blank.doc_id, top(section), section.path, blank.about), blank)


def _of_question(question: ShortQuestion) -> Candidate:
    section = question.section
    return Candidate(question.weight, Topic(section.doc_id, top(section), section.path, SHORT), item=question.item)
