"""Enumerations that are answered whole: which one, with what opens it, and when none is."""

from pathlib import Path

import pytest

from mingce.ask.enumerations import COUNTED, enumerations, repetitions, unopened
from mingce.ask.question import understand
from mingce.ask.routes import lists
from mingce.ask.routes.asked import Asked
from mingce.ask.routes.list_question import asks_for_several, listed_class, listed_noun
from mingce.ask.routes.reply import Reply
from mingce.datatypes import Document
from mingce.documents.build import build
from mingce.index import Index

PERMIT = """临江市集市摊位管理办法
第一章 总则
第一条 为了方便群众，制定本办法。
第二章 摊位
第二条 申请固定摊位的，应当提交下列材料：
（一）摊位申请表；
（二）健康证明；
（三）经营品种清单。
销售熟食的，还应当提交冷藏设备照片。
第三条 有下列情形之一的，准予设置流动摊位：
（一）节日集市期间；
（二）经街道同意的夜市。
第四条 有下列情形之一的，不予设置流动摊位：
（一）占用消防通道的；
（二）距离学校大门不足五十米的；
（三）法律、法规规定的其他情形。
第五条 摊位管理员应当履行下列职责：
（一）巡查集市；
（二）登记摊主信息。
摊主应当履行下列义务：
（一）保持摊位清洁；
（二）明码标价。
第六条 摊主可以从事下列经营活动：①出售自产农产品；②修理日用品；③出售手工艺品。
第七条 除前款规定外，集市停业可以采取下列措施：
（一）提前公告；
（二）退还摊位费。"""

SPEECH = """市委农业工作会议在临江召开
会议强调，做好农业工作，必须守住耕地红线，必须依靠科技，必须尊重农民意愿。
会议指出，要适应形势，转变种植观念，更加注重品质；转变经营方式，更加注重合作；转变销售办法，更加注重网络。
会议部署三个方面工作。一是建好高标准农田。今年建成五万亩。二是育好良种。三是用好农机。
会议要求，发展绿色导向的生态农业、市场导向的特色农业和科技导向的智慧农业，实现耕地保有率、良种覆盖率，农机作业率“三个100%”。"""

OTHER = """江北县夜间施工管理规定
第一条 有下列情形之一的，可以夜间施工：
（一）抢险；
（二）浇筑混凝土。
第二条 申请夜间施工应当具备下列条件：
（一）有降噪方案；
（二）已公告居民。
第三条 严格落实噪声“四个最严”要求。"""


@pytest.fixture
def index(tmp_path: Path, encoder) -> Index:  # type: ignore[no-untyped-def]
    folder = tmp_path / "texts"
    folder.mkdir()
    for text in (PERMIT, SPEECH, OTHER):
        (folder / f"{text.splitlines()[0]}.txt").write_text(text, encoding="utf-8")
    build(folder, tmp_path / "index", encoder)
    return Index.open(tmp_path / "index", encoder)


def ask(index: Index, question: str) -> tuple[Reply | None, list[str]]:
    searcher = index.searcher
    understood = understand(question, [], searcher.vocabulary)
    named = searcher.names.named(understood.plain, understood.history, ())
    asked = Asked(understood, named, searcher, ())
    reply = lists.reply(asked)
    return reply, [asked.text(span) for line in reply.lines for span in line.quotes] if reply else []


