"""Evidence -> a cited answer, or the plain statement that the documents do not say, and why."""

import re
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from mingce.ask.checks import Check
from mingce.ask.evidence import ALONE, READ, Evidence, answered, collect, right, threshold
from mingce.ask.features import NAMES
from mingce.ask.question import KIND_NAMES, STRICT, Question, understand
from mingce.ask.search import Searcher
from mingce.datatypes import Answer, Citation
from mingce.text.fold import fold
from mingce.text.labels import ITEM_LABEL

RELATED = 3
MARGIN = 1.0  # a sentence this close to the best one (in log-odds) is quoted too
LIST_MARGIN = 1.3  # for a question that asks for several things
MOST, MOST_OF_LIST = 2, 5
MOST_ITEMS = 15  # of an enumeration that is quoted whole
PENALTY = 2.0  # log-odds that a failed check costs a sentence
FOCUS_BONUS = 1.2  # log-odds for a sentence that holds the asked noun whole: "工作机制" in "什么样的工作机制"
FOCUS_HELD = 0.99
NO_WORD_SHARED = 0.05  # coverage of the question's topic by the section, counterparts counted
UNCONVINCED = -6.0  # log-odds by the cross-encoder, below which a section that shares no word is doubted
FAILED_FACTOR = 0.6  # what a failed check leaves of a probability
FIRM_FACTOR = 0.2  # what a failed constraint leaves: another region, "第九次" for the tenth, a slogan not spelled out
FIRM = frozenset({"region", "ordinal", "spelled_out"})
OPENS_ITEMS = re.compile(r"[：:]$")
OUTLINE = re.compile(r"方面|重点任务|主要任务|部分|板块|哪几章|大标题|提纲|框架|哪些任务|保障措施")
COMPARING = re.compile(r"对比(?:一下)?|比较(?:一下)?|^[和与跟同]|(?<=[：:，,])[和与跟同](?=[，,])|[：:]|^[，,]+")
UNSURE = 0.5  # a confidence below it is more often wrong than right
CONFIDENCE = ((0.8, "把握较大"), (UNSURE, "把握一般"), (0.0, "把握不大，请对照原文"))  # from this probability on
MISSING = "文件没有写明："  # begins a line on a part of the question that nothing was found for
NOT_FOUND = "已收录的文件没有写明这个问题的答案。"
SMALL_TALK = "我只依据已收录的政策文件回答，这句话不是对文件的提问。可以这样问：到2025年要建成多少个国家质检中心？"


@dataclass(frozen=True)
class Quote:
    """A sentence that is quoted."""

    row: int  # in Contents.sentences
    section: int  # in Contents.sections
    score: float  # log-odds that it answers
    checks: tuple[Check, ...]
    has_kind: bool = True  # holds a value of the kind asked for, where there is one

    @property
    def failed(self) -> list[Check]:
        return [c for c in self.checks if not c.passed]


class Found(NamedTuple):
    quotes: list[Quote]  # best first
    answered: float  # probability that the documents answer, 0..1: below the threshold, the answer is refused
    right: float  # probability that these quotes are the answer, 0..1
    lead: float = 0.0  # log-odds by which the best sentence is ahead of the best one of another section


def answer(searcher: Searcher, question: Question, doc_ids: Collection[str] = ()) -> Answer:
    """Quotes that answer the question, in reading order, each with [n].

    Raises UserError for an unknown document.
    """
    started = time.perf_counter()
    searcher.contents.check_documents(doc_ids)
    if question.is_small_talk:
        return Answer(question.raw, False, SMALL_TALK, 0.0, timings_ms={"total": 0.0})
    candidates = searcher.read(question, searcher.candidates(question, doc_ids))
    enough = threshold(ALONE if searcher.cross_encoder is None else READ)
    searched = time.perf_counter()
    whole = best_quotes(question, collect(searcher, question, candidates))
    quotes = whole.quotes if whole.answered >= enough else []
    sure = whole.right if quotes else whole.answered
    parts = parts_of(question)
    missing: list[str] = []
    of_parts: list[Quote] = []
    for part in parts:
        within = named_documents(searcher, part, doc_ids) if question.sides else doc_ids
        read = searcher.read(part, searcher.candidates(part, within))
        found = best_quotes(part, collect(searcher, part, read))
        if found.answered >= enough:
            of_parts += [quote for quote in found.quotes[:1] if quote.row not in {q.row for q in of_parts}]
            sure = max(sure, found.right)
        else:
            missing.append(part.text)
    if len(of_parts) > 1 and question.sides:
        quotes = of_parts  # a sentence from each side says more than the sentences nearest to both
    else:
        quotes = quotes + [quote for quote in of_parts if quote.row not in {q.row for q in quotes}]
    related = tuple(searcher.hits(candidates, RELATED))
    finished = time.perf_counter()
    timings = {"search": (searched - started) * 1000, "total": (finished - started) * 1000}
    if not quotes:
        text = refusal(question, whole.quotes, len(doc_ids) or len(searcher.contents.by_id))
        return Answer(question.raw, False, text, sure, (), related, timings)
    citations = cite(searcher, question, complete_items(searcher, quotes))
    text = compose(citations, question)
    if missing and question.parts and len(missing) < len(parts):
        text += "\n" + "".join(f"{MISSING}{part}。" for part in missing)
    reason = reason_for(
        question, searcher.contents.sentence_text(quotes[0].row), quotes[0], sure, whole.lead, bool(missing)
    )
    return Answer(question.raw, True, text, sure, citations, related, timings, reason=reason)


