"""Who issued a document, when, with what number, to whom; from when to when it is in force, what it repeals.

tests/ask/routes/test_metadata.py is the table of examples.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from mingce.ask.routes import metadata_meetings
from mingce.ask.routes.address import read_addresses
from mingce.ask.routes.asked import Asked, quoted
from mingce.ask.routes.attribute_model import asked_for, attribute_model, likelihoods
from mingce.ask.routes.metadata_others import (
    ORDER_OF,
    amends,
    annex_span,
    clause_of_the_printed,
    interpreter,
    listed_annex,
    of_the_printed,
    repealed,
)
from mingce.ask.routes.metadata_proofs import (
    ENACTING,
    LONGEST_LINE,
    MOST_MENTIONS,
    TODAY,
    dated,
    dates_in,
    deed_of,
    enacting,
    lines_with,
    own_lines,
    run_with,
    sentence_at,
    spaced,
    stripped,
    told_by,
    years_in,
)
from mingce.ask.routes.metadata_question import (
    CLAUSE,
    COPIED_TO,
    asked_beyond,
    asks_a_choice,
    name_of,
    read_attributes,
)
from mingce.ask.routes.reply import Line, Reply, Span
from mingce.datatypes import Document
from mingce.text.commencement import commencement, expiry
from mingce.text.dates import CHINESE_DATE, DATE, DATE_LINE, FILE_DATE, MONTH, YEARS, date_text, made, read_date
from mingce.text.fold import fold
from mingce.text.metadata import BODY_LINE, OPENS_CLAUSE, printed_in
from mingce.text.versions import REPEAL, VERSION, plain_title, repealed_names

ROUTE = "metadata"
LIKELY = 0.6  # of an attribute of the patterns, from which it may be told that the document does not say it
LEAST_NAME = 5  # characters of a name that is looked for in texts
CERTAIN = 0.9  # from which it needs no word of the patterns beside it
MOST_BESIDE = 20  # characters that may stand beside a body that signs: the date
OF_FORCE = frozenset({"status", "repealed_by", "expires"})
MOST_LEFT = 1  # characters that a question may say beyond the attribute and the document

ALL_DOCUMENTS = re.compile(
    r"(?:这|那)?[\d一二两三四五六七八九十几]*(?:份|些|个|篇|部)?(?:全部|所有|每一?份|各份|各)?(?:材料|文件|文档|政策|资料)(?:都)?(?:各|分别|全)?"
)
# "《…》第五条、第六条同时废止。"
REPEALED_PARTS = re.compile(
    r"[^。\n]*《[^。\n]*》[^。\n]*第[^。\n]{1,60}条[^。\n]{0,40}(?:同时|即行|予以)?(?:废止|停止执行|失效)[^。\n]*。?"
)
# "根据《…》，制定本办法", "为了…，根据宪法，制定本法", "按照《…》要求，结合我市实际，制定本方案"
BASIS = re.compile(r"(?:根据|依据|依照|按照|遵照)[^。\n]{2,400}?(?:制定|制订|特制定|提出|出台)(?:本|如下|以下|下列)")
SIGNED_BY = re.compile(
    r"^[\u4e00-\u9fff]{0,20}?(?:部|省|市|县|区|州|局|行|署|院|主任|主席|总理|委员长|会)[\s\u3000]*(?:长|任|席|理)?[\s\u3000：:]+[\u4e00-\u9fff][\u4e00-\u9fff\s\u3000]{1,5}$"
)
# A day in the past of which is asked what held then: "2022年时", "发生在2016年", "2010年底的时候"
PAST = re.compile(
    r"(?:19|20)\d{2}年?[底末初]?的?(?:时|的时候)|(?:19|20)\d{2}年[^，。？]{0,12}?(?:发生|签订|受理|立案)|当时|那时|那会儿?|那阵|那年|发生在|截至|适用|按.{0,4}当年|\d[底末]的时候"
)
CURRENT = re.compile(r"现行|现在|目前|眼下|如今|当前|最新|还|仍")
NOT_MEANT = re.compile(r"(?:而)?不是[^，。？）)]*")  # "最早那次，不是后来修改那次"
# "国务院令第708号是哪部法规", "□对应哪个文件"
WHAT_IT_IS = re.compile(
    r"^□(?:公布|发布)?的?(?:对应|指|讲|印发|就)?的?(?:是|叫)?(?:一)?个?(?:什么|啥|哪(?:一)?[部个份件项]?)(?:文件|法律|行政法规|法规|条例|规章|规定|办法|通知|东西|法)?(?:来着|呀|啊|呢)?\W*$"
)
# What is no attribute of a whole document: "被修改的那一件文号是多少", "编制谁多"
OF_A_PART = re.compile(r"(?:那|这)一?(?:件|条|项|款)|(?:谁|哪个|哪家)更?(?:多|少|大|高|早|晚)")
BODIES = re.compile(r"人民代表大会|(?:人民)?政府|人大|常委会|办公厅|[省市局委署己]|\d")
# Characters that a question may say beyond an attribute, where words and model tell the same one, and where one of them does
MOST_LEFT_AGREED, MOST_LEFT_IN_DOUBT = 8, 4
# What stands around the name of a document and describes it: "请问内蒙古自治区政府印发的□", "工信部□，"
DESCRIBED = re.compile(
    r"(?P<before>请问|翻到|看到|查到|问一下)?(?P<body>[\u4e00-\u9fff][\u4e00-\u9fff\s]{1,40}?)(?:(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}[日号])?)?)?(?:关于)?(?:印发|发布|公布|出台|制定|下发|发)?的?"
    r"□(?:的(?:通知|公告|决定)[\s□]*)?"
)
DATED_BEHIND = re.compile(r"□[（(](?:19|20)\d{2}年\d{1,2}月\d{1,2}日[）)]")
PAST_CASE = re.compile(r"(?:19|20)\d{2}年[^，。？]{0,12}?(?:发生|签订|受理|立案)[^，。？]*[，,]")
ONE_VERSION = re.compile(r"哪(?:个|一)?(?:年|次|版|个版本)")
SEVERAL_VERSIONS = re.compile(r"几个|几版|几部|多少|哪些|都有|分别|新旧|两版")
# Signed in the midst of a line: "…起施行。国家税务总局局长：王军2014年12月27日"
SIGNED_IN_LINE = re.compile(
    r"[\u4e00-\u9fff]{2,14}[部局署委行厅院]长[：:\s\u3000]\s*[\u4e00-\u9fff]{2,4}?(?=\s*\d{4}\s*年)"
)
# After what a notice is made: "为贯彻落实《…》（国发〔2017〕10号）精神，…"
FOLLOWS = re.compile(r"(?:贯彻|落实|根据|依据|按照|遵照)[^。\n《]{0,12}《[^。\n]*")
FOLLOWS_REACH = 1500  # characters at the beginning of a notice
Say = Callable[[Asked, Document, str], Iterator[Line]]


def reply(asked: Asked) -> Reply | None:
    """What a document says of itself, and what others of the corpus say of it; None where the question asks otherwise."""
    asked = _undescribed(asked)
    wanted, rest = read_attributes(asked.named.rest)
    if not asked.named.documents and OF_FORCE & set(wanted) and (gone := repealed(asked)):
        return Reply.of(ROUTE, gone)  # "彭水1998年那个城市规划管理实施办法还管用不"
    if annex := listed_annex(asked):
        return Reply.of(ROUTE, annex)
    has_unit = bool(read_addresses(asked.named.rest)[0])
    is_unit = has_unit and not ("annexes" in wanted and len(wanted) > 1)  # "哪天起实施，附件几个" names no place
    if is_unit or asks_a_choice(asked.named.rest):
        return None
    if set(wanted) <= {"status", "versions"} and PAST_CASE.search(asked.named.rest):
        rest = asked_beyond(
            asked.named.rest
        )  # what happened then does not matter: "2022年发生的一桩纠纷，该看哪个版本"
    if wanted and len(rest) <= MOST_LEFT:
        return _reply(asked, asked_for(asked.named.rest, wanted), is_certain=True)
    likely = attribute_model().probabilities(asked.named.rest)
    if OF_A_PART.search(asked.named.rest):
        return None
    if wanted and len(rest) <= MOST_LEFT_IN_DOUBT and min(likely.get(name, 0.0) for name in wanted) >= CERTAIN:
        return _reply(asked, wanted, is_certain=False)  # "2003年那会儿□是不是已经在用了"
    if asked.named.is_said and asked.named.is_exact and not re.sub(r"[□\W]", "", asked.named.rest):
        return _reply(asked, ("title", "issuer", "date"), is_certain=True)  # nothing but a name or a number
    if asked.named.is_exact and "号" in asked.question.plain and WHAT_IT_IS.match(asked.named.rest):
        return _reply(asked, ("title",), is_certain=True)
    return None


def reply_to_attribute(asked: Asked) -> Reply | None:
    """The same for a question that is known to ask for an attribute, in words that the patterns do not know.

    It says that something is not there where the patterns and the model tell the same attribute: else it may be mistaken.
    """
    if read_addresses(asked.named.rest)[0] or asks_a_choice(asked.named.rest):
        return None
    asked = _undescribed(asked)
    by_words, rest = read_attributes(asked.named.rest)
    likely = likelihoods(asked.named.rest)
    wanted = asked_for(asked.named.rest, by_words)
    if not wanted or OF_A_PART.search(asked.named.rest):
        return None
    best = max(likely, key=likely.__getitem__)
    agree = (best in by_words and likely[best] >= LIKELY * sum(likely.values())) or likely[best] >= CERTAIN
    titles = "".join(document.title for document in asked.named.documents)
    left = [char for char in BODIES.sub("", asked_beyond(asked.named.rest) if by_words else rest) if char not in titles]
    is_plain = agree and by_words != ("date",)  # any "什么时候" may be a date
    if len(left) > (MOST_LEFT_AGREED if is_plain else MOST_LEFT_IN_DOUBT):
        return None  # it asks what stands in the text: "小微企业的税收优惠执行到什么时候"
    found = _reply(asked, wanted, is_certain=False)
    is_sure = agree and bool(by_words) and asked.named.is_said
    return found if found and (found.found or is_sure) else None


def _undescribed(asked: Asked) -> Asked:
    """A question without what describes its document beside its name: "清河市政府2023年印发的□（2023年6月18日）"."""
    rest = asked.named.rest
    for document in asked.named.documents[:1]:
        own = f"{document.issuer}{document.signature}" or document.title
        for match in reversed(list(DESCRIBED.finditer(rest))):
            if all(char in own for char in re.sub(r"\s", "", match["body"])):
                name = "□" if not match["before"] else f"{match['before']}□"
                rest = f"{rest[: match.start()]}{name}{rest[match.end() :]}"
        for match in reversed(list(DATED_BEHIND.finditer(rest))):
            if document.date in dates_in(match[0]):
                rest = f"{rest[: match.start()]}□{rest[match.end() :]}"
    return asked if rest == asked.named.rest else replace(asked, named=replace(asked.named, rest=rest))


def _reply(asked: Asked, wanted: tuple[str, ...], is_certain: bool) -> Reply | None:
    if OF_FORCE & set(wanted) and (gone := repealed(asked)):
        return Reply.of(ROUTE, gone)
    if asked.named.missing and not asked.named.documents:
        return _of_a_missing_document(asked)
    documents = tuple(_of_the_year(asked, document) for document in asked.named.documents)
    if not documents and is_certain and ALL_DOCUMENTS.search(asked.named.rest):
        documents = asked.scope
    if not documents:
        return None
    lines, absent = [], []
    for document in documents:
        for name in wanted:
            said = list(SAY[name](asked, document, asked.named.rest))
            if not is_certain and name == "status" and not any(line.quotes for line in said):
                said = []
            if len(documents) > 1 and said:
                said[0] = replace(said[0], words=f"{quoted(document)}——{said[0].words}")
            said += of_the_printed(asked, document, name)
            lines += [line for line in said if line not in lines]  # one sentence says when and where
            if not said:
                absent.append(f"{quoted(document)}没有写明{name_of(name, asked.named.rest)}。")
    if not lines:
        return Reply.refusing(ROUTE, "".join(absent))
    missing = (repealed(asked) if asked.named.missing else ()) or map(Line, filter(None, [asked.missing()]))
    return Reply.of(ROUTE, [*lines, *map(Line, absent), *missing])


def _of_the_year(asked: Asked, document: Document) -> Document:
    """The version of a document that is asked for: made in a year that the question names, else the one of now."""
    versions = _versions_of(asked, document)
    years = years_in(asked.named.rest)
    if (day := _day(asked, asked.named.rest)) < asked.today and PAST.search(asked.named.rest) and len(versions) > 1:
        held = [version for version in versions if _since(version) <= day.isoformat()]
        return held[0] if held else document
    of_year = [version for version in versions if made(version)[:4] in years]
    if not years and re.search(r"哪.{0,4}版", asked.named.rest) and CURRENT.search(asked.named.rest):
        of_year = [v for v in versions if not v.effective or v.effective <= asked.today.isoformat()]
    return of_year[0] if of_year else document


def _since(version: Document) -> str:
    """From when a version holds: an amended law keeps the day on which it first came into force."""
    return max(version.effective, made(version))


def _versions_of(asked: Asked, document: Document) -> tuple[Document, ...]:
    """All versions of a document that the question names, newest first."""
    groups = (asked.named.versions or {}).values()
    return next((group for group in groups if any(one.id == document.id for one in group)), ())


def _day(asked: Asked, text: str) -> date:
    """The day for which a question asks what holds: one that it names, else today."""
    said = re.sub(r"(?<=\d)号", "日", TODAY.sub("", text))
    if match := DATE.search(said) or (MONTH.search(said) if PAST.search(said) else None):
        named = read_date(match[0])
    elif (years := years_in(text)) and PAST.search(said):
        named = f"{years[0]}-12-31"
    else:
        return asked.today
    return min(date.fromisoformat(named), asked.today)


# ---------------------------------------------------------------- attributes


def _issuer(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    if document.issuer:
        body = document.issuer.split(" ")[-1]
        ways: tuple[Callable[[str], bool], ...] = (
            lambda line: line.startswith(body) and len(line) < len(body) + MOST_BESIDE,
            lambda line: body in line and fold(line) in fold(document.title),
            lambda line: body in line,
        )
        passed = [span for span in enacting(asked, document) if OPENS_CLAUSE.match(asked.text(span))]
        passed = [span for span in passed if "通过" in deed_of(asked, span)]
        proof = tuple(passed) or next((found for way in ways if (found := lines_with(asked, document, way))), ())
        yield Line(f"发文机关：{document.issuer}。", proof[:1])


def _date(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    history = enacting(asked, document)
    published = told_by(asked, history, text) if re.search(r"公布|颁布", text) else []
    if published and not any(document.date in dates_in(asked.text(span)) for span in published):
        yield Line("公布：", tuple(published))  # it was amended since
        yield Line(f"最近一次修改：{date_text(document.date)}。", tuple(history[-1:]))
        return
    if document.date:
        proof = lines_with(asked, document, lambda line: document.date in dates_in(line))
        yield Line(f"日期：{date_text(document.date)}。", proof[:1] or dated(asked, document, document.date, 0))
    else:
        yield from metadata_meetings.met(asked, document, text)


def _number(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    orders = [span for span in enacting(asked, document) if ORDER_OF.search(asked.text(span))]
    orders = [span for span in orders if any(year in asked.text(span) for year in years_in(text))] or orders
    if len(orders) > 1 or (orders and "令" in text):  # "国务院令第619号", in the clause under the title
        yield Line("发布令的文号：", tuple(orders))
        return
    if not orders and (clause := clause_of_the_printed(asked, document)):
        yield Line("发布令的文号：", clause)
        return
    proof = spaced(document, document.number, 0)
    if not proof and "令" in text:
        proof = run_with(asked, document, re.compile(r"[\u4e00-\u9fff]{2,12}令\s*第?\s*\d+\s*号"))
        if proof:
            yield Line("发布令的文号：", proof[:1])
    elif document.number:
        own = fold(document.number)
        line = lines_with(asked, document, lambda line: own in fold(line))
        yield Line(f"文号：{document.number}。", line[:1] or proof)


def _title(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    wanted = fold(document.title)
    proof = lines_with(asked, document, lambda line: len(line) > 5 and fold(line) in wanted)
    number = lines_with(asked, document, lambda line: bool(document.number) and fold(document.number) in fold(line))
    yield Line(f"{quoted(document)}。", tuple(dict.fromkeys((*proof[:1], *number[:1]))))


def _addressees(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    if COPIED_TO.search(text) or not document.addressees:
        for line in lines_with(asked, document, lambda line: bool(COPIED_TO.match(line)))[-1:]:
            yield Line("", (line,))
            return
        if COPIED_TO.search(text):
            return
    if document.addressees:
        first = document.addressees[0]
        proof = lines_with(asked, document, lambda line: line.startswith(first))[:1] or spaced(document, first, 0)[:1]
        yield Line("主送：", tuple(_up_to_colon(document, span) for span in proof))


def _up_to_colon(document: Document, span: Span) -> Span:
    """Who is written to, without the text that goes on in the line: "各区人民政府:现将…", the colon of either width."""
    end = re.compile(r"[^\n：:]*[：:]").match(document.text, span.start)
    return Span(document.id, span.start, end.end()) if end else span


def _basis(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    """The sentence that says after what a document is made: "根据《…》，制定本办法"."""
    if match := BASIS.search(document.text):
        yield Line("", (sentence_at(asked, document, match.start()),))
    elif follows := FOLLOWS.search(document.text, 0, FOLLOWS_REACH):
        yield Line("", (sentence_at(asked, document, follows.start()),))


def _signature(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    signed = lines_with(asked, document, lambda line: bool(SIGNED_BY.search(line) and not BODY_LINE.match(line)))
    signed = signed or run_with(asked, document, SIGNED_IN_LINE)
    if signed and (re.search(r"签|[部省市局行厅]长|主席|总理|哪位|姓名|名字", text) or not document.signature):
        yield Line("签署：", signed[:1])
        return
    lines = [asked.trimmed(document, *span) for span in own_lines(document)]
    for line, below in pairwise(lines):  # of a notice, before the measure that it prints
        is_date = bool(DATE_LINE.match(asked.text(below)) or CHINESE_DATE.fullmatch(asked.text(below)))
        if is_date and asked.text(line) and fold(asked.text(line)) in fold(document.signature or document.issuer):
            yield Line(f"署名：{asked.text(line)}。", (line, below))
            return
    if document.signature:
        first = document.signature.split(" ")[0]
        longest = len(document.signature) + MOST_BESIDE
        proof = lines_with(asked, document, lambda line: line.startswith(first) and len(line) <= longest)
        has_printed = printed_in(document) is not None
        yield Line(f"署名：{document.signature}。", proof[:1] if has_printed else proof[-1:])


def _annexes(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    if document.annexes:
        yield Line(f"附件共 {len(document.annexes)} 个：")
        for name in document.annexes:
            yield Line("", annex_span(document, name), is_item=True)


def _effective(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    match = commencement(document.text, document.title)
    if match:
        day = f"施行日期：{date_text(document.effective)}。" if document.effective else "施行日期："
        yield Line(day, (sentence_at(asked, document, match.start("when")),))
    elif (until := expiry(document.text)) and re.search(
        r"自|之日", until[0]
    ):  # "执行期限为发布之日起至2020年6月30日止"
        yield Line("起止：", (sentence_at(asked, document, until.start()),))


def _expires(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    match = expiry(document.text)
    if match:
        over = "，已经届满" if document.expires and document.expires < asked.today.isoformat() else ""
        until = f"有效期至{date_text(document.expires)}{over}。" if document.expires else "有效期："
        yield Line(until, (sentence_at(asked, document, match.start()),))
    elif YEARS.search(document.title):
        yield _planned(asked, document)


def _planned(asked: Asked, document: Document) -> Line:
    """The years that the title of a plan names, and whether they are over."""
    title = lines_with(asked, document, lambda line: bool(YEARS.search(line)))
    last = YEARS.search(document.title)
    is_over = last is not None and int(last[2]) < asked.today.year
    over = f"（截至{date_text(asked.today.isoformat())}，已经届满）" if is_over else ""
    return Line(f"没有写有效期；标题写明期间{over}：", title[:1])


def _status(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    day = _day(asked, text)
    if told := _replaced_by_itself(asked, document, text):
        yield told
        return
    status = asked.contents.validity(document.id, day)
    newer = next(
        (
            r
            for r in asked.contents.relations_of(document.id)
            if r.kind == VERSION and r.other == document.id and r.since <= day.isoformat()
        ),
        None,
    )
    until = f"截至{date_text(day.isoformat())}，"
    if status.in_force is None and not newer and YEARS.search(document.title):
        yield _planned(asked, document)
        return
    if newer and status.in_force is not False:
        other = asked.contents.by_id[newer.doc_id]
        yield Line(f"{until}这一版已有更新的版本（{date_text(other.date)}），应以新版为准。")
        yield from _effective(asked, other, text)
        return
    verdict = {
        True: "有效",
        False: "不再有效" if "尚未" not in status.state else "尚未生效",
        None: "是否有效，文件没有写明",
    }[status.in_force]
    quote = (Span(status.doc_id, *stripped(asked, status.doc_id, status.start, status.end)),) if status.doc_id else ()
    why = "" if quote else status.reason
    is_one_of_many = len(_versions_of(asked, document)) > 1
    version = f"这是{_version_name(document)}。" if is_one_of_many else ""
    yield Line(f"{until}{quoted(document)}{verdict}（{status.state}）。{version}{why}", quote)
    if day < asked.today and document.effective > day.isoformat():
        yield from _repeals(asked, document, text)  # what held until then


def _replaced_by_itself(asked: Asked, document: Document, text: str) -> Line | None:
    """That the version of a year which is not there was repealed by the newer one of the same name."""
    years = [year for year in years_in(text) if year != made(document)[:4]]
    for name, _, days, start, end in repealed_names(document.text):
        if plain_title(name) == plain_title(document.title) and any(day[:4] in years for day in days):
            quote = Span(document.id, *stripped(asked, document.id, start, end))
            words = f"没有收录那一版；{date_text(made(document))}的{quoted(document)}写明它已废止："
            return Line(words, (quote,))
    return None


def _version_name(document: Document) -> str:
    """By which date a version is told from the others: of its issue, else of its coming into force; and its file's name."""
    in_name = FILE_DATE.search(document.source)
    day = "-".join(in_name.groups()) if in_name else ""
    named = f"（文件名标的日期是{date_text(day)}）" if day[:4] > made(document)[:4] else ""
    if document.date or not document.effective:
        return f"{date_text(made(document)) or '日期不明'}的版本{named}"
    return f"{date_text(document.effective)}起施行的版本{named}"


