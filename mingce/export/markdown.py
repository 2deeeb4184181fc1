"""A report as Markdown (CommonMark with tables); characters of the source never act as markup."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from mingce.datatypes import Document
from mingce.export.grid import grid
from mingce.export.report import Block, Heading, Paragraph, Quote, Report, Table
from mingce.export.text import printable, quote, source

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")
OPENS_BLOCK = re.compile(r"^(\s*)(?:([-+=>])|(\d+)([.)]))")


def write(report: Report, documents: Mapping[str, Document], path: Path) -> None:
    """Write a report to `path`, UTF-8. documents: every cited document by its id."""
    parts = [f"# {escaped(report.title)}", *map(escaped, report.notes)]
    for block in report.blocks:
        parts += block_lines(block, documents)
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def block_lines(block: Block, documents: Mapping[str, Document]) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"{'#' * min(block.level + 1, 6)} {escaped(block.text)}"
    elif isinstance(block, Paragraph):
        yield escaped(block.text)
    elif isinstance(block, Quote):
        body = escaped(quote(block.citation)).replace("\n", "\n> ")
        yield f"> {body}\n>\n> —— {escaped(source(block.citation, documents))}"
    else:
        yield from table_lines(block, documents)


def table_lines(table: Table, documents: Mapping[str, Document]) -> Iterator[str]:
    made = grid(table, documents)
    if table.caption:
        yield f"**{escaped(table.caption)}**"
    rows = [made.header, ("---",) * len(made.header), *made.rows]
    yield "\n".join("| " + " | ".join(cell if row is rows[1] else in_cell(cell) for cell in row) + " |" for row in rows)


def in_cell(text: str) -> str:
    return escaped(text).replace("  \n", "<br>")


def escaped(text: str) -> str:
    r"""Text that Markdown shows as it is.

    >>> escaped("**治污**\n1. 见[1]")
    '\\*\\*治污\\*\\*  \n1\\. 见\\[1\\]'
    """
    lines = (SPECIAL.sub(r"\\\1", line) for line in printable(text).split("\n"))
    return "  \n".join(OPENS_BLOCK.sub(_unopened, line) for line in lines)


def _unopened(match: re.Match[str]) -> str:
    return f"{match[1]}\\{match[2]}" if match[2] else f"{match[1]}{match[3]}\\{match[4]}"
