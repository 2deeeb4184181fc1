import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from evaluation import bench, metrics, report
from evaluation.__main__ import HERE, RESULTS, main
from evaluation.baselines import BM25, SECTION, SENTENCE, SPLITTER, find_all, split
from evaluation.questions import Case, load, without_evidence
from mingce.datatypes import Answer, Citation, Document, Hit
from mingce.errors import UserError

ROOT = Path(__file__).resolve().parents[2]


def make_case(**changes) -> Case:
    fields = {
        "id": "t-1",
        "question": "污水处理率要达到多少？",
        "persona": "cadre",
        "type": "number",
        "evidence": ("污水处理率达到95%以上",),
        "must_contain": ("95%",),
        "answerable": True,
        "history": (),
    }
    return Case(**fields | changes)


def cite(quote: str, start: int, doc_id: str = "d", end: int | None = None) -> Citation:
    return Citation(1, doc_id, "题", (), quote, start, start + len(quote) if end is None else end)


def make_outcome(case: Case, hits=(), found=True, text="", confidence=0.8, citations=()) -> report.Outcome:
    hits = [Hit("d", "题", ("一、",), 0, len(hit), hit, 0.5) for hit in hits]
    return report.Outcome(case, hits, Answer(case.question, found, text, confidence, tuple(citations)))


# Questions.

LINE = {
    "id": "a",
    "question": "几个？",
    "persona": "cadre",
    "type": "number",
    "evidence": ["三十个"],
    "answer_must_contain": ["三十"],
    "answerable": True,
    "history": [],
}


def write_lines(path: Path, *lines: object) -> Path:
    texts = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def test_load_keeps_order_and_passes_over_blank_lines_and_unknown_fields(tmp_path):
    path = write_lines(tmp_path / "q.jsonl", LINE | {"doc": "A"}, "", LINE | {"id": "b"})
    first, second = load(path)
    assert (first.id, second.id) == ("a", "b")
    assert first == Case("a", "几个？", "cadre", "number", ("三十个",), ("三十",), True, ())


@pytest.mark.parametrize(
    "lines, said",
    [
        ([LINE, "{"], "第 2 行有误：不是完整的 JSON"),
        (["[1]"], "第 1 行有误：应是一个 JSON 对象"),
        ([LINE | {"question": " "}], "第 1 行有误：字段 question"),
        ([LINE | {"answerable": "yes"}], "字段 answerable"),
        ([LINE | {"evidence": "三十个"}], "字段 evidence"),
        # an empty string stands in every text: the question could never fail
        ([LINE | {"evidence": [""]}], "字段 evidence"),
        ([LINE | {"evidence": []}], "没有 evidence"),
        ([LINE | {"answerable": False}], "却有 evidence"),
        ([LINE | {"history": [{"role": "robot", "content": ""}]}], "字段 history"),
        ([LINE, "", LINE], "第 3 行有误：编号 a 与第 1 行重复"),
        ([""], "里没有问题"),
    ],
)
def test_a_bad_questions_file_names_its_line(tmp_path, capsys, lines, said):
    path = write_lines(tmp_path / "q.jsonl", *lines)
    assert main(["--questions", str(path), "--out", str(tmp_path / "r.json")]) == 2
    error = capsys.readouterr().err
    assert said in error and str(path) in error and error.count("\n") == 1
    assert not (tmp_path / "r.json").exists()


@pytest.mark.parametrize(
    "arguments, said",
    [
        (["--questions", "没有.jsonl"], "没有.jsonl”打不开"),
        (["--corpus", "没有"], "没有"),
        (["--out", "."], "写不进去"),
    ],
)
def test_mistakes_of_the_caller_end_with_2_and_one_line(tmp_path, monkeypatch, capsys, arguments, said):
    monkeypatch.chdir(tmp_path)
    assert main([*arguments, *(["--out", "r.json"] if "--out" not in arguments else [])]) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1


