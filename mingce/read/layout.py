"""What stands where on a page -> lines in reading order. PDF, OFD and recognised scans all come through here.

Spans (a character, or a recognised line) become lines; lines become regions: the columns of a page in reading
order, frames, tables. `paragraphs.py` makes text of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from mingce.read.grid import Frame, Rule, Table, find_frames, find_open_tables, rows_of_cells
from mingce.read.lines import RAISED
from mingce.text.clean import close_up_spaces
from mingce.text.patterns import CJK

WORD_GAP = 0.22  # em between Latin letters: more is a space
HAN_GAP = 0.2  # em between Chinese characters, over what is usual in the line: more is a space
LINE_GAP = 1.2  # em: parts of a row further apart may stand in different columns
LIST_GAP = 1.5  # em: a space this wide parts the columns of a list
COLUMN_LINES = 4  # at least so many lines in each of two columns
COLUMN_FILL = 0.75  # how full the lines of a column are; those of a list of names or numbers are not
STEP = 12.0  # points: marks drawn apart from their line are looked for so near to it
FRAME_SHARE = 0.7  # of the page: a larger frame is a border around everything


@dataclass(frozen=True, slots=True)
class Span:
    """A character, or a recognised line. Points (1/72 inch) from the upper left corner of the upright page."""

    text: str
    left: float
    right: float
    baseline: float
    size: float  # of the font


@dataclass(frozen=True, slots=True)
class TextLine:
    text: str
    left: float
    right: float
    baseline: float
    size: float
    gaps: int = 0  # wide spaces inside: the columns of a list
    table: Table | None = None  # the line stands for a table

    @property
    def top(self) -> float:
        return self.table.top if self.table else self.baseline - 0.85 * self.size

    @property
    def bottom(self) -> float:
        return self.table.bottom if self.table else self.baseline + 0.15 * self.size


@dataclass(frozen=True)
class Region:
    """Lines that follow each other between the same margins."""

    lines: tuple[TextLine, ...]
    place: tuple[float, ...] = ()  # what kind of region it is: regions of one place share their margins
    frame: Frame | None = None


@dataclass
class Sheet:
    """One page: lines not yet in order, and the frames around some of them."""

    width: float
    height: float
    lines: list[TextLine] = field(default_factory=list)
    framed: list[tuple[Frame, list[TextLine]]] = field(default_factory=list)
    is_scan: bool = False


def lay_out(spans: Sequence[Span], rules: Iterable[Rule], width: float, height: float, is_scan: bool = False) -> Sheet:
    """The lines, tables and frames of a page."""
    sheet = Sheet(width, height, is_scan=is_scan)
    rules = list(rules)
    frames = find_frames(rules)
    kept = [frame for frame in frames if frame.area < FRAME_SHARE * width * height or frame.columns > 1]
    inside: dict[int, list[list[Span]]] = {row: [[] for _ in frame.cells] for row, frame in enumerate(kept)}
    loose: list[Span] = []
    for span in spans:
        x, y = (span.left + span.right) / 2, span.baseline - 0.35 * span.size
        place = _innermost(kept, x, y)
        (inside[place[0]][place[1]] if place else loose).append(span)
    for row, frame in enumerate(kept):
        cells = [join_rows(gather(cell)) for cell in inside[row]]
        full = sum(bool(cell) for cell in cells)
        if frame.columns == 1:
            sheet.framed += [(frame, cell) for cell in cells if cell]
        elif full >= 2 and full >= 0.25 * len(cells):
            table = Table(frame.top, frame.bottom, rows_of_cells(frame, [_cell_text(cell) for cell in cells]))
            size = median(line.size for cell in cells for line in cell)
            sheet.lines.append(TextLine("", frame.left, frame.right, frame.top + size, size, table=table))
        else:  # a chart or a drawing
            loose += [span for cell in inside[row] for span in cell]
    sheet.lines += gather(loose)
    for left, right, levels in find_open_tables(rules, frames):
        _take_open_table(sheet, left, right, levels)
    return sheet


def _take_open_table(sheet: Sheet, left: float, right: float, levels: Sequence[float]) -> None:
    """Put a table with horizontal rules only in the place of its lines; what has no columns is left as it is."""
    inside = [
        line
        for line in sheet.lines
        if not line.table
        and left - 3 <= line.left
        and line.right <= right + 3
        and levels[0] < line.baseline <= levels[-1]
    ]
    if not inside:
        return
    size = median(line.size for line in inside)
    edges = _gaps_between([(line.left, line.right) for line in inside], 0.8 * size)
    rows = [[line for line in inside if abs(line.baseline - row.baseline) <= 0.5 * size] for row in join_rows(inside)]
    table: list[list[str]] = []
    floor = levels[0]
    near = _cell_pitch([row[0].baseline for row in rows], levels)
    for row in rows:
        cells = [[line for line in row if a <= line.left < b] for a, b in pairwise([left - 4, *edges, right + 4])]
        texts = [_cell_text(join_rows(cell)) for cell in cells]
        ruled = any(floor < level < row[0].baseline for level in levels)
        if table and not ruled and (not texts[0] or row[0].baseline - floor <= near):  # the second line of a cell
            table[-1] = [joined(a, b) if a and b else a + b for a, b in zip(table[-1], texts, strict=True)]
        else:
            table.append(texts)
        floor = row[0].baseline
    table = _together(table)
    if len(table) < 2 or sum(sum(map(bool, row)) > 1 for row in table) < 0.6 * len(table):
        return
    gone = {id(line) for line in inside}
    sheet.lines = [line for line in sheet.lines if id(line) not in gone]
    done = Table(levels[0], levels[-1], tuple(map(tuple, table)))
    sheet.lines.append(TextLine("", left, right, levels[0] + size, size, table=done))


def _cell_pitch(baselines: Sequence[float], levels: Sequence[float]) -> float:
    """Up to which distance rows are lines of one cell; 0 where all stand equally far from each other."""
    gaps = [b - a for a, b in pairwise(baselines) if not any(a < level < b for level in levels)]
    return (min(gaps) + max(gaps)) / 2 if gaps and max(gaps) > 1.2 * min(gaps) else 0.0


def _together(rows: list[list[str]]) -> list[list[str]]:
    """Columns that never stand beside each other as one: a centred head over a column set flush."""
    column = 0
    while rows and column + 1 < len(rows[0]):
        if any(row[column] and row[column + 1] for row in rows):
            column += 1
        else:
            rows = [[*row[:column], row[column] + row[column + 1], *row[column + 2 :]] for row in rows]
    return rows


def _gaps_between(extents: Iterable[tuple[float, float]], widest: float) -> list[float]:
    """The middles of the gaps that no extent covers."""
    middles: list[float] = []
    reach: float | None = None
    for left, right in sorted(extents):
        if reach is not None and left - reach > widest:
            middles.append((left + reach) / 2)
        reach = right if reach is None else max(reach, right)
    return middles


def _innermost(frames: Sequence[Frame], x: float, y: float) -> tuple[int, int] | None:
    """The frame and cell that hold a point, the smallest where frames are nested."""
    best = None
    for row, frame in enumerate(frames):
        if frame.left <= x <= frame.right and frame.top <= y <= frame.bottom:
            cell = frame.cell_at(x, y)
            if cell is not None and (best is None or frame.area < frames[best[0]].area):
                best = (row, cell)
    return best


def _cell_text(lines: Sequence[TextLine]) -> str:
    text = ""
    for line in lines:
        text = joined(text, line.text) if text else line.text
    return close_up_spaces(text)


# -------------------------------------------------------------------- spans -> lines


def gather(spans: Iterable[Span]) -> list[TextLine]:
    """Spans that touch -> lines. Spans come in the order of the file, which runs along a line nearly always."""
    runs: list[list[Span]] = []
    right = baseline = size = 0.0
    for span in spans:
        near = runs and abs(span.baseline - baseline) <= 0.45 * max(size, span.size)
        gap = span.left - right
        if near and -0.6 * size <= gap <= LINE_GAP * max(size, span.size):
            runs[-1].append(span)
            right = max(right, span.right)
            if span.size >= 0.8 * size:
                baseline, size = span.baseline, span.size
        elif not span.text.isspace():
            runs.append([span])
            right, baseline, size = span.right, span.baseline, span.size
    return _meld([_line(run) for run in _interleave(runs)])


def _interleave(runs: Sequence[list[Span]]) -> list[list[Span]]:
    """Runs that the file draws into the gaps of another (quotation marks from a second font) put where they stand."""
    hosts: dict[int, list[Span]] = {}
    near: dict[int, list[list[Span]]] = {}  # hosts by height, in steps of `STEP`
    for row in sorted(range(len(runs)), key=lambda row: -len(runs[row])):
        run, step = runs[row], int(runs[row][0].baseline // STEP)
        host = next((one for at in (step - 1, step, step + 1) for one in near.get(at, []) if _has_room(one, run)), None)
        if host is None:
            hosts[row] = run
            near.setdefault(step, []).append(run)
            continue
        for span in run:
            host.insert(bisect_right(host, span.left, key=lambda one: one.left), span)
    return [hosts[row] for row in sorted(hosts)]


def _has_room(host: Sequence[Span], run: Sequence[Span]) -> bool:
    """Whether `run` stands in the line of `host`, over gaps that it leaves."""
    a, b = host[0], run[0]
    size = max(a.size, b.size)
    if abs(a.baseline - b.baseline) > 0.3 * size or min(a.size, b.size) < 0.45 * size:
        return False
    if run[0].left >= host[-1].right or host[0].left >= run[-1].right:
        return False
    inked = [one for one in host if not one.text.isspace()]
    return not any(
        min(one.right, span.right) - max(one.left, span.left) > 0.3 * min(one.right - one.left, span.right - span.left)
        for span in run
        if not span.text.isspace()
        for one in inked
    )


def _line(run: Sequence[Span]) -> TextLine:
    """One line of spans from left to right; raised digits stay raised: "10⁸" is not "108"."""
    inked = [span for span in run if not span.text.isspace()]
    sizes: Counter[float] = Counter()
    for span in inked:
        sizes[round(span.size, 1)] += len(span.text)
    size = sizes.most_common(1)[0][0] or 1.0
    baseline = median(span.baseline for span in inked if round(span.size, 1) == size)
    usual = _usual_gaps(inked, size)
    parts: list[str] = []
    before: Span | None = None
    space = False
    for span in run:
        if span.text.isspace():
            space = True
            continue
        text = span.text
        if span.size < 0.8 * size:
            shift = (baseline - span.baseline) / size
            table = RAISED if shift > 0.15 else {}
            text = text.translate(table) if all(ord(c) in table for c in text) else text
        if before is not None and _is_apart(before, span, size, space, usual):
            parts.append(" ")
        parts.append(text)
        before, space = span, False
    return TextLine("".join(parts), min(s.left for s in inked), max(s.right for s in inked), baseline, size)


def _is_apart(before: Span, span: Span, size: float, space: bool, usual: dict[str, float]) -> bool:
    gap = (span.left - before.right) / size
    kind = _pair(before, span)
    if kind == "han":
        return gap > (0.15 if space else usual[kind] + HAN_GAP)
    return space or gap > usual.get(kind, 0.0) + WORD_GAP


def _usual_gaps(spans: Sequence[Span], size: float) -> dict[str, float]:
    """Between Chinese characters and between digits, in em: justified lines and titles are set wide."""
    gaps: dict[str, list[float]] = {}
    for a, b in pairwise(spans):
        gaps.setdefault(_pair(a, b), []).append((b.left - a.right) / size)
    return {kind: max(0.0, sorted(gaps[kind])[len(gaps[kind]) // 3]) for kind in ("han", "digits") if kind in gaps}


def _pair(a: Span, b: Span) -> str:
    if _is_han(a.text[-1]) and _is_han(b.text[0]):
        return "han"
    return "digits" if a.text[-1].isdigit() and b.text[0].isdigit() else "other"


def _is_han(char: str) -> bool:
    return bool(re.match(f"[{CJK}]", char))


def _meld(lines: list[TextLine]) -> list[TextLine]:
    """Join pieces of a row that touch though the file has them apart."""
    done: list[TextLine] = []
    for line in sorted(lines, key=lambda one: one.left):
        for row, other in enumerate(done):
            size = max(line.size, other.size)
            gap = line.left - other.right
            if (
                abs(line.baseline - other.baseline) <= 0.4 * size
                and -0.3 * size <= gap <= 0.7 * size
                and min(line.size, other.size) > 0.45 * size
            ):
                done[row] = _side_by_side(other, line)
                break
        else:
            done.append(line)
    return done


def _side_by_side(a: TextLine, b: TextLine) -> TextLine:
    larger = a if a.size * len(a.text) >= b.size * len(b.text) else b
    gap = (b.left - a.right) / larger.size
    text = a.text + ("\u3000" if gap > LIST_GAP else " " if gap > WORD_GAP else "") + b.text
    gaps = a.gaps + b.gaps + (gap > LIST_GAP)
    return TextLine(text, min(a.left, b.left), max(a.right, b.right), larger.baseline, larger.size, gaps)


def join_rows(lines: Iterable[TextLine]) -> list[TextLine]:
    """Lines beside each other become one; the rows run from top to bottom."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda one: (one.baseline, one.left)):
        last = rows[-1] if rows else []
        if last and not line.table and not last[0].table:
            size = max(line.size, *(one.size for one in last))
            anchor = max(last, key=lambda one: one.size * len(one.text))
            if abs(line.baseline - anchor.baseline) <= 0.5 * size:
                last.append(line)
                continue
        rows.append([line])
    result = []
    for row in rows:
        row.sort(key=lambda one: one.left)
        whole = row[0]
        for line in row[1:]:
            whole = _side_by_side(whole, line)
        result.append(whole)
    return result


