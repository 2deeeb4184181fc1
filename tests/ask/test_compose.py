import pytest

from mingce.ask.checks import Check
from mingce.ask.choose import Quote
from mingce.ask.compose import missing_parts, reason_for
from mingce.ask.question import understand


@pytest.mark.parametrize(
    "lead, confidence, said",
    [
        (0.1, 0.9, "别处也有相近的说法"),
        (5.0, 0.9, "别处没有更贴近的说法"),
        (5.0, 0.2, "没有找到更直接的句子"),
    ],
)
def test_a_rival_elsewhere_is_told(lead: float, confidence: float, said: str) -> None:
    question = understand("河湖保护得怎么样")
    quote = Quote(0, 0, 1.0, ())
    assert reason_for(question, "保护水质。", quote, confidence, lead, False) == said


def test_a_failed_check_comes_first() -> None:
    question = understand("2024年河湖水质达标率是多少")
    quote = Quote(0, 0, 1.0, (Check("year", False, "没有写2024年的情况"),))
    assert reason_for(question, "达标率为95%。", quote, 0.4, 5.0, False).startswith("所引句子没有写2024年的情况；")


def test_parts_left_open_are_named_unless_all_are() -> None:
    question = understand("首要责任在谁？施工单位承担什么责任？")
    first, second = (part.text for part in question.parts)
    assert missing_parts(question, []) == [] == missing_parts(question, [first, second])
    assert missing_parts(question, [second]) == ["文件没有写明：施工单位承担什么责任。"]
