"""Studying documents: exact search, digest, comparison, the history of a wording."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingce.datatypes import Document
from mingce.documents.build import build
from mingce.export.report import Quote, Table
from mingce.index import Index
from mingce.store.contents import Contents
from mingce.store.folder import open_contents
from mingce.study import compare, digest, wording
from mingce.study.find import find, find_any, fold_in_place, surroundings
from tests.conftest import CountingEncoder

OLD = """关于加强河湖保护的意见
（2015年3月1日）
一、总体要求
坚持生态优先，保护河湖水质和水量。
到2018年，重点河湖水质优良比例达到70%以上。
二、保障措施
建立河长巡查制度，每月巡查一次。
对乱占河道的行为处以罚款。"""
NEW = """关于进一步加强河湖保护的意见
（2022年3月1日）
一、总体要求
坚持生态优先，保护河湖水质和水量。
到2025年，重点河湖水质优良比例达到85%以上。
二、保障措施
建立河长巡查制度，每周巡查一次。
推行河湖健康档案，向社会公开评价结果。"""


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """An older and a newer document."""
    return contents_of({"旧": OLD, "新": NEW}, tmp_path_factory.mktemp("study"))


def contents_of(texts: Mapping[str, str], folder: Path) -> Contents:
    (folder / "corpus").mkdir()
    for name, text in texts.items():
        (folder / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    build(folder / "corpus", folder / "index", CountingEncoder())
    return open_contents(folder / "index")[1]


# find


@pytest.mark.parametrize(
    "text, words, found",
    [
        ("建设质量强国，质量强国", "质量强国", ["质量强国", "质量强国"]),
        ("建設質量強國", "质量强国", ["質量強國"]),  # another script
        ("达到９５％", "95%", ["９５％"]),  # another width
        ("质量\n强国", "质量强国", ["质量\n强国"]),  # over a line
        ("ＧＤＰ增长", "gdp", ["ＧＤＰ"]),
        ("a.b", ".", ["."]),  # no pattern of the user's is one of ours
        ("质量", "  ", []),
        ("质量", "", []),
        ("质量", "标准", []),
    ],
)
def test_find(text: str, words: str, found: list[str]):
    document = Document("d", "题", text, "d.txt")
    assert [text[m.start : m.end] for m in find([document], words)] == found


def test_of_terms_inside_each_other_the_longest_is_found():
    document = Document("d", "题", "“四个全面”战略布局和四个全面", "d.txt")
    spans = find_any(document, ["四个全面", "“四个全面”战略布局", " "])
    assert [document.text[a:b] for a, b in spans] == ["“四个全面”战略布局", "四个全面"]
    assert find_any(document, []) == []


@given(st.text(max_size=80))
def test_a_folded_text_keeps_its_length(text: str):
    assert len(fold_in_place(text)) == len(text)


def test_surroundings_stay_in_the_sentence():
    text = "第一句。要建设质量强国，还要更多。后一句"
    (match,) = find([Document("d", "题", text, "d.txt")], "质量强国")
    assert surroundings(text, match) == ("要建设", "，还要更多。")


# digest


def test_a_digest_is_verbatim_in_order_and_spread(sample_index: Index):
    for document in sample_index.documents:
        quotes = digest.digest(sample_index.contents, document.id)
        assert 5 <= len(quotes) <= digest.SENTENCES
        assert [q.start for q in quotes] == sorted(q.start for q in quotes)
        assert len({q.quote for q in quotes}) == len(quotes)
        assert all(q.quote == document.text[q.start : q.end] for q in quotes)
    henan = next(d for d in sample_index.documents if "河南" in d.title)
    assert {q.path[0][:2] for q in digest.digest(sample_index.contents, henan.id) if q.path} == {"一、", "二、", "三、"}
    made = digest.report(henan, digest.digest(sample_index.contents, henan.id))
    assert sum(isinstance(block, Quote) for block in made.blocks) == digest.SENTENCES


def test_sentences_that_are_like_others_are_more_central():
    """Three on one thing, one each on two others."""
    vectors = np.array([[1, 0, 0.1], [1, 0.1, 0], [1, 0.1, 0.1], [0, 1, 0], [0, 0, 1]], dtype=np.float32)
    ranks = digest.centrality(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))
    assert (ranks.min(), ranks.max()) == (0.0, 1.0) and ranks[:3].min() > ranks[3:].max()


def test_no_part_takes_more_than_its_share():
    scores = np.array([9.0, 8.0, 7.0, 1.0])
    chosen = digest.choose(scores, np.eye(4, dtype=np.float32), ["甲", "甲", "乙", "乙"], 2)
    assert sorted(chosen) == [0, 2]


def test_a_document_of_headings_has_no_digest(tmp_path: Path):
    assert digest.digest(contents_of({"目录": "目录\n一、总则\n二、附则"}, tmp_path), "目录") == []


# compare


def test_what_a_newer_document_adds_drops_and_changes(contents: Contents):
    found = compare.compare(contents, "新", "旧")  # in whatever order they are named
    assert (found.older.id, found.newer.id) == ("旧", "新")
    assert [p.newer.quote for p in found.pairs if p.is_same] == ["坚持生态优先，保护河湖水质和水量。"]
    changed = [(p.older.quote, p.newer.quote) for p in found.pairs if not p.is_same]
    assert ("建立河长巡查制度，每月巡查一次。", "建立河长巡查制度，每周巡查一次。") in changed
    assert any("70%" in old and "85%" in new for old, new in changed)
    assert [c.quote for c in found.added] == ["推行河湖健康档案，向社会公开评价结果。"]
    assert [c.quote for c in found.dropped] == ["对乱占河道的行为处以罚款。"]
    for citation in (*found.added, *found.dropped, *(c for p in found.pairs for c in (p.older, p.newer))):
        assert citation.quote == contents.document(citation.doc_id).text[citation.start : citation.end]


def test_every_sentence_of_both_is_somewhere(sample_index: Index):
    first, second, _ = (document.id for document in sample_index.documents)
    found = compare.compare(sample_index.contents, first, second)
    for document, alone, paired in (
        (found.older, found.dropped, [p.older for p in found.pairs]),
        (found.newer, found.added, [p.newer for p in found.pairs]),
    ):
        _, _, sentences = sample_index.contents.part(document.id)
        starts = sorted(c.start for c in (*alone, *paired))
        long = [
            s.start for s in sentences if len(compare.bare(document.text[s.start : s.end])) >= compare.SHORTEST_COMPARED
        ]
        assert starts == long


def test_a_document_beside_itself_is_the_same(contents: Contents):
    found = compare.compare(contents, "旧", "旧")
    assert not found.added and not found.dropped and all(p.is_same for p in found.pairs)


def test_dice_by_hand():
    # 质量, 量强, 强国 and 质量, 量强, 强省: two of three in common
    assert compare.dice(["质量强国"], ["质量强省", "无关"]).round(3).tolist() == [[0.667, 0.0]]


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_pieces_of_a_difference_join_to_the_texts(old: str, new: str):
    left, right = compare.differing(old, new)
    assert "".join(text for text, _ in left) == old and "".join(text for text, _ in right) == new
    assert "".join(t for t, differs in left if not differs) == "".join(t for t, differs in right if not differs)


def test_the_report_of_a_comparison_holds_all(contents: Contents):
    made = compare.report(compare.compare(contents, "旧", "新"))
    quotes = [block.citation.quote for block in made.blocks if isinstance(block, Quote)]
    assert quotes == ["推行河湖健康档案，向社会公开评价结果。", "对乱占河道的行为处以罚款。"]
    (table,) = [block for block in made.blocks if isinstance(block, Table)]
    assert any("每月" in row.cells[0] and "每周" in row.citation.quote for row in table.rows)


# wording


def test_the_history_of_a_formulation(contents: Contents):
    uses = wording.history(contents, "河长巡查制度")
    assert [(use.date, use.citation.doc_id) for use in uses] == [("2015-03-01", "旧"), ("2022-03-01", "新")]
    assert uses[0].before is None and uses[1].before == uses[0].citation
    for use in uses:
        text = contents.document(use.citation.doc_id).text
        assert [text[a:b] for a, b in use.terms] == ["河长巡查制度"]
    told = wording.summary("河长巡查制度", uses, contents.by_id)
    assert "2 份文件的 2 句" in told and "最早见于2015-03-01《关于加强河湖保护的意见》" in told
    made = wording.report("河长巡查制度", uses, contents.by_id)
    assert sum(isinstance(block, Quote) for block in made.blocks) == 2


def test_a_wording_that_is_nowhere(contents: Contents):
    assert wording.history(contents, "量子") == []
    assert "没有“量子”这个说法" in wording.summary("量子", [], {})