@pytest.mark.parametrize(
    "question, quotes",
    [
        (
            "申请固定摊位要交哪些材料",
            [
                "第二条 申请固定摊位的，应当提交下列材料：",
                "（一）摊位申请表；",
                "（二）健康证明；",
                "（三）经营品种清单。",
                "销售熟食的，还应当提交冷藏设备照片。",
            ],
        ),
        (
            "哪些情形不能设置流动摊位？",
            [
                "第四条 有下列情形之一的，不予设置流动摊位：",
                "（一）占用消防通道的；",
                "（二）距离学校大门不足五十米的；",
                "（三）法律、法规规定的其他情形。",
            ],
        ),
        (
            "什么情况下可以设置流动摊位",
            ["第三条 有下列情形之一的，准予设置流动摊位：", "（一）节日集市期间；", "（二）经街道同意的夜市。"],
        ),
        ("摊位管理员有哪些职责", ["第五条 摊位管理员应当履行下列职责：", "（一）巡查集市；", "（二）登记摊主信息。"]),
        ("摊主要履行哪些义务", ["摊主应当履行下列义务：", "（一）保持摊位清洁；", "（二）明码标价。"]),
        (
            "摊主可以从事哪些经营活动",
            ["第六条 摊主可以从事下列经营活动：", "①出售自产农产品；", "②修理日用品；", "③出售手工艺品。"],
        ),
        (
            "夜间施工要具备什么条件",
            ["第二条 申请夜间施工应当具备下列条件：", "（一）有降噪方案；", "（二）已公告居民。"],
        ),
        (
            "农业工作会议讲的“三个必须”是什么",
            ["会议强调，做好农业工作，", "必须守住耕地红线，", "必须依靠科技，", "必须尊重农民意愿。"],
        ),
        (
            "三个“转变”是哪三个",
            [
                "会议指出，要适应形势，",
                "转变种植观念，更加注重品质；",
                "转变经营方式，更加注重合作；",
                "转变销售办法，更加注重网络。",
            ],
        ),
        (
            "农业工作会议部署的三个方面工作是哪三个",
            ["会议部署三个方面工作。", "一是建好高标准农田。今年建成五万亩。", "二是育好良种。", "三是用好农机。"],
        ),
    ],
)
def test_an_enumeration_is_quoted_whole_with_what_opens_it(index: Index, question: str, quotes: list[str]) -> None:
    reply, found = ask(index, question)
    assert found == quotes
    assert reply is not None and reply.found and reply.route == "lists"
    assert not reply.lines[0].is_item and reply.lines[1].is_item


@pytest.mark.parametrize("question", ["会议说发展哪三类农业", "“三个100%”是哪三个"])
def test_things_in_one_sentence_are_answered_by_the_sentence(index: Index, question: str) -> None:
    _, found = ask(index, question)
    assert len(found) == 1
    assert found[0].startswith("会议要求，发展绿色导向的生态农业") and found[0].endswith("“三个100%”。")


@pytest.mark.parametrize(
    "question",
    [
        "摊位费一天多少钱",  # no list
        "哪些情形不能夜间施工",  # there are only those in which one may
        "摊主不享有哪些权利",  # a negation that no text has
        "申请出租车牌照要交哪些材料",  # another thing is applied for
        "深圳市设置流动摊位哪些情形不予批准",  # another place
        "农业工作会议讲的“四个必须”是什么",  # there are three
        "市委工业工作会议部署的三个方面工作是哪三个",  # another meeting
        "噪声“四个最严”分别是哪四句话",  # they are named, and not said
        "流动摊位归哪些部门管",  # who, not what
        "它有哪些条件",  # of what?
        "申请固定摊位要交哪些材料，写在哪一章",  # where it stands
    ],
)
def test_what_is_not_sure_is_left_to_the_search(index: Index, question: str) -> None:
    assert ask(index, question) == (None, [])


SERVICES = """临江市便民服务实施方案
一、总体要求
（一）基本原则
—坚持便民利民。简化手续。
—坚持公开透明。全程公开。
（二）办理程序
1.提出申请。
2.当场受理。
（三）不得收费的情形
任何窗口不得实施下列行为：
（一）收取押金；
（二）搭车收费。
有下列情形之一的，无需缴纳工本费：
（一）首次申领；
（二）低保家庭。
二、工作情况
这一步，我们走得很稳当。
这一步，我们走得很扎实。
这一步，我们走得很有力。
要聚焦办事难点，聚焦群众需求，聚焦服务质量。
开展“推荐岗位、推荐培训、推荐项目”的“三推”服务。
三、职责分工
1.12345受理咨询，受理范围包括：
（1）政策咨询；
（2）意见建议。
2.110受理报警，受理范围包括：
（1）刑事警情。（2）治安警情；
（3）紧急求助。
四、纪律
禁止任何单位和个人实施下列扰乱窗口秩序的行为：
（一）插队；
（二）喧哗。
做好今年便民工作，要把握以下两点。
第一，方便群众。少跑腿。
第二，公开透明。多晒账。"""


