"""The table of examples for mingce/ask/routes/outline.py: how many, which headings, what comes next, what it is about."""

import pytest

from tests.ask.towns import Towns, quotes, short_ids, squeezed

LAW = ["第一章总则", "第二章反洗钱监督管理", "第三章反洗钱义务", "第四章法律责任", "第五章附则"]
OLD_LAW = ["第一章总则", "第二章反洗钱监督管理", "第三章法律责任", "第四章附则"]
MEASURES = ["一、总体目标", "二、支持政策", "三、申报程序", "四、不予支持的情形", "五、保障措施"]
SUPPORT = ["（一）开办补助。", "（二）评级奖励。", "（三）贷款贴息。", "（四）人才培训。"]
WORKS = [
    "（一）文字作品；",
    "（二）口述作品；",
    "（三）音乐、戏剧、曲艺、舞蹈、杂技艺术作品；",
    "（四）美术、建筑作品；",
    "（五）摄影作品；",
    "（六）视听作品；",
    "（七）工程设计图、产品设计图、地图、示意图等图形作品和模型作品；",
    "（八）计算机软件；",
    "（九）符合作品特征的其他智力成果。",
]

# Question, the number with its counter, what is listed
COUNTED = [
    ("反洗钱法有几章", "5 章", LAW),
    ("请问反洗钱法一共分几章？", "5 章", LAW),
    ("反洗钱法的章数是多少", "5 章", LAW),
    ("2006年的反洗钱法有几章", "4 章", OLD_LAW),
    ("反洗钱法一共几条", "13 条", ["第十三条本法自2025年1月1日起施行。"]),
    ("反洗钱法总共多少条", "13 条", ["第十三条本法自2025年1月1日起施行。"]),
    ("反洗钱法有十三条吧", "13 条", ["第十三条本法自2025年1月1日起施行。"]),
    ("旧版反洗钱法有多少条", "9 条", ["第九条本法自2007年1月1日起施行。"]),
    ("著作权法实施条例有几条", "6 条", None),
    ("著作权法分几节", "3 节", None),
    ("著作权法第二章分几节", "3 节", ["第一节著作权人及其权利", "第二节著作权归属", "第三节权利的限制"]),
    ("专利法实施细则有几章", "2 章", ["第一章总则", "第二章附则"]),
    ("清河市城市容貌管理办法有几条", "6 条", None),
    ("清河市民宿措施有几个部分", "5 个部分", MEASURES),
    ("白石市民宿措施分几块", "5 个部分", MEASURES),
    ("清河市民宿措施有几条", "5 条", None),
    ("清河市民宿措施的支持政策有几项", "4 项", SUPPORT),
    ("清河市民宿措施的支持政策有哪几项", "4 项", SUPPORT),
    ("清河市民宿措施的保障措施列了几条", "2 条", ["（一）加强组织领导。", "（二）强化监督检查。"]),
    ("清河市民宿措施第三部分有几条", "3 条", ["（一）申报时间。", "（二）申报材料。", "（三）审核拨付。"]),
    ("白石市民宿措施的申报程序有哪几点", "3 点", ["（一）申报时间。", "（二）申报材料。", "（三）审核拨付。"]),
    ("清政办规〔2023〕5号有几个部分", "5 个部分", MEASURES),
    ("著作权法第三条有几项", "9 项", WORKS),
    ("清河市十四五规划有几章", "4 章", ["第一章发展环境", "第二章主要目标", "第三章重点任务", "第四章保障措施"]),
    ("清河市十四五规划第二章有几节", "2 节", ["第一节主要指标", "第二节空间布局"]),
    ("河南质量强省实施意见有几个部分", "3 个部分", ["一、总体要求", "二、重点任务", "三、保障措施"]),
]


@pytest.mark.parametrize("question, number, listed", COUNTED)
def test_units_are_counted_and_listed(towns: Towns, question: str, number: str, listed: list[str] | None) -> None:
    answer = towns.ask(question)
    assert answer.found and f"共有 {number}" in answer.text
    assert len(short_ids(answer)) <= 1
    if listed is not None:
        assert quotes(answer) == listed


