"""The table of examples for mingce/ask/routes/address.py: units by their numbers, over tests/data/qa."""

import re

import pytest

from mingce.ask.routes.address import read_addresses
from tests.ask.towns import Towns, quotes, short_ids

# Question, document, and the unit: the beginning of its first line and of the line after it.
WHOLE_UNITS = [
    ("反洗钱法第四条", "反洗钱法2024", "第四条", "第五条"),
    ("反洗钱法第4条", "反洗钱法2024", "第四条", "第五条"),
    ("反洗钱法第 四 条", "反洗钱法2024", "第四条", "第五条"),
    ("反洗钱法十条", "反洗钱法2024", "第十条", "第十一条"),
    ("《反洗钱法》第四条规定了什么？", "反洗钱法2024", "第四条", "第五条"),
    ("请问中华人民共和国反洗钱法第四条的原文", "反洗钱法2024", "第四条", "第五条"),
    ("麻烦把反洗钱法第四条发我看一下", "反洗钱法2024", "第四条", "第五条"),
    ("讲讲反洗钱法第三条", "反洗钱法2024", "第三条", "第四条"),
    ("反洗钱法第六条", "反洗钱法2024", "第六条", "第二章"),  # the last one of its chapter
    ("反洗钱法最后一条", "反洗钱法2024", "第十三条", ""),
    ("反洗钱法倒数第二条", "反洗钱法2024", "第十二条", "第五章"),
    ("著作权法第二条", "著作权法", "第二条", "第三条"),
    ("著作权法第三条", "著作权法", "第三条", "第四条"),
    ("著作权法实施条例第三条", "著作权法实施条例", "第三条", "第四条"),  # not that of the law
    ("专利法实施细则第四条", "专利法实施细则", "第四条", "第二章"),
    ("清河市城市容貌管理办法第四条", "城管办法", "第四条", "第五条"),
    ("清河市城市容貌管理办法最后一条", "城管办法", "第六条", ""),
    ("清河市民宿措施第四部分", "清河民宿", "四、", "五、"),
    ("清河市民宿措施第三部分", "清河民宿", "三、", "四、"),
    ("白石市民宿措施第三部分", "白石民宿", "三、", "四、"),
    ("清河市促进民宿产业发展若干措施第二部分", "清河民宿", "二、", "三、"),
    ("河南质量强省实施意见一、（一）", "质量意见", "（一）指导思想", "（二）主要目标"),
    # by its number, in all brackets
    ("清政办规〔2023〕5号第一部分", "清河民宿", "一、", "二、"),
    ("清政办规[2023]5号第一部分", "清河民宿", "一、", "二、"),
    ("清政办规（2023）5 号第一部分", "清河民宿", "一、", "二、"),
    ("清政办规【2023】5号第一部分", "清河民宿", "一、", "二、"),
    ("清政办规2023年5号第一部分", "清河民宿", "一、", "二、"),
    ("白政办发〔2022〕18号第一部分", "白石民宿", "一、", "二、"),
    ("清科规〔2020〕3号第四条", "创新券2020", "第四条", "第五条"),
    ("清科规〔2023〕8号第四条", "创新券2023", "第四条", "第五条"),
    # by its version
    ("2006年的反洗钱法第三条", "反洗钱法2006", "第三条", "第四条"),
    ("旧版反洗钱法第三条", "反洗钱法2006", "第三条", "第四条"),
    ("修订前的反洗钱法第三条", "反洗钱法2006", "第三条", "第四条"),
    ("2024年反洗钱法第三条", "反洗钱法2024", "第三条", "第四条"),
    ("清河市科技创新券管理办法第二条", "创新券2023", "第二条", "第三条"),
    ("2020年的清河市科技创新券管理办法第二条", "创新券2020", "第二条", "第三条"),
    # at its beginning and end, in other words
    ("反洗钱法收尾的一条说的是什么", "反洗钱法2024", "第十三条", ""),
    ("反洗钱法末一条", "反洗钱法2024", "第十三条", ""),
    ("反洗钱法头一条", "反洗钱法2024", "第一条", "第二条"),
    ("4条，反洗钱法的", "反洗钱法2024", "第四条", "第五条"),
    # a heading by its words with the number
    ("清河市民宿措施 二、支持政策 第三小点", "清河民宿", "（三）贷款贴息", "（四）"),
    ("清河市民宿措施“二、支持政策”（三）", "清河民宿", "（三）贷款贴息", "（四）"),
    ("清河市民宿措施第二大块支持政策里头的第（三）项", "清河民宿", "（三）贷款贴息", "（四）"),
    ("清河市民宿措施“申报程序”里头的第（二）项", "清河民宿", "（二）申报材料", "（三）"),
    ("清河市民宿措施 保障措施 第（二）块", "清河民宿", "（二）强化监督检查", "本措施自"),
    ("清河市民宿措施支持政策里排第三的是什么", "清河民宿", "（三）贷款贴息", "（四）"),
    ("清河市民宿措施第二点第（二）项", "清河民宿", "（二）评级奖励", "（三）"),
    # no other document has as many articles
    ("第十三条", "反洗钱法2024", "第十三条", ""),
]


