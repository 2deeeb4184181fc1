"""PDF -> raw text. Pages without usable text are recognised (ocr.py).

PDFium reads it: one permissively licensed library for characters with their places, ruled lines and rendering, more
than ten times as fast as pdfminer, and the one whose errors Chrome's users have found.
"""

import ctypes
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mingce.errors import UserError
from mingce.read import limits
from mingce.read.glyphs import is_broken, tidy
from mingce.read.grid import MOST_RULES, Rule, sides
from mingce.read.layout import Sheet, Span, lay_out
from mingce.read.matrix import UNTURNED, Matrix, at, times
from mingce.read.ocr import Recognised, doubtful, page_list, recognise_page, scan_warnings
from mingce.read.paragraphs import to_text
from mingce.read.plain import RawText
from mingce.text.patterns import HAN

TAIL = 4096  # bytes at the end of a file, where its end mark stands
FEW = 20  # characters: with no more and a picture, or outlines, a page is a scan
SCAN_SHARE = 0.3  # of the page under pictures
UNREADABLE = 0.3  # share of characters without meaning from which on a text layer is not believed
UPRIGHT = 3.0  # degrees off a right angle: what is turned further is a watermark
LARGE_PICTURE = 48_000  # square points (60 cm²): larger than a seal or a logo
HAN_SIGN = re.compile(f"[{HAN}]")
MOST_CHARACTERS = 200_000  # on one page


def read_pdf(path: Path, name: str) -> Iterator[RawText]:
    """Raises UserError where the file needs a password, is damaged, has no text or too many pages."""
    import pypdfium2 as pdfium

    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - TAIL))
        tail = file.read()
    if not size:
        raise UserError("文件是空的（0 字节）。")
    try:
        pdf = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise UserError(_reason(error)) from None
    try:
        if b"startxref" not in tail and b"%%EOF" not in tail:  # PDFium would read what is left of it and keep silent
            raise UserError("PDF 不完整：文件在中途断开，后面的内容缺失。请重新下载或重新导出后再放入。")
        if len(pdf) > limits.PAGES:
            raise UserError(f"PDF 有 {len(pdf):,} 页，超过上限 {limits.PAGES:,} 页。请拆分后再放入。")
        if not len(pdf):
            raise UserError("PDF 里一页也没有：文件是空的或已损坏。请重新导出后再放入。")
        yield _raw_text(pdf, name)
    finally:
        pdf.close()


def _reason(error: Any) -> str:
    import pypdfium2.raw as c

    code = getattr(error, "err_code", None)
    if code == c.FPDF_ERR_PASSWORD:
        return "PDF 有打开密码，无法读取。请用密码打开，另存为不加密的 PDF 后再放入。"
    if code == c.FPDF_ERR_SECURITY:
        return "PDF 的加密方式无法读取。请打印或另存为不加密的 PDF 后再放入。"
    return "PDF 已损坏或不完整，打不开。请重新下载，或用 WPS、浏览器打开后另存一份再放入。"


def _raw_text(pdf: Any, name: str) -> RawText:
    import pypdfium2 as pdfium

    sheets: list[Sheet] = []
    scans: list[Recognised] = []
    pictures: list[int] = []
    layers: list[int] = []
    lost: list[int] = []
    for number in range(1, len(pdf) + 1):
        try:
            page = pdf[number - 1]
        except pdfium.PdfiumError:
            lost.append(number)
            sheets.append(Sheet(1.0, 1.0))
            continue
        try:
            content = read_page(page)
            if content.is_scan:
                scan = recognise_page(page, number)
                scans.append(scan)
                sheets.append(scan.sheet)
            else:
                sheets.append(lay_out(content.spans, content.rules, content.width, content.height))
                for turned in content.turned:
                    sheets[-1].lines += lay_out(turned, (), content.width, content.height).lines
            if content.has_pictures and not content.is_scan:
                pictures.append(number)
            if content.is_layer:
                layers.append(number)
        finally:
            page.close()
    text = to_text(sheets)
    if not text.strip("\f\n "):
        raise UserError("PDF 里没有可读的文字，扫描页上也没有识别出文字。请核对文件，或换一份清晰的扫描件。")
    warnings = list(scan_warnings(scans))
    if lost:
        warnings.append(f"{page_list(lost)}已损坏，没有读取，请对照原文件。")
    if layers:
        warnings.append(f"{page_list(layers)}的文字是扫描软件识别后附上的，可能有错字，引用前请核对原件。")
    if pictures:
        warnings.append(f"{page_list(pictures)}有较大的图片，图片里的文字没有读取，请对照原文件。")
    return RawText(name, text, has_paragraphs=True, warnings=tuple(warnings), doubtful_pages=doubtful(scans))


# -------------------------------------------------------------------- one page