@pytest.mark.parametrize(
    "question, quotes",
    [
        (
            "临江市便民服务实施方案的基本原则，请列明",
            ["（一）基本原则", "—坚持便民利民。简化手续。", "—坚持公开透明。全程公开。"],
        ),
        (
            "临江市便民服务实施方案里任何窗口不准干的事有哪几样",
            ["任何窗口不得实施下列行为：", "（一）收取押金；", "（二）搭车收费。"],
        ),
        (
            "临江市便民服务实施方案里哪些情况不用交工本费",
            ["有下列情形之一的，无需缴纳工本费：", "（一）首次申领；", "（二）低保家庭。"],
        ),
        (
            "临江市便民服务实施方案里三个“很”分别是啥",
            ["这一步，我们走得很稳当。", "这一步，我们走得很扎实。", "这一步，我们走得很有力。"],
        ),
        ("临江市便民服务实施方案提了哪几个“聚焦”", ["要聚焦办事难点，聚焦群众需求，聚焦服务质量。"]),
        ("临江市便民服务实施方案的“三推”是指推荐什么", ["开展“推荐岗位、推荐培训、推荐项目”的“三推”服务。"]),
        (
            "临江市便民服务实施方案里扰乱窗口秩序的行为都包括啥",
            ["禁止任何单位和个人实施下列扰乱窗口秩序的行为：", "（一）插队；", "（二）喧哗。"],
        ),
        (
            "临江市便民服务实施方案里做好当年便民工作要把握的两点是哪两点",
            ["做好今年便民工作，要把握以下两点。", "第一，方便群众。少跑腿。", "第二，公开透明。多晒账。"],
        ),
        (
            "临江市便民服务实施方案，两条基本原则分别叫什么",
            ["（一）基本原则", "—坚持便民利民。简化手续。", "—坚持公开透明。全程公开。"],
        ),
        (
            "临江市便民服务实施方案里110的受理范围包括哪些",
            ["2.110受理报警，受理范围包括：", "（1）刑事警情。", "（2）治安警情；", "（3）紧急求助。"],
        ),
    ],
)
def test_other_words_and_forms_of_enumerations(tmp_path: Path, encoder, question: str, quotes: list[str]) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "texts").mkdir()
    for text in (SERVICES, PERMIT):
        (tmp_path / "texts" / f"{text.splitlines()[0]}.txt").write_text(text, encoding="utf-8")
    build(tmp_path / "texts", tmp_path / "index", encoder)
    _, found = ask(Index.open(tmp_path / "index", encoder), question)
    assert found == quotes


TAXI = """临江市出租车管理条例
第一条 出租车服务工作应遵循以下原则：
坚持安全第一。定期检修车辆。
坚持乘客至上。耐心解答问题。
坚持诚实守信。按表收取车费。
第二条 驾驶员不得挑选乘客。有下列情形之一的，属于拒绝载客的行为：
（一）空车不停的；
（二）询问去向后离开的。
第三条 有下列情形之一的，驾驶员可以拒绝载客：
（一）乘客携带易燃物品的；
（二）醉酒者无人陪同的。
第四条 市应当设立出租车协调机构。协调机构由交通、公安等部门组成，履行下列职责：
（一）调解纠纷；
（二）发布运价。
驾驶员的监护人应当履行下列监护职责：
（一）看护；
（二）照料。
第五条 交通部门应当在经营权招标前公布下列信息：
（一）车辆数量；
（二）经营期限。
第六条 经营者有下列情形之一，不能履行管理职责的，应当委托他人代为管理：
（一）出国的；
（二）住院的。
第七条 车辆登记应提供材料包括：购车发票、保险单、车辆照片等。登记内容包括：车号、车主、住址。
第八条 安全专项资金主要用于以下方面：
（一）安装监控；
（二）更新车辆。
第九条 对存在下列问题的经营者予以撤销。
1.倒卖牌照的；
2.拒不整改的。
第十条 经营者不得实施下列行为：
（一）转包经营；
（二）乱收费用。
第十一条 车队成员条件
（一）有三年驾龄；
（二）遵守章程。"""


