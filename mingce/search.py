"""Question -> sections, best first: BM25, section vectors and best sentence vectors, fused.

Each signal is standardised over its own best rows (z-score) and the three are added. Over all rows of a large corpus
the same scores would be dominated by BM25, whose many zeros make its best rows look extreme.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from mingce import lexicon
from mingce.datatypes import Document, Hit, Section, SentenceHit
from mingce.encode import Encoder
from mingce.errors import UserError
from mingce.question import HAS_WORD, Question, answers_kind
from mingce.rerank import Reranker
from mingce.sections import LONGEST
from mingce.slips import Slips
from mingce.store import Contents
from mingce.terms import Segmenter

POOL = 50  # best rows over which a signal is standardised
SENTENCE_POOL = 200
CONTEXT_WEIGHT = 0.5  # of the question before, where this one leans on it
EXPANSION_WEIGHT = 0.5  # of a word's first official counterpart in the lexicon; less for the next ones
KIND_BONUS = 1.0  # for a section whose best sentences hold a value of the kind asked for
BARE_PENALTY = 6.0  # for a title block or a heading without text, which name a thing and say nothing of it
RERANKED = 8  # best sections that a reranker reads
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


class Searcher:
    def __init__(self, contents: Contents, encoder: Encoder, reranker: Reranker | None = None) -> None:
        self.contents = contents
        self.encoder = encoder
        self.reranker = reranker
        self.segmenter = Segmenter(contents.words)
        self.documents: dict[str, Document] = {document.id: document for document in contents.documents}
        self.slips = Slips(
            (term.removeprefix("w:") for term in contents.sentence_terms.terms() if term.startswith("w:")),
            lambda pair: pair in contents.section_terms,
            self.segmenter.cut,
        )
        self.owner = np.array([s.section for s in contents.sentences], dtype=np.int64)  # sentence -> section
        self.first = np.searchsorted(self.owner, np.arange(len(contents.sections) + 1))  # section -> first sentence
        self.section_doc = np.array([s.doc_id for s in contents.sections], dtype=object)
        self.is_bare = np.array([self._is_bare(row) for row in range(len(contents.sections))], dtype=bool)

    def search(self, question: Question, k: int = 10, doc_ids: Collection[str] = ()) -> list[Hit]:
        """The `k` best sections with the sentences that match, best first.

        doc_ids: look at these documents only; empty for all. Raises UserError for an id that the index lacks.
        """
        self.check_documents(doc_ids)
        return self.hits(self.candidates(question, doc_ids), k) if HAS_WORD.search(question.text) else []

    def candidates(self, question: Question, doc_ids: Collection[str] = ()) -> Candidates:
        """Score the sections and sentences that any signal puts among its best."""
        contents = self.contents
        self.check_documents(doc_ids)
        allowed = np.isin(self.section_doc, list(doc_ids)) if doc_ids else np.ones(len(contents.sections), dtype=bool)
        allowed_rows = np.flatnonzero(allowed)
        allowed_sentences = np.flatnonzero(allowed[self.owner])
        if not len(allowed_sentences):
            rows, scores = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
            return Candidates(rows, scores, rows, scores, scores, scores)
        asked = self.corrected(question.search_text)
        wordings = list(dict.fromkeys((asked, lexicon.translate(asked))))
        vectors = self.encoder.encode_queries(wordings)
        terms = self.question_terms(question)

        cosine, near = contents.sentence_vectors.search(vectors, SENTENCE_POOL, allowed_sentences if doc_ids else None)
        best_sentence = np.full(len(contents.sections), cosine.min(), dtype=np.float32)
        np.maximum.at(best_sentence, self.owner[near], cosine)
        cosine, near_sections = contents.section_vectors.search(vectors, POOL, allowed_rows if doc_ids else None)
        by_section = np.full(len(contents.sections), cosine.min(), dtype=np.float32)
        np.maximum.at(by_section, near_sections, cosine)
        by_terms = np.where(allowed, contents.section_terms.scores(terms), 0)

        pool = np.unique(
            np.concatenate(
                [self.owner[near].ravel(), near_sections.ravel(), allowed_rows[_best(by_terms[allowed_rows], POOL)]]
            )
        )
        fused = sum(standardised(signal[pool], POOL) for signal in (best_sentence, by_section, by_terms))
        fused = fused - BARE_PENALTY * self.is_bare[pool]

        sentences = np.flatnonzero(np.isin(self.owner, pool))
        cosines = (contents.sentence_vectors.rows()[sentences] @ vectors.T).max(axis=1)
        term_scores = standardised(contents.sentence_terms.scores(terms)[sentences], POOL)
        sentence_scores = standardised(cosines, POOL) + term_scores
        kind = np.array([answers_kind(question.kind, self.sentence_text(int(row))) for row in sentences])
        sentence_scores = sentence_scores + KIND_BONUS * kind
        best = np.full(len(contents.sections), sentence_scores.min(), dtype=np.float32)
        np.maximum.at(best, self.owner[sentences], sentence_scores)
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
        return self.reranked(question, found)

    def reranked(self, question: Question, candidates: Candidates) -> Candidates:
        """The best sections in the order that fusion and language model find together.

        The standardised scores have mean 0, so that fused scores keep their scale (evidence.py reads them); none falls
        below the first section that was not reranked.
        """
        if self.reranker is None or len(candidates.sections) < 2:
            return candidates
        best, rest = candidates.sections[:RERANKED], candidates.scores[RERANKED:]
        likelihood = self.reranker.scores(question.search_text, [self.passage(int(row)) for row in best])
        scores = candidates.scores[:RERANKED] + RERANK_WEIGHT * standardised(likelihood, RERANKED)
        order = np.argsort(-scores, kind="stable")
        scores = np.maximum(scores[order], rest[0] if len(rest) else -np.inf)
        return replace(
            candidates,
            sections=np.concatenate([best[order], candidates.sections[RERANKED:]]),
            scores=np.concatenate([scores, rest]).astype(np.float32),
        )

    def passage(self, row: int) -> str:
        """What a reranker reads: title and heading path, then the section."""
        section = self.contents.sections[row]
        document = self.documents[section.doc_id]
        start, end = trimmed(document.text, section)
        return "\n".join((document.title, *section.path, document.text[start:end]))

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
            document = self.documents[section.doc_id]
            mine = np.flatnonzero(self.owner[candidates.sentences] == row)
            best = mine[np.argsort(-candidates.sentence_scores[mine], kind="stable")[:MATCHING]]
            sentences = tuple(
                SentenceHit(s.start, s.end, document.text[s.start : s.end], _unit(candidates.sentence_scores[i]))
                for i in best
                if (s := self.contents.sentences[candidates.sentences[i]])
            )
            start, end = trimmed(document.text, section)
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

    def sentence_text(self, row: int) -> str:
        sentence = self.contents.sentences[row]
        document = self.documents[self.contents.sections[sentence.section].doc_id]
        return document.text[sentence.start : sentence.end]

    def check_documents(self, doc_ids: Collection[str]) -> None:
        for doc_id in doc_ids:
            if doc_id not in self.documents:
                known = "、".join(list(self.documents)[:5])
                raise UserError(
                    f"索引中没有编号为“{doc_id}”的文件。现有的是：{known}{'等' if len(self.documents) > 5 else ''}。"
                )

    def is_heading(self, row: int) -> bool:
        """Whether a sentence is the heading that opens its section."""
        sentence = self.contents.sentences[row]
        section = self.contents.sections[sentence.section]
        text = self.sentence_text(row).rstrip("。")
        return bool(section.path) and sentence.start - section.start < 8 and text == section.path[-1]

    def _is_bare(self, row: int) -> bool:
        """Whether a section says nothing: a heading alone, or the title block that opens a document."""
        section = self.contents.sections[row]
        text = self.documents[section.doc_id].text[section.start : section.end].strip()
        return not any(mark in text for mark in "。；！？，") and len(text) < LONGEST / 4


def trimmed(text: str, section: Section) -> tuple[int, int]:
    """A section's span without the white space around it."""
    piece = text[section.start : section.end]
    return section.start + len(piece) - len(piece.lstrip()), section.start + len(piece.rstrip())


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
