"""The contract that other programs rely on: commands, exit codes, JSON fields. Two kinds of runs: most call main()
in this process with the bundled model already loaded; a few start a process of their own, as a user does."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import build_index
import mingce.index
import mingce.models.encode
from mingce.__main__ import main
from tests.models.openai_server import Server, says

ROOT = Path(__file__).resolve().parents[2]
HENAN = "河南质量强省实施意见_20230117"
MEETING = "中共中央政治局会议精神_20231127"
QUESTION = "到2025年要建成多少个国家质检中心？"

SENTENCE = {"text", "start", "end", "score"}
HIT = {"doc_id", "title", "section_path", "text", "start", "end", "score", "sentences"}
ON_INDEX = ("search", "ask", "show", "corpus", "indicators", "measures", "terms")
CITATION = {"n", "doc_id", "title", "section_path", "quote", "start", "end", "page"}


class Ran:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> dict:
        return json.loads(self.out)

    def is_mistake(self, *words: str) -> bool:
        """A mistake of the caller: code 2, nothing on stdout, one line on stderr with these words."""
        assert self.code == 2, self.err
        assert self.out == ""
        assert "Traceback" not in self.err
        assert self.err.endswith("\n") and self.err.count("\n") == 1, self.err
        assert all(word in self.err for word in words), self.err
        return True


@pytest.fixture
def mingce_main(sample_folder, bundled_encoder, monkeypatch, capsys):
    """python -m mingce …, in this process, on the sample index (unless the arguments name another)."""
    monkeypatch.setattr(mingce.index, "load_encoder", lambda name=None: bundled_encoder)
    monkeypatch.chdir(ROOT)

    def run(*arguments: str) -> Ran:
        argv = list(arguments)
        if argv and argv[0] in ON_INDEX and "--index" not in argv:
            argv += ["--index", str(sample_folder)]
        capsys.readouterr()
        try:
            code = main(argv)
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run


def process(*arguments: str, cwd: Path = ROOT, **environment: str) -> Ran:
    """A process of its own; its output must be UTF-8."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        capture_output=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def texts_of(run) -> dict[str, str]:
    return {
        doc_id: run("show", doc_id, "--json").json["text"]
        for doc_id in (HENAN, MEETING, "第十次集体学习讲话精神_20231127")
    }


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
def test_search_json(mingce_main, question):
    ran = mingce_main("search", question, "--json")
    assert ran.code == 0 and ran.err == ""
    assert set(ran.json) == {"question", "hits", "timings_ms"}
    assert ran.json["question"] == question
    assert all(isinstance(value, (int, float)) and value >= 0 for value in ran.json["timings_ms"].values())
    assert len(ran.json["hits"]) <= 5
    check_hits(ran.json["hits"], texts_of(mingce_main))


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
    [
        QUESTION,
        "企业可以享受哪些扶持？",
        "冷链物流",
        "北京今天天气怎么样？",
        "你好",
        "<b>质量</b>是什么",
        "谁负责督导评估？",
    ],
)
def test_ask_json(mingce_main, question):
    ran = mingce_main("ask", question, "--json")
    assert ran.code == 0 and ran.err == ""  # "not found" is an answer
    answer = ran.json
    assert {"question", "found", "answer", "confidence", "citations", "related", "timings_ms"} <= set(answer)
    assert answer["question"] == question
    assert isinstance(answer["found"], bool) and 0 <= answer["confidence"] <= 1
    assert answer["answer"].strip()
    assert answer["found"] == bool(answer["citations"])
    texts = texts_of(mingce_main)
    for n, citation in enumerate(answer["citations"], start=1):
        assert set(citation) >= CITATION
        assert citation["n"] == n
        assert citation["quote"] == texts[citation["doc_id"]][citation["start"] : citation["end"]] != ""
        assert f"[{n}]" in answer["answer"]
        assert citation["page"] is None
    check_hits(answer["related"], texts)


def test_ask_answers(mingce_main):
    answer = mingce_main("ask", QUESTION, "--json").json
    assert answer["found"]
    assert "国家质检中心30个以上" in answer["citations"][0]["quote"]
    assert answer["citations"][0]["section_path"][:2] == ["一、总体要求", "（二）主要目标"]


def test_ask_says_that_it_does_not_know(mingce_main):
    ran = mingce_main("ask", "北京今天天气怎么样？", "--json")
    assert ran.code == 0 and not ran.json["found"] and ran.json["citations"] == []


