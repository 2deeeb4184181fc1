"""备课: study packs made of source text, on the page and as files to hand out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from mingce.datatypes import Document
from mingce.errors import UserError
from mingce.export import anki, docx, markdown, pptx
from mingce.index import Index
from mingce.prepare import pack as packs
from mingce.prepare.items import CHOICE, FILL, JUDGE, NAMES, SHORT
from mingce.prepare.material import Chosen, tops
from web.desk import QUIET, Desk
from web.files import Outbox
from web.prepare_html import empty_html, pack_html, problem_html, working_html

DEFAULT_COUNTS = {CHOICE: 5, JUDGE: 5, FILL: 5, SHORT: 3}
MOST_QUESTIONS = 30  # of one kind
LAST_PAPER = 9999
MOST_DOCUMENTS = 12  # in one pack
MOST_SECTIONS = 60  # that are offered to choose from; more are taken as a whole
AT_ONCE = 2
FILES = ("学员卷（Word）", "教师卷（Word）", "幻灯片（PPTX）", "文本（Markdown）", "记忆卡片（Anki）")
Updates = tuple[Any, ...]


@dataclass(frozen=True)
class Made:
    """A pack with the documents it was made from, as they were then."""

    pack: packs.Pack
    documents: Mapping[str, Document]


class PrepareRoom:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.outbox = Outbox()

    # ---------------------------------------------------------------- what the page calls

    def enter(self, doc_ids: list[str], made: Made | None) -> Updates:
        """The documents as they are now."""
        documents = self.desk.live.current.documents
        known = {document.id for document in documents}
        kept = [doc_id for doc_id in doc_ids if doc_id in known]
        view = empty_html(documents) if made is None else gr.skip()
        return gr.update(choices=self.desk.choices(), value=kept), view

    def choose(self, doc_ids: list[str]) -> Any:
        """The sections of the documents, all of them chosen."""
        index = self.desk.live.current
        known = {document.id for document in index.documents}
        offered = section_choices(index, [doc_id for doc_id in doc_ids if doc_id in known])
        return gr.update(choices=offered, value=[value for _, value in offered], visible=bool(offered))

    def make(
        self, doc_ids: list[str], sections: list[str], parts: list[str], seed: float | None, *counts: float | None
    ) -> Iterator[Updates]:
        """Yields the view, the pack, and its files, which are still to come."""
        yield working_html("正在从所选文件里取材、出题，并逐题核对……"), None, *hidden()
        try:
            asked = zip(DEFAULT_COUNTS, counts, strict=True)
            wanted = {kind: whole(count, NAMES[kind], 0, MOST_QUESTIONS) for kind, count in asked}
            number = whole(seed, "卷号", 1, LAST_PAPER)
            chosen = read_choice(self.desk.live.current, doc_ids, sections)
            if not parts:
                raise UserError("还没有选内容。请至少勾选一项，例如“导学提纲”或“练习题”。")
            pack = packs.make(chosen, parts, wanted, number)
        except UserError as error:
            yield problem_html(str(error)), None, *hidden()
            return
        documents = {one.document.id: one.document for one in chosen}
        yield pack_html(pack, documents), Made(pack, documents), *hidden()

    def write(self, made: Made | None) -> Updates:
        """The files, made while the reader looks at the page."""
        if made is None or made.pack.is_empty:
            return hidden()
        try:
            files = write_files(made, self.outbox.folder())
        except OSError as error:
            gr.Warning(f"没能写出文件：{error.strerror or '磁盘不可用'}。材料仍可在页面上看。", title="下载文件")
            return hidden()
        return tuple(
            gr.update(value=str(files[name]), visible=True) if name in files else gr.update(visible=False)
            for name in FILES
        )

    # ---------------------------------------------------------------- layout and connections

    def build(self) -> None:
        with gr.Column(elem_id="prepare-form"):
            self.lay_out_form()
        with gr.Row(elem_id="prepare-files"):
            self.downloads = [gr.DownloadButton(name, visible=False, size="sm", min_width=0) for name in FILES]
        self.view = self.desk.html("", "prepare-view", ("example",))
        self.made = gr.State(None)
        self.connect()

    def lay_out_form(self) -> None:
        self.documents = gr.Dropdown(
            self.desk.choices(), value=[], multiselect=True, label="文件", elem_id="prepare-documents"
        )
        self.sections = gr.CheckboxGroup([], label="章节", elem_id="prepare-sections", visible=False)
        self.parts = gr.CheckboxGroup(
            [(name, part) for part, name in packs.PARTS.items()],
            value=list(packs.PARTS),
            label="内容",
            elem_id="prepare-parts",
        )
        with gr.Row(elem_id="prepare-numbers"):
            self.counts = [
                gr.Number(number, label=NAMES[kind], precision=0, elem_id=f"prepare-{kind}")
                for kind, number in DEFAULT_COUNTS.items()
            ]
            self.seed = gr.Number(1, label="卷号", precision=0, elem_id="prepare-seed")
            self.button = gr.Button("生成材料", variant="primary", elem_id="prepare-make", size="sm", min_width=0)

    def connect(self) -> None:
        documents, sections, made, view = self.documents, self.sections, self.made, self.view
        self.desk.masthead.prepare(self.enter, [documents, made], [documents, view], **QUIET)
        documents.change(self.choose, documents, sections, **QUIET)

        inputs = [documents, sections, self.parts, self.seed, *self.counts]
        outputs = [view, made, *self.downloads]
        together: dict[str, Any] = {"concurrency_id": "prepare", "concurrency_limit": AT_ONCE}
        chosen = view.example(picked_document, None, documents, **QUIET).then(self.choose, documents, sections, **QUIET)
        for begin in (self.button.click, chosen.then):
            shown = begin(self.make, inputs, outputs, **together, **QUIET)
            shown.then(self.write, made, self.downloads, **together, **QUIET)


def picked_document(event: gr.EventData) -> list[str]:
    return [event.document]


def hidden() -> Updates:
    return tuple(gr.update(visible=False) for _ in FILES)


def whole(number: float | None, name: str, least: int, most: int) -> int:
    """What stands in a field; the least where it is empty. Raises UserError for a number out of bounds.

    Not Gradio's own bounds: it complains of them in English.

    >>> whole(5.0, "判断题", 0, 30), whole(None, "卷号", 1, 9999)
    (5, 1)
    """
    value = least if number is None else int(number)
    if not least <= value <= most:
        raise UserError(f"“{name}”填的是{value}，应在{least}到{most}之间。请改好后再点“生成材料”。")
    return value


def section_choices(index: Index, doc_ids: Sequence[str]) -> list[tuple[str, str]]:
    """The top-level headings of documents, as choices: label and value. Empty where there is nothing to choose."""
    offered = []
    for doc_id in doc_ids:
        document, headings = index.document(doc_id), tops(index.sections(doc_id))
        if not 1 < len(headings) <= MOST_SECTIONS:
            continue
        before = f"{document.title}：" if len(doc_ids) > 1 else ""
        for row, heading in enumerate(headings):
            offered.append((f"{before}{heading or '开头（第一个标题之前）'}", f"{row}/{doc_id}"))
    return offered


def read_choice(index: Index, doc_ids: Sequence[str], values: Sequence[str]) -> list[Chosen]:
    """The documents with the sections that were ticked. Raises UserError where nothing is chosen, or too much."""
    if not doc_ids:
        raise UserError("还没有选文件。请在“文件”一栏里选一份或几份，再点“生成材料”。")
    if len(doc_ids) > MOST_DOCUMENTS:
        raise UserError(f"选了{len(doc_ids)}份文件，一份材料最多用{MOST_DOCUMENTS}份。请少选几份，或分几次生成。")
    chosen = []
    for doc_id in doc_ids:
        document, sections, sentences = index.contents.part(doc_id)
        headings = tops(sections)
        ticked = frozenset(headings[int(row)] for row, _, own in (v.partition("/") for v in values) if own == doc_id)
        is_offered = 1 < len(headings) <= MOST_SECTIONS
        if ticked or not is_offered:
            chosen.append(Chosen(document, sections, sentences, ticked))
    if not chosen:
        raise UserError("所选文件的章节都没有勾选。请在“章节”一栏里至少勾选一章。")
    return chosen


def write_files(made: Made, folder: Path) -> dict[str, Path]:
    """The pack in every format, by the names in FILES."""
    pack, documents = made.pack, made.documents
    name = re.sub(r'[《》\\/:*?"<>|\s]', "", pack.title)[:40]
    ending = f"_第{pack.seed}卷" if pack.items else ""
    student, teacher = packs.student(pack), packs.teacher(pack)
    files = {
        FILES[0]: folder / f"{name}_学员用{ending}.docx",
        FILES[1]: folder / f"{name}_教师用{ending}.docx",
        FILES[2]: folder / f"{name}{ending}.pptx",
        FILES[3]: folder / f"{name}{ending}.md",
    }
    docx.write(student, documents, files[FILES[0]])
    docx.write(teacher, documents, files[FILES[1]])
    pptx.write(teacher, documents, files[FILES[2]])
    markdown.write(teacher, documents, files[FILES[3]])
    if pack.cards:
        files[FILES[4]] = folder / f"{name}_记忆卡片{ending}.apkg"
        anki.write(pack.title, pack.cards, documents, files[FILES[4]])
    return files
