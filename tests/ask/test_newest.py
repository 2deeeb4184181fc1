"""Two versions of one rule in a corpus: the one in force comes first, unless the old one is asked for."""

from datetime import date
from pathlib import Path

import pytest

from mingce.ask.newest import Counterparts
from mingce.ask.question import understand
from mingce.ask.search import Searcher
from mingce.documents.build import build
from mingce.index import Index

OLD = """河湖保护条例
（2005年3月1日省人民代表大会常务委员会通过）
第一条 为了保护河湖，制定本条例。
第二条 水利部门负责河湖的监督检查，每年检查一次，检查的结果报省人民政府。
第三条 钓鱼应当领取钓鱼证。"""
NEW = """河湖保护条例
（2022年3月1日省人民代表大会常务委员会修订）
第一条 为了保护河湖，制定本条例。
第二条 河长是河湖保护的责任人。
第三条 水利部门负责河湖的监督检查，每年检查两次，检查的结果报省人民政府。
第四条 本条例自2022年5月1日起施行。"""


@pytest.fixture
def index(tmp_path: Path, encoder) -> Index:
    (tmp_path / "corpus").mkdir()
    for name, text in (("旧", OLD), ("新", NEW)):
        (tmp_path / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    build(tmp_path / "corpus", tmp_path / "index", encoder)
    return Index.open(tmp_path / "index", encoder)


def counterparts(index: Index, today: date) -> Counterparts:
    contents = index.contents
    return Counterparts(index.contents.by_id, contents.sections, contents.relations, today)


def section(index: Index, doc_id: str, words: str) -> int:
    text = index.document(doc_id).text
    sections = index.contents.sections
    return next(i for i, s in enumerate(sections) if s.doc_id == doc_id and words in text[s.start : s.end])


def test_a_section_and_what_stands_for_it(index: Index):
    newer = counterparts(index, date(2026, 1, 1))
    assert newer.in_force("旧") == "新" and newer.in_force("新") == "新"
    assert newer.of(section(index, "旧", "水利部门")) == section(index, "新", "水利部门")
    assert newer.of(section(index, "旧", "钓鱼证")) is None  # dropped
    assert newer.of(section(index, "新", "水利部门")) is None
    before = counterparts(index, date(2022, 3, 31))  # issued, not yet in force
    assert before.of(section(index, "旧", "水利部门")) is None


@pytest.mark.parametrize(
    "question, asked_for",
    [
        ("河湖每年检查几次？", False),
        ("2005年的条例规定河湖每年检查几次？", True),
        ("2005年和2022年有什么不同？", False),
        ("修订前河湖每年检查几次？", True),
    ],
)
def test_the_old_one_can_be_asked_for(index: Index, question: str, asked_for: bool):
    assert counterparts(index, date(2026, 1, 1)).is_asked_for(understand(question), "旧") is asked_for


def order(index: Index, question: str) -> list[str]:
    return [hit.doc_id for hit in index.search(question) if "检查" in hit.text]


def test_the_newest_comes_first_and_is_quoted(index: Index):
    for question in ("水利部门负责河湖的监督检查，每年检查一次？", "检查的结果报给谁？"):
        assert order(index, question) == ["新", "旧"]
        assert {c.doc_id for c in index.ask(question).citations} <= {"新"}
    assert order(index, "修订前，水利部门负责河湖的监督检查，每年检查一次？")[0] == "旧"
    assert {hit.doc_id for hit in index.search("监督检查", doc_ids=["旧"])} == {"旧"}


def test_the_old_one_ranks_by_itself_until_the_new_one_is_in_force(index: Index):
    searcher = index.searcher
    earlier = Searcher(searcher.contents, searcher.encoder, searcher.cross_encoder, today=date(2022, 3, 31))
    question = understand("水利部门负责河湖的监督检查，每年检查一次？", vocabulary=searcher.vocabulary)
    assert not earlier.read(question, earlier.candidates(question)).outdated
