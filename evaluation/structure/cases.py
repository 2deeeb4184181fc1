"""A file of structure questions -> cases, checked line by line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.metrics import squeeze
from evaluation.questions import numbered_lines, record_of
from mingce.datatypes import Document
from mingce.errors import UserError

ANSWER, REFUSAL, REPLY = EXPECTED = ("answer", "refusal", "reply")


@dataclass(frozen=True)
class Case:
    """One question with what a right answer to it quotes and says."""

    id: str
    kind: str  # "address", "outline", "metadata", ...
    question: str
    expect: str  # ANSWER with quotes, REFUSAL, or REPLY: talk, and what is said of the corpus itself
    history: tuple[Mapping[str, str], ...] = ()  # earlier turns with `role` and `content`, oldest first
    documents: tuple[str, ...] = ()  # file names without suffix: quotes come from these; () where it does not matter
    quotes: tuple[str, ...] = ()  # strings of the documents that are to be quoted, all of them
    only: bool = False  # nothing but `quotes` is to be quoted, headings and lead-ins apart
    says: tuple[tuple[str, ...], ...] = ()  # what is to be said; one of each group
    says_not: tuple[str, ...] = ()


def load(path: Path) -> list[Case]:
    """The cases of a JSON Lines file in its order; blank lines are passed over.

    Raises UserError naming the first line at fault. Fields beyond those of `Case` are not looked at.
    """
    cases: dict[str, Case] = {}
    for number, line in numbered_lines(path):
        try:
            case = parse(line)
            if case.id in cases:
                raise UserError(f"编号 {case.id} 重复，请改用另一个编号。")
        except UserError as error:
            raise UserError(f"问题文件“{path}”第 {number} 行有误：{error}") from None
        cases[case.id] = case
    if not cases:
        raise UserError(f"问题文件“{path}”里没有问题。每行应为一个 JSON。")
    return list(cases.values())


def parse(line: str) -> Case:
    """Raises UserError with the field that is at fault."""
    record = record_of(line, ("id", "kind", "question"))
    if record.get("expect") not in EXPECTED:
        raise UserError(f"字段 expect 应是 {'、'.join(EXPECTED)} 之一，请改正后重跑。")
    case = Case(
        record["id"],
        record["kind"],
        record["question"],
        record["expect"],
        _history(record),
        _strings(record.get("documents", []), "documents"),
        _strings(record.get("quotes", []), "quotes"),
        record.get("only") is True,
        _groups(record),
        _strings(record.get("says_not", []), "says_not"),
    )
    if case.expect == ANSWER and not case.quotes and not case.says:
        raise UserError("expect 为 answer，却没有 quotes 和 says，请补上后重跑。")
    if case.expect != ANSWER and case.quotes:
        raise UserError(f"expect 为 {case.expect}，却有 quotes，请改正其中之一后重跑。")
    return case


def not_in_corpus(cases: Iterable[Case], documents: Sequence[Document]) -> list[str]:
    """The ids of the cases with a quote that no document of theirs holds as it was read, white space apart.

    Raises UserError where that is every case with quotes: the questions are about another corpus.
    """
    texts = {document.id: squeeze(document.text) for document in documents}
    quoting = [case for case in cases if case.quotes]
    lacking = []
    for case in quoting:
        own = [texts[d.id] for d in documents if not case.documents or names_of(d) & set(case.documents)]
        if not all(any(squeeze(quote) in text for text in own) for quote in case.quotes):
            lacking.append(case.id)
    if quoting and len(lacking) == len(quoting):
        raise UserError("语料里找不到任何一题的原文：问题与语料对不上。请用 --corpus 指定这些问题所问的语料。")
    return lacking


def names_of(document: Document) -> set[str]:
    """What a question may call a document: its id, and its file's name without the suffix.

    >>> sorted(names_of(Document("a-2", "甲", "", "a.txt")))
    ['a', 'a-2']
    """
    return {document.id, Path(document.source).stem}


def _strings(value: Any, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise UserError(f"字段 {name} 应是文字的列表，各项不空，请改正后重跑。")
    return tuple(value)


def _groups(record: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    value = record.get("says", [])
    if not isinstance(value, list) or not all(value):
        raise UserError("字段 says 应是列表的列表，各项不空，请改正后重跑。")
    return tuple(_strings(group, "says") for group in value)


def _history(record: Mapping[str, Any]) -> tuple[Mapping[str, str], ...]:
    value = record.get("history") or []
    roles = ("user", "assistant")
    if not isinstance(value, list) or not all(
        isinstance(turn, dict) and turn.get("role") in roles and isinstance(turn.get("content"), str) for turn in value
    ):
        raise UserError('字段 history 应是 [{"role": "user", "content": "…"}] 的列表，请改正后重跑。')
    return tuple(value)
