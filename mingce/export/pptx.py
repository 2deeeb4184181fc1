"""A report as slides: a title, then each heading with its quotes, small sources under them; no text overflows.

What fits is estimated: a full-width character is as wide as its font size, a line takes `SPACING` times its height.
"""

import math
from collections.abc import Callable, Mapping
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
from mingce.export.report import Heading, Line, Quote, Report
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
BLANK = 6  # the layout of the default template without placeholders


@dataclass
class Slide:
    title: str
    lines: list[tuple[str, bool]] = field(default_factory=list)  # text, whether it is a source
    notes: list[str] = field(default_factory=list)
    used: float = 0.0  # points of its height
    is_told: bool = False  # its title stands on a slide before


def write(report: Report, documents: Mapping[str, Document], path: Path) -> None:
    """Write a report to `path`. documents: every cited document by its id."""
    show = Presentation()
    show.slide_width, show.slide_height = PAGE
    show.core_properties.title, show.core_properties.author = printable(report.title)[:NAME_LIMIT], CREATOR
    _title_slide(show, report)
    slide = Slide(report.title, is_told=True)
    for block in report.blocks:
        if isinstance(block, Heading):
            _put(show, slide)
            slide = Slide(block.text)
        elif isinstance(block, Line):
            slide = _add(show, slide, printable(block.text))
        elif isinstance(block, Quote):
            slide = _add(show, slide, quote(block.citation), source(block.citation, documents))
        else:
            if slide.lines:
                _put(show, slide)
            title = slide.title if block.caption in ("", slide.title) else f"{slide.title}：{block.caption}"
            slide = Slide(slide.title, is_told=True)
            _table_slides(show, title, grid(block, documents))
    _put(show, slide)
    show.save(str(path))


def height(text: str, size: float) -> float:
    """Points that a paragraph takes."""
    per_line = ACROSS / Pt(1) / size * 2  # half-width columns
    lines = sum(max(1, math.ceil(width(line) / per_line)) for line in text.split("\n"))
    return lines * size * SPACING + size * 0.4


def _add(show: Any, slide: Slide, text: str, told: str = "") -> Slide:
    """The slide with one more paragraph and its source, or the next one where it is full."""
    below = height(told, SOURCE_PT) if told else 0.0
    for piece in pieces(text, lambda part: height(part, BODY_PT) + below <= ROOM_PT):
        if slide.lines and slide.used + height(piece, BODY_PT) + below > ROOM_PT:
            _put(show, slide)
            slide = Slide(slide.title if slide.title.endswith(GOES_ON) else f"{slide.title}{GOES_ON}")
        slide.lines.append((piece, False))
        slide.used += height(piece, BODY_PT)
        if told:
            slide.lines.append((told, True))
            slide.used += below
    if told:
        slide.notes.append(f"{text}\n{told}")
    return slide


def _put(show: Any, slide: Slide) -> None:
    if slide.is_told and not slide.lines:
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
    page = show.slides.add_slide(show.slide_layouts[BLANK])
    frame = _box(page, LEFT, Inches(2.2), ACROSS, Inches(2))
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    _run(frame.paragraphs[0], printable(report.title), 40 if width(report.title) < 40 else 30, ACCENT, FONT, bold=True)
    below = _box(page, LEFT, Inches(4.4), ACROSS, Inches(2.4))
    for number, note in enumerate(report.notes):
        paragraph = below.paragraphs[0] if number == 0 else below.add_paragraph()
        _run(paragraph, printable(note), 16, QUIET, FONT)


def _table_slides(show: Any, title: str, made: Grid) -> None:
    """As many rows a slide as fit. A cell too long for a slide goes on in the next row."""
    widths = [ACROSS * share for share in made.shares]

    def tall(cells: tuple[str, ...]) -> float:
        lines = []
        for text, wide in zip(cells, widths, strict=True):
            per_line = max((wide / Pt(1) - 15) / CELL_PT * 2, 2)
            lines.append(sum(max(1, math.ceil(width(line) / per_line)) for line in text.split("\n")))
        return max(lines) * CELL_PT * SPACING + 8

    room = ROOM_PT - tall(made.header)
    rows: list[tuple[str, ...]] = []
    for row in made.rows:
        cut = [_parts(text, column, len(row), tall, room) for column, text in enumerate(row)]
        for part in range(max(1, *map(len, cut))):
            rows.append(tuple(cell[part] if part < len(cell) else "" for cell in cut))
    while rows:
        count, used = 0, 0.0
        while count < len(rows) and (count == 0 or used + tall(rows[count]) <= room):
            used += tall(rows[count])
            count += 1
        page = _page(show, title)
        table = page.shapes.add_table(count + 1, len(made.header), LEFT, TOP, ACROSS, Pt(used)).table
        for number, wide in enumerate(widths):
            table.columns[number].width = Emu(int(wide))
        for y, cells in enumerate((made.header, *rows[:count])):
            for x, text in enumerate(cells):
                _run(table.cell(y, x).text_frame.paragraphs[0], text, CELL_PT, None if y == 0 else INK, FONT)
        rows = rows[count:]
        title = title if title.endswith(GOES_ON) else f"{title}{GOES_ON}"


def _parts(text: str, column: int, columns: int, tall: Callable[[tuple[str, ...]], float], room: float) -> list[str]:
    """The text of a cell in pieces none of which is taller than a slide."""

    def fits(part: str) -> bool:
        return tall(tuple(part if n == column else "" for n in range(columns))) <= room

    return list(pieces(text, fits))


def _page(show: Any, title: str) -> Any:
    page = show.slides.add_slide(show.slide_layouts[BLANK])
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
