import json
from pathlib import Path

import pytest

from mingce.cli.batch import BatchQuestion, parse_line, run_batch
from mingce.errors import UserError


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def echo(asked: BatchQuestion) -> dict:
    if not asked.question.strip():
        raise UserError("问题是空的。请输入问题。")
    return {"question": asked.question, "turns": len(asked.history)}


@pytest.fixture
def run(tmp_path):
    """Write the lines, run the batch, return (records out, faults)."""

    def run(*lines, encoding="utf-8", end="\n", respond=echo):
        source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
        text = end.join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
        source.write_bytes(text.encode(encoding))
        faults = run_batch(source, target, respond)
        return read_lines(target), faults

    return run


def test_same_order_same_ids(run):
    ids = ["b", 2, "一", None, 0, "b", 1.5, "a"]
    records, faults = run(*({"id": i, "question": f"问{n}"} for n, i in enumerate(ids)))
    assert [r["id"] for r in records] == ids
    assert [r["question"] for r in records] == [f"问{n}" for n in range(len(ids))]
    assert faults == []
    assert next(iter(records[0])) == "id"


def test_history(run):
    turns = [{"role": "user", "content": "甲？"}, {"role": "assistant", "content": "乙。"}]
    records, faults = run(
        {"id": 1, "question": "那呢？", "history": turns},
        {"id": 2, "question": "甲", "history": None},
        {"id": 3, "question": "甲", "history": []},
    )
    assert [r["turns"] for r in records] == [2, 0, 0]
    assert faults == []


@pytest.mark.parametrize("encoding, end", [("utf-8-sig", "\n"), ("utf-8", "\r\n")])
def test_files_from_windows(run, encoding, end):
    records, faults = run({"id": 1, "question": "甲"}, {"id": 2, "question": "乙"}, "", encoding=encoding, end=end)
    assert [r["question"] for r in records] == ["甲", "乙"]
    assert faults == []


def test_line_ends_are_newlines_only(run):
    """JSON may hold U+2028 and U+0085 inside a string."""
    records, faults = run({"id": 1, "question": "甲\u2028乙\x85丙"}, {"id": 2, "question": "丁"})
    assert [r["question"] for r in records] == ["甲\u2028乙\x85丙", "丁"]
    assert faults == []


@pytest.mark.parametrize(
    "line, doc_id, words",
    [
        ('{"id": "x", "question": "断', None, "JSON"),
        ("不是 JSON", None, "JSON"),
        ('["x", "问"]', None, "question"),
        ("null", None, "question"),
        ('{"id": "x"}', "x", "question"),
        ('{"id": "x", "question": 5}', "x", "question"),
        ('{"id": "x", "question": null}', "x", "question"),
        ('{"id": "x", "question": ""}', "x", "空"),
        ('{"id": "x", "question": "甲", "history": "乙"}', "x", "history"),
        ('{"id": "x", "question": "甲", "history": ["乙"]}', "x", "history"),
        ('{"id": "x", "question": "甲", "history": {"role": "user"}}', "x", "history"),
        pytest.param(
            "[" * 100_000,
            None,
            "JSON",
        ),
        pytest.param(
            r'{"id": "\ud800", "question": "甲"}',
            None,
            "",
        ),
        pytest.param(
            r'{"id": "x", "question": "\ud800"}',
            "x",
            "",
        ),
    ],
)
def test_broken_line_is_named_and_the_others_are_answered(run, line, doc_id, words):
    records, faults = run({"id": 1, "question": "甲"}, "", line, {"id": 2, "question": "乙"})
    assert [r["id"] for r in records] == [1, doc_id, 2]  # a line out for a line in
    assert [r.get("question") for r in (records[0], records[2])] == ["甲", "乙"]
    assert set(records[1]) == {"id", "error"}
    assert records[1]["error"] == faults[0]
    assert faults[0].startswith("第 3 行：") and words in faults[0]
    assert len(faults) == 1


def test_every_fault_is_told(run):
    records, faults = run("坏", {"id": 1, "question": "甲"}, "坏")
    assert [fault[:6] for fault in faults] == ["第 1 行：", "第 3 行："]
    assert len(records) == 3


def test_no_lines(run):
    assert run("") == ([], [])
    assert run("\n\n") == ([], [])


def test_output_is_utf8_as_it_is_read(run, tmp_path):
    run({"id": "编号", "question": "质量？"})
    assert (tmp_path / "out.jsonl").read_bytes().decode("utf-8") == '{"id": "编号", "question": "质量？", "turns": 0}\n'


def test_answers_into_the_file_of_the_questions(tmp_path):
    path = tmp_path / "both.jsonl"
    path.write_text('{"id": 1, "question": "甲"}\n', encoding="utf-8")
    run_batch(path, path, echo)
    assert read_lines(path) == [{"id": 1, "question": "甲", "turns": 0}]


@pytest.mark.parametrize("content", [None, "甲".encode("gbk") * 50])
def test_questions_that_cannot_be_read(tmp_path, content):
    source = tmp_path / "问题.jsonl"
    if content:
        source.write_bytes(content)
    with pytest.raises(UserError, match=r"问题\.jsonl"):
        run_batch(source, tmp_path / "out.jsonl", echo)
    assert not (tmp_path / "out.jsonl").exists()


def test_answers_that_cannot_be_written(tmp_path):
    (tmp_path / "in.jsonl").write_text('{"id": 1, "question": "甲"}', encoding="utf-8")
    with pytest.raises(UserError, match=r"回答\.jsonl.*--out"):
        run_batch(tmp_path / "in.jsonl", tmp_path / "无此文件夹" / "回答.jsonl", echo)


def test_a_fault_of_ours_leaves_the_old_answers(tmp_path):
    (tmp_path / "in.jsonl").write_text('{"id": 1, "question": "甲"}\n' * 3, encoding="utf-8")
    (tmp_path / "out.jsonl").write_text("旧", encoding="utf-8")

    def fail(asked):
        raise MemoryError

    with pytest.raises(MemoryError):
        run_batch(tmp_path / "in.jsonl", tmp_path / "out.jsonl", fail)
    assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "旧"


@pytest.mark.parametrize("out_is_folder", [False, True])
def test_nothing_half_written_is_left(tmp_path, out_is_folder):
    (tmp_path / "in.jsonl").write_text('{"id": 1, "question": "甲"}\n', encoding="utf-8")
    if out_is_folder:
        (tmp_path / "out.jsonl").mkdir()

    def respond(asked):
        if not out_is_folder:
            raise MemoryError
        return {}

    with pytest.raises((MemoryError, UserError)):
        run_batch(tmp_path / "in.jsonl", tmp_path / "out.jsonl", respond)
    assert {path.name for path in tmp_path.iterdir()} <= {"in.jsonl", "out.jsonl"}


def test_parse_line():
    assert parse_line(7, '{"id": "a", "question": "甲", "更多": 1}') == BatchQuestion(7, "a", "甲", [])
    assert parse_line(7, '{"question": "甲"}').id is None
