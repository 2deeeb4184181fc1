"""A document's sections -> its tree of units: mingce/text/outline.py."""

from pathlib import Path

import pytest

from mingce.datatypes import Document
from mingce.documents.parse import parse
from mingce.read import RawText
from mingce.text.outline import DETAIL, ITEM, PARAGRAPH, Unit, number_of, outline
from mingce.text.sections import split_sections

DATA = Path(__file__).resolve().parents[1] / "data" / "qa"

LAW = """粮食储备条例
第一章 总则
第一条 为了保障粮食安全，制定本条例。
第二章 储备
第一节 数量
第二条 省级粮食储备不得低于下列数量：
（一）小麦20万吨；
（二）稻谷5万吨，其中：
1.早稻2万吨；
2.晚稻3万吨；
（三）玉米1万吨。
前款数量每年核定一次。
省政府可以调整。
第二节 管理
第三条 企业可以申请补贴。
第三条之一 补贴每年发放一次。
第三章 附则
第四条 本条例自2024年1月1日起施行。"""

PLAN = """河湖保护方案
为保护河湖，制定本方案。
一、总体要求
坚持生态优先。
二、重点任务
（一）治理污染。城市污水处理率达到95%以上。
（二）保护湿地
1.划定红线。县级政府负责。
2.修复湿地。鼓励企业参与。
三、保障措施
省水利厅负责督促检查。
附件1
任务清单
一、责任单位
省水利厅。"""


def tree_of(text: str) -> tuple[str, Unit]:
    document = Document("d", text.split("\n", 1)[0], text, "d.txt")
    return text, outline(document, split_sections(document))


def shown(text: str, unit: Unit) -> list[tuple[str, str, str]]:
    """(form, number, first characters) of each unit below."""
    return [(child.form, child.number, text[child.start : child.start + 5]) for child in unit.children]


def one(root: Unit, form: str, number: str) -> Unit:
    return next(unit for unit in root.of(form) if unit.number == number)


def words(text: str, unit: Unit) -> str:
    return text[unit.start : unit.end]


def test_a_law_has_chapters_divisions_and_articles() -> None:
    text, root = tree_of(LAW)
    assert root.form == "document"
    assert shown(text, root) == [
        ("chapter", "1", "第一章 总"),
        ("chapter", "2", "第二章 储"),
        ("chapter", "3", "第三章 附"),
    ]
    assert shown(text, one(root, "chapter", "2")) == [("division", "1", "第一节 数"), ("division", "2", "第二节 管")]
    assert [unit.number for unit in root.of("article")] == ["1", "2", "3", "3之1", "4"]


def test_an_article_has_paragraphs_and_these_have_items_and_details() -> None:
    text, root = tree_of(LAW)
    article = one(root, "article", "2")
    assert [(unit.form, unit.number, words(text, unit)[:6]) for unit in article.children] == [
        (PARAGRAPH, "1", "第二条 省级"),
        (PARAGRAPH, "2", "前款数量每年"),
        (PARAGRAPH, "3", "省政府可以调"),
    ]
    items = article.children[0].children
    assert [(unit.form, unit.number) for unit in items] == [(ITEM, "1"), (ITEM, "2"), (ITEM, "3")]
    assert words(text, items[0]) == "（一）小麦20万吨；"
    assert words(text, items[1]) == "（二）稻谷5万吨，其中：\n1.早稻2万吨；\n2.晚稻3万吨；"
    assert [(unit.form, words(text, unit)) for unit in items[1].children] == [
        (DETAIL, "1.早稻2万吨；"),
        (DETAIL, "2.晚稻3万吨；"),
    ]


def test_a_unit_spans_everything_under_it_and_no_white_space_at_its_end() -> None:
    text, root = tree_of(LAW)
    chapter = words(text, one(root, "chapter", "2"))
    assert chapter.startswith("第二章 储备\n第一节 数量") and chapter.endswith("第三条之一 补贴每年发放一次。")
    assert words(text, one(root, "division", "1")).endswith("省政府可以调整。")
    assert words(text, one(root, "article", "3")) == "第三条 企业可以申请补贴。"


def test_a_plan_has_headings_of_three_depths() -> None:
    text, root = tree_of(PLAN)
    parts = root.of("one")[:3]
    assert [(unit.number, unit.name) for unit in parts] == [
        ("1", "一、总体要求"),
        ("2", "二、重点任务"),
        ("3", "三、保障措施"),
    ]
    assert [(unit.form, unit.number, unit.name) for unit in parts[1].children] == [
        ("bracket", "1", "（一）治理污染"),
        ("bracket", "2", "（二）保护湿地"),
    ]
    assert [words(text, unit) for unit in parts[1].children[1].children] == [
        "1.划定红线。县级政府负责。",
        "2.修复湿地。鼓励企业参与。",
    ]