def joined(text: str, following: str) -> str:
    """Two lines as one: a space only between Latin words.

    >>> joined("关切的变异株", "（variant of"), joined("variant of", "concern")
    ('关切的变异株（variant of', 'variant of concern')
    """
    latin = re.search(r"[!-~]\f?$", text) and re.match(r"\f?[!-~]", following)
    return f"{text} {following}" if latin else text + following


# -------------------------------------------------------------------- lines -> regions


def read_order(sheet: Sheet) -> list[Region]:
    """The regions of a page as they are read: columns from left to right, frames where they stand."""
    holes = [
        (frame, TextLine("", frame.left, frame.right, frame.top + 10, 10.0, table=Table(frame.top, frame.bottom, ())))
        for frame in {id(frame): frame for frame, _ in sheet.framed}.values()
    ]
    regions: list[Region] = []
    for place, lines in _columns([*sheet.lines, *(hole for _, hole in holes)], (round(sheet.width),)):
        rows = join_rows(lines)
        part: list[TextLine] = []
        for row in rows:
            frame = next((frame for frame, hole in holes if hole is row), None)
            if frame is None:
                part.append(row)
                continue
            regions.append(Region(tuple(part), place))
            regions += [Region(tuple(cell), (), frame) for one, cell in sheet.framed if one is frame]
            part = []
        regions.append(Region(tuple(part), place))
    return [region for region in regions if region.lines]


