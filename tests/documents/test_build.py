import json
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from mingce.documents.build import build, content_hash, open_or_build
from mingce.documents.corpus import read_corpus
from mingce.errors import UserError
from mingce.index import Index
from mingce.store import folder as folder_module
from mingce.store.folder import MANIFEST, read, read_manifest


def snapshot(folder):
    """Every file of an index folder with its bytes, also of the files that were parsed; lock files aside."""
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file() and p.name != ".lock"
    }


def test_build(small_corpus, encoder, tmp_path):
    report = build(small_corpus, tmp_path / "index", encoder)
    contents = read(tmp_path / "index", report.manifest)
    assert (report.documents, report.sections, report.sentences) == (3, len(contents.sections), len(contents.sentences))
    assert report.changed
    assert report.embedded == len(encoder.seen) == len(set(encoder.seen))  # no text twice
    assert report.manifest.model == "counting"
    assert report.manifest.dimension == encoder.dimension
    assert set(report.manifest.documents) == {"河湖意见_20220301", "粮食条例", "人才会议"}
    assert list(report.manifest.warnings) == []
    assert {"mingce", "faiss-cpu", "jieba", "numpy"} == set(report.manifest.versions)


def test_rows_belong_together(small_folder, encoder):
    """The vector of every sentence is that of its own text; of every section, that of title, path and text."""
    contents = read(small_folder, read_manifest(small_folder))
    documents = {d.id: d for d in contents.documents}
    for row, s in enumerate(contents.sentences):
        section = contents.sections[s.section]
        assert section.start <= s.start < s.end <= section.end
        text = documents[section.doc_id].text[s.start : s.end]
        assert contents.sentence_vectors.rows()[row] == pytest.approx(encoder.encode_queries([text])[0])
    for row, s in enumerate(contents.sections):
        doc = documents[s.doc_id]
        text = "\n".join((doc.title, *s.path, doc.text[s.start : s.end]))
        assert contents.section_vectors.rows()[row] == pytest.approx(encoder.encode_queries([text])[0])


def test_vectors_by_hand(small_folder):
    """鼓励企业参与湿地修复。 has 湿地 once and 企业 once, and the constant: three equal parts."""
    contents = read(small_folder, read_manifest(small_folder))
    documents = {d.id: d.text for d in contents.documents}
    row = next(
        row
        for row, s in enumerate(contents.sentences)
        if documents[contents.sections[s.section].doc_id][s.start : s.end] == "鼓励企业参与湿地修复。"
    )
    vector = contents.sentence_vectors.rows()[row]
    assert sorted(vector)[-3:] == pytest.approx([3**-0.5] * 3)
    assert np.count_nonzero(vector) == 3


def test_same_corpus_is_not_built_again(small_corpus, small_folder, encoder, make_encoder):
    before = snapshot(small_folder)
    again = make_encoder()
    report = build(small_corpus, small_folder, again)
    assert not report.changed
    assert report.embedded == 0 and again.seen == []
    assert (report.documents, report.sections > 0, report.sentences > 0) == (3, True, True)
    assert snapshot(small_folder) == before


def test_only_new_text_is_embedded(small_corpus, small_folder, make_encoder):
    path = small_corpus / "人才会议.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("提高青年人才待遇", "提高企业人才待遇"), encoding="utf-8")
    again = make_encoder()
    report = build(small_corpus, small_folder, again)
    sentence = "会议强调，要完善人才评价机制，提高企业人才待遇。"
    assert sorted(again.seen) == sorted([sentence, "全省人才会议精神\n" + sentence + "\n"])
    assert report.embedded == 2 and report.changed


def test_added_document_alone_is_embedded(small_corpus, small_folder, make_encoder):
    (small_corpus / "新.txt").write_text("新的通知\n企业可以申请补贴。", encoding="utf-8")
    again = make_encoder()
    report = build(small_corpus, small_folder, again)
    assert report.documents == 4
    assert all("新的通知" in text or text == "企业可以申请补贴。" for text in again.seen)
    assert {d.id for d in Index.open(small_folder, again).documents} >= {"新", "粮食条例"}


def test_removed_document_leaves(small_corpus, small_folder, make_encoder):
    (small_corpus / "粮食条例.txt").unlink()
    again = make_encoder()
    report = build(small_corpus, small_folder, again)
    assert report.changed and again.seen == []
    index = Index.open(small_folder, again)
    assert [d.id for d in index.documents] == sorted(["河湖意见_20220301", "人才会议"])
    assert all(hit.doc_id != "粮食条例" for hit in index.search("粮食储备", k=50))
    with pytest.raises(UserError, match="粮食条例"):
        index.document("粮食条例")
    assert b"\xe7\xb2\xae\xe9\xa3\x9f" not in b"".join(snapshot(small_folder).values())  # 粮食: gone from every file