def test_an_annex_holds_its_own_headings() -> None:
    text, root = tree_of(PLAN)
    (annex,) = root.of("annex")
    assert annex.number == "1" and words(text, annex).startswith("附件1")
    assert [unit.name for unit in annex.of("one")] == ["一、责任单位"]
    assert "附件" not in words(text, root.of("one")[2])


@pytest.mark.parametrize("text", [LAW, PLAN])
def test_every_unit_lies_within_the_one_above_and_behind_the_one_before(text: str) -> None:
    text, root = tree_of(text)

    def check(unit: Unit) -> None:
        at = unit.start
        for child in unit.children:
            assert at <= child.start < child.end <= unit.end
            assert not text[child.start].isspace() and not text[child.end - 1].isspace()
            at = child.end
            check(child)

    check(root)


def test_items_inside_a_line_are_items() -> None:
    text, root = tree_of("办法\n第一条 申请人应当：（一）提交申请表；（二）提交证明。\n第二条 本办法自公布之日起施行。")
    items = one(root, "article", "1").children[0].children
    assert [(unit.number, words(text, unit)) for unit in items] == [
        ("1", "（一）提交申请表；"),
        ("2", "（二）提交证明。"),
    ]


def test_points_that_are_counted_off_are_items_of_their_paragraph() -> None:
    text, root = tree_of(
        "会议精神\n会议强调，要抓好三件事。一是稳就业；二是保民生；三是防风险。\n会议还研究了其他事项。"
    )
    (paragraph,) = root.of(PARAGRAPH)
    assert [(unit.number, words(text, unit)) for unit in paragraph.children] == [
        ("1", "一是稳就业；"),
        ("2", "二是保民生；"),
        ("3", "三是防风险。"),
    ]
    assert words(text, paragraph).startswith("会议强调")


def test_what_follows_a_list_of_lines_is_no_part_of_its_last_item() -> None:
    text, root = tree_of(
        "措施\n一、保障\n（一）加强领导。\n（二）强化监督。\n（三）做好宣传。\n本措施自2023年7月1日起施行。\n二、其他\n没有。"
    )
    assert words(text, one(root, "bracket", "3")) == "（三）做好宣传。"


def test_nor_of_the_last_of_two() -> None:
    text, root = tree_of("措施\n一、保障\n（一）加强领导。\n（二）强化监督。\n本措施自2023年7月1日起施行。")
    assert words(text, one(root, "bracket", "2")) == "（二）强化监督。"


def test_a_text_without_headings_is_one_document() -> None:
    text, root = tree_of("通知\n请各单位认真执行。")
    assert root == Unit("document", "", "", 0, len(text), ())


def test_the_path_to_a_unit_leads_from_the_greatest_to_itself() -> None:
    _, root = tree_of(LAW)
    item = root.of(ITEM)[1]
    assert [unit.form for unit in root.path_to(item)] == ["chapter", "division", "article", PARAGRAPH, ITEM]
    assert root.path_to(root) == ()


@pytest.mark.parametrize(
    "ordinal, number",
    [
        ("十二", "12"),
        ("12", "12"),
        ("一百一十九", "119"),
        ("第十二条", "12"),
        ("第十二条之一", "12之1"),
        ("第 三 条", "3"),
        ("2.3", "2.3"),
        ("③", "3"),
        ("甲", ""),
    ],
)
def test_numbers(ordinal: str, number: str) -> None:
    assert number_of(ordinal) == number


@pytest.mark.parametrize(
    "name, chapters, articles",
    [
        ("中华人民共和国反洗钱法_20061031.md", 4, 9),
        ("中华人民共和国反洗钱法_20241108.md", 5, 13),
        ("中华人民共和国著作权法_20201111.md", 4, 12),
        ("中华人民共和国著作权法实施条例_20130130.md", 0, 6),
        ("清河市城管办法.txt", 0, 6),
        ("清河市十四五规划.txt", 4, 0),
    ],
)
def test_chapters_and_articles_of_whole_documents(name: str, chapters: int, articles: int) -> None:
    document = parse(RawText(Path(name).stem, (DATA / name).read_text(encoding="utf-8")), name)
    root = outline(document, split_sections(document))
    assert [unit.number for unit in root.of("chapter")] == [str(n + 1) for n in range(chapters)]
    assert [unit.number for unit in root.of("article")] == [str(n + 1) for n in range(articles)]


