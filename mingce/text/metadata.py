"""What a document says about itself: title, issuer, date, number, kind, and from when to when it is in force.

Empty where it does not say. Whether it is in force on a given day is for `versions.validity` to judge.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePosixPath

from mingce.datatypes import Document
from mingce.text import numerals
from mingce.text.patterns import (
    ADDRESSED,
    ANNEX,
    ANNEX_LIST,
    BODY_IN_TITLE,
    BODY_LINE,
    CHINESE_DATE,
    CONGRESS_AT,
    CORNER_MARK,
    DATE,
    DATE_LINE,
    DATELINE,
    DOCUMENT_NUMBER,
    EXPIRES,
    EXPIRES_CLAUSE,
    FAMILIES,
    FILE_DATE,
    HEADING_FORMS,
    IN_FORCE,
    IN_FORCE_CLAUSE,
    ISSUER,
    KINDS,
    LOCAL_CONGRESS,
    MARKDOWN_HEADING,
    NATIONAL,
    OF_ITSELF,
    RED_HEAD,
    REGION_AT,
    SIGNED_AND_DATED,
    SPEECH_OPENING,
)

HEAD_LINES = 14
TAIL_LINES = 6
ANNEX_NOTE = re.compile(r"^附\s?件\s?[:：]")  # "附件：1.重点项目表" under the text, not "附件1" over the annex
LIST_LINES = 15  # the longest list of annexes, with the signature under it
TITLE_LINE = 70  # a longer line is text, not part of a title, unless it ends as titles do
LONGEST_TITLE = 150
SHORT = 60  # a longer line that only mentions a body is text
# A number glued to the title: "关于…的通知劳社部发[2008]3号"
TITLE_AND_NUMBER = re.compile(
    r"(.{6,}?(?:通知|意见|通报|公告|通告|函|批复|决定|方案|办法|规定))([\u4e00-\u9fff]{2,8}[〔\[［]\d{4}[〕\]］]\s?第?\d{1,4}\s?号)$"
)
ADDRESSEES = 300  # characters of the line that names them
TITLE_END = re.compile(
    r"(?:意见|通知|通报|通告|公告|公报|办法|条例|规定|规则|规程|细则|准则|决定|决议|方案|计划|措施|纲要|规划|报告|讲话|致辞|精神|解释|批复|函|"
    r"目录|清单|名单|标准|指南|指引|法|法典|章程|宣言|白皮书|摘要|要点)》?(?:\s*[（(【\[].*[）)】\]])?$"
)
TITLE_CONTINUES = re.compile(r"^(?:关于|的|及|和|与|暨|——|印发|转发)")
ENACTED = re.compile(r"通过|公布|发布|修订|修正|批准|印发|颁布")
LICENCE = re.compile(r"证|许可|批准|批件|合同|专利|登记|资格|资质|执照|备案|标志|商标|担保|居住|签注|药品|预约")
REPORT_YEAR = re.compile(r"^((?:19|20)\d{2})年.*工作报告")  # given early in that year, where nothing says the day


@dataclass(frozen=True)
class Metadata:
    """The fields of `Document` of the same name."""

    title: str = ""
    issuer: str = ""
    date: str = ""
    number: str = ""
    kind: str = ""
    family: str = ""
    region: str = ""
    addressees: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    signature: str = ""
    effective: str = ""
    expires: str = ""


UNKNOWN = "文件未载明"


def facts(document: Document) -> list[tuple[str, str]]:
    """What a document says about itself, for a reader: name and value. What is seldom there is left out where it is not."""
    asked = (
        ("标题", document.title),
        ("发文机关", document.issuer),
        ("日期", document.date),
        ("文号", document.number),
        ("类别", document.kind),
    )
    more = (
        ("文种", document.family),
        ("地区", document.region),
        ("主送机关", "；".join(document.addressees)),
        ("附件", "；".join(document.annexes)),
        ("署名", document.signature),
        ("施行日期", document.effective),
        ("有效期至", document.expires),
        ("把握不大的页", "、".join(map(str, document.doubtful_pages))),
    )
    return [(name, value or UNKNOWN) for name, value in asked] + [(name, value) for name, value in more if value]


def describe(text: str, file_name: str = "", title: str = "") -> Metadata:
    """Read the metadata from canonical text; the file's name helps only where the text is silent.

    title: a title known from elsewhere, for example a BEIR line's `title`.
    """
    raw = text.split("\n", HEAD_LINES)[:HEAD_LINES]
    lines = [_bare(line) for line in raw]
    title = title.strip() or read_title(_title_lines(raw)) or title_from_file_name(file_name)
    glued = TITLE_AND_NUMBER.match(title)
    title = glued[1] if glued else title
    opens = (row for row, line in enumerate(lines) if _is_numbered(line) or (row > 3 and ANNEX.match(line)))
    head = lines[: next(opens, len(lines))]
    tail = read_tail(text)
    signature, signed = read_signature(tail)
    kind = read_kind(title)
    issuer = read_issuer(title, head) or signature
    family = read_family(kind, text, issuer)
    issued = read_date(head, [*tail, signed] if signed else tail, file_name)
    if not issued and (match := REPORT_YEAR.match(title)):
        issued = match[1]
    effective = read_effective(text, title, issued)
    return Metadata(
        title=title,
        issuer=issuer,
        date=issued,
        number=glued[2] if glued else read_number(title, head),
        kind=kind,
        family=family,
        region=read_region(title, issuer, head),
        addressees=read_addressees(head) if family not in ("法律法规", "讲话", "工作报告") else (),
        annexes=read_annexes(text),
        signature=signature,
        effective=effective,
        expires=read_expiry(text, effective or issued),
    )


def read_title(lines: list[str]) -> str:
    """The title at the head of a document, joined where it runs over several lines; "" where there is none.

    >>> read_title(["习近平在中共中央政治局第十次集体学习时", "的重要讲话精神", "中共中央政治局11月27日下午……。"])
    '习近平在中共中央政治局第十次集体学习时的重要讲话精神'
    """
    rows = [line for line in lines if line]
    while rows and _stands_over_title(rows):
        rows = rows[1:]
    parts: list[str] = []
    for line in rows[:5]:
        is_title = len(line) <= LONGEST_TITLE and TITLE_END.search(line) and not re.search("[。；]", line)
        is_text = (len(line) > TITLE_LINE and not is_title) or line[-1] in "。：:；;，" or _is_numbered(line)
        if is_text or DATE_LINE.match(line) or DOCUMENT_NUMBER.fullmatch(line) or (parts and line[0] in "（("):
            break
        if parts and TITLE_END.search("".join(parts)) and not TITLE_CONTINUES.match(line):
            break
        parts.append(line)
    if not parts:
        return ""
    whole = "".join(parts)
    return whole if TITLE_END.search(whole) or all(map(TITLE_CONTINUES.match, parts[1:])) else parts[0]


def _stands_over_title(rows: list[str]) -> bool:
    """Whether the first of the lines is a red head, a mark in the corner, a number or a date, and no title.

    A body's name alone is the red head of a document where its number follows.
    """
    line, below = rows[0], rows[1] if len(rows) > 1 else ""
    if DATE_LINE.match(line) or line == "目录" or CORNER_MARK.match(line) or RED_HEAD.match(line):
        return True
    return _is_number(line) or bool(BODY_LINE.match(line) and _is_number(below))


def _is_number(line: str) -> bool:
    """Whether a line is a document's number, and at most who signed it: "清政发〔2024〕3号　签发人：李明"."""
    return bool(DOCUMENT_NUMBER.fullmatch(re.split(r"\s*签发人", line)[0].strip()))


