import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from mingce.datatypes import Document
from mingce.documents.corrections import (
    FILE,
    Corrections,
    correct,
    is_corrections,
    place_of,
    read_corrections,
    save_correction,
)
from mingce.errors import UserError

DOCUMENT = Document("省/通知", "通知", "文。", "省/通知.txt", date="2023-01-01", kind="通知")


def kept(folder) -> dict:
    return json.loads((folder / FILE).read_text(encoding="utf-8"))


def test_a_correction_comes_back(tmp_path):
    save_correction(tmp_path, place_of(DOCUMENT), {"title": "关于质量的通知", "date": "2023-02-01"})
    corrected = correct(DOCUMENT, read_corrections(tmp_path))
    assert (corrected.title, corrected.date, corrected.kind) == ("关于质量的通知", "2023-02-01", "通知")
    assert (corrected.id, corrected.text, corrected.source) == (DOCUMENT.id, DOCUMENT.text, DOCUMENT.source)


def test_corrections_add_up_and_can_be_taken_back(tmp_path):
    save_correction(tmp_path, "a.txt", {"title": "甲", "kind": "意见"})
    save_correction(tmp_path, "b.txt", {"region": "河南省"})
    save_correction(tmp_path, "a.txt", {"title": None, "number": "国发〔2023〕1号"})
    assert kept(tmp_path) == {"a.txt": {"kind": "意见", "number": "国发〔2023〕1号"}, "b.txt": {"region": "河南省"}}
    save_correction(tmp_path, "b.txt", {"region": None})
    assert list(kept(tmp_path)) == ["a.txt"]


def test_a_value_can_be_emptied(tmp_path):
    """The reader found a date where there is none."""
    save_correction(tmp_path, place_of(DOCUMENT), {"date": ""})
    assert correct(DOCUMENT, read_corrections(tmp_path)).date == ""


def test_lines_of_one_file_are_told_apart():
    assert place_of(Document("p3", "题", "文", "政策.jsonl")) == "政策.jsonl#p3"
    assert place_of(DOCUMENT) == "省/通知.txt"


def test_no_file_no_corrections(tmp_path):
    assert read_corrections(tmp_path) == Corrections()
    assert correct(DOCUMENT, Corrections()) is DOCUMENT


@pytest.mark.parametrize(
    "content, reason",
    [
        (b'{"a.txt": {"title": ', "不是完整的 JSON"),
        (b"\xff\xfe\x00", "不是完整的 JSON"),
        (b"[1, 2]", "文件名: 更正"),
    ],
)
def test_a_damaged_file_is_named_and_never_lost(tmp_path, content, reason):
    (tmp_path / FILE).write_bytes(content)
    found = read_corrections(tmp_path)
    assert found.fields == {} and reason in found.warnings[0] and found.warnings[0].endswith("。")
    assert (tmp_path / FILE).read_bytes() == content
    save_correction(tmp_path, "a.txt", {"title": "甲"})
    assert kept(tmp_path) == {"a.txt": {"title": "甲"}}
    (saved,) = [p for p in tmp_path.iterdir() if p.name.startswith("明策更正.损坏的")]
    assert saved.read_bytes() == content and is_corrections(saved)


@pytest.mark.parametrize(
    "entry, reason",
    [
        ({"标题": "甲"}, "不能更正"),
        ({"title": 3}, "一行不超过"),
        ({"title": " "}, "标题不能是空的"),
        ({"title": "甲" * 301}, "一行不超过"),
        ({"kind": "意\n见"}, "一行不超过"),
        ({"date": "2023年1月"}, "应写成"),
        ({"date": "2023-13-01"}, "应写成"),
    ],
)
def test_a_wrong_value_is_named_and_the_rest_is_used(tmp_path, entry, reason):
    (tmp_path / FILE).write_text(json.dumps({"a.txt": {**entry, "region": "河南省"}, "b.txt": "甲"}), encoding="utf-8")
    found = read_corrections(tmp_path)
    assert found.fields == {"a.txt": {"region": "河南省"}}
    assert len(found.warnings) == 2 and reason in found.warnings[0] and "b.txt" in found.warnings[1]
    with pytest.raises(UserError, match="更正没有保存"):
        save_correction(tmp_path, "a.txt", entry)
    save_correction(tmp_path, "c.txt", {"kind": "意见"})
    assert kept(tmp_path)["a.txt"] == {**entry, "region": "河南省"}, "what a user wrote by hand stays"


def test_corrections_saved_at_once_are_all_kept(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: save_correction(tmp_path, f"{n}.txt", {"title": f"题{n}"}), range(24)))
    assert len(kept(tmp_path)) == 24
    assert [p.name for p in tmp_path.iterdir() if not p.name.startswith(".明策更正.lock")] == [FILE]


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(UserError, match="找不到语料文件夹"):
        save_correction(tmp_path / "没有", "a.txt", {"title": "甲"})


def test_a_folder_that_cannot_be_written_to(tmp_path):
    (tmp_path / FILE).mkdir()
    with pytest.raises(UserError, match="写不了文件夹"):
        save_correction(tmp_path / FILE / "..", "a.txt", {"title": "甲"})
