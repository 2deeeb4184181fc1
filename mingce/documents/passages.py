"""The texts of an index that have vectors and terms; what an index before knows of them is taken over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from mingce.datatypes import Document, Section, Sentence
from mingce.models.encode import Encoder
from mingce.store.contents import Contents
from mingce.store.lexical import Bm25
from mingce.store.terms import Segmenter, changed_rows


@dataclass(frozen=True)
class Passages:
    """What stands for each section and each sentence."""

    sections: list[str]  # embedded and segmented: title and heading path, then the text of the section
    sentences: list[str]  # embedded
    headed_sentences: list[str]  # segmented: the sentence under its nearest heading

    @classmethod
    def of(
        cls, documents: Sequence[Document], sections: Sequence[Section], sentences: Sequence[Sentence]
    ) -> "Passages":
        """Texts in the order of the rows."""
        by_id = {document.id: document for document in documents}
        owners = [by_id[section.doc_id] for section in sections]
        plain = [owners[s.section].text[s.start : s.end] for s in sentences]
        return cls(
            ["\n".join((d.title, *s.path, d.text[s.start : s.end])) for d, s in zip(owners, sections, strict=True)],
            plain,
            ["\n".join((*sections[s.section].path[-1:], text)) for s, text in zip(sentences, plain, strict=True)],
        )


@dataclass(frozen=True)
class Counted:
    """Terms that were counted before, with the texts and the words of their own that they were made with."""

    terms: Bm25
    texts: Sequence[str]
    words: frozenset[str]


@dataclass(frozen=True)
class Known:
    """What an index before knows of passages, by their text."""

    vectors: Mapping[str, np.ndarray] = field(default_factory=dict)
    section_terms: Counted | None = None
    sentence_terms: Counted | None = None

    @classmethod
    def from_contents(cls, contents: Contents, with_terms: bool) -> "Known":
        """with_terms: False where another version of the segmenter or the parsers made the terms."""
        texts = Passages.of(contents.documents, contents.sections, contents.sentences)
        vectors = dict(zip(texts.sentences, contents.sentence_vectors.rows(), strict=True))
        vectors.update(zip(texts.sections, contents.section_vectors.rows(), strict=True))
        if not with_terms:
            return cls(vectors)
        words = frozenset(contents.words)
        return cls(
            vectors,
            Counted(contents.section_terms, texts.sections, words),
            Counted(contents.sentence_terms, texts.headed_sentences, words),
        )


def embed(
    texts: Sequence[str], encoder: Encoder, known: Mapping[str, np.ndarray], progress: bool
) -> tuple[np.ndarray, int]:
    """Vectors of the texts, float32 (n, dimension), and how many distinct texts had to be embedded."""
    new = [text for text in dict.fromkeys(texts) if text not in known]
    vectors = dict(zip(new, encoder.encode_passages(new, progress=progress), strict=True)) if new else {}
    rows = [known[text] if text in known else vectors[text] for text in texts]
    return np.array(rows, dtype=np.float32).reshape(len(rows), encoder.dimension), len(new)


def count_terms(texts: Sequence[str], segmenter: Segmenter, known: Counted | None) -> Bm25:
    """The terms of the texts. Only texts that are new, or hold a word that came or went, are segmented."""
    if known is None:
        return Bm25.from_terms([segmenter.terms(text) for text in texts])
    changed = changed_rows(known.terms, known.texts, known.words.symmetric_difference(segmenter.words))
    row_of = {text: row for row, text in enumerate(known.texts) if row not in changed}
    kept = np.array([row_of.get(text, -1) for text in texts], dtype=np.int64)
    return known.terms.with_rows(
        kept, [segmenter.terms(text) for text, row in zip(texts, kept, strict=True) if row < 0]
    )
