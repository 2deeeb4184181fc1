import numpy as np
import pytest

from mingce.store.vectors import Vectors


def unit(n: int, dim: int = 8, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(n, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


ROWS = unit(20)
QUERIES = unit(3, seed=1)


@pytest.fixture
def vectors() -> Vectors:
    return Vectors.from_array(ROWS)


def test_scores_are_cosines_best_first(vectors):
    scores, rows = vectors.search(QUERIES, 5)
    cosines = QUERIES @ ROWS.T
    assert scores.shape == rows.shape == (3, 5)
    for query in range(3):
        best = np.argsort(-cosines[query])[:5]
        assert rows[query].tolist() == best.tolist()
        assert scores[query] == pytest.approx(cosines[query][best], abs=1e-6)


def test_a_row_is_nearest_to_itself(vectors):
    scores, rows = vectors.search(ROWS, 1)
    assert rows[:, 0].tolist() == list(range(20))
    assert scores[:, 0] == pytest.approx(1, abs=1e-6)


def test_among(vectors):
    among = np.array([3, 7, 11], dtype=np.int64)
    scores, rows = vectors.search(QUERIES, 2, among)
    assert scores.shape == (3, 2)
    for query in range(3):
        assert rows[query].tolist() == sorted(among, key=lambda row, q=query: -float(QUERIES[q] @ ROWS[row]))[:2]


@pytest.mark.parametrize("k, among, width", [(100, None, 20), (100, [1, 2], 2), (1, [5], 1), (20, None, 20)])
def test_no_more_than_there_are(vectors, k, among, width):
    scores, rows = vectors.search(QUERIES, k, None if among is None else np.array(among, dtype=np.int64))
    assert scores.shape == rows.shape == (3, width)
    assert (rows >= 0).all()


def test_sizes(vectors):
    assert (len(vectors), vectors.dimension) == (20, 8)
    assert vectors.rows().shape == (20, 8)
    assert (vectors.rows() == ROWS).all()


def test_round_trip(vectors, tmp_path):
    path = tmp_path / "向量.faiss"
    vectors.save(path)
    again = Vectors.from_file(path)
    assert (again.rows() == ROWS).all()
    assert again.search(QUERIES, 3)[1].tolist() == vectors.search(QUERIES, 3)[1].tolist()


def test_other_layouts_of_an_array_are_taken():
    fortran = np.asfortranarray(ROWS.astype(np.float64))
    assert Vectors.from_array(fortran).rows() == pytest.approx(ROWS)
