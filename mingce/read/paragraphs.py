"""Lines of regions -> text: one paragraph, title, heading or table row a line, a form feed where a page begins."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from mingce.read.furniture import drop_furniture
from mingce.read.layout import Region, Sheet, TextLine, joined, read_order
from mingce.read.lines import table_lines
from mingce.text.clean import ENDS_SENTENCE, NO_LINE_END, NO_LINE_START, PARAGRAPH_OPENING, close_up_spaces
from mingce.text.dates import DATE_LINE
from mingce.text.labels import opens_heading
from mingce.text.patterns import DOCUMENT_NUMBER
from mingce.text.sections import CONTENTS, DOT_LEADER

INDENT = 1.2  # em: a line set in by more opens a paragraph
SHORTEST = 12  # em: nothing is broken into shorter lines over a whole page
NOTE_SIZE = 0.88  # of the body's size: smaller lines at a page's foot may be notes
NOTE_MARK = re.compile(r"^(?:[①-⑳*＊※¹²³⁴-⁹]|\[\d+\]|〔\d+〕|注[：:\d]|\d{1,2}(?=[^\d.．、年月日%]))")


Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Margins:
    left: float
    right: float


def to_text(sheets: Sequence[Sheet]) -> str:
    """The text of a document: page N stands after the form feed number N - 1."""
    size = body_size(sheets)
    drop_furniture(sheets, size)
    return Writer(size, [read_order(sheet) for sheet in sheets], any(sheet.is_scan for sheet in sheets)).text()


def body_size(sheets: Iterable[Sheet]) -> float:
    """The size of font in which most is set."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for lines in (sheet.lines, *(cell for _, cell in sheet.framed)):
            for line in lines:
                sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.5


