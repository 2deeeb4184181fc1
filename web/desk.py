"""What every room works with: the index, the corpus folder, and the pane on the right that shows a source."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from mingce.documents.live import LiveIndex
from mingce.errors import UserError
from web.source import problem_html, source_html
from web.theme import FOLDER

EVENTS_JS = (FOLDER / "events.js").read_text(encoding="utf-8")
# For every event listener: no progress bar over what is shown, and no endpoint for other programs.
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def listening_html(value: Any, elem_id: str, events: Sequence[str], **more: Any) -> gr.HTML:
    """HTML whose buttons call what listens to the events: Gradio looks for their names in the script."""
    script = f"const events = {json.dumps(events)};\n{EVENTS_JS}"
    return gr.HTML(value, elem_id=elem_id, apply_default_css=False, js_on_load=script, **more)


@dataclass(frozen=True)
class Desk:
    live: LiveIndex
    corpus: Path
    may_upload: bool
    page: gr.Blocks
    masthead: gr.HTML  # sends an event with the name of a room when that room is entered: desk.masthead.study(load, …)
    source: gr.HTML  # the pane on the right

    def html(self, value: Any, elem_id: str, events: Sequence[str] = (), **more: Any) -> gr.HTML:
        """HTML with buttons. A button with data-event="x" calls what listens to `.x`, where `events` names x. A button
        with the attributes of `opens` (templates/parts.html) opens a source."""
        html = listening_html(value, elem_id, ("source", *events), **more)
        self.opens_sources(html)
        return html

    def opens_sources(self, html: gr.HTML) -> None:
        shown = html.source(self.show_source, None, self.source, **QUIET)
        shown.then(None, js="() => window.mingce.opened()", **QUIET)

    def show_source(self, event: gr.EventData) -> str:
        """The document of the button that was pressed, with its passage marked."""
        index = self.live.current
        try:
            document = index.document(event.document)
        except UserError as error:
            return problem_html(str(error))
        start, end = int(getattr(event, "start", 0)), int(getattr(event, "end", 0))
        status = index.validity(document.id)
        return source_html(document, index.sections(document.id), start, end, status=status)

    def choices(self) -> list[tuple[str, str]]:
        """The documents as a dropdown's choices: title and id."""
        return [(document.title, document.id) for document in self.live.current.documents]
