"""Two documents side by side: which sentences stand in both, the same or similar, and which in one of them only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
from scipy.sparse import csr_matrix

from mingce.datatypes import Citation, Document
from mingce.export.report import Block, Heading, Paragraph, Quote, Report, Table, TableRow
from mingce.store.contents import Contents, Part
from mingce.text.citations import cite
from mingce.text.dates import made
from mingce.text.fold import fold

ALIKE = 0.5  # share of common character pairs (Dice) from which two sentences count as one that was reworded
SHORTEST_COMPARED = 8  # characters of a sentence that is compared
PUNCTUATION = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Pair:
    """A sentence of the older document and its counterpart in the newer one."""

    older: Citation
    newer: Citation
    likeness: float  # Dice over character pairs, 0..1; 1 for the same words

    @property
    def is_same(self) -> bool:
        return bare(self.older.quote) == bare(self.newer.quote)


@dataclass(frozen=True)
class Comparison:
    """The sentences of two documents. `pairs` and `added` follow the newer document, `dropped` the older."""

    older: Document
    newer: Document
    pairs: tuple[Pair, ...]
    added: tuple[Citation, ...]
    dropped: tuple[Citation, ...]


def compare(contents: Contents, doc_id: str, other: str) -> Comparison:
    """Compare two documents of an index. Their dates say which is older; without dates the first counts as older."""
    first, second = contents.part(doc_id), contents.part(other)
    if "" < made(second[0]) < made(first[0]):
        first, second = second, first
    return compare_parts(first, second)


def compare_parts(older: Part, newer: Part) -> Comparison:
    """Compare two documents, each with its sections and sentences."""
    left, right = _sentences(older), _sentences(newer)
    pairs = []
    for i, j, likeness in align([c.quote for c in left], [c.quote for c in right]):
        pairs.append(Pair(left[i], right[j], likeness))
    kept, found = {pair.older.start for pair in pairs}, {pair.newer.start for pair in pairs}
    return Comparison(
        older[0],
        newer[0],
        tuple(sorted(pairs, key=lambda pair: pair.newer.start)),
        tuple(c for c in right if c.start not in found),
        tuple(c for c in left if c.start not in kept),
    )


def align(left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int, float]]:
    """Rows of corresponding sentences with their likeness, the most similar first; each row occurs at most once."""
    if not left or not right:
        return []
    likeness = dice(left, right)
    rows, columns = np.nonzero(likeness >= ALIKE)
    order = np.argsort(-likeness[rows, columns], kind="stable")
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    found = []
    for i, j in zip(rows[order].tolist(), columns[order].tolist(), strict=True):
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            found.append((i, j, round(float(likeness[i, j]), 3)))
    return found


def dice(left: Sequence[str], right: Sequence[str]) -> np.ndarray:
    """Dice coefficients over character pairs, float (left, right): twice the common pairs over the pairs of both."""
    names: dict[str, int] = {}
    a, b = _pairs(left, names), _pairs(right, names)
    a.resize((len(left), len(names)))
    shared = (a @ b.T).toarray()
    sizes = np.asarray(a.sum(axis=1)) + np.asarray(b.sum(axis=1)).T
    return 2 * shared / np.maximum(sizes, 1)


def _pairs(texts: Sequence[str], names: dict[str, int]) -> csr_matrix:
    """The character pairs of each text as 0 or 1. names: the column of each pair; new pairs are added to it."""
    columns: list[int] = []
    ends = [0]
    for text in texts:
        plain = bare(text)
        found = {names.setdefault(plain[i : i + 2], len(names)) for i in range(len(plain) - 1)}
        columns += sorted(found)
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(texts), len(names)))


def differing(old: str, new: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Both texts in pieces, True for what the other lacks; the pieces joined give the text.

    >>> differing("每年检查一次。", "每年检查两次。")
    ([('每年检查', False), ('一', True), ('次。', False)], [('每年检查', False), ('两', True), ('次。', False)])
    """
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if b > a:
            left.append((old[a:b], kind != "equal"))
        if d > c:
            right.append((new[c:d], kind != "equal"))
    return left, right


def bare(text: str) -> str:
    """The folded text without punctuation."""
    return PUNCTUATION.sub("", fold(text))


def report(found: Comparison) -> Report:
    """The comparison as a page to print."""
    blocks: list[Block] = []
    for title, quotes in (
        (f"《{found.newer.title}》新增", found.added),
        (f"《{found.older.title}》有而后来没有", found.dropped),
    ):
        blocks.append(Heading(f"{title}（{len(quotes)} 句）"))
        blocks += [Quote(citation) for citation in quotes] or [Paragraph("没有。")]
    changed = [pair for pair in found.pairs if not pair.is_same]
    blocks.append(Heading(f"措辞有变化（{len(changed)} 句）"))
    if changed:
        rows = tuple(TableRow((pair.older.quote,), pair.newer) for pair in changed)
        blocks.append(Table((f"《{found.older.title}》",), rows, "措辞变化"))
    same = len(found.pairs) - len(changed)
    return Report(
        f"《{found.older.title}》与《{found.newer.title}》对照", tuple(blocks), (f"另有 {same} 句文字相同。", NOTE)
    )


NOTE = "按句比较文字，不判断含义；同一内容换了说法，可能分别列为新增和没有。"


def _sentences(part: Part) -> list[Citation]:
    document, sections, sentences = part
    return [
        cite(document, sections[s.section], s.start, s.end, speaker=s.speaker)
        for s in sentences
        if len(bare(document.text[s.start : s.end])) >= SHORTEST_COMPARED
    ]
