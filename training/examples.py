"""The hand-written questions with the sentences that the search brings them, and which of these answer."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mingce.ask.question import Question, understand
from mingce.ask.search import Candidates, Searcher
from mingce.documents.build import build
from mingce.index import Index
from mingce.models.encode import load_encoder

HERE = Path(__file__).parent
WORK = Path(".training")  # indexes are kept here
# The regressions are fitted on what the cross-encoder says of questions that it was not trained on.
EVIDENCE_SETS = ("cities", "laws", "promotion", "reports", "speeches")
CROSS_ENCODER_SETS = (
    "administration",
    "annual",
    "business",
    "livelihood",
    "local",
    "ministry",
    "national",
    "plans",
    "quality",
    "regulations",
    "rural",
    "statutes",
    "work",
)


@dataclass(frozen=True)
class Asked:
    """A question with what the search brought, not yet read."""

    id: str
    question: Question
    answerable: bool
    searcher: Searcher
    candidates: Candidates
    answers: np.ndarray  # bool, a value a row of candidates.sentences
    must_contain: tuple[str, ...]  # of a right answer, without white space


def questions(names: Sequence[str], cross_encoder: bool) -> Iterator[Asked]:
    """cross_encoder: whether the searchers have theirs."""
    for name in names:
        searcher = open_index(HERE / "questions" / f"{name}_corpus", WORK / name, cross_encoder)
        for line in (HERE / "questions" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            question = understand(record["question"], record["history"])
            if question.is_small_talk:
                continue
            candidates = searcher.candidates(question)
            wanted = [squeeze(text) for text in record["evidence"]]
            texts = [squeeze(searcher.contents.sentence_text(int(row))) for row in candidates.sentences]
            answers = np.array([any(is_same(text, w) for w in wanted) for text in texts], dtype=bool)
            must = tuple(map(squeeze, record["answer_must_contain"]))
            yield Asked(record["id"], question, record["answerable"], searcher, candidates, answers, must)


def is_same(text: str, wanted: str) -> bool:
    """Whether a sentence holds the wanted one, or is a good part of it."""
    return wanted in text or (len(text) > 8 and text in wanted)


def open_index(corpus: Path, folder: Path, cross_encoder: bool) -> Searcher:
    encoder = load_encoder()
    build(corpus, folder, encoder, progress=True)
    searcher = Index.open(folder, encoder).searcher
    if not cross_encoder:
        searcher.cross_encoder = None
    return searcher


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)
