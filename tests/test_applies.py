"""What applies to a reader: the groups, what was left out and why, and the tables that are exported."""

import pytest

from mingce.applies import GROUPS, Catalogue, applies, coverage, report
from mingce.errors import UserError
from mingce.index import Index
from mingce.report import Table

DESCRIPTIONS = ["我们是做食品的小厂", "我在洛阳开了家建筑公司", "搞检测的", "养殖大户", "asdf 没有行业"]


@pytest.fixture(scope="module")
def catalogue(sample_index: Index) -> Catalogue:
    return Catalogue(sample_index)


@pytest.mark.parametrize("description", DESCRIPTIONS)
def test_every_measure_is_in_one_group_or_among_the_others(catalogue: Catalogue, description: str):
    found = applies(catalogue, words=description)
    assert list(found.groups) == list(GROUPS)
    assert found.count + len(found.others) == len(catalogue.measures)
    for name, concerns in found.groups.items():
        for concern in concerns:
            assert concern.measure.strength in GROUPS[name] and concern.measure.why
    assert f"其中 {found.count} 条" in coverage(found)


def test_every_quote_is_verbatim(catalogue: Catalogue):
    found = applies(catalogue, words="我们是做食品的小厂")
    for concern in (*(c for group in found.groups.values() for c in group), *found.others):
        citation = concern.citation
        assert citation.quote == catalogue.documents[citation.doc_id].text[citation.start : citation.end]
        assert citation.quote == concern.measure.quote and citation.path == concern.measure.section_path


def test_chips_and_words_say_the_same(catalogue: Catalogue):
    by_words = applies(catalogue, words="我们是做食品的小厂")
    by_chips = applies(catalogue, ["食品", "小微企业"])
    assert by_chips.count and {c.measure.quote for c in by_chips.groups["可以争取"]} == {
        c.measure.quote for c in by_words.groups["可以争取"]
    }


def test_a_builder_is_not_told_of_food(catalogue: Catalogue):
    found = applies(catalogue, words="我在洛阳开了家建筑公司")
    quotes = "".join(c.measure.quote for group in found.groups.values() for c in group)
    assert "装配式建筑" in quotes and "肉制品" not in quotes


def test_nothing_said_is_asked_for(catalogue: Catalogue):
    with pytest.raises(UserError, match="还没有说明您是谁"):
        applies(catalogue, (), "  ")


def test_unknown_words_find_nothing_and_the_report_says_so(catalogue: Catalogue):
    found = applies(catalogue, words="asdf")
    assert found.count == 0
    made = report(found)
    assert not any(isinstance(block, Table) for block in made.blocks)
    assert "没有找到" in made.blocks[0].text and "没有列出不等于没有政策" in made.notes[1]


def test_the_report_has_a_row_for_each_measure(catalogue: Catalogue):
    found = applies(catalogue, words="我们是做食品的小厂")
    tables = [block for block in report(found).blocks if isinstance(block, Table)]
    assert [len(t.rows) for t in tables] == [len(group) for group in found.groups.values() if group]
    for table in tables:
        for row in table.rows:
            assert len(row.cells) == len(table.header) and row.citation is not None


def test_a_repealed_document_is_marked(tmp_path, encoder):
    from mingce.build import build

    (tmp_path / "corpus").mkdir()
    for name, text in {
        "旧": "食品条例\n（2005年3月1日通过）\n第一条 食品生产企业应当每年检查一次设备并且做好记录。",
        "新": "食品安全条例\n（2020年3月1日通过）\n第一条 食品生产企业应当每季度检查一次设备。\n"
        "第二条 本条例自2020年5月1日起施行。《食品条例》同时废止。",
    }.items():
        (tmp_path / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    build(tmp_path / "corpus", tmp_path / "index", encoder)
    found = applies(Catalogue(Index.open(tmp_path / "index", encoder)), words="我们是做食品的小厂")
    duties = found.groups["必须做到"]
    assert [c.measure.doc_id for c in duties] == ["新", "旧"]  # what is in force first
    assert duties[0].doubt == "" and "同时废止" in duties[1].doubt
