"""What a search brings: sections best first, and the sentences of all of them with their scores."""

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Candidates:
    """All arrays have a row for each candidate section, or one for each candidate sentence."""

    sections: np.ndarray  # int64 (s,), rows of Contents.sections, best first
    scores: np.ndarray  # float32 (s,), fused, higher is better
    sentences: np.ndarray  # int64 (n,), rows of Contents.sentences, in reading order
    sentence_scores: np.ndarray  # float32 (n,), fused from vectors and terms, higher is better
    term_scores: np.ndarray  # float32 (n,), BM25 of the sentence, standardised
    cosines: np.ndarray  # float32 (n,), sentence to question
    readings: np.ndarray | None = None  # float32 (n,), the cross-encoder's log-odds; None where nothing was read
    outdated: frozenset[int] = frozenset()  # rows of Contents.sections: a newer version of each is among `sections`

    @classmethod
    def none(cls) -> "Candidates":
        rows, scores = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        return cls(rows, scores, rows, scores, scores, scores)

    def with_scores(self, scores: np.ndarray) -> "Candidates":
        """The same with other section scores, float (s,), best first again; equal ones stay in their order."""
        order = np.argsort(-scores, kind="stable")
        return replace(self, sections=self.sections[order], scores=scores[order].astype(np.float32))

    def raised(self, bonus: np.ndarray) -> "Candidates":
        """The first b sections in the order of their scores and a bonus, float (b,); the others stay behind them.

        A standardised bonus has mean 0, so the scores keep their scale, which the evidence is judged by.
        """
        best, rest = self.scores[: len(bonus)] + bonus, self.scores[len(bonus) :]
        order = np.argsort(-best, kind="stable")
        kept = np.maximum(best[order], rest[0] if len(rest) else -np.inf)
        return replace(
            self,
            sections=np.concatenate([self.sections[: len(bonus)][order], self.sections[len(bonus) :]]),
            scores=np.concatenate([kept, rest]).astype(np.float32),
        )


def standardised(scores: np.ndarray, k: int) -> np.ndarray:
    """z-scores by the mean and deviation of the best `k`."""
    if not len(scores):
        return scores
    best = np.sort(scores)[-k:]
    return (scores - best.mean()) / (best.std() + 1e-6)
