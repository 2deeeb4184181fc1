"""The documents that a question names, over tests/data/qa: mingce/ask/naming.py."""

import pytest

from mingce.ask.naming import aliases
from mingce.ask.versions_said import tells_version_only
from mingce.datatypes import Document
from tests.ask.towns import Towns

# Question, the documents that it names, what is left of it
NAMED = [
    # by title and short title
    ("中华人民共和国著作权法第三条", ["著作权法"], "□第三条"),
    ("著作权法第三条", ["著作权法"], "□第三条"),
    ("《著作权法》第三条", ["著作权法"], "□第三条"),
    ("《中华人民共和国著作权法》第三条", ["著作权法"], "□第三条"),
    ("请问著作权法第三条", ["著作权法"], "请问□第三条"),
    ("我想看一下著作权法第三条", ["著作权法"], "我想看一下□第三条"),
    ("著作权法实施条例第三条", ["著作权法实施条例"], "□第三条"),
    ("《著作权法实施条例》第三条", ["著作权法实施条例"], "□第三条"),
    ("专利法实施细则什么时候施行", ["专利法实施细则"], "□什么时候施行"),
    ("清河市城市容貌管理办法第四条", ["城管办法"], "□第四条"),
    ("清河市供热管理办法还有效吗", ["供热"], "□还有效吗"),
    ("《清河市促进民宿产业发展若干措施》是谁发的", ["清河民宿"], "□是谁发的"),
    ("白石市促进民宿产业发展若干措施是谁发的", ["白石民宿"], "□是谁发的"),
    ("清河市人民政府关于废止文件的通知是谁发的", ["废止通知"], "□是谁发的"),
    # by number, in all brackets
    ("清政办规〔2023〕5号是什么文件", ["清河民宿"], "□是什么文件"),
    ("清政办规[2023]5号是什么文件", ["清河民宿"], "□是什么文件"),
    ("清政办规（2023）5 号是什么文件", ["清河民宿"], "□是什么文件"),
    ("清政办规(2023)5号是什么文件", ["清河民宿"], "□是什么文件"),
    ("清政办规【2023】5号是什么文件", ["清河民宿"], "□是什么文件"),
    ("清政办规2023年5号是什么文件", ["清河民宿"], "□是什么文件"),
    ("请问清政办规〔2023〕5号讲了什么", ["清河民宿"], "□讲了什么"),
    ("清科规〔2020〕3号第二条", ["创新券2020"], "□第二条"),
    ("清科规〔2023〕8号第二条", ["创新券2023"], "□第二条"),
    ("白政办发〔2022〕18号", ["白石民宿"], "□"),
    ("清河市人民政府令第66号废止了哪些文件", ["废止决定"], "□废止了哪些文件"),
    # two of them
    ("反洗钱法第三条和著作权法第三条", ["反洗钱法2024", "著作权法"], "□第三条和□第三条"),
    ("著作权法和反洗钱法的第一条", ["著作权法", "反洗钱法2024"], "□和□的第一条"),
    # versions
    ("反洗钱法第三条", ["反洗钱法2024"], "□第三条"),
    ("现行反洗钱法第三条", ["反洗钱法2024"], "现行□第三条"),
    ("旧版反洗钱法第三条", ["反洗钱法2006"], "旧版□第三条"),
    ("修订前的反洗钱法第三条", ["反洗钱法2006"], "修订前的□第三条"),
    ("2006年的反洗钱法第三条", ["反洗钱法2006"], "2006年的□第三条"),
    ("2010年的反洗钱法第三条", ["反洗钱法2006"], "2010年的□第三条"),  # in force then
    ("2024年的反洗钱法第三条", ["反洗钱法2024"], "2024年的□第三条"),
    ("清河市科技创新券管理办法第二条", ["创新券2023"], "□第二条"),
    ("2020年的清河市科技创新券管理办法第二条", ["创新券2020"], "2020年的□第二条"),
    ("2022年的清河市科技创新券管理办法第二条", ["创新券2020"], "2022年的□第二条"),
    ("二〇二二年的清河市科技创新券管理办法第二条", ["创新券2020"], "2022年的□第二条"),
]