@pytest.mark.parametrize("question, name, start, stop", WHOLE_UNITS)
def test_a_unit_is_quoted_whole_and_nothing_else(towns: Towns, question: str, name: str, start: str, stop: str) -> None:
    answer = towns.ask(question)
    assert answer.found
    assert quotes(answer) == [towns.between(name, start, stop)]
    assert short_ids(answer) == {name}


@pytest.mark.parametrize(
    "law, name",
    [
        ("著作权法", "著作权法"),
        ("《中华人民共和国反洗钱法》", "反洗钱法2024"),
        ("2006年的反洗钱法", "反洗钱法2006"),
        ("专利法实施细则", "专利法实施细则"),
        ("著作权法实施条例", "著作权法实施条例"),
        ("清河市城市容貌管理办法", "城管办法"),
        ("清河市科技创新券管理办法", "创新券2023"),
    ],
)
@pytest.mark.parametrize("wording", ["{}第{}条", "{}第{}条规定了什么？"])
def test_every_article_of_a_law_is_found_by_its_number(towns: Towns, law: str, name: str, wording: str) -> None:
    lines = re.sub(r"(?m)^[#\s]+", "", towns.document(name).text).split("\n")
    opening = [match[0] for line in lines if (match := re.match(r"第[一二三四五六七八九十]+[章节条]", line))]
    articles = [number for number in opening if number.endswith("条")]
    assert len(articles) >= 5
    for number in articles:
        stop = opening[opening.index(number) + 1] if number != opening[-1] else ""
        assert quotes(towns.ask(wording.format(law, number[1:-1]))) == [towns.between(name, number, stop)]


WORK_LEAD = "第三条本法所称的作品，是指文学、艺术和科学领域内具有独创性并能以一定形式表现的智力成果，包括："
RIGHTS_LEAD = "第六条著作权包括下列人身权和财产权："
RIGHTS_5 = "（五）复制权，即以印刷、复印、拓印、录音、录像、翻录、翻拍、数字化等方式将作品制作一份或者多份的权利；"

