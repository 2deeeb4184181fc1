"""对照: which measures concern the reader, and the indicators with their targets by year."""

from collections.abc import Iterator, Sequence
from concurrent.futures import wait
from typing import Any

import gradio as gr

from mingce.applies import applies as rules
from mingce.applies import targets as figures
from mingce.applies.applies import (
    ACTIVITY_CHIPS,
    INDUSTRY_CHIPS,
    PEOPLE_CHIPS,
    SIZE_CHIPS,
    Applicable,
    Catalogue,
    Chips,
)
from mingce.datatypes import Document
from mingce.errors import UserError
from mingce.export import docx, xlsx
from mingce.index import Index
from mingce.text.places import REGIONS
from web import applies_html as html
from web.desk import QUIET, Desk
from web.files import Outbox
from web.once import OncePerBuild
from web.plot import plot

POLL_S = 0.3
CHIPS = {"行业": INDUSTRY_CHIPS, "规模": SIZE_CHIPS, "事项": ACTIVITY_CHIPS, "人群": PEOPLE_CHIPS, "地区": REGIONS}
Updates = tuple[Any, ...]


class AppliesRoom:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.outbox = Outbox()
        self.catalogues = OncePerBuild(lambda index, tell: Catalogue.read(index.contents, tell))
        self.targets = OncePerBuild(lambda index, tell: figures.targets(index.contents, tell))

    @property
    def index(self) -> Index:
        return self.desk.live.current

    # ---------------------------------------------------------------- measures

    def enter(self, found: Applicable | None) -> Any:
        """Begins to read before anybody asks."""
        self.catalogues.of(self.index)
        return html.empty_html(len(self.index.documents)) if found is None else gr.skip()

    def find(
        self,
        industries: Sequence[str],
        sizes: Sequence[str],
        activities: Sequence[str],
        people: Sequence[str],
        regions: Sequence[str],
        words: str,
    ) -> Iterator[Updates]:
        """Yields the view, what was found, the limits of its groups, the drawer, words and list of what was left out,
        and the two files."""
        index, hidden = self.index, gr.update(visible=False)
        reading = self.catalogues.of(index)
        yield self.working(index), None, {}, hidden, "", "", hidden, hidden
        while wait([reading], POLL_S).not_done:
            yield self.working(index), *[gr.skip()] * 7
        try:
            chips = Chips(industries, sizes, activities, people, regions)
            found = rules.applies(reading.result(), chips, words or "")
        except UserError as error:
            yield html.problem_html(str(error)), *[gr.skip()] * 7
            return
        drawer = gr.update(visible=bool(found.others), label=f"没有列入的 {len(found.others)} 条", open=False)
        view = html.found_html(found, documents_of(found), {})
        yield view, found, {}, drawer, "", left_out(found, "", {}), hidden, hidden

    def working(self, index: Index) -> str:
        return html.working_html(self.catalogues.done, len(index.documents))

    def write(self, found: Applicable | None) -> Updates:
        """The two files, made while the reader looks at the page."""
        if found is None:
            return gr.update(visible=False), gr.update(visible=False)
        made = rules.report(found)
        files = []
        for suffix, writer in (("xlsx", xlsx.write), ("docx", docx.write)):
            path = self.outbox.place(f"{made.title}.{suffix}")
            writer(made, documents_of(found), path)
            files.append(gr.update(value=str(path), visible=True))
        return tuple(files)

    # ---------------------------------------------------------------- indicators

    def show_units(self) -> Updates:
        """The units to choose from, and the indicators of the first."""
        counted = figures.units(self.targets.of(self.index).result())
        choices = [(f"{unit}（{count} 项）", unit) for unit, count in counted]
        first = counted[0][0] if counted else None
        return gr.update(choices=choices, value=first), *self.show_targets(first, [])

    def show_targets(self, unit: str | None, chosen: Sequence[str]) -> Updates:
        """The names to choose from, the plot, the table."""
        index = self.index
        known, documents = self.targets.of(index).result(), index.contents.by_id
        offered = figures.names(known, unit) if unit else []
        kept = [name for name in chosen if name in offered]
        found = figures.of(known, unit, kept) if unit else []
        picture = gr.update(value=plot(found, documents) if found else None, visible=bool(found))
        return gr.update(choices=offered, value=kept), picture, html.targets_html(found, documents)

    def write_targets(self, unit: str | None, chosen: Sequence[str]) -> Any:
        index = self.index
        found = figures.of(self.targets.of(index).result(), unit, chosen) if unit else []
        if not found:
            return gr.update(visible=False)
        made = figures.report(found)
        path = self.outbox.place(f"{made.title}.xlsx")
        xlsx.write(made, index.contents.by_id, path)
        return gr.update(value=str(path), visible=True)

    # ---------------------------------------------------------------- layout

    def build(self) -> None:
        self.found, self.limits = gr.State(None), gr.State({})
        with gr.Column(elem_id="applies-form"):
            self.lay_out_form()
        self.view = self.desk.html("", "applies-view", ("example", "more"))
        with gr.Accordion("没有列入的", open=False, visible=False, elem_id="applies-others") as self.others:
            self.wanted = gr.Textbox(
                label="在没有列入的措施里查找（按回车）", max_lines=1, elem_id="applies-others-words"
            )
            self.others_view = self.desk.html("", "applies-others-view", ("more",))
        with gr.Accordion("指标和目标一览", open=False, elem_id="applies-targets") as self.drawer:
            self.lay_out_targets()
        self.connect_measures()
        self.connect_targets()

    def lay_out_form(self) -> None:
        self.words = gr.Textbox(
            label="用一句话说说您是谁", placeholder="例如：我们是洛阳做食品的小厂，想申请补贴", elem_id="applies-words"
        )
        with gr.Row(elem_id="applies-chips"):
            self.chips = [
                gr.Dropdown(list(choices), value=[], multiselect=True, label=label) for label, choices in CHIPS.items()
            ]
        with gr.Row(elem_id="applies-buttons"):
            self.search = gr.Button("查找与我有关的", variant="primary", size="sm", min_width=0, elem_id="applies-find")
            self.as_table = gr.DownloadButton(
                "导出 Excel", visible=False, size="sm", min_width=0, elem_id="applies-xlsx"
            )
            self.as_text = gr.DownloadButton("导出 Word", visible=False, size="sm", min_width=0, elem_id="applies-docx")

    def lay_out_targets(self) -> None:
        with gr.Row():
            self.unit = gr.Dropdown([], label="单位")
            self.names = gr.Dropdown([], value=[], multiselect=True, label="指标（不选则列出年份最多的）")
        self.picture = gr.Plot(show_label=False, elem_id="applies-plot")
        self.as_figures = gr.DownloadButton(
            "导出这张表", visible=False, size="sm", min_width=0, elem_id="applies-figures"
        )
        self.table = self.desk.html("", "applies-table")

    # ---------------------------------------------------------------- connections

    def connect_measures(self) -> None:
        found, limits, view, wanted = self.found, self.limits, self.view, self.wanted
        self.desk.masthead.applies(self.enter, found, view, **QUIET)
        files = [self.as_table, self.as_text]
        inputs = [*self.chips, self.words]
        outputs = [view, found, limits, self.others, wanted, self.others_view, *files]
        finding = gr.on([self.search.click, self.words.submit], self.find, inputs, outputs, **QUIET)
        picking = view.example(picked_words, None, self.words, **QUIET).then(self.find, inputs, outputs, **QUIET)
        for searched in (finding, picking):
            searched.then(self.write, found, files, **QUIET)
        for place in (view, self.others_view):
            place.more(more, [found, limits, wanted], [view, self.others_view, limits], **QUIET)
        wanted.submit(left_out, [found, wanted, limits], self.others_view, **QUIET)

    def connect_targets(self) -> None:
        unit, names = self.unit, self.names
        shown = [names, self.picture, self.table]
        drawn = self.drawer.expand(self.show_units, None, [unit, *shown], **QUIET)
        redrawn = gr.on([unit.input, names.input], self.show_targets, [unit, names], shown, **QUIET)
        for done in (drawn, redrawn):
            done.then(self.write_targets, [unit, names], self.as_figures, **QUIET)


def picked_words(event: gr.EventData) -> str:
    return event.words


def more(found: Applicable | None, limits: dict[str, int], words: str, event: gr.EventData) -> Updates:
    """The view, what was left out, the limits."""
    if found is None:
        return gr.skip(), gr.skip(), limits
    name = event.group
    limits = {**limits, name: limits.get(name, html.FIRST) + html.STEP}
    if name == html.OTHERS:
        return gr.skip(), left_out(found, words, limits), limits
    return html.found_html(found, documents_of(found), limits), gr.skip(), limits


def left_out(found: Applicable | None, words: str, limits: html.Limits) -> str:
    """The measures that were not listed, those that have the words."""
    if found is None:
        return ""
    matching = rules.find(found.others, words or "")
    limit = limits.get(html.OTHERS, html.FIRST)
    return html.others_html(matching, len(found.others), documents_of(found), limit)


def documents_of(found: Applicable) -> dict[str, Document]:
    return {document.id: document for document in found.documents}
