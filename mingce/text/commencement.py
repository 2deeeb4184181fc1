"""From when to when a document is in force, as its own text says.

Whether it is in force on a given day is for `versions.validity` to judge, which also knows the other documents.
"""

import re

from mingce.text.dates import CHINESE_DAY, later, read_date, shifted
from mingce.text.labels import ARTICLE, BRACKETED_NUMBER, MARKED_NUMBER, is_numbered, plain_line

TITLE_REACH = 150  # characters at the beginning in which the title stands
HEAD_LINES = 14  # the first lines, in which the enacting clause stands

# A day, or the end of a month: "2026年12月31日", "2026年12月底"
_DAY = r"\d{4}\s*年\s*\d{1,2}\s*月\s*(?:\d{1,2}\s*日|底)"
_WHEN = (
    rf"(?P<when>{_DAY}|{CHINESE_DAY}|\d{{4}}\s*年度?|(?:公布|发布|印发|颁布|通过|签发|下发|刊登|国务院批准|批准)之日)"
)
_LATER = r"(?:起?满?的?第?\s*(?P<later>[\d一二三四五六七八九十]{1,3})\s*个?(?P<unit>日|天|月|年)(?:之后|以后|后))?"
_LABEL = rf"(?:{ARTICLE}|{BRACKETED_NUMBER}|{MARKED_NUMBER})?"
# How a document says from when it is in force, of itself: "本条例自2021年5月1日起施行", "第六十条 本法自公布之日起施行",
# "本办法由…负责解释，自发布之日起30日后施行", "本规定自一九五七年六月一日起实行", "本方案自印发之日起试行".
# Not of a part ("本安排第一条自…") and not of others ("依照《…法》设定的制度自…").
IN_FORCE = re.compile(
    rf"(?:^|(?<=[。；;，,]))[\s*]*{_LABEL}[\s*]*(?P<itself>本[^，。；：第《》\n]{{1,8}}?)"
    rf"(?:由[^。；\n]{{2,40}}?解释[，,；;]|经[^，。；\n]{{2,30}}[，,])?[自从]{_WHEN}{_LATER}起?(?:正式)?(?P<verb>施行|实施|执行|生效|实行|试行)",
    re.M,
)
# "从本通知印发之日起施行"
IN_FORCE_SINCE = re.compile(
    r"[自从](?P<when>(?P<itself>本[\u4e00-\u9fff]{1,6}?)(?:公布|发布|印发|颁布|下发|签发)之日)起?(?:正式)?(?P<verb>施行|实施|执行|生效|实行|试行)"
)
# The same in the clause under the title: "（2002年8月16日…公告公布 自2002年8月23日起施行）"
IN_FORCE_CLAUSE = re.compile(rf"自{_WHEN}起(?P<verb>施行|实施|执行|生效|试行)(?=[）)\s]|$)")
# Where it is published, of a notice that prints another document or of a list: "现予发布，自发布之日起施行"
IN_FORCE_ANNOUNCED = re.compile(
    rf"(?:公布|发布|印发|颁布|下发)(?:给你们|你们)?[，,]并?自{_WHEN}{_LATER}起?(?:正式)?(?P<verb>施行|实施|执行|生效|实行|试行)"
)
# A decision that amends others and prints one of them as it now reads; it speaks first, and of itself
AMENDS = re.compile(r"关于(?:修改|修订|修正|废止|修改和废止)[^\n]*的?决定$")
# How long a document holds: "有效期5年", "有效期至2026年12月31日", "试行期两年", "期限为五年", "执行期限为2023年1月1日至2027年12月31日"
EXPIRES = re.compile(
    r"(?P<what>有效期限?|(?:试行|施行|执行|实施)期限?|期限)(?:暂定)?(?:为|是|截止|截至)?(?:自本[\u4e00-\u9fff]{1,6}(?:公布|发布|印发|颁布)之日起?)?\s*"
    rf"(?:(?:自?(?:{_DAY}|(?:公布|发布|印发|颁布)之日)起?)?[至到]\s*(?P<until>{_DAY})|(?P<years>[\d一二两三四五六七八九十]{{1,2}})\s*(?P<unit>年|个月))"
)
# How long a trial lasts: "深化试点期限为2年，自2018年7月1日起至2020年6月30日止"
TRIAL_PERIOD = re.compile(
    rf"(?P<what>试点期限?)(?:暂定)?(?:为|是)?[^，。；\n]{{0,8}}[，,、]?自(?:{_DAY})起?[至到]\s*(?P<until>{_DAY})"
)
# What says that it is the document that holds so long, and not a licence: "自2024年1月1日起施行，", "本办法", "自本决定施行"
OF_THE_DOCUMENT = re.compile(
    r"起(?:正式)?(?:施行|实施|执行|生效|试行)[，,、；。]?$|(?:本|以上|上述)[^，。；：《》]{1,8}$|^，自本[^，。]{1,6}(?:施行|实施)"
)
# "本公告自2023年1月1日至2027年12月31日执行", "本通知自印发之日起施行，至2025年12月31日止"
EXPIRES_CLAUSE = re.compile(
    rf"本[^，。；：《》\n]{{1,8}}?自[^，。；\n]{{2,14}}?(?:起?(?:施行|执行|实施))?[，,]?有?效?[至到](?P<until>{_DAY})(?:止|施行|执行|有效|失效|废止|$)"
)
# What else has a 有效期 of its own: "许可证有效期5年"
LICENCE = re.compile(r"证|许可|批准|批件|合同|专利|登记|资格|资质|执照|备案|标志|商标|担保|居住|签注|药品|预约")


