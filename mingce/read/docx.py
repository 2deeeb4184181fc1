"""DOCX -> raw text, as a reader of the page sees it, without headers and footers.

Automatic numbers are written out, tables are a line a row, notes follow their paragraph, tracked changes are taken as
accepted, fields show their result. Headings without a number of their own get Markdown marks for their level.
Not read: text in pictures and charts (told in `warnings`), comments, text hidden by a style.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from lxml import etree

from mingce.errors import UserError
from mingce.read.archive import DAMAGED, open_archive, read_entry
from mingce.read.lines import LOWERED, RAISED, cell, heading_line, table_lines, tidy
from mingce.read.numbering import Numbering, W, format_number, symbol
from mingce.read.plain import RawText

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STRICT = (  # "Strict Open XML" says the same under other names
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
# Not part of what is shown: properties, deleted and moved-away text, field codes, comments, ruby above the line.
PASSED_OVER = frozenset(
    "pPr rPr sectPr tblPr tblGrid trPr tcPr sdtPr sdtEndPr del moveFrom delText instrText delInstrText rt rubyPr "
    "annotationRef footnoteRef endnoteRef separator continuationSeparator pgNum fldData".split()
)
TRANSPARENT = frozenset("ins moveTo customXml smartTag sdtContent".split())
# A number in a circle, made with a field: " eq \o\ac(○,3) "
CIRCLED = re.compile(r"eq\s*\\o\s*\\ac\s*[（(]\s*[○〇]\s*[，,]\s*(\d{1,2})\s*[）)]", re.I)
LARGE_PICTURE = 360_000**2 * 60  # square EMU: 60 cm², larger than a seal or a logo


@dataclass
class Style:
    based_on: str = ""
    num_id: str = ""
    level: int | None = None
    outline: int | None = None  # 0: a first-level heading
    is_contents: bool = False  # a line of a table of contents


@dataclass
class ParagraphDraft:
    """One paragraph in the making."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)  # the text boxes anchored in it


def read_docx(path: Path, name: str) -> Iterator[RawText]:
    with open_archive(path) as archive:
        reader = WordReader(WordPackage(archive))
        lines = list(reader.lines())
    yield RawText(name, "\n".join(lines), has_paragraphs=True, warnings=reader.warnings())


class WordPackage:
    """The parts of a DOCX, found through their relations."""

    def __init__(self, archive: ZipFile) -> None:
        self.archive = archive
        relations = self.relations("")
        self.main = next((part for kind, part in relations.values() if kind == "officeDocument"), "word/document.xml")
        self.related = self.relations(self.main)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Id -> kind and part, of what a part names; external targets are left out."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
            )
            for one in (root if root is not None else ())
            if one.get("TargetMode") != "External"
        }

    def named(self, kind: str) -> Any:
        """The part that the main part names by kind: "styles", "numbering", …"""
        return next((self.xml(part) for found, part in self.related.values() if found == kind), None)

    def xml(self, part: str) -> Any:
        """The root element of a part; None where there is no such part."""
        data = self.bytes(part)
        if data is None:
            return None
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            if error.code == etree.ErrorTypes.ERR_NO_MEMORY:
                raise MemoryError from None
            raise UserError(DAMAGED) from None

    def bytes(self, part: str) -> bytes | None:
        try:
            return read_entry(self.archive, part)
        except KeyError:
            return None


