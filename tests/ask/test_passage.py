"""Questions that no route answers, by search over the sample corpus: mingce/ask/passage.py."""

from collections.abc import Collection
from pathlib import Path

import pytest

from mingce.ask.passage import passage, refused, scope_of
from mingce.ask.question import History, understand
from mingce.datatypes import Answer
from mingce.documents.build import build
from mingce.errors import UserError
from mingce.index import Index
from mingce.models.encode import Encoder


def ask(index: Index, question: str, history: History = (), doc_ids: Collection[str] = ()) -> Answer:
    """What search finds, whatever a route would answer."""
    return passage(index.searcher, understand(question, history, index.searcher.vocabulary), doc_ids)


def test_quotes_are_verbatim_numbered_and_marked(sample_index: Index) -> None:
    answer = ask(sample_index, "支持哪些地方建设国家骨干冷链物流基地？")
    assert answer.found and "郑州、洛阳、漯河、商丘、新乡" in answer.text
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1))
    for c in answer.citations:
        assert c.quote == sample_index.document(c.doc_id).text[c.start : c.end]
        assert f"{c.quote}[{c.n}]" in answer.text


def test_nothing_stands_in_an_answer_but_quotes_marks_and_headings(sample_index: Index) -> None:
    answer = ask(sample_index, "清洁类家电和厨房电器要往哪个方向改进？")
    rest = answer.text
    for c in answer.citations:
        rest = rest.replace(f"{c.quote}[{c.n}]", "")
    headings = {f"{c.path[-1]}：" for c in answer.citations if c.path}
    assert all(line.strip("- ") == "" or line in headings for line in rest.split("\n"))


def test_a_number_question_leads_with_the_sentence_that_holds_it(sample_index: Index) -> None:
    answer = ask(sample_index, "到2025年要培育多少科技型中小企业？")
    assert "2万家以上" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question, reason",
    [
        ("省长质量奖奖金多少？", "金额"),
        ("质量强省实施意见的联系电话是多少？", "联系方式"),
        ("湖北省要建成多少个国家质检中心？", "湖北"),
        ("“四个最严”分别是哪四个？", "逐项"),
        ("省质量强省战略工作领导小组组长是谁？", ""),
        ("月球上能种土豆吗", ""),
    ],
)
def test_what_the_documents_do_not_say_is_refused_and_explained(
    sample_index: Index, question: str, reason: str
) -> None:
    answer = ask(sample_index, question)
    assert not answer.found and answer.citations == ()
    assert "没有写明" in answer.text and reason in answer.text
    assert answer.related, "the nearest sections are offered"


@pytest.mark.parametrize(
    "question",
    [
        "你好，请问到2025年要建成多少个国家质检中心？",
        "到2025年要建成多少个国家质检中心？谢谢！",
        "打扰一下，到2025年要建成多少个国家质检中心",
    ],
)
def test_a_courtesy_around_a_question_changes_nothing(sample_index: Index, question: str) -> None:
    plain = ask(sample_index, "到2025年要建成多少个国家质检中心？")
    polite = ask(sample_index, question)
    assert polite.found and "30个以上" in polite.text
    assert polite.citations == plain.citations


def test_a_false_premise_is_answered_with_what_stands_there(sample_index: Index) -> None:
    answer = ask(sample_index, "到2025年要建成国家市场监管重点实验室20个，对吧？")
    assert answer.found and "3—5个" in answer.text


def test_a_follow_up_uses_the_history(sample_index: Index) -> None:
    history = [
        {"role": "user", "content": "2025年制造业产品质量合格率目标是多少？"},
        {"role": "assistant", "content": "95.5%以上。"},
    ]
    assert "98%以上" in ask(sample_index, "那食品抽检合格率呢？", history).text


def test_both_sides_of_a_comparison_are_quoted(sample_index: Index) -> None:
    text = ask(sample_index, "豫西和豫南在区域质量发展上的定位有什么不同？").text
    assert "国家质量创新先导区" in text and "美丽中国样板" in text


def test_documents_can_be_chosen(sample_index: Index) -> None:
    doc_id = "中共中央政治局会议精神_20231127"
    answer = ask(sample_index, "到2025年要培育多少科技型中小企业？", doc_ids=[doc_id])
    assert not answer.found and "1 份文件" in answer.text
    assert {hit.doc_id for hit in answer.related} <= {doc_id}


