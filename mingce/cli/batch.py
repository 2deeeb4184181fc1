"""Many questions from a JSON Lines file, many answers into another, in the same order."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingce.disk import open_atomically
from mingce.errors import UserError

Json = dict[str, Any]


@dataclass(frozen=True)
class BatchQuestion:
    """One line of a batch file."""

    number: int  # from 1
    id: Any
    question: str
    history: list[Json]


def run_batch(source: Path, target: Path, respond: Callable[[BatchQuestion], Json]) -> list[str]:
    """Answer every line of `source`, one line of `target` for each, in the same order; blank lines are skipped.

    A line that is broken, or whose question is at fault, gets `{"id", "error"}` and the others are still answered.
    Returns one Chinese sentence for each such line. Raises UserError where a file cannot be read or written.
    """
    faults: list[str] = []
    lines = _lines(source)
    try:
        with open_atomically(target) as out:
            for number, line in lines:
                record = _answer_line(number, line, respond)
                if "error" in record:
                    faults.append(record["error"])
                out.write((json.dumps(record, ensure_ascii=False) + "\n").encode("utf-8"))
    except OSError as error:
        raise UserError(f"结果文件“{target}”写不进去（{error.strerror}）。请检查 --out 后的路径。") from None
    return faults


def _lines(source: Path) -> list[tuple[int, str]]:
    """The lines that are not blank, each with its number from 1."""
    try:
        text = source.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"批量文件“{source}”打不开（{error.strerror}）。请检查 --batch 后的路径。") from None
    except UnicodeDecodeError:
        raise UserError(f"批量文件“{source}”不是 UTF-8 编码。请另存为 UTF-8 后再试。") from None
    return [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]


def _answer_line(number: int, line: str, respond: Callable[[BatchQuestion], Json]) -> Json:
    """The record for one line: the answer, or why there is none."""
    try:
        asked = parse_line(number, line)
    except UserError as error:
        return {"id": _id_of(line), "error": f"第 {number} 行：{error}"}
    try:
        return {"id": asked.id} | respond(asked)
    except UserError as error:
        return {"id": asked.id, "error": f"第 {number} 行：{error}"}


def parse_line(number: int, line: str) -> BatchQuestion:
    """Raises UserError for a line that is not a question."""
    try:
        record = json.loads(line)
        json.dumps(record, ensure_ascii=False).encode("utf-8")  # half a character cannot be written: a ValueError
    except (ValueError, RecursionError):
        raise UserError('不是完整的 JSON。每行应为 {"id": …, "question": "…"}，请改正后重跑这一行。') from None
    if not isinstance(record, dict) or not isinstance(record.get("question"), str):
        raise UserError('缺少文字字段 question。每行应为 {"id": …, "question": "…"}，请补上后重跑这一行。')
    history = record.get("history") or []
    if not isinstance(history, list) or not all(isinstance(turn, dict) for turn in history):
        raise UserError('history 应是 [{"role": …, "content": …}] 的列表，请改正后重跑这一行。')
    return BatchQuestion(number, record.get("id"), record["question"], history)


def _id_of(line: str) -> Any:
    """The id of a line at fault, None where it has none that can be written."""
    try:
        found = json.loads(line)["id"]
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError, TypeError, KeyError, IndexError):
        return None
    return found
