"""文件: what is in the corpus, and how to put more into it, correct it, and take it out."""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import gradio as gr

from mingce.documents import library
from mingce.documents.corrections import FIELDS, place_of, read_corrections, save_correction
from mingce.documents.rebuild import Progress, Rebuilder
from mingce.errors import UserError
from mingce.export.contract import Json, corpus_json
from mingce.index import Index
from mingce.read import READERS
from web.desk import QUIET, Desk
from web.documents_html import hint_html, list_html, others_html, progress_html, row_html

LISTED = 30  # documents, which the browser lays out at each key press; a button lists the others
LOOK_S = 0.4  # between two looks at a build
KINDS = "TXT、Markdown、HTML、DOCX、PDF、OFD、扫描件和图片、ZIP"
SEARCHED = ("title", "issuer", "number", "kind", "region", "source", "date")  # by the filter, of a document's record
TO_FORM = "() => document.querySelector('#documents-form').scrollIntoView({block: 'center'})"
Updates = tuple[Any, ...]
Corrected = Mapping[str, Mapping[str, str]]  # document -> the fields that the user corrected


class DocumentList:
    """The list of one state of the index and its corrections.

    What every document needs is made once and each row when it is first shown, so that a key press in the filter costs
    nearly the same for three documents and for thousands.
    """

    def __init__(self, records: Sequence[Json], corrected: Corrected, may_change: bool) -> None:
        self._records = records
        self._searched = ["".join(str(record[name]) for name in SEARCHED) for record in records]
        self._corrected = corrected
        self._may_change = may_change
        self._rows: dict[int, str] = {}

    def html(self, words: str, most: int = LISTED) -> str:
        """The documents that have all the words, separated by spaces; at most so many of them."""
        wanted = words.split()
        matching = [n for n, text in enumerate(self._searched) if all(word in text for word in wanted)]
        rows = [self._row(n) for n in matching[:most]]
        return list_html(rows, len(self._records), len(matching), words)

    def _row(self, n: int) -> str:
        if n not in self._rows:
            record = self._records[n]
            self._rows[n] = row_html(record, self._corrected.get(record["doc_id"], {}), self._may_change)
        return self._rows[n]


