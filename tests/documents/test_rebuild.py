"""Building in the background: stages told, the old index answering, faults as sentences."""

import time
from pathlib import Path

from mingce.documents.live import LiveIndex
from mingce.documents.rebuild import Progress, Rebuilder
from mingce.index import Index


def finished(rebuilder: Rebuilder) -> Progress:
    deadline = time.monotonic() + 20
    while rebuilder.progress.is_running:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return rebuilder.progress


def test_a_new_file_is_taken_up(small_index: Index, small_corpus: Path, small_folder: Path):
    live = LiveIndex(small_index, small_folder)
    rebuilder = Rebuilder(live, small_corpus)
    stages: list[str] = []
    tell = rebuilder._tell
    rebuilder._tell = lambda stage: (stages.append(stage), tell(stage))[1]  # type: ignore[method-assign]
    (small_corpus / "新.txt").write_text("新的通知\n一、加强湿地保护。")
    rebuilder.start()
    assert finished(rebuilder).stage.startswith("索引已更新：4 份文件")
    assert {d.id for d in live.current.documents} == {d.id for d in small_index.documents} | {"新"}
    assert any(s.startswith("读取文件（1/4）") for s in stages) and any(s.startswith("计算向量（0/") for s in stages)
    assert stages[-2:] == ["写入索引", "换上新索引"]


def test_one_that_is_asked_for_meanwhile_follows(small_index: Index, small_corpus: Path, small_folder: Path):
    live = LiveIndex(small_index, small_folder)
    rebuilder = Rebuilder(live, small_corpus)
    rebuilder.start(force=True)
    (small_corpus / "新.txt").write_text("新的通知\n一、加强湿地保护。")
    rebuilder.start()
    finished(rebuilder)
    assert "新" in {d.id for d in live.current.documents}


def test_a_corpus_that_cannot_be_built_leaves_the_old_index(small_index: Index, small_corpus: Path, small_folder: Path):
    live = LiveIndex(small_index, small_folder)
    for path in small_corpus.iterdir():
        path.unlink()
    rebuilder = Rebuilder(live, small_corpus)
    rebuilder.start()
    ended = finished(rebuilder)
    assert ended.stage == "没有更新" and "没有可读的文件" in ended.problem
    assert live.current is small_index


def test_a_fault_is_logged_and_told(small_index: Index, small_corpus: Path, small_folder: Path, make_encoder, caplog):
    small_index.searcher.encoder = make_encoder(fail_after=0)
    (small_corpus / "新.txt").write_text("新的通知\n一、加强湿地保护。")
    rebuilder = Rebuilder(LiveIndex(small_index, small_folder), small_corpus)
    rebuilder.start()
    assert "程序出了意外" in finished(rebuilder).problem and "no memory left" in caplog.text
