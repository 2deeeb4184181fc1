from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingce.datatypes import Document
from mingce.documents.parse import parse
from mingce.read import RawText
from mingce.text.sections import LONGEST_SECTION, cite_place, read_heading, split_sections

ROOT = Path(__file__).resolve().parents[2]


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
        # so does one numbered in Chinese, and one whose number touches its name
        ("质量法\n第一条 文。\n附表一\n税目表\n附件2质量名单\n文。", ["", "第一条", "附表一", "附件2质量名单"]),
        # the list of annexes is one part, and its entries are no headings (交通警察道路执勤执法工作规范)
        (
            "质量规范\n第一条 文。\n附件：1、查处规程\n2、检查规程\n附件1：查处规程\n一、带仪器。\n附件2：检查规程\n一、看证件。",
            [
                "",
                "第一条",
                "附件",
                "附件1：查处规程",
                "附件1：查处规程 / 一、带仪器",
                "附件2：检查规程",
                "附件2：检查规程 / 一、看证件",
            ],
        ),
        # a 专栏 stands under its chapter and ends with it; its 1. are its own
        (
            "质量规划\n第一章 甲\n文。\n专栏1“十四五”指标\n1.子。文。\n2.丑。文。\n第二章 乙\n文。",
            [
                "",
                "第一章 甲",
                "第一章 甲 / 专栏1“十四五”指标",
                "第一章 甲 / 专栏1“十四五”指标 / 1.子",
                "第一章 甲 / 专栏1“十四五”指标 / 2.丑",
                "第二章 乙",
            ],
        ),
        # a 专栏 between 2. and 3. interrupts them
        (
            "质量规划\n（一）甲\n1.子。文。\n2.丑。文。\n专栏 2 工程\n文。\n3.寅。文。",
            ["", "（一）甲", "（一）甲 / 1.子", "（一）甲 / 2.丑", "（一）甲 / 专栏 2 工程", "（一）甲 / 3.寅"],
        ),
        # Markdown marks tell that a chapter does not stand under the preamble (香港特别行政区基本法)
        (
            "# 质量法\n## 序言\n文字。\n## 第一章 总则\n第一条 文。\n### 注\n文字。",
            ["", "序言", "第一章 总则", "第一章 总则 / 第一条", "第一章 总则 / 注"],
        ),
        # articles that begin with a number, a letter, a bracket, a country; bold ones (laws_corpus, 农药管理条例)
        (
            "质量法\n第一条2013年未结的案件适用本法。\n第二条A级景区要好。\n第三条（市）区部门受理。\n第四条中国人民银行受理。\n**第五条** 附则。",
            ["", "第一条", "第二条", "第三条", "第四条", "第五条"],
        ),
        # and mentions that do not
        ("质量法\n第一条 文。\n第二条中的期限除外。\n第3条第2款除外。\n第12条（三）项除外。", ["", "第一条"]),
        # entries of a table of contents without the word 目录, one of them without its leader
        (
            "质量规划\n第一章 甲.............1\n第二章 乙. - 8 -\n第三章 丙.............9\n第一章 甲\n文字。\n第二章 乙\n文字。",
            ["", "", "第一章 甲", "第二章 乙"],
        ),
        # a table is read together
        ("主要指标\n| 指标 | 值 |\n| 专利 | 3 |\n| 商标 | 5 |\n说明文字。", ["", "", ""]),
        # chapters numbered without a mark, as plans for emergencies have them
        (
            "环境应急预案\n1总则\n1.1编制目的\n文。\n1.2人员。文。\n2组织体系\n2.1机构\n2.1.1指挥部\n（1）甲组。文。\n2.1.2公众\n文。\n2.2县级\n文。\n3附则\n文。",
            [
                "",
                "1总则",
                "1总则 / 1.1编制目的",
                "1总则 / 1.2人员",
                "2组织体系",
                "2组织体系 / 2.1机构",
                "2组织体系 / 2.1机构 / 2.1.1指挥部",
                "2组织体系 / 2.1机构 / 2.1.1指挥部 / （1）甲组",
                "2组织体系 / 2.1机构 / 2.1.2公众",
                "2组织体系 / 2.2县级",
                "3附则",
            ],
        ),
        # decimals under a numbered item (新冠治疗方案)
        (
            "诊疗方案\n（九）中医治疗\n1.观察期\n文。\n2.治疗期\n2.1轻型\n(1)寒湿证\n文。\n2.2重型\n文。\n3.儿童\n文。\n（十）康复\n文。",
            [
                "",
                "（九）中医治疗",
                "（九）中医治疗 / 1.观察期",
                "（九）中医治疗 / 2.治疗期",
                "（九）中医治疗 / 2.治疗期 / 2.1轻型",
                "（九）中医治疗 / 2.治疗期 / 2.1轻型 / (1)寒湿证",
                "（九）中医治疗 / 2.治疗期 / 2.2重型",
                "（九）中医治疗 / 3.儿童",
                "（十）康复",
            ],
        ),
        # a full stop where others put 、
        ("质量意见\n一．要求\n文。\n二．任务\n（1）甲。文。", ["", "一．要求", "二．任务", "二．任务 / （1）甲"]),
        # a decimal alone is a figure
        ("质量意见\n一、甲\n5.12汶川地震以后，工作加强。\n2.3亿吨。", ["", "一、甲"]),
        # a speech that counts its points, and a plan that has headings of its own
        (
            "质量讲话\n同志们：\n今天开会。\n第一，认清形势。文。\n文二。\n第二，狠抓落实。文。",
            ["", "", "第一，认清形势", "第二，狠抓落实"],
        ),
        ("质量意见\n一、甲\n第一，认清形势。文。\n第二，狠抓落实。文。", ["", "一、甲"]),
        # a list right under the heading of a box belongs to it; the numbers after it tell where they carry on
        (
            "质量规划\n一、甲\n（一）乙\n（二）丙\n专栏1 重点工程\n（一）丁\n文。\n（二）戊\n文。\n（三）己",
            [
                "",
                "一、甲",
                "一、甲 / （一）乙",
                "一、甲 / （二）丙",
                "一、甲 / （二）丙 / 专栏1 重点工程",
                "一、甲 / （二）丙 / 专栏1 重点工程 / （一）丁",
                "一、甲 / （二）丙 / 专栏1 重点工程 / （二）戊",
                "一、甲 / （二）丙 / 专栏1 重点工程 / （三）己",
            ],
        ),
        (
            "质量规划\n（一）乙\n（二）丙\n（三）庚\n专栏1 重点工程\n（一）丁\n文。\n（四）己",
            [
                "",
                "（一）乙",
                "（二）丙",
                "（三）庚",
                "（三）庚 / 专栏1 重点工程",
                "（三）庚 / 专栏1 重点工程 / （一）丁",
                "（四）己",
            ],
        ),
        # a list after the text of a box does not
        (
            "质量规划\n一、甲\n专栏1 主要指标\n| 指标 | 值 |\n（一）乙\n文。",
            ["", "一、甲", "一、甲 / 专栏1 主要指标", "一、甲 / （一）乙"],
        ),
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
        ("一、总体要求\u2002 ", "一、总体要求"),
        ("### 第五节 生活、卫生。", "第五节 生活、卫生"),  # 监狱法: marked as a heading, so no sentence
        ("专栏 3 “十四五”重点工程", "专栏 3 “十四五”重点工程"),
        ("-2-第四条监督管理应当依法。", "第四条"),
        ("附件1所列设备", None),
        ("附件2个", None),
        ("附件1由主管部门另行制定。", None),
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
    assert all(s.end - s.start <= LONGEST_SECTION and text[s.start : s.end].rstrip().endswith("。") for s in sections)


