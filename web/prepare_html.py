"""A study pack -> HTML. Source text stands in serif and opens where it stands; everything else is the program's words."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from mingce.datatypes import Citation, Document
from mingce.export.report import Card
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
    Figure,
    Moment,
    Pack,
    Point,
    Term,
    answer_text,
    by_kind,
    question_text,
)
from mingce.text.citations import date_text, quoted_title
from web.render import facts_html, opens

EXAMPLES = 3  # documents to begin with
SHOWN = {OUTLINE: 120, TERMS: 30, FIGURES: 60, DATES: 60, CARDS: 20}  # lines of a part on the page; the files hold all

Documents = Mapping[str, Document]


def empty_html(documents: Sequence[Document]) -> str:
    """What the room does, and documents to begin with: the longest, which hold most."""
    longest = sorted(documents, key=lambda document: -len(document.text))[:EXAMPLES]
    examples = "".join(
        f'<li><button type="button" class="example" data-event="example" data-document="{escape(document.id)}">'
        f"用{escape(quoted_title(document.title))}备一课</button></li>"
        for document in longest
    )
    return (
        '<div class="teach"><h2>从原文备一课</h2>'
        "<p>选好文件和章节，生成导学提纲、重要提法、指标一览、时间表、练习题和记忆卡片。每一行都是原文，点一下就能看到出处。</p>"
        "<p>题目由程序逐题核对：答案在原文里，其余选项都不对，题干不露答案。卷号相同，题目就相同，换个卷号就是另一份卷子。</p>"
        "<p>学员卷不带答案，教师卷带答案和出处；都可以下载打印。</p>"
        f"<ul>{examples}</ul></div>"
    )


def working_html(words: str) -> str:
    return f'<p class="working" role="status">{escape(words)}</p>'


def problem_html(problem: str) -> str:
    return f'<div class="failure" role="alert"><strong>没有生成</strong><p>{escape(problem)}</p></div>'


def pack_html(pack: Pack, documents: Documents) -> str:
    if pack.is_empty:
        return problem_html("所选章节里没有找到可用的内容。请多选几章，或换一份文件。")
    parts = (
        part_html(OUTLINE, outlines_html(pack)),
        part_html(TERMS, terms_html(pack)),
        part_html(FIGURES, table_html(FIGURES, ("指标", "数值", "年份", "原文"), figure_rows(pack.figures, pack))),
        part_html(DATES, table_html(DATES, ("时间", "原文"), moment_rows(pack.moments, pack))),
        part_html(QUESTIONS, questions_html(pack)),
        part_html(CARDS, cards_html(pack)),
    )
    sources = "".join(
        facts_html(quoted_title(title) if len(pack.titles) > 1 else "", date_of(title, documents))
        for title in pack.titles
    )
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in pack.notes)
    seed = f'<p class="note">第 {pack.seed} 卷：卷号相同，题目相同。</p>' if pack.items else ""
    return (
        f'<article class="pack"><header><h2>{escape(pack.title)}</h2>'
        f'<p class="based">{sources}</p>{seed}{notes}</header>{"".join(parts)}</article>'
    )


def date_of(title: str, documents: Documents) -> str:
    return next((date_text(document.date) for document in documents.values() if document.title == title), "")


def part_html(part: str, inner: str) -> str:
    """A part under its heading; nothing where the pack does not have it."""
    return f'<section class="part" data-part="{part}"><h3>{PARTS[part]}</h3>{inner}</section>' if inner else ""


def quote_html(citation: Citation, pack: Pack, words: str | None = None) -> str:
    """A line of source text that opens where it stands."""
    title = quoted_title(citation.title) if len(pack.titles) > 1 else ""
    page = f"第{citation.page}页" if citation.page is not None else ""
    place = " ".join(filter(None, (title + citation.place, page)))
    where = f'<span class="place">{escape(place)}</span>' if place else ""
    return (
        f'<button type="button" class="line" {opens(citation.doc_id, citation.start, citation.end)}>'
        f'<span class="words">{escape(citation.quote if words is None else words)}</span>{where}</button>'
    )


def more_html(part: str, count: int) -> str:
    rest = count - SHOWN[part]
    return f'<p class="note">另有 {rest} 条没有列出，下载的文件里都有。</p>' if rest > 0 else ""


def outlines_html(pack: Pack) -> str:
    return "".join(
        (f"<h4>{escape(quoted_title(title))}</h4>" if len(pack.outlines) > 1 else "") + outline_html(points, pack)
        for title, points in pack.outlines
    )


def outline_html(points: Sequence[Point], pack: Pack) -> str:
    rows = "".join(
        f'<li class="level-{point.level}">'
        + (f'<span class="name">{quote_html(point.heading, pack, point.heading.quote)}</span>' if point.heading else "")
        + (quote_html(point.lead, pack) if point.lead else "")
        + "</li>"
        for point in points[: SHOWN[OUTLINE]]
    )
    return f'<ul class="points">{rows}</ul>{more_html(OUTLINE, len(points))}' if rows else ""


def terms_html(pack: Pack) -> str:
    rows = "".join(term_html(term, pack) for term in pack.terms[: SHOWN[TERMS]])
    return f'<dl class="terms">{rows}</dl>{more_html(TERMS, len(pack.terms))}' if rows else ""


def term_html(term: Term, pack: Pack) -> str:
    meaning = [term.meaning] if term.meaning and term.meaning not in term.places else []
    places = "".join(quote_html(citation, pack) for citation in (*meaning, *term.places))
    return f"<dt>“{escape(term.term)}”</dt><dd>{places}</dd>"


def figure_rows(figures: Sequence[Figure], pack: Pack) -> list[tuple[str, ...]]:
    return [
        (escape(f.name), escape(f.amount), escape(f.year or "文件未载明"), quote_html(f.citation, pack))
        for f in figures
    ]


def moment_rows(moments: Sequence[Moment], pack: Pack) -> list[tuple[str, ...]]:
    return [(escape(moment.label), quote_html(moment.citation, pack)) for moment in moments]


def table_html(part: str, header: Iterable[str], rows: Sequence[tuple[str, ...]]) -> str:
    if not rows:
        return ""
    head = "".join(f'<th scope="col">{name}</th>' for name in header)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows[: SHOWN[part]])
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more_html(part, len(rows))}"


def questions_html(pack: Pack) -> str:
    html, number = [], 0
    for row, (kind, items) in enumerate(by_kind(pack.items)):
        html.append(f"<h4>{NUMERALS[row]}、{NAMES[kind]}</h4><ol class='questions' start='{number + 1}'>")
        html += [f"<li>{question_html(item, pack)}</li>" for item in items]
        html.append("</ol>")
        number += len(items)
    return "".join(html)


def question_html(item: Item, pack: Pack) -> str:
    options = "".join(
        f'<li><span class="letter">{letter}.</span> {escape(option)}</li>'
        for letter, option in zip(LETTERS, item.options, strict=False)
    )
    answer = f'<p class="right">{escape(answer_text(item))}</p>' if answer_text(item) else ""
    quotes = "".join(quote_html(citation, pack) for citation in item.citations)
    return (
        f'<p class="stem">{escape(question_text(item, len(pack.titles) > 1))}</p>'
        + (f'<ul class="options">{options}</ul>' if options else "")
        + f'<details class="key"><summary>答案与出处</summary>{answer}{quotes}</details>'
    )


def cards_html(pack: Pack) -> str:
    rows = "".join(card_html(card, pack) for card in pack.cards[: SHOWN[CARDS]])
    count = f'<p class="note">共 {len(pack.cards)} 张，下载后可导入 Anki。</p>' if rows else ""
    return f'{count}<ul class="cards">{rows}</ul>{more_html(CARDS, len(pack.cards))}' if rows else ""


def card_html(card: Card, pack: Pack) -> str:
    front = "<br>".join(escape(line) for line in card.front.split("\n"))
    back = "<br>".join(escape(line) for line in card.back.split("\n"))
    return (
        f'<li><p class="front">{front}</p><details class="key"><summary>翻面</summary>'
        f'<p class="right">{back}</p>{quote_html(card.citation, pack)}</details></li>'
    )
