"""问答: questions and cited answers."""

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import gradio as gr
from gradio.context import Context

from mingce.ask import feedback, filters, suggest
from mingce.documents.live import LiveIndex
from mingce.errors import UserError
from mingce.index import Index
from web import conversation as talk
from web.desk import QUIET, Desk
from web.render import Shelf, conversation_html

KEEPER = "mingce-turns"  # in the browser's localStorage
KEY = "mingce"  # Gradio encrypts with it; kept the same, or a restart would lose every conversation
LOOKING_S = 30.0  # for examples, before the page does without
LOOK_AGAIN_S = 0.3
EXPORT = "反馈整理成的评测题.jsonl"
AT_ONCE = 8  # questions under way; the index itself reads one at a time
SPAN_OF_FIRST, SPAN_OF_LAST = "最早", "最近"

Turns = tuple[talk.Turn, ...]
Updates = tuple[Any, ...]


class Examples:
    """Questions to begin with, looked for in the background once for every state of the index."""

    def __init__(self, live: LiveIndex) -> None:
        self._live = live
        self._lock = Lock()
        self._build = ""
        self._found: dict[str, tuple[str, ...]] | None = None
        self.now()

    def now(self) -> Mapping[str, Sequence[str]] | None:
        """None while they are being looked for."""
        index = self._live.current
        with self._lock:
            if index.manifest.build != self._build:
                self._build, self._found = index.manifest.build, None
                Thread(target=self._look, args=(index,), daemon=True, name="mingce-examples").start()
            return self._found

    def _look(self, index: Index) -> None:
        found = suggest.examples(index.contents, index.ask)
        with self._lock:
            if index.manifest.build == self._build:
                self._found = found


class Asking:
    """The sessions that are being answered, one question at a time each, and those of them that want to stop.

    Not Gradio's `cancels`: closing an event that still runs in a thread ends in KeyError (6.31, routes.cancel_event).
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._stops: dict[str, bool] = {}

    def begin(self, session: str) -> bool:
        """False where the session's last question is still being answered."""
        with self._lock:
            is_free = session not in self._stops
            self._stops.setdefault(session, False)
            return is_free

    def stop(self, session: str) -> None:
        """Returns when nothing more is shown for the session."""
        with self._lock:
            if session in self._stops:
                self._stops[session] = True
        while session in self._stops:
            time.sleep(talk.MOMENT_S)

    def is_stopped(self, session: str) -> bool:
        return self._stops.get(session, False)

    def end(self, session: str) -> None:
        self._stops.pop(session, None)