def test_ask_in_one_document(mingce_main):
    answer = mingce_main("ask", QUESTION, "--doc", MEETING, "--json").json
    assert {c["doc_id"] for c in answer["citations"]} | {h["doc_id"] for h in answer["related"]} <= {MEETING}


def test_ask_printed(mingce_main):
    ran = mingce_main("ask", QUESTION)
    assert ran.code == 0 and ran.err == ""
    assert "国家质检中心30个以上" in ran.out and "\n[1] 《" in ran.out and "（二）主要目标" in ran.out


# ---------------------------------------------------------------- show


def test_show_json(mingce_main):
    shown = mingce_main("show", HENAN, "--json").json
    assert set(shown) >= {"doc_id", "title", "issuer", "date", "kind", "text", "sections"}
    assert (shown["doc_id"], shown["date"], shown["kind"]) == (HENAN, "2023-01-17", "意见")
    assert shown["issuer"] == "中共河南省委 河南省人民政府"
    assert all(set(section) == {"section_path", "start", "end"} for section in shown["sections"])
    assert "".join(shown["text"][s["start"] : s["end"]] for s in shown["sections"]) == shown["text"]


def test_show_says_who_speaks_and_whether_it_is_in_force(mingce_main):
    shown = mingce_main("show", MEETING, "--json").json
    speeches = [shown["text"][s["start"] : s["end"]] for s in shown["sentences"] if s["speaker"] == "会议"]
    assert speeches and speeches[0].startswith("会议指出")
    assert shown["validity"] == {
        "state": "不明",
        "reason": "文件没有写明从什么时候起施行，这些文件里也没有废止它的。",
        "in_force": None,
    }
    assert {"family", "region", "addressees", "annexes", "signature", "effective", "expires", "relations"} <= set(shown)
    assert "效力：不明。文件没有写明" in mingce_main("show", MEETING).out


def test_show_printed(mingce_main):
    ran = mingce_main("show", MEETING)
    assert ran.code == 0
    assert ran.out.startswith(
        "标题：中共中央政治局会议精神\n发文机关：中共中央政治局\n日期：2023-11-27\n文号：文件未载明\n"
    )
    assert ran.out.endswith("会议还研究了其他事项。\n")


# ---------------------------------------------------------------- corpus, check, tables


def test_corpus(mingce_main):
    records = {record["doc_id"]: record for record in mingce_main("corpus", "--json").json}
    assert set(records) == set(texts_of(mingce_main))
    assert records[HENAN]["sections"] > 30 < records[HENAN]["sentences"]
    assert records[HENAN]["date"] == "2023-01-17" and records[HENAN]["pages"] is None
    assert "中共河南省委" in mingce_main("corpus").out


def test_check_prints_metadata_tree_and_warnings(mingce_main, tmp_path):
    path = tmp_path / "意见.txt"
    path.write_text(
        "关于加强节水的意见\n（2024年5月1日）\n一、总体要求\n坚持节水优先。\n二、措施\n（一）管网。改造管网。", "utf-8"
    )
    out = mingce_main("check", str(path)).out
    assert "日期：2024-05-01" in out and "  二、措施\n    （一）管网" in out and "提醒：无" in out


@pytest.mark.parametrize(
    "name, content, words",
    [
        ("没有.txt", None, ["找不到文件", "没有.txt"]),
        ("空.docx", b"", ["空的"]),
        ("坏.docx", b"PK\x03\x04 broken", ["坏"]),
        ("图纸.dwg", b"AC1027", ["dwg"]),
    ],
)
def test_check_of_a_bad_file(mingce_main, tmp_path, name, content, words):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ran = mingce_main("check", str(tmp_path / name))
    assert ran.code == 2 and "Traceback" not in ran.err and ran.err.count("\n") == 1
    assert any(word in ran.err for word in words)


def test_terms(mingce_main):
    found = {f["term"]: f for f in mingce_main("terms", "--json").json}
    assert found["四个最严"]["count"] == 4 and found["四个最严"]["spelled_out"] is None
    texts = texts_of(mingce_main)
    for f in found.values():
        for place in f["places"]:
            assert (
                place["quote"] == texts[place["doc_id"]][place["start"] : place["end"]] and f["term"] in place["quote"]
            )
    assert "文件没有写明" in mingce_main("terms", "--doc", HENAN).out


