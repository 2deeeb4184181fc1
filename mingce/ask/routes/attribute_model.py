"""Which of a document's own attributes a question asks for, where the table of patterns is not sure.

A multinomial logistic regression over runs of one to four characters, trained by `python -m training.attributes` and kept as numbers
in data/attributes.json.
"""

import json
import math
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LONGEST_RUN = 4  # characters
NOT_SAID = re.compile(r"[\s，。？！、；：,.?!;:“”\"《》（）()]")


@dataclass(frozen=True)
class AttributeModel:
    """Each run of characters with its weights, one for each attribute."""

    names: tuple[str, ...]
    weights: dict[str, tuple[float, ...]]
    bias: tuple[float, ...]

    def which(self, text: str) -> tuple[str, float]:
        """The likeliest attribute and its probability, 0..1. text: names of documents replaced by □."""
        logits = self._logits(text)
        most = max(logits)
        powers = [math.exp(logit - most) for logit in logits]
        best = max(range(len(powers)), key=powers.__getitem__)
        return self.names[best], powers[best] / sum(powers)

    def _logits(self, text: str) -> list[float]:
        totals = list(self.bias)
        for run in runs(text):
            for i, weight in enumerate(self.weights.get(run, ())):
                totals[i] += weight
        return totals


def runs(text: str) -> set[str]:
    """The runs of characters of a question, marks left out and digits alike.

    >>> sorted(runs("文号?")), sorted(runs("第12")) == sorted(runs("第34"))
    (['号', '文', '文号'], True)
    """
    text = re.sub(r"\d", "0", NOT_SAID.sub("", text))
    return {text[i : i + n] for n in range(1, LONGEST_RUN + 1) for i in range(len(text) - n + 1)}


@cache
def attribute_model() -> AttributeModel:
    values = json.loads((files("mingce") / "data" / "attributes.json").read_text(encoding="utf-8"))
    weights = {run: tuple(weight / 100 for weight in row) for run, row in values["weights"].items()}
    return AttributeModel(tuple(values["names"]), weights, tuple(values["bias"]))
