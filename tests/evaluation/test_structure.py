"""The outcomes of structure questions, on made-up answers."""

import json
import re

import pytest

from evaluation.structure import scores
from evaluation.structure.__main__ import main
from evaluation.structure.cases import Case, load, not_in_corpus
from evaluation.structure.outcome import INCOMPLETE, REFUSED, RIGHT, WRONG, outcome
from mingce.datatypes import Answer, Citation, Document
from mingce.errors import UserError

LAW = """某某法
第一章 总则
第一条 为了甲，制定本法。
第二条 有下列情形之一的，应当报告：
（一）发现疫情的；
（二）发现病媒的。
前款规定不适用于船员，但是另有规定的除外。
第三条 有下列情形之一的，罚款30元以上：（一）不报告的；（二）迟报的。
"""
OTHER = "某某法实施条例\n第二条 报告应当在2030年前提出。\n"
REPORT = "政府工作报告\n（一）加快发展。\n抓好工业。\n（二）改善民生。\n办好教育。\n办好医疗。\n"
DOCUMENTS = {
    "law": Document("law", "某某法", LAW, "某某法_2024.md"),
    "o": Document("o", "条例", OTHER, "条例.txt"),
    "report": Document("report", "政府工作报告", REPORT, "报告.txt"),
}

ONE, TWO = "（一）发现疫情的；", "（二）发现病媒的。"
AFTER = "前款规定不适用于船员，但是另有规定的除外。"
FIRST = "第一条 为了甲，制定本法。"
LEAD = "第二条 有下列情形之一的，应当报告："
THIRD_LEAD = "第三条 有下列情形之一的，罚款30元以上："


def cite(quote: str, doc_id: str = "law") -> Citation:
    start = DOCUMENTS[doc_id].text.index(quote)
    return Citation(1, doc_id, DOCUMENTS[doc_id].title, (), quote, start, start + len(quote))


def answered(*quotes: str | Citation, text: str = "", found: bool = True) -> Answer:
    citations = tuple(cite(quote) if isinstance(quote, str) else quote for quote in quotes)
    return Answer("？", found, text, 0.5, citations)


def case(expect: str = "answer", kind: str = "address", **fields) -> Case:
    return Case("t-1", kind, "？", expect, **fields)


def refused(text: str = "文件里没有。") -> Answer:
    return answered(text=text, found=False)


WHOLE = case(documents=("某某法_2024",), quotes=(ONE, TWO))
ITEM = case(documents=("law",), quotes=(TWO,), only=True)
INLINE = case(quotes=("（二）迟报的。",), only=True)
PART = case(quotes=("办好教育。", "办好医疗。"), only=True)
COUNT = case(kind="outline", says=(("3条", "三条"), ("1章", "一章")))
ABSENT = case("refusal", says=(("第九条", "第9条"),))
CORPUS = case("reply", "corpus", says=(("2份", "两份"), ("某某法",)), says_not=("三份",))
TALK = case("reply", "talk")


@pytest.mark.parametrize(
    "asked, answer, expected",
    [
        # quotes: all of them, in one citation or in several, and white space aside
        (WHOLE, answered(ONE, TWO), RIGHT),
        (WHOLE, answered(f"{LEAD}\n{ONE}\n{TWO}"), RIGHT),
        (case(quotes=("发现疫情的； （二）发现病媒",)), answered(TWO, ONE), RIGHT),
        (case(quotes=("应当报告：（一）发现疫情",)), answered(f"{LEAD}\n（一）发现", "（一）发现疫情的；"), RIGHT),
        (WHOLE, answered(ONE), INCOMPLETE),
        (WHOLE, answered(FIRST, TWO), INCOMPLETE),
        (WHOLE, refused(), REFUSED),
        (WHOLE, answered(FIRST), WRONG),
        (WHOLE, answered(ONE, TWO, cite("第二条 报告应当在2030年前提出。", "o")), WRONG),
        # what is said, in the answer's own words or in its quotes
        (case(quotes=(FIRST,), says=(("甲",), ("本法",))), answered(FIRST), RIGHT),
        (COUNT, answered(text="共一章、3 条[1]。"), RIGHT),
        (COUNT, answered(text="共一章。"), WRONG),
        (COUNT, answered(text="共一章、13条。"), WRONG),  # not the number, but the end of another
        (COUNT, refused(), REFUSED),
        (case(quotes=(FIRST,), says=(("三年",),)), answered(FIRST), INCOMPLETE),
        (case(quotes=(ONE,), says=(("30",),)), answered(ONE, text="到2030年[1]"), INCOMPLETE),
        (case(quotes=(FIRST,), says_not=("已失效",)), answered(FIRST, text="它已 失效。"), WRONG),
        # only the unit that was asked for, with headings and the lead-in of its enumeration
        (ITEM, answered(TWO), RIGHT),
        (ITEM, answered("第一章 总则", LEAD, TWO), RIGHT),
        (ITEM, answered(f"{ONE}\n{TWO}"), WRONG),
        (ITEM, answered(FIRST, TWO), WRONG),
        (ITEM, answered(TWO, THIRD_LEAD), WRONG),  # the lead-in of another article
        (ITEM, answered("（二）发现"), WRONG),
        (INLINE, answered(THIRD_LEAD, "（二）迟报的。"), RIGHT),
        (INLINE, answered(f"{THIRD_LEAD}（一）不报告的；（二）迟报的。"), WRONG),
        (case(quotes=(ONE, TWO), only=True), answered(LEAD, ONE), INCOMPLETE),
        (case(quotes=(AFTER,), only=True), answered(f"{TWO}\n{AFTER}"), WRONG),
        (PART, answered(cite("（二）改善民生。\n办好教育。\n办好医疗。", "report")), RIGHT),
        (PART, answered(cite("（一）加快发展。", "report"), cite("办好教育。\n办好医疗。", "report")), WRONG),
        # a refusal names what is missing
        (ABSENT, refused("没有第 9 条。"), RIGHT),
        (ABSENT, refused("某某法没有第九条，最后一条是第三条。"), RIGHT),
        (ABSENT, refused(), INCOMPLETE),
        (case("refusal", "scope"), refused(), RIGHT),
        (case("refusal", "scope", says=(("乙市",),)), refused("没有。"), INCOMPLETE),
        (ABSENT, answered(FIRST, text="没有第九条。"), WRONG),
        (case("refusal", "scope"), answered(FIRST), WRONG),
        # what is said of the corpus, and talk
        (CORPUS, answered(text="共有两份：某某法、条例。", found=False), RIGHT),
        (CORPUS, answered("第一章 总则", text="2份，有某某法"), RIGHT),
        (CORPUS, answered(text="共有两份。"), INCOMPLETE),
        (CORPUS, refused(), REFUSED),
        (CORPUS, answered(text="两份或三份，有某某法"), WRONG),
        (TALK, refused("您好。"), RIGHT),
        (TALK, answered(text="您好。"), RIGHT),
        (TALK, answered(FIRST, text="您好。"), WRONG),
    ],
)
def test_outcomes(asked: Case, answer: Answer, expected: str) -> None:
    assert outcome(asked, answer, DOCUMENTS) == expected


