"""Evidence to the sentences that are quoted, and how sure it is that they answer."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import jieba.posseg

from mingce.ask.checks import Check
from mingce.ask.enumerations import Enumeration, enumerations, unopened
from mingce.ask.evidence import Evidence, probabilities
from mingce.ask.phrasing import FRAME_NOUNS
from mingce.ask.question import Question
from mingce.ask.routes.list_question import asks_for_several, listed_class, listed_name, listed_noun, said_number
from mingce.ask.sisters import NOUNS
from mingce.datatypes import Document
from mingce.store.contents import Contents
from mingce.text.fold import fold
from mingce.text.labels import ITEM_LABEL

# A sentence this close to the best one (in log-odds) is quoted too. On the training questions, out of fold, margins of
# 0, 1 and 2 hold everything asked for in .733, .779 and .815 of answers, with 1.05, 1.23 and 1.39 quotes an answer.
MARGIN = 1.3
MOST, MOST_OF_LIST = 2, 5
MOST_ITEMS = 15  # of an enumeration that is quoted whole
MOST_OF_WHOLE = 40  # items of one that is asked for as a whole
LONGEST_WHOLE = 4000  # characters of one that is quoted with all that its items say
LABEL = 4  # characters that the label of an item may take
OPENS_ITEMS = re.compile(r"[：:]$")


@dataclass(frozen=True)
class Quote:
    """A sentence that is quoted."""

    row: int  # in Contents.sentences
    section: int  # in Contents.sections
    score: float  # log-odds that it answers
    checks: tuple[Check, ...]
    has_kind: bool = True  # holds a value of the kind asked for, where there is one

    @property
    def failed(self) -> list[Check]:
        return [c for c in self.checks if not c.passed]


class Found(NamedTuple):
    quotes: list[Quote]  # best first
    answered: float  # probability that the documents answer, 0..1: below the threshold, the answer is refused
    right: float  # probability that these quotes are the answer, 0..1
    lead: float = 0.0  # log-odds by which the best sentence is ahead of the best one of another section


def choose(question: Question, evidence: Evidence) -> Found:
    """The best sentence, those nearly as good, and how sure it is that they answer."""
    if not len(evidence.rows):
        return Found([], 0.0, 0.0)
    quotes = [quote_at(evidence, i) for i in nearly_best(question, evidence)]
    return Found(quotes, *probabilities(evidence), evidence.lead)


def nearly_best(question: Question, evidence: Evidence) -> list[int]:
    """Positions of the sentences that are worth quoting, the one to lead with first.

    Where the best sentence's section has one that holds the very noun asked for ("工作机制" in "坚持什么样的工作机制"),
    that leads: of 416 training questions it changes two and rights one. The regressions know nothing of this noun, for
    none of five forms of it as a feature paid.
    """
    scores, order = evidence.scores, evidence.order.tolist()
    is_list = "list" in question.kinds or bool(question.sides)
    close = [i for i in order if scores[order[0]] - scores[i] <= MARGIN][: MOST_OF_LIST if is_list else MOST]
    holder = next((i for i in order if _names_focus(evidence, i)), None) if question.focus else None
    return close if holder is None else list(dict.fromkeys([holder, *close]))


def _names_focus(evidence: Evidence, i: int) -> bool:
    """Whether a sentence of the best section holds the asked noun whole, and no check or heading speaks against it."""
    against = ("failed", "failed_firm", "lacks_value", "heading")
    return (
        evidence.sections[i] == evidence.sections[evidence.order[0]]
        and evidence.columns["focus"][i] == 1
        and not any(evidence.columns[name][i] for name in against)
    )


def quote_at(evidence: Evidence, i: int) -> Quote:
    """The sentence at a position of the evidence, to be quoted."""
    checks = evidence.checks[i]
    has_kind = all(c.passed for c in checks if c.name == "kind")
    return Quote(int(evidence.rows[i]), int(evidence.sections[i]), float(evidence.scores[i]), checks, has_kind)


def without_repeats(quotes: Iterable[Quote]) -> list[Quote]:
    """The quotes in their order; of those of one sentence the first."""
    chosen: dict[int, Quote] = {}
    for quote in quotes:
        chosen.setdefault(quote.row, quote)
    return list(chosen.values())


def complete_items(contents: Contents, quotes: Sequence[Quote]) -> list[Quote]:
    """Quote an enumeration whole: with "…有下列情形之一的：" its items, and with an item the line that opens them."""
    chosen = {quote.row: quote for quote in quotes}
    for quote in quotes:
        rows = contents.sentence_rows(quote.section)
        opening = quote.row
        if is_item(contents, opening):
            while opening > rows.start and is_item(contents, opening):
                opening -= 1
        if not OPENS_ITEMS.search(contents.sentence_text(opening)):
            continue
        chosen.setdefault(opening, replace(quote, row=opening))
        if opening != quote.row:
            continue  # one item was asked for: it and its opening line
        for row in range(opening + 1, min(rows.stop, opening + 1 + MOST_ITEMS)):
            if not is_item(contents, row):
                break
            chosen.setdefault(row, replace(quote, row=row))
    return list(chosen.values())


def with_whole_list(contents: Contents, question: Question, quotes: Sequence[Quote]) -> list[Quote]:
    """The whole enumeration that the best quote opens or belongs to, where all of something is asked for: the question
    says so, or how many there are and just so many stand here. Else one item is enough."""
    number = said_number(question.plain)
    if asks_for_several(question.plain):
        return complete_list(contents, quotes, number)
    return complete_list(contents, quotes, number, must_count=True) if number else list(quotes)


def not_listed(contents: Contents, question: Question, quotes: Sequence[Quote]) -> str:
    """What is to be listed, where its noun stands neither in the quotes nor in the headings above them; "" otherwise.
    What the sources of a fund are is no answer to "哪几类车辆能免收通行费"."""
    text = question.plain
    if not asks_for_several(text):
        return ""
    name = listed_name(text)
    is_noun = name not in FRAME_NOUNS and all(word.flag in NOUNS for word in jieba.posseg.lcut(name))
    pairs, holds = listed_noun(text) if is_noun else (), listed_class(text)
    told = fold("".join(f"{''.join(contents.sections[q.section].path)}{contents.sentence_text(q.row)}" for q in quotes))
    # "奖项" where the quote says 鲁班奖: one character of the noun is enough
    is_missed = bool(pairs) and not any(char in told for pair in pairs for char in pair)
    return name if is_missed or (holds and not holds.search(told)) else ""


def complete_list(
    contents: Contents, quotes: Sequence[Quote], number: int = 0, must_count: bool = False
) -> list[Quote]:
    """For a question that asks for all of something: the whole enumeration that the best quote opens or belongs to.

    number: of items that the question says, 0 where it does not; of several enumerations one with so many is meant.
    must_count: no other is. Of long items only the head is quoted. Nothing is added where it has more than MOST_OF_WHOLE
    items: then it is not what a few sentences can tell.
    """
    found = (_enumeration_of(contents, quote, number, must_count, only_opened=quote != quotes[0]) for quote in quotes)
    whole = next((one for one in found if one), None)
    if whole is None:
        return list(quotes)
    document, enumeration = whole
    rows = _rows_of(contents, document, enumeration)
    kept = {quote.row for quote in quotes}
    return [
        *quotes,
        *(replace(quotes[0], row=row, section=int(contents.owner[row])) for row in rows if row not in kept),
    ]


def _enumeration_of(
    contents: Contents, quote: Quote, number: int, must_count: bool, only_opened: bool
) -> tuple[Document, Enumeration] | None:
    """The smallest enumeration that a quote opens, else that it belongs to, with its document; a quote that is not the
    best one counts only where it opens one."""
    sentence = contents.sentences[quote.row]
    document = contents.document_of(sentence.section)
    known = [one for one in (*enumerations(document), *unopened(document)) if len(one.items) <= MOST_OF_WHOLE]
    opened = [one for one in known if one.lead[0] < sentence.end and sentence.start < one.lead[1]]
    found = opened if only_opened else [one for one in known if _holds(one, sentence.start, sentence.end)]
    counted = [one for one in found if len(one.items) == number]
    found = counted if counted or must_count else [one for one in opened if one in found] or found
    return (document, min(found, key=lambda one: one.items[-1][1] - one.items[0][0])) if found else None


def _rows_of(contents: Contents, document: Document, whole: Enumeration) -> list[int]:
    """The sentences of an enumeration with what opens it; of long items the first ones."""
    section_rows = contents.section_rows[document.id]
    rows = range(contents.sentence_rows(section_rows[0]).start, contents.sentence_rows(section_rows[-1]).stop)
    first, last = min(whole.lead[0], whole.items[0][0]), whole.items[-1][1]
    of_list = [row for row in rows if contents.sentences[row].end > first and contents.sentences[row].start < last]
    if last - whole.items[0][0] <= LONGEST_WHOLE:
        return of_list
    heads = [next((r for r in of_list if contents.sentences[r].end > start + LABEL), None) for start, _ in whole.items]
    lead = [row for row in of_list if contents.sentences[row].start < whole.lead[1]]
    return list(dict.fromkeys([*lead, *(row for row in heads if row is not None)]))


def _holds(one: Enumeration, start: int, end: int) -> bool:
    """Whether a sentence opens an enumeration or stands among its items."""
    lead, last = one.lead, one.items[-1]
    return (lead[0] < end and start < lead[1]) or (one.items[0][0] < end and start < last[1])


def is_item(contents: Contents, row: int) -> bool:
    """Whether a sentence is an item of an enumeration. row: of Contents.sentences."""
    return bool(ITEM_LABEL.match(contents.sentence_text(row)))
