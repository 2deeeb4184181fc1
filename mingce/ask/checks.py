"""A candidate sentence against the question: what an answer must hold, and what this one lacks.

Each check explains itself; how much a failed one costs is learned (see features.py), not set here.
"""

import re
from dataclasses import dataclass

from mingce.ask.constraints import ORDINAL, ROLE
from mingce.ask.kinds import KIND_NAMES, STRICT, answers_kind
from mingce.ask.question import Question
from mingce.datatypes import Document, Section
from mingce.facts.slogans import SLOGAN, SLOGAN_TAIL, lists_items, spells_out
from mingce.text.dates import YEAR
from mingce.text.fold import fold
from mingce.text.numerals import read_number

NATIONAL = "全国"  # Document.region of what a body of the whole country issued
PLAN = re.compile(r"十[一二三四五]五")  # a five-year plan
BEFORE = 200  # characters before a section in which its year may stand
ACTUAL = re.compile(r"实际|实绩|目前(?:已|是)|现在(?:已|是|有)|已经(?:完成|达到|建成|有)|完成情况|到底完成")


# Without these a sentence answers another question: of another region, "第九次" for the tenth, a slogan not spelled out.
FIRM = frozenset({"region", "ordinal", "spelled_out"})


@dataclass(frozen=True)
class Check:
    name: str  # "kind", "role", "region" (the document is another's), "region_unnamed", "year", "ordinal", "title", "quoted", "spelled_out", "actual"
    passed: bool
    reason: str = ""  # for the reader, where it did not pass
    is_premise: bool = False  # of a question for yes or no: a quote that does not pass corrects it

    @property
    def has_failed(self) -> bool:
        """Whether it speaks against quoting the sentence as an answer."""
        return not (self.passed or self.is_premise)

    @property
    def is_firm(self) -> bool:
        return self.name in FIRM


def check(question: Question, sentence: str, section: Section, document: Document) -> list[Check]:
    """Every check that the question calls for; none for a plain question."""
    place = fold(
        "\n".join((document.title, document.issuer, *section.path, document.text[section.start : section.end]))
    )
    checks = []
    if question.kind in STRICT:
        name = KIND_NAMES[question.kind]
        checks.append(Check("kind", answers_kind(question.kind, sentence), f"没有写{name}"))
    if question.kind == "person" and (role := ROLE.search(question.text)):
        checks.append(Check("role", role[0] in sentence, f"没有写{role[0]}是谁"))
    for region in question.constraints.regions:
        if region not in place and region not in document.text:
            elsewhere = document.region not in ("", NATIONAL) and region not in document.region
            checks.append(Check("region" if elsewhere else "region_unnamed", False, f"没有提到{region}"))
    for year in question.constraints.years:
        named = _names_year(year, sentence, section, document)
        checks.append(Check("year", named, f"没有写{year}年的情况", is_premise=question.kind == "yes_no"))
    for ordinal in question.constraints.ordinals:
        checks.append(Check("ordinal", _has_ordinal(ordinal, place), f"没有提到“{ordinal}”"))
    for title in question.constraints.titles:
        checks.append(Check("title", fold(title) in fold(document.title + document.text), f"没有提到《{title}》"))
    slogan = asked_slogan(question)
    for term in question.constraints.quoted:
        if slogan is None or term != slogan[0] or not lists_items(slogan, sentence):
            is_said = fold(term) in place or _stands_under(term, section, document)
            checks.append(Check("quoted", is_said, f"没有提到“{term}”"))
    if slogan:
        checks.append(Check("spelled_out", spells_out(slogan, sentence), f"提到了“{slogan[0]}”，但没有逐项写明是哪些"))
    if match := ACTUAL.search(question.text):
        said = match[0][:2] in place
        reason = "写的是目标或要求，没有写实际完成的情况"
        checks.append(Check("actual", said, reason, is_premise=question.kind == "yes_no"))
    return checks


def _stands_under(term: str, section: Section, document: Document) -> bool:
    """Whether the five-year plan that is asked for is the one that the document named last before a section."""
    if not PLAN.fullmatch(term):
        return False
    named = PLAN.findall(document.text[: section.start])
    return bool(named) and named[-1] == term


def _names_year(year: str, sentence: str, section: Section, document: Document) -> bool:
    """A sentence that names years must name the one asked for; one that names none takes its section's."""
    if year in document.title or document.date.startswith(year):
        return True  # "今年" in the report of that year
    around = document.text[max(0, section.start - BEFORE) : section.end]
    named = next(filter(None, (set(YEAR.findall(text)) for text in (sentence, around))), None)
    return year in (document.text if named is None else named)


def _has_ordinal(ordinal: str, place: str) -> bool:
    """第12条 and 第十二条 are the same."""
    wanted = ORDINAL.fullmatch(ordinal)
    if wanted is None:
        return ordinal in place
    return any(m[2] == wanted[2] and read_number(m[1]) == read_number(wanted[1]) for m in ORDINAL.finditer(place))


def asked_slogan(question: Question) -> tuple[str, int] | None:
    """The slogan whose items are asked for, with their number: ("四个最严", 4); None where none is."""
    if question.kind not in ("list", "definition", "count") or not re.search(r"哪|分别|具体|是什么|指", question.text):
        return None
    for term in question.constraints.quoted:
        if match := SLOGAN.fullmatch(fold(term)):
            return term, int(read_number(match[1]))
    # "和平共处五项原则是哪五条": the number comes again in the question word
    for match in SLOGAN.finditer(question.text):
        if re.search(rf"哪{match[1]}(?:个|项|条|种|类|点|方面|句)", question.text[match.end() :]):
            return SLOGAN_TAIL.sub("", match[0]), int(read_number(match[1]))
    return None
