import json
import os
from pathlib import Path
from zipfile import ZipFile

import pytest

from mingce.datatypes import Page
from mingce.documents.corpus import read_corpus
from mingce.documents.parse import parse
from mingce.errors import UserError
from mingce.read import RawText, sandbox
from tests.read.docx_file import p, write_docx

ROOT = Path(__file__).resolve().parents[2]


def write(folder: Path, **files: str) -> Path:
    """Files by name; "__" stands for a folder, the last "_" for the point before the ending."""
    for name, text in files.items():
        path = folder / ".".join(name.replace("__", "/").rsplit("_", 1))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_sample_corpus():
    corpus = read_corpus(ROOT / "corpus")
    assert corpus.warnings == ()
    assert [(d.id, d.title, d.issuer, d.date, d.kind) for d in corpus.documents] == [
        ("中共中央政治局会议精神_20231127", "中共中央政治局会议精神", "中共中央政治局", "2023-11-27", "会议精神"),
        (
            "河南质量强省实施意见_20230117",
            "中共河南省委 河南省人民政府关于加快推进质量强省建设的实施意见",
            "中共河南省委 河南省人民政府",
            "2023-01-17",
            "意见",
        ),
        (
            "第十次集体学习讲话精神_20231127",
            "习近平在中共中央政治局第十次集体学习时的重要讲话精神",
            "中共中央政治局",
            "2023-11-27",
            "集体学习讲话",
        ),
    ]


def test_small_world(small_corpus):
    documents = {d.id: d for d in read_corpus(small_corpus).documents}
    assert list(documents) == sorted(["河湖意见_20220301", "粮食条例", "人才会议"])
    water = documents["河湖意见_20220301"]
    assert (water.title, water.date, water.kind) == ("关于加强河湖保护的意见", "2022-03-01", "意见")
    assert water.source == "河湖意见_20220301.txt"
    assert documents["粮食条例"].kind == "条例"


def test_subfolders_and_hidden_files(tmp_path):
    write(tmp_path, a_txt="甲文。", 省__b_md="# 乙\n乙文。", 省__市__c_TXT="丙文。")
    write(tmp_path, **{".hidden_txt": "不读", "~$锁_txt": "不读", ".git__x_txt": "不读"})
    corpus = read_corpus(tmp_path)
    assert [d.id for d in corpus.documents] == ["a", "省/b", "省/市/c"]
    assert corpus.warnings == ()


def test_same_stem_keeps_both(tmp_path):
    write(tmp_path, a_txt="甲文。", a_md="乙文。")
    assert [d.id for d in read_corpus(tmp_path).documents] == ["a.md", "a.txt"]


def test_files_left_out_are_named_with_the_reason(tmp_path):
    write(tmp_path, 好_txt="好文。", 空_txt=" \n", 旧_doc="x", 无扩展名="x")
    (tmp_path / "坏.txt").write_bytes(b"\x80\x81\xff\xff")
    corpus = read_corpus(tmp_path)
    assert [d.id for d in corpus.documents] == ["好"]
    told = "\n".join(corpus.warnings)
    assert len(corpus.warnings) == 4
    for words in ("空.txt", "没有文字", "旧.doc", ".doc", "坏.txt", "编码", "无扩展名"):
        assert words in told


def test_beir_lines_are_documents(tmp_path):
    lines = [
        {"_id": "d1", "title": "甲法", "text": "第一条 到 2025年。\n第二条 文。"},
        {"_id": "d2", "title": "", "text": "乙文。"},
        {"_id": "d1", "text": "重复"},
    ]
    (tmp_path / "c.jsonl").write_text(
        "\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8"
    )
    corpus = read_corpus(tmp_path)
    assert [(d.id, d.source) for d in corpus.documents] == [("d1", "c.jsonl"), ("d2", "c.jsonl")]
    assert corpus.documents[0].title == "甲法"
    assert corpus.documents[0].text == "第一条 到 2025年。\n第二条 文。"  # as its author typed it
    assert len(corpus.warnings) == 1 and "d1" in corpus.warnings[0] and "重复" in corpus.warnings[0]