@pytest.mark.parametrize(
    "question, document, words",
    [
        ("著作权法实施条例有几章", "著作权法实施条例", "不分章"),
        ("清河市城市容貌管理办法有几章", "清河市城市容貌管理办法", "不分章"),
        ("反洗钱法有几节", "反洗钱法", "不分节"),
    ],
)
def test_what_a_document_is_not_divided_into_is_said(towns: Towns, question: str, document: str, words: str) -> None:
    text = towns.ask(question).text
    assert document in text and words in text and "共有" not in text


@pytest.mark.parametrize(
    "question, listed",
    [
        ("反洗钱法的目录", LAW),
        ("反洗钱法有哪些章", LAW),
        ("反洗钱法分别是哪几章", LAW),
        ("清河市民宿措施有哪几个部分", MEASURES),
        ("清河市民宿措施的框架", MEASURES),
    ],
)
def test_headings_are_listed(towns: Towns, question: str, listed: list[str]) -> None:
    assert quotes(towns.ask(question)) == listed


@pytest.mark.parametrize(
    "question, heading",
    [
        ("反洗钱法第四章叫什么", "第四章法律责任"),
        ("2006年的反洗钱法第三章叫什么", "第三章法律责任"),
        ("反洗钱法第三章的标题是什么", "第三章反洗钱义务"),
        ("著作权法第二章第三节叫什么", "第三节权利的限制"),
        ("清河市民宿措施第四部分的标题", "四、不予支持的情形"),
        # what stands beside another
        ("反洗钱法第三章的下一章是什么", "第四章法律责任"),
        ("反洗钱法反洗钱义务后面是什么", "第四章法律责任"),
        ("清河市民宿措施“申报程序”后面那一部分是什么", "四、不予支持的情形"),
        ("清河市民宿措施“申报程序”前面那一部分是什么", "二、支持政策"),
        ("反洗钱法第四章的上一章是什么", "第三章反洗钱义务"),
        # where something stands
        ("反洗钱法哪一章讲法律责任", "第四章法律责任"),
        ("反洗钱法的法律责任在第几章", "第四章法律责任"),
        ("著作权法哪一节规定权利的限制", "第三节权利的限制"),
        ("著作权法附则在第几章", "第四章附则"),
        ("清河市民宿措施哪一部分讲申报程序", "三、申报程序"),
    ],
)
def test_one_heading_is_quoted(towns: Towns, question: str, heading: str) -> None:
    assert quotes(towns.ask(question)) == [heading]


def test_an_article_that_speaks_of_it_is_quoted_whole(towns: Towns) -> None:
    assert quotes(towns.ask("反洗钱法哪一条讲匿名账户")) == [towns.between("反洗钱法2024", "第十条", "第十一条")]


# Question, what the refusal must say
NOT_THERE = [
    ("反洗钱法第七章叫什么", ["没有第七章", "共五章"]),
    ("著作权法第二章第五节叫什么", ["第二章没有第五节", "共三节"]),
    ("专利法有几章", ["没有《专利法》", "不是同一份文件"]),
    ("专利法有多少条", ["没有《专利法》", "不是同一份文件"]),
    ("宪法有几章", ["没有《宪法》"]),
    ("商标法第七章叫什么", ["没有《商标法》"]),
    ("白石市科技创新券管理办法有几条", ["没有《白石市科技创新券管理办法》"]),
]


@pytest.mark.parametrize("question, says", NOT_THERE)
def test_what_is_not_there_is_said_and_nothing_quoted(towns: Towns, question: str, says: list[str]) -> None:
    answer = towns.ask(question)
    assert not answer.found and answer.citations == () and answer.route != "passage"
    assert all(words in answer.text for words in says), answer.text


ABOUT = [
    "清河市民宿措施讲了什么",
    "清河市民宿措施的主要内容是什么",
    "清政办规〔2023〕5号讲了什么",
    "清河市民宿措施主要说些什么",
]


