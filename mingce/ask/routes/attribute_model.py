"""Which of a document's own attributes a question asks for, where the table of patterns is not sure: none, one or several.

For each attribute a logistic regression over runs of one to four characters, trained by `python -m training.attributes`
and kept as numbers in data/attributes.json.
"""

import json
import math
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from mingce.ask.routes.metadata_question import CLAUSE, read_attributes

ASKED = 0.5  # from which one is asked for: of an author it has not seen a wrong one is told in .02 to .09 of wordings
ADDED = 0.8  # from which one is answered beside those of the patterns
NAMED_IN_WORDS = frozenset({"basis", "repeals", "amends"})
LONGEST_RUN = 4  # characters
PIECE = re.compile(rf"{CLAUSE.pattern}|、")
NOT_SAID = re.compile(r"[\s，。？！、；：,.?!;:“”\"《》（）()]")


@dataclass(frozen=True)
class AttributeModel:
    """Each run of characters with its weights, one for each attribute."""

    names: tuple[str, ...]
    weights: dict[str, tuple[float, ...]]
    bias: tuple[float, ...]

    def which(self, text: str) -> tuple[str, float]:
        """The likeliest attribute and its probability, 0..1. text: names of documents replaced by □."""
        found = self.probabilities(text)
        best = max(found, key=found.__getitem__)
        return best, found[best]

    def asked(self, text: str, least: float = ASKED) -> tuple[str, ...]:
        """The attributes that are asked for, the likeliest first."""
        found = self.probabilities(text)
        return tuple(sorted((name for name in found if found[name] >= least), key=found.__getitem__, reverse=True))

    def probabilities(self, text: str) -> dict[str, float]:
        """How likely each attribute is asked for, 0..1."""
        return {name: 1 / (1 + math.exp(-logit)) for name, logit in zip(self.names, self._logits(text), strict=True)}

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


def likelihoods(text: str) -> dict[str, float]:
    """How likely each attribute is asked for, by the whole question or by one of its clauses."""
    model = attribute_model()
    said = [model.probabilities(clause) for clause in (text, *filter(None, PIECE.split(text)))]
    return {name: max(one[name] for one in said) for name in model.names}


def asked_for(text: str, by_words: tuple[str, ...]) -> tuple[str, ...]:
    """The attributes that a question asks for by the patterns and by the model.

    To those of the patterns are added those of which the model is sure, or which it tells of a clause that
    the patterns do not know: "谁作的报告、啥时候" asks for a speaker, too.
    """
    likely = likelihoods(text)
    if not by_words:
        return tuple(sorted((n for n in likely if likely[n] >= ASKED), key=likely.__getitem__, reverse=True))
    unknown = [piece for piece in filter(None, PIECE.split(text)) if not read_attributes(piece).attributes]
    told = {name for piece in unknown for name in attribute_model().asked(piece)}
    sure = [name for name in likely if likely[name] >= ADDED or name in told]
    if NAMED_IN_WORDS & set(by_words):
        sure = [name for name in sure if name != "number"]  # the words that name it tell its number
    return (*by_words, *sorted((n for n in sure if n not in by_words), key=likely.__getitem__, reverse=True))