def _columns(lines: list[TextLine], place: tuple[float, ...]) -> list[tuple[tuple[float, ...], list[TextLine]]]:
    """Lines cut into columns: above, left, right, below. `place` tells the columns of a page from each other."""
    cut = _best_cut(lines)
    if cut is None:
        return [(place, lines)] if lines else []
    gutter, run = cut
    inside = {id(line) for line in run}
    top = min(line.top for line in run)
    above = [line for line in lines if id(line) not in inside and line.top < top]
    below = [line for line in lines if id(line) not in inside and line.top >= top]
    left = [line for line in run if line.right <= gutter]
    right = [line for line in run if line.right > gutter]
    return [
        *_columns(above, place),
        *_columns(left, (*place, 0)),
        *_columns(right, (*place, 1)),
        *_columns(below, place),
    ]


def _best_cut(lines: list[TextLine]) -> tuple[float, list[TextLine]] | None:
    """The gutter between two columns with the lines on both sides of it, the longest run; None in plain text."""
    if len(lines) < 2 * COLUMN_LINES:
        return None
    ordered = sorted(lines, key=lambda one: one.top)
    left_edge, right_edge = min(one.left for one in lines), max(one.right for one in lines)
    width = right_edge - left_edge
    best: tuple[float, list[TextLine]] | None = None
    starts = Counter(round(one.left) for one in lines if left_edge + 0.2 * width < one.left < right_edge - 0.2 * width)
    for start, _ in starts.most_common(6):
        gutter = start - 0.4 * lines[0].size
        run: list[TextLine] = []
        for line in [*ordered, None]:
            if line is not None and (line.right <= gutter or line.left >= gutter):
                run.append(line)
                continue
            run = _trimmed(run, gutter)
            if _is_two_columns(run, gutter) and (best is None or len(run) > len(best[1])):
                best = (gutter, run)
            run = []
    return best


