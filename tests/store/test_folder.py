import dataclasses
import json
import re

import numpy as np
import pytest

from mingce.datatypes import Document, Page, Section, Sentence
from mingce.errors import UserError
from mingce.store.contents import Contents
from mingce.store.folder import FORMAT, MANIFEST, Manifest, read, read_manifest, write
from mingce.store.lexical import Bm25
from mingce.store.vectors import Vectors
from mingce.text.versions import Relation

DOCUMENTS = (
    Document(
        "a",
        "甲法",
        "第一条 文。\n第二条\u2028文。",
        "甲.txt",
        "国务院",
        "2023-01-17",
        "国发〔2023〕1号",
        "法律",
        (Page(0, 1), Page(7, 2)),
        notes=("第 2 页识别得不清楚。",),
        addressees=("各省人民政府", "国务院各部委"),
        annexes=("名单",),
        effective="2023-02-01",
    ),
    Document("省/b", "乙", "“乙”\t文。", "省/b.md"),
)
SECTIONS = (Section("a", ("第一条",), 0, 7), Section("a", ("第二条",), 7, 13), Section("省/b", (), 0, 6))
SENTENCES = (Sentence(0, 0, 6), Sentence(1, 7, 13), Sentence(2, 0, 6), Sentence(2, 4, 6))


def unit(n: int) -> np.ndarray:
    return np.eye(n, 5, dtype=np.float32)


RELATIONS = (Relation("废止", "a", "省/b", "“甲法”写明同时废止它。", "2024-01-01", 3, 9),)


def contents(**changes) -> Contents:
    values = {
        "documents": DOCUMENTS,
        "sections": SECTIONS,
        "sentences": SENTENCES,
        "sentence_vectors": Vectors.from_array(unit(4)),
        "section_vectors": Vectors.from_array(unit(3)),
        "section_terms": Bm25.from_terms([["第一"], ["第二"], ["乙"]]),
        "sentence_terms": Bm25.from_terms([["第一"], ["第二"], ["乙"], ["文"]]),
        "words": ("揭榜挂帅", "甲法"),
        "relations": RELATIONS,
    }
    return Contents(**{**values, **changes})


def manifest(build: str = "build-1", **changes) -> Manifest:
    values = {
        "format": FORMAT,
        "build": build,
        "model": "counting",
        "dimension": 5,
        "created": "2026-01-01T00:00:00",
        "versions": {"mingce": "0"},
        "documents": {"a": "h1", "省/b": "h2"},
        "warnings": ("未读取“旧.doc”：不支持。",),
    }
    return Manifest(**{**values, **changes})


def test_round_trip(tmp_path):
    written = write(tmp_path, contents(), manifest())
    found = read_manifest(tmp_path)
    assert found == written
    assert dataclasses.replace(found, files={}) == manifest()
    again = read(tmp_path, found)
    assert (again.documents, again.sections, again.sentences, again.words) == (
        DOCUMENTS,
        SECTIONS,
        SENTENCES,
        ("揭榜挂帅", "甲法"),
    )
    assert (again.sentence_vectors.rows() == unit(4)).all() and (again.section_vectors.rows() == unit(3)).all()
    for name, terms in (("section_terms", ["第二"]), ("sentence_terms", ["文"])):
        assert getattr(again, name).scores(terms).tolist() == getattr(contents(), name).scores(terms).tolist()


def test_relations_come_back(tmp_path):
    assert read(tmp_path, write(tmp_path, contents(), manifest())).relations == RELATIONS


def test_no_words(tmp_path):
    found = write(tmp_path, contents(words=()), manifest())
    assert read(tmp_path, found).words == ()


def test_folder_is_plain_files(tmp_path):
    """Anyone can read it: no pickles, JSON Lines in UTF-8 with Chinese as it is."""
    found = write(tmp_path / "新" / "索引", contents(), manifest())
    build = tmp_path / "新" / "索引" / "build-1"
    files = {p.relative_to(build).as_posix() for p in build.rglob("*") if p.is_file()}
    assert files == set(found.files)
    assert {
        "documents.jsonl",
        "sections.jsonl",
        "sentences.jsonl",
        "words.txt",
        "sentences.faiss",
        "sections.faiss",
    } <= files
    assert not any(name.endswith((".pkl", ".pickle")) for name in files)
    assert "国务院" in (build / "documents.jsonl").read_text(encoding="utf-8")
    assert "不支持" in (tmp_path / "新" / "索引" / MANIFEST).read_text(encoding="utf-8")


def test_no_index(tmp_path):
    assert read_manifest(tmp_path) is None
    assert read_manifest(tmp_path / "nowhere") is None


