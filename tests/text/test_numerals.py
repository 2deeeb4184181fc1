from decimal import Decimal

import pytest

from mingce.text.numerals import read_number


@pytest.mark.parametrize(
    "text, number",
    [
        ("十", 10),
        ("二十", 20),
        ("一百零三", 103),
        ("12", 12),
        ("三十万", 300_000),
        ("一亿五千万", 150_000_000),
        ("一万二千三百", 12_300),
        ("二〇二五", 2025),  # a year is read digit by digit
        ("二0二五", 2025),
        ("两", 2),
        ("3.5万", 35_000),
        ("九点五", Decimal("9.5")),
        ("50,000", 50_000),
    ],
)
def test_read_number(text: str, number: int | Decimal) -> None:
    assert read_number(text) == number


def test_what_is_no_numeral_is_refused() -> None:
    with pytest.raises(KeyError):
        read_number("若干")
