"""The trained model of questions for a document's own attributes: mingce/ask/routes/attribute_model.py.

The questions here are not those that it was trained on: training/questions/attributes*.jsonl.
"""

import json
import math
from pathlib import Path

import pytest

from mingce.ask.routes.attribute_model import AttributeModel, asked_for, attribute_model, runs
from mingce.ask.routes.metadata import LIKELY
from mingce.ask.routes.metadata_question import NAMES

TRAINING = Path(__file__).resolve().parents[3] / "training" / "questions"

# Far from the words of the table of patterns
ASKED = [
    ("我们单位要归档，□到底是哪家发的来着", "issuer"),
    ("想引用□，正式的发文字号怎么写", "number"),
    ("写材料要注明日子，□是哪天印出来的", "date"),
    ("我们想知道□到底是从哪一天起开始实行的", "effective"),
    ("□现在还能拿来用吗，会不会已经作废了", "status"),
    ("□能用到哪一年为止", "expires"),
]


@pytest.mark.parametrize("question, name", ASKED)
def test_the_attribute_is_told(question: str, name: str) -> None:
    assert attribute_model().which(question)[0] == name


@pytest.mark.parametrize(
    "question, by_words, names",
    [
        ("□ 通过 批准 施行 三个日期", ("date",), {"enacted", "effective", "date"}),
        ("□谁作的报告、啥时候", ("date",), {"speaker", "date"}),
        ("新的□出来之后哪部老法规就不用了", (), {"repeals"}),
        ("获奖的10位都是谁", (), set()),
        ("□里禁止燃放的时间段", (), set()),
        ("常委会会议多久开一次", (), set()),
    ],
)
def test_several_attributes_or_none(question: str, by_words: tuple[str, ...], names: set[str]) -> None:
    assert set(asked_for(question, by_words)) == names


def test_these_questions_are_none_of_those_it_was_trained_on() -> None:
    trained = "".join(path.read_text(encoding="utf-8") for path in TRAINING.glob("attributes*.jsonl"))
    assert trained and not [text for text, _ in ASKED if text in trained]


def test_every_attribute_can_be_said() -> None:
    assert set(attribute_model().names) <= set(NAMES)
    assert 0.5 < LIKELY < 1


def test_probabilities_follow_from_the_weights() -> None:
    """Two runs: 文 (1 for the first attribute) and 号 (3 for the second)."""
    model = AttributeModel(("issuer", "number"), {"文": (1.0, 0.0), "号": (0.0, 3.0)}, (0.0, 0.0))
    name, probability = model.which("文号")
    assert name == "number" and probability == pytest.approx(1 / (1 + math.exp(-3)))
    assert model.which("民宿")[1] == pytest.approx(0.5)  # nothing that it knows: the bias alone


def test_marks_and_digits_make_no_difference() -> None:
    assert runs("第12号，文件？") == runs("第34号文件")
    assert max(map(len, runs("清河市民宿措施"))) == 4


def test_each_weight_has_a_number_for_each_attribute() -> None:
    from importlib.resources import files

    values = json.loads((files("mingce") / "data" / "attributes.json").read_text(encoding="utf-8"))
    assert {len(row) for row in values["weights"].values()} == {len(values["names"])}
    assert len(values["bias"]) == len(values["names"])
