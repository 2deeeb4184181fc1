import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingce.corpus import read_corpus
from mingce.datatypes import Document
from mingce.sections import LONGEST, read_heading, split_sections

ROOT = Path(__file__).resolve().parent.parent


def document(text: str, title: str = "") -> Document:
    return Document("d", title or text.split("\n", 1)[0].lstrip("# "), text, "d.txt")


def tree(text: str, title: str = "") -> list[tuple[str, str]]:
    """(heading path joined with " / ", text) of each section."""
    doc = document(text, title)
    return [(" / ".join(s.path), text[s.start : s.end].rstrip("\n")) for s in split_sections(doc)]


def paths(text: str) -> list[str]:
    return [path for path, _ in tree(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        # the five levels of an official document
        (
            "质量意见\n一、总体要求\n（一）目标\n1.提高\n（1）农业。抓农业。\n（2）工业。抓工业。\n2.加快\n——甲。甲文。\n——乙。乙文。\n二、任务\n做好。",
            [
                "",
                "一、总体要求",
                "一、总体要求 / （一）目标",
                "一、总体要求 / （一）目标 / 1.提高",
                "一、总体要求 / （一）目标 / 1.提高 / （1）农业",
                "一、总体要求 / （一）目标 / 1.提高 / （2）工业",
                "一、总体要求 / （一）目标 / 2.加快",
                "一、总体要求 / （一）目标 / 2.加快 / ——甲",
                "一、总体要求 / （一）目标 / 2.加快 / ——乙",
                "二、任务",
            ],
        ),
        # a paragraph after —— items speaks for the heading above them
        (
            "质量意见\n（一）目标\n到2025年。\n——甲。甲文。\n——乙。乙文。\n到2035年，全面建成。",
            ["", "（一）目标", "（一）目标 / ——甲", "（一）目标 / ——乙", "（一）目标"],
        ),
        # run-in headings are named by the part before the first 。
        (
            "质量意见\n（一）指导思想。以新思想为指导。要坚持。\n（二）目标任务。到2025年。",
            ["", "（一）指导思想", "（二）目标任务"],
        ),
        # half-width brackets and full-width points are the same levels
        (
            "质量意见\n一、要求\n(一)思想。文。\n1．提高。文。\n2、加快。文。\n(1)甲。文。\n①乙。文。",
            [
                "",
                "一、要求",
                "一、要求 / (一)思想",
                "一、要求 / (一)思想 / 1．提高",
                "一、要求 / (一)思想 / 2、加快",
                "一、要求 / (一)思想 / 2、加快 / (1)甲",
                "一、要求 / (一)思想 / 2、加快 / (1)甲 / ①乙",
            ],
        ),
        # a law: the items of an article stay inside it
        (
            "质量法\n（2023年1月1日通过）\n第一章 总 则\n第一条 为了质量，制定本法。\n第二条 有下列情形之一的：\n（一）甲；\n（二）乙。\n"
            "第二章 监督\n第一节 检查\n第三条 检查。\n第二节 处罚\n第四条之一 处罚。",
            [
                "",
                "第一章 总 则",
                "第一章 总 则 / 第一条",
                "第一章 总 则 / 第二条",
                "第二章 监督",
                "第二章 监督 / 第一节 检查",
                "第二章 监督 / 第一节 检查 / 第三条",
                "第二章 监督 / 第二节 处罚",
                "第二章 监督 / 第二节 处罚 / 第四条之一",
            ],
        ),
        # Arabic numerals in a law
        (
            "质量法\n第1章 总则\n第1条 制定本法。\n第2条 适用本法。",
            ["", "第1章 总则", "第1章 总则 / 第1条", "第1章 总则 / 第2条"],
        ),
        # numbering restarts under each heading
        (
            "质量意见\n一、甲\n1.子。文。\n2.丑。文。\n二、乙\n1.寅。文。",
            ["", "一、甲", "一、甲 / 1.子", "一、甲 / 2.丑", "二、乙", "二、乙 / 1.寅"],
        ),
        # numbering runs on over the headings, as in 国发 plans: （一）…（四） under 一、, then （五） under 二、
        (
            "质量意见\n一、甲\n（一）子。文。\n（二）丑。文。\n二、乙\n（三）寅。文。",
            ["", "一、甲", "一、甲 / （一）子", "一、甲 / （二）丑", "二、乙", "二、乙 / （三）寅"],
        ),
        # a plan that numbers 1. above （1）, without 一、
        ("质量意见\n1.甲。文。\n（1）子。文。\n2.乙。文。", ["", "1.甲", "1.甲 / （1）子", "2.乙"]),
        # no headings: paragraphs
        ("会议精神\n会议指出，要好。\n会议强调，要更好。\n会议还研究了其他事项。", ["", "", "", ""]),
        # Markdown: the first heading is the document's title, not a part of every path
        (
            "# 质量规划\n\n## 总则\n文字。\n### 目标\n目标文字。\n## 任务\n任务文字。",
            ["", "总则", "总则 / 目标", "任务"],
        ),
        # an annex opens a part of its own
        ("质量意见\n一、甲\n文。\n附件1\n指标表\n一、表一\n文。", ["", "一、甲", "附件1", "附件1 / 一、表一"]),
        # a number in a sentence is no heading
        ("质量意见\n一、甲\n2023年要做好。\n1.5万亿元投资到位。\n第十二条规定的情形除外。", ["", "一、甲"]),
    ],
)
def test_paths(text, expected):
    assert paths(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        # a table of contents: its entries come again
        (
            "质量规划\n目录\n第一章 总则\n第二章 任务\n第一章 总则\n总则的文字。\n第二章 任务\n任务的文字。",
            [
                ("", "质量规划"),
                ("目录", "目录\n第一章 总则\n第二章 任务"),
                ("第一章 总则", "第一章 总则\n总则的文字。"),
                ("第二章 任务", "第二章 任务\n任务的文字。"),
            ],
        ),
        # with dot leaders and page numbers, 目 录 set wide
        (
            "质量规划\n目 录\n一、总则……………1\n二、任务……………3\n一、总则\n总则的文字。",
            [
                ("", "质量规划"),
                ("目录", "目 录\n一、总则……………1\n二、任务……………3"),
                ("一、总则", "一、总则\n总则的文字。"),
            ],
        ),
        # the paragraphs of a document without headings, title apart
        (
            "会议精神\n会议指出，要好。\n会议强调，要更好。",
            [("", "会议精神"), ("", "会议指出，要好。"), ("", "会议强调，要更好。")],
        ),
        # one line only
        ("会议指出，要好。", [("", "会议指出，要好。")]),
    ],
)
def test_tree(text, expected):
    assert tree(text) == expected