# Question, quotes without their white space
PARTS_OF_UNITS = [
    ("《著作权法》第六条第一款第（五）项", [RIGHTS_LEAD, RIGHTS_5]),
    ("著作权法第六条第一款第五项", [RIGHTS_LEAD, RIGHTS_5]),
    ("著作权法第6条第(五)项", [RIGHTS_LEAD, RIGHTS_5]),
    ("著作权法第六条第5项", [RIGHTS_LEAD, RIGHTS_5]),
    (
        "著作权法第六条第二款",
        ["著作权人可以许可他人行使前款第五项至第十七项规定的权利，并依照约定或者本法有关规定获得报酬。"],
    ),
    (
        "著作权法第六条第3款",
        ["著作权人可以全部或者部分转让本条第一款第五项至第十七项规定的权利，并依照约定或者本法有关规定获得报酬。"],
    ),
    ("著作权法第八条第二款", ["前款规定适用于对与著作权有关的权利的限制。"]),
    ("著作权法第三条第（二）项和第（四）项", [WORK_LEAD, "（二）口述作品；", "（四）美术、建筑作品；"]),
    ("著作权法第三条最后一项", [WORK_LEAD, "（九）符合作品特征的其他智力成果。"]),
    (
        "著作权法实施条例第四条第（三）项",
        [
            "第四条著作权法和本条例中下列作品的含义：",
            "(三)音乐作品，是指歌曲、交响乐等能够演唱或者演奏的带词或者不带词的作品；",
        ],
    ),
    (
        "反洗钱法第十一条第一款第三项",
        [
            "第十一条有下列情形之一的，金融机构应当开展客户尽职调查：",
            "（三）对先前获得的客户身份资料的真实性、有效性、完整性存在疑问。",
        ],
    ),
    ("反洗钱法第六条第3段", ["司法机关依照本法获得的客户身份资料和交易信息，只能用于反洗钱相关刑事诉讼。"]),
    ("清河市城市容貌管理办法第五条第（二）项", ["第五条下列行为无需审批：", "（二）节日期间悬挂国旗、灯笼。"]),
    (
        "清河市民宿措施二、（二）",
        ["（二）评级奖励。对首次评定为甲级、乙级、丙级的民宿，分别给予20万元、10万元、5万元一次性奖励。"],
    ),
    (
        "白石市民宿措施二、（二）",
        ["（二）评级奖励。对首次评定为甲级、乙级、丙级的民宿，分别给予15万元、8万元、3万元一次性奖励。"],
    ),
    ("清河市民宿措施第三部分第一点", ["（一）申报时间。每年3月1日至4月30日集中申报。"]),
]


@pytest.mark.parametrize("question, expected", PARTS_OF_UNITS)
def test_a_part_of_a_unit_is_quoted_behind_the_words_that_open_it(
    towns: Towns, question: str, expected: list[str]
) -> None:
    answer = towns.ask(question)
    assert answer.found
    assert quotes(answer) == expected


# Question, document, first article of each unit that is quoted, and the line after the last one
SEVERAL = [
    ("反洗钱法第三条和第五条", [("第三条", "第四条"), ("第五条", "第六条")]),
    ("反洗钱法第三、五条", [("第三条", "第四条"), ("第五条", "第六条")]),
    ("反洗钱法第一条、第三条", [("第一条", "第二条"), ("第三条", "第四条")]),
    ("反洗钱法第3条到第5条", [("第三条", "第四条"), ("第四条", "第五条"), ("第五条", "第六条")]),
    ("反洗钱法从第三条念到第五条", [("第三条", "第四条"), ("第四条", "第五条"), ("第五条", "第六条")]),
    ("反洗钱法第三条起一直到第五条", [("第三条", "第四条"), ("第四条", "第五条"), ("第五条", "第六条")]),
    ("反洗钱法最后两条", [("第十二条", "第五章"), ("第十三条", "")]),
    ("反洗钱法第三至五条", [("第三条", "第四条"), ("第四条", "第五条"), ("第五条", "第六条")]),
    ("反洗钱法3-5条", [("第三条", "第四条"), ("第四条", "第五条"), ("第五条", "第六条")]),
    ("反洗钱法前两条", [("第一条", "第二条"), ("第二条", "第三条")]),
    ("反洗钱法第一条、第三条和第十条", [("第一条", "第二条"), ("第三条", "第四条"), ("第十条", "第十一条")]),
]


