"""The table of examples for mingce/ask/phrasing.py."""

import pytest

from mingce.ask.phrasing import (
    find_focus,
    find_sides,
    is_small_talk,
    leans_on_history,
    split_parts,
    without_asking,
    without_courtesy,
)


@pytest.mark.parametrize(
    "text, focus",
    [
        ("推行什么样的监管模式", "监管模式"),
        ("要培育多少家龙头企业？", "龙头企业"),
        ("农村电商覆盖率是多少？", "农村电商覆盖率"),
    ],
)
def test_focus(text: str, focus: str) -> None:
    assert focus in find_focus(text)


def test_words_of_frame_are_no_focus() -> None:
    assert find_focus("有什么要求？") == ()


@pytest.mark.parametrize(
    "text, parts",
    [
        ("首要责任在谁？施工单位承担什么责任？", ("首要责任在谁", "施工单位承担什么责任")),
        ("每年评几家，奖金给多少钱？", ("每年评几家", "奖金给多少钱")),
        ("要建多少个中心？", ()),
        ("在金融、商贸、物流领域，推动什么？", ()),
        ("新年贺词 总量预计达到多少 每月多了多少钱", ("新年贺词 总量预计达到多少", "每月多了多少钱")),
        ("先交多少钱，后交多少钱，我好去准备", ("先交多少钱", "后交多少钱，我好去准备")),
        ("我们多买了几辆车，最后怎么处理", ()),  # 几 asks nothing
        ("法律责任在第几章，从第几条到第几条", ()),  # one says nothing without the other
        ("第三章设了几节？各叫什么", ()),
    ],
)
def test_parts(text: str, parts: tuple[str, ...]) -> None:
    assert split_parts(text) == parts


@pytest.mark.parametrize(
    "text, sides",
    [
        ("豫东和豫北的定位有什么不同？", ("豫东", "豫北")),
        ("对比一下：甲省的机制和乙省的格局，各是怎么表述的？", ("甲省的机制", "乙省的格局")),
        ("企业和个人都可以申请吗？", ()),
    ],
)
def test_sides_of_a_comparison(text: str, sides: tuple[str, ...]) -> None:
    assert find_sides(text) == sides


@pytest.mark.parametrize(
    "text",
    [
        "你好",
        "您好！",
        "在吗",
        "hello",
        "早上好",
        "谢谢",
        "谢谢你啦",
        "好的，谢谢",
        "再见",
        "你是谁",
        "你好，你是谁",
        "你能做什么？",
        "讲个笑话",
        "今天天气怎么样",
        "帮我用Python写个排序",
        "？？？",
        "",
    ],
)
def test_small_talk(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize(
    "text",
    [
        "天然气价格怎么定",
        "你们省支持冷链吗",
        "谢绝参观的规定",
        "你好，请问到2025年要建成多少个国家质检中心？",
        "谢谢，那补贴呢",
        "hi, 民宿补助多少",
        "好评率是多少",
        "申请表要填统一社会信用代码吗",
        "天气预报由哪个部门发布",
        "故障代码2099由谁处置",
        "你是哪个部门",
    ],
)
def test_a_question_is_not_small_talk(text: str) -> None:
    assert not is_small_talk(text)


@pytest.mark.parametrize(
    "text, bare",
    [
        ("你好，请问补贴多少？", "请问补贴多少？"),
        ("您好！补贴多少", "补贴多少"),
        ("老师好，补贴多少", "补贴多少"),
        ("早上好，民宿奖励标准？", "民宿奖励标准？"),
        ("hi, 民宿补助多少", "民宿补助多少"),
        ("打扰一下，补贴多少", "补贴多少"),
        ("谢谢，那补贴呢", "那补贴呢"),
        ("太好了，谢谢！那补贴呢", "那补贴呢"),
        ("好的，那补贴呢", "那补贴呢"),
        ("补贴多少，谢谢", "补贴多少"),
        ("补贴多少？谢谢！", "补贴多少？"),
        ("你好，补贴多少？在线等，急", "补贴多少？"),
        ("你好", ""),
        ("谢谢，再见", ""),
        # the same characters where they are part of a question
        ("好评率是多少", "好评率是多少"),
        ("行政处罚由谁决定", "行政处罚由谁决定"),
        ("可以申请补贴吗", "可以申请补贴吗"),
        ("早餐店补贴多少", "早餐店补贴多少"),
        ("历史遗留问题怎么处理", "历史遗留问题怎么处理"),
    ],
)
def test_a_courtesy_around_a_question_is_left_out(text: str, bare: str) -> None:
    assert without_courtesy(text) == bare


@pytest.mark.parametrize(
    "text", ["感谢信由谁签发", "打扰居民休息怎么处罚", "收到申请后几日内答复", "辛苦费怎么发", "知道了违法事实怎么举报"]
)
def test_what_looks_like_a_courtesy_is_part_of_a_question(text: str) -> None:
    assert without_courtesy(text) == text


@pytest.mark.parametrize("text", ["早上好呀", "您好啊", "谢谢啦", "你好哇！"])
def test_a_greeting_ends_as_it_is_spoken(text: str) -> None:
    assert is_small_talk(text)


def test_all_are_greeted() -> None:
    assert without_courtesy("各位老师好，补贴多少") == "补贴多少"


@pytest.mark.parametrize("text, leans", [("那第十三条呢", True), ("它什么时候施行", True), ("著作权法第三条", False)])
def test_leaning_on_the_question_before(text: str, leans: bool) -> None:
    assert leans_on_history(text) == leans


def test_topic_leaves_the_words_of_asking_out() -> None:
    assert without_asking("请问养老机构要不要参加等级评定？") == "养老机构参加等级评定"
