"""A document's sections -> its tree of units: annexes, parts, chapters, articles, headings, paragraphs and items.

A unit is addressed by its form and number ("第十二条" is ("article", "12")) and spans everything under it. Below an
article stand its paragraphs (款), which are its lines, and their items (项, 目); below the last heading of another
document its numbered items.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import takewhile

from mingce.datatypes import Document, Section
from mingce.text.labels import ANNEX, COUNTED_OFF, HEADING_FORMS, match_label
from mingce.text.numerals import read_number
from mingce.text.patterns import HAN, TABLE_ROW
from mingce.text.sections import DECIMAL_CHAPTER, DOT_LEADER, INLINE_ITEM, read_heading

# Forms of `read_heading`, and of what stands below headings.
PARAGRAPH, ITEM, DETAIL = "paragraph", "item", "detail"  # 款 项 目
# "（一）甲；（二）乙" in one line
NEXT_ITEM = re.compile(r"(?<=[：:；;。])\s?[（(]([一二三四五六七八九十]+)[）)]")
ROW = re.compile(rf"(\d{{1,3}})[ \t\u3000]+(?=[{HAN}“])(?!年|月|日|万|亿|个|元|家|人)")  # of a table that became text
CIRCLED = re.compile(r"[①-⑳]")  # "①甲；②乙" in one line
# What follows a list and speaks of the whole document: "本措施自2024年1月1日起施行。"
ABOUT_ALL = re.compile(r"本(?:措施|办法|通知|意见|规定|方案|政策|细则|公告|决定|条例)|以上|上述|特此|附\s?件|未尽事宜")
# "一是…；二是…" in sentences
COUNTED = re.compile(rf"(?:(?<=[。；;：:，,\n\u3000 ])|^)(?P<n>{COUNTED_OFF})", re.M)


# Forms of headings that a conversion may glue to the line before, what they begin behind and what ends their names
GLUED = {form: pattern for form, pattern in HEADING_FORMS if form in ("part", "chapter", "one", "article", "bracket")}
BEFORE_GLUED = re.compile(
    r"[。；;][ \t\u3000]*(?=\S)|^(?=第[一二三四五六七八九十百]+章)|^第[一二三四五六七八九十百]+章[\u4e00-\u9fff]{2,15}(?=第)",
    re.M,
)
# The name of a chapter of a decimal number, on a line of its own or in a table of contents that became one line:
# "3.6 应急组织机构 4监测与预警 4.1 预防"
_NAME = rf"(?P<name>[{HAN}][{HAN}、，（）“”]{{1,24}}?)"
CHAPTER_NAME = re.compile(
    rf"(?<![\d.．])(?P<n>[1-9]\d?)[.．]?[ \t\u3000]*{_NAME}(?=[ \t\u3000.．·…]*(?P=n)[.．]1(?!\d))"
    rf"|(?:^|(?<=[ \t\u3000。]))(?P<n2>[1-9]\d?)[.．]?[ \t\u3000]*{_NAME.replace('name', 'name2')}(?=[ \t\u3000.．·…\d]*$)",
    re.M,
)
FEWEST_CHAPTERS = 4
GLUED_NAME_END = re.compile(r"\n|。|第[一二三四五六七八九十百]+条")
LENGTHS_OF_NAME = range(2, 41)


@dataclass(frozen=True)
class Unit:
    form: str  # of labels.HEADING_FORMS, "annex", "box", "markdown", PARAGRAPH, ITEM, DETAIL, "row"; "document" for the root
    number: str  # "12", "12之1", "2.3"; "" where it has none
    name: str  # its heading as read: "第二章 监督管理", "（三）治污"; "" for what has no heading
    start: int
    end: int  # exclusive, white space at the end left out
    children: tuple["Unit", ...] = field(default=(), repr=False)

    def walk(self) -> Iterator["Unit"]:
        """All units below, in reading order."""
        for child in self.children:
            yield child
            yield from child.walk()

    def of(self, *forms: str) -> list["Unit"]:
        """The units below of these forms, in reading order."""
        return [unit for unit in self.walk() if unit.form in forms]

    def path_to(self, unit: "Unit") -> tuple["Unit", ...]:
        """The units from below this one down to another, that one included; () where it is not below."""
        for child in self.children:
            if child == unit:
                return (child,)
            if child.start <= unit.start and unit.end <= child.end and (below := child.path_to(unit)):
                return (child, *below)
        return ()


def outline(document: Document, sections: Sequence[Section]) -> Unit:
    """The tree of a document. sections: all of it, as `split_sections` gives them."""
    root = _Open((), 0)
    boxes = _Boxes()
    for section in sections:
        opens = bool(section.path) and _opens(document.text, section)
        root.add(boxes.placed(section, opens), 0, opens)
    return _closed(root, document.text, len(document.text))


def main_sequence(units: Sequence[Unit]) -> list[Unit]:
    """Of units whose numbers begin anew, as those of a notice and of what it prints, the run that is longest in text."""
    runs: list[list[Unit]] = []
    for unit in units:
        if not runs or unit.number in ("1", "") or unit.number in {one.number for one in runs[-1]}:
            runs.append([])
        runs[-1].append(unit)
    return max(runs, key=lambda run: run[-1].end - run[0].start, default=[])


def number_of(ordinal: str) -> str:
    """A number as units have it.

    >>> [number_of(n) for n in ("十二", "12", "2.3", "第十二条之一", "③")]
    ['12', '12', '2.3', '12之1', '3']
    """
    ordinal = re.sub(r"[第\s]", "", ordinal)
    if "条" in ordinal or "之" in ordinal:
        main, _, more = ordinal.replace("条", "").partition("之")
        return f"{number_of(main)}之{number_of(more)}" if more else number_of(main)
    if re.fullmatch(r"[\d.．]+", ordinal) and "." in ordinal.replace("．", "."):
        return ordinal.replace("．", ".")
    if "①" <= ordinal[:1] <= "⑳":
        return str(ord(ordinal[0]) - ord("①") + 1)
    try:
        return str(int(read_number(ordinal)))
    except (KeyError, ValueError, IndexError, ArithmeticError):
        return ""


class _Boxes:
    """Puts what a box numbers anew, "一、建设目标" of a box under "四、重点项目", below the box, until the numbers of the
    text go on: "（二）", "五、保障措施"."""

    def __init__(self) -> None:
        self.box: tuple[str, ...] = ()  # path of the last box, () where none is open
        self.inside: list[tuple[str, ...]] = []  # paths of its headings
        self.moved: dict[tuple[str, ...], tuple[str, ...]] = {}  # path as read -> as it is

    def placed(self, section: Section, opens: bool) -> Section:
        path = section.path
        if not path:
            return section
        if opens:
            self.moved[path] = self._opened(path)
        return replace(section, path=self.moved.get(path, self._below(path)))

    def _below(self, path: tuple[str, ...]) -> tuple[str, ...]:
        return (*self.moved.get(path[:-1], path[:-1]), path[-1])

    def _opened(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """Where a section that opens with its heading stands."""
        form, _ = _form(path[-1])
        if form == "box":
            is_beside = bool(self.box) and bool(self.inside)
            self.box, self.inside = (*self.box[:-1], path[-1]) if is_beside else self._below(path), []
            return self.box
        if not self.box or form in ("part", "chapter", "annex"):
            self.box = ()
            return self._below(path)
        placed = self._beside_box(path, form)
        if placed[: len(self.box)] == self.box:
            self.inside.append(placed)
        elif len(placed) < len(self.box):
            self.box = ()
        return placed

    def _beside_box(self, path: tuple[str, ...], form: str) -> tuple[str, ...]:
        """Where a heading behind a box stands, by its number: in the box, where it goes on there, else where it goes on
        around it."""
        plain, number = self._below(path), _form(path[-1])[1]
        around = [depth for depth, name in enumerate(self.box[:-1]) if _form(name)[0] == form]
        if form not in ("one", "bracket") or not around:
            return plain
        before = [one for one in self.inside if _form(one[-1])[0] == form]
        if before and number == _next(before[-1][-1]):
            return (*before[-1][:-1], path[-1])
        if number == _next(self.box[around[-1]]):
            return (*self.box[: around[-1]], path[-1])
        is_first = number == "1"
        return (*self.box, path[-1]) if is_first and not self.inside else plain


def _next(name: str) -> str:
    number = _form(name)[1]
    return str(int(number) + 1) if number.isdigit() else ""


class _Open:
    """A heading whose sections are still being collected."""

    def __init__(self, path: tuple[str, ...], start: int) -> None:
        self.path, self.start, self.below = path, start, list["_Open"]()

    def add(self, section: Section, depth: int, opens: bool) -> None:
        """opens: whether the section begins with its heading; else it goes on after another one."""
        if depth == len(section.path):
            return
        last = self.below[-1] if self.below else None
        is_new = len(section.path) == depth + 1 and opens
        if last is None or last.path[-1] != section.path[depth] or is_new:
            last = _Open(section.path[: depth + 1], section.start)
            self.below.append(last)
        last.add(section, depth + 1, opens)


def _opens(text: str, section: Section) -> bool:
    """Whether a section begins with its own heading."""
    name = re.sub(r"[\s…]", "", section.path[-1])[:6]
    return re.sub(r"[\s#*]", "", text[section.start : section.start + 60]).startswith(name)


def _closed(node: _Open, text: str, end: int) -> Unit:
    ends = [*(child.start for child in node.below[1:]), end][: len(node.below)]
    below = [_closed(c, text, stop) for c, stop in zip(node.below, ends, strict=True)]
    children = _without_tail(text, _with_glued(text, below))
    start, end = _trimmed(text, node.start, end)
    if not node.path:
        children = tuple(_with_chapters(text, list(_in_chapters(text, children)))) or tuple(_counted(text, start, end))
        return Unit("document", "", "", start, end, children)
    name = node.path[-1]
    form, number = _form(name)
    if form == "article":
        children = tuple(_paragraphs(text, start, end))
    elif not children:
        children = tuple(_items(text, start, end, skip=1)) or tuple(_counted(text, start, end))
        children = children or tuple(_body(text, start, end, name))
    return Unit(form, number, name, start, end, children)


def _with_glued(text: str, units: list[Unit]) -> list[Unit]:
    """Units with those between them whose heading a conversion glued to the end of the line before: "…交通安全。六、加大管理
    力度" between 五 and 七. Behind the last one only a heading that ends its line is believed."""
    found: list[Unit] = []
    for row, unit in enumerate(units):
        found.append(unit)
        later = next((one for one in units[row + 1 :] if one.form == unit.form), None)
        while unit.form in GLUED and unit.number.isdigit() and (later is None or later.number != _after(unit)):
            is_gap = later is not None and later.number.isdigit() and int(later.number) > int(_after(unit))
            glued = _glued(text, unit, is_gap) if is_gap or later is None else None
            if glued is None:
                break
            found[-1:] = [_cut(text, unit, glued.start), glued]
            unit = glued
    return found


