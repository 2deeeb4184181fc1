"""A document that a question describes by some words of its title: "青海十条措施", "雄安总体规划批复".

Pairs of characters are compared, each weighted by how few titles hold it; the words must stand together in the question.
"""

import math
import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from mingce.ask.place_names import SUFFIX, places
from mingce.datatypes import Document
from mingce.text.fold import fold
from mingce.text.numerals import read_number
from mingce.text.places import lies_in
from mingce.text.versions import plain_title

LEAST = 1.6  # of the weight of a pair that one title alone holds: "雄安" and "批复" are two
AHEAD = 0.85  # of the best weight: a title nearer than that is as good, and none is taken
LEAST_OF_LIKELIEST, AHEAD_OF_LIKELIEST = 0.9, 0.8  # the same for a question that must be about one document
MOST_LOOKED_AT = 20  # titles that share most with the question
TIE = 0.98  # of the best weight: as good as the best
MOST_TIED = 3  # documents of different places that the same words may mean
NOT_TELLING = re.compile(r"[的了和与及等在]")  # of a title's characters: "单位的"
# The end of the name of the body or the matter of a title, and what the document calls it: "…技术委员会（以下简称“数标委”）"
CALLED = re.compile(r"(?<=([\u4e00-\u9fff]{6}))[（(]以下(?:简称|统称|称)[为：:]?[“\"]([^”\"]{2,12})[”\"]")
GAP = 3  # characters between two words of one description: "非居民企业…那个公告"
SPOKEN = {"总书记": "习近平"}  # the office for the name in a title; of one length, for offsets are counted
ASKING = re.compile(
    r"什么|哪|几|多少|谁|怎|如何|吗|第[\d一二三四五六七八九十百]+(?:条|章|节|款|项|部分|点|编|篇)|[“”\"《》□，。？！：；]"
)


NUMBERS = re.compile(r"第\s?[\d一二三四五六七八九十百零两]+\s?(?:条|章|节|款|项|部分|点|编|篇)")  # no words of a title
TARGET_YEAR = re.compile(r"(?<=到)(?:19|20)\d{2}年")  # nor is the year in which something is to be reached
MEASURES = re.compile(r"([一二三四五六七八九十\d]{1,3})条(?:政策|措施|意见)")
FIVE_YEAR_PLAN = re.compile(r"十[一二三四五六]五")
YEAR_BEHIND = re.compile(r"^[（(\s]*((?:19|20)\d{2})(?!\d)")
YEAR_IN_TITLE = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")


class Described(NamedTuple):
    documents: list[list[Document]]  # all versions of the one that is described; of each where several places have one
    start: int  # of the description in the question
    end: int
    is_another: bool  # the question gives another place or year: such a document is not there


class TitleWords:
    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = documents
        self._labels = [_label(document) for document in documents]
        self._titles = [plain_title(document.title) for document in documents]
        self._holders: dict[str, list[int]] = {}
        for row, label in enumerate(self._labels):
            for pair in set(_pairs(label)):
                self._holders.setdefault(pair, []).append(row)

    def described(self, text: str, doc_ids: Collection[str] = ()) -> Described | None:
        """The document that a part of the text describes better than any other; None where none is clear."""
        for spoken, written in SPOKEN.items():
            text = text.replace(spoken, written)
        allowed = [not doc_ids or document.id in doc_ids for document in self._documents]
        hopes = {row: 0.0 for row, ok in enumerate(allowed) if ok}
        for pair in set(_pairs(fold(text))):
            for row in self._holders.get(pair, ()):
                if allowed[row]:
                    hopes[row] += self._weight(pair)
        nearest = sorted(hopes, key=hopes.__getitem__, reverse=True)[:MOST_LOOKED_AT]
        found = [(*self._cluster(text, row), row) for row in nearest]
        found.sort(key=lambda one: -one[0])
        if not found or found[0][0] < LEAST * math.log1p(len(self._documents)):
            return None
        weight, start, end, best = found[0]
        name = self._titles[best]
        same = [self._documents[row] for row in hopes if self._titles[row] == name]
        rival = next((one for one in found if self._titles[one[3]] != name), None)
        groups = [same]
        if rival and rival[0] > AHEAD * weight:
            groups = self._tied(found, allowed)
            if not groups:
                return None
        return Described(groups, start, end, _is_another(self._documents[best], text, start, end))

    def likeliest(self, text: str, doc_ids: Collection[str] = ()) -> list[Document]:
        """All versions of the document that shares most with a text, wherever the words stand in it; [] where another
        shares nearly as much, or none shares much."""
        said = set(_pairs(fold(text)))
        shared = {
            row: sum(map(self._weight, said & set(_pairs(label))))
            for row, label in enumerate(self._labels)
            if not doc_ids or self._documents[row].id in doc_ids
        }
        best = max(shared, key=shared.__getitem__, default=None)
        if best is None or shared[best] < LEAST_OF_LIKELIEST * math.log1p(len(self._documents)):
            return []
        rivals = [weight for row, weight in shared.items() if self._titles[row] != self._titles[best]]
        if max(rivals, default=0.0) > AHEAD_OF_LIKELIEST * shared[best] or _is_another(self._documents[best], text):
            return []
        return [self._documents[row] for row in shared if self._titles[row] == self._titles[best]]

    def _tied(self, found: Sequence[tuple[float, int, int, int]], allowed: Sequence[bool]) -> list[list[Document]]:
        """A few documents of different places that the same words describe equally well; [] where they are many, or
        where one is only somewhat better than the next."""
        best = found[0][0]
        groups: dict[str, list[Document]] = {}
        for weight, _, _, row in found:
            document = self._documents[row]
            if weight > TIE * best and allowed[row]:
                groups.setdefault(self._titles[row], []).append(document)
        regions = {group[0].region for group in groups.values()}
        near = [weight for weight, *_ in found if AHEAD * best < weight <= TIE * best]
        is_clear = not near and 1 < len(groups) <= MOST_TIED and len(regions) == len(groups)
        return list(groups.values()) if is_clear else []

    def _weight(self, pair: str) -> float:
        """How much a pair of characters tells: more, the fewer titles hold it."""
        if NOT_TELLING.search(pair):
            return 0.0
        return math.log1p(len(self._documents) / len(self._holders[pair])) if pair in self._holders else 0.0

    def _cluster(self, text: str, row: int) -> tuple[float, int, int]:
        """The heaviest run of words of a title in a text: weight, start and end."""
        label = self._labels[row]
        spans: list[tuple[int, int]] = []
        numbers = [match.span() for pattern in (NUMBERS, TARGET_YEAR) for match in pattern.finditer(text)]
        at = 0
        while at < len(text) - 1:
            end = at
            while end < len(text) and fold(text[at : end + 1]) in label and not ASKING.search(text[at : end + 1]):
                end += 1
            inside = next((stop for start, stop in numbers if start <= at < stop), 0)
            if inside:
                at = inside
            elif end - at >= 2 and not _cuts_a_number(text, at, end):
                spans.append((at, end))
                at = end
            else:
                at += 1
        best = (0.0, 0, 0)
        for first in range(len(spans)):
            pairs: set[str] = set()
            for last in range(first, len(spans)):
                if last > first and not _is_gap(text[spans[last - 1][1] : spans[last][0]]):
                    break
                pairs |= set(_pairs(fold(text[slice(*spans[last])])))
                weight = sum(map(self._weight, pairs))
                if weight > best[0]:
                    best = (weight, spans[first][0], spans[last][1])
        return best