def test_an_enumeration_is_quoted_whole(small_index: Index) -> None:
    answer = ask(small_index, "省级粮食储备不得低于多少吨？")
    assert [c.quote for c in answer.citations] == [
        "第三条 省级粮食储备不得低于30万吨：",
        "（一）小麦不低于20万吨；",
        "（二）稻谷不低于5万吨。",
    ]


@pytest.mark.parametrize("question", ["", "  ", "质" * 100_000])
def test_bad_questions_are_users_mistakes(sample_index: Index, question: str) -> None:
    with pytest.raises(UserError):
        sample_index.ask(question)


def test_html_in_a_question_changes_nothing(sample_index: Index) -> None:
    answer = ask(sample_index, "<script>alert(1)</script> 国家质检中心要建成多少个 **加粗** $x$")
    assert answer.found and "30个以上" in answer.text


@pytest.mark.parametrize(
    "question, reason",
    [
        ("到2025年要培育多少科技型中小企业？", "所引句子写有所问的数量"),
        ("施工现场要落实什么手册制度", "所引句子写到了“手册制度”"),
        ("国家质检中心要建成多少个？咨询电话是多少？", "问题有一部分没有找到依据"),
    ],
)
def test_the_reason_says_what_speaks_for_the_quotes_and_against_them(
    sample_index: Index, question: str, reason: str
) -> None:
    assert reason in ask(sample_index, question).reason


def test_a_refusal_has_no_reason_to_be_trusted(sample_index: Index) -> None:
    assert ask(sample_index, "个人所得税起征点是多少？").reason == ""


def test_a_side_that_names_a_document_is_looked_for_there(sample_index: Index) -> None:
    answer = ask(sample_index, "政治局会议和第十次集体学习都讲到了统筹发展和安全，两处分别落在什么上面？")
    assert {c.doc_id for c in answer.citations} == {
        "中共中央政治局会议精神_20231127",
        "第十次集体学习讲话精神_20231127",
    }


def test_a_document_without_words_is_searched_without_a_fault(tmp_path: Path, encoder: Encoder) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "标点.txt").write_text("。——", encoding="utf-8")
    (tmp_path / "corpus" / "湿地.txt").write_text("保护湿地。", encoding="utf-8")
    build(tmp_path / "corpus", tmp_path / "index", encoder)
    index = Index.open(tmp_path / "index", encoder)
    assert index.search("湿地", doc_ids=["标点"]) == []
    assert not ask(index, "湿地由谁负责？", doc_ids=["标点"]).found


def test_only_the_part_that_the_documents_answer_is_quoted(sample_index: Index) -> None:
    """A question whose whole is not answered quotes nothing for the whole; the part left open is named."""
    answer = ask(sample_index, "国家质检中心要建成多少个？咨询电话是多少？")
    assert answer.found and len(answer.citations) == 1
    assert "30个以上" in answer.text and "文件没有写明：咨询电话是多少。" in answer.text


def test_an_answer_that_is_withdrawn_quotes_nothing_and_says_why(sample_index: Index) -> None:
    citation = sample_index.cite("河南质量强省实施意见_20230117", 0, 10, 1)
    found = Answer("问", True, f"{citation.quote}[1]", 0.8, (citation,), timings_ms={"search": 1.0}, reason="写到了")
    answer = refused(found, "已收录的文件里没有深圳的规定。", 3)
    assert (answer.question, answer.found, answer.citations, answer.reason) == ("问", False, (), "")
    assert answer.text.startswith("已收录的文件里没有深圳的规定。") and "3 份文件" in answer.text
    assert answer.confidence <= 0.2 and answer.timings_ms == {"search": 1.0}


def test_a_side_that_no_title_holds_is_asked_of_all_that_was_chosen(sample_index: Index) -> None:
    contents = sample_index.contents
    whole = understand("第十次集体学习和豫西的定位有什么不同？")
    named, unnamed = whole.parts
    assert scope_of(contents, whole, named, ()) == ["第十次集体学习讲话精神_20231127"]
    assert scope_of(contents, whole, unnamed, ()) == ()
    other = ["中共中央政治局会议精神_20231127"]
    assert scope_of(contents, whole, named, other) == other
