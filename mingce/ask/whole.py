"""What a quoted sentence is not whole without: its exception, and what its 其, 该 or 前款 refers to.

tests/ask/test_whole.py is the table of examples.
"""

import re
from collections.abc import Iterator, Sequence

from mingce.ask.choose import is_item
from mingce.store.contents import Contents
from mingce.text.fold import fold
from mingce.text.labels import ARTICLE_LABEL, is_numbered, without_labels

MOST = 2  # sentences that are added for one that is quoted
FARTHEST = 3  # sentences behind a quoted one among which an exception is looked for
LEAST_SHARED = 4  # characters by which a permission speaks of what was forbidden: "性别鉴定"
LEAST_OF_DEED = 2  # characters that are forbidden of the very deed that is permitted: "确需挖掘的"
NEAR = 2  # sentences between which a permission and what it is an exception from stand

# The sentence behind takes something out: "但是，……除外。", "前款规定不适用于……", "法律另有规定的，从其规定。"
# Not one that is whole in itself: "境外机构不得……，但国家另有规定的除外。", "除紧急情况外，任何人不准……"
EXCEPTION = re.compile(
    r"^(?:但是|但(?![愿凡])|不过[，,]|然而[，,])"
    r"|^(?:前款|上款|上述|前述|前项|本条|第一款)[^。]{0,30}(?:不适用|不受|除外|不包括)"
    r"|^有下列[^。]{0,30}除外|^除(?:前款|上述|前述|本条)[^。]{0,30}外[，,]"
    r"|^[^。，,；;]{0,60}另有[^。，,]{0,10}(?:规定|约定|要求)的?[，,]?(?:除外|从其|依照|按照|适用|遵照)"
    r"|^[^。，,；;]{0,60}[，,]从其(?:规定|约定)"
)
# A short rule that an exception may follow without such a word: "严禁……性别鉴定。……需要进行性别鉴定的，由……"
FORBIDS = re.compile(r"^[^。，,]{0,24}(?:严禁|禁止|不得|不准|不允许)[^。]{0,50}。?$")
PERMITS = re.compile(
    r"^[^。]{0,40}?(?:确需|确有(?:必要|需要)|因[^，。]{1,20}需要|需要[^，。]{2,16}的，|经[^，。]{1,20}批准)"
)
# The deed that is permitted, in the first words of a sentence: "因教学、科研及其他特殊情况需要饲养的，依照……",
# "因特殊情况确需挖掘的，应当报……批准", "经批准占用、挖掘城镇道路的，可以……"
PERMITTED = re.compile(
    r"^[^。，,；;]{0,30}?(?:确需|需要|确有必要|必须|(?<!未)经[^。，,；;]{0,20}?(?:批准|同意|许可))(?P<deed>[^。，,；;]{2,20})的[，,]"
)
# A whole rule that forbids, not within "……的，不得……"
PROHIBITS = re.compile(r"^[^。，,；;]{0,30}(?:严禁|禁止|不得|不准|不允许)(?P<deed>[^。；;]{2,80})")
# It begins with a word for what the sentence before says. Not: 其他, 其中, 其次, 该当, 此外, 此次, 这些年
REFERS = re.compile(
    r"^(?:其(?![他它中余实次间三二一])|该(?!当)[\u4e00-\u9fff]|上述|前述|这些(?!年)|这[一种类]|此(?![外次前后])|但是|但(?![愿凡]))"
    r"|^[^，,。；;（(]{1,12}(?:上述|前述)"
)
# Anywhere, for nothing else than the paragraph before can be meant: "……的，免交前款规定的费用"
REFERS_TO_PARAGRAPH = re.compile(r"(?:前(?P<several>[两二])?款|前项|上款)")


