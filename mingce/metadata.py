"""What a document says about itself: title, issuer, date, number, kind. Empty where it does not say."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from mingce.patterns import (
    BODY_IN_TITLE,
    CHINESE_DATE,
    DATE,
    DATE_LINE,
    DOCUMENT_NUMBER,
    FILE_DATE,
    HEADING_FORMS,
    ISSUER,
    KINDS,
    MARKDOWN_HEADING,
)

HEAD_LINES = 14
TITLE_LINE = 70  # longer lines are text, not part of a title
TITLE_END = re.compile(
    r"(?:意见|通知|通报|通告|公告|公报|办法|条例|规定|规则|规程|细则|准则|决定|决议|方案|计划|措施|纲要|规划|报告|讲话|致辞|精神|解释|批复|函|"
    r"目录|清单|名单|标准|指南|指引|法|法典|章程|宣言|白皮书|摘要|要点)》?(?:\s*[（(【\[].*[）)】\]])?$"
)
TITLE_CONTINUES = re.compile(r"^(?:关于|的|及|和|与|暨|——|印发|转发)")
ENACTED = re.compile(r"通过|公布|发布|修订|修正|批准|印发|颁布")
CHINESE_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0, "Ｏ": 0}


@dataclass(frozen=True)
class Metadata:
    title: str = ""
    issuer: str = ""
    date: str = ""
    number: str = ""
    kind: str = ""


def describe(text: str, file_name: str = "", title: str = "") -> Metadata:
    """Read the metadata from canonical text; the file's name helps only where the text is silent.

    title: a title known from elsewhere, for example a BEIR line's `title`.
    """
    lines = [_bare(line) for line in text.split("\n", HEAD_LINES)[:HEAD_LINES]]
    title = title.strip() or read_title(lines) or title_from_file_name(file_name)
    head = lines[: next((row for row, line in enumerate(lines) if _is_numbered(line)), len(lines))]
    tail = [line.strip() for line in text[-400:].split("\n")[-6:]]
    return Metadata(
        title=title,
        issuer=read_issuer(title, head),
        date=read_date(head, tail, file_name),
        number=next((m[0] for line in head if len(line) < 80 and (m := DOCUMENT_NUMBER.search(line))), ""),
        kind=read_kind(title),
    )


def read_title(lines: list[str]) -> str:
    """The title at the head of a document, joined where it runs over several lines; "" where there is none.

    >>> read_title(["习近平在中共中央政治局第十次集体学习时", "的重要讲话精神", "中共中央政治局11月27日下午……。"])
    '习近平在中共中央政治局第十次集体学习时的重要讲话精神'
    """
    rows = [line for line in lines if line]
    while rows and (DATE_LINE.match(rows[0]) or DOCUMENT_NUMBER.fullmatch(rows[0]) or rows[0] == "目录"):
        rows = rows[1:]
    parts: list[str] = []
    for line in rows[:5]:
        is_text = len(line) > TITLE_LINE or line[-1] in "。：:；;，" or _is_numbered(line)
        if is_text or DATE_LINE.match(line) or (parts and line[0] in "（("):
            break
        if parts and TITLE_END.search("".join(parts)) and not TITLE_CONTINUES.match(line):
            break
        parts.append(line)
    if not parts:
        return ""
    whole = "".join(parts)
    return whole if TITLE_END.search(whole) or all(map(TITLE_CONTINUES.match, parts[1:])) else parts[0]


def title_from_file_name(name: str) -> str:
    """'河南质量强省实施意见_20230117.txt' -> '河南质量强省实施意见'"""
    stem = PurePosixPath(name).stem
    return FILE_DATE.sub("", stem).strip(" _-—（）()") or stem


def read_issuer(title: str, head: list[str]) -> str:
    """The issuing body as the title names it, else as the lines under the title name it."""
    for line in (title, *head[1:]):
        if match := ISSUER.match(line) or BODY_IN_TITLE.search(line):
            return re.sub(r"[\s\u3000、]+", " ", match[0]).strip()
    return ""


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
            year = "".join(str(CHINESE_DIGITS.get(c, c)) for c in match[1])
            return f"{year}-{_chinese_number(match[2]):02d}-{_chinese_number(match[3]):02d}"
    if match := FILE_DATE.search(file_name):
        return "-".join(match.groups())
    return ""


def read_kind(title: str) -> str:
    return next((kind for kind, pattern in KINDS if pattern.search(title)), "")


def _bare(line: str) -> str:
    return MARKDOWN_HEADING.sub("", line.strip()).replace("**", "").strip()


def _is_numbered(line: str) -> bool:
    return any(form.match(line) for name, form in HEADING_FORMS if name != "dash")


def _iso(match: re.Match[str] | None) -> str:
    return f"{match[1]}-{int(match[2]):02d}-{int(match[3]):02d}" if match else ""


def _chinese_number(text: str) -> int:
    """'二十七' -> 27, up to 99."""
    tens, _, ones = text.rpartition("十")
    if "十" not in text:
        return CHINESE_DIGITS[text]
    return 10 * (CHINESE_DIGITS[tens] if tens else 1) + (CHINESE_DIGITS[ones] if ones else 0)
