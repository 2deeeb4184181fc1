"""The log: what it says of questions and of faults."""

import json
import logging
import sys

import gradio as gr

from mingce.index import Index
from web import journal

QUESTION = "到2025年要建成多少个国家质检中心？"


def test_a_fault_is_logged_without_its_message():
    secret = "到2025年"
    try:
        raise RuntimeError(secret)
    except RuntimeError:
        record = logging.LogRecord(
            "mingce.web", logging.ERROR, "", 0, "a question was not answered", (), sys.exc_info()
        )
    line = json.loads(journal.AsJson().format(record))
    assert line["event"] == "a question was not answered" and line["error"] == "RuntimeError" and line["where"]
    assert secret not in json.dumps(line, ensure_ascii=False)


def test_questions_are_logged_where_asked_for(sample_index, sample_folder, caplog, monkeypatch):
    quiet = journal.RecordedIndex.of(sample_index, with_questions=False)
    open_ = journal.RecordedLive(sample_index, sample_folder, with_questions=True).refresh()
    request = gr.Request(username="zhang", session_hash="abc")
    with caplog.at_level(logging.INFO, "mingce"):
        quiet.ask(QUESTION)  # no user: the program's own
        monkeypatch.setattr(journal, "current_request", lambda: request)
        quiet.search("冷链", 2)
        open_.ask(QUESTION)
    searched, asked = [record.fields for record in caplog.records]
    assert searched["hits"] == 2 and "question" not in searched
    assert asked["question"] == QUESTION and asked["user"] == searched["user"]


def test_a_newer_index_is_recorded_too(small_corpus, small_folder, encoder):
    from mingce.documents.build import build

    live = journal.RecordedLive(Index.open(small_folder, encoder), small_folder, with_questions=True)
    (small_corpus / "新.txt").write_text("新办法\n第一条 省水利厅负责。", encoding="utf-8")
    build(small_corpus, small_folder, encoder)
    newer = live.refresh()
    assert len(newer.documents) == 4 and isinstance(newer, journal.RecordedIndex) and newer.with_questions
