"""A study pack -> HTML. Source text stands in serif and opens where it stands; everything else is the program's words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mingce.datatypes import Citation, Document
from mingce.prepare.items import LETTERS, NAMES, Item
from mingce.prepare.pack import (
    CARDS,
    DATES,
    FIGURES,
    NUMERALS,
    OUTLINE,
    PARTS,
    QUESTIONS,
    TERMS,
    Pack,
    Point,
    Term,
    answer_text,
    by_kind,
    question_text,
)
from mingce.text.citations import date_text, quoted_title
from web.render import render

TEMPLATE = "prepare.html"
EXAMPLES = 3  # documents to begin with
SHOWN = {OUTLINE: 120, TERMS: 30, FIGURES: 60, DATES: 60, CARDS: 20}  # lines of a part on the page; the files hold all
FIGURES_HEADER = ("指标", "数值", "年份", "原文")
DATES_HEADER = ("时间", "原文")

Documents = Mapping[str, Document]


@dataclass(frozen=True)
class Quote:
    """A line of source text, and where it stands in words."""

    citation: Citation
    words: str
    place: str


@dataclass(frozen=True)
class Question:
    stem: str
    options: Sequence[tuple[str, str]]  # letter and text of each
    answer: str
    quotes: Sequence[Quote]


def empty_html(documents: Sequence[Document]) -> str:
    """What the room does, and documents to begin with: the longest, which hold most."""
    longest = sorted(documents, key=lambda document: -len(document.text))[:EXAMPLES]
    return render(TEMPLATE, "empty", documents=longest)


def working_html(words: str) -> str:
    return render(TEMPLATE, "working", words=words)


def problem_html(problem: str) -> str:
    return render(TEMPLATE, "problem", words=problem)


def pack_html(pack: Pack, documents: Documents) -> str:
    if pack.is_empty:
        return problem_html("所选章节里没有找到可用的内容。请多选几章，或换一份文件。")
    parts = (
        (OUTLINE, outlines_html(pack)),
        (TERMS, terms_html(pack)),
        (FIGURES, figures_html(pack)),
        (DATES, dates_html(pack)),
        (QUESTIONS, questions_html(pack)),
        (CARDS, cards_html(pack)),
    )
    return render(
        TEMPLATE,
        "pack",
        pack=pack,
        based=[(own_title(title, pack), date_of(title, documents)) for title in pack.titles],
        parts=[(part, PARTS[part], html) for part, html in parts],
    )


def date_of(title: str, documents: Documents) -> str:
    return next((date_text(document.date) for document in documents.values() if document.title == title), "")


def own_title(title: str, pack: Pack) -> str:
    """The title where the pack has several documents, "" where it is clear without."""
    return quoted_title(title) if len(pack.titles) > 1 else ""


def quote_of(citation: Citation, pack: Pack) -> Quote:
    page = f"第{citation.page}页" if citation.page is not None else ""
    place = " ".join(filter(None, (own_title(citation.title, pack) + citation.place, page)))
    return Quote(citation, citation.quote, place)


def quotes_of(citations: Iterable[Citation], pack: Pack) -> list[Quote]:
    return [quote_of(citation, pack) for citation in citations]


def outlines_html(pack: Pack) -> str:
    has_several = len(pack.outlines) > 1
    outlines = [
        (title if has_several else "", outline_rows(points, pack), len(points) - SHOWN[OUTLINE])
        for title, points in pack.outlines
    ]
    return render(TEMPLATE, "outlines", outlines=outlines)


def outline_rows(points: Sequence[Point], pack: Pack) -> list[tuple[int, Quote | None, Quote | None]]:
    """Level, heading and first sentence of each point that is shown."""
    return [
        (
            point.level,
            quote_of(point.heading, pack) if point.heading else None,
            quote_of(point.lead, pack) if point.lead else None,
        )
        for point in points[: SHOWN[OUTLINE]]
    ]


def terms_html(pack: Pack) -> str:
    rows = [(term.term, quotes_of(places_of(term), pack)) for term in pack.terms[: SHOWN[TERMS]]]
    return render(TEMPLATE, "terms", terms=rows, rest=len(pack.terms) - SHOWN[TERMS])


def places_of(term: Term) -> list[Citation]:
    """Where a term is explained, then where else it stands."""
    explained = [term.meaning] if term.meaning and term.meaning not in term.places else []
    return [*explained, *term.places]


def figures_html(pack: Pack) -> str:
    rows = [
        ((figure.name, figure.amount, figure.year or "文件未载明"), quote_of(figure.citation, pack))
        for figure in pack.figures[: SHOWN[FIGURES]]
    ]
    rest = len(pack.figures) - SHOWN[FIGURES]
    return render(TEMPLATE, "table", header=FIGURES_HEADER, rows=rows, rest=rest)


def dates_html(pack: Pack) -> str:
    rows = [((moment.label,), quote_of(moment.citation, pack)) for moment in pack.moments[: SHOWN[DATES]]]
    return render(TEMPLATE, "table", header=DATES_HEADER, rows=rows, rest=len(pack.moments) - SHOWN[DATES])


def questions_html(pack: Pack) -> str:
    groups, start = [], 1
    for row, (kind, items) in enumerate(by_kind(pack.items)):
        groups.append((NUMERALS[row], NAMES[kind], start, [question_of(item, pack) for item in items]))
        start += len(items)
    return render(TEMPLATE, "questions", groups=groups)


def question_of(item: Item, pack: Pack) -> Question:
    stem = question_text(item, len(pack.titles) > 1)
    options = list(zip(LETTERS, item.options, strict=False))
    return Question(stem, options, answer_text(item), quotes_of(item.citations, pack))


def cards_html(pack: Pack) -> str:
    rows = [
        (card.front.split("\n"), card.back.split("\n"), quote_of(card.citation, pack))
        for card in pack.cards[: SHOWN[CARDS]]
    ]
    return render(TEMPLATE, "cards", cards=rows, count=len(pack.cards), rest=len(pack.cards) - SHOWN[CARDS])
