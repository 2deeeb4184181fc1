"""Which section of a document in force says what a section of a superseded one said."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np

from mingce.ask.candidates import Candidates
from mingce.ask.question import Question
from mingce.datatypes import Document, Section
from mingce.text.versions import Relation, shingles, superseded

# Shared runs of five characters (Jaccard) from which two sections are versions of one. A section that was cut has none.
LIKE = 0.1
AMONG = 16  # best sections, of which those with a newer version of themselves come behind it
OLD = re.compile(r"原来|从前|以前|旧版|旧的|老版|修订前|修改前|废止前|历史上")


class Counterparts:
    """Superseded documents of a corpus, and the sections that stand for theirs in the newer ones."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        sections: Sequence[Section],
        relations: Sequence[Relation],
        today: date,
    ) -> None:
        self.documents = documents
        self.sections = sections
        self.superseded = superseded(relations, today)
        self.ended = {d.id for d in documents.values() if d.expires and d.expires < today.isoformat()}
        self._rows: dict[str, list[int]] = {}
        for row, section in enumerate(sections):
            self._rows.setdefault(section.doc_id, []).append(row)
        self._shingles = cache(self._read_shingles)
        self.of = cache(self._find)  # row of a section -> row of the one that stands for it, None where none does

    def in_force(self, doc_id: str) -> str:
        """The document that stands for another in the end; itself where none does."""
        seen = {doc_id}
        while (relation := self.superseded.get(doc_id)) and relation.doc_id not in seen:
            doc_id = relation.doc_id
            seen.add(doc_id)
        return doc_id

    def is_asked_for(self, question: Question, doc_id: str) -> bool:
        """Whether a question is about the superseded document itself, by its year or by words like 修订前."""
        year, newer = self.documents[doc_id].date[:4], self.documents[self.in_force(doc_id)].date[:4]
        years = question.constraints.years
        return bool(OLD.search(question.text)) or (year in years and (newer not in years or doc_id in self.ended))

    def is_stale(self, question: Question, row: int) -> bool:
        """Whether a section is of a document that is superseded or whose term has ended, and not asked for."""
        doc_id = self.sections[row].doc_id
        return (doc_id in self.superseded or doc_id in self.ended) and not self.is_asked_for(question, doc_id)

    def newest_first(self, question: Question, candidates: Candidates) -> Candidates:
        """Each superseded section right behind what stands for it in the newer document, where that was found."""
        position = {int(row): i for i, row in enumerate(candidates.sections)}
        scores = candidates.scores.copy()
        outdated = set()
        for i, row in enumerate(map(int, candidates.sections[:AMONG])):
            newer = self.of(row) if self.is_stale(question, row) else None
            if newer is not None and newer in position:
                outdated.add(row)
                j = position[newer]
                scores[j] = max(scores[i], scores[j])
                scores[i] = np.nextafter(scores[j], np.float32(-np.inf))
        return replace(candidates.with_scores(scores), outdated=frozenset(outdated)) if outdated else candidates

    def _find(self, row: int) -> int | None:
        doc_id = self.sections[row].doc_id
        newer = self.in_force(doc_id)
        if newer == doc_id:
            return None
        likeness = [(self._likeness(row, other), -other) for other in self._rows[newer]]
        best, other = max(likeness)
        return -other if best >= LIKE else None

    def _likeness(self, a: int, b: int) -> float:
        left, right = self._shingles(a), self._shingles(b)
        shared = len(np.intersect1d(left, right, assume_unique=True))
        return shared / (len(left) + len(right) - shared) if shared else 0.0

    def _read_shingles(self, row: int) -> np.ndarray:
        section = self.sections[row]
        return shingles(self.documents[section.doc_id].text[section.start : section.end])
