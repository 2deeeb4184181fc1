"""Which sides a question compares, and what is asked of both."""

from pathlib import Path

import pytest

from mingce.ask.comparison import Side, compare, sides_of, topic_of
from mingce.ask.question import Question, understand
from mingce.ask.routes.asked import Asked
from mingce.ask.search import Searcher
from mingce.datatypes import Answer
from mingce.documents.build import build
from mingce.store.folder import open_contents
from tests.conftest import CountingEncoder

DOCUMENTS = {
    "青山市促进湿地旅游若干措施.txt": "青山市人民政府关于促进湿地旅游的若干措施\n2023年5月1日\n一、补贴。对湿地民宿每家补贴3000元。",
    "白水市促进湿地旅游若干措施.txt": "白水市人民政府关于促进湿地旅游的若干措施\n2023年6月1日\n一、补贴。对湿地民宿每家补贴2000元。",
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


def asked(searcher: Searcher, text: str) -> Asked:
    question = understand(text, (), searcher.vocabulary)
    return Asked(question, searcher.names.named(question.plain), searcher, ())


@pytest.mark.parametrize(
    "text, names",
    [
        ("青山市和白水市的民宿补贴有什么不同", ["青山市", "白水市"]),
        ("青山市民宿补贴多少，黑土市呢？", ["青山市", "黑土市"]),
        ("湿地保护条例新旧两版的管理部门有什么区别", ["2015年1月1日的版本", "2023年1月1日的版本"]),
        ("青山市的民宿补贴是多少", []),
        ("湿地保护条例由谁管理", []),
    ],
)
def test_sides(searcher: Searcher, text: str, names: list[str]) -> None:
    assert [side.name for side in sides_of(asked(searcher, text))] == names


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
    assert topic in topic_of(text, "", [Side(name, (), name) for name in said])