def title_from_file_name(name: str) -> str:
    """'河南质量强省实施意见_20230117.txt' -> '河南质量强省实施意见'"""
    stem = PurePosixPath(name).stem
    return re.sub(r"[（(]\s*[）)]", "", FILE_DATE.sub("", stem)).strip(" _-—") or stem


def read_issuer(title: str, head: list[str]) -> str:
    """The issuing body as the title names it, else as the lines under the title name it.

    A sentence names other bodies, as in "…为落实国务院部署"; only a party congress opens its own report with its name.
    """
    for line in (title, *head[1:]):
        if line and line not in title and BODY_LINE.match(line) and len(line) <= TITLE_LINE:
            return re.sub(r"[\s\u3000、]+", " ", line).strip()
        match = ISSUER.match(line) or BODY_IN_TITLE.search(line)
        is_text = line != title and (len(line) > SHORT or line.endswith("。")) and not ENACTED.search(line)
        if match and (not is_text or line.startswith("中国共产党第")):
            return re.sub(r"[\s\u3000、]+", " ", match[0]).strip()
        if (match := LOCAL_CONGRESS.search(line)) and ENACTED.search(line):
            return match[1] + match[2]
    return ""


def read_number(title: str, head: list[str]) -> str:
    """The document's own number: on a short line under the title, or in brackets at the title's end."""
    for line in head:
        if len(line) < 80 and line != title and (match := DOCUMENT_NUMBER.search(line)):
            return match[0]
    match = next((m for m in DOCUMENT_NUMBER.finditer(title) if not title[m.end() :].strip("）) 》号令")), None)
    return match[0] if match else ""


