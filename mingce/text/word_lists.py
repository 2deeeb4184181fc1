"""The word lists of mingce/data/: a line is a row, its cells parted by tabs; lines that begin with # are comments."""

from functools import cache
from importlib.resources import files


@cache
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a list, each a tuple of its cells.

    >>> read_rows("places.tsv")[2]
    ('河北', '石家庄')
    """
    lines = (files("mingce") / "data" / name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
