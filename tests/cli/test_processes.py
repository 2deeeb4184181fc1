"""A few runs in a process of their own, as a user starts them."""

import json

import pytest

from tests.cli.running import MEETING, QUESTION, ROOT, process


def test_process_without_gradio(sample_folder):
    """Neither search nor ask on the command line loads the web page or the libraries of other models."""
    code = (
        "import sys; from mingce.__main__ import main;"
        f"rest = [{QUESTION!r}, '--json', '--index', {str(sample_folder)!r}];"
        "codes = main(['search', *rest]), print('----') or main(['ask', *rest]);"
        "heavy = [m for m in ('gradio', 'transformers', 'sentence_transformers', 'openai') if m in sys.modules];"
        "print(heavy, file=sys.stderr); sys.exit(max(codes))"
    )
    ran = process("-c", code)
    assert ran.code == 0
    assert ran.err.strip() == "[]"
    assert [json.loads(out)["question"] for out in ran.out.split("----\n")] == [QUESTION, QUESTION]


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
