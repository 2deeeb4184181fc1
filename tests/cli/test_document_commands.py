"""Commands that show documents and lists made of them; none of them loads a model."""

import json

import pytest

from tests.cli.running import HENAN, MEETING

# ---------------------------------------------------------------- show


def test_show_json(mingce_main, texts):
    shown = mingce_main("show", HENAN, "--json").json
    assert set(shown) >= {"doc_id", "title", "issuer", "date", "kind", "text", "sections"}
    assert (shown["doc_id"], shown["date"], shown["kind"]) == (HENAN, "2023-01-17", "意见")
    assert shown["issuer"] == "中共河南省委 河南省人民政府"
    assert all(set(section) == {"section_path", "start", "end"} for section in shown["sections"])
    assert "".join(shown["text"][s["start"] : s["end"]] for s in shown["sections"]) == shown["text"] == texts[HENAN]


def test_show_says_who_speaks_and_whether_it_is_in_force(mingce_main):
    shown = mingce_main("show", MEETING, "--json").json
    speeches = [shown["text"][s["start"] : s["end"]] for s in shown["sentences"] if s["speaker"] == "会议"]
    assert speeches and speeches[0].startswith("会议指出")
    assert shown["validity"] == {
        "state": "不明",
        "reason": "文件没有写明从什么时候起施行，这些文件里也没有废止它的。",
        "in_force": None,
    }
    assert {"family", "region", "addressees", "annexes", "signature", "effective", "expires", "relations"} <= set(shown)
    assert "效力：不明。文件没有写明" in mingce_main("show", MEETING).out


def test_show_printed(mingce_main):
    ran = mingce_main("show", MEETING)
    assert ran.code == 0
    assert ran.out.startswith(
        "标题：中共中央政治局会议精神\n发文机关：中共中央政治局\n日期：2023-11-27\n文号：文件未载明\n"
    )
    assert ran.out.endswith("会议还研究了其他事项。\n")


# ---------------------------------------------------------------- corpus, check, tables


def test_corpus(mingce_main, texts):
    records = {record["doc_id"]: record for record in mingce_main("corpus", "--json").json}
    assert set(records) == set(texts)
    assert records[HENAN]["sections"] > 30 < records[HENAN]["sentences"]
    assert records[HENAN]["date"] == "2023-01-17" and records[HENAN]["pages"] is None
    assert "中共河南省委" in mingce_main("corpus").out


def test_check_prints_metadata_tree_and_warnings(mingce_main, tmp_path):
    path = tmp_path / "意见.txt"
    path.write_text(
        "关于加强节水的意见\n（2024年5月1日）\n一、总体要求\n坚持节水优先。\n二、措施\n（一）管网。改造管网。", "utf-8"
    )
    out = mingce_main("check", str(path)).out
    assert "日期：2024-05-01" in out and "  二、措施\n    （一）管网" in out and "提醒：无" in out


@pytest.mark.parametrize(
    "name, content, words",
    [
        ("没有.txt", None, ["找不到文件", "没有.txt"]),
        ("空.docx", b"", ["空的"]),
        ("坏.docx", b"PK\x03\x04 broken", ["坏"]),
        ("图纸.dwg", b"AC1027", ["dwg"]),
    ],
)
def test_check_of_a_bad_file(mingce_main, tmp_path, name, content, words):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ran = mingce_main("check", str(tmp_path / name))
    assert ran.code == 2 and "Traceback" not in ran.err and ran.err.count("\n") == 1
    assert any(word in ran.err for word in words)


def test_terms(mingce_main, texts):
    found = {f["term"]: f for f in mingce_main("terms", "--json").json}
    assert found["四个最严"]["count"] == 4 and found["四个最严"]["spelled_out"] is None
    for f in found.values():
        for place in f["places"]:
            assert (
                place["quote"] == texts[place["doc_id"]][place["start"] : place["end"]] and f["term"] in place["quote"]
            )
    assert "文件没有写明" in mingce_main("terms", "--doc", HENAN).out


INDICATOR = {"doc_id", "name", "value", "value_max", "unit", "bound", "year", "section_path", "quote", "start", "end"}
MEASURE = {
    "doc_id",
    "actor",
    "strength",
    "concerns",
    "deadline",
    "conditions",
    "section_path",
    "quote",
    "start",
    "end",
    "why",
}


@pytest.mark.parametrize("command, fields", [("indicators", INDICATOR), ("measures", MEASURE)])
def test_tables(mingce_main, texts, command, fields):
    rows = mingce_main(command, "--json").json
    assert len(rows) > 20 and {row["doc_id"] for row in rows} <= set(texts)
    for row in rows:
        assert set(row) >= fields and row["quote"] == texts[row["doc_id"]][row["start"] : row["end"]]
    printed = mingce_main(command, "--csv").out
    assert printed.startswith("\ufeff") and len(printed.splitlines()) > len(rows)
    assert mingce_main(command, "--doc", HENAN).out
    assert mingce_main(command, "--doc", "没有这份").is_mistake("没有这份", HENAN)


def test_measures_for_someone(mingce_main):
    rows = mingce_main("measures", "--for", "我们是做食品的小厂", "--json").json
    assert rows and all(row["why"] for row in rows) and any("食品" in row["why"] for row in rows[:3])
    assert mingce_main("measures", "--for", "").is_mistake("说明是空的")


# ---------------------------------------------------------------- feedback


def test_feedback(mingce_main, tmp_path, monkeypatch):
    from mingce.ask import feedback
    from mingce.datatypes import Answer

    monkeypatch.setenv("MINGCE_HOME", str(tmp_path / "home"))
    ran = mingce_main("feedback")
    assert (ran.code, ran.out) == (0, "") and "0 条可作评测题" in ran.err
    answer = Answer("个人所得税起征点是多少？", True, "错的[1]", 0.5)
    feedback.record(feedback.Feedback(answer, False, feedback.SHOULD_REFUSE))
    ran = mingce_main("feedback", "--out", str(tmp_path / "题.jsonl"))
    (line,) = (tmp_path / "题.jsonl").read_text(encoding="utf-8").splitlines()
    assert ran.code == 0 and json.loads(line)["answerable"] is False
    ran = mingce_main("feedback", "--out", str(tmp_path / "没有" / "题.jsonl"))
    assert ran.code == 2 and "写不了" in ran.err
