"""Train the logistic regressions of mingce/evidence.py and write them to mingce/data/evidence.json.

python -m training.evidence
python -m training.evidence --dry-run

Two sets of three: without the cross-encoder, and with it. Questions: training/examples.EVIDENCE_SETS, written by hand on
documents that no evaluation uses, and not among those that the cross-encoder was trained on. For each answered question
there is a second one whose answer was cut out of the text. Figures are those of five folds, by question.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from mingce.ask.answer import Quote, choose, doubt_of, judge
from mingce.ask.evidence import ALONE, LEAD_NAMES, READ, Evidence, Linear, collect, lead_features
from mingce.ask.features import NAMES, READING_NAMES, sigmoid
from mingce.ask.question import Question
from training.examples import EVIDENCE_SETS, Asked, questions, squeeze

HERE = Path(__file__).parent
OUT = HERE.parent / "mingce" / "data" / "evidence.json"
CUT_WEIGHT = 0.5  # of a question whose answer was cut out, beside one asked by a person
FALSE_REFUSALS = 0.05


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

    def is_right(self, quotes: Sequence[Quote]) -> bool:
        """Whether the quotes hold all that a right answer must."""
        rows = {int(row): i for i, row in enumerate(self.evidence.rows)}
        said = "".join(self.texts[rows[quote.row]] for quote in quotes)
        return self.answerable and all(term in said for term in self.must_contain)


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
    for name, cross_encoder in ((ALONE, False), (READ, True)):
        found = list(examples(cross_encoder))
        reports[name] = cross_validate(found)
        models = fit(found)
        weights[name] = {
            "sentence": as_json(models.sentence),
            "answer": as_json(models.answer),
            "right": as_json(models.right),
            "threshold": reports[name]["threshold"],
            "questions": reports[name]["questions"],
        }
    text = json.dumps(reports, ensure_ascii=False, indent=1) + "\n"
    print(text, end="")
    if not args.dry_run:
        args.report.write_text(text, encoding="utf-8")
        OUT.write_text(json.dumps(weights, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def examples(cross_encoder: bool) -> Iterator[Example]:
    """Each question as it was read, and once more with its answer cut out of the text."""
    for asked in questions(EVIDENCE_SETS, cross_encoder):
        answering = frozenset(asked.candidates.sentences[asked.answers].tolist())
        whole = example_of(asked, frozenset())
        if not len(whole.evidence.rows):
            continue
        yield whole
        if whole.answers.any():
            cut = example_of(asked, answering)
            if len(cut.evidence.rows):
                yield replace(cut, answerable=False, weight=CUT_WEIGHT)


def example_of(asked: Asked, without: frozenset[int]) -> Example:
    """The question, read over the rows `without` as if they were not there."""
    searcher = asked.searcher
    read = searcher.read(asked.question, asked.candidates, without)
    untrained = zeros(feature_names(searcher.cross_encoder is not None))
    evidence = collect(searcher, asked.question, read, untrained, without)
    return Example(
        asked.id,
        asked.question,
        evidence,
        np.isin(evidence.rows, asked.candidates.sentences[asked.answers]),
        tuple(squeeze(searcher.contents.sentence_text(int(row))) for row in evidence.rows),
        asked.must_contain,
        asked.answerable,
    )


def feature_names(cross_encoder: bool) -> tuple[str, ...]:
    return (*NAMES, *READING_NAMES) if cross_encoder else NAMES


def zeros(names: tuple[str, ...]) -> Linear:
    return Linear(names, np.zeros(len(names)), np.ones(len(names)), np.zeros(len(names)), 0.0)


def fit(examples: Sequence[Example]) -> Models:
    told = [e for e in examples if e.answers.any()]
    x = np.concatenate([e.evidence.matrix for e in told]).astype(np.float64)
    y = np.concatenate([e.answers for e in told])
    w = np.concatenate([np.full(len(e.answers), e.weight) for e in told])
    names = feature_names(x.shape[1] > len(NAMES))
    sentence = regression(x, y, w, names, c=0.3)
    leads = np.array([lead_features(judged(e, sentence)) for e in examples])
    weights = np.array([e.weight for e in examples])
    of_lead = (*names, *LEAD_NAMES)
    answer = regression(leads, np.array([e.answerable for e in examples]), weights, of_lead, c=0.1)
    asked = [i for i, e in enumerate(examples) if e.weight == 1]  # as people ask: nothing cut out
    is_right = np.array([examples[i].is_right(quotes_of(examples[i], sentence)) for i in asked])
    right = regression(leads[asked], is_right, weights[asked], of_lead, c=0.03)
    return Models(sentence, answer, right)


def regression(x: np.ndarray, y: np.ndarray, w: np.ndarray, names: tuple[str, ...], c: float) -> Linear:
    mean, scale = x.mean(axis=0), x.std(axis=0) + 1e-6
    model = LogisticRegression(C=c, max_iter=5000).fit((x - mean) / scale, y, w)
    return Linear(names, mean, scale, model.coef_[0], float(model.intercept_[0]))


def scored(example: Example, sentence: Linear) -> Evidence:
    return replace(example.evidence, scores=sentence.logits(example.evidence.matrix))


def judged(example: Example, sentence: Linear) -> Evidence:
    """The evidence as an answer would see it, scored by a sentence model."""
    return judge(example.question, scored(example, sentence))


def quotes_of(example: Example, sentence: Linear) -> list[Quote]:
    return choose(example.question, judged(example, sentence))


def cross_validate(examples: Sequence[Example]) -> dict:  # type: ignore[type-arg]
    """Out-of-fold figures on the questions as they were asked: choice of sentences, refusal, calibration."""
    own = {i for i, e in enumerate(examples) if e.weight == 1}
    lead, right, truth, answered, sure = [], [], [], [], []
    for train, test in GroupKFold(5).split(examples, groups=[e.group for e in examples]):
        models = fit([examples[i] for i in train])
        for i in sorted(set(test) & own):
            example = examples[i]
            evidence = judged(example, models.sentence)
            of_lead = lead_features(evidence)[None]
            lead.append(bool(example.answers[evidence.order()[0]]))
            right.append(example.is_right(choose(example.question, evidence)))
            truth.append(example.answerable)
            doubt = doubt_of(example.question, evidence)
            answered.append(doubt * float(sigmoid(models.answer.logits(of_lead))[0]))
            sure.append(doubt * float(sigmoid(models.right.logits(of_lead))[0]))
    p, t = np.array(answered), np.array(truth)
    threshold = float(np.quantile(p[t], FALSE_REFUSALS))
    return {
        "questions": len(own),
        "best_sentence_right": round(float(np.mean(np.array(lead)[t])), 4),
        "quotes_hold_the_answer": round(float(np.mean(np.array(right)[t])), 4),
        "auc": round(float(roc_auc_score(t, p)), 4),
        "refused_at_5_percent_false": round(float((p[~t] < threshold).mean()), 4),
        "brier_of_right": round(float(np.mean((np.array(sure) - np.array(right)) ** 2)), 4),
        "threshold": round(threshold, 4),
    }


def as_json(model: Linear) -> dict:  # type: ignore[type-arg]
    return {
        "names": list(model.names),
        "mean": [round(float(v), 6) for v in model.mean],
        "scale": [round(float(v), 6) for v in model.scale],
        "weights": [round(float(v), 6) for v in model.weights],
        "bias": round(model.bias, 6),
    }


if __name__ == "__main__":
    main()
