"""How well are measures and indicators read? What the grammars find is compared with labels made by hand.

python -m evaluation.facts [--out evaluation/results/facts.json]

Labels of measures, a line each: a clause of a real document with its section, `strength` or "none", `actor` and
`concerns`. 112 clauses were drawn at random from ten documents, 38 among clauses that hold a rarer marker (鼓励, 支持,
试点, 严禁, …). Half of them, in heldout/, were not looked at while the grammar was written: only their totals are told.
Labels of indicators: every figure of the documents in corpus/.
"""

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.__main__ import check_writable, write_json
from mingce.cli.arguments import Parser
from mingce.datatypes import Document, Section
from mingce.documents.corpus import read_corpus
from mingce.errors import UserError
from mingce.facts.indicators import Indicator, indicators
from mingce.facts.measures import Measure, measures
from mingce.text.sections import split_sections
from mingce.text.sentences import split_sentences

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus"
DEVELOPMENT = HERE / "labels" / "measures.jsonl"
HELDOUT = HERE / "heldout" / "measures.jsonl"
INDICATORS = HERE / "labels" / "indicators.jsonl"
NAME_SHARE = 0.8  # of a label's name, in characters, that the name of a matching row holds

Label = dict[str, Any]


@dataclass(frozen=True)
class Agreement:
    """Shares are 0..1, higher is better."""

    labels: int
    strength: float  # share of all labels whose strength is equal
    actor: float  # share of the labels that are a measure whose actor is equal
    wrong: tuple[str, ...]  # clauses where one of the two is not


@dataclass(frozen=True)
class Coverage:
    """Shares are 0..1, higher is better."""

    labels: int
    rows: int
    precision: float  # share of the rows that are labelled
    recall: float  # share of the labels that are found
    missed: tuple[str, ...]  # names of labels
    extra: tuple[str, ...]  # names of rows


def read_labels(path: Path) -> list[Label]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def score_measures(labels: list[Label]) -> Agreement:
    """Each label against the measure that covers at least half of its clause, else against "none"."""
    strengths, actors, wrong = [], [], []
    for label in labels:
        row = _covering(label)
        strengths.append(label["strength"] == (row.strength if row else "none"))
        is_right = strengths[-1]
        if label["strength"] != "none":
            actors.append(row is not None and label["actor"] == row.actor)
            is_right = is_right and actors[-1]
        if not is_right:
            wrong.append(label["clause"])
    return Agreement(len(labels), sum(strengths) / len(strengths), sum(actors) / len(actors), tuple(wrong))


def _covering(label: Label) -> Measure | None:
    text, path = label["section"], tuple(label["section_path"])
    document, sections = Document("d", "文件", text, "d.txt", kind=label["kind"]), [Section("d", path, 0, len(text))]

    def covered(row: Measure) -> int:
        return min(row.end, label["end"]) - max(row.start, label["start"])

    best = max(measures(document, sections, split_sentences(text, sections)), key=covered, default=None)
    return best if best is not None and 2 * covered(best) >= label["end"] - label["start"] else None


def score_indicators(labels: list[Label], corpus: Path = CORPUS) -> Coverage:
    """Each label against the first row of its document that `matches` it and no other label."""
    documents = {document.id: document for document in read_corpus(corpus).documents}
    rows = [row for document in documents.values() for row in indicators_of(document)]
    left, missed = list(rows), []
    for label in labels:
        row = next((row for row in left if matches(label, row, documents[label["doc_id"]].text)), None)
        if row is None:
            missed.append(label["name"])
        else:
            left.remove(row)
    found = len(labels) - len(missed)
    extra = tuple(row.name for row in left)
    return Coverage(len(labels), len(rows), 1 - len(left) / len(rows), found / len(labels), tuple(missed), extra)


def indicators_of(document: Document) -> list[Indicator]:
    sections = split_sections(document)
    return indicators(document, sections, split_sentences(document.text, sections))


def matches(label: Label, row: Indicator, text: str) -> bool:
    """Whether a row has the label's figure, in the same words, and most characters of its name."""
    at = text.index(label["quote"])
    is_same = all(label[key] == getattr(row, key) for key in ("doc_id", "value", "value_max", "unit", "bound", "year"))
    overlaps = row.start < at + len(label["quote"]) and at < row.end
    held = sum(char in row.name for char in label["name"])
    return is_same and overlaps and held >= NAME_SHARE * len(label["name"])


def table(development: Agreement, heldout: Agreement, figures: Coverage) -> str:
    lines = ["措施      标注  力度一致  责任主体一致"]
    for name, result in (("开发集", development), ("留出集", heldout)):
        lines.append(f"{name}  {result.labels:6d}  {result.strength:8.3f}  {result.actor:12.3f}")
    lines += ["", "指标      标注  查准率  查全率"]
    lines.append(f"样例语料{figures.labels:6d}  {figures.precision:6.3f}  {figures.recall:6.3f}")
    wrong = [f"  {clause}" for clause in development.wrong]
    lines += ["", "开发集里与标注不同的分句：", *wrong] if wrong else []
    return "\n".join(lines)


def summary(development: Agreement, heldout: Agreement, figures: Coverage) -> dict[str, Any]:
    """What is kept. Of the held-out labels the totals alone."""

    def totals(result: Agreement) -> dict[str, Any]:
        return {"labels": result.labels, "strength": result.strength, "actor": result.actor}

    return {
        "measures": {
            "development": {**totals(development), "wrong": list(development.wrong)},
            "heldout": totals(heldout),
        },
        "indicators": {
            "labels": figures.labels,
            "rows": figures.rows,
            "precision": figures.precision,
            "recall": figures.recall,
            "missed": list(figures.missed),
            "extra": list(figures.extra),
        },
    }


def main(argv: list[str] | None = None) -> int:
    parser = Parser(prog="python -m evaluation.facts", description="措施和指标读得对不对，与人工标注比较。")
    parser.add_argument("--out", type=Path, default=HERE / "results" / "facts.json", metavar="结果.json")
    args: argparse.Namespace = parser.parse_args(argv)
    try:
        check_writable(args.out)
        results = (
            score_measures(read_labels(DEVELOPMENT)),
            score_measures(read_labels(HELDOUT)),
            score_indicators(read_labels(INDICATORS)),
        )
        write_json(args.out, summary(*results))
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    print(table(*results))
    return 0


if __name__ == "__main__":
    sys.exit(main())