def test_broken_beir_line_is_told(tmp_path):
    write(tmp_path, a_txt="甲文。")
    (tmp_path / "c.jsonl").write_text('{"_id": "d1", "text": "好"}\n{"_id": 断', encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert any("c.jsonl" in w and "第 2 行" in w for w in corpus.warnings)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_file_that_may_not_be_opened_is_told(tmp_path):
    write(tmp_path, a_txt="甲文。", b_txt="乙文。")
    (tmp_path / "b.txt").chmod(0)
    assert any("b.txt" in w and "打不开" in w for w in read_corpus(tmp_path).warnings)


@pytest.mark.parametrize("missing", ["nowhere", "a.txt"])
def test_missing_folder(tmp_path, missing):
    write(tmp_path, a_txt="甲文。")
    with pytest.raises(UserError, match=f"{missing}.*--corpus"):
        read_corpus(tmp_path / missing)


def test_folder_without_readable_files(tmp_path):
    write(tmp_path, 旧_doc="x")
    with pytest.raises(UserError) as error:
        read_corpus(tmp_path)
    assert str(tmp_path) in str(error.value)
    assert ".txt" in str(error.value) and "旧.doc" in str(error.value)


def test_beir_line_with_half_a_character(tmp_path):
    write(tmp_path, a_txt="甲文。")
    (tmp_path / "c.jsonl").write_text(r'{"_id": "d1", "text": "\ud800质量"}', encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert [d.id for d in corpus.documents] == ["a"]
    assert "第 1 行" in corpus.warnings[0]


def test_form_feeds_become_pages():
    document = parse(RawText("a", "第一页的文字。\n\f第二页的文字。\n\f第三页。"))
    assert document.text == "第一页的文字。\n第二页的文字。\n第三页。"
    assert [document.page_at(document.text.index(words)) for words in ("第一页", "第二页", "第三页")] == [1, 2, 3]
    assert [page.number for page in document.pages] == [1, 2, 3]


def test_page_begins_inside_a_sentence():
    full = "更好联通国内国际两个市场、用好两种资源，提升国内大循环"
    document = parse(RawText("a", "\n".join([full] * 3) + "\n\f" + "\n".join([full] * 2) + "\n完。"))
    assert document.text == full * 5 + "完。"
    assert document.pages == (Page(0, 1), Page(3 * len(full), 2))


@pytest.mark.parametrize(
    "raw",
    [
        "\n\n\f\n第二页。\n\f第三页。",  # a blank first page
        "第一页。\n\f\n第二页。\n\f第三页。",  # a blank line at the head of a page, as pdftotext writes it
    ],
)
def test_form_feed_on_a_blank_line_counts(raw):
    document = parse(RawText("a", raw))
    assert [document.page_at(document.text.index(words)) for words in ("第二页", "第三页")] == [2, 3]


@pytest.mark.parametrize(
    "raw",
    [
        "第一页。\n- 1 -\n\f第二页。",
        *(
            pytest.param(
                raw,
            )
            for raw in ("第一页。\n\f- 2 -\n第二页。", "第一页。\n- 1 -\f第二页。")
        ),
    ],
)
def test_page_number_beside_a_form_feed_goes(raw):
    document = parse(RawText("a", raw))
    assert document.text == "第一页。\n第二页。"
    assert document.page_at(document.text.index("第二页")) == 2


def test_blank_lines_before_the_text_do_not_move_the_pages():
    """Offsets of pages count in the text as it is kept: after the leading line breaks went."""
    document = parse(RawText("a", "\n\n\n第一页。\n\f第二页。"))
    assert document.text[document.pages[1].start :] == "第二页。"


def test_no_pages_without_form_feeds():
    document = parse(RawText("a", "文字。"))
    assert document.pages == ()
    assert document.page_at(0) is None


def test_title_falls_back_to_the_file_name():
    assert parse(RawText("x", "会议指出，要好。要更好。"), "河南意见_20230117.txt").title == "河南意见"


def test_same_text_in_another_format_is_named_and_kept_once(tmp_path):
    write(tmp_path, b_txt="关于质量的意见\n要好。", c_md="# 关于质量的意见\n\n要好。", d_txt="关于质量的意见\n要更好。")
    write_docx(tmp_path / "a.docx", p("关于质量的意见") + p("要 好。"))
    corpus = read_corpus(tmp_path)
    assert [d.id for d in corpus.documents] == ["a", "d"]
    assert corpus.warnings == ("“a.docx”与“b.txt”内容相同，只收录前者。", "“a.docx”与“c.md”内容相同，只收录前者。")


def test_lines_of_jsonl_are_kept_whatever_they_say(tmp_path):
    """A benchmark asks for documents by their ids."""
    lines = [json.dumps({"_id": doc_id, "text": "同文。"}, ensure_ascii=False) for doc_id in ("d1", "d2")]
    (tmp_path / "c.jsonl").write_text("\n".join(lines), encoding="utf-8")
    corpus = read_corpus(tmp_path)
    assert [d.id for d in corpus.documents] == ["d1", "d2"]
    assert corpus.warnings == ()


def test_members_of_a_zip_are_documents(tmp_path):
    with ZipFile(tmp_path / "包.zip", "w") as packed:
        packed.writestr("附件/河湖意见_20220301.txt", "要保护河湖。")
        packed.writestr("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
        packed.writestr("空.txt", "")
    corpus = read_corpus(tmp_path)
    (document,) = corpus.documents
    assert (document.id, document.source) == ("包/附件/河湖意见_20220301", "包.zip/附件/河湖意见_20220301.txt")
    assert (document.title, document.date) == ("河湖意见", "2022-03-01")  # from the name inside the ZIP
    assert len(corpus.warnings) == 2
    assert corpus.warnings[0].startswith("未读取“包.zip”中的“旧.doc”：暂不支持“.doc”文件")
    assert corpus.warnings[1] == "未读取“包.zip”中的“空.txt”：没有文字内容。"


def test_what_a_reader_doubts_goes_with_its_document(tmp_path):
    write_docx(tmp_path / "a.docx", p("文。")).rename(tmp_path / "a.txt")
    corpus = read_corpus(tmp_path)
    assert corpus.warnings == ()
    assert [d.id for d in corpus.documents if d.notes] == ["a"]
    assert "已按后者读取" in corpus.documents[0].notes[0]


def test_a_file_that_breaks_its_parser_disturbs_nothing(tmp_path):
    write_docx(tmp_path / "a.docx", "<w:p>")
    (tmp_path / "b.pdf").write_bytes(b"\x89PNG?")
    write(tmp_path, c_txt="丙文。")
    corpus = read_corpus(tmp_path)
    assert [d.id for d in corpus.documents] == ["c"]
    assert [warning.partition("：")[0] for warning in corpus.warnings] == ["未读取“a.docx”", "未读取“b.pdf”"]


def test_no_child_process_is_left_behind(tmp_path):
    write_docx(tmp_path / "a.docx", p("文。"))
    read_corpus(tmp_path)
    assert sandbox._child is None


def test_fifty_thousand_lines(tmp_path):
    line = "第{}条 企业应当在每年三月三十一日前向有关部门报送上一年度的生产经营情况，逾期不报的责令限期改正。"
    text = "\n".join(map(line.format, range(50_000)))
    write(tmp_path, 长_txt=text)
    (document,) = read_corpus(tmp_path).documents
    assert document.text.replace(" ", "") == text.replace(" ", "")


def test_table_rows_keep_the_marks_between_cells():
    raw = RawText("a", "到 2025 年\n| 达 84.5 以上。 | （一） |  |", has_paragraphs=True)
    assert parse(raw).text == "到2025年\n| 达84.5以上。 | （一） |  |"
