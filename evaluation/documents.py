"""Are documents read whole and structured well? Every file of a folder goes through the product's reader and parser, and
what comes out is compared with a second, much simpler extraction that shares no code with them.

python -m evaluation.documents 文件夹 [--out evaluation/results/documents.json] [--round-trips N]

--round-trips: the N first text documents are also set as DOCX, as PDF (where LibreOffice is installed) and as scanned
pages, read again and compared with themselves.
"""

import argparse
import json
import lzma
import re
import shutil
import subprocess
import sys
import tempfile
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from mingce.cli.arguments import Parser
from mingce.datatypes import Document, Section
from mingce.documents.corpus import bare
from mingce.documents.parse import parse
from mingce.errors import UserError
from mingce.read import READERS, read_file, sandbox
from mingce.read.kinds import canonical
from mingce.text.numerals import read_number
from mingce.text.sections import LONGEST_SECTION, split_sections
from mingce.text.sentences import split_sentences

PIECE = 8  # characters in a row that have to come back together; fewer occur by chance
SHOWN = 5  # examples of each fault in the results
LONG = 3000  # characters from which a document without headings is worth a look
SCANNED = 2  # pages of a document that are recognised
FURNITURE_SHARE = 0.5  # of the pages: what stands on more of them is a running head

# Written anew, not taken from mingce/text/labels.py: a form in the order in which official documents nest them.
FORMS: dict[str, re.Pattern[str]] = {
    "编": re.compile(r"第([零〇一二三四五六七八九十百千两\d]+)(?:编|篇|部分)"),
    "章": re.compile(r"第([零〇一二三四五六七八九十百千两\d]+)章"),
    "节": re.compile(r"第([零〇一二三四五六七八九十百千两\d]+)节"),
    "一、": re.compile(r"([一二三四五六七八九十]+)、"),
    "条": re.compile(r"第([零〇一二三四五六七八九十百千两\d]+)条"),
    "（一）": re.compile(r"[（(]([一二三四五六七八九十]+)[）)]"),
    "1.": re.compile(r"(\d{1,3})[.．、](?!\d)"),
    "（1）": re.compile(r"[（(](\d{1,2})[）)]"),
}
CONTENTS_LINE = re.compile(r"[.．·…]{5,}")
RULE = re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.M)  # of Markdown
UNNUMBERED = re.compile(
    r"\d{1,2}(?:[.．]\d{1,2})*(?![\d.．、年月])|第[一二三四五六七八九十]+，|——|--|附件|附录|附表|专栏|目录|[①-⑳]"
)
METADATA = "title issuer date number kind family region addressees annexes signature effective expires".split()
PAGE_NUMBER = re.compile(r"[-—－\s]*\d{1,4}[-—－\s]*")


@dataclass(frozen=True)
class FileReport:
    """What came of one document."""

    file: str
    error: str = ""
    characters: int = 0  # of the text as read, without white space
    sections: int = 0
    sentences: int = 0
    pages: int = 0
    seconds: float = 0.0
    metadata: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    source_characters: int = 0  # of the simple extraction
    missing: int = 0  # characters of it that did not come back
    longest_missing: str = ""
    heading_lines: int = 0  # lines that open like a heading
    broken_headings: tuple[str, ...] = ()  # ones that no longer open a line
    no_section: tuple[str, ...] = ()  # ones where no section begins, items inside an article aside
    no_heading: tuple[str, ...] = ()  # sections with a path of their own that begin with no heading
    tiles: bool = True
    upside_down: tuple[str, ...] = ()  # headings above one that stands higher by its form
    jumps: tuple[str, ...] = ()  # numbers that do not follow the one before, though the text has the number that would
    over_long: int = 0  # sections
    is_flat: bool = False  # long, and without any heading


