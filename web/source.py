"""Document -> HTML: its outline, and its whole text with one passage marked. Offsets all the way, nothing is searched."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from mingce.datatypes import Document, Section
from mingce.text.citations import date_text, quoted_title
from mingce.text.versions import Validity
from web.render import facts_html, opens

LISTED = 200  # documents in the list; the filter finds the others

# The date line under a title: "（2023年1月17日）", "（2023年1月17日国务院第1次常务会议通过）"
DATE_LINE = re.compile(r"（\d{4}年[^）]*）")


@dataclass(frozen=True)
class Span:
    """Characters start to end of a text that stand inside one element."""

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


def library_html(documents: Sequence[Document]) -> str:
    """The documents that can be asked, each opening as a whole."""
    items = "".join(
        f'<li><button type="button" class="document" {opens(document.id)}>'
        f'<span class="title">{escape(quoted_title(document.title))}</span>'
        f"{facts_html(document.issuer, date_text(document.date), document.kind, f'{len(document.text):,} 字')}"
        "</button></li>"
        for document in documents[:LISTED]
    )
    rest = len(documents) - LISTED
    more = f'<p class="note">另有 {rest} 份未列出，可在提问框下的“查找范围”中按标题查找。</p>' if rest > 0 else ""
    return (
        '<div class="pane library"><header class="pane-bar"><h2>收录文件</h2>'
        f'{CLOSE}</header><p class="hint">点编号或出处，原文会在这里打开，并标出所引的句子。也可以直接通读一份文件。</p>'
        f'<ol class="documents">{items}</ol>{more}</div>'
    )


CLOSE = '<button type="button" class="close-pane" aria-label="关闭原文，回到问答">关闭</button>'
BACK = '<button type="button" class="to-library" data-event="library">全部文件</button>'


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
    facts = (
        document.issuer,
        date_text(document.date),
        document.number,
        document.kind,
        f"第 {page} 页" if page is not None else "",
        f"效力：{status.state}" if status else "",
    )
    return (
        f'<div class="pane source"><header class="pane-bar">{BACK}{outline_html(outline(sections))}'
        f"<h2>{escape(quoted_title(document.title))}</h2>{CLOSE}</header>"
        f'<div class="about">{facts_html(*facts)}{doubts_html(document, status)}</div>'
        f'<article class="text" lang="zh-CN">{text_html(document, sections, start, end, marks)}</article>'
        f'<p class="note file">文件：{escape(document.source)}</p></div>'
    )


def doubts_html(document: Document, status: Validity | None) -> str:
    """What the reader should know before trusting the text."""
    told = [status.reason] if status and status.state != "现行" else []
    if document.doubtful_pages:
        pages = "、".join(map(str, document.doubtful_pages))
        told.append(f"第 {pages} 页由图像识别，把握不大，引用前请核对原件。")
    return "".join(f'<p class="note doubt">{escape(line)}</p>' for line in told)


def notice_html(notice: str) -> str:
    """A part of the program that is missing, said above the list of documents."""
    return f'<p class="note" role="status">{escape(notice)}</p>'


def problem_html(problem: str) -> str:
    return (
        f'<div class="pane source"><header class="pane-bar">{BACK}{CLOSE}</header>'
        f'<div class="failure" role="alert"><strong>打不开原文</strong><p>{escape(problem)}</p></div></div>'
    )


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


def outline_html(headings: Sequence[Heading]) -> str:
    if not headings:
        return ""
    return f'<details class="outline"><summary>目录</summary><nav aria-label="目录">{headings_html(headings)}</nav></details>'


def headings_html(headings: Sequence[Heading]) -> str:
    items = "".join(
        f'<li><a href="#section-{heading.row}">{escape(heading.text)}</a>'
        f"{headings_html(heading.children) if heading.children else ''}</li>"
        for heading in headings
    )
    return f"<ol>{items}</ol>"


def text_html(
    document: Document,
    sections: Sequence[Section],
    start: int = 0,
    end: int = 0,
    marks: Sequence[tuple[int, int]] = (),
) -> str:
    """The text in blocks, one a line. Without its tags this is exactly `document.text`, escaped."""
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
