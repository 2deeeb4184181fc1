"""The contract that other programs rely on: commands, exit codes, JSON fields."""

import re

import pytest

from mingce.documents.build import build
from tests.cli.running import HENAN, MEETING, QUESTION
from tests.models.openai_server import Server, says

SENTENCE = {"text", "start", "end", "score"}
HIT = {"doc_id", "title", "section_path", "text", "start", "end", "score", "sentences"}
CITATION = {"n", "doc_id", "title", "section_path", "quote", "start", "end", "page"}


def check_hits(hits: list[dict], texts: dict[str, str]) -> None:
    for hit in hits:
        assert set(hit) == HIT
        assert isinstance(hit["section_path"], list) and all(isinstance(name, str) for name in hit["section_path"])
        assert hit["text"] == texts[hit["doc_id"]][hit["start"] : hit["end"]]
        assert 0 < len(hit["text"]) <= 700
        assert 0 <= hit["score"] <= 1
        for sentence in hit["sentences"]:
            assert set(sentence) == SENTENCE
            assert sentence["text"] == texts[hit["doc_id"]][sentence["start"] : sentence["end"]]
            assert hit["start"] <= sentence["start"] < sentence["end"] <= hit["end"]
            assert 0 <= sentence["score"] <= 1
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


# ---------------------------------------------------------------- search


@pytest.mark.parametrize(
    "question",
    ["冷链物流基地", QUESTION, "外事工作", "<script>alert(1)</script>", "？？？", "2025", "quality", "质" * 900],
)
def test_search_json(mingce_main, texts, question):
    ran = mingce_main("search", question, "--json")
    assert ran.code == 0 and ran.err == ""
    assert set(ran.json) == {"question", "hits", "timings_ms"}
    assert ran.json["question"] == question
    assert all(isinstance(value, (int, float)) and value >= 0 for value in ran.json["timings_ms"].values())
    assert len(ran.json["hits"]) <= 5
    check_hits(ran.json["hits"], texts)


def test_search_finds(mingce_main):
    hit = mingce_main("search", "国家骨干冷链物流基地建在哪里", "-k", "1", "--json").json["hits"][0]
    assert hit["doc_id"] == HENAN
    assert hit["section_path"][-1] == "1.提高生产服务专业化水平"
    assert "郑州、洛阳、漯河、商丘、新乡" in hit["sentences"][0]["text"]


@pytest.mark.parametrize("k, count", [("1", 1), ("3", 3), ("20", 20), ("1000000", None)])
def test_search_k(mingce_main, k, count):
    hits = mingce_main("search", "质量", "-k", k, "--json").json["hits"]
    assert len(hits) == count if count else 20 < len(hits) <= 64
    assert len({(hit["doc_id"], hit["start"]) for hit in hits}) == len(hits)


def test_search_in_some_documents(mingce_main):
    hits = mingce_main("search", "质量", "--doc", MEETING, "--json").json["hits"]
    assert hits and {hit["doc_id"] for hit in hits} == {MEETING}
    both = mingce_main("search", "发展", "--doc", MEETING, "--doc", HENAN, "-k", "30", "--json").json["hits"]
    assert {hit["doc_id"] for hit in both} == {MEETING, HENAN}


def test_search_printed(mingce_main):
    ran = mingce_main("search", "冷链物流基地", "-k", "2")
    assert ran.code == 0 and ran.err == ""
    assert ran.out.startswith("1. 《中共河南省委")
    assert "国家骨干冷链物流基地" in ran.out and HENAN in ran.out and "\n2. 《" in ran.out


# ---------------------------------------------------------------- ask


@pytest.mark.parametrize(
    "question",
    ["企业可以享受哪些扶持？", "冷链物流", "你好", "<b>质量</b>是什么", "谁负责督导评估？"],
)
def test_ask_json(mingce_main, texts, question):
    check_answer(mingce_main, texts, question)


