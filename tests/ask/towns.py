"""Two invented towns, a province, two meetings and five cut laws: the documents of tests/data/qa.

The laws are real, cut to some of their articles; those kept are numbered through. Without a cross-encoder, and with the
encoder whose vectors are counts of words: what is tested here reads the structure of the documents, not their meaning.
"""

import re
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mingce.ask.answer import answer
from mingce.ask.naming import Named
from mingce.ask.question import Question, understand
from mingce.ask.search import Searcher
from mingce.datatypes import Answer, Citation, Document

CORPUS = Path(__file__).resolve().parents[1] / "data" / "qa"
TODAY = date(2026, 11, 28)
# Short names of the documents that the tests speak of, for their ids.
IDS = {
    "反洗钱法2006": "中华人民共和国反洗钱法_20061031",
    "反洗钱法2024": "中华人民共和国反洗钱法_20241108",
    "著作权法": "中华人民共和国著作权法_20201111",
    "著作权法实施条例": "中华人民共和国著作权法实施条例_20130130",
    "专利法实施细则": "中华人民共和国专利法实施细则_20231211",
    "清河民宿": "清河市民宿措施",
    "白石民宿": "白石市民宿措施",
    "创新券2020": "清河市科技创新券管理办法2020",
    "创新券2023": "清河市科技创新券管理办法2023",
    "城管办法": "清河市城管办法",
    "清河规划": "清河市十四五规划",
    "供热": "清河市供热",
    "供水": "清河市供水",
    "燃气": "清河市燃气",
    "废止决定": "清河市废止决定",
    "废止通知": "清河市废止通知",
    "质量意见": "河南质量强省实施意见_20230117",
    "政治局会议": "中共中央政治局会议精神_20231127",
    "集体学习": "第十次集体学习讲话精神_20231127",
}


class Towns:
    """The documents of tests/data/qa, searched and asked."""

    def __init__(self, searcher: Searcher) -> None:
        self.searcher = searcher

    def document(self, name: str) -> Document:
        """name: of IDS."""
        return self.searcher.contents.by_id[IDS[name]]

    def between(self, name: str, start: str, stop: str = "") -> str:
        """What a document says from the line that begins with some words up to another one, squeezed like a quote."""
        text = re.sub(r"(?m)^[#\s]+", "", self.document(name).text)
        first = re.search(rf"(?m)^{re.escape(start)}", text)
        assert first, f"no line of {name} begins with {start}"
        last = re.compile(rf"(?m)^{re.escape(stop)}").search(text, first.end()) if stop else None
        return squeezed(text[first.start() : last.start() if last else len(text)].strip())

    def read(self, question: str, *before: str) -> Question:
        """A question as it is understood. before: the questions before it, oldest first."""
        turns = [{"role": "user", "content": text} for text in before]
        return understand(question, turns, self.searcher.vocabulary)

    def named(self, question: str, *before: str, doc_ids: Collection[str] = ()) -> Named:
        """What a question names."""
        read = self.read(question, *before)
        return self.searcher.names.named(read.plain, read.history, doc_ids)

    def names(self, question: str, *before: str) -> list[str]:
        """The documents that a question names, by their short names."""
        short = {doc_id: name for name, doc_id in IDS.items()}
        return [short[document.id] for document in self.named(question, *before).documents]

    def ask(self, question: str, *before: str, doc_ids: Collection[str] = ()) -> Answer:
        """The answer; what no route answers is left to a search that finds nothing."""
        return answer(self.searcher, self.read(question, *before), doc_ids)

    def cite(self, name: str, words: str) -> Citation:
        """A passage of a document, as it would be quoted."""
        document = self.document(name)
        start = document.text.index(words)
        return self.searcher.contents.cite(document.id, start, start + len(words), 1)


def quotes(answer: Answer) -> list[str]:
    """The quotes of an answer, each line of them squeezed; every one stands in its document, marked in the text."""
    for citation in answer.citations:
        assert f"{citation.quote}[{citation.n}]" in answer.text
    return [squeezed(citation.quote) for citation in answer.citations]


def squeezed(text: str) -> str:
    """Without white space but line ends."""
    return re.sub(r"[^\S\n]+", "", re.sub(r"\n+", "\n", text))


def short_ids(answer: Answer) -> set[str]:
    """The documents that an answer quotes, by their short names."""
    short = {doc_id: name for name, doc_id in IDS.items()}
    return {short[citation.doc_id] for citation in answer.citations}


def wrong(reason: str, *values: object) -> Any:
    """A row of a table that states what is right, where the code does otherwise. reason: what it does."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=reason))