def test_one_long_paragraph_is_cut_at_sentence_ends():
    text = "甲。\n" + "这是一句话，说的是质量。" * 200
    pieces = [text[s.start : s.end] for s in split_sections(document(text, "甲"))]
    assert all(len(p) <= LONGEST_SECTION and p.rstrip().endswith("。") for p in pieces)


def test_section_of_the_greatest_length_stays_whole():
    text = "一、甲\n" + "乙" * (LONGEST_SECTION - 5) + "。"
    assert len(text) == LONGEST_SECTION
    assert tree(text, "题") == [("一、甲", text)]


def test_table_is_never_cut_inside_a_row():
    """Its rows stay whole and the first ones stay with the heading; only a row too long for a hit is cut, at a cell."""
    rows = [f"| 指标{n} | {'质量' * 30} | {n} |" for n in range(30)]
    text = (
        "一、甲\n专栏1 指标\n| "
        + "名称" * 300
        + " |\n"
        + "\n".join(rows)
        + "\n| "
        + " | ".join(["长" * 90] * 12)
        + " |"
    )
    sections = split_sections(document(text, "题"))
    pieces = [text[s.start : s.end] for s in sections]
    assert "".join(pieces) == text
    assert all(len(piece) <= LONGEST_SECTION for piece in pieces)
    assert pieces[1].startswith("专栏1 指标\n| 名称")
    assert all(any(row in piece for piece in pieces) for row in rows)
    assert all(piece.startswith((" | 长", "| 长")) for piece in pieces[-2:])
    assert {s.path for s in sections[1:]} == {("一、甲", "专栏1 指标")}


