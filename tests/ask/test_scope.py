"""Places, years and meetings that the quoted documents do not cover, over tests/data/qa: mingce/ask/scope.py."""

from collections.abc import Collection, Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mingce.ask.question import Question, understand
from mingce.ask.scope import nowhere, outside
from mingce.ask.search import Searcher
from mingce.datatypes import Answer, Citation, Document
from tests.ask.towns import Towns

GRANT = "对首次评定为甲级、乙级、丙级的民宿，分别给予20万元、10万元、5万元一次性奖励。"
OTHER_GRANT = "对首次评定为甲级、乙级、丙级的民宿，分别给予15万元、8万元、3万元一次性奖励。"
QUOTED = {
    "清河民宿": GRANT,
    "白石民宿": OTHER_GRANT,
    "清河规划": "到2025年培育百亿级企业8家，规模以上工业企业达到1200家。",
    "质量意见": "制造业产品质量合格率达95.5%以上",
    "反洗钱法2024": "金融机构应当按照规定建立客户尽职调查制度。",
    "政治局会议": "推动长江经济带高质量发展，根本上依赖于长江流域高质量的生态环境。",
    "集体学习": "法律是社会生活、国家治理的准绳。",
}


def reason(towns: Towns, question: str, *names: str) -> str:
    """Why the quotes of these documents cannot answer the question."""
    citations = [towns.cite(name, QUOTED[name]) for name in names]
    return outside(towns.searcher.contents, towns.read(question), citations)


# Question, documents that were quoted, what is not covered
OUTSIDE = [
    # another town
    ("深圳市甲级民宿奖励多少", ["清河民宿"], "深圳"),
    ("深圳的甲级民宿奖励多少", ["清河民宿", "白石民宿"], "深圳"),
    ("青山县的民宿奖励多少", ["清河民宿"], "青山县"),
    ("白石市的甲级奖励是多少", ["清河民宿"], "白石市"),
    ("清河市的甲级奖励是多少", ["白石民宿"], "清河市"),
    ("请问红旗镇的民宿奖励", ["清河民宿"], "红旗镇"),
    ("湖北省制造业产品质量合格率要达到多少", ["质量意见"], "湖北"),
    ("武汉的制造业产品质量合格率要达到多少", ["质量意见"], "武汉"),
    # another year
    ("2031年清河市规模以上工业企业达到多少家", ["清河规划"], "2031年"),
    ("2035年甲级民宿的奖励是多少", ["清河民宿"], "2035年"),
    # another meeting
    ("第五次集体学习讲了什么", ["集体学习"], "第五次"),
    ("第三批名单有哪些企业", ["质量意见"], "第三批"),
    ("中央经济工作会议对涉外法治是怎么说的", ["集体学习"], "中央经济工作会议"),
]


@pytest.mark.parametrize("question, names, says", OUTSIDE)
def test_what_the_quotes_do_not_cover_is_named(towns: Towns, question: str, names: list[str], says: str) -> None:
    said = reason(towns, question, *names)
    assert says in said and said.startswith("已收录的文件") and said.endswith("。")


INSIDE = [
    ("清河市的甲级奖励是多少", ["清河民宿"]),
    ("清河的民宿奖励", ["清河民宿"]),
    ("白石市的甲级奖励是多少", ["白石民宿"]),
    ("白石市的甲级奖励是多少", ["清河民宿", "白石民宿"]),  # one of them speaks of it
    ("全市甲级民宿奖励多少", ["清河民宿"]),  # no name of a place
    ("本市民宿怎么申请奖励", ["清河民宿"]),
    ("我是湖北的，在清河市开民宿有奖励吗", ["清河民宿"]),
    ("河南省制造业产品质量合格率要达到多少", ["质量意见"]),
    ("深圳的银行要做客户尽职调查吗", ["反洗钱法2024"]),  # what holds in the whole country
    ("2025年清河市规模以上工业企业达到多少家", ["清河规划"]),
    ("2023年清河市的甲级奖励是多少", ["清河民宿"]),  # the year it was issued
    ("2024年清河市的规划目标", ["清河规划"]),  # within 十四五
    ("第十次集体学习讲了什么", ["集体学习"]),
    ("中央政治局会议对长江经济带是怎么说的", ["政治局会议"]),
    ("甲级民宿奖励多少钱", ["清河民宿"]),
]


