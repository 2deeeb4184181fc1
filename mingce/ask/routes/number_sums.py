"""What two numbers of the text differ by, and what several add up to: computed, shown with the quotes that hold them.

"2025年比2020年增长多少", "专精特新企业的奖励比小微企业高多少", "新植和修复红树林加起来多少公顷". Only where each number is found with
certainty, in one document, and the units agree.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from mingce.ask.routes.asked import Asked
from mingce.ask.routes.number_counted import counted_parts, noun_behind, respective
from mingce.ask.routes.number_figures import Figure, solid, uncovered
from mingce.ask.routes.number_question import (
    IS_DIFFERENCE,
    IS_SUM,
    NumberQuestion,
    fits_unit,
    same_unit,
    topic_words,
    without_general,
)
from mingce.ask.routes.number_scope import ROUTE, figures_with_words, missing, with_place
from mingce.ask.routes.reply import Line, Reply, Span, Sum
from mingce.facts.amounts import YEAR_TEXT, Amount, read_amounts, read_aside

# Between two numbers of one thing: "由240元|提高到|280元", "1280亿元|增加到2020年的|1860亿元"
_UP = r"(?:增长|增加|提高|提升|上升|上调|扩大|上涨|升|增|涨|发展)"
_DOWN = r"(?:下降|降低|减少|下调|缩短|压减|精简|缩小|降|减)"
MOVED = re.compile(
    rf"^(?:[，,]?(?:逐步|大幅|进一步|统一|再)?)(?:(?P<up>{_UP})|(?P<down>{_DOWN})|调整|变)(?:为|到|至)(?:{YEAR_TEXT}年的?)?$"
)
RISING = re.compile(rf"{_UP}|多|高")
# Words that compare: "比", "目标比…目标"
_COMPARING = re.compile(r"比|较|相比|和|与|跟|同|的时候|目标|了|相差|差")
VERSUS = re.compile(r"(?<![对占环同分])比(?![例重率值较])")  # not that of 比例, 同比
JOINED = re.compile(r"以及|加上|[和与跟、]")
MOVED_AT_ALL = re.compile(rf"{_UP}|{_DOWN}|多多少|变化|变了")
MOST_LACKING = 0.3  # share of the characters of a side that its sentence need not hold
HALF = 0.6  # of those of a side that its clause need not hold
SCALES = ((Decimal(100_000_000), "亿"), (Decimal(10_000), "万"))


def difference(asked: Asked, question: NumberQuestion) -> Reply | None:
    if len(question.years) == 2 and (pair := _of_years(asked, question) or _respectively(asked, question)):
        return _subtracted(asked, question, *pair)
    if len(question.years) < 2 and (pair := _moved(asked, question)):
        return _subtracted(asked, question, *pair)
    if pair := _compared(asked, question):
        return _subtracted(asked, question, *pair)
    sides = _sides(question)
    if len(question.years) < 2 and len(sides) == 2 and (found := _in_one_sentence(asked, question, sides)):
        return _subtracted(asked, question, found[0], found[1])
    if not sides and len(question.years) < 2 and (found := respective(asked, question)):
        return told_difference(question, found[0], found[1])
    return None


def total(asked: Asked, question: NumberQuestion) -> Reply | None:
    """What the parts of one thing add up to: "新植和修复红树林加起来"; or one thing of two years."""
    if not IS_SUM.search(question.text):
        return None
    if len(question.years) == 2 and (pair := _of_years(asked, question)):
        return told_sum(question, pair, "+")
    if found := counted_parts(asked, question):
        return told_sum(question, found, "+")
    return _of_parts(asked, question) or _of_parts_in_one_sentence(asked, question)


def _sides(question: NumberQuestion) -> list[str]:
    """The two things that are compared: "甲比乙高多少", "甲，同乙比，高出多少"; [] where there are not two."""
    text = re.sub(r"[（(][^（）()]*[）)]", " ", IS_DIFFERENCE.sub(" ", question.rest))
    sides = [side for side in VERSUS.split(text) if re.search(r"\w", side)]
    if len(sides) == 1 and VERSUS.search(text):
        sides = re.split(r"[，,]?[同和与跟]", sides[0])
    return sides if len(sides) == 2 else []


def _of_parts_in_one_sentence(asked: Asked, question: NumberQuestion) -> Reply | None:
    found = _in_one_sentence(asked, question, JOINED.split(IS_SUM.sub(" ", question.rest)))
    if not found or all(noun_behind(figure) for figure in found):
        return None  # what stands behind the numbers was not what is asked for: see number_counted
    return told_sum(question, found, "+")


def _of_parts(asked: Asked, question: NumberQuestion) -> Reply | None:
    parts = [without_general(topic_words(part)).strip() for part in JOINED.split(IS_SUM.sub(" ", question.rest))]
    parts = [part for part in parts if re.sub(r"\W", "", part)]
    words = " ".join(parts)
    if len(parts) < 2:
        return None
    full = [_with_head(part, parts[-1]) for part in parts]
    figures = figures_with_words(asked, question, words)
    figures = tuple(f for f in figures if f.row.value_max is None and fits_unit(question.unit, f.row.unit))
    chosen = [_only(_with_side(figures, part, question)) for part in full]
    found = [figure for figure in chosen if figure is not None]
    if len(found) < len(parts) or len({f.row.figure for f in found}) < len(found) or all(map(noun_behind, found)):
        return None
    is_one_unit = all(same_unit(found[0].row.unit, f.row.unit) for f in found)
    if not is_one_unit or len({f.document.id for f in found}) > 1 or len({f.row.year for f in found}) > 1:
        return None
    if full[:-1] == parts[:-1] and any(missing(words, f, f.whole, question) for f in found):
        return None  # "新植和修复红树林": what the first part lacks must stand in the same sentence
    return told_sum(question, found, "+")


def _with_head(part: str, last: str) -> str:
    """A part with the noun that the last one has for all.

    >>> _with_head("稻米产业", "油料产业综合产值")
    '稻米产业综合产值'
    """
    tail = part[-2:]
    return part + last.split(tail, 1)[1] if part != last and tail in last[:-2] else part


# ---------------------------------------------------------------- which two numbers


def _in_one_sentence(asked: Asked, question: NumberQuestion, sides: Sequence[str]) -> list[Figure]:
    """The figures of the sides, in their order, where one sentence alone has one for each; some words may be others there.

    "城里人均可支配收入" is there "城镇居民人均可支配收入".
    """
    parts = [without_general(topic_words(_COMPARING.sub(" ", side))).strip() for side in sides]
    if len(parts) < 2 or min(len(re.sub(r"\W", "", part)) for part in parts) < 2:
        return []
    figures = figures_with_words(asked, question, " ".join(parts), MOST_LACKING)
    figures = tuple(
        f
        for f in figures
        if f.row.value_max is None and not f.line and f.row.unit and fits_unit(question.unit, f.row.unit)
    )
    found = []
    for sentence in dict.fromkeys(f.sentence for f in figures):
        own = [f for f in figures if f.sentence == sentence]
        chosen = _one_each(own, parts, question)
        if chosen and all(same_unit(chosen[0].row.unit, f.row.unit) for f in chosen):
            found.append(chosen)
    return found[0] if len(found) == 1 else []


def _one_each(figures: Sequence[Figure], parts: Sequence[str], question: NumberQuestion) -> list[Figure]:
    """The figure of each part: the only one whose clause has most of it; the longest part chooses first."""
    chosen: dict[str, Figure] = {}
    for part in sorted(parts, key=len, reverse=True):
        free = [f for f in figures if f not in chosen.values()]
        shares = [missing_share(part, _clause_before(f), question) for f in free]
        if not shares or shares.count(least := min(shares)) != 1:
            return []
        figure = free[shares.index(least)]
        around = f"{figure.whole} {figure.place} {question.name}"
        if least > HALF or missing_share(part, f"{_clause_before(figure)} {around}", question) > MOST_LACKING:
            return []
        chosen[part] = figure
    return [chosen[part] for part in parts] if len(chosen) == len(parts) else []


def missing_share(words: str, text: str, question: NumberQuestion) -> float:
    """What share of the characters of the words a text does not hold, 0..1."""
    size = len(re.sub(r"\W", "", words))
    return len(uncovered(words, f"{text} {question.name}", question.counterparts)) / size if size else 1.0


def _respectively(asked: Asked, question: NumberQuestion) -> tuple[Figure, Figure] | None:
    """Two figures in a row for two years in a row, the later first: "2015年和2020年…降至6.9升和5.0升"."""
    early, late = sorted(question.years)
    words = _plain(question)
    found = [
        (second, first)
        for first, second in pairwise(figures_with_words(asked, question, words, MOST_LACKING))
        if first.sentence == second.sentence
        and same_unit(first.row.unit, second.row.unit)
        and re.fullmatch(r"[^，。；\d]{0,6}[和、]", first.document.text[first.row.figure[1] : second.row.figure[0]])
        and re.search(rf"{early}年?[^，。；]{{0,4}}[和、]{late}年", first.document.text[slice(*first.sentence[1:])])
        and missing_share(words, first.whole, question) <= MOST_LACKING
    ]
    return found[0] if len(found) == 1 else None


def _of_years(asked: Asked, question: NumberQuestion) -> tuple[Figure, Figure] | None:
    """The figures of one name for two years, the later year first."""
    words = _plain(question)
    figures = figures_with_words(asked, question, words)
    early, late = sorted(question.years)
    held = [f for f in figures if not missing(words, f, f.own, question)]
    held = [f for f in held if _fits(question, f)]
    for own in (_of_that_name(held, words), held):
        units = dict.fromkeys(f.row.unit for f in own)
        pairs = [
            [_only([f for f in own if (f.row.year, f.row.unit) == (year, unit)]) for year in (late, early)]
            for unit in units
        ]
        found = [(first, second) for first, second in pairs if first and second and first.document == second.document]
        if len(found) == 1:
            return found[0]
    return None


def _fits(question: NumberQuestion, figure: Figure) -> bool:
    """Whether figures of this unit differ by so many of the unit asked for: those in % by percentage points."""
    return figure.row.unit in ("%", "个百分点") if "点" in question.unit else fits_unit(question.unit, figure.row.unit)


def _of_that_name(figures: Sequence[Figure], words: str) -> list[Figure]:
    """Of the figures those whose name is the one said, in a table."""
    name = re.sub(r"\W", "", words)
    return [
        f
        for f in figures
        if f.line and f.line.name and re.match(rf"{re.escape(name)}(?![\u4e00-\u9fff])", solid(f.line.name.text))
    ]


def _moved(asked: Asked, question: NumberQuestion) -> tuple[Figure, Figure] | None:
    """Two numbers of one clause, from the first to the second: 由每人每年240元提高到280元."""
    words = _plain(question)
    if not MOVED_AT_ALL.search(question.text) or len(re.sub(r"\W", "", words)) < 3:
        return None
    figures = figures_with_words(asked, question, words)
    pairs = [pair for pair in pairwise(figures) if _is_move(*pair)]
    pairs = [(b, a) for a, b in pairs if not question.years or question.years[0] in (b.row.year, b.document.date[:4])]
    wide = [(b, a) for b, a in pairs if not missing(words, a, a.whole, question)]
    near = [(b, a) for b, a in wide if not missing(words, a, _clause_before(a), question)]
    found = near or wide
    return found[0] if len(found) == 1 else None


def _is_move(first: Figure, second: Figure) -> bool:
    between = second.document.text[first.row.figure[1] : second.row.figure[0]]
    return (
        first.sentence == second.sentence
        and same_unit(first.row.unit, second.row.unit)
        and bool(MOVED.match(re.sub(r"\s", "", between)))
    )


def _compared(asked: Asked, question: NumberQuestion) -> tuple[Figure, Figure] | None:
    """The figures of the two sides of 比; the only pair of which each has the words of its side around it."""
    sides = _sides(question)
    if question.years or len(sides) != 2:
        return None
    left, right = sides
    if min(len(re.sub(r"\W", "", side)) for side in (left, right)) < 2:
        return None
    figures = figures_with_words(asked, question, without_general(topic_words(_without_numbers(" ".join(sides)))))
    figures = tuple(f for f in figures if f.row.value_max is None and _fits(question, f))
    if not question.unit:
        figures = tuple(f for f in figures if f.row.unit)
    firsts, seconds = _with_side(figures, left, question), _with_side(figures, right, question)
    pairs = [
        (a, b)
        for a in firsts
        for b in seconds
        if a.row.figure != b.row.figure and a.document == b.document and same_unit(a.row.unit, b.row.unit)
    ]
    return pairs[0] if len(pairs) == 1 else None


def _with_side(figures: Sequence[Figure], side: str, question: NumberQuestion) -> list[Figure]:
    """The figures that have the words of a side as near as any has them: before them in their clause, in it, around."""
    for around in (_clause_before, _clause, _around):
        if found := [figure for figure in figures if _has_side(figure, around(figure), side, question)]:
            return found
    return []


def _clause_before(figure: Figure) -> str:
    return re.split("[，,；;。]", figure.before)[-1] + solid(figure.printed)


def _clause(figure: Figure) -> str:
    return re.split("[，,；;。]", figure.before)[-1] + figure.local[len(figure.before) :]


def _around(figure: Figure) -> str:
    return figure.local


def _has_side(figure: Figure, around: str, side: str, question: NumberQuestion) -> bool:
    """Whether the words and the numbers of one side stand in the text around a figure, its numbers with their bound.

    No word is taken for another: of two sides each has its own.
    """
    numbers = read_amounts(read_aside(side), 0, len(side))
    held = read_amounts(read_aside(around), 0, len(around))
    if any(not _is_among(number, held) for number in numbers):
        return False
    words = without_general(topic_words(_without_numbers(side)))
    return not uncovered(words, with_place(around, figure, question), {})


def _without_numbers(text: str) -> str:
    for amount in reversed(read_amounts(read_aside(text), 0, len(text))):
        text = f"{text[: amount.start]} {text[amount.end :]}"
    return text


def _is_among(number: Amount, around: Sequence[Amount]) -> bool:
    return any(
        (number.value, number.bound) == (other.value, other.bound) and same_unit(number.unit, other.unit)
        for other in around
    )


def _only(figures: Sequence[Figure]) -> Figure | None:
    """The one figure; the first, where all are the same number of one document."""
    values = {(f.document.id, f.row.value, f.row.value_max, f.row.unit) for f in figures}
    return figures[0] if len(values) == 1 else None


def _plain(question: NumberQuestion) -> str:
    return without_general(topic_words(_COMPARING.sub(" ", IS_DIFFERENCE.sub(" ", question.text))))


# ---------------------------------------------------------------- arithmetic


def _subtracted(asked: Asked, question: NumberQuestion, first: Figure, second: Figure) -> Reply | None:
    """The first less the second, told with the greater one first."""
    if first.row.value_max is not None or second.row.value_max is not None:
        return None
    asked_up = RISING.search(re.sub("多少|多大", "", "".join(m[0] for m in IS_DIFFERENCE.finditer(question.text))))
    is_up = first.row.value >= second.row.value
    is_moved = re.search(rf"{_UP}|{_DOWN}", question.text)
    if is_moved and bool(asked_up) != is_up and first.row.value != second.row.value:
        return None  # "涨了多少" of what fell
    return told_difference(question, first, second)


def told_difference(question: NumberQuestion, first: Figure, second: Figure) -> Reply:
    """What two figures differ by, the greater one first."""
    greater, less = (first, second) if first.row.value >= second.row.value else (second, first)
    return _told(question, [greater, less], "-", _exact(greater) - _exact(less))


def _exact(figure: Figure) -> Decimal:
    return Decimal(str(figure.row.value))


def _sum_of(figures: Sequence[Figure]) -> Decimal:
    return sum((_exact(figure) for figure in figures), Decimal(0))


def told_sum(question: NumberQuestion, figures: Sequence[Figure], sign: str, what: str = "") -> Reply:
    """What figures add up to, or the first less the second."""
    value = _sum_of(figures) if sign == "+" else _exact(figures[0]) - _exact(figures[1])
    return _told(question, figures, sign, value, what)


def _told(question: NumberQuestion, figures: Sequence[Figure], sign: str, value: Decimal, what: str = "") -> Reply:
    """The quotes of the operands, then the value with how it was computed."""
    size, name = _scale(figures)
    unit = figures[0].row.unit
    result_unit = name + ("个百分点" if unit == "%" and sign == "-" else unit)
    written = sign.join(_plain_number(_exact(figure) / size) for figure in figures)
    expression = f"{written}={_plain_number(value / size)}"
    how = f"由上列{'两' if len(figures) == 2 else len(figures)}个数{'相减' if sign == '-' else '相加'}得出，原文没有写这个数"
    notes = _notes(question, figures, sign, value, name)
    is_one_sentence = len({figure.sentence for figure in figures}) == 1
    operands = tuple(figure.sentence if is_one_sentence else figure.segment for figure in figures)
    quotes = sorted(set(operands), key=lambda span: span.start)
    lines = [Line(_label(figures, quote), (quote,), True) for quote in quotes]
    what = what or ("相差" if sign == "-" else "合计")
    lines.append(Line(f"{what}{_plain_number(value / size)}{result_unit}：{expression}，{how}。{notes}"))
    return Reply.of(ROUTE, lines, [Sum(_plain_number(value / size), result_unit, expression, operands)])


def _label(figures: Sequence[Figure], quote: Span) -> str:
    """The headers of the columns, where the numbers stand in a table."""
    own = [f for f in figures if quote in (f.segment, f.sentence) and f.line]
    return (
        f"{own[0].line.name.text}：" + "，".join(f"“{f.head}”为{f.printed}" for f in own) + "："
        if own and own[0].line and own[0].line.name
        else ""
    )


def _notes(question: NumberQuestion, figures: Sequence[Figure], sign: str, value: Decimal, scale: str) -> str:
    """What the reader must know of a computed value: its bounds, what was converted, the growth in percent."""
    notes = ""
    bounds = [f.row.bound for f in figures]
    if any(bounds):
        told = "、".join(f"“{f.printed}”" for f in figures)
        notes += f"原文写的是{told}，这里按其中的数字计算。"
    if len({_printed_scale(f) for f in figures}) > 1:
        notes += f"单位统一换算成{scale}{figures[0].row.unit}。"
    less = _exact(figures[-1])
    if (
        sign == "-"
        and less
        and figures[0].row.unit not in ("%", "‰", "个百分点")
        and re.search(r"增长|增速|增幅", question.text)
    ):
        notes += f"按比例计算，增幅为{_plain_number(round(value * 100 / less, 1))}%。"
    return notes


def _scale(figures: Sequence[Figure]) -> tuple[Decimal, str]:
    """The largest of 亿 and 万 in which all are printed."""
    least = min(_printed_scale(figure) for figure in figures)
    return next(((size, name) for size, name in SCALES if least >= size), (Decimal(1), ""))


def _printed_scale(figure: Figure) -> Decimal:
    words = figure.printed + (figure.head + (figure.line.name.text if figure.line.name else "") if figure.line else "")
    return next((size for size, name in SCALES if name in words and _exact(figure) >= size), Decimal(1))


def _plain_number(value: Decimal) -> str:
    """A number without an exponent and without zeros behind the point.

    >>> _plain_number(Decimal("30.0")), _plain_number(Decimal("1E+2"))
    ('30', '100')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
