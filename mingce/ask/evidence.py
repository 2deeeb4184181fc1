"""Candidate sentences as evidence: their features, their checks, and how likely each is to answer.

The weights are those of three logistic regressions, trained by `python -m training.evidence` and kept as numbers in
data/evidence.json: how likely a sentence answers; how likely the documents answer at all, seen from the best sentence;
how likely what would be quoted is the answer.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from mingce.ask import features
from mingce.ask.checks import Check, check
from mingce.ask.question import Question
from mingce.ask.search import LOWEST_READING, POOL, READ_SECTIONS, Candidates, Searcher, standardised
from mingce.text import lexicon
from mingce.text.fold import fold

ALONE, READ = "alone", "read"  # the two sets of weights: without the cross-encoder, and with it
LEAD_NAMES = ("score", "gap", "section_gap", "best_coverage", "best_section_coverage")  # after those of the sentence


@dataclass(frozen=True)
class Linear:
    """A logistic regression over standardised features."""

    names: tuple[str, ...]
    mean: np.ndarray  # (f,)
    scale: np.ndarray  # (f,)
    weights: np.ndarray  # (f,)
    bias: float

    def logits(self, matrix: np.ndarray) -> np.ndarray:
        """matrix: (n, f). Returns (n,), higher is likelier."""
        if matrix.shape[1] != len(self.names):
            raise ValueError(
                f"{matrix.shape[1]} features for {len(self.names)} weights: run `python -m training.evidence`."
            )
        return (matrix - self.mean) / self.scale @ self.weights + self.bias


@dataclass(frozen=True)
class Evidence:
    """Sentences of the best sections with what is known of each. All have a row a sentence."""

    rows: np.ndarray  # int64 (n,), rows of Contents.sentences, in reading order
    sections: np.ndarray  # int64 (n,), rows of Contents.sections
    matrix: np.ndarray  # float32 (n, f), in the order of features.NAMES, then of READING_NAMES where they were read
    scores: np.ndarray  # float64 (n,), logit that the sentence answers
    checks: tuple[tuple[Check, ...], ...]

    @property
    def weights(self) -> str:
        """Which set of weights is for it."""
        return ALONE if self.matrix.shape[1] == len(features.NAMES) else READ

    def reading(self, position: int) -> float:
        """Log-odds by the cross-encoder; infinity where there is none to doubt."""
        return np.inf if self.weights == ALONE else float(self.matrix[position, len(features.NAMES)])

    def order(self) -> np.ndarray:
        """Positions, best first."""
        return np.argsort(-self.scores, kind="stable")


def collect(
    searcher: Searcher,
    question: Question,
    candidates: Candidates,
    model: "Linear | None" = None,
    without: frozenset[int] = frozenset(),
) -> Evidence:
    """Read the sentences of the best sections.

    model: scores the sentences; the shipped one by default.
    without: rows of sentences to read over as if they were not there; training cuts the answer out this way.
    """
    contents = searcher.contents
    best = candidates.sections[:READ_SECTIONS]
    rank = {int(row): position for position, row in enumerate(best) if int(row) not in candidates.outdated}
    section_scores = dict(zip(map(int, candidates.sections), candidates.scores, strict=True))
    topic = features.Topic.of(
        question,
        searcher.segmenter.words_of,
        lambda word: contents.sentence_terms.idf(f"w:{word}"),
        lexicon.expand(question.search_text)
        | {typed: (right,) for typed, right in searcher.slips.corrections(question.search_text).items()},
    )
    cosine_z = standardised(candidates.cosines, POOL)
    kept = [
        i
        for i, row in enumerate(candidates.sentences)
        if int(searcher.contents.owner[row]) in rank and int(row) not in without
    ]
    places: dict[int, str] = {}
    matrix, all_checks = [], []
    for i in kept:
        sentence = contents.sentences[candidates.sentences[i]]
        section = contents.sections[sentence.section]
        document = searcher.contents.by_id[section.doc_id]
        if sentence.section not in places:
            body = section_text(searcher, sentence.section, without)
            places[sentence.section] = fold("\n".join((document.title, *section.path, body)))
        text = document.text[sentence.start : sentence.end]
        checks = check(question, text, section, document)
        all_checks.append(tuple(checks))
        matrix.append(
            features.features(
                question,
                topic,
                text,
                places[sentence.section],
                checks,
                float(candidates.cosines[i]),
                float(cosine_z[i]),
                float(candidates.term_scores[i]),
                float(candidates.sentence_scores[i]),
                float(section_scores[sentence.section]),
                rank[sentence.section],
                searcher.contents.is_heading(int(candidates.sentences[i])),
            )
        )
    table = np.array(matrix, dtype=np.float32).reshape(len(kept), len(features.NAMES))
    if candidates.readings is not None:
        readings = candidates.readings[kept]
        table = np.column_stack([table, readings, readings - readings.max(initial=LOWEST_READING)])
    rows = candidates.sentences[kept]
    model = model or sentence_model(ALONE if candidates.readings is None else READ)
    return Evidence(rows, searcher.contents.owner[rows], table, model.logits(table), tuple(all_checks))


def section_text(searcher: Searcher, row: int, without: frozenset[int] = frozenset()) -> str:
    sentences = range(searcher.contents.first[row], searcher.contents.first[row + 1])
    if not without.intersection(sentences):
        section = searcher.contents.sections[row]
        return searcher.contents.by_id[section.doc_id].text[section.start : section.end]
    return "\n".join(searcher.contents.sentence_text(s) for s in sentences if s not in without)


def lead_features(evidence: Evidence) -> np.ndarray:
    """What tells whether the best sentence answers at all: float64 (f,), in the order of LEAD_NAMES."""
    order = evidence.order()
    lead = order[0]
    others = [evidence.scores[i] for i in order[1:]]
    elsewhere = [evidence.scores[i] for i in order[1:] if evidence.sections[i] != evidence.sections[lead]]
    score = evidence.scores[lead]
    coverage = features.NAMES.index("coverage")
    return np.array(
        [
            *evidence.matrix[lead],
            score,
            score - others[0] if others else 2.0,
            score - elsewhere[0] if elsewhere else 2.0,
            evidence.matrix[:, coverage].max(),
            evidence.matrix[:, coverage + 1].max(),
        ],
        dtype=np.float64,
    )


def answered(evidence: Evidence) -> float:
    """Probability that the documents answer the question, 0..1."""
    return float(features.sigmoid(answer_model(evidence.weights).logits(lead_features(evidence)[None]))[0])


def right(evidence: Evidence) -> float:
    """Probability that the best sentences, quoted, are the answer, 0..1: never more than that there is one."""
    found = float(features.sigmoid(right_model(evidence.weights).logits(lead_features(evidence)[None]))[0])
    return min(found, answered(evidence))


@cache
def sentence_model(weights: str) -> Linear:
    return _load(weights, "sentence")


@cache
def answer_model(weights: str) -> Linear:
    return _load(weights, "answer")


@cache
def right_model(weights: str) -> Linear:
    return _load(weights, "right")


@cache
def threshold(weights: str) -> float:
    """Confidence below which an answer is refused: chosen for at most 5% false refusals on the training questions."""
    return float(_weights()[weights]["threshold"])


def _load(which: str, name: str) -> Linear:
    values = _weights()[which][name]
    mean, scale, weights = (np.array(values[key], dtype=np.float64) for key in ("mean", "scale", "weights"))
    return Linear(tuple(values["names"]), mean, scale, weights, float(values["bias"]))


@cache
def _weights() -> dict:  # type: ignore[type-arg]
    return json.loads((files("mingce") / "data" / "evidence.json").read_text(encoding="utf-8"))
