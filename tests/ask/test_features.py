import numpy as np
import pytest

from mingce.ask.evidence import ALONE, LEAD_NAMES, READ, Linear, answer_model, right_model, sentence_model, threshold
from mingce.ask.features import NAMES, READING_NAMES, Topic, focus_coverage, longest_common
from mingce.ask.question import understand


def test_the_shipped_weights_are_for_these_features() -> None:
    for weights, names in ((ALONE, NAMES), (READ, (*NAMES, *READING_NAMES))):
        assert sentence_model(weights).names == names
        assert answer_model(weights).names == right_model(weights).names == (*names, *LEAD_NAMES)
        assert 0 < threshold(weights) < 0.5


def test_linear_by_hand() -> None:
    model = Linear(("a", "b"), np.array([1.0, 0.0]), np.array([2.0, 1.0]), np.array([3.0, -1.0]), 0.5)
    # (3 - 1) / 2 * 3 + 4 * -1 + 0.5 = -0.5
    assert model.logits(np.array([[3.0, 4.0]])) == pytest.approx([-0.5])


def test_features_of_another_number_are_refused() -> None:
    model = Linear(("a",), np.zeros(1), np.ones(1), np.ones(1), 0.0)
    with pytest.raises(ValueError, match="2 features for 1 weights"):
        model.logits(np.zeros((1, 2)))


def test_coverage_weighs_words_by_rarity_and_counts_counterparts() -> None:
    topic = Topic({"湿地": 3.0, "企业": 1.0}, {})
    assert topic.coverage("鼓励企业参与") == pytest.approx(0.25)
    assert topic.coverage("湿地企业") == 1.0
    with_lexicon = Topic({"山寨": 2.0}, {"山寨": ("仿冒", "假冒")})
    assert with_lexicon.coverage("打击仿冒行为") == pytest.approx(0.8)


def test_focus_coverage_is_half_where_nothing_is_asked_for() -> None:
    assert focus_coverage(understand("智能建造"), "智能建造") == 0.5
    assert focus_coverage(understand("坚持什么样的工作机制"), "建立工作机制") == 1.0


@pytest.mark.parametrize("a, b, length", [("abcd", "xbcy", 2), ("", "a", 0), ("质量奖", "质量奖励", 3)])
def test_longest_common(a: str, b: str, length: int) -> None:
    assert longest_common(a, b) == length
