"""Numbers that stand in a row, and what each of them is of: for a sum or a difference of several of them.

"新建24个地面测震台、35个深井测震台": the noun stands behind its number. "甲和乙分别下降0.32个和0.40个百分点": the numbers stand in
the order of what they are of.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mingce.ask.routes.address import read_addresses
from mingce.ask.routes.asked import Asked
from mingce.ask.routes.number_figures import Figure, solid
from mingce.ask.routes.number_question import (
    IS_DIFFERENCE,
    IS_SUM,
    NumberQuestion,
    fits_unit,
    same_unit,
    topic_words,
    without_general,
)
from mingce.ask.routes.number_scope import figures_with_words, missing, with_place
from mingce.facts.amounts import UNIT_KINDS

# What a question joins: "国家级加省级水产原良种场", "名师、领军和双领"
PARTS = re.compile(r"以及|加上|[和与跟及加、]")
NOUN = re.compile(r"(?:[“”\"]|(?![和与及])[\u4e00-\u9fffA-Za-z])+")  # up to the next stop, number or 和
BETWEEN = re.compile(r"[、，,]?(?:和|与|及|以及)?(?P<does>[\u4e00-\u9fff]{1,4})?")  # "、", "和", "，新建"
RESPECTIVELY = re.compile(r"(?P<what>[^，,。；：]+?)(?:分别|各)(?P<does>[^，,。；：\d]*)$")
MOST_LACKING = 0.3  # share of the characters of what is said before the parts that its sentence need not hold


@dataclass(frozen=True)
class Counted:
    """A figure and what it is of, folded."""

    figure: Figure
    noun: str
    does: str  # what is done with it: "新建"; it holds for those that follow until another is said


def counted_parts(asked: Asked, question: NumberQuestion) -> list[Figure]:
    """The figures of the parts of a sum, where one row of numbers alone has each part as a noun behind its number."""
    *above, last = re.split(r"[，,](?=[^，,]*(?:[和与跟及加、]))", IS_SUM.sub(" ", question.rest), maxsplit=1)
    parts = [without_general(topic_words(part)).strip() for part in PARTS.split(last)]
    parts = [part for part in parts if len(re.sub(r"\W", "", part)) > 1]
    if len(parts) < 2:
        return []
    about = without_general(topic_words(read_addresses(" ".join(above))[1]))  # without "专栏1"
    found = []
    for row in _rows(figures_with_words(asked, question, " ".join(parts), MOST_LACKING), question):
        chosen = _one_each(row, parts, question)
        if chosen and len(missing(about, chosen[0], chosen[0].whole + chosen[0].place, question)) <= MOST_LACKING * len(
            about
        ):
            found.append(chosen)
    return found[0] if len(found) == 1 else []


def noun_behind(figure: Figure) -> re.Match[str] | None:
    """The noun behind a number in a sentence: "地面测震台" of "24个地面测震台"."""
    if figure.line or figure.row.value_max is not None or UNIT_KINDS.get(figure.row.unit) != "count":
        return None
    return NOUN.match(figure.document.text, figure.row.figure[1])


def _rows(figures: Sequence[Figure], question: NumberQuestion) -> Iterator[list[Counted]]:
    """The rows of numbers with a noun behind each: those of one sentence that follow one another."""
    row: list[Counted] = []
    end = -1
    for figure in figures:
        text = figure.document.text
        noun = noun_behind(figure)
        if not noun or not fits_unit(question.unit, figure.row.unit):
            continue
        follows = row and row[-1].figure.sentence == figure.sentence and end <= figure.row.figure[0]
        between = BETWEEN.fullmatch(re.sub(r"\s", "", text[end : figure.row.figure[0]])) if follows else None
        if not between:
            if len(row) > 1:
                yield row
            row = []
        clause = re.split("[，,；;。：:]", solid(text[figure.sentence.start : figure.row.figure[0]]))[-1]
        does = (between["does"] or row[-1].does) if between else clause
        row.append(Counted(figure, solid(noun[0]), does))
        end = noun.end()
    if len(row) > 1:
        yield row


def _one_each(row: Sequence[Counted], parts: Sequence[str], question: NumberQuestion) -> list[Figure]:
    """For each part the only number of a row whose noun has all of it, with the same done to all: "新建的甲和乙"."""
    chosen: list[Counted] = []
    for part in parts:
        own = [c for c in row if not missing(part, c.figure, f"{c.does} {c.noun}", question)]
        if len(own) != 1 or own[0] in chosen:
            return []
        chosen += own
    is_one = all(c.does == chosen[0].does and same_unit(c.figure.row.unit, row[0].figure.row.unit) for c in chosen)
    return [c.figure for c in chosen] if is_one else []


def respective(asked: Asked, question: NumberQuestion) -> list[Figure]:
    """The two figures of "甲和乙分别为1%和2%", where the question compares 甲 with 乙."""
    text = IS_DIFFERENCE.sub(" ", question.rest)
    clause, *rest = re.split(r"[，,]", re.sub(r"^\s*[里中内]", "", text))
    sides = [side.strip() for side in re.split(r"以及|[和与跟同及、]", clause)]
    if len(sides) != 2 or min(map(len, sides)) < 2 or any(re.search(r"\d", side) for side in sides):
        return []
    words = without_general(topic_words(" ".join([*sides, *rest])))
    found = []
    figures = figures_with_words(asked, question, words, MOST_LACKING)
    for first, second in pairwise(figures):
        if pair := _as_pair(first, second):
            said = RESPECTIVELY.search(first.document.text[first.sentence.start : first.row.figure[0]])
            names = re.split(r"以及|[和与及]", solid(said["what"])) if said else []
            around = with_place(first.whole, first, question)
            is_named = len(names) == 2 and _heads(names, [solid(side) for side in sides])
            lacking = missing(words, first, around, question)
            if is_named and len(lacking) <= MOST_LACKING * len(words) and fits_unit(question.unit, pair[0].row.unit):
                found.append(pair)
    return found[0] if len(found) == 1 else []


def _as_pair(first: Figure, second: Figure) -> list[Figure]:
    """Two figures of one unit with 和 between them; the unit of the first may be cut short: "0.32个和0.40个百分点"."""
    between = re.sub(r"\s", "", first.document.text[first.row.figure[1] : second.row.figure[0]])
    if first.sentence != second.sentence or first.line or not re.fullmatch(r"和|与|、|及", between):
        return []
    if second.row.unit.startswith(first.row.unit):
        first = replace(first, row=replace(first.row, unit=second.row.unit))
    return [first, second] if same_unit(first.row.unit, second.row.unit) else []


def _heads(names: Sequence[str], sides: Sequence[str]) -> bool:
    """Whether the text names the two sides in the order of the question: of the first it has all, of the second the noun.

    >>> _heads(["小微企业", "普惠小微企业贷款利率同比"], ["小微企业", "普惠小微企业贷款的降幅"])
    True
    """
    first, second = names
    head = next((second[:size] for size in range(len(second), 1, -1) if sides[1].startswith(second[:size])), "")
    return first.endswith(sides[0]) and len(head) >= len(sides[0])
