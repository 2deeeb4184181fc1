"""Replies in words: quotes numbered and cited, parts brought together. mingce/ask/routes/voice.py."""

import pytest

from mingce.ask.routes.asked import Asked
from mingce.ask.routes.reply import Line, Reply, Span, Sum
from mingce.ask.routes.voice import answer_of, together
from mingce.datatypes import Answer
from tests.ask.towns import Towns


def asked_in(towns: Towns, question: str = "多多少") -> Asked:
    return Asked(towns.read(question), towns.named(question), towns.searcher, ())


def span_of(towns: Towns, name: str, words: str) -> Span:
    document = towns.document(name)
    start = document.text.index(words)
    return Span(document.id, start, start + len(words))


@pytest.fixture
def river(towns: Towns) -> Span:
    return span_of(towns, "清河民宿", "每间给予3000元补助")


@pytest.fixture
def stone(towns: Towns) -> Span:
    return span_of(towns, "白石民宿", "每间给予2000元补助")


def test_lines_hold_our_words_then_quotes_with_their_marks(towns: Towns, river: Span, stone: Span) -> None:
    reply = Reply.of(
        "lists",
        [
            Line("共有 2 项："),
            Line("清河：", (river,), is_item=True),
            Line("白石：", (stone,), is_item=True, after="（已过期）"),
        ],
    )
    answer = answer_of(asked_in(towns), reply)
    assert answer.text == ("共有 2 项：\n- 清河：每间给予3000元补助[1]\n- 白石：每间给予2000元补助[2]（已过期）")
    assert answer.found and answer.route == "lists" and answer.question == "多多少"
    assert [(c.n, c.doc_id, c.quote) for c in answer.citations] == [
        (1, river.doc_id, "每间给予3000元补助"),
        (2, stone.doc_id, "每间给予2000元补助"),
    ]


def test_equal_quotes_share_one_mark(towns: Towns, river: Span, stone: Span) -> None:
    answer = answer_of(asked_in(towns), Reply.of("lists", [Line("", (river,)), Line("", (stone, river))]))
    assert [c.n for c in answer.citations] == [1, 2]
    assert answer.text.endswith("每间给予2000元补助[2]每间给予3000元补助[1]")


def test_a_sum_names_the_marks_of_its_operands(towns: Towns, river: Span, stone: Span) -> None:
    lines = [Line("", (river,)), Line("", (stone,)), Line("相差1000元：3000-2000=1000")]
    sums = [Sum("1000", "元", "3000-2000=1000", (river, stone))]
    (computed,) = answer_of(asked_in(towns), Reply.of("numbers", lines, sums)).computed
    assert (computed.value, computed.unit, computed.expression) == ("1000", "元", "3000-2000=1000")
    assert computed.citations == (1, 2)


def test_a_citation_tells_where_its_quote_stands(towns: Towns, river: Span) -> None:
    (citation,) = answer_of(asked_in(towns), Reply.of("lists", [Line("", (river,))])).citations
    assert citation.quote == towns.document("清河民宿").text[citation.start : citation.end]
    assert citation.place == "二、（一）" and "促进民宿产业发展" in citation.title


def test_a_refusal_quotes_nothing_and_is_not_sure_of_an_answer(towns: Towns) -> None:
    refused = answer_of(asked_in(towns), Reply.refusing("address", "没有第一百条，共十二条。"))
    assert (refused.found, refused.text, refused.citations) == (False, "没有第一百条，共十二条。", ())
    answered = answer_of(asked_in(towns), Reply.of("address", [Line("有。")]))
    assert refused.confidence < 0.5 < answered.confidence


def test_the_marks_of_later_parts_are_counted_on(towns: Towns, river: Span, stone: Span) -> None:
    asked = asked_in(towns, "清河多少？白石多少？")
    first = answer_of(asked, Reply.of("numbers", [Line("", (river,))]))
    second = answer_of(
        asked,
        Reply.of(
            "lists", [Line("又：", (stone,)), Line("", (river,))], [Sum("1000", "元", "3000-2000=1000", (river, stone))]
        ),
    )
    whole = together(asked, [first, second])
    assert whole.text == "每间给予3000元补助[1]\n又：每间给予2000元补助[2]\n每间给予3000元补助[3]"
    assert [c.n for c in whole.citations] == [1, 2, 3]
    assert whole.computed[0].citations == (3, 2)
    assert whole.found and whole.route == "numbers"
    assert whole.confidence == min(first.confidence, second.confidence)


def test_a_part_that_is_not_answered_takes_no_mark(towns: Towns, stone: Span) -> None:
    asked = asked_in(towns)
    nothing = Answer("多多少", False, "文件没有写明。", 0.1)
    found = answer_of(asked, Reply.of("lists", [Line("", (stone,))]))
    whole = together(asked, [nothing, found])
    assert whole.found and whole.text == "文件没有写明。\n每间给予2000元补助[1]"
    assert whole.confidence == found.confidence


def test_a_mark_that_a_quote_holds_itself_stays(towns: Towns, river: Span, stone: Span) -> None:
    asked = asked_in(towns)
    first = answer_of(asked, Reply.of("lists", [Line("", (river,))]))
    second = answer_of(asked, Reply.of("lists", [Line("见脚注[1]。", (stone,))]))
    assert together(asked, [first, second]).text.endswith("见脚注[1]。每间给予2000元补助[2]")
