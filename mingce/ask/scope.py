"""A place, year, number or meeting that a question names and the quoted documents do not cover: then nothing is answered.

Open-ended: any 市, 县, 区 or 镇 counts, not a list of known names. What a body of the whole country says holds in every
place.
"""

import re
from collections.abc import Callable, Sequence

from mingce.ask.checks import NATIONAL
from mingce.ask.constraints import ORDINAL
from mingce.ask.lead_words import stripped
from mingce.ask.place_names import SUFFIX, places
from mingce.ask.question import Question
from mingce.datatypes import Citation, Document
from mingce.store.contents import Contents
from mingce.text.dates import YEARS
from mingce.text.fold import fold
from mingce.text.numerals import read_number
from mingce.text.places import province

FIVE_YEARS = {"十二五": (2011, 2015), "十三五": (2016, 2020), "十四五": (2021, 2025), "十五五": (2026, 2030)}
MEETING = re.compile(r"[\u4e00-\u9fff]{2,14}?(?:工作会议|座谈会|代表大会|全会|常务会议|集体学习|委员会会议|政治局会议)")


def outside(contents: Contents, question: Question, citations: Sequence[Citation]) -> str:
    """Why none of the quotes can answer the question, a Chinese sentence that names what is not covered; "" otherwise.

    A quote of which nothing speaks against answers for all.
    """
    reasons = []
    for citation in citations:
        document = contents.by_id[citation.doc_id]
        reason = next((r for check in CHECKS if (r := check(question, document, citation))), "")
        if not reason:
            return ""
        reasons.append(reason)
    return reasons[0] if reasons else ""


def nowhere(documents: Sequence[Document], question: Question) -> str:
    """What a question names of which no document speaks at all, a Chinese sentence; "" where there is nothing."""
    for name in places(question.plain or question.text):
        core = SUFFIX.sub("", name)
        if not any(core in document.text or core in document.title for document in documents):
            return f"已收录的文件没有提到{name}。"
    for year in question.constraints.years:
        if not any(_covers(document, int(year)) for document in documents):
            return f"已收录的文件没有写到{year}年的情况。"
    return ""


def _place(question: Question, document: Document, citation: Citation) -> str:
    """A place that a local document neither belongs to nor names."""
    if document.region in ("", NATIONAL):
        return ""
    for name in places(question.plain or question.text):
        core = SUFFIX.sub("", name)
        about = f"{document.region}{document.title}{document.issuer}"
        is_within = province(core) != core and province(core) in about and core not in document.text
        if core not in about and core not in document.text and not is_within:
            return f"已收录的文件里没有{name}的规定；最接近的是{document.region}的文件，不能代替。"
    return ""


def _year(question: Question, document: Document, citation: Citation) -> str:
    """A year of which a document says nothing; a quote corrects a premise all the same: "到2030年实现，是不是"."""
    if question.kind == "yes_no":
        return ""
    for year in question.constraints.years:
        if not _covers(document, int(year)):
            return f"已收录的文件没有写到{year}年的情况。"
    return ""


def _covers(document: Document, year: int) -> bool:
    if document.family == "法律法规" and document.effective and int(document.effective[:4]) <= year:
        return True  # a law holds in every year from then on
    text = f"{document.title}{document.date}{document.effective}{document.source}{document.text}"
    if str(year) in text or any(int(a) <= year <= int(b) for a, b in YEARS.findall(text)):
        return True
    return any(name in text and first <= year <= last for name, (first, last) in FIVE_YEARS.items())


def _ordinal(question: Question, document: Document, citation: Citation) -> str:
    """第五次集体学习 is not the third."""
    for said in ORDINAL.finditer(question.text):
        if said[2] not in "次届批期轮":
            continue
        named = {int(read_number(m[1])) for m in ORDINAL.finditer(document.title + document.text) if m[2] == said[2]}
        if int(read_number(said[1])) not in named:
            return f"已收录的文件没有提到“{said[0]}”。"
    return ""


def _meeting(question: Question, document: Document, citation: Citation) -> str:
    """A meeting that a document neither reports nor names."""
    for match in MEETING.finditer(question.plain or question.text):
        name = re.sub(r"^.*(?:的|在|次|届)", "", stripped(match[0]))
        if len(name) >= 6 and fold(name) not in fold(document.title + document.text):
            return f"已收录的文件没有提到{name}。"
    return ""


CHECKS: tuple[Callable[[Question, Document, Citation], str], ...] = (_place, _year, _ordinal, _meeting)
