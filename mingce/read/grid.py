"""Ruled lines of a page -> tables and frames. Cells are what the lines close in; merged cells keep their extent."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

TOUCH = 3.0  # points by which lines may miss each other
SHORTEST = 8.0  # points: a shorter line is a mark, not a rule
THIN = 3.0  # points: a filled shape this thin is a line
MOST_RULES = 4000  # on one page: more is a drawing or a map


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, horizontal or vertical. Points from the upper left corner of the upright page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        return self.right - self.left >= self.bottom - self.top


def sides(points: list[tuple[float, float]], is_stroked: bool) -> Iterator[Rule]:
    """The horizontal and vertical lines of a figure: its sides where it is drawn, itself where it is thin."""
    if len(points) < 2:
        return
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    box = Rule(min(xs), min(ys), max(xs), max(ys))
    if min(box.right - box.left, box.bottom - box.top) <= THIN:
        yield box
    elif is_stroked:
        for (x0, y0), (x1, y1) in pairwise(points):
            if min(abs(x1 - x0), abs(y1 - y0)) <= 1.0:
                yield Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


@dataclass(frozen=True)
class Table:
    top: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]  # the rest of a merged cell is empty


@dataclass(frozen=True)
class Frame:
    """A grid of cells; one column is a frame around text (专栏), more are a table."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: tuple[tuple[int, ...], ...]  # row, column -> cell
    cells: tuple[tuple[int, int], ...]  # cell -> the row and column where it begins

    @property
    def left(self) -> float:
        return self.xs[0]

    @property
    def right(self) -> float:
        return self.xs[-1]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)

    @property
    def columns(self) -> int:
        """1 where every row is a single cell."""
        return max(len(set(row)) for row in self.owner)

    def cell_at(self, x: float, y: float) -> int | None:
        column = next((c for c, (a, b) in enumerate(pairwise(self.xs)) if a <= x <= b), None)
        row = next((r for r, (a, b) in enumerate(pairwise(self.ys)) if a <= y <= b), None)
        return None if row is None or column is None else self.owner[row][column]