LAW = """质量法
第一章 总则
第一条 为了质量，制定本法。
第二条 生产者应当：
（一）检验；
（二）留样。
1.三个月；
（三）记录。
前款规定的记录保存两年。
第三条 销售者应当：（一）查验；（二）登记。
第四条
县级以上人民政府负责质量工作。
乡镇协助。
附件1
收费办法
第一条 按次收费。"""
PLAN = """质量意见
二、重点任务
（三）提升质量。文。
2.农业。抓农业。
——粮食。保粮食。
专栏1 工程
建工程。
# 说明
写说明。"""


EMERGENCY = "应急预案\n1总则\n1.1目的\n文。\n1.2依据\n文。\n2体系\n2.1机构\n2.1.1指挥部\n指挥部负责。\n（1）处置组。处置污染。\n2.1.2工作组\n文。\n2.2县级\n文。"
SPEECH = "质量讲话\n同志们：\n第一，认清形势。要有信心。\n第二，狠抓落实。要落实。"


@pytest.mark.parametrize(
    "text, words, place",
    [
        # the paragraph is left out where an article has only one
        (LAW, "为了质量", "第一条"),
        (LAW, "生产者应当", "第二条第一款"),
        (LAW, "检验", "第二条第一款第（一）项"),
        (LAW, "三个月", "第二条第一款第（二）项第1目"),
        (LAW, "记录。\n", "第二条第一款第（三）项"),
        (LAW, "前款规定", "第二条第二款"),
        # items in the middle of a line
        (LAW, "查验", "第三条第（一）项"),
        (LAW, "登记", "第三条第（二）项"),
        # an article whose number stands on a line of its own
        (LAW, "县级以上", "第四条第一款"),
        (LAW, "乡镇协助", "第四条第二款"),
        (LAW, "按次收费", "附件1第一条"),
        (LAW, "第一章", "第一章"),
        (LAW, "质量法", ""),
        (PLAN, "提升质量", "二、（三）"),
        (PLAN, "抓农业", "二、（三）2."),
        (PLAN, "保粮食", "二、（三）2."),
        (PLAN, "建工程", "二、（三）专栏1"),
        (PLAN, "写说明", "“说明”"),
        (EMERGENCY, "指挥部负责", "2.1.1"),
        (EMERGENCY, "污染", "2.1.1（1）"),
        (SPEECH, "信心", "第一"),
    ],
)
def test_cite_place(text, words, place):
    doc = document(text)
    offset = text.index(words)
    section = next(s for s in split_sections(doc) if s.start <= offset < s.end)
    assert cite_place(section, doc, offset) == place


def test_cite_place_in_an_article_cut_into_several_sections():
    text = "质量法\n第七条 甲。\n" + ("这是一句话，说的是质量。" * 40 + "\n") * 3 + "第八条 乙。"
    doc = document(text)
    last = [s for s in split_sections(doc) if s.path == ("第七条",)][-1]
    assert cite_place(last, doc, last.start) == "第七条第四款"


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
            "附件：1.名单",
            "专栏1 工程",
            "| 指标 | 值 |",
            "| " + "长" * 800 + " |",
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
    assert all(s.start < s.end and s.end - s.start <= LONGEST_SECTION for s in sections)
    assert [s.end for s in sections[:-1]] == [s.start for s in sections[1:]]
    assert all(isinstance(cite_place(s, document(text, "题"), s.start), str) for s in sections)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_sections_tile_any_text(text):
    sections = split_sections(document(text, "题"))
    assert "".join(text[s.start : s.end] for s in sections) == text


