"""Numerals of Chinese text: how they are written, and the numbers that they stand for."""

import re
from decimal import Decimal

HAN_DIGITS = "零〇一二三四五六七八九"  # place by place, as in a year: "二〇二五"
HAN_NUMERALS = HAN_DIGITS + "两十百千"  # below ten thousand: "一千二百", "两百零三"
HAN_SCALES = "万亿"
# What stands between 第 and 条, 章, 次, …: "十二" and "12"
ORDINAL = rf"[{HAN_NUMERALS}\d]+"
# Any number as it is printed: "50,000", "95.5", "三百五十万", "3万"
NUMBER = rf"(?:\d[\d.,]*|[\d{HAN_NUMERALS}{HAN_SCALES}]+)"

NUMERALS = {char: value for value, char in enumerate("零一二三四五六七八九")}
NUMERALS |= {"〇": 0, "两": 2}
NUMERALS |= {
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    **{str(digit): digit for digit in range(10)},
}  # "二○二五", "二0二五": typed by hand
PLACE_VALUES = {"十": 10, "百": 100, "千": 1000}
SCALE_VALUES = {"万": 10_000, "亿": 100_000_000}


def read_number(text: str) -> Decimal:
    """The number that Arabic, Chinese or mixed numerals stand for. Raises KeyError for anything else.

    >>> [str(read_number(t)) for t in ("12", "50,000", "1.2万亿", "三百五十万", "十二", "5千", "九点五", "两千零三")]
    ['12', '50000', '1200000000000.0', '3500000', '12', '5000', '9.5', '2003']
    >>> [str(read_number(t)) for t in ("二〇二五", "一亿五千万", "万")]
    ['2025', '150000000', '10000']
    """
    text = text.replace(",", "").replace("多", "").replace("余", "")
    if arabic := re.match(r"\d+(?:\.\d+)?", text):
        return Decimal(arabic[0]) * multiplier(text[arabic.end() :])
    whole, _, decimals = text.partition("点")
    is_digit_by_digit = len(whole) > 1 and all(char in NUMERALS for char in whole)
    value = _read_digits(whole) if is_digit_by_digit else str(_read_whole(whole))
    return Decimal(f"{value}.{_read_digits(decimals)}" if decimals else value)


def multiplier(text: str) -> Decimal:
    """What the units after a number multiply it by.

    >>> multiplier("万亿"), multiplier("")
    (Decimal('1000000000000'), Decimal('1'))
    """
    product = 1
    for char in text:
        product *= PLACE_VALUES.get(char) or SCALE_VALUES[char]
    return Decimal(product)


def in_chinese(number: int, digits: str = "〇一二三四五六七八九", units: str = "十百千") -> str:
    """A number from 1 to 9999 in Chinese numerals; any other in Arabic ones.

    digits, units: other characters for the same, as on a cheque ("零壹贰叁…", "拾佰仟"), where ten is 壹拾.

    >>> [in_chinese(n) for n in (10, 11, 20, 101, 110, 1200)]
    ['十', '十一', '二十', '一百零一', '一百一十', '一千二百']
    """
    if not 0 < number < 10_000:
        return str(number)
    written, is_gap = "", False
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True):
        if digit:
            written += ("零" if is_gap and written else "") + digits[digit] + (units[place - 1] if place else "")
        is_gap = not digit
    return written[1:] if written.startswith("一十") else written


def _read_whole(text: str) -> int:
    """'一亿五千万' -> 150000000: 亿 multiplies all before it, 万 what stands after the last 亿."""
    hundred_millions = ten_thousands = section = current = 0
    for char in text:
        if char in PLACE_VALUES:
            section += (current or 1) * PLACE_VALUES[char]
            current = 0
        elif char == "亿":
            hundred_millions = hundred_millions + ten_thousands + section + current or 1
            ten_thousands = section = current = 0
        elif char == "万":
            ten_thousands = (section + current or 1) * SCALE_VALUES["万"]
            section = current = 0
        else:
            current = NUMERALS[char]
    return hundred_millions * SCALE_VALUES["亿"] + ten_thousands + section + current


def _read_digits(text: str) -> str:
    """'二〇二五' -> '2025'."""
    return "".join(str(NUMERALS[char]) for char in text)
