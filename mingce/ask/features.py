"""What is known of a sentence as an answer to a question, as numbers: the input of the ranking and of the refusal."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from mingce.ask.checks import Check
from mingce.ask.kinds import STRICT, answers_kind
from mingce.ask.question import Question
from mingce.text.fold import fold

NEXT_TO_NONE = 0.05  # coverage of the topic by a section
# The bundled model's cosines of question and sentence lie between .80 and .92; those of other models are cut off there,
# where the weights were fitted.
USUAL_COSINE, COSINE_STEP, MOST_STEPS = 0.86, 0.05, 1.5


class Features(NamedTuple):
    """Of one sentence. The regressions of evidence.py choose among them by name."""

    cosine: float  # sentence to question, standardised among the candidates
    similarity: float  # the raw cosine, centred on the model's usual value
    terms: float  # BM25, standardised among the candidates
    coverage: float  # share of the question's topic words that the sentence holds, weighted by rarity
    section_coverage: float  # the same for the section with its path and title
    shares_nothing: float  # 1 where the section holds next to none of the topic
    topic_words: float  # how many the question has: the same for all its sentences
    key: float  # how far the sentence holds the rarest topic word
    key_section: float  # the same for the section
    focus: float  # share of the asked noun's character pairs in the sentence; choose.py alone looks at it
    has_value: float  # 1 where a kind with a form of its own is asked for and the sentence holds one
    lacks_value: float  # 1 where it is asked for and the sentence holds none
    section: float  # standardised score of the section
    rank: float  # 1 / (1 + rank of the section)
    failed: float  # number of checks not passed, the kind and the firm ones aside
    failed_firm: float  # 1 where one of checks.FIRM was not passed
    heading: float  # 1 for a sentence that opens its section: a heading
    length: float  # log of its characters
    overlap: float  # longest run of characters shared with the question, as a share of the topic


# Where the cross-encoder has read the sentences, two more columns follow from its log-odds.
READING_NAMES = (
    "reading",  # log-odds by the cross-encoder that the sentence answers
    "reading_gap",  # how far below the best reading
)


@dataclass(frozen=True)
class Standing:
    """Where the search put a sentence."""

    cosine: float
    cosine_z: float  # standardised among the candidates, like the next ones
    terms_z: float
    section_z: float
    rank: int  # of its section, from 0
    opens_section: bool


def features_of(
    question: Question, sentence: str, section: str, checks: Sequence[Check], standing: Standing
) -> Features:
    """section: its text with title and heading path, folded."""
    text, topic = fold(sentence), question.topic
    strict = question.kind in STRICT
    valued = strict and answers_kind(question.kind, sentence)
    asked = fold(topic.text)
    failed = [c for c in checks if c.has_failed]
    return Features(
        cosine=standing.cosine_z,
        similarity=max(-MOST_STEPS, min(MOST_STEPS, (standing.cosine - USUAL_COSINE) / COSINE_STEP)),
        terms=standing.terms_z,
        coverage=topic.coverage(text),
        section_coverage=(held := topic.coverage(section)),
        shares_nothing=float(held < NEXT_TO_NONE),
        topic_words=float(len(topic.words)),
        key=topic.key(text),
        key_section=topic.key(section),
        focus=focus_coverage(question, text),
        has_value=float(valued),
        lacks_value=float(strict and not valued),
        section=standing.section_z,
        rank=1 / (1 + standing.rank),
        failed=float(sum(not c.is_firm and c.name != "kind" for c in failed)),
        failed_firm=float(any(c.is_firm for c in failed)),
        heading=float(standing.opens_section),
        length=math.log(max(4, len(sentence))) - 3.5,
        overlap=longest_common(asked, text) / max(4, len(asked)),
    )


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
    return len(shared_run(a, b))


def shared_run(a: str, b: str) -> str:
    """The longest run of characters that two texts share, the first of equal ones."""
    best = ""
    for start in range(len(a)):
        while start + len(best) < len(a) and a[start : start + len(best) + 1] in b:
            best = a[start : start + len(best) + 1]
    return best


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))
