"""Key formulations (提法): quoted terms and numbered slogans, every place they stand, and whether they are spelled out.

"四个最严" is a slogan that counts its items; "中国品牌日" a quoted term. A term once quoted is found unquoted too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingce.datatypes import Document, Section, Sentence
from mingce.facts.slogans import SLOGAN, spells_out
from mingce.text.fold import fold
from mingce.text.numerals import read_number

QUOTED_TERM = re.compile(r"“([^“”。；！？\n]*[\u4e00-\u9fff][^“”。；！？\n]*)”")
LONGEST_TERM = 40  # characters; what is quoted at greater length is speech
# Slogans that stand without quotation marks as well; in others a numeral and a noun are only a count: "三个方面".
KNOWN = re.compile(
    r"两个(?:确立|维护|毫不动摇|一百年|结合|务必|积极性|健康)|四个(?:意识|自信|全面|最严|伟大|服务|着力|铁一般)|三个(?:代表|务必|区分开来)"
    r"|五位一体|五个统筹|六稳|六保|三农|十四五|十五五|一带一路|三严三实|两学一做|双碳"
)
EXPLAINED = re.compile(r"^[”’]?(?:，)?(?:是指|即|指的是|——|：|（即|是[^，。]{2,})")
SHORTENED = re.compile(r"以下(?:统)?简称[“\"]?$")


@dataclass(frozen=True)
class Occurrence:
    """A sentence in which a formulation stands."""

    doc_id: str
    date: str
    path: tuple[str, ...]
    quote: str  # the sentence; Document.text[start:end]
    start: int
    end: int


@dataclass(frozen=True)
class Formulation:
    term: str
    count: int  # items that a slogan stands for; 0 for a plain quoted term
    places: tuple[Occurrence, ...]  # in order of date, then of the text; undated documents last
    spelled_out: Occurrence | None  # the first that says what it is or lists its items


def formulations(
    documents: Sequence[Document], sections: Sequence[Section], sentences: Sequence[Sentence]
) -> list[Formulation]:
    """All of a corpus, the most frequent first. `Sentence.section` is a row of `sections`."""
    texts = {document.id: document for document in documents}
    places = []
    for sentence in sentences:
        section = sections[sentence.section]
        document = texts[section.doc_id]
        quote = document.text[sentence.start : sentence.end]
        places.append(Occurrence(document.id, document.date, section.path, quote, sentence.start, sentence.end))
    terms = {m[1] for place in places for m in QUOTED_TERM.finditer(place.quote) if 2 <= len(m[1]) <= LONGEST_TERM}
    terms |= {m[0] for place in places for m in KNOWN.finditer(place.quote)}
    if not terms:
        return []
    # The longest first: "四个全面" is not found inside "四个全面战略布局", where that is a term itself.
    pattern = re.compile("|".join(sorted(map(re.escape, terms), key=len, reverse=True)))
    found: dict[str, list[Occurrence]] = {term: [] for term in terms}
    for place in sorted(places, key=lambda p: (p.date or "9999", p.doc_id, p.start)):
        for term in dict.fromkeys(pattern.findall(place.quote)):
            found[term].append(place)
    made = [
        Formulation(term, count_of(term), tuple(where), next((p for p in where if explains(term, p.quote)), None))
        for term, where in found.items()
        if where
    ]
    return sorted(made, key=lambda f: (-len(f.places), -f.count, f.term))


def count_of(term: str) -> int:
    """How many items a slogan stands for; 0 where it is none.

    >>> [count_of(t) for t in ("四个最严", "十大战略", "两个确保", "领跑者")]
    [4, 10, 2, 0]
    """
    match = SLOGAN.fullmatch(fold(term))
    return int(read_number(match[1])) if match else 0


def explains(term: str, sentence: str) -> bool:
    """Whether a sentence says what a term is.

    >>> explains("绿色金融", "本条例所称“绿色金融”，是指为支持环境改善提供的金融服务。")
    True
    >>> explains("领跑者", "实施企业标准“领跑者”制度。")
    False
    """
    count = count_of(term)
    if count and spells_out((term, count), sentence):
        return True
    for match in re.finditer(re.escape(term), sentence):
        if SHORTENED.search(sentence[: match.start()]) or (not count and EXPLAINED.match(sentence[match.end() :])):
            return True
    return False


def formulation_json(formulation: Formulation) -> dict[str, object]:
    """The JSON that other programs rely on."""

    def place_json(place: Occurrence) -> dict[str, object]:
        return {
            "doc_id": place.doc_id,
            "date": place.date,
            "section_path": list(place.path),
            "quote": place.quote,
            "start": place.start,
            "end": place.end,
        }

    return {
        "term": formulation.term,
        "count": formulation.count,
        "spelled_out": place_json(formulation.spelled_out) if formulation.spelled_out else None,
        "places": [place_json(place) for place in formulation.places],
    }
