"""Raw text of a file -> canonical text: one paragraph, title line or heading a line, no page furniture.

No character of real text is lost: what goes is white space, page numbers and invisible marks.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingce.text.dates import DATE_LINE
from mingce.text.labels import MARKDOWN_HEADING, opens_heading
from mingce.text.patterns import CJK, PAGE_NUMBER

BARE_NUMBER = re.compile(r"^[ \t\u3000]*(\d{1,4})[ \t\u3000]*$")
# A space between a Chinese character and a digit or Latin letter, either way round: "到 2025年", "PI 制".
# Not between two Chinese characters ("中共河南省委 河南省人民政府") and not inside Latin text ("Open AI").
STRAY_SPACE = re.compile(rf"(?<=[{CJK}])[ \t]+(?=[0-9A-Za-z.%+])|(?<=[0-9A-Za-z.%+])[ \t]+(?=[{CJK}])")
# A space beside Chinese punctuation carries nothing: "》 和 《" keeps neither. Not the one of a Markdown heading: "## （一）".
PUNCTUATION_SPACE = re.compile(r"(?<=[，。、；：？！（）《》“”])[ \t]+|(?<!#)[ \t]+(?=[，。、；：？！（）《》“”])")
INDENT = re.compile(r"^(?:\u3000|  |\t)")  # one ASCII space is how the dump begins a page, not an indent
PARAGRAPH_OPENING = re.compile(
    r"^(?:会议|习近平|总书记|大会|全会)[\u4e00-\u9fff]{0,8}(?:指出|强调|认为|要求|提出|研究|听取|审议|决定|号召)"
)
NO_LINE_START = "，。、；：？！）》”’」』】〕%％"
NO_LINE_END = "（《“‘「『【〔"
ENDS_SENTENCE = re.compile(r"[。！？：:!?…][”’」』）)》]*$")
HARD_BREAK = 0.6  # blank lines at more than this share of text lines carry no meaning


def normalize_newlines(text: str) -> str:
    """One kind of line end, no byte-order mark, no invisible or control characters. Keeps form feeds."""
    text = re.sub(r"\r\n?|\x0b|\x85|\u2028|\u2029", "\n", text)
    text = text.replace("\xa0", " ")
    return re.sub(r"[\x00-\x08\x0e-\x1f\x7f\u200b-\u200f\u2060\ufeff\u00ad]", "", text)


def begin_pages_on_lines(text: str) -> str:
    """A page begins on a line of its own: what stands for paragraphs in a text without any."""
    return re.sub(r"(?<=[^\n\f])[ \t]*\f", "\n\f", text)


def drop_page_numbers(text: str) -> str:
    """Remove page numbers that stand alone on their line.

    A bare number goes only when such lines count up by one through the text (1, 2, 3, …): a single one may be
    a table cell or a footnote mark.
    """
    lines = text.split("\n")
    bare = [(row, int(m[1])) for row, line in enumerate(lines) if (m := BARE_NUMBER.match(line))]
    steps = sum(b - a == 1 for (_, a), (_, b) in pairwise(bare))
    drop = {row for row, line in enumerate(lines) if PAGE_NUMBER.match(line.strip("\f"))}
    if len(bare) >= 3 and steps >= 0.8 * (len(bare) - 1):
        drop |= {row for row, _ in bare}
    kept = ("\f" * line.count("\f") if row in drop else line for row, line in enumerate(lines))
    return "\n".join(line for row, line in enumerate(kept) if line or row not in drop)


def width(text: str) -> int:
    """Half-width columns: a Chinese character or full-width mark takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text if c != "\f")


def wrap_width(lines: list[str]) -> int | None:
    """The column at which a layout program broke the lines; None where lines are whole paragraphs.

    Wrapped text has many lines that end within a few columns of one width, most of them inside a sentence. Real
    paragraphs differ in length and end where a sentence does.
    """
    bare = [line.strip() for line in lines if line.strip()]
    widths = [width(line) for line in bare]
    best: tuple[int, int] | None = None
    for right in {w for w in widths if 30 <= w <= 110}:
        count = sum(right - 4 <= w <= right for w in widths)
        if count >= 0.25 * len(widths) and (best is None or (count, right) > best):
            best = (count, right)
    if best is None:
        return None
    full = [line for line, w in zip(bare, widths, strict=True) if best[1] - 4 <= w <= best[1]]
    if sum(bool(ENDS_SENTENCE.search(line)) for line in full) > 0.5 * len(full):
        return None
    longer = sum(w > best[1] + 4 for w in widths)
    return best[1] if longer <= 0.35 * len(widths) else None  # tables are wider than the text around them


@dataclass(frozen=True)
class PrintedLine:
    """A line as a layout program printed it."""

    text: str  # without its indent; the form feeds of blank lines before it come first
    is_indented: bool
    after_blank: bool


@dataclass(frozen=True)
class LayoutHabits:
    """What the line breaks of a text mean, judged over all of it."""

    column: int | None  # at which lines were broken, in half-width columns; None where lines are whole paragraphs
    blanks_mean_nothing: bool
    indents_mean_paragraphs: bool


