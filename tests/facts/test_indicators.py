"""The figures of the three sample documents, found by hand; then a table of examples for the grammar of indicators."""

import csv
import io
from pathlib import Path

import pytest

from evaluation.facts import INDICATORS, indicators_of, read_labels, score_indicators
from mingce.datatypes import Document
from mingce.documents.corpus import read_corpus
from mingce.documents.parse import parse
from mingce.facts.indicators import Indicator, indicator_json, write_csv
from mingce.read import RawText

ROOT = Path(__file__).resolve().parents[2]


def read(text: str, date: str = "") -> list[Indicator]:
    document = parse(RawText("样例", text, is_layout=False))
    return indicators_of(Document(document.id, document.title, document.text, document.source, date=date))


def short(row: Indicator) -> str:
    """name|value|value_max|unit|bound|year, what is empty left out at the end."""
    values = (row.name, row.value, "" if row.value_max is None else row.value_max, row.unit, row.bound, row.year)
    return "|".join(map(str, values)).rstrip("|")


def test_every_figure_of_the_sample_is_found_and_nothing_else() -> None:
    found = score_indicators(read_labels(INDICATORS))
    assert found.labels == 22 and found.precision >= 0.95 and found.recall >= 0.95, found


@pytest.mark.parametrize("document", read_corpus(ROOT / "corpus").documents, ids=lambda document: document.id)
def test_a_quote_is_a_slice_of_the_text(document: Document) -> None:
    for row in indicators_of(document):
        assert row.quote == document.text[row.start : row.end]


@pytest.mark.parametrize(
    "sentence, rows",
    [
        # several values of one clause, each with its noun; the verb goes behind the noun
        ("建成国家质检中心30个以上、实验室3—5个。", ["国家质检中心（建成）|30||个|以上", "实验室|3|5|个|范围"]),
        ("取消和下放了416项行政审批等事项。", ["行政审批等事项（取消和下放）|416||项"]),
        # 万 and 亿 are multiplied out; 多 is at least
        ("减轻企业负担1500多亿元。", ["企业负担（减轻）|150000000000||元|以上"]),
        ("学生营养改善计划惠及3200万孩子。", ["孩子（学生营养改善计划惠及）|32000000"]),
        # several names of one value, several values of several names, several values of one name
        (
            "铁路、高速公路运营里程均超过10万公里。",
            ["铁路运营里程|100000||公里|以上", "高速公路运营里程|100000||公里|以上"],
        ),
        (
            "二氧化硫、化学需氧量排放量分别下降3.5%、2.9%。",
            ["二氧化硫排放量（下降）|3.5||%", "化学需氧量排放量（下降）|2.9||%"],
        ),
        ("一次记分的分值为12分、9分。", ["一次记分的分值|12||分", "一次记分的分值|9||分"]),
        # a clause without a noun speaks of the one before
        (
            "国内生产总值达到56.9万亿元，比上年增长7.7%。",
            ["国内生产总值|56900000000000||元", "国内生产总值（比上年增长）|7.7||%"],
        ),
        ("粮食播种面积4157万亩、产量1146.1万吨。", ["粮食播种面积|41570000||亩", "粮食产量|11461000||吨"]),
        ("引进纺织项目24个、建成投产17个。", ["纺织项目（引进）|24||个", "纺织项目（建成投产）|17||个"]),
        (
            "重点支出4437亿元、占全省支出的68%。",
            ["重点支出|443700000000||元", "重点支出占全省支出|68||%"],
        ),
        (
            "排放总量近年来出现双下降，比上年分别下降3.14%和4.66%。",
            ["排放总量近年来出现双下降（比上年下降）|3.14||%", "排放总量近年来出现双下降（比上年下降）|4.66||%"],
        ),
        # from one level to another
        ("失业率由9.9%降至5.7%。", ["失业率|9.9||%", "失业率（降至）|5.7||%"]),
        # a number inside a name stays there
        (
            "45个重点开发区总产值占全省的比重达84%。",
            ["重点开发区总产值占全省的比重|45||个", "45个重点开发区总产值占全省的比重|84||%"],
        ),
        ("30户以上自然村寨垃圾收运设施覆盖率提高至80%。", ["30户以上自然村寨垃圾收运设施覆盖率（提高至）|80||%"]),
        # ranges, shares, multiples, ranks
        ("增速保持在10%至15%。", ["增速|10|15|%|范围"]),
        ("投资50至100万元。", ["投资|500000|1000000|元|范围"]),
        ("参保率达九成以上。", ["参保率|90||%|以上"]),
        ("经全体成员三分之二以上同意。", ["经全体成员同意|66.67||%|以上"]),
        ("按照不低于工资总额百分之五点五的比例缴纳。", ["工资总额|5.5||%|以上"]),
        ("产量翻两番。", ["产量（翻）|2||番"]),
        (
            "综合排名居全国第2位，营商环境进入全国前三。",
            ["综合排名（居全国）|2||位", "营商环境（进入全国）|3||位|以下"],
        ),
        # laws: penalties with what they are reckoned from and what they stand on, time limits with what is to be done
        (
            "逾期不改正的，处一万元以上五万元以下罚款。",
            ["罚款（逾期不改正的）|10000|50000|元|范围"],
        ),
        (
            "违法所得不足十万元的，并处违法所得1倍以上3倍以下的罚款。",
            ["违法所得|100000||元|以下", "罚款（违法所得；违法所得不足十万元的）|1|3|倍|范围"],
        ),
        ("处涉及金额百分之二十以上二倍以下罚款。", ["罚款（涉及金额）|20|200|%|范围"]),
        ("应当自受理之日起15日内作出决定。", ["作出决定（自受理之日起）|15||日|以下"]),
        ("应当自受理之日起10个工作日内，作出决定。", ["作出决定（自受理之日起）|10||个工作日|以下"]),
        (
            "情况复杂的，办案期限可以延长，但是最长不得超过12个月。",
            ["办案期限可以延长（最长）|12||个月|以下"],
        ),
        ("累计缴费满一年不足五年的，可以领取。", ["累计缴费|1|5|年|范围"]),
        ("工作年限满六个月不满一年的，发给一次。", ["工作年限|6||个月|以上", "工作年限|1||年|以下"]),
        ("执法人员不得少于两人。", ["执法人员|2||人|以上"]),
        ("三包有效期不得低于2年或者行驶里程50,000公里。", ["三包有效期|2||年|以上", "行驶里程|50000||公里"]),
    ],
)
def test_a_figure_and_its_name(sentence: str, rows: list[str]) -> None:
    assert [short(row) for row in read(sentence)] == rows


