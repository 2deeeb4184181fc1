"""python build_index.py, in this process."""

import sys

import pytest

import build_index
import mingce.models.encode
from tests.cli.running import ROOT, Ran


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
