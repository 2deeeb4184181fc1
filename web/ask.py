"""问答: questions and cited answers."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from web import conversation as talk
from web.desk import QUIET, Desk
from web.render import conversation_html


def room(desk: Desk) -> None:
    def ask(question: str, doc_ids: list[str], turns: tuple[talk.Turn, ...]) -> Iterator[tuple[Any, ...]]:
        """Yields what stands in: conversation, turns, question, send, stop."""
        if not question.strip():
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        index = desk.live.current
        documents = index.searcher.documents
        for now in talk.ask(index, turns, question.strip(), doc_ids):
            again = question if now[-1].state is talk.State.FAILED else ""  # to be shortened, or asked once more
            yield conversation_html(now, documents), now, again, gr.update(visible=False), gr.update(visible=True)
        yield gr.skip(), gr.skip(), gr.skip(), gr.update(visible=True), gr.update(visible=False)

    def ask_example(doc_ids: list[str], turns: tuple[talk.Turn, ...], event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        yield from ask(event.question, doc_ids, turns)

    def stop(turns: tuple[talk.Turn, ...]) -> tuple[Any, ...]:
        now = talk.stop(turns)
        return (
            conversation_html(now, desk.live.current.searcher.documents),
            now,
            gr.skip(),
            gr.update(visible=True),
            gr.update(visible=False),
        )

    def clear() -> tuple[Any, ...]:
        return (
            conversation_html((), desk.live.current.searcher.documents),
            (),
            "",
            gr.update(visible=True),
            gr.update(visible=False),
        )

    turns = gr.State(())
    history = desk.html(lambda: conversation_html((), desk.live.current.searcher.documents), "history", ("example",))
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
        with gr.Row(elem_id="controls"):
            scope = gr.Dropdown(desk.choices(), value=[], multiselect=True, label="查找范围", elem_id="scope")
            clear_button = gr.Button("清空", elem_id="clear", size="sm", min_width=0)
            send = gr.Button("提问", variant="primary", elem_id="send", size="sm", min_width=0)
            stop_button = gr.Button("停止", visible=False, elem_id="stop", size="sm", min_width=0)

    outputs = [history, turns, question, send, stop_button]
    # One question at a time: the model's tokenizer is not made for two threads.
    # trigger_mode: with "once", Gradio 6.31 takes no further question after one was stopped.
    queued: dict[str, Any] = {"concurrency_id": "ask", "trigger_mode": "multiple"}
    asking = gr.on([question.submit, send.click], ask, [question, scope, turns], outputs, **queued, **QUIET)
    picking = history.example(ask_example, [scope, turns], outputs, **queued, **QUIET)
    stop_button.click(stop, turns, outputs, cancels=[asking, picking], **QUIET)
    clear_button.click(clear, None, outputs, cancels=[asking, picking], **QUIET)
    desk.masthead.ask(lambda: gr.update(choices=desk.choices()), None, scope, **QUIET)