@pytest.mark.parametrize(
    "text",
    [
        "本条例自2021年5月1日起施行。",
        "国发〔2023〕1号，国务院令第737号，联系电话0371-65506789。",
        "依照第十二条第二款，会议进行第十次集体学习，第3页。",
        "1.强化产业基础质量支撑。",
        "（一）指导思想。一是提高认识。",
        "锚定“两个确保”，实施“十大战略”，落实“四个最严”。",
        "形成一批产品，办好一个平台，用好两种资源，统筹两个大局，抓好三个方面。",
        "党的二十大以来，“十四五”规划、一带一路、三农工作、5A级景区和5G网络。",
        "过去五年，今后五年，三年行动计划，新的一年，十分突出。",
        "到二〇三五年，在21世纪20年代，11月27日至29日上午9时。",
        "城乡二元结构，每万人口，三元材料，规模以上企业。",
    ],
)
def test_a_number_that_is_no_figure(text: str) -> None:
    assert [short(row) for row in read(text)] == []


REPORT = """政府工作报告
一、2013年工作回顾
城镇登记失业率4.1%。五年来，森林面积增加100亩。
二、主要目标
到2025年，质量发展基础进一步夯实。
——品牌建设取得进展。驰名商标10个以上。
（一）其他
今年就业120万人，去年为110万人。2020年绿地率40%，比2015年提高2%。到“十四五”末，覆盖率达99%。面积由2007年的1亩提高到2012年的5亩。"""


def test_the_year_is_the_nearest_one_named() -> None:
    assert [(row.year, row.value) for row in read(REPORT, date="2014-03-05")] == [
        ("2013", 4.1),  # the heading's
        ("", 100),  # a span of years
        ("2025", 10),  # the paragraph above the list
        ("2014", 1200000),
        ("2013", 1100000),
        ("2020", 40),
        ("2020", 2),  # 2015 is what it is held against
        ("2025", 99),
        ("2007", 1),
        ("2012", 5),
    ]


def test_a_table_gives_a_row_for_each_figure() -> None:
    table = """# 规划
| 指标 | 单位 | 2020年 | 2025年 | 属性 |
| --- | --- | --- | --- | --- |
| 城镇化率 | % | 53.2 | 62以上 | 预期性 |
| 研发投入强度（%） |  | 0.91 | [1.2] | 预期性 |
| 粮食产量 | 万吨 | 1057.6 | 1058—1100 | 约束性 |"""
    rows = read(table)
    assert [short(row) for row in rows] == [
        "城镇化率|53.2||%||2020",
        "城镇化率|62||%|以上|2025",
        "研发投入强度|0.91||%||2020",
        "研发投入强度|1.2||%||2025",
        "粮食产量|10576000||吨||2020",
        "粮食产量|10580000|11000000|吨|范围|2025",
    ]
    assert rows[1].quote == "城镇化率 | % | 53.2 | 62以上"


def test_json_has_the_names_of_the_contract() -> None:
    (row,) = read("一、目标\n到2025年，指数达84.5以上。")
    assert indicator_json(row) == {
        "doc_id": "样例",
        "name": "指数",
        "value": 84.5,
        "value_max": None,
        "unit": "",
        "bound": "以上",
        "year": "2025",
        "section_path": ["一、目标"],
        "quote": "指数达84.5以上",
        "start": 12,
        "end": 21,
    }


def test_csv_opens_in_excel() -> None:
    stream = io.StringIO(newline="")
    row = Indicator("样例", "=名称", 30, None, "个", "以上", "2025", ("一、", "（一）"), "建成30个以上", 0, 7)
    write_csv([row], stream)
    assert stream.getvalue().startswith("\ufeff文件,指标,数值,")
    (record,) = csv.DictReader(io.StringIO(stream.getvalue().lstrip("\ufeff")))
    assert record["指标"] == "'=名称"  # no formula
    assert (record["数值"], record["数值上限"], record["章节"]) == ("30", "", "一、 / （一）")
