"""The numbers and marks that open headings and items: 一、 （一） 1. 第十二条 ——.

Three things are asked of them. Which form of heading opens a line: `form_of`, after the strict `HEADING_FORMS`, which tell
a heading from a mention in a sentence. Whether a line that was found between line breaks opens a heading: `opens_heading`.
What the words are without their label: `without_labels`, after the looser `LABELS`, for text that is known to begin there.
"""

import re

from mingce.text.numerals import ORDINAL
from mingce.text.patterns import HAN

# ---------------------------------------------------------------- headings

# Each numbered form of a heading at the start of a line, highest rank first. The rank is the order in which
# official documents nest them (GB/T 9704: 一、 then （一） then 1. then （1）; laws: 编 章 节 条).
# 1) part     "第一编 总则", "第二篇 全面准确把握…", "第三部分 保障"
# 2) chapter  "第一章 总 则"
# 3) division "第二节 监督检查"
# 4) one      "一、总体要求", "十二、附则", "二．主要任务"        not "一、二、三产业" (followed by another numeral)
# 5) article  "第十二条 …", "第12条", "第十二条之一", "第十条中国人民银行…", "第一条2013年…", "第十三条（市）区…"
#                                            not "第十二条规定的…", "第十二条中的…", "第12条（三）项…" (mentions)
# 6) decimal  "1.1编制目的", "2.3.1 预警分级", "5.3.2Ⅲ级响应" (plans for emergencies, standards)   not "1.5万亿元", not "2.3个百分点"
# 7) nth      "第一，认清形势，坚定信心。" (speeches)
# 8) bracket  "（一）指导思想。以…", "(三)加强…"
# 9) arabic   "1.强化产业…", "2．提高", "3、加快"   not "1.5万亿元", not "2023年"
# 10) paren   "（1）…", "(2)…"
# 11) circle  "①…"
# 12) dash    "——产业和区域质量竞争力持续增强。…"
HEADING_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第\s?({ORDINAL})\s?(?:编|篇|部分)(?=[\s\u3000：:]|$|[{HAN}“])")),
    ("chapter", re.compile(rf"第\s?({ORDINAL})\s?章(?=[\s\u3000：:]|$|[{HAN}“])")),
    ("division", re.compile(rf"第\s?({ORDINAL})\s?节(?=[\s\u3000：:]|$|[{HAN}“])")),
    ("one", re.compile(rf"([一二三四五六七八九十百]+)\s?(?:、(?![一二三四五六七八九十]、)|[.．](?=\s?[{HAN}]))")),
    (
        "article",
        re.compile(
            rf"第\s?({ORDINAL})\s?条(?:之[一二三四五六七八九十]+)?"
            r"(?=[\s\u3000：:*]|$|(?!规定|所称|所列|第|的|和|或|、|至|到|之|修改|中(?![国央华共小])|增加|删去)[\u4e00-\u9fff“《]"
            r"|[A-Za-z]|\d(?!\d*[款项条])|（(?![一二三四五六七八九十\d]+）))"
        ),
    ),
    (
        "decimal",
        re.compile(
            rf"([1-9]\d?(?:[.．][1-9]\d?){{1,3}})(?![\d.．])[\s\u3000]?(?=[{HAN}“《Ⅰ-Ⅻ]|[IVX]+[\s\u3000]?级)"
            r"(?!万|亿|元|倍|吨|个(?![人体性别])|公里|公斤|公顷|平方|立方|[人户]次|千[米克]|毫|厘|米|里|克(?!服)|升(?!级)|小时|天(?![然气])|余|多[万亿个])"
        ),
    ),
    ("nth", re.compile(r"第([一二三四五六七八九十]{1,3})[，,](?=.{4})")),
    ("bracket", re.compile(r"[（(〔]\s?([一二三四五六七八九十百]+)\s?[）)〕]")),
    ("arabic", re.compile(r"(\d{1,3})\s?(?:[.．](?!\d)|、)")),
    ("paren", re.compile(r"[（(]\s?(\d{1,3})\s?[）)]")),
    ("circle", re.compile(r"([①-⑳])")),
    ("dash", re.compile(r"(?:——|－－|──|--)(?![-—])")),
)
MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+")
# "附件1", "附表一", "附件：…名单", "专栏 3 …重点工程", "专栏3“十四五”指标" open a part of their own when they stand at the
# start of a short line. Not a mention: "附件1所列设备", "附件2个".
ANNEX = re.compile(
    r"^(?:附\s?件|附\s?录|附\s?表|专栏)\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})?"
    rf"(?=[\s\u3000：:．.]|$|(?<=\d)(?![的所中和或及个份项家种])[{HAN}“《])"
)
# The list of annexes at the end of a text, one a line: "附件：1.行动计划" (then "2.名单"); the annexes come after it.
ANNEX_LIST = re.compile(r"^附\s?件\s?[：:]\s*(?=1\s?(?:[.．](?!\d)|、))")