def _after(unit: Unit) -> str:
    return str(int(unit.number) + 1)


def _glued(text: str, unit: Unit, is_gap: bool) -> Unit | None:
    """The unit of the next number whose heading stands behind a sentence of this one."""
    for match in BEFORE_GLUED.finditer(text, unit.start, unit.end):
        heading = GLUED[unit.form].match(text, match.end())
        if heading is None or number_of(heading[1]) != _after(unit):
            continue
        if unit.form == "article":
            if is_gap:
                below = tuple(_paragraphs(text, match.end(), unit.end))
                return Unit(unit.form, _after(unit), heading[0], match.end(), unit.end, below)
            continue
        stop = GLUED_NAME_END.search(text, heading.end())
        name = text[match.end() : stop.start() if stop else unit.end].strip()
        if len(name) - len(heading[0]) not in LENGTHS_OF_NAME or not (is_gap or _ends_name(unit.form, stop)):
            continue
        below = tuple(child for child in unit.children if child.start >= match.end())
        return Unit(unit.form, _after(unit), name, match.end(), unit.end, below)
    return None


def _ends_name(form: str, stop: re.Match[str] | None) -> bool:
    """Whether what ends the name of a heading shows that it is one: its line, or the first article of a chapter."""
    return stop is not None and (stop[0] == "\n" or (form == "chapter" and stop[0] != "。"))


