"""A report as a workbook: one sheet for each table, or one for all blocks where there is none, and one for the notes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from mingce.datatypes import Document
from mingce.export.grid import Grid, grid
from mingce.export.report import Heading, Paragraph, Quote, Report, Table, TableRow
from mingce.export.text import CREATOR, printable

UNFIT = re.compile(r"[\[\]:*?/\\']")  # in the name of a sheet
LONGEST_NAME = 31
LONGEST_CELL = 32_767  # characters that Excel takes
NOTES, CONTENT = "说明", "内容"


def write(report: Report, documents: Mapping[str, Document], path: Path) -> None:
    """Write a report to `path`. documents: every cited document by its id."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = printable(report.title), CREATOR
    tables = [block for block in report.blocks if isinstance(block, Table)] or [_as_table(report)]
    for table in tables:
        _fill(book.create_sheet(_free_name(book, table.caption or CONTENT)), grid(table, documents))
    outside = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    _fill_notes(book.create_sheet(_free_name(book, NOTES)), [report.title, *report.notes, *outside])
    book.save(path)


def _as_table(report: Report) -> Table:
    rows = []
    heading = ""
    for block in report.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Quote):
            rows.append(TableRow((heading,), block.citation))
    headings = {row.cells[0] for row in rows}
    rows += [TableRow((b.text,)) for b in report.blocks if isinstance(b, Heading) and b.text not in headings]
    return Table(("标题",), tuple(rows), CONTENT)


def _fill(sheet: Any, made: Grid) -> None:
    for row in (made.header, *made.rows):
        _append(sheet, row)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E6EEEB")
    for number, asked in enumerate(made.widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = asked
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _fill_notes(sheet: Any, lines: Iterable[str]) -> None:
    for line in lines:
        _append(sheet, [printable(line)])
    sheet.column_dimensions["A"].width = 100


def _append(sheet: Any, cells: Sequence[str]) -> None:
    """Append a row of text cells: nothing in a document may become a formula."""
    sheet.append(["" for _ in cells])
    for cell, value in zip(sheet[sheet.max_row], cells, strict=True):
        cell.value = value[:LONGEST_CELL]
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _free_name(book: Workbook, wanted: str) -> str:
    """A legal sheet name that is not taken yet. Excel does not distinguish case."""
    name = UNFIT.sub("_", printable(wanted)).strip()[:LONGEST_NAME] or CONTENT
    taken = {title.lower() for title in book.sheetnames}
    number, free = 1, name
    while free.lower() in taken:
        number += 1
        free = f"{name[: LONGEST_NAME - 4]}（{number}）"
    return free
