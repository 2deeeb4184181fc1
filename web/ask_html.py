"""Conversation -> HTML: questions, answers with their quotes told apart from other words, and refusals."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from typing import NamedTuple

from mingce.ask.compose import confidence_words
from mingce.ask.feedback import LONGEST_NOTE, REASONS_FOUND, REASONS_REFUSED
from mingce.ask.suggest import APPLIES, PREPARE, STUDY
from mingce.datatypes import Answer, Citation, Document
from mingce.index import Index
from mingce.text.citations import as_footnotes, as_text, date_text, quoted_title
from mingce.text.versions import VERSION
from web.conversation import GOOD, STOPPED, State, Turn
from web.render import render

TEMPLATE = "ask.html"
SEARCHED_SHOWN = 6  # titles named under a refusal before "等"
LONG = 80  # characters of a question that may not fit into five lines of a phone
MARK = re.compile(r"\[(\d+)\]")
ITEM, SIDE = "item", "side"  # kinds of lines of an answer
SIDE_NAME = re.compile(r"【([^】]+)】")  # "【青海】…": a side of a comparison
WAYS: Mapping[str, tuple[str, str, str]] = {  # a room -> who starts there, its name, what it does
    STUDY: ("干部学习", "研读", "通读文件，看提法、比异同、出摘要"),
    APPLIES: ("企业办事", "对照", "说说您的情况，看哪些条款与您有关"),
    PREPARE: ("培训备课", "备课", "从原文做提纲、试题和讲义"),
}


@dataclass(frozen=True)
class Sources:
    """The documents as they are now, which answers given earlier are checked against when they are shown."""

    documents: Mapping[str, Document]
    warning: Callable[[str], str] = lambda doc_id: ""  # what a reader should know before relying on a document

    @classmethod
    def of(cls, index: Index) -> "Sources":
        return cls(index.contents.by_id, cache(partial(warning, index)))

    def holds(self, citation: Citation) -> bool:
        """False where the document is gone, or has other words there, since the question was answered."""
        document = self.documents.get(citation.doc_id)
        return document is not None and document.text[citation.start : citation.end] == citation.quote

    def title(self, doc_id: str) -> str:
        document = self.documents.get(doc_id)
        return quoted_title(document.title) if document else f"已移出的文件（{doc_id}）"


class Piece(NamedTuple):
    """A stretch of an answer: a quote, a mark [n] with its citation, or other words."""

    text: str
    is_quote: bool = False
    citation: Citation | None = None


def warning(index: Index, doc_id: str) -> str:
    """That a document is not in force, is on trial, ends on a day or has a newer version; "" for all others."""
    status = index.validity(doc_id)
    if status.in_force is False or status.state == "试行":
        return f"{status.state}：{status.reason}"
    has_newer = any(r.kind == VERSION and r.other == doc_id for r in index.relations(doc_id))
    return status.reason if has_newer or (status.in_force and status.state.startswith("有效期")) else ""


def conversation_html(
    turns: Sequence[Turn], sources: Sources, examples: Mapping[str, Sequence[str]] | None = None
) -> str:
    """All turns, oldest first; what to do first where there is none yet.

    examples: questions for each of `WAYS`, None while they are being looked for.
    """
    start = render(TEMPLATE, "empty", documents=len(sources.documents), ways=WAYS, examples=examples or {})
    shown = [turn_html(turn, n, sources) for n, turn in enumerate(turns)]
    return render(TEMPLATE, "conversation", turns=shown, start=start)


def turn_html(turn: Turn, n: int, sources: Sources) -> str:
    """n: the turn's place in the conversation, which its buttons send."""
    return render(
        TEMPLATE,
        "turn",
        turn=turn,
        is_busy=turn.state is State.BUSY,
        is_long=len(turn.question) > LONG or turn.question.count("\n") > 2,
        restricted=restriction(turn, sources),
        reply=reply_html(turn, n, sources),
    )


def restriction(turn: Turn, sources: Sources) -> str:
    """Which documents were asked, in words; "" for all of them."""
    counted = f"（{len(turn.doc_ids)} 份文件）" if turn.filters and turn.doc_ids else ""
    return (turn.filters or titles_text(turn.doc_ids, sources)) + counted


def titles_text(doc_ids: Sequence[str], sources: Sources) -> str:
    more = f"等 {len(doc_ids)} 份" if len(doc_ids) > SEARCHED_SHOWN else ""
    return "、".join(map(sources.title, doc_ids[:SEARCHED_SHOWN])) + more


def reply_html(turn: Turn, n: int, sources: Sources) -> str:
    if turn.state is State.FAILED:
        return render(TEMPLATE, "failed", problem=turn.problem, n=n)
    if turn.state is State.STOPPED:
        return render(TEMPLATE, "stopped", words=STOPPED, n=n)
    if turn.answer is None:
        return render(TEMPLATE, "busy")
    if not turn.answer.found:
        return refusal_html(turn, turn.answer, n, sources)
    after = under_answer_html(turn, turn.answer, n, sources) if turn.state is State.ANSWERED else ""
    words = answer_html(turn.answer, turn.shown)
    return render(TEMPLATE, "reply", words=words, note=turn.answer.note, after=after)


def under_answer_html(turn: Turn, answer: Answer, n: int, sources: Sources) -> str:
    return render(
        TEMPLATE,
        "under_answer",
        confidence=confidence_words(answer.confidence),
        reason=answer.reason,
        cards=[card_html(citation, sources) for citation in answer.citations],
        copies=copy_html(answer, sources),
        rating=rating_html(turn, n, REASONS_FOUND),
    )


