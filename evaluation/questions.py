"""A questions file -> cases, checked line by line."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.metrics import squeeze
from mingce.datatypes import Document
from mingce.errors import UserError


@dataclass(frozen=True)
class Case:
    """One question with what a right answer to it must show."""

    id: str
    question: str
    persona: str  # "cadre", "enterprise", "trainer"
    type: str  # "fact", "list", "unanswerable", ...
    evidence: tuple[str, ...]  # strings of the documents that answer; () where nothing does
    must_contain: tuple[str, ...]  # what a right answer says word for word
    answerable: bool
    history: tuple[Mapping[str, str], ...]  # earlier turns with `role` and `content`, oldest first


def load(path: Path) -> list[Case]:
    """The cases of a JSON Lines file in its order; blank lines are passed over.

    Raises UserError naming the first line at fault. Fields beyond those of `Case` are allowed and not looked at.
    """
    cases: list[Case] = []
    seen: dict[str, int] = {}
    for number, line in numbered_lines(path):
        try:
            case = parse(line)
            if case.id in seen:
                raise UserError(f"编号 {case.id} 与第 {seen[case.id]} 行重复，请改用另一个编号。")
        except UserError as error:
            raise UserError(f"问题文件“{path}”第 {number} 行有误：{error}") from None
        seen[case.id] = number
        cases.append(case)
    if not cases:
        raise UserError(f"问题文件“{path}”里没有问题。每行应为一个 JSON，写法见 evaluation/README.md。")
    return cases


def numbered_lines(path: Path) -> list[tuple[int, str]]:
    """The lines of a questions file that are not blank, with their numbers, from 1.

    Raises UserError where the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"问题文件“{path}”打不开（{error.strerror}）。请检查 --questions 后的路径。") from None
    except UnicodeDecodeError:
        raise UserError(f"问题文件“{path}”不是 UTF-8 编码。请另存为 UTF-8 后再试。") from None
    return [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]


def record_of(line: str, words: Sequence[str]) -> dict[str, Any]:
    """The JSON object of a line. words: its fields that must hold words. Raises UserError with what is at fault."""
    try:
        record = json.loads(line)
    except ValueError:
        raise UserError("不是完整的 JSON，请改正后重跑。") from None
    if not isinstance(record, dict):
        raise UserError("应是一个 JSON 对象，请改正后重跑。")
    for name in words:
        if not isinstance(record.get(name), str) or not record[name].strip():
            raise UserError(f"字段 {name} 应是不空的文字，请补上后重跑。")
    return record


def parse(line: str) -> Case:
    """Raises UserError with the field that is at fault."""
    record = record_of(line, ("id", "question", "persona", "type"))
    if not isinstance(record.get("answerable"), bool):
        raise UserError("字段 answerable 应是 true 或 false，请补上后重跑。")
    evidence, must_contain = _strings(record, "evidence"), _strings(record, "answer_must_contain")
    if record["answerable"] and not evidence:
        raise UserError("answerable 为 true，却没有 evidence，请补上原文依据后重跑。")
    if not record["answerable"] and evidence:
        raise UserError("answerable 为 false，却有 evidence，请改正其中之一后重跑。")
    return Case(
        record["id"],
        record["question"],
        record["persona"],
        record["type"],
        evidence,
        must_contain,
        record["answerable"],
        _history(record),
    )


def without_evidence(cases: Iterable[Case], documents: Sequence[Document]) -> list[str]:
    """The ids of the cases with an evidence string that no document holds, white space apart.

    Raises UserError where that is every answerable case: the questions are about another corpus.
    """
    texts = [squeeze(document.text) for document in documents]
    answerable = [case for case in cases if case.answerable]
    lacking = [
        case.id for case in answerable if not all(any(squeeze(e) in text for text in texts) for e in case.evidence)
    ]
    if answerable and len(lacking) == len(answerable):
        raise UserError(
            f"语料的 {len(documents)} 份文件里找不到任何一题的原文依据：问题与语料对不上。请用 --corpus 指定这些问题所问的语料。"
        )
    return lacking


def _strings(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = record.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise UserError(f"字段 {name} 应是文字的列表，各项不空，请改正后重跑。")
    return tuple(value)


def _history(record: Mapping[str, Any]) -> tuple[Mapping[str, str], ...]:
    value = record.get("history") or []
    roles = ("user", "assistant")
    if not isinstance(value, list) or not all(
        isinstance(turn, dict) and turn.get("role") in roles and isinstance(turn.get("content"), str) for turn in value
    ):
        raise UserError('字段 history 应是 [{"role": "user", "content": "…"}] 的列表，请改正后重跑。')
    return tuple(value)
