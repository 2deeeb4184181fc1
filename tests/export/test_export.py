"""Every format, written and opened again by its own library: nothing is lost, nothing of a source becomes markup."""

import io
import sqlite3
import zipfile
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx.util import Pt

from mingce.datatypes import Citation, Document
from mingce.export import anki, markdown
from mingce.export import docx as to_docx
from mingce.export import pptx as to_pptx
from mingce.export import xlsx as to_xlsx
from mingce.export.report import Card, Heading, Paragraph, Quote, Report, Table, TableRow
from mingce.export.text import printable
from mingce.index import Index
from mingce.text.citations import cite, section_at, source_line

NASTY = "<b>甲</b> **乙** $x$ | [1] =SUM(A1) {{a}} &amp; \x01 1. 丙_丁_ # 戊 😀"
TEXT = f"关于保护河湖的意见\n一、总体要求\n坚持生态优先。\n=1+1 是公式吗？\n{NASTY}。"
LAKE = Document("lake", "关于保护河湖的意见", TEXT, "lake.txt", date="2022-03-01")
LONG = Document(
    "long", "很长的文件", "".join(f"第{n}句讲的是第{n}件事，要认真抓好落实。" for n in range(400)), "long.txt"
)
DOCUMENTS = {"lake": LAKE, "long": LONG}


def citation(document: Document, quote: str) -> Citation:
    start = document.text.index(quote)
    return Citation(1, document.id, document.title, ("一、总体要求",), quote, start, start + len(quote), None, "一、")


QUOTE, SUM, HARD = (citation(LAKE, q) for q in ("坚持生态优先。", "=1+1 是公式吗？", NASTY))
WHOLE = citation(LONG, LONG.text)
REPORT = Report(
    "摘编：<测试>",
    (
        Heading("一、总体要求"),
        Paragraph("程序的话：**不是**原文。"),
        Quote(QUOTE),
        Quote(HARD),
        Heading("（一）表", 2),
        Table(
            ("指标", "值"),
            (TableRow(("水质|优良", "85%"), QUOTE), TableRow(("=SUM(A1)", "-5"), SUM), TableRow(("无出处",))),
            "指标/表",
        ),
        Heading("长"),
        Quote(WHOLE),
        Table(("长格",), (TableRow((LONG.text,), WHOLE),), "指标/表"),
    ),
    ("说明一。", "说明二。"),
)


def docx_text(path: Path) -> str:
    made = docx.Document(str(path))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in made.paragraphs), *cells])


def xlsx_text(path: Path) -> str:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)


def pptx_text(path: Path) -> str:
    """Paragraphs of all slides in order; pieces of one long quote follow each other."""
    lines = []
    for slide in pptx.Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                lines += [p.text.replace("\v", "\n") for p in shape.text_frame.paragraphs]
            elif shape.has_table:
                lines += [cell.text.replace("\v", "\n") for row in shape.table.rows for cell in row.cells]
    return "\n".join(lines)


@pytest.mark.parametrize("writer, read", [(to_docx, docx_text), (to_xlsx, xlsx_text), (to_pptx, pptx_text)])
def test_nothing_is_lost(writer, read, tmp_path: Path):
    path = tmp_path / "报告"
    writer.write(REPORT, DOCUMENTS, path)
    text = read(path)
    expected = [REPORT.title, *REPORT.notes, "程序的话：**不是**原文。", "水质|优良", "85%", "=SUM(A1)", "-5", "无出处"]
    if writer is not to_xlsx:  # a workbook with tables holds the tables
        expected += ["一、总体要求", "（一）表", printable(NASTY)]
    expected += ["坚持生态优先。", "=1+1 是公式吗？", source_line(QUOTE, LAKE)]
    for piece in expected:
        assert piece in text
    for n in range(400):
        assert f"第{n}句讲的是第{n}件事，要认真抓好落实。" in text


def test_a_formula_stays_text_and_sheets_have_legal_names(tmp_path: Path):
    path = tmp_path / "表.xlsx"
    to_xlsx.write(REPORT, DOCUMENTS, path)
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    assert book.sheetnames == ["指标_表", "指标_表（2）", "说明"]
    sheet = book["指标_表"]
    assert [cell.value for cell in sheet[1]] == ["指标", "值", "原文", "出处"]
    assert all(cell.data_type == "s" for row in sheet.iter_rows() for cell in row if cell.value)
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:D4"


def test_a_report_without_tables_is_one_sheet(tmp_path: Path):
    path = tmp_path / "文.xlsx"
    to_xlsx.write(Report("题", (Heading("一、"), Quote(QUOTE), Heading("空的"))), DOCUMENTS, path)
    rows = list(openpyxl.load_workbook(path)["内容"].iter_rows(values_only=True))
    assert rows[1] == ("一、", "坚持生态优先。", source_line(QUOTE, LAKE)) and rows[2][0] == "空的"


