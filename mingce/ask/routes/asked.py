"""What a route is given: the question as it was understood, the documents that it names, and the index."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from mingce.ask.intent_model import Intent, intent_of
from mingce.ask.naming import Named
from mingce.ask.question import Question
from mingce.ask.routes.reply import Span
from mingce.ask.search import Searcher
from mingce.ask.short_names import LONGER
from mingce.datatypes import Document
from mingce.store.contents import Contents
from mingce.text.dates import CHINESE_DAY, DAY, date_text, made
from mingce.text.fold import fold
from mingce.text.outline import Unit
from mingce.text.versions import Validity

# A line after the text of a document: "特此通知。", "国务院办公厅", "二〇〇五年七月十四日", "（此件公开发布）"
CLOSING = re.compile(
    rf"^(?:特此|此复|妥否|以上(?:答复|意见|请示|报告)|感谢|专此|附\s?件|抄送|主送|联系(?:人|电话|单位)|印发|[（(](?:此件|本文|联系|注)|[-—\s]*\d+[-—\s]*$"
    rf"|{DAY}|{CHINESE_DAY}|[\u4e00-\u9fff\s]{{2,40}}(?:{DAY}|{CHINESE_DAY})?$)"
)
# "个人所得税法2011年版", "2015年立法法"
OF_VERSION = re.compile(
    r"((?:19|20)\d{2})\s*年?(?:的)?(?:版|修订|修正)|(?:^|[问查看])((?:19|20)\d{2})年(?:的)?[\u4e00-\u9fff]{2,20}(?:法|条例)"
)
MARKS = "#* \t\u3000"  # of Markdown, before a heading


@dataclass(frozen=True)
class Asked:
    question: Question
    named: Named  # in the question, or before it in the talk
    searcher: Searcher
    doc_ids: Collection[str]  # the documents that were chosen; empty for all

    @property
    def contents(self) -> Contents:
        return self.searcher.contents

    @property
    def today(self) -> date:
        return self.searcher.today

    @cached_property
    def scope(self) -> tuple[Document, ...]:
        """The documents that are asked: those that were chosen, else all."""
        return self.contents.chosen(self.doc_ids)

    @cached_property
    def intent(self) -> Intent:
        """What the question most likely asks for."""
        return intent_of(self.named.rest or self.question.plain)

    def outline(self, document: Document) -> Unit:
        return self.contents.outline(document.id)

    def span(self, document: Document, unit: Unit) -> Span:
        """A whole unit as a quote, without the marks of Markdown before it and the closing of the document behind it."""
        end = unit.end
        if end >= len(document.text.rstrip()) and unit.form != "document":
            end = closing_starts(document.text, unit.start, end)
        return self.trimmed(document, unit.start, end)

    def heading(self, document: Document, unit: Unit) -> Span:
        """The line on which a unit's heading stands, or its opening words where text follows in that line."""
        text = document.text
        stop = text.find("\n", unit.start, unit.end)
        line = self.trimmed(document, unit.start, unit.end if stop < 0 else stop)
        words = text[line.start : line.end]
        end = words.find("。")
        is_run_in = 0 <= end < len(words) - 1 and unit.name and end <= len(unit.name) + 2
        return Span(document.id, line.start, line.start + end + 1) if is_run_in else line

    def trimmed(self, document: Document, start: int, end: int) -> Span:
        piece = document.text[start:end]
        return Span(document.id, end - len(piece.lstrip(MARKS + "\n")), start + len(piece.rstrip("* \t\u3000\n")))

    def text(self, span: Span) -> str:
        return self.contents.by_id[span.doc_id].text[span.start : span.end]

    def validity(self, document: Document) -> Validity:
        return self.contents.validity(document.id, self.today)

    def missing(self) -> str:
        """That a document which the question names is not there, with the nearest that are; "" where none is missing."""
        if not self.named.missing:
            return ""
        return not_there(self.named.missing[0], self.contents.documents)

    def other_versions(self, document: Document) -> str:
        """That there are other versions of a document, "" where there are none."""
        versions = (self.named.versions or {}).get(document.id, ())
        said = OF_VERSION.search(self.question.plain)
        own = made(document) or document.date
        if said and own[:4] != (year := said[1] or said[2]) and not re.search(r"时|当时|那时", self.question.plain):
            return f"没有收录{year}年的版本，以上引自{date_text(own) or '所收录'}的版本。"
        others = [d for d in versions if d.id != document.id]
        if not others:
            return ""
        dates = "、".join(date_text(made(d) or d.date) or "日期不明" for d in others)
        return f"以上引自{date_text(made(document) or document.date)}的版本；另收录有{dates}的版本。"


def closing_starts(text: str, start: int, end: int) -> int:
    """Where the closing of a document begins: thanks, signature, date, notes; `end` where there is none.

    start, end: of its last unit, the first line of which always belongs to it.
    """
    lines = [m.span() for m in re.compile(r"[^\n]*\S[^\n]*").finditer(text, start, end)]
    for left, right in reversed(lines[1:]):
        if not CLOSING.match(text[left:right].strip()):
            break
        end = left
    return end


def not_there(name: str, documents: Iterable[Document]) -> str:
    """That no document bears a name, with the nearest that are there; those that only carry a law out are said to be
    other ones."""
    bare = fold(name.strip("《》"))
    near = [document for document in documents if bare in fold(document.title)][:3]
    are_others = all(LONGER.match(fold(d.title)[fold(d.title).find(bare) + len(bare) :]) for d in near)
    known = (
        f"收录的相近文件是{'、'.join(map(quoted, near))}{'，不是同一份文件' if are_others else ''}。" if near else ""
    )
    return f"已收录的文件里没有《{name.strip('《》')}》。{known}"


def quoted(document: Document) -> str:
    return document.title if "《" in document.title else f"《{document.title}》"