def test_unknown_arguments_end_with_2(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--question"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_development_questions_are_well_formed():
    assert len(load(HERE / "questions.jsonl")) == 120


@pytest.mark.parametrize("name", ["sample.jsonl", "other.jsonl"])
def test_the_held_out_questions_have_the_same_form(name):
    path = HERE / "heldout" / name
    if not path.exists():
        pytest.skip(f"{path} is not here")
    assert len(load(path)) == 60  # counted, never looked at


def test_evidence_that_no_document_holds():
    document = Document("d", "题", "污水处理率\n达到 95% 以上。", "d.txt")
    held, absent = make_case(), make_case(id="t-2", evidence=("不在",))
    assert without_evidence([held, absent], [document]) == ["t-2"]
    with pytest.raises(UserError, match="对不上"):
        without_evidence([absent], [document])


# Metrics, worked out by hand.

TEXTS = ["甲说一", "乙说二，甲说三", "丙\n说四"]


@pytest.mark.parametrize(
    "evidence, k, hit, every",
    [
        (["甲说一"], 1, True, True),
        (["甲说三"], 1, False, False),
        (["甲说三"], 2, True, True),
        # any of them is a hit, all of them need two texts
        (["甲说一", "甲说三"], 1, True, False),
        (["甲说一", "甲说三"], 2, True, True),
        # white space on either side does not count
        (["丙说 四"], 3, True, True),
        # a string that begins in one text and ends in the next is in neither
        (["一乙"], 3, False, False),
    ],
)
def test_hits(evidence, k, hit, every):
    assert metrics.hit_at(TEXTS, evidence, k) is hit
    assert metrics.all_at(TEXTS, evidence, k) is every


def test_reciprocal_rank():
    assert metrics.reciprocal_rank(TEXTS, ["丙说四", "甲说三"]) == 1 / 2
    assert metrics.reciprocal_rank(TEXTS, ["丁"]) == 0
    assert metrics.rank([], ["丁"]) is None


def test_mean():
    assert metrics.mean([True, False, False, True]) == 0.5
    assert metrics.mean([]) is None


def test_verbatim():
    assert metrics.is_verbatim(cite("二三", 1), "一二三")
    assert not metrics.is_verbatim(cite("二三", 0), "一二三")
    assert not metrics.is_verbatim(cite("二 三", 1, end=3), "一二三")
    assert not metrics.is_verbatim(cite("", 1), "一二三")


@pytest.mark.parametrize(
    "citations, joined",
    [
        # neighbours are joined whatever their order, also over a line break
        ([cite("三四。", 3), cite("一二。", 0)], ["一二。三四。"]),
        ([cite("三四。", 3), cite("五六。", 7)], ["三四。五六。"]),
        # text between them: not joined
        ([cite("一二。", 0), cite("五六。", 7)], ["一二。", "五六。"]),
        # the same place in another document
        ([cite("一二。", 0), cite("三四。", 3, "e")], ["一二。", "三四。"]),
        # overlapping
        ([cite("一二。", 0), cite("。三四", 2)], ["一二。", "。三四"]),
        ([], []),
    ],
)
def test_runs(citations, joined):
    text = "一二。三四。\n五六。"
    assert metrics.runs(citations, {"d": text, "e": text}) == joined


def test_covered_counts_evidence_over_the_joint_of_two_quotes():
    quotes = metrics.runs([cite("一二。", 0), cite("三四。", 3)], {"d": "一二。三四。"})
    assert metrics.covered(["二。三", "一二", "五"], quotes) == 2


@pytest.mark.parametrize(
    "quote, evidence, touching",
    [
        ("到2025年，污水处理率达到95%以上。", "处理率达到95%", True),  # contains
        ("处理率", "污水处理率达到95%以上", True),  # is contained
        # 12 in common of 16 and 17
        ("甲乙丙丁" + "一二三四五六七八九十百千", "一二三四五六七八九十百千" + "戊己庚辛壬", True),
        # 11 in common of 22 and more: the half of the shorter would be 11, so 11 is enough; of 24 it is not
        ("甲" * 11 + "一二三四五六七八九十百", "一二三四五六七八九十百" + "戊" * 11, True),
        ("甲" * 13 + "一二三四五六七八九十百", "一二三四五六七八九十百" + "戊" * 13, False),
        # half of seven, rounded up, is four
        ("一二三四甲乙丙", "戊己一二三四庚", True),
        # three of four in common may be chance
        ("一二三甲", "一二三乙丙丁", False),
    ],
)
def test_touches(quote, evidence, touching):
    assert metrics.touches(quote, ["别的依据甚长甚长", evidence]) is touching


def test_contains_all_looks_through_the_marks():
    assert metrics.contains_all("甲乙[1]\n丙 丁[12]", ["乙丙", "丙丁"])
    assert not metrics.contains_all("甲乙", ["乙", "丙"])
    assert metrics.contains_all("", [])


@pytest.mark.parametrize(
    "answerable, found, contains, right",
    [
        (True, True, True, True),
        (True, True, False, False),
        (True, False, False, False),
        (False, False, False, True),
        (False, True, True, False),
    ],
)
def test_is_right(answerable, found, contains, right):
    assert metrics.is_right(answerable, found, contains) is right


def test_calibration():
    # (0.9, 1]: claimed 0.95, 2 of 2 right; (0.5, 0.6]: claimed 0.6, 1 of 2 right
    bins = metrics.calibration([(0.9 + 0.02, True), (0.98, True), (0.6, True), (0.6, False)])
    assert [(b.low, b.high, b.count) for b in bins] == [(0.5, 0.6, 2), (0.9, 1.0, 2)]
    assert [(b.claimed, b.right) for b in bins] == [(pytest.approx(0.6), 0.5), (pytest.approx(0.95), 1.0)]
    # 2/4 · |0.5 - 0.6| + 2/4 · |1 - 0.95|
    assert metrics.calibration_error(bins) == pytest.approx(0.075)
    assert metrics.calibration_error([]) is None


@pytest.mark.parametrize("probability, low", [(0.0, 0.0), (0.1, 0.0), (1 - 0.7, 0.2), (0.31, 0.3), (1.0, 0.9)])
def test_edges_of_bins(probability, low):
    assert metrics.calibration([(probability, True)])[0].low == low


def test_claimed():
    assert metrics.claimed(True, 0.7) == 0.7
    assert metrics.claimed(False, 0.2) == 0.8


RANX = """
import json, sys
from ranx import Qrels, Run, evaluate
qrels, run, names = json.load(sys.stdin)
print(json.dumps({name: float(value) for name, value in evaluate(Qrels(qrels), Run(run), names).items()}))
"""


def test_hits_and_mrr_agree_with_ranx():
    pytest.importorskip("ranx")
    rng = np.random.default_rng(0)
    names, qrels, run, ours = ["hit_rate@1", "hit_rate@3", "hit_rate@5", "mrr"], {}, {}, []
    for question in range(40):
        texts = [f"第{n}段{'有依据' if rng.random() < 0.2 else ''}" for n in range(10)]
        relevant = {f"s{n}": 1 for n, text in enumerate(texts) if metrics.hit_at([text], ["有依据"], 1)}
        qrels[f"q{question}"] = relevant or {"not retrieved": 1}
        run[f"q{question}"] = {f"s{n}": 10.0 - n for n in range(len(texts))}
        hits = [metrics.hit_at(texts, ["有依据"], k) for k in (1, 3, 5)]
        ours.append([*hits, metrics.reciprocal_rank(texts, ["有依据"])])
    theirs = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RANX],
        input=json.dumps([qrels, run, names]),
        env=os.environ | {"NUMBA_DISABLE_JIT": "1"},  # compiling takes 40 s, running as Python none
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(theirs.stdout) == pytest.approx(dict(zip(names, np.mean(ours, axis=0), strict=True)))


