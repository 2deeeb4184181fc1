"""What is to be done by a day: "2023年11月底前的任务有哪些".

The time limit often stands in brackets behind what is to be done: "推动…互认。（市税务局负责，2023年11月底前完成）".
"""

import re
from collections.abc import Iterator

from mingce.ask.routes.asked import Asked, quoted
from mingce.ask.routes.number_question import NumberQuestion
from mingce.ask.routes.number_scope import ROUTE
from mingce.ask.routes.reply import Line, Reply, Span
from mingce.datatypes import Document

MOST_ITEMS = 40
ASKED = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年)?(?:(?P<month>\d{1,2})月)?(?P<end>年?底|末)?(?P<before>[之以]?前|以内)?"
)
ASKS_TASKS = re.compile(r"任务|工作|事(?![故业])|举措|措施|要求|完成|落实|做[完成好]|期限|时限|截止")
ASKS_WHICH = re.compile(r"哪些|哪几|有什么|都有|列[出举一]|全部|所有|什么(?:任务|工作|事)|几[项件条]")
IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


def reply(asked: Asked, question: NumberQuestion) -> Reply | None:
    """All that is to be done by the month or year that is said; that nothing is, where the year stands nowhere."""
    document, text = asked.named.one, question.text
    limits = [m for m in ASKED.finditer(text) if m["before"] and m["end"] and (m["year"] or m["month"])]
    if document is None or len(limits) != 1 or not ASKS_TASKS.search(text) or not ASKS_WHICH.search(text):
        return None
    limit = limits[0]
    year, month = limit["year"], limit["month"]
    if year and year not in f"{document.title} {document.date[:4]} {document.text}" and asked.named.is_said:
        return Reply.refusing(ROUTE, f"{quoted(document)}里没有写到{year}年的期限。")
    spans = list(dict.fromkeys(_done_by(asked, document, _written(year, month))))
    if not spans or len(spans) > MOST_ITEMS:
        return None
    said = limit[0]
    return Reply.of(ROUTE, [Line(f"写明{said}的共 {len(spans)} 处："), *(Line("", (span,), True) for span in spans)])


def _written(year: str | None, month: str | None) -> re.Pattern[str]:
    """How a text writes the time limit; a year may stand once for several: "2023年10月底前…，11月底前"."""
    if month is None:
        return re.compile(rf"{year}\s*年\s*(?:12\s*月)?(?:年?底|末)(?:[之以]?前)?")
    own_year = rf"(?<!\d)(?:{year}\s*年\s*)" if year else r"(?<!\d)(?:(?:19|20)\d{2}\s*年\s*)?"
    return re.compile(rf"{own_year}{month}\s*月\s*(?:底|末|(?:28|29|30|31)日)?(?:[之以]?前)")


def _done_by(asked: Asked, document: Document, limit: re.Pattern[str]) -> Iterator[Span]:
    """The sentence with the time limit; where that stands in brackets of its own, what they close."""
    text = document.text
    for match in limit.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        brackets = next((b for b in IN_BRACKETS.finditer(text, line) if b.start() < match.start() < b.end()), None)
        is_own = brackets and text[line : brackets.start()].rstrip().endswith(("。", "；", ";"))
        if brackets and is_own:
            before = [
                b.end() for b in IN_BRACKETS.finditer(text, line, brackets.start()) if re.search(r"[前成责头]", b[0])
            ]
            start, end = max(before, default=line), brackets.end()
        else:
            start = max(line, *(text.rfind(mark, line, match.start()) + 1 for mark in "。；"))
            stop = re.compile(r"[。；\n]").search(text, match.end())
            end = stop.end() if stop else len(text)
        yield asked.trimmed(document, start, end)
