"""Congresses and plenary sessions by their numbers: "十六大", "四中全会", "第六次全体会议"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mingce.datatypes import Document
from mingce.text.numerals import HAN_NUMERALS, read_number

_N = rf"[{HAN_NUMERALS}\d]{{1,3}}"
# Kind -> how its number is said. Not "十六大以来": that tells a time.
FORMS = {
    "congress": re.compile(
        rf"第({_N})次全国代表大会"
        rf"|(?<![第\d{HAN_NUMERALS}])(十[一二三四五六七八九]?|二十[一二三]?|1[1-9]|2[0-3])大(?=报告|公报|[上的）)]|提|对|怎|讲|说|$)"
    ),
    "term": re.compile(
        rf"(?<![哪这那上下每])第?({_N})届(?=中央|中纪委|全国人|人大|全国政协|政协|{_N}中全会|{_N}次全会)"
    ),
    "plenum": re.compile(rf"第?({_N})(?:中全会|次(?:全体会议|全会))"),
}


@dataclass(frozen=True)
class Session:
    kind: str  # of FORMS
    number: int
    said: str  # as the text has it


def sessions(text: str) -> list[Session]:
    """The sessions that a text names.

    >>> [one.said for one in sessions("党的十六大报告")], [one.number for one in sessions("二十届四中全会公报")]
    (['十六大'], [20, 4])
    >>> sessions("十七大以来")
    []
    """
    return [
        Session(kind, int(read_number(next(filter(None, match.groups())))), match[0])
        for kind, form in FORMS.items()
        for match in form.finditer(text)
    ]


def other_session(asked: Iterable[Session], document: Document, quote: str = "") -> str:
    """What of the sessions that a question names is not that of a document, nor named in the quote: as it is said.

    Where a document is of no session itself, it may name one anywhere. Of several that a question names one is enough.

    >>> other_session(sessions("十六大报告怎么说"), Document("d", "十五大报告", "十六大以来，…", ""))
    '十六大'
    """
    asked, own = list(asked), sessions(f"{document.title}{document.issuer}")
    for kind in FORMS:
        wanted = [one for one in asked if one.kind == kind]
        is_own = any(one.kind == kind for one in own)
        told = {one.number for one in (*own, *sessions(quote if is_own else document.text)) if one.kind == kind}
        if wanted and not any(one.number in told for one in wanted):
            return wanted[0].said
    return ""