class Writer:
    """Joins lines into paragraphs over columns and pages."""

    def __init__(self, size: float, pages: Sequence[Sequence[Region]], is_scan: bool) -> None:
        self.size = size
        self.pages = pages
        self.same_size = 0.25 if is_scan else 0.12  # sizes nearer than this are one
        shared: dict[tuple[float, ...], list[TextLine]] = {}
        for region in (region for page in pages for region in page):
            if not region.frame:
                shared.setdefault(region.place, []).extend(_plain(region.lines))
        self.shared = {place: _measure(lines, _page_width(place)) for place, lines in shared.items() if lines}
        self.headings_are_set_in = False
        self.indents_mean_paragraphs = self._uses_indents()

    def text(self) -> str:
        return "".join(self._parts())

    def _parts(self) -> Iterator[str]:
        paragraph = ""
        notes: list[str] = []
        last: Placed | None = None
        header: Rows = ()  # of the table just before
        for number, page in enumerate(self.pages):
            feed = "\f" if number else ""
            for position, region in enumerate(page):
                placed, foot = self._place(region, is_last=position == len(page) - 1)
                for one in placed:
                    if one.line.table:
                        yield from _flush(paragraph, notes)
                        paragraph, last = "", None
                        rows = one.line.table.rows
                        again = _repeated_head(header, rows)
                        header = header[:again] if again else rows
                        yield feed + "".join(f"{row}\n" for row in table_lines(rows[again:]))
                        feed = ""
                        continue
                    if last is not None and self._goes_on(last, one):
                        paragraph = joined(paragraph, feed + one.line.text)
                        one = replace(one, opens=False)
                    else:
                        yield from _flush(paragraph, notes)
                        paragraph, header = feed + one.line.text, ()
                    feed, last = "", one
                notes += foot
            if feed:  # a page without text
                paragraph += feed
        yield from _flush(paragraph, notes)

    def _place(self, region: Region, is_last: bool) -> "tuple[list[Placed], list[str]]":
        """The lines with their surroundings, and the notes at the foot apart."""
        lines = list(region.lines)
        foot: list[str] = []
        cut = self._notes_begin(lines) if is_last and not region.frame else len(lines)
        if cut < len(lines):
            lines, foot = lines[:cut], _notes(lines[cut:])
        margins = self._margins(region, lines)
        pitch = _pitch(lines)
        return [
            Placed(
                line,
                margins,
                gap=(line.baseline - lines[row - 1].baseline) if row else None,
                pitch=pitch,
                opens=True,
                in_frame=region.frame is not None,
            )
            for row, line in enumerate(lines)
        ], foot

    def _notes_begin(self, lines: Sequence[TextLine]) -> int:
        row = len(lines)
        while row and not lines[row - 1].table and lines[row - 1].size < NOTE_SIZE * self.size:
            row -= 1
        while row < len(lines) and not NOTE_MARK.match(lines[row].text):
            row += 1
        return row if row else len(lines)

    def _margins(self, region: Region, lines: Sequence[TextLine]) -> Margins:
        plain = _plain(lines)
        if not plain:
            return Margins(0.0, 0.0)
        if region.frame:
            left = min(line.left for line in plain)
            right = max(line.right for line in plain)
            return Margins(left, max(right, region.frame.right - (left - region.frame.left)))
        own, shared = _measure(plain, _page_width(region.place)), self.shared[region.place]
        if len(plain) >= 8 and sum(abs(line.right - own.right) < 0.6 * line.size for line in plain) >= 4:
            return own
        left, right = min(line.left for line in plain), max(line.right for line in plain)
        slack = 0.6 * self.size  # of few lines others tell the margins; the last page may have no second column
        known = [
            one
            for one in self.shared.values()
            if abs(one.left - left) <= slack and right <= one.right + slack + self.size
        ]
        if shared not in known and shared.left - slack <= left and right <= shared.right + slack:
            known.append(shared)
        return min(known, key=lambda one: one.right - one.left) if known else own

    def _uses_indents(self) -> bool:
        """Whether the first lines of paragraphs are set in, in most of the document."""
        lines = indented = after_end = headings = headings_in = 0
        for region in (region for page in self.pages for region in page):
            margins = self._margins(region, region.lines)
            for before, line in pairwise(_plain(region.lines)):
                lines += 1
                set_in = INDENT <= (line.left - margins.left) / line.size <= 4
                indented += set_in
                after_end += set_in and bool(ENDS_SENTENCE.search(before.text))
                if opens_heading(line.text) and ENDS_SENTENCE.search(before.text):
                    headings += 1
                    headings_in += set_in
        self.headings_are_set_in = headings > 3 and headings_in >= 0.7 * headings
        return lines > 3 and indented >= 0.03 * lines and after_end >= 0.3 * indented

    def _goes_on(self, before: "Placed", here: "Placed") -> bool:
        """Whether a line carries on the paragraph of the line before it."""
        a, b = before.line, here.line
        if before.in_frame != here.in_frame:
            return False
        if a.gaps and b.gaps:  # rows of a list
            return False
        if _is_centred_title(before, here, self.size, self.same_size):
            return True
        if DOT_LEADER.search(a.text) or DOT_LEADER.search(b.text) or DATE_LINE.match(b.text):
            return False
        if abs(a.size - b.size) > self.same_size * max(a.size, b.size):
            return False
        if here.gap is not None and here.gap > 1.45 * here.pitch and here.gap > here.pitch + 0.5 * b.size:
            return False
        if not before.reaches(_first_word(b.text)):
            return False
        if before.opens and before.indent > 5:  # a signature, a date, a table's unit at the right
            return False
        moved = here.indent - before.indent
        ended = bool(ENDS_SENTENCE.search(a.text))
        closed = ended or a.text.endswith(("；", ";")) or (before.opens and opens_heading(a.text))
        if here.gap is not None and closed and here.gap > 1.2 * here.pitch:
            return False
        heads = closed and opens_heading(b.text, ended)  # inside a sentence it is a mention: "其中一、|二、三产"
        if before.opens:
            hangs = moved > 0.5  # all but the first line are set in
            if moved > 6 or (hangs and (ended or heads)):
                return False
            if abs(moved) <= 0.5 and here.indent >= INDENT:  # set in like the first line
                apart = self.indents_mean_paragraphs and here.indent < 5
                return not (apart or closed or heads)
        elif not -0.8 <= moved <= INDENT:
            return False
        if self.indents_mean_paragraphs and here.indent < 0.8:
            return self.headings_are_set_in or not heads
        return not (heads or (ended and PARAGRAPH_OPENING.match(b.text)))


@dataclass(frozen=True)
class Placed:
    """A line and its surroundings."""

    line: TextLine
    margins: Margins
    gap: float | None  # points from the baseline before it; None at the start of a region
    pitch: float  # the usual gap
    opens: bool  # whether it opens its paragraph
    in_frame: bool

    @property
    def indent(self) -> float:
        """In em."""
        return (self.line.left - self.margins.left) / self.line.size

    def reaches(self, word: str) -> bool:
        """Whether `word` would not have fitted behind the line."""
        free = (self.margins.right - self.line.right) / self.line.size
        return free < sum(0.6 if char.isascii() else 1.0 for char in word) + 0.5


