"""Who issued a document, when, with what number, to whom; from when to when it is in force, what it repeals.

tests/ask/routes/test_metadata.py is the table of examples.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from mingce.ask.naming import VERSION_YEAR
from mingce.ask.routes.address import read_addresses
from mingce.ask.routes.asked import Asked, quoted
from mingce.ask.routes.attribute_model import attribute_model
from mingce.ask.routes.metadata_question import read_attributes
from mingce.ask.routes.reply import Line, Reply, Span
from mingce.datatypes import Document
from mingce.text.commencement import commencement, expiry
from mingce.text.dates import CHINESE_DATE, DATE, DATE_LINE, YEARS, date_text, iso
from mingce.text.fold import fold
from mingce.text.versions import REPEAL, VERSION, plain_title, repealed_names

ROUTE = "metadata"
HEAD, TAIL = 20, 14  # lines at the beginning and at the end in which a document speaks of itself
LONGEST_LINE = 260  # characters of a line of the title block that is quoted
LIKELY = 0.6  # the likeliest attribute of the model is right in 84%; the patterns' are taken where it is not so sure
MOST_MENTIONS = 3  # documents that name one which is not there
LEAST_NAME = 5  # characters of a name that is looked for in texts
MOST_LEFT = 1  # characters that a question may say beyond the attribute and the document

ALL_DOCUMENTS = re.compile(
    r"(?:这|那)?[\d一二两三四五六七八九十几]*(?:份|些|个|篇|部)?(?:全部|所有|每一?份|各份|各)?(?:材料|文件|文档|政策|资料)(?:都)?(?:各|分别|全)?"
)
# "《…》第五条、第六条同时废止。"
REPEALED_PARTS = re.compile(
    r"[^。\n]*《[^。\n]*》[^。\n]*第[^。\n]{1,60}条[^。\n]{0,40}(?:同时|即行|予以)?(?:废止|停止执行|失效)[^。\n]*。?"
)
# "根据《…》，制定本办法", "为了…，根据宪法，制定本法", "按照《…》要求，结合我市实际，制定本方案"
BASIS = re.compile(r"(?:根据|依据|依照|按照|遵照)[^。\n]{2,160}?(?:制定|制订|特制定|提出|出台)(?:本|如下|以下|下列)")
SIGNED_BY = re.compile(
    r"^(?:部|省|市|县|区|州|局|行|署|院|主任|主席|总理|委员长|会)[\s\u3000]*(?:长|任|席|理)?[\s\u3000：:]+[\u4e00-\u9fff][\u4e00-\u9fff\s\u3000]{1,5}$"
)
MEETING_LINES = 12
MET = re.compile(r"\d{1,2}\s*月\s*\d{1,2}\s*日.{0,60}(?:举行|召开|集体学习|开幕|会议|进行)")
Say = Callable[[Asked, Document, str], Iterator[Line]]


def reply(asked: Asked) -> Reply | None:
    """What a document says of itself, and what others of the corpus say of it; None where the question asks otherwise."""
    if read_addresses(asked.named.rest)[0]:
        return None
    wanted, rest = read_attributes(asked.named.rest)
    if wanted and len(rest) <= MOST_LEFT:
        return _reply(asked, wanted, is_certain=True)
    if asked.named.is_said and asked.named.is_exact and not re.sub(r"[□\W]", "", asked.named.rest):
        return _reply(asked, ("title", "issuer", "date"), is_certain=True)  # nothing but a name or a number
    return None


def reply_to_attribute(asked: Asked) -> Reply | None:
    """The same for a question that is known to ask for an attribute, in words that the patterns do not know.

    It never says that something is not there: which attribute it is may be mistaken.
    """
    if read_addresses(asked.named.rest)[0]:
        return None
    by_words = read_attributes(asked.named.rest).attributes
    name, probability = attribute_model().which(asked.named.rest)
    wanted = by_words if by_words and (name in by_words or probability < LIKELY) else (name,)
    found = _reply(asked, wanted, is_certain=False)
    return found if found and found.found else None


def _reply(asked: Asked, wanted: tuple[str, ...], is_certain: bool) -> Reply | None:
    is_exact = asked.named.is_said and asked.named.is_exact and asked.named.documents
    if {"status", "repealed_by", "expires"} & set(wanted) and not is_exact and (repealed := _repealed(asked)):
        return repealed
    if asked.named.missing and not asked.named.documents:
        return _of_a_missing_document(asked)
    documents = asked.named.documents
    if not documents and is_certain and ALL_DOCUMENTS.search(asked.named.rest):
        documents = asked.scope
    if not documents:
        return None
    lines, absent = [], []
    for document in documents:
        for name in wanted:
            said = list(SAY[name](asked, document, asked.named.rest))
            if len(documents) > 1 and said:
                said[0] = replace(said[0], words=f"{quoted(document)}——{said[0].words}")
            lines += said
            if not said:
                absent.append(f"{quoted(document)}没有写明{NAMES[name]}。")
    if not lines:
        return Reply.refusing(ROUTE, "".join(absent))
    return Reply.of(ROUTE, [*lines, *map(Line, [*absent, *filter(None, [asked.missing()])])])


# ---------------------------------------------------------------- attributes


def _issuer(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    if document.issuer:
        body = document.issuer.split(" ")[-1]
        yield Line(f"发文机关：{document.issuer}。", _lines_with(asked, document, lambda line: body in line)[:1])


def _date(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    if document.date:
        proof = _lines_with(asked, document, lambda line: document.date in _dates(line))
        yield Line(f"日期：{date_text(document.date)}。", proof[:1])


def _number(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    number = fold(document.number)
    proof = _lines_with(asked, document, lambda line: bool(number) and number in fold(line))
    if not proof and re.search(r"令", text):  # "国务院令第619号", in the clause under the title
        proof = _lines_with(asked, document, lambda line: bool(re.search(r"令", line) and re.search(r"\d+\s*号", line)))
        proof = proof or _run_with(asked, document, re.compile(r"[\u4e00-\u9fff]{2,12}令\s*第?\s*\d+\s*号"))
        if proof:
            yield Line("发布令的文号：", proof[:1])
    elif document.number:
        yield Line(f"文号：{document.number}。", proof[:1])


def _title(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    wanted = fold(document.title)
    proof = _lines_with(asked, document, lambda line: len(line) > 5 and fold(line) in wanted)
    number = _lines_with(asked, document, lambda line: bool(document.number) and fold(document.number) in fold(line))
    yield Line(f"{quoted(document)}。", tuple(dict.fromkeys((*proof[:1], *number[:1]))))


def _addressees(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    if document.addressees:
        first = document.addressees[0]
        yield Line("主送：", _lines_with(asked, document, lambda line: line.startswith(first))[:1])


def _basis(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    """The sentence that says after what a document is made: "根据《…》，制定本办法"."""
    if match := BASIS.search(document.text):
        yield Line("", (_sentence(asked, document, match.start()),))


def _signature(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    signed = _lines_with(asked, document, lambda line: bool(SIGNED_BY.search(line)))
    if signed and re.search(r"签", text):
        yield Line("签署：", signed[:1])
        return
    lines = [asked.trimmed(document, *span) for span in _own_lines(document)]
    for line, below in pairwise(lines):  # of a notice, before the measure that it prints
        is_date = bool(DATE_LINE.match(asked.text(below))) and not document.signature
        if is_date and asked.text(line) and asked.text(line) in document.issuer:
            yield Line(f"署名：{asked.text(line)}。", (line, below))
            return
    if document.signature:
        proof = _lines_with(
            asked, document, lambda line: line.startswith(document.signature.split(" ")[0]) and len(line) < 80
        )
        yield Line(f"署名：{document.signature}。", proof[-1:])


def _annexes(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    if document.annexes:
        yield Line(f"附件共 {len(document.annexes)} 个：")
        for name in document.annexes:
            at = document.text.find(name)
            yield Line("", (Span(document.id, at, at + len(name)),) if at >= 0 else (), is_item=True)


def _effective(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    match = commencement(document.text, document.title)
    if match:
        day = f"施行日期：{date_text(document.effective)}。" if document.effective else "施行日期："
        yield Line(day, (_sentence(asked, document, match.start("when")),))


def _expires(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    match = expiry(document.text)
    if match:
        over = "，已经届满" if document.expires and document.expires < asked.today.isoformat() else ""
        until = f"有效期至{date_text(document.expires)}{over}。" if document.expires else "有效期："
        yield Line(until, (_sentence(asked, document, match.start()),))
    elif YEARS.search(document.title):
        title = _lines_with(asked, document, lambda line: bool(YEARS.search(line)))
        yield Line("没有写有效期；标题写明期间：", title[:1])


def _status(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    day = asked.today
    asked_year = VERSION_YEAR.search(text)
    if asked_year and re.search(r"时|当时|那时", text) and int(asked_year[1]) < day.year:
        day = date(int(asked_year[1]), 12, 31)
    status = asked.contents.validity(document.id, day)
    newer = next(
        (
            r
            for r in asked.contents.relations_of(document.id)
            if r.kind == VERSION and r.other == document.id and r.since <= day.isoformat()
        ),
        None,
    )
    told = f"截至{date_text(day.isoformat())}，"
    if newer and status.in_force is not False:
        other = asked.contents.by_id[newer.doc_id]
        yield Line(f"{told}这一版已有更新的版本（{date_text(other.date)}），应以新版为准。")
        yield from _effective(asked, other, text)
        return
    verdict = {
        True: "有效",
        False: "不再有效" if "尚未" not in status.state else "尚未生效",
        None: "是否有效，文件没有写明",
    }[status.in_force]
    quote = (Span(status.doc_id, *_stripped(asked, status.doc_id, status.start, status.end)),) if status.doc_id else ()
    why = "" if quote else status.reason
    yield Line(f"{told}{quoted(document)}{verdict}（{status.state}）。{why}", quote)


def _repealed_by(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    for relation in asked.contents.relations_of(document.id):
        if relation.other == document.id and relation.kind in (REPEAL, VERSION):
            other = asked.contents.by_id[relation.doc_id]
            verb = "废止" if relation.kind == REPEAL else "的新版本取代"
            quote = (Span(other.id, *_stripped(asked, other.id, relation.start, relation.end)),) if relation.end else ()
            yield Line(f"被{quoted(other)}{verb}。", quote)


def _repeals(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    whole = [(start, end) for *_, start, end in repealed_names(document.text)]
    parts = [m.span() for m in REPEALED_PARTS.finditer(document.text)]
    for start, end in sorted(dict.fromkeys([*whole, *parts])):
        yield Line("", (Span(document.id, *_stripped(asked, document.id, start, end)),))


def _versions(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    clause = _enacting(asked, document)
    changes = [span for span in clause if re.search(r"修订|修正", asked.text(span))]
    if re.search(r"几次|多少次", text):
        yield Line(f"修订、修正共 {len(changes)} 次。" if changes else "题注没有写明修订、修正。", tuple(clause))
        return
    versions = (asked.named.versions or {}).get(document.id, (document,))
    in_force = next((d for d in versions if not d.effective or d.effective <= asked.today.isoformat()), versions[0])
    for version in versions:
        mark = "，现行" if version is in_force and len(versions) > 1 else ""
        yield Line(
            f"{date_text(version.date) or '日期不明'}的版本{mark}：",
            tuple(_enacting(asked, version)[-1:]),
            is_item=True,
        )


def _met(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    """The sentence at the beginning of a report that says when a meeting was held."""
    for start, end in _own_lines(document)[:MEETING_LINES]:
        if match := MET.search(document.text, start, end):
            yield Line("", (_sentence(asked, document, match.start()),))
            return


def _enacted(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    clause = _enacting(asked, document)
    verb = next((verb for verb in ("修正", "修订", "通过", "批准") if verb in text), "")
    if "修改" in text:
        verb = "修"
    chosen = [span for span in clause if verb in asked.text(span)] or clause
    if re.search(r"最早|首次|第一次|最初", text):
        chosen = chosen[:1]
    elif re.search(r"最近|最后|最新|上一次|现在", text):
        chosen = chosen[-1:]
    if chosen:
        yield Line("", tuple(chosen))
    elif document.date:
        yield from _date(asked, document, text)


SAY: dict[str, Say] = {
    "issuer": _issuer,
    "date": _date,
    "number": _number,
    "title": _title,
    "addressees": _addressees,
    "signature": _signature,
    "basis": _basis,
    "annexes": _annexes,
    "effective": _effective,
    "met": _met,
    "expires": _expires,
    "status": _status,
    "repealed_by": _repealed_by,
    "repeals": _repeals,
    "versions": _versions,
    "enacted": _enacted,
}
NAMES = {
    "issuer": "发文机关",
    "date": "日期",
    "number": "文号",
    "title": "标题",
    "addressees": "主送机关",
    "signature": "署名",
    "basis": "制定依据",
    "annexes": "附件",
    "effective": "施行日期",
    "met": "会议日期",
    "expires": "有效期",
    "status": "是否有效",
    "repealed_by": "被什么文件废止或取代",
    "repeals": "废止什么文件",
    "versions": "版本",
    "enacted": "通过或修订的日期",
}


# ---------------------------------------------------------------- proofs


def _repealed(asked: Asked) -> Reply | None:
    """A document that is not there but that one which is there repeals."""
    said = fold(plain_title(asked.question.plain))
    known = asked.searcher.names.repealed
    name = max((name for name in known if name in said), key=len, default="")
    if not name or asked.searcher.names.by_alias.get(name):
        return None
    lines = []
    for document, start, end in known[name][:MOST_MENTIONS]:
        if not asked.doc_ids or document.id in asked.doc_ids:
            span = Span(document.id, *_stripped(asked, document.id, start, end))
            lines.append(Line(f"《{name}》没有收录；{quoted(document)}写明它已废止：", (span,)))
    return Reply.of(ROUTE, lines) if lines else None


def _of_a_missing_document(asked: Asked) -> Reply:
    """A document that is not there may be named by those that are."""
    name = asked.named.missing[0].strip("《》")
    wanted = re.sub(r"\s", "", name)
    lines = []
    for document in asked.scope:
        spaced = re.compile(r"\s*".join(map(re.escape, wanted)))
        if (match := spaced.search(document.text)) and len(wanted) > LEAST_NAME:
            start = document.text.rfind("\n", 0, match.start()) + 1
            stop = document.text.find("\n", match.end())
            span = asked.trimmed(document, start, len(document.text) if stop < 0 else stop)
            if span.end - span.start > LONGEST_LINE:
                span = _sentence(asked, document, match.start())
            lines.append(Line(f"《{name}》没有收录；{quoted(document)}提到它：", (span,)))
    return Reply.of(ROUTE, lines[:MOST_MENTIONS]) if lines else Reply.refusing(ROUTE, asked.missing())


def _own_lines(document: Document) -> list[tuple[int, int]]:
    """The first and the last lines of a document, in which it speaks of itself."""
    spans = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", document.text) if m[0].strip()]
    return spans if len(spans) <= HEAD + TAIL else [*spans[:HEAD], *spans[-TAIL:]]


def _lines_with(asked: Asked, document: Document, is_wanted: Callable[[str], bool]) -> tuple[Span, ...]:
    """The lines by which a document tells of itself, of those that are wanted."""
    found = []
    for start, end in _own_lines(document):
        span = asked.trimmed(document, start, end)
        line = asked.text(span)
        if len(line) <= LONGEST_LINE and is_wanted(line):
            found.append(span)
    return tuple(found)


def _run_with(asked: Asked, document: Document, pattern: re.Pattern[str]) -> tuple[Span, ...]:
    """Where words go over the end of a line: "中华人民共和国卫生部令 / 第 80 号"."""
    lines = _own_lines(document)
    end = lines[min(HEAD, len(lines)) - 1][1] if lines else 0
    return tuple(Span(document.id, m.start(), m.end()) for m in pattern.finditer(document.text, 0, end))


def _enacting(asked: Asked, document: Document) -> list[Span]:
    """The clauses under the title: who passed, published and amended the document, and when."""
    found = []
    for start, end in _own_lines(document)[:HEAD]:
        line = document.text[start:end]
        if re.search(r"^\W*第[一二三四五六七八九十\d]+[章条]|^\W*一、", line):
            break
        if re.search(r"通过|公布|发布|修订|修正|批准|施行", line) and (_dates(line)):
            found.append(asked.trimmed(document, start, end))
    return found


def _dates(line: str) -> set[str]:
    return {iso(match) for pattern in (DATE, CHINESE_DATE) for match in pattern.finditer(line)}


def _sentence(asked: Asked, document: Document, offset: int) -> Span:
    """The sentence that holds a character."""
    text = document.text
    start = max(text.rfind(mark, 0, offset) for mark in "。\n") + 1
    stops = [at for mark in "。\n" if (at := text.find(mark, offset)) >= 0]
    end = min(stops, default=len(text))
    return asked.trimmed(document, start, end + (text[end : end + 1] == "。"))


def _stripped(asked: Asked, doc_id: str, start: int, end: int) -> tuple[int, int]:
    span = asked.trimmed(asked.contents.by_id[doc_id], start, end)
    return span.start, span.end