def test_a_decimal_plan_has_its_chapters_though_their_lines_were_read_otherwise() -> None:
    """The line of the first chapter stands where the table of contents ends, that of the third is not there."""
    _, root = tree_of(
        "救灾预案\n某政发〔2020〕1号\n目录\n1总则 ……………………（5）\n1.1编制目的 ……………………（5）\n2组织体系 ……………………（6）\n1总则\n"
        "1.1编制目的\n为了救灾。\n1.2编制依据\n依据法律。\n2组织体系\n2.1专家组\n市局组建。\n2.2指挥部\n市局组建。\n"
        "3.1响应\n分级响应。\n3.2终止\n终止响应。"
    )
    chapters = [(unit.number, unit.name) for unit in root.children if unit.form == "decimal"]
    assert chapters == [("1", "1总则"), ("2", "2组织体系"), ("3", "")]
    assert [unit.number for unit in root.of("decimal") if "." in unit.number] == [
        "1.1",
        "1.2",
        "2.1",
        "2.2",
        "3.1",
        "3.2",
    ]


BOXED = """地震规划
为防震减灾，制定本规划。
一、现状
能力明显提高。
二、重点项目
（一）探测工程
专栏1 台网建设
一、建设目标
提高监测能力。
二、建设内容
（一）新建测震台。
（二）改造强震台。
专栏2 服务系统建设
一、建设目标
减少损失。
（二）服务工程
建设服务站。
三、保障措施
加强领导。"""


def test_what_a_box_numbers_anew_stands_in_the_box() -> None:
    _, root = tree_of(BOXED)
    assert [unit.name for unit in root.children] == ["一、现状", "二、重点项目", "三、保障措施"]
    first, second = root.of("box")
    assert [unit.number for unit in first.of("one")] == ["1", "2"]
    assert [unit.number for unit in first.of("bracket")] == ["1", "2"]
    assert [unit.name for unit in second.children] == ["一、建设目标"]
    assert [unit.name for unit in root.children[1].children] == ["（一）探测工程", "（二）服务工程"]


def test_rows_that_are_numbered_without_a_mark() -> None:
    _, root = tree_of(
        "任务分工\n一、目标\n1 稳定就业。市人社局负责。\n二、任务\n2 扩大就业。\n3 支持创业。\n三、总结\n3 月底前完成。\n照此办理。"
    )
    assert [unit.number for unit in root.of("row")] == ["1", "2", "3"]


GLUED = """道路安全规定
第一章总则
第一条 保障安全。
第二章车辆第二条车辆应当年检。第三条旧车应当报废。第一条规定的车辆除外。
第四条 校车应当备案。第三章附则
第五条 自发布之日起施行。"""
GLUED_PLAN = """道路安全方案
一、车辆
加强年检。严防超载。二、道路
（一）设立标志。
三、组织
各地负责。一、二级公路除外。四、五月检查。"""


def test_headings_glued_to_the_line_before_open_units_of_their_own() -> None:
    text, root = tree_of(GLUED_PLAN)
    assert [unit.name for unit in root.children] == ["一、车辆", "二、道路", "三、组织"]
    assert words(text, root.children[0]) == "一、车辆\n加强年检。严防超载。"
    assert [unit.name for unit in root.children[1].children] == ["（一）设立标志"]


def test_chapters_and_articles_glued_to_one_line_are_told_apart() -> None:
    text, root = tree_of(GLUED)
    assert [unit.name for unit in root.children] == ["第一章总则", "第二章车辆", "第三章附则"]
    assert [[article.number for article in chapter.children] for chapter in root.children] == [
        ["1"],
        ["2", "3", "4"],
        ["5"],
    ]
    assert words(text, one(root, "article", "2")) == "第二条车辆应当年检。"


GLUED_DECIMALS = """河湖防汛应急预案
目录1总则1.1目的1.2依据2组织体系2.1指挥部2.2办公室3应急响应3.1分级3.2程序4附则4.1解释4.2时间
1总则
1.1目的
为了防汛。
1.2依据
依照防洪法。2组织体系2.1指挥部
由市长负责。
2.2办公室
设在水务局。
3应急响应3.1分级
分为四级。
3.2程序
逐级启动。
4附则
4.1解释
由水务局解释。
4.2时间
自发布之日起施行。"""


def test_chapters_of_a_table_of_contents_are_found_where_they_are_glued_to_other_lines() -> None:
    text, root = tree_of(GLUED_DECIMALS)
    chapters = [unit for unit in root.children if unit.form == "decimal"]
    assert [unit.name for unit in chapters] == ["1总则", "2组织体系", "3应急响应", "4附则"]
    assert words(text, chapters[1]).startswith("2组织体系2.1指挥部\n由市长负责。")
    assert words(text, chapters[1]).endswith("设在水务局。")
