from math import log

import numpy as np
import pytest

from mingce.store.lexical import K1, B, Bm25

ROWS = [["质量", "强省"], ["质量", "质量", "品牌", "企业"], ["粮食"]]


@pytest.fixture
def bm25() -> Bm25:
    return Bm25.from_terms(ROWS)


def by_hand(term: str, row: int) -> float:
    """BM25 in Lucene's form: idf * tf / (tf + k1 * (1 - b + b * length / mean length))."""
    n = sum(term in terms for terms in ROWS)
    idf = log(1 + (len(ROWS) - n + 0.5) / (n + 0.5))
    tf = ROWS[row].count(term)
    mean = sum(map(len, ROWS)) / len(ROWS)
    return idf * tf / (tf + K1 * (1 - B + B * len(ROWS[row]) / mean))


@pytest.mark.parametrize("term", ["质量", "强省", "企业", "粮食"])
def test_scores_by_hand(bm25, term):
    assert bm25.scores([term]) == pytest.approx([by_hand(term, row) for row in range(3)], abs=1e-6)


def test_scores_of_several_terms_add_up(bm25):
    assert bm25.scores(["质量", "企业"]) == pytest.approx(bm25.scores(["质量"]) + bm25.scores(["企业"]))


def test_repeated_term_is_a_weight(bm25):
    assert bm25.scores(["质量", "质量"]) == pytest.approx(bm25.scores({"质量": 2.0}))
    assert bm25.scores({"质量": 0.5}) == pytest.approx(0.5 * bm25.scores(["质量"]))


@pytest.mark.parametrize("terms", [[], ["火星"], {"火星": 3.0}])
def test_unknown_terms_count_nothing(bm25, terms):
    scores = bm25.scores(terms)
    assert scores.dtype == np.float32
    assert scores.tolist() == [0, 0, 0]


def test_idf(bm25):
    assert bm25.idf("质量") == pytest.approx(log(1 + 1.5 / 2.5))
    assert bm25.idf("粮食") == pytest.approx(log(1 + 2.5 / 1.5))
    assert bm25.idf("火星") == pytest.approx(log(1 + 3.5 / 0.5))


def test_round_trip(bm25, tmp_path):
    bm25.save(tmp_path / "terms")
    again = Bm25.from_folder(tmp_path / "terms", 3)
    for term in ("质量", "粮食", "火星"):
        assert again.scores([term]).tolist() == bm25.scores([term]).tolist()
        assert again.idf(term) == bm25.idf(term)


def test_row_without_terms_scores_nothing():
    assert Bm25.from_terms([["质量"], [], ["企业"]]).scores(["质量", "企业"])[1] == 0


def test_empty_term_is_unknown(bm25):
    assert bm25.scores([""]).tolist() == [0, 0, 0]
    assert bm25.idf("") == bm25.idf("火星")
    assert "" not in bm25


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("rows", [[[]], [[], []], []])
def test_no_terms_at_all(rows):
    assert Bm25.from_terms(rows).scores(["质量"]).tolist() == [0] * len(rows)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    "kept, others",
    [
        ([0, 1, 2], []),
        ([2, -1, 0, -1], [["质量", "企业", "质量"], ["农业"]]),
        ([1, 1], []),  # the same text twice
        ([-1], [[]]),
        ([], []),
    ],
)
def test_rows_that_are_kept_are_as_if_counted_again(bm25, kept, others, tmp_path):
    counted = iter(others)
    whole = Bm25.from_terms([ROWS[row] if row >= 0 else next(counted) for row in kept])
    updated = bm25.with_rows(np.array(kept, dtype=np.int64), others)
    whole.save(tmp_path / "whole")
    updated.save(tmp_path / "updated")
    for path in (tmp_path / "whole").iterdir():
        assert path.read_bytes() == (tmp_path / "updated" / path.name).read_bytes()


def test_rows_with(bm25):
    assert bm25.rows_with("质量").tolist() == [0, 1]
    assert bm25.rows_with("火星").tolist() == []
