"""Canonical text -> sections that tile it, each with its heading path.

The hierarchy is that of official documents (一、 / （一） / 1. / （1） / ——), of laws (编章节条) and of Markdown;
a document without headings becomes paragraphs. `cite_place` says where a quote stands, as one cites it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingce.datatypes import Document, Section
from mingce.text.labels import ANNEX, ANNEX_LIST, HEADING_FORMS, MARKDOWN_HEADING, match_label
from mingce.text.numerals import in_chinese, read_number
from mingce.text.patterns import HAN, SENTENCE_END, TABLE_ROW

LONGEST_SECTION = 700  # characters of a section; a longer one is cut at paragraph, then sentence ends
MERGED_SECTION = 450  # paragraphs of one long section are read together up to this many characters
LONGEST_NAME = 40  # characters of a heading's name; a longer "heading" is a numbered paragraph
TITLE_BLOCK_LINES = 12
RANK: dict[str, float] = {"annex": 0, "markdown": 0}
RANK |= {form: rank for rank, (form, _) in enumerate(HEADING_FORMS, start=10)}
RANK["box"] = RANK["bracket"] + 0.5  # 专栏: stands under 章节 or （一） and holds 1. and ——
# whose order is a habit, not a rule: a first item opens a deeper level
LISTS = {"bracket", "arabic", "paren", "circle"}
FIRST = {"一", "1", "①"}
CONTENTS = re.compile(r"^(?:#+\s*)?目[\s\u3000]*[录次]$")
DOT_LEADER = re.compile(r"[.．·…]{5,}")
DIGITS = frozenset("0123456789")

# An item of an article in the middle of a line: "有下列情形之一的：（一）甲；（二）乙。"
INLINE_ITEM = re.compile(r"(?<=[：:；;])\s?[（(]([一二三四五六七八九十]+)[）)]")
# A line above "1.1…" that numbers its chapter without a mark: "1总则", "2 组织体系"
DECIMAL_CHAPTER = re.compile(rf"(\d{{1,2}})[.．]?[\s\u3000]?(?=[{HAN}])[^。；：，]{{2,38}}$")
# A page number that a dump glued to the article after it: "-2-第四条非银行支付机构…"
GLUED_PAGE = re.compile(r"[-—]\s?\d{1,4}\s?[-—](?=第)")
# A line of a table of contents that lost its dot leaders: "第八篇 坚持生态优先. - 88 -"
CONTENTS_PAGE = re.compile(r"[-—－]\s?\d{1,4}\s?[-—－](?:[IVX]+)?$")


@dataclass(frozen=True)
class Heading:
    form: str
    ordinal: str  # "一", "3"; "" for unnumbered forms
    name: str  # as read, without trailing 。
    body: int  # offset in the line where the text after the heading begins
    level: int = 0  # of its Markdown mark, 0 without


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
    for row in _not_headings(text, lines, headings):
        del headings[row]
    _settle_decimals(text, lines, headings, head)
    _settle_nth(headings)
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
            opens_box = row - 1 in headings and headings[row - 1].form == "box"
            _push(stack, heading, opens_box)
            starts.append((start, tuple(h.name for h in stack)))
        elif _is_row(text, lines, row) and row > head and (numbered or _is_row(text, lines, row - 1)):
            continue  # a table is read together, with the heading above it
        elif stack and stack[-1].form == "dash":
            stack.pop()  # a paragraph after "——" items speaks again for the heading above them
            starts.append((start, tuple(h.name for h in stack)))
        elif not numbered or row == head:
            starts.append((start, tuple(h.name for h in stack)))
    return _tile(document, starts)


def _not_headings(text: str, lines: list[tuple[int, int]], headings: dict[int, Heading]) -> set[int]:
    """Rows that only look like headings: entries of a table of contents, entries of the list of annexes."""
    leaders = {row for row, (start, end) in enumerate(lines) if DOT_LEADER.search(text, start, end)}
    found = set()
    in_list = False
    for row in sorted(headings):
        line = text[slice(*lines[row])]
        among = leaders & set(range(row - 3, row)) and leaders & set(range(row + 1, row + 4))
        if among or (leaders & set(range(row - 3, row + 4)) and CONTENTS_PAGE.search(line)):
            found.add(row)
        if in_list and headings[row].form == "arabic":
            found.add(row)
        else:
            in_list = headings[row].form == "annex" and bool(ANNEX_LIST.match(line.strip()))
    return found


def _settle_decimals(text: str, lines: list[tuple[int, int]], headings: dict[int, Heading], head: int) -> None:
    """Keep the decimals that count on ("1.1", "1.2"), and let lines that number chapters ("1总则") stand above them."""
    decimals = {row: heading.ordinal for row, heading in headings.items() if heading.form == "decimal"}
    ordinals = set(decimals.values())
    for row, ordinal in decimals.items():
        chapter, _, last = ordinal.rpartition(".")
        if f"{chapter}.{int(last) - 1 if int(last) > 1 else 2}" not in ordinals:
            del headings[row]
    chapters = {heading.ordinal.split(".")[0] for heading in headings.values() if heading.form == "decimal"}
    if not chapters or any(heading.form == "arabic" and heading.ordinal in chapters for heading in headings.values()):
        return  # "2.2轻型" stands under "2.临床治疗期"
    number = 1
    for row, (start, end) in list(enumerate(lines))[head:]:
        match = DECIMAL_CHAPTER.match(text[start:end].strip())
        if match and int(match[1]) == number and row not in headings:
            headings[row] = Heading("decimal", match[1], re.sub(r"[\s\u3000]+", " ", match[0]), end - start)
            number += 1


def _settle_nth(headings: dict[int, Heading]) -> None:
    """Only where nothing else is numbered do "第一，" and "第二，" divide a text."""
    nth = [row for row, heading in headings.items() if heading.form == "nth"]
    others = any(heading.form not in ("nth", "dash", "markdown") for heading in headings.values())
    if others or len(nth) < 2:
        for row in nth:
            del headings[row]


def _is_row(text: str, lines: list[tuple[int, int]], row: int) -> bool:
    return bool(TABLE_ROW.match(text[slice(*lines[row])].strip()))


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
    >>> read_heading("专栏 3 重点工程").form
    'box'
    """
    if DOT_LEADER.search(line):
        return None  # a line of a table of contents
    marks = len(line) - len(line.lstrip(" \u3000*"))
    markdown = MARKDOWN_HEADING.match(line)
    if markdown:
        marks = markdown.end() + (len(line) - markdown.end() - len(line[markdown.end() :].lstrip(" \u3000*")))
    if glued := GLUED_PAGE.match(line, marks):
        marks = glued.end()
    bare = line[marks:]
    level = len(markdown[1]) if markdown else 0
    if found := match_label(bare):
        form, match = found
        ordinal = match[1].replace("．", ".") if match.re.groups else ""
        if form == "article":
            bold = len(bare) - match.end() - len(bare[match.end() :].lstrip("*"))  # "**第一条** 为了…"
            return Heading(form, ordinal, re.sub(r"\s", "", match[0]), marks + match.end() + bold, level)
        name, body = _name(bare, match.end())
        is_sentence = body < len(bare) or bare.rstrip().endswith("。")
        if form in ("part", "chapter", "division") and is_sentence and not markdown:
            return None  # "第三章规定的……。"
        return Heading(form, ordinal, name, marks + body, level)
    if listed := ANNEX_LIST.match(bare):
        return Heading("annex", "", "附件", marks + listed.end(), level)
    if ANNEX.match(bare) and len(bare) <= LONGEST_NAME and not bare.rstrip().endswith(("。", "；")):
        form = "box" if bare.startswith("专栏") else "annex"
        return Heading(form, "", bare.strip("* "), len(line), level)
    if markdown:
        return Heading("markdown", "", bare.strip("* "), len(line), level)
    return None


