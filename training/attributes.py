"""Train the regressions of mingce/ask/routes/attribute_model.py and write them to mingce/data/attributes.json.

python -m training.attributes
python -m training.attributes --dry-run

Questions: questions/attributes*.jsonl, wordings with the attributes that they ask for, half of them with none; and, as
questions that ask for none, those of the other question files. Figures are those of five folds.
"""

import argparse
import json
import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from mingce.ask.routes.attribute_model import runs

HERE = Path(__file__).parent
OUT = HERE.parent / "mingce" / "data" / "attributes.json"
MOST_RUNS = 4000  # that are kept, by their weight
OTHERS = 1800  # questions of other files, drawn at random
SURE = 0.7  # the probability from which the route believes that an attribute is asked for
NAMED_AT_RANDOM = 0.5  # of the questions without a title stay as they are
FRAMES = ("□{}", "□里{}", "□中，{}", "□对{}", "按□，{}", "{}，按□", "□，{}", "□规定{}", "{}（□）")
Labelled = tuple[str, tuple[str, ...]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry-run", action="store_true", help="report, write no weights")
    args = parser.parse_args()
    labelled, others = load()
    print(json.dumps(cross_validate(labelled, others), indent=1))
    if not args.dry_run:
        OUT.write_text(json.dumps(fit(labelled, others), ensure_ascii=False) + "\n", encoding="utf-8")


def load() -> tuple[list[Labelled], list[Labelled]]:
    """The labelled wordings, and the questions of other files, which ask for no attribute."""
    labelled, others = list[Labelled](), list[Labelled]()
    for path in sorted((HERE / "questions").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if path.stem.startswith("attributes"):
                labelled.append((record["question"], tuple(record["attributes"])))
            else:
                others.append((record["question"], ()))
    chance = random.Random(0)
    chance.shuffle(others)
    return labelled, [(named(text, chance), ()) for text, _ in others[:OTHERS]]


def named(question: str, chance: random.Random) -> str:
    """A question with its titles masked, every second one without a title put to a document: else "□" would tell."""
    masked = re.sub(r"《[^》]+》", "□", question)
    return masked if "□" in masked or chance.random() < NAMED_AT_RANDOM else chance.choice(FRAMES).format(masked)


class Fitted:
    """The two regressions over the runs of characters of some questions."""

    def __init__(self, examples: Sequence[Labelled]) -> None:
        self.runs = CountVectorizer(analyzer=runs, min_df=2, binary=True)
        x = self.runs.fit_transform([text for text, _ in examples])
        self.asks = LogisticRegression(C=1.0, max_iter=500).fit(x, [bool(names) for _, names in examples])
        rows = [(row, name) for row, (_, names) in enumerate(examples) for name in names]
        self.which = LogisticRegression(C=5.0, max_iter=1000, class_weight="balanced")
        self.which.fit(x[[row for row, _ in rows]], [name for _, name in rows])

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        return self.runs.transform(texts)


def cross_validate(labelled: Sequence[Labelled], others: Sequence[Labelled]) -> dict[str, Any]:
    asks, which = np.zeros(len(labelled)), [""] * len(labelled)
    far = np.zeros(len(others))
    other_folds = list(KFold(5, shuffle=True, random_state=1).split(others))
    for fold, (train, test) in enumerate(KFold(5, shuffle=True, random_state=1).split(labelled)):
        other_train, other_test = other_folds[fold]
        fitted = Fitted([labelled[i] for i in train] + [others[i] for i in other_train])
        x = fitted.matrix([labelled[i][0] for i in test])
        asks[test] = fitted.asks.predict_proba(x)[:, 1]
        far[other_test] = fitted.asks.predict_proba(fitted.matrix([others[i][0] for i in other_test]))[:, 1]
        for i, name in zip(test, fitted.which.predict(x), strict=True):
            which[i] = str(name)
    has = np.array([bool(names) for _, names in labelled])
    right = np.array([name in names for name, (_, names) in zip(which, labelled, strict=True)])
    return {
        "questions": len(labelled),
        "of_which_ask": int(has.sum()),
        "found": round(float((asks[has] >= SURE).mean()), 4),
        "near_misses_taken": round(float((asks[~has] >= SURE).mean()), 4),
        "other_questions_taken": round(float((far >= SURE).mean()), 4),
        "likeliest_attribute_right": round(float(right[has].mean()), 4),
    }


def fit(labelled: Sequence[Labelled], others: Sequence[Labelled]) -> dict[str, Any]:
    """The weights as they are shipped: hundredths, for the runs that weigh most."""
    fitted = Fitted([*labelled, *others])
    weights = np.vstack([fitted.asks.coef_, fitted.which.coef_])  # (1 + names, runs)
    kept = np.argsort(-np.abs(weights).max(axis=0))[:MOST_RUNS]
    runs_of = fitted.runs.get_feature_names_out()
    return {
        "names": list(fitted.which.classes_),
        "bias": [round(float(v), 3) for v in (*fitted.asks.intercept_, *fitted.which.intercept_)],
        "weights": {str(runs_of[i]): [round(100 * float(v)) for v in weights[:, i]] for i in sorted(kept)},
    }


if __name__ == "__main__":
    main()
