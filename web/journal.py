"""The log: one line of JSON for each event. Questions are left out unless the administrator wants them.

{"time": "2026-01-05T09:12:44.310+08:00", "event": "ask", "ms": 281, "found": true, "documents": 3, "user": "5f0c2b91"}
"""

import hashlib
import hmac
import json
import logging
import secrets
import time
import traceback
from collections.abc import Collection, Iterator
from datetime import datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.requests import Request

from mingce.datatypes import Answer, Hit
from mingce.documents.live import LiveIndex
from mingce.errors import UserError
from mingce.index import History, Index
from web.gradio_private import current_request

log = logging.getLogger("mingce")
STDERR = "-"
USER = "mingce.user"  # in the scope of a request: who is signed in
_KEY = secrets.token_bytes(32)  # new at each start: the log tells people apart without saying who they are


def open_log(target: str) -> None:
    """Write the log to a file, or to stderr for "-". logrotate may move the file away. Raises UserError."""
    try:
        handler = logging.StreamHandler() if target == STDERR else WatchedFileHandler(Path(target), encoding="utf-8")
    except OSError as error:
        raise UserError(f"日志文件“{target}”写不进去（{error.strerror}）。请换一个 --log 的路径。") from None
    handler.setFormatter(AsJson())
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


def record(event: str, **fields: Any) -> None:
    log.info(event, extra={"fields": fields})


class AsJson(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds"),
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.levelno > logging.INFO:
            line |= {"level": record.levelname.lower(), "from": record.name}
        if record.exc_info and record.exc_info[0]:  # without the message, which may contain a question
            line |= {"error": record.exc_info[0].__name__, "where": traceback.format_tb(record.exc_info[2])}
        return json.dumps(line, ensure_ascii=False, default=str)


class RecordedIndex(Index):
    """An index that records every question and search of a user, but not what the program asks by itself."""

    with_questions = False

    @classmethod
    def of(cls, index: Index, with_questions: bool) -> "RecordedIndex":
        recorded = cls(index.searcher, index.manifest, index.notes, index.model)
        recorded.with_questions = with_questions
        return recorded

    def stream(self, question: str, history: History = (), doc_ids: Collection[str] = ()) -> Iterator[Answer]:
        # The request must be read here, because the page reads the answers in a thread of its own.
        request = current_request()
        answers = super().stream(question, history, doc_ids)
        return self._recorded(answers, request, question, doc_ids) if request else answers

    def search(self, question: str, k: int = 10, doc_ids: Collection[str] = (), history: History = ()) -> list[Hit]:
        started = time.perf_counter()
        hits = super().search(question, k, doc_ids, history)
        if request := current_request():
            self._record("search", request, question, started, doc_ids, {"hits": len(hits)})
        return hits

    def _recorded(
        self, answers: Iterator[Answer], request: gr.Request | Request, question: str, doc_ids: Collection[str]
    ) -> Iterator[Answer]:
        started = time.perf_counter()
        answer: Answer | None = None
        for answer in answers:
            yield answer
        if answer is not None:
            counts = {"found": answer.found, "confidence": round(answer.confidence, 2), "quotes": len(answer.citations)}
            self._record("ask", request, question, started, doc_ids, counts)

    def _record(
        self,
        event: str,
        request: gr.Request | Request,
        question: str,
        started: float,
        doc_ids: Collection[str],
        counts: dict[str, Any],
    ) -> None:
        ms = round((time.perf_counter() - started) * 1000)
        documents = len(doc_ids) or len(self.documents)
        asked = {"question": question} if self.with_questions else {}
        record(event, ms=ms, **counts, documents=documents, user=user_hash(request), **asked)


class RecordedLive(LiveIndex):
    """A live index that also records the questions put to every newer index."""

    def __init__(self, index: Index, folder: Path, with_questions: bool = False) -> None:
        super().__init__(RecordedIndex.of(index, with_questions), folder)
        self._with_questions = with_questions

    def _open(self) -> Index:
        return RecordedIndex.of(super()._open(), self._with_questions)


def user_hash(request: gr.Request | Request) -> str:
    """8 hexadecimal digits that tell the users of one run apart, by their name, or else their session or address.

    request: Gradio's when it calls a listener, Starlette's when its MCP server does.
    """
    session, asked = "", request
    if isinstance(request, gr.Request):
        session, asked = request.session_hash or "", request.request or request
    client = getattr(asked, "client", None)
    who = getattr(asked, "scope", {}).get(USER) or session or (client.host if client else "")
    return hmac.new(_KEY, who.encode("utf-8"), hashlib.sha256).hexdigest()[:8]