# Report.

DOCUMENT = "污水处理率达到95%以上。湿地要修复。"
GOOD = make_outcome(
    make_case(), [DOCUMENT], text="污水处理率达到95%以上。[1]", citations=[cite("污水处理率达到95%以上。", 0)]
)
REFUSED = make_outcome(make_case(id="t-2"), ["别的", DOCUMENT], found=False, text="没有找到。", confidence=0.4)
NOTHING = make_case(id="t-3", evidence=(), must_contain=(), answerable=False, type="unanswerable", persona="trainer")
INVENTED = make_outcome(NOTHING, ["别的"], text="湿地要修复。[1]", confidence=0.6, citations=[cite("湿地要修", 12)])


def test_score():
    scores = report.score([GOOD, REFUSED, INVENTED], {"d": DOCUMENT})
    assert scores == {
        "questions": 3,
        "answerable": 2,
        "hit@1": 0.5,
        "hit@3": 1.0,
        "hit@5": 1.0,
        "all@1": 0.5,
        "all@3": 1.0,
        "all@5": 1.0,
        "mrr": 0.75,
        "evidence_quoted": 0.5,
        "quotes_on_evidence": 1.0,  # the only quote to an answerable question
        "contains_all": 0.5,
        "refused_unanswerable": 0.0,
        "refused_answerable": 0.5,
        "right": pytest.approx(1 / 3),
        "verbatim": 0.5,  # "湿地要修" does not stand at 12
        "quotes_per_answer": 1.0,
        # (0.7, 0.8]: 0.8, right; (0.5, 0.6]: a refusal with 0.4 claims 0.6, and 0.6: both wrong
        "calibration_error": pytest.approx(1 / 3 * 0.2 + 2 / 3 * 0.6),
    }


