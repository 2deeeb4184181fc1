"""Colloquial words and their counterparts in official documents: data/colloquial.tsv.

A line is `口语<TAB>公文、公文<TAB>direction`; ">" leads from left to right only, "=" both ways.
"""

import re
from collections import defaultdict
from functools import cache

from mingce.text.word_lists import read_rows

Expansions = dict[str, tuple[str, ...]]  # words as they stand in the text -> official counterparts, best first


@cache
def load() -> dict[str, tuple[str, ...]]:
    """Every word with its counterparts; those marked "=" also the other way round."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word, official, direction in read_rows("colloquial.tsv"):
        found[word] += official.split("、")
        if direction == "=":
            for term in official.split("、"):
                found[term].append(word)
    return {word: tuple(dict.fromkeys(terms)) for word, terms in found.items()}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, load()), key=len, reverse=True)))


def expand(text: str) -> Expansions:
    """The words of a text that have counterparts, longest first where they overlap.

    >>> expand("我们开养老院的")["养老院"][0]
    '养老机构'
    """
    words = load()
    return {match[0]: words[match[0]] for match in _pattern().finditer(text)}


def translate(text: str) -> str:
    """A text with each colloquial word replaced by its first counterpart; the text itself where it has none."""
    words = load()
    return _pattern().sub(lambda match: words[match[0]][0], text)