def _label(document: Document) -> str:
    """What tells of a document: its title, and place, year, file name and abbreviations where the title does not hold
    them."""
    title = fold(document.title)
    source = re.sub(r"\.\w+$", "", document.source.split("/")[-1])
    called = (short for end, short in CALLED.findall(document.text) if end in document.title)
    more = (document.region, document.date[:4], source, document.issuer, *dict.fromkeys(called))
    return "|".join((title, *(fold(part) for part in more if part and fold(part) not in title)))


def _is_another(document: Document, text: str, start: int = 0, end: int = 0) -> bool:
    """Whether a question speaks of another place, or of another year, than a document whose title it resembles.

    start, end: where the question gives the words of the title, where they stand together.
    """
    if _is_law_of_rules(fold(document.title), fold(text[start:end])):
        return True
    about = f"{document.title}{document.region}{document.issuer}"
    if document.region not in ("", "全国"):
        cores = [SUFFIX.sub("", place) for place in places(text)]
        if cores and not any(core in about or lies_in(core, document.region) for core in cores):
            return True
    counts = MEASURES.findall(text), MEASURES.findall(document.title)
    if all(counts) and not set(map(read_number, counts[0])) & set(map(read_number, counts[1])):
        return True  # 十条措施 are not the 八条
    plans = set(FIVE_YEAR_PLAN.findall(text)), set(FIVE_YEAR_PLAN.findall(document.title))
    if all(plans) and not plans[0] & plans[1]:
        return True
    titled, asked = YEAR_IN_TITLE.findall(document.title), YEAR_IN_TITLE.findall(text)
    is_event = document.family in ("会议", "讲话") and document.date and not titled
    if is_event and asked and not any(document.date.startswith(year) for year in asked):
        return True
    if end:  # "行动方案中2030年的目标": a year behind the words of the title is none of the title
        asked = YEAR_IN_TITLE.findall(text[:end]) + YEAR_BEHIND.findall(text[end:])
    first, last = (min(titled), max(titled)) if titled else ("", "")
    return bool(titled and asked) and not any(first <= year <= last or document.date.startswith(year) for year in asked)


def _is_law_of_rules(title: str, said: str) -> bool:
    """Whether a law is named and the document only carries it out: "专利法" is not 专利法实施细则."""
    name = re.search(r"[\u4e00-\u9fff]+?(?:法典?|条例)$", said)
    at = title.find(name[0]) if name else -1
    return at >= 0 and bool(name and re.match(r"实施|细则|修正|司法|解释|条例", title[at + len(name[0]) :]))


def _pairs(text: str) -> list[str]:
    return [text[i : i + 2] for i in range(len(text) - 1) if "|" not in text[i : i + 2]]


def _is_gap(between: str) -> bool:
    return len(between) <= GAP and not ASKING.search(between) and not re.search(r"\d", between)


def _cuts_a_number(text: str, start: int, end: int) -> bool:
    """Whether a span begins or ends inside a number: "20" of "2018"."""
    return bool(
        (text[start].isdigit() and start and text[start - 1].isdigit())
        or (text[end - 1].isdigit() and end < len(text) and text[end].isdigit())
    )
