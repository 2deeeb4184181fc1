"""Automatic numbers as Word shows them: 一、 （一） 1. from numbering.xml."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mingce.text.numerals import in_chinese

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

DIGITS = "〇一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
SYMBOL_FONTS = re.compile(r"wingdings|webdings|symbol", re.I)
# Wingdings and Symbol, by the low byte of their private code.
SYMBOLS = {
    **dict.fromkeys((0x6F, 0xA8, 0x71), "□"),
    **dict.fromkeys((0x52, 0xFE), "☑"),
    **dict.fromkeys((0x6C, 0xB7, 0x9F, 0xA7), "•"),
    **{0xFD: "☒", 0xFC: "✓", 0x6E: "■", 0x75: "◆", 0xD8: "➢", 0xE0: "→", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×"},
}


@dataclass(frozen=True)
class Level:
    start: int = 1
    form: str = "decimal"
    text: str = "%1."
    restart: int | None = None  # None: after any higher level; 0: never; n: after level n (from 1) or higher
    legal: bool = False  # all numbers as 1, 2, 3
    joined: bool = False  # nothing between number and text
    style: str = ""


def letters(number: int) -> str:
    """
    >>> letters(2), letters(28)
    ('b', 'bb')
    """
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def roman(number: int) -> str:
    """
    >>> roman(14)
    'xiv'
    """
    out = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True
    ):
        out += sign * (number // value)
        number %= value
    return out


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _enclosed(first: int, count: int) -> Callable[[int], str]:
    """From a run of characters like ①②③; a plain number after its end."""
    return lambda number: chr(first + number - 1) if 1 <= number <= count else str(number)


def _places(number: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(number))


FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerLetter": letters,
    "chineseCounting": lambda number: in_chinese(number) if number < 100 else _places(number),
    "chineseCountingThousand": in_chinese,
    "japaneseCounting": in_chinese,
    "taiwaneseCounting": in_chinese,
    "taiwaneseCountingThousand": in_chinese,
    "ideographDigital": _places,
    "taiwaneseDigital": _places,
    "japaneseDigitalTenThousand": _places,
    "chineseLegalSimplified": lambda number: in_chinese(number, FORMAL, "拾佰仟"),
    "ideographLegalTraditional": lambda number: in_chinese(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "ideographTraditional": _one_of(STEMS),
    "ideographZodiac": _one_of(BRANCHES),
    "decimalEnclosedCircle": _enclosed(ord("①"), 20),
    "decimalEnclosedCircleChinese": _enclosed(ord("①"), 20),
    "decimalEnclosedFullstop": _enclosed(ord("⒈"), 20),
    "decimalEnclosedParen": _enclosed(ord("⑴"), 20),
    "ideographEnclosedCircle": _enclosed(ord("㊀"), 10),
    "none": lambda number: "",
}


def format_number(form: str, number: int) -> str:
    """A number in one of the formats of WordprocessingML; as 1, 2, 3 in one that is not known here.

    >>> format_number("chineseCounting", 12), format_number("decimalEnclosedCircleChinese", 3)
    ('十二', '③')
    """
    return FORMS.get(form, str)(number)


def symbol(code: int) -> str:
    """What a character of a symbol font looks like; a dot where it is not known."""
    return SYMBOLS.get(code & 0xFF, "•")


class Numbering:
    """The counters of one document; `label` is to be asked once a paragraph, in order."""

    def __init__(self, root: Any = None, linked: Callable[[str], str] = lambda style: "") -> None:
        """root: the element of numbering.xml. linked: the numId that a numbering style names."""
        self.levels: dict[str, dict[int, Level]] = {}  # of an abstract numbering
        self.abstract: dict[str, str] = {}  # numId -> abstract numbering
        self.overrides: dict[tuple[str, int], Level | int] = {}  # (numId, level) -> its own level, or only a start
        self.counts: dict[str, dict[int, int]] = {}
        self.started: set[tuple[str, int]] = set()
        links: dict[str, str] = {}
        for element in root.iterchildren(f"{W}abstractNum") if root is not None else ():
            key = _value(element, "abstractNumId")
            self.levels[key] = {int(_value(lvl, "ilvl")): _level(lvl) for lvl in element.iterchildren(f"{W}lvl")}
            if style := _child(element, "numStyleLink"):
                links[key] = style
        for element in root.iterchildren(f"{W}num") if root is not None else ():
            key = _value(element, "numId")
            self.abstract[key] = _child(element, "abstractNumId")
            for override in element.iterchildren(f"{W}lvlOverride"):
                level = int(_value(override, "ilvl"))
                own = override.find(f"{W}lvl")
                if own is not None:
                    self.overrides[key, level] = _level(own)
                if start := _child(override, "startOverride"):
                    self.overrides[key, level] = int(start)
        for key, style in links.items():
            target = self.abstract.get(linked(style), "")
            self.abstract = {num: target if own == key else own for num, own in self.abstract.items()}

    def level_of_style(self, num_id: str, style: str) -> int | None:
        levels = self.levels.get(self.abstract.get(num_id, ""), {})
        return next((row for row, level in levels.items() if style and level.style == style), None)

    def label(self, num_id: str, level: int) -> str:
        """The number that Word shows before the paragraph, with the space after it; "" where there is none."""
        abstract = self.abstract.get(num_id, "")
        levels = self.levels.get(abstract)
        if not levels:
            return ""
        counts = self.counts.setdefault(abstract, {})
        override = self.overrides.get((num_id, level))
        own = override if isinstance(override, Level) else levels.get(level, Level(text=""))
        if override is not None and (num_id, level) not in self.started:
            counts[level] = (override if isinstance(override, int) else override.start) - 1
        self.started.add((num_id, level))
        counts[level] = counts.get(level, own.start - 1) + 1
        for deeper in [row for row in counts if row > level]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                del counts[deeper]
        if own.form == "bullet":
            return f"{own.text} " if own.text else ""

        def number(match: re.Match[str]) -> str:
            row = int(match[1]) - 1
            other = own if row == level else levels.get(row, Level())
            return format_number("decimal" if own.legal else other.form, counts.setdefault(row, other.start))

        text = re.sub(r"%([1-9])", number, own.text).strip()
        return text if own.joined or not text or text[-1] in "、．.）)〕】：—" else f"{text} "


def _level(element: Any) -> Level:
    form = _child(element, "numFmt") or "decimal"
    custom = element.find(f".//{W}numFmt")  # newer formats stand in mc:AlternateContent
    if form == "decimal" and custom is not None:
        form = _value(custom, "val")
    text = _child(element, "lvlText")
    if form == "bullet":
        font = element.find(f"{W}rPr/{W}rFonts")
        fonts = " ".join(font.attrib.values()) if font is not None else ""
        text = "".join(symbol(ord(c)) if SYMBOL_FONTS.search(fonts) or "\ue000" <= c <= "\uf8ff" else c for c in text)
    restart = _child(element, "lvlRestart")
    return Level(
        int(_child(element, "start") or 0),
        form,
        text,
        int(restart) if restart else None,
        _child(element, "isLgl", "1") not in ("", "0", "false"),
        _child(element, "suff") == "nothing",
        _child(element, "pStyle"),
    )


def _value(element: Any, name: str) -> str:
    return element.get(f"{W}{name}") or ""


def _child(element: Any, name: str, missing_value: str = "") -> str:
    """`w:val` of a child; "" without such a child, `missing_value` where it has no value."""
    child = element.find(f"{W}{name}")
    return "" if child is None else child.get(f"{W}val", missing_value)
