import json
import random

import pytest

from mingce.errors import UserError
from mingce.read import RawText, decode, read_jsonl, read_markdown, read_text_file

TEXT = "中共河南省委 河南省人民政府\n关于加快推进质量强省建设的实施意见\n一、总体要求\n到2025年，制造业质量竞争力指数达84.5以上。"


@pytest.mark.parametrize(
    "encoding, data",
    [
        ("utf-8", TEXT.encode()),
        ("utf-8 with a mark", TEXT.encode("utf-8-sig")),
        ("utf-16 with a mark", TEXT.encode("utf-16")),
        ("utf-16, the other byte order", b"\xfe\xff" + TEXT.encode("utf-16-be")),
        ("gb18030", TEXT.encode("gb18030")),
        ("gbk", TEXT.encode("gbk")),
        ("gb2312", TEXT.encode("gb2312")),
    ],
)
def test_decode(encoding, data, tmp_path):
    assert decode(data, tmp_path / "a.txt") == TEXT


@pytest.mark.parametrize(
    "data, text", [(b"", ""), (b"plain ASCII", "plain ASCII"), ("𠮷野家，〇".encode(), "𠮷野家，〇")]
)
def test_decode_short(data, text, tmp_path):
    assert decode(data, tmp_path / "a.txt") == text


BIG5 = (
    "為加快推進品質建設，全面提升總體水準，根據綱要精神，結合實際，提出如下意見。"
    "會議強調，要堅持問題導向，發揮企業的主體作用，推動產業發展，優化監管，實施獎勵。"
)


@pytest.mark.parametrize(
    "kind, data",
    [
        ("random bytes", random.Random(1).randbytes(400)),
        ("other random bytes", random.Random(7).randbytes(4000)),
        ("Big5", BIG5.encode("big5")),
        ("Shift_JIS", "これは日本語の文書です。品質の向上について定める。".encode("shift_jis")),
        ("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\x00\x00"),
        ("half a UTF-16 character", b"\xff\xfe\x2d\x4e\x71"),
        # a download cut off in the middle of a character leaves a file that is not UTF-8 any more
        ("UTF-8 cut in a character", ("省" * 30).encode()[:-1]),
    ],
)
def test_decode_says_what_it_cannot_read(kind, data, tmp_path):
    with pytest.raises(UserError) as error:
        decode(data, tmp_path / "坏文件.txt")
    assert "坏文件.txt" in str(error.value)
    assert "UTF-8" in str(error.value)
    assert "另存为" in str(error.value)


def test_read_text_file(tmp_path):
    path = tmp_path / "意见.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    assert list(read_text_file(path, "意见")) == [RawText("意见", TEXT)]


@pytest.mark.parametrize(
    "raw, read",
    [
        ("# 规划\n\n**质量**第一。", "# 规划\n\n质量第一。"),
        ("前\n<!-- 注\n释 -->\n后", "前\n\n后"),
        ("前\n\n![图](a.png)\n后", "前\n\n\n后"),
        # what looks like emphasis but is a footnote mark stays
        ("产量*为 2 * 3 万吨。", "产量*为 2 * 3 万吨。"),
    ],
)
def test_read_markdown(raw, read, tmp_path):
    path = tmp_path / "a.md"
    path.write_text(raw, encoding="utf-8")
    assert [raw.text for raw in read_markdown(path, "a")] == [read]


@pytest.mark.parametrize("rule", ["---", "***", "- - -"])
def test_read_markdown_drops_rules(rule, tmp_path):
    path = tmp_path / "a.md"
    path.write_text(f"前\n\n{rule}\n\n后", encoding="utf-8")
    (raw,) = read_markdown(path, "a")
    assert raw.text.split() == ["前", "后"]


def beir(tmp_path, *lines):
    path = tmp_path / "corpus.jsonl"
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines),
        encoding="utf-8",
    )
    return path


def test_read_jsonl(tmp_path):
    path = beir(
        tmp_path,
        {"_id": "d1", "title": "甲法", "text": "第一条 文。"},
        "",
        {"_id": 2, "text": "乙"},
        {"_id": "d3", "title": None, "text": ""},
    )
    assert list(read_jsonl(path, "corpus")) == [
        RawText("d1", "第一条 文。", "甲法", is_layout=False),
        RawText("2", "乙", "", is_layout=False),
        RawText("d3", "", "", is_layout=False),
    ]


@pytest.mark.parametrize(
    "line",
    [
        '{"_id": "d2", "text": "断',
        '{"_id": "d2"}',
        '{"text": "无编号"}',
        '{"_id": "d2", "text": 5}',
        '["d2", "文"]',
        '"d2"',
        "null",
        "不是 JSON",
    ],
)
def test_broken_jsonl_line_is_named(line, tmp_path):
    path = beir(tmp_path, {"_id": "d1", "text": "好"}, "", line)
    with pytest.raises(UserError, match=r"corpus\.jsonl”第 3 行"):
        list(read_jsonl(path, "corpus"))


@pytest.mark.parametrize("mark", ["\u2028", "\x85"])
def test_jsonl_lines_end_with_newline_only(mark, tmp_path):
    """JSON allows U+2028 and U+0085 as they are inside a string."""
    path = beir(tmp_path, {"_id": "d1", "text": f"甲{mark}乙"})
    assert [raw.text for raw in read_jsonl(path, "corpus")] == [f"甲{mark}乙"]