def best_quotes(question: Question, evidence: Evidence) -> Found:
    """The sentences to quote, best first, and how sure that is."""
    if not len(evidence.rows):
        return Found([], 0.0, 0.0)
    judged = judge(question, evidence)
    doubt = doubt_of(question, judged)
    return Found(choose(question, judged), answered(judged) * doubt, right(judged) * doubt, lead_of(judged))


def lead_of(judged: Evidence) -> float:
    """Log-odds by which the best sentence is ahead of the best one of another section; infinite where it is alone."""
    best, *others = judged.order()
    rival = next((i for i in others if judged.sections[i] != judged.sections[best]), None)
    return float("inf") if rival is None else float(judged.scores[best] - judged.scores[rival])


def doubt_of(question: Question, judged: Evidence) -> float:
    """What is left of a probability where the best sentence failed a check."""
    lead = judged.order()[0]
    checks = judged.checks[lead]
    if judged.matrix[lead, NAMES.index("section_coverage")] < NO_WORD_SHARED and judged.reading(lead) < UNCONVINCED:
        return FIRM_FACTOR
    if not has_failed(question, checks):
        return 1.0
    return FIRM_FACTOR if has_failed(question, [c for c in checks if c.name in FIRM]) else FAILED_FACTOR


def choose(question: Question, judged: Evidence) -> list[Quote]:
    """The sentences to quote, best first: the best one, and those nearly as good."""
    failed = [has_failed(question, checks) for checks in judged.checks]
    named = judged.matrix[:, NAMES.index("focus")] * bool(question.focus)
    heading = judged.matrix[:, NAMES.index("heading")] * (not asks_for_outline(question))
    scores, order = judged.scores, judged.order()
    lead = order[0]
    is_list = "list" in question.kinds or bool(question.sides)
    margin, most = (LIST_MARGIN, MOST_OF_LIST) if is_list else (MARGIN, MOST)
    kept = [i for i in order if scores[lead] - scores[i] <= margin][:most]
    holder = next((i for i in order if named[i] > FOCUS_HELD and not failed[i] and not heading[i]), None)
    if question.focus and holder is not None and judged.sections[holder] == judged.sections[lead]:
        # the section is the right one, and this is its sentence on the very thing that is asked for
        kept = [holder, *(i for i in kept if i != holder and named[i] > FOCUS_HELD)]
    return [
        Quote(
            int(judged.rows[i]),
            int(judged.sections[i]),
            float(scores[i]),
            judged.checks[i],
            all(c.passed for c in judged.checks[i] if c.name == "kind"),
        )
        for i in kept
    ]


def judge(question: Question, evidence: Evidence) -> Evidence:
    """The evidence with its scores moved by what the question calls for."""
    failed = np.array([has_failed(question, checks) for checks in evidence.checks])
    named = evidence.matrix[:, NAMES.index("focus")] * bool(question.focus)
    heading = evidence.matrix[:, NAMES.index("heading")] * (not asks_for_outline(question))
    scores = evidence.scores - PENALTY * failed - PENALTY * heading + FOCUS_BONUS * (named > FOCUS_HELD)
    return replace(evidence, scores=scores)


def asks_for_outline(question: Question) -> bool:
    """Whether headings answer: "重点任务有哪些方面", "分几个部分"."""
    return "list" in question.kinds and bool(OUTLINE.search(question.text))


