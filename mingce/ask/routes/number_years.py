"""The numbers of one name for two years, both quoted: "2024年实际增速和2025年预期目标对比"."""

import re

from mingce.ask.routes.asked import Asked
from mingce.ask.routes.number_figures import Figure
from mingce.ask.routes.number_question import (
    IS_DIFFERENCE,
    NumberQuestion,
    asks_sum,
    fits_unit,
    topic_words,
    without_general,
)
from mingce.ask.routes.number_scope import ROUTE, figures_with_words, missing, told
from mingce.ask.routes.number_sums import REACHED
from mingce.ask.routes.reply import Line, Reply

SIDE_BY_SIDE = re.compile(r"对比|比较|相比|对照|比一?比|比一下|分别|各(?:是|为|自)|vs|VS|和|与|跟")
# How fast something grows; the text says only 增长
GROWTH = re.compile(r"增速|增长率|增幅|涨幅|增长速度")
RISES = re.compile(r"增长|增速|增幅|上涨")
LEAST_WORDS = 2
NOT_SAID = re.compile(
    r"对比|比较|相比|对照|比一?比|比一下|一下|两?年|情况|怎么样|如何|目标|分别|各(?:是|为|自)?|[和与跟的]"
)


def reply(asked: Asked, question: NumberQuestion) -> Reply | None:
    """The two sentences, where the documents have one number of that name for each of the years, and no more."""
    is_computed = asks_sum(question.text) or IS_DIFFERENCE.search(question.text)
    if len(question.years) != 2 or is_computed or not SIDE_BY_SIDE.search(question.text):
        return None
    # Words of the thing may have been taken for the name of the document, or that name stand in no sentence
    pairs = (_pair(asked, question, text) for text in (question.rest, question.text))
    early, late = next((pair for pair in pairs if pair), (None, None))
    if early is None or late is None:
        return None
    if early.sentence == late.sentence:
        return Reply.of(ROUTE, [told([early, late])])
    return Reply.of(ROUTE, [Line(f"{f.row.year}年：", (f.sentence,), True) for f in (early, late)])


def _pair(asked: Asked, question: NumberQuestion, text: str) -> tuple[Figure, Figure] | None:
    words = GROWTH.sub(" ", REACHED.sub(" ", NOT_SAID.sub(" ", topic_words(text))))
    words = without_general(words).strip()
    if len(re.sub(r"\W", "", words)) < LEAST_WORDS:
        return None
    is_growth = bool(GROWTH.search(question.text))
    held = [
        figure
        for figure in figures_with_words(asked, question, words)
        if figure.row.year in question.years
        and fits_unit(question.unit, figure.row.unit)
        and (_is_growth(figure) == is_growth or bool(figure.line))
        and not missing(words, figure, figure.own, question)
    ]
    early, late = ([f for f in held if f.row.year == year] for year in sorted(question.years))
    if len(early) != 1 or len(late) != 1 or early[0].document != late[0].document:
        return None
    return early[0], late[0]


def _is_growth(figure: Figure) -> bool:
    return figure.row.unit == "%" and bool(RISES.search(figure.row.name))
