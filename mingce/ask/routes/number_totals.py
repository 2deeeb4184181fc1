"""Sums and differences whose operands the question does not name one by one next to each other.

"四面墙加一块儿总长多少米": as many numbers as are said. "初审、审核、审定各限几个工作日，加起来几天": a list and then a sum. "比…那起多死多少人": the
first operand stands in the question before.
"""

import re
from collections.abc import Sequence

from mingce.ask.routes.asked import Asked
from mingce.ask.routes.number_figures import Figure, figures_of, pieces, solid
from mingce.ask.routes.number_question import (
    DIFFERENCE,
    IS_DIFFERENCE,
    IS_SUM,
    NumberQuestion,
    fits_unit,
    read_question,
    same_unit,
    topic_words,
    without_general,
)
from mingce.ask.routes.number_scope import named
from mingce.ask.routes.number_sums import (
    JOINED,
    VERSUS,
    in_one_sentence,
    missing_share,
    told_difference,
    told_sum,
    with_side,
    written_clause,
)
from mingce.ask.routes.reply import Reply, Span
from mingce.text.numerals import read_number

# Only these words ask for a sum; the total of "一共多少" may stand in the text
ADDS = re.compile(r"加[在到]?一?(?:起来?|块儿?|总)|一?加起来|合[在到]?一?起来?|相加|加上|总和|之和")
# "四面墙", "那三道手续"
COUNTED = re.compile(
    r"(?<![第一二三四五六七八九十])(?P<n>[两二三四五六七八九十]|(?<!\d)\d{1,2})(?:[个项类种起面道笔条步处座次家所期批段档]|环节)(?P<noun>[\u4e00-\u9fff]{1,6}?)(?=加|合|相加|一共|总|各|分别|的|都|[，,]|$)"
)
LIST_ENDS = re.compile(r"各自?|分别|都|一共|总共|合计|加|合起来|限|需|要|用|[得是为].{0,2}多少|多少|几")
MOST_LACKING = 0.3  # share of the characters of a topic that a sentence need not hold
MOST_LACKING_ALONE = 0.75  # of one whose numbers alone are as many as the question says
PART_OF = re.compile(
    r"其中|合计|总计|共计|(?<![\u4e00-\u9fff])共|总[额数量]|累计"
)  # before a number that another one holds


def total(asked: Asked, question: NumberQuestion) -> Reply | None:
    """The sum of a list of parts, or of as many numbers as the question says."""
    count = COUNTED.search(question.text)
    if not _asks_to_add(question, count):
        return None
    documents = named(asked)
    if len(documents) != 1:
        return None
    figures = _plain_figures(figures_of(documents[0]), question)
    if found := _of_listed(figures, question):
        return told_sum(question, found, "+")
    if count is None:
        return None
    words = without_general(topic_words(ADDS.sub(" ", COUNTED.sub(" ", question.rest))))
    groups = [[f for f in figures if f.sentence == sentence] for sentence in dict.fromkeys(f.sentence for f in figures)]
    groups = [group for group in groups if _are_counted(group, count)]
    most = MOST_LACKING if len(groups) > 1 else MOST_LACKING_ALONE
    groups = [group for group in groups if missing_share(words, _around(group[0]), question) <= most]
    return told_sum(question, groups[0], "+") if len(groups) == 1 else None


def of_quotes(asked: Asked, quotes: Sequence[Span]) -> Reply | None:
    """What the numbers of the sentences that search quotes add up to or differ by, where the question asks for that.

    Only where these are exactly the operands: as many as the question says, or one for each side of 比.
    """
    question = read_question(asked.question, asked.named)
    figures = _plain_figures(_quoted(asked, quotes), question)
    if len(figures) < 2 or len({f.document.id for f in figures}) > 1:
        return None
    count = COUNTED.search(question.text)
    if _asks_to_add(question, count):
        if found := _of_listed(figures, question):
            return told_sum(question, found, "+")
        is_all = _are_counted(figures, count) if count else _are_alike(figures, question)
        return told_sum(question, figures, "+") if is_all else None
    if DIFFERENCE not in question.asks or len(question.years) > 1:
        return None
    sides = [side for side in VERSUS.split(IS_DIFFERENCE.sub(" ", question.text)) if re.search(r"\w", side)]
    found = _one_for_each(figures, sides, question) if len(sides) == 2 else []
    return told_difference(question, *found) if found else None