def test_updated_index_equals_a_new_one(small_corpus, small_folder, make_encoder, tmp_path):
    (small_corpus / "粮食条例.txt").unlink()
    (small_corpus / "新.txt").write_text("新的通知\n企业可以申请补贴。", encoding="utf-8")
    build(small_corpus, small_folder, make_encoder())
    build(small_corpus, tmp_path / "fresh", make_encoder())
    updated, fresh = (read(folder, read_manifest(folder)) for folder in (small_folder, tmp_path / "fresh"))
    assert (updated.documents, updated.sections, updated.sentences, updated.words) == (
        fresh.documents,
        fresh.sections,
        fresh.sentences,
        fresh.words,
    )
    assert (updated.sentence_vectors.rows() == fresh.sentence_vectors.rows()).all()
    assert (updated.section_vectors.rows() == fresh.section_vectors.rows()).all()


def test_changed_title_changes_the_hash(small_corpus):
    documents = read_corpus(small_corpus).documents
    before = {d.id: content_hash(d) for d in documents}
    assert len(set(before.values())) == 3
    path = small_corpus / "粮食条例.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("粮食储备条例", "粮食储备办法"), encoding="utf-8")
    after = {d.id: content_hash(d) for d in read_corpus(small_corpus).documents}
    assert {doc_id for doc_id in before if before[doc_id] != after[doc_id]} == {"粮食条例"}


def test_another_model_needs_force(small_corpus, small_folder, make_encoder):
    before = snapshot(small_folder)
    with pytest.raises(UserError, match=r"counting.*other.*--force"):
        build(small_corpus, small_folder, make_encoder("other"))
    assert snapshot(small_folder) == before
    other = make_encoder("other")
    report = build(small_corpus, small_folder, other, force=True)
    assert report.manifest.model == read_manifest(small_folder).model == "other"
    assert report.embedded == len(other.seen) > 0  # nothing of the other model is taken over


def test_force_embeds_everything(small_corpus, small_folder, encoder, make_encoder):
    again = make_encoder()
    report = build(small_corpus, small_folder, again, force=True)
    assert report.changed and sorted(again.seen) == sorted(encoder.seen)


@pytest.mark.parametrize("after", [0, 5, 20])
def test_builder_that_dies_leaves_the_old_index(small_corpus, small_folder, encoder, make_encoder, after):
    before = snapshot(small_folder)
    with pytest.raises(MemoryError):
        build(small_corpus, small_folder, make_encoder(fail_after=after), force=True)
    assert snapshot(small_folder) == before
    assert Index.open(small_folder, encoder).search("湿地红线", k=1)
    assert not build(small_corpus, small_folder, make_encoder()).changed


def test_first_build_that_dies_leaves_no_index(small_corpus, make_encoder, tmp_path):
    with pytest.raises(MemoryError):
        build(small_corpus, tmp_path / "index", make_encoder(fail_after=3))
    # What was parsed is kept for the next try; of an index there is nothing.
    assert all(name.startswith("parsed/") for name in snapshot(tmp_path / "index"))
    with pytest.raises(UserError, match="没有索引"):
        Index.open(tmp_path / "index", make_encoder())
    assert build(small_corpus, tmp_path / "index", make_encoder()).changed


@pytest.mark.parametrize("name", ["documents.jsonl", "sentences.faiss", "words.txt"])
@pytest.mark.parametrize("harm", ["damaged", "missing"])
def test_damaged_index_is_named_and_rebuilt_by_force(small_corpus, small_folder, encoder, make_encoder, name, harm):
    path = next(small_folder.glob(f"build-*/{name}"))
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-3] + b"xyz")
    for attempt in (
        lambda: Index.open(small_folder, encoder),
        lambda: build(small_corpus, small_folder, make_encoder()),
    ):
        with pytest.raises(UserError, match=f"{name}.*--force"):
            attempt()
    assert build(small_corpus, small_folder, make_encoder(), force=True).changed
    assert Index.open(small_folder, encoder).search("湿地", k=1)


def test_truncated_manifest_is_rebuilt_by_force(small_corpus, small_folder, encoder, make_encoder):
    path = small_folder / MANIFEST
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(UserError, match=r"manifest\.json.*--force"):
        build(small_corpus, small_folder, make_encoder())
    build(small_corpus, small_folder, make_encoder(), force=True)
    assert Index.open(small_folder, encoder).documents


