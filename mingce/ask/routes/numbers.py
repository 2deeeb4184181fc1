"""Questions about the numbers of the documents: what a number stands for, which ones there are, what two of them differ by.

"1000家以上指什么", "2025年的全部指标", "哪些率控制在10%以下", "2025年比2020年增长多少", "研发投入强度2020年是多少". A number of
another year, group or place than that of the text is never told for the one that was asked.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mingce.ask.routes import number_deadlines, number_extended, number_lists, number_sums, number_totals, number_years
from mingce.ask.routes.address import read_addresses
from mingce.ask.routes.asked import Asked, quoted
from mingce.ask.routes.number_figures import Figure, as_written, pieces, solid, uncovered
from mingce.ask.routes.number_question import (
    ALL,
    DIFFERENCE,
    IS_SUM,
    MEANING,
    MUCH,
    NAME,
    SUM,
    TARGET,
    VALUE,
    NumberQuestion,
    asks_sum,
    fits_unit,
    read_question,
    read_unit,
    topic_words,
    without_general,
)
from mingce.ask.routes.number_scope import ROUTE, figures_with_number, figures_with_words, missing, told, with_place
from mingce.ask.routes.reply import Line, Reply, Span
from mingce.facts.amounts import Amount
from mingce.text.fold import fold

MOST_PLACES = 10  # where a number stands: more are not told, the question is too wide
TELLING = 3  # digits of a number that hardly stands for two things
LACKING = 0.35  # share of the characters of the question that its document need not hold
OPENING = 3000  # characters of a document that tell what it is about
LONGEST_NAME = 24  # characters of a name that is told; a longer one is half a sentence
OF_KIND = re.compile(r"(?:期限|时限|时间|金额|钱|标准|面积)\s*$")  # what kind of number: "九十日说的是什么期限"
# A character alone between numbers is a verb or a particle: "90日前|办", "占|20%"
ALONE = re.compile(r"(?<![\u4e00-\u9fff])(?![男女])[\u4e00-\u9fff](?![\u4e00-\u9fff])")
# What a name may not be told as: it says nothing alone
BARE_NAME = re.compile(r"^(?:部分|标准|其中|增加|提高|降低|.?)$|…|再次|跨|不超过|不低于|不得|最高|[额率]为|^[由从较比]")
LEAST_WRAPPED = 25  # characters of a line that a page breaks
LEAST_OF_EACH = 4  # characters of each of several things whose numbers are asked
# Between two things whose numbers are asked, and words that ask for what two of them differ by
LINKING = re.compile(r"又是|又|另外|其中|以及|还有|分别|[，,、；;？?]|^\s*[和与]")
COMPARED = re.compile(r"差|比(?![例重率值])|高出|延长|延期|延续")
SHORTEST_PIECE = 2.6  # characters, on average, of the pieces in which the words of a name stand together


def reply(asked: Asked) -> Reply | None:
    if asked.question.is_small_talk or _names_missing(asked) or len(asked.named.documents) > 2:
        return None
    question = read_question(asked.question, asked.named)
    asks = question.asks
    if read_addresses(asked.named.rest)[0]:  # "第三部分第二点": not a number that is asked about
        asks = tuple(ask for ask in asks if ask == SUM and IS_SUM.search(question.text))  # "专栏1里甲和乙加起来"
    for own in (number_deadlines.reply, number_years.reply, _each):
        if found := own(asked, question):
            return found
    for ask in asks:
        if found := _ROUTES[ask](asked, question):
            return found
    return None


def _names_missing(asked: Asked) -> bool:
    """Whether a document is named that is not there; a title within quoted words is none: “不低于《标准》的15%”."""
    return any(
        not re.search(rf"“[^“”]*《{re.escape(name)}》[^“”]*”", asked.question.plain) for name in asked.named.missing
    )


# ---------------------------------------------------------------- a number: what it stands for


def _meaning(asked: Asked, question: NumberQuestion) -> Reply | None:
    found: list[tuple[Amount, list[Figure]]] = []
    around = ALONE.sub(" ", OF_KIND.sub(" ", question.words_around))
    for amount in question.values:
        figures = figures_with_number(asked, question, amount)
        if figures is None:
            return None
        exact = [f for f in figures if number_lists.is_same(amount, f.row)]
        exact = exact or [f for f in figures if number_lists.is_edge(amount, f.row)]
        exact = [f for f in exact if number_lists.is_award(f, question)]
        held = [
            f for f in exact if not uncovered(around, f"{f.whole} {f.place} {question.name}", question.counterparts)
        ]
        held = held or _only_place(asked, exact, amount, around, question)
        held = [f for f in held if number_lists.may_be_of_year(f, question.years)]
        if not held:
            return _nowhere(asked, question, amount)
        found.append((amount, held))
    if not found or sum(len(_by_segment(figures)) for _, figures in found) > MOST_PLACES:
        return None
    return Reply.of(ROUTE, _meaning_lines(asked, question, found))


def _only_place(
    asked: Asked, figures: Sequence[Figure], amount: Amount, around: str, question: NumberQuestion
) -> list[Figure]:
    """The figures where a telling number stands in one place only and its document speaks of what the question says."""
    said = question.text[amount.start : amount.end]
    is_telling = (
        bool(amount.bound) or len(re.sub(r"\D", "", said)) >= TELLING or bool(asked.named.is_said and amount.unit)
    )
    if len(_by_segment(figures)) != 1 or not is_telling:
        return []
    document = figures[0].document
    about = f"{figures[0].whole} {figures[0].place} {question.name} {solid(document.text[:OPENING])}"
    lacking = uncovered(around, about, question.counterparts)
    return list(figures) if len(lacking) <= LACKING * len(re.sub(r"\W", "", around)) else []


def _nowhere(asked: Asked, question: NumberQuestion, amount: Amount) -> Reply | None:
    """That a document which is named has no such number; only where not even its digits stand there."""
    said = question.text[amount.start : amount.end]
    document = asked.named.one
    digits = re.search(r"\d{3,}|\d+\.\d+|\d{2,}(?=[%万亿])", said)
    if document is None or not asked.named.is_said or not digits or digits[0] in fold(document.text).replace(",", ""):
        return None
    return Reply.refusing(ROUTE, f"{quoted(document)}里没有“{said}”这个数。")


def _meaning_lines(
    asked: Asked, question: NumberQuestion, found: Sequence[tuple[Amount, Sequence[Figure]]]
) -> Iterable[Line]:
    for amount, figures in found:
        said = question.text[amount.start : amount.end]
        groups = _by_segment(figures)
        is_one = len(groups) == 1
        if not is_one:
            yield Line(f"“{said}”共 {len(groups)} 处：")
        several = len({f.document.id for f in figures}) > 1
        for group in groups:
            name = "、".join(dict.fromkeys(filter(None, map(name_of, group))))
            name += f"（“{group[0].head}”一栏）" if group[0].head else ""
            if is_one:
                yield Line(f"{said}：{name}。" if name else f"{said}：", (_from_its_beginning(group[0]),))
            else:
                yield number_lists.item(group[0], name, quoted(group[0].document) if several else "")


def _from_its_beginning(figure: Figure) -> Span:
    """The quote of a figure; with the line before, where a page breaks the sentence in two."""
    text, span = figure.document.text, figure.segment
    above = text[: span.start].rstrip(" \u3000")
    line = above.rstrip("\n").rpartition("\n")[2]
    if not above.endswith("\n") or figure.line or len(line) < LEAST_WRAPPED or line.rstrip()[-1:] in "。；：！？.;:":
        return span
    sentence = re.split(r"[。；]", line)[-1].lstrip()
    return Span(span.doc_id, text.rindex(sentence, 0, span.start), span.end)


def name_of(figure: Figure) -> str:
    """What a figure is called, in words that stand in its text; "" where those say nothing."""
    name = figure.line.name.text if figure.line and figure.line.name else figure.row.name
    noun = re.sub(r"（[^（）]*）$", "", name)
    return "" if BARE_NAME.search(noun) or len(noun) > LONGEST_NAME or solid(noun) not in figure.whole else noun


def _by_segment(figures: Iterable[Figure]) -> list[list[Figure]]:
    """The figures of each place that is quoted; one number may have two names."""
    groups: dict[Span, list[Figure]] = {}
    for figure in figures:
        groups.setdefault(figure.segment, []).append(figure)
    return list(groups.values())


# ---------------------------------------------------------------- a name: its number


def _value(asked: Asked, question: NumberQuestion) -> Reply | None:
    """The number of what is named, where all words of the name stand with one number only."""
    for computed in (number_extended.both_terms, number_extended.with_extension, number_extended.year_before):
        if found := computed(asked, question):
            return found
    words = without_general(question.words)
    if len(re.sub(r"\W", "", words)) < 3:
        return None
    figures = figures_with_words(asked, question, words)
    held = [f for f in figures if _is_named(f, words, question)]
    held = [f for f in held if f.line]  # of a table; a sentence is found by search, which is more often right
    held = _nearest(held, words, question)
    of_year = [f for f in held if not question.years or number_lists.is_of_year(f, question.years)]
    if not of_year:
        return _other_year(held, question)
    places = {(f.document.id, f.sentence) for f in of_year}
    if len(places) != 1:
        return None
    return Reply.of(ROUTE, [told(of_year)])


def _is_named(figure: Figure, words: str, question: NumberQuestion) -> bool:
    """Whether all that is asked for stands with a figure: in its sentence, or in the name of its document."""
    if not fits_unit(question.unit, figure.row.unit):
        return False
    if missing(words, figure, figure.whole, question):
        return False
    around = with_place(figure.whole, figure, question)
    held = pieces(as_written(words, around, question.counterparts), around)
    if sum(map(len, held)) < SHORTEST_PIECE * len(held):
        return False  # scattered over the sentence
    size = len(re.sub(r"\W", "", words))
    if len(uncovered(words, figure.whole, question.counterparts)) > size * 0.4:
        return False
    if not TARGET.search(question.text) or figure.line:
        return True
    now = figure.document.date[:4]
    return "目标" in figure.whole + figure.place or bool(figure.row.year and now and figure.row.year > now)


def _nearest(figures: Sequence[Figure], words: str, question: NumberQuestion) -> list[Figure]:
    """Of the figures those that have the name most fully in their own clause; of lines of a table the one of that name."""
    exact = [f for f in figures if f.line and solid(name_of(f)).startswith(solid(words))]
    if exact:
        return exact
    counts = [len(missing(words, figure, figure.own, question)) for figure in figures]
    return [figure for figure, count in zip(figures, counts, strict=True) if count == min(counts)]


def _each(asked: Asked, question: NumberQuestion) -> Reply | None:
    """The numbers of several things that are asked one after the other: "投产多少公里、新增里程又是多少".

    Only where one sentence alone of the document has all words of each.
    """
    asking = list(re.finditer(MUCH, question.rest))
    if len(asking) < 2 or not asked.named.one or asks_sum(question.text) or COMPARED.search(question.text):
        return None
    spans: list[Span] = []
    start = 0
    for match in asking:
        words = without_general(topic_words(LINKING.sub(" ", question.rest[start : match.end()]))).strip()
        one = replace(question, unit=read_unit(match[0]))
        start = match.end()
        if len(re.sub(r"\W", "", words)) < LEAST_OF_EACH:
            return None
        held = [f for f in figures_with_words(asked, one, words) if _is_named(f, words, one)]
        held = [
            f for f in _nearest(held, words, one) if not question.own_years or f.row.year in (*question.own_years, "")
        ]
        if len({figure.sentence for figure in held}) != 1:
            return None
        spans.append(held[0].sentence)
    return Reply.of(ROUTE, [Line("", (span,), True) for span in dict.fromkeys(spans)])


def _other_year(figures: Sequence[Figure], question: NumberQuestion) -> Reply | None:
    """That what is asked for has no number of that year, where the year stands nowhere in the document."""
    documents = {f.document for f in figures}
    years = sorted({f.row.year for f in figures if f.row.year or not f.line})  # "年均增速" is a column of no year
    if len(documents) != 1 or not years or "" in years or len(question.years) != 1:
        return None
    document, year = documents.pop(), question.years[0]
    names = {name_of(f) for f in figures}
    if year in document.text or year in document.title or len(names) != 1 or not (name := names.pop()):
        return None
    told_years = "、".join(f"{y}年" for y in years)
    return Reply.refusing(ROUTE, f"{quoted(document)}里“{name}”没有{year}年的数，写的是{told_years}的。")


def _sum(asked: Asked, question: NumberQuestion) -> Reply | None:
    ways = (number_extended.with_extension, number_sums.total, number_totals.total)
    return next((found for way in ways if (found := way(asked, question))), None)


def _difference(asked: Asked, question: NumberQuestion) -> Reply | None:
    return number_sums.difference(asked, question) or number_totals.follow_up(asked, question)


_ROUTES = {
    MEANING: _meaning,
    ALL: number_lists.reply,
    DIFFERENCE: _difference,
    SUM: _sum,
    VALUE: _value,
    NAME: _value,
}
