"""The figures of the documents, each with the words around it, and whether those words are the ones that were asked."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mingce.ask.routes.reply import Span
from mingce.datatypes import Document, Section, Sentence
from mingce.facts.indicators import Indicator, TableLine, indicators, read_table_lines
from mingce.text.fold import fold
from mingce.text.places import REGION
from mingce.text.sections import split_sections
from mingce.text.sentences import split_sentences

LONGEST_DOCUMENT = 200_000  # characters; the figures of a longer one are not read while somebody waits
SEGMENT_END = re.compile(r"[；;]")
CLAUSE_END = re.compile(r"[，。；;\n]")
# Characters that bind words and carry no topic; they need not stand in the text. Never 不, 未, 非, 男, 女, 新, 旧.
BINDING = frozenset(
    "的了和与及或等在是对为以于把被将从向由也都就而并且之其这那个要有到着过地得按里内说给该各再还又能会可应须需达约共计所用让使做数多少几呢吗吧啊呀嘛么"
)
QUOTATION = re.compile(r"[“”\"‘’《》〈〉]")
PLACE = re.compile(rf"(?:{REGION.pattern})[省市县区]?")
TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?%?|[a-z]+|[\u3400-\u9fff]+")


@dataclass(frozen=True)
class Figure:
    """One figure and where it stands. The texts are folded."""

    document: Document
    row: Indicator
    sentence: Span  # the sentence or the line of a table that holds it
    segment: Span  # of that sentence the part between two ；
    local: str  # from the figure of the same unit before it to the next one or the end of its clause
    before: str  # of `local` what stands before the figure
    whole: str  # the sentence; of a table the line with its headers
    place: str  # headings, title, region
    line: TableLine | None = None  # where it stands in a table
    head: str = ""  # the header of its column

    @property
    def printed(self) -> str:
        """The figure as it stands in the text."""
        return self.document.text[slice(*self.row.figure)]

    @property
    def own(self) -> str:
        """The words of its clause, and what it was found to be called."""
        name = self.line.name.text if self.line and self.line.name else ""
        return solid(f"{name} {self.head}" if self.line else f"{self.row.quote} {self.row.name}")


@lru_cache(maxsize=512)
def figures_of(document: Document) -> tuple[Figure, ...]:
    """The figures of a document in reading order; none of one that is too long."""
    if len(document.text) > LONGEST_DOCUMENT:
        return ()
    sections = split_sections(document)
    sentences = split_sentences(document.text, sections)
    return tuple(_figures(document, sections, sentences))


def _figures(document: Document, sections: Sequence[Section], sentences: Sequence[Sentence]) -> Iterator[Figure]:
    rows = indicators(document, sections, sentences)
    lines = {cell.start: line for line in read_table_lines(document.text) for cell in line.cells}
    own: dict[int, list[Indicator]] = {}
    starts = [sentence.start for sentence in sentences]
    at = 0
    for row in sorted(rows, key=lambda row: row.figure):
        while at + 1 < len(starts) and starts[at + 1] <= row.figure[0]:
            at += 1
        own.setdefault(at, []).append(row)
    for at, here in own.items():
        sentence = sentences[at]
        for row in here:
            place = solid(" ".join((*sections[sentence.section].path, place_of(document))))
            yield _figure(document, row, here, sentence, place, lines)


def place_of(document: Document) -> str:
    """What a document is and of which place."""
    return f"{document.title} {region_of(document)}"


def region_of(document: Document) -> str:
    """The places of a document and of its title; that it is of the whole country says nothing."""
    own = "" if document.region == "全国" else document.region
    return " ".join((own, *(match[0] for match in PLACE.finditer(document.title))))


def _figure(
    document: Document,
    row: Indicator,
    here: Sequence[Indicator],
    sentence: Sentence,
    place: str,
    lines: Mapping[int, TableLine],
) -> Figure:
    text, (start, end) = document.text, row.figure
    same = [other.figure for other in here if other.unit == row.unit]
    left = max((stop for _, stop in same if stop <= start), default=sentence.start)
    stop = CLAUSE_END.search(text, end, sentence.end)
    right = min([begin for begin, _ in same if begin >= end] + [stop.start() if stop else sentence.end])
    whole, head = text[sentence.start : sentence.end], ""
    line = lines.get(start)
    if line:
        head = _head(line, start)
        name = line.name.text if line.name else ""
        whole = f"{name} {whole} {' '.join(line.heads)}"
    return Figure(
        document,
        row,
        Span(document.id, sentence.start, sentence.end),
        _segment(document, sentence, start),
        solid(text[left:right]),
        solid(text[left:start]),
        solid(whole),
        place,
        line,
        head,
    )


def _head(line: TableLine, start: int) -> str:
    column = next(i for i, cell in enumerate(line.cells) if cell.start == start)
    return line.heads[column] if column < len(line.heads) else ""


def _segment(document: Document, sentence: Sentence, at: int) -> Span:
    text = document.text
    left = max((m.end() for m in SEGMENT_END.finditer(text, sentence.start, at)), default=sentence.start)
    stop = SEGMENT_END.search(text, at, sentence.end)
    right = stop.end() if stop else sentence.end
    piece = text[left:right]
    left = right - len(piece.lstrip(" \u3000—–-|"))
    return Span(document.id, left, left + len(text[left:right].rstrip(" \u3000|")))


def as_written(words: str, text: str, counterparts: Mapping[str, Sequence[str]]) -> str:
    """The words of a question with those that a text lacks replaced by an official counterpart that it has."""
    for spoken, official in counterparts.items():
        if spoken in words and spoken not in text:
            there = next((solid(word) for word in official if solid(word) in text), spoken)
            words = words.replace(spoken, there)
    return words


def pieces(words: str, text: str) -> list[str]:
    """The longest pieces of a question, from its beginning on, that stand in a text.

    >>> pieces("稻米产业综合产值", "打造稻米、油料等产业链,农业综合总产值")
    ['稻米', '产业', '综合', '产值']
    """
    found = []
    for match in TOKEN.finditer(words):
        run, at = match[0], 0
        while at < len(run):
            stop = next((end for end in range(len(run), at + 1, -1) if run[at:end] in text), at + 1)
            if stop > at + 1:
                found.append(run[at:stop])
            at = stop
    return found


def solid(text: str) -> str:
    """A text folded, without quotation marks: the question may or may not have them."""
    return QUOTATION.sub("", fold(text))


def uncovered(words: str, text: str, counterparts: Mapping[str, Sequence[str]]) -> str:
    """The characters of a question that a text does not hold, "" where it holds them all.

    Chinese characters must stand there in pairs, numbers and Latin words whole. counterparts: spoken word -> official
    ones, each of which stands for it. words, text: folded.

    >>> uncovered("五岁以下儿童贫血率", "5岁以下儿童贫血率控制在12%以下", {})
    '五'
    >>> uncovered("男职工产假", "女职工生育享受98天产假", {})
    '男'
    """
    missing = ""
    for match in TOKEN.finditer(as_written(words, text, counterparts)):
        run = match[0]
        if run[0].isascii():
            missing += "" if re.search(rf"(?<![\d.a-z]){re.escape(run)}(?![\d.a-z])", text) else run
            continue
        held = [False] * len(run)
        for i in range(len(run) - 1):
            if run[i : i + 2] in text:
                held[i] = held[i + 1] = True
        if len(run) == 1 and run in text:
            held = [True]
        missing += "".join(c for c, is_held in zip(run, held, strict=True) if not is_held and c not in BINDING)
    return missing
