"""BM25 over terms (Robertson and Zaragoza 2009, in the Lucene form). Only this file knows bm25s."""

import logging
from collections.abc import Collection, Mapping, Sequence
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
            column = self._model.vocab_dict.get(term)
            if column is not None:
                span = slice(columns["indptr"][column], columns["indptr"][column + 1])
                total[columns["indices"][span]] += np.float32(weight) * columns["data"][span]
        return total

    def __contains__(self, term: str) -> bool:
        return term in self._model.vocab_dict

    @property
    def vocabulary(self) -> Collection[str]:
        return self._model.vocab_dict.keys()

    def idf(self, term: str) -> float:
        """Inverse document frequency, ln(1 + (N - n + 0.5) / (n + 0.5)); that of an unseen term is the greatest."""
        column = self._model.vocab_dict.get(term)
        columns = self._model.scores
        n = 0 if column is None else int(columns["indptr"][column + 1] - columns["indptr"][column])
        return float(np.log(1 + (self.rows - n + 0.5) / (n + 0.5)))


def _counts(terms: Sequence[str]) -> dict[str, float]:
    counts: dict[str, float] = {}
    for term in terms:
        counts[term] = counts.get(term, 0.0) + 1.0
    return counts
