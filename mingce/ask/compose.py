"""Quotes to the words of an answer or of a refusal: nothing in them but quotes, marks, headings and plain statements."""

from collections.abc import Sequence

from mingce.ask.choose import MARGIN, Quote, is_item
from mingce.ask.kinds import KIND_NAMES, STRICT
from mingce.ask.question import Question
from mingce.datatypes import Citation
from mingce.store.contents import Contents
from mingce.text.fold import fold

UNSURE = 0.5  # a confidence below it is more often wrong than right
CONFIDENCE = ((0.8, "把握较大"), (UNSURE, "把握一般"), (0.0, "把握不大，请对照原文"))  # from this probability on
MISSING = "文件没有写明："  # begins a line on a part of the question that nothing was found for
NOT_FOUND = "已收录的文件没有写明这个问题的答案。"


def cite(contents: Contents, question: Question, quotes: Sequence[Quote]) -> tuple[Citation, ...]:
    """Citations numbered in reading order; a question for a value leads with the sentence that holds it."""
    ordered = sorted(quotes, key=lambda quote: quote.row)
    of_items = is_item(contents, quotes[0].row)  # an item without the line that opens it says little
    if question.kind in STRICT and quotes[0].has_kind and not of_items:
        ordered.sort(key=lambda quote: quote.row != quotes[0].row)
    return tuple(contents.citation(n, quote.row) for n, quote in enumerate(ordered, start=1))


def compose(citations: Sequence[Citation], question: Question) -> str:
    """The quotes with their marks; a list question gets a list, each item under its heading."""
    if "list" not in question.kinds or len(citations) == 1:
        return "\n".join(f"{citation.quote}[{citation.n}]" for citation in citations)
    lines, path = [], None
    for citation in citations:
        if citation.path != path and citation.path:
            lines.append(f"{citation.path[-1]}：")
        path = citation.path
        lines.append(f"- {citation.quote}[{citation.n}]")
    return "\n".join(lines)


def missing_parts(question: Question, missing: Sequence[str]) -> list[str]:
    """A line that names the parts nothing was found for; none where that is all of them, or for a comparison."""
    if not missing or question.sides or len(missing) == len(question.parts):
        return []
    return ["".join(f"{MISSING}{part}。" for part in missing)]


def places_told(contents: Contents, quotes: Sequence[Quote]) -> list[str]:
    """That the quotes are of several places, each of which has a rule of its own; nothing for no quotes."""
    regions = dict.fromkeys(contents.document_of(quote.section).region for quote in quotes)
    return [f"以上分别出自{'、'.join(regions)}的文件，各地规定不同，请按所在地的适用。"] if len(regions) > 1 else []


def reason_for(question: Question, sentence: str, best: Quote, confidence: float, lead: float, is_partial: bool) -> str:
    """What is known for the quotes and against them, for a reader who wonders how far to trust the answer.

    sentence: the text of the best quote. lead: see `Found`. is_partial: a part of the question was not found.
    """
    kind = KIND_NAMES.get(question.kind, "")
    subject = next(
        (word for word in (*question.constraints.quoted, *question.focus) if fold(word) in fold(sentence)), ""
    )
    reasons = [f"所引句子{check.reason}" for check in best.failed if check.reason][:1]
    if question.kind in STRICT and best.has_kind:
        reasons.append(f"所引句子写有所问的{kind}")
    elif subject:
        reasons.append(f"所引句子写到了“{subject}”")
    if is_partial:
        reasons.append("问题有一部分没有找到依据")
    if lead < MARGIN:
        reasons.append("别处也有相近的说法")
    elif confidence < UNSURE:
        reasons.append("没有找到更直接的句子")
    elif not reasons:
        reasons.append("别处没有更贴近的说法")
    return "；".join(reasons)


def confidence_words(confidence: float) -> str:
    """A calibrated probability in words: right in four cases of five, in more than half, or in fewer.

    >>> [confidence_words(p) for p in (0.9, 0.6, 0.3)]
    ['把握较大', '把握一般', '把握不大，请对照原文']
    """
    return next(words for least, words in CONFIDENCE if confidence >= least)


def refusal(question: Question, quotes: Sequence[Quote], documents: int) -> str:
    """That the documents do not say, what is missing where a check tells, and how many documents were searched."""
    text = NOT_FOUND
    if quotes:
        failed = [c for c in quotes[0].failed if c.reason]
        subject = next(iter(question.focus or question.constraints.titles or question.constraints.quoted), "")
        if failed:
            text += f"最接近的内容{failed[0].reason}。"
        elif question.kind in STRICT and subject:
            text += f"没有找到关于“{subject}”的{KIND_NAMES[question.kind]}。"
    return searched(text, documents)


def searched(text: str, documents: int) -> str:
    """A refusal with the number of documents that it rests on."""
    return f"{text}（查找范围：{documents} 份文件；没有找到不等于没有相关政策。）"