def follow_up(asked: Asked, question: NumberQuestion) -> Reply | None:
    """What the number that was asked before differs by from another: "比…那起多死多少人"."""
    sides = VERSUS.split(IS_DIFFERENCE.sub(" ", question.text), maxsplit=1)
    if not asked.question.history or len(sides) != 2 or re.search(r"[\u4e00-\u9fff]{3}", sides[0]):
        return None
    found = in_one_sentence(asked, question, [asked.question.history[-1], sides[1]])
    return told_difference(question, *found) if found else None


def _asks_to_add(question: NumberQuestion, count: re.Match[str] | None) -> bool:
    """Whether several numbers are to be added. count: how many there are, where the question says so."""
    return bool(ADDS.search(question.text) or (count and IS_SUM.search(question.text)))


def _quoted(asked: Asked, quotes: Sequence[Span]) -> list[Figure]:
    documents = [asked.contents.by_id[doc_id] for doc_id in dict.fromkeys(quote.doc_id for quote in quotes)]
    return [
        figure
        for document in documents
        for figure in figures_of(document)
        if any(q.doc_id == document.id and q.start <= figure.row.figure[0] < q.end for q in quotes)
    ]


def _plain_figures(figures: Sequence[Figure], question: NumberQuestion) -> list[Figure]:
    """The figures of sentences in the unit that is asked for, no ranges."""
    return [
        f
        for f in figures
        if f.row.value_max is None and not f.line and question.unit and f.row.unit and _fits(question.unit, f.row.unit)
    ]


def _fits(asked: str, unit: str) -> bool:
    return fits_unit(asked, unit) or {asked, unit} == {"人", "名"}


def _of_listed(figures: Sequence[Figure], question: NumberQuestion) -> list[Figure]:
    """For each part of a list the only figure that has all its words around it; [] where one has none or several."""
    for clause in re.split(r"[，,。？?；;\s]", question.rest):
        head = LIST_ENDS.split(ADDS.sub("加", clause), maxsplit=1)[0]
        parts = [without_general(topic_words(part)).strip() for part in JOINED.split(head)] if "、" in head else []
        if len(parts) > 1 and min(map(len, parts)) > 1:
            return _one_for_each(figures, parts, question)
    return []


def _one_for_each(figures: Sequence[Figure], parts: Sequence[str], question: NumberQuestion) -> list[Figure]:
    found = [with_side(figures, part, question) for part in parts]
    if any(len(own) != 1 for own in found):
        return []
    chosen = [own[0] for own in found]
    is_one_each = len({f.row.figure for f in chosen}) == len(parts)
    return chosen if is_one_each and all(same_unit(chosen[0].row.unit, f.row.unit) for f in chosen) else []


def _are_counted(figures: Sequence[Figure], count: re.Match[str]) -> bool:
    """Whether there are as many figures as are said, each with the noun that is counted before it."""
    noun = solid(count["noun"])[-2:]
    return (
        len(figures) == int(read_number(count["n"]))
        and all(noun in figure.local for figure in figures)
        and not any(PART_OF.search(written_clause(figure)) for figure in figures)
    )


def _are_alike(figures: Sequence[Figure], question: NumberQuestion) -> bool:
    """Whether the figures are all of what is said: no word of the question stands with one and not with another.

    "新建公路160公里，新建铁路40公里" add up to what is newly built, not to the length of 公路.
    """
    if len({figure.sentence for figure in figures}) > 1 or any(PART_OF.search(written_clause(f)) for f in figures):
        return False
    clauses = [solid(written_clause(figure)) for figure in figures]
    words = without_general(topic_words(ADDS.sub(" ", question.rest)))
    said = [set(pieces(words, clause)) for clause in clauses]
    return bool(said[0]) and all(own == said[0] for own in said)


def _around(figure: Figure) -> str:
    return f"{figure.whole} {figure.place}"