INDICATOR = {"doc_id", "name", "value", "value_max", "unit", "bound", "year", "section_path", "quote", "start", "end"}
MEASURE = {
    "doc_id",
    "actor",
    "strength",
    "concerns",
    "deadline",
    "conditions",
    "section_path",
    "quote",
    "start",
    "end",
    "why",
}


@pytest.mark.parametrize("command, fields", [("indicators", INDICATOR), ("measures", MEASURE)])
def test_tables(mingce_main, command, fields):
    texts = texts_of(mingce_main)
    rows = mingce_main(command, "--json").json
    assert len(rows) > 20 and {row["doc_id"] for row in rows} <= set(texts)
    for row in rows:
        assert set(row) >= fields and row["quote"] == texts[row["doc_id"]][row["start"] : row["end"]]
    printed = mingce_main(command, "--csv").out
    assert printed.startswith("\ufeff") and len(printed.splitlines()) > len(rows)
    assert mingce_main(command, "--doc", HENAN).out
    assert mingce_main(command, "--doc", "没有这份").is_mistake("没有这份", HENAN)


def test_measures_for_someone(mingce_main):
    rows = mingce_main("measures", "--for", "我们是做食品的小厂", "--json").json
    assert rows and all(row["why"] for row in rows) and any("食品" in row["why"] for row in rows[:3])
    assert mingce_main("measures", "--for", "").is_mistake("说明是空的")


# ---------------------------------------------------------------- mistakes of the caller


@pytest.mark.parametrize("command", ["search", "ask"])
@pytest.mark.parametrize("question", ["", "   ", "\u3000\n"])
def test_empty_question(mingce_main, command, question):
    assert mingce_main(command, question).is_mistake("问题是空的", "例如")


@pytest.mark.parametrize("command", ["search", "ask"])
def test_question_of_a_hundred_thousand_characters(mingce_main, command):
    assert mingce_main(command, "质量" * 50_000, "--json").is_mistake("100000", "缩短")


@pytest.mark.parametrize("arguments", [("search", "质量", "--doc"), ("ask", "质量", "--doc"), ("show",)])
def test_unknown_document(mingce_main, arguments):
    assert mingce_main(*arguments, "没有这份").is_mistake("没有这份", HENAN)


@pytest.mark.parametrize(
    "arguments, words",
    [
        ([], ["缺少参数", "--help"]),
        (["寻找"], ["寻找", "search", "ask", "show", "--help"]),
        (["search"], ["没有给出问题", "search"]),
        (["ask"], ["没有给出问题", "ask"]),
        (["show"], ["缺少参数"]),
        (["search", "质量", "-k", "0"], ["-k", "0"]),
        (["search", "质量", "-k", "-3"], ["-k", "-3"]),
        (["search", "质量", "-k"], ["-k"]),
        (["search", "质量", "-k", "三"], ["-k", "三"]),
        (["ask", "质量", "-k", "3"], ["-k"]),
        (["search", "质量", "--frob"], ["--frob"]),
        (["search", "质量", "物流"], ["物流"]),
        (["ask", "--batch", "in.jsonl"], ["in.jsonl", "--out"]),
        (["ask", "质量", "--batch", "in.jsonl", "--out", "o.jsonl"], ["质量", "--batch"]),
        (["ask", "质量", "--out", "o.jsonl"], ["o.jsonl", "--batch"]),
        (["search", "--batch", "没有.jsonl", "--out", "o.jsonl"], ["没有.jsonl"]),
        (["ask", "质量", "--reranker", ""], ["不认识重排模型", "qlm:"]),
        (["search", "质量", "--reranker", "qlm:没有"], ["找不到重排模型", "没有"]),
    ],
)
def test_mistakes(mingce_main, arguments, words):
    assert mingce_main(*arguments).is_mistake(*words)


def test_mistakes_are_told_in_chinese(mingce_main):
    assert "invalid" not in mingce_main("search", "质量", "-k", "三").err


