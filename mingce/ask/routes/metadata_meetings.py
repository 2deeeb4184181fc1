"""When and where a meeting was held, who chaired it, who gave the talk, who was there: the sentences of its report.

tests/ask/routes/test_metadata.py is the table of examples.
"""

import re
from collections.abc import Iterator

from mingce.ask.routes.asked import Asked
from mingce.ask.routes.metadata_proofs import own_lines, sentence_at
from mingce.ask.routes.reply import Line, Span
from mingce.datatypes import Document
from mingce.text.metadata import ENACTED, OPENS_CLAUSE

FIRST_LINES = 12  # in which a report says when and where
_DAY = r"\d{1,2}\s*月\s*\d{1,2}\s*日.{0,60}"
MET = re.compile(rf"{_DAY}(?:举行|召开|集体学习|开幕|进行)")
MENTIONS_MEETING = re.compile(rf"{_DAY}会议")
# "于2025年1月6日至8日在北京举行", "在京召开"; not "在开展…时召开"
PLACE = re.compile(r"在[\u4e00-\u9fff]{1,12}?(?:举行|召开|开幕)")
CHAIRED = re.compile(r"主持(?:了|召开|会议|学习|全会|座谈|[。，、])|由[^。，\n]{2,24}主持")
LECTURED = re.compile(r"讲解|授课|作(?:了)?(?:专题)?辅导")
ATTENDED = re.compile(r"出席|列席|参加(?:会议|了会议|座谈|学习)")
SPOKEN = re.compile(r"报告|讲话|致辞|发言|演讲|说明")
# "贵州省省长 李炳军", "——2025年1月19日在…会议上 省长 王某某"; a line of its own
SPEAKER = re.compile(
    r"^(?!.*(?:讲话|报告|通知)$)[\u4e00-\u9fff\s\u3000]{0,20}(?:省长|市长|主席|总理|区长|县长|州长|行政长官|院长|检察长|主任|部长|书记)[\s\u3000：:]*[\u4e00-\u9fff][\u4e00-\u9fff\s\u3000]{1,5}$"
)
SPOKEN_BY = re.compile(
    r"[\u4e00-\u9fff](?:同志|省长|市长|主席|总理|部长|局长|书记|主任|司长|厅长)[^，。]{0,40}(?:讲话|致辞|发言|报告)"
)
MOST_ATTENDED = 3  # sentences that name who was there


def met_at(asked: Asked, document: Document) -> Span | None:
    """The sentence at the beginning of a report that says when a meeting was held; not that on which its text was passed."""
    for pattern in (MET, MENTIONS_MEETING):
        for start, end in own_lines(document)[:FIRST_LINES]:
            line = document.text[start:end].strip()
            is_clause = OPENS_CLAUSE.match(line) and ENACTED.search(line)
            if not is_clause and (match := pattern.search(document.text, start, end)):
                return sentence_at(asked, document, match.start())
    return None


def met(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    if span := met_at(asked, document):
        yield Line("", (span,))


def place(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    """The sentence that says where a meeting was held; it is mostly the one that says when."""
    for start, end in own_lines(document)[:FIRST_LINES]:
        if match := PLACE.search(document.text, start, end):
            yield Line("", (sentence_at(asked, document, match.start()),))
            return


def host(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    yield from _sentences(asked, document, CHAIRED, 1)


def lecturer(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    yield from _sentences(asked, document, LECTURED, 1)


def speaker(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    """Who gave a report or a speech: the line under its title that names him, else its title: "…省长在…上的讲话"."""
    if not SPOKEN.search(document.title):
        return
    lines = [asked.trimmed(document, *span) for span in own_lines(document)[:FIRST_LINES]]
    named = [line for line in lines if SPEAKER.match(asked.text(line))]
    titled = [line for line in lines if SPOKEN_BY.search(asked.text(line)) and asked.text(line) in document.title]
    for line in (named or titled)[:1]:
        yield Line("", (line,))


def attended(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    yield from _sentences(asked, document, ATTENDED, MOST_ATTENDED)


def _sentences(asked: Asked, document: Document, pattern: re.Pattern[str], most: int) -> Iterator[Line]:
    """The first sentences of the report of a meeting that hold a pattern, in its title where no other does."""
    if met_at(asked, document) is None:
        return
    found = [sentence_at(asked, document, match.start()) for match in pattern.finditer(document.text)]
    below = [span for span in found if asked.text(span) not in document.title]
    for span in list(dict.fromkeys(below or found))[:most]:
        yield Line("", (span,))