class WordReader:
    """One document. What runs through all of it is kept here: counters, open fields, notes not yet written."""

    def __init__(self, package: WordPackage) -> None:
        self.package = package
        document = package.xml(package.main)
        self.body = document.find(f"{W}body") if document is not None else None
        if self.body is None:
            raise UserError(DAMAGED)
        self.styles, self.default_style = _styles(package.named("styles"))
        self.numbering = Numbering(package.named("numbering"), lambda style: self._inherited(style, "num_id") or "")
        self.notes = {kind: _notes(package.named(kind)) for kind in ("footnotes", "endnotes")}
        self.note_counts = {"footnotes": 0, "endnotes": 0}
        self.waiting: dict[str, list[str]] = {"footnotes": [], "endnotes": []}
        self.fields: list[bool] = []  # of each open field: whether its result has begun
        self.code = ""  # of the innermost open field
        ends = [f.get(f"{W}fldCharType") for f in self.body.iter(f"{W}fldChar")]
        self.fields_are_whole = ends.count("begin") == ends.count("end")  # else a lost end would hide all that follows
        self.run_on: set[Any] = set()  # paragraphs that were read as the end of the one before
        self.pictures = self.charts = self.objects = 0

    def lines(self) -> Iterator[str]:
        for element in self.body if self.body is not None else ():
            yield from self._block(element)
            yield from self._take_notes("footnotes")
        yield from self._take_notes("endnotes")

    def warnings(self) -> tuple[str, ...]:
        told = (
            (self.pictures, "张较大的图片，图片里的文字没有读取"),
            (self.charts, "个图表，图表里的文字和数字没有读取"),
            (self.objects, "个嵌入的对象，其中的内容没有读取"),
        )
        return tuple(f"文档中有 {count} {what}，请对照原文件。" for count, what in told if count)

    # ------------------------------------------------------------ blocks

    def _blocks(self, parent: Any, in_cell: bool = False) -> Iterator[str]:
        for element in parent:
            yield from self._block(element, in_cell)

    def _block(self, element: Any, in_cell: bool = False) -> Iterator[str]:
        kind = _kind(element)
        if kind == "p":
            if element not in self.run_on:
                yield from self._paragraph(element, in_cell)
        elif kind == "tbl":
            yield from self._table(element)
        elif kind == "sdt":
            if element.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
                yield from self._blocks(element.findall(f"{W}sdtContent"), in_cell)
        elif kind in TRANSPARENT:
            yield from self._blocks(element, in_cell)
        elif kind == "AlternateContent":
            yield from self._blocks(_chosen(element), in_cell)
        elif kind == "altChunk":
            yield from self._foreign(element)

    def _paragraph(self, element: Any, in_cell: bool = False) -> Iterator[str]:
        properties = element.find(f"{W}pPr")
        style = self._style(properties)
        line = ParagraphDraft()
        label = self._label(properties, style)
        self._inline(element, line)
        while properties is not None and _is_on(properties, f"{W}rPr/{W}del", f"{W}rPr/{W}moveFrom"):
            element = element.getnext()  # the mark at its end is deleted: it runs on into the next paragraph
            if element is None or _kind(element) != "p":
                break
            self.run_on.add(element)
            self._inline(element, line)
            properties = element.find(f"{W}pPr")
        text = "".join(line.parts)
        contents = self.styles.get(style, Style()).is_contents
        lines = tidy(text.replace("\t", " ……………… " if contents else " "))
        if lines or in_cell:
            lines = tidy(label + "\n".join(lines))
        outline = None if contents or in_cell else self._outline(properties, style)
        if outline is not None and lines:
            yield heading_line("\n".join(lines), outline + 1)
        else:
            yield from lines
        for box in line.boxes:
            yield from self._blocks(box, in_cell)

    def _table(self, element: Any) -> Iterator[str]:
        rows = [row for row in _descend(element, "tr") if row.find(f"{W}trPr/{W}del") is None]
        cells = [list(_descend(row, "tc")) for row in rows]
        if all(len(row) <= 1 for row in cells):  # a frame around text: 专栏
            for row in cells:
                for one in row:
                    yield from self._blocks(one)
            return
        yield from table_lines([list(self._row(row, own)) for row, own in zip(rows, cells, strict=True)])

    def _row(self, row: Any, cells: list[Any]) -> Iterator[str]:
        """The texts of a row; the rest of a merged cell is empty, so that columns stay below each other."""
        yield from [""] * _number(row, f"{W}trPr/{W}gridBefore")
        for one in cells:
            merged = one.find(f"{W}tcPr/{W}vMerge")
            goes_on = merged is not None and merged.get(f"{W}val") in (None, "continue")
            yield "" if goes_on else cell(list(self._blocks(one, in_cell=True)))
            yield from [""] * (_number(one, f"{W}tcPr/{W}gridSpan", 1) - 1)

    def _foreign(self, element: Any) -> Iterator[str]:
        """A document of another kind put in whole."""
        _, part = self.package.related.get(element.get(f"{R}id", ""), ("", ""))
        data = self.package.bytes(part)
        if data and part.lower().endswith((".htm", ".html", ".xhtml")):
            from mingce.read.html import html_lines

            yield from html_lines(data)
        else:
            self.objects += 1

    # ------------------------------------------------------------ inside a paragraph

    def _inline(self, element: Any, line: ParagraphDraft) -> None:
        for child in element:
            kind = _kind(child)
            if kind in PASSED_OVER:
                if kind == "instrText" and self.fields:
                    self.code += child.text or ""
                continue
            if kind == "r":
                if not _is_on(child, f"{W}rPr/{W}vanish"):
                    self._run(child, line)
            elif kind == "sdt":
                if child.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
                    self._inline(child, line)
            elif kind == "AlternateContent":
                self._inline(_chosen(child), line)
            elif kind == "txbxContent":
                line.boxes.append(child)
            elif kind == "den":
                self._write("/", line)  # of a fraction
                self._inline(child, line)
            elif kind in MARKS:
                self._mark(kind, child, line)
            else:
                self._inline(child, line)

    def _run(self, run: Any, line: ParagraphDraft) -> None:
        """Raised and lowered digits stay so: "10⁸" is not "108"."""
        position = run.find(f"{W}rPr/{W}vertAlign")
        own = ParagraphDraft([], line.boxes)
        self._inline(run, own)
        text = "".join(own.parts)
        if position is not None:
            table = {"superscript": RAISED, "subscript": LOWERED}.get(position.get(f"{W}val", ""), {})
            if all(ord(c) in table for c in text):
                text = text.translate(table)
        line.parts.append(text)

    def _write(self, text: str, line: ParagraphDraft) -> None:
        if all(self.fields) or not self.fields_are_whole:
            line.parts.append(text)

    def _mark(self, kind: str, element: Any, line: ParagraphDraft) -> None:
        """What stands in a run: text, breaks, signs, notes, fields, pictures."""
        if kind == "t":
            self._write(element.text or "", line)
        elif kind in ("tab", "ptab"):
            self._write("\t", line)
        elif kind in ("br", "cr"):
            self._write("\n", line)
        elif kind == "noBreakHyphen":
            self._write("-", line)
        elif kind == "sym":
            self._write(symbol(int(element.get(f"{W}char", "0"), 16)), line)
        elif kind == "fldChar":
            self._field(element.get(f"{W}fldCharType", ""), line)
        elif kind in ("footnoteReference", "endnoteReference"):
            self._note(kind.removesuffix("Reference") + "s", element, line)
        elif kind == "extent":
            if _int(element.get("cx")) * _int(element.get("cy")) >= LARGE_PICTURE:
                self.pictures += any(_kind(found) == "blip" for found in element.getparent().iter())
        elif kind == "chart":
            self.charts += 1
        elif kind == "OLEObject":
            self.objects += 1
        elif kind == "relIds":
            self._diagram(element, line)

    def _field(self, mark: str, line: ParagraphDraft) -> None:
        if mark == "begin":
            self.fields.append(False)
            self.code = ""
        elif mark == "separate" and self.fields:
            self.fields[-1] = True
        elif mark == "end" and self.fields:
            has_result = self.fields.pop()
            if not has_result and (circled := CIRCLED.search(self.code)):
                self._write(format_number("decimalEnclosedCircle", int(circled[1])), line)

    def _note(self, kind: str, element: Any, line: ParagraphDraft) -> None:
        note = self.notes[kind].get(element.get(f"{W}id", ""))
        if note is None or not (all(self.fields) or not self.fields_are_whole):
            return
        mark = ""
        if not _is_on(element, attribute=f"{W}customMarkFollows"):
            self.note_counts[kind] += 1
            mark = str(self.note_counts[kind]).translate(RAISED)  # not ①: a line that opens with it is a heading
            self._write(mark, line)
        text = " ".join(self._blocks(note, in_cell=True))
        self.waiting[kind].append(f"{mark} {text}".strip())

    def _take_notes(self, kind: str) -> list[str]:
        notes, self.waiting[kind] = self.waiting[kind], []
        return notes

    def _diagram(self, element: Any, line: ParagraphDraft) -> None:
        """The texts of a SmartArt, each in a line of its own."""
        _, part = self.package.related.get(element.get(f"{R}dm", ""), ("", ""))
        root = self.package.xml(part)
        for paragraph in root.iter("{*}p") if root is not None else ():
            if text := "".join(t.text or "" for t in paragraph.iter("{*}t")):
                self._write(f"\n{text}\n", line)

    # ------------------------------------------------------------ styles and numbers

    def _style(self, properties: Any) -> str:
        found = properties.find(f"{W}pStyle") if properties is not None else None
        return found.get(f"{W}val", "") if found is not None else self.default_style

    def _inherited(self, style: str, name: str) -> Any:
        """A property of a style or of the nearest one it is based on; None where none has it."""
        for _ in range(20):  # a circle of styles is a fault of the file
            one = self.styles.get(style)
            if one is None:
                return None
            if getattr(one, name) not in (None, ""):
                return getattr(one, name)
            style = one.based_on
        return None

    def _label(self, properties: Any, style: str) -> str:
        direct = properties.find(f"{W}numPr") if properties is not None else None
        num_id = _text(direct, "numId") or self._inherited(style, "num_id") or ""
        level = _text(direct, "ilvl")
        if num_id in ("", "0"):
            return ""
        if level:
            return self.numbering.label(num_id, int(level))
        of_style = None if _text(direct, "numId") else self.numbering.level_of_style(num_id, style)
        inherited = of_style if of_style is not None else self._inherited(style, "level")
        return self.numbering.label(num_id, inherited or 0)

    def _outline(self, properties: Any, style: str) -> int | None:
        """0 for a heading of the first level; None for body text."""
        own = _text(properties, "outlineLvl")
        level = int(own) if own else self._inherited(style, "outline")
        return level if level is not None and level < 9 else None


