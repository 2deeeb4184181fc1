"""What each part of the answering is worth: the evaluation with parts left out, each time with regressions of its own.

python -m evaluation.ablation
python -m evaluation.ablation --questions 问题.jsonl --corpus 文件夹 --reranker qlm:模型

A: the analysis of the question, with its checks. B: the lexicon of colloquial words. D: the cross-encoder. E: a causal
model's query likelihood, where one is given. Weights that were fitted with a part say little of what the others do
without it, so the regressions are fitted again on the training questions for each row: about an hour for all of them,
as a pair that was read for one row is not read again.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from evaluation import report
from evaluation.__main__ import HERE, ask
from evaluation.questions import Case, load
from mingce.ask import evidence, question
from mingce.ask.evidence import ALONE, READ
from mingce.ask.topic import Topic
from mingce.ask.vocabulary import Vocabulary
from mingce.cli.arguments import Parser, add_corpus
from mingce.documents.build import build
from mingce.errors import UserError
from mingce.index import Index
from mingce.models.encode import load_encoder
from mingce.models.rerank import load_reranker
from mingce.text import lexicon
from mingce.text.fold import normalize
from training.evidence import train

Part = Callable[[], AbstractContextManager[Any]]
SHOWN = (
    "hit@1",
    "hit@3",
    "evidence_quoted",
    "quotes_on_evidence",
    "contains_all",
    "refused_unanswerable",
    "refused_answerable",
    "calibration_error",
)
COLUMNS = {key: heading for key, heading, _ in report.COLUMNS if key in SHOWN}


@contextmanager
def without_analysis() -> Iterator[None]:
    """Every question is one for any fact, with nothing to check; it has no parts, and follow-ups stand alone."""

    def plain(
        raw: str, history: object = (), vocabulary: Vocabulary | None = None, reword: object = None
    ) -> question.Question:
        text = normalize(raw)
        terms = dict.fromkeys(vocabulary.terms(text), 1.0) if vocabulary else {}
        words = {word: vocabulary.rarity(word) for word in vocabulary.words(text)} if vocabulary else {}
        wordings = tuple(dict.fromkeys((text, lexicon.translate(text))))
        topic = Topic(text, words, lexicon.expand(text))
        return question.Question(raw, text, "fact", ("fact",), topic=topic, terms=terms, wordings=wordings)

    with patch("mingce.index.understand", plain), patch("training.examples.understand", plain):
        yield


@contextmanager
def without_lexicon() -> Iterator[None]:
    with (
        patch("mingce.text.lexicon.expand", lambda text: {}),
        patch("mingce.text.lexicon.translate", lambda text: text),
    ):
        yield


@contextmanager
def refitted(which: str) -> Iterator[None]:
    """Regressions that were fitted with the parts that are there now. which: ALONE or READ."""
    weights, _ = train(which)
    evidence.forget_weights()
    with patch("mingce.ask.evidence.load_weights", lambda: {which: weights}):
        yield
    evidence.forget_weights()


def main(argv: list[str] | None = None) -> int:
    parser = Parser(prog="python -m evaluation.ablation", description="逐一去掉各部分，看各值多少。")
    parser.add_argument("--questions", type=Path, default=HERE / "questions.jsonl", metavar="问题.jsonl")
    add_corpus(parser, "语料文件夹")
    parser.add_argument("--reranker", metavar="qlm:模型")
    args = parser.parse_args(argv)
    try:
        cases = load(args.questions)
        with TemporaryDirectory(prefix="mingce-ablation-") as folder:
            encoder = load_encoder()
            build(args.corpus, Path(folder), encoder)
            index = Index.open(folder, encoder)
            print("| | " + " | ".join(COLUMNS.values()) + " |\n|---|" + "---|" * len(COLUMNS))
            for name, which, parts in variants(index, args.reranker):
                print(row(name, which, index, cases, parts), flush=True)
    except UserError as error:
        print(error.one_line(), file=sys.stderr)
        return 2
    return 0


def variants(index: Index, reranker: str | None) -> Iterator[tuple[str, str, tuple[Part, ...]]]:
    """Each row's name, the set of weights that is for it, and the parts that are left out."""

    def no_cross_encoder() -> AbstractContextManager[Any]:
        return patch.object(index.searcher, "cross_encoder", None)

    yield "all of it", READ, ()
    yield "without A", READ, (without_analysis,)
    yield "without B", READ, (without_lexicon,)
    yield "without D", ALONE, (no_cross_encoder,)
    yield "without A, B, D", ALONE, (without_analysis, without_lexicon, no_cross_encoder)
    if reranker is not None:
        loaded = load_reranker(reranker)

        def with_reranker() -> AbstractContextManager[Any]:
            return patch.object(index.searcher, "reranker", loaded)

        yield "with E", READ, (with_reranker,)
        yield "with E, without D", ALONE, (with_reranker, no_cross_encoder)


def row(name: str, which: str, index: Index, cases: list[Case], parts: Sequence[Part]) -> str:
    texts = {document.id: document.text for document in index.documents}
    with ExitStack() as stack:
        for part in parts:
            stack.enter_context(part())
        stack.enter_context(refitted(which))
        scores = report.score_groups([ask(index, case) for case in cases], texts)["overall"]
    return f"| {name} | " + " | ".join(f"{scores[column]:.3f}" for column in COLUMNS) + " |"


if __name__ == "__main__":
    sys.exit(main())
