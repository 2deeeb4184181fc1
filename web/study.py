"""研读: one document with its outline, exact search, the history of its wording, a digest, and a comparison."""

from collections import Counter
from collections.abc import Callable
from types import ModuleType
from typing import Any

import gradio as gr

from mingce.errors import UserError
from mingce.export import docx, markdown
from mingce.export.report import Report
from mingce.facts.formulations import formulations
from mingce.index import Index
from mingce.study import compare, digest, wording
from mingce.study.find import find, find_any
from web import study_html as html
from web.desk import QUIET, Desk
from web.files import Outbox
from web.source import source_html

FORMATS: dict[str, ModuleType] = {"docx": docx, "md": markdown}
PICK = "请先在上面选一份文件。"
Updates = tuple[Any, ...]


def room(desk: Desk) -> None:
    outbox = Outbox()

    def enter(doc_id: str | None) -> Updates:
        """The documents as they are now: for the document, the other one, and the first view."""
        documents = desk.live.current.documents
        kept = doc_id if doc_id in {document.id for document in documents} else None
        return (
            gr.update(choices=desk.choices(), value=kept),
            gr.update(choices=desk.choices()),
            html.empty_html(documents) if kept is None else gr.skip(),
            gr.update(visible=kept is not None),
        )

    def choose(doc_id: str | None) -> Updates:
        """About, terms, digest, comparison, uses, whether the tabs are seen, the source."""
        if doc_id is None:
            return html.empty_html(desk.live.current.documents), "", "", "", "", gr.update(visible=False), gr.skip()
        index = desk.live.current
        document, sections, sentences = index.contents.part(doc_id)
        voices = Counter(s.speaker for s in sentences if s.speaker)
        status = index.validity(doc_id)
        found = formulations([document], sections, sentences)
        return (
            html.about_html(document, sections, status, index.relations(doc_id), voices),
            html.terms_html(found, index.contents.by_id),
            "",
            "",
            "",
            gr.update(visible=True),
            source_html(document, sections, marks=find_any(document, [f.term for f in found]), status=status),
        )

    def search(doc_id: str | None, words: str, everywhere: bool) -> Updates:
        """The matches, and the source with all of its own marked."""
        index = desk.live.current
        documents = index.documents if everywhere or doc_id is None else [index.document(doc_id)]
        matches = find(documents, words)
        view = html.matches_html(words, matches, index.contents.by_id)
        shown = doc_id or (matches[0].doc_id if matches else None)
        if shown is None:
            return view, gr.skip()
        marks = [(match.start, match.end) for match in matches if match.doc_id == shown]
        document = index.document(shown)
        return view, source_html(document, index.sections(shown), marks=marks, status=index.validity(shown))

    def show_history(term: str) -> str:
        if not term.strip():
            return '<p class="note">输入一个提法，或在下面点一个。</p>'
        index = desk.live.current
        return html.uses_html(term.strip(), wording.history(index.contents, term.strip()), index.contents.by_id)

    def term_of(event: gr.EventData) -> str:
        return event._data["term"]

    def show_digest(doc_id: str | None, count: float) -> str:
        if doc_id is None:
            return f'<p class="note">{PICK}</p>'
        index = desk.live.current
        return html.digest_html(digest.digest(index.contents, doc_id, int(count)), index.contents.by_id)

    def show_comparison(doc_id: str | None, other: str | None) -> str:
        if doc_id is None or other is None or doc_id == other:
            return '<p class="note">请选另一份文件来对照。</p>'
        index = desk.live.current
        return html.comparison_html(compare.compare(index.contents, doc_id, other), index.contents.by_id)

    def export(make: Callable[..., Report], suffix: str) -> Callable[..., Any]:
        def write(*values: Any) -> Any:
            index = desk.live.current
            try:
                made = make(index, *values)
            except UserError as error:
                gr.Warning(str(error), title="没有导出")
                return gr.update(visible=False)
            path = outbox.place(f"{made.title}.{suffix}")
            FORMATS[suffix].write(made, index.contents.by_id, path)
            return gr.update(value=str(path), visible=True)

        return write

    def offer_downloads(done: Any, make: Callable[..., Report], inputs: list[Any], buttons: dict[str, Any]) -> None:
        """The files, made after the page shows what they hold."""
        for suffix, button in buttons.items():
            done = done.then(export(make, suffix), inputs, button, **QUIET)

    chosen = gr.Dropdown(desk.choices(), value=None, label="文件", elem_id="study-document")
    about = desk.html("", "study-about", ("pick",))
    with gr.Tabs(visible=False, elem_id="study-tabs") as tabs:
        with gr.Tab("查找"):
            with gr.Row(elem_classes="study-row"):
                words = gr.Textbox(label="查找原字", placeholder="例如：质量强省", max_lines=1, elem_id="study-words")
                everywhere = gr.Checkbox(label="在所有文件里找", value=False)
            matches = desk.html(html.matches_html("", [], {}), "study-matches")
        with gr.Tab("提法"):
            term = gr.Textbox(label="提法", placeholder="例如：高质量发展", max_lines=1, elem_id="study-term")
            uses_files = download_buttons()
            uses = desk.html("", "study-uses")
            terms = desk.html("", "study-terms", ("term",))
        with gr.Tab("要点摘编"):
            with gr.Row(elem_classes="study-row"):
                count = gr.Slider(4, 30, value=digest.SENTENCES, step=1, label="句数")
                pick_out = gr.Button("摘出要点", variant="primary", size="sm", min_width=0, elem_id="study-pick-out")
            digest_files = download_buttons()
            summary = desk.html("", "study-digest")
        with gr.Tab("两份对照"):
            with gr.Row(elem_classes="study-row"):
                other = gr.Dropdown(desk.choices(), value=None, label="与哪一份对照", elem_id="study-other")
            comparison_files = download_buttons()
            comparison = desk.html("", "study-comparison")

    desk.masthead.study(enter, chosen, [chosen, other, about, tabs], **QUIET)
    views = [about, terms, summary, comparison, uses, tabs, desk.source]
    picked = chosen.change(choose, chosen, views, **QUIET)
    picked.then(None, js="() => window.mingce.opened()", **QUIET)
    about.pick(picked_document, None, chosen, **QUIET)
    searching = [chosen, words, everywhere]
    gr.on([words.submit, everywhere.input], search, searching, [matches, desk.source], **QUIET)
    told = term.submit(show_history, term, uses, **QUIET)
    clicked = terms.term(term_of, None, term, **QUIET).then(show_history, term, uses, **QUIET)
    for done in (told, clicked):
        offer_downloads(done, history_report, [term], uses_files)
    digested = pick_out.click(show_digest, [chosen, count], summary, **QUIET)
    offer_downloads(digested, digest_report, [chosen, count], digest_files)
    compared = other.input(show_comparison, [chosen, other], comparison, **QUIET)
    offer_downloads(compared, comparison_report, [chosen, other], comparison_files)


def picked_document(event: gr.EventData) -> str:
    return event._data["document"]


def download_buttons() -> dict[str, gr.DownloadButton]:
    with gr.Row(elem_classes="study-files"):
        return {
            suffix: gr.DownloadButton(label, visible=False, size="sm", min_width=0)
            for suffix, label in (("docx", "导出 Word"), ("md", "导出 Markdown"))
        }


def history_report(index: Index, term: str) -> Report:
    uses = wording.history(index.contents, term.strip()) if term.strip() else []
    if not uses:
        raise UserError(f"收录的文件里没有“{term.strip()}”这个说法，没有可导出的内容。")
    return wording.report(term.strip(), uses, dict(index.contents.by_id))


def digest_report(index: Index, doc_id: str | None, count: float) -> Report:
    if doc_id is None:
        raise UserError(PICK)
    return digest.report(index.document(doc_id), digest.digest(index.contents, doc_id, int(count)))


def comparison_report(index: Index, doc_id: str | None, other: str | None) -> Report:
    if doc_id is None or other is None or doc_id == other:
        raise UserError("请选另一份文件来对照。")
    return compare.report(compare.compare(index.contents, doc_id, other))
