"""A report on one file, before it goes into a corpus: what was read, how it was structured, what is doubtful."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from mingce.datatypes import Document, Section
from mingce.documents.corpus import bare
from mingce.documents.parse import parse
from mingce.errors import UserError
from mingce.read import RawText, read_file, sandbox
from mingce.text.metadata import facts
from mingce.text.sections import LONGEST_SECTION, split_sections
from mingce.text.sentences import split_sentences
from mingce.text.speakers import speaker_of
from mingce.text.versions import validity

LONG_FOR_NO_HEADINGS = 3000  # characters from which a text without headings is worth a word


def report_on(path: Path) -> str:
    """Metadata, heading tree and warnings of every document in a file. Raises UserError where it cannot be read."""
    if not path.is_file():
        raise UserError(f"找不到文件“{path}”。请检查路径。")
    try:
        raws = list(read_file(path, path.stem))
    except OSError as error:
        raise UserError(f"文件“{path}”打不开（{error.strerror}）。请检查权限后再试。") from None
    finally:
        sandbox.close()
    return "\n\n".join("\n".join(lines_on(raw, path.name)) for raw in raws)


def lines_on(raw: RawText, source: str) -> Iterator[str]:
    document = parse(raw, source)
    sections = split_sections(document)
    sentences = split_sentences(document.text, sections)
    pages = f"{document.pages[-1].number} 页，" if document.pages else ""
    yield f"{raw.member or source}（编号 {document.id}）"
    yield from (f"  {name}：{value}" for name, value in facts(document))
    yield f"  {pages}{len(document.text)} 字，{len(sections)} 个章节，{len(sentences)} 个句子"
    speakers = Counter(filter(None, speaker_of(sentences, document)))
    if speakers:
        yield "  说话人：" + "，".join(f"{name} {count} 句" for name, count in speakers.most_common())
    status = validity(document, date.today())
    yield f"  效力：{status.state}。{status.reason}"
    yield "目录："
    yield from tree(sections)
    yield "提醒：" + ("无" if not (found := [*raw.warnings, *doubts(raw, document, sections)]) else "")
    yield from (f"  {warning}" for warning in found)


def tree(sections: list[Section]) -> Iterator[str]:
    """Each heading once, under its parents."""
    shown: set[tuple[str, ...]] = set()
    for section in sections:
        for depth in range(1, len(section.path) + 1):
            if section.path[:depth] not in shown:
                shown.add(section.path[:depth])
                yield f"  {'  ' * (depth - 1)}{section.path[depth - 1]}"
    if not shown:
        yield "  （没有标题）"


def doubts(raw: RawText, document: Document, sections: list[Section]) -> Iterator[str]:
    """What the reader of a report should look at."""
    lost = len(bare(raw.text)) - len(bare(document.text))
    if lost:
        yield f"整理时去掉了 {lost} 个字符（页码、页眉等）。"
    if not any(section.path for section in sections) and len(document.text) > LONG_FOR_NO_HEADINGS:
        yield "没有认出任何标题，按自然段切分。"
    if any(section.end - section.start > LONGEST_SECTION for section in sections):
        yield f"有超过 {LONGEST_SECTION} 字的章节。"
    if not document.title or (document.title == raw.id and bare(raw.id) not in bare(document.text[:500])):
        yield "没有认出标题，用的是文件名。"