@pytest.mark.parametrize("command", [("search", "质量"), ("ask", "质量"), ("show", HENAN)])
def test_missing_index(mingce_main, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    assert mingce_main(*command, "--index", "无索引").is_mistake("无索引", "corpus", "python build_index.py")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["manifest.json", "documents.jsonl", "sentences.faiss"])
def test_damaged_index(mingce_main, sample_folder, tmp_path, name):
    folder = shutil.copytree(sample_folder, tmp_path / "index")
    path = next(folder.rglob(name))
    path.write_bytes(path.read_bytes()[: len(path.read_bytes()) // 2])
    assert mingce_main("ask", QUESTION, "--index", str(folder)).is_mistake(name, "--force")


@pytest.mark.parametrize("command", ["search", "ask"])
def test_question_that_is_not_utf8(mingce_main, command):
    assert mingce_main(command, os.fsdecode(b"caf\xe9"), "--json").is_mistake("UTF-8")


def test_index_that_is_a_file(mingce_main, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert mingce_main("ask", QUESTION, "--index", str(tmp_path / "file")).is_mistake("file")


# ---------------------------------------------------------------- batch


def run_batch(run, tmp_path, command, lines, *more):
    source, target = tmp_path / "问题.jsonl", tmp_path / "回答.jsonl"
    source.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines) + "\n",
        encoding="utf-8",
    )
    ran = run(command, "--batch", str(source), "--out", str(target), *more)
    records = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()] if target.exists() else []
    return ran, records


@pytest.mark.parametrize("command", ["search", "ask"])
def test_batch_is_the_single_call_with_an_id(mingce_main, tmp_path, command):
    questions = [QUESTION, "冷链物流", "北京今天天气怎么样？"]
    ran, records = run_batch(
        mingce_main, tmp_path, command, [{"id": f"q{9 - n}", "question": q} for n, q in enumerate(questions)]
    )
    assert ran.code == 0 and ran.err == ""
    assert [(r["id"], r["question"]) for r in records] == [
        ("q9", questions[0]),
        ("q8", questions[1]),
        ("q7", questions[2]),
    ]
    for record, question in zip(records, questions, strict=True):
        single = mingce_main(command, question, "--json").json
        assert set(record) == {"id", *single}
        assert {**record, "timings_ms": 0} == {**single, "timings_ms": 0, "id": record["id"]}


def test_batch_k_and_documents(mingce_main, tmp_path):
    _, records = run_batch(
        mingce_main, tmp_path, "search", [{"id": 1, "question": "发展"}], "-k", "2", "--doc", MEETING
    )
    assert [hit["doc_id"] for hit in records[0]["hits"]] == [MEETING] * 2


def test_batch_history_reaches_the_question(mingce_main, tmp_path):
    history = [{"role": "user", "content": QUESTION}, {"role": "assistant", "content": "国家质检中心30个以上。[1]"}]
    lines = [
        {"id": "alone", "question": "那产业计量测试中心呢？"},
        {"id": "after", "question": "那产业计量测试中心呢？", "history": history},
    ]
    ran, records = run_batch(mingce_main, tmp_path, "ask", lines)
    assert ran.code == 0 and [r["id"] for r in records] == ["alone", "after"]
    assert records[1]["found"] and "国家级计量产业测试中心4个以上" in records[1]["answer"]


@pytest.mark.parametrize("command", ["search", "ask"])
def test_broken_batch_line_is_named_and_the_others_are_answered(mingce_main, tmp_path, command):
    lines = [
        {"id": "a", "question": "冷链物流"},
        '{"id": "b", "question": ',
        {"id": "c", "question": " "},
        {"id": "d", "question": "质" * 100_000},
        {"id": "e", "question": "质量"},
    ]
    ran, records = run_batch(mingce_main, tmp_path, command, lines)
    assert ran.is_mistake("第 2 行", "第 3 行", "第 4 行", "回答.jsonl")
    assert [r["id"] for r in records] == ["a", None, "c", "d", "e"]
    assert [set(r) == {"id", "error"} for r in records] == [False, True, True, True, False]
    assert records[4]["question"] == "质量"


# ---------------------------------------------------------------- texts as they are


def test_html_in_a_document_is_printed_as_it_is(tmp_path, bundled_encoder, mingce_main):
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    line = '<script>alert("粮食")</script>企业每年可以申请粮食储备补贴 & 奖励。'
    (corpus / "危险.md").write_text(f"# 粮食<b>储备</b>办法\n\n{line}\n", encoding="utf-8")
    mingce.documents.build.build(corpus, index, bundled_encoder)
    for arguments in (("search", "粮食补贴"), ("show", "危险")):
        assert line in mingce_main(*arguments, "--index", str(index)).out
    hit = mingce_main("search", "粮食补贴", "-k", "1", "--json", "--index", str(index)).json["hits"][0]
    assert line in hit["text"]


