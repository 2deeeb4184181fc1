"""Train the regression of mingce/ask/routes/attribute_model.py and write it to mingce/data/attributes.json.

python -m training.attributes
python -m training.attributes --dry-run

Questions: questions/attributes*.jsonl, wordings with the attributes that they ask for. Figures are those of five folds.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from mingce.ask.routes.attribute_model import runs

HERE = Path(__file__).parent
OUT = HERE.parent / "mingce" / "data" / "attributes.json"
MOST_RUNS = 4000  # that are kept, by their weight
Labelled = tuple[str, tuple[str, ...]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry-run", action="store_true", help="report, write no weights")
    args = parser.parse_args()
    labelled = load()
    print(json.dumps(cross_validate(labelled), indent=1))
    if not args.dry_run:
        OUT.write_text(json.dumps(fit(labelled), ensure_ascii=False) + "\n", encoding="utf-8")


def load() -> list[Labelled]:
    """The wordings that ask for an attribute."""
    paths = sorted((HERE / "questions").glob("attributes*.jsonl"))
    records = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [(r["question"], tuple(r["attributes"])) for r in records if r["attributes"]]


class Fitted:
    """The regression over the runs of characters of some questions."""

    def __init__(self, examples: Sequence[Labelled]) -> None:
        self.runs = CountVectorizer(analyzer=runs, min_df=2, binary=True)
        x = self.runs.fit_transform([text for text, _ in examples])
        rows = [(row, name) for row, (_, names) in enumerate(examples) for name in names]
        self.model = LogisticRegression(C=5.0, max_iter=1000, class_weight="balanced")
        self.model.fit(x[[row for row, _ in rows]], [name for _, name in rows])


def cross_validate(labelled: Sequence[Labelled]) -> dict[str, Any]:
    right = np.zeros(len(labelled), dtype=bool)
    for train, test in KFold(5, shuffle=True, random_state=1).split(labelled):
        fitted = Fitted([labelled[i] for i in train])
        found = fitted.model.predict(fitted.runs.transform([labelled[i][0] for i in test]))
        right[test] = [name in labelled[i][1] for i, name in zip(test, found, strict=True)]
    return {"questions": len(labelled), "likeliest_attribute_right": round(float(right.mean()), 4)}


def fit(labelled: Sequence[Labelled]) -> dict[str, Any]:
    """The weights as they are shipped: hundredths, for the runs that weigh most."""
    fitted = Fitted(labelled)
    weights = fitted.model.coef_  # (names, runs)
    kept = np.argsort(-np.abs(weights).max(axis=0))[:MOST_RUNS]
    runs_of = fitted.runs.get_feature_names_out()
    return {
        "names": list(fitted.model.classes_),
        "bias": [round(float(v), 3) for v in fitted.model.intercept_],
        "weights": {str(runs_of[i]): [round(100 * float(v)) for v in weights[:, i]] for i in sorted(kept)},
    }


if __name__ == "__main__":
    main()
