"""What a document or a part of it is about: its headings, each with its most central sentence."""

from collections.abc import Iterator

import numpy as np

from mingce.ask.routes.asked import Asked
from mingce.ask.routes.reply import Line, Span
from mingce.ask.routes.units import parts
from mingce.datatypes import Document
from mingce.text.outline import Unit

AS_OVERVIEW = "以下是各部分的标题和其中最有代表性的一句，供总览，不是全文摘要。"
WITHOUT_HEADINGS = "以下是最有代表性的几句，供总览，不是全文摘要。"
MOST_LISTED = 60
SENTENCES = 5  # where there are no headings
SHORTEST_SENTENCE = 12  # characters


def overview(asked: Asked, document: Document, root: Unit) -> Iterator[Line]:
    """The headings below a unit, each with its most central sentence; without headings, its central sentences."""
    units = [unit for unit in (parts(root) if root.form == "document" else root.children) if unit.name]
    if len(units) == 1 and units[0].children and any(c.name for c in units[0].children):
        units = [unit for unit in units[0].children if unit.name]
    yield Line(AS_OVERVIEW if units else WITHOUT_HEADINGS)
    if not units:
        for span in central(asked, document, root.start, root.end, SENTENCES):
            yield Line("", (span,), is_item=True)
    for unit in units[:MOST_LISTED]:
        heading = asked.heading(document, unit)
        sentence = central(asked, document, unit.start, unit.end, 1)
        yield Line("", (heading, *(s for s in sentence if not (heading.start <= s.start < heading.end))), is_item=True)


def central(asked: Asked, document: Document, start: int, end: int, most: int) -> list[Span]:
    """The sentences of a passage that are nearest to all of its sentences, in reading order."""
    contents = asked.contents
    rows = contents.section_rows[document.id]
    first, last = int(contents.first[rows.start]), int(contents.first[rows.stop])
    inside = [
        row
        for row in range(first, last)
        if start <= contents.sentences[row].start
        and contents.sentences[row].end <= end
        and len(contents.sentence_text(row).strip()) >= SHORTEST_SENTENCE
        and not contents.is_heading(row)
        and contents.sentence_text(row).strip() not in document.title
    ]
    if not inside:
        return []
    vectors = contents.sentence_vectors.rows()[inside]
    nearness = vectors @ vectors.mean(axis=0)
    chosen = sorted(np.argsort(-nearness, kind="stable")[:most].tolist())
    sentences = [contents.sentences[inside[i]] for i in chosen]
    return [asked.trimmed(document, s.start, s.end) for s in sentences]