@pytest.mark.parametrize("question, names", INSIDE)
def test_what_the_quotes_cover_is_answered(towns: Towns, question: str, names: list[str]) -> None:
    assert reason(towns, question, *names) == ""


def test_without_quotes_nothing_is_outside(towns: Towns) -> None:
    assert outside(towns.searcher.contents, towns.read("深圳市甲级民宿奖励多少"), ()) == ""


def test_an_answer_of_another_town_is_withdrawn(towns: Towns, monkeypatch: pytest.MonkeyPatch) -> None:
    """What search found for one town does not answer for another: nothing is quoted, and the town is named."""
    citation = towns.cite("清河民宿", GRANT)

    def found(searcher: Searcher, question: Question, doc_ids: Collection[str] = ()) -> Answer:
        return Answer(question.raw, True, f"{citation.quote}[1]", 0.9, (citation,), reason="所引句子写有所问的金额")

    monkeypatch.setattr("mingce.ask.answer.passage", found)
    answer = towns.ask("深圳评上甲级的民宿能拿多少奖励")
    assert not answer.found and answer.citations == () and answer.reason == ""
    assert (
        "深圳" in answer.text
        and "20万元" not in answer.text
        and f"{len(towns.searcher.contents.documents)} 份文件" in answer.text
    )
    assert answer.confidence <= 0.1
    own = towns.ask("清河评上甲级的民宿能拿多少奖励")
    assert own.found and GRANT in own.text


@pytest.mark.parametrize(
    "question, names, says",
    [
        ("青山市民宿奖励多少", ["清河民宿"], "青山市"),
        ("白石市民宿的甲级奖励是多少", ["清河民宿"], "白石市"),
    ],
)
def test_what_is_right_and_not_done_yet(towns: Towns, question: str, names: list[str], says: str) -> None:
    assert says in reason(towns, question, *names)


def document(title: str, text: str, region: str = "", family: str = "", **more: Any) -> Document:
    return Document(title, title, text, title, region=region, family=family, **more)


def why(question: str, quoted: Document, *others: Document) -> str:
    """Why the first sentence of a document cannot answer the question."""
    contents: Any = SimpleNamespace(documents=(quoted, *others), by_id={quoted.id: quoted})
    end = quoted.text.index("。") + 1
    citation = Citation(1, quoted.id, quoted.title, (), quoted.text[:end], 0, end)
    return outside(cast(Any, contents), understand(question), [citation])