@pytest.mark.parametrize("question, units", SEVERAL)
def test_lists_and_ranges_are_quoted_in_their_order(towns: Towns, question: str, units: list[tuple[str, str]]) -> None:
    answer = towns.ask(question)
    assert quotes(answer) == [towns.between("反洗钱法2024", start, stop) for start, stop in units]


def test_the_articles_of_two_laws_are_quoted_under_their_names(towns: Towns) -> None:
    answer = towns.ask("反洗钱法第三条和著作权法第四条")
    assert quotes(answer) == [
        towns.between("反洗钱法2024", "第三条", "第四条"),
        towns.between("著作权法", "第四条", "第二章"),
    ]
    assert answer.text.index("《中华人民共和国反洗钱法》：") < answer.text.index("[1]")
    assert answer.text.index("[1]") < answer.text.index("《中华人民共和国著作权法》：") < answer.text.index("[2]")


def test_one_number_holds_for_all_laws_that_are_named(towns: Towns) -> None:
    assert quotes(towns.ask("反洗钱法和著作权法的第一条")) == [
        towns.between("反洗钱法2024", "第一条", "第二条"),
        towns.between("著作权法", "第一条", "第二条"),
    ]


@pytest.mark.parametrize(
    "question, expected",
    [
        ("反洗钱法第二章", ["第二章反洗钱监督管理", "第七条", "第八条"]),
        ("著作权法第二章第二节", ["第二节著作权归属", "第七条"]),
        ("著作权法第三章", ["第三章著作权许可使用和转让合同", "第九条"]),
        ("著作权法第三章是什么", ["第三章著作权许可使用和转让合同", "第九条"]),
        ("反洗钱法第四章是什么", ["第四章法律责任", "第十二条"]),
        ("2006年的反洗钱法第三章", ["第三章法律责任", "第七条", "第八条"]),
    ],
)
def test_a_chapter_is_quoted_by_its_heading_and_its_articles(towns: Towns, question: str, expected: list[str]) -> None:
    answer = towns.ask(question)
    found = quotes(answer)
    assert found[0] == expected[0]
    assert [quote[: len(start)] for quote, start in zip(found, expected, strict=True)] == expected


# Earlier questions, the question, document, start and stop of what is right
AFTER_OTHERS = [
    (["反洗钱法第二条"], "那第四条呢", "反洗钱法2024", "第四条", "第五条"),
    (["反洗钱法第二条"], "那第十三条呢", "反洗钱法2024", "第十三条", ""),
    (["反洗钱法第二条"], "再往下一条", "反洗钱法2024", "第三条", "第四条"),
    (["反洗钱法第二条"], "下一条呢", "反洗钱法2024", "第三条", "第四条"),
    (["反洗钱法第二条"], "谢谢，那第四条呢", "反洗钱法2024", "第四条", "第五条"),
    (["反洗钱法第二条"], "著作权法呢", "著作权法", "第二条", "第三条"),
    (["反洗钱法第二条", "那第四条呢"], "第三条呢", "反洗钱法2024", "第三条", "第四条"),
    (["著作权法第二条"], "那实施条例呢", "著作权法实施条例", "第二条", "第三条"),
    (["2006年的反洗钱法第三条"], "那第五条呢", "反洗钱法2006", "第五条", "第六条"),
    (["旧版反洗钱法第三条"], "那第九条呢", "反洗钱法2006", "第九条", ""),
    (["清科规〔2020〕3号第二条"], "那第四条呢", "创新券2020", "第四条", "第五条"),
    (["清河市民宿措施第一部分"], "那第三部分呢", "清河民宿", "三、", "四、"),
]


@pytest.mark.parametrize("before, question, name, start, stop", AFTER_OTHERS)
def test_what_the_talk_was_about_is_not_said_again(
    towns: Towns, before: list[str], question: str, name: str, start: str, stop: str
) -> None:
    answer = towns.ask(question, *before)
    assert quotes(answer) == [towns.between(name, start, stop)]
    assert short_ids(answer) == {name}


