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
LABELS = {"docx": "导出 Word", "md": "导出 Markdown"}
PICK_DOCUMENT = "请先在上面选一份文件。"
PICK_OTHER = "请选另一份文件来对照。"
Updates = tuple[Any, ...]


class StudyRoom:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.outbox = Outbox()

    @property
    def index(self) -> Index:
        return self.desk.live.current

    # ---------------------------------------------------------------- what the page calls

    def enter(self, doc_id: str | None) -> Updates:
        """The documents as they are now: for the document, the other one, and the first view."""
        documents = self.index.documents
        kept = doc_id if doc_id in {document.id for document in documents} else None
        return (
            gr.update(choices=self.desk.choices(), value=kept),
            gr.update(choices=self.desk.choices()),
            html.empty_html(documents) if kept is None else gr.skip(),
            gr.update(visible=kept is not None),
        )

    def choose(self, doc_id: str | None) -> Updates:
        """About, terms, digest, comparison, uses, whether the tabs are seen, the source."""
        index = self.index
        if doc_id is None:
            return html.empty_html(index.documents), "", "", "", "", gr.update(visible=False), gr.skip()
        document, sections, sentences = index.contents.part(doc_id)
        voices = Counter(s.speaker for s in sentences if s.speaker)
        status = index.validity(doc_id)
        found = formulations([document], sections, sentences)
        return (
            html.about_html(document, sections, status, index.relations(doc_id), voices),
            html.terms_html(found),
            "",
            "",
            "",
            gr.update(visible=True),
            source_html(document, sections, marks=find_any(document, [f.term for f in found]), status=status),
        )

    def search(self, doc_id: str | None, words: str, everywhere: bool) -> Updates:
        """The matches, and the source with all of its own marked."""
        index = self.index
        documents = index.documents if everywhere or doc_id is None else [index.document(doc_id)]
        matches = find(documents, words)
        view = html.matches_html(words, matches, index.contents.by_id)
        shown = doc_id or (matches[0].doc_id if matches else None)
        if shown is None:
            return view, gr.skip()
        marks = [(match.start, match.end) for match in matches if match.doc_id == shown]
        document = index.document(shown)
        return view, source_html(document, index.sections(shown), marks=marks, status=index.validity(shown))

    def show_history(self, term: str) -> str:
        if not term.strip():
            return html.note_html("输入一个提法，或在下面点一个。")
        contents = self.index.contents
        return html.uses_html(term.strip(), wording.history(contents, term.strip()), contents.by_id)

    def show_digest(self, doc_id: str | None, count: float) -> str:
        if doc_id is None:
            return html.note_html(PICK_DOCUMENT)
        contents = self.index.contents
        return html.digest_html(digest.digest(contents, doc_id, int(count)), contents.by_id)

    def show_comparison(self, doc_id: str | None, other: str | None) -> str:
        if doc_id is None or other is None or doc_id == other:
            return html.note_html(PICK_OTHER)
        contents = self.index.contents
        return html.comparison_html(compare.compare(contents, doc_id, other), contents.by_id)

    def export(self, make: Callable[..., Report], suffix: str) -> Callable[..., Any]:
        """A listener that writes a report to a file, which its button then downloads."""

        def write(*values: Any) -> Any:
            index = self.index
            try:
                made = make(index, *values)
            except UserError as error:
                gr.Warning(str(error), title="没有导出")
                return gr.update(visible=False)
            path = self.outbox.place(f"{made.title}.{suffix}")
            FORMATS[suffix].write(made, index.contents.by_id, path)
            return gr.update(value=str(path), visible=True)

        return write

    # ---------------------------------------------------------------- layout

    def build(self) -> None:
        desk = self.desk
        self.chosen = gr.Dropdown(desk.choices(), value=None, label="文件", elem_id="study-document")
        self.about = desk.html("", "study-about", ("pick",))
        with gr.Tabs(visible=False, elem_id="study-tabs") as self.tabs:
            with gr.Tab("查找"):
                self.lay_out_search()
            with gr.Tab("提法"):
                self.lay_out_history()
            with gr.Tab("要点摘编"):
                self.lay_out_digest()
            with gr.Tab("两份对照"):
                self.lay_out_comparison()
        self.connect()

    def lay_out_search(self) -> None:
        with gr.Row(elem_classes="study-row"):
            self.words = gr.Textbox(label="查找原字", placeholder="例如：质量强省", max_lines=1, elem_id="study-words")
            self.everywhere = gr.Checkbox(label="在所有文件里找", value=False)
        self.matches = self.desk.html(html.matches_html("", [], {}), "study-matches")

    def lay_out_history(self) -> None:
        self.term = gr.Textbox(label="提法", placeholder="例如：高质量发展", max_lines=1, elem_id="study-term")
        self.history_files = download_buttons()
        self.uses = self.desk.html("", "study-uses")
        self.terms = self.desk.html("", "study-terms", ("term",))

    def lay_out_digest(self) -> None:
        with gr.Row(elem_classes="study-row"):
            self.count = gr.Slider(4, 30, value=digest.SENTENCES, step=1, label="句数")
            self.pick_out = gr.Button("摘出要点", variant="primary", size="sm", min_width=0, elem_id="study-pick-out")
        self.digest_files = download_buttons()
        self.summary = self.desk.html("", "study-digest")

    def lay_out_comparison(self) -> None:
        with gr.Row(elem_classes="study-row"):
            self.other = gr.Dropdown(self.desk.choices(), value=None, label="与哪一份对照", elem_id="study-other")
        self.comparison_files = download_buttons()
        self.comparison = self.desk.html("", "study-comparison")

    # ---------------------------------------------------------------- connections

    def connect(self) -> None:
        chosen, source = self.chosen, self.desk.source
        self.desk.masthead.study(self.enter, chosen, [chosen, self.other, self.about, self.tabs], **QUIET)
        views = [self.about, self.terms, self.summary, self.comparison, self.uses, self.tabs, source]
        picked = chosen.change(self.choose, chosen, views, **QUIET)
        picked.then(None, js="() => window.mingce.opened()", **QUIET)
        self.about.pick(picked_document, None, chosen, **QUIET)

        searching = [chosen, self.words, self.everywhere]
        begins = [self.words.submit, self.everywhere.input]
        gr.on(begins, self.search, searching, [self.matches, source], **QUIET)

        typed = self.term.submit(self.show_history, self.term, self.uses, **QUIET)
        clicked = self.terms.term(picked_term, None, self.term, **QUIET)
        for shown in (typed, clicked.then(self.show_history, self.term, self.uses, **QUIET)):
            self.offer_downloads(shown, history_report, [self.term], self.history_files)

        digested = self.pick_out.click(self.show_digest, [chosen, self.count], self.summary, **QUIET)
        self.offer_downloads(digested, digest_report, [chosen, self.count], self.digest_files)

        compared = self.other.input(self.show_comparison, [chosen, self.other], self.comparison, **QUIET)
        self.offer_downloads(compared, comparison_report, [chosen, self.other], self.comparison_files)

    def offer_downloads(
        self, shown: Any, make: Callable[..., Report], inputs: list[Any], buttons: dict[str, Any]
    ) -> None:
        """Makes the files after the page shows what they hold. buttons: by the suffix of the file."""
        for suffix, button in buttons.items():
            shown = shown.then(self.export(make, suffix), inputs, button, **QUIET)


def picked_document(event: gr.EventData) -> str:
    return event.document


def picked_term(event: gr.EventData) -> str:
    return event.term


def download_buttons() -> dict[str, gr.DownloadButton]:
    with gr.Row(elem_classes="study-files"):
        return {
            suffix: gr.DownloadButton(label, visible=False, size="sm", min_width=0) for suffix, label in LABELS.items()
        }


def history_report(index: Index, term: str) -> Report:
    uses = wording.history(index.contents, term.strip()) if term.strip() else []
    if not uses:
        raise UserError(f"收录的文件里没有“{term.strip()}”这个说法，没有可导出的内容。")
    return wording.report(term.strip(), uses, dict(index.contents.by_id))


def digest_report(index: Index, doc_id: str | None, count: float) -> Report:
    if doc_id is None:
        raise UserError(PICK_DOCUMENT)
    return digest.report(index.document(doc_id), digest.digest(index.contents, doc_id, int(count)))


def comparison_report(index: Index, doc_id: str | None, other: str | None) -> Report:
    if doc_id is None or other is None or doc_id == other:
        raise UserError(PICK_OTHER)
    return compare.report(compare.compare(index.contents, doc_id, other))
