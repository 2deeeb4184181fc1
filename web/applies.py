"""对照: which measures concern the reader, and the indicators with their targets by year."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import gradio as gr

from mingce import applies as rules
from mingce import targets as figures
from mingce.applies import ACTIVITY_CHIPS, INDUSTRY_CHIPS, PEOPLE_CHIPS, SIZE_CHIPS, Applicable, Catalogue
from mingce.errors import UserError
from mingce.export import docx, xlsx
from mingce.index import Index
from mingce.question import REGIONS
from web.applies_html import empty_html, found_html, problem_html, targets_html, working_html
from web.desk import QUIET, Desk
from web.files import Outbox
from web.plot import plot

ANY_REGION = "不限"
Updates = tuple[Any, ...]


@lru_cache(maxsize=1)
def catalogue(build: str, index: Index) -> Catalogue:
    """Read once for a build; the one before goes."""
    return Catalogue(index)


@lru_cache(maxsize=1)
def targets_of(build: str, index: Index) -> tuple[figures.Target, ...]:
    return figures.targets(index)


def room(desk: Desk) -> None:
    outbox = Outbox()

    def enter(found: Applicable | None) -> Any:
        return empty_html(len(desk.live.current.documents)) if found is None else gr.skip()

    def find(
        industries: Sequence[str],
        sizes: Sequence[str],
        activities: Sequence[str],
        people: Sequence[str],
        region: str,
        words: str,
    ) -> Iterator[Updates]:
        """Yields what stands in: the view, what was found, the two downloads."""
        yield working_html(), None, *shown(False)
        index = desk.live.current
        chips = [*industries, *sizes, *activities, *people, *([region] if region and region != ANY_REGION else [])]
        try:
            known = catalogue(index.manifest.build, index)
            found = rules.applies(known, chips, words or "")
        except UserError as error:
            yield problem_html(str(error)), None, *shown(False)
            return
        yield found_html(found, known.documents), found, *shown(False)

    def write(found: Applicable | None) -> Updates:
        """The two files, made while the reader looks at the page."""
        if found is None:
            return shown(False)
        documents = {document.id: document for document in found.documents}
        made = rules.report(found)
        files = []
        for suffix, writer in (("xlsx", xlsx.write), ("docx", docx.write)):
            path = outbox.place(f"与我有关的政策措施.{suffix}")
            writer(made, documents, path)
            files.append(gr.update(value=str(path), visible=True))
        return tuple(files)

    def example(event: gr.EventData) -> str:
        return event._data["words"]

    def show_units() -> Updates:
        index = desk.live.current
        counted = figures.units(targets_of(index.manifest.build, index))
        choices = [(f"{unit}（{count} 项）", unit) for unit, count in counted]
        first = counted[0][0] if counted else None
        return gr.update(choices=choices, value=first), *show_targets(first, [])

    def show_targets(unit: str | None, chosen: Sequence[str]) -> Updates:
        """The names to choose from, the plot, the table."""
        index = desk.live.current
        known = targets_of(index.manifest.build, index)
        offered = figures.names(known, unit) if unit else []
        kept = [name for name in chosen if name in offered]
        found = figures.of(known, unit, kept) if unit else []
        documents = index.searcher.documents
        picture = gr.update(value=plot(found, documents) if found else None, visible=bool(found))
        return gr.update(choices=offered, value=kept), picture, targets_html(found, documents)

    found = gr.State(None)
    with gr.Column(elem_id="applies-form"):
        words = gr.Textbox(
            label="用一句话说说您是谁", placeholder="例如：我们是洛阳做食品的小厂，想申请补贴", elem_id="applies-words"
        )
        with gr.Row(elem_id="applies-chips"):
            industries = gr.Dropdown(list(INDUSTRY_CHIPS), value=[], multiselect=True, label="行业")
            sizes = gr.Dropdown(list(SIZE_CHIPS), value=[], multiselect=True, label="规模")
            activities = gr.Dropdown(list(ACTIVITY_CHIPS), value=[], multiselect=True, label="事项")
            people = gr.Dropdown(list(PEOPLE_CHIPS), value=[], multiselect=True, label="人群")
            region = gr.Dropdown([ANY_REGION, *REGIONS], value=ANY_REGION, label="地区")
        with gr.Row(elem_id="applies-buttons"):
            search = gr.Button("查找与我有关的", variant="primary", size="sm", min_width=0)
            as_table = gr.DownloadButton("导出 Excel", visible=False, size="sm", min_width=0)
            as_text = gr.DownloadButton("导出 Word", visible=False, size="sm", min_width=0)
    view = desk.html("", "applies-view", ("example",))
    with gr.Accordion("指标和目标一览", open=False, elem_id="applies-targets") as drawer:
        with gr.Row():
            unit = gr.Dropdown([], label="单位")
            chosen = gr.Dropdown([], value=[], multiselect=True, label="指标（不选则列出年份最多的）")
        picture = gr.Plot(show_label=False, elem_id="applies-plot")
        table = desk.html("", "applies-table")

    outputs = [view, found, as_table, as_text]
    inputs = [industries, sizes, activities, people, region, words]
    desk.masthead.applies(enter, found, view, **QUIET)
    finding = gr.on([search.click, words.submit], find, inputs, outputs, **QUIET)
    finding.then(write, found, [as_table, as_text], **QUIET)
    picking = view.example(example, None, words, **QUIET).then(find, inputs, outputs, **QUIET)
    picking.then(write, found, [as_table, as_text], **QUIET)
    drawer.expand(show_units, None, [unit, chosen, picture, table], **QUIET)
    unit.input(show_targets, [unit, chosen], [chosen, picture, table], **QUIET)
    chosen.input(show_targets, [unit, chosen], [chosen, picture, table], **QUIET)


def shown(visible: bool) -> Updates:
    return gr.update(visible=visible), gr.update(visible=visible)