@pytest.mark.parametrize("question, names, rest", NAMED)
def test_documents_are_named_by_title_short_title_and_number(
    towns: Towns, question: str, names: list[str], rest: str
) -> None:
    found = towns.named(question)
    assert towns.names(question) == names
    assert found.rest == rest and found.missing == ()
    assert found.is_said and found.is_exact


# Question, the name that no document has
MISSING = [
    ("专利法第一条", "专利法"),  # its rules are there
    ("《专利法》第一条", "专利法"),
    ("中华人民共和国专利法第一条", "中华人民共和国专利法"),
    ("专利法有几章", "专利法"),
    ("专利法什么时候施行", "专利法"),
    ("反洗钱法实施条例第一条", "反洗钱法实施条例"),  # the law is there
    ("著作权法实施细则第一条", "著作权法实施细则"),
    ("宪法第三条", "宪法"),
    ("商标法第七章", "商标法"),
    ("洗钱法第三条", "洗钱法"),
    ("民法典第一条", "民法典"),
    ("清政办规〔2023〕6号", "清政办规〔2023〕6号"),
    ("清政办规〔2022〕5号", "清政办规〔2022〕5号"),
    ("国办发〔2023〕5号是什么文件", "国办发〔2023〕5号"),
    ("白石市科技创新券管理办法第二条", "白石市科技创新券管理办法"),
    ("白石市供热管理办法还有效吗", "白石市供热管理办法"),
    ("深圳市供热管理办法第一条", "深圳市供热管理办法"),
    ("《白石市城市容貌管理办法》第四条", "白石市城市容貌管理办法"),
]


@pytest.mark.parametrize("question, name", MISSING)
def test_a_name_that_no_document_has_is_told_and_stands_for_no_other(towns: Towns, question: str, name: str) -> None:
    found = towns.named(question)
    assert found.documents == () and found.missing == (name,)


# Earlier questions, the question, the documents, and whether this question says so itself
IN_TALK = [
    (["反洗钱法第二条"], "那第十三条呢", ["反洗钱法2024"], False),
    (["2006年的反洗钱法第二条"], "那第三条呢", ["反洗钱法2006"], False),
    (["清政办规〔2023〕5号是谁发的"], "它什么时候施行", ["清河民宿"], False),
    (["反洗钱法第二条", "那第三条呢"], "再往下一条", ["反洗钱法2024"], False),
    (["反洗钱法第二条"], "著作权法呢", ["著作权法"], True),
    (["反洗钱法第二条", "著作权法呢"], "第三条呢", ["著作权法"], False),
    (["著作权法第二条"], "那实施条例呢", ["著作权法实施条例"], True),
    (["白石市民宿措施是谁发的"], "什么时候施行", ["白石民宿"], False),
]


@pytest.mark.parametrize("before, question, names, is_said", IN_TALK)
def test_the_talk_before_names_what_a_question_leaves_out(
    towns: Towns, before: list[str], question: str, names: list[str], is_said: bool
) -> None:
    assert towns.names(question, *before) == names
    assert towns.named(question, *before).is_said == is_said


@pytest.mark.parametrize("question", ["第三条", "甲级民宿奖励多少钱", "什么时候施行", "谁负责检查"])
def test_a_question_without_a_name_names_nothing(towns: Towns, question: str) -> None:
    found = towns.named(question)
    assert found.documents == () and found.missing == () and found.rest == question


def test_all_versions_of_a_document_are_known_newest_first(towns: Towns) -> None:
    found = towns.named("反洗钱法第一条")
    assert found.versions is not None and found.one is not None
    assert list(found.versions[found.one.id]) == [towns.document("反洗钱法2024"), towns.document("反洗钱法2006")]