def read_date(head: list[str], tail: list[str], file_name: str = "") -> str:
    """The date of issue as ISO: on its own line, in the enacting clause (the latest), at the end, in the file name."""
    for line in head:
        if DATE_LINE.match(line):
            return _iso(DATE.search(line))
    enacted = []
    for line in head:
        if ENACTED.search(line) or line.startswith(("（", "(")):
            text = re.sub(r"自[^，。]{0,16}起?[^，。]{0,4}施行", "", line)  # in force is not issued
            enacted += [_iso(match) for match in DATE.finditer(text)]
    if enacted:
        return max(enacted)
    for line in (*reversed(tail), *head):
        if DATE_LINE.match(line):
            return _iso(DATE.search(line))
        if len(line) < 30 and (match := CHINESE_DATE.search(line)):
            return _chinese_iso(match)
    for row, line in enumerate(head):  # "新华社北京12月30日电", the year in the sentences after it
        if (dated := DATELINE.match(line)) and (year := re.search(r"(\d{4})\s*年", "".join(head[row:]))):
            return f"{year[1]}-{int(dated[1]):02d}-{int(dated[2]):02d}"
    if match := FILE_DATE.search(file_name):
        return "-".join(match.groups())
    return ""


def read_kind(title: str) -> str:
    return next((kind for kind, pattern in KINDS if pattern.search(title)), "")


def read_family(kind: str, text: str, issuer: str = "") -> str:
    """The family of official text: by the title's kind, else by what the text looks like; "" where neither tells.

    >>> read_family("办法", "一、总体要求")
    '公文'
    """
    articles = len(re.findall(r"^[#*\s]*第[零〇一二三四五六七八九十百千\d]+条", text, re.M))
    family = FAMILIES.get(kind, "")
    if family == "法律法规" and kind == "办法" and articles < 2:
        return "公文"  # a party document in 一、（一）
    if kind == "决定" and "人民代表大会" in issuer:
        return "法律法规"
    if family:
        return family
    if articles >= 3:
        return "法律法规"
    if len(re.findall(r"^会议(?:指出|强调|认为|要求)", text, re.M)) >= 2:
        return "会议"
    if SPEECH_OPENING.search(text[:600]):
        return "讲话"
    return "公文" if read_addressees([line.strip() for line in text.split("\n", HEAD_LINES)[:HEAD_LINES]]) else ""


def read_region(title: str, issuer: str, head: list[str]) -> str:
    """The place a document is made for, "全国" for a body of the whole country, "" where nothing tells.

    >>> read_region("河南省旅游条例", "", [])
    '河南省'
    >>> read_region("2024年政府工作报告", "", ["（2024年1月31日在贵阳市第十五届人民代表大会第四次会议上）"])
    '贵阳市'
    """
    for name in (title, issuer):
        if NATIONAL.search(name):
            return "全国"
        if match := REGION_AT.match(name):
            return match["name"]
    for line in head:
        if match := CONGRESS_AT.search(line):
            return match[1]
    return ""


