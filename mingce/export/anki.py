"""Flash cards as an Anki package."""

import hashlib
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import genanki

from mingce.datatypes import Document
from mingce.export.report import Card
from mingce.export.text import printable, source

CSS = """.card { font: 20px/1.7 "Songti SC", "Noto Serif CJK SC", SimSun, serif; color: #22201c; text-align: left; }
.source { margin-top: 1em; font: 14px/1.6 "PingFang SC", "Noto Sans CJK SC", sans-serif; color: #6a655c; }"""
MODEL = genanki.Model(
    1_704_100_137,  # never change this: Anki recognises our cards by it
    "明策",
    fields=[{"name": "正面"}, {"name": "背面"}, {"name": "出处"}],
    templates=[
        {
            "name": "卡片",
            "qfmt": "{{正面}}",
            "afmt": '{{FrontSide}}<hr id="answer">{{背面}}<div class="source">{{出处}}</div>',
        }
    ],
    css=CSS,
)


def write(title: str, cards: Sequence[Card], documents: Mapping[str, Document], path: Path) -> None:
    """Write cards to `path`. The same card always has the same id, so that Anki keeps its history when it is imported again."""
    deck = genanki.Deck(_number(title), printable(title))
    for card in cards:
        fields = [_html(card.front), _html(card.back), _html(source(card.citation, documents))]
        guid = genanki.guid_for(title, card.front, card.citation.doc_id, card.citation.start)
        deck.add_note(genanki.Note(MODEL, fields, guid=guid))
    genanki.Package(deck).write_to_file(str(path))


def _html(text: str) -> str:
    return escape(printable(text)).replace("\n", "<br>")


def _number(text: str) -> int:
    """An id in Anki's range, the same for the same text."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:4], "big") | 1 << 30
