"""Many questions from a file, through the commands."""

import json

import pytest

from tests.cli.running import MEETING, QUESTION


def run_batch(run, tmp_path, command, lines, *more):
    source, target = tmp_path / "问题.jsonl", tmp_path / "回答.jsonl"
    source.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines) + "\n",
        encoding="utf-8",
    )
    ran = run(command, "--batch", str(source), "--out", str(target), *more)
    records = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()] if target.exists() else []
    return ran, records


@pytest.mark.parametrize("command", ["search", "ask"])
def test_batch_is_the_single_call_with_an_id(mingce_main, tmp_path, command):
    questions = [QUESTION, "冷链物流", "北京今天天气怎么样？"]
    ran, records = run_batch(
        mingce_main, tmp_path, command, [{"id": f"q{9 - n}", "question": q} for n, q in enumerate(questions)]
    )
    assert ran.code == 0 and ran.err == ""
    assert [(r["id"], r["question"]) for r in records] == [
        ("q9", questions[0]),
        ("q8", questions[1]),
        ("q7", questions[2]),
    ]
    for record, question in zip(records, questions, strict=True):
        single = mingce_main(command, question, "--json").json
        assert set(record) == {"id", *single}
        assert {**record, "timings_ms": 0} == {**single, "timings_ms": 0, "id": record["id"]}


def test_batch_k_and_documents(mingce_main, tmp_path):
    _, records = run_batch(
        mingce_main, tmp_path, "search", [{"id": 1, "question": "发展"}], "-k", "2", "--doc", MEETING
    )
    assert [hit["doc_id"] for hit in records[0]["hits"]] == [MEETING] * 2


def test_batch_history_reaches_the_question(mingce_main, tmp_path):
    history = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "国家质检中心30个以上。[1]"}]
    lines = [
        {"id": "alone", "question": "那产业计量测试中心呢？"},
        {"id": "after", "question": "那产业计量测试中心呢？", "history": history},
    ]
    ran, records = run_batch(mingce_main, tmp_path, "ask", lines)
    assert ran.code == 0 and [r["id"] for r in records] == ["alone", "after"]
    assert records[1]["found"] and "国家级计量产业测试中心4个以上" in records[1]["answer"]


@pytest.mark.parametrize("command", ["search", "ask"])
def test_broken_batch_line_is_named_and_the_others_are_answered(mingce_main, tmp_path, command):
    lines = [
        {"id": "a", "question": "冷链物流"},
        '{"id": "b", "question": ',
        {"id": "c", "question": " "},
        {"id": "d", "question": "质" * 100_000},
        {"id": "e", "question": "质量"},
    ]
    ran, records = run_batch(mingce_main, tmp_path, command, lines)
    assert ran.is_mistake("第 2 行", "第 3 行", "第 4 行", "回答.jsonl")
    assert [r["id"] for r in records] == ["a", None, "c", "d", "e"]
    assert [set(r) == {"id", "error"} for r in records] == [False, True, True, True, False]
    assert records[4]["question"] == "质量"
