"""What readers say of answers: kept, and turned into questions that the evaluation reads."""

import json

import pytest

from evaluation.questions import load, without_evidence
from mingce.ask import feedback
from mingce.ask.feedback import HAS_ANSWER, OFF_TOPIC, OTHER, SHOULD_REFUSE, Feedback, as_questions, read, record
from mingce.errors import UserError
from mingce.index import Index


@pytest.fixture(autouse=True)
def home(small_index, tmp_path, monkeypatch):  # the index first: it unpacks the model into the real one
    monkeypatch.setenv("MINGCE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def found(small_index: Index):
    answer = small_index.ask("谁负责划定湿地红线？")
    assert answer.found
    return answer


@pytest.fixture
def refused(small_index: Index):
    answer = small_index.ask("个人所得税起征点是多少？")
    assert not answer.found
    return answer


def test_recorded_lines_are_read_back_and_are_the_owners_alone(home, found):
    history = ({"role": "user", "content": "湿地怎么办"},)
    record(Feedback(found, False, OTHER, "补充\n两行", history, ("粮食条例",)))
    record(Feedback(found, True))
    assert (home / "反馈.jsonl").stat().st_mode & 0o777 == 0o600
    first, second = read()
    assert (first["good"], first["reason"], first["note"], first["history"]) == (False, OTHER, "补充\n两行", [*history])
    assert first["answer"]["citations"][0]["quote"] == found.citations[0].quote
    assert second["good"] and second["reason"] == ""


def test_nothing_recorded_yet():
    assert read() == []


def test_a_folder_that_cannot_be_written_is_named(home, found):
    home.write_text("a file, not a folder")
    with pytest.raises(UserError, match="反馈没有存下"):
        record(Feedback(found, True))


def test_a_broken_line_is_named(home, found):
    record(Feedback(found, True))
    with feedback.file().open("a", encoding="utf-8") as lines:
        lines.write('{"good": tru\n')
    with pytest.raises(UserError, match="第 2 行"):
        read()


def test_as_questions_are_read_by_the_evaluation(small_index, found, refused, tmp_path):
    passage = "县级政府负责划定湿地红线。"
    other = small_index.ask("到2025年，城市污水处理率达到多少？")
    record(Feedback(found, True))
    record(Feedback(refused, True))
    record(Feedback(other, False, OFF_TOPIC, passage))
    questions, incomplete = as_questions(read(), small_index.documents)
    assert incomplete == []
    path = tmp_path / "questions.jsonl"
    feedback.write_questions(questions, path)
    good, unanswerable, pasted = load(path)
    assert good.answerable and good.evidence == tuple(dict.fromkeys(c.quote for c in found.citations))
    assert not unanswerable.answerable and unanswerable.type == "unanswerable"
    assert pasted.evidence == (passage,)
    assert without_evidence([good, unanswerable, pasted], small_index.documents) == []


@pytest.mark.parametrize(
    "is_refusal, said, evidence",
    [
        (False, {"is_good": False, "reason": SHOULD_REFUSE}, []),
        (False, {"is_good": False, "reason": OFF_TOPIC}, None),  # what would have been right is not known
        (True, {"is_good": False, "reason": HAS_ANSWER, "note": "没有这样一句原文"}, None),
        (
            True,
            {"is_good": False, "reason": HAS_ANSWER, "note": "“省水利厅负责督促检查。”"},
            ["省水利厅负责督促检查。"],
        ),
        (True, {"is_good": True, "doc_ids": ("粮食条例",)}, None),  # another document may answer
    ],
)
def test_evidence(small_index, found, refused, is_refusal, said, evidence):
    record(Feedback(refused if is_refusal else found, **said))
    (line,) = read()
    assert feedback.evidence(line, small_index.documents) == evidence


def test_the_last_word_on_a_question_counts(found):
    record(Feedback(found, False, OFF_TOPIC))
    record(Feedback(found, True))
    questions, incomplete = as_questions(read())
    assert [q["answerable"] for q in questions] == [True] and incomplete == []
    assert json.dumps(questions[0], ensure_ascii=False).startswith('{"id": "feedback-001"')
