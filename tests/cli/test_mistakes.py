"""Mistakes of the caller are one Chinese sentence and exit code 2; help is Chinese."""

import os
import shutil

import pytest

from tests.cli.running import HENAN, QUESTION


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
