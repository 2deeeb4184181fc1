"""Recognition takes seconds a page: few pages, and each asserts much."""

import re
import socket
from difflib import SequenceMatcher
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from mingce.documents.parse import parse
from mingce.errors import UserError
from mingce.read import limits
from mingce.read.layout import Sheet
from mingce.read.ocr import Recognised, doubtful, page_list, read_image, scan_warnings
from mingce.read.ofd import read_ofd
from mingce.read.pdf import read_pdf
from mingce.read.plain import RawText
from mingce.text.clean import clean
from mingce.text.sections import split_sections
from tests.read.ofd_file import picture, write_ofd
from tests.read.pdf_file import PageBreak, body, table, title, write_pdf

ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = ROOT / "corpus" / "河南质量强省实施意见_20230117.txt"
WIDTHS = str.maketrans("（），：；！？", "(),:;!?")  # recognition takes either for the other


def source():
    return [line for line in clean(DOCUMENT.read_text(encoding="utf-8")).replace("\f", "").split("\n") if line.strip()]


def bare(text):
    return re.sub(r"[\s|]", "", text).translate(WIDTHS)


def accuracy(text, wanted):
    """Share of the characters of the longer text that both have in the same order."""
    a, b = bare(text), bare(wanted)
    return sum(block.size for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()) / max(
        len(a), len(b)
    )


def scan(path: Path, page: int = 0, dpi: int = 200) -> Image.Image:
    """A page of a PDF as a scanner sees it."""
    image = pypdfium2.PdfDocument(path)[page].render(scale=dpi / 72).to_pil().convert("RGB")
    if image.convert("L").getextrema()[0] > 200:
        pytest.skip("this machine has no Chinese font to draw a page with (fonts-noto-cjk)")
    return image


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """A page of text, and one with a table, as PDF with a text layer."""
    first, *rest = source()
    rows = [
        ["指标", "目标"],
        ["制造业质量竞争力指数", "84.5以上"],
        ["农产品质量安全例行监测合格率和食品抽检合格率", "98%以上"],
    ]
    story = [title(first), *(body(line) for line in rest[:6]), PageBreak(), body(rest[6]), table(rows, [200, 120])]
    return write_pdf(tmp_path_factory.mktemp("ocr") / "a.pdf", story)


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*_):
        raise AssertionError("something is fetched at run time")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_a_scanned_pdf(printed, tmp_path, no_network):
    (wanted,) = read_pdf(printed, "a")
    pages = [scan(printed, page) for page in range(len(pypdfium2.PdfDocument(printed)))]
    pages[0].save(tmp_path / "a.pdf", resolution=200, save_all=True, append_images=pages[1:])
    (raw,) = read_pdf(tmp_path / "a.pdf", "a")
    assert accuracy(raw.text, wanted.text) > 0.98
    assert raw.text.count("\f") == wanted.text.count("\f") == 1
    assert len(raw.text.split("\n")) == len(wanted.text.split("\n"))
    assert "| 制造业质量竞争力指数 | 84.5以上 |" in raw.text
    assert raw.warnings == ("第1—2页的文字由图像识别得出，可能有错字，引用前请核对原件。",)
    names = {section.path[-1] for section in split_sections(parse(raw, "a.pdf")) if section.path}
    assert {"一、总体要求", "（一）指导思想", "（二）主要目标"} <= names


def test_a_poor_scan_lies_askew_in_a_tiff(printed, tmp_path):
    (wanted,) = read_pdf(printed, "a")
    page = scan(printed, dpi=150).rotate(1.5, fillcolor="white", expand=True).filter(ImageFilter.GaussianBlur(1))
    path = tmp_path / "a.tif"
    page.convert("L").save(path, save_all=True, append_images=[Image.new("L", (300, 300), 255)])
    (raw,) = read_image(path, "a")
    first, blank = raw.text.split("\f")
    assert accuracy(first, wanted.text.split("\f")[0]) > 0.95
    assert blank.strip() == ""


@pytest.mark.parametrize("suffix, turn", [(".png", 90), (".jpg", 0)])
def test_a_picture_turned_by_a_camera(suffix, turn, printed, tmp_path):
    """A photograph tells in EXIF how it was held; a scan put in sideways tells nothing."""
    (wanted,) = read_pdf(printed, "a")
    page = scan(printed, 1, dpi=150)
    path = tmp_path / f"a{suffix}"
    if suffix == ".jpg":
        exif = Image.Exif()
        exif[0x0112] = 6  # to be shown turned to the right by a quarter
        page.rotate(90, expand=True).save(path, exif=exif, quality=90)
    else:
        page.rotate(turn, expand=True).save(path)
    (raw,) = read_image(path, "a")
    assert accuracy(raw.text, wanted.text.split("\f")[1]) > 0.95
    assert raw.warnings[0].startswith("图片的文字由图像识别得出")


def test_a_scanned_ofd(printed, tmp_path):
    (wanted,) = read_pdf(printed, "a")
    scan(printed, 1, dpi=150).save(tmp_path / "a.png")
    path = write_ofd(tmp_path / "a.ofd", [picture(0, 0, 0, 210, 297)], pictures=[(tmp_path / "a.png").read_bytes()])
    (raw,) = read_ofd(path, "a")
    assert accuracy(raw.text, wanted.text.split("\f")[1]) > 0.95
    assert raw.warnings == ("第1页的文字由图像识别得出，可能有错字，引用前请核对原件。",)


def test_doubtful_pages_are_named():
    scans = [Recognised(2, Sheet(1, 1), 0.97), Recognised(3, Sheet(1, 1), 0.71)]
    assert scan_warnings(scans) == (
        "第2—3页的文字由图像识别得出，可能有错字，引用前请核对原件。",
        "第3页是扫描件，识别可信度 0.71，引用前请核对原件。",
    )
    assert scan_warnings([]) == ()
    assert doubtful(scans) == (3,) and doubtful([]) == ()
    raw = RawText("a", "甲。\n\f乙。\n\f丙。", has_paragraphs=True, doubtful_pages=doubtful(scans))
    document = parse(raw, "a.pdf")
    assert document.doubtful_pages == (3,) and document.page_at(document.text.index("丙")) == 3
    assert page_list([1, 3, 4, 5]) == "第1、3—5页"


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_picture_opens(mode, tmp_path):
    suffix = "tif" if mode in ("CMYK", "1") else "png"
    image = Image.new("L", (60, 60), 255).convert("RGB" if mode == "CMYK" else "L")
    image = Image.new("I;16", (60, 60), 60_000) if mode == "I;16" else image.convert(mode)
    image.save(tmp_path / f"a.{suffix}")
    with pytest.raises(UserError, match="没有识别出文字"):
        list(read_image(tmp_path / f"a.{suffix}", "a"))


def test_a_picture_too_large_is_not_decoded(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "PIXELS", 1000)
    Image.new("1", (50, 50)).save(tmp_path / "a.png")
    with pytest.raises(UserError, match="50×50 像素"):
        list(read_image(tmp_path / "a.png", "a"))


@pytest.mark.parametrize("cut", [30, 300])
def test_a_broken_picture_is_told_in_a_sentence(cut, tmp_path):
    path = tmp_path / "a.png"
    Image.effect_noise((80, 80), 50).save(path)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(UserError, match="已损坏或不完整"):
        list(read_image(path, "a"))
