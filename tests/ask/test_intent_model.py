"""What a question asks for: mingce/ask/intent_model.py. The questions here are not those that it was trained on."""

import json
from pathlib import Path

import numpy as np
import pytest

from mingce.ask.intent_model import OF_DOCUMENT, OF_TEXT, SURE, IntentModel, intent_model, runs

TRAINING = Path(__file__).resolve().parents[2] / "training" / "questions"
ASKED = [
    ("您好呀，忙着没", "greet"),
    ("您究竟是个人还是个程序", "who"),
    ("库里头拢共存了几篇材料", "corpus_count"),
    ("□拢共列了好多条措施", "count"),
    ("把□里头每一大块的标题报给我抄下来", "headings"),
    ("□第三章取的什么名", "name"),
    ("紧挨着这一章之后的那一章是啥", "next"),
    ("环评的要求搁在□的第几章", "where"),
    ("□通篇大致说的啥", "overview"),
    ("把□第二十一条一字不落念出来", "unit"),
    ("写材料要标出处，□的文号是啥", "attribute"),
    ("□里1200人这个数说的是哪件事", "meaning"),
    ("□同□在罚款上有啥不同", "compare"),
]
OF_THE_TEXT = [
    "在我们这开饭馆，油烟直排要罚好多钱",
    "外地户口的娃娃能不能就近上幼儿园",
    "企业研发费用能加计扣除多少",
    "老人住院能报销多大比例",
    "谁来牵头联席会议",
]


@pytest.mark.parametrize("question, intent", ASKED)
def test_what_is_asked_is_told(question: str, intent: str) -> None:
    found = intent_model().intent(question)
    assert (found.name, found.probability >= SURE) == (intent, True)


@pytest.mark.parametrize("question", OF_THE_TEXT)
def test_questions_for_what_the_text_says_are_left_to_search(question: str) -> None:
    found = intent_model().intent(question)
    assert found.name in OF_TEXT or found.probability < SURE


def test_these_questions_are_none_of_those_it_was_trained_on() -> None:
    trained = {
        json.loads(line)["question"]
        for name in ("intents", "attributes", "attributes_more", "attributes_others")
        for line in (TRAINING / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    }
    assert trained and not trained & {*(q for q, _ in ASKED), *OF_THE_TEXT}


def test_every_intent_of_the_wordings_is_known() -> None:
    lines = (TRAINING / "intents.jsonl").read_text(encoding="utf-8").splitlines()
    assert set(intent_model().names) == {json.loads(line)["intent"] for line in lines} > {*OF_TEXT, *OF_DOCUMENT}


def test_probabilities_follow_from_the_weights() -> None:
    model = IntentModel(("甲", "乙"), {"几": 0, "章": 1}, np.array([[1, 0], [2, 0]], dtype=np.float32), np.zeros(2))
    assert model.intent("几章").name == "甲"
    assert model.intent("几章").probability == pytest.approx(1 / (1 + np.exp(-3)))
    assert model.intent("何时").probability == pytest.approx(0.5)


def test_numbers_and_marks_make_no_difference() -> None:
    assert runs("第十二条，怎么说？") == runs("第3条怎么说")
    assert runs("１２家") == runs("5家")
