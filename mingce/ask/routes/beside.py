"""What stands behind or before a unit: "第三条的下一条", "“重点突破”后面那一部分是什么", "再往后的一章".

tests/ask/routes/test_outline.py is the table of examples.
"""

import re
from collections.abc import Iterator

from mingce.ask.routes.address import read_addresses, unit_at
from mingce.ask.routes.asked import Asked
from mingce.ask.routes.reply import Line
from mingce.ask.routes.units import named_unit
from mingce.ask.routes.where import found_where
from mingce.datatypes import Document
from mingce.text.outline import Unit

_UNIT = "个|项|条|章|节|部分|点|块|段"
_JOINS = "(?:那|的|是|紧接着|紧挨着|紧跟着|挨着|接着|接的|它)*"
# The end of a question for a neighbour: "一章是什么", "哪一部分", "的"; "后面的八条", "下面第2条" ask for what stands below
_END = rf"(?:一)?(?:{_UNIT})?(?:的)?[又就则呢]?(?:是|讲|写|说|叫)?(?:什么|啥|哪(?:一)?(?:{_UNIT})?(?!\s?[二三四五六七八九十两几\d])|的?(?=[，。？?]*$))"
NEXT = re.compile(
    rf"(?:的)?(?:后面|后边|后头|之后|往后|下面|下头|完了|过了|接下来|接下去){_JOINS}{_END}"
    rf"|(?:的)?(?<!如)下一(?:{_UNIT})|(?:再|又)?(?:往|朝)(?:后|下)(?:的)?(?:一)?(?:{_UNIT})"
    rf"|(?:紧跟|紧接|紧挨|紧随|紧排)[^，。？]{{0,6}}?(?:是|哪|那)[^，。？]{{0,3}}?(?:什么|啥|{_UNIT})|(?:紧跟|紧接|紧挨|紧随)着?的?(?:下|那)?一?(?:{_UNIT})|接着(?:是|讲)(?:什么|啥|哪(?:一)?(?:{_UNIT})?)"
)
BEFORE = re.compile(
    rf"(?:的)?(?:前面|前边|前头|之前|往前|上面|上头){_JOINS}{_END}|(?:的)?(?:上|前)一(?:{_UNIT})"
    rf"|(?:再|又)?(?:往|朝)(?:前|上)(?:的)?(?:一)?(?:{_UNIT})"
)
OF_SEVERAL = re.compile(r"哪\s?[二三四五六七八九十两几\d]")  # "后面加的是哪七样"


def next_unit(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    """What stands behind a unit, or before it where the words say so."""
    if match := NEXT.search(text):
        yield from _beside(asked, document, text, match, 1)
    elif (match := BEFORE.search(text)) and not is_certain:
        yield from _beside(asked, document, text, match, -1)
    elif is_certain and not OF_SEVERAL.search(text):
        yield from _beside(asked, document, text, None, 1)


def previous_unit(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    yield from _beside(asked, document, text, BEFORE.search(text), -1)


def _beside(asked: Asked, document: Document, text: str, match: re.Match[str] | None, step: int) -> Iterator[Line]:
    """The unit behind (step 1) or before (-1) the one that is named; where none is, the one that the talk was about."""
    root = asked.outline(document)
    start, end = match.span() if match else (len(text), len(text))
    addresses, _ = read_addresses(text[:start])
    unit = named_unit(asked, document, text[:start] + text[end:], [], any_depth=True)
    if unit is None and addresses:
        unit = unit_at(asked, document, addresses[-1:], ())
        if unit is None:
            return
    if unit is None and (before := in_talk(asked, document)):
        unit, step = before[0], step + before[1]
    if unit is None:
        return
    path = root.path_to(unit)
    siblings = (path[-2] if len(path) > 1 else root).children
    if unit.form == "article":
        siblings = tuple(root.of("article"))
    at = siblings.index(unit) + step
    found = siblings[at] if 0 <= at < len(siblings) else _across(root, unit, step)
    if found:
        span = asked.heading(document, found) if found.name and found.form != "article" else asked.span(document, found)
        yield Line("下一项：" if step > 0 else "上一项：", (span,))
    else:
        yield Line(f"“{unit.name}”已经是{'最后' if step > 0 else '最前'}一项。", (asked.heading(document, unit),))


def _across(root: Unit, unit: Unit, step: int) -> Unit | None:
    """The unit that goes on from the numbers of the last, or first, one under a heading: "9．" under （三） behind "8．"
    under （二）; None where they begin anew."""
    number = str(int(unit.number) + step) if unit.number.isdigit() else ""
    alike = [one for one in root.of(unit.form) if one.number == number and (one.start - unit.start) * step > 0]
    return min(alike, key=lambda one: abs(one.start - unit.start), default=None) if number not in ("", "1") else None


def in_talk(asked: Asked, document: Document) -> tuple[Unit, int] | None:
    """The unit that the last question with one was about, by the place it asked for, a heading or an address, and how
    many steps the questions after it went on from there."""
    steps = 0
    for question in reversed(asked.question.history):
        text = asked.searcher.names.named(question).rest
        step = 1 if NEXT.search(text) else -1 if BEFORE.search(text) else 0
        place = found_where(asked, document, text) if not step else None
        unit = place.units[0] if place and place.units else named_unit(asked, document, text, [], any_depth=True)
        unit = unit or unit_at(asked, document, read_addresses(text)[0], ())
        if unit is not None:
            return unit, steps + step
        steps += step
    return None
