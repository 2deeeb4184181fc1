"""A question to its cited answer, or to the plain statement that the documents do not say, and why."""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from mingce.ask import compose
from mingce.ask.candidates import Candidates
from mingce.ask.checks import NATIONAL
from mingce.ask.choose import (
    MARGIN,
    Found,
    Quote,
    choose,
    complete_items,
    not_listed,
    quote_at,
    with_whole_list,
    without_repeats,
)
from mingce.ask.evidence import Evidence, collect
from mingce.ask.place_names import places
from mingce.ask.question import Question
from mingce.ask.search import Searcher
from mingce.ask.whole import whole_evidence
from mingce.datatypes import Answer
from mingce.store.contents import Contents
from mingce.text.fold import fold

RELATED = 3
WITHDRAWN = 0.05  # probability that the documents answer what is of another place or year all the same
ELSEWHERE = 2.0  # margins that another place's sentence may stay behind: it says the same of another place
SHORTEST_NAME = 4  # characters of the side of a comparison that may name a document


@dataclass(frozen=True)
class Searched:
    """What one question, whole or part, found."""

    question: Question
    candidates: Candidates
    evidence: Evidence
    found: Found
    is_answered: bool  # the probability that the documents answer reaches the threshold


def passage(searcher: Searcher, question: Question, doc_ids: Collection[str] = ()) -> Answer:
    """Quotes that answer the question, in reading order, each with [n].

    doc_ids: look at these documents only; empty for all. Raises UserError for an id that the index lacks.
    """
    started = time.perf_counter()
    contents = searcher.contents
    contents.check_documents(doc_ids)
    whole = search(searcher, question, doc_ids)
    searched = time.perf_counter()
    parts = [search(searcher, part, scope_of(contents, question, part, doc_ids)) for part in question.parts]
    quotes = together(whole, parts)
    related = tuple(searcher.hits(whole.candidates, RELATED))
    confidence = confidence_of(whole, parts)
    timings = {"search": (searched - started) * 1000, "total": (time.perf_counter() - started) * 1000}
    if not quotes:
        text = compose.refusal(question, whole.found.quotes, len(doc_ids) or len(contents.documents))
        return Answer(question.raw, False, text, confidence, (), related, timings)
    elsewhere = of_other_places(contents, question, whole, quotes)
    quotes = with_whole_list(contents, question, quotes)
    if name := not_listed(contents, question, quotes):
        found = Answer(question.raw, False, "", confidence, (), related, timings)
        return refused(found, f"已收录的文件没有列出“{name}”。", len(doc_ids) or len(contents.documents))
    citations = compose.cite(contents, question, whole_quotes(contents, [*quotes, *elsewhere]))
    missing = [part.question.text for part in parts if not part.is_answered]
    notes = [
        *compose.missing_parts(question, missing),
        *compose.places_told(contents, [*quotes, *elsewhere] if elsewhere else []),
    ]
    text = "\n".join([compose.compose(citations, question), *notes])
    best = contents.sentence_text(quotes[0].row)
    reason = compose.reason_for(question, best, quotes[0], confidence, whole.found.lead, bool(missing))
    return Answer(question.raw, True, text, confidence, citations, related, timings, reason=reason)


def refused(found: Answer, reason: str, documents: int) -> Answer:
    """The answer withdrawn: nothing is quoted, and the reason is told. documents: how many were searched."""
    text = compose.searched(reason, documents)
    return replace(found, found=False, text=text, confidence=min(found.confidence, WITHDRAWN), citations=(), reason="")


def search(searcher: Searcher, question: Question, doc_ids: Collection[str]) -> Searched:
    """Search, read and choose for a question, whole or part."""
    candidates = searcher.read(question, searcher.candidates(question, doc_ids))
    evidence = collect(searcher.contents, question, candidates)
    found = choose(question, evidence)
    return Searched(question, candidates, evidence, found, found.answered >= evidence.weights.threshold)


def whole_quotes(contents: Contents, quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes with the items, exceptions and sentences referred to without which they are not whole."""
    complete = complete_items(contents, quotes)
    added = whole_evidence(contents, [quote.row for quote in complete])
    return [*complete, *(replace(quotes[0], row=row, section=int(contents.owner[row])) for row in added)]


def of_other_places(contents: Contents, question: Question, whole: Searched, quotes: Sequence[Quote]) -> list[Quote]:
    """Where a question names no place, what other places' documents say as well as the one that is quoted."""
    own = contents.document_of(quotes[0].section).region
    if own in ("", NATIONAL) or any(places(question.in_context)):
        return []
    evidence, told, found = whole.evidence, {own}, list[Quote]()
    for i in evidence.order:
        region = contents.document_of(int(evidence.sections[i])).region
        is_near = evidence.scores[evidence.order[0]] - evidence.scores[i] <= ELSEWHERE * MARGIN
        if is_near and region not in ("", NATIONAL, *told) and not evidence.columns["failed_firm"][i]:
            told.add(region)
            found.append(quote_at(evidence, int(i)))
    return found


def together(whole: Searched, parts: list[Searched]) -> list[Quote]:
    """The quotes for a question and its parts, best first; none where neither is answered."""
    of_parts = without_repeats(quote for part in parts if part.is_answered for quote in part.found.quotes[:1])
    if len(of_parts) > 1 and whole.question.sides:
        return of_parts  # a sentence from each side says more than the sentences nearest to both
    return without_repeats([*(whole.found.quotes if whole.is_answered else ()), *of_parts])


def confidence_of(whole: Searched, parts: list[Searched]) -> float:
    """Probability that the quotes are the answer, 0..1; where there are none, that the documents hold one."""
    answered = [part.found.right for part in (whole, *parts) if part.is_answered]
    return max(answered, default=whole.found.answered)


def scope_of(contents: Contents, question: Question, part: Question, doc_ids: Collection[str]) -> Collection[str]:
    """The documents that a part is asked of: those whose titles hold the side of a comparison, "第十次集体学习";
    else those that were chosen."""
    name = fold(part.focus[0]) if question.sides and part.focus else ""
    if len(name) < SHORTEST_NAME:
        return doc_ids
    titled = [document.id for document in contents.chosen(doc_ids) if name in fold(document.title)]
    return titled or doc_ids
