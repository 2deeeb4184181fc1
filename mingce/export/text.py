"""Text as files can hold it: without characters that XML forbids, and cut where a reader would cut it."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping

from mingce.datatypes import Citation, Document
from mingce.text.citations import source_line
from mingce.text.patterns import CLAUSE_END, SENTENCE_END

CREATOR = "明策"
LINE_BREAK = re.compile(r"\r\n?|[\x0b\x0c]")
FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # in XML 1.0
NAME_LIMIT = 255  # characters of a title in the properties of an Office file


def printable(text: str) -> str:
    r"""Text that every format can hold. A character that XML forbids is shown as "\ufffd".

    >>> printable("第一条\r\n第\x01二条")
    '第一条\n第\ufffd二条'
    """
    return FORBIDDEN.sub("\ufffd", LINE_BREAK.sub("\n", text))


def quote(citation: Citation) -> str:
    return printable(citation.quote)


def source(citation: Citation, documents: Mapping[str, Document]) -> str:
    """The line under a quote, or its column in a table."""
    return printable(source_line(citation, documents[citation.doc_id]))


def pieces(text: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """Cut a text into pieces that fit, at sentence ends, else after ；, else anywhere; joined they give the text.

    fits: whether a text fits; where it does, every beginning of that text must fit too. A single character always passes.

    >>> list(pieces("治污。护湿地；修河湖。", lambda text: len(text) <= 5))
    ['治污。', '护湿地；', '修河湖。']
    """
    while text and not fits(text):
        most = max(1, bisect_left(range(1, len(text) + 1), True, key=lambda length: not fits(text[:length])))
        cut = _last_stop(text, most)
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


def _last_stop(text: str, most: int) -> int:
    """Where to cut within the first `most` characters, never within the first third of them."""
    for pattern in (SENTENCE_END, CLAUSE_END):
        stops = [match.end() for match in pattern.finditer(text, 0, most) if match.end() > most // 3]
        if stops:
            return stops[-1]
    return most
