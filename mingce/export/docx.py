"""A report as a Word document: A4, laid out like an official document, each quote with its source under it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docx import Document as new_document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from mingce.datatypes import Document
from mingce.export.grid import grid
from mingce.export.report import Heading, Paragraph, Quote, Report, Table
from mingce.export.text import CREATOR, NAME_LIMIT, printable, quote, source

SONG, HEI, LATIN = "宋体", "黑体", "Times New Roman"
QUIET = RGBColor(0x6A, 0x65, 0x5C)
WIDTH_CM = 21.0 - 2.8 - 2.6  # of the text on a page
BODY_PT, SMALL_PT, TABLE_PT, TITLE_PT = 12, 9, 9, 20
HEADING_PT = {1: 15, 2: 13}


def write(report: Report, documents: Mapping[str, Document], path: Path) -> None:
    """Write a report to `path`. documents: every cited document by its id."""
    made = new_document()
    _set_up(made)
    made.core_properties.title = printable(report.title)[:NAME_LIMIT]
    made.core_properties.author = CREATOR
    _paragraph(made, report.title, TITLE_PT, HEI, align=WD_ALIGN_PARAGRAPH.CENTER, after=10)
    for note in report.notes:
        _paragraph(made, note, SMALL_PT + 1, SONG, color=QUIET, after=4)
    for block in report.blocks:
        if isinstance(block, Heading):
            heading = made.add_heading(level=min(block.level, 9))
            _run(heading, block.text, HEADING_PT.get(block.level, BODY_PT), HEI)
        elif isinstance(block, Paragraph):
            _paragraph(made, block.text, BODY_PT, SONG)
        elif isinstance(block, Quote):
            quoted = _paragraph(made, quote(block.citation), BODY_PT, SONG, indent=Pt(2 * BODY_PT), after=0)
            quoted.paragraph_format.keep_with_next = True
            origin = source(block.citation, documents)
            _paragraph(made, origin, SMALL_PT, SONG, color=QUIET, align=WD_ALIGN_PARAGRAPH.RIGHT, after=8)
        else:
            _table(made, block, documents)
    made.save(str(path))


def _set_up(made: Any) -> None:
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(2.8), Cm(2.6), Cm(3.2), Cm(2.8)
    for name in ("Normal", *(f"Heading {level}" for level in range(1, 10))):
        style = made.styles[name]
        style.font.name = LATIN
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), SONG if name == "Normal" else HEI)
    _page_number(page.footer.paragraphs[0])


def _paragraph(
    made: Any,
    text: str,
    size: float,
    font: str,
    color: RGBColor | None = None,
    align: Any = None,
    indent: Any = None,
    after: float = 6,
) -> Any:
    paragraph = made.add_paragraph()
    shape = paragraph.paragraph_format
    shape.line_spacing, shape.space_after, shape.first_line_indent = 1.5, Pt(after), indent
    paragraph.alignment = align
    _run(paragraph, text, size, font, color)
    return paragraph


def _run(paragraph: Any, text: str, size: float, font: str, color: RGBColor | None = None) -> None:
    run = paragraph.add_run(printable(text))
    run.font.size, run.font.name = Pt(size), LATIN
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if color is not None:
        run.font.color.rgb = color


def _table(made: Any, block: Table, documents: Mapping[str, Document]) -> None:
    cells = grid(block, documents)
    if block.caption:
        _paragraph(made, block.caption, BODY_PT, HEI, after=2).paragraph_format.keep_with_next = True
    table = made.add_table(rows=0, cols=len(cells.header))
    table.style = "Table Grid"
    table.autofit = False
    widths = [Cm(WIDTH_CM * share) for share in cells.shares]
    for number, row in enumerate((cells.header, *cells.rows)):
        added = table.add_row()
        for cell, text, wide in zip(added.cells, row, widths, strict=True):
            cell.width = wide
            _run(cell.paragraphs[0], text, TABLE_PT, HEI if number == 0 else SONG)
        properties = added._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))  # repeated on each page
    made.add_paragraph()


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        element.text = text
        run._r.append(element)
