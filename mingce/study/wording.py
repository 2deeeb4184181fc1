"""The history of a formulation: every sentence that contains it, by date, and how each differs from an earlier one."""

from collections.abc import Sequence
from dataclasses import dataclass

from mingce.datatypes import Citation, Document
from mingce.export.report import Block, Heading, Quote, Report
from mingce.store.contents import Contents
from mingce.study.compare import ALIKE, bare, dice
from mingce.study.find import find
from mingce.text.citations import cite
from mingce.text.dates import made


@dataclass(frozen=True)
class Use:
    """A sentence that contains the formulation."""

    citation: Citation
    date: str  # `dates.made` of its document
    terms: tuple[tuple[int, int], ...]  # where the formulation stands, offsets of the document
    before: Citation | None = None  # the latest earlier use in similar words, in another document


def history(contents: Contents, term: str) -> list[Use]:
    """Every use, by date and then in reading order; undated documents last. [] where no document uses the term."""
    found: dict[tuple[str, int], list[tuple[int, int]]] = {}
    citations: dict[tuple[str, int], Citation] = {}
    for match in find(contents.documents, term):
        document, sections, sentences = contents.part(match.doc_id)
        sentence = next((s for s in sentences if s.start <= match.start < s.end), None)
        if sentence is None:
            continue
        key = (document.id, sentence.start)
        found.setdefault(key, []).append((match.start, match.end))
        citations[key] = cite(document, sections[sentence.section], sentence.start, sentence.end, 0, sentence.speaker)
    dates = {document.id: made(document) for document in contents.documents}
    order = sorted(found, key=lambda key: (dates[key[0]] or "9999", *key))
    uses: list[Use] = []
    for key in order:
        citation, date = citations[key], dates[key[0]]
        uses.append(Use(citation, date, tuple(found[key]), earlier(uses, citation, date)))
    return uses


def earlier(uses: Sequence[Use], citation: Citation, date: str) -> Citation | None:
    """The latest use before that date, in another document, whose words are similar but not the same."""
    old = [use.citation for use in uses if use.date and use.date < date and use.citation.doc_id != citation.doc_id]
    if not old:
        return None
    likeness = dice([citation.quote], [c.quote for c in old])[0]
    alike = [row for row in range(len(old)) if likeness[row] >= ALIKE]
    return next((old[row] for row in reversed(alike) if bare(old[row].quote) != bare(citation.quote)), None)


def report(term: str, uses: Sequence[Use], documents: dict[str, Document]) -> Report:
    blocks: list[Block] = []
    doc_id = None
    for use in uses:
        if use.citation.doc_id != doc_id:
            doc_id = use.citation.doc_id
            blocks.append(Heading(f"{use.date or '日期不明'} 《{documents[doc_id].title}》"))
        blocks.append(Quote(use.citation))
    return Report(f"“{term}”在各文件中的表述", tuple(blocks), (summary(term, uses, documents),))


def summary(term: str, uses: Sequence[Use], documents: dict[str, Document]) -> str:
    """One Chinese sentence: how often, where first and where last, as far as the documents are dated."""
    if not uses:
        return f"收录的文件里没有“{term}”这个说法。"
    counted = f"“{term}”在 {len({use.citation.doc_id for use in uses})} 份文件的 {len(uses)} 句里出现"
    dated = [use for use in uses if use.date]
    if not dated:
        return f"{counted}；这些文件都没有写明日期。"
    first, last = (f"{use.date}《{documents[use.citation.doc_id].title}》" for use in (dated[0], dated[-1]))
    return f"{counted}；就收录的文件看，最早见于{first}，最近见于{last}。"
