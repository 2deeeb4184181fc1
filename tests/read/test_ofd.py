import io
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from mingce.documents.parse import parse
from mingce.errors import UserError
from mingce.read import limits, read_file
from mingce.read.ofd import read_ofd
from mingce.text.clean import clean
from mingce.text.sections import split_sections
from tests.read.ofd_file import picture, rule, set_pages, text, write_ofd

ROOT = Path(__file__).resolve().parents[2]
CORPUS = sorted((ROOT / "corpus").glob("*.txt"))


def source(path):
    return [line for line in clean(path.read_text(encoding="utf-8")).replace("\f", "").split("\n") if line.strip()]


def read(path):
    (raw,) = read_ofd(path, "a")
    return raw


def lines(raw):
    return [line for line in raw.text.replace("\f", "").split("\n") if line]


def bare(content):
    return re.sub(r"\s", "", content)


@pytest.mark.parametrize("document", CORPUS, ids=lambda path: path.stem[:8])
def test_paragraphs_come_back_as_they_were(document, tmp_path):
    first, *rest = source(document)
    pages = set_pages(first, rest)
    raw = read(write_ofd(tmp_path / "a.ofd", pages, template=text("内部文件", 20, 20)))
    assert lines(raw) == [first, *rest]
    assert raw.text.count("\f") == len(pages) - 1
    assert raw.warnings == ()
    headings = {section.path for section in split_sections(parse(raw, "a.ofd"))}
    assert headings == {section.path for section in split_sections(parse(next(read_file(document, "a")), "a.txt"))}


def test_an_object_may_be_turned_and_moved(tmp_path):
    """The scale of the matrix counts for the size; what is turned is a watermark."""
    page = text("缩放的文字", 30, 50, 1, matrix="5 0 0 5 0 0") + text(
        "内部资料", 50, 150, 20, matrix="0.7 0.7 -0.7 0.7 0 0"
    )
    assert lines(read(write_ofd(tmp_path / "a.ofd", [page]))) == ["缩放的文字"]


def test_a_ruled_table_is_a_line_a_row(tmp_path):
    cells = [["指标", "目标"], ["合格率", "98以上"]]
    page = "".join(
        text(cell, 32 + 60 * column, 57 + 10 * row, 4)
        for row, one in enumerate(cells)
        for column, cell in enumerate(one)
    )
    page += "".join(rule(30, 50 + 10 * n, 150, 50 + 10 * n) for n in range(3))
    page += "".join(rule(30 + 60 * n, 50, 30 + 60 * n, 70) for n in range(3))
    assert lines(read(write_ofd(tmp_path / "a.ofd", [page]))) == ["| 指标 | 目标 |", "| 合格率 | 98以上 |"]


def test_a_picture_that_cannot_be_opened_is_told(tmp_path):
    raw = read(
        write_ofd(tmp_path / "a.ofd", [text("第一页的文字", 30, 50), picture(0, 0, 0, 210, 297)], pictures=[b"JB2"])
    )
    assert lines(raw) == ["第一页的文字"]
    assert raw.warnings == ("第2页的图片格式无法识别，图片里的文字没有读取，请对照原文件。",)


def test_a_blank_document_has_no_text(tmp_path):
    data = io.BytesIO()
    Image.new("RGB", (400, 500), "white").save(data, "PNG")
    with pytest.raises(UserError, match="没有可读的文字"):
        read(write_ofd(tmp_path / "a.ofd", [picture(0, 0, 0, 210, 297)], pictures=[data.getvalue()]))


@pytest.mark.parametrize("content", [b"<a", b"", b"\x00\x01"], ids=["broken", "empty", "encrypted"])
def test_a_damaged_part_is_told_in_a_sentence(content, tmp_path):
    path = write_ofd(tmp_path / "a.ofd", [text("文字", 30, 50)])
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, content if name == "Doc_0/Document.xml" else data)
    with pytest.raises(UserError, match="已损坏或被加密"):
        read(path)


def test_a_missing_part_is_told(tmp_path):
    path = tmp_path / "a.ofd"
    with ZipFile(path, "w") as archive:
        archive.writestr("OFD.xml", "<OFD><DocBody><DocRoot>/../../etc/passwd</DocRoot></DocBody></OFD>")
    with pytest.raises(UserError, match="损坏"):
        read(path)


def test_too_many_pages(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "PAGES", 2)
    with pytest.raises(UserError, match="3 页，超过上限 2 页"):
        read(write_ofd(tmp_path / "a.ofd", [text("一", 30, 50)] * 3))