def test_two_builders_at_once(small_corpus, tmp_path, make_encoder):
    """One waits for the other and finds nothing left to do."""
    folder, start, encoders = tmp_path / "index", threading.Barrier(2), [make_encoder(), make_encoder()]

    def run(encoder):
        start.wait()
        return build(small_corpus, folder, encoder)

    with ThreadPoolExecutor(2) as pool:
        reports = list(pool.map(run, encoders))
    assert sorted(report.changed for report in reports) == [False, True]
    assert sorted(bool(encoder.seen) for encoder in encoders) == [False, True]
    assert len(list(folder.glob("build-*"))) == 1
    assert Index.open(folder, make_encoder()).documents


def test_two_builders_by_force_leave_one_whole_index(small_corpus, tmp_path, make_encoder):
    folder = tmp_path / "index"
    with ThreadPoolExecutor(2) as pool:
        list(
            pool.map(lambda encoder: build(small_corpus, folder, encoder, force=True), [make_encoder(), make_encoder()])
        )
    assert len(list(folder.glob("build-*"))) == 1
    assert read(folder, read_manifest(folder)).documents


def test_reader_that_meets_a_builder(small_corpus, small_folder, encoder, make_encoder, monkeypatch):
    """The manifest was read, then a new build took the place of the files that it names."""
    real = folder_module.read

    def read_late(folder, manifest):
        monkeypatch.setattr(folder_module, "read", real)
        build(small_corpus, small_folder, make_encoder(), force=True)
        return real(folder, manifest)

    monkeypatch.setattr(folder_module, "read", read_late)
    assert Index.open(small_folder, encoder).documents


def test_index_in_use_survives_a_build(small_corpus, small_folder, encoder, make_encoder):
    index = Index.open(small_folder, encoder)
    (small_corpus / "粮食条例.txt").unlink()
    build(small_corpus, small_folder, make_encoder())
    assert index.document("粮食条例").text
    assert index.search("粮食储备", k=1)


def test_files_left_out_are_kept_in_the_manifest(small_corpus, tmp_path, make_encoder):
    (small_corpus / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    report = build(small_corpus, tmp_path / "index", make_encoder())
    assert len(report.manifest.warnings) == 1 and "旧.doc" in report.manifest.warnings[0]
    assert not build(small_corpus, tmp_path / "index", make_encoder()).changed
    (small_corpus / "旧.doc").unlink()
    assert build(small_corpus, tmp_path / "index", make_encoder()).manifest.warnings == ()


def test_empty_corpus_keeps_the_old_index(small_corpus, small_folder, encoder):
    before = snapshot(small_folder)
    shutil.rmtree(small_corpus)
    small_corpus.mkdir()
    with pytest.raises(UserError, match="没有可读的文件"):
        build(small_corpus, small_folder, encoder)
    assert snapshot(small_folder) == before


def test_beir_corpus(tmp_path, make_encoder):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    lines = [
        {"_id": "d/1", "title": "粮食法", "text": "第一条 企业储备粮食。"},
        {"_id": "d2", "title": "", "text": "河湖水质。"},
    ]
    (corpus / "c.jsonl").write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    encoder = make_encoder()
    build(corpus, tmp_path / "index", encoder)
    assert Index.open(tmp_path / "index", encoder).search("粮食", k=1)[0].doc_id == "d/1"


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("text", ["。", "——\n***", "🙂"])
def test_corpus_without_words(text, tmp_path, make_encoder):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text(text, encoding="utf-8")
    encoder = make_encoder()
    build(corpus, tmp_path / "index", encoder)
    assert Index.open(tmp_path / "index", encoder).search("粮食", k=5) == []


def test_index_that_is_a_file(small_corpus, encoder, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UserError, match="file"):
        build(small_corpus, tmp_path / "file", encoder)


def test_open_or_build_needs_a_corpus(tmp_path):
    with pytest.raises(UserError) as error:
        open_or_build(tmp_path / "语料", tmp_path / "索引")
    for words in (str(tmp_path / "语料"), str(tmp_path / "索引"), "build_index.py"):
        assert words in str(error.value)


def test_open_names_the_missing_index(tmp_path, encoder):
    with pytest.raises(UserError, match=f"{tmp_path}.*build_index.py"):
        Index.open(tmp_path, encoder)


def test_open_with_a_model_of_another_dimension(small_folder, encoder):
    encoder.dimension = 5
    with pytest.raises(UserError, match=r"counting.*13 维.*5 维.*--force"):
        Index.open(small_folder, encoder)
