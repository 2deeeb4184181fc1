import pytest

from mingce.ask.topic import Topic


def test_coverage_weighs_words_by_rarity_and_counts_counterparts() -> None:
    topic = Topic("", {"湿地": 3.0, "企业": 1.0})
    assert topic.coverage("鼓励企业参与") == pytest.approx(0.25)
    assert topic.coverage("湿地企业") == 1.0
    assert Topic("", {"山寨": 2.0}, {"山寨": ("仿冒", "假冒")}).coverage("打击仿冒行为") == pytest.approx(0.8)
    assert Topic().coverage("湿地") == 0.0


def test_key_is_the_rarest_word() -> None:
    topic = Topic("", {"湿地": 3.0, "企业": 1.0})
    assert (topic.key("保护湿地"), topic.key("鼓励企业"), Topic().key("湿地")) == (1.0, 0.0, 0.5)
