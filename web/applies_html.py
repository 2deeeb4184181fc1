"""What applies to a reader -> HTML: the measures in their groups, and the indicators as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingce.applies.applies import GOVERNMENT, MAY, MUST, MUST_NOT, Applicable, Concern, coverage, facts, understood
from mingce.applies.targets import Target
from mingce.datatypes import Citation, Document
from mingce.facts.indicators import amount_text
from mingce.facts.measures import NOT_STATED, STRENGTHS, Measure
from web.render import render

TEMPLATE = "applies.html"
FIRST = 20  # of a group before 更多
STEP = 50  # and with each 更多
OTHERS = "others"  # the name of what was not listed, beside those of the groups
EXAMPLES = ("我们是做食品的小厂，想申请补贴", "我在洛阳开了家建筑公司", "我们搞检验检测，二十来个人")
EXPLAINED = {
    MUST: "文件要求企业、单位或个人做到的事",
    MUST_NOT: "文件禁止的事",
    MAY: "文件鼓励、支持、探索的事，可以去问、去申请",
    GOVERNMENT: "交给政府部门的任务，不是对您的要求",
}
Documents = Mapping[str, Document]
Limits = Mapping[str, int]  # how many of a group are shown, by its name


@dataclass(frozen=True)
class ListedMeasure:
    """A measure as it is listed."""

    measure: Measure
    strength: str
    citation: Citation
    document: Document
    facts: Sequence[tuple[str, str, bool]]  # name, value, and whether the document states it
    doubt: str


@dataclass(frozen=True)
class Group:
    """The measures of one group, as many as are shown."""

    name: str
    explained: str
    count: int  # of all its measures, shown or not
    own: Sequence[ListedMeasure]  # those that name the reader's industry or size
    general: Sequence[ListedMeasure]  # those for every enterprise or everybody
    general_count: int  # of all of those, shown or not
    rest: int  # measures that are not shown
    step: int = STEP


def empty_html(documents: int) -> str:
    return render(TEMPLATE, "empty", documents=documents, examples=EXAMPLES)


def problem_html(problem: str) -> str:
    return render(TEMPLATE, "problem", words=problem)


def working_html(done: int, documents: int) -> str:
    return render(TEMPLATE, "working", done=done, documents=documents)


def found_html(found: Applicable, documents: Documents, limits: Limits) -> str:
    """limits: for groups of which more than `FIRST` are shown."""
    return render(
        TEMPLATE,
        "applicable",
        found=found,
        understood=understood(found.profile),
        coverage=coverage(found),
        groups=[
            group(name, concerns, documents, limits.get(name, FIRST))
            for name, concerns in found.groups.items()
            if concerns
        ],
        missing="、".join(name for name, concerns in found.groups.items() if not concerns),
    )


def group(name: str, concerns: Sequence[Concern], documents: Documents, limit: int) -> Group:
    shown = concerns[:limit]
    return Group(
        name,
        EXPLAINED[name],
        len(concerns),
        own=[listed(concern, documents) for concern in shown if not concern.judgement.is_general],
        general=[listed(concern, documents) for concern in shown if concern.judgement.is_general],
        general_count=sum(concern.judgement.is_general for concern in concerns),
        rest=len(concerns) - limit,
    )


def listed(concern: Concern, documents: Documents) -> ListedMeasure:
    measure, citation = concern.measure, concern.citation
    stated = [(name, value, value != NOT_STATED) for name, value in facts(measure)]
    document = documents[citation.doc_id]
    return ListedMeasure(measure, STRENGTHS[measure.strength], citation, document, stated, concern.doubt)


def others_html(others: Sequence[Concern], all_of_them: int, documents: Documents, limit: int) -> str:
    """What was judged not to concern the reader. others: those that have the words that were looked for."""
    return render(
        TEMPLATE,
        "others",
        rows=[(c.citation, documents[c.citation.doc_id], c.measure.why) for c in others[:limit]],
        count=f"{all_of_them} 条中有 {len(others)} 条" if len(others) < all_of_them else f"共 {all_of_them} 条",
        name=OTHERS,
        rest=len(others) - limit,
        step=STEP,
    )


def targets_html(found: Sequence[Target], documents: Documents) -> str:
    """The table beside the plot."""
    rows = [(t.indicator, amount_text(t.indicator), t.citation, documents[t.citation.doc_id]) for t in found]
    return render(TEMPLATE, "targets", rows=rows)
