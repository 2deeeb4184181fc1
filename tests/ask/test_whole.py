"""A rule is quoted with its exception, and a sentence with what it refers to."""

from pathlib import Path

import pytest

from mingce.ask.whole import whole_evidence
from mingce.documents.build import build
from mingce.index import Index
from mingce.store.contents import Contents

LAW = """河道管理条例
第一条 禁止擅自填堵河道。
确需填堵河道的，应当经市人民政府批准。
第二条 河道两侧不得堆放物料。但抢险物料除外。
第三条 采砂实行许可制度。许可证有效期一年。
第四条 申请人应当提交下列材料：
（一）申请书；
（二）方案。
符合前款规定的，应当在十日内办结。
第五条 市水务局负责巡查。其派出机构可以委托他人。其他单位应当配合。
第六条 举报由所在地的乡镇处理。
法律、行政法规另有规定的，从其规定。
第七条 过境船舶应当缴费。外国船舶不得停泊，但国家另有规定的除外。
第八条 船舶应当登记。
登记应当年检。
前款规定不适用于渔船。
第九条 取水应当缴纳水费。
抗旱取水的，免交前款规定的费用。
第十条 任何单位和个人不得擅自占用、挖掘堤防。因特殊情况确需挖掘的，应当报市人民政府审批。
工程完工后，应当及时恢复原状。
第十一条 禁止在库区养殖。
库区由水务局管理。因科研需要养殖的，依照有关规定执行。
第十二条 不得在夜间采砂。因抢修需要运输的，应当报水务局批准。"""


@pytest.fixture
def contents(tmp_path: Path, encoder) -> Contents:  # type: ignore[no-untyped-def]
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "河道.txt").write_text(LAW, encoding="utf-8")
    build(tmp_path / "texts", tmp_path / "index", encoder)
    return Index.open(tmp_path / "index", encoder).contents


def row_of(contents: Contents, words: str) -> int:
    (row,) = [row for row in range(len(contents.sentences)) if words in contents.sentence_text(row)]
    return row


@pytest.mark.parametrize(
    "quoted, added",
    [
        ("禁止擅自填堵河道", ["确需填堵河道的，应当经市人民政府批准。"]),  # a permission that speaks of the same
        ("不得堆放物料", ["但抢险物料除外。"]),
        ("但抢险物料除外", ["第二条 河道两侧不得堆放物料。"]),
        ("采砂实行许可制度", []),
        ("许可证有效期一年", []),
        ("符合前款规定的", ["第四条 申请人应当提交下列材料："]),  # what opens the items of the paragraph before
        ("其派出机构", ["第五条 市水务局负责巡查。"]),
        ("其他单位", []),
        ("举报由所在地", ["法律、行政法规另有规定的，从其规定。"]),
        ("过境船舶应当缴费", []),  # the next sentence has an exception of its own
        ("船舶应当登记", []),
        ("登记应当年检", ["前款规定不适用于渔船。"]),
        ("前款规定不适用", ["登记应当年检。"]),
        ("免交前款规定的费用", ["第九条 取水应当缴纳水费。"]),  # anywhere in the sentence
        ("因特殊情况确需挖掘", ["第十条 任何单位和个人不得擅自占用、挖掘堤防。"]),
        ("不得擅自占用、挖掘堤防", ["因特殊情况确需挖掘的，应当报市人民政府审批。"]),
        ("因科研需要养殖", ["第十一条 禁止在库区养殖。"]),  # one sentence between them
        ("及时恢复原状", []),
        ("因抢修需要运输", []),  # it permits another thing than what was forbidden
    ],
)
def test_what_belongs_to_a_quote(contents: Contents, quoted: str, added: list[str]) -> None:
    rows = whole_evidence(contents, [row_of(contents, quoted)])
    assert [contents.sentence_text(row) for row in rows] == added


def test_what_is_quoted_is_not_added_again_and_the_order_is_that_of_reading(contents: Contents) -> None:
    rule, exception = row_of(contents, "不得堆放物料"), row_of(contents, "但抢险物料除外")
    assert whole_evidence(contents, [rule, exception]) == []
    both = whole_evidence(contents, [row_of(contents, "举报由所在地"), row_of(contents, "禁止擅自填堵河道")])
    assert both == sorted(both) and len(both) == 2


def test_few_sentences_of_the_sample_corpus_need_another(sample_index: Index) -> None:
    contents = sample_index.contents
    needing = [row for row in range(len(contents.sentences)) if whole_evidence(contents, [row])]
    assert len(needing) <= 0.01 * len(contents.sentences)
