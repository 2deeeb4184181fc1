"""The table of examples for mingce/ask/phrasing.py."""

import pytest

from mingce.ask.phrasing import find_focus, find_sides, is_small_talk, split_parts, without_asking


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


@pytest.mark.parametrize("text", ["你好", "在吗", "讲个笑话", "今天天气怎么样", "帮我用Python写个排序"])
def test_small_talk(text: str) -> None:
    assert is_small_talk(text)


@pytest.mark.parametrize("text", ["天然气价格怎么定", "你们省支持冷链吗", "谢绝参观的规定"])
def test_a_question_is_not_small_talk(text: str) -> None:
    assert not is_small_talk(text)


def test_topic_leaves_the_words_of_asking_out() -> None:
    assert without_asking("请问养老机构要不要参加等级评定？") == "养老机构参加等级评定"
