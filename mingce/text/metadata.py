"""What a document says about itself: title, issuer, date, number, kind, and from when to when it is in force.

Empty where it does not say. Whether it is in force on a given day is for `versions.validity` to judge.
"""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from mingce.datatypes import Document
from mingce.text.commencement import read_effective, read_expiry
from mingce.text.dates import CHINESE_DATE, CHINESE_DAY, DATE, DATE_LINE, DAY, FILE_DATE, iso, read_date
from mingce.text.kinds import read_family, read_kind
from mingce.text.labels import ANNEX, ANNEX_LIST, MARKDOWN_HEADING, is_numbered, plain_line
from mingce.text.patterns import DOCUMENT_NUMBER
from mingce.text.places import place_of

HEAD_LINES = 14
TAIL_LINES = 6
ANNEX_NOTE = re.compile(r"^附\s?件\s?[:：]")  # "附件：1.重点项目表" under the text, not "附件1" over the annex
# Of the list: "1.行动计划", "2、名单", "3.2020年推荐汇总表"; not "1.5万元"
_ITEM = r"\d{1,2}\s?(?:[.．](?:(?!\d)|(?=(?:19|20)\d\d\s?[年版—-]))|、)"
ANNEX_ITEM = re.compile(rf"^{_ITEM}\s*")
# The list below a line of its own: "附件：", then "1.申请表"
ANNEX_LIST_BELOW = re.compile(r"^附\s?件\s?[：:]\s*$")
# Whose items say that they are annexes: "附件：附件1 招生计划", then "附件2 …"
ANNEX_IN_LIST = re.compile(r"^附\s?件\s?\d{1,2}[\s\u3000：:.．、]+")
NEXT_ITEM = re.compile(rf"[\s\u3000]+(?={_ITEM})")  # of a list in one line: "1.申请表　　2.通知书"
# The list in the last line of the text: "…起实施。　　附件：　　1.申请报告　　2.通知书"
RUN_IN_LIST = re.compile(r"^[^\n]*[。；][\s\u3000]*(?=附\s?件[：:][\s\u3000]*1\s?(?:[.．](?!\d)|、))")
LIST_LINES = 15  # the longest list of annexes, with the signature under it
TITLE_LINE = 70  # a longer line is text, not part of a title, unless it ends as titles do
LONGEST_TITLE = 150
SHORT = 60  # a longer line that only mentions a body is text
# A number glued to the title: "关于…的通知劳社部发[2008]3号"
TITLE_AND_NUMBER = re.compile(
    r"(.{6,}?(?:通知|意见|通报|公告|通告|函|批复|决定|方案|办法|规定))([\u4e00-\u9fff]{2,8}[〔\[［]\d{4}[〕\]］]\s?第?\d{1,4}\s?号)$"
)
# The end of a title that runs into the number: "若干措施的通知粤办函〔2021〕226号"
GLUED_TITLE = re.compile(
    r"^.*(?:通知|批复|意见|办法|方案|决定|公告|通告|规定|细则|措施|计划|规划|纲要)(?=[\u4e00-\u9fff]{2,8}[〔\[［（(])"
)
ADDRESSEES = 300  # characters of the line that names them
TITLE_END = re.compile(
    r"(?:意见|通知|通报|通告|公告|公报|办法|条例|规定|规则|规程|细则|准则|决定|决议|方案|计划|措施|纲要|规划|报告|讲话|致辞|精神|解释|批复|函|"
    r"目录|清单|名单|标准|指南|指引|法|法典|章程|宣言|白皮书|摘要|要点)》?(?:\s*[（(【\[].*[）)】\]])?$"
)
TITLE_CONTINUES = re.compile(r"^(?:关于|的|及|和|与|暨|——|印发|转发)")
# "【2015】" as "〔2015〕", of the same length
BRACKETS = str.maketrans("【】", "〔〕")
# The number of an order under its title, or over two lines: "中华人民共和国卫生部令", "第　80　号"
ORDER_HEAD = re.compile(r"^([\u4e00-\u9fff]{2,24})令(?:[\s\u3000]*第[\s\u3000]*(\d{1,4})[\s\u3000]*号)?$")
# The same with its year on one line: "中华人民共和国卫生部令1992年第24号", "国家税务总局公告2013年第47号"
ORDER_OF_YEAR = re.compile(
    r"^([\u4e00-\u9fff]{2,24})(?:令|公告)[\s\u3000]*[（(〔\[]?\d{4}\s?年?[）)〕\]]?[\s\u3000]*第[\s\u3000]*\d{1,4}[\s\u3000]*号$"
)
ORDER_NUMBER = re.compile(r"^第[\s\u3000]*(\d{1,4})[\s\u3000]*号$")
# A title that says that the document prints another one: "转发…的通知", "关于印发《…》的通知"
PRINTS = re.compile(r"印发|转发|批转|发布|公布|颁布")
PUBLIC_NOTE = re.compile(r"^[（(]此件[^）)]*[）)]$")  # "（此件公开发布）"
OPENS_CLAUSE = re.compile(r"^[（(]?(?:根据)?\s*\d{4}\s*年")  # of the enacting history: "2017年12月27日 第十二届…"
ENACTED = re.compile(r"通过|公布|发布|修订|修正|批准|印发|颁布")
# What a notice says of the document that it prints, whose own date stands at its end: "《…》已经…审议通过，现印发"
ANNOUNCED = re.compile(r"现(?:予|将|印发|发布|公布|转发)")
REPORT_YEAR = re.compile(r"^((?:19|20)\d{2})年.*工作报告")  # given early in that year, where nothing says the day

