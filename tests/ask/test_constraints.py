import pytest

from mingce.ask.constraints import Constraints, read_constraints


@pytest.mark.parametrize(
    "text, constraints",
    [
        (
            "湖北省2030年第九次会议讲《条例》和“双随机”的内容是什么？",
            Constraints(("湖北",), ("2030",), ("第九次",), ("条例",), ("双随机",)),
        ),
        ("我是香港的公司，能申请吗", Constraints()),  # where the asker comes from binds no answer
        ("河南和湖北、河南", Constraints(regions=("河南", "湖北"))),
    ],
)
def test_constraints(text: str, constraints: Constraints) -> None:
    assert read_constraints(text) == constraints
