"""What each part of the answering pays: the evaluation with parts left out.

python -m evaluation.ablation
python -m evaluation.ablation --questions 问题.jsonl --corpus 文件夹 --reranker qlm:模型

A: the analysis of the question, with its checks. B: the lexicon of colloquial words. D: the cross-encoder; without it
the regressions that were fitted without it take over. E: a causal model's query likelihood, where one is given.
"""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from evaluation import report
from evaluation.__main__ import HERE, ask
from evaluation.questions import Case, load
from mingce import index as index_module
from mingce.ask.question import Question
from mingce.cli.arguments import Parser, add_corpus
from mingce.documents.build import build
from mingce.errors import UserError
from mingce.index import Index
from mingce.models.encode import load_encoder
from mingce.models.rerank import load_reranker
from mingce.text.fold import normalize

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
    """Every question is one for any fact, with nothing to check; follow-ups stand alone."""

    def plain(raw: str, history: object = ()) -> Question:
        return Question(raw, normalize(raw), "fact", ("fact",))

    with patch.object(index_module, "understand", plain):
        yield


@contextmanager
def without_lexicon() -> Iterator[None]:
    with (
        patch("mingce.text.lexicon.expand", lambda text: {}),
        patch("mingce.text.lexicon.translate", lambda text: text),
    ):
        yield


@contextmanager
def without_cross_encoder(index: Index) -> Iterator[None]:
    with patch.object(index.searcher, "cross_encoder", None):
        yield


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
            for name, parts in variants(index, args.reranker):
                print(row(name, index, cases, parts), flush=True)
    except UserError as error:
        print(error.one_line(), file=sys.stderr)
        return 2
    return 0


def variants(index: Index, reranker: str | None):  # type: ignore[no-untyped-def]
    def no_cross_encoder():  # type: ignore[no-untyped-def]
        return without_cross_encoder(index)

    yield "all of it", ()
    yield "without A", (without_analysis,)
    yield "without B", (without_lexicon,)
    yield "without D", (no_cross_encoder,)
    yield "without A, B, D", (without_analysis, without_lexicon, no_cross_encoder)
    if reranker is not None:
        loaded = load_reranker(reranker)
        yield "with E", (lambda: patch.object(index.searcher, "reranker", loaded),)
        yield "with E, without D", (lambda: patch.object(index.searcher, "reranker", loaded), no_cross_encoder)


def row(name: str, index: Index, cases: list[Case], parts) -> str:  # type: ignore[no-untyped-def]
    texts = {document.id: document.text for document in index.documents}
    with ExitStack() as stack:
        for part in parts:
            stack.enter_context(part())
        scores = report.score_groups([ask(index, case) for case in cases], texts)["overall"]
    return f"| {name} | " + " | ".join(f"{scores[column]:.3f}" for column in COLUMNS) + " |"


if __name__ == "__main__":
    sys.exit(main())
