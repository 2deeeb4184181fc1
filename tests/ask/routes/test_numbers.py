"""The numbers of three small documents: what they stand for, which there are, what two of them differ by."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mingce.ask.question import understand
from mingce.ask.routes import number_totals, numbers
from mingce.ask.routes.asked import Asked
from mingce.ask.routes.reply import Reply, Span
from mingce.documents.build import build
from mingce.index import Index

PLAN = """清河市发展规划纲要
（2021年2月26日批准）
第一章　发展环境
“十三五”时期，全市财政收入由2015年的120亿元增加到2020年的186亿元。
第二章　主要目标
| 指标 | 2020年 | 2025年 | 年均增速 | 属性 |
| 地区生产总值（亿元） | 1860 | 2600 | 7% | 预期性 |
| 研发经费投入强度（%） | 1.8 | 2.6 | — | 预期性 |
| 森林覆盖率（%） | 31.2 | 32.5 | — | 约束性 |
第三章　重点任务
到2025年培育百亿级企业8家，规模以上工业企业达到1200家，高标准农田达到300万亩。
新建高速公路160公里，新建国家铁路40公里。
第四章　2035年目标
到2035年，城镇化率达到80%以上。
——建成区绿化率达到45%。
——生态环境根本好转。
第五章　保障措施
监测评估每年开展1次。"""

HOTELS = """白石市民宿促进措施
（2023年6月18日）
一、奖励
对评为甲级民宿的，给予20万元奖励；对评为乙级民宿的，给予8万元奖励。年营业收入达到20万元以上的民宿，可以申报。
二、休假
职工怀孕未满4个月流产的，享受15天产假；怀孕满4个月流产的，享受42天产假。
三、目标
今年主要预期目标是：民宿达到600家；从业人员5000人；游客满意度95%以上；投诉率控制在3%以下。
四、降费
将转贷资金费率由0.2‰降至0.1‰。培训民宿管家3000元一期，贴息总额2万元。"""

CARE = """南山市养老服务规定
第一条 护理型床位占比不低于55%。
第二条 失能老年人贫血率控制在10%以下，孕妇贫血率控制在10%以下，儿童贫血率控制在7%以下。
第三条 参加培训的人数较2022年翻一番。"""


@pytest.fixture
def index(tmp_path: Path, make_encoder: Callable) -> Index:
    return _built(tmp_path, make_encoder(), {"清河规划": PLAN, "民宿措施_20230618": HOTELS, "养老规定": CARE})


def _built(folder: Path, encoder: object, texts: dict[str, str]) -> Index:
    (folder / "corpus").mkdir()
    for name, text in texts.items():
        (folder / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    build(folder / "corpus", folder / "index", encoder)  # type: ignore[arg-type]
    return Index.open(folder / "index", encoder)  # type: ignore[arg-type]


def _reply(index: Index, text: str, history: Sequence[str] = ()) -> Reply | None:
    searcher = index.searcher
    turns = [{"role": "user", "content": turn} for turn in history]
    question = understand(text, turns, searcher.vocabulary)
    return numbers.reply(Asked(question, searcher.names.named(question.plain, question.history), searcher, ()))


def _quotes(index: Index, reply: Reply) -> list[str]:
    return [index.document(s.doc_id).text[s.start : s.end] for line in reply.lines for s in line.quotes]


def _said(reply: Reply) -> str:
    return "\n".join(line.words for line in reply.lines)


# Question, a part of each quote in reading order, what our own words hold
ANSWERED = [
    # a number: what it stands for
    ("160公里指什么", ["新建高速公路160公里"], "160公里：高速公路"),
    ("1200家和8家各是什么", ["规模以上工业企业达到1200家", "培育百亿级企业8家"], "规模以上工业企业"),
    ("32.5%是什么指标", ["森林覆盖率（%）| 31.2 | 32.5"], "森林覆盖率（“2025年”一栏）"),
    ("“翻一番”的是哪个数", ["参加培训的人数较2022年翻一番"], "一番"),
    ("300万亩是什么", ["高标准农田达到300万亩"], "高标准农田"),
    ("百分之五十五是什么指标", ["护理型床位占比不低于55%"], "护理型床位"),
    # all of a bound, a kind, a year
    ("哪些率控制在10%以下", ["失能老年人贫血率控制在10%以下"], "“10%以下”的共 2 项"),
    ("20万元的奖励有哪些", ["给予20万元奖励"], "共 1 项"),
    ("约束性指标有哪些", ["森林覆盖率"], "约束性指标共 1 项"),
    ("预期性指标有哪些", ["地区生产总值", "研发经费投入强度"], "预期性指标共 2 项"),
    (
        "白石市民宿措施的主要预期目标有哪些",
        ["民宿达到600家", "从业人员5000人", "游客满意度95%", "投诉率"],
        "共 4 个数、4 句",
    ),
    ("清河规划2035年的目标有哪些", ["城镇化率达到80%以上", "绿化率达到45%", "生态环境根本好转"], "共 3 段"),
    ("清河规划2025年的全部指标", ["2600", "2.6", "32.5", "1200家"], "2025年的指标共 6 项"),
    # a name: its number
    ("研发投入强度2020年是多少", ["研发经费投入强度（%）| 1.8"], "“2020年”为1.8"),
    ("森林覆盖率是多少", ["森林覆盖率"], "“2020年”为31.2，“2025年”为32.5"),
    # two numbers
    ("地区生产总值2025年比2020年增长多少", ["地区生产总值（亿元）"], "相差740亿元：2600-1860=740"),
    ("地区生产总值2025年比2020年多多少亿元", ["地区生产总值（亿元）"], "相差740亿元"),
    ("森林覆盖率2025年比2020年提高几个百分点", ["森林覆盖率"], "1.3个百分点：32.5-31.2=1.3"),
    ("财政收入2020年比2015年增加多少", ["由2015年的120亿元增加到2020年的186亿元"], "相差66亿元"),
    ("转贷资金费率降了多少", ["由0.2‰降至0.1‰"], "相差0.1‰：0.2-0.1=0.1"),
    ("怀孕满4个月流产比不满4个月的，产假多几天", ["享受42天产假"], "相差27天：42-15=27"),
    ("甲级民宿比乙级民宿的奖励多多少", ["给予20万元奖励", "给予8万元奖励"], "相差12万元"),
    ("新建高速公路、国家铁路一共多少公里", ["新建国家铁路40公里"], "合计200公里"),
    ("新建高速公路和国家铁路加起来多少公里", ["新建国家铁路40公里"], "合计200公里：160+40=200"),
]


@pytest.mark.parametrize(("question", "quotes", "words"), ANSWERED)
def test_answers_with_the_number_and_its_quote(index: Index, question: str, quotes: list[str], words: str) -> None:
    reply = _reply(index, question)
    assert reply is not None
    assert reply.found
    assert words in _said(reply)
    told = _quotes(index, reply)
    at = [next((row for row, quote in enumerate(told) if part in quote), -1) for part in quotes]
    assert min(at) >= 0, told
    assert at == sorted(at) or "各是" in question


LEFT = [
    "城镇化率2035年目标是怎么实现的",  # not asked for a number
    "深圳的森林覆盖率是多少",  # another place
    "丙级民宿奖励多少钱",  # another group
    "男职工产假多少天",
    "失能老年人和孕妇的床位加起来多少",
    "甲级民宿比丙级民宿的奖励多多少",
    "转贷资金费率涨了多少",  # it fell
    "人民政府每年开展几次监测评估",  # of another body
    "三个方面是什么",  # counts loosely
    "第二条是什么",
    "2021年2月26日是什么时候",
    "今天天气怎么样",
    "怎么申请民宿奖励",
    "哪些情形不予奖励",
]


@pytest.mark.parametrize("question", LEFT)
def test_leaves_what_it_is_not_sure_of(index: Index, question: str) -> None:
    assert _reply(index, question) is None


def test_a_year_that_the_text_has_not_is_refused_by_name(index: Index) -> None:
    reply = _reply(index, "森林覆盖率2031年是多少")
    assert reply is not None
    assert not reply.found
    assert _said(reply) == "《清河市发展规划纲要》里“森林覆盖率”没有2031年的数，写的是2020年、2025年的。"


def test_a_number_that_a_named_document_has_not_is_refused(index: Index) -> None:
    reply = _reply(index, "《清河市发展规划纲要》里8765.4亿元指的是什么")
    assert reply is not None
    assert not reply.found
    assert "没有“8765.4亿元”" in _said(reply)


def test_the_document_of_the_talk_is_the_one_that_is_asked(index: Index) -> None:
    reply = _reply(index, "那42天是哪一块", ["《白石市民宿促进措施》讲了什么"])
    assert reply is not None
    assert _quotes(index, reply) == ["怀孕满4个月流产的，享受42天产假。"]


def test_a_computed_value_names_its_operands(index: Index) -> None:
    reply = _reply(index, "甲级民宿比乙级民宿的奖励多多少")
    assert reply is not None
    (computed,) = reply.computed
    assert (computed.value, computed.unit, computed.expression) == ("12", "万元", "20-8=12")
    assert [index.document(s.doc_id).text[s.start : s.end] for s in computed.operands] == [
        "对评为甲级民宿的，给予20万元奖励；对评为乙级民宿的，给予8万元奖励。"
    ] * 2
    assert "由上列两个数相减得出，原文没有写这个数" in _said(reply)


def test_units_of_one_kind_are_converted_and_that_is_said(index: Index) -> None:
    reply = _reply(index, "贴息总额和培训民宿管家加起来多少元")
    assert reply is not None
    assert "合计23000元：20000+3000=23000" in _said(reply)
    assert "单位统一换算成元" in _said(reply)


def test_the_bounds_of_operands_are_told(index: Index) -> None:
    reply = _reply(index, "孕妇贫血率比儿童贫血率高几个百分点")
    assert reply is not None
    assert "相差3个百分点：10-7=3" in _said(reply)
    assert "这里按其中的数字计算" in _said(reply)


def test_numbers_of_the_sample_are_told(sample_index: Index) -> None:
    meaning = _reply(sample_index, "1000家以上指什么")
    listed = _reply(sample_index, "哪些目标是10个以上")
    assert meaning is not None
    assert listed is not None
    assert "省级以上农业产业化龙头企业" in _said(meaning)
    assert "中国质量奖及提名奖" in _said(listed)
    assert all("10个以上" in quote or "30个以上" in quote or "15个" in quote for quote in _quotes(sample_index, listed))
    assert _reply(sample_index, "湖北省国家质检中心要建成多少个") is None


REPORT = """东河市政府工作报告（2024年）
全年城镇居民人均可支配收入达到48000元，农村居民人均纯收入达到26000元。
出席会议的有，委员120人，候补委员40人。
拟安排财政赤字900亿元，比上年增加150亿元。
到2026年底，全面完成老旧管网改造。到2026年底，改造老旧小区80个。
查封的期限为20日以内；情况复杂的，可以延长，但延长的期限不得超过10日。
公示时间不得少于5个工作日。答复时间不得少于5个工作日。
许可机关应当自受理之日起九十日内作出决定。
乡镇建设420个便民服务点。
新建24个社区食堂、35个托育中心，改建6个社区食堂。
打造以30名教学名师、50名骨干教师为主体的队伍。
小微企业和个体工商户贷款利率分别下降0.32个和0.40个百分点。
工业用水重复利用的比例不得低于百分之八十。
生活用水使用再生水的比例不得低于百分之二十。
临时营业许可的有效期为6个月。
需要延续的，应当申请，延续期不得超过3个月。"""


@pytest.mark.parametrize(
    "question, said",
    [
        ("东河市政府工作报告里城里人均可支配收入比农村人均纯收入高出多少元", "相差22000元：48000-26000=22000"),
        ("东河市政府工作报告里出席的委员与候补委员加起来共多少人", "合计160人"),
        ("按东河市政府工作报告给的数倒推，2023年财政赤字是多少亿元", "上一年为750亿元：900-150=750"),
        ("东河市政府工作报告说查封连延长算上最长几天", "合计30日：20+10=30"),
        ("东河市政府工作报告里写明“到2026年底”要完成的指标全部列出来", "写明2026年期限的共 2 句"),
        ("东河市政府工作报告里“不得少于5个工作日”的规定一共涉及哪些事项", "共 2 项"),
        ("东河市政府工作报告里的“九十日”说的是什么期限", "九十日："),
        ("东河市政府工作报告里的420个，是420个什么", "420个："),
        ("东河市政府工作报告里要新建的社区食堂和托育中心加起来一共多少个", "合计59个：24+35=59"),
        ("东河市政府工作报告要打造的队伍，教学名师、骨干教师几类加总共多少名", "合计80名：30+50=80"),
        ("东河市政府工作报告里小微企业跟个体工商户的贷款利率差了几个百分点", "相差0.08个百分点：0.4-0.32=0.08"),
        (
            "东河市政府工作报告里工业用水重复利用的最低比例，同生活用水使用再生水的最低比例比，高出几个百分点",
            "相差60个百分点",
        ),
        ("根据东河市政府工作报告倒推，2023年财政赤字是多少亿元", "上一年为750亿元：900-150=750"),
    ],
)
def test_what_is_asked_in_other_words(tmp_path: Path, make_encoder: Callable, question: str, said: str) -> None:
    index = _built(tmp_path, make_encoder(), {"东河市政府工作报告_2024": REPORT, "民宿措施_20230618": HOTELS})
    reply = _reply(index, question)
    assert reply is not None and reply.found
    assert said in _said(reply)


def test_a_term_and_its_extension_are_both_quoted(tmp_path: Path, make_encoder: Callable) -> None:
    index = _built(tmp_path, make_encoder(), {"东河市政府工作报告_2024": REPORT})
    reply = _reply(index, "东河市政府工作报告里临时营业许可有效期几个月，延期又最多几个月")
    assert reply is not None
    assert [quote.strip() for quote in _quotes(index, reply)] == [
        "临时营业许可的有效期为6个月。",
        "需要延续的，应当申请，延续期不得超过3个月。",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "东河市政府工作报告里新建的社区食堂和改建的托育中心加起来多少个",  # no such centre is rebuilt
        "东河市政府工作报告里要新建的体育馆和托育中心加起来一共多少个",  # no gymnasium
        "按东河市政府工作报告倒推，2020年财政赤字是多少亿元",  # the year before is 2023
    ],
)
def test_no_sum_of_numbers_that_were_not_asked_for(tmp_path: Path, make_encoder: Callable, question: str) -> None:
    index = _built(tmp_path, make_encoder(), {"东河市政府工作报告_2024": REPORT})
    assert _reply(index, question) is None


SESSION = """南岭市第五届代表大会第三次全体会议公报（2024年1月8日）
出席会议的有正式代表151人，列席62人。
2023年，城镇居民人均可支配收入48000元，农村居民人均可支配收入26000元。
今年拟安排财政赤字1.2亿元，比上年增加3000万元。
全市12个乡镇人口达到5万人以上，20个乡镇达到1～5万人。
居民医疗保险补助由每人每年380元提高到420元。
举报应当自受理之日起十五日内答复；情况复杂的，经批准可延长十日。
新建公园24个，改造公园6个。新建24座桥梁，改建6座隧道。
铁路新线投产143公里，新增公路通车里程460公里。
从2025年起，政府投资的项目全面执行绿色标准。到2025年垃圾处理率达到70%，绿地率达到40%。"""


@pytest.mark.parametrize(
    "question, said",
    [
        ("南岭市第三次全会出席的正式代表加上列席的，共多少人", "合计213人：151+62=213"),
        ("按南岭市公报，2023年城镇居民人均可支配收入比农村居民高出多少元", "相差22000元：48000-26000=22000"),
        ("南岭市公报里2023年财政赤字是多少", "上一年为9000万元：12000-3000=9000"),
        ("南岭市公报里人口5万人以上的乡镇12个，加上1～5万人的，合计多少个乡镇", "合计32个：12+20=32"),
        ("南岭市公报里居民医疗保险补助人均涨了几多", "相差40元：420-380=40"),
        ("南岭市公报里举报受理后一般几日答复，情况复杂最长能延到多少日", "合计25日：15+10=25"),
        ("南岭市公报提到2025年的目标或要求都有哪些", "共 2 句"),
    ],
)
def test_computes_from_numbers_of_a_sentence(tmp_path: Path, make_encoder: Callable, question: str, said: str) -> None:
    index = _built(tmp_path, make_encoder(), {"南岭市公报_20240108": SESSION, "民宿措施_20230618": HOTELS})
    reply = _reply(index, question)
    assert reply is not None and reply.found
    assert said in _said(reply)


@pytest.mark.parametrize(
    "question",
    [
        "南岭市公报里出席的特邀代表加上旁听的，共多少人",  # neither is there
        "南岭市公报里新建的隧道和改建的桥梁加起来多少座",  # the tunnels are rebuilt, the bridges new
        "按南岭市公报，2020年城镇居民人均可支配收入比农村居民高出多少元",  # another year
        "南岭市公报里人口5万人以上的乡镇13个，加上1～5万人的，合计多少个乡镇",  # 12
        "南岭市公报里2021年财政赤字是多少",  # not the year before
        "南岭市公报里铁路新线投产多少公里、新增机场又是多少",  # no airport
    ],
)
def test_computes_nothing_from_other_numbers(tmp_path: Path, make_encoder: Callable, question: str) -> None:
    index = _built(tmp_path, make_encoder(), {"南岭市公报_20240108": SESSION, "民宿措施_20230618": HOTELS})
    assert _reply(index, question) is None


def test_each_of_two_numbers_is_answered(tmp_path: Path, make_encoder: Callable) -> None:
    index = _built(tmp_path, make_encoder(), {"南岭市公报_20240108": SESSION, "民宿措施_20230618": HOTELS})
    reply = _reply(index, "南岭市公报 铁路新线投产多少公里 举报自受理之日起多少日内答复")
    assert reply is not None
    assert [quote.split("，")[0] for quote in _quotes(index, reply)] == [
        "铁路新线投产143公里",
        "举报应当自受理之日起十五日内答复；情况复杂的",
    ]


RUINS = """古城遗址保护条例
（2009年9月2日）
第一条 古城遗址的宫城：东墙长180米、南墙长190米、西墙长185米、北墙长200米。
第二条 新建围栏160米，新建步道40米。
第三条 申请由镇政府在5个工作日内完成初审。区残联自接到初审意见之日起，应在3个工作日内完成审核。民政部门应在7个工作日内完成审定。
第四条 需要继续开放的，应当在届满90日前向县人民政府申请延续。需要继续经营的，应当在届满90日前向县文物部门申请延续。
第五条 东矿爆炸事故造成43人死亡；西矿爆炸事故造成27人死亡。
附件：1.古城通用清单(2022年版，共655项)
2.古城县级各部门清单(2022年版，共516项)"""

RIVERSIDE_REPORT = """平江市政府工作报告
（2025年1月15日）
一、2024年工作回顾
全市生产总值增长5.3%，财政收入增长4.4%。原煤产量1.68亿吨。
二、2025年工作安排
主要预期目标是：生产总值增长5.5%左右，财政收入增长5%。原煤产量1.8亿吨。
三、任务分工
（一）拓展办税清单。推动服务互通。（市税务局负责，2025年11月底前完成）共享医学证明数据。（市卫生局负责，2025年12月底前完成）
（二）2025年11月底前建成服务平台。
到2027年，旅游收入达到140亿元。到2027年，康养收入达到70亿元。到2027年，每床护理员达到0.5人。"""

# Question, a part of each quote, what our own words hold
OF_SEVERAL = [
    ("古城条例里宫城的四面墙加一块儿总长多少米", ["东墙长180米"], "合计755米"),
    ("古城条例里宫城东西南北四面墙一共多少米", ["东墙长180米"], "合计755米"),
    (
        "古城条例里初审、审核、审定各限几个工作日，加起来几天",
        ["完成初审", "完成审核", "完成审定"],
        "合计15个工作日：5+3+7=15",
    ),
    ("古城通用清单比县级各部门清单多多少项", ["共655项", "共516项"], "相差139项"),
    ("古城条例反复出现的“90日前”，是指哪些事要在届满90日前办", ["向县人民政府", "向县文物部门"], "共 2 处"),
    ("平江市2025年原煤产量目标比2024年实际产量多多少亿吨", ["1.68亿吨", "1.8亿吨"], "相差0.12亿吨"),
    ("平江市GDP：2024年实际增速和2025年预期目标对比一下", ["增长5.3%", "增长5.5%左右"], "2024年："),
    ("平江市财政收入2024年增速和2025年目标分别是多少", ["财政收入增长4.4%", "财政收入增长5%"], "2025年："),
    ("平江市报告中2025年11月底前的任务有哪些", ["推动服务互通。（市税务局", "（二）2025年11月底前"], "共 2 处"),
    ("我是写材料的，麻烦把平江市报告中到2027年以亿元计的目标全部找出来", ["140亿元", "70亿元"], "共 2 句"),
]


@pytest.fixture
def more(tmp_path: Path, make_encoder: Callable) -> Index:
    return _built(tmp_path, make_encoder(), {"古城遗址保护条例": RUINS, "平江市政府工作报告": RIVERSIDE_REPORT})


@pytest.mark.parametrize(("question", "quotes", "words"), OF_SEVERAL)
def test_answers_with_several_numbers(more: Index, question: str, quotes: list[str], words: str) -> None:
    reply = _reply(more, question)
    assert reply is not None
    assert reply.found
    assert words in _said(reply)
    told = _quotes(more, reply)
    assert len(told) == len(quotes)
    assert all(part in quote for part, quote in zip(quotes, told, strict=True))


def test_the_number_asked_before_is_compared(more: Index) -> None:
    reply = _reply(more, "比西矿那起多死多少人", ["古城条例里东矿爆炸死了几个人"])
    assert reply is not None
    assert "相差16人：43-27=16" in _said(reply)


def test_a_time_limit_of_another_year_is_not_there(more: Index) -> None:
    reply = _reply(more, "平江市报告里2026年底前应完成的任务有哪几项")
    assert reply is not None
    assert not reply.found
    assert "2026年" in _said(reply)


# Question, the pieces that search quotes, the sum that is told; "" where none may be
OF_QUOTES = [
    ("宫城的四面墙加起来多少米", ["东墙长180米、南墙长190米、西墙长185米、北墙长200米"], "755米"),
    ("宫城的三面墙加起来多少米", ["东墙长180米、南墙长190米、西墙长185米、北墙长200米"], ""),
    ("新建的加起来多少米", ["新建围栏160米，新建步道40米"], "200米"),
    ("新建围栏加起来多少米", ["新建围栏160米，新建步道40米"], ""),
    (
        "通用清单比县级各部门清单多几项",
        ["古城通用清单(2022年版，共655项)", "县级各部门清单(2022年版，共516项)"],
        "139项",
    ),
    ("通用清单有几项", ["古城通用清单(2022年版，共655项)", "县级各部门清单(2022年版，共516项)"], ""),
]


@pytest.mark.parametrize(("text", "quotes", "told"), OF_QUOTES)
def test_what_search_quotes_is_added_up(more: Index, text: str, quotes: list[str], told: str) -> None:
    document = next(d for d in more.searcher.contents.documents if "古城" in d.title)
    spans = [Span(document.id, at, at + len(quote)) for quote in quotes if (at := document.text.index(quote)) >= 0]
    searcher = more.searcher
    question = understand(text, [], searcher.vocabulary)
    asked = Asked(question, searcher.names.named(question.plain, ()), searcher, ())
    reply = number_totals.of_quotes(asked, spans)
    assert (_said(reply) if reply else "").count(told) >= 1 if told else reply is None
