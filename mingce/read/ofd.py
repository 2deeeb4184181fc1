"""OFD (GB/T 33190), the national format -> raw text. The XML inside is read directly: easyofd, the one library on PyPI,
depends on PyMuPDF (AGPL).

Template pages are page furniture and are left out, as are seals and annotations. Lengths in the file are millimetres.
"""

import io
import math
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree

from mingce.errors import UserError
from mingce.read import limits
from mingce.read.archive import DAMAGED, open_archive, read_entry
from mingce.read.glyphs import tidy
from mingce.read.grid import Rule, sides
from mingce.read.layout import Sheet, Span, lay_out
from mingce.read.matrix import UNTURNED, Matrix, at, times
from mingce.read.ocr import DPI, Recognised, doubtful, page_list, plain, recognise, scan_warnings
from mingce.read.paragraphs import to_text
from mingce.read.pdf import FEW, SCAN_SHARE, UPRIGHT
from mingce.read.plain import RawText
from mingce.text.clean import width

POINTS = 72 / 25.4  # in a millimetre
A4 = (0.0, 0.0, 210.0, 297.0)
DEEPEST = 20  # page blocks inside each other
NO_READABLE_TEXT = "OFD 里没有可读的文字。请用 OFD 阅读器打开核对，或另存为 PDF 后再放入。"


def read_ofd(path: Path, name: str) -> Iterator[RawText]:
    """A document for each body of the package. Raises UserError where it is damaged, has no text or too many pages."""
    with open_archive(path) as archive:
        package = OfdPackage(archive)
        root = package.xml("OFD.xml")
        bodies = list(_all(root, "DocBody"))
        if not bodies:
            raise UserError(DAMAGED)
        for number, body in enumerate(bodies, start=1):
            main = _text(body, "DocRoot")
            if not main:
                raise UserError(DAMAGED)
            body_name = name if number == 1 else f"{name}/{number}"
            yield OfdReader(package, package.resolve("OFD.xml", main)).raw_text(body_name)