def test_counts_by_kind_and_by_route() -> None:
    results = [
        scores.Result(WHOLE, Answer("？", True, "", 1.0, route="address"), RIGHT, 10.0),
        scores.Result(WHOLE, Answer("？", True, "", 1.0), WRONG, 30.0),
        scores.Result(TALK, Answer("？", False, "", 1.0), RIGHT, 20.0),
    ]
    kinds = scores.by_kind(results)
    assert list(kinds) == ["address", "talk", "all"]
    assert kinds["address"] == {"n": 2, "right": 0.5, "incomplete": 0, "refused": 0, "wrong": 0.5}
    assert scores.by_route(results) == {
        "passage": {"n": 2, "right": 0.5, "wrong": 0.5},
        "address": {"n": 1, "right": 1, "wrong": 0},
    }
    record = {"kinds": kinds, "routes": scores.by_route(results), "timings": {"routes": scores.timings(results)}}
    assert re.search(r"全部 +3 +0.667 +0.000 +0.000 +0.333", scores.kinds_table(record))
    assert re.search(r"passage +2 +0.500 +0.500 +25 +30", scores.routes_table(record))


LINE = {"id": "a", "kind": "address", "question": "？", "expect": "answer", "quotes": [FIRST], "says": []}


@pytest.mark.parametrize(
    "line, said",
    [
        ("{", "不是完整的 JSON"),
        (LINE | {"expect": "maybe"}, "字段 expect"),
        (LINE | {"quotes": [" "]}, "字段 quotes"),
        (LINE | {"says": [[]]}, "字段 says"),
        (LINE | {"quotes": []}, "没有 quotes 和 says"),
        (LINE | {"expect": "refusal"}, "却有 quotes"),
        (LINE | {"history": [{"role": "robot", "content": ""}]}, "字段 history"),
        (LINE, "编号 a 重复"),
    ],
)
def test_a_bad_questions_file_names_its_line(tmp_path, line, said) -> None:
    path = tmp_path / "q.jsonl"
    texts = [text if isinstance(text, str) else json.dumps(text) for text in (LINE, line)]
    path.write_text("\n".join(texts), encoding="utf-8")
    with pytest.raises(UserError, match=f"第 2 行有误.*{said}"):
        load(path)


def test_quotes_that_no_document_holds_are_told() -> None:
    there, elsewhere = case(quotes=(FIRST,)), case(quotes=(FIRST,), documents=("条例",))
    assert not_in_corpus([there, elsewhere, TALK], list(DOCUMENTS.values())) == ["t-1"]
    with pytest.raises(UserError, match="对不上"):
        not_in_corpus([elsewhere], list(DOCUMENTS.values()))


def test_held_out_questions_are_not_shown(tmp_path, capsys) -> None:
    (tmp_path / "heldout").mkdir()
    questions = tmp_path / "heldout" / "q.jsonl"
    questions.write_text(json.dumps(LINE), encoding="utf-8")
    assert main(["--questions", str(questions), "--out", str(tmp_path / "r.json"), "--show"]) == 2
    error = capsys.readouterr().err
    assert "--show" in error and error.count("\n") == 1 and not (tmp_path / "r.json").exists()
