"""Train the regression of mingce/ask/routes/attribute_model.py and write it to mingce/data/attributes.json.

python -m training.attributes
python -m training.attributes --dry-run

Questions: questions/attributes*.jsonl, wordings with the attributes that they ask for; those of none ask for the content.
Figures are those of wordings whose author the fit has not seen; where no author is told, a file is one author's.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from mingce.ask.routes.attribute_model import ASKED, runs

HERE = Path(__file__).parent
OUT = HERE.parent / "mingce" / "data" / "attributes.json"
MOST_RUNS = 6000  # that are kept, by their weight
STRENGTH = 2.0  # inverse of the penalty on the weights


class Labelled(NamedTuple):
    question: str
    attributes: tuple[str, ...]  # () for a question about the content
    author: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dry-run", action="store_true", help="report, write no weights")
    args = parser.parse_args()
    labelled = load()
    print(json.dumps(cross_validate(labelled), indent=1))
    if not args.dry_run:
        OUT.write_text(json.dumps(fit(labelled), ensure_ascii=False) + "\n", encoding="utf-8")


def load() -> list[Labelled]:
    """All wordings, of attributes and of the content."""
    paths = sorted((HERE / "questions").glob("attributes*.jsonl"))
    records = [(json.loads(line), path) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return [Labelled(r["question"], tuple(r["attributes"]), r.get("author", path.stem)) for r, path in records]


class Fitted:
    """One logistic regression for each attribute, whether it is asked for, over the runs of characters of questions."""

    def __init__(self, examples: Sequence[Labelled]) -> None:
        self.names = sorted({name for one in examples for name in one.attributes})
        self.runs = CountVectorizer(analyzer=runs, min_df=2, binary=True)
        x = self.runs.fit_transform([one.question for one in examples])
        models = []
        for name in self.names:
            model = LogisticRegression(C=STRENGTH, max_iter=300, solver="liblinear")
            models.append(model.fit(x, [name in one.attributes for one in examples]))
        self.weights = np.vstack([model.coef_[0] for model in models])  # (names, runs)
        self.bias = np.array([model.intercept_[0] for model in models])

    def probabilities(self, texts: Sequence[str]) -> np.ndarray:
        """float (texts, names)"""
        return 1 / (1 + np.exp(-(self.runs.transform(texts) @ self.weights.T + self.bias)))


def cross_validate(labelled: Sequence[Labelled]) -> dict[str, Any]:
    """For each author: how many wordings are understood by what the others said."""
    report = {}
    for author in sorted({one.author for one in labelled}):
        fitted = Fitted([one for one in labelled if one.author != author])
        own = [one for one in labelled if one.author == author]
        asked = fitted.probabilities([one.question for one in own]) >= ASKED
        told = [{name for name, is_asked in zip(fitted.names, row, strict=True) if is_asked} for row in asked]
        pairs = list(zip(own, told, strict=True))
        positive = [(set(one.attributes), names) for one, names in pairs if one.attributes]
        negative = [names for one, names in pairs if not one.attributes]
        report[author] = {
            "of_attributes": len(positive),
            "all_right": _share(wanted == names for wanted, names in positive),
            "one_is_wrong": _share(bool(names - wanted) for wanted, names in positive),
            "of_content": len(negative),
            "taken_for_attributes": _share(map(bool, negative)),
        }
    return report


def _share(of: Iterable[bool]) -> float:
    values = list(of)
    return round(sum(values) / len(values), 3) if values else 0.0


def fit(labelled: Sequence[Labelled]) -> dict[str, Any]:
    """The weights as they are shipped: hundredths, for the runs that weigh most."""
    fitted = Fitted(labelled)
    kept = np.argsort(-np.abs(fitted.weights).max(axis=0))[:MOST_RUNS]
    runs_of = fitted.runs.get_feature_names_out()
    return {
        "names": fitted.names,
        "bias": [round(float(v), 3) for v in fitted.bias],
        "weights": {str(runs_of[i]): [round(100 * float(v)) for v in fitted.weights[:, i]] for i in sorted(kept)},
    }


if __name__ == "__main__":
    main()