TEA = document("杭州市龙井茶保护条例", "征收茶园每亩交三万元。昆山的茶另行规定。", "杭州市", "法律法规")
PARK = document("中关村国家自主创新示范区人才资金细则", "雏鹰人才企业资助10万元。", "")
SIGNED = document("2017年全省政务公开工作要点", "每季度抽查网站两次。", "", signature="黑龙江省人民政府办公厅")
DECISION = document("关于深化供销社改革的决定", "财政加大对供销社的支持。", "全国", "公文")
TASKS = document("青海省2022年综合医改重点工作任务", "推进医改。2024年评估。", "青海省", "公文")
GREETING = document("国家主席发表二〇二四年新年贺词", "大家好。二〇二五年将更好。", "全国")
CONGRESS = document("高举旗帜 (十七大)", "十六大以来经济发展。到二○二○年翻两番。", "全国", "工作报告")
PLENUM = document("第二十届中央委员会第三次全体会议公报", "出席全会的中央委员199人。四中全会曾说过。", "全国", "会议")
CABINET = document("国务院总理主持召开国务院常务会议", "国务院总理3月13日主持召开国务院常务会议。", "全国", "会议")
PROVINCIAL = document("青海省实施方案", "经省政府第110次常务会议审议通过。", "青海省", "公文")
TENDERS = document(
    "招标投标法实施条例", "投诉应当在3个工作日内受理。政府采购法另有规定的从其规定。", "全国", "法律法规"
)
BROKERS = document("证券公司风险处置条例", "停业整顿不超过3个月。保险业除外。", "全国", "法律法规")
MOTHERS = document("女职工劳动保护规定", "女职工产假98天。", "全国", "法律法规")
FUND = document("国家自然科学基金条例", "申请人应当有博士学位。社会科学也要发展。", "全国", "法律法规")
HEATING = document("潍坊市供热条例", "本条例自2021年5月1日起施行。", "潍坊市", "法律法规")
LEARNING = document("宁波市终身教育条例", "本条例自2015年3月1日起施行。", "宁波市", "法律法规")
PLAN = document("河南省“十二五”防震减灾规划", "到2015年，全省监测能力达到2.0级。", "河南省", "公文")
CODE = document(
    "关于推广使用健康码的通知",
    "申报人登录小程序填写。健康证明已与四川省互认。\n重庆市疫情防控工作领导小组办公室2020年2月26日",
    "",
    "通知公告",
)
FAIR = document("关于筹备交易会的讲话", "合肥的展馆已经落实。安徽的企业来了，安徽农业有看头。", "", "讲话")
LETTER = document("国务院办公厅关于辽宁省所提问题办理情况的函", "辽宁的核电项目请与大连市商定。", "全国", "公文")
DEPOSITS = document("存款保险条例", "最高偿付限额为人民币50万元。", "全国", "法律法规")
SHIPPING = document("国内水路运输管理条例", "许可机关30个工作日内审查完毕。", "全国", "法律法规")
BREEDS = document("畜禽遗传资源进出境审批办法", "审核自收到申请之日起20个工作日内完成。", "全国", "法律法规")
DOCTORS = document("外国医师来华短期行医管理办法", "申请外国医师注册要提交学位证书。", "全国", "法律法规")

NOT_COVERED = [
    # another five-year plan
    ("河南“十四五”防震减灾规划的监测能力是几级", PLAN, "十四五"),
    # whose document tells its place only by its signature or by what it names
    ("俺在成都，健康证明用哪个小程序", CODE, "成都"),
    ("山东的展馆落实了吗", FAIR, "山东"),
    # a document of the whole country about another place; a place with laws of its own
    ("吉林省的核电项目怎么答复的", LETTER, "吉林"),
    ("香港的存款保障计划最高赔多少", DEPOSITS, "香港"),
    # a thing of the same class
    ("经营国际海上运输业务要审批几天", SHIPPING, "国际"),
    ("水稻种质资源送到国外，多少天批下来", BREEDS, "水稻"),
    ("外国护士来华要提交什么，流程跟医师一样吗", DOCTORS, "护士"),
    # a place by its short name, as part of a body, or that of a zone; and a document of a place of its own
    ("安溪铁观音茶园被征用，一亩交多少", TEA, "安溪"),
    ("我公司在武汉东湖高新区，雏鹰人才企业资助多少", PARK, "武汉"),
    ("北京市2017年政务公开工作要点要求抽查几次", SIGNED, "北京"),
    ("福建省发改委对医改有什么任务", TASKS, "福建"),
    ("河南省供销社改革的实施意见，财政拿多少钱", DECISION, "河南"),
    # a year in any numerals, and another edition of what comes each year, though the text names that year
    ("二〇二三年医改有什么任务", TASKS, "2023年"),
    ("青海省2024年医改重点工作任务有什么", TASKS, "2024年"),
    ("二〇二五年新年贺词提到了哪些成就", GREETING, "2025年"),
    # sessions by their numbers
    ("党的十六大报告怎么讲经济", CONGRESS, "十六大"),
    ("党的16大报告怎么讲经济", CONGRESS, "16大"),
    ("二十届四中全会出席的中央委员有几位", PLENUM, "四中全会"),
    ("十九届三中全会出席的中央委员有几位", PLENUM, "十九届"),
    ("5月份的国务院常务会议研究了哪些事", CABINET, "5月"),
    # another law
    ("政府采购法规定投诉几个工作日受理", TENDERS, "政府采购法"),
    ("《公路法》对停业整顿怎么说", BROKERS, "公路法"),
    # a sister of what the document is about
    ("保险公司停业整顿最长多久", BROKERS, "保险公司"),
    ("男职工产假多少天", MOTHERS, "男职工"),
    ("申请国家社会科学基金要什么条件", FUND, "社会科学基金"),
]


