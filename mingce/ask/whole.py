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
# It begins with a word for what the sentence before says. Not: 其他, 其中, 其次, 该当, 此外, 此次
REFERS = re.compile(
    r"^(?:其(?![他它中余实次间三二一])|该(?!当)[\u4e00-\u9fff]|上述|前述|这些|这[一种类]|此(?![外次前后])|但是|但(?![愿凡]))"
)
REFERS_TO_PARAGRAPH = re.compile(r"^[^，,。；]{0,12}(?:前款|前项|上款)")


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
        if is_next and FORBIDS.search(rule) and PERMITS.search(text) and _shared(rule, text) >= LEAST_SHARED:
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
    if REFERS_TO_PARAGRAPH.search(text):
        opening = row
        while opening > first and not _opens_paragraph(contents, opening):
            opening -= 1
        above = range(_paragraph_start(contents, opening - 1, first), opening) if opening > first else range(0)
        while len(above) == 1 and is_item(contents, above[0]) and above[0] > first:
            above = range(above[0] - 1, above[0])  # of an enumeration what opens it
        yield from above[:MOST]
    elif REFERS.search(text) and not is_numbered(contents.sentence_text(row)):
        path = contents.sections[contents.sentences[row].section].path
        is_article = bool(path) and bool(ARTICLE_LABEL.match(path[-1]))
        if not contents.is_heading(row - 1) and (is_article or not _opens_paragraph(contents, row)):
            yield row - 1


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
