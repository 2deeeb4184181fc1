"""Train the regression of mingce/ask/intent_model.py and write it to mingce/data/intents.npz.

python -m training.intents
python -m training.intents --dry-run

Questions: questions/intents.jsonl, wordings by eight authors, each with what it asks for; the positive ones of
attributes*.jsonl, which ask for an attribute; and the questions about the content of documents in the other files. What
these ask for of a text is not labelled: the likeliest of the intents of a text by a first fit is taken. Figures are those
of wordings whose author the fit has not seen, and of five folds of the questions about content.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from mingce.ask.intent_model import OF_TEXT, SURE, runs
from training.examples import CROSS_ENCODER_SETS, EVIDENCE_SETS

HERE = Path(__file__).parent
OUT = HERE.parent / "mingce" / "data" / "intents.npz"
MOST_RUNS = 16_000  # that are kept, by their weight
STRENGTH = 0.5  # inverse of the penalty on the weights
OTHERS = 0.25  # weight of an example of the other files


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry-run", action="store_true", help="report, write no weights")
    args = parser.parse_args()
    labelled = read("intents")
    wordings = [(r["question"], r["intent"]) for r in labelled]
    others = attributes() + about_content(wordings)
    print(json.dumps(cross_validate(wordings, [r["author"] for r in labelled], others), indent=1))
    if not args.dry_run:
        save(Fitted(wordings, others))


def read(name: str) -> list[dict[str, Any]]:
    lines = (HERE / "questions" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def attributes() -> list[tuple[str, str]]:
    names = [path.stem for path in sorted((HERE / "questions").glob("attributes*.jsonl"))]
    return [(r["question"], "attribute") for name in names for r in read(name) if r["attributes"]]


def about_content(wordings: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Questions that are answered from the text, each with the likeliest of the intents that are."""
    texts = [r["question"] for name in (*EVIDENCE_SETS, *CROSS_ENCODER_SETS) for r in read(name)]
    fitted = Fitted(wordings)
    allowed = np.isin(fitted.model.classes_, OF_TEXT)
    probabilities = fitted.probabilities(texts) * allowed
    return [(text, str(fitted.model.classes_[row.argmax()])) for text, row in zip(texts, probabilities, strict=True)]


class Fitted:
    """A multinomial logistic regression over the runs of characters of some questions."""

    def __init__(self, wordings: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]] = ()) -> None:
        self.runs = CountVectorizer(analyzer=runs, min_df=2, binary=True, dtype=np.float32)
        examples = [*wordings, *others]
        x = self.runs.fit_transform([text for text, _ in examples])
        weights = np.repeat([1.0, OTHERS], [len(wordings), len(others)])
        self.model = LogisticRegression(C=STRENGTH, max_iter=200)
        self.model.fit(x, [intent for _, intent in examples], weights)

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """float (texts, intents)"""
        return self.model.predict_proba(self.matrix(texts))

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        return self.runs.transform(texts)


def cross_validate(
    wordings: Sequence[tuple[str, str]], authors: Sequence[str], others: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    said, truth, by = np.array([t for t, _ in wordings]), np.array([i for _, i in wordings]), np.array(authors)
    best, sure = np.empty(len(said), dtype=object), np.zeros(len(said))
    for author in sorted(set(authors)):
        fitted = Fitted([w for w, a in zip(wordings, authors, strict=True) if a != author], others)
        p = fitted.probabilities(said[by == author].tolist())
        best[by == author], sure[by == author] = fitted.model.classes_[p.argmax(axis=1)], p.max(axis=1)
    texts = [text for text, intent in others if intent != "attribute"]
    taken = np.zeros(len(texts), dtype=bool)
    for train, test in KFold(5, shuffle=True, random_state=1).split(texts):
        own = [(text, i) for text, i in others if i == "attribute"] + [(texts[k], "content") for k in train]
        fitted = Fitted(wordings, own)
        p = fitted.probabilities([texts[k] for k in test])
        intents = fitted.model.classes_[p.argmax(axis=1)]
        taken[test] = (p.max(axis=1) >= SURE) & ~np.isin(intents, OF_TEXT)
    right, told = best == truth, sure >= SURE
    return {
        "wordings": len(said),
        "right": round(float(right.mean()), 4),
        "sure": round(float(told.mean()), 4),
        "right_where_sure": round(float(right[told].mean()), 4),
        "by_intent": {
            str(name): [round(float(right[truth == name].mean()), 3), round(float(told[truth == name].mean()), 3)]
            for name in sorted(set(truth))
        },
        "questions_about_content": len(texts),
        "of_these_taken_for_others": round(float(taken.mean()), 4),
    }


def save(fitted: Fitted) -> None:
    """Weights and biases in hundredths, int16, for the runs that weigh most."""
    weights = fitted.model.coef_
    kept = np.sort(np.argsort(-np.abs(weights).max(axis=0))[:MOST_RUNS])
    names = fitted.runs.get_feature_names_out()[kept]
    np.savez_compressed(
        OUT,
        intents=np.array("\n".join(fitted.model.classes_)),
        runs=np.array("\n".join(names)),
        weights=np.round(100 * weights[:, kept].T).astype(np.int16),
        bias=np.round(100 * fitted.model.intercept_).astype(np.int16),
    )


if __name__ == "__main__":
    main()