@pytest.mark.parametrize("question", ABOUT)
def test_what_a_document_is_about_are_its_headings_with_a_sentence_of_each(towns: Towns, question: str) -> None:
    answer = towns.ask(question)
    found = quotes(answer)
    assert [quote for quote in found if quote in MEASURES] == MEASURES
    assert "不是全文摘要" in answer.text
    text = squeezed(towns.document("清河民宿").text)
    at = [text.index(quote) for quote in found]
    assert at == sorted(at) and len(found) > len(MEASURES)  # in reading order, with something under the headings
    assert short_ids(answer) == {"清河民宿"}


def test_a_document_without_headings_is_told_by_some_of_its_sentences(towns: Towns) -> None:
    answer = towns.ask("第十次集体学习讲话讲了什么")
    assert answer.found and short_ids(answer) == {"集体学习"}
    assert 2 <= len(answer.citations) <= 5 and "不是全文摘要" in answer.text


def test_a_count_in_talk_is_of_the_document_that_was_spoken_of(towns: Towns) -> None:
    assert "共有 4 章" in towns.ask("那著作权法呢", "反洗钱法有几章").text
    assert "共有 13 条" in towns.ask("一共几条", "反洗钱法第三条").text


@pytest.mark.parametrize(
    "question",
    [
        "甲级民宿奖励几万元",
        "一年组织几次联合检查",
        "创新券有效期几个月",
        "反洗钱法对匿名账户怎么规定",
        "民宿补助要交几份材料",
    ],
)
def test_other_numbers_are_left_to_others(towns: Towns, question: str) -> None:
    assert towns.ask(question).route != "outline"


@pytest.mark.parametrize(
    "question, words",
    [
        ("著作权法第六条有几款", "共有 3 款"),
        ("著作权法第六条第一款有多少项", "第六条第一款"),
        ("民宿措施有几条", "共有 5 条"),
    ],
)
def test_counts_that_are_right_and_not_said_yet(towns: Towns, question: str, words: str) -> None:
    assert words in towns.ask(question).text


def test_the_titles_of_its_chapters_are_not_its_own(towns: Towns) -> None:
    assert quotes(towns.ask("反洗钱法各章标题列一下")) == LAW


@pytest.mark.xfail(strict=True, reason="of several articles that hold the words the first is taken")
def test_an_article_that_only_mentions_it_is_not_the_one_that_speaks_of_it(towns: Towns) -> None:
    assert towns.between("反洗钱法2024", "第十条", "第十一条") in quotes(towns.ask("反洗钱法哪一条讲客户尽职调查"))


def test_a_heading_is_said_once(towns: Towns) -> None:
    assert towns.ask("著作权法哪一节规定权利的限制").text.count("权利的限制") == 1


@pytest.mark.parametrize("question", ["专利法讲了什么", "专利法的主要内容是什么"])
def test_a_law_that_is_not_there_is_not_told_from_its_rules(towns: Towns, question: str) -> None:
    answer = towns.ask(question)
    assert not answer.found and "没有《专利法》" in answer.text


def test_the_title_is_no_sentence_of_the_text(towns: Towns) -> None:
    assert "习近平在中共中央政治局第十次集体学习时" not in quotes(towns.ask("第十次集体学习讲话讲了什么"))


@pytest.mark.parametrize(
    "question, words",
    [
        ("反洗钱法的条文排到第几条为止", "共有 13 条"),
        ("清河市民宿措施用“一、二、三”分了几大块", "共有 5 个部分"),
        ("清河市民宿措施带了几个附件", "共有 2 个附件"),
        ("清河市十四五规划有几个专栏", "共有 1 个专栏"),
        ("清河市民宿措施支持政策下头有几个小节", "共有 4 节"),
    ],
)
def test_what_is_counted_is_told_with_its_counter(towns: Towns, question: str, words: str) -> None:
    assert words in towns.ask(question).text


def test_each_clause_counts_under_its_own_heading(towns: Towns) -> None:
    text = towns.ask("清河市民宿措施的支持政策有几项，申报程序有几项").text
    assert "“支持政策”下共有 4 项" in text and "“申报程序”下共有 3 项" in text