def rejoin_wrapped_lines(text: str) -> str:
    """Undo line breaks made at full width; keep the breaks that the author made.

    A break is the layout's when the next line's first word would not have fitted. The first line of a paragraph
    is two characters narrower: its indent is often lost.
    """
    raw = text.split("\n")
    lines = _printed_lines(raw)
    if not lines:
        return ""
    habits = _layout_habits(raw, lines)
    paragraphs = [lines[0].text]
    opens_paragraph = True  # whether the line before opened its paragraph
    for before, line, after in zip(lines, lines[1:], [*lines[2:], None], strict=False):
        if _goes_on(before, line, after, opens_paragraph, habits):
            words = line.text.lstrip("\f \t\u3000")
            gap = " " if _is_latin(paragraphs[-1][-1]) and _is_latin(words[0]) else ""
            paragraphs[-1] += gap + line.text
            opens_paragraph = False
        else:
            paragraphs.append(line.text)
            opens_paragraph = True
    return "\n".join(paragraphs)


def _printed_lines(raw: Sequence[str]) -> list[PrintedLine]:
    """The lines with text. raw: all lines, blank ones too."""
    lines: list[PrintedLine] = []
    blanks = 0
    pages = ""  # form feeds on blank lines: the page begins with the text that follows
    for line in raw:
        if line.strip():
            lines.append(PrintedLine(pages + line.strip(" \t\u3000"), bool(INDENT.match(line)), blanks > 0))
            blanks, pages = 0, ""
        else:
            blanks += 1
            pages += "\f" * line.count("\f")
    return lines


def _layout_habits(raw: list[str], lines: Sequence[PrintedLine]) -> LayoutHabits:
    indented = sum(line.is_indented for line in lines)
    return LayoutHabits(
        column=wrap_width(raw),
        blanks_mean_nothing=sum(line.after_blank for line in lines) >= HARD_BREAK * len(lines),
        indents_mean_paragraphs=0.03 * len(lines) <= indented <= 0.7 * len(lines),
    )


def _goes_on(
    before: PrintedLine, line: PrintedLine, after: PrintedLine | None, opens_paragraph: bool, habits: LayoutHabits
) -> bool:
    """Whether a line carries on the paragraph of the line before it. opens_paragraph: that line is its first."""
    above, words = before.text.lstrip("\f"), line.text.lstrip("\f \t\u3000")
    has_ended = bool(ENDS_SENTENCE.search(above))
    if words[0] in NO_LINE_START or above[-1] in NO_LINE_END:
        return True  # a link or a footnote mark left a title on a line of its own: "《\n信访条例\n》"
    if MARKDOWN_HEADING.match(above):
        return False
    column = habits.column
    if column is None or not _is_full(above, words, column - 4 if opens_paragraph else column):
        return False
    if opens_heading(words, has_ended) or (has_ended and PARAGRAPH_OPENING.match(words)):
        return False
    if habits.indents_mean_paragraphs:
        return not line.is_indented and not (line.after_blank and has_ended)
    if not has_ended:
        return not DATE_LINE.match(words)
    if line.after_blank and not habits.blanks_mean_nothing:
        return False
    # a full line that ends a sentence ends its paragraph where the next line is a first line: full but for its indent
    below = after.text if after else ""
    return not (below and _is_full(words, below, column - 4) and not _is_full(words, below, column))


def _is_full(line: str, following: str, column: int) -> bool:
    """Whether the first word of `following` would not have fitted at the end of `line`."""
    word = re.match(r"\f?(?:[0-9A-Za-z.%]+|.)", following)
    word_width = width(word[0]) if word else 0
    rest = following[word.end() :] if word else ""
    while rest and rest[0] in NO_LINE_START:  # punctuation cannot begin a line, so it comes along
        word_width += width(rest[0])
        rest = rest[1:]
    return width(line) + word_width > column - 2


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def close_up_spaces(text: str) -> str:
    """Remove the spaces that a layout put between Chinese and digits or Latin letters, and beside punctuation.

    >>> close_up_spaces("到 2025年，达 84.5 以上；中共河南省委 河南省人民政府")
    '到2025年，达84.5以上；中共河南省委 河南省人民政府'
    """
    text = PUNCTUATION_SPACE.sub("", STRAY_SPACE.sub("", text))
    return re.sub(rf"(?<=[{CJK}])[ \t]{{2,}}(?=[{CJK}])", " ", text)


DEFAULT_STEPS: tuple[Callable[[str], str], ...] = (
    normalize_newlines,
    begin_pages_on_lines,
    drop_page_numbers,
    rejoin_wrapped_lines,
    close_up_spaces,
)


def clean(text: str, steps: Iterable[Callable[[str], str]] = DEFAULT_STEPS) -> str:
    """Apply the cleaning steps in order. Form feeds survive: they mark where pages begin."""
    for step in steps:
        text = step(text)
    return text
