"""What the product is compared with: its signals one at a time, and the splitter that everyone starts from.

They get the plain question, for a follow-up with the user's last turn before it. What the product makes of a question
(typing errors, traditional characters, …) is part of what is compared.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evaluation.questions import Case
from mingce.index import Index
from mingce.models.encode import Encoder
from mingce.store.contents import Contents
from mingce.store.terms import Segmenter

SIZE, OVERLAP = 300, 50  # characters of a generic splitter's chunk
SEPARATORS = ("\n\n", "\n", "。", "！", "？", "；", "，", "、", " ", "")

BM25 = "BM25"
SENTENCE = "句向量"
SECTION = "章节向量"
SPLITTER = f"通用切分 {SIZE}/{OVERLAP}"


@dataclass(frozen=True)
class Retriever:
    """texts: what can be found. score: queries and their vectors -> float (queries, texts), higher is better."""

    texts: Sequence[str]
    score: Callable[[Sequence[str], np.ndarray], np.ndarray]

    def find(self, queries: Sequence[str], vectors: np.ndarray, k: int) -> list[list[str]]:
        """The k best texts for each query, best first."""
        best = np.argsort(-self.score(queries, vectors), axis=1, kind="stable")[:, :k]
        return [[self.texts[row] for row in rows] for rows in best]


def find_all(cases: Sequence[Case], index: Index, encoder: Encoder, k: int) -> dict[str, list[list[str]]]:
    """For each baseline, the k best texts of each case, best first."""
    queries = [plain_query(case.question, case.history) for case in cases]
    vectors = encoder.encode_queries(queries)
    retrievers = make_retrievers(contents_of(index), encoder)
    return {name: retriever.find(queries, vectors, k) for name, retriever in retrievers.items()}


def plain_query(question: str, history: Sequence[Mapping[str, str]]) -> str:
    """The question, behind the user's turn before it.

    >>> plain_query("那深圳呢？", [{"role": "user", "content": "广州有几个？"}, {"role": "assistant", "content": "三个。"}])
    '广州有几个？ 那深圳呢？'
    """
    before = [turn["content"] for turn in history if turn["role"] == "user"]
    return " ".join((*before[-1:], question))


def contents_of(index: Index) -> Contents:
    """The rows behind an index. The one place that reaches into it: no user of the product needs them."""
    return index.contents


def make_retrievers(contents: Contents, encoder: Encoder) -> dict[str, Retriever]:
    sections = [contents.section_text(row).strip() for row in range(len(contents.sections))]
    segmenter = Segmenter(contents.words)
    owner = np.array([sentence.section for sentence in contents.sentences])

    def by_terms(queries: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        return np.stack([contents.section_terms.scores(segmenter.terms(query)) for query in queries])

    def by_sentence(queries: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        cosines = vectors @ contents.sentence_vectors.rows().T  # (queries, sentences)
        best = np.full((len(sections), len(vectors)), -1, np.float32)
        np.maximum.at(best, owner, cosines.T)
        return best.T

    def by_section(queries: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        return vectors @ contents.section_vectors.rows().T

    chunks = [document.text[start:end] for document in contents.documents for start, end in split(document.text)]
    chunk_vectors = encoder.encode_passages(chunks)  # (chunks, dim)

    def by_chunk(queries: Sequence[str], vectors: np.ndarray) -> np.ndarray:
        return vectors @ chunk_vectors.T

    return {
        BM25: Retriever(sections, by_terms),
        SENTENCE: Retriever(sections, by_sentence),
        SECTION: Retriever(sections, by_section),
        SPLITTER: Retriever(chunks, by_chunk),
    }


def split(text: str, size: int = SIZE, overlap: int = OVERLAP) -> list[tuple[int, int]]:
    """Chunks of at most `size` characters, (start, end), as recursive splitters make them.

    The text is cut at the first separator that it has, pieces that are still too long at the next one, and
    neighbours are put together while they fit. A chunk begins with the last whole pieces of the one before, `overlap`
    characters of them at most.

    >>> [("一二。三四。五六。")[a:b] for a, b in split("一二。三四。五六。", size=6, overlap=3)]
    ['一二。三四。', '三四。五六。']
    """
    chunks: list[tuple[int, int]] = []
    held: list[tuple[int, int]] = []  # adjoining pieces, the chunk in the making
    for piece in _pieces(text, 0, len(text), size, SEPARATORS):
        if held and piece[1] - held[0][0] > size:
            chunks.append((held[0][0], held[-1][1]))
            while held and (held[-1][1] - held[0][0] > overlap or piece[1] - held[0][0] > size):
                held.pop(0)
        held.append(piece)
    if held:
        chunks.append((held[0][0], held[-1][1]))
    return [(start, end) for start, end in chunks if text[start:end].strip()]


def _pieces(text: str, start: int, end: int, size: int, separators: Sequence[str]) -> list[tuple[int, int]]:
    """Adjoining pieces that tile text[start:end], each at most `size` characters; a separator ends its piece."""
    if end - start <= size:
        return [(start, end)] if end > start else []
    separator, *finer = separators
    if not separator:
        return [(at, min(at + size, end)) for at in range(start, end, size)]
    pieces = []
    while start < end:
        found = text.find(separator, start, end)
        stop = end if found < 0 else found + len(separator)
        pieces += _pieces(text, start, stop, size, finer)
        start = stop
    return pieces