def _cut(text: str, unit: Unit, end: int) -> Unit:
    """A unit up to a place inside it."""
    children = tuple(_cut(text, child, min(end, child.end)) for child in unit.children if child.start < end)
    return replace(unit, end=_trimmed(text, unit.start, end)[1], children=children)


def _without_tail(text: str, units: list[Unit]) -> tuple[Unit, ...]:
    """The last of several items that are a line each is a line, too: what follows it is of the unit above."""
    if not units:
        return ()
    *others, last = units
    is_list = last.form in ("bracket", "arabic", "paren", "circle")
    is_list = is_list and all(child.form == PARAGRAPH and not child.children for child in last.children)
    line = text.find("\n", last.start, last.end)
    is_about_all = line >= 0 and ABOUT_ALL.match(text[line : last.end].strip())
    if not is_list or len(others) < (1 if is_about_all else 2) or any("\n" in text[u.start : u.end] for u in others):
        return tuple(units)
    stop = text.find("\n", last.start, last.end)
    is_whole = stop >= 0 and text[last.start : stop].rstrip().endswith(("。", "；"))  # else a page ends there
    return (*others, last if not is_whole else replace(last, end=_trimmed(text, last.start, stop)[1], children=()))


def _form(name: str) -> tuple[str, str]:
    heading = read_heading(name)
    if heading is None:
        chapter = DECIMAL_CHAPTER.match(name)  # "2 组织体系", above "2.1…"
        return ("decimal", number_of(chapter[1])) if chapter else ("markdown", "")
    if heading.form in ("annex", "box"):
        match = ANNEX.match(heading.name)
        digits = re.search(r"\d+|[一二三四五六七八九十]+", match[0]) if match else None
        return heading.form, number_of(digits[0]) if digits else ""
    return heading.form, number_of(heading.name if heading.form == "article" else heading.ordinal)


