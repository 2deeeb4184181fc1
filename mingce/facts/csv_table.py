"""Rows to a CSV table that a spreadsheet opens, the same for every kind of fact."""

import csv
from collections.abc import Iterable, Sequence
from typing import TextIO

FORMULA = ("=", "+", "-", "@")  # what a spreadsheet would run


def write_table(headers: Sequence[str], rows: Iterable[Iterable[object]], stream: TextIO) -> None:
    """A table under its headers. Open the stream with newline="".

    It begins with the byte order mark, by which Excel knows that it is UTF-8.
    """
    stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(headers)
    for row in rows:
        writer.writerow(map(_cell, row))


def _cell(cell: object) -> object:
    """Text that a spreadsheet would run as a formula begins with an apostrophe; what is not known is empty."""
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return f"'{cell}"
    return "" if cell is None else cell
