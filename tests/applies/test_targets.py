"""Indicators with a year, as they are plotted."""

from dataclasses import replace

import pytest

from mingce.applies import targets
from mingce.applies.targets import Target
from mingce.facts.indicators import Indicator, indicators
from mingce.index import Index
from web.plot import plot, value_axis


@pytest.fixture(scope="module")
def found(sample_index: Index) -> tuple[Target, ...]:
    return targets.targets(sample_index.contents)


def at(target: Target, name: str, year: str, value: float) -> Target:
    """A target like another one, of that name, year and value."""
    indicator: Indicator = replace(target.indicator, name=name, year=year, value=value)
    return replace(target, indicator=indicator)


def test_every_target_has_a_year_and_is_verbatim(sample_index: Index, found: tuple[Target, ...]) -> None:
    rows = [row for d in sample_index.documents for row in indicators(*sample_index.contents.part(d.id))]
    assert len(found) == sum(bool(row.year) for row in rows) > 10
    for target in found:
        document = sample_index.document(target.citation.doc_id)
        assert target.citation.quote == document.text[target.citation.start : target.citation.end]


def test_a_unit_is_chosen_and_its_indicators_stand_together(found: tuple[Target, ...]) -> None:
    (unit, count), *_ = targets.units(found)
    offered = targets.names(found, unit)
    assert count == len(offered)
    chosen = targets.of(found, unit, offered[:2])
    assert {t.indicator.name for t in chosen} == set(offered[:2]) and {t.unit for t in chosen} == {unit}
    assert len({t.indicator.name for t in targets.of(found, unit)}) <= targets.SHOWN


def test_indicators_of_several_years_come_first(found: tuple[Target, ...]) -> None:
    one = found[0]
    mixed = [at(one, f"指标{n}", "2025", n) for n in range(30)] + [
        at(one, "产值", year, 5) for year in ("2024", "2025")
    ]
    assert targets.names(mixed, one.unit)[0] == "产值"
    assert [t.indicator.year for t in targets.of(mixed, one.unit)] == ["2024", "2025"]


def test_the_plot_of_one_year_shows_each_value_with_its_quote(sample_index: Index, found: tuple[Target, ...]) -> None:
    (unit, _), *_ = targets.units(found)
    chosen = targets.of(found, unit)
    figure = plot(chosen, sample_index.contents.by_id)
    points = [x for trace in figure.data if trace.mode == "markers+text" for x in trace.x]
    assert sorted(points) == sorted(float(t.indicator.value) for t in chosen)
    hovers = "".join(text for trace in figure.data for text in trace.hovertext or ())
    assert all(t.citation.quote in hovers.replace("<br>", "") for t in chosen)


def test_the_plot_of_several_years_has_a_line_an_indicator(sample_index: Index, found: tuple[Target, ...]) -> None:
    one = found[0]
    chosen = [at(one, "产值", "2024", 5), at(one, "产值", "2025", 7), at(one, "产值<b>", "2025", 6)]
    figure = plot(chosen, sample_index.contents.by_id)
    markers = [trace for trace in figure.data if trace.mode == "markers"]
    assert [(trace.name, trace.x, trace.y) for trace in markers] == [
        ("产值", (2024, 2025), (5, 7)),
        ("产值&lt;b&gt;", (2025,), (6,)),
    ]
    assert [trace.legendgroup for trace in figure.data if trace.mode == "lines"] == ["产值", "产值<b>"]


@pytest.mark.parametrize(
    "values, ticks",
    [
        ([3, 40], None),
        ([20000, 80000], ("0", "2万", "4万", "6万", "8万", "10万", "12万")),
        # 元 of one person and of a whole country: on one straight axis the small ones would all lie at zero
        ([7703, 2 * 10**13], ("1000", "10万", "1000万", "10亿", "1000亿", "10万亿")),
    ],
)
def test_the_axis_of_values(values: list[float], ticks: tuple[str, ...] | None) -> None:
    axis = value_axis(values)
    assert (tuple(axis["ticktext"])[:7] if ticks else axis.get("ticktext")) == ticks


def test_the_report_of_targets(found: tuple[Target, ...]) -> None:
    (table,) = targets.report(found[:3]).blocks
    assert [row.citation for row in table.rows] == [t.citation for t in found[:3]]
    assert all(len(row.cells) == len(table.header) for row in table.rows)


def test_no_targets() -> None:
    assert targets.units([]) == [] and targets.of([], "%") == []
