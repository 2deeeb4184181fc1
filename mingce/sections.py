"""Canonical text -> sections that tile it, each with its heading path.

The hierarchy is that of official documents (一、 / （一） / 1. / （1） / ——), of laws (编章节条) and of Markdown;
a document without headings becomes paragraphs.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from mingce.datatypes import Document, Section
from mingce.patterns import ANNEX, HEADING_FORMS, MARKDOWN_HEADING, SENTENCE_END

LONGEST = 700  # characters of a section; a longer one is cut at paragraph, then sentence ends
MERGE = 450  # paragraphs of one long section are read together up to this many characters
NAME = 40  # characters of a heading's name; a longer "heading" is a numbered paragraph
TITLE_BLOCK_LINES = 12
RANK = {"annex": 0, "markdown": 0} | {form: rank for rank, (form, _) in enumerate(HEADING_FORMS, start=10)}
LISTS = {
    "bracket",
    "arabic",
    "paren",
    "circle",
}  # whose order is a habit, not a rule: a first item opens a deeper level
CONTENTS = re.compile(r"^(?:#+\s*)?目[\s\u3000]*[录次]$")
DOT_LEADER = re.compile(r"[.．·…]{5,}")


@dataclass(frozen=True)
class Heading:
    form: str
    ordinal: str  # "一", "3"; "" for unnumbered forms
    name: str  # as read, without trailing 。
    body: int  # offset in the line where the text after the heading begins
    level: int = 0  # Markdown only


def split_sections(document: Document) -> list[Section]:
    """Sections in reading order; they tile `document.text` without gap or overlap.

    A numbered item (条 of a law, 1. of a plan) is one section. A section longer than 700 characters is cut into
    several of the same path.
    """
    text = document.text
    if not text:
        return []
    lines = _lines(text)
    head = _title_block(text, lines, document.title)
    contents = _contents_block(text, lines, head)
    headings = {
        row: heading
        for row, (start, end) in enumerate(lines)
        if row >= head and row not in contents and (heading := read_heading(text[start:end]))
    }
    if headings and _is_title(document, headings, min(headings)):
        del headings[min(headings)]
    numbered = any(heading.form != "dash" for heading in headings.values())

    starts: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    stack: list[Heading] = []
    for row in range(head, len(lines)):
        start = lines[row][0]
        heading = headings.get(row)
        if row in contents:
            if row == min(contents):
                starts.append((start, ("目录",)))
            continue
        if contents and row == max(contents) + 1 and heading is None:
            starts.append((start, ()))
        if heading and not (heading.form in LISTS and stack and stack[-1].form == "article"):
            _push(stack, heading)
            starts.append((start, tuple(h.name for h in stack)))
        elif stack and stack[-1].form == "dash":
            stack.pop()  # a paragraph after "——" items speaks again for the heading above them
            starts.append((start, tuple(h.name for h in stack)))
        elif not numbered or row == head:
            starts.append((start, tuple(h.name for h in stack)))
    return _tile(document, starts)


def _is_title(document: Document, headings: dict[int, Heading], row: int) -> bool:
    """Whether the first heading is the document's title: the same words, or the only "#" of a Markdown text."""
    tops = [heading for heading in headings.values() if heading.form == "markdown" and heading.level == 1]
    return headings[row].name == document.title or tops == [headings[row]]


def read_heading(line: str) -> Heading | None:
    """The heading that opens a line, None for a plain paragraph.

    >>> read_heading("（一）指导思想。以习近平新时代中国特色社会主义思想为指导。").name
    '（一）指导思想'
    >>> read_heading("第十二条 生产者应当……。").name
    '第十二条'
    """
    if DOT_LEADER.search(line):
        return None  # a line of a table of contents
    marks = len(line) - len(line.lstrip(" \u3000*"))
    markdown = MARKDOWN_HEADING.match(line)
    if markdown:
        marks = markdown.end() + (len(line) - markdown.end() - len(line[markdown.end() :].lstrip(" \u3000*")))
    bare = line[marks:]
    for form, pattern in HEADING_FORMS:
        match = pattern.match(bare)
        if not match:
            continue
        ordinal = match[1] if pattern.groups else ""
        if form == "article":
            return Heading(form, ordinal, re.sub(r"\s", "", match[0]), marks + match.end())
        name, body = _name(bare, match.end())
        if form in ("part", "chapter", "division") and (body < len(bare) or bare.rstrip().endswith("。")):
            return None  # "第三章规定的……。" is a sentence
        return Heading(form, ordinal, name, marks + body)
    if ANNEX.match(bare) and len(bare) <= NAME:
        return Heading("annex", "", bare.strip("* "), len(line))
    if markdown:
        return Heading("markdown", "", bare.strip("* "), len(line), level=len(markdown[1]))
    return None


