"""Answers that quote what is no longer in force say so, over tests/data/qa: mingce/ask/standing.py.

On 2026-11-28 the measures of both towns have run out (清河 on 2026-06-30, 白石 on 2025-09-30).
"""

from dataclasses import replace
from datetime import date

import pytest

from mingce.ask.search import Searcher
from mingce.ask.standing import with_standing
from mingce.datatypes import Answer
from tests.ask.towns import Towns

RIVER = "清河市促进民宿产业发展若干措施"
STONE = "白石市促进民宿产业发展若干措施"


def notes(answer: Answer) -> list[str]:
    return [line for line in answer.text.split("\n") if line.startswith("提示：")]


# Whatever is asked of an expired measure: units, counts, headings, its own attributes, what it is about
ASKED_OF_EXPIRED = [
    "清河市民宿措施第二部分",
    "清河市民宿措施二、（二）",
    "清河市民宿措施有几个部分",
    "清河市民宿措施的支持政策有几项",
    "清河市民宿措施“申报程序”后面那一部分是什么",
    "清河市民宿措施是谁发的",
    "清河市民宿措施什么时候施行",
    "清河市民宿措施有效期到什么时候",
    "清政办规〔2023〕5号是什么文件",
    "清政办规〔2023〕5号讲了什么",
    "总结一下清河市民宿措施",
]


@pytest.mark.parametrize("question", ASKED_OF_EXPIRED)
def test_every_answer_that_quotes_an_expired_measure_says_so(towns: Towns, question: str) -> None:
    answer = towns.ask(question)
    assert answer.found
    assert len(notes(answer)) == 1
    assert RIVER in notes(answer)[0] and "有效期至2026-06-30，已经届满" in notes(answer)[0]


def test_each_document_has_its_own_line(towns: Towns) -> None:
    citations = [towns.cite("清河民宿", "单家最高10万元"), towns.cite("白石民宿", "单家最高6万元")]
    answer = Answer("民宿补助", True, "单家最高10万元[1]\n单家最高6万元[2]", 0.9, tuple(citations))
    assert notes(with_standing(towns.searcher, answer)) == [
        f"提示：《清河市人民政府办公室关于印发《{RIVER}》的通知》有效期至2026-06-30，已经届满。",
        f"提示：《白石市人民政府办公室关于印发《{STONE}》的通知》有效期至2025-09-30，已经届满。",
    ]


@pytest.mark.parametrize(
    "question", ["清河市燃气管理办法第二条", "清河市燃气管理办法有几条", "清科规〔2020〕3号第二条"]
)
def test_an_answer_that_quotes_a_repealed_document_says_so(towns: Towns, question: str) -> None:
    found = notes(towns.ask(question))
    assert len(found) == 1 and "已废止" in found[0]


@pytest.mark.parametrize(
    "question", ["著作权法第三条", "反洗钱法第三条", "清河市科技创新券管理办法第二条", "清河市城市容貌管理办法第四条"]
)
def test_of_what_is_in_force_nothing_is_said(towns: Towns, question: str) -> None:
    answer = towns.ask(question)
    assert answer.found and notes(answer) == []


def test_a_refusal_says_nothing_of_it(towns: Towns) -> None:
    answer = towns.ask("清河市民宿措施第六部分")
    assert not answer.found and notes(answer) == []


@pytest.mark.parametrize(
    "day, is_over", [("2023-06-30", True), ("2023-07-01", False), ("2026-06-30", False), ("2026-07-01", True)]
)
def test_it_holds_from_its_first_day_to_its_last(town_searcher: Searcher, day: str, is_over: bool) -> None:
    searcher = Searcher(town_searcher.contents, town_searcher.encoder, today=date.fromisoformat(day))
    towns = Towns(searcher)
    citation = towns.cite("清河民宿", "单家最高10万元")
    answer = with_standing(searcher, Answer("补助", True, "单家最高10万元[1]", 0.9, (citation,)))
    assert bool(notes(answer)) == is_over


def test_nothing_else_of_an_answer_changes(towns: Towns) -> None:
    citation = towns.cite("清河民宿", "单家最高10万元")
    answer = Answer("补助", True, "单家最高10万元[1]", 0.9, (citation,), reason="别处没有更贴近的说法")
    told = with_standing(towns.searcher, answer)
    assert told.text.startswith(answer.text + "\n")
    assert replace(told, text=answer.text) == answer


@pytest.mark.parametrize("question", ["清河市供热管理办法第二条", "清河市供水管理办法第三条"])
def test_what_a_list_repeals_is_repealed(towns: Towns, question: str) -> None:
    assert any("已废止" in note for note in notes(towns.ask(question)))
