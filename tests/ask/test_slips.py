import pytest

from mingce.ask.slips import Slips
from mingce.index import Index
from mingce.store.terms import Segmenter

WORDS = ("质检中心", "冷链", "物流", "承诺", "养老机构")
TEXT = "国家质检中心、冷链物流基地、承诺达标合格证、养老机构评定"


@pytest.fixture
def slips() -> Slips:
    return Slips(WORDS, lambda pair: pair in TEXT, Segmenter(WORDS).cut)


@pytest.mark.parametrize(
    "text, corrections",
    [
        ("质捡中心要建几个", {"质捡中心": "质检中心"}),
        ("冷连物流", {"冷连": "冷链"}),
        ("成诺书", {"成诺": "承诺"}),
        ("养老机够", {"养老机够": "养老机构"}),
        ("小企业搞质检中心", {}),  # an unknown pair, but between words
        ("冷链物流", {}),  # nothing is wrong
        ("火星移民", {}),  # unknown, and sounds like nothing
        ("ＡＢ 12", {}),
    ],
)
def test_corrections(slips: Slips, text: str, corrections: dict[str, str]) -> None:
    assert slips.corrections(text) == corrections


@pytest.mark.parametrize(
    "question, found",
    [
        ("国家质捡中心要建成多少个", "30个以上"),
        ("冷连物流基地在哪些地方", "郑州"),
        ("成诺达标和格证", "承诺达标合格证"),
    ],
)
def test_a_question_with_slips_is_answered(sample_index: Index, question: str, found: str) -> None:
    assert found in sample_index.ask(question).text


@pytest.mark.parametrize(
    "text, characters",
    [
        ("zhijian zhongxin duoshao", "质检中心多少"),
        ("lenglian wuliu shi shenme？", "冷链物流是什么"),
        ("yanglaojigou tiaojian", "养老机构条件"),
        ("what is this", "what is this"),
        ("GDP", "GDP"),
        ("shenme tiaojian", "shenme tiaojian"),  # says nothing of the corpus
        ("质检中心 duoshao", "质检中心 duoshao"),
    ],
)
def test_a_question_in_pinyin_is_read_in_characters(slips: Slips, text: str, characters: str) -> None:
    assert slips.in_characters(text) == characters
