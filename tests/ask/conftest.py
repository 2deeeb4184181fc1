"""The documents of tests/data/qa, built once, asked on one day and without a search."""

from collections.abc import Collection

import pytest

from mingce.ask.question import Question
from mingce.ask.search import Searcher
from mingce.datatypes import Answer
from mingce.documents.build import build
from mingce.store.folder import open_contents
from tests.ask.towns import CORPUS, TODAY, Towns
from tests.conftest import CountingEncoder


@pytest.fixture(scope="session")
def town_searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder, encoder = tmp_path_factory.mktemp("towns"), CountingEncoder()
    build(CORPUS, folder, encoder, progress=False)
    return Searcher(open_contents(folder)[1], encoder, today=TODAY)


@pytest.fixture
def towns(town_searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> Towns:
    """The towns, with a search that finds nothing."""

    def nothing(searcher: Searcher, question: Question, doc_ids: Collection[str] = ()) -> Answer:
        return Answer(question.raw, False, "没有找到。", 0.0)

    monkeypatch.setattr("mingce.ask.answer.passage", nothing)
    return Towns(town_searcher)
