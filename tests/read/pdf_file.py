"""PDF files as offices make them, set by ReportLab with a Chinese font that every reader brings itself."""

from collections.abc import Callable, Iterable
from pathlib import Path

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Table

FONT = "STSong-Light"
WIDTH, HEIGHT = A4
MARGIN = 80.0
NO_PADDING = (0, 0, 0, 0)
pdfmetrics.registerFont(UnicodeCIDFont(FONT))

Furniture = Callable[[Canvas, int], None]


def body(text: str, size: float = 16, indent: float = 2, gap: float = 0) -> Paragraph:
    """A paragraph set to both margins. indent: of the first line, in characters. gap: points below it."""
    style = ParagraphStyle(
        "body",
        fontName=FONT,
        fontSize=size,
        leading=1.75 * size,
        alignment=TA_JUSTIFY,
        firstLineIndent=indent * size,
        wordWrap="CJK",
        spaceAfter=gap,
    )
    return Paragraph(text.replace("&", "&amp;").replace("<", "&lt;"), style)


def title(text: str, size: float = 22) -> Paragraph:
    style = ParagraphStyle(
        "title", fontName=FONT, fontSize=size, leading=1.5 * size, alignment=TA_CENTER, wordWrap="CJK"
    )
    return Paragraph(text, style)


def table(rows: list[list[str]], widths: list[float], style: Iterable[tuple] = ()) -> Table:
    """Cells of 11 points; ruled all over where no style is given."""
    cells = [[body(cell, 11, indent=0) if cell else "" for cell in row] for row in rows]
    ruled = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
    return Table(cells, colWidths=widths, style=list(style) or ruled, repeatRows=1)


def write_pdf(
    path: Path,
    story: list[Flowable],
    furniture: Furniture | None = None,
    columns: int = 1,
    first_height: float = 0,
    password: str | None = None,
    owner: str | None = None,
) -> Path:
    """Set `story` in columns. furniture: drawn on each page under its text. first_height: of a block over the columns of page 1.

    password: needed to open it. owner: encrypts it all the same, and leaves the password to open it empty.
    """
    from reportlab.lib.pdfencrypt import StandardEncryption

    encryption = StandardEncryption(password or "", ownerPassword=owner or "o") if password or owner else None
    document = BaseDocTemplate(str(path), pagesize=A4, encrypt=encryption, pageCompression=1)
    gutter = 22.0 if columns > 1 else 0.0
    across = (WIDTH - 2 * MARGIN - gutter * (columns - 1)) / columns

    def frames(above: float) -> list[Frame]:
        height = HEIGHT - 2 * MARGIN - 40 - above
        return [
            Frame(MARGIN + row * (across + gutter), MARGIN + 20, across, height, *NO_PADDING) for row in range(columns)
        ]

    def on_page(canvas: Canvas, _: BaseDocTemplate) -> None:
        if furniture:
            furniture(canvas, canvas.getPageNumber())

    block = Frame(MARGIN, HEIGHT - MARGIN - 20 - first_height, WIDTH - 2 * MARGIN, first_height, *NO_PADDING)
    first = [block, *frames(first_height)] if first_height else frames(0)
    document.addPageTemplates(
        [
            PageTemplate("first", first, onPage=on_page, autoNextPageTemplate="later"),
            PageTemplate("later", frames(0), onPage=on_page),
        ]
    )
    document.build(story)
    return path


def draw(canvas: Canvas, x: float, y: float, text: str, size: float = 10, turn: float = 0) -> None:
    """Text in the middle of x, y points above the page's lower edge."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.rotate(turn)
    canvas.setFont(FONT, size)
    canvas.drawCentredString(0, 0, text)
    canvas.restoreState()


__all__ = ["HEIGHT", "MARGIN", "WIDTH", "Canvas", "PageBreak", "body", "draw", "table", "title", "write_pdf"]