def measure(path: Path) -> Iterator[FileReport]:
    """A row for each document in a file."""
    started = time.perf_counter()
    try:
        raws = list(read_file(path, path.stem))
    except (UserError, OSError) as error:
        yield FileReport(path.name, error=str(error))
        return
    documents = [parse(raw, path.name) for raw in raws]
    for document in documents:
        sections = split_sections(document)
        sentences = split_sentences(document.text, sections)
        seconds = time.perf_counter() - started
        source = simple_text(path) if len(documents) == 1 else document.text
        yield FileReport(
            path.name,
            characters=len(bare(document.text)),
            sections=len(sections),
            sentences=len(sentences),
            pages=document.pages[-1].number if document.pages else 0,
            seconds=round(seconds, 2),
            metadata=metadata(document),
            notes=document.notes,
            **lost(source, document.text),
            **headings(source, document, sections),
            **tree(document, sections),
        )


def metadata(document: Document) -> dict[str, Any]:
    """What was found, empty fields left out."""
    fields = {name: getattr(document, name) for name in METADATA}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in fields.items() if value}


# -------------------------------------------------------------------- lost text


def simple_text(path: Path) -> str:
    """The text of a file by the shortest way; a line is whatever the file calls one. "" where there is none."""
    reference = path.with_name(f"{path.stem}.reference.txt")
    kind = canonical(path.suffix.lower())
    if reference.exists():
        return reference.read_text(encoding="utf-8")
    if kind == ".docx":
        import docx

        body = docx.Document(str(path))
        cells = (cell.text for table in body.tables for row in table.rows for cell in row.cells)
        return "\n".join([*(paragraph.text for paragraph in body.paragraphs), *cells])
    if kind == ".pdf":
        import pypdfium2

        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(str(path))]
        return "\n".join(without_furniture([page.splitlines() for page in pages]))
    if kind in (".txt", ".md"):
        data = path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("gb18030")
        if kind == ".md":
            text = RULE.sub("", re.sub(r"<!--.*?-->|!\[[^\]]*\]\([^)]*\)|\*\*", "", text, flags=re.S))
        return text
    return ""


