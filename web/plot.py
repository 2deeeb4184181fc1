"""Indicators of one unit as a plot: lines over the years where there are several, else one row per indicator."""

import textwrap
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

import plotly.graph_objects as go

from mingce.applies.targets import Target
from mingce.datatypes import Document
from mingce.facts.indicators import amount_text
from mingce.text.citations import source_line
from mingce.text.dates import made
from web.theme import ACCENT, INK, LINE, QUIET, SANS

COLORS = (ACCENT, "#b5651d", "#6b4e71", "#7b7b2e", "#4a6fa5", "#9c5b5b", "#5f8f6b", "#8a857b")  # in turn
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "cross", "star", "hexagon", "triangle-down")
ROW_PX, MARGIN_PX = 44, 110
LINES_PX = 400
LONGEST_NAME = 18
NAME_LINE = 9  # characters of a name beside its row: a narrow screen has room for no more
HOVER_WIDTH = 34  # characters
MOST_TICKS = 6  # years under the axis of a narrow screen
WIDE = 200  # from this ratio of the largest value to the smallest the axis is logarithmic
MAN, YI, WAN_YI = 10**4, 10**8, 10**12


def plot(found: Sequence[Target], documents: Mapping[str, Document]) -> go.Figure:
    """found: targets of one unit, those of one indicator next to each other."""
    several = any(len({t.indicator.year for t in own}) > 1 for _, own in groupby(found, key=name_of))
    figure = lines(found, documents) if several else rows(found, documents)
    figure.update_layout(
        font={"family": ", ".join(SANS), "size": 13, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hoverlabel={"bgcolor": "#fffefb", "bordercolor": LINE, "font": {"color": INK}, "align": "left"},
        dragmode=False,
    )
    return figure


def lines(found: Sequence[Target], documents: Mapping[str, Document]) -> go.Figure:
    """Years from left to right, one line per indicator; a click in the legend hides or shows it.

    Where documents give several values for a year, the line follows the newest of them.
    """
    figure = go.Figure()
    for row, (whole_name, group) in enumerate(groupby(found, key=name_of)):
        own, name = list(group), escape(shortened(whole_name))
        color = COLORS[row % len(COLORS)]
        figure.add_scatter(
            x=[int(target.indicator.year) for target in own],
            y=[float(target.indicator.value) for target in own],
            mode="markers",
            name=name,
            legendgroup=whole_name,
            marker={"size": 8, "color": color, "symbol": SYMBOLS[row % len(SYMBOLS)]},
            hovertext=[hover(target, documents) for target in own],
            hoverinfo="text",
        )
        latest = {
            target.indicator.year: target for target in sorted(own, key=lambda t: made(documents[t.citation.doc_id]))
        }
        figure.add_scatter(
            x=[int(year) for year in sorted(latest)],
            y=[float(latest[year].indicator.value) for year in sorted(latest)],
            mode="lines",
            legendgroup=whole_name,
            showlegend=False,
            line={"color": color, "width": 1.5},
            hoverinfo="skip",
        )
    values = [float(target.indicator.value) for target in found]
    axis = {"gridcolor": LINE, "zeroline": False, "fixedrange": True, **value_axis(values)}
    years = sorted({int(target.indicator.year) for target in found})
    count = len({name_of(target) for target in found})
    figure.update_layout(
        height=LINES_PX + 22 * count,
        margin={"l": 8, "r": 16, "t": 16, "b": 30},
        showlegend=True,
        legend={"orientation": "v", "y": -0.1, "yanchor": "top", "x": 0},
        xaxis={
            "gridcolor": LINE,
            "fixedrange": True,
            "tickformat": "d",
            "tickangle": 0,
            **({"tickvals": years} if len(years) <= MOST_TICKS else {"nticks": MOST_TICKS}),
        },
        yaxis={"automargin": True, "title": {"text": found[0].unit, "font": {"color": QUIET}}, **axis},
    )
    return figure


def rows(found: Sequence[Target], documents: Mapping[str, Document]) -> go.Figure:
    """One row per indicator, with its figure beside its point."""
    figure = go.Figure()
    names = list(dict.fromkeys(map(name_of, found)))
    for row, year in enumerate(sorted({target.indicator.year for target in found})):
        own = [target for target in found if target.indicator.year == year]
        figure.add_scatter(
            x=[float(target.indicator.value) for target in own],
            y=[names.index(name_of(target)) for target in own],
            mode="markers+text",
            name=f"{year}年",
            text=[amount_text(target.indicator) for target in own],
            textposition="middle right",
            textfont={"size": 12, "color": QUIET},
            marker={"size": 11, "color": COLORS[row % len(COLORS)], "symbol": SYMBOLS[row % len(SYMBOLS)]},
            hovertext=[hover(target, documents) for target in own],
            hoverinfo="text",
            cliponaxis=False,
        )
    values = [float(target.indicator.value) for target in found]
    figure.update_layout(
        height=MARGIN_PX + ROW_PX * max(len(names), 3),
        margin={"l": 8, "r": 90, "t": 44, "b": 30},
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
        xaxis={
            "gridcolor": LINE,
            "zeroline": False,
            "fixedrange": True,
            "tickangle": 0,
            "nticks": 5,
            **value_axis(values),
        },
        yaxis={
            "autorange": "reversed",
            "automargin": True,
            "fixedrange": True,
            "gridcolor": LINE,
            "zeroline": False,
            "tickvals": list(range(len(names))),
            "ticktext": [wrapped(shortened(name)) for name in names],
        },
    )
    return figure


def value_axis(values: Sequence[float]) -> dict[str, object]:
    """Ticks in Chinese magnitudes; logarithmic where small values would lie on the zero line."""
    low, high = min(values), max(values)
    if low > 0 and high / low >= WIDE:
        exponents = range(len(str(int(low))) - 1, len(str(int(high))) + 1)
        ticks = [10**n for n in exponents][:: max(1, len(exponents) // 6)]
        return {"type": "log", "tickvals": ticks, "ticktext": [magnitude(tick) for tick in ticks]}
    if high < MAN:
        return {}
    step = _round_step(max(high, 0) / 5)
    ticks = [step * n for n in range(7)]
    return {"tickvals": ticks, "ticktext": [magnitude(tick) for tick in ticks]}


def _round_step(wanted: float) -> int:
    """The smallest 1, 2 or 5 followed by zeros that is at least `wanted`."""
    power = 10 ** (len(str(int(wanted))) - 1)
    return next(power * n for n in (1, 2, 5, 10) if power * n >= wanted)


def magnitude(value: float) -> str:
    """
    >>> magnitude(20000), magnitude(1.5e8), magnitude(10**13), magnitude(500)
    ('2万', '1.5亿', '10万亿', '500')
    """
    for size, name in ((WAN_YI, "万亿"), (YI, "亿"), (MAN, "万")):
        if value >= size:
            return f"{value / size:g}{name}"
    return f"{value:g}"


def name_of(target: Target) -> str:
    return target.indicator.name


def shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def wrapped(name: str) -> str:
    """
    >>> wrapped("国家质检中心（建成）")
    '国家质检中<br>心（建成）'
    """
    length = -(-len(name) // -(-len(name) // NAME_LINE))  # lines of one length, none of them longer than NAME_LINE
    return "<br>".join(escape(name[at : at + length]) for at in range(0, len(name), length))


def hover(target: Target, documents: Mapping[str, Document]) -> str:
    """The figure, the quote and its source, in lines."""
    citation = target.citation
    head = f"<b>{escape(target.indicator.year)}年 {escape(amount_text(target.indicator))}</b>"
    quote = textwrap.wrap(citation.quote, HOVER_WIDTH)
    source = textwrap.wrap(source_line(citation, documents[citation.doc_id]), HOVER_WIDTH)
    return "<br>".join([head, *map(escape, quote), *(f"<i>{escape(line)}</i>" for line in source)])
