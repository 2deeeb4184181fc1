"""问答: questions and cited answers."""

import logging
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

import gradio as gr

from mingce.ask import feedback, filters, suggest
from mingce.errors import UserError
from mingce.index import Index
from web import conversation as talk
from web.ask_html import Sources, conversation_html
from web.desk import QUIET, Desk
from web.once import OncePerBuild

KEEPER = "mingce-turns"  # in the browser's localStorage
KEY = "mingce"  # Gradio encrypts with it; kept the same, or a restart would lose every conversation
LOOKING_S = 30.0  # for examples, before the page does without
LOOK_AGAIN_S = 0.3
EXPORT = "反馈整理成的评测题.jsonl"
AT_ONCE = 8  # questions under way; the index itself reads one at a time
SPAN_OF_FIRST, SPAN_OF_LAST = "最早", "最近"

log = logging.getLogger("mingce.web")

Turns = tuple[talk.Turn, ...]
Updates = tuple[Any, ...]


class Asking:
    """The sessions that are being answered, one question at a time each, and those of them that want to stop.

    Gradio's `cancels` is not used: closing an event that still runs in a thread ends in KeyError (6.31, routes.cancel_event).
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


class AskRoom:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.asking = Asking()
        self.examples = OncePerBuild(lambda index, tell: look_for_examples(index))
        self.exports = Path(tempfile.mkdtemp(prefix="mingce-"))
        self.examples.of(self.index)  # begins to look for them

    @property
    def index(self) -> Index:
        return self.desk.live.current

    # ---------------------------------------------------------------- the conversation as it is shown

    def shown(self, turns: Turns) -> str:
        return conversation_html(turns, Sources.of(self.index), self.found_examples())

    def found_examples(self) -> Mapping[str, Sequence[str]] | None:
        """Questions to begin with, for each way in; None while they are being looked for."""
        looking = self.examples.of(self.index)
        return looking.result() if looking.done() else None

    def wait_for_examples(self, turns: Turns) -> Iterator[None]:
        """For a page that was opened before they were found."""
        deadline = time.monotonic() + LOOKING_S
        while not turns and self.found_examples() is None and time.monotonic() < deadline:
            time.sleep(LOOK_AGAIN_S)
            yield

    def show_examples(self, turns: Turns) -> Any:
        return gr.skip() if turns else self.shown(())

    def restore(self, kept: Any) -> Updates:
        turns = talk.from_json(kept)
        return self.shown(turns), turns

    # ---------------------------------------------------------------- questions; each yields what stands in `outputs`

    def ask(
        self,
        question: str,
        doc_ids: list[str],
        kinds: list[str],
        first: str,
        last: str,
        turns: Turns,
        request: gr.Request,
    ) -> Iterator[Updates]:
        first, last = year(first), year(last)
        words = filters.words(kinds, first, last)
        try:
            chosen = filters.select(self.index.documents, doc_ids, kinds, first, last)
        except UserError as error:
            failed = talk.Turn(question, talk.State.FAILED, problem=str(error), filters=words)
            yield self.complete((*turns, failed), question)
            return
        yield from self.answer(question, chosen, words, turns, request)

    def ask_example(
        self,
        doc_ids: list[str],
        kinds: list[str],
        first: str,
        last: str,
        turns: Turns,
        request: gr.Request,
        event: gr.EventData,
    ) -> Iterator[Updates]:
        yield from self.ask(event.question, doc_ids, kinds, first, last, turns, request)

    def retry(self, turns: Turns, request: gr.Request, event: gr.EventData) -> Iterator[Updates]:
        """Asks the question of a turn once more, in place of that turn."""
        row = int(event.turn)
        again, others = turns[row], (*turns[:row], *turns[row + 1 :])
        yield from self.answer(again.question, again.doc_ids, again.filters, others, request)

    def answer(
        self, question: str, doc_ids: Sequence[str], words: str, turns: Turns, request: gr.Request
    ) -> Iterator[Updates]:
        """Yields again and again while the answer grows."""
        session = str(request.session_hash)
        if not question.strip() or not self.asking.begin(session):  # Enter twice is one question
            yield (gr.skip(),) * len(self.outputs)
            return
        try:
            sources, now = Sources.of(self.index), turns
            stops = partial(self.asking.is_stopped, session)
            for now in talk.ask(self.index, turns, question.strip(), doc_ids, words, stops):
                again = question if now[-1].state is talk.State.FAILED else ""  # to be shortened, or asked once more
                yield conversation_html(now, sources), now, again, *buttons(asking=True), gr.skip()
            yield self.complete(now, gr.skip())
        finally:
            self.asking.end(session)

    def complete(self, turns: Turns, question: Any) -> Updates:
        return self.shown(turns), turns, question, *buttons(asking=False), talk.to_json(turns)

    def stop(self, request: gr.Request) -> None:
        self.asking.stop(str(request.session_hash))

    def clear(self, request: gr.Request) -> Updates:
        self.stop(request)
        return self.complete((), "")

    # ---------------------------------------------------------------- what readers say of answers

    def rate(self, turns: Turns, request: gr.Request, event: gr.EventData) -> Updates:
        """The conversation as it is shown, its turns, what the browser keeps, and the download of the feedback."""
        row, reason, note = int(event.turn), str(event.reason), str(getattr(event, "comment", ""))
        turn = turns[row]
        if turn.answer is None:
            return (gr.skip(),) * 4
        is_good = reason == talk.GOOD
        history = tuple(talk.history(turns[:row]))
        try:
            feedback.record(
                feedback.Feedback(turn.answer, is_good, "" if is_good else reason, note, history, turn.doc_ids)
            )
        except UserError as error:
            gr.Warning(str(error), title="没有记下")
            return (gr.skip(),) * 4
        rated = (*turns[:row], replace(turn, rating=reason), *turns[row + 1 :])
        return self.shown(rated), rated, talk.to_json(rated), self.exported(request)

    def exported(self, request: gr.Request) -> Any:
        """The button that downloads the feedback, for a reader who sits at this machine."""
        if not is_local(request) or not feedback.file().exists():
            return gr.update(visible=False)
        try:
            questions, _ = feedback.as_questions(feedback.read(), self.index.documents)
        except UserError:
            return gr.update(visible=False)  # the command line says what is wrong with the file
        feedback.write_questions(questions, self.exports / EXPORT)
        return gr.update(value=str(self.exports / EXPORT), visible=True)

    def enter(self, request: gr.Request) -> Updates:
        """The filters as the documents are now, the button that opens them, and the download of the feedback."""
        documents = self.index.documents
        kinds, years = filters.kinds_of(documents), filters.years_of(documents)
        return (
            gr.update(choices=self.desk.choices()),
            gr.update(choices=kinds),
            gr.update(choices=[SPAN_OF_FIRST, *years]),
            gr.update(choices=[SPAN_OF_LAST, *years]),
            gr.update(visible=len(kinds) > 1 or len(years) > 1),
            self.exported(request),
        )

    # ---------------------------------------------------------------- layout

    def build(self) -> None:
        self.turns = gr.State(())
        self.kept = gr.BrowserState([], storage_key=KEEPER, secret=KEY)
        self.history = self.desk.html(lambda: self.shown(()), "history", ("example", "retry", "rate"))
        with gr.Column(elem_id="composer"):
            self.lay_out_composer()
        self.export = gr.DownloadButton("导出读者反馈（评测题）", visible=False, elem_id="export-feedback", size="sm")
        self.outputs = [self.history, self.turns, self.question, self.send, self.stop_button, self.kept]
        self.connect_questions()
        self.connect_rest()

    def lay_out_composer(self) -> None:
        self.question = gr.Textbox(
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
            scope = gr.Dropdown(self.desk.choices(), value=[], multiselect=True, label="查找范围", elem_id="scope")
            self.narrow = gr.Button("类别年份", elem_id="narrow", size="sm", min_width=0)
            self.clear_button = gr.Button("清空", elem_id="clear", size="sm", min_width=0)
            self.send = gr.Button("提问", variant="primary", elem_id="send", size="sm", min_width=0)
            self.stop_button = gr.Button("停止", visible=False, elem_id="stop", size="sm", min_width=0)
        self.restrictions = [scope, kinds, first, last]

    # ---------------------------------------------------------------- connections

    def connect_questions(self) -> None:
        turns, outputs = self.turns, self.outputs
        # trigger_mode: with "once", Gradio 6.31 takes no further question after one was stopped.
        together: dict[str, Any] = {"concurrency_id": "ask", "concurrency_limit": AT_ONCE, "trigger_mode": "multiple"}
        begins = [self.question.submit, self.send.click]
        gr.on(begins, self.ask, [self.question, *self.restrictions, turns], outputs, **together, **QUIET)
        self.history.example(self.ask_example, [*self.restrictions, turns], outputs, **together, **QUIET)
        self.history.retry(self.retry, turns, outputs, **together, **QUIET)
        self.stop_button.click(self.stop, None, None, **QUIET)
        self.clear_button.click(self.clear, None, outputs, **QUIET)

    def connect_rest(self) -> None:
        page, turns, history = self.desk.page, self.turns, self.history
        restored = page.load(self.restore, self.kept, [history, turns], **QUIET)
        waited = restored.then(self.wait_for_examples, turns, None, **QUIET)
        waited.then(self.show_examples, turns, history, **QUIET)
        history.rate(self.rate, turns, [history, turns, self.kept, self.export], **QUIET)
        self.narrow.click(None, js="() => window.mingce.narrow()", **QUIET)
        for entering in (page.load, self.desk.masthead.ask):
            entering(self.enter, None, [*self.restrictions, self.narrow, self.export], **QUIET)


def look_for_examples(index: Index) -> Mapping[str, Sequence[str]]:
    try:
        return suggest.examples(index.contents, index.ask)
    except Exception:  # the page does without, whatever it is
        log.exception("no questions to begin with were found")
        return {}


def buttons(asking: bool) -> tuple[Any, Any]:
    """Send, stop."""
    return gr.update(visible=not asking), gr.update(visible=asking)


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
