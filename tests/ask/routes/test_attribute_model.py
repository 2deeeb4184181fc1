"""The trained model of questions for a document's own attributes: mingce/ask/routes/attribute_model.py.

The questions here are not those that it was trained on: training/questions/attributes*.jsonl.
"""

import json
import math
from pathlib import Path

import pytest

from mingce.ask.routes.attribute_model import AttributeModel, attribute_model, runs
from mingce.ask.routes.metadata import LIKELY, NAMES, SURE

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
NOT_ASKED = [
    "□对民宿补助是怎么规定的",
    "□里甲级民宿奖励多少钱",
    "按□，企业要提交哪些材料",
    "□要求谁来牵头联席会议",
    "申报时间是几月几号",
    "占用人行道要罚多少",
    "□第三条",
]


@pytest.mark.parametrize("question, name", ASKED)
def test_questions_for_attributes_are_told_with_the_attribute(question: str, name: str) -> None:
    model = attribute_model()
    assert model.asks(question) >= SURE
    assert model.which(question)[0] == name


@pytest.mark.parametrize("question", NOT_ASKED)
def test_questions_for_what_the_text_says_are_told_apart(question: str) -> None:
    assert attribute_model().asks(question) < SURE


def test_these_questions_are_none_of_those_it_was_trained_on() -> None:
    trained = "".join(path.read_text(encoding="utf-8") for path in TRAINING.glob("attributes*.jsonl"))
    assert trained and not [text for text in (*(q for q, _ in ASKED), *NOT_ASKED[:-1]) if text in trained]


def test_every_attribute_can_be_said() -> None:
    assert set(attribute_model().names) <= set(NAMES)
    assert 0.5 < LIKELY < 1 and 0.5 < SURE < 1


def test_probabilities_follow_from_the_weights() -> None:
    """Two runs: 文 (2 for asking, 1 for the first attribute) and 号 (1 and, for the second, 3)."""
    model = AttributeModel(("issuer", "number"), {"文": (2.0, 1.0, 0.0), "号": (1.0, 0.0, 3.0)}, (-1.0, 0.0, 0.0))
    assert model.asks("文号") == pytest.approx(1 / (1 + math.exp(-2)))
    name, probability = model.which("文号")
    assert name == "number" and probability == pytest.approx(math.exp(3) / (math.exp(3) + math.exp(1)))
    assert model.asks("民宿") == pytest.approx(1 / (1 + math.exp(1)))  # nothing that it knows: the bias alone


def test_marks_and_digits_make_no_difference() -> None:
    assert runs("第12号，文件？") == runs("第34号文件")
    assert max(map(len, runs("清河市民宿措施"))) == 4


def test_each_weight_has_a_number_for_asking_and_one_for_each_attribute() -> None:
    from importlib.resources import files

    values = json.loads((files("mingce") / "data" / "attributes.json").read_text(encoding="utf-8"))
    assert {len(row) for row in values["weights"].values()} == {1 + len(values["names"])}
    assert len(values["bias"]) == 1 + len(values["names"])
