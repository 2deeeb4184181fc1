"""Raw text -> a document with its metadata, and a document -> its sections and sentences."""

import re
from dataclasses import asdict, replace

from mingce.datatypes import Document, Page
from mingce.read import RawText
from mingce.store.contents import Part
from mingce.text.clean import clean, close_up_spaces, normalize_newlines
from mingce.text.metadata import describe
from mingce.text.sections import split_sections
from mingce.text.sentences import split_sentences
from mingce.text.speakers import speaker_of


def parse(raw: RawText, source: str = "") -> Document:
    """One document with canonical text and metadata. source: the file it comes from, whose name may hold a date."""
    return describe_document(cleaned(raw), source)


def cleaned(raw: RawText) -> RawText:
    """The same with canonical text; form feeds still stand where pages begin."""
    if not raw.is_layout:
        text = normalize_newlines(raw.text).strip()
    elif raw.has_paragraphs:
        text = clean(raw.text, (normalize_newlines, close_up_lines)).strip("\n ")
    else:
        text = clean(raw.text)
    return replace(raw, text=text)


def describe_document(raw: RawText, source: str) -> Document:
    """The document of a raw text that is `cleaned`."""
    text, pages = take_pages(raw.text)
    meta = describe(text, source if raw.is_layout else raw.id, raw.title)
    fields = {**asdict(meta), "title": meta.title or raw.id}
    return Document(
        id=raw.id,
        text=text,
        source=source,
        pages=pages,
        notes=raw.warnings,
        doubtful_pages=raw.doubtful_pages,
        **fields,
    )


def split(document: Document) -> Part:
    """A document with its sections and its sentences, each with who says it."""
    sections = split_sections(document)
    sentences = split_sentences(document.text, sections)
    speakers = speaker_of(sentences, document)
    return Part(
        document,
        sections,
        [replace(sentence, speaker=speaker) for sentence, speaker in zip(sentences, speakers, strict=True)],
    )


def close_up_lines(text: str) -> str:
    """`close_up_spaces` for lines that are paragraphs or table rows; the marks between cells keep their spaces.

    >>> close_up_lines("到 2025 年\\n| 达 84.5 以上。 | （一） |")
    '到2025年\\n| 达84.5以上。 | （一） |'
    """

    def row(line: str) -> str:
        if not (line.startswith("| ") and line.endswith(" |")):
            return close_up_spaces(line)
        return f"| {' | '.join(close_up_spaces(cell) for cell in line[2:-2].split(' | '))} |"

    return "\n".join(row(line) for line in text.split("\n"))


def take_pages(text: str) -> tuple[str, tuple[Page, ...]]:
    """Form feeds out of the text, their places into pages."""
    pages, plain = [], []
    offset = 0
    for number, part in enumerate(text.split("\f"), start=1):
        pages.append(Page(offset, number))
        plain.append(part)
        offset += len(part)
    joined = re.sub(r"^\n+|\n+$", "", "".join(plain))
    return joined, tuple(pages) if len(pages) > 1 else ()