@pytest.mark.parametrize(
    "before, question, item",
    [
        ("著作权法第三条", "那第八项呢", "（八）计算机软件；"),
        ("著作权法第三条第一项", "那第五项呢", "（五）摄影作品；"),
        ("著作权法第三条第一款第（一）项", "第（六）项呢", "（六）视听作品；"),
    ],
)
def test_an_item_after_an_item_is_of_the_same_article(towns: Towns, before: str, question: str, item: str) -> None:
    assert quotes(towns.ask(question, before)) == [WORK_LEAD, item]


# Question, what the refusal must say
NOT_THERE = [
    ("著作权法第一百一十九条", ["《中华人民共和国著作权法》没有第一百一十九条", "共十二条"]),
    ("《著作权法》第十三条讲什么", ["没有第十三条", "共十二条"]),
    ("著作权法实施条例第七条", ["《中华人民共和国著作权法实施条例》没有第七条", "共六条"]),
    ("2006年的反洗钱法第十条", ["没有第十条", "共九条"]),
    ("反洗钱法第十四条", ["没有第十四条", "共十三条"]),
    ("反洗钱法第三条之一", ["没有第三条之一"]),
    ("著作权法第六条第四款", ["第六条没有第四款", "共三款"]),
    ("著作权法第六条第一款第十八项", ["第六条第一款没有第十八项", "共十七项"]),
    ("著作权法第三条第二款", ["第三条没有第二款", "共一款"]),
    ("反洗钱法第五条第二款", ["第五条没有第二款"]),
    ("反洗钱法第七条第（二）项", ["第七条没有第二项"]),  # that of 2006 has one
    ("著作权法第五章", ["没有第五章", "共四章"]),
    ("著作权法第二章第五节", ["第二章没有第五节", "共三节"]),
    ("著作权法第三章第一节", ["第三章没有第一节"]),
    ("著作权法实施条例第一章", ["没有第一章", "不分章"]),
    ("反洗钱法附件1", ["《中华人民共和国反洗钱法》没有附件"]),
    ("清河市民宿措施第六部分", ["没有第六部分", "共五部分"]),
    ("清河市城市容貌管理办法第七条", ["没有第七条", "共六条"]),
    ("第十四条", ["没有第十四条"]),
    # the document is not there, though one that looks like it is
    ("专利法第一条", ["没有《专利法》", "《中华人民共和国专利法实施细则》，不是同一份文件"]),
    ("《专利法》第二条", ["没有《专利法》"]),
    ("中华人民共和国专利法第三条", ["没有《中华人民共和国专利法》"]),
    ("宪法第三条", ["没有《宪法》"]),
    ("宪法第八十八条", ["没有《宪法》"]),
    ("立法法第八十八条", ["没有《立法法》"]),
    ("民法典第一条", ["没有《民法典》"]),
    ("洗钱法第三条", ["没有《洗钱法》"]),
    ("清政办规〔2023〕6号第二部分", ["清政办规〔2023〕6号"]),
    ("国发〔2023〕5号第二条", ["国发〔2023〕5号"]),
    ("清科规〔2023〕9号第二条", ["清科规〔2023〕9号"]),
    # of another town
    ("白石市科技创新券管理办法第二条", ["白石市科技创新券管理办法"]),
    ("白石市供热管理办法第二条", ["白石市供热管理办法"]),
    ("白石市城市容貌管理办法第四条", ["白石市城市容貌管理办法"]),
]


@pytest.mark.parametrize("question, says", NOT_THERE)
def test_what_is_not_there_is_said_and_nothing_quoted(towns: Towns, question: str, says: list[str]) -> None:
    answer = towns.ask(question)
    assert not answer.found and answer.citations == () and answer.route != "passage"
    assert all(words in answer.text for words in says), answer.text