def test_help_is_chinese_with_examples(mingce_main):
    for arguments in (["--help"], ["-h"], ["search", "--help"], ["ask", "--help"]):
        ran = mingce_main(*arguments)
        assert ran.code == 0 and ran.err == ""
        assert 'python -m mingce ask "到2025年要建成多少个国家质检中心？"' in ran.out
        assert "show this help" not in ran.out
    assert all(
        word in mingce_main("--help").out for word in ("检索", "提问", "出处", "search", "ask", "show", "--batch")
    )
    assert all(
        word in mingce_main("ask", "--help").out for word in ("--doc", "--json", "--batch", "--out", "--index", "默认")
    )
    assert all(word in mingce_main("show", "--help").out for word in ("编号", "--json", "--index"))


# ---------------------------------------------------------------- a process of its own


@pytest.mark.parametrize("command", ["search", "ask"])
def test_process_without_gradio(sample_folder, command):
    """A search on the command line loads neither the web page nor the libraries of other models."""
    code = (
        "import sys; from mingce.__main__ import main;"
        f"code = main([{command!r}, {QUESTION!r}, '--json', '--index', {str(sample_folder)!r}]);"
        "heavy = [m for m in ('gradio', 'transformers', 'sentence_transformers', 'openai') if m in sys.modules];"
        "print(heavy, file=sys.stderr); sys.exit(code)"
    )
    ran = process("-c", code)
    assert ran.code == 0
    assert ran.err.strip() == "[]"
    assert ran.json["question"] == QUESTION


def test_process_fails_in_one_line(tmp_path):
    ran = process("-m", "mingce", "ask", QUESTION, "--index", "无索引", cwd=tmp_path)
    assert ran.is_mistake("无索引", "build_index.py")


def test_process_under_the_c_locale(sample_folder):
    ran = process("-m", "mingce", "show", MEETING, "--json", "--index", str(sample_folder), LC_ALL="C", LANG="C")
    assert ran.code == 0 and ran.json["title"] == "中共中央政治局会议精神"


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_process_writes_utf8_whatever_the_console(sample_folder, encoding):
    ran = process("-m", "mingce", "show", MEETING, "--json", "--index", str(sample_folder), PYTHONIOENCODING=encoding)
    assert ran.code == 0 and ran.json["title"] == "中共中央政治局会议精神"


# ---------------------------------------------------------------- build_index.py


@pytest.fixture
def build_main(bundled_encoder, monkeypatch, capsys, make_encoder):
    """python build_index.py …, in this process; the model is the bundled one or, by name, one that counts words."""
    monkeypatch.setattr(
        mingce.models.encode, "load_encoder", lambda name=None: make_encoder(name) if name else make_encoder("随包")
    )
    monkeypatch.chdir(ROOT)

    def run(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["build_index.py", *arguments])
        capsys.readouterr()
        try:
            code = build_index.main()
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run


def test_build_index(build_main, small_corpus, tmp_path):
    arguments = ["--corpus", str(small_corpus), "--index", str(tmp_path / "索引")]
    first = build_main(*arguments)
    assert first.code == 0 and "3 份文件" in first.out and "新计算" in first.out and str(tmp_path / "索引") in first.out
    assert "没有变化" in build_main(*arguments).out
    assert "新计算" in build_main(*arguments, "--force").out
    assert build_main(*arguments, "--store", "faiss").code == 0


def test_build_index_with_another_model(build_main, small_corpus, tmp_path):
    arguments = ["--corpus", str(small_corpus), "--index", str(tmp_path / "索引")]
    build_main(*arguments)
    assert build_main(*arguments, "--model", "另一个").is_mistake("随包", "另一个", "--force")
    assert build_main(*arguments, "--model", "另一个", "--force").code == 0


def test_build_index_tells_what_it_left_out(build_main, small_corpus, tmp_path):
    (small_corpus / "旧.doc").write_bytes(b"x")
    ran = build_main("--corpus", str(small_corpus), "--index", str(tmp_path / "索引"))
    assert ran.code == 0 and "旧.doc" in ran.err and "3 份文件" in ran.out


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["--corpus", "没有这里"], ["没有这里", "--corpus"]),
        (["--store", "sqlite"], ["sqlite", "faiss"]),
        (["--store", "milvus"], ["milvus", "faiss"]),
        (["--frob"], ["--frob", "--help"]),
        (["--corpus"], ["--corpus"]),
    ],
)
def test_build_index_mistakes(build_main, tmp_path, arguments, words):
    assert build_main("--index", str(tmp_path / "索引"), *arguments).is_mistake(*words)


