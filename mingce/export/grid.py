"""A table ready to be written: every row as long as the header, quote and source as the last two columns."""

from collections.abc import Mapping
from dataclasses import dataclass

from mingce.datatypes import Document
from mingce.export.report import Table
from mingce.export.text import printable, quote, source
from mingce.text.clean import width

SOURCE_COLUMNS = ("原文", "出处")
NARROWEST, WIDEST = 8, 60  # of a column, in half-width characters


@dataclass(frozen=True)
class Grid:
    """Every row is as long as `header`, and every cell is printable."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    is_cited: bool  # whether the last two columns are quote and source

    @property
    def widths(self) -> tuple[int, ...]:
        """The wanted width of each column in half-width characters: that of its longest line, within limits."""
        longest = (max(width(line) for cell in cells for line in cell.split("\n")) for cells in self._columns())
        return tuple(min(max(most + 2, NARROWEST), WIDEST) for most in longest)

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of the page width that each column gets; they add up to 1. Long text gets less than in proportion."""
        weights = [asked**0.75 for asked in self.widths]
        return tuple(weight / sum(weights) for weight in weights)

    def _columns(self) -> list[tuple[str, ...]]:
        return list(zip(self.header, *self.rows, strict=True))


def grid(table: Table, documents: Mapping[str, Document]) -> Grid:
    """Lay out a table. The columns of quote and source are left out where no row is cited."""
    length = max([1, len(table.header), *(len(row.cells) for row in table.rows)])
    is_cited = any(row.citation for row in table.rows)
    rows = []
    for row in table.rows:
        cited = (quote(row.citation), source(row.citation, documents)) if row.citation else ("", "")
        rows.append((*_padded(row.cells, length), *(cited if is_cited else ())))
    return Grid((*_padded(table.header, length), *(SOURCE_COLUMNS if is_cited else ())), tuple(rows), is_cited)


def _padded(cells: tuple[str, ...], length: int) -> tuple[str, ...]:
    return tuple(map(printable, cells)) + ("",) * (length - len(cells))
