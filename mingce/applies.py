"""What applies to the reader: the measures of an index that concern who they say they are, in four groups.

What was judged not to concern them is kept with the reason: the judgement is a rule's, the reader's is the last.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingce.citations import cite
from mingce.datatypes import Citation, Document, Section, Sentence
from mingce.errors import UserError
from mingce.index import Index
from mingce.measures import NOT_STATED, PEOPLE, SIZES, STRENGTHS, Measure, measures, relevant, trades
from mingce.report import Block, Heading, Line, Report, Row, Table

GROUPS = {
    "必须做到": ("obligation",),
    "不得": ("prohibition",),
    "可以争取": ("encouragement", "support", "exploration"),
    "政府将做": ("government_task",),
}
HEADER = ("力度", "谁来做", "做什么", "惠及对象", "时限", "条件", "金额", "为什么与您有关")
SIZE_CHIPS = tuple(name for name, _ in SIZES)
PEOPLE_CHIPS = tuple(name for name, _ in PEOPLE)
INDUSTRY_CHIPS = tuple(trade.name for trade in trades() if trade.is_industry)
ACTIVITY_CHIPS = tuple(trade.name for trade in trades() if not trade.is_industry)
EMPTY = "还没有说明您是谁。请选一个行业或规模，或写一句话，例如：我们是做食品的小厂。"


@dataclass(frozen=True)
class Concern:
    """A measure, where it stands, and why its document may no longer count: "" where nothing speaks against it."""

    measure: Measure
    citation: Citation
    doubt: str = ""


@dataclass(frozen=True)
class Applicable:
    description: str
    groups: dict[str, tuple[Concern, ...]]  # by GROUPS, in their order; the most relevant first
    others: tuple[Concern, ...]  # judged not to concern the reader, in order of the documents
    documents: tuple[Document, ...]  # that were searched

    @property
    def count(self) -> int:
        return sum(map(len, self.groups.values()))


class Catalogue:
    """Every measure of one build of an index, read once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.build = index.manifest.build
        self.documents = {document.id: document for document in index.documents}
        self.doubts = {document.id: doubt(index, document.id) for document in index.documents}
        self.measures: list[Measure] = []
        self._places: dict[tuple[str, int, int], Citation] = {}
        for doc_id in self.documents:
            document, sections, sentences = index.parts(doc_id)
            own = measures(document, sections, sentences)
            self.measures += own
            for measure in own:
                self._places[_key(measure)] = _citation(document, sections, sentences, measure)

    def concern(self, measure: Measure) -> Concern:
        return Concern(measure, self._places[_key(measure)], self.doubts[measure.doc_id])


def applies(catalogue: Catalogue, chips: Sequence[str] = (), words: str = "") -> Applicable:
    """The measures for a reader. chips: words of the lexicon that were chosen; words: what the reader wrote.

    Raises UserError where neither says anything.
    """
    description = "，".join(filter(None, (*chips, words.strip())))
    if not description:
        raise UserError(EMPTY)
    documents = tuple(catalogue.documents.values())
    found = relevant(catalogue.measures, description, documents)
    groups = {
        name: tuple(
            sorted(
                (catalogue.concern(measure) for measure in found if measure.strength in strengths),
                key=lambda concern: bool(concern.doubt),  # what is in force first, else as they come
            )
        )
        for name, strengths in GROUPS.items()
    }
    taken = {_key(measure) for measure in found}
    others = [catalogue.concern(measure) for measure in catalogue.measures if _key(measure) not in taken]
    return Applicable(description, groups, tuple(others), documents)


def without_reason(measure: Measure) -> str:
    """Why a measure was judged not to concern the reader."""
    if measure.concerns:
        return f"所说的是{'、'.join(measure.concerns[:3])}"
    return "没有点明对象，也没有说到您的行业、规模或事项"


def coverage(found: Applicable) -> str:
    """What was searched, and what that does not prove."""
    return (
        f"查找了 {len(found.documents)} 份文件中的 {found.count + len(found.others)} 条措施，"
        f"其中 {found.count} 条可能与您有关。没有列出不等于没有政策；能否适用，以原文和主管部门的解释为准。"
    )


def report(found: Applicable) -> Report:
    """A table for each group that is not empty."""
    blocks: list[Block] = []
    for name, concerns in found.groups.items():
        if concerns:
            blocks += [Heading(f"{name}（{len(concerns)} 条）"), Table(HEADER, tuple(map(_row, concerns)), name)]
    if not blocks:
        blocks.append(Line("已收录的文件里没有找到与所述情况相关的措施。"))
    return Report("与我有关的政策措施", tuple(blocks), (f"自述：{found.description}", coverage(found)))


def doubt(index: Index, doc_id: str) -> str:
    """Why a document may no longer count, or not yet; "" where nothing says so."""
    status = index.validity(doc_id)
    replaced = next((r for r in index.relations(doc_id) if r.other == doc_id), None)
    if status.in_force is False:
        return f"{status.state}：{status.reason}"
    return replaced.reason if replaced else ""


def facts(measure: Measure) -> tuple[tuple[str, str], ...]:
    """What a reader looks for in a measure, by name; 文件未载明 where the text is silent."""
    return (
        ("谁来做", measure.actor),
        ("惠及对象", "、".join(measure.concerns) or NOT_STATED),
        ("时限", measure.deadline or NOT_STATED),
        ("条件", measure.conditions or NOT_STATED),
        ("金额", measure.amount or NOT_STATED),
    )


def _row(concern: Concern) -> Row:
    measure = concern.measure
    actor, concerns, deadline, conditions, amount = (value for _, value in facts(measure))
    why = "；".join(filter(None, (measure.why, concern.doubt)))
    cells = (STRENGTHS[measure.strength], actor, measure.what, concerns, deadline, conditions, amount, why)
    return Row(cells, concern.citation)


def _key(measure: Measure) -> tuple[str, int, int]:
    return measure.doc_id, measure.start, measure.end


def _citation(
    document: Document, sections: Sequence[Section], sentences: Sequence[Sentence], measure: Measure
) -> Citation:
    sentence = next(s for s in sentences if s.start <= measure.start < s.end)
    return replace(
        cite(document, sections[sentence.section], measure.start, measure.end, speaker=sentence.speaker),
        path=measure.section_path,
    )
