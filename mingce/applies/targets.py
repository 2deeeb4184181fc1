"""Indicators with a year, beside each other: which can stand on one axis, and in which order they are worth showing."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mingce.datatypes import Citation
from mingce.export.report import Report, Table, TableRow
from mingce.facts.indicators import Indicator, amount_text, indicators
from mingce.store.contents import Contents
from mingce.text.citations import cite, section_at

NO_UNIT = "指数或分值"  # what an indicator without a unit is
SHOWN = 20  # indicators on a plot of one year
LINES = 6  # indicators on a plot of several
HEADER = ("指标", "年份", "数值")


@dataclass(frozen=True)
class Target:
    indicator: Indicator
    citation: Citation

    @property
    def unit(self) -> str:
        return self.indicator.unit or NO_UNIT


def targets(contents: Contents, progress: Callable[[int], None] = lambda done: None) -> tuple[Target, ...]:
    """Every indicator of an index that names its year, in order of the documents.

    progress: called after each document with the number read so far.
    """
    found = []
    for done, document in enumerate(contents.documents, 1):
        _, sections, sentences = contents.part(document.id)
        for row in indicators(document, sections, sentences):
            if row.year:
                citation = cite(document, section_at(sections, row.start), row.start, row.end)
                found.append(Target(row, citation))
        progress(done)
    return tuple(found)


def units(found: Sequence[Target]) -> list[tuple[str, int]]:
    """The units with how many indicators each has, the most frequent first; equal ones in order of the text."""
    names = dict.fromkeys((target.unit, target.indicator.name) for target in found)
    return Counter(unit for unit, _ in names).most_common()


def names(found: Sequence[Target], unit: str) -> list[str]:
    """The indicators of a unit: those with most years first, then in order of the text."""
    years = _years(found, unit)
    return sorted(years, key=lambda name: -len(years[name]))


def _years(found: Sequence[Target], unit: str) -> dict[str, set[str]]:
    years: defaultdict[str, set[str]] = defaultdict(set)
    for target in found:
        if target.unit == unit:
            years[target.indicator.name].add(target.indicator.year)
    return years


def _worth_showing(found: Sequence[Target], unit: str) -> list[str]:
    years, ordered = _years(found, unit), names(found, unit)
    return [name for name in ordered if len(years[name]) > 1][:LINES] or ordered[:SHOWN]


def of(found: Sequence[Target], unit: str, chosen: Sequence[str] = ()) -> list[Target]:
    """The targets of a unit, those of one indicator together in order of year. chosen: these indicators; empty for
    those with most years: the first `LINES` of several years, the first `SHOWN` where each has one."""
    order = {name: row for row, name in enumerate(chosen or _worth_showing(found, unit))}
    kept = [target for target in found if target.unit == unit and target.indicator.name in order]
    return sorted(kept, key=lambda target: (order[target.indicator.name], target.indicator.year))


def report(found: Sequence[Target]) -> Report:
    rows = [TableRow((t.indicator.name, t.indicator.year, amount_text(t.indicator)), t.citation) for t in found]
    return Report("指标与目标", (Table(HEADER, tuple(rows), "指标"),))