def test_every_file_is_checked(tmp_path):
    found = write(tmp_path, contents(), manifest())
    assert len(found.files) >= 8
    for name in found.files:
        path = tmp_path / "build-1" / name
        whole = path.read_bytes()
        path.write_bytes(bytes([whole[0] ^ 1]) + whole[1:] if whole else b"x")
        with pytest.raises(UserError, match=re.escape(name) + ".*已损坏.*--force"):
            read(tmp_path, found)
        path.write_bytes(whole[:-1])
        with pytest.raises(UserError, match=re.escape(name) + ".*已损坏.*--force"):
            read(tmp_path, found)
        path.unlink()
        with pytest.raises(UserError, match=re.escape(name) + ".*不见.*--force"):
            read(tmp_path, found)
        path.write_bytes(whole)
    assert read(tmp_path, found).words


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.99])
def test_truncated_manifest(tmp_path, share):
    write(tmp_path, contents(), manifest())
    path = tmp_path / MANIFEST
    whole = path.read_bytes()
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(UserError, match=r"manifest\.json”已损坏.*--force"):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    "text", ["[]", "null", "5", "{}", '{"format": 1}', '{"format": 1, "warnings": [], "extra": 0}']
)
def test_manifest_of_another_shape(tmp_path, text):
    (tmp_path / MANIFEST).write_text(text.replace('"format": 1', f'"format": {FORMAT}'), encoding="utf-8")
    with pytest.raises(UserError, match=r"已损坏.*--force"):
        read_manifest(tmp_path)


def test_manifest_of_another_format_is_named(tmp_path):
    write(tmp_path, contents(), manifest(format=FORMAT + 1))
    with pytest.raises(UserError, match=f"{FORMAT + 1}.*需要 {FORMAT}.*--force"):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"sentence_vectors": Vectors.from_array(unit(3))}, "3 rows for 4 sentences"),
        ({"section_vectors": Vectors.from_array(unit(4))}, "4 rows for 3 sections"),
        ({"sections": SECTIONS[:2]}, "3 rows for 2 sections"),
        ({"section_terms": Bm25.from_terms([["一"]])}, "1 rows for 3 sections"),
        ({"sentence_terms": Bm25.from_terms([["一"]])}, "1 rows for 4 sentences"),
    ],
)
def test_rows_are_counted(changes, words):
    with pytest.raises(ValueError, match=words):
        contents(**changes)


def test_new_build_takes_the_place_of_the_old(tmp_path):
    write(tmp_path, contents(), manifest("build-1"))
    write(tmp_path, contents(words=("新词",)), manifest("build-2"))
    assert read(tmp_path, read_manifest(tmp_path)).words == ("新词",)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["build-2", MANIFEST]


def test_what_a_killed_builder_left_is_passed_over_and_swept_up(tmp_path):
    write(tmp_path, contents(), manifest("build-1"))
    (tmp_path / "build-0").mkdir()
    (tmp_path / "build-0" / "documents.jsonl").write_text('{"id": "断', encoding="utf-8")
    (tmp_path / f".{MANIFEST}.0a1b.new").write_text('{"format"', encoding="utf-8")
    assert read(tmp_path, read_manifest(tmp_path)).words == ("揭榜挂帅", "甲法")
    write(tmp_path, contents(), manifest("build-2"))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["build-2", MANIFEST]


class BrokenTerms(Bm25):
    """A disk that is full when the terms are written."""

    def save(self, folder):
        raise OSError(28, "No space left on device")


def test_failed_write_leaves_the_old_index(tmp_path):
    write(tmp_path, contents(), manifest("build-1"))
    terms = contents().section_terms
    with pytest.raises(OSError, match="No space"):
        write(tmp_path, contents(section_terms=BrokenTerms(terms._vocabulary, terms._counts)), manifest("build-2"))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["build-1", MANIFEST]
    assert read(tmp_path, read_manifest(tmp_path)).words == ("揭榜挂帅", "甲法")


def test_other_files_in_the_folder_are_left_alone(tmp_path):
    (tmp_path / ".gitkeep").touch()
    (tmp_path / "说明.txt").write_text("我的", encoding="utf-8")
    write(tmp_path, contents(), manifest())
    assert (tmp_path / "说明.txt").read_text(encoding="utf-8") == "我的"
    assert (tmp_path / ".gitkeep").exists()


def test_manifest_is_json(tmp_path):
    write(tmp_path, contents(), manifest())
    values = json.loads((tmp_path / MANIFEST).read_text(encoding="utf-8"))
    assert {"format", "build", "model", "dimension", "created", "versions", "documents", "files", "warnings"} <= set(
        values
    )
    assert all(re.fullmatch("[0-9a-f]{64}", checksum) for checksum in values["files"].values())