@pytest.mark.parametrize("question, quoted, says", NOT_COVERED)
def test_what_another_document_says_does_not_answer(question: str, quoted: Document, says: str) -> None:
    said = why(question, quoted)
    assert says in said and said.startswith("已收录的文件")


COVERED = [
    ("河南“十二五”防震减灾规划的监测能力是几级", PLAN),
    ("我在重庆，健康证明用哪个小程序", CODE),
    ("四川的健康证明用哪个小程序", CODE),  # named there
    ("辽宁的核电项目怎么答复的", LETTER),
    ("香港公司的存款最高赔多少", DEPOSITS),  # whoever has an account here
    ("深圳的存款保险最高赔多少", DEPOSITS),
    ("国内和国际运输都要审批几天", SHIPPING),
    ("外国医师来华要提交什么，护士呢", DOCTORS),
    ("余杭区的茶园被征用，一亩交多少", TEA),  # it lies in Hangzhou
    ("昆山的茶园被征用，一亩交多少", TEA),  # named there
    ("黑龙江2017年政务公开要抽查几次", SIGNED),
    ("省市县三级医改有什么任务", TASKS),
    ("单独一个区县的医改任务", TASKS),
    ("我在海东，医改有什么任务", TASKS),  # a city of Qinghai
    ("到今天（2026年11月29日）医改还有什么任务", TASKS),
    ("医改到2024年要做什么", TASKS),
    ("2024年的新年贺词讲了什么", GREETING),
    ("2007年说的翻两番是到哪一年", CONGRESS),  # the seventeenth congress was in 2007
    ("到2020年要翻几番", CONGRESS),
    ("十六大以来经济怎么样", CONGRESS),
    ("党的十七大报告怎么讲经济", CONGRESS),
    ("二十届三中全会出席的中央委员有几位", PLENUM),
    ("三月份的国务院常务会议研究了哪些事", CABINET),
    ("哪次省政府常务会议审议的", PROVINCIAL),
    ("第一次领证要几天受理", TENDERS),
    ("招标投标法实施条例和政府采购法规定得一样吗", TENDERS),
    ("2030年投诉几个工作日受理", TENDERS),
    ("证券公司停业整顿最长多久", BROKERS),
    ("女职工产假多少天", MOTHERS),
]


@pytest.mark.parametrize("question, quoted", COVERED)
def test_what_the_document_covers_is_answered(question: str, quoted: Document) -> None:
    assert why(question, quoted) == ""


def test_one_side_of_a_comparison_is_quoted_where_the_other_has_its_document() -> None:
    question = "宁波终身教育条例与潍坊供热条例，哪个施行得更早"
    assert why(question, LEARNING, HEATING) == ""
    assert "潍坊" in why(question, LEARNING)


NOWHERE: list[tuple[str, Sequence[Document], str]] = [
    ("安徽的茶园面积要稳定在多少", [TEA, HEATING], "安徽"),
    ("昆山的供热条例", [document("供热条例", "昆山除外。", "潍坊市")], "昆山"),
    ("十九大报告怎么表述主要矛盾", [CONGRESS, TEA], "十九大"),
    ("二十届五中全会选举了谁", [PLENUM, TEA], "五中全会"),
    ("2024年医改重点工作任务", [TASKS, TEA], "2024年"),
    ("2031年的供暖价格", [GREETING], "2031年"),
    ("供暖价格是多少", [HEATING], ""),
    ("潍坊的供暖价格是多少", [HEATING], "潍坊"),
]


