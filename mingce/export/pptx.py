"""A report as slides: a title, then each heading with its quotes and, in small print, their sources. No slide overflows.

What fits is estimated: a full-width character is as wide as its font size, and a line is `SPACING` times as high.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from mingce.datatypes import Document
from mingce.export.grid import Grid, grid
from mingce.export.report import Heading, Paragraph, Quote, Report
from mingce.export.text import CREATOR, NAME_LIMIT, pieces, printable, quote, source
from mingce.text.clean import width

PAGE = Inches(13.333), Inches(7.5)
LEFT, TOP, ACROSS, DOWN = Inches(0.8), Inches(1.45), Inches(11.7), Inches(5.45)
BODY_PT, SOURCE_PT, HEAD_PT, CELL_PT = 20, 12, 28, 12
SPACING = 1.4
ROOM_PT = DOWN / Pt(1)
FONT, SERIF = "微软雅黑", "宋体"
INK, QUIET, ACCENT = RGBColor(0x22, 0x20, 0x1C), RGBColor(0x6A, 0x65, 0x5C), RGBColor(0x1D, 0x5A, 0x57)
GOES_ON = "（续）"
BLANK_LAYOUT = 6  # the layout of the default template without placeholders


@dataclass
class Slide:
    title: str
    lines: list[tuple[str, bool]] = field(default_factory=list)  # text, whether it is a source
    notes: list[str] = field(default_factory=list)
    used: float = 0.0  # points of its height
    may_be_empty: bool = False  # its heading stands on an earlier slide, so that it is dropped if nothing is added


def write(report: Report, documents: Mapping[str, Document], path: Path) -> None:
    """Write a report to `path`. documents: every cited document by its id."""
    show = Presentation()
    show.slide_width, show.slide_height = PAGE
    show.core_properties.title, show.core_properties.author = printable(report.title)[:NAME_LIMIT], CREATOR
    _title_slide(show, report)
    slide = Slide(report.title, may_be_empty=True)
    for block in report.blocks:
        if isinstance(block, Heading):
            _put(show, slide)
            slide = Slide(block.text)
        elif isinstance(block, Paragraph):
            slide = _add(show, slide, printable(block.text))
        elif isinstance(block, Quote):
            slide = _add(show, slide, quote(block.citation), source(block.citation, documents))
        else:
            if slide.lines:
                _put(show, slide)
            title = slide.title if block.caption in ("", slide.title) else f"{slide.title}：{block.caption}"
            slide = Slide(slide.title, may_be_empty=True)
            _table_slides(show, title, grid(block, documents))
    _put(show, slide)
    show.save(str(path))


def height(text: str, size: float) -> float:
    """The estimated height of a paragraph in points. size: of the font, in points."""
    per_line = ACROSS / Pt(1) / size * 2  # half-width columns
    lines = sum(max(1, math.ceil(width(line) / per_line)) for line in text.split("\n"))
    return lines * size * SPACING + size * 0.4


def _add(show: Any, slide: Slide, text: str, origin: str = "") -> Slide:
    """Add a paragraph with its source. Returns the slide to go on with: a new one where this one became full."""
    below = height(origin, SOURCE_PT) if origin else 0.0
    for piece in pieces(text, lambda part: height(part, BODY_PT) + below <= ROOM_PT):
        if slide.lines and slide.used + height(piece, BODY_PT) + below > ROOM_PT:
            _put(show, slide)
            slide = Slide(slide.title if slide.title.endswith(GOES_ON) else f"{slide.title}{GOES_ON}")
        slide.lines.append((piece, False))
        slide.used += height(piece, BODY_PT)
        if origin:
            slide.lines.append((origin, True))
            slide.used += below
    if origin:
        slide.notes.append(f"{text}\n{origin}")
    return slide


def _put(show: Any, slide: Slide) -> None:
    """Write a slide into the presentation."""
    if slide.may_be_empty and not slide.lines:
        return
    page = _page(show, slide.title)
    frame = _box(page, LEFT, TOP, ACROSS, DOWN)
    for number, (text, is_source) in enumerate(slide.lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(SOURCE_PT * 0.4 if not is_source else BODY_PT * 0.5)
        _run(
            paragraph,
            text,
            SOURCE_PT if is_source else BODY_PT,
            QUIET if is_source else INK,
            FONT if is_source else SERIF,
        )
    if slide.notes:
        page.notes_slide.notes_text_frame.text = "\n\n".join(slide.notes)


def _title_slide(show: Any, report: Report) -> None:
    page = show.slides.add_slide(show.slide_layouts[BLANK_LAYOUT])
    frame = _box(page, LEFT, Inches(2.2), ACROSS, Inches(2))
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _run(frame.paragraphs[0], printable(report.title), 40 if width(report.title) < 40 else 30, ACCENT, FONT, bold=True)
    below = _box(page, LEFT, Inches(4.4), ACROSS, Inches(2.4))
    for number, note in enumerate(report.notes):
        paragraph = below.paragraphs[0] if number == 0 else below.add_paragraph()
        _run(paragraph, printable(note), 16, QUIET, FONT)


def _table_slides(show: Any, title: str, made: Grid) -> None:
    """Write a table on as many slides as it takes; each repeats the header."""
    widths = [ACROSS * share for share in made.shares]
    room = ROOM_PT - _row_height(made.header, widths)
    rows = list(_split_rows(made, widths, room))
    while rows:
        count, used = 0, 0.0
        while count < len(rows) and (count == 0 or used + _row_height(rows[count], widths) <= room):
            used += _row_height(rows[count], widths)
            count += 1
        _put_table(_page(show, title), (made.header, *rows[:count]), widths, used)
        rows = rows[count:]
        title = title if title.endswith(GOES_ON) else f"{title}{GOES_ON}"


def _put_table(page: Any, rows: Sequence[tuple[str, ...]], widths: Sequence[float], used: float) -> None:
    """Write a table with its header as the first row. used: points of its height."""
    table = page.shapes.add_table(len(rows), len(widths), LEFT, TOP, ACROSS, Pt(used)).table
    for number, wide in enumerate(widths):
        table.columns[number].width = Emu(int(wide))
    for y, cells in enumerate(rows):
        for x, text in enumerate(cells):
            _run(table.cell(y, x).text_frame.paragraphs[0], text, CELL_PT, None if y == 0 else INK, FONT)


def _row_height(cells: Sequence[str], widths: Sequence[float]) -> float:
    """The estimated height of a table row in points. widths: of the columns, in EMU."""
    lines = []
    for text, wide in zip(cells, widths, strict=True):
        per_line = max((wide / Pt(1) - 15) / CELL_PT * 2, 2)
        lines.append(sum(max(1, math.ceil(width(line) / per_line)) for line in text.split("\n")))
    return max(lines) * CELL_PT * SPACING + 8


def _split_rows(made: Grid, widths: Sequence[float], room: float) -> Iterator[tuple[str, ...]]:
    """The rows of a table; a row too high for a slide is continued in further rows. room: points of height."""
    for row in made.rows:
        cut = [_parts(text, column, widths, room) for column, text in enumerate(row)]
        for part in range(max(1, *map(len, cut))):
            yield tuple(cell[part] if part < len(cell) else "" for cell in cut)


def _parts(text: str, column: int, widths: Sequence[float], room: float) -> list[str]:
    """The text of a cell in pieces, none of them taller than a slide."""

    def fits(part: str) -> bool:
        return _row_height([part if n == column else "" for n in range(len(widths))], widths) <= room

    return list(pieces(text, fits))


def _page(show: Any, title: str) -> Any:
    page = show.slides.add_slide(show.slide_layouts[BLANK_LAYOUT])
    frame = _box(page, LEFT, Inches(0.45), ACROSS, Inches(0.9))
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    size = HEAD_PT if width(title) <= 54 else HEAD_PT * 54 / width(title)
    _run(frame.paragraphs[0], printable(title), max(size, 14), ACCENT, FONT, bold=True)
    return page


def _box(page: Any, left: int, top: int, across: int, down: int) -> Any:
    frame = page.shapes.add_textbox(left, top, across, down).text_frame
    frame.word_wrap = True
    return frame


def _run(paragraph: Any, text: str, size: float, color: RGBColor | None, font: str, bold: bool = False) -> None:
    for number, line in enumerate(text.split("\n")):
        if number:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, font
        if color is not None:
            run.font.color.rgb = color
        properties = run._r.get_or_add_rPr()
        properties.append(properties.makeelement(qn("a:ea"), {"typeface": font}))