def _in_chapters(text: str, units: Sequence[Unit]) -> Iterator[Unit]:
    """The units below a document, those of a decimal number whose chapter was not read as a heading under the line that
    opens it: "6.1.3" and "6.2" under "6灾后救助"."""
    row = 0
    while row < len(units):
        unit = units[row]
        number, _, more = unit.number.partition(".")
        run = [unit]
        if unit.form == "decimal" and more:
            run = list(takewhile(partial(_is_of_chapter, number), units[row:]))
            start = _chapter_starts(text, number, units[row - 1].start if row else 0, unit.start)
            name = text[start : text.find("\n", start)].strip() if start < unit.start else ""
            unit = Unit("decimal", number, name, start, run[-1].end, tuple(run))
        following = units[row + len(run)] if row + len(run) < len(units) else None
        if following and following.form == "decimal" and "." in following.number:
            stop = _chapter_starts(text, following.number.partition(".")[0], unit.start, following.start)
            if stop < unit.end:
                unit = replace(unit, end=_trimmed(text, unit.start, stop)[1])
        yield unit
        row += len(run)


def _with_chapters(text: str, units: Sequence[Unit]) -> Sequence[Unit]:
    """The units below a document of decimal numbers, below the chapters that its table of contents names, where not all
    of these were read as headings: "2 事故分级" glued to the end of the line before."""
    named = _chapters_named(text)
    decimals = [unit for unit in units if unit.form == "decimal"]
    starts = [start for _, _, start in named]
    read = {(unit.number, unit.start) for unit in decimals}
    is_read = all((number, start) in read for number, _, start in named)
    numbers = {unit.number.partition(".")[0] for unit in decimals}
    if is_read or len(decimals) < 2 or starts != sorted(starts) or not numbers <= {number for number, *_ in named}:
        return units
    flat = [one for unit in units for one in (_opened(unit) if unit.form == "decimal" else (unit,))]
    before = [unit for unit in flat if unit.start < starts[0] and unit.form != "decimal"]
    annex = next(
        (unit.start for unit in flat if unit.form in ("annex", "chapter", "part") and unit.start > starts[-1]), None
    )
    behind = [unit for unit in flat if annex is not None and unit.start >= annex]
    stops = [*starts[1:], annex or max(unit.end for unit in units)]
    chapters = []
    for (number, name, start), stop in zip(named, stops, strict=True):
        below = [_cut(text, unit, stop) for unit in flat if start <= unit.start < stop]
        chapters.append(Unit("decimal", number, f"{number}{name}", *_trimmed(text, start, stop), tuple(below)))
    return [*before, *chapters, *behind]


