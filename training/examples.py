"""The hand-written questions with the sentences that the search brings them, and which of these answer."""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from mingce.ask.candidates import Candidates
from mingce.ask.checks import NATIONAL
from mingce.ask.question import History, Question, understand
from mingce.ask.search import Searcher
from mingce.documents.build import build
from mingce.index import Index
from mingce.models.cross_encoder import CrossEncoder
from mingce.models.encode import load_encoder
from mingce.text.places import CITIES

HERE = Path(__file__).parent
WORK = Path(".training")  # indexes are kept here
# The regressions are fitted on what the cross-encoder says of questions that it was not trained on.
EVIDENCE_SETS = ("cities", "everyday", "laws", "promotion", "reports", "speeches")
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


Record = dict[str, Any]  # a line of a question file


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
    history: History = ()


def questions(names: Sequence[str], cross_encoder: bool) -> Iterator[Asked]:
    """cross_encoder: whether the searchers have theirs."""
    for name in names:
        searcher = open_index(HERE / "questions" / f"{name}_corpus", WORK / name, cross_encoder)
        for record in records(name):
            if (asked := ask(record, searcher)) is not None:
                yield asked


def off_topic_questions(names: Sequence[str], cross_encoder: bool) -> Iterator[Asked]:
    """Questions that no policy document answers, each asked of one of the corpora in turn."""
    for turn, name in enumerate(names):
        searcher = open_index(HERE / "questions" / f"{name}_corpus", WORK / name, cross_encoder)
        for record in records("offtopic")[turn :: len(names)]:
            if (asked := ask(record, searcher)) is not None:
                yield asked


def records(name: str) -> list[Record]:
    lines = (HERE / "questions" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def ask(record: Record, searcher: Searcher) -> Asked | None:
    """A question with what the search brings; None for small talk, which is not searched for."""
    question = understand(record["question"], record["history"], searcher.vocabulary)
    if question.is_small_talk:
        return None
    candidates = searcher.candidates(question)
    wanted = [squeeze(text) for text in record["evidence"]]
    texts = [squeeze(searcher.contents.sentence_text(int(row))) for row in candidates.sentences]
    answers = np.array([any(is_same(text, w) for w in wanted) for text in texts], dtype=bool)
    must = tuple(map(squeeze, record["answer_must_contain"]))
    return Asked(record["id"], question, record["answerable"], searcher, candidates, answers, must, record["history"])


def is_same(text: str, wanted: str) -> bool:
    """Whether a sentence holds the wanted one, or is a good part of it."""
    return wanted in text or (len(text) > 8 and text in wanted)


def open_index(corpus: Path, folder: Path, cross_encoder: bool) -> Searcher:
    encoder = load_encoder()
    build(corpus, folder, encoder, progress=True)
    searcher = Index.open(folder, encoder).searcher
    own = searcher.cross_encoder
    searcher.cross_encoder = RememberingCrossEncoder(own) if cross_encoder and own is not None else None
    return searcher


class RememberingCrossEncoder:
    """A cross-encoder that reads a pair of question and sentence once in a process, however many searchers ask."""

    _known: ClassVar[dict[tuple[str, tuple[str, str]], float]] = {}

    def __init__(self, cross_encoder: CrossEncoder) -> None:
        self._read = cross_encoder.logits

    def logits(self, question: str, texts: Sequence[tuple[str, str]]) -> np.ndarray:
        new = [text for text in dict.fromkeys(texts) if (question, text) not in self._known]
        if new:
            read = self._read(question, new)
            self._known.update(((question, text), float(v)) for text, v in zip(new, read, strict=True))
        return np.array([self._known[question, text] for text in texts], dtype=np.float32)


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def asked_of_another_place(asked: Asked) -> Asked | None:
    """The same question asked of a province that the document it is answered by neither belongs to nor names, so
    that nothing answers it. None where that document is not one of a place: what is said of the whole country holds
    in every province.
    """
    contents = asked.searcher.contents
    answering = asked.candidates.sentences[asked.answers]
    if not len(answering):
        return None
    document = contents.document_of(int(contents.owner[answering[0]]))
    if document.region in ("", NATIONAL) or asked.question.constraints.regions:
        return None
    places = [
        name
        for name, cities in CITIES.items()
        if not any(place in document.text or place in document.region for place in (name, *cities))
    ]
    place = places[int(hashlib.sha256(asked.id.encode()).hexdigest(), 16) % len(places)]
    question = understand(f"在{place}，{asked.question.raw}", asked.history, asked.searcher.vocabulary)
    candidates = asked.searcher.candidates(question)
    nothing = np.zeros(len(candidates.sentences), dtype=bool)
    return Asked(asked.id, question, False, asked.searcher, candidates, nothing, (), asked.history)