# ---------------------------------------------------------------- labels to be taken off or passed over

# The article of a law: "第十二条", "第12条", "第十二条之一"
ARTICLE = rf"第\s?{ORDINAL}\s?条(?:之[一二三四五六七八九十]+)?"
# The parts above it: "第一编", "第二章", "第三节", "第二部分"
PART = rf"第\s?{ORDINAL}\s?(?:编|篇|部分|章|节)"
# An item's number in brackets: "（一）", "(2)"
BRACKETED_NUMBER = r"[（(]\s?[一二三四五六七八九十百\d]{1,3}\s?[）)]"
# An item's number with a mark behind it: "一、", "1.", "2、"   not "1.5万亿元", "3、5号线", "一、二、三产业"
MARKED_NUMBER = r"(?:[一二三四五六七八九十百]{1,3}、(?![一二三四五六七八九十]、)|\d{1,3}[.．、](?!\d))"
# Points counted off in a sentence: "一是", "二要加强"
COUNTED_OFF = r"[一二三四五六七八九十](?:是|要(?=[\u4e00-\u9fff]))"
# The number of a heading or an item: "（一）", "1.", "三、"
ENUMERATOR = re.compile(rf"^\s*(?:{BRACKETED_NUMBER}|{MARKED_NUMBER})\s*")
# What opens an item of a list inside a section: "（一）", "1.", "①", "——", "一是"   not "一、", which opens a section
ITEM_LABEL = re.compile(rf"^\s*(?:{BRACKETED_NUMBER}|\d{{1,3}}[.．、](?!\d)|[①-⑳]|——|－－|{COUNTED_OFF})")
ARTICLE_LABEL = re.compile(rf"^{ARTICLE}\s*")
# All labels before the first word of a text: "第十二条 ", "（五）", "3.", "(10)", "——", "一是", "第二章 第三条 "
LABELS = re.compile(rf"\s*(?:(?:{ARTICLE}|{PART}|{BRACKETED_NUMBER}|{MARKED_NUMBER}|[①-⑳]|——|－－|{COUNTED_OFF})\s*)*")


def match_label(text: str) -> tuple[str, re.Match[str]] | None:
    """The form of heading that a text opens with, and what matched: group 1 is its number, but for "dash".

    >>> form, match = match_label("（三）提升质量")
    >>> form, match[1], match.end()
    ('bracket', '三', 3)
    """
    for form, pattern in HEADING_FORMS:
        if match := pattern.match(text):
            return form, match
    return None


def form_of(text: str) -> str:
    """The form of heading that a text opens with, "" for none.

    >>> form_of("第十二条 生产者应当……"), form_of("第十二条规定的……")
    ('article', '')
    """
    found = match_label(text)
    return found[0] if found else ""


def is_numbered(text: str) -> bool:
    """Whether a text opens with the number of a heading: any form but "——"."""
    return form_of(text) not in ("", "dash")


# Forms that also stand inside sentences, where a line may be broken before them: "……增长|5.12倍", "……，|第二，……"
IN_SENTENCES = frozenset({"decimal", "nth"})
FIGURE_AND_SPACE = re.compile(r"[\d.．]+[ \u3000]")


def opens_heading(line: str, is_new_sentence: bool = False) -> bool:
    """Whether a line opens with a heading's number or mark: "一、总体要求", "（一）指导思想。以…", "——…", "## 总则".

    is_new_sentence: the line before it ends a sentence, so that "1.2人员" is no part of a figure.

    >>> opens_heading("1.2人员"), opens_heading("1.2人员", is_new_sentence=True), opens_heading("附件1")
    (False, True, True)
    """
    bare = MARKDOWN_HEADING.sub("", line.strip().lstrip("*"))
    forms = {form for form, pattern in HEADING_FORMS if pattern.match(bare)}
    if forms - IN_SENTENCES or (forms and (is_new_sentence or FIGURE_AND_SPACE.match(bare))):
        return True
    return bool(ANNEX.match(bare)) or bare != line.strip()


def plain_line(line: str) -> str:
    """A line without the marks of Markdown and the white space around it.

    >>> plain_line("## **第一章** 总则")
    '第一章 总则'
    """
    return MARKDOWN_HEADING.sub("", line.strip()).replace("**", "").strip()


def without_labels(text: str) -> str:
    """A text without the labels that it opens with.

    >>> [without_labels(t) for t in ("二、重点任务", "（三）治理污染", "第十二条", "第一章 总则", "一是加强领导")]
    ['重点任务', '治理污染', '', '总则', '加强领导']
    """
    return text[LABELS.match(text).end() :]  # type: ignore[union-attr]  # it matches nothing as well


def without_number(text: str) -> str:
    """A text without the number of the heading or item that it opens with; parts and articles of a law keep theirs.

    >>> without_number("（二）保护湿地"), without_number("1.划定红线"), without_number("第一章 总则")
    ('保护湿地', '划定红线', '第一章 总则')
    """
    return ENUMERATOR.sub("", text)