# The body that issues, before 关于: "中共河南省委 河南省人民政府关于…", "国务院办公厅关于…"
ISSUER = re.compile(
    r"^((?:(?:(?!转发|印发|批转|贯彻|落实)[\u4e00-\u9fff（）]){2,40}?(?:党委|省委|市委|县委|区委|州委|中央|政府|国务院|委员会|常委会|改革委|健康委|国资委|工委|部|局|厅|院|办公厅|办公室|银行|总行|署|会|办|中心|集团|军委|证监会|外汇局)"
    r"[\s\u3000、]*)+)(?=关于|印发|转发|批转|贯彻|落实)"
)
# A body named in a title without 关于: "中共中央政治局会议精神", "2010年中华人民共和国国务院政府工作报告"
BODY_IN_TITLE = re.compile(
    r"中共中央政治局(?:常务委员会|常委会)?(?!委员|常委)|中共中央(?!总书记|委员|候补|政治局)|中国共产党第\S{1,4}次全国代表大会|全国人民代表大会(?:常务委员会)?|国务院|中国人民银行|最高人民法院|最高人民检察院"
    r"|中国共产党[\u4e00-\u9fff]{2,8}?(?:省|市|县|区|州)(?:第[一二三四五六七八九十]{1,3}届)?委员会"
    r"|(?:(?<=[年日])|(?<![\u4e00-\u9fff]))(?!年|月|日|关于)[\u4e00-\u9fff]{2,8}?(?:省|市|县|自治区|自治州)(?:人民)?政府"
)
# A local congress in an enacting clause: "北京市第十五届人民代表大会常务委员会第三十次会议通过" (its 第十五届 left out)
LOCAL_CONGRESS = re.compile(
    r"(?<![\u4e00-\u9fff])(?:经|由)?([\u4e00-\u9fff]{2,12}?(?:省|市|县|自治区|自治州))第[一二三四五六七八九十]{1,3}届(人民代表大会(?:常务委员会)?)"
)
# A line that is a body's name and nothing more: "中国人民银行贵州省分行", "国家发展改革委 财政部"
BODY_NAME = (
    r"[\u4e00-\u9fff]{2,30}?(?:党委|省委|市委|县委|区委|州委|党组|中央|政府|国务院|委员会|常委会|部|局|厅|院|办公厅|办公室|银行|总行|分行|署|委|办|军区|警备区|"
    r"总局|总署|协会|学会|联合会|总工会|法院|检察院|军委|证监会|外汇局|领导小组)"
)
BODY_LINE = re.compile(rf"^{BODY_NAME}(?:[\s\u3000、，]*{BODY_NAME})*$")
# Signed at the end, on one line: "中国人民银行 国家发展改革委 2026年2月6日"
SIGNED_AND_DATED = re.compile(rf"^(.{{2,150}}?)[\s\u3000]*({DAY}|{CHINESE_DAY})$")
# Dated in brackets, behind the title, who signed it, or both: "关于…的实施意见省劳动保障厅（二〇〇五年十二月十四日）"
DATED_IN_BRACKETS = re.compile(rf"^([^。；]{{2,120}}?)[\s\u3000]*[（(]({DAY}|{CHINESE_DAY})[）)]$")
TITLE_AND_BODY = re.compile(
    rf"^(.{{6,}}?(?:通知|意见|报告|请示|函|批复|决定|方案|办法|规定))[\s\u3000]*({BODY_NAME})[\s\u3000]*[（(](?:{DAY}|{CHINESE_DAY})[）)]$"
)
# What stands over the title of a document with a red head: "清河市人民政府办公室文件", and in the corner "000123", "特急",
# "机密★1年"; then the number, with who signed it: "清政发〔2024〕3号　签发人：李明"
RED_HEAD = re.compile(r"^[\u4e00-\u9fff（）\s]{4,60}文件$")
CORNER_MARK = re.compile(
    r"^(?:\d{6}|特急|加急|平急|急件|(?:绝密|机密|秘密|内部)\S{0,6}|公开方式\S{0,10}|签发人[:：]?\S{2,8})$"
)
# Who is written to (主送机关): "各省、自治区、直辖市人民政府，国务院各部委、各直属机构："
# Not an audience: "各位代表：", "同志们：".
ADDRESSED = re.compile(
    r"^(?!各位|同志|女士|先生|尊敬|附\s?件|[^：]*[。；])"
    r"[^：:]*(?:政府|委员会|党委|省委|市委|部门|部委|机构|各部|厅|局|院|办|委|单位|企业|公司|银行|中心|学校|院校|协会|集团|兵团|法院|检察院|分行|支行|党组|团体|部)"
    r"(?:[（(][^）)]*[）)])?[：:]$"
)
# The same where the text goes on in the line: "各区县人民政府，有关单位：《…》已经市政府同意"
ADDRESSED_AND_TEXT = re.compile(r"^(各[^：:。；《]{4,300}[：:])[\s\u3000]*(?=[《\u4e00-\u9fff])")
# "新华社北京12月30日电"
DATELINE = re.compile(r"^新华社\S{2,8}?(\d{1,2})月(\d{1,2})日电")
# "（2024年1月31日在贵阳市第十五届人民代表大会第四次会议上）"
CONGRESS_AT = re.compile(
    r"在([\u4e00-\u9fff]{2,10}?(?:省|市|县|自治区|自治州))第[一二三四五六七八九十]{1,3}届人民代表大会"
)
# Bodies whose word holds in the whole country.
NATIONAL = re.compile(
    r"^(?:国务院|中共中央|中央|全国|中华人民共和国|中国共产党(?![\u4e00-\u9fff]{2,8}?(?:省|市|县|区|州)(?:第|委))|最高人民|国家|中国人民银行(?!.{2,10}[分支]行)|中国证监会|财政部|公安部|教育部|商务部|民政部|司法部)"
    r"|^(?!.*[省市县])[\u4e00-\u9fff]{2,8}(?:部|总局)(?:[\s\u3000、]|$)"
)


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
    lines = [plain_line(line) for line in raw]
    title = title.strip() or read_title(_title_lines(raw)) or title_from_file_name(file_name)
    glued = TITLE_AND_NUMBER.match(title)
    title = glued[1] if glued else title
    signed_title = TITLE_AND_BODY.match(title)
    title = signed_title[1] if signed_title else title
    opens = (row for row, line in enumerate(lines) if is_numbered(line) or (row > 3 and ANNEX.match(line)))
    head = lines[: next(opens, len(lines))]
    own_head = head[: _notice_ends(title, head)]
    tail = read_tail(text)
    signature, signed = read_own_signature(title, head) or read_signature(tail)
    signature = signed_title[2] if signed_title else signature
    kind = read_kind(title)
    number = glued[2] if glued else read_document_number(title, own_head)
    order = ORDER_OF_YEAR.match(number)
    issuer = read_issuer(title, head) or signature or (order[1] if order else "")
    addressees = read_addressees(head)
    family = read_family(kind, text, issuer, bool(addressees))
    issued = read_issued(head, [*tail, signed] if signed else tail, file_name)
    if not issued and (match := REPORT_YEAR.match(title)):
        issued = match[1]
    effective = read_effective(text, title, issued)
    return Metadata(
        title=title,
        issuer=issuer,
        date=issued,
        number=number,
        kind=kind,
        family=family,
        region=read_region(title, issuer, head),
        addressees=addressees if family not in ("法律法规", "讲话", "工作报告") else (),
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
        is_text = (len(line) > TITLE_LINE and not is_title) or line[-1] in "。：:；;，" or is_numbered(line)
        is_text = is_text or "。" in line  # "注释：全文失效废止。参见：《…》"
        if is_text or DATE_LINE.match(line) or DOCUMENT_NUMBER.fullmatch(line) or (parts and line[0] in "（("):
            break
        joined = "".join(parts)
        if parts and TITLE_END.search(joined) and (not TITLE_CONTINUES.match(line) or joined.startswith(line)):
            break  # the text, or the same title again: the first line of a page of the web is its title
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
    bare = re.split(r"\s*签发人", line)[0].strip()
    return bool(DOCUMENT_NUMBER.fullmatch(bare) or ORDER_OF_YEAR.match(bare))


def title_from_file_name(name: str) -> str:
    """'河南质量强省实施意见_20230117.txt' -> '河南质量强省实施意见'"""
    stem = PurePosixPath(name).stem
    return re.sub(r"[（(]\s*[）)]", "", FILE_DATE.sub("", stem)).strip(" _-—") or stem


def read_issuer(title: str, head: list[str]) -> str:
    """The issuing body as the title names it, else as the lines under the title name it.

    A sentence names other bodies, as in "…为落实国务院部署"; only a party congress opens its own report with its name.
    """
    for line in (title, *(line for line in head[1:] if not ADDRESSED.match(line))):
        if (order := ORDER_HEAD.match(line)) and BODY_LINE.match(order[1]):
            return order[1]
        if line and line not in title and BODY_LINE.match(line) and len(line) <= TITLE_LINE:
            return re.sub(r"[\s\u3000、]+", " ", line).strip()
        match = ISSUER.match(line) or BODY_IN_TITLE.search(line)
        if match and re.match("已?经|已|报|按|由", match[0]):  # "《…》已经省政府同意"
            continue
        is_text = line != title and (len(line) > SHORT or line.endswith("。")) and not ENACTED.search(line)
        if match and (not is_text or line.startswith("中国共产党第")):
            return re.sub(r"[\s\u3000、]+", " ", match[0]).strip()
        if (match := LOCAL_CONGRESS.search(line)) and ENACTED.search(line):
            return match[1] + match[2]
    return ""


def read_document_number(title: str, head: list[str]) -> str:
    """The document's own number: on a short line under the title, glued behind it, or in brackets at its end.

    >>> read_document_number("关于改革的决定", ["关于改革的决定", "中发【2015】11号"])
    '中发【2015】11号'
    """
    for row, line in enumerate(head):
        below = ORDER_NUMBER.match(head[row + 1]) if row + 1 < len(head) else None
        if below and (order := ORDER_HEAD.match(line)) and not order[2]:
            return f"{order[1]}令第{below[1]}号"
        if ORDER_OF_YEAR.match(line):
            return line
        short = _behind_title(title, line)[:SHORT] or (line if len(line) < 80 and line != title else "")
        match = DOCUMENT_NUMBER.search(short.translate(BRACKETS))
        if match and not re.search(r"》[（(]?$", short[: match.start()]):  # not that of a document which is named
            return GLUED_TITLE.sub("", short[slice(*match.span())])
    numbers = DOCUMENT_NUMBER.finditer(title.translate(BRACKETS))
    match = next((m for m in numbers if not title[m.end() :].strip("）) 》号令")), None)
    return GLUED_TITLE.sub("", title[slice(*match.span())]) if match else ""


def _behind_title(title: str, line: str) -> str:
    """What a line says right behind the title, "" for another line: "鄂办发〔2008〕28号 各市、州…" """
    spaced = r"[\s\u3000]*".join(map(re.escape, re.sub(r"\s", "", title)))
    match = re.match(spaced, line) if title and len(line) > len(title) else None
    return line[match.end() :].lstrip() if match else ""


def read_issued(head: list[str], tail: list[str], file_name: str = "") -> str:
    """The date of issue as ISO: on its own line, in the enacting clause (the latest), at the end, in the file name."""
    for line in head:
        if signed_on := _signed_on(line):
            return signed_on
    enacted, announced = list[str](), list[str]()
    for line in joined_clauses(head):
        if ENACTED.search(line) or line.startswith(("（", "(")):
            dates = announced if ANNOUNCED.search(line) else enacted
            text = re.sub(r"自[^，。]{0,16}起?[^，。]{0,4}施行", "", line)  # in force is not issued
            dates += [iso(match) for match in DATE.finditer(text)]
    if enacted:
        return max(enacted)
    if dated := next(filter(None, map(DATED_IN_BRACKETS.match, head)), None):
        return read_date(dated[2])
    for line in (*reversed(tail), *head):
        if DATE_LINE.match(line):
            return read_date(line)
        if len(line) < 30 and (match := CHINESE_DATE.search(line)):
            return iso(match)
    if announced:
        return max(announced)
    for row, line in enumerate(head):  # "新华社北京12月30日电", the year in the sentences after it
        if (dated := DATELINE.match(line)) and (year := re.search(r"(\d{4})\s*年", "".join(head[row:]))):
            return f"{year[1]}-{int(dated[1]):02d}-{int(dated[2]):02d}"
    if match := FILE_DATE.search(file_name):
        return "-".join(match.groups())
    return ""


def joined_clauses(head: list[str]) -> list[str]:
    """The lines at a document's head, a clause that goes over the end of its line in one piece.

    >>> joined_clauses(["2017年12月27日 常务委员会《关于修改〈招标投标法〉", "〈计量法〉的决定》修正"])
    ['2017年12月27日 常务委员会《关于修改〈招标投标法〉〈计量法〉的决定》修正']
    """
    joined: list[str] = []
    for line in head:
        if joined and goes_on(joined[-1], line):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def goes_on(clause: str, line: str) -> bool:
    """Whether a clause of the enacting history goes on in the next line."""
    is_clause = OPENS_CLAUSE.match(clause) and line and not OPENS_CLAUSE.match(line) and not is_numbered(line)
    return bool(is_clause) and (clause.count("《") > clause.count("》") or clause.endswith("年"))


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
        if place := place_of(name):
            return place
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
        run_in = ADDRESSED_AND_TEXT.match(line)
        line = run_in[1] if run_in else line
        if len(line) <= ADDRESSEES and ADDRESSED.match(line):
            return tuple(part.strip() for part in re.split("[，,；;]", line.rstrip("：:")) if part.strip())
    return ()


def read_annexes(text: str) -> tuple[str, ...]:
    """Names of the annexes: as the list after the text gives them, else as their own headings do."""
    lines = [plain_line(line) for line in text.split("\n")]
    own = []
    for row, line in enumerate(lines):
        own_line = RUN_IN_LIST.sub("", line)
        below = next((later for later in lines[row + 1 :] if later), "")
        listed = ANNEX_LIST.match(own_line) or (ANNEX_ITEM.match(below) and ANNEX_LIST_BELOW.match(own_line))
        if listed:
            rest = NEXT_ITEM.split(own_line[listed.end() :])
            for later in lines[row + 1 :]:
                if not ANNEX_ITEM.match(later) or len(later) > TITLE_LINE:
                    break
                rest.append(later)
            names = (re.sub("[。；]$", "", ANNEX_ITEM.sub("", name, count=1)) for name in rest)
            return tuple(filter(None, names))
        opening = ANNEX.match(line)
        if opening and not line.startswith("专栏") and len(line) <= TITLE_LINE and not line.endswith(("。", "；")):
            name = ANNEX_IN_LIST.sub("", line[opening.end() :].strip("：:.． "))
            own.append(name or next((later for later in lines[row + 1 : row + 3] if later), ""))
    return tuple(dict.fromkeys(name for name in own if name and len(name) < TITLE_LINE and name[-1] not in "。：；"))


def read_tail(text: str) -> list[str]:
    """The last lines of a document's own text, before its annexes; the list of them stands over the signature."""
    lines = [line for line in map(plain_line, text.split("\n")) if line]
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


def read_own_signature(title: str, head: list[str]) -> tuple[str, str] | None:
    """Who signed a notice that prints another document, before that document begins; None where none did."""
    row = _notice_ends(title, head)
    signed = read_signature(head[: row + 1]) if row < len(head) else ("", "")
    return signed if signed[0] not in ("", title) else None


def printed_in(document: Document) -> tuple[Metadata, int] | None:
    """What a document says of itself that another one prints or forwards, and where it begins; None where none does."""
    lines = document.text.split("\n")
    head = [plain_line(line) for line in lines[: HEAD_LINES + 4]]
    row = _notice_ends(document.title, head) + 1
    while row < len(head) and (not head[row] or PUBLIC_NOTE.match(head[row])):
        row += 1
    if row >= len(head) or ANNEX.match(head[row]):
        return None
    offset = sum(len(line) + 1 for line in lines[:row])
    return describe(document.text[offset:]), offset


def _notice_ends(title: str, head: list[str]) -> int:
    """The row of the date under which a notice is signed that prints another document; all rows where there is none."""
    rows = range(2, len(head)) if PRINTS.search(title) else range(0)
    return next((row for row in rows if _signed_on(head[row])), len(head))


def _signed_on(line: str) -> str:
    """The date of a line that is a date, a signature before it or not: "广东省人民政府2020年8月22日"; "" for another line."""
    if DATE_LINE.match(line) or CHINESE_DATE.fullmatch(line):
        return read_date(line)
    match = SIGNED_AND_DATED.match(line)
    return read_date(match[2]) if match and BODY_LINE.match(match[1].strip()) else ""


def _title_lines(raw: list[str]) -> list[str]:
    """Bare lines that may make up the title: of a Markdown text only those marked alike."""
    depths = [len(mark[1]) if (mark := MARKDOWN_HEADING.match(line.strip())) else 0 for line in raw]
    first = next((depth for depth, line in zip(depths, raw, strict=True) if line.strip()), 0)
    other = (row for row, depth in enumerate(depths) if first and depth and depth != first)
    return [plain_line(line) for line in raw[: next(other, len(raw))]]
