"""A passage as it is cited: where it stands, and the line that a reader puts behind a quote or under the page."""

from collections.abc import Mapping, Sequence

from mingce.datatypes import Answer, Citation, Document, Section
from mingce.text.dates import date_text
from mingce.text.sections import cite_place


def cite(document: Document, section: Section, start: int, end: int, n: int = 0, speaker: str = "") -> Citation:
    """The characters `start` to `end` of a document, as they are cited. section: the one that holds `start`."""
    page = document.page_at(start)
    return Citation(
        n,
        document.id,
        document.title,
        section.path,
        document.text[start:end],
        start,
        end,
        page,
        cite_place(section, document, start),
        speaker,
        (page or 1) in document.doubtful_pages,
    )


def section_at(sections: Sequence[Section], offset: int) -> Section:
    """The section of a document that holds a character. sections: all of the document, which tile its text."""
    return next((section for section in sections if section.start <= offset < section.end), sections[-1])


def source_line(citation: Citation, document: Document) -> str:
    """Where a quote stands, in official style.

    >>> lake = Document("d", "关于保护河湖的意见", "…", "d.txt", date="2022-03-01")
    >>> source_line(Citation(1, "d", lake.title, ("二、任务", "（三）治污"), "…", 0, 1, 4, "二、（三）"), lake)
    '《关于保护河湖的意见》二、（三）（2022年3月1日），第4页'
    """
    brackets = "，".join(filter(None, (document.number, date_text(document.date))))
    page = f"，第{citation.page}页" if citation.page is not None else ""
    return f"{quoted_title(citation.title)}{citation.place}{f'（{brackets}）' if brackets else ''}{page}"


def as_text(citations: Sequence[Citation], documents: Mapping[str, Document]) -> str:
    """Quotes, each with its source behind it, a paragraph each: to be pasted into a document."""
    return "\n".join(f"“{c.quote}”——{source_line(c, documents[c.doc_id])}" for c in citations)


def as_footnotes(answer: Answer, documents: Mapping[str, Document]) -> str:
    """The answer with its [n] marks, and the source of each mark under it."""
    notes = "\n".join(f"[{c.n}] {source_line(c, documents[c.doc_id])}" for c in answer.citations)
    return f"{answer.text}\n\n{notes}" if notes else answer.text


def quoted_title(title: str) -> str:
    """
    >>> quoted_title("质量强国建设纲要")
    '《质量强国建设纲要》'
    """
    return title if title.startswith("《") and title.endswith("》") else f"《{title}》"
