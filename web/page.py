"""The page: a masthead, the rooms on the left of which one is shown, and the source on the right."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import gradio as gr

from mingce.documents.live import LiveIndex
from mingce.errors import UserError
from mingce.index import Index
from web.api import WAITING, endpoints, hide_others
from web.applies import AppliesRoom
from web.ask import AskRoom
from web.desk import QUIET, Desk, listening_html
from web.documents import DocumentsRoom
from web.prepare import PrepareRoom
from web.render import render
from web.source import library_html
from web.study import StudyRoom


class Room(Protocol):
    def build(self) -> None:
        """Lay the room out where it is called, and connect its parts."""


# The rooms are pages of one site, not gr.Tabs: each has an address that can be bookmarked and survives a reload
# (page.js), a button in the <nav> of the masthead with aria-current, and links from other rooms. The tabs of Gradio 6.31
# have no address, so that a reload leads back to the first; they do not move with the arrow keys, and a tab is not in
# the document, for its outputs and for printing, before it was opened.
ROOMS: dict[str, tuple[str, Callable[[Desk], Room]]] = {
    "ask": ("问答", AskRoom),
    "study": ("研读", StudyRoom),
    "applies": ("对照", AppliesRoom),
    "prepare": ("备课", PrepareRoom),
    "documents": ("文件", DocumentsRoom),
}


def make_page(
    live: LiveIndex,
    corpus: Path = Path("corpus"),
    may_upload: bool = True,
    waiting: int = WAITING,
    has_login: bool = False,
) -> gr.Blocks:
    """corpus: where uploaded documents and corrections are kept. waiting: calls of programs that may wait in line."""
    with gr.Blocks(title="明策", analytics_enabled=False, fill_width=True) as page:
        endpoints(live, waiting)  # first: a listener of the same name would take the name
        masthead = listening_html(masthead_html(has_login), "masthead", list(ROOMS))
        source = listening_html(lambda: library(live.current), "source", ("source", "library"), render=False)
        desk = Desk(live, corpus, may_upload, page, masthead, source)
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="rooms"):
                for name, (_, room) in ROOMS.items():
                    with gr.Column(elem_id=f"room-{name}", elem_classes="room"):
                        room(desk).build()
            source.render()
        desk.opens_sources(source)
        back = source.library(lambda: newest_library(live), None, source, **QUIET)
        back.then(None, js="() => window.mingce.opened()", **QUIET)
    hide_others(page)
    return page


def masthead_html(has_login: bool = False) -> str:
    rooms = [(name, title) for name, (title, _) in ROOMS.items()]
    return render("page.html", "masthead", rooms=rooms, has_login=has_login)


def newest_library(live: LiveIndex) -> str:
    """The list of documents as the folder has it now. Where the new index is at fault, the old one stays."""
    try:
        return library(live.refresh())
    except UserError as error:
        return library(live.current, f"没有更新：{error}")


def library(index: Index, *notices: str) -> str:
    return library_html(index.documents, (*notices, *index.notes))