def _is_centred_title(before: Placed, here: Placed, body: float, same_size: float) -> bool:
    """Whether both are lines of one title: larger than the text, in the middle, close together."""
    a, b = before.line, here.line
    if min(a.size, b.size) < 1.15 * body or abs(a.size - b.size) > same_size / 2 * a.size:
        return False
    middle = (here.margins.left + here.margins.right) / 2
    for line in (a, b):
        if abs((line.left + line.right) / 2 - middle) > 1.5 * line.size:
            return False
    is_own = opens_heading(b.text) or DATE_LINE.match(b.text) or DOCUMENT_NUMBER.match(b.text) or CONTENTS.match(b.text)
    return here.gap is not None and here.gap < 2.4 * b.size and not is_own


def _first_word(text: str) -> str:
    """What would have had to fit on the line before: a character or Latin word, with the marks that cannot leave it.

    Unicode's rules, which LibreOffice follows, allow no break before a quotation mark.

    >>> _first_word("“RWA”等字样"), _first_word("年，"), _first_word("持“亩产论英雄”")
    ('“RWA”', '年，', '持“亩')
    """
    opening, closing = re.escape(NO_LINE_END), re.escape(NO_LINE_START)
    word = re.match(rf"[{opening}]*(?:[!-~]+|.)?[{closing}]*(?:[“‘]+(?:[!-~]+|.)[{closing}]*)?", text)
    return word[0] if word else ""


def _page_width(place: tuple[float, ...]) -> float:
    """Of a page that is not cut into columns; 0 for a column."""
    return place[0] if len(place) == 1 else 0.0


def _measure(lines: Sequence[TextLine], page_width: float = 0) -> Margins:
    """Where many lines begin and end; single ones may stand out, and lists say nothing of the right margin.

    Where nothing shows that lines were ever broken, the right margin of a page is taken to be as wide as the left.
    """
    em = median(line.size for line in lines)
    lines = [line for line in lines if not line.gaps] or list(lines)
    longest = max(line.right - line.left for line in lines)
    left = _edge(sorted(line.left for line in lines), 0.6 * em)
    long = [line for line in lines if line.right - line.left > 0.7 * longest]
    inside = [line for line in long if line.text[-1] not in NO_LINE_START]  # marks may hang over the margin
    right = -_edge(sorted(-line.right for line in (inside if len(inside) > 1 else long)), 0.6 * em)
    full = sum(abs(line.right - right) <= 0.6 * em for line in long)
    enough = 2 if right - left >= 20 * em else max(2, 0.2 * len(lines))
    if full < enough or right - left < SHORTEST * em:
        right = max(right, page_width - left)
    return Margins(left, right)


def _edge(values: Sequence[float], near: float) -> float:
    """The first of ascending values that is not alone."""
    enough = max(2, 0.05 * len(values))
    return next((v for v in values if sum(v <= one <= v + near for one in values) >= enough), values[0])


def _pitch(lines: Sequence[TextLine]) -> float:
    """The usual distance of baselines."""
    gaps = sorted(b.baseline - a.baseline for a, b in pairwise(lines) if not a.table and not b.table)
    gaps = [gap for gap in gaps if gap > 0]
    return gaps[len(gaps) // 3] if gaps else 0.0


def _repeated_head(before: Rows, rows: Rows) -> int:
    """How many rows a table carried over the page repeats from the table before it."""
    count = 0
    while count < min(len(before), len(rows) - 1) and before[count] == rows[count]:
        count += 1
    return count


def _notes(lines: Sequence[TextLine]) -> list[str]:
    notes: list[str] = []
    for line in lines:
        if notes and not NOTE_MARK.match(line.text):
            notes[-1] = joined(notes[-1], line.text)
        else:
            notes.append(line.text)
    return notes


def _plain(lines: Iterable[TextLine]) -> list[TextLine]:
    return [line for line in lines if not line.table]


def _flush(paragraph: str, notes: list[str]) -> Iterator[str]:
    """A paragraph that is complete, then the notes that came before its end."""
    if paragraph:
        yield close_up_spaces(paragraph) + "\n"
    for note in notes:
        yield close_up_spaces(note) + "\n"
    notes.clear()
