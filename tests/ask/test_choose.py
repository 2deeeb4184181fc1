import numpy as np
import pytest

from mingce.ask.choose import Quote, nearly_best, without_repeats
from mingce.ask.evidence import Evidence
from mingce.ask.question import understand


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
