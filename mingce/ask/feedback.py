"""What readers say about the answers they got: kept on this machine, and turned into questions for the evaluation."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from mingce.datatypes import Answer, Document
from mingce.errors import UserError
from mingce.export.contract import Json, answer_json
from mingce.models.bundled import home

FILE = "反馈.jsonl"
OFF_TOPIC, WRONG_QUOTE, SHOULD_REFUSE, HAS_ANSWER, OTHER = "答非所问", "引文不对", "应该拒答", "其实有答案", "其他"
REASONS_FOUND = (OFF_TOPIC, WRONG_QUOTE, SHOULD_REFUSE, OTHER)  # what can be wrong with an answer
REASONS_REFUSED = (HAS_ANSWER, OTHER)  # and with "the documents do not say"
LONGEST_NOTE = 1000
SHORTEST_EVIDENCE = 6  # characters: a shorter note is not taken for a passage, even if a document contains it

_writing = Lock()


@dataclass(frozen=True)
class Feedback:
    """What one reader says about one answer. reason: "" for a good answer."""

    answer: Answer
    is_good: bool
    reason: str = ""
    note: str = ""  # the reader's own words
    history: tuple[Mapping[str, str], ...] = ()  # turns before the question
    doc_ids: tuple[str, ...] = ()  # documents that the question was restricted to


def file() -> Path:
    """Where the feedback is kept: beside the unpacked model, in `$MINGCE_HOME`."""
    return home() / FILE


def record(feedback: Feedback) -> None:
    """Append a line to the file, which only its owner can read. Raises UserError where it cannot be written."""
    line = json.dumps(
        {
            "time": datetime.now().astimezone().isoformat(timespec="seconds"),
            "good": feedback.is_good,
            "reason": feedback.reason,
            "note": feedback.note[:LONGEST_NOTE],
            "history": list(feedback.history),
            "doc_ids": list(feedback.doc_ids),
            "answer": answer_json(feedback.answer),
        },
        ensure_ascii=False,
    )
    path = file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with _writing, path.open("ab") as lines:
            lines.write(f"{line}\n".encode())
    except OSError as error:
        raise UserError(
            f"反馈没有存下：“{path}”不能写（{error.strerror}）。请用环境变量 MINGCE_HOME 指定可写的文件夹。"
        ) from error


def read(path: Path | None = None) -> list[Json]:
    """All that was recorded, oldest first; [] where nothing was. Raises UserError where the file is not readable."""
    path = path or file()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"反馈文件“{path}”读不出来（{error}）。请检查它的权限，或改名后重新收集。") from error
    records = []
    for number, line in enumerate(lines, start=1):
        try:
            records.append(json.loads(line))
        except ValueError:
            raise UserError(f"反馈文件“{path}”第 {number} 行不是完整的 JSON。请删去这一行后再试。") from None
    return records


def as_questions(records: Iterable[Json], documents: Sequence[Document] = ()) -> tuple[list[Json], list[Json]]:
    """Questions in the form of evaluation/questions.jsonl, and the records that a person has to complete first.

    A good answer makes its quotes the evidence. "应该拒答", and a refusal called good, make an unanswerable question.
    A passage that the reader pasted as a note is the evidence if one of `documents` contains it. Of several records of
    one question after the same turns, the last one counts.
    """
    latest = {json.dumps([r["answer"]["question"], r["history"]], ensure_ascii=False): r for r in records}
    questions: list[Json] = []
    incomplete: list[Json] = []
    for record in latest.values():
        found = evidence(record, documents)
        if found is None:
            incomplete.append(record)
        else:
            questions.append(_question(f"feedback-{len(questions) + 1:03}", record, found))
    return questions, incomplete


def evidence(record: Json, documents: Sequence[Document] = ()) -> list[str] | None:
    """The passages that answer a recorded question, [] where none does; None where the record does not tell."""
    answer, note = record["answer"], record["note"].strip().strip("“”")
    if record["reason"] == SHOULD_REFUSE:
        return []
    if record["good"]:
        if answer["found"]:
            return list(dict.fromkeys(citation["quote"] for citation in answer["citations"]))
        return None if record["doc_ids"] else []  # another document may answer
    if len(note) >= SHORTEST_EVIDENCE and any(note in document.text for document in documents):
        return [note]
    return None


def write_questions(questions: Iterable[Json], path: Path) -> None:
    path.write_text("".join(f"{json.dumps(q, ensure_ascii=False)}\n" for q in questions), encoding="utf-8")


def _question(name: str, record: Json, found: list[str]) -> dict[str, Any]:
    return {
        "id": name,
        "question": record["answer"]["question"],
        "persona": "reader",  # nobody asked who it was
        "type": "feedback" if found else "unanswerable",
        "evidence": found,
        "answer_must_contain": [],
        "answerable": bool(found),
        "history": record["history"],
    }
