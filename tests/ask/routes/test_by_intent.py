"""The table of examples for mingce/ask/routes/by_intent.py: questions in words that no table of patterns knows."""

import pytest

from mingce.ask.answer import ROUTES
from mingce.ask.routes import by_intent
from mingce.ask.routes.outline import INTENTS
from tests.ask.towns import Towns, short_ids


def test_it_is_the_last_route() -> None:
    assert ROUTES[-1] is by_intent.reply


def test_each_intent_of_one_document_has_its_way() -> None:
    assert {*INTENTS, "unit", "attribute"} == set(by_intent.OF_DOCUMENT)


@pytest.mark.parametrize(
    "question, route, said",
    [
        ("麻烦数一数反洗钱法里头拢共编了好多章", "outline", "章"),
        ("早安呀各位，先问个好", "talk", "在的"),
        ("您究竟是个真人还是一段程序", "talk", "我是明策"),
        ("劳烦了，这下我心里有数了", "talk", "不客气"),
        ("你到底有哪些本领，说来听听", "talk", "我能做的"),
    ],
)
def test_what_is_meant_is_answered(towns: Towns, question: str, route: str, said: str) -> None:
    answer = towns.ask(question)
    assert answer.route == route and said in answer.text


@pytest.mark.parametrize("question", ["在清河开民宿要花多少本钱", "占着人行道摆摊会咋样"])
def test_what_the_text_says_is_left_to_the_others(towns: Towns, question: str) -> None:
    assert towns.ask(question).route not in ("outline", "talk", "corpus", "metadata", "address")


def test_a_document_that_is_only_hinted_at_is_found_for_a_question_about_its_structure(towns: Towns) -> None:
    answer = towns.ask("白石的民宿文件一共编了几条")
    assert short_ids(answer) <= {"白石民宿"} and answer.route == "outline"