def is_heading(words: str, path: Sequence[str]) -> bool:
    """Whether words are the heading of the section with this path, white space and closing marks aside.

    >>> is_heading("第一章　总　　则", ("第一章 总 则",)), is_heading("（三）治污。", ("二、任务", "（三）治污"))
    (True, True)
    >>> is_heading("（三）治污。加强……", ("二、任务", "（三）治污")), is_heading("会议精神", ())
    (False, False)
    """
    return bool(path) and _solid(words) == _solid(path[-1])


def _solid(words: str) -> str:
    return re.sub(r"[\s。：:*#…]", "", words)


def _name(line: str, label_end: int) -> tuple[str, int]:
    """The heading's name and where its text begins.

    A heading ends at the first 。 (run-in) or at the line's end; a long first sentence is text, named by its opening.
    """
    stop = re.search(r"[。！？]", line)
    end = stop.start() if stop else len(line)
    name = re.sub(r"[\s\u3000]+", " ", line[:end].strip("* \u3000")).strip("* ")
    if len(name) <= LONGEST_NAME + label_end:
        return name, stop.end() if stop else len(line)
    clause = re.search(r"[，；：]", line[label_end : label_end + LONGEST_NAME])
    short = line[: label_end + clause.start()] if clause and clause.start() >= 4 else line[: label_end + LONGEST_NAME]
    return short.strip("* \u3000") + "…", label_end