def read_addressees(head: list[str]) -> tuple[str, ...]:
    """Who is written to (主送机关), in the groups that the line makes.

    >>> read_addressees(["通知", "各省、自治区、直辖市人民政府，国务院各部委、各直属机构："])
    ('各省、自治区、直辖市人民政府', '国务院各部委、各直属机构')
    """
    for line in head[1:]:
        if len(line) <= ADDRESSEES and ADDRESSED.match(line):
            return tuple(part.strip() for part in re.split("[，,；;]", line.rstrip("：:")) if part.strip())
    return ()


def read_annexes(text: str) -> tuple[str, ...]:
    """Names of the annexes: as the list after the text gives them, else as their own headings do."""
    lines = [_bare(line) for line in text.split("\n")]
    own = []
    for row, line in enumerate(lines):
        if listed := ANNEX_LIST.match(line):
            rest = [line[listed.end() :]]
            for later in lines[row + 1 :]:
                if not re.match(r"\d{1,2}\s?(?:[.．](?!\d)|、)", later) or len(later) > TITLE_LINE:
                    break
                rest.append(later)
            return tuple(re.sub(r"^\d{1,2}\s?[.．、]\s*|[。；]$", "", name) for name in rest)
        opening = ANNEX.match(line)
        if opening and not line.startswith("专栏") and len(line) <= TITLE_LINE and not line.endswith(("。", "；")):
            name = line[opening.end() :].strip("：:.． ")
            own.append(name or next((later for later in lines[row + 1 : row + 3] if later), ""))
    return tuple(dict.fromkeys(name for name in own if name and len(name) < TITLE_LINE and name[-1] not in "。：；"))


def read_tail(text: str) -> list[str]:
    """The last lines of a document's own text, before its annexes; the list of them stands over the signature."""
    lines = [line for line in map(_bare, text.split("\n")) if line]
    starts = [row for row, line in enumerate(lines) if row > 3 and ANNEX.match(line) and not re.match("专栏", line)]
    end = starts[0] if starts else len(lines)
    if starts and ANNEX_NOTE.match(lines[end]):
        reach = lines[end + 1 : min([*starts[1:], end + 1 + LIST_LINES])]
        signed = [row for row in range(len(reach)) if read_signature(reach[: row + 1])[0]]
        end += 1 + signed[-1] + 1 if signed else 0
    return lines[:end][-TAIL_LINES:]


def read_signature(tail: list[str]) -> tuple[str, str]:
    """Who signed, and the date where it stands on the same line: ("国务院办公厅", ""), ("财政部 税务总局", "2026年2月6日")."""
    for row in range(len(tail) - 1, -1, -1):
        line = tail[row]
        if (match := SIGNED_AND_DATED.match(line)) and BODY_LINE.match(match[1].strip()):
            return re.sub(r"\s+", " ", match[1].strip()), match[2]
        if DATE_LINE.match(line) or CHINESE_DATE.fullmatch(line):
            names: list[str] = []
            for before in reversed(tail[:row]):
                if not BODY_LINE.match(before) or len(before) > TITLE_LINE:
                    break
                names.insert(0, re.sub(r"\s+", " ", before))
            return " ".join(names), ""
    return "", ""


def commencement(text: str, title: str) -> re.Match[str] | None:
    """Where a document says from when it is in force; groups of `patterns.IN_FORCE`, None where it does not.

    A notice that prints a measure speaks of itself ("本通知自…") and of the measure ("本办法自…"): the title decides.
    """
    found = list(IN_FORCE.finditer(text))
    own = [match for match in found if re.sub("^本", "", match["itself"]) in title]
    if own or found:
        return (own or found)[-1]
    return IN_FORCE_CLAUSE.search(text[: _end_of_head(text)])


def read_effective(text: str, title: str, issued: str) -> str:
    """The day from which a document is in force, as ISO; "" where the text does not say.

    issued: the date of issue, for "自公布之日起施行".

    >>> read_effective("第三条 本条例自公布之日起30日后施行。", "粮食条例", "2024-01-01")
    '2024-01-31'
    """
    match = commencement(text, title)
    if match is None:
        return ""
    start = issued if match["when"].endswith("之日") else _any_iso(match["when"])
    groups = match.groupdict()
    return _after(start, groups["later"], groups["unit"]) if groups.get("later") else start


