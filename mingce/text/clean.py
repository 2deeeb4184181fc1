"""Raw text of a file -> canonical text: one paragraph, title line or heading a line, no page furniture.

No character of real text is lost: what goes is white space, page numbers and invisible marks.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
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


def rejoin_wrapped_lines(text: str) -> str:
    """Undo line breaks made at full width; keep the breaks that the author made.

    A break is the layout's when the next line's first word would not have fitted. The first line of a paragraph
    is two characters narrower: its indent is often lost.
    """
    raw = text.split("\n")
    column = wrap_width(raw)
    lines: list[str] = []
    indented: list[bool] = []
    after_blank: list[bool] = []
    blanks = 0
    pages = ""  # form feeds on blank lines: the page begins with the text that follows
    for line in raw:
        if not line.strip():
            blanks += 1
            pages += "\f" * line.count("\f")
            continue
        indented.append(bool(INDENT.match(line)))
        after_blank.append(blanks > 0)
        lines.append(pages + line.strip(" \t\u3000"))
        blanks, pages = 0, ""
    if not lines:
        return ""
    blanks_mean_nothing = sum(after_blank) >= HARD_BREAK * len(lines)
    indents_mean_paragraphs = 0.03 * len(lines) <= sum(indented) <= 0.7 * len(lines)
    paragraphs = [lines[0]]
    first_line = True  # whether the line before opened its paragraph
    for row in range(1, len(lines)):
        before, line = lines[row - 1].lstrip("\f"), lines[row].lstrip("\f \t\u3000")
        if line[0] in NO_LINE_START or before[-1] in NO_LINE_END:
            joined = True  # a link or a footnote mark left a title on a line of its own: "《\n信访条例\n》"
        elif MARKDOWN_HEADING.match(before):
            joined = False
        elif column is None or not _is_full(before, line, column - 4 if first_line else column):
            joined = False
        elif opens_heading(line, bool(ENDS_SENTENCE.search(before))) or (
            PARAGRAPH_OPENING.match(line) and ENDS_SENTENCE.search(before)
        ):
            joined = False
        elif indents_mean_paragraphs:
            joined = not indented[row] and not (after_blank[row] and ENDS_SENTENCE.search(before))
        elif not ENDS_SENTENCE.search(before):
            joined = not DATE_LINE.match(line)
        elif after_blank[row] and not blanks_mean_nothing:
            joined = False
        else:
            after = lines[row + 1] if row + 1 < len(lines) else ""
            joined = not (after and _is_full(line, after, column - 4) and not _is_full(line, after, column))
        if joined:
            gap = " " if _is_latin(paragraphs[-1][-1]) and _is_latin(line[0]) else ""
            paragraphs[-1] += gap + lines[row]
            first_line = False
        else:
            paragraphs.append(lines[row])
            first_line = True
    return "\n".join(paragraphs)


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
