"""Documents that are described by some words of their titles, over tests/data/qa: mingce/ask/title_words.py."""

import pytest

from mingce.ask.title_words import TitleWords
from mingce.datatypes import Document
from tests.ask.towns import IDS, Towns


@pytest.mark.parametrize(
    "question, names, words",
    [
        ("清河市民宿措施是哪个单位发的", {"清河民宿"}, "清河市民宿措施"),
        ("白石市民宿措施有几个部分", {"白石民宿"}, "白石市民宿措施"),
        ("请问白石的民宿措施什么时候施行", {"白石民宿"}, "白石的民宿措施"),
        ("质量强省实施意见第三部分", {"质量意见"}, "质量强省实施意见"),
        ("河南质量强省实施意见有几个部分", {"质量意见"}, "河南质量强省实施意见"),
        ("清河市十四五规划有几章", {"清河规划"}, "清河市十四五规划"),
        ("国民经济和社会发展第十四个五年规划第三章", {"清河规划"}, "国民经济和社会发展第十四个五年规划"),
        ("第十次集体学习讲话讲了什么", {"集体学习"}, "第十次集体学习讲话"),
        ("政治局会议什么时候召开的", {"政治局会议"}, "政治局会议"),
        ("科技创新券管理办法还有效吗", {"创新券2020", "创新券2023"}, "科技创新券管理办法"),  # all versions of it
    ],
)
def test_words_of_one_title_describe_it(towns: Towns, question: str, names: set[str], words: str) -> None:
    found = towns.searcher.names.title_words.described(question)
    assert found is not None and not found.is_another
    assert {document.id for group in found.documents for document in group} == {IDS[name] for name in names}
    assert question[found.start : found.end] == words


@pytest.mark.parametrize(
    "question",
    [
        "甲级民宿奖励多少钱",
        "管理办法什么时候施行",
        "清河市的规定有哪些",
        "什么时候施行",
        "",
    ],
)
def test_words_of_several_titles_or_of_none_describe_nothing(towns: Towns, question: str) -> None:
    assert towns.searcher.names.title_words.described(question) is None


@pytest.mark.parametrize(
    "question",
    ["深圳市科技创新券管理办法还有效吗", "湖北质量强省实施意见什么时候发的", "白石市科技创新券办法什么时候施行"],
)
def test_a_title_with_another_place_is_of_another_document(towns: Towns, question: str) -> None:
    found = towns.searcher.names.title_words.described(question)
    assert found is not None and found.is_another


def _plans() -> TitleWords:
    titles = (
        "白石市2023年工作要点",
        "清河市数据基础设施建设行动方案（2024-2026年）",
        "国务院关于雄安新区总体规划的批复",
        "青海省促进服务业发展十条措施",
        "粮食储备条例",
    )
    return TitleWords([Document(str(row), title, f"{title}\n正文。", "a.txt") for row, title in enumerate(titles)])


@pytest.mark.parametrize(
    "question, row, is_another",
    [
        ("白石市2023年工作要点讲了什么", 0, False),
        ("白石市2025年工作要点讲了什么", 0, True),  # of another year
        ("数据基础设施建设行动方案2025年的目标", 1, False),  # within its years
        ("数据基础设施建设行动方案2028年的目标", 1, True),
        ("数据基础设施建设行动方案里2028年的目标", 1, False),  # a year of the content
        ("雄安总体规划批复是哪天发的", 2, False),
        ("青海十条措施有哪些", 3, False),
    ],
)
def test_the_years_of_a_title_bind(question: str, row: int, is_another: bool) -> None:
    found = _plans().described(question)
    assert found is not None
    assert [document.id for group in found.documents for document in group] == [
        str(row)
    ] and found.is_another == is_another


def test_what_a_document_calls_the_body_of_its_title_describes_it() -> None:
    titles = ("清河市数据标准化技术委员会关于征集成员单位的通知", "清河市财政局关于征集意见的通知")
    called = "清河市数据标准化技术委员会（以下简称“清河数标委”）征集成员。"
    words = TitleWords([Document(str(row), title, f"{title}\n{called}", "a.txt") for row, title in enumerate(titles)])
    found = words.described("数标委通知是哪天发的")
    assert found is not None and [document.id for group in found.documents for document in group] == ["0"]
    assert words.described("这文件发给哪些单位的") is None  # "单位的" tells nothing


def test_a_city_lies_in_the_province_of_a_document() -> None:
    document = Document("0", "广东省政务数据共享管理办法", "正文。", "a.txt", region="广东省")
    found = TitleWords([document]).described("政务数据共享管理办法对惠州有什么要求")
    assert found is not None and not found.is_another


def test_only_chosen_documents_are_described() -> None:
    assert _plans().described("雄安总体规划批复是哪天发的", doc_ids=["4"]) is None


def test_a_number_is_not_cut_into_words() -> None:
    words = TitleWords([Document("0", "2023年工作要点", "正文", "a.txt"), Document("1", "粮食条例", "正文", "b.txt")])
    assert words.described("20231个工作要点") is None or words.described("20231个工作要点").start > 4


@pytest.mark.parametrize("question", ["民宿措施有几条", "促进民宿产业发展若干措施什么时候施行"])
def test_what_several_places_have_alike_is_described_for_each(towns: Towns, question: str) -> None:
    found = towns.searcher.names.title_words.described(question)
    assert found and [[document.region for document in group] for group in found.documents] == [["清河市"], ["白石市"]]
