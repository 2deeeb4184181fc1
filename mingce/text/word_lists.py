"""The word lists of mingce/data/, tab-separated files, and patterns made of their words."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a file in mingce/data/, a cell for each column; comments (#) and empty lines are left out."""
    text = (files("mingce") / "data" / name).read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def read_words(name: str) -> dict[str, tuple[str, ...]]:
    """The words of each category of a file whose rows are a category and words joined by 、.

    >>> read_words("indicators.tsv")["泛称"][:3]
    ('产量', '产值', '总产值')
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for category, words in read_rows(name):
        found[category] += words.split("、")
    return {category: tuple(dict.fromkeys(words)) for category, words in found.items()}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first, so that none is cut short by another.

    >>> any_of(["企业", "小微企业"])
    '(?:小微企业|企业)'
    """
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"
