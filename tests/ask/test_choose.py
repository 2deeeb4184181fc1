from pathlib import Path

import numpy as np
import pytest

from mingce.ask.choose import Quote, nearly_best, not_listed, with_whole_list, without_repeats
from mingce.ask.evidence import Evidence
from mingce.ask.question import understand
from mingce.documents.build import build
from mingce.store.folder import open_contents


def quote(row: int, score: float) -> Quote:
    return Quote(row, 0, score, ())


def test_the_first_of_a_sentence_is_kept_in_its_place() -> None:
    """The best quote of the whole stays first where a part brings the same sentence again."""
    whole, part = [quote(7, 3.0), quote(5, 2.5)], [quote(7, 1.0), quote(9, 0.5)]
    assert without_repeats([*whole, *part]) == [quote(7, 3.0), quote(5, 2.5), quote(9, 0.5)]


def evidence(scores: list[float], sections: list[int], focus: list[float], heading: list[float]) -> Evidence:
    none = np.zeros(len(scores))
    columns = {"focus": np.array(focus), "heading": np.array(heading)}
    columns |= {"failed": none, "failed_firm": none, "lacks_value": none}
    return Evidence(np.arange(len(scores)), np.array(sections), columns, np.array(scores), ((),) * len(scores))


@pytest.mark.parametrize(
    "sections, focus, heading, chosen",
    [
        ([4, 4, 4], [0.0, 0.0, 0.5], [0.0] * 3, [0, 1]),  # nobody holds the noun whole
        ([4, 4, 4], [0.0, 0.0, 1.0], [0.0] * 3, [2, 0, 1]),  # the one that does leads
        ([4, 4, 6], [0.0, 0.0, 1.0], [0.0] * 3, [0, 1]),  # in another section it does not
        ([4, 4, 4], [0.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0, 1]),  # nor as a heading
    ],
)
def test_the_sentence_that_holds_the_asked_noun_leads(
    sections: list[int], focus: list[float], heading: list[float], chosen: list[int]
) -> None:
    question = understand("坚持什么样的工作机制")
    assert question.focus == ("工作机制",)
    assert nearly_best(question, evidence([3.0, 2.0, 0.0], sections, focus, heading)) == chosen


MARKET = """临江市集市管理办法
第一条 有下列情形之一的，停止发放摊位补贴：
（一）摊主去世；
（二）摊位转让；
（三）摊主自愿放弃。
第二条 补贴按月发放。
"""


@pytest.mark.parametrize(
    "question, quoted, wholes",
    [
        ("哪几种情况会停发摊位补贴", "转让", 4),  # the item with its whole list
        ("停发补贴的三种情形", "转让", 4),  # as many as the question says
        ("停发补贴的五种情形", "转让", 1),
        ("摊位转让了还发补贴吗", "转让", 1),  # one item is asked for
        ("哪些情况按月发放补贴", "按月", 1),  # no list holds it
    ],
)
def test_a_whole_list_or_one_item(tmp_path: Path, encoder, question: str, quoted: str, wholes: int) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "临江市集市管理办法.txt").write_text(MARKET, encoding="utf-8")
    build(tmp_path / "texts", tmp_path / "index", encoder)
    contents = open_contents(tmp_path / "index")[1]
    row = next(row for row in range(len(contents.sentences)) if quoted in contents.sentence_text(row))
    best = Quote(row, int(contents.owner[row]), 1.0, ())
    whole = with_whole_list(contents, understand(question), [best])
    assert len(whole) == wholes
    assert not_listed(contents, understand("哪几类车辆能免收摊位费"), whole) == "车辆"
    assert not_listed(contents, understand("哪些车辆的摊位要收费，有吗"), []) == "车辆"
    assert not_listed(contents, understand(question), whole) == ""
