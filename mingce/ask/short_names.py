"""A name that leaves characters of the title out: 政采法 for 政府采购法, 上海那部非遗条例 for 上海市非物质文化遗产保护条例."""

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from mingce.ask.place_names import SUFFIX, places
from mingce.datatypes import Document
from mingce.text import lexicon
from mingce.text.fold import fold, in_order
from mingce.text.versions import plain_title

# What a name ends with: those of laws, which tell a document, and those that are common words, too.
GENRE = re.compile(
    r"(?P<law>法典|(?<![办方做看说想违依合用语书司执立守普])法(?![律院官治学人规定制])|条例(?!的?实施)|细则|章程)"
    r"|(?P<word>规划|纲要|方案|预案|若干措施|公报|贺词)"
)
# What makes another document of a law's name: 专利法|实施细则. Not 专利法|规定了什么, 专利法|的目录.
LONGER = re.compile(
    r"的?(?:实施|暂行|施行)?(?:细则|条例|办法|规定(?![得了的是都对，。？\s])|解释|修正案|修改决定|决定)"
)
LONGEST = 14  # characters before the genre
SHORTEST, SHORTEST_BEFORE_WORD = 2, 3
COMMON = re.compile(r"实施|暂行|试行|管理|若干|有关|相关|工作")  # in titles of any matter
NEGATES = re.compile(r"^(?:反|预防|防止|禁止|禁|非)$")  # "洗钱法" is not 反洗钱法
POINTING = re.compile(r"[那这该][个部份条本]?|的|关于")


class ShortName(NamedTuple):
    start: int  # in the text
    end: int
    documents: list[Document]  # all versions of the one that is meant


class ShortNames:
    """The titles of some documents, for the names that leave characters of them out."""

    def __init__(self, documents: Sequence[Document]) -> None:
        titles = [fold(plain_title(document.title)) for document in documents]
        # The characters of a title turn most of them down faster than their order does.
        self._titled = [(d, title, frozenset(title)) for d, title in zip(documents, titles, strict=True)]

    def first(self, text: str, doc_ids: Collection[str] = ()) -> ShortName | None:
        """The first name in a text that gives characters of one title alone in their order, its kind of document last.

        doc_ids: look at these documents only; empty for all.
        """
        cores = [SUFFIX.sub("", place) for place in places(text)]
        for match in GENRE.finditer(text):
            if LONGER.match(text, match.end()):
                continue
            run = re.search(rf"[\u4e00-\u9fff]{{0,{LONGEST}}}$", text[: match.start()])
            start = run.start() if run else match.start()
            least = SHORTEST if match["law"] else SHORTEST_BEFORE_WORD
            for at in range(start, match.start() - least + 1):
                core = POINTING.sub("", text[at : match.start()])
                if len(COMMON.sub("", GENRE.sub("", core))) < least or POINTING.match(text[at : at + 2]):
                    continue
                bearers = self._bearers(fold(core + match[0]), doc_ids)
                is_one = len({plain_title(document.title) for document in bearers}) == 1
                if is_one and _is_of_a_place(bearers[0], cores):
                    return ShortName(at, match.end(), bearers)
        return None

    def _bearers(self, said: str, doc_ids: Collection[str]) -> list[Document]:
        ways = {said, fold(lexicon.translate(said))}
        return [
            document
            for document, title, characters in self._titled
            if any(characters.issuperset(way) and _fits(way, title) for way in ways)
            and not NEGATES.search(title.removesuffix(said))
            and (not doc_ids or document.id in doc_ids)
        ]


def _is_of_a_place(document: Document, cores: Sequence[str]) -> bool:
    """Whether a document is of one of the places that a question names, or of the whole country."""
    about = f"{document.region}{document.title}"
    return not cores or document.region in ("", "全国") or any(core in about for core in cores)


def _fits(said: str, title: str) -> bool:
    """Whether a title ends with the kind of document that is said and has all the characters in their order."""
    return title.endswith("法" if said[-1:] == "法" else said[-2:]) and in_order(said, title)
