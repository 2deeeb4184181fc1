"""Train the logistic regressions of mingce/ask/evidence.py and write them to mingce/data/evidence.json.

python -m training.evidence
python -m training.evidence --dry-run

Two sets of three: without the cross-encoder, and with it. Questions: training/examples.EVIDENCE_SETS, written by hand on
documents that no evaluation uses, and not among those that the cross-encoder was trained on. For each answered question
there is a second one whose answer was cut out of the text, and a third that asks the same of another place, which the
documents do not speak of; and there are questions that no policy document speaks of. Figures are those of five folds,
by question.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from mingce.ask.choose import nearly_best
from mingce.ask.evidence import ALONE, LEAD_NAMES, READ, Columns, Evidence, Linear, collect, lead_features
from mingce.ask.features import READING_NAMES, Features, sigmoid
from mingce.ask.question import Question
from training.examples import EVIDENCE_SETS, Asked, asked_of_another_place, off_topic_questions, questions, squeeze

HERE = Path(__file__).parent
OUT = HERE.parent / "mingce" / "data" / "evidence.json"
Json = dict[str, Any]
MADE_WEIGHT = 0.5  # of a question that was made from one, beside that asked by a person
FALSE_REFUSALS = 0.05
UNTRAINED = Linear(("cosine",), np.zeros(1), np.ones(1), np.zeros(1), 0.0)


@dataclass(frozen=True)
class Example:
    """A question as it was read, with the truth."""

    group: str  # the question it comes from
    question: Question
    evidence: Evidence
    answers: np.ndarray  # bool (n,), which sentences answer
    texts: tuple[str, ...]  # of the sentences, without white space
    must_contain: tuple[str, ...]
    answerable: bool
    weight: float = 1.0
    is_elsewhere: bool = False  # made by asking of another place
    is_off_topic: bool = False  # nothing that policy documents speak of

    @property
    def is_asked(self) -> bool:
        """Whether a person asked it; the others were made from one that a person asked."""
        return self.weight == 1

    def is_right(self, quotes: Sequence[int]) -> bool:
        """Whether the quotes hold all that a right answer must. quotes: positions in the evidence."""
        said = "".join(self.texts[i] for i in quotes)
        return self.answerable and all(term in said for term in self.must_contain)


@dataclass(frozen=True)
class Choice:
    """The features of each regression."""

    sentence: tuple[str, ...]
    answer: tuple[str, ...]
    right: tuple[str, ...]


# Left out of a regression: what had a weight under .06, or without which the five folds were no worse.
NOT_OF_SENTENCE = {"focus", "similarity", "section_coverage", "shares_nothing", "topic_words", "key", "has_value"}
NOT_OF_LEAD = {"focus", "heading"}
OF_SENTENCE = tuple(name for name in Features._fields if name not in NOT_OF_SENTENCE)
OF_LEAD = (*(name for name in Features._fields if name not in NOT_OF_LEAD), *LEAD_NAMES)
CHOSEN = {
    ALONE: Choice(OF_SENTENCE, OF_LEAD, OF_LEAD),
    READ: Choice((*OF_SENTENCE, *READING_NAMES), (*OF_LEAD, *READING_NAMES), (*OF_LEAD, *READING_NAMES)),
}


@dataclass(frozen=True)
class Models:
    sentence: Linear
    answer: Linear
    right: Linear


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", type=Path, default=HERE / "evidence_report.json", help="write the figures here")
    parser.add_argument("--dry-run", action="store_true", help="report, write no weights")
    args = parser.parse_args()
    weights, reports = {}, {}
    for name in (ALONE, READ):
        weights[name], reports[name] = train(name)
    text = json.dumps(reports, ensure_ascii=False, indent=1) + "\n"
    print(text, end="")
    if not args.dry_run:
        args.report.write_text(text, encoding="utf-8")
        OUT.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def train(name: str) -> tuple[Json, Json]:
    """The weights as they are shipped and the figures of five folds. name: ALONE or READ."""
    found = list(examples(name == READ))
    report = cross_validate(found, CHOSEN[name])
    models = fit(found, CHOSEN[name])
    weights = {
        "sentence": as_json(models.sentence),
        "answer": as_json(models.answer),
        "right": as_json(models.right),
        "threshold": report["threshold"],
        "questions": report["questions"],
    }
    return weights, report


def examples(cross_encoder: bool) -> Iterator[Example]:
    """Each question as it was read, once more with its answer cut out of the text, and once of another place."""
    for asked in questions(EVIDENCE_SETS, cross_encoder):
        answering = frozenset(asked.candidates.sentences[asked.answers].tolist())
        whole = example_of(asked, frozenset())
        if not len(whole.evidence.rows):
            continue
        yield whole
        if whole.answers.any():
            cut = example_of(asked, answering)
            if len(cut.evidence.rows):
                yield replace(cut, answerable=False, weight=MADE_WEIGHT)
        if (elsewhere := asked_of_another_place(asked)) is not None:
            made = example_of(elsewhere, frozenset())
            if len(made.evidence.rows):
                yield replace(made, weight=MADE_WEIGHT, is_elsewhere=True)
    for asked in off_topic_questions(EVIDENCE_SETS, cross_encoder):
        yield replace(example_of(asked, frozenset()), weight=MADE_WEIGHT, is_off_topic=True)


def example_of(asked: Asked, without: frozenset[int]) -> Example:
    """The question, read over the rows `without` as if they were not there."""
    searcher = asked.searcher
    read = searcher.read(asked.question, asked.candidates, without)
    evidence = collect(searcher.contents, asked.question, read, UNTRAINED, without)
    return Example(
        asked.id,
        asked.question,
        evidence,
        np.isin(evidence.rows, asked.candidates.sentences[asked.answers]),
        tuple(squeeze(searcher.contents.sentence_text(int(row))) for row in evidence.rows),
        asked.must_contain,
        asked.answerable,
    )


def fit(examples: Sequence[Example], chosen: Choice) -> Models:
    told = [e for e in examples if e.answers.any()]
    y = np.concatenate([e.answers for e in told])
    w = np.concatenate([np.full(len(e.answers), e.weight) for e in told])
    sentence = regression(stacked(e.evidence.columns for e in told), chosen.sentence, y, w, c=0.3)
    leads = [lead_features(scored(e, sentence)) for e in examples]
    weights = np.array([e.weight for e in examples])
    answer = regression(stacked(leads), chosen.answer, np.array([e.answerable for e in examples]), weights, c=0.1)
    asked = [i for i, e in enumerate(examples) if e.is_asked]
    is_right = np.array([examples[i].is_right(quotes_of(examples[i], sentence)) for i in asked])
    right = regression(stacked(leads[i] for i in asked), chosen.right, is_right, weights[asked], c=0.03)
    return Models(sentence, answer, right)


def stacked(parts: Iterable[Columns]) -> Columns:
    """The rows of several tables one under the other."""
    tables = list(parts)
    return {name: np.concatenate([table[name] for table in tables]).astype(np.float64) for name in tables[0]}


def regression(columns: Columns, names: tuple[str, ...], y: np.ndarray, w: np.ndarray, c: float) -> Linear:
    x = np.column_stack([columns[name] for name in names])
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    model = LogisticRegression(C=c, max_iter=5000).fit((x - mean) / scale, y, w)
    return Linear(names, mean, scale, model.coef_[0], float(model.intercept_[0]))


def scored(example: Example, sentence: Linear) -> Evidence:
    """The evidence as an answer would see it, scored by a sentence model."""
    return replace(example.evidence, scores=sentence.logits(example.evidence.columns))


def quotes_of(example: Example, sentence: Linear) -> list[int]:
    """Positions of the sentences that would be quoted."""
    return nearly_best(example.question, scored(example, sentence))


def cross_validate(examples: Sequence[Example], chosen: Choice) -> Json:
    """Out-of-fold figures on the questions as they were asked: choice of sentences, refusal, calibration."""
    lead, right, truth, answered, sure = [], [], [], [], []
    elsewhere: list[float] = []
    off_topic: list[float] = []
    for train, test in GroupKFold(5).split(examples, groups=[e.group for e in examples]):
        models = fit([examples[i] for i in train], chosen)
        for example in (examples[i] for i in test):
            evidence = scored(example, models.sentence)
            of_lead = lead_features(evidence)
            probability = float(sigmoid(models.answer.logits(of_lead))[0])
            if not example.is_asked:
                if example.is_elsewhere or example.is_off_topic:
                    (elsewhere if example.is_elsewhere else off_topic).append(probability)
                continue
            lead.append(bool(example.answers[evidence.order[0]]))
            right.append(example.is_right(nearly_best(example.question, evidence)))
            truth.append(example.answerable)
            answered.append(probability)
            sure.append(float(sigmoid(models.right.logits(of_lead))[0]))
    p, t = np.array(answered), np.array(truth)
    threshold = float(np.quantile(p[t], FALSE_REFUSALS))
    return {
        "questions": len(t),
        "best_sentence_right": round(float(np.mean(np.array(lead)[t])), 4),
        "quotes_hold_the_answer": round(float(np.mean(np.array(right)[t])), 4),
        "auc": round(float(roc_auc_score(t, p)), 4),
        "refused_at_5_percent_false": round(float((p[~t] < threshold).mean()), 4),
        "of_another_place_refused": round(float((np.array(elsewhere) < threshold).mean()), 4),
        "off_topic_refused": round(float((np.array(off_topic) < threshold).mean()), 4),
        "brier_of_right": round(float(np.mean((np.array(sure) - np.array(right)) ** 2)), 4),
        "threshold": round(threshold, 4),
    }


def as_json(model: Linear) -> Json:
    return {
        "names": list(model.names),
        "mean": [round(float(v), 6) for v in model.mean],
        "scale": [round(float(v), 6) for v in model.scale],
        "weights": [round(float(v), 6) for v in model.weights],
        "bias": round(model.bias, 6),
    }


if __name__ == "__main__":
    main()
