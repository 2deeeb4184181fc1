"""Greetings, thanks, and questions to the tool itself: mingce/ask/routes/talk.py."""

import pytest

from mingce.ask.compose import NOT_FOUND
from tests.ask.towns import CORPUS, Towns, quotes

ALL = len(list(CORPUS.iterdir()))


@pytest.mark.parametrize(
    "text, says",
    [
        ("你好", "你好"),
        ("您好！", "你好"),
        ("在吗", "你好"),
        ("早上好", "你好"),
        ("hi", "你好"),
        ("谢谢", "不客气"),
        ("谢谢你！", "不客气"),
        ("太好了，谢谢", "不客气"),
        ("明白了", "不客气"),
        ("再见", "再见"),
        ("谢谢，再见", "再见"),
        ("你是谁", "明策"),
        ("你叫什么名字", "明策"),
        ("你能做什么", "按条款号找原文"),
        ("你会做什么？", "按条款号找原文"),
        ("你好，你能做什么", "按条款号找原文"),
        ("讲个笑话", "做不了"),
        ("今天天气怎么样", "做不了"),
        ("现在几点了", "做不了"),
        ("写一首诗", "做不了"),
        ("？？？", "没有要查的内容"),
        ("……", "没有要查的内容"),
    ],
)
def test_talk_is_answered_in_a_sentence_without_a_quote(towns: Towns, text: str, says: str) -> None:
    answer = towns.ask(text)
    assert answer.route == "talk" and not answer.found and answer.citations == ()
    assert says in answer.text


@pytest.mark.parametrize("text", ["你好", "你是谁"])
def test_it_tells_on_how_many_documents_it_rests(towns: Towns, text: str) -> None:
    assert f"{ALL} 份文件" in towns.ask(text).text


def test_talk_in_a_conversation_is_talk(towns: Towns) -> None:
    assert towns.ask("谢谢", "反洗钱法第三条").route == "talk"
    assert towns.ask("好的，明白了", "反洗钱法第三条").route == "talk"


@pytest.mark.parametrize(
    "text",
    [
        "你好，反洗钱法第三条",
        "您好！请问反洗钱法第三条",
        "早上好，反洗钱法第三条？",
        "hi, 反洗钱法第三条",
        "打扰一下，反洗钱法第三条",
        "谢谢，反洗钱法第三条",
        "反洗钱法第三条，谢谢！",
        "你好 反洗钱法第三条 谢谢",
        "麻烦您，反洗钱法第三条，多谢了",
        "在吗？反洗钱法第三条",
    ],
)
def test_a_courtesy_around_a_question_is_dropped_and_the_question_answered(towns: Towns, text: str) -> None:
    assert quotes(towns.ask(text)) == [towns.between("反洗钱法2024", "第三条", "第四条")]


@pytest.mark.parametrize(
    "text",
    [
        # a courtesy, then a question that search answers
        "你好，请问到2025年要建成多少个国家质检中心？",
        "您好，清河市民宿的甲级奖励是多少",
        "早上好，清河市民宿奖励标准？",
        "hi, 民宿补助多少",
        "谢谢，那补贴呢",
        "谢谢，那申报时间是什么时候",
        # words of talk that are part of the question
        "申请表要填统一社会信用代码吗",
        "天气预报由哪个部门发布",
        "故障代码2099由谁处置",
        "好评率是多少",
        "谢绝参观的规定",
        "感谢信由谁签发",
        "早餐店可以占道经营吗",
        "再见习期满后怎么考核",
        "行政处罚由谁决定",
        "笑话他人要处罚吗",
        "写代码的人有补贴吗",
    ],
)
def test_a_question_is_not_talk(towns: Towns, text: str) -> None:
    answer = towns.ask(text)
    assert answer.route != "talk" and not towns.read(text).is_small_talk


def test_a_follow_up_behind_thanks_is_of_the_talk_before(towns: Towns) -> None:
    answer = towns.ask("谢谢，那申报时间呢", "清河市民宿措施第三部分")
    assert answer.route != "talk"
    assert quotes(towns.ask("谢谢，那第四条呢", "反洗钱法第三条")) == [
        towns.between("反洗钱法2024", "第四条", "第五条")
    ]
    assert NOT_FOUND not in towns.ask("谢谢", "反洗钱法第三条").text
