"""BM25 over terms (Robertson and Zaragoza 2009, in the Lucene form). Only this file knows bm25s."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import bm25s
import numpy as np

logging.getLogger("bm25s").setLevel(logging.WARNING)  # it asks for DEBUG and fills the log of whoever sets one up

EMPTY = "\x00"
K1, B = 1.5, 0.75


class Bm25:
    """Scores of all rows for a bag of terms."""

    def __init__(self, model: bm25s.BM25, rows: int) -> None:
        self._model = model
        self.rows = rows

    @classmethod
    def from_terms(cls, rows: Sequence[Sequence[str]]) -> "Bm25":
        model = bm25s.BM25(k1=K1, b=B, method="lucene")
        # bm25s takes neither an empty vocabulary nor no rows: an empty row gets a term that no text has.
        model.index([list(row) or [EMPTY] for row in rows] or [[EMPTY]], show_progress=False)
        return cls(model, len(rows))

    def save(self, folder: Path) -> None:
        self._model.save(str(folder), show_progress=False)

    @classmethod
    def from_folder(cls, folder: Path, rows: int) -> "Bm25":
        return cls(bm25s.BM25.load(str(folder), show_progress=False), rows)

    def scores(self, terms: Sequence[str] | Mapping[str, float]) -> np.ndarray:
        """BM25 score of each row, float32 (rows,), higher is better; terms that no row has count nothing.

        terms: a list, where a repeated term counts as often as it stands there, or a weight for each term.
        """
        weights = terms if isinstance(terms, Mapping) else _counts(terms)
        total = np.zeros(self.rows, dtype=np.float32)
        # The model is a sparse matrix with a column a term; reading the columns beats a call a term by far.
        columns = self._model.scores
        for term, weight in weights.items():
            if span := self._span(term):
                total[columns["indices"][span]] += np.float32(weight) * columns["data"][span]
        return total

    def _span(self, term: str) -> slice | None:
        """Where a term's entries stand in the matrix; None for a term that no row has."""
        column = self._model.vocab_dict.get(term)
        ends = self._model.scores["indptr"]
        # bm25s may add "" to its vocabulary without a column
        return None if column is None or column + 1 >= len(ends) else slice(int(ends[column]), int(ends[column + 1]))

    def __contains__(self, term: str) -> bool:
        return self._span(term) is not None

    def terms(self) -> Iterator[str]:
        """Every term that a row has."""
        return (term for term in self._model.vocab_dict if self._span(term))

    def idf(self, term: str) -> float:
        """Inverse document frequency, ln(1 + (N - n + 0.5) / (n + 0.5)); that of an unseen term is the greatest."""
        span = self._span(term)
        n = span.stop - span.start if span else 0
        return float(np.log(1 + (self.rows - n + 0.5) / (n + 0.5)))


def _counts(terms: Sequence[str]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for term in terms:
        counts[term] = counts.get(term, 0.0) + 1.0
    return counts