def test_groups_stand_in_the_order_of_their_names():
    groups = report.score_groups([INVENTED, GOOD], {"d": DOCUMENT})
    assert list(groups["persona"]) == ["cadre", "trainer"]
    assert list(groups["type"]) == ["number", "unanswerable"]
    assert groups["type"]["unanswerable"]["hit@1"] is None


def test_failures():
    refused, invented = report.failures([GOOD, REFUSED, INVENTED], {"d": DOCUMENT})
    assert refused["wrong"] == ["依据排第 2", "误拒"]
    assert refused["expected"] == {"evidence": ["污水处理率达到95%以上"], "must_contain": ["95%"]}
    assert refused["returned"]["first_hit"] == ["d", "一、"] and refused["returned"]["text"] == "没有找到。"
    assert invented["wrong"] == ["无答案却作答", "引文与原文不符"]
    assert invented["returned"]["quotes"] == ["湿地要修"]


def test_an_answer_that_lacks_something_is_a_failure_that_says_what():
    outcome = make_outcome(make_case(must_contain=("95%", "城市")), [DOCUMENT], text="达到95%以上。")
    failure = report.failure(outcome, {})
    assert failure and failure["wrong"] == ["答案缺 城市"]


def test_table_lines_up_in_a_terminal():
    outcomes = [GOOD, REFUSED, INVENTED]
    scores = report.score_groups(outcomes, {"d": DOCUMENT})
    lines = report.table(scores, {"BM25": report.score_hits([(GOOD.case, ["别的"])])}).split("\n")
    assert len({report.width(line) for line in lines}) == 1
    assert lines[1].split()[:3] == ["明策", "3", "0.500"]
    assert lines[-1].split()[:3] == ["对照：BM25", "—", "0.000"]


def test_rounded():
    assert report.rounded({"a": [1 / 3, 2, None, True]}) == {"a": [0.3333, 2, None, True]}


# Baselines.


@pytest.mark.parametrize(
    "text, size, overlap, chunks",
    [
        ("", 10, 2, []),
        ("短。", 10, 2, ["短。"]),
        ("   ", 10, 2, []),
        # paragraphs first: three characters each, two fit
        ("一二\n三四\n五六", 6, 0, ["一二\n三四\n", "五六"]),
        # a paragraph that is too long is cut at its sentences
        ("一二三。四五六。\n七八", 5, 0, ["一二三。", "四五六。\n", "七八"]),
        # whole pieces of the chunk before are repeated, no more than the overlap
        ("一二。三四。五六。", 6, 3, ["一二。三四。", "三四。五六。"]),
        ("一二。三四。五六。", 6, 2, ["一二。三四。", "五六。"]),
        # nothing to cut at
        ("一二三四五六七", 3, 0, ["一二三", "四五六", "七"]),
    ],
)
def test_split(text, size, overlap, chunks):
    assert [text[start:end] for start, end in split(text, size, overlap)] == chunks


def test_split_loses_nothing_and_keeps_to_its_size():
    text = "".join(
        f"第{n}条，{'很' * (n % 37)}长；{'更' * (n * 7 % 301)}长。{'' if n % 5 else chr(10)}" for n in range(90)
    )
    spans = split(text)
    assert all(end - start <= 300 for start, end in spans)
    assert set().union(*(range(start, end) for start, end in spans)) == set(range(len(text)))
    assert all(after[0] >= before[1] - 50 for before, after in pairwise(spans))


def test_baselines_find_the_section_that_says_it(small_index, encoder):
    cases = [make_case(question="湿地红线谁负责", evidence=("县级政府负责划定湿地红线",))]
    found = find_all(cases, small_index, encoder, k=3)
    assert set(found) == {BM25, SENTENCE, SECTION, SPLITTER}
    for name in (BM25, SENTENCE, SECTION):
        assert metrics.hit_at(found[name][0], cases[0].evidence, 1), name
    # each document is one chunk of at most 300 characters: the water policy
    assert "河湖" in found[SPLITTER][0][0] and len(found[SPLITTER][0]) == 3


# The whole.