def whole_evidence(contents: Contents, rows: Sequence[int]) -> list[int]:
    """The sentences to be quoted beside others, in reading order; rare: most sentences are whole.

    rows: of Contents.sentences, those that are quoted.
    """
    quoted = set(rows)
    added: set[int] = set()
    for row in rows:
        needed = [*_before(contents, row), *_behind(contents, row)]
        added.update([other for other in dict.fromkeys(needed) if other not in quoted][:MOST])
    return sorted(added)


def _behind(contents: Contents, row: int) -> Iterator[int]:
    """The exception from a rule, in the sentence behind it or at the beginning of the next paragraph."""
    section = contents.sentence_rows(contents.sentences[row].section)
    if contents.is_heading(row):
        return
    rule = without_labels(contents.sentence_text(row))
    for other in range(row + 1, min(section.stop, row + 1 + FARTHEST)):
        text = contents.sentence_text(other)
        is_next = other == row + 1
        if (is_next or _opens_paragraph(contents, other)) and EXCEPTION.search(text):
            yield other
            return
        is_permission = FORBIDS.search(rule) and PERMITS.search(text) and _shared(rule, text) >= LEAST_SHARED
        if (is_next and is_permission) or (other - row <= NEAR and _is_exception(text, rule)):
            yield other
            return
        if not is_next or _opens_paragraph(contents, other):
            return  # one paragraph further, no more


def _before(contents: Contents, row: int) -> Iterator[int]:
    """What a sentence refers to: the one before it, or for 前款 the paragraph before."""
    first = contents.sentence_rows(contents.sentences[row].section).start
    text = without_labels(contents.sentence_text(row))
    if row == first:
        return
    if match := REFERS_TO_PARAGRAPH.search(text):
        yield from _paragraphs_before(contents, row, 2 if match["several"] else 1)
    elif REFERS.search(text) and not is_numbered(contents.sentence_text(row)):
        path = contents.sections[contents.sentences[row].section].path
        is_article = bool(path) and bool(ARTICLE_LABEL.match(path[-1]))
        if not contents.is_heading(row - 1) and (is_article or not _opens_paragraph(contents, row)):
            yield row - 1
    else:
        near = range(row - 1, max(first, row - NEAR) - 1, -1)
        yield from [other for other in near if _is_exception(text, without_labels(contents.sentence_text(other)))][:1]


def _paragraphs_before(contents: Contents, row: int, count: int) -> Iterator[int]:
    """The paragraphs that 前款 means, in reading order; of an enumeration what opens it."""
    first = contents.sentence_rows(contents.sentences[row].section).start
    opening = _paragraph_start(contents, row, first)
    above: list[int] = []
    while count and opening > first:
        start = _paragraph_start(contents, opening - 1, first)
        if start == first or not is_item(contents, start):
            above = [*range(start, opening), *above]
            count -= 1
        opening = start
    yield from above[:MOST]


def _is_exception(permission: str, rule: str) -> bool:
    """Whether a sentence permits what a rule forbids: "确需挖掘的，应当报……审批" after "不得擅自占用、挖掘城镇道路"."""
    permitted, forbidden = PERMITTED.search(permission), PROHIBITS.search(rule)
    if permitted is None or forbidden is None:
        return False
    return _shared(permitted["deed"], forbidden["deed"]) >= LEAST_OF_DEED


def _paragraph_start(contents: Contents, row: int, first: int) -> int:
    while row > first and not _opens_paragraph(contents, row):
        row -= 1
    return row


def _opens_paragraph(contents: Contents, row: int) -> bool:
    """Whether a line break stands between a sentence and the one before."""
    here, above = contents.sentences[row], contents.sentences[row - 1]
    return "\n" in contents.document_of(here.section).text[above.end : here.start]


def _shared(one: str, other: str) -> int:
    """The length of the longest phrase that two sentences share."""
    one, other = fold(one), fold(other)
    longest = 0
    for start in range(len(one)):
        while start + longest < len(one) and one[start : start + longest + 1] in other:
            longest += 1
    return longest