def commencement(text: str, title: str) -> re.Match[str] | None:
    """Where a document says from when it is in force; groups of `IN_FORCE`, None where it does not.

    A notice that prints a measure speaks of itself ("本通知自…") and of the measure ("本办法自…"): the title decides. A
    decision that amends a measure prints it with its own day, which is not that of the decision.
    """
    found = list(IN_FORCE.finditer(text)) or list(IN_FORCE_SINCE.finditer(text))
    own = [match for match in found if re.sub("^本", "", match["itself"]) in title]
    if AMENDS.search(title):
        own = [match for match in found if match["itself"] == "本决定"]
        found = []
    if own or found:
        return (own or found)[-1]
    head = text[: _end_of_head(text)]
    return IN_FORCE_CLAUSE.search(head) or IN_FORCE_ANNOUNCED.search(head)


def read_effective(text: str, title: str, issued: str) -> str:
    """The day from which a document is in force, as ISO; "" where the text does not say.

    issued: the date of issue, for "自公布之日起施行".

    >>> read_effective("第三条 本条例自公布之日起30日后施行。", "粮食条例", "2024-01-01")
    '2024-01-31'
    """
    match = commencement(text, title)
    if match is None:
        return ""
    start = issued if match["when"].endswith("之日") else read_date(match["when"])
    groups = match.groupdict()
    return later(start, groups["later"], groups["unit"]) if groups.get("later") else start


def expiry(text: str) -> re.Match[str] | None:
    """Where a document says how long it is in force; a licence's 有效期 is not the document's."""
    if match := EXPIRES_CLAUSE.search(text):
        return match
    if "试点" in text[:TITLE_REACH] and (match := TRIAL_PERIOD.search(text)):
        return match
    for match in EXPIRES.finditer(text):
        opening = max(text.rfind(mark, 0, match.start()) for mark in "。\n") + 1
        before, after = text[opening : match.start()], text[match.end() : match.end() + 30]
        says_itself = OF_THE_DOCUMENT.search(before.rstrip("的")) or OF_THE_DOCUMENT.match(after)
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
        return read_date(match["until"])
    end = later(start, match["years"], match["unit"])
    return shifted(end, -1) if len(end) == 10 else end


def _end_of_head(text: str) -> int:
    """The offset of the first numbered heading, before which the enacting clause stands."""
    offset = 0
    for line in text.split("\n", HEAD_LINES)[:HEAD_LINES]:
        if is_numbered(plain_line(line)):
            break
        offset += len(line) + 1
    return offset
