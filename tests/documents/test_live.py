import time

import pytest

from mingce.documents.build import build
from mingce.documents.live import LiveIndex
from mingce.errors import UserError
from mingce.index import Index


@pytest.fixture
def live(small_corpus, tmp_path, encoder):
    folder = tmp_path / "live"
    build(small_corpus, folder, encoder)
    return LiveIndex(Index.open(folder, encoder), folder)


def ids(index):
    return [document.id for document in index.documents]


def add(corpus, folder, encoder):
    (corpus / "新通知.txt").write_text("关于湿地修复的通知\n一、要求。企业要参与湿地修复。\n", encoding="utf-8")
    build(corpus, folder, encoder)


def test_the_old_index_answers_until_the_new_one_is_open(live, small_corpus, tmp_path, encoder):
    assert "新通知" not in ids(live.current)
    add(small_corpus, tmp_path / "live", encoder)
    limit = time.monotonic() + 30
    while "新通知" not in ids(live.current):
        assert time.monotonic() < limit
        time.sleep(0.02)


def test_refresh_waits_for_the_new_one(live, small_corpus, tmp_path, encoder):
    before = live.refresh()
    add(small_corpus, tmp_path / "live", encoder)
    assert "新通知" in ids(live.refresh()) and live.current is live.refresh() is not before


def test_a_damaged_new_index_leaves_the_old_one(live, small_corpus, tmp_path, encoder):
    before = live.current
    add(small_corpus, tmp_path / "live", encoder)
    next((tmp_path / "live").glob("build-*/sections.jsonl")).write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="已损坏"):
        live.refresh()
    for _ in range(3):
        assert live.current is before
        time.sleep(0.05)
