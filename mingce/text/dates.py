"""Days and years as documents write them, as ISO dates; and when a document was made."""

import calendar
import re
from datetime import date, timedelta

from mingce.datatypes import Document
from mingce.text.numerals import read_number

# A year, with 年 or alone: "2025年", "2025". Not inside a longer number.
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})\s*年?(?!\d)")
# A year place by place: "二〇二三", and as typed by hand "二0二三", "二○二三", "二OO八"
CHINESE_YEAR = "[一二][零〇○Ｏ0O一二三四五六七八九]{3}"
# Years from one to another: "2016—2020年", "2021年至2025年"
YEARS = re.compile(r"((?:19|20)\d{2})\s*年?\s*[-—－–~～至到]+\s*((?:19|20)\d{2})")
# A day: "2023年1月17日", "2023 年 11月 27日"; "二〇二三年一月十七日"
DAY = r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
CHINESE_DAY = rf"{CHINESE_YEAR}年[一二三四五六七八九十]{{1,3}}月[一二三四五六七八九十]{{1,3}}日"
DATE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")
CHINESE_DATE = re.compile(rf"({CHINESE_YEAR})年([一二三四五六七八九十]{{1,3}})月([一二三四五六七八九十]{{1,3}})日")
MONTH = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月")
# A date alone on its line, bracketed or not: "（2023年1月17日）", "2023年1月17日"
DATE_LINE = re.compile(rf"^[（(]?\s*{DAY}\s*[）)]?$")
# "_20231127", "（2021-01-08）" in a file name
FILE_DATE = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
# The year in a document's number: "国发〔2023〕1号"
NUMBER_YEAR = re.compile(r"[〔\[［（(](\d{4})[〕\]］）)]")


def made(document: Document) -> str:
    """When a document was made, as ISO, as far as it tells: "2023-01-17", "2023", "" where nothing does.

    Its date of issue; else the day it came into force; else the year in its number, in its title or in its file's name.
    """
    if said := document.date or document.effective:
        return said
    if numbered := NUMBER_YEAR.search(document.number):
        return str(int(numbered[1]))
    named = YEAR.search(f"{document.title} {document.source}")
    return str(int(named[1])) if named else ""  # int: digits may be full-width


def years_made(document: Document) -> set[str]:
    """The years by which a version of a document is called: that in which it was made, and that in its file's name.

    >>> sorted(years_made(Document("d", "条例", "", "条例(2017-03-01).md", date="2016-02-06")))
    ['2016', '2017']
    """
    in_name = FILE_DATE.search(document.source)
    return {year for year in (made(document)[:4], in_name[1] if in_name else "") if year}


def iso(match: re.Match[str]) -> str:
    """The date that `DATE` or `CHINESE_DATE` matched.

    >>> iso(DATE.search("2023年1月17日")), iso(CHINESE_DATE.search("二〇二三年十一月七日"))
    ('2023-01-17', '2023-11-07')
    """
    year, month, day = (int(read_number(part)) for part in match.groups())
    return f"{year:04d}-{month:02d}-{day:02d}"


def read_date(text: str) -> str:
    """The first date in a text as ISO, the last day of a month that is named alone; "" for none.

    >>> [read_date(t) for t in ("自2021年5月1日", "2026年12月底", "1985年度", "一九五七年六月一日", "公布之日")]
    ['2021-05-01', '2026-12-31', '1985', '1957-06-01', '']
    """
    if match := CHINESE_DATE.search(text) or DATE.search(text):
        return iso(match)
    if match := MONTH.search(text):
        year, month = int(match[1]), int(match[2])
        return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]}" if 1 <= month <= 12 else str(year)
    return str(int(text[:4])) if re.match(r"\d{4}", text) else ""


def later(start: str, number: str, unit: str) -> str:
    """The ISO date so many days, months or years after another; "" where that is not known to the day.

    number: as printed, "30" or "三十". unit: "日", "天", "月", "个月" or "年".

    >>> later("2024-01-31", "一", "月"), later("2024-01-01", "30", "日"), later("2024", "5", "年")
    ('2024-02-29', '2024-01-31', '')
    """
    if len(start) != 10:
        return ""
    count = int(read_number(number))
    if unit in ("日", "天"):
        return shifted(start, count)
    year, month, day = map(int, start.split("-"))
    months = year * 12 + month - 1 + (count if unit.endswith("月") else 12 * count)
    year, month = months // 12, months % 12 + 1
    return f"{year}-{month:02d}-{min(day, calendar.monthrange(year, month)[1]):02d}"


def shifted(day: str, days: int) -> str:
    """An ISO date so many days later, earlier where negative; "" for a day that there is not: "2023-02-30"."""
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except ValueError:
        return ""


def date_text(day: str) -> str:
    """An ISO date, or the beginning of one, as Chinese readers write it.

    >>> date_text("2023-01-17"), date_text("2023-01"), date_text("")
    ('2023年1月17日', '2023年1月', '')
    """
    return "".join(f"{int(part)}{unit}" for part, unit in zip(day.split("-"), "年月日", strict=False) if part.isdigit())