def test_of_a_list_what_is_there_is_quoted_and_the_rest_told(towns: Towns) -> None:
    answer = towns.ask("反洗钱法第三条和第三十条")
    assert quotes(answer) == [towns.between("反洗钱法2024", "第三条", "第四条")]
    assert "没有第三十条，共十三条" in answer.text


def test_a_number_that_many_documents_have_needs_a_name(towns: Towns) -> None:
    answer = towns.ask("第三条")
    assert not answer.found and "没有说明是哪份文件的第三条" in answer.text


def test_a_number_without_a_name_is_of_the_document_that_was_chosen(towns: Towns) -> None:
    answer = towns.ask("第三条", doc_ids=[towns.document("著作权法").id])
    assert quotes(answer) == [towns.between("著作权法", "第三条", "第四条")]


def test_an_item_whose_heading_is_not_said_is_asked_for_again(towns: Towns) -> None:
    """（三） stands under three headings."""
    answer = towns.ask("清河市民宿措施第（三）项")
    assert not answer.found and answer.citations == ()


def test_the_version_that_is_quoted_is_told_with_the_others(towns: Towns) -> None:
    text = towns.ask("反洗钱法第一条").text
    assert "以上引自2024年11月8日的版本" in text and "2006年10月31日" in text


@pytest.mark.parametrize(
    "question",
    [
        "著作权人有哪些权利",
        "金融机构什么时候要开展客户尽职调查",
        "哪些情形适用反洗钱法第七条",
        "第三方支付机构要做尽职调查吗",
        "第一次违反规定罚多少",
    ],
)
def test_a_question_that_gives_no_number_is_left_to_others(towns: Towns, question: str) -> None:
    assert towns.ask(question).route != "address"


@pytest.mark.parametrize(
    "text, steps",
    [
        ("第十二条第二款第（三）项", [[("条", "12"), ("款", "2"), ("项", "3")]]),
        ("第3条到第5条", [[("条", "3")], [("条", "4")], [("条", "5")]]),
        ("第三条和第五条", [[("条", "3")], [("条", "5")]]),
        ("第一百二十条之一", [[("条", "120之1")]]),
        ("第二章第一节", [[("章", "2"), ("节", "1")]]),
        ("第二部分第三点", [[("部分", "2"), ("点", "3")]]),
        ("二、（三）", [[("一、", "2"), ("（一）", "3")]]),
        ("最后一条", [[("条", "last1")]]),
        ("末一条", [[("条", "last1")]]),
        ("头一条", [[("条", "1")]]),
        ("42条第二款，□的", [[("条", "42"), ("款", "2")]]),
        ("□的42条第二款", [[("条", "42"), ("款", "2")]]),
        ("□的26条措施归为哪十个方面", []),
        ("用“一、二、三”分了几大块", []),
        ("□中编号12的那条举措", [[("号", "12")]]),
        ("“五、其他事项”（一）里的第3条", [[("一、", "5"), ("（一）", "1"), ("条", "3")]]),
        ("第二大块政策措施里头（二）的第3条", [[("块", "2"), ("（一）", "2"), ("条", "3")]]),
        ("从第三十八条念到第四十条", [[("条", "38")], [("条", "39")], [("条", "40")]]),
        ("倒数第三条", [[("条", "last3")]]),
        ("附件2", [[("附件", "2")]]),
        ("第三条第一项和第二项", [[("条", "3"), ("项", "1")], [("条", "3"), ("项", "2")]]),
        ("第六个问题的第（二）点", [[("问题", "6"), ("点", "2")]]),
        ("第二个问题，补助多少", []),
        ("专栏4里的（二）", [[("专栏", "4"), ("（一）", "2")]]),
        ("第二个专栏", [[("专栏", "2")]]),
        ("□ 8条 14条 都要", [[("条", "8")], [("条", "14")]]),
        ("保障措施里第（四）小节", [[("（一）", "4")]]),
        ("著作权人有哪些权利", []),
        ("□，十二条大标题都是什么", []),
        ("准入目录，一里面的（三）", [[("一、", "1"), ("（一）", "3")]]),
        ("□11条1款(4)项", [[("条", "11"), ("款", "1"), ("项", "4")]]),
    ],
)
def test_addresses_are_read_from_the_larger_unit_to_the_smaller(text: str, steps: list[list[tuple[str, str]]]) -> None:
    assert [[(step.counter, step.number) for step in address] for address in read_addresses(text)[0]] == steps


