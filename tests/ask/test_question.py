"""The table of examples for mingce/question.py."""

import pytest

from mingce.ask.question import answers_kind, find_sides, split_parts, topic, understand
from mingce.errors import UserError


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
    assert understand(text).kind == kind


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


@pytest.mark.parametrize(
    "text, focus",
    [
        ("推行什么样的监管模式", "监管模式"),
        ("要培育多少家龙头企业？", "龙头企业"),
        ("农村电商覆盖率是多少？", "农村电商覆盖率"),
    ],
)
def test_focus(text: str, focus: str) -> None:
    assert focus in understand(text).focus


def test_words_of_frame_are_no_focus() -> None:
    assert understand("有什么要求？").focus == ()


def test_constraints() -> None:
    question = understand("湖北省2030年第九次会议讲《条例》和“双随机”的内容是什么？")
    assert question.regions == ("湖北",)
    assert question.years == ("2030",)
    assert question.ordinals == ("第九次",)
    assert question.titles == ("条例",)
    assert question.quoted == ("双随机",)


def test_traditional_and_full_width_become_simplified_and_half_width() -> None:
    assert understand("２０２５年質量強省的目標？").text == "2025年质量强省的目标？"


@pytest.mark.parametrize("text", ["", "   ", "\n\t　"])
def test_empty_question_is_a_users_mistake(text: str) -> None:
    with pytest.raises(UserError, match="问题是空的"):
        understand(text)


def test_long_question_is_a_users_mistake_that_names_its_length() -> None:
    with pytest.raises(UserError, match="100000 个字"):
        understand("质" * 100_000)


HISTORY = [{"role": "user", "content": "到2025年合格率目标是多少？"}, {"role": "assistant", "content": "98%以上。"}]


@pytest.mark.parametrize(
    "text, leans",
    [
        ("那2035年呢？", True),
        ("那食品的呢？", True),
        ("它由谁负责？", True),
        ("其中哪些是企业要做的？", True),
        ("重大事项要向谁报告？", False),  # complete in itself
    ],
)
def test_a_follow_up_takes_the_question_before(text: str, leans: bool) -> None:
    question = understand(text, HISTORY)
    assert question.context == (HISTORY[0]["content"] if leans else "")


def test_history_without_user_turns_is_no_context() -> None:
    assert understand("那2035年呢？", [{"role": "assistant", "content": "好"}]).context == ""


@pytest.mark.parametrize(
    "text, parts",
    [
        ("首要责任在谁？施工单位承担什么责任？", ("首要责任在谁", "施工单位承担什么责任")),
        ("每年评几家，奖金给多少钱？", ("每年评几家", "奖金给多少钱")),
        ("要建多少个中心？", ()),
        ("在金融、商贸、物流领域，推动什么？", ()),
    ],
)
def test_parts(text: str, parts: tuple[str, ...]) -> None:
    assert split_parts(text) == parts


@pytest.mark.parametrize(
    "text, sides",
    [
        ("豫东和豫北的定位有什么不同？", ("豫东", "豫北")),
        ("对比一下：甲省的机制和乙省的格局，各是怎么表述的？", ("甲省的机制", "乙省的格局")),
        ("企业和个人都可以申请吗？", ()),
    ],
)
def test_sides_of_a_comparison(text: str, sides: tuple[str, ...]) -> None:
    assert find_sides(text) == sides


@pytest.mark.parametrize("text", ["你好", "在吗", "讲个笑话", "今天天气怎么样", "帮我用Python写个排序"])
def test_small_talk(text: str) -> None:
    assert understand(text).is_small_talk


@pytest.mark.parametrize("text", ["天然气价格怎么定", "你们省支持冷链吗", "谢绝参观的规定"])
def test_a_question_is_not_small_talk(text: str) -> None:
    assert not understand(text).is_small_talk


def test_topic_leaves_the_words_of_asking_out() -> None:
    assert topic("请问养老机构要不要参加等级评定？") == "养老机构参加等级评定"