def _opened(unit: Unit) -> tuple[Unit, ...]:
    """The units below a chapter; one of a number like "1.3" itself."""
    return (unit,) if "." in unit.number else unit.children


def _chapters_named(text: str) -> list[tuple[str, str, int]]:
    """Number, name and place in the text of each chapter of a decimal number, as a table of contents before the text
    names them, else as the text does; () where there are too few, or one of them is not found."""
    run: list[tuple[str, str, int]] = []
    for match in CHAPTER_NAME.finditer(text):
        number, name = match["n"] or match["n2"], match["name"] or match["name2"]
        if int(number) == len(run) + 1:
            run.append((number, name, match.start()))
        elif number == "1":
            break
    if len(run) < FEWEST_CHAPTERS:
        return []
    found: list[tuple[str, str, int]] = []
    at = run[-1][2] + len(run[-1][1])
    for number, name, _ in run:
        again = re.compile(rf"(?<![\d.．]){number}[.．]?[ \t\u3000]*{re.escape(name)}").search(text, at)
        if again is None:
            return run if not found else []
        found.append((number, name, again.start()))
        at = again.end()
    return found


def _is_of_chapter(number: str, unit: Unit) -> bool:
    return unit.form == "decimal" and unit.number.startswith(f"{number}.")


def _chapter_starts(text: str, number: str, after: int, before: int) -> int:
    """Where the line "6灾后救助" stands before "6.1"; `before` where there is none."""
    starts = [match.start() for match in re.compile(rf"^{number}(?![\d.．])", re.M).finditer(text, after, before)]
    lines = [
        start
        for start in starts
        if DECIMAL_CHAPTER.match(line := text[start : text.find("\n", start)].strip()) and not DOT_LEADER.search(line)
    ]
    return lines[-1] if lines else before


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    for match in re.compile(r"[^\n]+").finditer(text, start, end):
        left, right = _trimmed(text, match.start(), match.end())
        if left < right:
            spans.append((left, right))
    return spans


def _paragraphs(text: str, start: int, end: int) -> Iterator[Unit]:
    """The paragraphs (款) of an article: its lines, each with the lines of its items."""
    groups: list[list[tuple[int, int]]] = []
    for row, (left, right) in enumerate(_lines(text, start, end)):
        label = match_label(text[left:right].lstrip("#* \u3000"))
        is_item = row > 0 and label is not None and label[0] in ("bracket", "arabic", "paren", "circle")
        is_table = bool(TABLE_ROW.match(text[left:right]))
        if groups and (is_item or is_table or (len(groups) == 1 and _is_bare_label(text, groups[0]))):
            groups[-1].append((left, right))
        else:
            groups.append([(left, right)])
    for number, group in enumerate(groups, start=1):
        left, right = group[0][0], group[-1][1]
        yield Unit(PARAGRAPH, str(number), "", left, right, tuple(_items(text, left, right)))


def _is_bare_label(text: str, group: list[tuple[int, int]]) -> bool:
    """Whether the first line of an article is its number alone, as in Markdown."""
    (left, right) = group[-1]
    heading = read_heading(text[left:right])
    return len(group) == 1 and heading is not None and not text[left + heading.body : right].strip("* \u3000")