@pytest.mark.parametrize(
    "question, expected",
    [
        (
            "清河市民宿措施第五部分最后一点",
            [
                "（二）强化监督检查。市文旅局每半年组织一次联合检查，对骗取补助资金的，追回资金并三年内取消申报资格。",
            ],
        ),
        ("清河市城市容貌管理办法第二条第二项", ["第二条临街商户应当做到：", "②不得占道经营；"]),
        ("清河市十四五规划第三章第二节", ["第二节完善综合交通\n新建高速公路160公里，开工建设清白城际铁路。"]),
        ("反洗钱法（2006）第一条", ["第一条为了预防洗钱活动，维护金融秩序，遏制洗钱犯罪及相关犯罪，制定本法。"]),
        ("2007年时反洗钱法第一条是什么", ["第一条为了预防洗钱活动，维护金融秩序，遏制洗钱犯罪及相关犯罪，制定本法。"]),
        (
            "反洗钱法2006年版和2024年版最后一条有什么不同",
            ["第九条本法自2007年1月1日起施行。", "第十三条本法自2025年1月1日起施行。"],
        ),
        ("《清河市科技创新券管理办法》（清科规〔2020〕3号）第五条", ["第五条市科技局负责创新券的发放和兑付。"]),
        ("城市容貌管理办法第三条", ["第三条沿街建筑外立面每5年至少清洗一次，玻璃幕墙每年至少清洗一次。"]),
    ],
)
def test_what_is_right_and_not_done_yet(towns: Towns, question: str, expected: list[str]) -> None:
    assert quotes(towns.ask(question)) == expected


def test_an_item_under_a_heading_is_quoted_behind_the_words_that_open_it(towns: Towns) -> None:
    found = quotes(towns.ask("清河市民宿措施第四部分第（二）项"))
    assert found[-1] == "（二）被列入严重失信主体名单的；"
    assert found[0].endswith("有下列情形之一的，不予支持：")


@pytest.mark.parametrize("number, title", [(1, "民宿补助申请表"), (2, "民宿等级评定标准")])
def test_an_annex_of_which_only_the_title_stands_there_is_quoted_by_it(towns: Towns, number: int, title: str) -> None:
    answer = towns.ask(f"清河市民宿措施附件{number}")
    assert "没有附件" not in answer.text and title in "".join(quotes(answer))


def test_an_annex_that_is_not_listed_is_not_there(towns: Towns) -> None:
    answer = towns.ask("清河市民宿措施附件3")
    assert not answer.found and "没有附件3" in answer.text


@pytest.mark.parametrize(
    "question, name, start, stop",
    [
        ("著作权法第六条", "著作权法", "第六条", "第二节"),
        ("著作权法第六条规定了什么", "著作权法", "第六条", "第二节"),
        ("反洗钱法第四条是什么", "反洗钱法2024", "第四条", "第五条"),
        ("著作权法第六条是什么", "著作权法", "第六条", "第二节"),
        ("反洗钱法第十一条是什么", "反洗钱法2024", "第十一条", "第四章"),
    ],
)
def test_of_an_article_with_a_list_nothing_is_left_out(
    towns: Towns, question: str, name: str, start: str, stop: str
) -> None:
    assert "\n".join(quotes(towns.ask(question))) == towns.between(name, start, stop)
