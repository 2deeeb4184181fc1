"""What is understood of a question as a whole: mingce/ask/question.py."""

import dataclasses

import pytest

from mingce.ask.question import understand
from mingce.ask.vocabulary import CorpusVocabulary
from mingce.errors import UserError
from mingce.index import Index


def test_traditional_and_full_width_become_simplified_and_half_width() -> None:
    assert understand("２０２５年質量強省的目標？").text == "2025年质量强省的目标？"


@pytest.mark.parametrize("text", ["", "   ", "\n\t　"])
def test_empty_question_is_a_users_mistake(text: str) -> None:
    with pytest.raises(UserError, match="问题是空的"):
        understand(text)


def test_long_question_is_a_users_mistake_that_names_its_length() -> None:
    with pytest.raises(UserError, match="100000 个字"):
        understand("质" * 100_000)


HISTORY = [{"role": "user", "content": "到2025年合格率目标是多少？"}, {"role": "assistant", "content": "98%以上。"}]


@pytest.mark.parametrize(
    "text, leans",
    [
        ("那2035年呢？", True),
        ("那食品的呢？", True),
        ("它由谁负责？", True),
        ("其中哪些是企业要做的？", True),
        ("重大事项要向谁报告？", False),  # complete in itself
    ],
)
def test_a_follow_up_takes_the_question_before(text: str, leans: bool) -> None:
    question = understand(text, HISTORY)
    assert question.context == (HISTORY[0]["content"] if leans else "")


def test_history_without_user_turns_is_no_context() -> None:
    assert understand("那2035年呢？", [{"role": "assistant", "content": "好"}]).context == ""


@pytest.mark.parametrize("text", ["你好，补贴多少", "补贴多少，谢谢！", "谢谢，补贴多少"])
def test_a_courtesy_around_a_question_is_no_part_of_it(text: str) -> None:
    question = understand(text)
    assert not question.is_small_talk
    assert (question.raw, question.text, question.plain) == (text, "补贴多少", "补贴多少")


def test_thanks_before_a_follow_up_do_not_hide_it() -> None:
    question = understand("谢谢，那补贴呢", HISTORY)
    assert (question.text, question.context) == ("那补贴呢", HISTORY[0]["content"])
    assert not understand("谢谢，那补贴呢").is_small_talk


@pytest.mark.parametrize("text", ["你好", "谢谢", "你是谁", "？？"])
def test_small_talk_is_small_talk_in_a_conversation_too(text: str) -> None:
    assert understand(text).is_small_talk and understand(text, HISTORY).is_small_talk


def test_earlier_questions_are_kept_oldest_first() -> None:
    turns = [*HISTORY, {"role": "user", "content": "那２０３５年呢？"}, {"role": "assistant", "content": "没有写明。"}]
    assert understand("它由谁负责", turns).history == ("到2025年合格率目标是多少？", "那2035年呢？")


def test_slips_are_put_right_in_the_text_and_kept_where_names_are_read(sample_index: Index) -> None:
    question = understand("国家质捡中心要建几个", vocabulary=CorpusVocabulary(sample_index.contents))
    assert "质检中心" in question.text and question.plain == "国家质捡中心要建几个"


def test_the_words_of_the_corpus_are_understood_once(sample_index: Index) -> None:
    vocabulary = CorpusVocabulary(sample_index.contents)
    question = understand("国家质捡中心要建几个，山寨货谁来管", vocabulary=vocabulary)
    assert question.raw == "国家质捡中心要建几个，山寨货谁来管"
    assert (
        "质检中心" in question.text and "质检中心" in question.topic.text
    )  # what was typed wrong is put right everywhere
    assert "仿冒" in question.topic.counterparts["山寨"]
    assert question.terms["w:质检"] == 1.0 and 0 < question.terms["w:仿冒"] < 1
    assert question.wordings[0] == question.text and len(question.wordings) == 2
    assert all(rarity > 0 for rarity in question.topic.words.values())


def test_parts_lean_on_the_whole_and_sides_stand_alone() -> None:
    whole = understand("首要责任在谁？施工单位承担什么责任？")
    assert [part.text for part in whole.parts] == ["首要责任在谁", "施工单位承担什么责任"]
    assert {part.context for part in whole.parts} == {whole.text}
    compared = understand("豫东和豫北的定位有什么不同？")
    assert compared.sides == ("豫东", "豫北")
    assert [side.focus for side in compared.parts] == [("豫东",), ("豫北",)]
    assert {side.context for side in compared.parts} == {""}


def test_each_side_of_a_comparison_has_its_own_constraints() -> None:
    """河南 constrains the second side only."""
    sides = understand("对比一下：长江经济带的工作机制和河南质量工作格局，各是怎么表述的？").parts
    assert [side.constraints.regions for side in sides] == [(), ("河南",)]
    assert sides[0].focus == ("工作机制",)


def test_a_question_cannot_be_changed_afterwards() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        understand("湿地").text = "河湖"  # type: ignore[misc]


def test_a_rewording_is_searched_beside_the_original() -> None:
    question = understand("厂子怎么拿补贴", reword=lambda text: f"{text}（企业申请补贴）")
    assert "厂子怎么拿补贴（企业申请补贴）" in question.wordings and question.wordings[0] == "厂子怎么拿补贴"
