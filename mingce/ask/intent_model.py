"""What a question asks for, where the tables of patterns are not sure: the text of a unit, a count, the headings, ...

A multinomial logistic regression over runs of one to four characters, trained by `python -m training.intents` and kept
as numbers in data/intents.npz.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np

from mingce.text.fold import fold

LONGEST_RUN = 4  # characters
NOT_SAID = re.compile(r"[\s，。？！、；：,.?!;:“”\"'‘’《》（）()]")
NUMBERED = re.compile(r"第[\d零〇一二三四五六七八九十百千两]+")  # 第十二, 第3: one number is like another
# Intents that are answered from what the text says, by search or by the routes for numbers, lists and comparisons.
OF_TEXT = ("content", "value", "meaning", "targets", "sum", "items", "compare")
# Intents that are answered from the structure of one document.
OF_DOCUMENT = ("unit", "attribute", "count", "headings", "name", "next", "previous", "where", "overview")
SURE = 0.5  # wordings of an author it has not seen: right in .97 of those that it is so sure of, which are .86


@dataclass(frozen=True)
class Intent:
    name: str  # of training/questions/intents.jsonl
    probability: float  # 0..1

    def is_surely(self, names: Collection[str], least: float = SURE) -> bool:
        """Whether it is one of these, at least so probable."""
        return self.name in names and self.probability >= least


@dataclass(frozen=True)
class IntentModel:
    names: tuple[str, ...]
    rows: Mapping[str, int]  # run of characters -> row of weights
    weights: np.ndarray  # float32 (runs, names)
    bias: np.ndarray  # float32 (names,)

    def intent(self, text: str) -> Intent:
        """The likeliest intent of a question. text: names of documents may be replaced by □."""
        known = [self.rows[run] for run in runs(text) if run in self.rows]
        logits = self.weights[known].sum(axis=0) + self.bias
        powers = np.exp(logits - logits.max())
        best = int(powers.argmax())
        return Intent(self.names[best], float(powers[best] / powers.sum()))


def runs(text: str) -> set[str]:
    """The runs of characters of a question between its beginning and its end, marks left out and numbers alike.

    >>> sorted(runs("几章?")), runs("第12条") == runs("第三条")
    (['$', '^', '^几', '^几章', '^几章$', '几', '几章', '几章$', '章', '章$'], True)
    """
    text = NUMBERED.sub("第0", NOT_SAID.sub("", fold(text)))
    text = f"^{re.sub(r'[0-9]+', '0', text)}$"
    return {text[i : i + n] for n in range(1, LONGEST_RUN + 1) for i in range(len(text) - n + 1)}


@cache
def intent_model() -> IntentModel:
    with (files("mingce") / "data" / "intents.npz").open("rb") as file, np.load(file, allow_pickle=False) as kept:
        names, known = (str(kept[key]).split("\n") for key in ("intents", "runs"))
        weights, bias = (kept[key].astype(np.float32) / 100 for key in ("weights", "bias"))
    return IntentModel(tuple(names), {run: row for row, run in enumerate(known)}, weights, bias)


@lru_cache(maxsize=1024)  # each route of a question asks for it, and each follow-up for those before
def intent_of(text: str) -> Intent:
    """The likeliest intent of a question by the shipped model."""
    return intent_model().intent(text)
