"""Unit vectors and their nearest neighbours. Only this file knows FAISS."""

from pathlib import Path

import faiss
import numpy as np


class Vectors:
    """Rows of unit vectors in a flat FAISS index: exact, inner product is cosine."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def from_array(cls, rows: np.ndarray) -> "Vectors":
        """rows: float32 (n, dim), unit length."""
        index = faiss.IndexFlatIP(rows.shape[1])
        index.add(np.ascontiguousarray(rows, dtype=np.float32))
        return cls(index)

    @classmethod
    def from_file(cls, path: Path) -> "Vectors":
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        return int(self._index.d)

    def rows(self) -> np.ndarray:
        """All vectors, float32 (n, dim), without a copy: to be read only."""
        flat = faiss.rev_swig_ptr(faiss.downcast_index(self._index).get_xb(), len(self) * self.dimension)  # type: ignore[attr-defined]
        return np.asarray(flat).reshape(len(self), self.dimension)

    def search(self, queries: np.ndarray, k: int, among: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Nearest rows by cosine similarity, best first.

        queries: float32 (q, dim), unit length.
        among: int64 (m,), the rows to look at; None for all.
        Returns (scores, rows), both (q, min(k, n or m)): higher is closer.
        """
        queries = np.ascontiguousarray(queries, dtype=np.float32)
        if among is None:
            return self._index.search(queries, min(k, len(self)))
        chosen = faiss.SearchParameters(sel=faiss.IDSelectorBatch(among))  # type: ignore[call-arg]
        return self._index.search(queries, min(k, len(among)), params=chosen)