def room(desk: Desk) -> None:
    examples, asking = Examples(desk.live), Asking()
    exports = Path(tempfile.mkdtemp(prefix="mingce-"))

    def shown(turns: Turns) -> str:
        return conversation_html(turns, Shelf.of(desk.live.current), examples.now())

    def ask(
        question: str, doc_ids: list[str], kinds: list[str], first: str, last: str, turns: Turns, request: gr.Request
    ) -> Iterator[Updates]:
        first, last = year(first), year(last)
        words = filters.words(kinds, first, last)
        try:
            chosen = filters.select(desk.live.current.documents, doc_ids, kinds, first, last)
        except UserError as error:
            failed = talk.Turn(question, talk.State.FAILED, problem=str(error), filters=words)
            yield complete((*turns, failed), question)
            return
        yield from answer(question, chosen, words, turns, request)

    def answer(
        question: str, doc_ids: Sequence[str], words: str, turns: Turns, request: gr.Request
    ) -> Iterator[Updates]:
        """Yields what stands in `outputs` while the answer grows."""
        session = str(request.session_hash)
        if not question.strip() or not asking.begin(session):  # Enter twice is one question
            yield (gr.skip(),) * len(outputs)
            return
        try:
            shelf, now = Shelf.of(desk.live.current), turns
            stops = partial(asking.is_stopped, session)
            for now in talk.ask(desk.live.current, turns, question.strip(), doc_ids, words, stops):
                again = question if now[-1].state is talk.State.FAILED else ""  # to be shortened, or asked once more
                yield conversation_html(now, shelf), now, again, *buttons(asking=True), gr.skip()
            yield complete(now, gr.skip())
        finally:
            asking.end(session)

    def complete(turns: Turns, question: Any) -> Updates:
        return shown(turns), turns, question, *buttons(asking=False), talk.to_json(turns)

    def ask_example(
        doc_ids: list[str],
        kinds: list[str],
        first: str,
        last: str,
        turns: Turns,
        request: gr.Request,
        event: gr.EventData,
    ) -> Iterator[Updates]:
        yield from ask(event.question, doc_ids, kinds, first, last, turns, request)

    def retry(turns: Turns, request: gr.Request, event: gr.EventData) -> Iterator[Updates]:
        again, others = taken_out(turns, event)
        yield from answer(again.question, again.doc_ids, again.filters, others, request)

    def stop(request: gr.Request) -> None:
        asking.stop(str(request.session_hash))

    def clear(request: gr.Request) -> Updates:
        stop(request)
        return complete((), "")

    def rate(turns: Turns, request: gr.Request, event: gr.EventData) -> Updates:
        row = int(event._data["turn"])
        turn, reason = turns[row], str(event._data["reason"])
        if turn.answer is None:
            return (gr.skip(),) * 4
        is_good = reason == talk.GOOD
        history = talk.history(turns[:row])
        note = str(event._data.get("comment", ""))
        try:
            feedback.record(
                feedback.Feedback(turn.answer, is_good, "" if is_good else reason, note, tuple(history), turn.doc_ids)
            )
        except UserError as error:
            gr.Warning(str(error), title="没有记下")
            return (gr.skip(),) * 4
        rated = (*turns[:row], replace(turn, rating=reason), *turns[row + 1 :])
        return shown(rated), rated, talk.to_json(rated), exported(request)

    def restore(kept: Any) -> Updates:
        turns = talk.from_json(kept)
        return shown(turns), turns

    def wait_for_examples(turns: Turns) -> Iterator[None]:
        """For a page that was opened before they were found."""
        deadline = time.monotonic() + LOOKING_S
        while not turns and examples.now() is None and time.monotonic() < deadline:
            time.sleep(LOOK_AGAIN_S)
            yield

    def exported(request: gr.Request) -> Any:
        """The button that downloads the feedback, for who sits at this machine."""
        if not is_local(request) or not feedback.file().exists():
            return gr.update(visible=False)
        try:
            questions, _ = feedback.as_questions(feedback.read(), desk.live.current.documents)
        except UserError:
            return gr.update(visible=False)  # the command line says what is wrong with the file
        feedback.write_questions(questions, exports / EXPORT)
        return gr.update(value=str(exports / EXPORT), visible=True)

    def enter(request: gr.Request) -> Updates:
        """The filters as the documents are now."""
        documents = desk.live.current.documents
        kinds, years = filters.kinds_of(documents), filters.years_of(documents)
        return (
            gr.update(choices=desk.choices()),
            gr.update(choices=kinds),
            gr.update(choices=[SPAN_OF_FIRST, *years]),
            gr.update(choices=[SPAN_OF_LAST, *years]),
            gr.update(visible=len(kinds) > 1 or len(years) > 1),
            exported(request),
        )

    turns = gr.State(())
    kept = gr.BrowserState([], storage_key=KEEPER, secret=KEY)
    history = desk.html(lambda: shown(()), "history", ("example", "retry", "rate"))
    with gr.Column(elem_id="composer"):
        question = gr.Textbox(
            label="问题",
            show_label=False,
            container=False,
            lines=1,
            max_lines=6,
            autofocus=True,
            placeholder="输入问题，按回车提问；Shift + 回车换行",
            elem_id="question",
        )
        with gr.Row(elem_id="filters"):
            kinds = gr.CheckboxGroup([], label="类别", elem_id="kinds")
            first = gr.Dropdown([SPAN_OF_FIRST], value=SPAN_OF_FIRST, label="年份从", elem_id="first-year")
            last = gr.Dropdown([SPAN_OF_LAST], value=SPAN_OF_LAST, label="到", elem_id="last-year")
        with gr.Row(elem_id="controls"):
            scope = gr.Dropdown(desk.choices(), value=[], multiselect=True, label="查找范围", elem_id="scope")
            narrow = gr.Button("类别年份", elem_id="narrow", size="sm", min_width=0)
            clear_button = gr.Button("清空", elem_id="clear", size="sm", min_width=0)
            send = gr.Button("提问", variant="primary", elem_id="send", size="sm", min_width=0)
            stop_button = gr.Button("停止", visible=False, elem_id="stop", size="sm", min_width=0)
    export = gr.DownloadButton("导出读者反馈（评测题）", visible=False, elem_id="export-feedback", size="sm")

    restrictions = [scope, kinds, first, last]
    outputs = [history, turns, question, send, stop_button, kept]
    page = Context.root_block
    assert page is not None  # a room is made inside the page
    restored = page.load(restore, kept, [history, turns], **QUIET)
    waited = restored.then(wait_for_examples, turns, None, **QUIET)
    waited.then(lambda turns: gr.skip() if turns else shown(()), turns, history, **QUIET)
    # trigger_mode: with "once", Gradio 6.31 takes no further question after one was stopped.
    together: dict[str, Any] = {"concurrency_id": "ask", "concurrency_limit": AT_ONCE, "trigger_mode": "multiple"}
    gr.on([question.submit, send.click], ask, [question, *restrictions, turns], outputs, **together, **QUIET)
    history.example(ask_example, [*restrictions, turns], outputs, **together, **QUIET)
    history.retry(retry, turns, outputs, **together, **QUIET)
    stop_button.click(stop, None, None, **QUIET)
    clear_button.click(clear, None, outputs, **QUIET)
    history.rate(rate, turns, [history, turns, kept, export], **QUIET)
    narrow.click(None, js="() => window.mingce.narrow()", **QUIET)
    for entering in (page.load, desk.masthead.ask):
        entering(enter, None, [*restrictions, narrow, export], **QUIET)


def buttons(asking: bool) -> tuple[Any, Any]:
    """Send, stop."""
    return gr.update(visible=not asking), gr.update(visible=asking)


def taken_out(turns: Turns, event: gr.EventData) -> tuple[talk.Turn, Turns]:
    """The turn that a button belongs to, and the others."""
    row = int(event._data["turn"])
    return turns[row], (*turns[:row], *turns[row + 1 :])


def year(choice: str | None) -> str:
    """
    >>> year("2023"), year("最早"), year(None)
    ('2023', '', '')
    """
    return choice if choice and choice.isdecimal() else ""


def is_local(request: gr.Request) -> bool:
    """Whether the reader sits at this machine: feedback holds the questions of everybody who gave any."""
    host = request.client.host if request.client else ""
    return host in ("127.0.0.1", "::1") and "x-forwarded-for" not in request.headers
