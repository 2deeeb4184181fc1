"""Documents -> a study pack: outline, formulations, figures, dates, questions, cards. Every line is source text, cited.

The student's copy has the questions without answers; the teacher's has the answers with their sources.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mingce.datatypes import Citation, Section
from mingce.export.report import Block, Card, Heading, Paragraph, Quote, Report, Table, TableRow
from mingce.facts.formulations import KNOWN, Formulation, count_of, formulations
from mingce.facts.indicators import amount_text, indicators
from mingce.prepare import paper
from mingce.prepare.blanks import COUNTED, NOT_PROSE, UNWANTED, is_name
from mingce.prepare.items import CHOICE, JUDGE, LETTERS, NAMES, RIGHT, SHORT, WRONG, Item
from mingce.prepare.material import Chosen, bare_name, is_heading
from mingce.store.contents import Part, join_parts
from mingce.text.citations import quoted_title
from mingce.text.dates import CHINESE_DATE
from mingce.text.numerals import read_number

OUTLINE, TERMS, FIGURES, DATES, QUESTIONS, CARDS = "outline", "terms", "figures", "dates", "questions", "cards"
PARTS = {
    OUTLINE: "导学提纲",
    TERMS: "重要提法",
    FIGURES: "指标一览",
    DATES: "时间表",
    QUESTIONS: "练习题",
    CARDS: "记忆卡片",
}
DEEPEST = 3  # levels of headings in the outline
MOST_TERMS, MOST_PLACES = 60, 6
YEAR_END = 13  # sorts 年底, and a year given as a deadline, after the months of the year
NUMERALS = "一二三四五六七八九十"

# "到2025年底", "2023年11月27日", "2035年前"; not "〔2023〕", and not a year inside 《…》 or “…”
MOMENT = re.compile(
    r"(?<![\d—–－\-~～])(?P<by>到|至|截至|截止到?)?(?P<year>(?:19|20)\d{2})年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?(?P<end>年?[底末]前?|之?前|以前)?"
)
EXPLAINED = re.compile(r"^[”’]?，?(?:是指|即|指的是|——|：|（即)")
QUOTED_OR_TITLED = re.compile(r"《[^《》]*》|“[^“”]{1,30}”")


@dataclass(frozen=True)
class Point:
    """A line of the outline: a heading, and the first sentence under it."""

    level: int
    heading: Citation | None  # None for an article of a law, and in a document without headings
    lead: Citation | None  # None where another heading follows at once


@dataclass(frozen=True)
class Term:
    """A key formulation: where it occurs, and the sentence that says what it means."""

    term: str
    places: tuple[Citation, ...]
    meaning: Citation | None


@dataclass(frozen=True)
class Figure:
    """An indicator as it is printed."""

    name: str
    amount: str  # as in the text: "95%以上"
    year: str  # "" where the text names none
    citation: Citation


@dataclass(frozen=True)
class Moment:
    """A date or a deadline. when: year, month (`YEAR_END` for a deadline) and day, 0 where the text says less."""

    when: tuple[int, int, int]
    label: str
    citation: Citation


@dataclass(frozen=True)
class Pack:
    title: str
    seed: int
    titles: tuple[str, ...]
    notes: tuple[str, ...] = ()
    outlines: tuple[tuple[str, tuple[Point, ...]], ...] = ()  # title and points of each document
    terms: tuple[Term, ...] = ()
    figures: tuple[Figure, ...] = ()
    moments: tuple[Moment, ...] = ()
    items: tuple[Item, ...] = ()
    cards: tuple[Card, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.outlines or self.terms or self.figures or self.moments or self.items or self.cards)


def make(chosen: Sequence[Chosen], parts: Collection[str], counts: Mapping[str, int], seed: int = 1) -> Pack:
    """A pack of the wanted parts. counts: questions of each kind. seed: the same number gives the same questions."""
    titles = tuple(c.document.title for c in chosen)
    terms = tuple(find_terms(chosen)) if {TERMS, CARDS} & set(parts) else ()
    figures = tuple(f for c in chosen for f in find_figures(c)) if {FIGURES, CARDS} & set(parts) else ()
    items = tuple(paper.make(chosen, counts, seed)) if {QUESTIONS, CARDS} & set(parts) else ()
    pack = Pack(
        title=(f"{quoted_title(titles[0])}学习材料" if len(titles) == 1 else f"{len(titles)}份文件学习材料"),
        seed=seed,
        titles=titles,
        notes=shortages(items, counts) if QUESTIONS in parts else (),
        outlines=tuple((c.document.title, tuple(outline(c))) for c in chosen) if OUTLINE in parts else (),
        moments=tuple(find_moments(chosen)) if DATES in parts else (),
    )
    return replace(
        pack,
        terms=terms if TERMS in parts else (),
        figures=figures if FIGURES in parts else (),
        items=items if QUESTIONS in parts else (),
        cards=tuple(make_cards(terms, figures, items, titles)) if CARDS in parts else (),
    )


def shortages(items: Sequence[Item], counts: Mapping[str, int]) -> tuple[str, ...]:
    """One Chinese sentence for each kind of which fewer questions were made than asked for."""
    made = {kind: sum(item.kind == kind for item in items) for kind in NAMES}
    return tuple(
        f"要{counts[kind]}道{name}，所选内容里经得起核对的只有{made[kind]}道。"
        for kind, name in NAMES.items()
        if made[kind] < counts.get(kind, 0)
    )


# ---------------------------------------------------------------- the parts


def outline(chosen: Chosen) -> Iterator[Point]:
    """The headings in reading order, each with the first sentence under it; paragraphs where there are no headings."""
    text = chosen.document.text
    seen: set[tuple[str, ...]] = set()
    has_headings = any(section.path for section in chosen.sections)
    first: dict[int, Citation] = {}
    for sentence in chosen.sentences:
        section = chosen.sections[sentence.section]
        is_prose = text[sentence.start : sentence.end].endswith(("。", "！", "。”", "：", "；"))
        if sentence.section not in first and is_prose and not is_heading(text, section, sentence):
            first[sentence.section] = chosen.cite(sentence.start, sentence.end)
    for row, section in enumerate(chosen.sections):
        if not chosen.holds(section):
            continue
        if not section.path and not has_headings and row in first:
            yield Point(1, None, first[row])
        if not section.path or section.path in seen or len(section.path) > DEEPEST:
            continue
        seen.add(section.path)
        heading = _heading_span(text, section)
        yield Point(len(section.path), chosen.cite(*heading) if heading else None, first.get(row))


def _heading_span(text: str, section: Section) -> tuple[int, int] | None:
    """The heading of a section without Markdown marks; None for an article, whose first sentence begins with its number."""
    if not bare_name(section.path[-1]):
        return None
    end = text.find("\n", section.start, section.end)
    line = text[section.start : end if end > 0 else section.end]
    start = section.start + len(line) - len(line.lstrip("#* \u3000"))
    if text.startswith(section.path[-1], start):
        return start, start + len(section.path[-1])
    return start, section.start + len(line.rstrip("* \u3000"))


def find_terms(chosen: Sequence[Chosen]) -> Iterator[Term]:
    """The formulations of the chosen sections, the most frequent first. Only the chosen documents are looked at."""
    by_id = {c.document.id: c for c in chosen}
    found = formulations(*join_parts(Part(c.document, list(c.sections), list(c.sentences)) for c in chosen))
    for formulation in [f for f in found if is_formulation(f)][:MOST_TERMS]:
        places = [
            cited
            for place in formulation.places
            if by_id[place.doc_id].holds_at(place.start)
            for cited in [by_id[place.doc_id].cite(place.start, place.end)]
        ]
        spelled_out = formulation.spelled_out
        if places:
            meaning = by_id[spelled_out.doc_id].cite(spelled_out.start, spelled_out.end) if spelled_out else None
            yield Term(formulation.term, tuple(places[:MOST_PLACES]), meaning)


def is_formulation(formulation: Formulation) -> bool:
    """Whether a term is a formulation, not a common word that was once put in quotation marks: “支付”, “三日”."""
    term = formulation.term
    if COUNTED.fullmatch(term) or UNWANTED.search(term):
        return False
    quoted = sum(f"“{term}”" in place.quote for place in formulation.places)
    return bool(KNOWN.fullmatch(term)) or quoted * 2 >= len(formulation.places)


def find_figures(chosen: Chosen) -> Iterator[Figure]:
    for row in indicators(chosen.document, chosen.sections, chosen.sentences):
        if chosen.holds_at(row.start):
            yield Figure(row.name, amount_text(row), row.year, chosen.cite(row.start, row.end))


def find_moments(chosen: Sequence[Chosen]) -> list[Moment]:
    """Every date and every deadline, earliest first, with the sentence that names it."""
    found = []
    for c in chosen:
        for _, sentence in c.chosen_sentences():
            words = c.document.text[sentence.start : sentence.end]
            if NOT_PROSE.search(words):
                continue
            cited = None
            for when, label in dict(moments(words)).items():
                cited = cited or c.cite(sentence.start, sentence.end)
                found.append(Moment(when, label, cited))
    return sorted(found, key=lambda m: m.when)


def moments(words: str) -> Iterator[tuple[tuple[int, int, int], str]]:
    """The dates and deadlines of a sentence: year, month and day, and the words that say so.

    >>> list(moments("到2025年，建成30个；2023年11月27日召开会议，落实《2021年计划》。"))
    [((2025, 13, 0), '到2025年'), ((2023, 11, 27), '2023年11月27日')]
    """
    names = [match.span() for match in QUOTED_OR_TITLED.finditer(words)]
    for match in MOMENT.finditer(words):
        if any(a <= match.start() < b for a, b in names):
            continue
        month = int(match["month"] or 0) or (YEAR_END if match["by"] or match["end"] else 0)
        yield (int(match["year"]), month, int(match["day"] or 0)), match[0]
    for match in CHINESE_DATE.finditer(words):
        year, month, day = (int(read_number(match[n])) for n in (1, 2, 3))
        yield (year, month, day), match[0]


# ---------------------------------------------------------------- cards


def make_cards(
    terms: Sequence[Term], figures: Sequence[Figure], items: Sequence[Item], titles: Sequence[str]
) -> Iterator[Card]:
    """A card for each formulation that is explained, each target, and each question."""
    for term in terms:
        if term.meaning and (count_of(term.term) or EXPLAINED.search(term.meaning.quote.partition(term.term)[2])):
            yield Card(f"“{term.term}”指什么？", term.meaning.quote, term.meaning)
    for figure in figures:
        if (
            figure.year
            and is_name(figure.name.partition("（")[0])
            and figure.citation.quote.count(figure.amount.rstrip("以上下左右")) <= 1
        ):
            question = f"{quoted_title(figure.citation.title)}：{figure.name}（{figure.year}年）是多少？"
            yield Card(question, figure.amount, figure.citation)
    for item in items:
        asked = ("正确还是错误？",) if item.kind == JUDGE else ()
        front = "\n".join((*asked, question_text(item, len(titles) > 1), *option_lines(item)))
        back = answer_text(item) if item.kind != SHORT else "\n".join(c.quote for c in item.citations)
        yield Card(front, back, item.citations[0])


# ---------------------------------------------------------------- questions as text


def question_text(item: Item, with_title: bool) -> str:
    """The stem as it is printed, followed by its document where the paper is about several."""
    return f"{item.stem}〔{quoted_title(item.citations[0].title)}〕" if with_title else item.stem


def option_lines(item: Item) -> list[str]:
    return [f"{letter}. {option}" for letter, option in zip(LETTERS, item.options, strict=False)]


def answer_text(item: Item) -> str:
    """The right answer in one line; "" for a short answer, which its citations answer."""
    if item.kind == CHOICE:
        return f"{item.letter}. {item.key}"
    if item.kind == JUDGE and item.altered and item.blank:
        citation = item.citations[0]
        words = citation.quote[item.blank.start - citation.start : item.blank.end - citation.start]
        return f"{WRONG}：原文是“{words}”，题中改成了“{item.altered}”。"
    return RIGHT if item.kind == JUDGE else item.key


# ---------------------------------------------------------------- reports


def student(pack: Pack) -> Report:
    """For the class: no answers, and no sources under the questions."""
    return _report(pack, "学员用", _questions(pack, with_answers=False))


def teacher(pack: Pack) -> Report:
    """For the teacher: answers, and the source under each question."""
    return _report(pack, "教师用", _questions(pack, with_answers=True))


def _report(pack: Pack, whose: str, questions: list[Block]) -> Report:
    blocks = [*_outline(pack), *_terms(pack), *_figures(pack), *_moments(pack), *questions]
    notes = (f"依据：{'、'.join(map(quoted_title, pack.titles))}", *((f"卷号：{pack.seed}",) if pack.items else ()))
    shortages = pack.notes if whose == "教师用" else ()
    return Report(f"{pack.title}（{whose}）", tuple(blocks), (*notes, *shortages))


def _outline(pack: Pack) -> Iterator[Block]:
    if pack.outlines:
        yield Heading(PARTS[OUTLINE])
    for title, points in pack.outlines:
        if len(pack.outlines) > 1:
            yield Heading(quoted_title(title), 2)
        for point in points:
            if point.heading:
                yield Heading(point.heading.quote, min(point.level + len(pack.outlines[:2]), 5))
            if point.lead:
                yield Quote(point.lead)


def _terms(pack: Pack) -> Iterator[Block]:
    if pack.terms:
        yield Heading(PARTS[TERMS])
    for term in pack.terms:
        yield Heading(f"“{term.term}”", 2)
        if term.meaning and term.meaning not in term.places:
            yield Quote(term.meaning)
        yield from map(Quote, term.places)


def _figures(pack: Pack) -> Iterator[Block]:
    if pack.figures:
        yield Heading(PARTS[FIGURES])
        rows = tuple(TableRow((f.name, f.amount, f.year or "文件未载明"), f.citation) for f in pack.figures)
        yield Table(("指标", "数值", "年份"), rows)


def _moments(pack: Pack) -> Iterator[Block]:
    if pack.moments:
        yield Heading(PARTS[DATES])
        yield Table(("时间",), tuple(TableRow((m.label,), m.citation) for m in pack.moments))


def _questions(pack: Pack, with_answers: bool) -> list[Block]:
    blocks: list[Block] = [Heading(PARTS[QUESTIONS])] if pack.items else []
    number = 0
    for row, (kind, items) in enumerate(by_kind(pack.items)):
        blocks.append(Heading(f"{NUMERALS[row]}、{NAMES[kind]}", 2))
        for item in items:
            number += 1
            blocks.append(Paragraph(f"{number}. {question_text(item, len(pack.titles) > 1)}"))
            blocks += [Paragraph(line) for line in option_lines(item)]
            if with_answers:
                blocks.append(Paragraph(f"答案：{answer_text(item)}"))
                blocks += map(Quote, item.citations)
    return blocks


def by_kind(items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """The kinds of items that a paper has, each with its items."""
    kinds = [(kind, [item for item in items if item.kind == kind]) for kind in NAMES]
    return [(kind, own) for kind, own in kinds if own]