def test_only_the_documents_that_were_chosen_can_be_named(towns: Towns) -> None:
    older = towns.document("反洗钱法2006")
    assert towns.named("反洗钱法第三条", doc_ids=[older.id]).documents == (older,)
    assert towns.named("著作权法第三条", doc_ids=[older.id]).missing == ("著作权法",)


def test_a_single_document_is_meant_without_being_named(towns: Towns) -> None:
    chosen = towns.document("著作权法")
    found = towns.named("第三条", doc_ids=[chosen.id])
    assert found.documents == (chosen,) and not found.is_said


@pytest.mark.parametrize(
    "title, names",
    [
        ("中华人民共和国立法法（2023年修正）", {"中华人民共和国立法法", "立法法"}),
        ("中华人民共和国宪法", {"中华人民共和国宪法", "宪法"}),
        ("河南省保守国家秘密条例", {"河南省保守国家秘密条例", "保守国家秘密条例"}),
        ("关于印发《数据条例实施方案》的通知", {"数据条例实施方案"}),
        ("2024年国务院政府工作报告", {"国务院政府工作报告"}),
    ],
)
def test_a_document_may_be_called_by_its_title_without_country_year_and_province(title: str, names: set[str]) -> None:
    assert names <= aliases(Document("d", title, "", ""))


def test_titles_that_many_documents_have_are_no_names() -> None:
    assert "政府工作报告" not in aliases(Document("d", "2024年政府工作报告", "", ""))


@pytest.mark.parametrize(
    "question",
    [
        "专利法还有效吗",
        "专利法讲了什么",
        "专利法是谁发布的",
        "专利法的文号是多少",
        "专利法修正过几次",
        "专利法主要内容",
    ],
)
def test_a_law_that_is_not_there_is_not_its_rules(towns: Towns, question: str) -> None:
    found = towns.named(question)
    assert found.documents == () and found.missing == ("专利法",)


@pytest.mark.parametrize("question", ["白石市民宿措施呢", "白石市民宿措施的文号是多少", "那白石市的民宿措施呢"])
def test_words_of_another_title_end_the_talk_about_the_first_one(towns: Towns, question: str) -> None:
    assert towns.names(question, "清河市民宿措施是谁发的") == ["白石民宿"]


@pytest.mark.parametrize(
    "question, name",
    [
        ("城市容貌管理办法第三条", "城管办法"),
        ("科技创新券管理办法第二条", "创新券2023"),
        ("燃气管理办法第二条", "燃气"),
    ],
)
def test_a_title_without_its_town_names_the_only_one_that_bears_it(towns: Towns, question: str, name: str) -> None:
    assert towns.names(question) == [name]


def test_a_title_and_its_number_are_one_name(towns: Towns) -> None:
    assert towns.names("《清河市科技创新券管理办法》（清科规〔2020〕3号）第二条") == ["创新券2020"]


def test_a_year_in_brackets_behind_a_title_is_that_of_a_version(towns: Towns) -> None:
    assert towns.names("反洗钱法（2006）第一条") == ["反洗钱法2006"]


def test_a_version_is_that_of_the_time_which_is_said(towns: Towns) -> None:
    assert towns.names("2007年时反洗钱法第一条是什么") == ["反洗钱法2006"]


def test_a_law_of_two_characters_has_a_name() -> None:
    assert "水法" in aliases(Document("d", "中华人民共和国水法", "", ""))
    assert "办法" not in aliases(Document("d", "清河市办法", "", ""))


@pytest.mark.parametrize(
    "question, is_version_only",
    [
        ("旧法呢", True),
        ("老版本的呢，也是这么多条？", True),
        ("修订前呢", True),
        ("旧版第三条", False),
        ("那第三条呢", False),
    ],
)
def test_a_question_may_say_no_more_than_another_version(question: str, is_version_only: bool) -> None:
    assert tells_version_only(question) == is_version_only