def test_evaluation_of_a_small_corpus(small_corpus, tmp_path, capsys):
    """The bundled model, three policies; the second run writes the same file, its timings apart."""
    questions = write_lines(
        tmp_path / "small.jsonl",
        LINE
        | {
            "question": "城市污水处理率要达到多少？",
            "evidence": ["城市污水处理率达到95%以上"],
            "answer_must_contain": ["95%"],
        },
        LINE
        | {"id": "b", "question": "今天天气怎么样？", "evidence": [], "answer_must_contain": [], "answerable": False},
    )
    records = []
    for name in ("one", "two"):
        out = tmp_path / "made" / f"{name}.json"
        arguments = ["--questions", str(questions), "--corpus", str(small_corpus), "--out", str(out)]
        # the first run builds the index in the folder, the second finds it there
        assert main([*arguments, "--index", str(tmp_path / "index")]) == 0
        records.append(json.loads(out.read_text(encoding="utf-8")))
        records[-1].pop("timings")
    first, second = records
    assert first == second
    assert first["questions"]["count"] == 2 and first["corpus"]["documents"] == 3
    assert first["metrics"]["overall"]["hit@3"] == 1 and first["metrics"]["overall"]["verbatim"] in (None, 1)
    assert set(first["baselines"]) == {BM25, SENTENCE, SECTION, SPLITTER}
    assert "对照：BM25" in capsys.readouterr().out


def test_held_out_failures_are_neither_shown_nor_kept(small_corpus, tmp_path, capsys):
    (tmp_path / "heldout").mkdir()
    secret = LINE | {
        "question": "秘密的问题是什么？",
        "evidence": ["人才是第一资源"],
        "answer_must_contain": ["没有这个"],
    }
    questions = write_lines(tmp_path / "heldout" / "q.jsonl", secret)
    out = tmp_path / "r.json"
    arguments = ["--questions", str(questions), "--corpus", str(small_corpus), "--out", str(out), "--no-baselines"]
    assert main(arguments) == 0
    record = json.loads(out.read_text(encoding="utf-8"))
    assert record["failures"] == 1 and record["baselines"] == {}
    assert "秘密" not in capsys.readouterr().out + out.read_text(encoding="utf-8")


def test_questions_of_another_corpus_are_a_mistake_of_the_caller(small_corpus, tmp_path, capsys):
    out = tmp_path / "r.json"
    assert main(["--corpus", str(small_corpus), "--out", str(out)]) == 2
    error = capsys.readouterr().err
    assert "对不上" in error and error.count("\n") == 1 and not out.exists()


def test_committed_results_say_what_they_were_measured_on():
    for path in RESULTS.glob("*.json"):
        record = json.loads(path.read_text(encoding="utf-8"))
        if path.name == "documents.json":  # of the readers alone: it names each file
            assert record["summary"] and record["files"]
            continue
        if path.name == "facts.json":  # of grammars on labelled sentences: no model, and the same on every machine
            assert record["measures"] and record["indicators"]
            continue
        assert {"model", "machine", "corpus", "versions"} <= set(record), path


# Bench.


def test_recorded_encoder_asks_the_model_once(encoder):
    recorded = bench.RecordedEncoder(encoder)
    expected = encoder.encode_queries(["河湖", "污水"])
    np.testing.assert_array_equal(recorded.encode_queries(["河湖", "污水"]), expected)
    recorded.encoder = None
    np.testing.assert_array_equal(recorded.encode_queries(["污水", "河湖"]), expected[::-1])


def test_bench_times_questions_on_a_small_index(small_folder, encoder):
    figures = bench.time_questions(small_folder, [make_case(), NOTHING], encoder)
    assert len(figures) == 4 and all(f["value"] > 0 and f["unit"] == "毫秒" and f["includes"] for f in figures)


def test_bench_table_shows_what_was_not_measured():
    figures = [bench.figure("内存，网页", None, "MB", "没有测"), bench.figure("每问", 3.14159, "毫秒", "全部")]
    lines = bench.table(figures).split("\n")
    assert lines[1].split() == ["内存，网页", "—", "MB", "没有测"]
    assert lines[2].split() == ["每问", "3.14", "毫秒", "全部"]


def test_free_port_is_free():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", bench.free_port()))


def test_bench_of_one_more_document(small_index, encoder, tmp_path):
    files = bench.growing_files(None, 4, small_index, tmp_path)
    seconds, ratio = bench.time_growth(files, tmp_path / "growing", encoder)
    assert ratio["value"] == pytest.approx(seconds["value"] / ratio["whole_build_s"])
    assert ratio["documents"] == 4
    assert 36 <= ratio["passages_embedded"] <= 50  # one document: its sentences, headings and sections


def test_bench_needs_enough_documents(small_index, small_corpus, tmp_path):
    assert len(bench.growing_files(small_corpus, 2, small_index, tmp_path)) == 3
    with pytest.raises(UserError, match="只有 3 份文件，至少要 4 份"):
        bench.growing_files(small_corpus, 3, small_index, tmp_path)