@pytest.mark.parametrize(
    "line, name",
    [
        ("一、总体要求", "一、总体要求"),
        ("（一）指导思想。以新思想为指导。", "（一）指导思想"),
        ("第十二条 生产者应当负责。", "第十二条"),
        ("第 十二 条 生产者应当负责。", "第十二条"),
        ("——品牌建设取得更大进展。品牌多。", "——品牌建设取得更大进展"),
        ("第一章  总  则", "第一章 总 则"),
        # a long first sentence is text: named by its first clause
        ("（一）加强组织领导，" + "各地各部门要建立健全工作机制" * 5 + "。", "（一）加强组织领导…"),
        ("**一、总体要求**", "一、总体要求"),
        ("一、二、三产业协调发展。", None),
        ("第十二条规定的事项除外。", None),
        ("第三章规定的事项，从其规定。有例外的除外。", None),
        ("1.5万亿元", None),
        ("3.14.15", None),
        ("2023年1月17日", None),
        ("会议指出，要好。", None),
        ("一、总则…………………1", None),
        ("", None),
        pytest.param(
            "第三章规定的事项，从其规定。",
            None,
        ),
    ],
)
def test_read_heading(line, name):
    heading = read_heading(line)
    assert (heading.name if heading else None) == name


@pytest.mark.parametrize(
    "line, body",
    [
        ("（一）指导思想。以新思想为指导。", "以新思想为指导。"),
        ("第十二条 生产者应当负责。", " 生产者应当负责。"),
        ("一、总体要求", ""),
        ("# 总则", ""),
    ],
)
def test_text_after_a_heading(line, body):
    heading = read_heading(line)
    assert line[heading.body :] == body


def test_no_text_no_sections():
    assert split_sections(document("", "题")) == []


