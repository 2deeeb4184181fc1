"""Two things that a question sets side by side, and the question of each: mingce/ask/pairs.py."""

import pytest

from mingce.ask.pairs import pair


@pytest.mark.parametrize(
    "text, things",
    [
        ("Ⅰ级响应和Ⅲ级响应由谁启动", ("Ⅰ级响应", "Ⅲ级响应")),
        ("生产许可证与经营许可证的受理机关有何区别", ("生产许可证", "经营许可证")),
        ("在院内停车，跟在院外停车，两种处罚有啥不同", ("在院内停车", "在院外停车")),
        ("民宿和酒店分别奖多少", ("民宿", "酒店")),
    ],
)
def test_things(text: str, things: tuple[str, str]) -> None:
    found = pair(text)
    assert found is not None and found.things == things


@pytest.mark.parametrize("text", ["第一条和第二条有什么区别", "湿地的保护和利用", "补贴多少钱"])
def test_no_two_things(text: str) -> None:
    assert pair(text) is None


def test_each_is_asked_the_same() -> None:
    found = pair("补贴对象甲类对象和乙类对象有什么不一样")
    assert found is not None and found.asks(found.things[1], "") == "乙类对象有哪些"
    assert found.asks("乱停车", "处罚") == "乱停车怎么处罚"
