"""对照: which measures concern the reader, and the indicators with their targets by year."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Lock
from typing import Any, Generic, TypeVar

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
from mingce.errors import UserError
from mingce.export import docx, xlsx
from mingce.index import Index
from mingce.store.contents import Contents
from mingce.text.places import REGIONS
from web import applies_html as html
from web.desk import QUIET, Desk
from web.files import Outbox
from web.plot import plot

POLL_S = 0.3
Updates = tuple[Any, ...]
T = TypeVar("T")


class Shelf(Generic[T]):
    """What takes a while to make of an index: made once for each build, beside the questions of other rooms."""

    def __init__(self, make: Callable[[Contents, Callable[[int], None]], T]) -> None:
        self._make = make
        self._worker = ThreadPoolExecutor(1, "mingce-shelf")
        self._lock = Lock()
        self._build = ""
        self._made: Future[T] = Future()
        self.done = 0  # documents that have been read

    def of(self, index: Index) -> Future[T]:
        with self._lock:
            if self._build != index.manifest.build or (self._made.done() and self._made.exception()):
                self._build, self.done = index.manifest.build, 0
                self._made = self._worker.submit(self._make, index.contents, self._tell)
            return self._made

    def _tell(self, done: int) -> None:
        self.done = done


def room(desk: Desk) -> None:
    outbox = Outbox()
    catalogues, shelves = Shelf(Catalogue.read), Shelf(figures.targets)

    def enter(found: Applicable | None) -> Any:
        """Begins to read before anybody asks."""
        catalogues.of(desk.live.current)
        return html.empty_html(len(desk.live.current.documents)) if found is None else gr.skip()

    def find(
        industries: Sequence[str],
        sizes: Sequence[str],
        activities: Sequence[str],
        people: Sequence[str],
        regions: Sequence[str],
        words: str,
    ) -> Iterator[Updates]:
        """Yields what stands in `outputs`."""
        index, hidden = desk.live.current, gr.update(visible=False)
        reading = catalogues.of(index)
        yield html.working_html(catalogues.done, len(index.documents)), None, {}, hidden, "", "", hidden, hidden
        while wait([reading], POLL_S).not_done:
            yield html.working_html(catalogues.done, len(index.documents)), *[gr.skip()] * 7
        try:
            chips = Chips(industries, sizes, activities, people, regions)
            found = rules.applies(reading.result(), chips, words or "")
        except UserError as error:
            yield html.problem_html(str(error)), *[gr.skip()] * 7
            return
        drawer = gr.update(visible=bool(found.others), label=f"没有列入的 {len(found.others)} 条", open=False)
        yield (
            html.found_html(found, documents_of(found), {}),
            found,
            {},
            drawer,
            "",
            others(found, "", {}),
            hidden,
            hidden,
        )

    def others(found: Applicable | None, words: str, limits: html.Limits) -> str:
        if found is None:
            return ""
        matching = rules.find(found.others, words or "")
        limit = limits.get(html.OTHERS, html.FIRST)
        return html.others_html(matching, len(found.others), documents_of(found), limit)

    def more(found: Applicable | None, limits: dict[str, int], words: str, event: gr.EventData) -> Updates:
        """The view, what was not listed, the limits."""
        if found is None:
            return gr.skip(), gr.skip(), limits
        name = event._data["group"]
        limits = {**limits, name: limits.get(name, html.FIRST) + html.STEP}
        if name == html.OTHERS:
            return gr.skip(), others(found, words, limits), limits
        return html.found_html(found, documents_of(found), limits), gr.skip(), limits

    def write(found: Applicable | None) -> Updates:
        """The two files, made while the reader looks at the page."""
        if found is None:
            return gr.update(visible=False), gr.update(visible=False)
        made = rules.report(found)
        files = []
        for suffix, writer in (("xlsx", xlsx.write), ("docx", docx.write)):
            path = outbox.place(f"{made.title}.{suffix}")
            writer(made, documents_of(found), path)
            files.append(gr.update(value=str(path), visible=True))
        return tuple(files)

    def example(event: gr.EventData) -> str:
        return event._data["words"]

    def write_targets(unit: str | None, chosen: Sequence[str]) -> Any:
        index = desk.live.current
        rows = figures.of(shelves.of(index).result(), unit, chosen) if unit else []
        if not rows:
            return gr.update(visible=False)
        made = figures.report(rows)
        path = outbox.place(f"{made.title}.xlsx")
        xlsx.write(made, index.contents.by_id, path)
        return gr.update(value=str(path), visible=True)

    def show_units() -> Updates:
        known = shelves.of(desk.live.current).result()
        counted = figures.units(known)
        choices = [(f"{unit}（{count} 项）", unit) for unit, count in counted]
        first = counted[0][0] if counted else None
        return gr.update(choices=choices, value=first), *show_targets(first, [])

    def show_targets(unit: str | None, chosen: Sequence[str]) -> Updates:
        """The names to choose from, the plot, the table."""
        index = desk.live.current
        known = shelves.of(index).result()
        offered = figures.names(known, unit) if unit else []
        kept = [name for name in chosen if name in offered]
        found = figures.of(known, unit, kept) if unit else []
        documents = index.contents.by_id
        picture = gr.update(value=plot(found, documents) if found else None, visible=bool(found))
        return gr.update(choices=offered, value=kept), picture, html.targets_html(found, documents)

    found, limits = gr.State(None), gr.State({})
    with gr.Column(elem_id="applies-form"):
        words = gr.Textbox(
            label="用一句话说说您是谁", placeholder="例如：我们是洛阳做食品的小厂，想申请补贴", elem_id="applies-words"
        )
        with gr.Row(elem_id="applies-chips"):
            industries, sizes, activities, people, regions = (
                gr.Dropdown(list(choices), value=[], multiselect=True, label=label)
                for label, choices in (
                    ("行业", INDUSTRY_CHIPS),
                    ("规模", SIZE_CHIPS),
                    ("事项", ACTIVITY_CHIPS),
                    ("人群", PEOPLE_CHIPS),
                    ("地区", REGIONS),
                )
            )
        with gr.Row(elem_id="applies-buttons"):
            search = gr.Button("查找与我有关的", variant="primary", size="sm", min_width=0, elem_id="applies-find")
            as_table = gr.DownloadButton("导出 Excel", visible=False, size="sm", min_width=0, elem_id="applies-xlsx")
            as_text = gr.DownloadButton("导出 Word", visible=False, size="sm", min_width=0, elem_id="applies-docx")
    view = desk.html("", "applies-view", ("example", "more"))
    with gr.Accordion("没有列入的", open=False, visible=False, elem_id="applies-others") as left_out:
        wanted = gr.Textbox(label="在没有列入的措施里查找（按回车）", max_lines=1, elem_id="applies-others-words")
        rest = desk.html("", "applies-others-view", ("more",))
    with gr.Accordion("指标和目标一览", open=False, elem_id="applies-targets") as drawer:
        with gr.Row():
            unit = gr.Dropdown([], label="单位")
            chosen = gr.Dropdown([], value=[], multiselect=True, label="指标（不选则列出年份最多的）")
        picture = gr.Plot(show_label=False, elem_id="applies-plot")
        as_figures = gr.DownloadButton("导出这张表", visible=False, size="sm", min_width=0, elem_id="applies-figures")
        table = desk.html("", "applies-table")

    outputs = [view, found, limits, left_out, wanted, rest, as_table, as_text]
    inputs = [industries, sizes, activities, people, regions, words]
    desk.masthead.applies(enter, found, view, **QUIET)
    finding = gr.on([search.click, words.submit], find, inputs, outputs, **QUIET)
    finding.then(write, found, [as_table, as_text], **QUIET)
    picking = view.example(example, None, words, **QUIET).then(find, inputs, outputs, **QUIET)
    picking.then(write, found, [as_table, as_text], **QUIET)
    for place in (view, rest):
        place.more(more, [found, limits, wanted], [view, rest, limits], **QUIET)
    wanted.submit(others, [found, wanted, limits], rest, **QUIET)
    drawn = drawer.expand(show_units, None, [unit, chosen, picture, table], **QUIET)
    redrawn = gr.on([unit.input, chosen.input], show_targets, [unit, chosen], [chosen, picture, table], **QUIET)
    for done in (drawn, redrawn):
        done.then(write_targets, [unit, chosen], as_figures, **QUIET)


def documents_of(found: Applicable) -> dict[str, Any]:
    return {document.id: document for document in found.documents}
