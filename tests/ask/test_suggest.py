"""Questions to begin with: every one of them is answered by the documents at hand."""

from itertools import chain

import pytest

from mingce.ask.suggest import A_WAY, SAMPLE, STUDY, candidates, examples, sample
from mingce.datatypes import Document
from mingce.index import Index
from mingce.text.sections import split_sections
from mingce.text.sentences import split_sentences

LAW = """支付管理条例
第一章 业务规则
第一条 本条例所称支付账户，是指根据用户意愿开立的记录资金的簿记。
第二条 申请人应当提交下列材料：
（一）书面申请；
（二）公司章程。
第三条 最长处理期限不得超过60日。"""


def made(text: str) -> tuple[Document, dict]:
    document = Document("d", text.split("\n")[0], text, "d.txt")
    sections = split_sections(document)
    return document, candidates(document, sections, split_sentences(document.text, sections))


def test_sample_corpus_gets_its_own_examples(sample_index: Index):
    shown = examples(sample_index.contents, sample_index.ask)
    assert shown == {way: tuple(question for question, _ in known) for way, known in SAMPLE.items()}


@pytest.mark.parametrize("way, row", [(way, row) for way in SAMPLE for row in range(A_WAY)])
def test_words_of_each_sample_question_stand_in_its_answer(sample_index: Index, way, row):
    question, words = SAMPLE[way][row]
    assert words in sample_index.ask(question).text


def test_questions_come_from_what_a_law_says():
    document, by_way = made(LAW)
    all_of_them = {s.question: document.text[s.start : s.end] for s in chain.from_iterable(by_way.values())}
    assert "是指根据用户意愿" in all_of_them["支付账户是指什么？"]
    assert all_of_them["申请人应当提交哪些材料？"] == "第二条 申请人应当提交下列材料："
    assert "60日" in all_of_them["最长处理期限是多少？"]
    assert by_way[STUDY][0].question == "支付账户是指什么？"


def test_headings_without_words_make_no_question():
    _, by_way = made("某办法\n第一章 总则\n第一条 为了办事，制定本办法。")
    assert not any(by_way.values())


def test_examples_of_another_corpus_are_answered_there(small_index: Index):
    """Three short policies of which the sample's own questions know nothing."""
    shown = examples(small_index.contents, small_index.ask)
    questions = list(chain.from_iterable(shown.values()))
    assert not {q for known in SAMPLE.values() for q, _ in known} & set(questions)
    assert len(questions) == len(set(questions)) > 0
    assert all(len(of_way) <= A_WAY for of_way in shown.values())
    assert all(small_index.ask(question).found for question in questions)


def test_a_large_corpus_is_looked_at_in_samples():
    documents = [Document(str(n), "", "", "", date=f"{2000 + n % 24}-01-01") for n in range(1200)]
    looked_at = sample(documents)
    assert len(looked_at) <= 12
    assert {d.date[:3] for d in looked_at} == {"200", "201", "202"}