class OfdPackage:
    """The files of an OFD; their names in it are relative to the file that names them, or begin with "/"."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive

    def resolve(self, base: str, name: str) -> str:
        return posixpath.normpath(posixpath.join("/", posixpath.dirname(base), name.replace("\\", "/"))).lstrip("/")

    def bytes(self, part: str) -> bytes:
        try:
            return read_entry(self.archive, part)
        except KeyError:
            raise UserError(DAMAGED) from None

    def xml(self, part: str) -> Any:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(self.bytes(part), parser)
        except etree.XMLSyntaxError:
            raise UserError(f"OFD 的内容已损坏或被加密（{part}）。请用 OFD 阅读器打开后另存一份再放入。") from None


@dataclass
class Drawing:
    """What is drawn on one page, in points from its upper left corner."""

    spans: list[Span] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[tuple[str, tuple[float, float, float, float]]] = field(default_factory=list)  # id, box


class OfdReader:
    """One document of the package."""

    def __init__(self, package: OfdPackage, main: str) -> None:
        self.package = package
        self.main = main
        self.root = package.xml(main)
        self.common = next(_all(self.root, "CommonData"), None)
        self.pages = [
            package.resolve(main, page.get("BaseLoc", ""))
            for block in _all(self.root, "Pages")
            for page in _all(block, "Page")
        ]
        if len(self.pages) > limits.PAGES:
            raise UserError(f"OFD 有 {len(self.pages):,} 页，超过上限 {limits.PAGES:,} 页。请拆分后再放入。")
        self.media: dict[str, str] = {}  # id -> file in the package
        self.composites: dict[str, Any] = {}
        for kind in ("PublicRes", "DocumentRes"):
            for one in _all(self.common, kind):
                self._take_resources(package.resolve(main, (one.text or "").strip()))
        self.unread_pictures: list[int] = []

    def raw_text(self, name: str) -> RawText:
        sheets: list[Sheet] = []
        scans: list[Recognised] = []
        for number, part in enumerate(self.pages, start=1):
            page = self.package.xml(part)
            left, top, across, down = self._box(page)
            drawing = Drawing()
            for content in _all(page, "Content"):
                for layer in _all(content, "Layer"):
                    self._draw(layer, (-left, -top), UNTURNED, drawing, 0)
            size = (across * POINTS, down * POINTS)
            covered = sum((b[2] - b[0]) * (b[3] - b[1]) for _, b in drawing.pictures)
            inked = sum(not span.text.isspace() for span in drawing.spans)
            if inked <= FEW and covered > SCAN_SHARE * size[0] * size[1]:
                scan = self._recognise(drawing, size, number)
                if scan:
                    scans.append(scan)
                    sheets.append(scan.sheet)
                    continue
            sheets.append(lay_out(drawing.spans, drawing.rules, *size))
        text = to_text(sheets)
        warnings = list(scan_warnings(scans))
        if self.unread_pictures:
            told = f"{page_list(self.unread_pictures)}的图片格式无法识别，图片里的文字没有读取，请对照原文件。"
            if not text.strip("\f\n "):
                raise UserError(told + "可另存为 PDF 后再放入。")
            warnings.append(told)
        if not text.strip("\f\n "):
            raise UserError(NO_READABLE_TEXT)
        return RawText(name, text, has_paragraphs=True, warnings=tuple(warnings), doubtful_pages=doubtful(scans))

    def _box(self, page: Any) -> tuple[float, ...]:
        """Left, top, width, height of a page."""
        for parent in (next(_all(page, "Area"), None), next(_all(self.common, "PageArea"), None)):
            box = _numbers(_text(parent, "PhysicalBox"))
            if len(box) == 4 and box[2] > 0 and box[3] > 0:
                return tuple(box)
        return A4

    def _take_resources(self, part: str) -> None:
        try:
            root = self.package.xml(part)
        except UserError:  # only pictures hang on it
            return
        folder = self.package.resolve(part, root.get("BaseLoc", "")) + "/"
        for one in root.iter("{*}MultiMedia"):
            self.media[one.get("ID", "")] = self.package.resolve(folder, _text(one, "MediaFile"))
        for one in root.iter("{*}CompositeGraphicUnit"):
            self.composites[one.get("ID", "")] = one

    def _draw(self, block: Any, origin: tuple[float, float], outer: Matrix, drawing: Drawing, depth: int) -> None:
        """Take what stands in a layer, a page block or a composite. `outer` is in millimetres."""
        if depth > DEEPEST:
            return
        for item in block:
            kind = str(item.tag).rpartition("}")[2]
            if item.get("Visible", "true") == "false":
                continue
            if kind in ("PageBlock", "Content"):
                self._draw(item, origin, outer, drawing, depth + 1)
                continue
            box = _numbers(item.get("Boundary", ""))
            if len(box) != 4:
                continue
            own = _matrix(item.get("CTM", ""))
            placed = times(times(own, (1, 0, 0, 1, box[0] + origin[0], box[1] + origin[1])), outer)
            if kind == "TextObject":
                drawing.spans += _spans(item, placed)
            elif kind == "PathObject":
                drawing.rules += _rules(item, placed)
            elif kind == "ImageObject":
                x, y = at(outer, box[0] + origin[0], box[1] + origin[1])
                right, bottom = at(outer, box[0] + box[2] + origin[0], box[1] + box[3] + origin[1])
                corners = (x * POINTS, y * POINTS, right * POINTS, bottom * POINTS)
                drawing.pictures.append((item.get("ResourceID", ""), corners))
            elif kind == "CompositeObject":
                unit = self.composites.get(item.get("ResourceID", ""))
                if unit is not None:
                    self._draw(unit, (0.0, 0.0), placed, drawing, depth + 1)

    def _recognise(self, drawing: Drawing, size: tuple[float, float], number: int) -> Recognised | None:
        """The pictures of a page, put where they stand and recognised together; None where none can be opened."""
        from PIL import Image

        scale = DPI / 72
        sheet = Image.new("RGB", (max(1, round(size[0] * scale)), max(1, round(size[1] * scale))), "white")
        if sheet.width * sheet.height > limits.PIXELS:
            return None
        opened = False
        for key, (left, top, right, bottom) in drawing.pictures:
            place = (round(left * scale), round(top * scale))
            extent = (max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale)))
            if extent[0] * extent[1] > limits.PIXELS:
                continue
            try:
                with Image.open(io.BytesIO(self.package.bytes(self.media.get(key, "")))) as file:
                    sheet.paste(plain(file).resize(extent), place)
                    opened = True
            except (UserError, OSError, SyntaxError, ValueError):
                self.unread_pictures = sorted({*self.unread_pictures, number})
        return recognise(sheet, number, 1 / scale) if opened else None


# -------------------------------------------------------------------- objects


def _spans(item: Any, matrix: Matrix) -> Iterator[Span]:
    """The characters of a TextObject."""
    size = (_numbers(item.get("Size", "")) or [0.0])[0]
    stretch = (_numbers(item.get("HScale", "")) or [1.0])[0] or 1.0
    a, b, c, d, _, _ = matrix
    if size <= 0 or abs(math.degrees(math.atan2(b, a))) > UPRIGHT:  # a watermark
        return
    em = size * math.hypot(c, d)
    x = y = 0.0
    for code in _all(item, "TextCode"):
        text = "".join(code.itertext()).replace("\n", "").replace("\r", "")
        x = (_numbers(code.get("X", "")) or [x])[0]  # left out, it is that of the code before
        y = (_numbers(code.get("Y", "")) or [y])[0]
        widths = [width(char) / 2 * size * stretch for char in text]
        steps = _deltas(code.get("DeltaX", "")) or ([0.0] * len(text) if code.get("DeltaY") else widths)
        falls = _deltas(code.get("DeltaY", ""))
        steps = _padded(steps, len(text), widths)
        falls = _padded(falls, len(text), [0.0] * len(text))
        xs = accumulate(steps, initial=x)
        ys = accumulate(falls, initial=y)
        for char, advance, own_x, own_y in zip(text, widths, xs, ys, strict=False):
            shown = tidy(char)
            if shown:
                left, base = at(matrix, own_x, own_y)
                right = left + advance * math.hypot(a, b)
                yield Span(shown, left * POINTS, right * POINTS, base * POINTS, em * POINTS)


def _padded(values: list[float], length: int, default: list[float]) -> list[float]:
    return [*values, *default[len(values) :]][:length]


def _rules(item: Any, matrix: Matrix) -> Iterator[Rule]:
    """The straight lines of a PathObject: "M x y L x y … C"."""
    if item.get("Stroke", "true") == "false" and item.get("Fill", "false") == "false":
        return
    points: list[tuple[float, float]] = []
    stroked = item.get("Stroke", "true") != "false"
    for command, *words in re.findall(r"([A-Za-z])([^A-Za-z]*)", _text(item, "AbbreviatedData")):
        values = _numbers(words[0])
        if command in "SM" and points:
            yield from sides(points, stroked)
            points = []
        if command in "SML" and len(values) == 2:
            x, y = at(matrix, *values)
            points.append((x * POINTS, y * POINTS))
        elif command == "C" and points:
            points.append(points[0])
        elif len(values) >= 2:  # a curve: only where it ends
            x, y = at(matrix, *values[-2:])
            points.append((x * POINTS, y * POINTS))
    yield from sides(points, stroked)


def _deltas(text: str) -> list[float]:
    """
    >>> _deltas("5 g 3 4.5")
    [5.0, 4.5, 4.5, 4.5]
    """
    result: list[float] = []
    words = iter(text.split())
    for word in words:
        if word == "g":
            count, value = next(words, "0"), next(words, "0")
            result += (_numbers(value) or [0.0]) * min(int((_numbers(count) or [0])[0]), 10_000)
        else:
            result += _numbers(word)
    return result


def _numbers(text: str) -> list[float]:
    try:
        values = [float(word) for word in text.replace(",", " ").split()]
    except ValueError:
        return []
    return values if all(map(math.isfinite, values)) else []


def _matrix(text: str) -> Matrix:
    values = _numbers(text)
    return (values[0], values[1], values[2], values[3], values[4], values[5]) if len(values) == 6 else UNTURNED


def _all(parent: Any, name: str) -> Iterator[Any]:
    """Children by their name without its namespace."""
    if parent is not None:
        yield from parent.iterchildren("{*}" + name)


def _text(parent: Any, name: str) -> str:
    found = next(_all(parent, name), None)
    return ("".join(found.itertext()) or "").strip() if found is not None else ""
