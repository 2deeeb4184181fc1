"""Values that a text gives only by another number beside them: a time limit with its extension, the value of the year before.

"算上延长，最长几个月": 12个月 and 6个月 more. "倒推上一年": 7500亿元, 比上年增加5700亿元. Computed, and shown with both quotes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingce.ask.routes.asked import Asked
from mingce.ask.routes.number_figures import Figure, figures_of, solid, uncovered
from mingce.ask.routes.number_question import (
    IS_DIFFERENCE,
    NumberQuestion,
    asks_sum,
    fits_unit,
    same_unit,
    topic_words,
    without_general,
)
from mingce.ask.routes.number_scope import ROUTE, named
from mingce.ask.routes.number_sums import missing_share, told_sum
from mingce.ask.routes.reply import Line, Reply
from mingce.facts.amounts import UNIT_KINDS, YEAR_TEXT
from mingce.text.numerals import read_number

EXTENDED = r"(?:延长|延期|续期|展期|延续)"
ASKS_EXTENDED = re.compile(
    rf"(?:算上|加上|连上?|包括|连同|含)[^，,。？?]{{0,6}}{EXTENDED}|{EXTENDED}[^，,。？?]{{0,4}}(?:都|也)?(?:算|加)(?:上|进)"
    # "情况复杂最长能延到多少个工作日", "延长之后一共几天"
    rf"|(?:{EXTENDED}|延|拖)(?:到|至)[^，,。？?]{{0,6}}(?:多少|几|多久)"
    rf"|{EXTENDED}(?:之?后|在内)[^，,。？?]{{0,4}}(?:最长|最多|一共|总共|合计|共)"
)
# "有效期几个月，延期又最多几个月"
_TERM = r"(?:几(?:个月|个?工作日|[天日年])|多少(?:个月|个?工作日|[天日年])|多久|多长)"
ASKS_BOTH = re.compile(rf"{_TERM}.*[，,；;？?\s][^，,。？?]{{0,8}}{EXTENDED}[^，,。？?]{{0,8}}{_TERM}")
IS_EXTENSION = re.compile(rf"{EXTENDED}[^，。；]*$|{EXTENDED}[^。；]*期限[^，。；]*$")
# "续期最多不超过三次，每次期限为五年"
TIMES = re.compile(
    r"(?:不超过|不得超过|最多|不多于)[^，。；\d]{0,3}?(?P<n>[一二两三四五六七八九十]|\d{1,2})次[，,]?(?=每次)"
)
BASE_BEFORE = 3  # sentences before that of the extension in which its time limit stands
NOT_TOPIC = re.compile(
    rf"{ASKS_EXTENDED.pattern}|最长|最多|最久|能拖|可以|全部|头一[回次]|首次|第一次|按|现行|要是|如果|他们|我们|被"
)
MOST_LACKING = 0.5  # share of the characters of a topic that the two sentences need not hold
LEAST_WORDS = 4  # characters of what is asked for, where nothing says that it is to be computed
# How the value of the year before is asked: "倒推上一年"
ASKS_BACK = re.compile(r"倒推|反推|反过来(?:推|算)|推[算出]|倒着?算|算回去")
# What the question itself tells of the change: "今年赤字比去年多2700亿，倒推…"
GIVEN = re.compile(r"[^，,。；：]*比(?:上年|去年|上一年|上年度)[^，,。；]*[，,]")
MOVED_SINCE = re.compile(
    r"^[，,]?(?:（[^（）]*）)?比(?:上年|去年|上一年|上年度)[^，。；\d]{0,8}?(?:(?P<up>增加|增长|提高|多|扩大)|(?P<down>减少|下降|降低|少|压减))[了约]?"
)


@dataclass(frozen=True)
class Extended:
    base: Figure
    extension: Figure
    times: int = 1


def with_extension(asked: Asked, question: NumberQuestion) -> Reply | None:
    """A time limit and by how much it may be extended, added up."""
    if not ASKS_EXTENDED.search(question.text):
        return None
    best = _best_pair(asked, question)
    return told_sum(question, [best.base, *[best.extension] * best.times], "+") if best else None


def both_terms(asked: Asked, question: NumberQuestion) -> Reply | None:
    """A time limit and by how much it may be extended, each with its sentence: "有效期几个月，延期又最多几个月"."""
    best = _best_pair(asked, question) if ASKS_BOTH.search(question.text) else None
    if best is None:
        return None
    figures = sorted((best.base, best.extension), key=lambda figure: figure.sentence.start)
    return Reply.of(ROUTE, [Line("", (span,)) for span in dict.fromkeys(figure.sentence for figure in figures)])


def _best_pair(asked: Asked, question: NumberQuestion) -> Extended | None:
    """The time limit of which the question speaks, with its extension; None where two are as near."""
    documents = named(asked)
    if len(documents) != 1:
        return None
    topic = solid(without_general(topic_words(NOT_TOPIC.sub(" ", question.rest))))
    figures = [f for f in figures_of(documents[0]) if UNIT_KINDS.get(f.row.unit) == "time" and f.row.value_max is None]
    figures = [f for f in figures if fits_unit(question.unit, f.row.unit)]
    pairs = sorted(_extended(figures), key=lambda pair: _lacks(pair, topic, question))
    if not pairs or (len(pairs) > 1 and _lacks(pairs[0], topic, question) == _lacks(pairs[1], topic, question)):
        return None
    return pairs[0] if _lacks(pairs[0], topic, question) <= MOST_LACKING else None


def _extended(figures: Sequence[Figure]) -> Iterator[Extended]:
    """Each figure that is an extension, with the nearest one of its unit before it."""
    for row, figure in enumerate(figures):
        text = figure.document.text
        before = text[figure.sentence.start : figure.row.figure[0]]
        if not IS_EXTENSION.search(before):
            continue
        same = [f for f in reversed(figures[:row]) if same_unit(f.row.unit, figure.row.unit)]
        base = next(
            (f for f in same if "满" not in text[f.row.figure[0] - 1 : f.row.figure[1]]), None
        )  # "满12个月，未完成的" points back
        if base is None or IS_EXTENSION.search(text[base.sentence.start : base.row.figure[0]]):
            continue
        between = text[base.sentence.end : figure.sentence.start]
        if len(re.findall(r"[。；]", between)) <= BASE_BEFORE and not re.search(r"^第.{1,6}章", between, re.M):
            times = TIMES.search(before)
            yield Extended(base, figure, int(read_number(times["n"])) if times else 1)


def _lacks(pair: Extended, topic: str, question: NumberQuestion) -> float:
    around = f"{pair.base.whole} {pair.extension.whole} {question.name}"
    return missing_share(topic, around, question)


def year_before(asked: Asked, question: NumberQuestion) -> Reply | None:
    """The value of the year before, from that of this year and by how much it has changed since."""
    if not ASKS_BACK.search(question.text) and not (question.own_years and _asks_value_only(question)):
        return None
    asked_for = GIVEN.sub(" ", ASKS_BACK.sub(" ", question.rest))
    words = without_general(
        topic_words(
            re.sub(r"请说明.*|一下|根据|按照?|给的?数|的?(?:说法|写法|数字|口径)|说明|依据|原句", " ", asked_for)
        )
    )
    if not ASKS_BACK.search(question.text) and len(re.sub(r"\W", "", words)) < LEAST_WORDS:
        return None
    found = []
    for document in named(asked):
        figures = figures_of(document)
        for first, second in pairwise(figures):
            between = re.sub(r"\s", "", document.text[first.row.figure[1] : second.row.figure[0]])
            moved = MOVED_SINCE.fullmatch(between)
            clause = re.split("[，,；;。]", first.before)[-1]
            is_one_unit = same_unit(first.row.unit, second.row.unit) and fits_unit(question.unit, first.row.unit)
            is_before = _may_be_year_before(second, question.years)
            if (
                moved
                and is_one_unit
                and is_before
                and not uncovered(words, f"{clause} {question.name}", question.counterparts)
            ):
                found.append((first, second, "-" if moved["up"] else "+"))
    if len(found) != 1:
        return None
    first, second, sign = found[0]
    return told_sum(question, [first, second], sign, "上一年为")


def _asks_value_only(question: NumberQuestion) -> bool:
    return not IS_DIFFERENCE.search(question.text) and not asks_sum(question.text)


def _may_be_year_before(figure: Figure, years: Sequence[str]) -> bool:
    """Whether one of the years that are asked for is the one before that of a figure or of its document."""
    said = re.findall(YEAR_TEXT, f"{figure.row.year} {figure.document.date[:4]} {figure.document.title}")
    return not said or not years or any(str(int(year) - 1) in years for year in said)