SETTLERS = document("重庆市农村移民后期扶持人口登记细则", "登记以户为单位。", "重庆市", "公文")
SCHOOLS = document("积分入学申请指引", "小学一年级设置计划563个，初中一年级460个。", "", "公文")
SOCIETIES = document("关于清理整顿社会团体的意见", "社会团体应当具备下列条件。", "", "公文")
LETTER = document("关于湖北省建议办理情况的函", "国务院领导赴重庆市、湖北省考察。重庆市另行答复。", "", "公文")


@pytest.mark.parametrize(
    "question, quoted, says",
    [
        ("城镇移民怎么登记", SETTLERS, "城镇移民"),
        ("农村移民怎么登记", SETTLERS, ""),
        ("高一年级学位几个", SCHOOLS, "高一"),
        ("小学一年级学位几个", SCHOOLS, ""),
        ("民办非企业单位要具备什么条件", SOCIETIES, "民办非企业单位"),
        ("社团要具备什么条件", SOCIETIES, ""),
        ("那重庆市呢，是怎么答复的", LETTER, "重庆"),
        ("给湖北的函里国务院领导去了哪里", LETTER, ""),
    ],
)
def test_another_group_or_place_than_the_document_is_for_is_named(question: str, quoted: Document, says: str) -> None:
    said = why(question, quoted)
    assert says in said and bool(said) == bool(says)


ROADS = document("洛阳市县乡公路养护管理条例", "超载运输的处以罚款。2014、2015年分别推广3500辆和6500辆。", "洛阳市")
REGIONAL = document(
    "自治区行动方案", "宁夏的床位占比达到60%。宁夏要加快。宁夏各市落实。", "", issuer="自治区人民政府办公厅"
)
CARS = document("乘用车平均燃料消耗量管理办法解读", "企业应当达标。", "全国")
YEARLY = document("推广新能源汽车的措施", "2014、2015年分别推广3500辆和6500辆。", "福建省")


@pytest.mark.parametrize(
    "question, quoted, says",
    [
        ("洛阳乡下公路跑超载车怎么罚", ROADS, ""),  # the reader's own word for it
        ("私家车的燃料消耗量不达标怎么办", CARS, ""),
        ("重型货车的燃料消耗量不达标怎么办", CARS, "货车"),
        ("甘肃的床位占比要达到多少", REGIONAL, "甘肃"),
        ("宁夏的床位占比要达到多少", REGIONAL, ""),
        ("2016年要推广多少辆新能源汽车", YEARLY, "2016年"),
        ("2015年要推广多少辆新能源汽车", YEARLY, ""),
    ],
)
def test_only_what_is_surely_another_thing_is_outside(question: str, quoted: Document, says: str) -> None:
    said = why(question, quoted)
    assert says in said and bool(said) == bool(says)


@pytest.mark.parametrize("question, documents, says", NOWHERE)
def test_what_no_document_has_is_named(question: str, documents: Sequence[Document], says: str) -> None:
    said = nowhere(documents, understand(question))
    assert says in said and bool(said) == bool(says)


@pytest.mark.parametrize(
    "question, says",
    [
        ("我们在浙江舟山建码头，岸线能用几年", "没有提到舟山"),
        ("河南2035年的监测能力是几级", "河南文件没有写到2035年"),
        ("河南“十四五”的监测能力是几级", "十四五"),
        ("河南的监测人员工资多少", "河南"),
        ("券商破产了赔多少", "券商"),
    ],
)
def test_what_no_document_speaks_of_is_named(question: str, says: str) -> None:
    assert says in nowhere([PLAN, DEPOSITS, LEARNING], understand(question))
