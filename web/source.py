"""Document -> HTML: its outline, and its whole text with one passage marked. Offsets all the way, nothing is searched.

The text is put together here and not in a template: tags open and close at character offsets, in the middle of a line.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from mingce.datatypes import Document, Section
from mingce.text.citations import date_text
from mingce.text.versions import Validity
from web.render import render

TEMPLATE = "source.html"
LISTED = 200  # documents in the list; the filter finds the others

# The date line under a title: "（2023年1月17日）", "（2023年1月17日国务院第1次常务会议通过）"
DATE_LINE = re.compile(r"（\d{4}年[^）]*）")


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` of a text, which stand inside one element."""

    start: int
    end: int
    opening: str
    closing: str


@dataclass
class Heading:
    """A node of the outline: the section that the heading stands over, and the headings below it."""

    text: str
    row: int
    children: list["Heading"] = field(default_factory=list)


def library_html(documents: Sequence[Document], notices: Sequence[str] = ()) -> str:
    """The documents that can be asked, each opening as a whole.

    notices: what the reader should know above the list, such as a part of the program that is missing.
    """
    rest = len(documents) - LISTED
    return render(TEMPLATE, "library", documents=documents[:LISTED], rest=rest, notices=notices)


def source_html(
    document: Document,
    sections: Sequence[Section],
    start: int = 0,
    end: int = 0,
    marks: Sequence[tuple[int, int]] = (),
    status: Validity | None = None,
) -> str:
    """The document, with its characters `start` to `end` marked where `end` is greater.

    marks: other spans that are marked more quietly: matches of a search, formulations; none overlaps another.
    """
    page = document.page_at(start) if end > start else None
    known = (
        document.issuer,
        date_text(document.date),
        document.number,
        document.kind,
        f"第 {page} 页" if page is not None else "",
        f"效力：{status.state}" if status else "",
    )
    return render(
        TEMPLATE,
        "source",
        document=document,
        known=known,
        told=doubts(document, status),
        headings=outline(sections),
        text=text_html(document, sections, start, end, marks),
    )


def doubts(document: Document, status: Validity | None) -> list[str]:
    """What the reader should know before trusting the text, a sentence each."""
    told = [status.reason] if status and status.state != "现行" else []
    if document.doubtful_pages:
        pages = "、".join(map(str, document.doubtful_pages))
        told.append(f"第 {pages} 页由图像识别，把握不大，引用前请核对原件。")
    return told


def problem_html(problem: str) -> str:
    return render(TEMPLATE, "problem", words=problem)


def outline(sections: Iterable[Section]) -> list[Heading]:
    """Heading paths as a tree. A path that comes back after its sub-headings is not listed twice."""
    root = Heading("", -1)
    for row, section in enumerate(sections):
        node = root
        for text in section.path:
            if not node.children or node.children[-1].text != text:
                node.children.append(Heading(text, row))
            node = node.children[-1]
    return root.children


def text_html(
    document: Document,
    sections: Sequence[Section],
    start: int = 0,
    end: int = 0,
    marks: Sequence[tuple[int, int]] = (),
) -> str:
    """The text in blocks, one for each line. Without its tags this is exactly `document.text`, escaped."""
    passage = [Span(start, end, '<mark class="passage">', "</mark>")] if end > start else []
    found = [Span(a, b, '<mark class="found">', "</mark>") for a, b in sorted(marks)]
    starts, ends = [span.start for span in found], [span.end for span in found]
    html = []
    for row, section in enumerate(sections):
        heading = heading_span(document.text, section)
        title_end = title_block_end(document) if row == 0 and not section.path else 0
        html.append(f'<section id="section-{row}">')
        for line_start, line_end in lines(document.text, section.start, section.end):
            near = slice(bisect_right(ends, line_start), bisect_left(starts, line_end))
            spans = [*passage, *found[near]]
            tag, name = "p", "line"
            if line_start < title_end:
                name = "title-line"
            elif row == 0 and DATE_LINE.fullmatch(document.text, line_start, line_end):
                name = "date-line"
            elif heading and heading.start == line_start:
                if heading.end >= line_end - 1:  # a heading may end in 。 that its path leaves out
                    tag, name = f"h{min(len(section.path) + 2, 6)}", f"level-{min(len(section.path), 4)}"
                else:
                    spans.append(heading)
            inner = inline_html(document, line_start, line_end, spans)
            html.append(f'<{tag} class="{name}">{inner}</{tag}>' + "\n" * (line_end < section.end))
        html.append("</section>")
    return "".join(html)


def heading_span(text: str, section: Section) -> Span | None:
    """Where the section's own heading stands: at its beginning, or nowhere."""
    if not section.path or not text.startswith(section.path[-1], section.start):
        return None
    return Span(section.start, section.start + len(section.path[-1]), '<b class="run-in">', "</b>")


def title_block_end(document: Document) -> int:
    """End of the lines at the top that spell the title, however they are broken; 0 where the text opens otherwise."""
    rest = compact(document.title)
    end = 0
    for line_start, line_end in lines(document.text, 0, len(document.text)):
        line = compact(document.text[line_start:line_end])
        if not rest or not rest.startswith(line):
            break
        rest = rest[len(line) :]
        end = line_end
    return 0 if rest else end


def compact(text: str) -> str:
    return re.sub(r"\s+", "", text)


def lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Start and end of each line between two offsets, without its line break."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield start, stop
        start = stop + 1


def inline_html(document: Document, start: int, end: int, spans: Sequence[Span]) -> str:
    """Characters start to end, escaped, inside the elements of the spans that cover them; pages are numbered where
    they begin, without adding text.

    Spans may overlap: the text is cut wherever one begins or ends, so that elements always nest.
    """
    pages = {page.start: page.number for page in document.pages if start <= page.start < end}
    edges = {start, end, *pages, *(offset for span in spans for offset in (span.start, span.end))}
    cuts = sorted(offset for offset in edges if start <= offset <= end)
    html = []
    for left, right in pairwise(cuts):
        if left in pages:
            html.append(f'<i class="page" data-page="第 {pages[left]} 页"></i>')
        covering = [span for span in spans if span.start <= left and right <= span.end]
        html += [span.opening for span in covering]
        html.append(escape(document.text[left:right]))
        html += [span.closing for span in reversed(covering)]
    return "".join(html)
