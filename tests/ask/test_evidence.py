import numpy as np
import pytest

from mingce.ask.evidence import ALONE, LEAD_NAMES, READ, Evidence, Linear, collect, lead_features, weights_of
from mingce.ask.features import READING_NAMES, Features
from mingce.ask.question import understand
from mingce.index import Index


@pytest.mark.parametrize("which, more", [(ALONE, ()), (READ, READING_NAMES)])
def test_the_shipped_weights_are_for_these_features(which: str, more: tuple[str, ...]) -> None:
    weights, known = weights_of(which), {*Features._fields, *more}
    assert set(weights.sentence.names) <= known
    assert set(weights.answer.names) | set(weights.right.names) <= known | set(LEAD_NAMES)
    assert 0 < weights.threshold < 0.5


def test_linear_by_hand() -> None:
    model = Linear(("a", "b"), np.array([1.0, 0.0]), np.array([2.0, 1.0]), np.array([3.0, -1.0]), 0.5)
    # (3 - 1) / 2 * 3 + 4 * -1 + 0.5 = -0.5; columns are found by their names
    assert model.logits({"c": np.zeros(1), "b": np.array([4.0]), "a": np.array([3.0])}) == pytest.approx([-0.5])


def test_a_missing_feature_is_named() -> None:
    model = Linear(("a", "b"), np.zeros(2), np.ones(2), np.ones(2), 0.0)
    with pytest.raises(ValueError, match="no feature b: run"):
        model.logits({"a": np.zeros(1)})


def test_what_leads_and_by_how_much() -> None:
    columns = {"coverage": np.array([0.1, 0.2, 0.9]), "similarity": np.array([0.3, 0.3, 0.5])}
    evidence = Evidence(np.arange(3), np.array([4, 4, 6]), columns, np.array([1.0, 3.0, 0.5]), ((), (), ()))
    assert evidence.order.tolist() == [1, 0, 2] and evidence.lead == 2.5
    lead = {name: float(column[0]) for name, column in lead_features(evidence).items()}
    assert lead == {
        "coverage": 0.2,
        "similarity": 0.3,
        "score": 3.0,
        "section_gap": 2.5,
        "best_coverage": 0.9,
        "best_similarity": 0.5,
    }


def test_evidence_is_the_sentences_of_the_best_sections(sample_index: Index) -> None:
    searcher = sample_index.searcher
    question = understand("国家质检中心要建成多少个？", vocabulary=searcher.vocabulary)
    candidates = searcher.read(question, searcher.candidates(question))
    evidence = collect(searcher.contents, question, candidates)
    best = searcher.contents.sentence_text(int(evidence.rows[evidence.order[0]]))
    assert "国家质检中心30个以上" in best
    assert {len(column) for column in evidence.columns.values()} == {len(evidence.rows)}
    hidden = frozenset([int(evidence.rows[evidence.order[0]])])
    assert not hidden & set(collect(searcher.contents, question, candidates, without=hidden).rows.tolist())
