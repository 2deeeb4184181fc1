"""The table of examples for mingce/ask/kinds.py."""

import pytest

from mingce.ask.kinds import answers_kind, kinds_of


@pytest.mark.parametrize(
    "text, kind",
    [
        ("报名的联系电话是多少？", "contact"),
        ("奖金多少？", "money"),
        ("逾期要罚多少钱", "money"),
        ("主播带货要交多少保证金？", "money"),
        ("失业率控制在多少以内", "percent"),
        ("给减几个点的税？", "percent"),
        ("多久之内要答复？", "deadline"),
        ("办完要几个工作日", "deadline"),
        ("什么时候发布的？", "date"),
        ("到哪一年基本实现现代化？", "year"),
        ("要培育多少家龙头企业？", "count"),
        ("一共有多少章？", "count"),
        ("生活圈是几分钟的", "count"),
        ("领导小组组长是谁？", "person"),
        ("请了哪位专家讲课？", "person"),
        ("由哪个部门跟踪督促？", "body"),
        ("这事归谁管？", "body"),
        ("支持哪些地方建设基地？", "place"),
        ("根据哪个上位文件制定的？", "document"),
        ("为什么要搞自贸区？", "reason"),
        ("负面清单是什么意思？", "definition"),
        ("怎么申请补贴？", "procedure"),
        ("先进管理方法有哪些？", "list"),
        ("要强化哪几个环节？", "list"),  # 哪几个 asks which, not how many
        ("要不要附合格证？", "yes_no"),
        ("文件支持吗", "yes_no"),
        ("智能建造", "fact"),
        ("要把什么作为主攻方向", "fact"),  # 什么 is no question mark of yes or no
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert kinds_of(text)[0] == kind


@pytest.mark.parametrize(
    "kind, sentence, holds",
    [
        ("money", "对首次认定的企业给予50万元奖励。", True),
        ("money", "对先进个人给予表彰。", False),
        ("percent", "抽检合格率达98%以上。", True),
        ("percent", "合格率显著提高。", False),
        ("count", "培育2万家以上科技型中小企业。", True),
        ("count", "到2025年，形成一批高端装备产品。", False),  # a year is no number of things
        ("count", "3.提升质量引领力。", False),  # nor is a heading's own number
        ("date", "自2021年5月1日起施行。", True),
        ("deadline", "应当自收到申请之日起20日内作出决定。", True),
        ("contact", "联系电话：0371-65506789。", True),
        ("contact", "加强与企业的联系。", False),
        ("person", "武汉大学特聘教授黄惠康同志进行讲解。", True),
        ("person", "发挥领导小组作用。", False),
        ("person", "中央政治局的同志听取了讲解。", False),
        ("document", "根据《质量强国建设纲要》精神。", True),
        ("fact", "任何一句话。", True),
    ],
)
def test_answers_kind(kind: str, sentence: str, holds: bool) -> None:
    assert answers_kind(kind, sentence) is holds
