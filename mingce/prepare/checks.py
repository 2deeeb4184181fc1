"""Whether an item is fit to be handed out, judged from the item and the documents alone, whoever made it."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

from mingce.datatypes import Document
from mingce.facts.amounts import read_amounts
from mingce.prepare.blanks import (
    CORE,
    DEPENDS_ON_CONTEXT,
    FORCES,
    LAWS,
    PAIRS,
    UNWANTED,
    QuizFigure,
    figures,
    neighbours,
)
from mingce.prepare.items import (
    BLANK,
    BODY,
    CHOICE,
    CUT,
    FILL,
    FORCE,
    JUDGE,
    LISTED,
    NAME,
    NUMBER,
    SHORT,
    TERM,
    WRONG,
    YEAR,
    Blank,
    Item,
)
from mingce.text.fold import fold
from mingce.text.numerals import read_number
from mingce.text.sentences import sentence_spans

OPTIONS = 4
AROUND = 4  # characters beside an answer by which it is recognised in another item
THRESHOLD = re.compile(
    r"(?:不满|未满|不足|不到|未达到?)[^，。；]{0,14}$"
)  # the condition of a rule, not a claim: “不满十八周岁”
BESIDE = {YEAR: (4, 5), TERM: (4, 2), BODY: (6, 6), LISTED: (4, 4), NUMBER: (5, 6), NAME: (9, 9)}


def problems(item: Item, documents: Mapping[str, Document]) -> list[str]:
    """What is wrong with an item, in Chinese; empty where nothing is.

    documents: those that the paper was made from, by id. An option that any of them makes true is a problem.
    """
    if any(c.quote != documents[c.doc_id].text[c.start : c.end] for c in item.citations):
        return ["引文与原文不符"]
    if item.kind == SHORT:
        return list(_short_answer_problems(item))
    if item.blank is None:
        return ["没有注明所问之处"]
    return list(_blank_problems(item, item.blank, documents))


def _blank_problems(item: Item, blank: Blank, documents: Mapping[str, Document]) -> Iterator[str]:
    text = documents[blank.doc_id].text
    words, citation = text[blank.start : blank.end], item.citations[0]
    shown = text[blank.stem_start : blank.stem_end]
    if not (citation.start <= blank.start and blank.end <= citation.end):
        yield "所引的句子里没有答案"
    if stem(text, blank, _filling(item, words)) != item.stem:
        yield "题干与原文不符"
    if DEPENDS_ON_CONTEXT.search(shown) or any(shown.count(a) != shown.count(b) for a, b in PAIRS):
        yield "题干离开上下文不能读懂"
    if item.kind in (CHOICE, FILL):
        if item.key != words:
            yield "答案与原文不符"
        if gives_away(item.key, blank.about, item.stem) or gives_away(item.key, blank.about, citation.title):
            yield "题干泄露了答案"
    if item.kind == CHOICE:
        yield from _option_problems(item, blank, documents)
    if item.kind == JUDGE:
        if bool(item.altered) != (item.key == WRONG):
            yield "判断题的答案与改动不一致"
        if item.altered and (CORE.search(text, blank.start, blank.end) or UNWANTED.search(item.altered)):
            yield "不宜改动的提法"
        if item.altered and is_right(blank, item.altered, documents):
            yield "改动后的说法也成立"


def _option_problems(item: Item, blank: Blank, documents: Mapping[str, Document]) -> Iterator[str]:
    others = [option for option in item.options if option != item.key]
    if len(item.options) != OPTIONS or len(others) != OPTIONS - 1:
        yield "选项不是四个不同的词"
    for row, option in enumerate(others):
        if is_right(blank, option, documents):
            yield f"选项“{option}”也对"
        if fold(option) in fold(item.stem):
            yield f"选项“{option}”在题干里"
        if not any(option in document.text for document in documents.values()):
            yield f"选项“{option}”不出自文件"
        if any(same_words(option, other) for other in others[:row]):
            yield f"选项“{option}”与另一项重复"
        if not has_same_form(documents[blank.doc_id].text, blank, option):
            yield f"选项“{option}”的形式露出了答案"
    lengths = [len(option) for option in item.options]
    if max(lengths) > 2 * min(lengths) + 2:
        yield "选项长短悬殊"


def _short_answer_problems(item: Item) -> Iterator[str]:
    if not item.citations or any(not c.quote.strip() for c in item.citations):
        yield "没有答案"
    if any(fold(c.quote).rstrip("。；") in fold(item.stem) for c in item.citations):
        yield "题干泄露了答案"
    if len({fold(c.quote) for c in item.citations}) < len(item.citations):
        yield "答案有重复"


def _filling(item: Item, words: str) -> str:
    return BLANK if item.kind in (CHOICE, FILL) else item.altered or words


def stem(text: str, blank: Blank, filling: str) -> str:
    """The part of the source that an item shows, with `filling` in place of the blank."""
    words = text[blank.stem_start : blank.start] + filling + text[blank.end : blank.stem_end]
    label_end = re.compile(r"[\s\u3000]*").match(text, blank.sentence_start).end()  # type: ignore[union-attr]
    opening = (
        CUT if text[label_end : blank.stem_start].count("，") + text[label_end : blank.stem_start].count("；") else ""
    )
    ending = CUT if blank.stem_end < blank.sentence_end else ""
    return opening + (words.rstrip("，；") if ending else words) + ending


def gives_away(key: str, about: str, shown: str) -> bool:
    """Whether a text contains the answer or most of it.

    >>> gives_away("四个最严", TERM, "最严谨的标准"), gives_away("绿色低碳发展", TERM, "推进低碳发展，坚持（　　）")
    (False, True)
    """
    key, shown = fold(key), fold(shown)
    if about in (NUMBER, YEAR):
        return bool(re.search(rf"(?<!\d){re.escape(key)}", shown))
    length = max(3, -(-len(key) * 6 // 10))
    return key in shown or any(key[i : i + length] in shown for i in range(len(key) - length + 1))


def reveals_answer(shown: str, item: Item, documents: Mapping[str, Document]) -> bool:
    """Whether the text of one item contains the answer of another together with the words beside it in the source."""
    blank = item.blank
    if blank is None:
        return any(fold(citation.quote) in fold(shown) for citation in item.citations)
    text = documents[blank.doc_id].text
    before = text[max(blank.stem_start, blank.start - AROUND) : blank.end]
    after = text[blank.start : min(blank.stem_end, blank.end + AROUND)]
    return any(words in shown for words in (before, after) if len(words) == blank.end - blank.start + AROUND)


def same_words(one: str, other: str) -> bool:
    """Whether two answers are the same, or one contains the other.

    >>> same_words("公安机关", "县级公安机关"), same_words("84.5%", "84.50%"), same_words("30个", "三十个")
    (True, True, True)
    """
    first, second = fold(one), fold(other)
    if first in second or second in first:
        return not (first[:1].isdigit() and second[:1].isdigit() and amount_of(one) != amount_of(other))
    return amount_of(one) is not None and amount_of(one) == amount_of(other)


@lru_cache(maxsize=4096)
def amount_of(words: str) -> tuple[Decimal, str] | None:
    """A printed amount as number and unit; None for other words."""
    amounts = read_amounts(f"值{words}", 0, len(words) + 1)  # "值": a bare number is a figure here
    if len(amounts) == 1 and (amounts[0].start, amounts[0].end) == (1, len(words) + 1):
        return amounts[0].value, amounts[0].unit
    year = re.fullmatch(r"(\d{4})年", words)
    return (read_number(year[1]), "年") if year else None


def is_right(blank: Blank, option: str, documents: Mapping[str, Document]) -> bool:
    """Whether an option answers a blank as well as the source's own words do, as far as the documents show.

    It does where it is the same words or amount, where the true amount implies it ("30个以上" makes "20个以上" true), or
    where some document has it in the same place: beside the same words, at the same indicator, in the same list.
    """
    text = documents[blank.doc_id].text
    if blank.about == FORCE:
        return option != FORCES.get(text[blank.start : blank.end]) or any(
            fold(stem(text, blank, option).strip(CUT)) in fold(d.text) for d in documents.values()
        )
    key = text[blank.start : blank.end]
    if same_words(option, key) or (blank.about == BODY and _are_same_bodies(option, key)):
        return True
    if blank.about == NUMBER:
        return _is_right_figure(blank, option, documents)
    if blank.about == NAME:
        return _is_right_name(blank, option, documents)
    if blank.about == LISTED and _is_listed_with(blank, option, documents):
        return True
    return any(
        _has_same_context(text, blank, document.text, at, at + len(option))
        for document in documents.values()
        for at in _occurrences(option, document.text)
    )


# A government of no particular level: 当地人民政府 and 县级以上人民政府 may be 市人民政府, so neither is a wrong option.
ANY_LEVEL = re.compile(r"^(?:当地|所在地|安置地|地方各级|各级|地方|县级以上地方|县级以上|有关地方)")
LEVEL = re.compile(rf"{ANY_LEVEL.pattern}|^(?:省级?|市级?|县级?|区级?|乡镇|设区的市|省辖市|国务院)")


def _are_same_bodies(one: str, other: str) -> bool:
    is_any = ANY_LEVEL.match(one) or ANY_LEVEL.match(other)
    return bool(is_any) and same_words(LEVEL.sub("", one), LEVEL.sub("", other))


def _is_right_figure(blank: Blank, option: str, documents: Mapping[str, Document]) -> bool:
    text = documents[blank.doc_id].text
    figure = next((f for f in figures(documents[blank.doc_id]) if f.start == blank.start), None)
    amount = amount_of(option)
    if figure is None or amount is None or amount[1] != figure.unit or is_implied(figure, amount[0]):
        return True  # not a figure of this kind, or one that says no more: it cannot be told apart
    if THRESHOLD.search(text[max(0, figure.start - 18) : figure.start]):
        return True
    if figure.bound == "以上" and documents[blank.doc_id].family == LAWS:
        return True  # what one tenth of the deputies may do, two thirds may
    return any(
        other.value == amount[0]
        and other.unit == figure.unit
        and (
            any(same_words(a, b) for a in figure.nouns for b in other.nouns)
            or _has_same_context(text, blank, document.text, other.start, other.end)
        )
        for document in documents.values()
        for other in figures(document)
    )


def _is_right_name(blank: Blank, option: str, documents: Mapping[str, Document]) -> bool:
    figure = next((f for f in figures(documents[blank.doc_id]) if f.name_start == blank.start), None)
    if figure is None:
        return True
    own = [
        other
        for document in documents.values()
        for other in figures(document)
        if other.unit == figure.unit and any(same_words(option, noun) for noun in other.nouns)
    ]
    return not own or any(_satisfies(other.value, figure) for other in own)


def _satisfies(amount: Decimal, figure: QuizFigure) -> bool:
    """Whether the amount of another figure would make true what is said of this one."""
    if figure.bound in ("以上", "以下"):
        return amount >= figure.value if figure.bound == "以上" else amount <= figure.value
    return amount == figure.value or (figure.bound == "左右" and abs(amount - figure.value) * 5 <= abs(figure.value))


def has_same_form(text: str, blank: Blank, option: str) -> bool:
    """Whether an option resembles the words parallel to the blank as much as the right answer does.

    In 市场化、（　　）、国际化 only words that end in 化 can be options.
    """
    key = text[blank.start : blank.end]
    return not any(
        (words[-1] == key[-1] != option[-1])
        or (blank.about == LISTED and len(words) == len(key) != len(option))
        or (len(words) == len(key) and words[0] == key[0] != option[0])
        for words in neighbours(text, blank)
    )


def is_implied(figure: QuizFigure, option: Decimal) -> bool:
    """Whether a figure implies the same statement with another amount.

    >>> thirty = QuizFigure(0, 0, Decimal(30), "个", "以上", ())
    >>> is_implied(thirty, Decimal(20)), is_implied(thirty, Decimal(40))
    (True, False)
    """
    if figure.bound == "以上":
        return option <= figure.value
    if figure.bound == "以下":
        return option >= figure.value
    if figure.bound == "左右":
        return abs(option - figure.value) * 5 <= abs(figure.value)
    return option == figure.value


def _has_same_context(text: str, blank: Blank, other: str, start: int, end: int) -> bool:
    """Whether the words directly before or after a blank also stand there around a place of another text."""
    left, right = BESIDE[blank.about]
    before, after = text[blank.stem_start : blank.start][-left:], text[blank.end : blank.stem_end][:right]
    is_before = len(before) == left and other[max(0, start - left) : start] == before
    is_after = len(after) == right and other[end : end + right] == after
    if blank.about == TERM:  # a closing quotation mark is no context
        after = text[blank.end : blank.stem_end].lstrip("”")[:right]
        is_after = len(after) == right and "，" not in after and other[end:].lstrip("”")[:right] == after
    return is_before or is_after


def _is_listed_with(blank: Blank, option: str, documents: Mapping[str, Document]) -> bool:
    """Whether some sentence contains the option together with a word parallel to the blank."""
    text = documents[blank.doc_id].text
    length = blank.end - blank.start
    beside = [words[-length:] for words in neighbours(text, blank)]
    return any(
        option in sentence and any(words in sentence for words in beside)
        for document in documents.values()
        if option in document.text
        for sentence in _sentences(document)
    )


@lru_cache(maxsize=64)
def _sentences(document: Document) -> tuple[str, ...]:
    text = document.text
    return tuple(text[a:b] for a, b in sentence_spans(text, 0, len(text)))


def _occurrences(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
