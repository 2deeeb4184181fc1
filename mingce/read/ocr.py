"""Pictures and scanned pages -> raw text, with how sure the recognition is.

RapidOCR with the PP-OCRv6 models that its wheel carries (all Apache-2.0): nothing is fetched at run time.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from mingce.errors import UserError
from mingce.read import limits
from mingce.read.grid import Rule
from mingce.read.layout import Sheet, Span, lay_out
from mingce.read.paragraphs import to_text
from mingce.read.plain import RawText
from mingce.text.clean import width

DPI = 200
SURE = 0.80  # mean confidence of a page below which the reader is told
A4 = 595.0  # points: the width a picture without a sensible resolution is taken to have
THREADS = 2
DETECTION = 1280  # pixels at the longer side of what lines are looked for in: half the time of the full picture
BIGGEST = 3500  # pixels at the longer side of what is recognised: 300 dpi of A4
LONG_ACROSS, LONG_DOWN = 30.0, 16.0  # points: shorter dark runs are strokes of characters
THICK = 4.0  # points: a broader dark run is a bar or a picture
MOST_SKEW = 10.0  # degrees that a page is set straight by


@dataclass(frozen=True)
class Recognised:
    """A page as it was recognised."""

    number: int
    sheet: Sheet
    confidence: float  # mean over its characters, 0..1; 1 on an empty page


def read_image(path: Path, name: str) -> Iterator[RawText]:
    """A picture, or every page of a TIFF. Raises UserError where it is damaged, too large or without text."""
    scans = [recognise(image, number) for number, image in enumerate(_pictures(path), start=1)]
    text = to_text([scan.sheet for scan in scans])
    if not text.strip("\f\n "):
        raise UserError("图片里没有识别出文字。请换一张更清晰、文字更大的图片。")
    warnings = scan_warnings(scans, is_picture=len(scans) == 1)
    yield RawText(name, text, has_paragraphs=True, warnings=warnings, doubtful_pages=doubtful(scans))


def scan_warnings(scans: Sequence[Recognised], is_picture: bool = False) -> tuple[str, ...]:
    """What the reader has to know of recognised pages."""
    if not scans:
        return ()
    where = "图片" if is_picture else page_list([scan.number for scan in scans])
    told = [f"{where}的文字由图像识别得出，可能有错字，引用前请核对原件。"]
    for scan in scans:
        if scan.confidence < SURE:
            here = "图片" if is_picture else f"第{scan.number}页是扫描件，"
            told.append(f"{here}识别可信度 {scan.confidence:.2f}，引用前请核对原件。")
    return tuple(told)


def doubtful(scans: Sequence[Recognised]) -> tuple[int, ...]:
    """Numbers of the pages whose text has to be compared with the original."""
    return tuple(scan.number for scan in scans if scan.confidence < SURE)


def page_list(numbers: Sequence[int]) -> str:
    """
    >>> page_list([1, 2, 3, 7])
    '第1—3、7页'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "第" + "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs) + "页"


