"""Question -> sections, best first: BM25, section vectors and best sentence vectors, fused; then read again.

Each signal is standardised over its own best rows (z-score) and the three are added. Over all rows of a large corpus
the same scores would be dominated by BM25, whose many zeros make its best rows look extreme.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from mingce.ask.newest import Counterparts
from mingce.ask.question import HAS_WORD, Question, answers_kind
from mingce.ask.slips import Slips
from mingce.datatypes import Hit, SentenceHit
from mingce.models.cross_encoder import CrossEncoder
from mingce.models.encode import Encoder
from mingce.models.rerank import Reranker
from mingce.store.contents import Contents
from mingce.store.terms import Segmenter
from mingce.text import lexicon
from mingce.text.sections import LONGEST_SECTION

POOL = 50  # best rows over which a signal is standardised
SENTENCE_POOL = 200
CONTEXT_WEIGHT = 0.5  # of the question before, where this one leans on it
EXPANSION_WEIGHT = 0.5  # of a word's first official counterpart in the lexicon; less for the next ones
KIND_BONUS = 1.0  # for a section whose best sentences hold a value of the kind asked for
STALE_PENALTY = 0.5  # for a document repealed, replaced or copied by another of the corpus
NEWEST_AMONG = 16  # best sections, of which those with a newer version of themselves come behind it
BARE_PENALTY = 6.0  # for a title block or a heading without text, which name a thing and say nothing of it
READ_SECTIONS = 8  # best sections that are read again
READ_SENTENCES = 24  # of them, by the cross-encoder: a fifth of a second on two cores
READING_WEIGHT = 1.0  # of the best reading of a section, beside its fused score
LOWEST_READING = -9.0  # log-odds; also of a sentence that was not read
RERANK_WEIGHT = 1.0
MATCHING = 3  # sentences shown with a hit


@dataclass(frozen=True)
class Candidates:
    """What one search looked at. All arrays have a row a candidate section, or a row a candidate sentence."""

    sections: np.ndarray  # int64 (s,), rows of Contents.sections, best first
    scores: np.ndarray  # float32 (s,), fused, higher is better
    sentences: np.ndarray  # int64 (n,), rows of Contents.sentences, in reading order
    sentence_scores: np.ndarray  # float32 (n,), fused from vectors and terms, higher is better
    term_scores: np.ndarray  # float32 (n,), BM25 of the sentence, standardised
    cosines: np.ndarray  # float32 (n,), sentence to question
    readings: np.ndarray | None = (
        None  # float32 (n,), log-odds by the cross-encoder that the sentence answers; None unread
    )
    outdated: frozenset[int] = frozenset()  # rows of Contents.sections: a newer version of each is among `sections`


class Searcher:
    def __init__(
        self,
        contents: Contents,
        encoder: Encoder,
        cross_encoder: CrossEncoder | None = None,
        reranker: Reranker | None = None,
        today: date | None = None,
    ) -> None:
        self.contents = contents
        self.encoder = encoder
        self.cross_encoder = cross_encoder
        self.reranker = reranker
        self.segmenter = Segmenter(contents.words)
        self.slips = Slips(
            (term.removeprefix("w:") for term in contents.sentence_terms.terms() if term.startswith("w:")),
            lambda pair: pair in contents.section_terms,
            self.segmenter.cut,
        )
        self.section_doc = np.array([s.doc_id for s in contents.sections], dtype=object)
        self.newer = Counterparts(self.contents.by_id, contents.sections, contents.relations, today or date.today())
        self.is_bare = np.array([self._is_bare(row) for row in range(len(contents.sections))], dtype=bool)

    def search(self, question: Question, k: int = 10, doc_ids: Collection[str] = ()) -> list[Hit]:
        """The `k` best sections with the sentences that match, best first.

        doc_ids: look at these documents only; empty for all. Raises UserError for an id that the index lacks.
        """
        self.contents.check_documents(doc_ids)
        return (
            self.hits(self.read(question, self.candidates(question, doc_ids)), k)
            if HAS_WORD.search(question.text)
            else []
        )

    def candidates(self, question: Question, doc_ids: Collection[str] = ()) -> Candidates:
        """Score the sections and sentences that any signal puts among its best."""
        contents = self.contents
        self.contents.check_documents(doc_ids)
        allowed = np.isin(self.section_doc, list(doc_ids)) if doc_ids else np.ones(len(contents.sections), dtype=bool)
        allowed_rows = np.flatnonzero(allowed)
        allowed_sentences = np.flatnonzero(allowed[self.contents.owner])
        if not len(allowed_sentences):
            rows, scores = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
            return Candidates(rows, scores, rows, scores, scores, scores)
        asked = self.corrected(question.search_text)
        wordings = [text for text in dict.fromkeys((asked, lexicon.translate(asked), question.wording)) if text]
        vectors = self.encoder.encode_queries(wordings)
        terms = self.question_terms(question)

        cosine, near = contents.sentence_vectors.search(vectors, SENTENCE_POOL, allowed_sentences if doc_ids else None)
        best_sentence = np.full(len(contents.sections), cosine.min(), dtype=np.float32)
        np.maximum.at(best_sentence, self.contents.owner[near], cosine)
        cosine, near_sections = contents.section_vectors.search(vectors, POOL, allowed_rows if doc_ids else None)
        by_section = np.full(len(contents.sections), cosine.min(), dtype=np.float32)
        np.maximum.at(by_section, near_sections, cosine)
        by_terms = np.where(allowed, contents.section_terms.scores(terms), 0)

        pool = np.unique(
            np.concatenate(
                [
                    self.contents.owner[near].ravel(),
                    near_sections.ravel(),
                    allowed_rows[_best(by_terms[allowed_rows], POOL)],
                ]
            )
        )
        fused = sum(standardised(signal[pool], POOL) for signal in (best_sentence, by_section, by_terms))
        stale = [self._is_stale(question, int(row)) for row in pool]
        fused = fused - BARE_PENALTY * self.is_bare[pool] - STALE_PENALTY * np.array(stale)

        sentences = np.flatnonzero(np.isin(self.contents.owner, pool))
        cosines = (contents.sentence_vectors.rows()[sentences] @ vectors.T).max(axis=1)
        term_scores = standardised(contents.sentence_terms.scores(terms)[sentences], POOL)
        sentence_scores = standardised(cosines, POOL) + term_scores
        kind = np.array([answers_kind(question.kind, self.contents.sentence_text(int(row))) for row in sentences])
        sentence_scores = sentence_scores + KIND_BONUS * kind
        best = np.full(len(contents.sections), sentence_scores.min(), dtype=np.float32)
        np.maximum.at(best, self.contents.owner[sentences], sentence_scores)
        fused = fused + standardised(best[pool], POOL)

        order = np.argsort(-fused, kind="stable")
        found = Candidates(
            pool[order],
            fused[order].astype(np.float32),
            sentences,
            sentence_scores.astype(np.float32),
            term_scores.astype(np.float32),
            cosines.astype(np.float32),
        )
        return self._newest_first(question, found)

    def _newest_first(self, question: Question, candidates: Candidates) -> Candidates:
        """A section of a superseded document right behind what stands for it in the newer one, where that was found."""
        position = {int(row): i for i, row in enumerate(candidates.sections)}
        scores = candidates.scores.copy()
        outdated = set()
        for i, row in enumerate(map(int, candidates.sections[:NEWEST_AMONG])):
            newer = self.newer.of(row) if self._is_stale(question, row) else None
            if newer is not None and newer in position:
                outdated.add(row)
                j = position[newer]
                scores[j] = max(scores[i], scores[j])
                scores[i] = np.nextafter(scores[j], np.float32(-np.inf))
        if not outdated:
            return candidates
        order = np.argsort(-scores, kind="stable")
        return replace(
            candidates,
            sections=candidates.sections[order],
            scores=scores[order],
            outdated=frozenset(outdated),
        )

    def read(self, question: Question, candidates: Candidates, without: frozenset[int] = frozenset()) -> Candidates:
        """The candidates with their best sections read again by what there is, a cross-encoder and a reranker.

        without: rows of sentences to read over as if they were not there.
        """
        if self.cross_encoder is not None:
            candidates = self._with_readings(self.cross_encoder, question, candidates, without)
            candidates = self._newest_first(question, candidates)
        if self.reranker is not None and len(candidates.sections) > 1:
            best = candidates.sections[:READ_SECTIONS]
            likelihood = self.reranker.scores(question.search_text, [self.contents.passage(int(row)) for row in best])
            candidates = reordered(candidates, RERANK_WEIGHT * standardised(likelihood, READ_SECTIONS))
            candidates = self._newest_first(question, candidates)
        return candidates

    def _with_readings(
        self, cross_encoder: CrossEncoder, question: Question, candidates: Candidates, without: frozenset[int]
    ) -> Candidates:
        best = candidates.sections[:READ_SECTIONS]
        owners = self.contents.owner[candidates.sentences]
        scores = dict(zip(map(int, candidates.sections), candidates.scores, strict=True))
        inside = np.flatnonzero(np.isin(owners, best) & ~np.isin(candidates.sentences, list(without)))
        hopes = candidates.sentence_scores[inside] + [scores[int(owner)] for owner in owners[inside]]
        chosen = inside[np.argsort(-hopes, kind="stable")[:READ_SENTENCES]]
        readings = np.full(len(candidates.sentences), LOWEST_READING, dtype=np.float32)
        if len(chosen):
            texts = [
                (self.contents.place(int(owners[i])), self.contents.sentence_text(int(candidates.sentences[i])))
                for i in chosen
            ]
            readings[chosen] = np.maximum(cross_encoder.logits(question.search_text, texts), LOWEST_READING)
        by_section = np.array([readings[owners == row].max(initial=LOWEST_READING) for row in best])
        candidates = replace(candidates, readings=readings)
        return reordered(candidates, READING_WEIGHT * standardised(by_section, READ_SECTIONS))

    def question_terms(self, question: Question) -> dict[str, float]:
        """Terms of a question with their weights; those of the question before count half."""
        weights: dict[str, float] = {}
        for text, weight in ((question.text, 1.0), (question.context, CONTEXT_WEIGHT)):
            for term in self.segmenter.terms(self.corrected(text)):
                weights[term] = weights.get(term, 0.0) + weight
        for official in lexicon.expand(question.search_text).values():
            for rank, text in enumerate(official):
                for term in self.segmenter.terms(text):
                    weights[term] = max(weights.get(term, 0.0), EXPANSION_WEIGHT / (1 + rank / 2))
        return weights

    def corrected(self, text: str) -> str:
        """A text with the words that sound like the corpus's put right."""
        for typed, right in self.slips.corrections(text).items():
            text = text.replace(typed, right)
        return text

    def hits(self, candidates: Candidates, k: int) -> list[Hit]:
        hits = []
        for row, score in zip(candidates.sections[:k], candidates.scores[:k], strict=True):
            section = self.contents.sections[row]
            document = self.contents.by_id[section.doc_id]
            mine = np.flatnonzero(self.contents.owner[candidates.sentences] == row)
            best = mine[np.argsort(-candidates.sentence_scores[mine], kind="stable")[:MATCHING]]
            sentences = tuple(
                SentenceHit(s.start, s.end, document.text[s.start : s.end], _unit(candidates.sentence_scores[i]))
                for i in best
                if (s := self.contents.sentences[candidates.sentences[i]])
            )
            start, end = self.contents.trimmed(int(row))
            hits.append(
                Hit(
                    document.id,
                    document.title,
                    section.path,
                    start,
                    end,
                    document.text[start:end],
                    _unit(score / 2),
                    sentences,
                )
            )
        return hits

    def _is_stale(self, question: Question, row: int) -> bool:
        """Whether a section is of a superseded document, which the question does not ask for."""
        doc_id = self.contents.sections[row].doc_id
        return doc_id in self.newer.superseded and not self.newer.is_asked_for(question, doc_id)

    def _is_bare(self, row: int) -> bool:
        """Whether a section says nothing: a heading alone, or the title block that opens a document."""
        section = self.contents.sections[row]
        text = self.contents.by_id[section.doc_id].text[section.start : section.end].strip()
        return not any(mark in text for mark in "。；！？，") and len(text) < LONGEST_SECTION / 4


