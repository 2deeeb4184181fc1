"""文件: what is in the corpus, and how to put more into it, put it right, and take it out."""

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from mingce.documents import library
from mingce.documents.corrections import FIELDS, place_of, read_corrections, save_correction
from mingce.documents.rebuild import Progress, Rebuilder
from mingce.errors import UserError
from mingce.export.contract import corpus_json
from mingce.read import READERS
from web.desk import QUIET, Desk
from web.documents_html import hint_html, left_out_html, list_html, progress_html, removed_html

LOOK_S = 0.4  # between two looks at a build
KINDS = "TXT、Markdown、HTML、DOCX、PDF、OFD、扫描件和图片、ZIP"
Updates = tuple[Any, ...]


def room(desk: Desk) -> None:
    rebuilder = Rebuilder(desk.live, desk.corpus)

    def corrected() -> dict[str, Mapping[str, str]]:
        kept = read_corrections(desk.corpus).fields
        return {d.id: kept[place_of(d)] for d in desk.live.current.documents if place_of(d) in kept}

    def lists(words: str) -> Updates:
        index = desk.live.current
        return (
            list_html(corpus_json(index.contents), words or "", corrected(), desk.may_upload),
            left_out_html(index.manifest.warnings) + removed_html(library.removed(desk.corpus), desk.may_upload),
        )

    def enter(words: str) -> Iterator[Updates]:
        """Yields what stands in: progress, list, what was left out or removed. A build that runs is followed."""
        yield progress_html(rebuilder.progress), *lists(words)
        if rebuilder.progress.is_running:
            yield from follow(words)

    def follow(words: str, told: Sequence[str] = ()) -> Iterator[Updates]:
        while rebuilder.progress.is_running:
            yield progress_html(rebuilder.progress, told), gr.skip(), gr.skip()
            time.sleep(LOOK_S)
        yield progress_html(rebuilder.progress, told), *lists(words)

    def rebuilt(words: str, told: Sequence[str] = (), force: bool = False) -> Iterator[Updates]:
        rebuilder.start(force)
        yield from follow(words, told)

    def upload(paths: Sequence[str] | None, words: str) -> Iterator[Updates]:
        told: list[str] = []
        added = 0
        for n, path in enumerate(map(Path, paths or ()), start=1):
            yield (
                progress_html(Progress(f"读取“{path.name}”（{n}/{len(paths or ())}）", True), told),
                gr.skip(),
                gr.skip(),
            )
            try:
                told.append(f"已放入“{library.add(desk.corpus, path, index=desk.live.folder).name}”。")
                added += 1
            except UserError as error:
                told.append(str(error))
        if added:
            yield from rebuilt(words, told)
        else:
            yield progress_html(Progress(), told), *lists(words)

    def take(words: str, event: gr.EventData) -> Iterator[Updates]:
        try:
            gone = library.remove(desk.corpus, desk.live.current.document(event._data["document"]))
        except UserError as error:
            yield progress_html(Progress("没有移除", False, str(error))), gr.skip(), gr.skip()
            return
        yield from rebuilt(words, [f"已移除“{gone.source}”，在下面“移除过的文件”里可以撤销。"])

    def restore(words: str, event: gr.EventData) -> Iterator[Updates]:
        try:
            path = library.restore(desk.corpus, event._data["key"])
        except UserError as error:
            yield progress_html(Progress("没有撤销", False, str(error))), gr.skip(), gr.skip()
            return
        yield from rebuilt(words, [f"已放回“{path.name}”。"])

    def open_form(event: gr.EventData) -> Updates:
        """The correction form, filled with what is known; focus goes to it."""
        document = desk.live.current.document(event._data["document"])
        values = [getattr(document, name) for name in FIELDS]
        return gr.update(visible=True), f"### 更正《{document.title}》", document.id, *values

    def save(doc_id: str, words: str, *values: str) -> Iterator[Updates]:
        """Keeps what differs from what is known. Yields also whether the form stays open."""
        document = desk.live.current.document(doc_id)
        given = dict(zip(FIELDS, (value.strip() for value in values), strict=True))
        fields = {name: value for name, value in given.items() if value != getattr(document, name)}
        try:
            if fields:
                save_correction(desk.corpus, place_of(document), fields)
        except UserError as error:
            yield progress_html(Progress("没有保存", False, str(error))), gr.skip(), gr.skip(), gr.skip()
            return
        for shown in rebuilt(words, ["已保存更正。"] if fields else ["没有改动。"]):
            yield *shown, gr.update(visible=False)

    def take_back(doc_id: str, words: str) -> Iterator[Updates]:
        """All corrections of a document: what its text says counts again."""
        document = desk.live.current.document(doc_id)
        try:
            save_correction(desk.corpus, place_of(document), dict.fromkeys(FIELDS))
        except UserError as error:
            yield progress_html(Progress("没有保存", False, str(error))), gr.skip(), gr.skip(), gr.skip()
            return
        for shown in rebuilt(words, ["已取消全部更正，重新按原文识别。"]):
            yield *shown, gr.update(visible=False)

    chosen = gr.State("")
    desk.html(hint_html(desk.may_upload, KINDS), "documents-hint")
    files = gr.File(
        label="把文件拖到这里，或点击选择",
        file_count="multiple",
        file_types=sorted(READERS),
        type="filepath",
        elem_id="documents-upload",
        height=130,
        visible=desk.may_upload,
    )
    progress = desk.html("", "documents-progress")
    with gr.Column(visible=False, elem_id="documents-form") as form:
        heading = gr.Markdown("", elem_id="documents-form-title", sanitize_html=True)
        boxes = [gr.Textbox(label=label, max_lines=1) for label in FIELDS.values()]
        with gr.Row():
            save_button = gr.Button("保存更正", variant="primary", size="sm", min_width=0)
            undo_button = gr.Button("取消以前的更正", size="sm", min_width=0)
            cancel_button = gr.Button("关闭", size="sm", min_width=0)
    with gr.Row(elem_id="documents-controls"):
        words = gr.Textbox(
            label="筛选", placeholder="标题、机关、类别、年份或文件名", elem_id="documents-filter", max_lines=1
        )
        build_button = gr.Button("重新建立索引", size="sm", min_width=0, visible=desk.may_upload)
    listing = desk.html("", "documents-list", ("correct", "take"))
    others = desk.html("", "documents-others", ("restore",))

    outputs = [progress, listing, others]
    desk.masthead.documents(enter, words, outputs, **QUIET)
    words.change(lists, words, [listing, others], **QUIET)
    if desk.may_upload:
        uploaded = files.upload(upload, [files, words], outputs, **QUIET)
        uploaded.then(lambda: None, None, files, **QUIET)
        build_button.click(lambda words: (yield from rebuilt(words, force=True)), words, outputs, **QUIET)
        listing.take(take, words, outputs, **QUIET)
        others.restore(restore, words, outputs, **QUIET)
        opened = listing.correct(open_form, None, [form, heading, chosen, *boxes], **QUIET)
        opened.then(
            None, js="() => document.querySelector('#documents-form').scrollIntoView({block: 'center'})", **QUIET
        )
        save_button.click(save, [chosen, words, *boxes], [*outputs, form], **QUIET)
        undo_button.click(take_back, [chosen, words], [*outputs, form], **QUIET)
        cancel_button.click(lambda: gr.update(visible=False), None, form, **QUIET)