def _repealed_by(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    if told := _replaced_by_itself(asked, document, text):
        yield told
    for relation in asked.contents.relations_of(document.id):
        if relation.other == document.id and relation.kind in (REPEAL, VERSION):
            other = asked.contents.by_id[relation.doc_id]
            verb = "废止" if relation.kind == REPEAL else "的新版本取代"
            quote = (Span(other.id, *stripped(asked, other.id, relation.start, relation.end)),) if relation.end else ()
            yield Line(f"被{quoted(other)}{verb}。", quote)


def _repeals(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    whole = [(start, end) for *_, start, end in repealed_names(document.text)]
    parts = [m.span() for m in REPEALED_PARTS.finditer(document.text)]
    for start, end in sorted(dict.fromkeys([*whole, *parts])):
        yield Line("", (Span(document.id, *stripped(asked, document.id, start, end)),))


def _versions(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    clause = enacting(asked, document)
    changes = [span for span in clause if re.search(r"修订|修正", asked.text(span))]
    if re.search(r"(?:几|多少)[次回遍]", text):
        yield Line(f"修订、修正共 {len(changes)} 次。" if changes else "题注没有写明修订、修正。", tuple(clause))
        return
    versions = _versions_of(asked, document) or (document,)
    day = _day(asked, text).isoformat()
    if len(versions) == 1 and day < asked.today.isoformat():
        yield from _as_it_was(asked, document, clause, day)
        return
    in_force = next((d for d in versions if _since(d) <= day), None)
    since = "现行" if day == asked.today.isoformat() else f"{date_text(day)}时适用"
    if in_force and ONE_VERSION.search(text) and not SEVERAL_VERSIONS.search(text):
        versions, others = (in_force,), [version for version in versions if version is not in_force]
    else:
        others = []
    for version in sorted(versions, key=lambda version: version is not in_force):
        mark = f"，{since}" if version is in_force and (others or len(versions) > 1) else ""
        begins = commencement(version.text, version.title)
        proof = enacting(asked, version)[-1:] or ([sentence_at(asked, version, begins.start("when"))] if begins else [])
        yield Line(f"{_version_name(version)}{mark}：", tuple(proof), is_item=not others)
    if others:
        yield Line(f"另收录有{'、'.join(map(_version_name, others))}。")


def _as_it_was(asked: Asked, document: Document, history: list[Span], day: str) -> Iterator[Line]:
    """What held on a day in the past, of a document of which there is one version: the changes made until then."""
    if document.effective > day:
        begins = commencement(document.text, document.title)
        quote = (sentence_at(asked, document, begins.start("when")),) if begins else ()
        yield Line(f"{date_text(day)}时{quoted(document)}尚未施行：", quote)
        yield from _repeals(asked, document, "")
        return
    before = [span for span in history if min(dates_in(asked.text(span))) <= day]
    last = max((row for row, span in enumerate(before) if re.search(r"修订|修正|修改", asked.text(span))), default=0)
    yield Line(
        f"{date_text(day)}以前的最近一次修改：" if last else f"那时适用的{quoted(document)}：", tuple(before[last:])
    )
    if len(before) < len(history):
        yield Line("收录的是后来修改过的文本。")


def _enacted(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    history = enacting(asked, document)
    said = NOT_MEANT.sub("", text)
    chosen = [span for clause in CLAUSE.split(said) if clause for span in told_by(asked, history, clause)]
    wanted = [words for pattern, words in ENACTING if pattern.search(said)]
    is_absent = wanted and not any(re.search(words, deed_of(asked, span)) for span in history for words in wanted)
    if history and is_absent and "批准" in wanted:
        return
    if chosen or history:
        yield Line("", tuple(dict.fromkeys(chosen or history)))
    elif document.date:
        if re.search(r"谁|哪.{0,2}(?:部门|机关|单位)", text):
            yield from _issuer(asked, document, text)
        yield from _date(asked, document, text)


SAY: dict[str, Say] = {
    "issuer": _issuer,
    "date": _date,
    "number": _number,
    "title": _title,
    "addressees": _addressees,
    "signature": _signature,
    "speaker": metadata_meetings.speaker,
    "basis": _basis,
    "annexes": _annexes,
    "effective": _effective,
    "met": metadata_meetings.met,
    "place": metadata_meetings.place,
    "host": metadata_meetings.host,
    "lecturer": metadata_meetings.lecturer,
    "attended": metadata_meetings.attended,
    "interpreter": interpreter,
    "amends": amends,
    "expires": _expires,
    "status": _status,
    "repealed_by": _repealed_by,
    "repeals": _repeals,
    "versions": _versions,
    "enacted": _enacted,
}


# ---------------------------------------------------------------- proofs


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
                span = sentence_at(asked, document, match.start())
            lines.append(Line(f"《{name}》没有收录；{quoted(document)}提到它：", (span,)))
    return Reply.of(ROUTE, lines[:MOST_MENTIONS]) if lines else Reply.refusing(ROUTE, asked.missing())
