"""The planner: which way a question goes, and what of it search is asked. mingce/ask/answer.py, over tests/data/qa."""

from collections.abc import Collection

import pytest

from mingce.ask.question import Question
from mingce.ask.search import Searcher
from mingce.datatypes import Answer
from mingce.errors import UserError
from tests.ask.towns import IDS, Towns, quotes, short_ids

GRANT = "单家最高10万元"


class Search:
    """A search that notes what it was asked and in which documents; with a citation, it finds that."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, set[str]]] = []
        self.citation = None

    def __call__(self, searcher: Searcher, question: Question, doc_ids: Collection[str] = ()) -> Answer:
        self.asked.append((question.text, set(doc_ids)))
        if self.citation is None:
            return Answer(question.raw, False, "没有找到。", 0.1, timings_ms={"search": 1.0})
        return Answer(
            question.raw, True, f"{self.citation.quote}[1]", 0.8, (self.citation,), timings_ms={"search": 1.0}
        )


@pytest.fixture
def search(towns: Towns, monkeypatch: pytest.MonkeyPatch) -> Search:
    found = Search()
    monkeypatch.setattr("mingce.ask.answer.passage", found)
    return found


@pytest.mark.parametrize(
    "question, route",
    [
        ("你好", "talk"),
        ("知识库里有多少份文件", "corpus"),
        ("收录了《著作权法》吗", "corpus"),
        ("清河市民宿措施是谁发的", "metadata"),
        ("著作权法什么时候施行", "metadata"),  # and not its article on that
        ("反洗钱法有几章", "outline"),
        ("清河市民宿措施讲了什么", "outline"),
        ("反洗钱法第四章叫什么", "outline"),  # and not the articles of the chapter
        ("著作权法第三条", "address"),
        ("《著作权法》第一百条", "address"),
    ],
)
def test_the_structure_answers_without_a_search(towns: Towns, search: Search, question: str, route: str) -> None:
    answer = towns.ask(question)
    assert answer.route == route and search.asked == []
    assert answer.timings_ms["total"] > 0


@pytest.mark.parametrize("question", ["甲级民宿怎么评定", "占用人行道会怎么样", "作者的署名能不能改"])
def test_what_the_structure_does_not_answer_is_searched_in_all_documents(
    towns: Towns, search: Search, question: str
) -> None:
    answer = towns.ask(question)
    assert search.asked == [(question, set())]
    assert answer.route == "passage" and not answer.found
    assert set(answer.timings_ms) == {"search", "total"}


@pytest.mark.parametrize(
    "question, names",
    [
        ("《著作权法》对出版者怎么保护的", {"著作权法"}),
        ("清政办规〔2023〕5号里骗取补助的后果", {"清河民宿"}),
        ("清河市城市容貌管理办法允许夜市吗", {"城管办法"}),
        ("2006年的反洗钱法要求银行保密吗", {"反洗钱法2006"}),
    ],
)
def test_a_question_that_names_documents_is_searched_in_them(
    towns: Towns, search: Search, question: str, names: set[str]
) -> None:
    towns.ask(question)
    assert [within for _, within in search.asked] == [{IDS[name] for name in names}]


def test_a_courtesy_is_not_searched(towns: Towns, search: Search) -> None:
    towns.ask("您好，甲级民宿怎么评定？谢谢！")
    assert [text.rstrip("？") for text, _ in search.asked] == ["甲级民宿怎么评定"]


def test_chosen_documents_bind_the_routes_and_the_search(towns: Towns, search: Search) -> None:
    chosen = [towns.document("反洗钱法2006").id]
    assert short_ids(towns.ask("反洗钱法第三条", doc_ids=chosen)) == {"反洗钱法2006"}
    assert not towns.ask("著作权法第三条", doc_ids=chosen).found
    towns.ask("甲级民宿怎么评定", doc_ids=chosen)
    assert search.asked == [("甲级民宿怎么评定", set(chosen))]


@pytest.mark.parametrize(
    "question", ["清河市民宿措施是谁发的", "清河市十四五规划有几章", "清河市民宿措施对夜市怎么规定的"]
)
def test_a_document_that_was_not_chosen_is_not_asked(towns: Towns, search: Search, question: str) -> None:
    chosen = [towns.document("反洗钱法2006").id, towns.document("白石民宿").id]
    assert "清河市人民政府办公室" not in towns.ask(question, doc_ids=chosen).text


def test_a_document_that_is_not_there_cannot_be_chosen(towns: Towns) -> None:
    with pytest.raises(UserError, match="没有编号为“没有的文件”"):
        towns.ask("反洗钱法第三条", doc_ids=["没有的文件"])


def test_each_part_of_a_question_is_answered(towns: Towns, search: Search) -> None:
    text = towns.ask("反洗钱法有几章？著作权法有几章？").text
    assert "《中华人民共和国反洗钱法》共有 5 章" in text and "《中华人民共和国著作权法》共有 4 章" in text
    assert search.asked == []


def test_a_part_that_no_route_answers_is_searched(towns: Towns, search: Search) -> None:
    search.citation = towns.cite("清河民宿", GRANT)
    answer = towns.ask("清河市民宿措施是谁发的？骗取补助会怎么样？")
    assert len(search.asked) == 1 and "骗取补助" in search.asked[0][0]
    assert answer.found and "清河市人民政府办公室文件[1]" in answer.text and f"{GRANT}[2]" in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "反洗钱法第三条是什么内容？清河市燃气管理办法还有效吗？",
        "反洗钱法第三条是什么；清河市燃气管理办法还有效吗",
    ],
)
def test_each_part_of_a_question_goes_its_own_way(towns: Towns, search: Search, question: str) -> None:
    assert quotes(towns.ask(question)) == [
        towns.between("反洗钱法2024", "第三条", "第四条"),
        "经研究，现决定对《清河市燃气管理办法》予以废止。",
    ]


@pytest.mark.parametrize(
    "question, says",
    [
        ("清河市民宿措施是谁发的？开办补助最高能拿到哪种程度？", GRANT),
        ("反洗钱法什么时候施行，有几章？", "5 章"),
    ],
)
def test_no_part_of_a_question_is_dropped(towns: Towns, search: Search, question: str, says: str) -> None:
    search.citation = towns.cite("清河民宿", GRANT)
    assert says in towns.ask(question).text


def test_what_search_finds_is_told_with_the_standing_of_its_document(towns: Towns, search: Search) -> None:
    search.citation = towns.cite("清河民宿", GRANT)
    answer = towns.ask("新开的民宿有补助上限没有")
    assert answer.text.startswith(f"{GRANT}[1]\n提示：") and "已经届满" in answer.text


def test_what_search_finds_of_another_town_is_withdrawn(towns: Towns, search: Search) -> None:
    search.citation = towns.cite("清河民宿", GRANT)
    answer = towns.ask("深圳新开的民宿有补助上限没有")
    assert not answer.found and answer.citations == () and "深圳" in answer.text


RIVER_TOWN = {
    "供水",
    "供热",
    "清河规划",
    "城管办法",
    "废止决定",
    "废止通知",
    "清河民宿",
    "燃气",
    "创新券2020",
    "创新券2023",
}


@pytest.mark.parametrize(
    "question",
    [
        "清河市和白石市的民宿开办补助有什么不同",
        "清河和白石的民宿开办补助有什么不同",
        "清河市民宿措施和白石市民宿措施的开办补助有什么区别",
    ],
)
def test_the_sides_of_a_comparison_are_searched_in_their_own_documents(
    towns: Towns, search: Search, question: str
) -> None:
    towns.ask(question)
    (_, first), (_, second), *_ = search.asked
    assert towns.document("清河民宿").id in first <= {IDS[name] for name in RIVER_TOWN}
    assert second == {towns.document("白石民宿").id}


@pytest.mark.parametrize(
    "question",
    [
        "深圳市民宿措施第二部分",
        "深圳市民宿措施什么时候施行",
        "青山市民宿措施有几个部分",
        "青山市民宿措施是谁发的",
        "青山市民宿措施还有效吗",
        "白石市十四五规划有几章",
        "青山市科技创新券还有效吗",
        "白石市科技创新券管理办法第二条",
    ],
)
def test_one_town_is_never_answered_from_another(towns: Towns, search: Search, question: str) -> None:
    answer = towns.ask(question)
    assert not answer.found and answer.citations == ()


def test_a_meeting_of_another_year_is_not_told(towns: Towns, search: Search) -> None:
    assert "政治局会议" not in short_ids(towns.ask("2025年的政治局会议讲了什么"))


def test_a_name_alone_asks_of_it_what_was_asked_before(towns: Towns, search: Search) -> None:
    assert quotes(towns.ask("那著作权法呢", "反洗钱法第四条")) == [towns.between("著作权法", "第四条", "第二章")]
    assert "1991年6月1日" in towns.ask("著作权法呢？", "反洗钱法什么时候施行").text
    assert search.asked == []


@pytest.mark.parametrize("question", ["著作权法第三条", "反洗钱法第六条第3段", "清河市民宿措施第三部分"])
def test_quotes_of_routes_are_verbatim(towns: Towns, question: str) -> None:
    answer = towns.ask(question)
    for citation in answer.citations:
        text = towns.searcher.contents.by_id[citation.doc_id].text
        assert citation.quote == text[citation.start : citation.end]
        assert f"{citation.quote}[{citation.n}]" in answer.text


@pytest.mark.parametrize(
    "question",
    ["您好，清河市民宿的甲级奖励是多少", "请问清河市民宿甲级奖励多少钱，谢谢！", "清河市民宿措施里甲级民宿奖励多少"],
)
def test_an_amount_is_that_of_the_town_and_told_to_be_over(towns: Towns, search: Search, question: str) -> None:
    """By whatever route; where none is sure, by search."""
    answer = towns.ask(question)
    if answer.route == "passage":
        assert len(search.asked) == 1
    else:
        assert short_ids(answer) == {"清河民宿"} and "20万元" in answer.text and "已经届满" in answer.text


@pytest.mark.parametrize(
    "question, named",
    [
        ("《清河市夜市管理办法》对占用人行道怎么罚", "清河市夜市管理办法"),
        ("清政办规〔2019〕77号对民宿补助多少", "77号"),
    ],
)
def test_what_a_document_that_is_not_there_says_is_not_answered_from_another(
    towns: Towns, search: Search, question: str, named: str
) -> None:
    search.citation = towns.ask("清河市民宿措施第一条").citations[0]  # what a search might bring
    answer = towns.ask(question)
    assert not answer.found and named in answer.text


@pytest.mark.parametrize("question", ["<script>alert(1)</script>", "DROP TABLE users;", "😀 lorem ipsum"])
def test_a_question_in_no_words_of_the_corpus_is_refused(towns: Towns, question: str) -> None:
    assert not towns.ask(question).found


def test_a_question_in_pinyin_is_answered(towns: Towns) -> None:
    assert towns.ask("zhuzuoquan fa diyi tiao").route == "address"


@pytest.mark.parametrize("question", ["旧法呢", "老版本的呢，也是这么多条？"])
def test_another_version_is_asked_what_the_question_before_asked(towns: Towns, search: Search, question: str) -> None:
    answer = towns.ask(question, "反洗钱法有几章")
    assert short_ids(answer) == {"反洗钱法2006"} and "《中华人民共和国反洗钱法》共有" in answer.text


def test_one_route_answers_what_a_comma_divides(towns: Towns, search: Search) -> None:
    answer = towns.ask("反洗钱法有几章，各叫什么名字，从第一章列起")
    assert "共有 5 章" in answer.text and len(answer.citations) == 5 and search.asked == []


def test_a_route_keeps_to_the_place_that_is_asked(towns: Towns, search: Search) -> None:
    answer = towns.ask("乌鲁木齐的白石市民宿措施有几个部分")
    assert answer.route == "outline" and not answer.found and "乌鲁木齐" in answer.text and answer.citations == ()


def test_another_document_is_asked_the_same(towns: Towns, search: Search) -> None:
    answer = towns.ask("那著作权法呢，也是五章吗", "反洗钱法有几章")
    assert "《中华人民共和国著作权法》共有 4 章" in answer.text and search.asked == []


def test_what_search_finds_is_told_its_place_where_that_is_asked(towns: Towns, search: Search) -> None:
    search.citation = towns.cite("著作权法", "著作权包括下列人身权和财产权")
    answer = towns.ask("稿费到底算谁的，写在哪一条")
    assert answer.route == "passage" and "第六条第一款：著作权包括下列人身权和财产权[1]" in answer.text
