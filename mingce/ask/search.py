"""Question to sections, best first: BM25, section vectors and best sentence vectors, fused; then read again.

Each signal is standardised over its own best rows (z-score) and the three are added. Over all rows of a large corpus
the same scores would be dominated by BM25, whose many zeros make its best rows look extreme.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from mingce.ask.candidates import Candidates, standardised
from mingce.ask.naming import Names
from mingce.ask.newest import Counterparts
from mingce.ask.phrasing import HAS_WORD
from mingce.ask.question import Question
from mingce.ask.vocabulary import CorpusVocabulary
from mingce.datatypes import Hit, SentenceHit
from mingce.models.cross_encoder import CrossEncoder
from mingce.models.encode import Encoder
from mingce.models.rerank import Reranker
from mingce.store.contents import Contents
from mingce.text.sections import LONGEST_SECTION

# Best rows over which a signal is standardised. Before reading, the first section of 533 training questions is right in
# .720, .720, .713 for 20, 50, 100; one of the first three in .835, .844, .842.
POOL = 50
SENTENCE_POOL = 200  # .722, .720, .719 for 100, 200, 400; .844 for each
# For a document repealed, replaced or copied by another of the corpus, or whose term has ended. Of 72 questions over 68 laws
# with 11 superseded ones 0, .5 and 2 answer alike (`evaluation.newest`): it is for those that have ended and no successor.
STALE_PENALTY = 0.5
# For a title block or a heading without text, which name a thing and say nothing of it. Before reading, the first section
# of 414 training questions is right in .780 without it, .790 with 2 and with 6; one of the first three in .884, .887, .891.
BARE_PENALTY = 6.0
READ_SECTIONS = 8  # best sections that are read again; 4, 8 and 12: first right in .749, .747, .745, one of three in .869, .872, .874
# Of them, by the cross-encoder. With 12 and READING_WEIGHT 2, and all fitted again, 790 training questions have the best
# sentence right in .687 instead of .685, AUC .889 instead of .893, and answer or refuse worse on each set for evaluation.
READ_SENTENCES = 24
# Of the best reading of a section, beside its fused score. 0, .5, 1, 2, 4: first right in .720, .737, .747, .773, .767,
# but see above: with the regressions fitted to 2 the answers are no better.
READING_WEIGHT = 1.0
LOWEST_READING = -9.0  # log-odds; also of a sentence that was not read
RERANK_WEIGHT = 1.0
MATCHING = 3  # sentences shown with a hit


@dataclass(frozen=True)
class Scope:
    """What a question is asked of: all of an index, or some of its documents."""

    sections: np.ndarray  # int64, rows of Contents.sections
    sentences: np.ndarray  # int64, rows of Contents.sentences
    is_all: bool


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
        self.today = today or date.today()
        self.names = Names(contents, self.today)
        self.vocabulary = CorpusVocabulary(contents)
        self.newer = Counterparts(contents.by_id, contents.sections, contents.relations, self.today)
        self.is_bare = np.array([self._is_bare(row) for row in range(len(contents.sections))], dtype=bool)

    def search(self, question: Question, k: int = 10, doc_ids: Collection[str] = ()) -> list[Hit]:
        """The `k` best sections with the sentences that match, best first.

        doc_ids: look at these documents only; empty for all. Raises UserError for an id that the index lacks.
        """
        self.contents.check_documents(doc_ids)
        if not HAS_WORD.search(question.text):
            return []
        return self.hits(self.read(question, self.candidates(question, doc_ids)), k)

    def candidates(self, question: Question, doc_ids: Collection[str] = ()) -> Candidates:
        """Score the sections and sentences that any signal puts among its best.

        doc_ids: look at these documents only; empty for all. Raises UserError for an id that the index lacks.
        """
        scope = self._scope(doc_ids)
        if not len(scope.sentences):
            return Candidates.none()
        vectors = self.encoder.encode_queries(question.wordings)
        pool, fused = self._pool(question, vectors, scope)
        sentences = np.flatnonzero(np.isin(self.contents.owner, pool))
        cosines = (self.contents.sentence_vectors.rows()[sentences] @ vectors.T).max(axis=1)
        term_scores = standardised(self.contents.sentence_terms.scores(question.terms)[sentences], POOL)
        sentence_scores = standardised(cosines, POOL) + term_scores
        best = self._best_of_sections(self.contents.owner[sentences], sentence_scores)[pool]
        found = Candidates(
            pool,
            fused,
            sentences,
            sentence_scores.astype(np.float32),
            term_scores.astype(np.float32),
            cosines.astype(np.float32),
        )
        return self.newer.newest_first(question, found.with_scores(fused + standardised(best, POOL)))

    def read(self, question: Question, candidates: Candidates, without: frozenset[int] = frozenset()) -> Candidates:
        """The candidates with their best sections read again by what there is, a cross-encoder and a reranker.

        without: rows of sentences to read over as if they were not there.
        """
        if self.cross_encoder is not None:
            candidates = self._with_readings(self.cross_encoder, question, candidates, without)
            candidates = self.newer.newest_first(question, candidates)
        if self.reranker is not None and len(candidates.sections) > 1:
            passages = [self.contents.passage(int(row)) for row in candidates.sections[:READ_SECTIONS]]
            likelihood = self.reranker.scores(question.in_context, passages)
            candidates = candidates.raised(RERANK_WEIGHT * standardised(likelihood, READ_SECTIONS))
            candidates = self.newer.newest_first(question, candidates)
        return candidates

    def hits(self, candidates: Candidates, k: int) -> list[Hit]:
        """The `k` best sections, each with the sentences that match best."""
        return [
            self._hit(candidates, int(row), float(score))
            for row, score in zip(candidates.sections[:k], candidates.scores[:k], strict=True)
        ]

    # ---------------------------------------------------------------- searching

    def _scope(self, doc_ids: Collection[str]) -> Scope:
        contents = self.contents
        contents.check_documents(doc_ids)
        if not doc_ids:
            return Scope(np.arange(len(contents.sections)), np.arange(len(contents.sentences)), True)
        spans = sorted((contents.section_rows[doc_id] for doc_id in set(doc_ids)), key=lambda span: span.start)
        sections = np.concatenate([np.arange(span.start, span.stop) for span in spans])
        sentences = [np.arange(contents.first[span.start], contents.first[span.stop]) for span in spans]
        return Scope(sections, np.concatenate(sentences), False)

    def _pool(self, question: Question, vectors: np.ndarray, scope: Scope) -> tuple[np.ndarray, np.ndarray]:
        """The sections that one of the three signals puts among its best, int64 (s,) in order of rows, and their
        fused scores, float (s,)."""
        contents = self.contents
        cosine, near = contents.sentence_vectors.search(
            vectors, SENTENCE_POOL, None if scope.is_all else scope.sentences
        )
        by_sentence = self._best_of_sections(contents.owner[near], cosine)
        cosine, near_sections = contents.section_vectors.search(vectors, POOL, None if scope.is_all else scope.sections)
        by_section = self._best_of_sections(near_sections, cosine)
        by_terms = contents.section_terms.scores(question.terms)
        best_by_terms = scope.sections[_best(by_terms[scope.sections], POOL)]
        pool = np.unique(np.concatenate([contents.owner[near].ravel(), near_sections.ravel(), best_by_terms]))
        fused = sum(standardised(signal[pool], POOL) for signal in (by_sentence, by_section, by_terms))
        stale = np.array([self.newer.is_stale(question, int(row)) for row in pool])
        return pool, fused - BARE_PENALTY * self.is_bare[pool] - STALE_PENALTY * stale

    def _best_of_sections(self, sections: np.ndarray, scores: np.ndarray) -> np.ndarray:
        """The greatest score of each section, float32 (all sections,); the least of all where it has none.

        sections: rows of Contents.sections, as many as scores and of the same shape.
        """
        best = np.full(len(self.contents.sections), scores.min(), dtype=np.float32)
        np.maximum.at(best, sections, scores)
        return best

    # ---------------------------------------------------------------- reading

    def _with_readings(
        self, cross_encoder: CrossEncoder, question: Question, candidates: Candidates, without: frozenset[int]
    ) -> Candidates:
        best = candidates.sections[:READ_SECTIONS]
        owners = self.contents.owner[candidates.sentences]
        chosen = self._worth_reading(candidates, without)
        readings = np.full(len(candidates.sentences), LOWEST_READING, dtype=np.float32)
        if len(chosen):
            texts = [
                (self.contents.place(int(owners[i])), self.contents.sentence_text(int(candidates.sentences[i])))
                for i in chosen
            ]
            readings[chosen] = np.maximum(cross_encoder.logits(question.in_context, texts), LOWEST_READING)
        by_section = np.array([readings[owners == row].max(initial=LOWEST_READING) for row in best])
        bonus = READING_WEIGHT * standardised(by_section, READ_SECTIONS)
        return replace(candidates, readings=readings).raised(bonus)

    def _worth_reading(self, candidates: Candidates, without: frozenset[int]) -> np.ndarray:
        """Positions of the most promising sentences of the best sections, int64, at most READ_SENTENCES."""
        owners = self.contents.owner[candidates.sentences]
        score_of = dict(zip(map(int, candidates.sections), candidates.scores, strict=True))
        best = np.isin(owners, candidates.sections[:READ_SECTIONS])
        inside = np.flatnonzero(best & ~np.isin(candidates.sentences, list(without)))
        inside = np.array([i for i in inside if not self.contents.is_formula(int(candidates.sentences[i]))], dtype=int)
        hopes = candidates.sentence_scores[inside] + [score_of[int(owner)] for owner in owners[inside]]
        return inside[np.argsort(-hopes, kind="stable")[:READ_SENTENCES]]

    # ---------------------------------------------------------------- showing

    def _hit(self, candidates: Candidates, row: int, score: float) -> Hit:
        section, document = self.contents.sections[row], self.contents.document_of(row)
        mine = np.flatnonzero(self.contents.owner[candidates.sentences] == row)
        best = mine[np.argsort(-candidates.sentence_scores[mine], kind="stable")[:MATCHING]]
        sentences = tuple(
            SentenceHit(s.start, s.end, document.text[s.start : s.end], _unit(float(candidates.sentence_scores[i])))
            for i in best
            if (s := self.contents.sentences[candidates.sentences[i]])
        )
        start, end = self.contents.trimmed(row)
        text = document.text[start:end]
        return Hit(document.id, document.title, section.path, start, end, text, _unit(score / 2), sentences)

    def _is_bare(self, row: int) -> bool:
        """Whether a section says nothing: a heading alone, or the title block that opens a document."""
        text = self.contents.section_text(row).strip()
        return not any(mark in text for mark in "。；！？，") and len(text) < LONGEST_SECTION / 4


def _best(scores: np.ndarray, k: int) -> np.ndarray:
    """Positions of the `k` greatest scores, in no order."""
    k = min(k, len(scores))
    return np.argpartition(-scores, k - 1)[:k] if k else np.zeros(0, dtype=np.int64)


def _unit(score: float) -> float:
    """A fused score as 0..1, for display."""
    return round(float(1 / (1 + np.exp(-score / 2))), 4)