def test_the_only_top_heading_of_a_markdown_text_is_its_title():
    """ "# 中华人民共和国公司法" above a document that is filed as 公司法 is no part of a heading path."""
    text = "# 中华人民共和国公司法\n2018年10月26日修正\n## 第一章 总则\n第一条 为了规范公司，制定本法。"
    sections = split_sections(Document("d", "公司法", text, "d.md"))
    assert [s.path for s in sections][-1] == ("第一章 总则", "第一条")


PLAN_WITH_BOXES = """\
清河省“十四五”养老服务发展规划纲要

为积极应对人口老龄化，根据国家有关规划，制定本规划纲要。

第一部分  发展环境

一、发展基础

“十三五”时期，全省养老服务体系初步建立。机构养老床位达到12.6万张。

专栏1  “十三五”时期主要成就
1. 设施建设。新建街道综合养老服务中心320个。
2. 队伍建设。培训养老护理员4.5万人次。

二 、面临形势

人口老龄化程度持续加深。

第二部分  总体要求

一、指导思想

以习近平新时代中国特色社会主义思想为指导。

二、主要目标

到2025年，养老服务供给更加充分。专栏2列出主要指标。

专栏2：“十四五”养老服务发展主要指标
序号	指标名称	2020年	2025年	属性
1	护理型床位占比（%）	45	55	约束性
2	每千名老年人配备社会工作者人数（人）	0.6	1	预期性

（一）供给更加充分
①居家社区服务覆盖率达到90%。
②机构服务能力增强。

（二）质量不断提升。标准体系基本健全。

第三部分  重点任务

一、健全保障制度
１．完善基本养老服务清单。建立动态调整机制。
２．兜底保障。特困人员集中供养率达到60%。
（１）落实供养标准。
（２）建立巡访制度。

二、发展普惠养老
1、支持社会力量。
2、盘活存量资源。

专栏3　普惠养老重点工程
（一）城企联动专项行动
支持建设普惠床位。
（二）社区食堂建设
新建助餐点1000个。

第四部分  保障措施

一、加强组织领导
各地要将本规划纲要纳入重要议事日程。

附件：1. 重点项目表
      2. 责任分工表

附件1

重点项目表
序号	项目	牵头单位
1	护理床位改造	省民政厅
"""


def test_a_plan_with_boxes_and_tables_of_indicators():
    plan = parse(RawText("plan", PLAN_WITH_BOXES), "plan.txt")
    sections = split_sections(plan)
    found = {" / ".join(section.path) for section in sections}
    assert {path for path in found if "专栏" in path} == {
        "第一部分 发展环境 / 一、发展基础 / 专栏1“十三五”时期主要成就",
        "第一部分 发展环境 / 一、发展基础 / 专栏1“十三五”时期主要成就 / 1.设施建设",
        "第一部分 发展环境 / 一、发展基础 / 专栏1“十三五”时期主要成就 / 2.队伍建设",
        "第二部分 总体要求 / 二、主要目标 / 专栏2：“十四五”养老服务发展主要指标",
        "第三部分 重点任务 / 二、发展普惠养老 / 专栏3　普惠养老重点工程",
        "第三部分 重点任务 / 二、发展普惠养老 / 专栏3　普惠养老重点工程 / （一）城企联动专项行动",
        "第三部分 重点任务 / 二、发展普惠养老 / 专栏3　普惠养老重点工程 / （二）社区食堂建设",
    }
    assert "第二部分 总体要求 / 二、主要目标 / （一）供给更加充分 / ①居家社区服务覆盖率达到90%" in found
    assert "第三部分 重点任务 / 一、健全保障制度 / ２．兜底保障 / （１）落实供养标准" in found
    assert {"附件", "附件1"} <= found and plan.annexes == ("重点项目表", "责任分工表")
    (indicators,) = (s for s in sections if s.path and s.path[-1].startswith("专栏2"))
    assert "护理型床位占比" in plan.text[indicators.start : indicators.end]