@pytest.mark.parametrize(
    "question, quotes",
    [
        (
            "临江市出租车管理条例里服务工作的三条原则是哪三条",
            [
                "第一条 出租车服务工作应遵循以下原则：",
                "坚持安全第一。定期检修车辆。",
                "坚持乘客至上。耐心解答问题。",
                "坚持诚实守信。按表收取车费。",
            ],
        ),
        (
            "临江市出租车管理条例，司机遇到哪些情况能拒载",
            ["第三条 有下列情形之一的，驾驶员可以拒绝载客：", "（一）乘客携带易燃物品的；", "（二）醉酒者无人陪同的。"],
        ),
        (
            "临江市出租车协调机构有哪些职责",
            [
                "第四条 市应当设立出租车协调机构。协调机构由交通、公安等部门组成，履行下列职责：",
                "（一）调解纠纷；",
                "（二）发布运价。",
            ],
        ),
        (
            "按临江市出租车管理条例，经营权招标前公布的信息包括哪些内容",
            ["第五条 交通部门应当在经营权招标前公布下列信息：", "（一）车辆数量；", "（二）经营期限。"],
        ),
        (
            "临江市出租车管理条例里经营者要委托他人代为管理，是哪些情形",
            [
                "第六条 经营者有下列情形之一，不能履行管理职责的，应当委托他人代为管理：",
                "（一）出国的；",
                "（二）住院的。",
            ],
        ),
        (
            "临江市出租车管理条例，车辆登记要交哪些材料",
            ["第七条 车辆登记应提供材料包括：购车发票、保险单、车辆照片等。"],
        ),
        (
            "临江市出租车管理条例的安全专项资金可以用到哪些地方",
            ["第八条 安全专项资金主要用于以下方面：", "（一）安装监控；", "（二）更新车辆。"],
        ),
        (
            "临江市出租车管理条例里经营者被撤销的是哪些情形",
            ["第九条 对存在下列问题的经营者予以撤销。", "1.倒卖牌照的；", "2.拒不整改的。"],
        ),
        (
            "临江市出租车管理条例里经营者不许做啥？我是一家小公司的老板",
            ["第十条 经营者不得实施下列行为：", "（一）转包经营；", "（二）乱收费用。"],
        ),
        (
            "我们想按临江市出租车管理条例加入车队当车队成员，要满足什么条件",
            ["第十一条 车队成员条件", "（一）有三年驾龄；", "（二）遵守章程。"],
        ),
        ("临江市出租车管理条例，车队教练的任职条件有哪几项", []),  # there are those of members only
        ("临江市出租车管理条例列出的不能开车的疾病有哪几种", []),  # none are listed
    ],
)
def test_what_a_lead_in_says_in_its_own_way(tmp_path: Path, encoder, question: str, quotes: list[str]) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "texts").mkdir()
    for text in (TAXI, PERMIT, OTHER):
        (tmp_path / "texts" / f"{text.splitlines()[0]}.txt").write_text(text, encoding="utf-8")
    build(tmp_path / "texts", tmp_path / "index", encoder)
    _, found = ask(Index.open(tmp_path / "index", encoder), question)
    assert found == quotes


def test_of_many_items_the_first_forty_are_quoted(tmp_path: Path, encoder) -> None:  # type: ignore[no-untyped-def]
    items = "\n".join(f"{n}.桌椅样品{n}；" for n in range(1, 46))
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "目录.txt").write_text(f"校园家具采购目录\n采购样品包括下列桌椅：\n{items}", encoding="utf-8")
    build(tmp_path / "texts", tmp_path / "index", encoder)
    reply, found = ask(Index.open(tmp_path / "index", encoder), "采购样品包括哪些桌椅")
    assert len(found) == 1 + lists.MOST_ITEMS and found[-1] == "40.桌椅样品40；"
    assert reply is not None and reply.lines[-1].words == "共 45 项，以上是前 40 项，其余请看《校园家具采购目录》原文。"


def texts(text: str, one) -> list[str]:  # type: ignore[no-untyped-def]
    return [text[start:end] for start, end in (one.lead, *one.items)]


