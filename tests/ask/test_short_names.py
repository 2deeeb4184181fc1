"""Names that leave characters of a title out: mingce/ask/short_names.py."""

import pytest

from mingce.ask.short_names import ShortName, ShortNames
from mingce.datatypes import Document

TITLES = (
    ("中华人民共和国政府采购法", "全国"),
    ("中华人民共和国政府采购法实施条例", "全国"),
    ("上海市非物质文化遗产保护条例", "上海市"),
    ("国家自然科学基金条例", "全国"),
    ("无人驾驶航空器飞行管理暂行条例", "全国"),
    ("青海省中医药发展规划", "青海省"),
    ("公共场所卫生管理条例实施细则", "全国"),
)
DOCUMENTS = [Document(str(n), title, "", f"{n}.txt", region=region) for n, (title, region) in enumerate(TITLES)]


def short_name(text: str, documents: list[Document]) -> ShortName | None:
    return ShortNames(documents).first(text)


@pytest.mark.parametrize(
    "text, title",
    [
        ("政采法 第3条 原文", "中华人民共和国政府采购法"),
        ("上海那部非遗条例最后一条", "上海市非物质文化遗产保护条例"),
        ("请问国自然条例总共有多少条", "国家自然科学基金条例"),
        ("无人机条例第三十一条", "无人驾驶航空器飞行管理暂行条例"),  # by its official counterpart
        ("青海中医药规划分几部分", "青海省中医药发展规划"),
    ],
)
def test_the_document_that_has_the_characters_in_their_order(text: str, title: str) -> None:
    found = short_name(text, DOCUMENTS)
    assert found is not None and [d.title for d in found.documents] == [title]


@pytest.mark.parametrize(
    "text",
    [
        "北京那部非遗条例最后一条",  # of another place
        "政采法实施办法第三条",  # rules that are not there are not the law
        "国境卫生检疫法实施细则第5条",  # 实施细则 alone tells no document
        "这个条例有几章",
        "怎么执法第三条",
        "符合条例规定吗",
    ],
)
def test_no_name_where_nothing_is_shortened_or_it_is_another_one(text: str) -> None:
    assert short_name(text, DOCUMENTS) is None


def test_a_name_that_fits_two_documents_means_none() -> None:
    two = [Document("a", "城市供热条例", "", "a.txt"), Document("b", "城镇供热条例", "", "b.txt")]
    assert short_name("城供热条例第一条", two) is None


def test_the_span_is_that_of_the_name() -> None:
    text = "麻烦看看政采法第十条"
    found = short_name(text, DOCUMENTS)
    assert found is not None and text[found.start : found.end].endswith("政采法") and text[found.end :] == "第十条"
