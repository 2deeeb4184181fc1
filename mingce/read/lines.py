"""How DOCX and HTML put into lines what is more than a paragraph: headings, table rows, raised numbers."""

import re
from collections.abc import Sequence

from mingce.text.labels import ANNEX, form_of

LONGEST_HEADING = 50  # characters; a longer "heading" is a paragraph in a heading's style
RAISED = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def heading_line(text: str, level: int) -> str:
    """A heading with Markdown marks where its own number does not show its level already.

    >>> heading_line("指导思想", 2), heading_line("（一）指导思想", 2)
    ('## 指导思想', '（一）指导思想')
    """
    text = re.sub(r"(?<=[章节编条\d])\s*\n\s*", " ", text)
    text = re.sub(r"\s*\n\s*", "", text)
    is_text = len(text) > LONGEST_HEADING or text.endswith(("。", "；", "：", "，"))
    if is_text or ANNEX.match(text) or form_of(text):
        return text
    return f"{'#' * min(level, 6)} {text}"


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """A line a row, header rows first as in the document; empty rows are left out.

    >>> table_lines([["指标", "2025年"], ["", ""], ["优良率", "84.5%"]])
    ['| 指标 | 2025年 |', '| 优良率 | 84.5% |']
    """
    return [f"| {' | '.join(cells)} |" for cells in rows if any(cells)]


def cell(lines: Sequence[str]) -> str:
    """The lines of one cell as one; the marks of a table inside it go.

    >>> cell(["（一）甲", "| 子 | 丑 |"])
    '（一）甲 子 丑'
    """
    bare = (re.sub(r"^\| | \|$", "", line).replace(" | ", " ") for line in lines)
    return re.sub(r"\s+", " ", " ".join(bare)).strip()


def tidy(text: str) -> list[str]:
    """Lines without indents and blank ones."""
    return [line for part in text.split("\n") if (line := part.strip(" \t\u3000\xa0"))]
