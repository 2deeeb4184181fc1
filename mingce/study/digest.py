"""A digest made only of quoted sentences: the most central ones of a document, spread over its parts.

Centrality is LexRank (Erkan and Radev 2004) over the sentence vectors of the index. Maximal marginal relevance
(Carbonell and Goldstein 1998) keeps similar sentences from being taken twice.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from mingce.datatypes import Citation, Document, Section
from mingce.export.report import Block, Heading, Quote, Report
from mingce.store.contents import Contents
from mingce.text.citations import cite

SENTENCES = 12  # about a page
DAMPING = 0.85
ITERATIONS = 50
RELEVANCE = 0.7  # weight of the score; the rest is the weight of being unlike the sentences taken already
SHORTEST_QUOTE, LONGEST_QUOTE = 12, 260  # characters of a sentence that is worth quoting
BONUS = 0.25  # added to the centrality, 0..1, of a sentence that demands, counts or names a formulation
DEMANDS = re.compile(r"要|必须|坚持|应当|不得|确保|到20\d\d年|\d+(?:\.\d+)?[%％]|“[^”]{2,20}”")
DEPENDS = re.compile(r"^(?:其|该|这|此|上述|同时|另外|此外|其中|对此|为此|但|而)")


def digest(contents: Contents, doc_id: str, count: int = SENTENCES) -> list[Citation]:
    """The `count` most central sentences in reading order, as citations; fewer where the document is short."""
    document, sections, sentences = contents.part(doc_id)
    first = next(row for row, section in enumerate(contents.sections) if section.doc_id == doc_id)
    offset = int(contents.first[first])
    rows = [
        row
        for row, sentence in enumerate(sentences)
        if is_worth(document.text[sentence.start : sentence.end], contents.is_heading(offset + row))
    ]
    if not rows:
        return []
    vectors = contents.sentence_vectors.rows()[[offset + row for row in rows]]
    texts = [document.text[sentences[row].start : sentences[row].end] for row in rows]
    scores = centrality(vectors) + BONUS * np.array([bool(DEMANDS.search(text)) for text in texts])
    scores -= BONUS * np.array([bool(DEPENDS.search(text)) for text in texts])
    parts = [part_of(sections[sentences[row].section]) for row in rows]
    chosen = choose(scores, centred(vectors), parts, count)
    return [
        cite(document, sections[s.section], s.start, s.end, n, s.speaker)
        for n, s in enumerate((sentences[rows[i]] for i in sorted(chosen)), start=1)
    ]


def centrality(vectors: np.ndarray) -> np.ndarray:
    """LexRank of each sentence, scaled to 0..1. vectors: float32 (n, dim), unit length."""
    likeness = np.maximum(centred(vectors) @ centred(vectors).T, 0)
    np.fill_diagonal(likeness, 0)
    step = likeness / np.maximum(likeness.sum(axis=1, keepdims=True), 1e-9)
    rank = np.full(len(vectors), 1 / len(vectors))
    for _ in range(ITERATIONS):
        rank = (1 - DAMPING) / len(vectors) + DAMPING * (rank @ step)
    return (rank - rank.min()) / max(float(np.ptp(rank)), 1e-9)


def centred(vectors: np.ndarray) -> np.ndarray:
    """Vectors minus their mean, at unit length: the cosines of this model all lie between 0.8 and 0.92."""
    apart = vectors - vectors.mean(axis=0)
    return apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)


def choose(scores: np.ndarray, vectors: np.ndarray, parts: Sequence[str], count: int) -> list[int]:
    """Rows by maximal marginal relevance, `count` of them where there are as many.

    parts: the part of the document that each row stands in. Each part gives at least one sentence, the longest parts
    first, and none gives more than its share, rounded up.
    """
    sizes = Counter(parts)
    room = {part: math.ceil(count * size / len(parts)) for part, size in sizes.items()}
    likeness = vectors @ vectors.T
    chosen: list[int] = []
    for part, _ in sizes.most_common(count):
        own = [row for row in range(len(parts)) if parts[row] == part]
        chosen.append(max(own, key=lambda row: float(scores[row])))
        room[part] -= 1
    while len(chosen) < min(count, len(scores)):
        gain = RELEVANCE * scores - (1 - RELEVANCE) * (likeness[:, chosen].max(axis=1) if chosen else 0)
        full = [row in chosen or room[parts[row]] == 0 for row in range(len(scores))]
        if all(full):
            break
        best = int(np.argmax(np.where(full, -np.inf, gain)))
        chosen.append(best)
        room[parts[best]] -= 1
    return chosen


def report(document: Document, quotes: Sequence[Citation]) -> Report:
    """The digest as a page to print: the quotes under the headings of their parts."""
    blocks: list[Block] = []
    part = None
    for citation in quotes:
        heading = citation.path[0] if citation.path else ""
        if heading != part and heading:
            blocks.append(Heading(heading))
        part = heading
        blocks.append(Quote(citation))
    note = "以下各句均摘自原文，按原文次序排列；由程序按句子在全文中的中心程度选出，不是全文的概括。"
    return Report(f"《{document.title.strip('《》')}》要点摘编", tuple(blocks), (note,))


def is_worth(text: str, is_heading: bool) -> bool:
    return (
        not is_heading
        and SHORTEST_QUOTE <= len(text) <= LONGEST_QUOTE
        and text.rstrip("”’）)").endswith(("。", "；", "！"))
    )


def part_of(section: Section) -> str:
    return section.path[0] if section.path else ""
