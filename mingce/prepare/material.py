"""What a pack is made from: documents, and the sections that were chosen of each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingce.datatypes import Citation, Document, Section, Sentence
from mingce.text.citations import cite, section_at
from mingce.text.labels import without_labels
from mingce.text.sections import is_heading as is_heading_of

BEFORE_HEADINGS = ""  # the name of what stands before the first heading


@dataclass(frozen=True)
class Chosen:
    """A document and the parts of it that are wanted.

    sections, sentences: all of the document; `Sentence.section` is a row of `sections`, as in `Contents.part`.
    headings: the top-level headings that are wanted (`BEFORE_HEADINGS` for what stands before the first); empty for all.
    """

    document: Document
    sections: Sequence[Section]
    sentences: Sequence[Sentence]
    headings: frozenset[str] = frozenset()

    def holds(self, section: Section) -> bool:
        return not self.headings or top(section) in self.headings

    def holds_at(self, offset: int) -> bool:
        return self.holds(section_at(self.sections, offset))

    def chosen_sentences(self) -> Iterator[tuple[Section, Sentence]]:
        """The sentences of the wanted sections, each with its section."""
        for sentence in self.sentences:
            section = self.sections[sentence.section]
            if self.holds(section):
                yield section, sentence

    def cite(self, start: int, end: int) -> Citation:
        speaker = next((s.speaker for s in self.sentences if s.start <= start < s.end), "")
        return cite(self.document, section_at(self.sections, start), start, end, speaker=speaker)


def top(section: Section) -> str:
    """The top-level heading over a section."""
    return section.path[0] if section.path else BEFORE_HEADINGS


def tops(sections: Sequence[Section]) -> list[str]:
    """The top-level headings of a document in reading order."""
    return list(dict.fromkeys(map(top, sections)))


def bare_name(heading: str) -> str:
    """A heading without its number.

    >>> [bare_name(h) for h in ("二、重点任务", "（三）治理污染", "第十二条", "1.划定红线")]
    ['重点任务', '治理污染', '', '划定红线']
    """
    return without_labels(heading)


def is_heading(text: str, section: Section, sentence: Sentence) -> bool:
    """Whether a sentence is a heading, either run into its paragraph or on a line of its own."""
    return is_heading_of(text[sentence.start : sentence.end], section.path)
