import pytest

from mingce.ask.features import focus_coverage, longest_common
from mingce.ask.question import understand


def test_focus_coverage_is_half_where_nothing_is_asked_for() -> None:
    assert focus_coverage(understand("智能建造"), "智能建造") == 0.5
    assert focus_coverage(understand("坚持什么样的工作机制"), "建立工作机制") == 1.0


@pytest.mark.parametrize("a, b, length", [("abcd", "xbcy", 2), ("", "a", 0), ("质量奖", "质量奖励", 3)])
def test_longest_common(a: str, b: str, length: int) -> None:
    assert longest_common(a, b) == length