MARKS = frozenset(
    "t tab ptab br cr noBreakHyphen sym fldChar footnoteReference endnoteReference extent chart OLEObject relIds".split()
)


def _styles(root: Any) -> tuple[dict[str, Style], str]:
    """Style id -> style, and the id of the one for paragraphs that name none."""
    styles: dict[str, Style] = {}
    default = ""
    for element in root.iterchildren(f"{W}style") if root is not None else ():
        key = element.get(f"{W}styleId", "")
        name = _text(element, "name").lower()
        properties = element.find(f"{W}pPr")
        numbered = properties.find(f"{W}numPr") if properties is not None else None
        outline = _text(properties, "outlineLvl")
        heading = re.fullmatch(r"(?:heading|标题) ?([1-9])", name)
        level = _text(numbered, "ilvl")
        styles[key] = Style(
            based_on=_text(element, "basedOn"),
            num_id=_text(numbered, "numId"),
            level=int(level) if level else None,
            outline=int(outline) if outline else int(heading[1]) - 1 if heading else None,
            is_contents=bool(re.fullmatch(r"(?:toc|目录) ?\d", name)),
        )
        if element.get(f"{W}type") == "paragraph" and _is_on(element, attribute=f"{W}default"):
            default = key
    return styles, default


def _notes(root: Any) -> dict[str, Any]:
    """Id -> note, without the lines that separate notes from the text."""
    notes = root if root is not None else ()
    return {note.get(f"{W}id", ""): note for note in notes if note.get(f"{W}type") in (None, "normal")}