def _name(line: str, label_end: int) -> tuple[str, int]:
    """The heading's name and where its text begins.

    A heading ends at the first 。 (run-in) or at the line's end; a long first sentence is text, named by its opening.
    """
    stop = re.search(r"[。！？]", line)
    end = stop.start() if stop else len(line)
    name = line[:end].strip("* \u3000")
    if len(name) <= NAME + label_end:
        body = stop.end() if stop else len(line)
        return re.sub(r"[\s\u3000]+", " ", name), body
    clause = re.search(r"[，；：]", line[label_end : label_end + NAME])
    short = line[: label_end + clause.start()] if clause and clause.start() >= 4 else line[: label_end + NAME]
    return short.strip("* \u3000") + "…", label_end


def _push(stack: list[Heading], heading: Heading) -> None:
    """Put a heading where it belongs: beside the last one of its form, else by rank."""
    if heading.form == "markdown":
        while stack and not (stack[-1].form == "markdown" and stack[-1].level < heading.level):
            stack.pop()
    elif any(h.form == heading.form for h in stack):
        while stack.pop().form != heading.form:
            pass
    elif not (heading.form in LISTS and heading.ordinal in ("一", "1", "①") and stack and stack[-1].form in LISTS):
        while stack and RANK[stack[-1].form] > RANK[heading.form]:
            stack.pop()
    stack.append(heading)


def _lines(text: str) -> list[tuple[int, int]]:
    """Start and end of each line, end without the line break."""
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _title_block(text: str, lines: list[tuple[int, int]], title: str) -> int:
    """How many leading lines are title, issuer, date, number, speaker: short, unnumbered, without a full stop."""
    joined = re.sub(r"[\s#*]", "", title)
    for row, (start, end) in enumerate(lines[:TITLE_BLOCK_LINES]):
        line = text[start:end].strip()
        bare = re.sub(r"[\s#*]", "", line)
        if bare and bare in joined:
            continue
        heading = read_heading(line)
        if len(line) > 70 or re.search(r"[。；]$", line) or (heading and heading.form != "annex"):
            return row
        if CONTENTS.match(line) or (line.endswith(("：", ":")) and row):
            return row
    return 0 if len(lines) > TITLE_BLOCK_LINES else min(1, len(lines) - 1)


def _contents_block(text: str, lines: list[tuple[int, int]], head: int) -> range:
    """Rows of a table of contents: from a line "目录" to where its first entry comes again, or its dot leaders end."""
    for row, (start, end) in enumerate(lines[: head + 60]):
        if not CONTENTS.match(text[start:end].strip()):
            continue
        first = re.sub(r"[\s\u3000.．·…\d-]", "", text[slice(*lines[row + 1])]) if row + 1 < len(lines) else ""
        last = row
        for later in range(row + 1, len(lines)):
            line = text[slice(*lines[later])]
            if DOT_LEADER.search(line):
                last = later
            elif later > row + 1 and first and re.sub(r"[\s\u3000.．·…\d-]", "", line) == first:
                return range(row, later)
            elif len(line) > 60 and line.rstrip().endswith("。"):
                break
        return range(row, last + 1) if last > row else range(row, row)
    return range(0)


def _tile(document: Document, starts: list[tuple[int, tuple[str, ...]]]) -> list[Section]:
    """Sections from their starts; one start at each offset, the last given wins."""
    unique = dict(starts)
    offsets = sorted(unique)
    sections: list[Section] = []
    for start, end in zip(offsets, [*offsets[1:], len(document.text)], strict=True):
        if start < end:
            sections += _cut(document, unique[start], start, end)
    return sections


def _cut(document: Document, path: tuple[str, ...], start: int, end: int) -> list[Section]:
    """One section, or several of at most `LONGEST` characters where it is longer."""
    if end - start <= LONGEST:
        return [Section(document.id, path, start, end)]
    pieces: list[tuple[int, int]] = []
    for left, right in _paragraphs(document.text, start, end):
        for a, b in _sentence_groups(document.text, left, right):
            if pieces and b - pieces[-1][0] <= MERGE:
                pieces[-1] = (pieces[-1][0], b)
            else:
                pieces.append((a, b))
    return [Section(document.id, path, a, b) for a, b in pieces]


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(m.end() for m in re.compile("\n").finditer(text, start, end) if m.end() < end), end]
    return list(pairwise(cuts))


def _sentence_groups(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Runs of whole sentences of at most `LONGEST` characters; a sentence longer than that is cut by length."""
    groups: list[tuple[int, int]] = []
    left = last = start
    ends = [m.end() for m in SENTENCE_END.finditer(text, start, end)]
    for stop in [*ends, end]:
        if stop - left > LONGEST and last > left:
            groups.append((left, last))
            left = last
        while stop - left > LONGEST:
            groups.append((left, left + LONGEST))
            left += LONGEST
        last = stop
    if end > left:
        groups.append((left, end))
    return groups
