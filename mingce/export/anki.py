"""Cards as an Anki package (.apkg)."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from mingce.datatypes import Document
from mingce.report import Card


def write(title: str, cards: Sequence[Card], documents: Mapping[str, Document], path: Path) -> None:
    """Write a deck named `title` to `path`. documents: every cited document by its id."""
    raise NotImplementedError