def test_the_header_row_of_a_word_table_comes_again_on_each_page(tmp_path: Path):
    to_docx.write(REPORT, DOCUMENTS, tmp_path / "a.docx")
    made = docx.Document(str(tmp_path / "a.docx"))
    assert "tblHeader" in made.tables[0].rows[0]._tr.xml and "tblHeader" not in made.tables[0].rows[1]._tr.xml
    assert "PAGE" in made.sections[0].footer._element.xml and made.core_properties.author == "明策"
    assert [p.style.name for p in made.paragraphs if p.text in ("一、总体要求", "（一）表")] == [
        "Heading 1",
        "Heading 2",
    ]


def test_no_slide_overflows(tmp_path: Path):
    to_pptx.write(REPORT, DOCUMENTS, tmp_path / "a.pptx")
    slides = pptx.Presentation(str(tmp_path / "a.pptx")).slides
    assert len(slides) > 8
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_text_frame and len(shape.text_frame.paragraphs) > 1 and shape.top == to_pptx.TOP:
                used = sum(to_pptx.height(p.text, p.runs[0].font.size / Pt(1)) for p in shape.text_frame.paragraphs)
                assert used <= to_pptx.ROOM_PT
            if shape.has_table:
                assert shape.top + shape.height <= to_pptx.PAGE[1]
    assert LONG.text in "".join(s.notes_slide.notes_text_frame.text for s in slides if s.has_notes_slide)


def test_markdown_shows_the_source_as_it_is(tmp_path: Path):
    path = tmp_path / "a.md"
    markdown.write(REPORT, DOCUMENTS, path)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# 摘编：\\<测试\\>\n\n说明一。\n")
    assert "> 坚持生态优先。\n>\n> —— 《关于保护河湖的意见》一、（2022年3月1日）" in text
    assert "\\*\\*乙\\*\\*" in text and "\\<b\\>" in text and "| 水质\\|优良 | 85% | 坚持生态优先。 |" in text
    assert all(line.count(" | ") == 3 for line in text.split("\n") if line.startswith(("| 水质", "| 指标", "| =SUM")))


def test_cards_are_the_same_each_time(tmp_path: Path):
    cards = [Card("什么<优先>？", "生态\n优先", QUOTE), Card(NASTY, "答", HARD)]
    found = []
    for name in ("a", "b"):
        anki.write("河湖", cards, DOCUMENTS, tmp_path / f"{name}.apkg")
        with zipfile.ZipFile(tmp_path / f"{name}.apkg") as package:
            package.extract("collection.anki2", tmp_path / name)
        with sqlite3.connect(tmp_path / name / "collection.anki2") as collection:
            found.append(collection.execute("select guid, flds from notes order by guid").fetchall())
    assert found[0] == found[1] and len(found[0]) == 2
    fields = "".join(fields for _, fields in found[0])
    assert "什么&lt;优先&gt;？" in fields and "生态<br>优先" in fields and source_line(QUOTE, LAKE) in fields


def test_quotes_of_the_sample_are_verbatim_in_every_format(sample_index: Index, tmp_path: Path):
    document = max(sample_index.documents, key=lambda d: len(d.text))
    _, sections, sentences = sample_index.contents.part(document.id)
    cited = [cite(document, section_at(sections, s.start), s.start, s.end) for s in sentences[::9]]
    report = Report("抽查", (Heading("一"), *map(Quote, cited)))
    for writer, read in ((to_docx, docx_text), (to_xlsx, xlsx_text), (to_pptx, pptx_text)):
        writer.write(report, {document.id: document}, tmp_path / "x")
        text = read(tmp_path / "x")
        assert all(c.quote in text and source_line(c, document) in text for c in cited)


# A file takes a tenth of a second to write, whatever it holds: so several texts in each.
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(min_size=1, max_size=60), min_size=3, max_size=5))
def test_whatever_a_text_holds_it_can_be_written(texts: list[str], tmp_path: Path):
    documents, blocks, cards = {}, [], []
    for n, text in enumerate(texts):
        documents[f"d{n}"] = Document(f"d{n}", text, text, f"d{n}.txt")
        cited = Citation(1, f"d{n}", text, (), text, 0, len(text))
        table = Table((text,), (TableRow((text,), cited),), text)
        blocks += [Heading(text), Paragraph(text), Quote(cited), table]
        cards.append(Card(text, text, cited))
    report = Report(texts[0], tuple(blocks), (texts[0],))
    for writer, read in ((to_docx, docx_text), (to_xlsx, xlsx_text), (to_pptx, pptx_text)):
        writer.write(report, documents, tmp_path / "x")
        written = "".join(read(tmp_path / "x").split())
        assert all("".join(printable(text).split()) in written for text in texts)
    markdown.write(report, documents, tmp_path / "x.md")
    anki.write(texts[0], cards, documents, tmp_path / "x.apkg")
