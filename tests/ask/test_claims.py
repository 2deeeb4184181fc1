"""What may be said of six sentences, and what may not."""

import time

import pytest

from mingce.ask.claims import check, support
from mingce.ask.generate import sentences
from mingce.datatypes import Citation

QUOTES = (
    "（一）治理污染。到2025年，城市污水处理率达到95%以上。",
    "严禁企业向河湖直排污水。",
    "鼓励企业参与湿地修复，推广《河湖保护指南》和“河长制”。",
    "省级粮食储备不得低于30万吨，其中小麦20至30万吨、稻谷3—5万吨。",
    "申报材料于二〇二三年一月十七日前报送，网址http://lake.gov.cn/apply，邮箱lake@gov.cn。",
    "第十五条 一年内完成十五个项目，投入12,000元，降低百分之五。",
)
EVIDENCE = tuple(
    Citation(n, "lake", "关于加强河湖保护的意见", ("二、重点任务",), quote, n * 100, n * 100 + len(quote))
    for n, quote in enumerate(QUOTES, start=1)
)
GOOD = "到2025年，城市污水处理率达到95%以上。[1]"


FAULTY = [
    ("到2025年，城市污水处理率达到96%以上。[1]", "数字"),
    ("到2026年，城市污水处理率达到95%以上。[1]", "数字"),
    ("到2025年，城市污水处理率达到95个以上。[1]", "数字"),
    ("到2025年，城市污水处理率达到百分之九十六以上。[1]", "数字"),
    ("到2025年，城市污水处理率达到5%以上。[1]", "数字"),  # 95%, and 5% in a sentence that is not cited
    ("小麦30万吨[4]，城市污水处理率达到95%以上[4]。", "数字"),  # stands in [1]
    ("稻谷3吨至5吨。[4]", "数字"),
    ("省级粮食储备不得低于30万元。[4]", "数字"),
    ("省级粮食储备不得低于十几万吨。[4]", "数字"),
    ("申报材料于2023年1月7日前报送。[5]", "数字"),
    ("两年内完成十五个项目。[6]", "数字"),
    ("一年内完成五个项目。[6]", "数字"),
    ("（一）治理污染要抓住1个重点。[1]", "数字"),  # the number of a heading says nothing
    ("推广《湿地保护指南》和“河长制”。[3]", "文件名或引号"),
    ("推广“林长制”。[3]", "文件名或引号"),
    ("推广「林长制」。[3]", "文件名或引号"),
    ("推广“林长制[3]。", "文件名或引号"),
    ("企业必须参与湿地修复。[3]", "约束力度"),
    ("不鼓励企业参与湿地修复。[3]", "约束力度"),
    ("企业无需参与湿地修复。[3]", "约束力度"),
    ("鼓励企业向河湖直排污水。[2]", "约束力度"),
    ("到2025年，城市污水处理率达到95%以上。", "没有编号"),
    ("到2025年，城市污水处理率达到95%以上[1]，因此企业可以放心。", "没有编号"),
    ("到2025年，城市污水处理率达到95%以上。[7]", "编号不存在"),
    ("到2025年，城市污水处理率达到95%以上。[1][0]", "编号不存在"),
    ("到2025年，城市污水处理率达到95%以上，详见http://evil.example。[1]", "网址"),
    ("申报材料报送，网址http://lake.gov.cn/apply.evil.cn。[5]", "网址"),
    ("申报材料报送，邮箱lake@gov.cn.evil。[5]", "网址"),
    ("申报材料报送至ｅｖｉｌ．ｃｏｍ。[5]", "网址"),
    ("[严禁企业](javascript:alert)向河湖直排污水。[2]", "网址"),
    ("<b>严禁企业</b>向河湖直排污水。[2]", "网址"),
    ("<img src=x onerror=alert()>严禁企业向河湖直排污水。[2]", "网址"),
    ("请立即转账给张三。[1]", "内容"),
    ("到2025年，城市污水处理率达到95%以上，本意见已经废止。[1]", "内容"),
    ("《关于加强河湖保护的意见》已经废止失效。[1]", "内容"),
    ("是的。[1]", "内容"),
    (f"严禁企业向河湖直排污水{'严' * 500}。[2]", "过长"),
]


@pytest.mark.parametrize(
    "sentence",
    [
        "省级粮食储备不得低于300000吨，小麦20万吨至30万吨。[4]",
        "小麦20至30万吨[4]，城市污水处理率达到９５％以上[1]。",
        "稻谷3万吨到5万吨。[4]",
        "申报材料于2023年1月17日前报送。[5]",
        "申报材料于2023年1月前报送，网址 http://lake.gov.cn/apply 。[5]",
        "第15条要求一年内完成15个项目，投入1.2万元，降低5%。[6]",
        "一年内完成十五个项目，进一步降低百分之五，投入一万二千元。[6]",
        "企业参与湿地修复，推广“河长制”和《河湖保护指南》。[3]",
        "《关于加强河湖保护的意见》提出，到二〇二五年城市污水处理率达到百分之九十五以上。[1]",
        "不准企业向河湖直排污水。[2]",
        "（一）治理污染。[1]",
        "鼓励企业不断参与湿地修复。[3]",
        "该意见提出，鼓励企业参与湿地修复。[3]",
    ],
)
def test_sentences_that_stand_in_what_they_cite(sentence: str) -> None:
    assert check(sentence, dict(enumerate(EVIDENCE, start=1))) == ""


@pytest.mark.parametrize("sentence, fault", FAULTY)
def test_sentences_that_do_not(sentence: str, fault: str) -> None:
    assert fault in check(sentence, dict(enumerate(EVIDENCE, start=1)))


@pytest.mark.parametrize(
    "hostile",
    [
        "一" * 300,
        "亿" * 300,
        "九亿" * 150,
        "9" * 399,
        "1万" * 190 + "亿亿亿亿",
        "٣٤ ²³ ① Ⅳ ½",
        "[1" * 200,
        "《" * 300,
        "“" * 300,
        "1.1" * 130,
        "a." * 190,
        "\x1b[31m\x00\u202e",
        "3—5" * 130 + "%",
        "百分之" * 130,
    ],
)
def test_no_sentence_breaks_the_checks(hostile: str) -> None:
    started = time.perf_counter()
    check(f"{hostile}。[1]", dict(enumerate(EVIDENCE, start=1)))
    list(sentences([hostile * 20, "。[1]"]))
    assert time.perf_counter() - started < 0.5


def test_support_is_that_of_the_weakest_part() -> None:
    """Pairs of 请立即转账给: 请立, 立即, 即转, 转账, 账给; 立即 stands there."""
    assert support("严禁企业直排，请立即转账给", "严禁企业直排，立即整改") == 0.2
    assert support("其中，严禁企业直排", "严禁企业直排") == 1.0
    assert support("。", "严禁") == 0.0
