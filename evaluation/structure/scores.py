"""A corpus and its structure questions -> the outcomes, counted by kind and by route, and two tables of them."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from evaluation.report import Json, aligned, show
from evaluation.structure.cases import Case, load, not_in_corpus
from evaluation.structure.outcome import INCOMPLETE, OUTCOMES, REFUSED, RIGHT, WRONG, outcome
from mingce.datatypes import Answer
from mingce.disk import sha256_of
from mingce.documents.build import build
from mingce.errors import UserError
from mingce.index import Index
from mingce.models.encode import Encoder, load_encoder

SHOWN = 80  # characters of an answer that is not right
ALL = "all"
NAMES = {
    "address": "条款项",
    "outline": "结构",
    "metadata": "文件信息",
    "numbers": "数字",
    "lists": "列举",
    "comparison": "对比",
    "corpus": "文件库",
    "scope": "范围之外",
    "exception": "但书",
    "talk": "寒暄",
    ALL: "全部",
    RIGHT: "正确",
    INCOMPLETE: "不全",
    REFUSED: "拒答",
    WRONG: "错误",
}


@dataclass(frozen=True)
class Result:
    case: Case
    answer: Answer
    outcome: str  # of OUTCOMES
    milliseconds: float

    @property
    def route(self) -> str:
        """The way the answer was found. Programs before there were routes had the passage alone."""
        return getattr(self.answer, "route", "passage")


def table(
    corpus: Path,
    questions: Path,
    conditions: Callable[[Index], Json] = lambda index: {},
    encoder: Encoder | None = None,
) -> Json:
    """Asks every question of an index built for it; the record of what came.

    conditions: what the record is to say of the program and the machine.
    Raises UserError for a questions file or a corpus that is at fault.
    """
    cases = load(questions)
    started = time.perf_counter()
    with opened(corpus, encoder or load_encoder()) as index:
        lacking = not_in_corpus(cases, index.documents)
        built = time.perf_counter()
        results = ask_all(index, cases)
        described = conditions(index)
    seconds = {"build_and_open_index_s": round(built - started, 1), "ask_s": round(time.perf_counter() - built, 1)}
    return record_of(questions, results, lacking, described, seconds)


def record_of(questions: Path, results: Sequence[Result], lacking: Sequence[str], described: Json, spent: Json) -> Json:
    """What came of a questions file. Of held-out questions totals only: whoever sees one may tune for it, in spite of
    the best intentions."""
    keep = len if is_held_out(questions) else list
    return {
        "questions": {"file": questions.name, "sha256": sha256_of(questions)[:16], "count": len(results)},
        **described,
        "quotes_not_in_corpus": keep(lacking),
        "kinds": by_kind(results),
        "routes": by_route(results),
        "not_right": keep([describe(result) for result in results if result.outcome != RIGHT]),
        "timings": {**spent, "routes": timings(results)},
    }


def is_held_out(questions: Path) -> bool:
    return "heldout" in questions.resolve().parts


@contextmanager
def opened(corpus: Path, encoder: Encoder) -> Iterator[Index]:
    """An index of the corpus in a folder that is gone afterwards."""
    with TemporaryDirectory(prefix="mingce-structure-") as folder:
        build(corpus, Path(folder), encoder)
        yield Index.open(folder, encoder)


def ask_all(index: Index, cases: Sequence[Case]) -> list[Result]:
    documents = {document.id: document for document in index.documents}
    results = []
    for case in cases:
        started = time.perf_counter()
        try:
            answer = index.ask(case.question, case.history)
        except UserError as error:  # the sentence that the asker gets to read
            answer = Answer(case.question, False, str(error), 0.0)
        taken = answer.timings_ms.get("total", (time.perf_counter() - started) * 1000)
        results.append(Result(case, answer, outcome(case, answer, documents), taken))
    return results


def by_kind(results: Sequence[Result]) -> Json:
    """For each kind, in the order of the questions, and for all: how many, and the shares of the outcomes."""
    kinds = list(dict.fromkeys(result.case.kind for result in results))
    groups = {kind: [r.outcome for r in results if r.case.kind == kind] for kind in kinds}
    groups[ALL] = [r.outcome for r in results]
    return {
        kind: {"n": len(own), **{name: own.count(name) / len(own) for name in OUTCOMES}} for kind, own in groups.items()
    }


def by_route(results: Sequence[Result]) -> Json:
    """For each route, the one with the most questions first: how many, and the shares that are right and wrong."""
    groups = {route: [r.outcome for r in own] for route, own in _routes(results).items()}
    return {
        route: {"n": len(own), **{name: own.count(name) / len(own) for name in (RIGHT, WRONG)}}
        for route, own in groups.items()
    }


def timings(results: Sequence[Result]) -> Json:
    """Milliseconds of an answer on each route: the median, and what 95 of 100 stay below."""
    return {
        route: {"ms_median": median(own), "ms_p95": percentile(own, 0.95)}
        for route, members in _routes(results).items()
        for own in [[result.milliseconds for result in members]]
    }


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that so large a share of the values does not exceed.

    >>> percentile([3, 1, 2, 4], 0.5), percentile([1, 2], 0.95)
    (2, 2)
    """
    return sorted(values)[max(1, ceil(round(len(values) * share, 6))) - 1]


def describe(result: Result) -> Json:
    """A question that is not right."""
    text = " ".join(result.answer.text.split())
    return {
        "id": result.case.id,
        "question": result.case.question,
        "outcome": result.outcome,
        "route": result.route,
        "text": text[:SHOWN],
    }


# What is printed.


def kinds_table(record: Json) -> str:
    rows = [["题型", "题数", *(NAMES[name] for name in OUTCOMES)]]
    for kind, own in record["kinds"].items():
        rows.append([NAMES.get(kind, kind), str(own["n"]), *(show(own[name], ".3f") for name in OUTCOMES)])
    return aligned(rows)


def routes_table(record: Json) -> str:
    rows = [["途径", "题数", NAMES[RIGHT], NAMES[WRONG], "毫秒：中位", "95%"]]
    for route, own in record["routes"].items():
        taken = record["timings"]["routes"][route]
        shares = [show(own[name], ".3f") for name in (RIGHT, WRONG)]
        rows.append([route, str(own["n"]), *shares, show(taken["ms_median"], ".0f"), show(taken["ms_p95"], ".0f")])
    return aligned(rows)


def not_right_line(record: Json) -> str:
    """One question on one line.

    >>> not_right_line({"id": "a-1", "question": "几章？", "outcome": "wrong", "route": "outline", "text": "共三章。"})
    'a-1 几章？｜错误｜outline｜共三章。'
    """
    parts = (f"{record['id']} {record['question']}", NAMES[record["outcome"]], record["route"], record["text"])
    return "｜".join(parts)


def _routes(results: Sequence[Result]) -> dict[str, list[Result]]:
    routes: dict[str, list[Result]] = {}
    for result in results:
        routes.setdefault(result.route, []).append(result)
    return dict(sorted(routes.items(), key=lambda item: (-len(item[1]), item[0])))
