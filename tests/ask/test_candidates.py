import numpy as np
import pytest

from mingce.ask.candidates import Candidates, standardised


def test_standardised_by_the_best() -> None:
    scores = np.array([0.0, 0.0, 0.0, 1.0, 3.0])
    # the best two are 1 and 3: mean 2, deviation 1
    assert standardised(scores, 2) == pytest.approx([-2, -2, -2, -1, 1], abs=1e-4)


def test_equal_scores_are_all_average() -> None:
    assert standardised(np.ones(3), 50) == pytest.approx([0, 0, 0])


def test_a_bonus_reorders_the_first_and_never_drops_them_behind_the_rest() -> None:
    none = Candidates.none()
    found = Candidates(np.array([7, 5, 3]), np.array([3.0, 2.0, 1.0]), *(4 * [none.scores]))
    raised = found.raised(np.array([-4.0, 1.0]))
    assert raised.sections.tolist() == [5, 7, 3]
    assert raised.scores.tolist() == [3.0, 1.0, 1.0]
