"""What applies to a reader: the groups, what was left out and why, and the tables that are exported."""

from pathlib import Path

import pytest

from mingce.applies.applies import (
    GOVERNMENT,
    GROUPS,
    MAY,
    MUST,
    MUST_NOT,
    Applicable,
    Catalogue,
    Chips,
    Concern,
    applies,
    coverage,
    find,
    report,
    understood,
)
from mingce.documents.build import build
from mingce.errors import UserError
from mingce.export.report import Table
from mingce.index import Index
from mingce.models.encode import Encoder

DESCRIPTIONS = [
    "我们是做食品的小厂",
    "俺们是个小作坊，做豆腐的",
    "我在洛阳开了家建筑公司",
    "搞检测的",
    "做外贸的小老板",
    "养殖大户",
    "没有行业的乱写 asdf",
]
REPEALED = "食品条例\n（2005年3月1日通过）\n第一条 食品生产企业应当每年检查一次设备并且做好记录。"
IN_FORCE = (
    "食品安全条例\n（2020年3月1日通过）\n第一条 食品生产企业应当每季度检查一次设备。\n第二条 任何单位和个人不得伪造检验报告。\n"
    "第三条 银行应当建立客户档案。\n第四条 市场监督管理部门应当公布食品抽检结果。\n第五条 建筑施工企业应当配备安全员。\n"
    "第六条 本条例自2020年5月1日起施行。《食品条例》同时废止。"
)
YEARLY = (
    "2021年政府工作报告\n（2021年1月20日）\n一、今年工作\n必须扩大食品出口。支持食品企业技术改造，给予每户50万元补助。"
)


@pytest.fixture(scope="module")
def catalogue(sample_index: Index) -> Catalogue:
    return Catalogue.read(sample_index.contents)


@pytest.fixture
def small(tmp_path: Path, encoder: Encoder) -> Catalogue:
    (tmp_path / "corpus").mkdir()
    for name, text in {"旧": REPEALED, "新": IN_FORCE, "报告": YEARLY}.items():
        (tmp_path / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    build(tmp_path / "corpus", tmp_path / "index", encoder)
    return Catalogue.read(Index.open(tmp_path / "index", encoder).contents)


def all_of(found: Applicable) -> list[Concern]:
    return [concern for group in found.groups.values() for concern in group]


@pytest.mark.parametrize("description", DESCRIPTIONS)
def test_every_measure_is_in_one_group_or_among_the_others(catalogue: Catalogue, description: str) -> None:
    found = applies(catalogue, words=description)
    assert tuple(found.groups) == GROUPS
    places = [(c.measure.doc_id, c.measure.start, c.measure.end) for c in (*all_of(found), *found.others)]
    assert sorted(places) == sorted((m.doc_id, m.start, m.end) for m, _ in catalogue.cited_measures)
    assert all(c.measure.why for c in (*all_of(found), *found.others))  # why listed, and why not
    assert f"其中 {found.count} 条" in coverage(found)
    for group in found.groups.values():
        general = [concern.judgement.is_general for concern in group]
        assert general == sorted(general)  # what names the reader comes first


def test_every_quote_is_verbatim(catalogue: Catalogue) -> None:
    found = applies(catalogue, words="我们是做食品的小厂")
    for concern in (*all_of(found), *found.others):
        citation = concern.citation
        assert citation.quote == catalogue.documents[citation.doc_id].text[citation.start : citation.end]
        assert citation.quote == concern.measure.quote and citation.path == concern.measure.section_path


def test_a_citation_is_the_one_that_the_index_makes(sample_index: Index, catalogue: Catalogue) -> None:
    for measure, citation in catalogue.cited_measures[::25]:
        made = sample_index.cite(measure.doc_id, measure.start, measure.end)
        assert (made.place, made.page, made.speaker) == (citation.place, citation.page, citation.speaker)


def test_reading_tells_how_far_it_is(sample_index: Index) -> None:
    told: list[int] = []
    Catalogue.read(sample_index.contents, told.append)
    assert told == [1, 2, 3]


def test_chips_and_words_say_the_same(catalogue: Catalogue) -> None:
    by_words = applies(catalogue, words="我们是做食品的小厂")
    by_chips = applies(catalogue, Chips(industries=["食品"], sizes=["小微企业"]))
    assert understood(by_chips.profile) == understood(by_words.profile)
    assert by_chips.count and {c.measure.quote for c in all_of(by_chips)} == {c.measure.quote for c in all_of(by_words)}


def test_chips_and_words_are_joined(catalogue: Catalogue) -> None:
    found = applies(catalogue, Chips(regions=["洛阳"]), "盖房子的")
    assert understood(found.profile) == "行业：建筑；地区：洛阳" and found.description == "洛阳，盖房子的"


def test_a_builder_is_not_told_of_food(catalogue: Catalogue) -> None:
    quotes = "".join(c.measure.quote for c in all_of(applies(catalogue, words="我在洛阳开了家建筑公司")))
    assert "装配式建筑" in quotes and "肉制品" not in quotes


def test_nothing_said_is_asked_for(catalogue: Catalogue) -> None:
    with pytest.raises(UserError, match="还没有说明您是谁"):
        applies(catalogue, Chips(), "  ")


def test_unknown_words_find_nothing_and_the_report_says_so(catalogue: Catalogue) -> None:
    found = applies(catalogue, words="asdf")
    assert found.count == 0 and understood(found.profile) == ""
    made = report(found)
    assert "没有找到" in made.blocks[0].text and "没有列出不等于没有政策" in made.notes[-1]
    (searched,) = [block for block in made.blocks if isinstance(block, Table)]
    assert [row.cells[0] for row in searched.rows] == [document.title for document in found.documents]


def test_the_report_has_a_row_for_each_measure(catalogue: Catalogue) -> None:
    found = applies(catalogue, words="我们是做食品的小厂")
    *tables, _ = [block for block in report(found).blocks if isinstance(block, Table)]
    assert [len(t.rows) for t in tables] == [len(group) for group in found.groups.values() if group]
    for table in tables:
        for row in table.rows:
            assert len(row.cells) == len(table.header) and row.citation is not None


def test_the_four_groups(small: Catalogue) -> None:
    groups = applies(small, words="我们是做食品的小厂").groups
    assert [c.measure.doc_id for c in groups[MUST]] == ["新", "旧"]  # what is in force first
    assert groups[MUST][0].doubt == "" and "同时废止" in groups[MUST][1].doubt
    assert [c.measure.actor for c in groups[MUST_NOT]] == ["任何单位和个人"] and groups[MUST_NOT][
        0
    ].judgement.is_general
    assert ["50万元" in c.measure.amount for c in groups[MAY]] == [True]
    # what an office must do is no duty of the reader, nor what a report asks of nobody by name
    assert [c.measure.quote[:7] for c in groups[GOVERNMENT]] == ["市场监督管理部", "必须扩大食品出"]


def test_what_was_left_out_says_why_and_can_be_searched(small: Catalogue) -> None:
    others = applies(small, words="我们是做食品的小厂").others
    assert {c.measure.quote[:2]: c.measure.why for c in others} == {"银行": "只对银行说", "建筑": "只涉及建筑施工"}
    assert find(others, "安全员 食品安全条例") == [others[-1]] and find(others, "") == list(others)
    assert find(others, "没有的字") == []


def test_a_report_of_a_past_year_is_marked(small: Catalogue) -> None:
    (support,) = applies(small, words="我们是做食品的小厂").groups[MAY]
    assert support.doubt.startswith("这是2021年的工作报告")