def without_furniture(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines of pages; running heads, which stand on most of them, and page numbers left out."""
    shapes = Counter(shape for page in pages for shape in {re.sub(r"\d+|\s", "", line) for line in page})
    for page in pages:
        for line in page:
            repeats = len(pages) > 2 and shapes[re.sub(r"\d+|\s", "", line)] > FURNITURE_SHARE * len(pages)
            if not repeats and not PAGE_NUMBER.fullmatch(line):
                yield line


def lost(source: str, text: str) -> dict[str, Any]:
    """How much of the source is not in the text, in runs of `PIECE` characters, and the longest such run.

    >>> lost("一二三四五六七八九十", "一二三四五六七八")["longest_missing"]
    '九十'
    """
    lines = (line for line in source.splitlines() if not PAGE_NUMBER.fullmatch(line))
    wanted, there = _plain("\n".join(lines)), _plain(text)
    pieces = {there[at : at + PIECE] for at in range(len(there) - PIECE + 1)}
    found = bytearray(len(wanted))
    for at in range(len(wanted) - PIECE + 1):
        if wanted[at : at + PIECE] in pieces:
            found[at : at + PIECE] = b"\1" * PIECE
    runs = [match.span() for match in re.finditer(b"\0+", bytes(found))] if len(wanted) >= PIECE else []
    start, end = max(runs, key=lambda run: run[1] - run[0], default=(0, 0))
    return {
        "source_characters": len(wanted),
        "missing": sum(b - a for a, b in runs),
        "longest_missing": wanted[start:end][:80],
    }


def _plain(text: str) -> str:
    """Without white space, invisible characters and the marks of Markdown and tables."""
    return re.sub(r"[\s#|*\u200b-\u200f\u2060\ufeff\u00ad\x00-\x1f\ufffe]", "", text)


# -------------------------------------------------------------------- headings


def form_of(line: str) -> tuple[str, str]:
    """Form and number of the heading that a line opens with; ("", "") where it does not.

    >>> form_of("## 第十二条　生产者……"), form_of("3．加快建设"), form_of("2.5万亿元")
    (('条', '十二'), ('1.', '3'), ('', ''))
    """
    opening = re.sub(r"\s|^-\d+-(?=第)", "", line.lstrip(" \u3000#*\t")[:16])
    return next(((form, match[1]) for form, pattern in FORMS.items() if (match := pattern.match(opening))), ("", ""))


def headings(source: str, document: Document, sections: Sequence[Section]) -> dict[str, Any]:
    """Lines that open like headings against where sections begin, both ways."""
    text = document.text
    opening = sorted(_plain(line) for line in text.split("\n"))
    broken = [line.strip() for line in source.splitlines() if form_of(line)[0] and not _opens(opening, line)]
    starts = {section.start: section for section in sections}
    count, no_section = 0, []
    at = 0
    lines = text.split("\n")
    for row, line in enumerate(lines):
        if form_of(line)[0]:
            count += 1
            in_contents = CONTENTS_LINE.search("\n".join(lines[max(row - 3, 0) : row + 4]))
            if at not in starts and not _is_item(sections, at) and not in_contents:
                no_section.append(line[:40])
        at += len(line) + 1
    no_heading = []
    for before, section in zip((None, *sections), sections, strict=False):
        line = text[section.start : section.end].lstrip("\n").split("\n")[0]
        is_new = section.path and (before is None or section.path != before.path)
        goes_back = before is not None and section.path == before.path[: len(section.path)]
        marked = form_of(line)[0] or line.startswith("#") or UNNUMBERED.match(re.sub(r"[\s*]", "", line))
        if is_new and not goes_back and not marked:
            no_heading.append(line[:40])
    return {
        "heading_lines": count,
        "broken_headings": some([line[:40] for line in broken]),
        "no_section": some(no_section),
        "no_heading": some(no_heading),
    }


def _opens(lines: Sequence[str], heading: str) -> bool:
    """Whether a line begins as the heading does; lines: sorted."""
    start = _plain(heading)[:12]
    at = bisect_left(lines, start)
    return at < len(lines) and lines[at].startswith(start)


def _is_item(sections: Sequence[Section], at: int) -> bool:
    """Whether a place lies inside an article of a law, whose items are read with it, or in a table of contents."""
    section = next(one for one in sections if one.start <= at < one.end)
    return any(form_of(name)[0] == "条" or name == "目录" for name in section.path)


def some(examples: Sequence[str]) -> tuple[str, ...]:
    """At most `SHOWN` examples, then how many more there are."""
    rest = len(examples) - SHOWN
    return (*examples[:SHOWN], *((f"……另有 {rest} 处",) if rest > 0 else ()))


# -------------------------------------------------------------------- the tree


def tree(document: Document, sections: Sequence[Section]) -> dict[str, Any]:
    """Whether the sections make a sane tree."""
    text = document.text
    ends = [0, *(section.end for section in sections)]
    tiles = [section.start for section in sections] == ends[:-1] and ends[-1] == len(text)
    order = list(FORMS)
    opened = (form_of(line) for line in text.split("\n"))
    there = {(form, int(read_number(numeral))) for form, numeral in opened if form}
    upside_down, jumps = [], []
    beside: dict[tuple[str, ...], tuple[str, int]] = {}  # path -> form and number of the last heading under it
    through: dict[str, int] = {}  # form -> its last number anywhere: articles count through their chapters
    for before, section in zip((None, *sections), sections, strict=False):
        known = _shared(before.path, section.path) if before else 0
        beside = {path: value for path, value in beside.items() if len(path) <= known}
        for depth in range(known, len(section.path)):
            above, name = section.path[:depth], section.path[depth]
            form, numeral = form_of(name)
            if not form:
                continue
            number = int(read_number(numeral))
            parent = form_of(above[-1])[0] if above else ""
            if parent and order.index(form) <= order.index(parent) and (number > 1 or form in ("编", "章", "节", "条")):
                upside_down.append(f"{above[-1][:16]} > {name[:16]}")
            last_form, last = beside.get(above, ("", 0))
            expected = last + 1 if last_form == form else 1
            is_inserted = bool(re.match(r"第\S+?条之", name))
            if number not in (expected, 1, through.get(form, 0) + 1) and not is_inserted and (form, expected) in there:
                jumps.append(f"{name[:16]}（应为 {expected}）")
            beside[above], through[form] = (form, number), number
    return {
        "tiles": tiles,
        "upside_down": some(upside_down),
        "jumps": some(jumps),
        "over_long": sum(section.end - section.start > LONGEST_SECTION for section in sections),
        "is_flat": len(text) > LONG and not any(section.path for section in sections),
    }


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many names two paths begin with together."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


# -------------------------------------------------------------------- the same text in other formats


@dataclass(frozen=True)
class RoundTrip:
    """A document set in another format and read again."""

    file: str
    format: str  # "DOCX", "PDF", "扫描件"
    characters: int
    kept: float  # share of the characters that came back, in order
    added: int  # characters that were not there
    same_headings: float | None  # share of the heading paths that came back; None for single pages


def round_trips(path: Path, folder: Path) -> Iterator[RoundTrip]:
    """One for each format that this machine can make."""
    document = parse(next(iter(read_file(path, path.stem))), path.name)
    word = write_docx(document.text, folder / f"{path.stem}.docx")
    yield compare(path.name, "DOCX", document, reread(word))
    office = shutil.which("soffice")
    if office is None:
        return
    subprocess.run(
        [office, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(word)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    printed = reread(folder / f"{path.stem}.pdf")
    yield compare(path.name, "PDF", document, printed)
    for number in range(1, min(SCANNED, len(printed.pages)) + 1):
        page = render(folder / f"{path.stem}.pdf", number, folder / f"{number}.png")
        start = next(page.start for page in printed.pages if page.number == number)
        end = next((page.start for page in printed.pages if page.number == number + 1), len(printed.text))
        yield compare(f"{path.name} 第{number}页", "扫描件", printed.text[start:end], reread(page))


def reread(path: Path) -> Document:
    return parse(next(iter(read_file(path, path.stem))), path.name)


def write_docx(text: str, path: Path) -> Path:
    """A line a paragraph, rows of a table as a table."""
    import docx

    file = docx.Document()
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("| ") and line.endswith(" |"):
            rows.append(line[2:-2].split(" | "))
            continue
        if rows:
            table = file.add_table(len(rows), max(map(len, rows)), style="Table Grid")
            for row, cells in zip(table.rows, rows, strict=True):
                for cell, value in zip(row.cells, cells, strict=False):
                    cell.text = value
            rows = []
        if line:
            file.add_paragraph(line)
    file.save(str(path))
    return path


def render(pdf: Path, page: int, path: Path) -> Path:
    """A page as a scanner at 200 dpi gives it."""
    import pypdfium2

    pypdfium2.PdfDocument(str(pdf))[page - 1].render(scale=200 / 72).to_pil().save(path)
    return path


def compare(name: str, form: str, before: Document | str, after: Document) -> RoundTrip:
    source, text = _plain(before if isinstance(before, str) else before.text), _plain(after.text)
    kept = in_order(source, text)
    same = None
    if isinstance(before, Document):
        paths, again = _paths(before), _paths(after)
        same = round(len(paths & again) / max(len(paths | again), 1), 4) if paths or again else 1.0
    return RoundTrip(name, form, len(source), round(kept / max(len(source), 1), 4), len(text) - kept, same)


def in_order(source: str, text: str) -> int:
    """Characters of `source` that come again in `text` in the same order.

    >>> in_order("坚持稳中求进工作总基调", "坚持稳中求进，总基调")
    9
    """
    matcher = SequenceMatcher(None, source, text, autojunk=len(source) > 3000)
    return sum(block.size for block in matcher.get_matching_blocks())


def _paths(document: Document) -> set[tuple[str, ...]]:
    return {tuple(bare(name) for name in section.path) for section in split_sections(document)}


# -------------------------------------------------------------------- results


def collect(folder: Path) -> Iterator[FileReport]:
    """Rows for every file that can be read, subfolders included; of packed laws too."""
    for path in sorted(folder.rglob("*")):
        if path.name.endswith(".jsonl.xz"):
            yield from packed(path)
        elif path.suffix.lower() in READERS and not path.name.endswith(".reference.txt") and path.stem != "README":
            yield from measure(path)


def packed(path: Path) -> Iterator[FileReport]:
    """Each line a Markdown text under its `path`."""
    with lzma.open(path, "rt", encoding="utf-8") as lines, tempfile.TemporaryDirectory() as folder:
        for line in lines:
            record = json.loads(line)
            file = Path(folder) / f"{Path(record['path']).stem}.md"
            file.write_text(record["text"], encoding="utf-8")
            for row in measure(file):
                yield FileReport(**{**asdict(row), "file": f"{path.name}/{record['path']}"})
            file.unlink()


def is_sound(row: FileReport) -> bool:
    faults = (getattr(row, name) for name in FAULTS)
    return not (row.error or row.missing or row.over_long or row.is_flat or any(faults)) and row.tiles


def summary(rows: Sequence[FileReport]) -> dict[str, Any]:
    read = [row for row in rows if not row.error]
    return {
        "documents": len(rows),
        "not_read": len(rows) - len(read),
        "characters": sum(row.source_characters for row in read),
        "missing_characters": sum(row.missing for row in read),
        "with_missing_text": sum(row.missing > 0 for row in read),
        "heading_lines": sum(row.heading_lines for row in read),
        **{name: sum(_count(getattr(row, name)) for row in read) for name in FAULTS},
        "not_tiled": sum(not row.tiles for row in read),
        "over_long_sections": sum(row.over_long for row in read),
        "flat": sum(row.is_flat for row in read),
        **{f"with_{name}": sum(name in row.metadata for row in read) for name in ("title", "issuer", "date", "kind")},
        "seconds": round(sum(row.seconds for row in read), 1),
    }


FAULTS = ("broken_headings", "no_section", "no_heading", "upside_down", "jumps")


def _count(examples: tuple[str, ...]) -> int:
    more = re.fullmatch(r"……另有 (\d+) 处", examples[-1]) if examples else None
    return len(examples) - 1 + int(more[1]) if more else len(examples)


def lines(rows: Sequence[FileReport], trips: Sequence[RoundTrip]) -> Iterator[str]:
    """What is printed."""
    yield "字数  丢字  标题行  断开  无章节  无标题  颠倒  跳号  秒  文件"
    for row in rows:
        if row.error:
            yield f"未读取  {row.file}：{row.error}"
            continue
        faults = "  ".join(f"{_count(getattr(row, name)):4d}" for name in FAULTS)
        yield f"{row.characters:6d} {row.missing:5d} {row.heading_lines:6d}  {faults}  {row.seconds:5.1f}  {row.file}"
    for trip in trips:
        same = "" if trip.same_headings is None else f"，标题 {trip.same_headings:.3f}"
        yield f"{trip.format}：留下 {trip.kept:.4f}，多出 {trip.added} 字{same}  {trip.file}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = Parser(prog="python -m evaluation.documents", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=Path("evaluation/results/documents.json"))
    parser.add_argument("--round-trips", type=int, default=0, metavar="N")
    return run(parser.parse_args(arguments))


def run(options: argparse.Namespace) -> int:
    if not options.folder.is_dir():
        print(f"找不到文件夹“{options.folder}”。请指定一个放有文件的文件夹。", file=sys.stderr)
        return 2
    try:
        rows = list(collect(options.folder))
        with tempfile.TemporaryDirectory() as folder:
            texts = (
                path for path in sorted(options.folder.rglob("*")) if canonical(path.suffix.lower()) in (".txt", ".md")
            )
            chosen = [path for path in texts if not path.name.endswith("reference.txt") and path.stem != "README"]
            trips = [trip for path in chosen[: options.round_trips] for trip in round_trips(path, Path(folder))]
    finally:
        sandbox.close()
    groups = {
        "files": [row for row in rows if ".jsonl.xz/" not in row.file],
        "packed": [r for r in rows if ".jsonl.xz/" in r.file],
    }
    report: dict[str, Any] = {
        "summary": {name: summary(group) for name, group in groups.items() if group},
        "files": [asdict(row) for row in groups["files"]],
        "packed_with_doubts": [asdict(row) for row in groups["packed"] if not is_sound(row)],
        "round_trips": [asdict(trip) for trip in trips],
    }
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print("\n".join(lines(groups["files"], trips)))
    for name, numbers in report["summary"].items():
        print(name, json.dumps(numbers, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
