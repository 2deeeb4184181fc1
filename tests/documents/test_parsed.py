"""A file is parsed once, whatever it is called, until its bytes or the parsers change."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from mingce.documents import parsed as module
from mingce.documents.build import build
from mingce.documents.corpus import read_corpus
from mingce.documents.corrections import save_correction
from mingce.documents.library import add
from mingce.documents.parsed import ParsedFiles, parsers
from mingce.read import read_file

TEXT = "关于粮食储备的通知\n\f一、总体要求\n会议指出，要加强储备。\n\f二、保障措施\n省粮食局负责。"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "corpus" / "通知_20230117.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def was_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read, in order."""
    names: list[str] = []

    def counted(path: Path, name: str):
        names.append(path.name)
        return read_file(path, name)

    monkeypatch.setattr(module, "read_file", counted)
    return names


def kept(index: Path) -> list[Path]:
    return sorted((index / "parsed").glob("*"))


def test_the_second_time_it_is_not_read(index: Path, file: Path, was_read: list[str]):
    first = ParsedFiles(index).documents(file, "通知_20230117.txt", "通知_20230117")
    again = ParsedFiles(index).documents(file, "通知_20230117.txt", "通知_20230117")
    assert was_read == ["通知_20230117.txt"]
    assert again == first
    (one,) = again
    assert (one.part.document.date, [p.number for p in one.part.document.pages]) == ("2023-01-17", [1, 2, 3])
    assert {section.path for section in one.part.sections} >= {("一、总体要求",), ("二、保障措施",)}


def test_under_another_name_only_what_the_name_says_changes(index: Path, file: Path, was_read: list[str]):
    ParsedFiles(index).documents(file, file.name, file.stem)
    (renamed,) = ParsedFiles(index).documents(file, "省/通知_20240202.txt", "省/通知_20240202")
    (fresh,) = ParsedFiles().documents(file, "省/通知_20240202.txt", "省/通知_20240202")
    assert renamed == fresh and renamed.part.document.date == "2024-02-02"
    assert len(was_read) == 2  # the second by the one that keeps nothing
    assert all(section.doc_id == "省/通知_20240202" for section in renamed.part.sections)


def test_ids_of_its_own_and_members_of_an_archive(index: Path, tmp_path: Path):
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"_id": "a1", "text": "甲文。"}\n{"_id": "x", "title": "题", "text": "乙文。"}', encoding="utf-8")
    with ZipFile(tmp_path / "包.zip", "w") as archive:
        archive.writestr("内/通知.txt", "一份通知。")
        archive.write(lines, "a.jsonl")
    for path, name in ((lines, "a"), (tmp_path / "包.zip", "包"), (lines, "b"), (tmp_path / "包.zip", "另")):
        fresh = ParsedFiles().documents(path, f"{name}{path.suffix}", name)
        for _ in range(2):
            assert ParsedFiles(index).documents(path, f"{name}{path.suffix}", name) == fresh
        assert {"a1", "x"} <= {one.raw.id for one in fresh}


@pytest.mark.parametrize("harm", [b"", b"{", b"0123\n{}", None])
def test_a_damaged_entry_is_read_again(index: Path, file: Path, was_read: list[str], harm: bytes | None):
    first = ParsedFiles(index).documents(file, file.name, file.stem)
    (entry,) = kept(index)
    assert entry.stat().st_mode & 0o077 == 0  # nobody else reads it
    entry.write_bytes(entry.read_bytes().replace("储备".encode(), "存粮".encode()) if harm is None else harm)
    assert ParsedFiles(index).documents(file, file.name, file.stem) == first
    assert len(was_read) == 2


def test_other_bytes_or_other_parsers_read_again(
    index: Path, file: Path, was_read: list[str], monkeypatch: pytest.MonkeyPatch
):
    ParsedFiles(index).documents(file, file.name, file.stem)
    file.write_text(TEXT + "\n三、其他。", encoding="utf-8")
    ParsedFiles(index).documents(file, file.name, file.stem)
    monkeypatch.setattr(module, "parsers", lambda: "changed")
    ParsedFiles(index).documents(file, file.name, file.stem)
    assert len(was_read) == 3


@pytest.mark.parametrize(
    "name", ["read/pdf.py", "text/sections.py", "documents/parse.py", "datatypes.py", "data/colloquial.tsv"]
)
def test_any_change_of_the_parsers_counts(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for pattern in module.SOURCES:
        for path in module.PACKAGE.glob(pattern):
            copy = tmp_path / path.relative_to(module.PACKAGE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    before = parsers()
    monkeypatch.setattr(module, "PACKAGE", tmp_path)
    parsers.cache_clear()
    assert parsers() == before
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b"\n")
    parsers.cache_clear()
    assert parsers() != before
    parsers.cache_clear()


def test_what_the_corpus_no_longer_holds_is_pruned(index: Path, file: Path, encoder):
    other = file.with_name("其他.txt")
    other.write_text("其他通知。", encoding="utf-8")
    build(file.parent, index, encoder)
    assert len(kept(index)) == 2
    other.unlink()
    build(file.parent, index, encoder)
    assert len(kept(index)) == 1
    assert "其他".encode() not in kept(index)[0].read_bytes()


def test_an_upload_is_read_once(index: Path, file: Path, tmp_path: Path, encoder, was_read: list[str]):
    build(file.parent, index, encoder)
    upload = tmp_path / "上传.txt"
    upload.write_text("关于人才的通知\n一、加强培养。", encoding="utf-8")
    add(file.parent, upload, index=index)
    build(file.parent, index, encoder)
    assert was_read == [file.name, "上传.txt"]


def test_corrections_come_after_what_is_kept(index: Path, file: Path, was_read: list[str]):
    ParsedFiles(index).documents(file, file.name, file.stem)
    save_correction(file.parent, file.name, {"title": "另一个标题"})
    assert read_corpus(file.parent, files=ParsedFiles(index)).documents[0].title == "另一个标题"
    save_correction(file.parent, file.name, {"title": None})
    corpus = read_corpus(file.parent, files=ParsedFiles(index))
    assert corpus.documents[0].title == "关于粮食储备的通知" and len(was_read) == 1
    assert corpus == read_corpus(file.parent)


def test_an_archive_with_a_file_that_failed_is_read_again(index: Path, tmp_path: Path, was_read: list[str]):
    with ZipFile(tmp_path / "包.zip", "w") as archive:
        archive.writestr("通知.txt", "一份通知。")
        archive.writestr("旧.doc", b"\xd0\xcf\x11\xe0")
    for _ in range(2):
        assert len(ParsedFiles(index).documents(tmp_path / "包.zip", "包.zip", "包")) == 2
    assert len(was_read) == 2


def test_a_place_that_cannot_be_written_is_done_without(file: Path):
    (one,) = ParsedFiles(file).documents(file, file.name, file.stem)  # the index folder is a file
    assert one.part.document.title == "关于粮食储备的通知"