def _chosen(element: Any) -> Any:
    """Of mc:AlternateContent, the branch that has the text; both say the same."""
    branches = [child for child in element if _kind(child) in ("Choice", "Fallback")]
    with_text = [branch for branch in branches if any(_kind(found) == "t" and found.text for found in branch.iter())]
    return (with_text or branches or [()])[0]


def _descend(parent: Any, kind: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, also inside content controls; not those of tables inside."""
    for child in parent:
        if _kind(child) == kind:
            yield child
        elif _kind(child) in TRANSPARENT | {"sdt"}:
            yield from _descend(child, kind)


def _kind(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _text(parent: Any, name: str) -> str:
    """`w:val` of a child; "" without such a child."""
    child = parent.find(f"{W}{name}") if parent is not None else None
    return child.get(f"{W}val", "") if child is not None else ""


def _number(element: Any, path: str, default: int = 0) -> int:
    found = element.find(path)
    return min(_int(found.get(f"{W}val")), 100) if found is not None else default


def _int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _is_on(element: Any, *paths: str, attribute: str = "") -> bool:
    """Whether a switch stands there and is not turned off."""
    if attribute:
        return element.get(attribute, "0") not in ("0", "false", "off")
    found = next((one for path in paths if (one := element.find(path)) is not None), None)
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off")
