"""Numerals of Chinese text as numbers."""

import re
from decimal import Decimal

NUMERALS = {char: index for index, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "Ｏ": 0, "两": 2}
NUMERALS |= {str(digit): digit for digit in range(10)}  # "二0二五", as typed by hand
PLACES = {"十": 10, "百": 100, "千": 1000}
SCALES = {"万": 10_000, "亿": 100_000_000}


def read_number(text: str) -> Decimal:
    """Arabic, Chinese and mixed numerals. Raises KeyError for anything else.

    >>> [str(read_number(t)) for t in ("12", "50,000", "1.2万亿", "三百五十万", "十二", "5千", "九点五", "两千零三")]
    ['12', '50000', '1200000000000.0', '3500000', '12', '5000', '9.5', '2003']
    >>> [str(read_number(t)) for t in ("二〇二五", "一亿五千万", "万")]
    ['2025', '150000000', '10000']
    """
    text = text.replace(",", "").replace("多", "").replace("余", "")
    if arabic := re.match(r"\d+(?:\.\d+)?", text):
        return Decimal(arabic[0]) * multiplier(text[arabic.end() :])
    whole, _, decimals = text.partition("点")
    value = _digits(whole) if len(whole) > 1 and all(char in NUMERALS for char in whole) else str(_whole(whole))
    return Decimal(f"{value}.{_digits(decimals)}" if decimals else value)


def multiplier(text: str) -> Decimal:
    """'万亿' -> 1000000000000."""
    product = 1
    for char in text:
        product *= PLACES.get(char) or SCALES[char]
    return Decimal(product)


def _whole(text: str) -> int:
    """'一亿五千万' -> 150000000: 亿 multiplies all before it, 万 what stands after the last 亿."""
    hundred_millions = ten_thousands = section = current = 0
    for char in text:
        if char in PLACES:
            section += (current or 1) * PLACES[char]
            current = 0
        elif char == "亿":
            hundred_millions = hundred_millions + ten_thousands + section + current or 1
            ten_thousands = section = current = 0
        elif char == "万":
            ten_thousands = (section + current or 1) * SCALES["万"]
            section = current = 0
        else:
            current = NUMERALS[char]
    return hundred_millions * SCALES["亿"] + ten_thousands + section + current


def _digits(text: str) -> str:
    """'二〇二五' -> '2025'."""
    return "".join(str(NUMERALS[char]) for char in text)
