"""What two numbers of the text differ by, and what several add up to: computed, shown with the quotes that hold them.

"2025年比2020年增长多少", "专精特新企业的奖励比小微企业高多少", "新植和修复红树林加起来多少公顷". Only where each number is found with
certainty, in one document, and the units agree.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, permutations

from mingce.ask.routes.asked import Asked
from mingce.ask.routes.number_counted import counted_parts, noun_behind, respective
from mingce.ask.routes.number_figures import Figure, solid, uncovered
from mingce.ask.routes.number_question import (
    IS_DIFFERENCE,
    IS_SUM,
    NumberQuestion,
    asks_sum,
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
REACHED = re.compile(r"实际|预期|预计|计划|完成|实现")  # of two years: one is reached, the other aimed at
VERSUS = re.compile(r"(?<![对占环同分])比(?![例重率值较])")  # not that of 比例, 同比
JOINED = re.compile(r"以及|加上|[和与跟、]")
MOVED_AT_ALL = re.compile(rf"{_UP}|{_DOWN}|多多少|变化|变了")
MOST_LACKING = 0.3  # share of the characters of a side that its sentence need not hold
MOST_CHOICES = 12  # figures of a sentence among which those of the parts are chosen
MOST_PARTS = 4
HALF = 0.6  # of those of a side that its clause need not hold
SCALES = ((Decimal(100_000_000), "亿"), (Decimal(10_000), "万"))


def difference(asked: Asked, question: NumberQuestion) -> Reply | None:
    if len(question.years) == 2 and (pair := _of_years(asked, question) or _respectively(asked, question)):
        return _subtracted(asked, question, *pair)
    if len(question.own_years) > 1:
        return None
    if pair := _moved(asked, question):
        return _subtracted(asked, question, *pair)
    sides = _sides(question.rest)
    if not sides and (found := respective(asked, question)):
        return told_difference(question, found[0], found[1])
    whole = _sides(question.text)  # words of the thing may have been taken for the name of the document
    unnamed = replace(question, name="")  # then they must stand in the text
    for own, both in ((question, sides or _joined_sides(question)), (unnamed, whole)):
        if pair := _compared(asked, own, both):
            return _subtracted(asked, question, *pair)
    for both in (sides, whole):
        if found := in_one_sentence(asked, question, both):
            return _subtracted(asked, question, found[0], found[1])
    return None


def total(asked: Asked, question: NumberQuestion) -> Reply | None:
    """What the parts of one thing add up to: "新植和修复红树林加起来"; or one thing of two years."""
    if not asks_sum(question.text):
        return None
    if len(question.years) == 2 and (pair := _of_years(asked, question)):
        return told_sum(question, pair, "+")
    if found := counted_parts(asked, question):
        return told_sum(question, found, "+")
    return _of_parts(asked, question) or _of_parts_in_one_sentence(asked, question)


def _sides(text: str) -> list[str]:
    """The two things that are compared: "甲比乙高多少", "甲，同乙比，高出多少"; [] where there are not two."""
    text = re.sub(r"[（(][^（）()]*[）)]", " ", IS_DIFFERENCE.sub(" ", text))
    sides = [side for side in VERSUS.split(text) if re.search(r"\w", side)]
    if len(sides) == 1 and VERSUS.search(text):
        sides = re.split(r"[，,]?[同和与跟]", sides[0])
    return sides if len(sides) == 2 else []


def _joined_sides(question: NumberQuestion) -> list[str]:
    """The two things of "甲和乙的奖励相差多少", each with the noun that is said once for both."""
    if not re.search("差", question.text):
        return []
    sides = [side for side in JOINED.split(IS_DIFFERENCE.sub(" ", question.rest)) if re.search(r"\w", side)]
    return [_with_head(sides[0], sides[1]), sides[1]] if len(sides) == 2 else []


def _of_parts_in_one_sentence(asked: Asked, question: NumberQuestion) -> Reply | None:
    for text in (question.rest, question.text):  # "中央委员与候补中央委员": a part may be taken for the name
        found = in_one_sentence(asked, question, JOINED.split(IS_SUM.sub(" ", text)))
        if found and not _are_counted_in_a_row(found):
            return told_sum(question, found, "+")
    return None


def _are_counted_in_a_row(figures: Sequence[Figure]) -> bool:
    """Whether the nouns of the numbers stand behind them, several in a clause: for these see number_counted.

    "18个县城达到10万人以上，20个县城达到5万人": each in its own clause, whose words are all its own.
    """
    return all(map(noun_behind, figures)) and any(
        sum(same_unit(amount.unit, figure.row.unit) for amount in read_amounts(read_aside(clause), 0, len(clause))) > 1
        for figure in figures
        for clause in [written_clause(figure)]
    )


def written_clause(figure: Figure) -> str:
    """What stands between the two stops around a figure."""
    text, start = figure.document.text, figure.row.figure[0]
    return (
        re.split("[，,；;。]", text[figure.sentence.start : start])[-1]
        + re.split("[，,；;。]", text[start : figure.sentence.end])[0]
    )


def _of_parts(asked: Asked, question: NumberQuestion) -> Reply | None:
    parts = [without_general(topic_words(part)).strip() for part in JOINED.split(IS_SUM.sub(" ", question.rest))]
    parts = [part for part in parts if re.sub(r"\W", "", part)]
    words = " ".join(parts)
    if len(parts) < 2:
        return None
    full = [_with_head(part, parts[-1]) for part in parts]
    figures = figures_with_words(asked, question, words)
    figures = tuple(f for f in figures if f.row.value_max is None and fits_unit(question.unit, f.row.unit))
    chosen = [
        _only(with_side([f for f in figures if _may_be_operand(f, part, question)], part, question)) for part in full
    ]
    found = [figure for figure in chosen if figure is not None]
    if len(found) < len(parts) or len({f.row.figure for f in found}) < len(found) or _are_counted_in_a_row(found):
        return None
    is_one_unit = all(same_unit(found[0].row.unit, f.row.unit) for f in found)
    if not is_one_unit or len({f.document.id for f in found}) > 1 or len({f.row.year for f in found}) > 1:
        return None
    if full[:-1] == parts[:-1] and any(missing(words, f, f.whole, question) for f in found):
        return None  # "新植和修复红树林": what the first part lacks must stand in the same sentence
    return told_sum(question, found, "+")


def _may_be_operand(figure: Figure, part: str, question: NumberQuestion) -> bool:
    """Whether a figure may be the number of a part of a sum: the one that the part says, never one of its conditions.

    "人口10万人以上的县城18个": 18个, not 10万人以上, where 个 are asked for.
    """
    said = read_amounts(read_aside(part), 0, len(part))
    equal = [a for a in said if Decimal(str(figure.row.value)) == a.value and same_unit(a.unit, figure.row.unit)]
    if any(same_unit(a.unit, question.unit) for a in said):
        return any(same_unit(a.unit, question.unit) for a in equal)
    return not equal and (not said or not question.unit or same_unit(question.unit, figure.row.unit))


def _with_head(part: str, last: str) -> str:
    """A part with the noun that the last one has for all.

    >>> _with_head("稻米产业", "油料产业综合产值")
    '稻米产业综合产值'
    """
    tail = part[-2:]
    return part + last.split(tail, 1)[1] if part != last and tail in last[:-2] else part


# ---------------------------------------------------------------- which two numbers


def in_one_sentence(asked: Asked, question: NumberQuestion, sides: Sequence[str]) -> list[Figure]:
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
        if f.row.value_max is None
        and not f.line
        and f.row.unit
        and fits_unit(question.unit, f.row.unit)
        and _may_be_of(f, question.own_years)
    )
    found = []
    for sentence in dict.fromkeys(f.sentence for f in figures):
        own = [f for f in figures if f.sentence == sentence]
        chosen = _one_each(own, parts, question)
        if chosen and all(same_unit(chosen[0].row.unit, f.row.unit) for f in chosen):
            found.append(chosen)
    return found[0] if len(found) == 1 else []


def _one_each(figures: Sequence[Figure], parts: Sequence[str], question: NumberQuestion) -> list[Figure]:
    """The figures of the parts: the only choice in which their clauses have most of the words of the parts."""
    if not len(parts) <= len(figures) <= MOST_CHOICES or len(parts) > MOST_PARTS:
        return []
    own = [[_share(part, _named_clause(f), f, question) for f in figures] for part in parts]
    choices = sorted(
        (round(sum(own[part][at] for part, at in enumerate(chosen)), 6), chosen)
        for chosen in permutations(range(len(figures)), len(parts))
    )
    if len(choices) > 1 and choices[0][0] == choices[1][0]:
        return []
    chosen = choices[0][1]
    for part, at in enumerate(chosen):
        around = f"{_named_clause(figures[at])} {figures[at].whole}"
        if own[part][at] > HALF or _share(parts[part], around, figures[at], question) > MOST_LACKING:
            return []
    return [figures[at] for at in chosen]


def _named_clause(figure: Figure) -> str:
    """The part of a clause that says what a figure is of: before it, and behind it where its noun stands there."""
    return solid(written_clause(figure)) if noun_behind(figure) else _clause_before(figure)


def _share(words: str, text: str, figure: Figure, question: NumberQuestion) -> float:
    """What share of the words a text does not hold; those that only name its document or its heading do not count."""
    place = f"{text} {figure.place} {question.name}"
    lacking = len(uncovered(words, place, question.counterparts))
    size = len(re.sub(r"\W", "", words)) - len(uncovered(words, text, question.counterparts)) + lacking
    return lacking / size if size > 0 else 1.0


def _may_be_of(figure: Figure, years: Sequence[str]) -> bool:
    """Whether a figure is of the year that is asked; one of no year may be of that of its document or the year before."""
    date = figure.document.date[:4]
    near = {date, str(int(date) - 1)} if date.isdigit() else set()
    return not years or figure.row.year in years or (not figure.row.year and not near.isdisjoint(years))


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
    words = REACHED.sub(" ", _plain(question))
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
    pairs = [
        (b, a) for a, b in pairs if not question.own_years or question.own_years[0] in (b.row.year, b.document.date[:4])
    ]
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


def _compared(asked: Asked, question: NumberQuestion, sides: Sequence[str]) -> tuple[Figure, Figure] | None:
    """The figures of the two sides of 比; the only pair of which each has the words of its side around it."""
    if len(sides) != 2:
        return None
    left, right = sides
    if min(len(re.sub(r"\W", "", side)) for side in (left, right)) < 2:
        return None
    figures = figures_with_words(asked, question, without_general(topic_words(_without_numbers(" ".join(sides)))))
    figures = tuple(
        f for f in figures if f.row.value_max is None and _fits(question, f) and _may_be_of(f, question.own_years)
    )
    if not question.unit:
        figures = tuple(f for f in figures if f.row.unit)
    firsts, seconds = with_side(figures, left, question), with_side(figures, right, question)
    pairs = [
        (a, b)
        for a in firsts
        for b in seconds
        if a.row.figure != b.row.figure and a.document == b.document and same_unit(a.row.unit, b.row.unit)
    ]
    values = {
        (a.row.value, b.row.value) for a, b in pairs
    }  # one number may be printed twice, in a list and as a heading
    return pairs[0] if len(values) == 1 else None


def with_side(figures: Sequence[Figure], side: str, question: NumberQuestion) -> list[Figure]:
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
