"""What applies to the reader: the measures of an index that concern who they say they are, in four groups.

What was judged not to concern them is kept with the reason: the judgement is a rule's, the reader's is the last.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from mingce.applies.judge import Judgement, governs, judge
from mingce.applies.profile import Profile, merged, understand_description
from mingce.datatypes import Citation, Document, Section, Sentence
from mingce.errors import UserError
from mingce.export.report import Block, Heading, Paragraph, Report, Table, TableRow
from mingce.facts.concerns import PEOPLE, SIZES, trades
from mingce.facts.measures import LAWS, NOT_STATED, REPORTS, SPOKEN, STRENGTHS, Measure, measures
from mingce.store.contents import Contents
from mingce.text.citations import cite
from mingce.text.dates import made

MUST, MUST_NOT, MAY, GOVERNMENT = "必须做到", "不得", "可以争取", "政府将做"
GROUPS = (MUST, MUST_NOT, MAY, GOVERNMENT)
HEADER = ("力度", "谁来做", "做什么", "惠及对象", "时限", "条件", "金额", "为什么与您有关", "效力提示")
SIZE_CHIPS = tuple(SIZES)
PEOPLE_CHIPS = tuple(PEOPLE)
INDUSTRY_CHIPS = tuple(trade.name for trade in trades() if trade.is_industry)
ACTIVITY_CHIPS = tuple(trade.name for trade in trades() if not trade.is_industry)
ALSO = {"小微企业": "中小企业", "个体工商户": "小微企业"}  # who is the one is meant by the other as well
EMPTY = "还没有说明您是谁。请选一个行业或规模，或写一句话，例如：我们是做食品的小厂。"
TERM_YEARS = 5  # after so many years a report or a speech has given way to the next one


@dataclass(frozen=True)
class Chips:
    """What a reader chose from the lists: names of INDUSTRY_CHIPS, SIZE_CHIPS, …"""

    industries: Sequence[str] = ()
    sizes: Sequence[str] = ()
    activities: Sequence[str] = ()
    people: Sequence[str] = ()
    regions: Sequence[str] = ()

    def profile(self) -> Profile:
        sizes = [name for size in self.sizes for name in (size, ALSO.get(size)) if name]
        return Profile(
            tuple(t for t in trades() if t.is_industry and t.name in self.industries),
            tuple(t for t in trades() if not t.is_industry and t.name in self.activities),
            tuple(dict.fromkeys(sizes)),
            tuple(self.people),
            tuple(self.regions),
            is_enterprise=bool(self.industries or self.sizes),
        )

    def words(self) -> str:
        return "、".join((*self.industries, *self.sizes, *self.activities, *self.people, *self.regions))


@dataclass(frozen=True)
class Concern:
    """A measure with its judgement, and where it stands."""

    measure: Measure
    citation: Citation
    judgement: Judgement
    doubt: str = ""  # why its document may no longer count, or not yet; "" where nothing speaks against it


@dataclass(frozen=True)
class Applicable:
    description: str
    profile: Profile  # what was understood of it
    groups: dict[str, tuple[Concern, ...]]  # by GROUPS, in their order; the most relevant first
    others: tuple[Concern, ...]  # judged not to concern the reader, in order of the documents
    documents: tuple[Document, ...]  # that were searched

    @property
    def count(self) -> int:
        return sum(map(len, self.groups.values()))


@dataclass
class Catalogue:
    """Every measure of one build of an index, read once."""

    documents: dict[str, Document]
    doubts: dict[str, str]
    cited_measures: list[tuple[Measure, Citation]] = field(default_factory=list)

    @classmethod
    def read(cls, contents: Contents, progress: Callable[[int], None] = lambda done: None) -> "Catalogue":
        """progress: called after each document with the number read so far."""
        today = date.today()
        made = cls({d.id: d for d in contents.documents}, {d.id: doubt(contents, d, today) for d in contents.documents})
        for done, doc_id in enumerate(made.documents, 1):
            document, sections, sentences = contents.part(doc_id)
            starts = [sentence.start for sentence in sentences]
            for measure in measures(document, sections, sentences):
                sentence = sentences[bisect_right(starts, measure.start) - 1]
                made.cited_measures.append(
                    (measure, _citation(document, sections[sentence.section], sentence, measure))
                )
            progress(done)
        return made


def applies(catalogue: Catalogue, chips: Chips | None = None, words: str = "") -> Applicable:
    """The measures for a reader. words: what the reader wrote, beside what was chosen.

    Raises UserError where neither says anything.
    """
    chips = chips or Chips()
    description = "，".join(filter(None, (chips.words(), words.strip())))
    if not description:
        raise UserError(EMPTY)
    profile = merged(chips.profile(), understand_description(words))
    documents = tuple(catalogue.documents.values())
    judged = judge([measure for measure, _ in catalogue.cited_measures], profile, documents)
    concerns = [
        Concern(replace(measure, why=judgement.why), citation, judgement, catalogue.doubts[measure.doc_id])
        for (measure, judgement), (_, citation) in zip(judged, catalogue.cited_measures, strict=True)
    ]
    newest_first = sorted(concerns, key=lambda c: made(catalogue.documents[c.measure.doc_id]), reverse=True)
    ordered = sorted(newest_first, key=_rank)
    groups: dict[str, list[Concern]] = {name: [] for name in GROUPS}
    for concern in ordered:
        if concern.judgement.score > 0:
            kind = catalogue.documents[concern.measure.doc_id].kind
            groups[group_of(concern.measure, kind)].append(concern)
    others = tuple(concern for concern in concerns if concern.judgement.score <= 0)
    return Applicable(description, profile, {name: tuple(rows) for name, rows in groups.items()}, others, documents)


def group_of(measure: Measure, kind: str = "") -> str:
    """The group of a measure in a document of that kind: what the government is told to do is nobody else's duty."""
    if measure.strength in ("encouragement", "support", "exploration"):
        return MAY
    is_named = measure.actor != NOT_STATED
    is_task = measure.strength == "government_task" and not (is_named and kind in LAWS)  # a law's present tense binds
    if is_task or governs(measure.actor) or (kind in REPORTS | SPOKEN and not is_named):
        return GOVERNMENT
    return MUST_NOT if measure.strength == "prohibition" else MUST


