"""Which sides a question compares, and what is asked of both."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import pytest

from mingce.ask.answer import ROUTES
from mingce.ask.comparison import Side, compare, sets_apart, sides_of, topic_of
from mingce.ask.naming import Named
from mingce.ask.question import Question, understand
from mingce.ask.routes.asked import Asked
from mingce.ask.routes.voice import answer_of
from mingce.ask.search import Searcher
from mingce.datatypes import Answer
from mingce.documents.build import build
from mingce.store.folder import open_contents
from tests.conftest import CountingEncoder

DOCUMENTS = {
    "青山市促进湿地旅游若干措施.txt": "青山市人民政府关于促进湿地旅游的若干措施\n2023年5月1日\n一、补贴。对湿地民宿每家补贴3000元。",
    "白水市促进湿地旅游若干措施.txt": "白水市人民政府关于促进湿地旅游的若干措施\n2023年6月1日\n一、补贴。对湿地民宿每家补贴2000元。",
    "林地保护条例_20180101.txt": "林地保护条例\n（2018年1月1日公布）\n第一条 林地归国家所有。\n第二条 林地由林业部门管理。\n第三条 本条例自2018年5月1日起施行。",
    "湿地保护条例_20150101.txt": "湿地保护条例\n（2015年1月1日公布）\n第一条 湿地由林业部门管理。\n第二条 本条例自2015年2月1日起施行。",
    "湿地保护条例_20230101.txt": "湿地保护条例\n（2015年1月1日公布 2023年1月1日修订）\n第一条 湿地由自然资源部门管理。\n第二条 本条例自2023年2月1日起施行。",
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    folder: Path = tmp_path_factory.mktemp("comparison")
    (folder / "corpus").mkdir()
    for name, text in DOCUMENTS.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    encoder = CountingEncoder()
    build(folder / "corpus", folder / "index", encoder)
    return Searcher(open_contents(folder / "index")[1], encoder)


def asked(searcher: Searcher, text: str, *before: str) -> Asked:
    question = understand(text, [{"role": "user", "content": one} for one in before], searcher.vocabulary)
    return Asked(question, searcher.names.named(question.plain, question.history), searcher, ())


def by_route(searcher: Searcher, text: str, *before: str) -> Answer | None:
    """What the sides say by the structure of their documents."""
    of = asked(searcher, text, *before)

    def search(part: Question, doc_ids: Collection[str]) -> Answer:
        documents = tuple(searcher.contents.by_id[doc_id] for doc_id in doc_ids)
        named = Named(documents, (), part.text, True, True)
        own = replace(of, question=replace(part, plain=part.text), named=named, doc_ids=doc_ids)
        found = next((r for route in ROUTES if (r := route(own)) is not None), None)
        return answer_of(own, found) if found else Answer(part.raw, False, "", 0.0)

    sides = sides_of(of)
    return compare(of, sides, search) if sides else None


def test_of_two_days_it_is_said_which_is_the_earlier_one(searcher: Searcher) -> None:
    answer = by_route(searcher, "湿地保护条例新旧两版哪个施行得早")
    assert answer is not None and answer.text.split("\n")[-1] == "2015年1月1日的版本更早。"
    assert ["2015年2月1日" in answer.citations[0].quote, "2023年2月1日" in answer.citations[1].quote] == [True, True]


def test_the_difference_of_two_counts_is_computed(searcher: Searcher) -> None:
    answer = by_route(searcher, "湿地保护条例和林地保护条例，条数相差几条")
    assert answer is not None
    assert "共有 2 条" in answer.text and "共有 3 条" in answer.text
    assert answer.text.split("\n")[-1] == "《林地保护条例》更多，相差 1 条。"
    assert [(one.value, one.unit, one.expression) for one in answer.computed] == [("1", "条", "3-2=1")]


def test_a_document_that_is_not_there_is_said_to_be_missing(searcher: Searcher) -> None:
    answer = by_route(searcher, "湿地保护条例和森林法，哪个施行得早")
    assert answer is not None and answer.found
    assert answer.text.split("\n")[-1] == "【森林法】已收录的文件里没有森林法。"


def test_the_unit_of_the_talk_is_compared_in_both_versions(searcher: Searcher) -> None:
    answer = by_route(searcher, "这条和老的差在哪儿", "湿地保护条例第一条")
    assert answer is not None
    assert [c.quote for c in answer.citations] == ["第一条 湿地由林业部门管理。", "第一条 湿地由自然资源部门管理。"]


def test_the_document_of_the_talk_is_a_side_too(searcher: Searcher) -> None:
    sides = sides_of(asked(searcher, "那林地保护条例呢，两份文件的施行时间放一起说", "湿地保护条例何时施行"))
    assert [side.name for side in sides] == ["《湿地保护条例》", "《林地保护条例》"]


@pytest.mark.parametrize(
    "text, names",
    [
        ("青山市和白水市的民宿补贴有什么不同", ["青山市", "白水市"]),
        ("青山市民宿补贴多少，黑土市呢？", ["青山市", "黑土市"]),
        ("湿地保护条例新旧两版的管理部门有什么区别", ["2015年1月1日的版本", "2023年1月1日的版本"]),
        ("湿地保护条例2015版和2023版的管理部门分别是谁", ["2015年1月1日的版本", "2023年1月1日的版本"]),
        ("湿地保护条例2010版和2023版的管理部门有何不同", ["2010年的版本", "2023年1月1日的版本"]),
        ("湿地保护条例修订之后管理部门变了没，和原来的差在哪", ["2015年1月1日的版本", "2023年1月1日的版本"]),
        ("湿地保护条例和森林法，哪个施行得早", ["《湿地保护条例》", "森林法"]),
        ("湿地保护条例15版和23版的管理部门对着看", ["2015年1月1日的版本", "2023年1月1日的版本"]),
        ("住宿补贴标准 甲级民宿VS乙级民宿", ["甲级民宿", "乙级民宿"]),
        ("民宿补贴：2022年实发数 vs 2023年计划数", ["2022年实发数", "2023年计划数"]),
        ("民宿补贴22年和23年各是多少元", ["2022年", "2023年"]),
        ("“十三五”湿地面积增了多少，“十四五”打算增多少，做个对照", ["“十三五”", "“十四五”"]),
        ("林业部门跟自然资源部门，一个管啥一个管啥？", ["林业部门", "自然资源部门"]),
        ("这两个条例哪个条数多，各几条？（林地保护条例、湿地保护条例）", ["《林地保护条例》", "《湿地保护条例》"]),
        ("湿地保护条例第一条和第二条有什么区别", []),
        ("青山市的民宿补贴是多少", []),
        ("湿地保护条例由谁管理", []),
    ],
)
def test_sides(searcher: Searcher, text: str, names: list[str]) -> None:
    assert [side.name for side in sides_of(asked(searcher, text))] == names


def test_each_of_two_times_is_asked_the_whole_question(searcher: Searcher) -> None:
    by_plan = sides_of(asked(searcher, "“十三五”湿地面积增了多少，“十四五”打算增多少，做个对照"))
    assert [side.asks for side in by_plan] == ["“十三五”湿地面积增了多少", "“十四五”湿地面积增了多少"]
    by_year = sides_of(asked(searcher, "民宿补贴22年和23年各是多少元"))
    assert [side.asks for side in by_year] == ["民宿补贴2022年多少元", "民宿补贴2023年多少元"]


def test_a_thing_beside_what_the_talk_was_about(searcher: Searcher) -> None:
    sides = sides_of(asked(searcher, "跟乙级民宿比呢，差多少钱", "甲级民宿补贴多少"))
    assert [side.asks for side in sides] == ["甲级民宿补贴多少", "乙级民宿，甲级民宿补贴多少"]
    assert sides_of(asked(searcher, "跟乙级民宿比，是高了还是低了", "甲级民宿补贴多少")) == []


def test_a_side_is_searched_in_its_own_documents(searcher: Searcher) -> None:
    sides = sides_of(asked(searcher, "青山市和白水市的民宿补贴有什么不同"))
    titles = [[searcher.contents.by_id[doc_id].title[:3] for doc_id in side.doc_ids] for side in sides]
    assert titles == [["青山市"], ["白水市"]]


def test_a_side_without_documents_is_said_to_be_missing(searcher: Searcher) -> None:
    of = asked(searcher, "青山市和黑土市的民宿补贴有什么不同")

    def search(question: Question, doc_ids: object) -> Answer:
        (doc_id,) = doc_ids  # type: ignore[misc]  # one document of the one side that there is
        text = searcher.contents.by_id[doc_id].text
        start = text.index("对湿地")
        quote = searcher.contents.cite(doc_id, start, len(text), 1)
        return Answer(question.raw, True, f"{quote.quote}[1]", 0.9, (quote,))

    answer = compare(of, sides_of(of), search)
    assert answer is not None and answer.found and answer.route == "comparison"
    assert answer.text.split("\n") == [
        "【青山市】对湿地民宿每家补贴3000元。[1]",
        "【黑土市】已收录的文件没有写明，没有收录黑土市的文件。",
    ]


@pytest.mark.parametrize(
    "text, said, topic",
    [
        ("青海和重庆的稳岗返还政策比一比", ("青海", "重庆"), "稳岗返还政策"),
        ("租国有房子的，青海减免几个月房租？重庆呢？", ("青海", "重庆"), "减免几个月房租"),
        ("对比云南、四川两省的贫血率控制目标", ("云南", "四川"), "贫血率控制目标"),
    ],
)
def test_topic(text: str, said: tuple[str, str], topic: str) -> None:
    assert topic in topic_of(text, [Side(name, (), name) for name in said])


@pytest.mark.parametrize(
    "text, topic",
    [
        ("□与□哪个施行得更早", "施行时间"),
        ("□和□，谁先发布", "发布时间"),
        ("□和□哪部条文更多", "一共几条"),
        ("新旧两部□条数差几条", "一共几条"),
        ("□新版比旧版多了几章", "一共几章"),
        ("那跟□比呢，增长目标哪个高", "增长目标"),
        ("□、□对奖励标准的提法 对比一下", "对奖励标准的提法"),
    ],
)
def test_topic_of_documents_is_said_as_a_route_reads_it(text: str, topic: str) -> None:
    assert topic_of(text, [Side("《甲》", (), "□"), Side("《乙》", (), "□")]) == topic


def test_a_body_of_two_places_is_named_once() -> None:
    sides = [Side("福建", (), "福建"), Side("浙江", (), "浙江")]
    assert topic_of("福建省发改委和浙江省发改委，行政编制谁多", sides) == "发改委，行政编制"


@pytest.mark.parametrize(
    "text, is_apart",
    [
        ("两部条例条数差几条", True),
        ("哪个施行得更早", True),
        ("谁的编制多", True),
        ("跟老版比，改了些啥", True),
        ("这份办法是谁印发的，哪天施行", False),
        ("申请要交哪些材料", False),
        ("哪个部门负责多式联运", False),
    ],
)
def test_a_question_that_sets_apart(text: str, is_apart: bool) -> None:
    assert sets_apart(text) is is_apart
