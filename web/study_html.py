"""A document under study -> HTML: what it is, what stands in it, how its wording came about, what changed."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from mingce.datatypes import Citation, Document, Section
from mingce.facts.formulations import Formulation
from mingce.study.compare import NOTE, Comparison, differing
from mingce.study.find import Match, by_document, surroundings
from mingce.study.wording import Use, summary
from mingce.text.citations import date_text, source_line
from mingce.text.metadata import facts
from mingce.text.versions import Relation, Validity
from web.render import render
from web.source import outline

TEMPLATE = "study.html"
Documents = Mapping[str, Document]
FIRST_CHOICES = 5  # documents to begin with
LISTED = 300  # matches, formulations or sentences of one list
SPEAKERS = {"会议": "会议", "习近平": "习近平总书记"}


def empty_html(documents: Iterable[Document]) -> str:
    return render(TEMPLATE, "empty", documents=list(islice(documents, FIRST_CHOICES)))


def note_html(words: str) -> str:
    return render(TEMPLATE, "note", words=words)


def about_html(
    document: Document,
    sections: Sequence[Section],
    status: Validity,
    relations: Sequence[Relation],
    voices: Mapping[str, int],
) -> str:
    """Metadata, validity, who speaks, outline. voices: how many sentences each speaker has."""
    rows = [*facts(document), ("效力", f"{status.state}。{status.reason}")]
    if voices:
        rows.append(("谁在说", "，".join(f"{SPEAKERS[name]} {count} 句" for name, count in voices.items())))
    others = [(r, r.other if r.doc_id == document.id else r.doc_id) for r in relations]
    return render(TEMPLATE, "about", rows=rows, relations=others, headings=outline(sections), sections=sections)


def matches_html(words: str, matches: Sequence[Match], documents: Documents) -> str:
    if not words.strip():
        return note_html("输入一个词或一句话。全角半角、繁体简体都能对上。")
    if not matches:
        return note_html(f"没有出现“{words}”。这里按原字查找；想按意思找，请到“问答”。")
    groups = [
        (documents[doc_id], [in_context(match, documents[doc_id]) for match in own])
        for doc_id, own in by_document(matches[:LISTED])
    ]
    return render(TEMPLATE, "matches", words=words, count=len(matches), groups=groups, listed=LISTED)


def in_context(match: Match, document: Document) -> tuple[Match, str, str, str]:
    """The match with the text before it, its own and the text after it."""
    before, after = surroundings(document.text, match)
    return match, before, document.text[match.start : match.end], after


def terms_html(found: Sequence[Formulation]) -> str:
    """The formulations of a document, each leading to its history."""
    if not found:
        return note_html("这份文件里没有带引号的词或数字口号。可以在上面输入任何一个提法。")
    return render(TEMPLATE, "terms", formulations=found[:LISTED])


def uses_html(term: str, uses: Sequence[Use], documents: Documents) -> str:
    told = summary(term, uses, dict(documents))
    shown = [use_row(use, documents) for use in uses[:LISTED]]
    return render(TEMPLATE, "history", term=term, summary=told, uses=shown, documents=documents)


def use_row(use: Use, documents: Documents) -> tuple[str, str, Citation, list[tuple[str, bool]], str]:
    """Date, speaker, citation, the quote in pieces, and the source of the earlier wording it differs from, if any."""
    citation, date = use.citation, date_text(use.date) or "日期不明"
    speaker = SPEAKERS[citation.speaker] if citation.speaker else ""
    if use.before is None:
        return date, speaker, citation, marked_pieces(citation, use.terms), ""
    _, new = differing(use.before.quote, citation.quote)
    return date, speaker, citation, list(new), source_line(use.before, documents[use.before.doc_id])


def marked_pieces(citation: Citation, spans: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A quote in pieces, True for those that `spans` cover. spans: offsets of the document, in order."""
    pieces, at = [], 0
    for start, end in spans:
        a, b = start - citation.start, end - citation.start
        pieces += [(citation.quote[at:a], False), (citation.quote[a:b], True)]
        at = b
    return [*pieces, (citation.quote[at:], False)]


def digest_html(quotes: Sequence[Citation], documents: Documents) -> str:
    if not quotes:
        return note_html("这份文件太短，摘不出要点。")
    parts, last = [], ""
    for citation in quotes:
        heading = citation.path[0] if citation.path else ""
        parts.append((heading if heading != last else "", citation))
        last = heading
    return render(TEMPLATE, "digest", parts=parts, documents=documents)


def comparison_html(found: Comparison, documents: Documents) -> str:
    changed = [pair for pair in found.pairs if not pair.is_same]
    rows = []
    for pair in changed[:LISTED]:
        old, new = differing(pair.older.quote, pair.newer.quote)
        rows.append((pair.older, old, pair.newer, new))
    return render(
        TEMPLATE,
        "comparison",
        found=found,
        changed=len(changed),
        same=[pair.newer for pair in found.pairs if pair.is_same],
        pairs=rows,
        explained=NOTE,
        documents=documents,
        listed=LISTED,
    )
