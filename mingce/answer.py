"""Candidates -> a cited answer, or the plain statement that the documents do not say."""

import re
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mingce.checks import Check, check, coverage
from mingce.datatypes import Answer, Citation
from mingce.question import STRICT, Question
from mingce.search import Candidates, Searcher

SECTIONS = 6  # best sections whose sentences may be quoted
RELATED = 3
SECTION_WEIGHT = 0.5  # of a section's score in its sentences' scores
NOT_FOUND = "在已收录的文件中没有找到这个问题的答案。"
SMALL_TALK = "我只回答已收录政策文件里写明的内容，这个问题不在其中。可以换成与文件有关的问题，例如“到2025年要建成多少个国家质检中心？”"


@dataclass(frozen=True)
class Quote:
    """A sentence that may be quoted."""

    row: int  # in Contents.sentences
    section: int
    score: float
    checks: tuple[Check, ...]

    @property
    def failed(self) -> list[Check]:
        return [c for c in self.checks if not c.passed]


def answer(searcher: Searcher, question: Question, doc_ids: Collection[str] = ()) -> Answer:
    """Quotes that answer the question, in reading order, each with [n]."""
    started = time.perf_counter()
    if question.is_small_talk:
        return Answer(question.raw, False, SMALL_TALK, 0.0)
    candidates = searcher.candidates(question, doc_ids)
    searched = time.perf_counter()
    quotes = rank_quotes(searcher, question, candidates)
    chosen = choose(searcher, question, quotes)
    if len(question.parts) > 1:
        for part in question.parts:
            asked = replace(question, text=part, parts=(), context=question.text)
            found = rank_quotes(searcher, asked, searcher.candidates(asked, doc_ids))
            chosen += [q for q in found[:1] if q.row not in {c.row for c in chosen}]
    confidence, reason = judge(searcher, question, chosen)
    related = tuple(searcher.hits(candidates, RELATED))
    timings = {"search": (searched - started) * 1000, "answer": (time.perf_counter() - searched) * 1000}
    if not chosen or confidence < 0.5:
        text = NOT_FOUND + (f"相关内容中{reason}。" if reason else "")
        return Answer(question.raw, False, text, confidence, (), related, timings)
    citations = cite(searcher, question, chosen)
    return Answer(question.raw, True, compose(citations, question), confidence, citations, related, timings)


def rank_quotes(searcher: Searcher, question: Question, candidates: Candidates) -> list[Quote]:
    """Sentences of the best sections, best first; those that pass every check before the others."""
    contents = searcher.contents
    bonus = {
        int(row): SECTION_WEIGHT * float(score)
        for row, score in zip(candidates.sections[:SECTIONS], candidates.scores[:SECTIONS], strict=True)
    }
    quotes = []
    for row, score in zip(candidates.sentences, candidates.sentence_scores, strict=True):
        section_row = int(searcher.owner[row])
        if section_row not in bonus:
            continue
        section = contents.sections[section_row]
        sentence = contents.sentences[row]
        if is_heading_only(searcher, sentence.start, sentence.end) and not is_outline_question(question):
            continue
        document = searcher.documents[section.doc_id]
        checks = tuple(check(question, searcher.sentence_text(row), section, document))
        quotes.append(Quote(int(row), section_row, float(score) + bonus[section_row], checks))
    quotes.sort(key=lambda q: (len(q.failed) > 0, -q.score))
    return quotes


def is_heading_only(searcher: Searcher, start: int, end: int) -> bool:
    return False


def is_outline_question(question: Question) -> bool:
    return question.kind in ("list", "count") and bool(re.search(r"方面|任务|部分|板块|章|措施", question.text))


def choose(searcher: Searcher, question: Question, quotes: Sequence[Quote]) -> list[Quote]:
    """The best sentence, and those that score nearly as high: more for a list than for a fact."""
    if not quotes:
        return []
    most, margin = (4, 1.6) if question.kind in ("list", "fact", "yes_no", "definition", "reason") else (2, 0.8)
    lead = quotes[0]
    return [lead] + [q for q in quotes[1:] if lead.score - q.score <= margin and len(q.failed) <= len(lead.failed)][
        : most - 1
    ]


def judge(searcher: Searcher, question: Question, chosen: Sequence[Quote]) -> tuple[float, str]:
    """Confidence that the chosen sentences answer, 0..1, and why not, for the reader."""
    if not chosen:
        return 0.0, ""
    failed = chosen[0].failed
    section = searcher.contents.sections[chosen[0].section]
    document = searcher.documents[section.doc_id]
    share = coverage(
        question, [document.title, *section.path, document.text[section.start : section.end]], searcher.segmenter, {}
    )
    confidence = 0.35 + 0.6 * share - 0.5 * bool(failed)
    return float(np.clip(confidence, 0, 1)), failed[0].reason if failed else ""


def cite(searcher: Searcher, question: Question, chosen: Sequence[Quote]) -> tuple[Citation, ...]:
    """Citations numbered in reading order; a question for a value leads with the sentence that holds it."""
    contents = searcher.contents
    rows = sorted(chosen, key=lambda q: q.row)
    if question.kind in STRICT:
        rows.sort(key=lambda q: q is not chosen[0])
    citations = []
    for n, quote in enumerate(rows, start=1):
        sentence = contents.sentences[quote.row]
        section = contents.sections[quote.section]
        document = searcher.documents[section.doc_id]
        citations.append(
            Citation(
                n,
                document.id,
                document.title,
                section.path,
                document.text[sentence.start : sentence.end],
                sentence.start,
                sentence.end,
                document.page_at(sentence.start),
            )
        )
    return tuple(citations)


def compose(citations: Sequence[Citation], question: Question) -> str:
    """The quotes with their marks; a list question gets a list, each item under its heading."""
    if question.kind == "list" and len(citations) > 1:
        return "\n".join(f"- {f'{c.path[-1]}：' if c.path else ''}{c.quote}[{c.n}]" for c in citations)
    return "\n".join(f"{c.quote}[{c.n}]" for c in citations)