def test_long_section_is_cut_at_sentence_ends():
    text = "一、甲\n" + ("这是第一句话，说的是质量。" * 30 + "\n") * 6
    sections = split_sections(document(text, "题"))
    assert len(sections) > 2
    assert {s.path for s in sections} == {("一、甲",)}
    assert all(s.end - s.start <= LONGEST and text[s.start : s.end].rstrip().endswith("。") for s in sections)


def test_one_long_paragraph_is_cut_at_sentence_ends():
    text = "甲。\n" + "这是一句话，说的是质量。" * 200
    pieces = [text[s.start : s.end] for s in split_sections(document(text, "甲"))]
    assert all(len(p) <= LONGEST and p.rstrip().endswith("。") for p in pieces)


def test_section_of_the_greatest_length_stays_whole():
    text = "一、甲\n" + "乙" * (LONGEST - 5) + "。"
    assert len(text) == LONGEST
    assert tree(text, "题") == [("一、甲", text)]


lines = st.one_of(
    st.text("质量一二三第章条节（）()1234.、。；：，——\u3000 #*附件目录①", max_size=30),
    st.sampled_from(
        [
            "一、总体要求",
            "（一）目标。文。",
            "1.甲",
            "（1）乙",
            "——丙。",
            "第一章 总则",
            "第一条 文。",
            "目录",
            "附件1",
            "# 题",
            "## 节",
            "",
            "字" * 800,
            "句子。" * 400,
        ]
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(lines, max_size=25).map("\n".join))
def test_sections_tile_the_text(text):
    sections = split_sections(document(text, "题"))
    assert "".join(text[s.start : s.end] for s in sections) == text
    assert all(s.start < s.end and s.end - s.start <= LONGEST for s in sections)
    assert [s.end for s in sections[:-1]] == [s.start for s in sections[1:]]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_sections_tile_any_text(text):
    sections = split_sections(document(text, "题"))
    assert "".join(text[s.start : s.end] for s in sections) == text


@pytest.fixture(scope="module")
def sample() -> dict[str, Document]:
    return {document.id[:2]: document for document in read_corpus(ROOT / "corpus").documents}


def test_headings_of_the_sample(sample):
    """河南: three 一、, twelve （一）, twenty-four 1., found as they stand in the file."""
    sections = split_sections(sample["河南"])
    last = [s.path[-1] for s in sections if s.path]
    forms = {"一、": r"[一二三]、", "（一）": r"（[一二三四五六七]）", "1.": r"\d\.", "——": "——"}
    found = {
        form: len({s.path for s in sections if s.path and re.match(pattern, s.path[-1])})
        for form, pattern in forms.items()
    }
    assert found == {"一、": 3, "（一）": 12, "1.": 24, "——": 5}
    assert len([name for name in last if not name.startswith("——")]) >= 39


@pytest.mark.parametrize(
    "words, path",
    [
        (
            "国家骨干冷链物流基地",
            ("二、重点任务", "（五）加快服务业质量升级，着力增加优质服务供给", "1.提高生产服务专业化水平"),
        ),
        ("制造业质量竞争力指数达84.5以上", ("一、总体要求", "（二）主要目标", "——产业和区域质量竞争力持续增强")),
        ("到2035年", ("一、总体要求", "（二）主要目标")),
        ("为加快推进质量强省建设，全面提升", ()),
    ],
)
def test_where_words_of_the_sample_stand(sample, words, path):
    doc = sample["河南"]
    offset = doc.text.index(words)
    assert next(s.path for s in split_sections(doc) if s.start <= offset < s.end) == path


def test_sections_of_the_sample_tile_it(sample):
    for doc in sample.values():
        sections = split_sections(doc)
        assert "".join(doc.text[s.start : s.end] for s in sections) == doc.text
        assert all(s.end - s.start <= LONGEST for s in sections)


def test_meeting_news_are_paragraphs(sample):
    assert {s.path for key in ("中共", "第十") for s in split_sections(sample[key])} == {()}
    assert [len(split_sections(sample[key])) for key in ("中共", "第十")] == [7, 10]


def test_the_only_top_heading_of_a_markdown_text_is_its_title():
    """ "# 中华人民共和国公司法" above a document that is filed as 公司法 is no part of a heading path."""
    text = "# 中华人民共和国公司法\n2018年10月26日修正\n## 第一章 总则\n第一条 为了规范公司，制定本法。"
    sections = split_sections(Document("d", "公司法", text, "d.md"))
    assert [s.path for s in sections][-1] == ("第一章 总则", "第一条")