def _push(stack: list[Heading], heading: Heading, opens_box: bool = False) -> None:
    """Put a heading where it belongs: beside the last one of its form, else by rank.

    opens_box: it stands right under the heading of a box.
    """
    if heading.level:  # "## 第一章" does not stand under "## 序言"
        peers = [row for row, h in enumerate(stack) if h.form == "markdown" and h.level >= heading.level]
        del stack[min(peers, default=len(stack)) :]
    opens_list = heading.form in LISTS and heading.ordinal in FIRST
    if heading.form == "markdown":
        while stack and not 0 < stack[-1].level < heading.level:
            stack.pop()
    elif heading.form == "decimal":
        above = _above(stack, heading, "decimal") or _above(stack, heading, "arabic")
        while stack and (len(stack) - 1 > above[-1] if above else RANK[stack[-1].form] >= RANK["decimal"]):
            stack.pop()
    elif opens_box and opens_list:
        pass
    elif peers := [row for row, h in enumerate(stack) if h.form == heading.form]:
        # a list inside a box stands under another: each number tells to which it belongs
        next_to = [row for row in peers if len(peers) > 1 and _follows(stack[row], heading)]
        del stack[(next_to or peers)[-1] :]
    elif not (opens_list and stack and stack[-1].form in LISTS):
        if stack and stack[-1].form == "box" and heading.form in LISTS and not opens_list:
            stack.pop()  # "3." after a box that interrupted "2."
        while stack and RANK[stack[-1].form] > RANK[heading.form]:
            stack.pop()
    stack.append(heading)


def _above(stack: list[Heading], heading: Heading, form: str) -> list[int]:
    """Rows whose number "2.3.1" carries on: "2", "2.3"."""
    return [row for row, h in enumerate(stack) if h.form == form and heading.ordinal.startswith(f"{h.ordinal}.")]


def _follows(before: Heading, heading: Heading) -> bool:
    return read_number(heading.ordinal) == read_number(before.ordinal) + 1


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
        below = read_heading(text[slice(*lines[row + 1])]) if row + 1 < len(lines) else None
        if DECIMAL_CHAPTER.match(line) and below and below.form == "decimal":
            return row
        if CONTENTS.match(line) or TABLE_ROW.match(line) or (line.endswith(("：", ":")) and row):
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
    """One section, or several of at most `LONGEST_SECTION` characters where it is longer."""
    if end - start <= LONGEST_SECTION:
        return [Section(document.id, path, start, end)]
    text = document.text
    pieces: list[tuple[int, int]] = []
    for left, right in _paragraphs(text, start, end):
        is_row = bool(TABLE_ROW.match(text[left:right].strip()))
        for a, b in _cell_groups(text, left, right) if is_row else _sentence_groups(text, left, right):
            room = LONGEST_SECTION if is_row and pieces and _is_caption(text[slice(*pieces[-1])]) else MERGED_SECTION
            if pieces and b - pieces[-1][0] <= room:
                pieces[-1] = (pieces[-1][0], b)
            else:
                pieces.append((a, b))
    return [Section(document.id, path, a, b) for a, b in pieces]


def _is_caption(piece: str) -> bool:
    """Whether a piece is one line that names the table below it."""
    line = piece.strip()
    return "\n" not in line and not line.endswith("。") and not TABLE_ROW.match(line)


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(m.end() for m in re.compile("\n").finditer(text, start, end) if m.end() < end), end]
    return list(pairwise(cuts))


