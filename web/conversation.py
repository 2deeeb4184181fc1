"""Turns of a conversation, how a question becomes the next one, and how they are kept in the browser."""

import json
import logging
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from queue import Empty, Queue
from threading import Thread
from typing import Any

from pydantic import TypeAdapter, ValidationError

from mingce.datatypes import Answer
from mingce.errors import UserError
from mingce.index import Index

FAULT = "程序出了意外，这个问题没有答成。请再问一次；若仍然如此，请把运行窗口里的出错记录发给维护人员。"
STOPPED = "已停止。这个问题没有答完，可以再问一次。"
PACE_S = 0.06  # between the sentences of an answer, so that the eye can follow
EVERY_MARK = 1_000_000  # JavaScript keeps it exactly
LONGEST_PACE_S = 0.3  # for all sentences of one answer together

MOMENT_S = 0.1  # until a reader who stops an answer sees that it stopped
KEPT_TURNS = 40  # in the browser, the latest
KEPT_CHARACTERS = 600_000  # of JSON: with Gradio's encryption four times as many, of about 5 million a site may keep

log = logging.getLogger("mingce.web")


GOOD = "有帮助"


class State(Enum):
    BUSY = "busy"
    ANSWERED = "answered"
    NOT_FOUND = "not-found"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Turn:
    """One question and what became of it."""

    question: str
    state: State = State.BUSY
    answer: Answer | None = None
    shown: int = 0  # citation marks shown so far; the rest of the answer is still to come while BUSY
    problem: str = ""  # one sentence for the reader, where `state` is FAILED
    doc_ids: tuple[str, ...] = ()  # documents the question was restricted to; empty for all
    filters: str = ""  # in words, where kinds or years restricted it: "意见，2021年以来"
    rating: str = ""  # what the reader said of the answer: GOOD or a reason of `mingce.ask.feedback`

    @property
    def searched(self) -> bool:
        """False for small talk, which is turned down without a search."""
        return self.answer is not None and bool(self.answer.related)


def ask(
    index: Index,
    turns: Sequence[Turn],
    question: str,
    doc_ids: Collection[str] = (),
    filters: str = "",
    is_stopped: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[Turn, ...]]:
    """Yields the conversation with one more turn, as that turn grows, until it is complete or the reader stops it."""
    earlier = tuple(turns)
    turn = Turn(question, doc_ids=tuple(doc_ids), filters=filters)
    yield (*earlier, turn)
    try:
        answers = index.stream(question, history=history(earlier), doc_ids=turn.doc_ids)
        for answer in until(is_stopped, answers):
            if answer.found and answer.note:  # a language model's words, as they come
                yield (*earlier, replace(turn, answer=answer, shown=EVERY_MARK))
    except UserError as error:
        yield (*earlier, replace(turn, state=State.FAILED, problem=str(error)))
        return
    except Exception:  # whatever it is, the reader is told that it failed, and the log keeps the rest
        log.exception("a question was not answered")  # which one is the reader's business
        yield (*earlier, replace(turn, state=State.FAILED, problem=FAULT))
        return
    if is_stopped():
        yield (*earlier, replace(turn, state=State.STOPPED))
        return
    marks = len(answer.citations)
    if answer.found and not answer.note:
        for shown in range(1, marks):
            yield (*earlier, replace(turn, answer=answer, shown=shown))
            time.sleep(min(PACE_S, LONGEST_PACE_S / marks))
    state = State.ANSWERED if answer.found else State.NOT_FOUND
    yield (*earlier, replace(turn, state=state, answer=answer, shown=EVERY_MARK))


def until(is_stopped: Callable[[], bool], answers: Iterator[Answer]) -> Iterator[Answer]:
    """Yields the answers as they come. Ends within `MOMENT_S` of `is_stopped`, however long the next answer takes."""
    arrived: Queue[Answer | Exception | None] = Queue()

    def read() -> None:
        try:
            for answer in answers:
                arrived.put(answer)
                if is_stopped():
                    break
        except Exception as error:  # raised again where the answers are wanted
            arrived.put(error)
        arrived.put(None)

    Thread(target=read, daemon=True, name="mingce-answer").start()
    while not is_stopped():
        try:
            item = arrived.get(timeout=MOMENT_S)
        except Empty:
            continue
        if item is None:
            return
        if isinstance(item, Exception):
            raise item
        yield item


def history(turns: Sequence[Turn]) -> list[dict[str, str]]:
    """Earlier turns as `Index.ask` takes them. Turns that failed or were stopped say nothing and are left out."""
    messages = []
    for turn in turns:
        if turn.answer is not None and turn.state in (State.ANSWERED, State.NOT_FOUND):
            messages.append({"role": "user", "content": turn.question})
            messages.append({"role": "assistant", "content": turn.answer.text})
    return messages


_TURN = TypeAdapter(Turn)


def to_json(turns: Sequence[Turn]) -> list[dict[str, Any]]:
    """The complete turns as JSON for the browser: the latest ones, as many as it may keep."""
    kept: list[dict[str, Any]] = []
    characters = 0
    for turn in reversed(turns[-KEPT_TURNS:]):
        if turn.state is State.BUSY:
            continue
        if turn.answer is not None and turn.answer.found:  # related sections are shown under a refusal only
            turn = replace(turn, answer=replace(turn.answer, related=(), timings_ms={}))
        record = _TURN.dump_python(turn, mode="json")
        characters += len(json.dumps(record, ensure_ascii=False))
        if characters > KEPT_CHARACTERS:
            break
        kept.append(record)
    return kept[::-1]


def from_json(records: Any) -> tuple[Turn, ...]:
    """The turns that a browser kept. What is not a turn, or one of another version, is left out."""
    turns = []
    for record in records if isinstance(records, list) else ():
        try:
            turns.append(_TURN.validate_python(record))
        except ValidationError:
            log.warning("a kept turn could not be read")
    return tuple(turns)
