"""What kind of document a text is: by its title, and the family of official text that it belongs to."""

import re

from mingce.text.numerals import ORDINAL

# What kind of document a title names, most telling first: "…的实施意见" is 意见, "…条例（草案）" is 条例, and so is
# "城乡规划条例", "人口与计划生育条例", "代表建议、批评和意见办理工作条例": the last word of a law names it.
_LAST = r"(?:[\s]*[（(].*[）)])?$"
DOCUMENT_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("集体学习讲话", re.compile(r"集体学习")),
    ("司法解释", re.compile(rf"^最高人民.*(?:解释|规定|批复|答复){_LAST}")),
    ("条例", re.compile(rf"条例{_LAST}")),
    ("办法", re.compile(rf"(?:办法|规定|规则|细则|规程|准则|规范|程序规定){_LAST}")),
    ("法律", re.compile(rf"(?<![办方做])法{_LAST}|法典{_LAST}|修正案{_LAST}")),
    ("政府工作报告", re.compile(r"政府工作报告")),
    ("党代会报告", re.compile(r"全国代表大会.*报告|[（(]十[五六七八九]大[）)]|[（(]二十大[）)]")),
    ("会议精神", re.compile(r"会议(?:精神|通报|公报|新闻稿|决议)?$|会议精神|全会公报|召开会议")),
    ("讲话", re.compile(r"讲话|致辞|演讲")),
    ("司法解释", re.compile(rf"的解释{_LAST}|司法解释")),
    ("批复", re.compile(rf"批复{_LAST}|复函{_LAST}")),
    ("决定", re.compile(r"决定$|决议$")),
    ("意见", re.compile(r"意见")),
    ("通知", re.compile(r"通知|通告|公告|通报")),
    ("方案", re.compile(r"方案|预案|计划|措施|要点$")),
    ("规划纲要", re.compile(r"纲要|规划")),
    ("条例", re.compile(r"条例")),
    ("办法", re.compile(r"办法|规定|规则|细则|规程|准则|程序")),
    ("法律", re.compile(r"(?<![办方做])法(?:[（(].*[）)])?$|法典$|宪法")),
    ("报告", re.compile(r"报告|白皮书|公报$")),
    ("目录清单", re.compile(r"目录|清单|名单|名录")),
    ("命令", re.compile(r"令$")),
    ("案例", re.compile(r"(?<![方预提])(?<!的议)案$|案例")),
)
# The families of official text, by the kind of document; `read_family` looks into the text where this is silent.
FAMILIES: dict[str, str] = {
    **dict.fromkeys(("法律", "条例", "办法", "司法解释"), "法律法规"),
    **dict.fromkeys(("意见", "方案", "决定", "命令", "批复"), "公文"),
    **dict.fromkeys(("通知",), "通知公告"),
    **dict.fromkeys(("会议精神",), "会议"),
    **dict.fromkeys(("讲话", "集体学习讲话"), "讲话"),
    **dict.fromkeys(("规划纲要",), "规划纲要"),
    **dict.fromkeys(("政府工作报告", "党代会报告"), "工作报告"),
    **dict.fromkeys(("报告",), "报告"),
    **dict.fromkeys(("目录清单",), "目录清单"),
}

# How a speech opens: "各位代表：", "同志们："
SPEECH_OPENING = re.compile(r"^(?:尊敬的[^：。\n]{0,40}|各位[^：。\n]{1,30}|同志们|女士们[^：。\n]{0,20})[：:，]", re.M)
# An article at the start of a line, Markdown or not: "第一条 …", "**第二条** …"
ARTICLE_LINE = re.compile(rf"^[#*\s]*第{ORDINAL}条", re.M)
MEETING_LINE = re.compile(r"^会议(?:指出|强调|认为|要求)", re.M)


def read_kind(title: str) -> str:
    """The kind of document that a title names, "" for none.

    >>> read_kind("关于质量强省建设的实施意见"), read_kind("信访工作条例（试行）"), read_kind("工作手册")
    ('意见', '条例', '')
    """
    return next((kind for kind, pattern in DOCUMENT_KINDS if pattern.search(title)), "")


def read_family(kind: str, text: str, issuer: str = "", has_addressees: bool = False) -> str:
    """The family of official text: by the title's kind, else by what the text looks like; "" where neither tells.

    has_addressees: whether the head of the text says who is written to, as a notice does.

    >>> read_family("办法", "一、总体要求")
    '公文'
    """
    articles = len(ARTICLE_LINE.findall(text))
    family = FAMILIES.get(kind, "")
    if family == "法律法规" and kind == "办法" and articles < 2:
        return "公文"  # a party document in 一、（一）
    if kind == "决定" and "人民代表大会" in issuer:
        return "法律法规"
    if family:
        return family
    if articles >= 3:
        return "法律法规"
    if len(MEETING_LINE.findall(text)) >= 2:
        return "会议"
    if SPEECH_OPENING.search(text[:600]):
        return "讲话"
    return "公文" if has_addressees else ""
