"""The address of a unit -> the units of a document that stand at it, or what the document has instead.

tests/ask/routes/test_address.py is the table of examples.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingce.ask.features import shared_run
from mingce.ask.routes.units import questions, units_under_a_heading
from mingce.text.labels import without_labels
from mingce.text.numerals import in_chinese
from mingce.text.outline import DETAIL, ITEM, PARAGRAPH, Unit, main_sequence
from mingce.text.patterns import HAN

ROW = rf"^[| \t\u3000]*(?P<n>\d{{1,3}})(?:[| \t\u3000]+[^\s|]|[{HAN}])[^\n]*"
SHARED = 3  # characters of a heading that a question says of it

# Nouns that number the headings which bear them, "六、关于…品种问题", or those under one that does, "（二）存在的问题"
BORNE = ("问题", "事项", "专题", "议题")

# What a counter word stands for: the forms of units, in the order in which they are tried.
FORMS: dict[str, tuple[str, ...]] = {
    "编": ("part",),
    "篇": ("part",),
    "部分": ("part", "one", "chapter", "decimal"),
    "块": ("part", "one", "chapter", "bracket"),
    "方面": ("one", "bracket", "nth"),
    "章": ("chapter",),
    "节": ("division", "bracket"),  # a （一） only where nothing is called 第一节
    **dict.fromkeys(BORNE, ("one", "bracket", "nth", "arabic")),
    "专栏": ("box",),
    "条": ("article",),
    "款": (PARAGRAPH,),
    "项": (ITEM, "bracket", "arabic", "paren", "row", "nth"),
    "目": (DETAIL, "arabic", "paren", ITEM),
    "点": ("bracket", "arabic", ITEM, "one", "nth", "paren"),
    "附件": ("annex",),
    "段": ("line",),
    "自然段": ("line",),
    "号": ("arabic", "row", "bracket", "one", ITEM),
    "1.1": ("decimal",),
}
RANK = {
    "附件": 0,
    "编": 1,
    "篇": 1,
    "部分": 1,
    "块": 1,
    "1.1": 1,
    "章": 2,
    "节": 3,
    "专栏": 3,
    "一、": 4,
    **dict.fromkeys(BORNE, 4),
    "条": 5,
    "方面": 6,
    "（一）": 6,
    "款": 7,
    "项": 8,
    "点": 8,
    "1.": 8,
    "号": 8,
    "目": 9,
    "段": 10,
    "自然段": 10,
}


@dataclass(frozen=True)
class Step:
    """One number of an address."""

    counter: str  # of FORMS, or "（一）", "一、", "1."
    number: str  # as units have it; "last1", "last2" from the end
    start: int = 0  # in the question
    end: int = 0
    words: str = ""  # of the heading, where they are said with it: "（二）打造岸线"


Address = tuple[Step, ...]  # from the larger unit to the smaller


class NotThere(Exception):
    """A unit that the document does not have; the message says so."""


def resolve(root: Unit, address: Address, text: str = "", said: str = "") -> list[Unit]:
    """The units at an address, of which there is more than one where the numbers come again. Raises NotThere.

    text: of the document; without it, paragraphs (段) are not found. said: the question, whose words tell between units
    of one number.
    """
    return _resolved([root], address, "", text, said)


def _resolved(place: Sequence[Unit], address: Address, told: str, text: str, said: str) -> list[Unit]:
    """The units at the rest of an address. Of several forms that a number may stand for, "第一点", that is taken under
    which the steps after it are there, "第一点第（六）项"."""
    if not address:
        return list(place)
    step, *rest = address
    ways = [way for unit in place for way in _found(unit, step, text, said)] if len(place) == 1 else []
    if len(place) > 1:
        ways = [[one for unit in place for way in _found(unit, step, text, said)[:1] for one in way]]
    ways = [way for way in ways if way]
    if not ways:
        raise NotThere(_absence(place, step, told))
    missing: NotThere | None = None
    for way in ways:
        try:
            return _resolved(way, tuple(rest), told + words_of(step), text, said)
        except NotThere as error:
            missing = missing or error
    raise missing or NotThere(_absence(place, step, told))


def _found(unit: Unit, step: Step, text: str, said: str) -> list[list[Unit]]:
    """What stands below a unit at one step, for each form that the step may mean, the likeliest first."""
    forms = _forms(step)
    if unit.form == "document" and step.counter in ("款", "目") and unit.of("article"):
        raise NotThere(f"的{words_of(step)}要写明是哪一条的")
    if step.counter == "条" and unit.form == "document":  # "第9条" of twenty measures under three headings
        forms = ("article", *sorted(forms[1:], key=lambda form: -len(_own(unit, form))))
    if step.counter in BORNE:
        asked = questions(text, unit) if step.counter == "问题" and unit.form == "document" else []
        borne = asked or units_under_a_heading(unit, step.counter)
        numbered = [one for one in borne if one.number == step.number]
        return [numbered] if numbered else []
    if step.counter == "节" and unit.of("division"):
        forms = ("division",)
    ways: list[list[Unit]] = []
    for form in forms:
        known = _known(unit, form, step, text)
        if step.number.startswith("last"):
            back = int(step.number[4:])
            if len(known) >= back:
                return [[known[-back]]]
        elif step.counter == "附件" and not step.number:
            if known:
                return [known]
        else:
            found = [one for one in known if one.number == step.number]
            if unit.form == "document" and form in (ITEM, DETAIL) and len(found) > 1:
                continue  # of which list?
            is_one = form in ("article", "chapter", PARAGRAPH, ITEM, DETAIL, "part", "row")
            ways.append(found[:1] if is_one else found)
    ways = [way for way in ways if way]
    return ways or [_of_several(unit, step, forms, said)]


def _known(unit: Unit, form: str, step: Step, text: str) -> list[Unit]:
    """The units of a form that a step may mean; those of the heading that is said with it, where it is said."""
    if form == "line":
        return lines(unit, text)
    if form == "row":
        return unit.of("row") or rows(unit, text)
    named = [u for u in unit.of(form) if u.number == step.number and is_called(u, step.words)] if step.words else []
    return named or _own(unit, form)


def is_called(unit: Unit, words: str) -> bool:
    """Whether words are those of the heading of a unit: "政策措施" of "二、主要政策措施"."""
    bare, said = (re.sub(r"[\W_]", "", text) for text in (without_labels(unit.name), words))
    return len(said) > 1 and len(bare) > 1 and (said in bare or bare in said)


def _of_several(root: Unit, step: Step, forms: Sequence[str], said: str) -> list[Unit]:
    """Where a number comes again under several headings, the unit whose heading the question names. Raises NotThere."""
    alike = [one for one in root.walk() if one.form in forms and one.number == step.number and one.name]
    if root.form != "document" or len(alike) < 2:
        return []
    shared = [len(shared_run(without_labels(one.name), said)) for one in alike]
    named = [one for one, run in zip(alike, shared, strict=True) if run == max(shared) >= SHARED]
    if len(named) == 1:
        return named
    below = [one for one in alike if any(_is_said(above, said) for above in root.path_to(one)[:-1])]
    if len(below) == 1:
        return below
    above = [path[-2].name for one in alike if len(path := root.path_to(one)) > 1]
    places = "、".join(f"“{name}”" for name in dict.fromkeys(above))
    raise NotThere(f"有 {len(alike)} 处{words_of(step)}{f'，分别在{places}之下' if places else ''}，请写明是哪一处")


def _is_said(unit: Unit, said: str) -> bool:
    """Whether a question says the whole heading of a unit."""
    bare = re.sub(r"\s", "", without_labels(unit.name)).rstrip("。：:")
    return len(bare) >= SHARED and bare in re.sub(r"\s", "", said)


def lines(unit: Unit, text: str) -> list[Unit]:
    """The paragraphs (段) of a unit, its heading aside."""
    spans = [m.span() for m in re.compile(r"[^\n]*\S[^\n]*").finditer(text, unit.start, unit.end)]
    first = 1 if spans and unit.name and len(text[slice(*spans[0])].strip()) <= len(unit.name) + 6 else 0
    return [Unit("line", str(n), "", *span) for n, span in enumerate(spans[first:], start=1)]


def rows(unit: Unit, text: str) -> list[Unit]:
    """The numbered rows of the tables of a unit, "| 48 | 房产登记 |", "48　房产登记"; those that count on from one another."""
    found = [
        Unit("row", match["n"], "", *match.span())
        for match in re.compile(ROW, re.M).finditer(text, unit.start, unit.end)
    ]
    counted = [int(one.number) for one in found]
    return [
        one
        for at, one in enumerate(found)
        if counted[at] - 1 in counted[max(0, at - 1) : at] or counted[at] + 1 in counted[at + 1 : at + 2]
    ]


def _forms(step: Step) -> tuple[str, ...]:
    if step.counter == "条":
        return ("article", "one", "bracket", "arabic", "nth")
    return {"（一）": ("bracket", ITEM), "一、": ("one",), "1.": ("arabic", ITEM, DETAIL)}.get(step.counter) or FORMS[
        step.counter
    ]


def _own(unit: Unit, form: str) -> list[Unit]:
    """The units of a form below another; those of annexes only where nothing else has any, or inside an annex.

    Numbers that begin anew under each heading tell nothing without the heading, so of these only those of the first
    heading are taken where the unit itself is no heading.
    """
    if form == "article" and unit.form == "document":
        outside = [u for child in unit.children if child.form != "annex" for u in (child, *child.walk())]
        return [u for u in outside if u.form == form] or unit.of(form)
    if form in ("one", "bracket", "arabic", "nth") and unit.form == "document":
        outside = [u for child in unit.children if child.form != "annex" for u in (child, *child.walk())]
        found = [u for u in outside if u.form == form]
        if len({u.number for u in found}) == len(found):
            return found
        on_top = [u for u in unit.children if u.form == form]
        return main_sequence(on_top) if len(on_top) == len(found) else []
    if unit.form == "article" and form == ITEM:
        return [item for paragraph in unit.children for item in paragraph.children]
    return unit.of(form)


def _absence(place: Sequence[Unit], step: Step, told: str) -> str:
    forms = [form for form in _forms(step) if form not in ("line", "row")]
    by_form = [[one for unit in place for one in _own(unit, form)] for form in forms]
    known = max(by_form, key=len, default=[]) if step.counter != "条" else next(filter(None, by_form), [])
    counter = step.counter if step.counter in FORMS and step.counter not in ("号", "1.1") else "项"
    asked = words_of(step)
    if step.number.startswith("last"):
        return f"{told}没有“{counter}”这一级"
    if not known:
        return (
            f"{told}没有{asked}"
            if told
            else f"没有{asked}，这份文件不分{counter}"
            if counter not in ("附件", "专栏")
            else f"没有{counter}"
        )
    unit = f"个{counter}" if counter in (*BORNE, "专栏") else counter
    return f"{told}没有{asked}，共{in_chinese(len(known))}{unit}"


def words_of(step: Step) -> str:
    """
    >>> words_of(Step("条", "12之1")), words_of(Step("（一）", "3")), words_of(Step("附件", "2"))
    ('第十二条之一', '（三）', '附件2')
    """
    if step.number.startswith("last"):
        back = int(step.number[4:])
        return f"最后一{step.counter}" if back == 1 else f"倒数第{in_chinese(back)}{step.counter}"
    main, _, more = step.number.partition("之")
    number = in_chinese(int(main)) if main.isdigit() else main
    tail = f"之{in_chinese(int(more))}" if more else ""
    if step.counter in ("1.1", "号"):
        return f"序号{main}" if step.counter == "号" else step.number
    if step.counter in ("（一）", "一、", "1."):
        return {"（一）": f"（{number}）", "一、": f"{number}、", "1.": f"{main}."}[step.counter]
    if step.counter in BORNE:
        return f"第{number}个{step.counter}"
    return f"{step.counter}{main}" if step.counter in ("附件", "专栏") else f"第{number}{step.counter}{tail}"