def reordered(candidates: Candidates, bonus: np.ndarray) -> Candidates:
    """The best sections by fused score and bonus, float (b,), a value for each of the first b.

    A standardised bonus has mean 0, so that fused scores keep their scale (evidence.py reads them); none falls below
    the first section without one.
    """
    best, rest = candidates.sections[: len(bonus)], candidates.scores[len(bonus) :]
    scores = candidates.scores[: len(bonus)] + bonus
    order = np.argsort(-scores, kind="stable")
    scores = np.maximum(scores[order], rest[0] if len(rest) else -np.inf)
    return replace(
        candidates,
        sections=np.concatenate([best[order], candidates.sections[len(bonus) :]]),
        scores=np.concatenate([scores, rest]).astype(np.float32),
    )


def _best(scores: np.ndarray, k: int) -> np.ndarray:
    k = min(k, len(scores))
    return np.argpartition(-scores, k - 1)[:k] if k else np.zeros(0, dtype=np.int64)


def standardised(scores: np.ndarray, k: int) -> np.ndarray:
    """z-scores by the mean and deviation of the best `k`."""
    if not len(scores):
        return scores
    best = np.sort(scores)[-k:]
    return (scores - best.mean()) / (best.std() + 1e-6)


def _unit(score: float | np.floating) -> float:
    """A fused score as 0..1, for display."""
    return round(float(1 / (1 + np.exp(-score / 2))), 4)
