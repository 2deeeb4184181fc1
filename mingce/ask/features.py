"""What is known of a sentence as an answer to a question, as numbers: the input of the ranking and of the refusal."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mingce.ask.checks import Check
from mingce.ask.question import STRICT, Question, answers_kind
from mingce.text.fold import fold
from mingce.text.lexicon import Expansions

NAMES = (
    "cosine",  # standardised among the candidates
    "similarity",  # raw cosine, centred on the model's usual value
    "terms",  # BM25, standardised among the candidates
    "fused",  # both of them and the kind of value, as in the search
    "coverage",  # share of the question's topic words that the sentence holds, weighted by rarity
    "section_coverage",  # the same for the section with its path and title
    "unknown",  # share of the topic words, weighted by rarity, that stand nowhere in the section, nor a counterpart
    "key",  # how far the rarest topic word stands in the sentence
    "key_section",  # the same for the section
    "focus",  # share of the asked noun's character pairs in the sentence
    "has_value",  # 1 where a kind with a form of its own is asked for and the sentence holds one
    "lacks_value",  # 1 where it is asked for and the sentence holds none
    "bound",  # share of the topic's words in the very clause that holds the value
    "section",  # standardised score of the section
    "rank",  # 1 / (1 + rank of the section)
    "failed",  # number of checks not passed, the kind aside
    "heading",  # 1 for a sentence that opens its section: a heading
    "length",  # log of its characters
    "overlap",  # longest run of characters shared with the question, as a share of the topic
)
# Where the cross-encoder has read the sentences, its columns come after those of NAMES.
READING_NAMES = (
    "reading",  # log-odds by the cross-encoder that the sentence answers
    "reading_gap",  # how far below the best reading
)
CLAUSE = re.compile(r"[，；。：、]")


@dataclass(frozen=True)
class Topic:
    """A question's topic words with their rarity and their official counterparts."""

    words: dict[str, float]
    counterparts: Expansions

    @classmethod
    def of(
        cls, question: Question, words_of: Callable[[str], list[str]], idf: Callable[[str], float], more: Expansions
    ) -> "Topic":
        words = {word: idf(word) for word in words_of(question.topic)}
        for word in words_of(question.context):
            words.setdefault(word, 0.5 * idf(word))
        return cls({word: weight for word, weight in words.items() if len(word) > 1 or word.isdigit()}, more)

    def coverage(self, text: str) -> float:
        """Share of the topic that a folded text holds, 0..1. A counterpart counts 0.8, character pairs up to 0.6."""
        total = held = 0.0
        for word, weight in self.words.items():
            total += weight
            held += weight * self._held(word, text)
        return held / total if total else 0.0

    def key(self, text: str) -> float:
        """How far the rarest topic word stands in a folded text, 0..1; 0.5 where the question has no topic word."""
        return self._held(max(self.words, key=lambda w: (self.words[w], len(w))), text) if self.words else 0.5

    def _held(self, word: str, text: str) -> float:
        if word in text:
            return 1.0
        for spoken, official in self.counterparts.items():
            if (word in spoken or spoken in word) and any(term in text for term in official):
                return 0.8
        pairs = [word[i : i + 2] for i in range(len(word) - 1)]
        return 0.6 * sum(pair in text for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0


def features(
    question: Question,
    topic: Topic,
    sentence: str,
    section: str,
    checks: list[Check],
    cosine: float,
    cosine_z: float,
    terms_z: float,
    fused: float,
    section_z: float,
    rank: int,
    opens_section: bool,
) -> list[float]:
    """One row of the feature matrix, in the order of NAMES.

    section: its text with title and heading path, folded.
    """
    text = fold(sentence)
    strict = question.kind in STRICT
    valued = strict and answers_kind(question.kind, sentence)
    bound = 0.0
    if valued:
        clauses = [c for c in CLAUSE.split(sentence) if answers_kind(question.kind, c)]
        bound = max((topic.coverage(fold(c)) for c in clauses), default=0.0)
    section_coverage = topic.coverage(section)
    asked = fold(question.topic)
    return [
        cosine_z,
        (cosine - 0.86) * 20,
        terms_z,
        fused,
        topic.coverage(text),
        section_coverage,
        1 - section_coverage if topic.words else 0.5,
        topic.key(text),
        topic.key(section),
        focus_coverage(question, text),
        float(valued),
        float(strict and not valued),
        bound,
        section_z,
        1 / (1 + rank),
        float(sum(not c.passed and c.name != "kind" for c in checks)),
        float(opens_section),
        math.log(max(4, len(sentence))) - 3.5,
        longest_common(asked, text) / max(4, len(asked)),
    ]


def focus_coverage(question: Question, text: str) -> float:
    """Share of the character pairs of the asked noun in a folded text; 0.5 where nothing in particular is asked for."""
    best = [
        sum(pair in text for pair in pairs) / len(pairs)
        for focus in question.focus
        if (pairs := [fold(focus)[i : i + 2] for i in range(len(fold(focus)) - 1)])
    ]
    return max(best) if best else 0.5


def longest_common(a: str, b: str) -> int:
    """Length of the longest run of characters that two texts share."""
    best = 0
    for start in range(len(a)):
        while start + best < len(a) and a[start : start + best + 1] in b:
            best += 1
    return best


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))
