import pytest

from mingce.datatypes import Document
from mingce.text.dates import CHINESE_DATE, DATE_LINE, later, made, read_date, shifted


@pytest.mark.parametrize(
    "text, day",
    [
        ("2023年1月17日", "2023-01-17"),
        ("2023 年 11月 27日", "2023-11-27"),
        ("自２０１３年１月１日起", "2013-01-01"),
        ("二〇二三年十一月二十七日", "2023-11-27"),
        # zeros as typed by hand
        ("二○二三年一月七日", "2023-01-07"),
        ("二0二三年一月七日", "2023-01-07"),
        ("二OO八年十月十日", "2008-10-10"),
        # the end of a month, a year
        ("2026年2月底", "2026-02-28"),
        ("1985年度", "1985"),
        ("2026年13月底", "2026"),
        ("印发之日", ""),
    ],
)
def test_read_date(text: str, day: str) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    "start, number, unit, day",
    [
        ("2024-01-01", "30", "日", "2024-01-31"),
        ("2024-01-31", "一", "个月", "2024-02-29"),
        ("2024-11-30", "三", "个月", "2025-02-28"),
        ("2024-02-29", "十", "年", "2034-02-28"),
        ("2024-02", "5", "年", ""),  # not known to the day
    ],
)
def test_later(start: str, number: str, unit: str, day: str) -> None:
    assert later(start, number, unit) == day


def test_a_day_that_there_is_not() -> None:
    assert shifted("2023-02-30", 1) == ""
    assert shifted("2023-03-01", -1) == "2023-02-28"


@pytest.mark.parametrize("line", ["（2023年1月17日）", "2023 年 1 月 17 日", "(2023年1月17日"])
def test_date_line(line: str) -> None:
    assert DATE_LINE.match(line)


def test_a_date_in_a_sentence_is_no_date_line() -> None:
    assert not DATE_LINE.match("2023年1月17日召开会议")
    assert not CHINESE_DATE.search("三〇二三年一月七日")


@pytest.mark.parametrize(
    "fields, day",
    [
        ({"date": "2023-01-17", "effective": "2023-03-01"}, "2023-01-17"),
        ({"effective": "2023-03-01", "number": "国发〔2022〕1号"}, "2023-03-01"),
        ({"number": "国发〔2022〕1号", "title": "2021年工作要点"}, "2022"),
        ({"title": "2021年工作要点", "source": "2020.txt"}, "2021"),
        ({"title": "工作要点", "source": "工作要点_2020.txt"}, "2020"),
        ({"title": "工作要点", "source": "a.txt"}, ""),
    ],
)
def test_made(fields: dict[str, str], day: str) -> None:
    assert made(Document(**{"id": "d", "title": "", "text": "", "source": "", **fields})) == day