def _items(text: str, start: int, end: int, skip: int = 0) -> Iterator[Unit]:
    """The items (项) of a paragraph with their details (目), on lines of their own or inside one line.

    skip: lines at the beginning that open with the number of a heading.
    """
    found: list[Unit] = []
    for row, (left, right) in enumerate(_lines(text, start, end)):
        label = None if row < skip else match_label(text[left:right])
        if label and label[0] in ("bracket", "arabic", "paren", "circle"):
            form = (
                DETAIL if found and found[-1].form in (ITEM, DETAIL) and label[0] != _item_form(text, found) else ITEM
            )
            found.append(Unit(form, number_of(label[1][1]), "", left, right))
            continue
        circled = list(CIRCLED.finditer(text, left, right))
        if len(circled) > 1:
            stops = [*(m.start() for m in circled[1:]), right]
            found += [
                Unit(ITEM, number_of(m[0]), "", *_trimmed(text, m.start(), stop))
                for m, stop in zip(circled, stops, strict=True)
            ]
            continue
        inline = list(INLINE_ITEM.finditer(text, left, right))
        if inline:
            inline = list(NEXT_ITEM.finditer(text, inline[0].start(), right))
            stops = [*(m.start() for m in inline[1:]), right]
            found += [
                Unit(ITEM, number_of(m[1]), "", *_trimmed(text, m.start(), stop))
                for m, stop in zip(inline, stops, strict=True)
            ]
    yield from _nested(found)


def _body(text: str, start: int, end: int, name: str) -> Iterator[Unit]:
    """The paragraphs under a heading that stands on a line of its own, where there is more than one; the rows, where each
    has a number without a mark, "25 构建创业服务平台"."""
    lines = _lines(text, start, end)
    rows = [ROW.match(text[slice(*line)]) for line in lines[1:]]
    if rows and all(rows) and len(text[slice(*lines[0])]) <= len(name) + 6:
        for row, (left, right) in zip(rows, lines[1:], strict=True):
            yield Unit("row", row[1] if row else "", "", left, right)
        return
    if len(lines) < 3 or len(text[slice(*lines[0])]) > len(name) + 6:
        return
    for number, (left, right) in enumerate(lines[1:], start=1):
        yield Unit(PARAGRAPH, str(number), "", left, right)


def _counted(text: str, start: int, end: int) -> Iterator[Unit]:
    """Paragraphs whose points are counted off, "一是…二是…", each with its points."""
    runs: list[list[re.Match[str]]] = []
    for match in COUNTED.finditer(text, start, end):
        number = number_of(match["n"][0])
        if runs and number == str(len(runs[-1]) + 1):
            runs[-1].append(match)
        elif number == "1":
            runs.append([match])
    for run in runs:
        if len(run) < 2:
            continue
        stop = text.find("\n", run[-1].start(), end)
        stops = [*(match.start("n") for match in run[1:]), end if stop < 0 else stop]
        items = tuple(
            Unit(ITEM, str(n), "", *_trimmed(text, match.start("n"), at))
            for n, (match, at) in enumerate(zip(run, stops, strict=True), start=1)
        )
        opening = text.rfind("\n", start, items[0].start)
        if opening >= 0 and not text[opening : items[0].start].strip():  # the line before leads in
            opening = text.rfind("\n", start, opening)
        yield Unit(PARAGRAPH, "", "", *_trimmed(text, max(opening, start), items[-1].end), items)


def _item_form(text: str, found: list[Unit]) -> str:
    first = next(unit for unit in found if unit.form == ITEM)
    label = match_label(text[first.start : first.end])
    return label[0] if label else ""


def _nested(found: list[Unit]) -> Iterator[Unit]:
    """Items with the details that follow them below them."""
    item: Unit | None = None
    for unit in found:
        if unit.form == DETAIL and item is not None:
            item = replace(item, end=unit.end, children=(*item.children, unit))
        else:
            if item is not None:
                yield item
            item = unit
    if item is not None:
        yield item


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space around it."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
