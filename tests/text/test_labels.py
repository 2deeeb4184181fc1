import pytest

from mingce.text.labels import ITEM_LABEL, form_of, is_numbered, opens_heading, without_labels


@pytest.mark.parametrize(
    "line, form",
    [
        ("第一编 总则", "part"),
        ("第二篇 全面准确把握", "part"),
        ("第三部分 保障", "part"),
        ("第一章 总 则", "chapter"),
        ("第二节 监督检查", "division"),
        ("一、总体要求", "one"),
        ("二．主要任务", "one"),
        ("一、二、三产业融合", ""),  # followed by another numeral
        ("第十二条 生产者", "article"),
        ("第12条 生产者", "article"),
        ("第十二条之一 生产者", "article"),
        ("第十条中国人民银行", "article"),
        ("第一条2013年", "article"),
        ("第十二条规定的", ""),  # mentions
        ("第十二条中的", ""),
        ("第12条（三）项", ""),
        ("1.1编制目的", "decimal"),
        ("1.5万亿元", ""),
        ("2.3个百分点", ""),
        ("第一，认清形势，坚定信心。", "nth"),
        ("（一）指导思想", "bracket"),
        ("(三)加强", "bracket"),
        ("1.强化产业", "arabic"),
        ("3、加快", "arabic"),
        ("2023年", ""),
        ("（1）甲", "paren"),
        ("①甲", "circle"),
        ("——质量更好。", "dash"),
        ("会议指出", ""),
    ],
)
def test_form_of(line: str, form: str) -> None:
    assert form_of(line) == form
    assert is_numbered(line) is (form not in ("", "dash"))


@pytest.mark.parametrize(
    "line, expected",
    [
        ("一、总体要求", True),
        ("（一）指导思想。以……", True),
        ("1.强化产业基础", True),
        ("——品牌建设", True),
        ("附件1", True),
        ("## 总体要求", True),
        ("1.5万亿元的投资", False),
        ("1.1 编制目的", True),
        ("2.1.3　处置措施", True),
        # a line may be broken before these
        ("0.04 人/亿元以内", False),
        ("1.2 个百分点以内", False),
        ("5.12汶川地震", False),
        ("第二，要加强领导", False),
        ("2023年1月17日", False),
        ("会议指出，要坚持", False),
    ],
)
def test_opens_heading(line, expected):
    assert opens_heading(line) is expected


def test_a_number_opens_a_heading_where_a_sentence_has_ended():
    assert opens_heading("1.3工作原则", is_new_sentence=True) and not opens_heading("1.3工作原则")
    assert not opens_heading("1.5亿元以上的", is_new_sentence=True)


@pytest.mark.parametrize(
    "text, words",
    [
        ("二、重点任务", "重点任务"),
        ("（三）治理污染", "治理污染"),
        ("( 3 ) 治理污染", "治理污染"),
        ("第十二条 （一）甲", "甲"),
        ("第十二条之一　甲", "甲"),
        ("第二部分 保障", "保障"),
        ("——品牌建设", "品牌建设"),
        ("一是加强领导", "加强领导"),
        ("二要加强领导", "加强领导"),
        ("①甲", "甲"),
        # no labels
        ("1.5万亿元", "1.5万亿元"),
        ("3、5号线", "3、5号线"),
        ("2023年", "2023年"),
        ("一带一路", "一带一路"),
    ],
)
def test_without_labels(text: str, words: str) -> None:
    assert without_labels(text) == words


@pytest.mark.parametrize(
    "sentence, is_item",
    [
        ("（一）甲", True),
        ("1.甲", True),
        ("三是甲", True),
        ("——甲", True),
        ("第十二条 甲", False),
        ("1.5万亿元", False),
    ],
)
def test_item_label(sentence: str, is_item: bool) -> None:
    assert bool(ITEM_LABEL.match(sentence)) is is_item