@dataclass
class Content:
    """What PDFium finds on a page, turned so that most of its text is upright."""

    width: float
    height: float
    spans: list[Span]
    rules: list[Rule]
    turned: list[list[Span]] = field(default_factory=list)  # text at right angles to the rest, each turned upright
    is_scan: bool = False
    is_layer: bool = False  # text that a scanning program put, unseen, over the picture
    has_pictures: bool = False


Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class Glyph:
    """A character as PDFium gives it: points from the lower left corner."""

    text: str
    ink: Box  # as the font gives it: of some fonts no more than what is drawn
    box: Box  # the same; of a Chinese character at least its em square
    x: float
    y: float  # of its origin, on the baseline
    size: float
    quarter: int  # quarter turns to the left


@dataclass(frozen=True)
class Turn:
    """From the page's own axes to points from the upper left corner, for text turned by quarters."""

    quarter: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.quarter % 2 else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.quarter % 2 else self.top - self.bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.quarter == 0:
            return x - self.left, self.top - y
        if self.quarter == 1:
            return y - self.bottom, x - self.left
        if self.quarter == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def span(self, glyph: Glyph) -> Span:
        left, bottom, right, top = glyph.box
        xs = (self.point(left, bottom)[0], self.point(right, top)[0])
        return Span(glyph.text, min(xs), max(xs), self.point(glyph.x, glyph.y)[1], glyph.size)


