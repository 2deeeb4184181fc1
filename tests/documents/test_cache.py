"""A file that took long to read is read once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mingce.read import cache
from mingce.read.cache import read_once
from mingce.read.plain import RawText


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file whose reading always counts as slow, and an empty cache."""
    monkeypatch.setenv("MINGCE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(cache, "SLOW_S", -1.0)
    path = tmp_path / "扫描.pdf"
    path.write_bytes(b"scan")
    return path


def reading(path: Path, name: str, times: list[str]) -> list[RawText]:
    def read() -> Iterator[RawText]:
        times.append(name)
        yield RawText(name, "文字", warnings=("可能有错字。",), doubtful_pages=(2,))
        yield RawText(f"{name}/2", "第二篇")

    return list(read_once(path, ".pdf", name, read))


def test_the_second_time_it_comes_from_the_cache_under_the_new_name(slow: Path):
    times: list[str] = []
    first = reading(slow, "甲", times)
    again = reading(slow, "乙", times)
    assert times == ["甲"]
    assert [raw.id for raw in again] == ["乙", "乙/2"]
    assert [(raw.text, raw.warnings, raw.doubtful_pages) for raw in again] == [
        (raw.text, raw.warnings, raw.doubtful_pages) for raw in first
    ]


def test_other_bytes_another_reader_or_a_damaged_entry_are_read(slow: Path, monkeypatch: pytest.MonkeyPatch):
    times: list[str] = []
    reading(slow, "甲", times)
    (kept,) = (slow.parent / "home" / "read").glob("*.json")
    assert kept.stat().st_mode & 0o077 == 0  # nobody else reads it
    kept.write_text("{", encoding="utf-8")
    reading(slow, "甲", times)
    slow.write_bytes(b"another scan")
    reading(slow, "甲", times)
    monkeypatch.setattr(cache, "_readers", lambda: "changed")
    reading(slow, "甲", times)
    assert len(times) == 4


def test_what_is_read_quickly_is_not_kept(slow: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cache, "SLOW_S", 60.0)
    times: list[str] = []
    reading(slow, "甲", times)
    reading(slow, "甲", times)
    assert len(times) == 2 and not (slow.parent / "home" / "read").exists()


def test_only_the_files_used_last_are_kept(slow: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(cache, "MOST_FILES", 2)
    for content in (b"a", b"b", b"c"):
        slow.write_bytes(content)
        reading(slow, "甲", [])
    assert len(list((slow.parent / "home" / "read").glob("*"))) == 2


def test_a_place_that_cannot_be_written_is_done_without(slow: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MINGCE_HOME", str(slow))  # a file
    assert [raw.text for raw in reading(slow, "甲", [])] == ["文字", "第二篇"]
