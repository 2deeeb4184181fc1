"""The passages that prove what a document says of itself: lines at its head and end, its enacting history, a sentence."""

import re
from collections.abc import Callable

from mingce.ask.routes.asked import Asked
from mingce.ask.routes.reply import Span
from mingce.datatypes import Document
from mingce.text.dates import CHINESE_DATE, DATE, YEAR, iso
from mingce.text.metadata import goes_on
from mingce.text.sentences import sentence_around

HEAD, TAIL = 20, 14  # lines at the beginning and at the end in which a document speaks of itself
LONGEST_LINE = 260  # characters of a line of the title block that is quoted
MOST_MENTIONS = 3  # documents that name one which is not there
TODAY = re.compile(
    r"(?:今天|今日|现在|目前|截至|截止)(?:是|到|为)?[（(]?\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日[）)]?"
)
CENTURY = re.compile(r"(?<!\d)([4-9]\d)年")  # "91年那个细则"
# Deeds of the enacting history, as a question names them and as the clauses do.
ENACTING: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"通过|过的?会"), "通过"),
    (re.compile(r"批准|批(?=的|了|$)"), "批准"),
    (re.compile(r"公布|发布|颁布"), "公布|发布|颁布"),
    (re.compile(r"修订"), "修订"),
    (re.compile(r"修正"), "修正|修改"),
    (re.compile(r"修改|修法|(?<![修更])改(?=的|了|过|$)"), "修订|修正|修改"),
)


def years_in(text: str) -> list[str]:
    """The years that a question names; not the day on which it is asked: "今天是2026年11月29日"."""
    said = TODAY.sub("", text)
    return [*(match[1] for match in YEAR.finditer(said)), *(f"19{match[1]}" for match in CENTURY.finditer(said))]


def enacting(asked: Asked, document: Document) -> list[Span]:
    """The clauses under the title: who passed, published and amended the document, and when."""
    lines: list[Span] = []
    for start, end in own_lines(document)[:HEAD]:
        line = asked.trimmed(document, start, end)
        if re.search(r"^\W*第[一二三四五六七八九十\d]+[章条]|^\W*一、", asked.text(line)):
            break
        if lines and goes_on(asked.text(lines[-1]), asked.text(line)):
            line = Span(document.id, lines.pop().start, line.end)
        lines.append(line)
    deeds = re.compile(r"通过|公布|发布|修订|修正|批准|施行")
    return [line for line in lines if deeds.search(asked.text(line)) and dates_in(asked.text(line))]


def told_by(asked: Asked, history: list[Span], clause: str) -> list[Span]:
    """The clauses of the enacting history that a clause of the question asks for: by deed, year, and whether first or last."""
    wanted = [words for pattern, words in ENACTING if pattern.search(clause)]
    years = years_in(clause)
    found: list[Span] = []
    for words in wanted:
        fitting = [span for span in history if re.search(words, deed_of(asked, span))]
        of_year = [span for span in fitting if any(year in asked.text(span) for year in years)]
        ordinal = re.search(r"第[一二三四五六七八九十]次(?=修)", clause)
        numbered = [span for span in fitting if ordinal and ordinal[0] in asked.text(span)]
        if numbered or of_year:
            fitting = numbered or of_year
        elif re.search(r"最早|首次|第一次|最初|当初|头一(?:回|次)", clause):
            fitting = fitting[:1]
        elif re.search(r"最近|最后|最新|上一次|现在", clause):
            fitting = fitting[-1:]
        found += [span for span in fitting if span not in found]
    return sorted(found)


def deed_of(asked: Asked, span: Span) -> str:
    """What a clause of the history says outside the titles in it: "批准的□修改"."""
    text = re.sub(r"[〈<][^〉>]*[〉>]", "", asked.text(span))
    return re.sub(r"《[^》]*》", "□", text)


def own_lines(document: Document) -> list[tuple[int, int]]:
    """The first and the last lines of a document, in which it speaks of itself."""
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", document.text) if m[0].strip()]
    return spans if len(spans) <= HEAD + TAIL else [*spans[:HEAD], *spans[-TAIL:]]


def lines_with(asked: Asked, document: Document, is_wanted: Callable[[str], bool]) -> tuple[Span, ...]:
    """The lines by which a document tells of itself, of those that are wanted."""
    found = []
    for start, end in own_lines(document):
        span = asked.trimmed(document, start, end)
        line = asked.text(span)
        if len(line) <= LONGEST_LINE and is_wanted(line):
            found.append(span)
    return tuple(found)


def run_with(asked: Asked, document: Document, pattern: re.Pattern[str]) -> tuple[Span, ...]:
    """Where words go over the end of a line: "中华人民共和国卫生部令 / 第 80 号"."""
    lines = own_lines(document)
    end = lines[min(HEAD, len(lines)) - 1][1] if lines else 0
    return tuple(Span(document.id, m.start(), m.end()) for m in pattern.finditer(document.text, 0, end))


def spaced(document: Document, words: str, offset: int) -> tuple[Span, ...]:
    """Where words stand in a text from an offset on, spaces and ends of lines in them or not."""
    wanted = re.compile(r"\s*".join(map(re.escape, re.sub(r"\s", "", words))) or r"(?!)")
    return tuple(Span(document.id, *match.span()) for match in wanted.finditer(document.text, offset))[:MOST_MENTIONS]


def dated(asked: Asked, document: Document, day: str, offset: int) -> tuple[Span, ...]:
    """Where a date stands that shares its line with much else: the last of the text from an offset on."""
    found = [
        Span(document.id, *match.span())
        for pattern in (DATE, CHINESE_DATE)
        for match in pattern.finditer(document.text, offset)
        if iso(match) == day
    ]
    return tuple(found[-1:])


def dates_in(line: str) -> set[str]:
    return {iso(match) for pattern in (DATE, CHINESE_DATE) for match in pattern.finditer(line)}


def sentence_at(asked: Asked, document: Document, offset: int) -> Span:
    """The sentence that holds a character."""
    return asked.trimmed(document, *sentence_around(document.text, offset, offset))


def stripped(asked: Asked, doc_id: str, start: int, end: int) -> tuple[int, int]:
    span = asked.trimmed(asked.contents.by_id[doc_id], start, end)
    return span.start, span.end
