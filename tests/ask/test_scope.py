"""Places, years and meetings that the quoted documents do not cover, over tests/data/qa: mingce/ask/scope.py."""

from collections.abc import Collection

import pytest

from mingce.ask.question import Question
from mingce.ask.scope import outside
from mingce.ask.search import Searcher
from mingce.datatypes import Answer
from tests.ask.towns import Towns

GRANT = "对首次评定为甲级、乙级、丙级的民宿，分别给予20万元、10万元、5万元一次性奖励。"
OTHER_GRANT = "对首次评定为甲级、乙级、丙级的民宿，分别给予15万元、8万元、3万元一次性奖励。"
QUOTED = {
    "清河民宿": GRANT,
    "白石民宿": OTHER_GRANT,
    "清河规划": "到2025年培育百亿级企业8家，规模以上工业企业达到1200家。",
    "质量意见": "制造业产品质量合格率达95.5%以上",
    "反洗钱法2024": "金融机构应当按照规定建立客户尽职调查制度。",
    "政治局会议": "推动长江经济带高质量发展，根本上依赖于长江流域高质量的生态环境。",
    "集体学习": "法律是社会生活、国家治理的准绳。",
}


def reason(towns: Towns, question: str, *names: str) -> str:
    """Why the quotes of these documents cannot answer the question."""
    citations = [towns.cite(name, QUOTED[name]) for name in names]
    return outside(towns.searcher.contents, towns.read(question), citations)


# Question, documents that were quoted, what is not covered
OUTSIDE = [
    # another town
    ("深圳市甲级民宿奖励多少", ["清河民宿"], "深圳"),
    ("深圳的甲级民宿奖励多少", ["清河民宿", "白石民宿"], "深圳"),
    ("青山县的民宿奖励多少", ["清河民宿"], "青山县"),
    ("白石市的甲级奖励是多少", ["清河民宿"], "白石市"),
    ("清河市的甲级奖励是多少", ["白石民宿"], "清河市"),
    ("请问红旗镇的民宿奖励", ["清河民宿"], "红旗镇"),
    ("湖北省制造业产品质量合格率要达到多少", ["质量意见"], "湖北"),
    ("武汉的制造业产品质量合格率要达到多少", ["质量意见"], "武汉"),
    # another year
    ("2031年清河市规模以上工业企业达到多少家", ["清河规划"], "2031年"),
    ("2035年甲级民宿的奖励是多少", ["清河民宿"], "2035年"),
    # another meeting
    ("第五次集体学习讲了什么", ["集体学习"], "第五次"),
    ("第三批名单有哪些企业", ["质量意见"], "第三批"),
    ("中央经济工作会议对涉外法治是怎么说的", ["集体学习"], "中央经济工作会议"),
]


@pytest.mark.parametrize("question, names, says", OUTSIDE)
def test_what_the_quotes_do_not_cover_is_named(towns: Towns, question: str, names: list[str], says: str) -> None:
    said = reason(towns, question, *names)
    assert says in said and said.startswith("已收录的文件") and said.endswith("。")


INSIDE = [
    ("清河市的甲级奖励是多少", ["清河民宿"]),
    ("清河的民宿奖励", ["清河民宿"]),
    ("白石市的甲级奖励是多少", ["白石民宿"]),
    ("白石市的甲级奖励是多少", ["清河民宿", "白石民宿"]),  # one of them speaks of it
    ("全市甲级民宿奖励多少", ["清河民宿"]),  # no name of a place
    ("本市民宿怎么申请奖励", ["清河民宿"]),
    ("我是湖北的，在清河市开民宿有奖励吗", ["清河民宿"]),
    ("河南省制造业产品质量合格率要达到多少", ["质量意见"]),
    ("深圳的银行要做客户尽职调查吗", ["反洗钱法2024"]),  # what holds in the whole country
    ("2025年清河市规模以上工业企业达到多少家", ["清河规划"]),
    ("2023年清河市的甲级奖励是多少", ["清河民宿"]),  # the year it was issued
    ("2024年清河市的规划目标", ["清河规划"]),  # within 十四五
    ("第十次集体学习讲了什么", ["集体学习"]),
    ("中央政治局会议对长江经济带是怎么说的", ["政治局会议"]),
    ("甲级民宿奖励多少钱", ["清河民宿"]),
]


@pytest.mark.parametrize("question, names", INSIDE)
def test_what_the_quotes_cover_is_answered(towns: Towns, question: str, names: list[str]) -> None:
    assert reason(towns, question, *names) == ""


def test_without_quotes_nothing_is_outside(towns: Towns) -> None:
    assert outside(towns.searcher.contents, towns.read("深圳市甲级民宿奖励多少"), ()) == ""


def test_an_answer_of_another_town_is_withdrawn(towns: Towns, monkeypatch: pytest.MonkeyPatch) -> None:
    """What search found for one town does not answer for another: nothing is quoted, and the town is named."""
    citation = towns.cite("清河民宿", GRANT)

    def found(searcher: Searcher, question: Question, doc_ids: Collection[str] = ()) -> Answer:
        return Answer(question.raw, True, f"{citation.quote}[1]", 0.9, (citation,), reason="所引句子写有所问的金额")

    monkeypatch.setattr("mingce.ask.answer.passage", found)
    answer = towns.ask("深圳评上甲级的民宿能拿多少奖励")
    assert not answer.found and answer.citations == () and answer.reason == ""
    assert (
        "深圳" in answer.text
        and "20万元" not in answer.text
        and f"{len(towns.searcher.contents.documents)} 份文件" in answer.text
    )
    assert answer.confidence <= 0.1
    own = towns.ask("清河评上甲级的民宿能拿多少奖励")
    assert own.found and GRANT in own.text


@pytest.mark.parametrize(
    "question, names, says",
    [
        ("青山市民宿奖励多少", ["清河民宿"], "青山市"),
        ("白石市民宿的甲级奖励是多少", ["清河民宿"], "白石市"),
    ],
)
def test_what_is_right_and_not_done_yet(towns: Towns, question: str, names: list[str], says: str) -> None:
    assert says in reason(towns, question, *names)