def has_failed(question: Question, checks: Sequence[Check]) -> bool:
    """Whether a check forbids quoting the sentence as an answer.

    A wrong year or number in a yes-or-no question is a premise that the quoted sentence corrects.
    """
    lenient = {"year", "actual"} if question.kind == "yes_no" else set()
    return any(not c.passed and c.name not in lenient for c in checks)


def parts_of(question: Question) -> list[Question]:
    """The questions in a question, or one for each side of a comparison."""
    if question.sides:
        tail = question.text
        for side in question.sides:
            tail = tail.replace(side, "")
        tail = COMPARING.sub("", tail)
        return [
            replace(
                understand(f"{side}{tail}"),
                context=question.context,
                focus=(side.rpartition("的")[2],),
                parts=(),
                sides=(),
            )
            for side in question.sides
        ]
    return [replace(understand(part), context=question.text, parts=(), sides=()) for part in question.parts]


def named_documents(searcher: Searcher, part: Question, doc_ids: Collection[str]) -> Collection[str]:
    """The documents whose titles hold the side of a comparison, "第十次集体学习"; else those that were chosen."""
    name = fold(part.focus[0]) if part.focus else ""
    titled = [
        document.id
        for document in searcher.contents.by_id.values()
        if len(name) >= 4 and name in fold(document.title) and (not doc_ids or document.id in doc_ids)
    ]
    return titled or doc_ids


def complete_items(searcher: Searcher, quotes: Sequence[Quote]) -> list[Quote]:
    """Quote an enumeration whole: with "…有下列情形之一的：" its items, and with an item the line that opens them."""
    chosen = {quote.row: quote for quote in quotes}
    for quote in quotes:
        first, last = int(searcher.contents.first[quote.section]), int(searcher.contents.first[quote.section + 1])
        opening = quote.row
        if ITEM_LABEL.match(searcher.contents.sentence_text(opening)):
            while opening > first and ITEM_LABEL.match(searcher.contents.sentence_text(opening)):
                opening -= 1
        if not OPENS_ITEMS.search(searcher.contents.sentence_text(opening)):
            continue
        chosen.setdefault(opening, replace(quote, row=opening))
        if opening != quote.row:
            continue  # one item was asked for: it and its opening line
        for row in range(opening + 1, min(last, opening + 1 + MOST_ITEMS)):
            if not ITEM_LABEL.match(searcher.contents.sentence_text(row)):
                break
            chosen.setdefault(row, replace(quote, row=row))
    return list(chosen.values())


def cite(searcher: Searcher, question: Question, quotes: Sequence[Quote]) -> tuple[Citation, ...]:
    """Citations numbered in reading order; a question for a value leads with the sentence that holds it."""
    ordered = sorted(quotes, key=lambda quote: quote.row)
    of_items = ITEM_LABEL.match(
        searcher.contents.sentence_text(quotes[0].row)
    )  # an item without the line that opens it says little
    if question.kind in STRICT and quotes[0].has_kind and not of_items:
        ordered.sort(key=lambda quote: quote.row != quotes[0].row)
    return tuple(searcher.contents.citation(n, quote.row) for n, quote in enumerate(ordered, start=1))


def compose(citations: Sequence[Citation], question: Question) -> str:
    """The quotes with their marks; a list question gets a list, each item under its heading."""
    if "list" in question.kinds and len(citations) > 1:
        lines, path = [], None
        for citation in citations:
            if citation.path != path and citation.path:
                lines.append(f"{citation.path[-1]}：")
            path = citation.path
            lines.append(f"- {citation.quote}[{citation.n}]")
        return "\n".join(lines)
    return "\n".join(f"{citation.quote}[{citation.n}]" for citation in citations)


def reason_for(question: Question, sentence: str, best: Quote, confidence: float, lead: float, is_partial: bool) -> str:
    """What is known for the quotes and against them, for a reader who wonders how far to trust the answer.

    sentence: the text of the best quote. lead: see `Found`. is_partial: a part of the question was not found.
    """
    kind = KIND_NAMES.get(question.kind, "")
    subject = next((word for word in (*question.quoted, *question.focus) if fold(word) in fold(sentence)), "")
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
        subject = next(iter(question.focus or question.titles or question.quoted), "")
        if failed:
            text += f"最接近的内容{failed[0].reason}。"
        elif question.kind in STRICT and subject:
            text += f"没有找到关于“{subject}”的{KIND_NAMES[question.kind]}。"
    return text + f"（查找范围：{documents} 份文件；没有找到不等于没有相关政策。）"
