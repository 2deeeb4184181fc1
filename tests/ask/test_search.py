from collections.abc import Sequence

import numpy as np
import pytest

from mingce.ask.question import understand
from mingce.ask.search import READ_SECTIONS, Searcher
from mingce.errors import UserError
from mingce.index import Index


def test_hits_come_best_first_and_are_slices(sample_index: Index) -> None:
    hits = sample_index.search("国家骨干冷链物流基地", k=5)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert "冷链物流基地" in hits[0].text
    for hit in hits:
        text = sample_index.document(hit.doc_id).text
        assert hit.text == text[hit.start : hit.end]
        assert len(hit.text) <= 700
        assert all(s.text == text[s.start : s.end] and hit.start <= s.start < s.end <= hit.end for s in hit.sentences)
        assert all(0 <= score <= 1 for score in (hit.score, *(s.score for s in hit.sentences)))


@pytest.mark.parametrize(
    "question, found",
    [
        ("智能建造", "智能建造方式"),  # a bare keyword
        ("養老機構等級評定", "养老机构等级评定"),  # traditional characters
        ("２０２５年培育多少科技型中小企业", "2万家以上科技型中小企业"),  # full width
        ("国家质捡中心", "国家质检中心"),  # a slip
        ("有人山寨我们的牌子", "品牌仿冒"),  # no word in common
    ],
)
def test_a_question_in_another_form_finds_its_passage(sample_index: Index, question: str, found: str) -> None:
    assert any(found in hit.text for hit in sample_index.search(question, k=3))


def test_documents_can_be_chosen(sample_index: Index) -> None:
    doc_id = "中共中央政治局会议精神_20231127"
    hits = sample_index.search("质量强省", k=20, doc_ids=[doc_id])
    assert hits and {hit.doc_id for hit in hits} == {doc_id}


def test_unknown_document_is_named(sample_index: Index) -> None:
    with pytest.raises(UserError, match="没有编号为“无此文件”"):
        sample_index.search("质量", doc_ids=["无此文件"])


def test_a_title_block_does_not_outrank_text(sample_index: Index) -> None:
    """The title names the tenth study session best, and says nothing of it."""
    assert not sample_index.search("第十次集体学习", k=1)[0].text.endswith("的重要讲话精神")


def test_more_hits_than_sections_gives_all_that_were_looked_at(small_index: Index) -> None:
    assert 0 < len(small_index.search("湿地", k=1000)) <= 30


class Backwards:
    """A reranker that likes the last of the passages best."""

    name = "backwards"

    def scores(self, question: str, passages: Sequence[str]) -> np.ndarray:
        return np.arange(len(passages), dtype=np.float32)


def test_a_reranker_moves_the_best_sections_and_no_others(sample_index: Index) -> None:
    searcher = sample_index.searcher
    question = understand("企业可以享受哪些扶持？", vocabulary=searcher.vocabulary)
    plain = searcher.candidates(question)
    reranked = Searcher(searcher.contents, searcher.encoder, reranker=Backwards()).read(question, plain)
    assert set(reranked.sections[:READ_SECTIONS]) == set(plain.sections[:READ_SECTIONS])
    assert reranked.sections[:READ_SECTIONS].tolist() != plain.sections[:READ_SECTIONS].tolist()
    assert reranked.sections[READ_SECTIONS:].tolist() == plain.sections[READ_SECTIONS:].tolist()
    assert (np.diff(reranked.scores) <= 0).all()
