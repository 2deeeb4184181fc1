"""The check of real documents finds the faults that it is there to find."""

import json
from pathlib import Path

import pytest

from evaluation.documents import (
    compare,
    form_of,
    headings,
    in_order,
    lost,
    main,
    measure,
    some,
    tree,
    without_furniture,
    write_docx,
)
from mingce.datatypes import Document, Section
from mingce.text.sections import split_sections

LAW = "质量法\n第一章 总则\n第一条 为了质量，制定本法。\n第二条 应当：\n（一）检验；\n（二）记录。\n第二章 附则\n第三条 本法自2024年1月1日起施行。"


def document(text: str) -> Document:
    return Document("d", text.split("\n", 1)[0], text, "d.txt")


@pytest.mark.parametrize(
    "source, text, missing, longest",
    [
        ("第一段文字很长很长。第二段文字。", "第一段文字很长很长。\n第二段文字。", 0, ""),
        # moved is not lost
        ("甲乙丙丁戊己庚辛。子丑寅卯辰巳午未。", "子丑寅卯辰巳午未。甲乙丙丁戊己庚辛。", 0, ""),
        ("生产者应当建立追溯制度，并保存记录三年。", "生产者应当建立追溯制度。", 9, "，并保存记录三年。"),
        # marks of Markdown, page numbers and white space are no text
        ("# 标题一二三四五六\n- 3 -\n文字一二三四五六七。", "标题一二三四五六\n文字一二三四五六七。", 0, ""),
    ],
)
def test_lost(source, text, missing, longest):
    found = lost(source, text)
    assert (found["missing"], found["longest_missing"]) == (missing, longest)


def test_a_sound_law_has_no_faults():
    law = document(LAW)
    sections = split_sections(law)
    assert headings(LAW, law, sections) == {
        "heading_lines": 7,
        "broken_headings": (),
        "no_section": (),
        "no_heading": (),
    }
    assert tree(law, sections) == {"tiles": True, "upside_down": (), "jumps": (), "over_long": 0, "is_flat": False}


def test_headings_that_were_not_found_are_named():
    plan = document("规划\n一、甲\n文。\n二、乙\n文。")
    whole = [Section("d", (), 0, len(plan.text))]
    assert headings(plan.text, plan, whole)["no_section"] == ("一、甲", "二、乙")
    joined = document("规划\n一、甲文。二、乙\n文。")
    assert headings(plan.text, joined, split_sections(joined))["broken_headings"] == ("二、乙",)
    guessed = [Section("d", (), 0, 3), Section("d", ("一、甲",), 3, 7), Section("d", ("文",), 7, len(plan.text))]
    assert headings(plan.text, plan, guessed)["no_heading"] == ("文。",)


def test_a_tree_that_is_not_sane_is_told():
    text = "规划\n（一）甲\n一、乙\n二、丙\n三、丁"
    plan = document(text)
    path = ("（一）甲",)
    bad = [
        Section("d", (), 0, 3),
        Section("d", path, 3, 8),
        Section("d", (*path, "二、丙"), 8, 17),
        Section("d", (*path, "三、丁"), 18, len(text)),
    ]
    found = tree(plan, bad)
    assert found["upside_down"] == ("（一）甲 > 二、丙", "（一）甲 > 三、丁")
    assert found["jumps"] == ("二、丙（应为 1）",)
    assert not found["tiles"]


def test_over_long_and_flat():
    text = "讲话\n" + "很长的话。" * 700
    found = tree(document(text), [Section("d", (), 0, len(text))])
    assert (found["over_long"], found["is_flat"]) == (1, True)


def test_running_heads_are_no_text():
    pages = [["清河市政府公报", f"第{row}页的文字", str(row)] for row in range(1, 5)]
    pages[1].append("只此一行")
    kept = list(without_furniture(pages))
    assert "清河市政府公报" not in kept and "只此一行" in kept and "3" not in kept


def test_forms():
    assert [form_of(line)[0] for line in ("第三编 分则", "（十二）甲", "(3)乙", "-2-第四条丙", "2023年", "1.5万")] == [
        "编",
        "（一）",
        "（1）",
        "条",
        "",
        "",
    ]
    assert some(["例"] * 7) == ("例",) * 5 + ("……另有 2 处",)


def test_the_same_text_as_docx(tmp_path):
    law = document(LAW + "\n| 指标 | 值 |\n| 专利 | 3 |")
    write_docx(law.text, tmp_path / "质量法.docx")
    (row,) = measure(tmp_path / "质量法.docx")
    assert (row.missing, row.sections, row.heading_lines) == (0, 6, 7)
    trip = compare("质量法", "DOCX", law, document(law.text.replace("应当", "可以")))
    assert trip.kept == round(1 - 2 / trip.characters, 4) and trip.added == 2 and trip.same_headings == 1.0
    assert in_order("甲乙丙丁", "丙丁甲乙") == 2


def test_results(tmp_path, capsys):
    folder = tmp_path / "文件"
    folder.mkdir()
    (folder / "质量法.txt").write_text(LAW, encoding="utf-8")
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7 nothing")
    out = tmp_path / "results" / "documents.json"
    assert main([str(folder), "--out", str(out)]) == 0
    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["summary"]["files"]["documents"] == 2 and report["summary"]["files"]["not_read"] == 1
    bad, good = report["files"]
    assert bad["error"] and good["metadata"]["effective"] == "2024-01-01" and good["tiles"]
    assert str(tmp_path) not in out.read_text(encoding="utf-8")
    assert "质量法.txt" in capsys.readouterr().out
    assert main([str(Path("不存在的文件夹"))]) == 2