def _rank(concern: Concern) -> tuple[bool, bool, float]:
    """What names the reader comes before what speaks to everybody, what is in force before what may not be."""
    return concern.judgement.is_general, bool(concern.doubt), -concern.judgement.score


def find(concerns: Sequence[Concern], words: str) -> list[Concern]:
    """Those whose quote, heading or document has all the words; all where no word is given."""
    wanted = words.split()
    return [
        concern
        for concern in concerns
        if all(w in f"{concern.citation.quote}{concern.citation.path}{concern.citation.title}" for w in wanted)
    ]


def understood(profile: Profile) -> str:
    """What a profile says, as a line for the reader; "" where nothing that a measure could be matched with.

    >>> understood(understand_description("我在洛阳开了家建筑公司"))
    '行业：建筑；地区：洛阳'
    """
    if profile.is_empty:
        return ""
    named = (
        ("行业", [trade.name for trade in profile.industries]),
        ("规模", profile.sizes),
        ("事项", [trade.name for trade in profile.activities]),
        ("人群", profile.people),
        ("地区", profile.regions),
    )
    told = "；".join(f"{name}：{'、'.join(words)}" for name, words in named if words)
    return told or ("企业，没有说明行业" if profile.is_enterprise else f"公文里的说法：{'、'.join(profile.words[:6])}")


def coverage(found: Applicable) -> str:
    """What was searched, and what that does not prove."""
    return (
        f"查找了 {len(found.documents)} 份文件中的 {found.count + len(found.others)} 条措施，"
        f"其中 {found.count} 条可能与您有关。没有列出不等于没有政策；能否适用，以原文和主管部门的解释为准。"
    )


def report(found: Applicable) -> Report:
    """A table for each group that is not empty, and the documents that were searched."""
    blocks: list[Block] = []
    for name, concerns in found.groups.items():
        if concerns:
            blocks += [Heading(f"{name}（{len(concerns)} 条）"), Table(HEADER, tuple(map(_row, concerns)), name)]
    if not blocks:
        blocks.append(Paragraph("已收录的文件里没有找到与所述情况相关的措施。"))
    searched = tuple(TableRow((d.title, d.issuer or NOT_STATED, d.date or NOT_STATED)) for d in found.documents)
    blocks += [Heading("查找范围"), Table(("文件", "发文机关", "日期"), searched, "查找范围")]
    notes = [f"自述：{found.description}"]
    if line := understood(found.profile):
        notes.append(f"程序的理解：{line}")
    return Report("与我有关的政策措施", tuple(blocks), (*notes, coverage(found)))


def doubt(contents: Contents, document: Document, today: date) -> str:
    """Why a document may no longer count, or not yet; "" where nothing says so."""
    status = contents.validity(document.id, today)
    if status.in_force is False:
        return f"{status.state}：{status.reason}"
    replaced = next((r for r in contents.relations_of(document.id) if r.other == document.id), None)
    return replaced.reason if replaced else _past(document, today)


def _past(document: Document, today: date) -> str:
    """A work report speaks of one year, other reports and speeches of the years until the next one."""
    year = int(made(document)[:4] or 0)
    if document.kind == "政府工作报告" and 0 < year < today.year:
        return f"这是{year}年的工作报告，所说的任务可能已经完成或者有了新的要求。"
    if document.kind in REPORTS | SPOKEN and 0 < year <= today.year - TERM_YEARS:
        return f"这份文件是{year}年的，可能已经有了新的要求。"
    return ""


def facts(measure: Measure) -> tuple[tuple[str, str], ...]:
    """What a reader looks for in a measure, by name; 文件未载明 where the text is silent."""
    return (
        ("谁来做", measure.actor),
        ("惠及对象", "、".join(measure.concerns) or NOT_STATED),
        ("时限", measure.deadline or NOT_STATED),
        ("条件", measure.conditions or NOT_STATED),
        ("金额", measure.amount or NOT_STATED),
    )


def _row(concern: Concern) -> TableRow:
    measure = concern.measure
    actor, concerns, deadline, conditions, amount = (value for _, value in facts(measure))
    told = (measure.what, concerns, deadline, conditions, amount, measure.why, concern.doubt)
    return TableRow((STRENGTHS[measure.strength], actor, *told), concern.citation)


def _citation(document: Document, section: Section, sentence: Sentence, measure: Measure) -> Citation:
    cited = cite(document, section, measure.start, measure.end, speaker=sentence.speaker)
    return replace(cited, path=measure.section_path)
