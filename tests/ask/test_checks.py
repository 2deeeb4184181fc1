from dataclasses import replace

import pytest

from mingce.ask.checks import check
from mingce.ask.question import understand
from mingce.datatypes import Document, Section
from mingce.facts.slogans import spells_out

TEXT = "（二）主要目标\n到2025年，合格率达98%以上。第十次集体学习强调“四个最严”要求。设立省长质量奖。"
DOCUMENT = Document("d", "河南省质量强省意见", TEXT, "d.txt", issuer="中共河南省委", date="2023-01-17", region="河南省")
SECTION = Section("d", ("（二）主要目标",), 0, len(TEXT))


def failed(question: str, sentence: str) -> list[str]:
    return [c.name for c in check(understand(question), sentence, SECTION, DOCUMENT) if not c.passed]


@pytest.mark.parametrize(
    "question, sentence, names",
    [
        # the award is mentioned, its money is not
        ("省长质量奖奖金多少？", "设立省长质量奖。", ["kind"]),
        # another province's target is not this one's
        ("湖北省合格率目标是多少？", "到2025年，合格率达98%以上。", ["region"]),
        ("河南省合格率目标是多少？", "到2025年，合格率达98%以上。", []),
        # where the asker comes from is no constraint
        ("我们是湖北的企业，合格率目标是多少？", "到2025年，合格率达98%以上。", []),
        # another year; the year of the document itself, whose text says "今年"
        ("2023年合格率目标是多少？", "合格率达98%以上。", []),
        ("2030年合格率目标是多少？", "到2025年，合格率达98%以上。", ["year"]),
        ("2025年合格率目标是多少？", "到2025年，合格率达98%以上。", []),
        # the ninth is not the tenth; 10 and 十 are the same
        ("第九次集体学习强调什么？", "第十次集体学习强调“四个最严”要求。", ["ordinal"]),
        ("第10次集体学习强调什么？", "第十次集体学习强调“四个最严”要求。", []),
        # a target is not a result
        ("合格率实际是多少？", "到2025年，合格率达98%以上。", ["actual"]),
        # a slogan that is named but not spelled out
        ("“四个最严”分别是哪四个？", "第十次集体学习强调“四个最严”要求。", ["spelled_out"]),
        # an office without its holder
        ("领导小组组长是谁？", "由王建国同志讲解。", ["role"]),
        ("《食品法》规定合格率多少？", "合格率达98%以上。", ["title"]),
    ],
)
def test_check(question: str, sentence: str, names: list[str]) -> None:
    assert failed(question, sentence) == names


def test_a_document_for_the_whole_country_may_hold_for_any_region() -> None:
    question = understand("湖北省合格率目标是多少？")
    national = replace(DOCUMENT, issuer="国务院", region="全国")
    checks = check(question, "到2025年，合格率达98%以上。", SECTION, national)
    assert [c.name for c in checks if not c.passed] == ["region_unnamed"]


@pytest.mark.parametrize(
    "sentence, spelled",
    [
        ("“两个确保”：确保甲、确保乙。", True),
        ("“两个确保”是指确保甲、确保乙。", True),
        ("锚定“两个确保”，实施“十大战略”。", False),
    ],
)
def test_spells_out(sentence: str, spelled: bool) -> None:
    assert spells_out(("两个确保", 2), sentence) is spelled