def read_page(page: Any) -> Content:
    """Characters, ruled lines and pictures of a page."""
    glyphs = _glyphs(page)
    left, bottom, right, top = page.get_bbox()
    glyphs = [g for g in glyphs if left - 2 <= g.x <= right + 2 and bottom - 2 <= g.y <= top + 2]
    counts = Counter(g.quarter for g in glyphs if not g.text.isspace())
    quarters = [quarter for quarter, _ in counts.most_common()]
    turn = Turn(quarters[0] if quarters else (-(page.get_rotation() // 90)) % 4, left, bottom, right, top)
    shapes = _shapes(page, turn)
    content = Content(
        turn.width,
        turn.height,
        [turn.span(g) for g in glyphs if g.quarter == turn.quarter],
        shapes.rules,
        [[Turn(q, left, bottom, right, top).span(g) for g in glyphs if g.quarter == q] for q in quarters[1:]],
    )
    area = turn.width * turn.height
    inked = sum(counts.values())
    broken = sum(is_broken(g.text) for g in glyphs)
    share = min(1.0, sum(shapes.pictures) / area)
    if inked - broken <= FEW:
        content.is_scan = share > SCAN_SHARE or (not inked and shapes.paths > 20) or broken > 0
    else:
        content.is_scan = broken > UNREADABLE * inked
    content.is_layer = not content.is_scan and shapes.hidden_text and share > SCAN_SHARE
    content.has_pictures = any(LARGE_PICTURE < one < 0.8 * area for one in shapes.pictures)
    return content


def _glyphs(page: Any) -> list[Glyph]:
    """The characters in the order of the file; doubled ones (a poor man's bold) once, watermarks not."""
    import pypdfium2.raw as c

    textpage = page.get_textpage()
    try:
        characters = Characters(textpage.raw)
        glyphs: list[Glyph] = []
        seen: set[GridField] = set()
        for index in range(min(c.FPDFText_CountChars(textpage.raw), MOST_CHARACTERS)):
            glyph = characters.glyph(index)
            if glyph is None:
                continue
            if not glyph.text.isspace():
                fields = _grid_fields(glyph)
                if fields & seen:
                    continue
                seen |= fields
            glyphs.append(glyph)
        return glyphs
    finally:
        textpage.close()


class Characters:
    """The characters of a text page of PDFium, whose structures are made once and filled for each character."""

    def __init__(self, raw: Any) -> None:
        import pypdfium2.raw as c

        self.raw = raw
        self.matrix, self.box = c.FS_MATRIX(), c.FS_RECTF()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.to_matrix, self.to_box, self.to_x, self.to_y = map(ctypes.byref, (self.matrix, self.box, self.x, self.y))

    def glyph(self, index: int) -> Glyph | None:
        """None for what is not printed and for text at a slant, a watermark."""
        import pypdfium2.raw as c

        text = self._text(index)
        if not text:
            return None
        c.FPDFText_GetMatrix(self.raw, index, self.to_matrix)
        c.FPDFText_GetLooseCharBox(self.raw, index, self.to_box)
        c.FPDFText_GetCharOrigin(self.raw, index, self.to_x, self.to_y)
        angle = math.degrees(math.atan2(self.matrix.b, self.matrix.a))
        quarter = round(angle / 90)
        size = c.FPDFText_GetFontSize(self.raw, index) * math.hypot(self.matrix.c, self.matrix.d)
        if abs(angle - 90 * quarter) > UPRIGHT or size <= 0:
            return None
        ink = (self.box.left, self.box.bottom, self.box.right, self.box.top)
        box = self._em_square(ink, size) if HAN_SIGN.match(text) else ink
        return Glyph(text, ink, box, self.x.value, self.y.value, size, quarter % 4)

    def _text(self, index: int) -> str:
        """ "" for line ends, invisible characters and spaces that PDFium adds."""
        import pypdfium2.raw as c

        code = c.FPDFText_GetUnicode(self.raw, index)
        if c.FPDFText_IsGenerated(self.raw, index) == 1 or code in (0, 10, 13, 0xAD, 0xFEFF):
            return ""
        if code in (2, 0xFFFE):  # how PDFium gives a hyphen at a line's end
            return "-"
        return tidy(chr(code)) if code < 0x110000 else ""

    def _em_square(self, ink: Box, size: float) -> Box:
        """The box of the ink widened to a full em: without it "日" would stand between spaces."""
        m, x, y = self.matrix, self.x.value, self.y.value
        length = math.hypot(m.c, m.d)
        end_x, end_y = x + m.a / length * size, y + m.b / length * size
        left, bottom, right, top = ink
        return min(left, x, end_x), min(bottom, y, end_y), max(right, x, end_x), max(top, y, end_y)


GridField = tuple[str, float, int, int]


def _grid_fields(glyph: Glyph) -> set[GridField]:
    """The fields in which a character lies, of two grids a little narrower than it, one half a field on.

    Twins share a field of at least one grid; two letters side by side do not.
    """
    left, bottom, right, top = glyph.ink
    start, end, level = (left, right, glyph.y) if glyph.quarter % 2 == 0 else (bottom, top, glyph.x)
    across = start / (0.8 * max(end - start, 0.1 * glyph.size))
    up = level / (0.8 * glyph.size)
    return {(glyph.text, half, math.floor(across + half), math.floor(up + half)) for half in (0.0, 0.5)}


# -------------------------------------------------------------------- lines and pictures


@dataclass
class Shapes:
    rules: list[Rule] = field(default_factory=list)
    pictures: list[float] = field(default_factory=list)  # square points
    paths: int = 0
    hidden_text: bool = False


def _shapes(page: Any, turn: Turn) -> Shapes:
    import pypdfium2.raw as c

    shapes = Shapes()

    def visit(count: int, get: Callable[[int], Any], outer: Matrix, depth: int) -> None:
        for i in range(count):
            item = get(i)
            kind = c.FPDFPageObj_GetType(item)
            if kind == c.FPDF_PAGEOBJ_PATH:
                shapes.paths += 1
                if len(shapes.rules) <= MOST_RULES:
                    _path_rules(item, times(_matrix(item), outer), turn, shapes.rules)
            elif kind == c.FPDF_PAGEOBJ_IMAGE:
                a, b, cc, d, _, _ = times(_matrix(item), outer)
                shapes.pictures.append(abs(a * d - b * cc))
            elif kind == c.FPDF_PAGEOBJ_TEXT:
                shapes.hidden_text |= c.FPDFTextObj_GetTextRenderMode(item) == c.FPDF_TEXTRENDERMODE_INVISIBLE
            elif kind == c.FPDF_PAGEOBJ_FORM and depth < 8:
                inner = c.FPDFFormObj_CountObjects(item)
                visit(
                    inner,
                    lambda j, form=item: c.FPDFFormObj_GetObject(form, j),  # type: ignore[misc]
                    times(_matrix(item), outer),
                    depth + 1,
                )

    visit(c.FPDFPage_CountObjects(page.raw), lambda i: c.FPDFPage_GetObject(page.raw, i), UNTURNED, 0)
    return shapes


def _matrix(item: Any) -> Matrix:
    import pypdfium2.raw as c

    m = c.FS_MATRIX()
    if not c.FPDFPageObj_GetMatrix(item, ctypes.byref(m)):
        return UNTURNED
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _path_rules(path: Any, matrix: Matrix, turn: Turn, rules: list[Rule]) -> None:
    """The straight lines of a path, and the shapes filled so thin that they are lines."""
    import pypdfium2.raw as c

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke))
    if not fill.value and not stroke.value:
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    figure: list[tuple[float, float]] = []
    figures = [figure]
    for i in range(min(c.FPDFPath_CountSegments(path), MOST_RULES)):
        segment = c.FPDFPath_GetPathSegment(path, i)
        kind = c.FPDFPathSegment_GetType(segment)
        c.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = turn.point(*at(matrix, x.value, y.value))
        if kind == c.FPDF_SEGMENT_MOVETO:
            figure = []
            figures.append(figure)
        figure.append(point)
        if c.FPDFPathSegment_GetClose(segment):
            figure.append(figure[0])
    for one in figures:
        rules.extend(sides(one, is_stroked=bool(stroke.value)))