def _trimmed(run: list[TextLine], gutter: float) -> list[TextLine]:
    """Without the lines above both columns: the short last line of a paragraph over the full width."""
    sides = [[line for line in run if line.right <= gutter], [line for line in run if line.right > gutter]]
    if not all(sides):
        return []
    start = max(min(line.top - 0.7 * line.size for line in side) for side in sides)
    return [line for line in run if line.top >= start]


def _is_two_columns(run: list[TextLine], gutter: float) -> bool:
    left = join_rows(line for line in run if line.right <= gutter)
    right = join_rows(line for line in run if line.right > gutter)
    if len(left) >= 2 * COLUMN_LINES and _is_filled(run, left):  # the right one may just have begun
        return len(right) >= 1 and (len(right) < COLUMN_LINES or _is_filled(run, right))
    return min(len(left), len(right)) >= COLUMN_LINES and _is_filled(run, left) and _is_filled(run, right)


def _is_filled(lines: Iterable[TextLine], rows: Sequence[TextLine]) -> bool:
    """Whether the rows are of text, hardly of gaps: the width of the lines in them tells."""
    ids = range(len(rows))
    start, end = min(row.left for row in rows), max(row.right for row in rows)
    ink = [0.0] * len(rows)
    for line in lines:
        if start <= line.left and line.right <= end:
            ink[min(ids, key=lambda r: abs(rows[r].baseline - line.baseline))] += line.right - line.left
    return end - start >= 8 * median(row.size for row in rows) and median(ink) >= COLUMN_FILL * (end - start)