class DocumentsRoom:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.rebuilder = Rebuilder(desk.live, desk.corpus)
        self.corrected: Corrected = {}
        self._list: tuple[Any, DocumentList] | None = None  # with the state that it was made of

    @property
    def index(self) -> Index:
        return self.desk.live.current

    # ---------------------------------------------------------------- lists

    def filter(self, words: str | None) -> str:
        """The list with each key press in the filter."""
        return self.list_now().html(words or "")

    def list_all(self, words: str | None) -> str:
        """The whole list, where a reader wants it."""
        return self.list_now().html(words or "", len(self.index.documents))

    def list_now(self) -> DocumentList:
        index = self.index
        state = (index.manifest.build, date.today(), self.corrected)  # validity depends on the day
        if self._list is None or self._list[0] != state:
            self._list = state, DocumentList(corpus_json(index.contents), self.corrected, self.desk.may_upload)
        return self._list[1]

    def lists(self, words: str) -> Updates:
        """The list, and what was left out or removed, as the corpus folder is now."""
        index = self.index
        kept = read_corrections(self.desk.corpus).fields
        self.corrected = {d.id: kept[place_of(d)] for d in index.documents if place_of(d) in kept}
        removed = library.removed(self.desk.corpus) if self.desk.may_upload else []
        return self.filter(words), others_html(index.manifest.warnings, removed)

    # ---------------------------------------------------------------- each yields progress, list, and others

    def enter(self, words: str) -> Iterator[Updates]:
        """A build that runs is followed."""
        yield progress_html(self.rebuilder.progress), *self.lists(words)
        if self.rebuilder.progress.is_running:
            yield from self.follow(words)

    def follow(self, words: str, told: Sequence[str] = ()) -> Iterator[Updates]:
        while self.rebuilder.progress.is_running:
            yield progress_html(self.rebuilder.progress, told), gr.skip(), gr.skip()
            time.sleep(LOOK_S)
        yield progress_html(self.rebuilder.progress, told), *self.lists(words)

    def rebuild(self, words: str, told: Sequence[str] = (), force: bool = False) -> Iterator[Updates]:
        self.rebuilder.start(force)
        yield from self.follow(words, told)

    def rebuild_all(self, words: str) -> Iterator[Updates]:
        yield from self.rebuild(words, force=True)

    def upload(self, paths: Sequence[str] | None, words: str) -> Iterator[Updates]:
        told: list[str] = []
        added = 0
        for n, path in enumerate(map(Path, paths or ()), start=1):
            stage = f"读取“{path.name}”（{n}/{len(paths or ())}）"
            yield progress_html(Progress(stage, True), told), gr.skip(), gr.skip()
            try:
                file = library.add(self.desk.corpus, path, index=self.desk.live.folder)
                told.append(f"已放入“{file.name}”。")
                added += 1
            except UserError as error:
                told.append(str(error))
        if added:
            yield from self.rebuild(words, told)
        else:
            yield progress_html(Progress(), told), *self.lists(words)

    def take(self, words: str, event: gr.EventData) -> Iterator[Updates]:
        """Remove the document of the button that was pressed."""
        try:
            gone = library.remove(self.desk.corpus, self.index.document(event.document))
        except UserError as error:
            yield failed("没有移除", error)
            return
        yield from self.rebuild(words, [f"已移除“{gone.source}”，在下面“移除过的文件”里可以撤销。"])

    def restore(self, words: str, event: gr.EventData) -> Iterator[Updates]:
        """Put back the removed file of the button that was pressed."""
        try:
            path = library.restore(self.desk.corpus, event.key)
        except UserError as error:
            yield failed("没有撤销", error)
            return
        yield from self.rebuild(words, [f"已放回“{path.name}”。"])

    # ---------------------------------------------------------------- corrections; also whether the form is seen

    def open_form(self, event: gr.EventData) -> Updates:
        """The form, its title, the document and what is known of it."""
        document = self.index.document(event.document)
        values = [getattr(document, name) for name in FIELDS]
        return gr.update(visible=True), f"### 更正《{document.title}》", document.id, *values

    def save(self, doc_id: str, words: str, *values: str) -> Iterator[Updates]:
        """Keeps the values that differ from what is known."""
        document = self.index.document(doc_id)
        given = dict(zip(FIELDS, (value.strip() for value in values), strict=True))
        fields = {name: value for name, value in given.items() if value != getattr(document, name)}
        try:
            if fields:
                save_correction(self.desk.corpus, place_of(document), fields)
        except UserError as error:
            yield *failed("没有保存", error), gr.skip()
            return
        for shown in self.rebuild(words, ["已保存更正。"] if fields else ["没有改动。"]):
            yield *shown, gr.update(visible=False)

    def take_back(self, doc_id: str, words: str) -> Iterator[Updates]:
        """Drops all corrections of a document: what its text says counts again."""
        document = self.index.document(doc_id)
        try:
            save_correction(self.desk.corpus, place_of(document), dict.fromkeys(FIELDS))
        except UserError as error:
            yield *failed("没有保存", error), gr.skip()
            return
        for shown in self.rebuild(words, ["已取消全部更正，重新按原文识别。"]):
            yield *shown, gr.update(visible=False)

    # ---------------------------------------------------------------- layout

    def build(self) -> None:
        desk = self.desk
        self.document = gr.State("")  # the one that the form is open for
        desk.html(hint_html(desk.may_upload, KINDS), "documents-hint")
        self.files = gr.File(
            label="把文件拖到这里，或点击选择",
            file_count="multiple",
            file_types=sorted(READERS),
            type="filepath",
            elem_id="documents-upload",
            height=130,
            visible=desk.may_upload,
        )
        self.progress = desk.html("", "documents-progress")
        with gr.Column(visible=False, elem_id="documents-form") as self.form:
            self.lay_out_form()
        with gr.Row(elem_id="documents-controls"):
            self.words = gr.Textbox(
                label="筛选", placeholder="标题、机关、类别、年份或文件名", elem_id="documents-filter", max_lines=1
            )
            self.build_button = gr.Button("重新建立索引", size="sm", min_width=0, visible=desk.may_upload)
        self.listing = desk.html("", "documents-list", ("correct", "take", "more"))
        self.others = desk.html("", "documents-others", ("restore",))
        self.outputs = [self.progress, self.listing, self.others]
        self.connect()

    def lay_out_form(self) -> None:
        self.heading = gr.Markdown("", elem_id="documents-form-title", sanitize_html=True)
        self.boxes = [gr.Textbox(label=label, max_lines=1) for label in FIELDS.values()]
        with gr.Row():
            self.save_button = gr.Button("保存更正", variant="primary", size="sm", min_width=0)
            self.undo_button = gr.Button("取消以前的更正", size="sm", min_width=0)
            self.cancel_button = gr.Button("关闭", size="sm", min_width=0)

    # ---------------------------------------------------------------- connections

    def connect(self) -> None:
        self.desk.masthead.documents(self.enter, self.words, self.outputs, **QUIET)
        self.words.change(self.filter, self.words, self.listing, **QUIET)
        self.listing.more(self.list_all, self.words, self.listing, **QUIET)
        if self.desk.may_upload:
            self.connect_changes()
            self.connect_form()

    def connect_changes(self) -> None:
        words, outputs = self.words, self.outputs
        uploaded = self.files.upload(self.upload, [self.files, words], outputs, **QUIET)
        uploaded.then(lambda: None, None, self.files, **QUIET)
        self.build_button.click(self.rebuild_all, words, outputs, **QUIET)
        self.listing.take(self.take, words, outputs, **QUIET)
        self.others.restore(self.restore, words, outputs, **QUIET)

    def connect_form(self) -> None:
        form, document, words = self.form, self.document, self.words
        opened = self.listing.correct(self.open_form, None, [form, self.heading, document, *self.boxes], **QUIET)
        opened.then(None, js=TO_FORM, **QUIET)
        self.save_button.click(self.save, [document, words, *self.boxes], [*self.outputs, form], **QUIET)
        self.undo_button.click(self.take_back, [document, words], [*self.outputs, form], **QUIET)
        self.cancel_button.click(lambda: gr.update(visible=False), None, form, **QUIET)


def failed(what: str, error: UserError) -> Updates:
    return progress_html(Progress(what, False, str(error))), gr.skip(), gr.skip()
