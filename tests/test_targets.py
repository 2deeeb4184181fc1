"""Indicators with a year, as they are plotted."""

from mingce import targets
from mingce.index import Index
from mingce.indicators import indicators
from web.plot import plot


def test_every_target_has_a_year_and_is_verbatim(sample_index: Index):
    found = targets.targets(sample_index)
    rows = [row for d in sample_index.documents for row in indicators(*sample_index.parts(d.id))]
    assert len(found) == sum(bool(row.year) for row in rows) > 10
    for target in found:
        document = sample_index.document(target.citation.doc_id)
        assert target.citation.quote == document.text[target.citation.start : target.citation.end]


def test_a_unit_is_chosen_and_its_indicators_stand_together(sample_index: Index):
    found = targets.targets(sample_index)
    (unit, count), *_ = targets.units(found)
    offered = targets.names(found, unit)
    assert count == len(offered)
    chosen = targets.of(found, unit, offered[:2])
    assert {t.indicator.name for t in chosen} == set(offered[:2]) and {t.unit for t in chosen} == {unit}
    assert len({t.indicator.name for t in targets.of(found, unit)}) <= targets.SHOWN


def test_the_plot_shows_each_value_with_its_quote(sample_index: Index):
    found = targets.targets(sample_index)
    (unit, _), *_ = targets.units(found)
    chosen = targets.of(found, unit)
    figure = plot(chosen, sample_index.searcher.documents)
    points = [x for trace in figure.data if trace.mode == "markers+text" for x in trace.x]
    assert sorted(points) == sorted(float(t.indicator.value) for t in chosen)
    hovers = "".join(text for trace in figure.data for text in trace.hovertext or ())
    assert all(t.citation.quote in hovers.replace("<br>", "") for t in chosen)


def test_no_targets():
    assert targets.units([]) == [] and targets.of([], "%") == []
