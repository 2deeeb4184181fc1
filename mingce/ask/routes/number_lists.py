"""All numbers of a year, a bound or a kind: "2025年的全部指标", "哪些率控制在10%以下", "约束性指标有哪些"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import takewhile

from mingce.ask.routes.asked import Asked, quoted
from mingce.ask.routes.number_figures import Figure, figures_of, place_of, solid, uncovered
from mingce.ask.routes.number_question import NumberQuestion, same_unit, without_general
from mingce.ask.routes.number_scope import MOST_DOCUMENTS, ROUTE, figures_with_number, named
from mingce.ask.routes.reply import Line, Reply, Span
from mingce.datatypes import Document, Section
from mingce.facts.amounts import UNIT, YEAR_TEXT, Amount
from mingce.facts.indicators import Indicator
from mingce.text.sections import split_sections
from mingce.text.sentences import split_sentences

MOST_ITEMS = 40  # of a list; the rest is counted
MOST_LISTED = 3  # documents whose numbers are listed together where the question names none
# The words of a plan for a kind of target
NATURE = re.compile(r"约束性|预期性|核心|限制性|引导性|指导性")
# "主要预期目标是：…"; "主要目标是：…"
MAIN_TARGETS = re.compile(r"(?:主要|预期)(?:预期)?(?:性)?(?:目标|指标)")
NOT_SAID = re.compile(r"主要|预期|全部|所有|量化|定量|具体|数字|数量|(?:目标|指标)")
# "哪些率", "哪些比例": the last word of the names that are asked for
KIND_OF_NAME = re.compile(r"(?:哪些|哪几个|哪几项|全部|所有)(?P<kind>率|比例|比重|指数|覆盖率|增速)")
ALL_FIGURES = re.compile(r"指标|数字|数据|量化|定量|率|比例|比重|指数|增速")
DEMANDED = re.compile(r"要求|任务")  # these need not be numbers: "2024年的目标和要求有哪些"
COUNTED_IN = re.compile(rf"(?:以|按|用)(?P<unit>[万亿]*(?:{UNIT}))(?:来|为)?(?:计算?|单位|统计|表示)的?")
UNTIL = re.compile(rf"(?:到|至|在){YEAR_TEXT}年?(?:底|末|前)?[”\"]?(?:之?前)?|{YEAR_TEXT}年(?:底|末|前)")
# What money is: the number must be that of the award, not of the condition for it
AWARD = re.compile(r"奖励|奖补|补贴|补助|奖金|罚款|罚金|保证金")
# Time that belongs to a name: "5岁以下儿童贫血率", "0—6个月婴儿"
AGE_UNITS = ("岁", "周岁", "个月", "月龄")


def reply(asked: Asked, question: NumberQuestion) -> Reply | None:
    if (nature := NATURE.search(question.text)) and (found := _of_nature(asked, nature[0])):
        return found
    if question.amounts:
        return _with_bound(asked, question)
    if MAIN_TARGETS.search(question.text) and (found := _main_targets(asked, question)):
        return found
    if len(question.years) == 1:
        return _of_year(asked, question)
    return None


# ---------------------------------------------------------------- what a number must be


def is_same(amount: Amount, row: Indicator) -> bool:
    """Whether a figure is the number that is said; where the question has no bound or unit, with any."""
    return (
        Decimal(str(row.value)) == amount.value
        and _number(row.value_max) == amount.value_max
        and (not amount.unit or same_unit(amount.unit, row.unit))
        and (not amount.bound or amount.bound == row.bound)
    )


def is_edge(amount: Amount, row: Indicator) -> bool:
    """Whether a number is an end of a range: 5万元 of 5万元以上30万元以下."""
    ends = (Decimal(str(row.value)), _number(row.value_max))
    return row.value_max is not None and amount.value in ends and same_unit(amount.unit, row.unit)


def _number(value: int | float | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def is_within(amount: Amount, row: Indicator) -> bool:
    """Whether a figure lies within a bound though it is another number: 30个以上 in "10个以上"."""
    value = Decimal(str(row.value))
    if not same_unit(amount.unit, row.unit) or row.bound == "左右" or value == amount.value:
        return False
    if amount.bound == "以上":
        return value > amount.value and row.bound != "以下"
    high = _number(row.value_max) or value
    return amount.bound == "以下" and high < amount.value and row.bound != "以上"


def is_of_year(figure: Figure, years: Sequence[str]) -> bool:
    """Whether a figure is one of the years that are said; years of the document itself may be said beside it."""
    own = figure.row.year or figure.document.date[:4]
    return own in years and may_be_of_year(figure, years)


def may_be_of_year(figure: Figure, years: Sequence[str]) -> bool:
    """Whether each year that is said is the figure's or the document's."""
    around = figure.document.title + figure.document.date[:4] + figure.row.year
    return all(year in around for year in years)


# ---------------------------------------------------------------- lists


def _with_bound(asked: Asked, question: NumberQuestion) -> Reply | None:
    """Those of one number, then those that lie within its bound."""
    amount = max(question.amounts, key=lambda a: a.end)
    figures = figures_with_number(asked, question, amount)
    if not figures or len(question.amounts) > 1:
        return None
    figures = tuple(f for f in figures if _is_asked(f, question))
    exact = [f for f in figures if is_same(amount, f.row)]
    is_quoted = re.search(rf"“[^“”]*{re.escape(question.text[amount.start : amount.end])}", asked.question.plain)
    within = [f for f in figures if is_within(amount, f.row)] if amount.bound and not is_quoted else []
    if not named(asked) and len(asked.scope) > MOST_DOCUMENTS:
        within = []  # others may stand in documents that were not read
    if not exact and not within:
        return None
    said = question.text[amount.start : amount.end]
    lines = [*_listed(exact, f"“{said}”的")] if exact else []
    word = "更高" if amount.bound == "以上" else "更低"
    also = f"另外，数值{word}、也在这个范围里的" if exact else f"数值在“{said}”这个范围里的"
    return Reply.of(ROUTE, [*lines, *_listed(within, also)] if within else lines)


def _is_asked(figure: Figure, question: NumberQuestion) -> bool:
    """Whether a figure is of the year, the kind and the thing that are asked for."""
    kind = KIND_OF_NAME.search(question.text)
    if kind and kind["kind"] not in figure.row.name:
        return False
    if question.years and not is_of_year(figure, question.years):
        return False
    words = KIND_OF_NAME.sub(" ", question.words_around)
    words = re.sub(r"(?<![\u4e00-\u9fff])(?:率|比例|指标|目标|全部|的|是)+(?![\u4e00-\u9fff])", " ", words)
    if re.search(r"目标|指标", question.text) and _is_past(figure):
        return False
    return is_award(figure, question) and not uncovered(words, figure.whole + figure.place, question.counterparts)


def is_award(figure: Figure, question: NumberQuestion) -> bool:
    """Whether a figure is the sum of the award or penalty that is asked for, not that of a condition beside it."""
    match = AWARD.search(question.text)
    if match is None or figure.row.unit not in ("元", "%", "倍"):
        return True
    after = re.split("[，。；]", figure.document.text[figure.row.figure[1] : figure.sentence.end], maxsplit=1)[0]
    return match[0] in figure.row.name or match[0] in after or bool(figure.line)


def _is_past(figure: Figure) -> bool:
    """Whether a figure tells of a year before that of its document."""
    return bool(figure.row.year and figure.document.date and figure.row.year < figure.document.date[:4])


def _of_nature(asked: Asked, nature: str) -> Reply | None:
    """The lines of a table that are marked as binding or expected."""
    documents = named(asked) or [d for d in asked.scope if f"{nature} |" in d.text or f"{nature}|" in d.text]
    if len(documents) != 1:
        return None
    lines: dict[Span, list[Figure]] = {}
    for figure in figures_of(documents[0]):
        if figure.line and any(nature in cell.text and len(cell.text) <= len(nature) + 2 for cell in figure.line.cells):
            lines.setdefault(figure.sentence, []).append(figure)
    if not lines:
        return None
    items = [item(figures[-1], "", "", figures) for figures in lines.values()]
    return Reply.of(ROUTE, [Line(f"{nature}指标共 {len(items)} 项："), *items[:MOST_ITEMS]])


def _main_targets(asked: Asked, question: NumberQuestion) -> Reply | None:
    """The sentence that says what the main targets are, part by part."""
    documents = named(asked) or tuple(
        d for d in asked.scope if not uncovered(_around(question), solid(place_of(d)), {})
    )
    if len(documents) > MOST_DOCUMENTS:
        return None
    found: list[tuple[Document, int, int]] = []
    for document in documents:
        for match in re.finditer(rf"{MAIN_TARGETS.pattern}(?:是|为|如下)?[：:是为]", document.text):
            stop = re.compile(r"[。\n]").search(document.text, match.end())
            found.append(
                (document, _sentence_start(document.text, match.start()), stop.end() if stop else len(document.text))
            )
    found = [(d, a, b) for d, a, b in found if sum(a <= f.row.figure[0] < b for f in figures_of(d)) >= 3]
    if len(found) != 1:
        return None
    document, start, end = found[0]
    own = [f for f in figures_of(document) if start <= f.row.figure[0] < end]
    if question.years and not any(is_of_year(f, question.years) for f in own):
        return None
    spans = _parts(document, start, end)
    return Reply.of(
        ROUTE, [Line(f"共 {len(own)} 个数、{len(spans)} 句："), *(Line("", (span,), True) for span in spans)]
    )


def _around(question: NumberQuestion) -> str:
    """What a question for main targets says of the document."""
    return re.sub(r"(?:经济|社会|发展|的)+", " ", NOT_SAID.sub(" ", without_general(question.words_around)))


def _sentence_start(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in "。\n") + 1


def _parts(document: Document, start: int, end: int) -> list[Span]:
    """A sentence cut at its ；, each part as a quote."""
    stops = [start, *(m.end() for m in re.finditer(r"[；;]", document.text[start:end])), end - start]
    spans = []
    for left, right in zip(
        [start, *(start + stop for stop in stops[1:-1])], [start + s for s in stops[1:]], strict=True
    ):
        piece = document.text[left:right]
        if piece.strip():
            spans.append(Span(document.id, right - len(piece.lstrip()), left + len(piece.rstrip())))
    return spans


# ---------------------------------------------------------------- all of a year


def _of_year(asked: Asked, question: NumberQuestion) -> Reply | None:
    year = question.years[0]
    documents = named(asked)
    if not documents:
        documents = tuple(d for d in asked.scope if f"{year}年" in d.text)
        documents = (
            tuple(d for d in documents if any(f.row.year == year for f in figures_of(d)))
            if len(documents) <= MOST_DOCUMENTS
            else ()
        )
    if not 0 < len(documents) <= MOST_LISTED:
        return None
    if "目标" in question.text and len(documents) == 1 and (found := _targets_of_year(documents[0], year, question)):
        return found
    if (
        len(documents) == 1
        and (UNTIL.search(question.text) or DEMANDED.search(question.text))
        and (found := _until(documents[0], year, question))
    ):
        return found
    if not ALL_FIGURES.search(question.text) and "目标" not in question.text:
        return None
    words = re.sub(
        r"(?<![\u4e00-\u9fff])(?:的|率|项)+(?![\u4e00-\u9fff])", " ", NOT_SAID.sub(" ", question.words_around)
    )
    own = [
        f
        for d in documents
        for f in figures_of(d)
        if f.row.year == year and not uncovered(words, f.whole + f.place, question.counterparts)
    ]
    own = [f for f in own if not _is_part_of_name(f, own)]
    return Reply.of(ROUTE, _listed(own, f"{year}年的指标")) if own else None


def _is_part_of_name(figure: Figure, others: Iterable[Figure]) -> bool:
    """Whether a number stands within the name of another: 5岁以下儿童贫血率, 超50亿元的龙头企业."""
    near = [other for other in others if other.segment == figure.segment and other.row.figure != figure.row.figure]
    is_age = figure.row.unit in AGE_UNITS and any(other.row.unit not in AGE_UNITS for other in near)
    return is_age or any(solid(figure.printed) in solid(other.row.name) for other in near)


def _targets_of_year(document: Document, year: str, question: NumberQuestion) -> Reply | None:
    """The paragraphs from "到2030年，…" on to those of another year, under a heading that says 目标."""
    if uncovered(_around(question), solid(place_of(document)), question.counterparts):
        return None
    text = document.text
    opening = re.compile(rf"^[\s#*]*(?:——|[^\n。]{{2,20}}。)?(?:到|力争到|至)?{year}年(?:底|末)?[，,]", re.M)
    spans = []
    sections = split_sections(document)
    for row, section in enumerate(sections):
        path, end = section.path, _end_under(sections, row)
        for match in opening.finditer(text, section.start, section.end):
            if "目标" in "".join(path) + text[match.start() : match.end() + 200].split("\n")[0]:
                spans.append((match.start(), _block_end(text, match.end(), end)))
    if len(spans) != 1:
        return None
    start, end = spans[0]
    quotes = [
        Span(document.id, start + m.start(), start + m.end())
        for m in re.finditer(r"(?![\s\u3000#*])[^\n]*[^\s]", text[start:end])
    ]
    own = sum(start <= f.row.figure[0] < end for f in figures_of(document))
    if own == 0 or len(quotes) > MOST_ITEMS:
        return None
    return Reply.of(
        ROUTE, [Line(f"{year}年的目标共 {len(quotes)} 段："), *(Line("", (quote,), True) for quote in quotes)]
    )


def _until(document: Document, year: str, question: NumberQuestion) -> Reply | None:
    """All sentences that say what is to be done by the end of a year, with a figure or without."""
    said = re.compile(
        rf"(?:(?:到|至|在|力争|，|。|^)\s*{year}\s*年(?:年?底|末|底?前|以前|之前|，)|(?:到|至|从|自)\s*{year}\s*年(?![\d至—–-]))",
        re.M,
    )
    words = re.sub(
        r"(?:写明|凡是|要?完成|实现|提|中|里|任务|或者?|和|都)+", " ", COUNTED_IN.sub(" ", _around(question))
    )
    about = solid(place_of(document) + document.text[:1000]) + question.name
    spans = _counted_in(document, _sentences(document), question)
    sentences = [document.text[span.start : span.end] for span in spans]
    found = [
        span
        for span, sentence in zip(spans, sentences, strict=True)
        if said.search(sentence) and not uncovered(words, solid(sentence) + about, question.counterparts)
    ]
    if not 0 < len(found) <= MOST_ITEMS:
        return None
    return Reply.of(
        ROUTE, [Line(f"写明{year}年期限的共 {len(found)} 句："), *(Line("", (span,), True) for span in found)]
    )


def _counted_in(document: Document, spans: Sequence[Span], question: NumberQuestion) -> Sequence[Span]:
    """The sentences with a figure in the unit in which it is asked for: "以亿元计的目标"."""
    said = COUNTED_IN.search(question.text)
    if said is None:
        return spans
    own = [f.sentence for f in figures_of(document) if re.search(rf"{said['unit']}(?!以上规模)", f.printed)]
    return [span for span in spans if span in own]


def _sentences(document: Document) -> list[Span]:
    sentences = split_sentences(document.text, split_sections(document))
    return [Span(document.id, sentence.start, sentence.end) for sentence in sentences]


def _end_under(sections: Sequence[Section], row: int) -> int:
    """Where the sections end that stand under the heading of one."""
    path = sections[row].path
    return list(takewhile(lambda other: other.path[: len(path)] == path, sections[row:]))[-1].end


def _block_end(text: str, start: int, end: int) -> int:
    other = re.compile(rf"^[\s#*]*(?:——)?(?:到|力争到|至|展望)?{YEAR_TEXT}年(?:底|末)?[，,]", re.M).search(
        text, start, end
    )
    return other.start() if other else end


# ---------------------------------------------------------------- how a list is told


def _listed(figures: Sequence[Figure], what: str) -> Iterator[Line]:
    """The count, then a line for each quote: names and values, then the quote."""
    groups: dict[Span, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(figure.segment, []).append(figure)
    several = len({f.document.id for f in figures}) > 1
    yield Line(f"{what}共 {len(figures)} 项：")
    for group in list(groups.values())[:MOST_ITEMS]:
        words = "；".join(dict.fromkeys(_named_value(figure) for figure in group))
        yield Line(f"{quoted(group[0].document) if several else ''}{words}：", (group[0].segment,), True)
    if len(groups) > MOST_ITEMS:
        yield Line(
            f"以上是前 {MOST_ITEMS} 条，其余 {len(groups) - MOST_ITEMS} 条在同一份文件里，可以按年份或名称再问。"
        )


def _named_value(figure: Figure) -> str:
    name = figure.line.name.text if figure.line and figure.line.name else figure.row.name
    head = f"“{figure.head}”" if figure.line else ""
    return f"{name}{head} {figure.printed}"


def item(figure: Figure, name: str, title: str, figures: Sequence[Figure] = ()) -> Line:
    """One number of a list. figures: all of its line, where a line of a table is told."""
    if figures:
        words = f"{figure.line.name.text}：" if figure.line and figure.line.name else ""
        words += "，".join(f"“{f.head}”为{f.printed}" for f in figures)
        return Line(f"{words}：", (figure.sentence,), True)
    return Line(f"{title}{name}：" if title or name else "", (figure.segment,), True)
