"""Indicators by year as a plot: a row an indicator, a point a year, a line from the first to the last."""

import textwrap
from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

import plotly.graph_objects as go

from mingce.citations import source_line
from mingce.datatypes import Document
from mingce.indicators import amount_text
from mingce.targets import Target
from web.theme import ACCENT, INK, LINE, QUIET, SANS

COLORS = ("#b8b2a5", "#7fa7a2", ACCENT, "#b5651d", "#6b4e71", "#8c8c3a")  # the years in turn
ROW_PX, MARGIN_PX = 34, 110
LONGEST_NAME = 16
HOVER_WIDTH = 34  # characters


def plot(found: Sequence[Target], documents: Mapping[str, Document]) -> go.Figure:
    """Targets of one unit, those of one indicator together."""
    figure = go.Figure()
    labels = list(dict.fromkeys(label(target) for target in found))
    for name, group in groupby(found, key=label):
        values = [float(target.indicator.value) for target in group]
        if len(values) > 1:
            line = {"color": LINE, "width": 3}
            figure.add_scatter(
                x=[min(values), max(values)], y=[name] * 2, mode="lines", line=line, hoverinfo="skip", showlegend=False
            )
    for row, year in enumerate(sorted({target.indicator.year for target in found})):
        own = [target for target in found if target.indicator.year == year]
        figure.add_scatter(
            x=[float(target.indicator.value) for target in own],
            y=[label(target) for target in own],
            mode="markers+text",
            name=f"{year}年",
            text=[amount_text(target.indicator) for target in own],
            textposition="middle right",
            textfont={"size": 12, "color": QUIET},
            marker={"size": 11, "color": COLORS[row % len(COLORS)]},
            hovertext=[hover(target, documents) for target in own],
            hoverinfo="text",
            cliponaxis=False,
        )
    figure.update_layout(
        height=MARGIN_PX + ROW_PX * max(len(labels), 3),
        margin={"l": 8, "r": 90, "t": 44, "b": 30},
        font={"family": ", ".join(SANS), "size": 13, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
        xaxis={"gridcolor": LINE, "zeroline": False, "fixedrange": True},
        yaxis={"autorange": "reversed", "automargin": True, "fixedrange": True, "categoryarray": labels},
        hoverlabel={"bgcolor": "#fffefb", "font": {"color": INK}, "align": "left"},
        dragmode=False,
    )
    return figure


def label(target: Target) -> str:
    name = target.indicator.name
    return escape(name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…")


def hover(target: Target, documents: Mapping[str, Document]) -> str:
    citation = target.citation
    quote = textwrap.wrap(citation.quote, HOVER_WIDTH)
    source = textwrap.wrap(source_line(citation, documents[citation.doc_id]), HOVER_WIDTH)
    return "<br>".join([*map(escape, quote), *(f"<i>{escape(line)}</i>" for line in source)])