def rows_of_cells(frame: Frame, texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Texts of the cells as rows of equal length; rows and columns without any text are left out."""
    begins = dict(zip(frame.cells, texts, strict=True))
    rows = [
        tuple(begins.get((row, column), "") for column in range(len(frame.xs) - 1)) for row in range(len(frame.ys) - 1)
    ]
    rows = [row for row in rows if any(row)]
    used = [column for column in range(len(frame.xs) - 1) if any(row[column] for row in rows)]
    return tuple(tuple(row[column] for column in used) for row in rows)


def find_frames(rules: Iterable[Rule]) -> list[Frame]:
    """Every group of lines that touch each other and close in at least one cell."""
    flat, upright = [], []
    for rule in rules:
        if rule.is_horizontal:
            flat.append((rule.top / 2 + rule.bottom / 2, rule.left, rule.right))
        else:
            upright.append((rule.left / 2 + rule.right / 2, rule.top, rule.bottom))
    if len(flat) + len(upright) > MOST_RULES:
        return []
    flat, upright = _merged(flat), _merged(upright)
    frames = [_frame([flat[i] for i in h], [upright[i] for i in v]) for h, v in _groups(flat, upright)]
    return [frame for frame in frames if frame is not None]


def find_open_tables(rules: Iterable[Rule], frames: Sequence[Frame]) -> list[tuple[float, float, list[float]]]:
    """Tables with horizontal rules only: left, right and the heights of at least three rules of one extent."""
    flat = [((r.top + r.bottom) / 2, r.left, r.right) for r in rules if r.is_horizontal]
    if len(flat) > MOST_RULES:
        return []
    found: list[tuple[float, float, list[float]]] = []
    for y, left, right in _merged(flat):
        if any(
            f.left - TOUCH <= left and right <= f.right + TOUCH and f.top - TOUCH <= y <= f.bottom + TOUCH
            for f in frames
        ):
            continue
        for one in found:
            if abs(one[0] - left) <= TOUCH and abs(one[1] - right) <= TOUCH:
                one[2].append(y)
                break
        else:
            found.append((left, right, [y]))
    return [one for one in found if len(one[2]) >= 3]


Stroke = tuple[float, float, float]  # where it stands across, from, to


def _merged(strokes: list[Stroke]) -> list[Stroke]:
    """Pieces of one line as one; what stays short is dropped."""
    levels: list[list[Stroke]] = []
    for stroke in sorted(strokes):
        if levels and stroke[0] - levels[-1][0][0] <= TOUCH / 2:
            levels[-1].append(stroke)
        else:
            levels.append([stroke])
    result: list[Stroke] = []
    for level in levels:
        where = sum(stroke[0] for stroke in level) / len(level)
        spans: list[list[float]] = []
        for _, start, end in sorted(level, key=lambda stroke: stroke[1]):
            if spans and start <= spans[-1][1] + TOUCH:
                spans[-1][1] = max(spans[-1][1], end)
            else:
                spans.append([start, end])
        result += [(where, start, end) for start, end in spans if end - start >= SHORTEST]
    return result


def _groups(flat: list[Stroke], upright: list[Stroke]) -> Iterable[tuple[list[int], list[int]]]:
    """Lines connected by crossings, as indices of horizontal and of vertical ones."""
    root = list(range(len(flat) + len(upright)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i, (y, left, right) in enumerate(flat):
        for j, (x, top, bottom) in enumerate(upright):
            if left - TOUCH <= x <= right + TOUCH and top - TOUCH <= y <= bottom + TOUCH:
                root[find(i)] = find(len(flat) + j)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for i in range(len(root)):
        group = groups.setdefault(find(i), ([], []))
        group[0 if i < len(flat) else 1].append(i if i < len(flat) else i - len(flat))
    return groups.values()


def _frame(flat: list[Stroke], upright: list[Stroke]) -> Frame | None:
    if not flat or not upright:
        return None
    # A table that is open at a side, or goes on over the page, is closed where its lines end.
    left, right = min(s[1] for s in flat), max(s[2] for s in flat)
    top, bottom = min(s[1] for s in upright), max(s[2] for s in upright)
    ys_known, xs_known = [s[0] for s in flat], [s[0] for s in upright]
    if left < min(xs_known) - 2 * TOUCH:
        upright = [*upright, (left, top, bottom)]
    if right > max(xs_known) + 2 * TOUCH:
        upright = [*upright, (right, top, bottom)]
    if top < min(ys_known) - 2 * TOUCH:
        flat = [*flat, (top, left, right)]
    if bottom > max(ys_known) + 2 * TOUCH:
        flat = [*flat, (bottom, left, right)]
    xs, ys = _levels([s[0] for s in upright]), _levels([s[0] for s in flat])
    if len(xs) < 2 or len(ys) < 2:
        return None
    owner = [[-1] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    cells: list[tuple[int, int]] = []
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if owner[row][column] == -1:
                _fill(owner, row, column, len(cells), xs, ys, flat, upright)
                cells.append((row, column))
    return Frame(tuple(xs), tuple(ys), tuple(map(tuple, owner)), tuple(cells))


def _fill(
    owner: list[list[int]],
    row: int,
    column: int,
    cell: int,
    xs: list[float],
    ys: list[float],
    flat: list[Stroke],
    upright: list[Stroke],
) -> None:
    """Give `cell` every field that no line parts from (row, column)."""
    todo = [(row, column)]
    while todo:
        r, c = todo.pop()
        if owner[r][c] != -1:
            continue
        owner[r][c] = cell
        x, y = (xs[c] + xs[c + 1]) / 2, (ys[r] + ys[r + 1]) / 2
        if c + 1 < len(xs) - 1 and not _covers(upright, xs[c + 1], y):
            todo.append((r, c + 1))
        if c > 0 and not _covers(upright, xs[c], y):
            todo.append((r, c - 1))
        if r + 1 < len(ys) - 1 and not _covers(flat, ys[r + 1], x):
            todo.append((r + 1, c))
        if r > 0 and not _covers(flat, ys[r], x):
            todo.append((r - 1, c))


def _covers(strokes: list[Stroke], where: float, along: float) -> bool:
    return any(abs(s[0] - where) <= TOUCH and s[1] - TOUCH <= along <= s[2] + TOUCH for s in strokes)


def _levels(values: list[float]) -> list[float]:
    result: list[float] = []
    for value in sorted(values):
        if not result or value - result[-1] > TOUCH:
            result.append(value)
    return result