def test_items_keep_what_stands_below_them() -> None:
    text = "应当符合下列条件：\n（一）股权关系具有下列情形之一：\n1.直接持有；\n2.间接持有。\n前述比例合并计算。\n（二）以股权支付。\n第二条 其他。"
    outer, inner = enumerations(Document("d", "", text, ""))
    assert texts(text, outer) == [
        "应当符合下列条件：",
        "（一）股权关系具有下列情形之一：\n1.直接持有；\n2.间接持有。\n前述比例合并计算。",
        "（二）以股权支付。",
    ]
    assert texts(text, inner) == ["（一）股权关系具有下列情形之一：", "1.直接持有；", "2.间接持有。"]


def test_the_paragraph_that_the_lead_in_leans_on_is_kept() -> None:
    text = "规划经批准，不得修改。\n有下列情形之一的，可以修改前款规划：\n（一）灾后重建；\n（二）区划调整。"
    (one,) = enumerations(Document("d", "", text, ""))
    assert text[slice(*one.before)] == "规划经批准，不得修改。"


def test_numbered_headings_with_text_between_them_are_no_enumeration() -> None:
    text = "一、总体要求\n（一）指导思想。坚持改革。\n（二）基本原则。坚持创新。"
    assert enumerations(Document("d", "", text, "")) == ()


def test_points_are_counted_off_across_paragraphs_and_end_with_their_sentence() -> None:
    text = "抓好以下工作。\n一是修路。\n二是架桥。\n\n主要做法：一是种树；二是种草。成效明显。"
    first, second = enumerations(Document("d", "", text, ""))
    assert first.form == second.form == COUNTED
    assert texts(text, first) == ["抓好以下工作。", "一是修路。", "二是架桥。"]
    assert texts(text, second) == ["主要做法：", "一是种树；", "二是种草。"]


def test_sentences_that_begin_alike() -> None:
    text = "会议要求，各地行动起来。要修路。要架桥。要种树。"
    (one,) = repetitions(Document("d", "", text, ""), "要")
    assert texts(text, one) == ["会议要求，各地行动起来。", "要修路。", "要架桥。", "要种树。"]


LAYOUTS = """临江市防汛应急预案
现场设立相关应急工作组，按职责开展工作。
1.抢险组：由水务局担任组长单位。
2.转移组：由民政局担任组长单位。
3.保障组：由财政局担任组长单位。
（二）基本原则。
――坚持生命至上。先救人。
――坚持分级负责。各负其责。
今年办好“三件防汛实事”。（1）加固堤坝；（2）疏通河道；（3）更新泵站。会后分头落实。
去年完成投资。（1）堤坝三处；（2）河道两条。"""


def test_layouts_that_no_colon_opens() -> None:
    document = Document("d", "临江市防汛应急预案", LAYOUTS, "")
    text = document.text
    (groups,) = unopened(document)
    assert text[slice(*groups.lead)] == "现场设立相关应急工作组，按职责开展工作。"
    assert [text[slice(*item)][:5] for item in groups.items] == ["1.抢险组", "2.转移组", "3.保障组"]
    opened = {text[slice(*one.lead)]: len(one.items) for one in enumerations(document)}
    assert opened == {"（二）基本原则。": 2, "今年办好“三件防汛实事”。": 3}


@pytest.mark.parametrize(
    "question, pairs",
    [
        ("准许燃放的时间段分别是哪几个？", ("时间", "间段")),
        ("哪几类车辆能免收通行费", ("车辆",)),
        ("禁用药品名单有哪些", ("品名", "名单")),
        ("要满足哪些条件之一才行", ()),  # CLASSES knows other words for conditions
        ("会议审议了哪些文件", ()),  # they are listed by their own names
        ("有哪些情形", ()),
    ],
)
def test_the_noun_that_names_what_is_listed(question: str, pairs: tuple[str, ...]) -> None:
    assert listed_noun(question) == pairs


def test_a_class_of_items_is_known_by_other_words() -> None:
    holds = listed_class("专家的任职条件有哪几项？")
    assert holds and holds.search("应当具备下列资格") and not holds.search("由专家等人员组成的指挥部")


@pytest.mark.parametrize(
    "question, is_asked",
    [
        ("有边几种情况会停发", True),
        ("按什么程序走？几步都列上", True),
        ("一条条说清楚", True),
        ("高考那几天放鞭炮罚多少钱", False),
        ("第三条哪一章", False),
    ],
)
def test_several_are_asked_for(question: str, is_asked: bool) -> None:
    assert asks_for_several(question) is is_asked
