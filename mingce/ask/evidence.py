"""Candidate sentences as evidence: their features, their checks, and how likely each is to answer.

Three logistic regressions, trained by `python -m training.evidence` and kept as numbers in data/evidence.json, tell how
likely a sentence answers; how likely the documents answer at all, seen from the best sentence; and how likely what would
be quoted is the answer. Nothing is added to their probabilities by hand.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import numpy as np

from mingce.ask.candidates import Candidates, standardised
from mingce.ask.checks import Check, check
from mingce.ask.features import Features, Standing, features_of, sigmoid
from mingce.ask.question import Question
from mingce.ask.search import LOWEST_READING, POOL, READ_SECTIONS
from mingce.store.contents import Contents
from mingce.text.fold import fold

ALONE, READ = "alone", "read"  # the two sets of weights: without the cross-encoder, and with it
LEAD_NAMES = ("score", "section_gap", "best_coverage", "best_similarity")  # after those of the sentence
FAR = 2.0  # log-odds by which the best sentence is said to lead where it is alone
Columns = Mapping[str, np.ndarray]  # feature name -> float (n,), a value for each sentence


@dataclass(frozen=True)
class Linear:
    """A logistic regression over standardised features."""

    names: tuple[str, ...]
    mean: np.ndarray  # (f,)
    scale: np.ndarray  # (f,)
    weights: np.ndarray  # (f,)
    bias: float

    def logits(self, columns: Columns) -> np.ndarray:
        """float (n,), higher is likelier. Raises ValueError where a feature is missing."""
        missing = [name for name in self.names if name not in columns]
        if missing:
            raise ValueError(f"no feature {', '.join(missing)}: run `python -m training.evidence`.")
        matrix = np.column_stack([columns[name] for name in self.names])
        return (matrix - self.mean) / self.scale @ self.weights + self.bias


@dataclass(frozen=True)
class Evidence:
    """The sentences of the best sections with what is known of each. All have a row for each sentence."""

    rows: np.ndarray  # int64 (n,), rows of Contents.sentences, in reading order
    sections: np.ndarray  # int64 (n,), rows of Contents.sections
    columns: Columns  # the fields of Features, and READING_NAMES where the sentences were read
    scores: np.ndarray  # float64 (n,), logit that the sentence answers
    checks: tuple[tuple[Check, ...], ...]

    @cached_property
    def order(self) -> np.ndarray:
        """Positions, best first, int64 (n,)."""
        return np.argsort(-self.scores, kind="stable")

    @property
    def weights(self) -> "Weights":
        """The set of weights that is for it."""
        return weights_of(READ if "reading" in self.columns else ALONE)

    @property
    def lead(self) -> float:
        """Log-odds by which the best sentence is ahead of the best one of another section; infinite where it is
        alone."""
        best, *others = self.order
        rival = next((i for i in others if self.sections[i] != self.sections[best]), None)
        return float("inf") if rival is None else float(self.scores[best] - self.scores[rival])


def collect(
    contents: Contents,
    question: Question,
    candidates: Candidates,
    model: Linear | None = None,
    without: frozenset[int] = frozenset(),
) -> Evidence:
    """The sentences of the best sections as evidence, but for superseded ones and those that only frame a document.

    model: scores the sentences; the shipped one by default.
    without: rows of sentences to read over as if they were not there; training cuts the answer out this way.
    """
    best = candidates.sections[:READ_SECTIONS]
    rank = {int(row): position for position, row in enumerate(best) if int(row) not in candidates.outdated}
    owners = contents.owner[candidates.sentences]
    kept = [
        i
        for i, row in enumerate(candidates.sentences)
        if int(owners[i]) in rank and int(row) not in without and not contents.is_formula(int(row))
    ]
    places = {row: fold(_section(contents, row, without)) for row in dict.fromkeys(int(owners[i]) for i in kept)}
    checks, rows = [], []
    for i, standing in zip(kept, _standings(contents, candidates, kept, rank), strict=True):
        row, owner = int(candidates.sentences[i]), int(owners[i])
        text = contents.sentence_text(row)
        checks.append(tuple(check(question, text, contents.sections[owner], contents.document_of(owner))))
        rows.append(features_of(question, text, places[owner], checks[-1], standing))
    columns = _columns(rows)
    if candidates.readings is not None:
        readings = candidates.readings[kept]
        columns |= {"reading": readings, "reading_gap": readings - readings.max(initial=LOWEST_READING)}
    model = model or weights_of(ALONE if candidates.readings is None else READ).sentence
    return Evidence(candidates.sentences[kept], owners[kept], columns, model.logits(columns), tuple(checks))


def lead_features(evidence: Evidence) -> Columns:
    """What tells whether the best sentence answers at all: its own features and LEAD_NAMES, each float64 (1,)."""
    lead = evidence.order[0]
    ahead = evidence.lead if np.isfinite(evidence.lead) else FAR
    coverage, similarity = (evidence.columns[name].max() for name in ("coverage", "similarity"))
    of_lead = (evidence.scores[lead], ahead, coverage, similarity)
    own = {name: np.array([column[lead]], dtype=np.float64) for name, column in evidence.columns.items()}
    return own | {name: np.array([value]) for name, value in zip(LEAD_NAMES, of_lead, strict=True)}


def probabilities(evidence: Evidence) -> tuple[float, float]:
    """That the documents answer the question, and that the best sentences, quoted, are the answer, each 0..1.

    The second is never more than the first.
    """
    of_lead, weights = lead_features(evidence), evidence.weights
    answered, right = (float(sigmoid(model.logits(of_lead))[0]) for model in (weights.answer, weights.right))
    return answered, min(right, answered)


def _standings(contents: Contents, candidates: Candidates, kept: list[int], rank: Mapping[int, int]) -> list[Standing]:
    section_scores = dict(zip(map(int, candidates.sections), map(float, candidates.scores), strict=True))
    cosine_z = standardised(candidates.cosines, POOL)
    owners = contents.owner[candidates.sentences]
    return [
        Standing(
            cosine=float(candidates.cosines[i]),
            cosine_z=float(cosine_z[i]),
            terms_z=float(candidates.term_scores[i]),
            section_z=section_scores[int(owners[i])],
            rank=rank[int(owners[i])],
            opens_section=contents.is_heading(int(candidates.sentences[i])),
        )
        for i in kept
    ]


def _section(contents: Contents, row: int, without: frozenset[int]) -> str:
    """Title, heading path and text of a section, as if the sentences `without` were not there."""
    sentences = contents.sentence_rows(row)
    if not without.intersection(sentences):
        return contents.passage(row)
    return "\n".join((contents.place(row), *(contents.sentence_text(s) for s in sentences if s not in without)))


def _columns(rows: list[Features]) -> dict[str, np.ndarray]:
    table = np.array(rows, dtype=np.float32).reshape(len(rows), len(Features._fields))
    return {name: table[:, i] for i, name in enumerate(Features._fields)}


# ---------------------------------------------------------------- the shipped weights


@dataclass(frozen=True)
class Weights:
    """The three regressions of a set, and the threshold that goes with them."""

    sentence: Linear
    answer: Linear
    right: Linear
    threshold: float  # probability of an answer below which it is refused: 5% false refusals when it was chosen


@cache
def weights_of(which: str) -> Weights:
    """which: ALONE or READ."""
    values = load_weights()[which]
    sentence, answer, right = (_linear(values[name]) for name in ("sentence", "answer", "right"))
    return Weights(sentence, answer, right, float(values["threshold"]))


def forget_weights() -> None:
    """Read the weights anew at the next question."""
    weights_of.cache_clear()


def load_weights() -> dict[str, Any]:
    return json.loads((files("mingce") / "data" / "evidence.json").read_text(encoding="utf-8"))


def _linear(values: Mapping[str, Any]) -> Linear:
    mean, scale, weights = (np.array(values[key], dtype=np.float64) for key in ("mean", "scale", "weights"))
    return Linear(tuple(values["names"]), mean, scale, weights, float(values["bias"]))