def _pictures(path: Path) -> Iterator[Any]:
    """Each page of the file as an RGB picture, turned as its camera says. Sizes are looked at before it is decoded."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # the limit below speaks Chinese
    try:
        with Image.open(path) as file:
            pages = getattr(file, "n_frames", 1) if file.format == "TIFF" else 1
            if pages > limits.PAGES:
                raise UserError(f"图片文件有 {pages:,} 页，超过上限 {limits.PAGES:,} 页。请拆分后再放入。")
            for page in range(pages):
                file.seek(page)
                yield plain(file)
    except (OSError, SyntaxError, ValueError, EOFError):  # what PIL raises
        raise UserError("图片已损坏或不完整，打不开。请重新下载，或用看图软件打开后另存一份再放入。") from None


def plain(image: Any) -> Any:
    """A picture that PIL has opened as RGB on white, upright, at most `BIGGEST` pixels long.

    Raises UserError where it is too large to be decoded.
    """
    from PIL import Image, ImageOps

    across, down = image.size
    if across * down > limits.PIXELS:
        raise UserError(
            f"图片有 {across:,}×{down:,} 像素，超过上限 {limits.PIXELS / 1e6:,.0f} 百万像素。请缩小后再放入。"
        )
    image.draft("RGB", (BIGGEST, BIGGEST))
    if image.mode.startswith(("I", "F")):  # 16 bits a pixel: PIL would cut, not scale
        image = image.convert("I")
        low, high = image.getextrema()
        scale = 255.0 / max(high - low, 1)
        image = image.point(lambda value: value * scale - low * scale).convert("L")
    elif image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        white.info.update(image.info)  # where the camera's turn is kept
        image = white
    image = image.convert("L" if image.mode in ("1", "L") else "RGB")
    if max(image.size) > BIGGEST:
        image = image.resize(tuple(max(1, round(side * BIGGEST / max(image.size))) for side in image.size))
    return ImageOps.exif_transpose(image).convert("RGB")


def recognise_page(page: Any, number: int) -> Recognised:
    """A page of a PDF, rendered by PDFium."""
    across, down = page.get_size()
    scale = min(DPI / 72, BIGGEST / max(across, down))
    image = page.render(scale=scale, fill_color=(255, 255, 255, 255)).to_pil().convert("RGB")
    return recognise(image, number, 1 / scale)


def recognise(image: Any, number: int, points: float | None = None) -> Recognised:
    """Recognise a picture.

    image: PIL, RGB, at most `BIGGEST` long, upright or turned by quarters. points: what a pixel measures; None takes the picture for A4.
    """
    boxes = _boxes(image)
    if _lies_on_side(boxes):
        turned = [image.rotate(90, expand=True), image.rotate(270, expand=True)]
        image, boxes = max(((one, _boxes(one)) for one in turned), key=lambda pair: _confidence(pair[1]))
    elif _confidence(boxes) < SURE:
        head_down = image.rotate(180)
        turned_boxes = _boxes(head_down)
        if _confidence(turned_boxes) > _confidence(boxes):
            boxes = turned_boxes
    points = points or A4 / min(image.size)
    skew = _skew(boxes)
    rules = list(_rules(image, skew, points))
    spans = [part for box in boxes for part in _parted(_span(_turned(box, skew), points), rules)]
    sheet = lay_out(spans, rules, image.width * points, image.height * points, is_scan=True)
    return Recognised(number, sheet, _confidence(boxes))


@dataclass(frozen=True)
class Box:
    corners: tuple[tuple[float, float], ...]  # from the upper left one, clockwise, pixels
    text: str
    score: float


def _boxes(image: Any) -> list[Box]:
    import numpy as np

    pixels = np.asarray(image)[:, :, ::-1]  # (height, width, BGR)
    found = _engine()(pixels)
    if found.boxes is None or found.txts is None:
        return []
    return [
        Box(tuple((float(x), float(y)) for x, y in corners), text.strip(), float(score))
        for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        if text.strip()
    ]


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.text_score": 0.3,  # a doubtful line is shown as doubtful, not left out
            "Global.max_side_len": BIGGEST,
            "Global.use_cls": False,  # a page that stands on its head is turned whole
            "Det.use_dilation": False,  # it joins the columns of a page
            "Det.limit_type": "max",
            "Det.limit_side_len": DETECTION,
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
        }
    )


def _confidence(boxes: Sequence[Box]) -> float:
    length = sum(len(box.text) for box in boxes)
    return sum(box.score * len(box.text) for box in boxes) / length if length else 1.0


def _lies_on_side(boxes: Sequence[Box]) -> bool:
    """Whether most lines run from top to bottom."""
    long = [box for box in boxes if len(box.text) >= 3]
    upright = sum(_height(box) > 2 * _width(box) for box in long)
    return len(long) >= 2 and upright > 0.6 * len(long)


def _width(box: Box) -> float:
    return max(x for x, _ in box.corners) - min(x for x, _ in box.corners)


def _height(box: Box) -> float:
    return max(y for _, y in box.corners) - min(y for _, y in box.corners)


def _skew(boxes: Sequence[Box]) -> float:
    """Degrees, clockwise, at which the page lay on the scanner."""
    angles = [
        math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
        for a, b, *_ in (box.corners for box in boxes if len(box.text) >= 8)
    ]
    skew = median(angles) if angles else 0.0
    return skew if 0.1 < abs(skew) < MOST_SKEW else 0.0


def _turned(box: Box, skew: float) -> Box:
    """The box on the page set straight: turned about the upper left corner."""
    cos, sin = math.cos(math.radians(-skew)), math.sin(math.radians(-skew))
    return Box(tuple((x * cos - y * sin, x * sin + y * cos) for x, y in box.corners), box.text, box.score)


def _rules(image: Any, skew: float, points: float) -> Iterator[Rule]:
    """The ruled lines of the page set straight: dark runs longer than any stroke of a character."""
    import cv2
    import numpy as np

    gray = np.asarray(image.convert("L"))  # (height, width)
    if skew:
        turn = cv2.getRotationMatrix2D((0, 0), skew, 1.0)
        gray = cv2.warpAffine(gray, turn, (gray.shape[1], gray.shape[0]), borderValue=255)
    dark = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    across, down = round(LONG_ACROSS / points), round(LONG_DOWN / points)
    for shape in ((across, 1), (1, down)):
        runs = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        _, _, stats, _ = cv2.connectedComponentsWithStats(runs)
        for x, y, w, h, _ in stats[1:]:
            if min(w, h) * points <= THICK:
                yield Rule(x * points, y * points, (x + w) * points, (y + h) * points)


def _parted(span: Span, rules: Sequence[Rule]) -> list[Span]:
    """A recognised line that runs over the rule between two cells, cut there."""
    middle = span.baseline - 0.35 * span.size
    cuts = sorted(
        rule.left
        for rule in rules
        if not rule.is_horizontal
        and rule.top < middle < rule.bottom
        and span.left + 0.5 * span.size < rule.left < span.right - 0.5 * span.size
    )
    parts: list[Span] = []
    for cut in cuts:
        share = (cut - span.left) / (span.right - span.left) * width(span.text)
        end = next((i for i in range(len(span.text)) if width(span.text[:i]) >= share - 0.5), len(span.text))
        if 0 < end < len(span.text):
            parts.append(Span(span.text[:end].strip(), span.left, cut - 1, span.baseline, span.size))
            span = Span(span.text[end:].strip(), cut + 1, span.right, span.baseline, span.size)
    return [part for part in [*parts, span] if part.text]


def _span(box: Box, points: float) -> Span:
    """A line with its font size: of a long one by its length, of a short one by its height."""
    left, right = min(x for x, _ in box.corners), max(x for x, _ in box.corners)
    top = (box.corners[0][1] + box.corners[1][1]) / 2
    bottom = (box.corners[2][1] + box.corners[3][1]) / 2
    height = abs(bottom - top)
    size = 0.75 * height
    columns = width(re.sub(r"\s", "", box.text))
    if columns >= 10:
        size = min(max((right - left) / (columns / 2), 0.6 * height), 0.95 * height)
    middle = (top + bottom) / 2
    return Span(box.text, left * points, right * points, (middle + 0.35 * size) * points, size * points)
