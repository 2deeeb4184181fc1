"""The page: a masthead, the rooms on the left of which one is shown, and the source on the right."""

from collections.abc import Callable
from pathlib import Path

import gradio as gr

from mingce.documents.live import LiveIndex
from mingce.errors import UserError
from mingce.index import Index
from web import applies, ask, documents, prepare, study
from web.api import WAITING, endpoints, hide_others
from web.desk import QUIET, Desk, listening_html
from web.source import library_html, notice_html

ROOMS: dict[str, tuple[str, Callable[[Desk], None]]] = {
    "ask": ("问答", ask.room),
    "study": ("研读", study.room),
    "applies": ("对照", applies.room),
    "prepare": ("备课", prepare.room),
    "documents": ("文件", documents.room),
}


def make_page(
    live: LiveIndex,
    corpus: Path = Path("corpus"),
    may_upload: bool = True,
    waiting: int = WAITING,
    has_login: bool = False,
) -> gr.Blocks:
    """corpus: where uploaded documents and corrections are kept. waiting: calls of programs that may wait in line."""

    def refresh() -> str:
        """The list of documents as the folder has it now. Where the new index is at fault, the old one stays."""
        try:
            index, problem = live.refresh(), ""
        except UserError as error:
            index, problem = live.current, notice_html(f"没有更新：{error}")
        return problem + library(index)

    with gr.Blocks(title="明策", analytics_enabled=False, fill_width=True) as page:
        endpoints(live, waiting)  # first: a listener of the same name would take the name
        masthead = listening_html(masthead_html(has_login), "masthead", list(ROOMS))
        source = listening_html(lambda: library(live.current), "source", ("source", "library"), render=False)
        desk = Desk(live, corpus, may_upload, masthead, source)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="rooms"):
                for name, (_, room) in ROOMS.items():
                    with gr.Column(elem_id=f"room-{name}", elem_classes="room"):
                        room(desk)
            source.render()
        desk.opens_sources(source)
        back = source.library(refresh, None, source, **QUIET)
        back.then(None, js="() => window.mingce.opened()", **QUIET)
    hide_others(page)
    return page


def masthead_html(has_login: bool = False) -> str:
    rooms = "".join(
        f'<button type="button" data-event="{name}" data-room="{name}">{title}</button>'
        for name, (title, _) in ROOMS.items()
    )
    leave = '<a class="leave" href="logout">退出</a>' if has_login else ""
    return (
        '<header class="masthead"><h1>明策</h1><p>只引原文，没有就说没有</p>'
        f'<nav aria-label="功能">{rooms}</nav>'
        f'<button type="button" class="open-pane">原文</button>{leave}</header>'
    )


def library(index: Index) -> str:
    return "".join(map(notice_html, index.notes)) + library_html(index.documents)