def test_the_first_and_the_last_article_under_a_heading_are_told(towns: Towns) -> None:
    answer = towns.ask("反洗钱法反洗钱义务一章是从第几条到第几条")
    assert "从第九条到第十一条" in answer.text and "共有 3 条" in answer.text


@pytest.mark.parametrize(
    "question, listed",
    [
        ("清河市民宿措施 支持政策 下面的四条标题", SUPPORT),
        ("列出反洗钱法各章的名称", LAW),
        ("清河市民宿措施归为哪五个方面", MEASURES),
        ("清河市民宿措施附件2的名称是什么", ["2.民宿等级评定标准"]),
        ("反洗钱法第三章的标题是什么，有几条", ["第三章反洗钱义务"]),
        ("清河市民宿措施五条大标题都是什么", MEASURES),
        ("清河市民宿措施提出的四项政策，列一下各项的标题", SUPPORT),
        ("清河市民宿措施正文的一级标题（一、二、三……）有多少个", MEASURES),
        ("清河市民宿措施里支持政策是第几部分，底下含哪些条", ["二、支持政策", *SUPPORT]),
        ("清河市民宿措施申报程序分哪几个环节", ["（一）申报时间。", "（二）申报材料。", "（三）审核拨付。"]),
        ("培训备课用：去年做的清河市民宿措施，分成哪几大块", MEASURES),
    ],
)
def test_headings_are_listed_by_the_number_that_is_said(towns: Towns, question: str, listed: list[str]) -> None:
    assert quotes(towns.ask(question))[: len(listed)] == listed


@pytest.mark.parametrize(
    "question, before, heading",
    [
        ("再往后的一章", "反洗钱法哪一章讲反洗钱义务", "第四章法律责任"),
        ("紧跟在它后面的是哪一章", "反洗钱法第三章是什么", "第四章法律责任"),
        ("排在它后面紧接着的那一部分是啥", "清河市民宿措施哪一部分讲申报程序", "四、不予支持的情形"),
        ("再往前一章呢", "反洗钱法反洗钱义务在第几章", "第二章反洗钱监督管理"),
    ],
)
def test_what_comes_next_is_next_to_what_was_spoken_of(towns: Towns, question: str, before: str, heading: str) -> None:
    assert quotes(towns.ask(question, before)) == [heading]


def test_what_a_text_demands_of_others_is_no_overview(towns: Towns) -> None:
    assert towns.ask("清河市民宿措施里申请表应当包括哪些主要内容").route != "outline"


@pytest.mark.parametrize(
    "question",
    [
        "反洗钱法反洗钱义务一章起于第几条、止于第几条",
        "反洗钱法的反洗钱义务这章，从哪条起到哪条止",
        "反洗钱法“反洗钱义务”章哪条打头、哪条收尾",
    ],
)
def test_the_first_and_the_last_article_are_told_in_other_words(towns: Towns, question: str) -> None:
    assert "从第九条到第十一条" in towns.ask(question).text


def test_the_chapter_is_told_with_the_article(towns: Towns) -> None:
    article = towns.between("反洗钱法2024", "第十条", "第十一条")
    assert quotes(towns.ask("反洗钱法哪一章哪一条讲匿名账户"))[-1] == squeezed(article.split("第四章")[0])
    assert quotes(towns.ask("反洗钱法哪一章哪一条讲匿名账户"))[0] == "第三章反洗钱义务"


def test_what_is_said_in_other_words_than_those_of_the_text_is_left_to_search(towns: Towns) -> None:
    assert towns.ask("拿黑钱买房子打官司归哪家管，写在反洗钱法第几条").route != "outline"


@pytest.mark.parametrize(
    "question, number",
    [
        ("清河市民宿措施里带括号编号的总计多少项", "12 项"),
        ("清河市民宿措施里用括号编号的小点一共有几个", "12 项"),
    ],
)
def test_what_bears_numbers_of_a_kind_is_counted(towns: Towns, question: str, number: str) -> None:
    assert f"这样编号的共有 {number}" in towns.ask(question).text