def _sentence_groups(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Runs of whole sentences of at most `LONGEST_SECTION` characters; a sentence longer than that is cut by length."""
    return _groups(start, end, [m.end() for m in SENTENCE_END.finditer(text, start, end)])


def _cell_groups(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A table row; only one longer than `LONGEST_SECTION` is cut, between two cells."""
    return _groups(start, end, [m.start() for m in re.compile(r" \| ").finditer(text, start, end)])


def _groups(start: int, end: int, ends: list[int]) -> list[tuple[int, int]]:
    """The fewest pieces of at most `LONGEST_SECTION` characters with the ends given; by length where those lie too far apart."""
    groups: list[tuple[int, int]] = []
    left = last = start
    for stop in [*ends, end]:
        if stop - left > LONGEST_SECTION and last > left:
            groups.append((left, last))
            left = last
        while stop - left > LONGEST_SECTION:
            groups.append((left, left + LONGEST_SECTION))
            left += LONGEST_SECTION
        last = stop
    if end > left:
        groups.append((left, end))
    return groups


def cite_place(section: Section, document: Document, offset: int) -> str:
    """Where the character at `offset` stands, as it is cited; "" before the first heading.

    A law by article, paragraph (款) and item (项): "第十二条第一款第（三）项"; the paragraph is left out where the article
    has only one. Other documents by the numbers of their headings: "二、（三）2.", "第三篇第一章", "附件1第三条"; a heading
    without a number stands in quotation marks.
    """
    forms = [read_heading(name) for name in section.path]
    articles = [row for row, heading in enumerate(forms) if heading and heading.form == "article"]
    if not articles:
        labels = [_label(name, heading) for name, heading in zip(section.path, forms, strict=True)]
        decimals = [row for row, heading in enumerate(forms) if heading and heading.form == "decimal"]
        if decimals:  # "2.3.1" names its chapters itself
            labels = [
                label for row, label in enumerate(labels) if row >= decimals[-1] or section.path[row][0] not in DIGITS
            ]
        return "".join(labels)
    row = articles[-1]
    annexes = [
        name for name, heading in zip(section.path[:row], forms, strict=False) if heading and heading.form == "annex"
    ]
    annex = "".join(_label(name, read_heading(name)) for name in annexes)
    return annex + section.path[row] + _place_in_article(document.text, section.path[row], section, offset)


def _label(name: str, heading: Heading | None) -> str:
    """'（三）提升质量' -> '（三）', '专栏3 重点工程' -> '专栏3', '总则' -> '“总则”'."""
    if heading is None or heading.form == "markdown":
        return f"“{name}”" if name else ""
    if heading.form == "dash":
        return ""
    if heading.form == "nth":
        return f"第{heading.ordinal}"
    patterns = {**dict(HEADING_FORMS), "annex": ANNEX, "box": ANNEX}
    match = patterns[heading.form].match(name)
    return re.sub(r"\s", "", match[0]) if match else ""


def _place_in_article(text: str, article: str, section: Section, offset: int) -> str:
    """ "第二款第（三）项" of an article: its paragraphs are its lines, a line that opens with （一） is an item of the one above."""
    lines = _lines(text)
    at = next((row for row, (start, end) in enumerate(lines) if start <= offset <= end), len(lines) - 1)
    first = at
    while first > 0 and not ((heading := read_heading(text[slice(*lines[first])])) and heading.name == article):
        first -= 1
    paragraph, place = 0, (1, "")
    item = detail = ""
    for row in range(first, len(lines)):
        start, end = lines[row]
        line, heading = text[start:end], read_heading(text[start:end])
        if row > first and heading and heading.form not in LISTS | {"dash"}:
            break
        if row > first and heading and heading.form in LISTS:
            if heading.form == "bracket":
                item, detail = f"第（{heading.ordinal}）项", ""
            else:
                detail = f"第{heading.ordinal}{'目' if item else '项'}"
        elif (line[heading.body :] if heading and row == first else line).strip() and not TABLE_ROW.match(line.strip()):
            paragraph, item, detail = paragraph + 1, "", ""
        if row == at:
            inline = [m for m in INLINE_ITEM.finditer(text, start, end) if m.start() <= offset]
            place = (max(paragraph, 1), f"第（{inline[-1][1]}）项" if inline and not item else item + detail)
    return (f"第{in_chinese(place[0])}款" if paragraph > 1 else "") + place[1]