def expiry(text: str) -> re.Match[str] | None:
    """Where a document says how long it is in force; a licence's 有效期 is not the document's."""
    if match := EXPIRES_CLAUSE.search(text):
        return match
    for match in EXPIRES.finditer(text):
        opening = max(text.rfind(mark, 0, match.start()) for mark in "。\n") + 1
        before, after = text[opening : match.start()], text[match.end() : match.end() + 30]
        says_itself = OF_ITSELF.search(before.rstrip("的")) or OF_ITSELF.match(after)
        if says_itself and not LICENCE.search(before[-8:]):
            return match
    return None


def read_expiry(text: str, start: str) -> str:
    """The last day of a document, as ISO; "" where the text does not say or the start is not known.

    start: the day from which years are counted.

    >>> read_expiry("本办法自2024年1月1日起施行，有效期5年。", "2024-01-01")
    '2028-12-31'
    """
    match = expiry(text)
    if match is None:
        return ""
    if match["until"]:
        return _any_iso(match["until"])
    end = _after(start, match["years"], match["unit"])
    return _shifted(end, -1) if len(end) == 10 else end


def _end_of_head(text: str) -> int:
    """Where the first numbered heading begins; the enacting clause stands before it."""
    offset = 0
    for line in text.split("\n", HEAD_LINES)[:HEAD_LINES]:
        if _is_numbered(_bare(line)):
            break
        offset += len(line) + 1
    return offset


def _title_lines(raw: list[str]) -> list[str]:
    """Bare lines that may make up the title: of a Markdown text only those marked alike."""
    depths = [len(mark[1]) if (mark := MARKDOWN_HEADING.match(line.strip())) else 0 for line in raw]
    first = next((depth for depth, line in zip(depths, raw, strict=True) if line.strip()), 0)
    other = (row for row, depth in enumerate(depths) if first and depth and depth != first)
    return [_bare(line) for line in raw[: next(other, len(raw))]]


def _bare(line: str) -> str:
    return MARKDOWN_HEADING.sub("", line.strip()).replace("**", "").strip()


def _is_numbered(line: str) -> bool:
    return any(form.match(line) for name, form in HEADING_FORMS if name != "dash")


def _iso(match: re.Match[str] | None) -> str:
    return f"{int(match[1]):04d}-{int(match[2]):02d}-{int(match[3]):02d}" if match else ""


def _chinese_iso(match: re.Match[str]) -> str:
    year = numerals.read_number(match[1])
    return f"{year}-{int(numerals.read_number(match[2])):02d}-{int(numerals.read_number(match[3])):02d}"


def _any_iso(text: str) -> str:
    """'2021年5月1日' -> '2021-05-01', '2026年12月底' -> '2026-12-31', '1985年度' -> '1985', '一九五七年六月一日' -> '1957-06-01'."""
    if match := CHINESE_DATE.search(text):
        return _chinese_iso(match)
    if match := DATE.search(text):
        return _iso(match)
    if match := re.search(r"(\d{4})\s*年\s*(\d{1,2})\s*月", text):
        year, month = int(match[1]), int(match[2])
        return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]}" if 1 <= month <= 12 else str(year)
    return str(int(text[:4])) if re.match(r"\d{4}", text) else ""


def _after(start: str, number: str, unit: str) -> str:
    """A date that many days, months or years later; "" where the start is not known to the day."""
    if len(start) != 10:
        return ""
    count = int(number) if number.isdigit() else int(numerals.read_number(number))
    if unit in ("日", "天"):
        return _shifted(start, count)
    year, month, day = map(int, start.split("-"))
    months = year * 12 + month - 1 + (count if unit.endswith("月") else 12 * count)
    year, month = months // 12, months % 12 + 1
    return f"{year}-{month:02d}-{min(day, calendar.monthrange(year, month)[1]):02d}"


def _shifted(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except ValueError:  # "2023年2月30日" in a text
        return ""