@pytest.mark.parametrize(
    "names",
    [
        [],
        pytest.param(
            ["旧.doc"],
        ),
    ],
)
def test_build_index_of_nothing(build_main, tmp_path, names):
    (tmp_path / "空").mkdir()
    for name in names:
        (tmp_path / "空" / name).write_bytes(b"x")
    assert build_main("--corpus", str(tmp_path / "空"), "--index", str(tmp_path / "索引")).is_mistake(
        "没有可读的文件", ".txt", *names
    )


def test_build_index_help(build_main):
    ran = build_main("--help")
    assert ran.code == 0
    assert all(word in ran.out for word in ("--corpus", "--index", "--model", "--store", "--force", "默认"))


def test_build_index_process(tmp_path):
    """As a user runs it, from another folder, then a search that needs no --index."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "粮食.txt").write_text("粮食储备条例\n第一条 企业可以申请承储补贴。", encoding="utf-8")
    built = process(str(ROOT / "build_index.py"), cwd=tmp_path)
    assert built.code == 0 and "1 份文件" in built.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus", "index"]
    found = process("-m", "mingce", "search", "粮食补贴", "-k", "1", "--json", cwd=tmp_path)
    assert found.json["hits"][0]["section_path"] == ["第一条"]
    assert found.err == ""


# ---------------------------------------------------------------- a language model


def test_a_model_words_the_answer_where_the_environment_names_one(mingce_main, monkeypatch):
    def reply(handler):
        n = re.search(r"\[(\d+)\] [^\n]*国家质检中心30个以上", handler.material)[1]
        says(f"高水平建成国家质检中心30个以上。[{n}]还要建成99个。[{n}]")(handler)

    with Server(reply) as server:
        monkeypatch.setenv("MINGCE_LLM_BASE_URL", server.url)
        monkeypatch.setenv("MINGCE_LLM_MODEL", "test")
        answer = mingce_main("ask", QUESTION, "--json").json
        assert answer["answer"].endswith("[1]") and "99" not in answer["answer"]
        assert "语言模型" in answer["note"] and "略去" in answer["note"]
        asked = len(server.requests)
        assert mingce_main("ask", "月球上能种土豆吗", "--json").json["found"] is False
        assert len(server.requests) == asked  # a refusal comes from the documents alone
    assert "直接摘录原文" in mingce_main("ask", QUESTION, "--json").json["note"]  # the server is gone
    monkeypatch.setenv("MINGCE_LLM_BASE_URL", "localhost")
    assert mingce_main("ask", QUESTION).is_mistake("MINGCE_LLM_BASE_URL", "localhost")


def test_a_rewording_is_searched_beside_the_question(mingce_main, monkeypatch):
    with Server(says("国家质检中心的建设目标")) as server:
        monkeypatch.setenv("MINGCE_LLM_BASE_URL", server.url)
        monkeypatch.setenv("MINGCE_LLM_MODEL", "test")
        monkeypatch.setenv("MINGCE_LLM_REWRITE", "1")
        answer = mingce_main("ask", "质检那种国家级的场子到底打算弄几个", "--json").json
        assert len(server.requests) >= 1 and "question" in answer


# ---------------------------------------------------------------- feedback


def test_feedback(mingce_main, tmp_path, monkeypatch):
    from mingce.ask import feedback
    from mingce.datatypes import Answer

    monkeypatch.setenv("MINGCE_HOME", str(tmp_path / "home"))
    ran = mingce_main("feedback")
    assert (ran.code, ran.out) == (0, "") and "0 条可作评测题" in ran.err
    answer = Answer("个人所得税起征点是多少？", True, "错的[1]", 0.5)
    feedback.record(feedback.Feedback(answer, False, feedback.SHOULD_REFUSE))
    ran = mingce_main("feedback", "--out", str(tmp_path / "题.jsonl"))
    (line,) = (tmp_path / "题.jsonl").read_text(encoding="utf-8").splitlines()
    assert ran.code == 0 and json.loads(line)["answerable"] is False
    ran = mingce_main("feedback", "--out", str(tmp_path / "没有" / "题.jsonl"))
    assert ran.code == 2 and "写不了" in ran.err