def refusal_html(turn: Turn, answer: Answer, n: int, sources: Sources) -> str:
    return render(
        TEMPLATE,
        "refusal",
        turn=turn,
        searched=titles_text(turn.doc_ids or tuple(sources.documents), sources) if turn.searched else "",
        is_complete=turn.state is State.NOT_FOUND,
        rating=rating_html(turn, n, REASONS_REFUSED) if turn.searched else "",
    )


def copy_html(answer: Answer, sources: Sources) -> str:
    """Two ways to take the answer into a document. None where a quote no longer stands in its document."""
    if not answer.citations or not all(map(sources.holds, answer.citations)):
        return ""
    plain, footnotes = as_text(answer.citations, sources.documents), as_footnotes(answer, sources.documents)
    ways = (
        ("复制（文中注）", plain, render(TEMPLATE, "paragraphs", lines=paragraphs(plain))),
        ("复制（脚注）", footnotes, footnotes_html(answer, footnotes.removeprefix(answer.text))),
    )
    return render(TEMPLATE, "copies", ways=ways)


def paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def footnotes_html(answer: Answer, notes: str) -> str:
    """What a word processor gets: the answer with raised marks, a rule, the notes."""
    lines: list[list[tuple[str, bool]]] = [[]]
    for text, is_quote in split_quotes(answer):
        first, *rest = text.split("\n")  # a quote may go over several lines
        lines[-1].append((first, not is_quote and bool(MARK.fullmatch(text))))
        lines += [[(line, False)] for line in rest]
    return render(TEMPLATE, "footnotes", lines=lines, notes=paragraphs(notes))


def rating_html(turn: Turn, n: int, reasons: Sequence[str]) -> str:
    """Whether the answer was good; if not, which of `reasons` the reader gives."""
    return render(TEMPLATE, "rating", n=n, rated=turn.rating, good=GOOD, reasons=reasons, longest_note=LONGEST_NOTE)


def answer_html(answer: Answer, shown: int) -> str:
    """The answer's lines up to and including its mark number `shown`; quotes look different from other words.

    Items stand as a list, the sides of a comparison as columns under their names.
    """
    blocks: list[tuple[str, list[list[Piece]]]] = []
    for kind, group in groupby(answer_lines(answer, shown), key=kind_of_line):
        if kind == ITEM:
            blocks.append((kind, [[Piece(first.text[2:]), *rest] for first, *rest in group]))
        elif kind == SIDE:
            blocks.append((kind, [side_of(line) for line in group]))
        else:
            blocks.append((kind, [line for line in group if line]))
    return render(TEMPLATE, "answer", blocks=blocks)


def kind_of_line(line: Sequence[Piece]) -> str:
    """ITEM, SIDE or "" for any other."""
    if not line or line[0].is_quote:
        return ""
    return ITEM if line[0].text.startswith("- ") else SIDE if SIDE_NAME.match(line[0].text) else ""


def side_of(line: Sequence[Piece]) -> list[Piece]:
    """The name of a side, then what it says."""
    first, *rest = line
    match = SIDE_NAME.match(first.text)
    name, more = (match[1], first.text[match.end() :]) if match else ("", first.text)
    return [Piece(name), *([Piece(more)] if more else []), *rest]


def answer_lines(answer: Answer, shown: int) -> list[list[Piece]]:
    """The pieces of each line. A quote is one piece, even where it goes over several lines."""
    citations = {citation.n: citation for citation in answer.citations}
    lines: list[list[Piece]] = [[]]
    marks = 0
    for text, is_quote in split_quotes(answer):
        mark = None if is_quote else MARK.fullmatch(text)
        citation = citations.get(int(mark[1])) if mark else None
        if is_quote or citation:
            lines[-1].append(Piece(text, is_quote, citation))
            marks += citation is not None
            if citation is not None and marks == shown:
                break
        else:
            first, *rest = text.split("\n")
            lines[-1] += [Piece(first)] if first else []
            lines += [[Piece(line)] if line else [] for line in rest]
    return lines


def split_quotes(answer: Answer) -> Iterator[tuple[str, bool]]:
    """The answer's text in pieces: quotes, marks and the rest. True for a quote.

    Quotes are matched whole and first: a document may hold "[1]" or a line break of its own.
    """
    quotes = sorted({citation.quote for citation in answer.citations if citation.quote}, key=len, reverse=True)
    pattern = re.compile("|".join([*map(re.escape, quotes), MARK.pattern]))
    end = 0
    for match in pattern.finditer(answer.text):
        if match.start() > end:
            yield answer.text[end : match.start()], False
        yield match[0], match[0] in quotes
        end = match.end()
    if end < len(answer.text):
        yield answer.text[end:], False


def card_html(citation: Citation, sources: Sources) -> str:
    """Where a quote stands, who says it, and what a reader should know before relying on it."""
    document = sources.documents.get(citation.doc_id)
    of_document = (document.issuer, date_text(document.date), document.kind) if document else ()
    page = f"第 {citation.page} 页" if citation.page is not None else ""
    speaker = f"{citation.speaker}的话" if citation.speaker else ""
    cautions = (
        "" if sources.holds(citation) else "原文已变动：这份文件已移出或改过，引文是作答时的原话",
        sources.warning(citation.doc_id) if document else "",
        "这一页识别把握不大，请核对原件" if citation.is_doubtful else "",
    )
    return render(TEMPLATE, "card", citation=citation, known=(*of_document, page, speaker), cautions=cautions)
