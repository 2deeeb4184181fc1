"""Outcomes -> metrics, one table, and the failures."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from evaluation import metrics
from evaluation.questions import Case
from mingce.datatypes import Answer, Hit

Json = dict[str, Any]
Scores = dict[str, float | int | None]

FIRST = (1, 3, 5)

# key in the JSON, heading in the table, how it is shown
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("questions", "题数", "d"),
    ("hit@1", "@1", ".3f"),
    ("hit@3", "@3", ".3f"),
    ("hit@5", "@5", ".3f"),
    ("all@1", "全@1", ".3f"),
    ("all@3", "全@3", ".3f"),
    ("all@5", "全@5", ".3f"),
    ("mrr", "MRR", ".3f"),
    ("evidence_quoted", "依据", ".3f"),
    ("quotes_on_evidence", "切题", ".3f"),
    ("contains_all", "要点", ".3f"),
    ("refused_unanswerable", "拒答", ".3f"),
    ("refused_answerable", "误拒", ".3f"),
    ("right", "正确", ".3f"),
    ("verbatim", "逐字", ".3f"),
    ("quotes_per_answer", "引文数", ".1f"),
    ("calibration_error", "校准差", ".3f"),
)
NAMES = {
    "cadre": "干部",
    "enterprise": "企业",
    "trainer": "培训",
    "fact": "事实",
    "number": "数字",
    "list": "列举",
    "definition": "释义",
    "purpose": "目的",
    "paraphrase": "换说法",
    "keyword": "关键词",
    "followup": "追问",
    "comparison": "对比",
    "applies_to_me": "与我有关",
    "who_is_responsible": "谁负责",
    "false_premise": "假前提",
    "unanswerable": "无答案",
}


@dataclass(frozen=True)
class Outcome:
    """What the product returned for a case."""

    case: Case
    hits: Sequence[Hit]  # best first
    answer: Answer

    @property
    def found_texts(self) -> list[str]:
        return [hit.text for hit in self.hits]

    @property
    def contains(self) -> bool:
        return self.answer.found and metrics.contains_all(self.answer.text, self.case.must_contain)

    @property
    def right(self) -> bool:
        return metrics.is_right(self.case.answerable, self.answer.found, self.contains)


def score_hits(pairs: Sequence[tuple[Case, Sequence[str]]]) -> Scores:
    """The retrieval metrics over the answerable cases. pairs: a case and the texts found for it, best first."""
    pairs = [(case, texts) for case, texts in pairs if case.answerable]
    scores: Scores = {}
    for k in FIRST:
        scores[f"hit@{k}"] = metrics.mean(metrics.hit_at(texts, case.evidence, k) for case, texts in pairs)
    for k in FIRST:
        scores[f"all@{k}"] = metrics.mean(metrics.all_at(texts, case.evidence, k) for case, texts in pairs)
    scores["mrr"] = metrics.mean(metrics.reciprocal_rank(texts, case.evidence) for case, texts in pairs)
    return scores


def score(outcomes: Sequence[Outcome], texts: Mapping[str, str]) -> Scores:
    """All metrics. texts: text of each document by its id. README.md says over which cases each is taken."""
    answerable = [o for o in outcomes if o.case.answerable]
    answered = [o for o in outcomes if o.answer.found]
    evidence = sum(len(o.case.evidence) for o in answerable)
    quoted = sum(metrics.covered(o.case.evidence, metrics.runs(o.answer.citations, texts)) for o in answerable)
    bins = calibration(outcomes)
    return {
        "questions": len(outcomes),
        "answerable": len(answerable),
        **score_hits([(o.case, o.found_texts) for o in outcomes]),
        "evidence_quoted": quoted / evidence if evidence else None,
        "quotes_on_evidence": metrics.mean(
            metrics.touches(c.quote, o.case.evidence) for o in answerable for c in o.answer.citations
        ),
        "contains_all": metrics.mean(o.contains for o in answerable),
        "refused_unanswerable": metrics.mean(not o.answer.found for o in outcomes if not o.case.answerable),
        "refused_answerable": metrics.mean(not o.answer.found for o in answerable),
        "right": metrics.mean(o.right for o in outcomes),
        "verbatim": metrics.mean(
            metrics.is_verbatim(c, texts.get(c.doc_id, "")) for o in outcomes for c in o.answer.citations
        ),
        "quotes_per_answer": metrics.mean(len(o.answer.citations) for o in answered),
        "calibration_error": metrics.calibration_error(bins),
    }


def calibration(outcomes: Iterable[Outcome]) -> list[metrics.Bin]:
    return metrics.calibration((metrics.claimed(o.answer.found, o.answer.confidence), o.right) for o in outcomes)


def score_groups(outcomes: Sequence[Outcome], texts: Mapping[str, str]) -> Json:
    """Overall, by persona and by type, groups in the order of `NAMES`."""

    def by(key: Callable[[Outcome], str]) -> dict[str, Scores]:
        keys = sorted({key(o) for o in outcomes}, key=lambda name: (_place(name), name))
        return {name: score([o for o in outcomes if key(o) == name], texts) for name in keys}

    return {
        "overall": score(outcomes, texts),
        "persona": by(lambda o: o.case.persona),
        "type": by(lambda o: o.case.type),
        "calibration": [asdict(b) for b in calibration(outcomes)],
    }


def failures(outcomes: Iterable[Outcome], texts: Mapping[str, str]) -> list[Json]:
    """Cases with anything wrong, in the order of the questions: what, what was expected, what came instead."""
    return [record for outcome in outcomes if (record := failure(outcome, texts))]


def failure(outcome: Outcome, texts: Mapping[str, str]) -> Json | None:
    case, answer = outcome.case, outcome.answer
    place = metrics.rank(outcome.found_texts, case.evidence)
    wrong = []
    if case.answerable and place != 1:
        wrong.append(f"依据排第 {place}" if place else f"前 {len(outcome.hits)} 条没有依据")
    if case.answerable and not answer.found:
        wrong.append("误拒")
    elif case.answerable and not outcome.contains:
        missing = [string for string in case.must_contain if not metrics.contains_all(answer.text, [string])]
        wrong.append("答案缺 " + "、".join(missing))
    elif not case.answerable and answer.found:
        wrong.append("无答案却作答")
    if not all(metrics.is_verbatim(c, texts.get(c.doc_id, "")) for c in answer.citations):
        wrong.append("引文与原文不符")
    if not wrong:
        return None
    first = outcome.hits[0] if outcome.hits else None
    return {
        "id": case.id,
        "question": case.question,
        "persona": case.persona,
        "type": case.type,
        "wrong": wrong,
        "expected": {"evidence": list(case.evidence), "must_contain": list(case.must_contain)},
        "returned": {
            "first_hit": [first.doc_id, *first.path] if first else [],
            "found": answer.found,
            "quotes": [c.quote for c in answer.citations],
            "text": "" if answer.found else answer.text,  # that of an answer is its quotes
            "confidence": round(answer.confidence, 2),
        },
    }


def table(scores: Json, baselines: Mapping[str, Scores]) -> str:
    """One table for a terminal whose Chinese characters are two columns wide."""
    groups: list[tuple[str, Mapping[str, Scores]]] = [
        ("", {"明策": scores["overall"]}),
        ("身份", scores["persona"]),
        ("题型", scores["type"]),
        ("对照", baselines),
    ]
    rows = [["", *(heading for _, heading, _ in COLUMNS)]]
    for title, members in groups:
        for name, values in members.items():
            label = f"{title}：{NAMES.get(name, name)}" if title else name
            rows.append([label, *(show(values.get(key), form) for key, _, form in COLUMNS)])
    return aligned(rows)


def show(value: float | int | None, form: str) -> str:
    return "—" if value is None else format(value, form)


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Columns padded to their widest cell: the first to the left, the others to the right.

    >>> print(aligned([["", "题数"], ["全部", "120"]]))
          题数
    全部   120
    """
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell + " " * (widths[n] - width(cell)) if n == 0 else " " * (widths[n] - width(cell)) + cell
            for n, cell in enumerate(row)
        )
        for row in rows
    )


def width(text: str) -> int:
    """Columns that a text takes in a terminal.

    >>> width("全@1")
    4
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def failure_line(record: Json) -> str:
    """One failure on one line.

    >>> failure_line({"id": "d-1", "question": "几个？", "wrong": ["误拒"], "returned": {"first_hit": ["河南", "一、"]}})
    'd-1 几个？｜误拒｜首条：河南 一、'
    """
    first = " ".join(record["returned"]["first_hit"])
    return f"{record['id']} {record['question']}｜{'；'.join(record['wrong'])}｜首条：{first}"


def rounded(value: Any) -> Any:
    """Floats to four places, so that two runs write the same file."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list) else value


def _place(name: str) -> int:
    names = list(NAMES)
    return names.index(name) if name in names else len(names)
