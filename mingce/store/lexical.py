"""BM25 over terms (Robertson and Zaragoza 2009, in the Lucene form), from a sparse matrix of counts, rows by terms."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
from scipy.sparse import csc_array, csr_array, vstack

K1, B = 1.5, 0.75


class Bm25:
    """Scores of all rows for a bag of terms."""

    def __init__(self, vocabulary: Sequence[str], counts: csc_array) -> None:
        """vocabulary: every term that a row has, sorted. counts: int32 (rows, terms), its row numbers ascending."""
        self._vocabulary = vocabulary
        self._counts = counts
        self._columns = {term: column for column, term in enumerate(vocabulary)}

    @classmethod
    def from_terms(cls, rows: Sequence[Sequence[str]]) -> "Bm25":
        """From the terms of each row, in any order, repeated as often as they occur."""
        counted = [Counter(row) for row in rows]
        vocabulary = sorted(set().union(*counted))
        columns = {term: column for column, term in enumerate(vocabulary)}
        data = np.fromiter(chain.from_iterable(row.values() for row in counted), dtype=np.int32)
        indices = np.fromiter((columns[term] for row in counted for term in row), dtype=np.int32)
        ends = np.cumsum([0, *map(len, counted)])
        return cls(vocabulary, _by_column(csr_array((data, indices, ends), shape=(len(rows), len(vocabulary)))))

    def with_rows(self, kept: np.ndarray, others: Sequence[Sequence[str]]) -> "Bm25":
        """The same as `from_terms`, without counting again what this one has counted.

        kept: int64 (n,), for each new row the row of this one that has its terms, or -1.
        others: the terms of the rows that have -1, in their order.
        """
        old = self._counts.tocsr()[kept[kept >= 0]]
        used = np.unique(old.indices)
        new = Bm25.from_terms(others)
        vocabulary = sorted({self._vocabulary[column] for column in used}.union(new._vocabulary))
        columns = {term: column for column, term in enumerate(vocabulary)}
        to_column = np.zeros(len(self._vocabulary), dtype=np.int32)
        to_column[used] = [columns[self._vocabulary[column]] for column in used]
        parts = [
            _in_columns(old, to_column, len(columns)),
            _in_columns(
                new._counts.tocsr(), np.array([columns[term] for term in new._vocabulary], dtype=np.int32), len(columns)
            ),
        ]
        order = np.argsort(np.concatenate([np.flatnonzero(kept >= 0), np.flatnonzero(kept < 0)]))
        return Bm25(vocabulary, _by_column(vstack(parts, format="csr")[order]))

    def save(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "vocabulary.json").write_text(json.dumps(self._vocabulary, ensure_ascii=False), encoding="utf-8")
        np.save(folder / "counts.npy", self._counts.data)
        np.save(folder / "rows.npy", self._counts.indices)
        np.save(folder / "ends.npy", self._counts.indptr)

    @classmethod
    def from_folder(cls, folder: Path, rows: int) -> "Bm25":
        """rows: how many rows there are; the last ones may have no terms."""
        vocabulary = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
        arrays = tuple(np.load(folder / f"{name}.npy") for name in ("counts", "rows", "ends"))
        return cls(vocabulary, csc_array(arrays, shape=(rows, len(vocabulary))))

    @property
    def rows(self) -> int:
        return int(self._counts.shape[0])

    def scores(self, terms: Sequence[str] | Mapping[str, float]) -> np.ndarray:
        """BM25 score of each row, float32 (rows,), higher is better; terms that no row has count nothing.

        terms: a list, where a repeated term counts as often as it stands there, or a weight for each term.
        """
        weights = terms if isinstance(terms, Mapping) else Counter(terms)
        total = np.zeros(self.rows, dtype=np.float32)
        for term, weight in weights.items():
            if term in self:
                span = self._span(term)
                total[self._counts.indices[span]] += np.float32(weight) * self._scores[span]
        return total

    @cached_property
    def _scores(self) -> np.ndarray:
        """The score of each entry of the matrix, float32: idf * tf / (tf + k1 * (1 - b + b * length / mean length))."""
        if not self.rows:
            return np.zeros(0, dtype=np.float32)
        lengths = np.bincount(self._counts.indices, weights=self._counts.data, minlength=self.rows)
        lengths = np.maximum(lengths, 1)  # an empty row counts as one term, or a corpus without words has mean length 0
        norms = K1 * ((1 - B) + B * lengths / lengths.mean())
        with_term = np.diff(self._counts.indptr)
        idf = np.log(1 + (self.rows - with_term + 0.5) / (with_term + 0.5)).astype(np.float32)
        scores = norms[self._counts.indices]
        scores += self._counts.data
        np.divide(self._counts.data, scores, out=scores)
        scores *= np.repeat(idf, with_term)
        return scores.astype(np.float32)

    def _span(self, term: str) -> slice:
        """Where the entries of a term stand in the matrix."""
        column = self._columns[term]
        return slice(int(self._counts.indptr[column]), int(self._counts.indptr[column + 1]))

    def rows_with(self, term: str) -> np.ndarray:
        """The rows that have a term, ascending."""
        return self._counts.indices[self._span(term)] if term in self else np.zeros(0, dtype=np.int32)

    def __contains__(self, term: str) -> bool:
        return term in self._columns

    def terms(self) -> Iterator[str]:
        """Every term that a row has."""
        return iter(self._vocabulary)

    def idf(self, term: str) -> float:
        """Inverse document frequency, ln(1 + (N - n + 0.5) / (n + 0.5)); that of an unseen term is the greatest."""
        n = len(self.rows_with(term))
        return float(np.log(1 + (self.rows - n + 0.5) / (n + 0.5)))


def _in_columns(counts: csr_array, to_column: np.ndarray, columns: int) -> csr_array:
    """The same rows under other column numbers. to_column: the new number of each column."""
    return csr_array((counts.data, to_column[counts.indices], counts.indptr), shape=(counts.shape[0], columns))


def _by_column(counts: csr_array) -> csc_array:
    """The matrix in its one normal form, so that equal terms make equal files."""
    matrix = counts.tocsc()
    matrix.sort_indices()
    integers = np.int32 if matrix.nnz < 2**31 else np.int64
    return csc_array(
        (matrix.data.astype(np.int32), matrix.indices.astype(np.int32), matrix.indptr.astype(integers)),
        shape=matrix.shape,
    )
