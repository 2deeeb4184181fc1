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
        yield _read(pdf, name)
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


def _read(pdf: Any, name: str) -> RawText:
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


@dataclass(frozen=True)
class Glyph:
    """A character as PDFium gives it: points from the lower left corner."""

    text: str
    box: tuple[float, float, float, float]  # left, bottom, right, top; of a Chinese character at least its em square
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
        raw = textpage.raw
        count = min(c.FPDFText_CountChars(raw), MOST_CHARACTERS)
        matrix, box = c.FS_MATRIX(), c.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        p_matrix, p_box, p_x, p_y = map(ctypes.byref, (matrix, box, x, y))
        glyphs: list[Glyph] = []
        seen: set[tuple[str, float, int, int]] = set()
        for i in range(count):
            code = c.FPDFText_GetUnicode(raw, i)
            if c.FPDFText_IsGenerated(raw, i) == 1 or code in (0, 10, 13, 0xAD, 0xFEFF):
                continue
            text = "-" if code in (2, 0xFFFE) else tidy(chr(code)) if code < 0x110000 else ""
            if not text:
                continue
            c.FPDFText_GetMatrix(raw, i, p_matrix)
            c.FPDFText_GetLooseCharBox(raw, i, p_box)
            c.FPDFText_GetCharOrigin(raw, i, p_x, p_y)
            angle = math.degrees(math.atan2(matrix.b, matrix.a))
            quarter = round(angle / 90)
            if abs(angle - 90 * quarter) > UPRIGHT:
                continue
            size = c.FPDFText_GetFontSize(raw, i) * math.hypot(matrix.c, matrix.d)
            if size <= 0:
                continue
            if not text.isspace():
                # two grids a little narrower than the character, one half a field on: of twins, but not of two
                # letters side by side, both lie in one field of at least one grid
                start, end, level = (box.left, box.right, y) if quarter % 2 == 0 else (box.bottom, box.top, x)
                across = start / (0.8 * max(end - start, 0.1 * size))
                up = level.value / (0.8 * size)
                places = {(text, half, math.floor(across + half), math.floor(up + half)) for half in (0.0, 0.5)}
                if places & seen:
                    continue
                seen |= places
            edges = [box.left, box.bottom, box.right, box.top]
            if HAN_SIGN.match(text):  # the box of some fonts is the ink's: "日" would stand between spaces
                across, up = matrix.a / math.hypot(matrix.c, matrix.d), matrix.b / math.hypot(matrix.c, matrix.d)
                ends = (x.value + across * size, y.value + up * size)
                edges = [
                    min(edges[0], x.value, ends[0]),
                    min(edges[1], y.value, ends[1]),
                    max(edges[2], x.value, ends[0]),
                    max(edges[3], y.value, ends[1]),
                ]
            glyphs.append(Glyph(text, (edges[0], edges[1], edges[2], edges[3]), x.value, y.value, size, quarter % 4))
        return glyphs
    finally:
        textpage.close()


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