def check_answer(mingce_main, texts: dict[str, str], question: str) -> dict:
    """What holds of every answer; the answer."""
    ran = mingce_main("ask", question, "--json")
    assert ran.code == 0 and ran.err == ""  # "not found" is an answer
    answer = ran.json
    assert {"question", "found", "answer", "confidence", "citations", "related", "timings_ms"} <= set(answer)
    assert answer["question"] == question
    assert isinstance(answer["found"], bool) and 0 <= answer["confidence"] <= 1
    assert answer["answer"].strip()
    assert answer["found"] == bool(answer["citations"])
    for n, citation in enumerate(answer["citations"], start=1):
        assert set(citation) >= CITATION
        assert citation["n"] == n
        assert citation["quote"] == texts[citation["doc_id"]][citation["start"] : citation["end"]] != ""
        assert f"[{n}]" in answer["answer"]
        assert citation["page"] is None
    check_hits(answer["related"], texts)
    return answer


def test_ask_answers(mingce_main, texts):
    answer = check_answer(mingce_main, texts, QUESTION)
    assert answer["found"]
    assert "国家质检中心30个以上" in answer["citations"][0]["quote"]
    assert answer["citations"][0]["section_path"][:2] == ["一、总体要求", "（二）主要目标"]


def test_ask_says_that_it_does_not_know(mingce_main, texts):
    answer = check_answer(mingce_main, texts, "北京今天天气怎么样？")
    assert not answer["found"] and answer["citations"] == []


def test_ask_in_one_document(mingce_main):
    answer = mingce_main("ask", QUESTION, "--doc", MEETING, "--json").json
    assert {c["doc_id"] for c in answer["citations"]} | {h["doc_id"] for h in answer["related"]} <= {MEETING}


def test_ask_printed(mingce_main):
    ran = mingce_main("ask", QUESTION)
    assert ran.code == 0 and ran.err == ""
    assert "国家质检中心30个以上" in ran.out and "\n[1] 《" in ran.out and "（二）主要目标" in ran.out


def test_html_in_a_document_is_printed_as_it_is(tmp_path, bundled_encoder, mingce_main):
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    line = '<script>alert("粮食")</script>企业每年可以申请粮食储备补贴 & 奖励。'
    (corpus / "危险.md").write_text(f"# 粮食<b>储备</b>办法\n\n{line}\n", encoding="utf-8")
    build(corpus, index, bundled_encoder)
    for arguments in (("search", "粮食补贴"), ("show", "危险")):
        assert line in mingce_main(*arguments, "--index", str(index)).out
    hit = mingce_main("search", "粮食补贴", "-k", "1", "--json", "--index", str(index)).json["hits"][0]
    assert line in hit["text"]


# ---------------------------------------------------------------- a language model

WORDED = "国家质检中心方面有什么建设要求"  # found by search: what is looked up in the structure is not worded anew


def test_a_model_words_the_answer_where_the_environment_names_one(mingce_main, monkeypatch):
    def reply(handler):
        n = re.search(r"\[(\d+)\] [^\n]*国家质检中心30个以上", handler.material)[1]
        says(f"高水平建成国家质检中心30个以上。[{n}]还要建成99个。[{n}]")(handler)

    with Server(reply) as server:
        monkeypatch.setenv("MINGCE_LLM_BASE_URL", server.url)
        monkeypatch.setenv("MINGCE_LLM_MODEL", "test")
        answer = mingce_main("ask", WORDED, "--json").json
        assert answer["answer"].endswith("[1]") and "99" not in answer["answer"]
        assert "语言模型" in answer["note"] and "略去" in answer["note"]
        asked = len(server.requests)
        assert mingce_main("ask", "月球上能种土豆吗", "--json").json["found"] is False
        assert len(server.requests) == asked  # a refusal comes from the documents alone
    assert "直接摘录原文" in mingce_main("ask", WORDED, "--json").json["note"]  # the server is gone
    monkeypatch.setenv("MINGCE_LLM_BASE_URL", "localhost")
    assert mingce_main("ask", WORDED).is_mistake("MINGCE_LLM_BASE_URL", "localhost")


def test_a_rewording_is_searched_beside_the_question(mingce_main, monkeypatch):
    with Server(says("国家质检中心的建设目标")) as server:
        monkeypatch.setenv("MINGCE_LLM_BASE_URL", server.url)
        monkeypatch.setenv("MINGCE_LLM_MODEL", "test")
        monkeypatch.setenv("MINGCE_LLM_REWRITE", "1")
        answer = mingce_main("ask", "质检那种国家级的场子到底打算弄几个", "--json").json
        assert len(server.requests) >= 1 and "question" in answer
