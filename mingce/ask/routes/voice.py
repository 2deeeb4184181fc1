"""A route's reply -> an answer: its quotes numbered and cited, its plain words between them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mingce.ask.routes.asked import Asked
from mingce.ask.routes.reply import Line, Reply, Span
from mingce.datatypes import Answer, Citation, Computed

LOOKED_UP = "按文件的结构直接查得"  # why an answer can be relied on
# Set by hand, not fitted: of the held-out questions that a route answered, .75 (outline) to .92 (lists) came out right.
SURE = 0.97


def answer_of(asked: Asked, reply: Reply) -> Answer:
    """The answer in words. Equal quotes share one mark."""
    marks: dict[Span, int] = {}
    for line in reply.lines:
        for span in line.quotes:
            marks.setdefault(span, len(marks) + 1)
    citations = tuple(_citation(asked, span, n) for span, n in marks.items())
    computed = tuple(
        Computed(one.value, one.unit, one.expression, tuple(marks[span] for span in one.operands))
        for one in reply.computed
    )
    return Answer(
        asked.question.raw,
        reply.found,
        "\n".join(_words(asked, line, marks) for line in reply.lines),
        SURE if reply.found else 1 - SURE,
        citations,
        reason=LOOKED_UP if reply.found else "",
        route=reply.route,
        computed=computed,
    )


def together(asked: Asked, answers: Sequence[Answer]) -> Answer:
    """The answers to the parts of a question as one, the marks of the later ones counted on."""
    texts, citations, computed = [], list[Citation](), list[Computed]()
    for part in answers:
        shift = len(citations)
        moved = tuple(replace(citation, n=citation.n + shift) for citation in part.citations)
        texts.append(_renumbered(part, shift))
        citations += moved
        computed += [replace(one, citations=tuple(n + shift for n in one.citations)) for one in part.computed]
    return Answer(
        asked.question.raw,
        any(part.found for part in answers),
        "\n".join(texts),
        min((part.confidence for part in answers if part.found), default=1 - SURE),
        tuple(citations),
        related=next((part.related for part in answers if part.related), ()),
        route=next(part.route for part in answers if part.found),
        computed=tuple(computed),
    )


def _renumbered(answer: Answer, shift: int) -> str:
    """The text of an answer with its marks counted on; a quote that holds "[1]" itself stays as it is."""
    text = answer.text
    for citation in sorted(answer.citations, key=lambda one: -one.n):
        text = text.replace(f"{citation.quote}[{citation.n}]", f"{citation.quote}[{citation.n + shift}]")
    return text


def _citation(asked: Asked, span: Span, n: int) -> Citation:
    return asked.contents.cite(span.doc_id, span.start, span.end, n)


def _words(asked: Asked, line: Line, marks: Mapping[Span, int]) -> str:
    quotes = "".join(f"{asked.text(span)}[{marks[span]}]" for span in line.quotes)
    return f"{'- ' if line.is_item else ''}{line.words}{quotes}{line.after}"
