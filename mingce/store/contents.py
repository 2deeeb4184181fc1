"""Everything in a built index, and everything that can be asked of it without a model.

Row numbers tie it together: `Sentence.section` is a row of `sections`, and rows of a document are next to each other.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np

from mingce.datatypes import Citation, Document, Section, Sentence
from mingce.errors import UserError
from mingce.store.lexical import Bm25
from mingce.store.vectors import Vectors
from mingce.text.citations import cite, section_at
from mingce.text.formulas import is_formula
from mingce.text.outline import Unit, outline
from mingce.text.sections import is_heading
from mingce.text.versions import Relation, Validity, validity

OPENING = 8  # characters before a heading in its section: white space and marks


class Part(NamedTuple):
    """One document taken out of an index; `Sentence.section` is a row of these sections."""

    document: Document
    sections: list[Section]
    sentences: list[Sentence]


def join_parts(parts: Iterable[Part]) -> tuple[list[Document], list[Section], list[Sentence]]:
    """Documents, sections and sentences of several parts; `Sentence.section` is a row of all these sections."""
    documents: list[Document] = []
    sections: list[Section] = []
    sentences: list[Sentence] = []
    for part in parts:
        documents.append(part.document)
        sentences += [replace(sentence, section=sentence.section + len(sections)) for sentence in part.sentences]
        sections += part.sections
    return documents, sections, sentences


@dataclass(frozen=True)
class Contents:
    """The documents of an index with their sections, sentences, vectors and terms.

    Raises ValueError where vectors or terms have other rows than the items they stand for.
    """

    documents: tuple[Document, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    sentence_vectors: Vectors  # one row a sentence
    section_vectors: Vectors  # one row a section
    section_terms: Bm25  # one row a section
    sentence_terms: Bm25  # one row a sentence
    words: tuple[str, ...]  # the corpus's own words, for the segmenter
    relations: tuple[Relation, ...] = ()  # which document repeals, replaces or copies which

    def __post_init__(self) -> None:
        for name, items, rows in (
            ("sentences", self.sentences, len(self.sentence_vectors)),
            ("sections", self.sections, len(self.section_vectors)),
            ("sections", self.sections, self.section_terms.rows),
            ("sentences", self.sentences, self.sentence_terms.rows),
        ):
            if len(items) != rows:
                raise ValueError(f"{rows} rows for {len(items)} {name}: rebuild with `python build_index.py --force`.")

    # ---------------------------------------------------------------- rows

    @cached_property
    def owner(self) -> np.ndarray:
        """The section of each sentence, int64 (sentences,)."""
        return np.array([s.section for s in self.sentences], dtype=np.int64)

    @cached_property
    def first(self) -> np.ndarray:
        """The first sentence of each section, and the number of sentences last: int64 (sections + 1,)."""
        return np.searchsorted(self.owner, np.arange(len(self.sections) + 1))

    @cached_property
    def section_rows(self) -> dict[str, range]:
        """The rows of each document's sections."""
        spans: dict[str, range] = {}
        for row, section in enumerate(self.sections):
            begin = spans[section.doc_id].start if section.doc_id in spans else row
            spans[section.doc_id] = range(begin, row + 1)
        return spans

    # ---------------------------------------------------------------- documents

    @cached_property
    def by_id(self) -> Mapping[str, Document]:
        return {document.id: document for document in self.documents}

    def document(self, doc_id: str) -> Document:
        """Raises UserError for an id that the index lacks."""
        self.check_documents([doc_id])
        return self.by_id[doc_id]

    def chosen(self, doc_ids: Collection[str]) -> tuple[Document, ...]:
        """The documents of these ids, in the order of the index; all where there are no ids."""
        return tuple(document for document in self.documents if document.id in doc_ids) if doc_ids else self.documents

    def check_documents(self, doc_ids: Collection[str]) -> None:
        """Raises UserError for the first id that the index lacks."""
        for doc_id in doc_ids:
            if doc_id not in self.by_id:
                known = "、".join(document.id for document in self.documents[:5])
                more = "等" if len(self.documents) > 5 else ""
                raise UserError(f"索引中没有编号为“{doc_id}”的文件。现有的是：{known}{more}。")

    def sections_of(self, doc_id: str) -> list[Section]:
        """Sections of one document in reading order; they tile its text."""
        self.check_documents([doc_id])
        rows = self.section_rows[doc_id]
        return list(self.sections[rows.start : rows.stop])

    def outline(self, doc_id: str) -> Unit:
        """The tree of a document's units, made when first asked for. Raises UserError for an id that the index lacks."""
        if doc_id not in self._outlines:
            self._outlines[doc_id] = outline(self.document(doc_id), self.sections_of(doc_id))
        return self._outlines[doc_id]

    @cached_property
    def _outlines(self) -> dict[str, Unit]:
        return {}

    def part(self, doc_id: str) -> Part:
        """A document with its sections and sentences. Raises UserError for an id that the index lacks."""
        document = self.document(doc_id)
        rows = self.section_rows[doc_id]
        own = self.sentences[int(self.first[rows.start]) : int(self.first[rows.stop])]
        return Part(document, self.sections_of(doc_id), [replace(s, section=s.section - rows.start) for s in own])

    def validity(self, doc_id: str, today: date | None = None) -> Validity:
        """Whether a document is in force, by its own text and by what others of the index say of it."""
        return validity(self.document(doc_id), today or date.today(), self.relations_of(doc_id))

    def relations_of(self, doc_id: str) -> list[Relation]:
        """What links a document to others of the index: copies, older and newer versions, repeals."""
        return self._relations_by_id.get(doc_id, [])

    @cached_property
    def _relations_by_id(self) -> dict[str, list[Relation]]:
        found: dict[str, list[Relation]] = {}
        for relation in self.relations:
            for doc_id in dict.fromkeys((relation.doc_id, relation.other)):
                found.setdefault(doc_id, []).append(relation)
        return found

    def cite(self, doc_id: str, start: int, end: int, n: int = 0) -> Citation:
        """A passage of a document, as it is cited."""
        document, sections, sentences = self.part(doc_id)
        speaker = next((s.speaker for s in sentences if s.start <= start < s.end), "")
        return cite(document, section_at(sections, start), start, end, n, speaker)

    # ---------------------------------------------------------------- sections and sentences, by row

    def document_of(self, section: int) -> Document:
        """The document of a section. section: a row of `sections`."""
        return self.by_id[self.sections[section].doc_id]

    def sentence_text(self, row: int) -> str:
        """The text of a sentence. row: of `sentences`."""
        sentence = self.sentences[row]
        return self.document_of(sentence.section).text[sentence.start : sentence.end]

    def sentence_rows(self, section: int) -> range:
        """The rows of a section's sentences. section: a row of `sections`."""
        return range(int(self.first[section]), int(self.first[section + 1]))

    def section_text(self, row: int) -> str:
        section = self.sections[row]
        return self.document_of(row).text[section.start : section.end]

    def place(self, row: int) -> str:
        """Title and heading path of a section, in one line."""
        return " ".join((self.document_of(row).title, *self.sections[row].path))

    def passage(self, row: int) -> str:
        """A section as a reader gets it: title and heading path, a line each, then its text."""
        return "\n".join((self.document_of(row).title, *self.sections[row].path, self.section_text(row).strip()))

    def trimmed(self, row: int) -> tuple[int, int]:
        """A section's span without the white space around it."""
        section, piece = self.sections[row], self.section_text(row)
        return section.start + len(piece) - len(piece.lstrip()), section.start + len(piece.rstrip())

    def citation(self, n: int, row: int) -> Citation:
        """The sentence in a row of `sentences`, as it is cited."""
        sentence = self.sentences[row]
        section = self.sections[sentence.section]
        document = self.document_of(sentence.section)
        return cite(document, section, sentence.start, sentence.end, n, sentence.speaker)

    def is_formula(self, row: int) -> bool:
        """Whether a sentence is one that a document is written around with: title, addressees, "特此通知。", signature.
        row: of `sentences`."""
        if row not in self._formulas:
            section = self.sections[self.sentences[row].section]
            document = self.by_id[section.doc_id]
            self._formulas[row] = is_formula(self.sentence_text(row), document, is_at_head=not section.path)
        return self._formulas[row]

    @cached_property
    def _formulas(self) -> dict[int, bool]:
        return {}

    def is_heading(self, row: int) -> bool:
        """Whether a sentence is the heading that opens its section. row: of `sentences`."""
        sentence = self.sentences[row]
        section = self.sections[sentence.section]
        return sentence.start - section.start < OPENING and is_heading(self.sentence_text(row), section.path)
