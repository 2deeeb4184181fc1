"""Which measures concern a reader, in which order, and why the others do not."""

import pytest

from mingce.applies.judge import judge, relevant
from mingce.applies.profile import understand_description
from mingce.datatypes import Document, Section
from mingce.errors import UserError
from mingce.facts.measures import Measure, measures
from mingce.text.sentences import split_sentences


def read(text: str) -> list[Measure]:
    """The measures of an 意见 that is one section."""
    document, sections = Document("d", "文件", text, "d.txt", kind="意见"), [Section("d", (), 0, len(text))]
    return measures(document, sections, split_sentences(text, sections))


SAMPLE = read(
    "推动食品生产企业建立追溯体系。鼓励中小微企业实施技术改造。支持建筑施工企业应用智能建造。加强统筹协调。"
    "做强做大食品龙头企业。鼓励企业建立首席质量官制度。支持武汉打造食品产业基地。做好老年人服务。"
)


def test_for_a_small_maker_of_food() -> None:
    found = relevant(SAMPLE, "我们是做食品的小厂")
    assert [(m.quote, m.why) for m in found] == [
        ("推动食品生产企业建立追溯体系。", "涉及食品生产；面向食品生产企业"),
        ("支持武汉打造食品产业基地。", "涉及食品"),
        ("鼓励中小微企业实施技术改造。", "面向中小微企业"),
        ("鼓励企业建立首席质量官制度。", "面向企业"),
        ("做强做大食品龙头企业。", "涉及食品"),  # for larger ones: last
    ]


@pytest.mark.parametrize(
    "description, first, absent",
    [
        ("开饭馆的", "鼓励企业建立首席质量官制度。", "支持建筑施工企业应用智能建造。"),
        ("我们是工程队", "支持建筑施工企业应用智能建造。", "推动食品生产企业建立追溯体系。"),
        ("家里老人需要照顾", "做好老年人服务。", "鼓励企业建立首席质量官制度。"),
        # of another province: not for us
        ("河南洛阳的食品厂", "推动食品生产企业建立追溯体系。", "支持武汉打造食品产业基地。"),
    ],
)
def test_for_others(description: str, first: str, absent: str) -> None:
    quotes = [m.quote for m in relevant(SAMPLE, description)]
    assert quotes[0] == first
    assert absent not in quotes


def test_documents_of_another_province_are_left_out() -> None:
    document = Document("d", "河南省质量强省意见", "", "d.txt", issuer="河南省人民政府")
    assert relevant(SAMPLE, "河北的食品厂", [document]) == []
    assert relevant(SAMPLE, "郑州的食品厂", [document])


def test_a_description_that_says_nothing() -> None:
    assert understand_description("你好").is_empty
    assert relevant(SAMPLE, "你好") == []
    with pytest.raises(UserError, match="说明是空的"):
        relevant(SAMPLE, " ")


@pytest.mark.parametrize(
    "text, description, why",
    [
        ("鼓励企业建立首席质量官制度。", "做豆腐的小厂", ""),
        # an enterprise of another trade, though the trade is one that everybody makes use of
        ("银行、支付机构应当重视企业文化建设。", "做豆腐的小厂", "只对银行、支付机构说"),
        ("互联网企业应当报告线索。", "做豆腐的小厂", "只对互联网企业说"),
        ("支持海信等企业发展壮大。", "做豆腐的小厂", "点名的是企业"),
        ("严禁“矿机”生产企业提供服务。", "做豆腐的小厂", "点名的是生产企业"),
        ("加强中小型水利项目建设。", "做豆腐的小厂", "未点名任何对象"),
        # what only looks like the word of a trade
        ("确保养老金按时足额发放。", "我们是养老院", "未点名任何对象"),
        ("实施工商登记制度改革。", "我们是工程队", "未点名任何对象"),
        ("引导资金投向种子期项目。", "养殖大户", "未点名任何对象"),
        ("支持兴办养老服务。", "我们是养老院", ""),
        ("任何单位和个人不得出租账户。", "做豆腐的小厂", ""),
        ("支持武汉打造食品产业基地。", "河南的食品厂", "只涉及武汉"),
        ("做强做大建筑龙头企业。", "做豆腐的小厂", "只涉及建筑"),
    ],
)
def test_why_a_measure_concerns_nobody(text: str, description: str, why: str) -> None:
    ((_, judgement),) = judge(read(text), understand_description(description))
    assert (judgement.score > 0) == (not why)
    assert not why or judgement.why == why


def test_what_names_the_trade_itself_comes_before_what_it_deals_with() -> None:
    rows = read("推进养老机构标准化建设。加强检验检测机构监管。推进标准化建设。")
    assert [m.quote for m in relevant(rows, "搞检测的")] == [
        "加强检验检测机构监管。",
        "推进标准化建设。",
        "推进养老机构标准化建设。",
    ]


def test_what_speaks_to_everybody_is_told_apart() -> None:
    rows = read("鼓励企业建立首席质量官制度。支持食品企业技术改造。")
    judged = judge(rows, understand_description("做豆腐的小厂"))
    assert [judgement.is_general for _, judgement in judged] == [True, False]
