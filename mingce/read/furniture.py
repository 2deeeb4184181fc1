"""Running heads, footers, page numbers and upright watermarks out of the pages: what comes again at one place.

Body text is never taken: at the height of a running head no page may have text of its own, it stands apart from the
text, a number has to count with the pages, and what is set larger than the text is a title.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from mingce.read.layout import Sheet, TextLine, join_rows
from mingce.text.labels import ANNEX
from mingce.text.patterns import PAGE_NUMBER

ZONE = 0.13  # of the page's height, at the top and at the bottom
SAME_PLACE = 6.0  # points
APART = 1.25  # times the usual distance of lines: how far furniture is from the text, numbers aside
PURE = 0.8  # share of the pages with text at a height on which that text has to repeat
# A page number and nothing else: "12", "- 12 -", "第12页", "12/30", "Page 12 of 30", "xii"
NUMBER_LINE = re.compile(
    r"^[-—–－一·•\s]*(?:第|P|Page|page)?\s*(?:\d{1,4}|[ivxIVX]{1,6})\s*页?(?:\s*(?:/|of|，|,|共)\s*\d{1,4}\s*页?)?[-—–－一·•\s]*$"
)


@dataclass(frozen=True)
class ZoneRow:
    """Lines beside each other in the upper or lower zone of a page."""

    page: int
    height: float  # points from the top of the page; negative: from its bottom
    text: str  # without white space
    size: float
    lines: tuple[TextLine, ...]

    @property
    def key(self) -> str:
        return re.sub(r"\d+", "#", self.text)


def drop_furniture(sheets: Sequence[Sheet], body_size: float) -> None:
    """Remove it from the sheets' lines."""
    rows = [row for page, sheet in enumerate(sheets) for row in _zone_rows(page, sheet)]
    body = Counter(re.sub(r"\s", "", line.text) for sheet in sheets for line in sheet.lines)
    found = [_furniture(level, len(sheets), body_size, body) for level in _levels(rows)]
    candidates = {id(line) for level in found for row in level for line in row.lines}
    pitch = _pitch(sheets)
    gone: set[int] = set()
    for level in found:
        texts = [row for row in level if not NUMBER_LINE.match(row.text)]
        apart = not texts or median(_distance(row, sheets[row.page], candidates) for row in texts) >= APART * pitch
        for row in level:
            if apart or NUMBER_LINE.match(row.text):
                gone |= {id(line) for line in row.lines}
    gone |= _watermarks(sheets, body_size)
    for sheet in sheets:
        sheet.lines = [line for line in sheet.lines if id(line) not in gone]


def _pitch(sheets: Sequence[Sheet]) -> float:
    """The usual distance of baselines, in points."""
    gaps: list[float] = []
    for sheet in sheets:
        heights = sorted(line.baseline for line in sheet.lines if not line.table)
        gaps += [b - a for a, b in pairwise(heights) if b - a > 2]
    return median(gaps) if gaps else 0.0


def _distance(row: ZoneRow, sheet: Sheet, candidates: set[int]) -> float:
    """Points from a row to the next text further in."""
    here = row.lines[0].baseline
    others = [
        one.top if row.height > 0 and one.table else one.baseline for one in sheet.lines if id(one) not in candidates
    ]
    further = [abs(y - here) for y in others if (y > here) == (row.height > 0)]
    return min(further, default=sheet.height)


def _zone_rows(page: int, sheet: Sheet) -> list[ZoneRow]:
    rows: list[ZoneRow] = []
    lines = [line for line in sheet.lines if not line.table]
    for line in join_rows(lines):
        parts = tuple(
            one
            for one in lines
            if line.left <= one.left
            and one.right <= line.right
            and abs(one.baseline - line.baseline) <= 0.5 * line.size
        )
        text = re.sub(r"\s", "", line.text)
        if line.baseline <= ZONE * sheet.height:
            rows.append(ZoneRow(page, line.baseline, text, line.size, parts))
        elif line.baseline >= (1 - ZONE) * sheet.height:
            rows.append(ZoneRow(page, line.baseline - sheet.height, text, line.size, parts))
    return rows


def _levels(rows: list[ZoneRow]) -> list[list[ZoneRow]]:
    """Rows of one height together."""
    levels: list[list[ZoneRow]] = []
    for row in sorted(rows, key=lambda one: one.height):
        if levels and row.height - levels[-1][-1].height <= SAME_PLACE / 2 and row.height - levels[-1][0].height <= 9:
            levels[-1].append(row)
        else:
            levels.append([row])
    return levels


def _furniture(level: list[ZoneRow], pages: int, body_size: float, body: Counter[str]) -> list[ZoneRow]:
    by_key: dict[str, list[ZoneRow]] = {}
    for row in level:
        by_key.setdefault(row.key, []).append(row)
    numbers = [row for row in level if NUMBER_LINE.match(row.text)]
    repeated = [row for group in by_key.values() if _repeats(group, pages, body_size) for row in group]
    if _counts(numbers):
        repeated += [row for row in numbers if row not in repeated]
    marked = [row for row in level if PAGE_NUMBER.match(row.text)]
    if len({row.page for row in repeated}) < PURE * len({row.page for row in level}):
        return marked
    if not repeated:
        return marked
    # the running head of a chapter of one page repeats the chapter's own heading
    once = [row for row in level if row not in repeated and (row in numbers or body[row.text] > 1)]
    return [*repeated, *once, *(row for row in marked if row not in repeated)]


def _repeats(group: list[ZoneRow], pages: int, body_size: float) -> bool:
    """Whether rows that differ in their digits at most are the same furniture."""
    if len({row.page for row in group}) < (3 if pages > 2 else 2):
        return False
    if ANNEX.match(group[0].text) or group[0].size > 1.1 * body_size:
        return False
    return len({row.text for row in group}) == 1 or _counts(group)


def _counts(rows: list[ZoneRow]) -> bool:
    """Whether a number in the rows grows as the pages do. Roman numbers are taken at their word."""
    rows = sorted(rows, key=lambda row: row.page)
    if len({row.page for row in rows}) < 2:
        return False
    digits = [re.findall(r"\d+", row.text) for row in rows]
    for place in range(min(map(len, digits))):
        values = [(row.page, int(found[place][:6])) for row, found in zip(rows, digits, strict=True)]
        steps = [b[1] - a[1] == b[0] - a[0] for a, b in pairwise(values)]
        if sum(steps) >= 0.6 * len(steps):
            return True
    return all(re.fullmatch(r"[ivxIVX]+", row.text) for row in rows) and len(rows) > 2


def _watermarks(sheets: Sequence[Sheet], body_size: float) -> set[int]:
    """Large text at the same place of nearly every page, and mostly over other text."""
    places: dict[tuple[str, int, int], list[int]] = {}
    crossing: Counter[tuple[str, int, int]] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            if not line.table and line.size > 1.2 * body_size:
                key = (line.text, round(line.left / 4), round(line.baseline / 4))
                places.setdefault(key, []).append(id(line))
                crossing[key] += any(_overlap(line, other) for other in sheet.lines if other is not line)
    enough = max(3, PURE * len(sheets))
    return {one for key, ids in places.items() if len(ids) >= enough and crossing[key] * 2 > len(ids) for one in ids}


def _overlap(a: TextLine, b: TextLine) -> bool:
    return a.left < b.right and b.left < a.right and a.top < b.baseline and b.top < a.baseline
