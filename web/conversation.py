"""Turns of a conversation, and how a question becomes the next one."""

import logging
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from mingce.datatypes import Answer
from mingce.errors import UserError
from mingce.index import Index

FAULT = "程序出了意外，这个问题没有答成。请再问一次；若仍然如此，请把运行窗口里的出错记录发给维护人员。"
STOPPED = "已停止。这个问题没有答完，可以再问一次。"
PACE_S = 0.06  # between the sentences of an answer, so that the eye can follow
EVERY_MARK = sys.maxsize
LONGEST_PACE_S = 0.3  # for all sentences of one answer together

log = logging.getLogger("mingce.web")


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

    @property
    def searched(self) -> bool:
        """False for small talk, which is turned down without a search."""
        return self.answer is not None and bool(self.answer.related)


def ask(
    index: Index, turns: Sequence[Turn], question: str, doc_ids: Collection[str] = ()
) -> Iterator[tuple[Turn, ...]]:
    """The conversation with one more turn, again and again until that turn is complete."""
    earlier = tuple(turns)
    turn = Turn(question, doc_ids=tuple(doc_ids))
    yield (*earlier, turn)
    try:
        for answer in index.stream(question, history=history(earlier), doc_ids=turn.doc_ids):
            if answer.found and answer.note:  # a language model's words, as they come
                yield (*earlier, replace(turn, answer=answer, shown=EVERY_MARK))
    except UserError as error:
        yield (*earlier, replace(turn, state=State.FAILED, problem=str(error)))
        return
    except Exception:  # whatever it is, the reader gets a sentence and the log gets the rest
        log.exception("no answer to %r", question)
        yield (*earlier, replace(turn, state=State.FAILED, problem=FAULT))
        return
    marks = len(answer.citations)
    if answer.found and not answer.note:
        for shown in range(1, marks):
            yield (*earlier, replace(turn, answer=answer, shown=shown))
            time.sleep(min(PACE_S, LONGEST_PACE_S / marks))
    state = State.ANSWERED if answer.found else State.NOT_FOUND
    yield (*earlier, replace(turn, state=state, answer=answer, shown=EVERY_MARK))


def stop(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The conversation with its unfinished turn, if any, marked as stopped."""
    return tuple(replace(turn, state=State.STOPPED) if turn.state is State.BUSY else turn for turn in turns)


def history(turns: Sequence[Turn]) -> list[dict[str, str]]:
    """Earlier turns as the question reader wants them. Turns that failed or were stopped say nothing and are left out."""
    messages = []
    for turn in turns:
        if turn.answer is not None and turn.state in (State.ANSWERED, State.NOT_FOUND):
            messages.append({"role": "user", "content": turn.question})
            messages.append({"role": "assistant", "content": turn.answer.text})
    return messages
