"""The table of examples for mingce/ask/routes/metadata.py: what documents say of themselves, and others of them.

Today is 2026-11-28.
"""

import pytest

from mingce.ask.routes.metadata_question import read_attributes
from mingce.documents.build import build
from mingce.index import Index
from tests.ask.towns import Towns, quotes, short_ids
from tests.conftest import CountingEncoder

RIVER_LAST = "本措施自2023年7月1日起施行，有效期3年。"
STONE_LAST = "本措施自2022年10月1日起施行，有效期3年。"
RIVER_TITLE = "清河市人民政府办公室关于印发《清河市促进民宿产业发展若干措施》的通知"
COUPON_LAST = "第六条本办法自2023年9月1日起施行，有效期5年。"
REPEAL = "2020年5月10日印发的《清河市科技创新券管理办法》（清科规〔2020〕3号）同时废止。"
GAS = "经研究，现决定对《清河市燃气管理办法》予以废止。"
PASSED = "2006年10月31日第十届全国人民代表大会常务委员会第二十四次会议通过"
REVISED = "2024年11月8日第十四届全国人民代表大会常务委员会第十二次会议修订）"

# Question, what our own words or the quotes say, quotes (None: they do not matter)
SAID = [
    # who
    ("清河市民宿措施是哪个单位发的", ["清河市人民政府办公室"], ["清河市人民政府办公室文件"]),
    ("白石市民宿措施是谁印发的", ["白石市人民政府办公室"], ["白石市人民政府办公室文件"]),
    ("河南质量强省实施意见是哪个单位发的", ["中共河南省委", "河南省人民政府"], None),
    ("反洗钱法是哪个机关通过的", ["全国人民代表大会常务委员会"], None),
    ("清河市民宿措施的发文机关", ["清河市人民政府办公室"], None),
    # when
    ("清河市民宿措施什么时候印发的", ["2023年6月18日"], ["2023年6月18日"]),
    ("清河市民宿措施哪天发的", ["2023年6月18日"], ["2023年6月18日"]),
    ("河南质量强省实施意见什么时候发的", ["2023年1月17日"], ["（2023年1月17日）"]),
    ("第十次集体学习是什么时候", ["11月27日"], None),
    ("清河市民宿措施是谁发的，什么时候发的", ["清河市人民政府办公室", "2023年6月18日"], None),
    # number, title
    ("清河市民宿措施的文号", ["清政办规〔2023〕5号"], ["清政办规〔2023〕5号"]),
    ("白石市民宿措施的文号是多少", ["白政办发〔2022〕18号"], ["白政办发〔2022〕18号"]),
    ("清政办规〔2023〕5号是什么文件", [RIVER_TITLE], [RIVER_TITLE, "清政办规〔2023〕5号"]),
    ("清政办规[2023]5号是个什么文件", [RIVER_TITLE], [RIVER_TITLE, "清政办规〔2023〕5号"]),
    ("清政办规（2023）5号", [RIVER_TITLE, "2023年6月18日"], None),
    ("清河市人民政府令第66号是什么文件", ["清河市人民政府关于废止部分规章的决定"], None),
    ("著作权法实施条例是几号令公布的", ["国务院令第359号"], ["2002年8月2日中华人民共和国国务院令第359号公布"]),
    ("清河市供热管理办法的文号是多少", ["清河市人民政府令第2号"], None),
    # to whom, after what
    ("清河市民宿措施主送哪些单位", ["各区人民政府"], ["各区人民政府，市政府各部门、各直属机构："]),
    ("白政办发2022年18号主送哪些单位", ["各区人民政府"], ["各区人民政府，市政府各部门、各直属机构："]),
    (
        "著作权法实施条例的制定依据是什么",
        ["《中华人民共和国著作权法》"],
        ["第一条根据《中华人民共和国著作权法》(以下简称著作权法)，制定本条例。"],
    ),
    # from when
    ("清河市民宿措施什么时候施行", ["2023年7月1日"], [RIVER_LAST]),
    ("白政办发〔2022〕18号什么时候施行", ["2022年10月1日"], [STONE_LAST]),
    ("反洗钱法什么时候施行", ["2025年1月1日"], ["第十三条本法自2025年1月1日起施行。"]),
    ("2006年的反洗钱法什么时候施行", ["2007年1月1日"], ["第九条本法自2007年1月1日起施行。"]),
    ("著作权法什么时候施行的", ["1991年6月1日"], ["第十二条本法自1991年6月1日起施行。"]),
    ("著作权法实施条例几时生效", ["2002年9月15日"], ["第六条本条例自2002年9月15日起施行。"]),
    ("专利法实施细则什么时候施行", ["2001年7月1日"], ["第五条本细则自2001年7月1日起施行。"]),
    ("清河市人民政府关于废止部分规章的决定什么时候施行", ["2024年1月8日"], ["本决定自公布之日起施行。"]),
    # until when
    ("清河市民宿措施有效期到什么时候", ["2026年6月30日", "届满"], [RIVER_LAST]),
    ("白石市民宿措施有效期几年", ["2025年9月30日", "届满"], [STONE_LAST]),
    ("清河市科技创新券管理办法有效期几年", ["2028年8月31日"], [COUPON_LAST]),
    # whether it is in force
    ("清河市民宿措施还有效吗", ["不再有效", "2026-06-30"], [RIVER_LAST]),
    ("白石市民宿措施现在还有效吗", ["不再有效", "2025-09-30"], [STONE_LAST]),
    ("清政办规2023年5号还有效吗", ["不再有效"], [RIVER_LAST]),
    ("清河市民宿措施过期了没有", ["不再有效"], [RIVER_LAST]),
    ("清河市科技创新券管理办法还有效吗", ["有效（有效期至2028-08-31）"], [COUPON_LAST]),
    ("2020年的清河市科技创新券管理办法还有效吗", ["不再有效（已废止）"], [REPEAL]),
    ("清河市燃气管理办法还有效吗", ["不再有效（已废止）"], [GAS]),
    ("著作权法现在还有效吗", ["《中华人民共和国著作权法》有效"], ["第十二条本法自1991年6月1日起施行。"]),
    ("旧版反洗钱法还有效吗", ["更新的版本", "2024年11月8日"], None),
    ("2006年的反洗钱法还有效吗", ["更新的版本", "2024年11月8日"], None),
    # what it repeals, what repealed it
    ("清河市科技创新券管理办法废止了什么文件", [REPEAL], [REPEAL]),
    ("清河市科技创新券管理办法同时废止了哪个文件", [REPEAL], [REPEAL]),
    ("清科规〔2020〕3号被什么文件废止了", ["被《清河市科技创新券管理办法》废止"], [REPEAL]),
    ("清河市燃气管理办法被哪个文件废止了", ["《清河市人民政府关于废止文件的通知》"], [GAS]),
    # versions
    ("反洗钱法有几个版本", ["2024年11月8日的版本，现行", "2006年10月31日的版本"], [REVISED, PASSED]),
    ("反洗钱法现行的是哪个版本", ["2024年11月8日的版本，现行", "2006年10月31日的版本"], [REVISED]),
    ("2016年5月发生的一桩案件，应当看反洗钱法的哪个版本", ["2006年10月31日的版本，2016年5月31日时适用"], [PASSED]),
    ("反洗钱法哪年通过的", ["2006年10月31日"], [PASSED]),
    ("著作权法修正过几次", ["共 3 次"], None),
    ("反洗钱法目前有效的是哪个版本", ["2024年11月8日的版本，现行"], [REVISED]),
    ("反洗钱法有新旧两版，眼下该用哪一版", ["2024年11月8日的版本，现行"], None),
    ("2006年公布的那版反洗钱法还算数不", ["更新的版本", "2024年11月8日"], None),
    ("今天是2026年11月28日，2006年的那版反洗钱法还有效吗", ["更新的版本", "2024年11月8日"], None),
    ("反洗钱法最早是什么时候通过的，最近一次修订又是哪一天", ["2006年10月31日", "2024年11月8日"], [PASSED, REVISED]),
    ("反洗钱法最近一次修订是什么时候", ["2024年11月8日"], [REVISED]),
    ("国务院令第359号公布的是哪部法规", ["《中华人民共和国著作权法实施条例》"], None),
    ("清河市民宿措施的文号是清政办几号", ["清政办规〔2023〕5号"], None),
    ("清河市民宿措施的文号是多少，我们归档要填", ["清政办规〔2023〕5号"], ["清政办规〔2023〕5号"]),
    ("清政办规〔2023〕5号是啥", [RIVER_TITLE], None),
    ("清科规〔2020〕3号还管用吗", ["不再有效（已废止）"], [REPEAL]),
    (
        "请问清河市政府办公室印发的清河市促进民宿产业发展若干措施（2023年6月18日）的文号是多少",
        ["清政办规〔2023〕5号"],
        None,
    ),
    ("著作权法实施条例最早是用哪号总理令公布的", ["国务院令第359号"], None),
    ("清河市民宿措施附件几个，印发日期", ["附件共 2 个", "2023年6月18日"], None),
    ("清河市民宿措施到哪天为止", ["2026年6月30日"], [RIVER_LAST]),
    ("清河市民宿措施还在期内吗", ["不再有效"], [RIVER_LAST]),
    ("清河市民宿措施有哪些附件", ["民宿补助申请表", "民宿等级评定标准"], None),
    # several in one question, and on a day that is past
    ("清河市民宿措施由谁印发，印发日期是哪一天", ["清河市人民政府办公室", "2023年6月18日"], None),
    ("清河市民宿措施由哪家发布、几时施行", ["清河市人民政府办公室", "2023年7月1日"], None),
    ("2023年6月25号早上，清河市民宿措施生效了没有", ["尚未生效"], [RIVER_LAST]),
    ("2003年那会儿著作权法实施条例是不是已经在用了", ["截至2003年12月31日", "有效"], None),
    # who interprets it
    ("清河市民宿措施的解释权在哪个部门手里", [], ["由市文旅局负责解释。"]),
    ("白石市民宿措施归谁解释", [], ["由市文旅局负责解释。"]),
    ("谁负责解释清河市民宿措施", [], ["由市文旅局负责解释。"]),
    # a meeting
    ("第十次集体学习是谁主持的", ["习近平在主持学习时强调"], None),
    ("第十次集体学习是几月几号，由谁主持", ["11月27日", "习近平在主持学习时强调"], None),
    ("国务院令第359号是哪部法规", ["《中华人民共和国著作权法实施条例》"], None),
    # of a document that is repealed, its place said in short
    ("清河那个燃气管理办法现在还管用不", ["不再有效"], None),
]


@pytest.mark.parametrize("question, says, expected", SAID)
def test_what_a_document_says_of_itself(
    towns: Towns, question: str, says: list[str], expected: list[str] | None
) -> None:
    answer = towns.ask(question)
    assert answer.found, answer.text
    told = answer.text + "".join(quotes(answer))
    assert all(words in told for words in says), answer.text
    if expected is not None:
        assert quotes(answer) == expected


@pytest.mark.parametrize(
    "question, name",
    [
        ("2022年时有效的清河市科技创新券管理办法是哪个", "创新券2020"),
        ("2025年时有效的清河市科技创新券管理办法是哪个", "创新券2023"),
    ],
)
def test_the_version_that_was_in_force_in_a_year(towns: Towns, question: str, name: str) -> None:
    answer = towns.ask(question)
    assert short_ids(answer) == {name} and "有效" in answer.text


# Question, what the document does not say
UNSAID = [
    ("清河市城市容貌管理办法什么时候施行", "没有写明施行日期"),
    ("清河市城市容貌管理办法是谁发的", "没有写明发文机关"),
    ("河南质量强省实施意见的文号", "没有写明文号"),
    ("河南质量强省实施意见有效期到什么时候", "没有写明有效期"),
    ("反洗钱法有效期几年", "没有写明有效期"),
    ("著作权法主送哪些单位", "没有写明主送机关"),
    ("清河市民宿措施废止了哪些文件", "没有写明废止什么文件"),
    ("反洗钱法是以第几号公告公布的", "没有写明公告的文号"),
    ("清河市民宿措施抄送哪些单位", "没有写明抄送机关"),
    ("河南质量强省实施意见的发文字号", "没有写明发文字号"),
    ("河南质量强省实施意见的解释权归谁", "没有写明由谁负责解释"),
]


@pytest.mark.parametrize("question, says", UNSAID)
def test_what_it_does_not_say_is_not_made_up(towns: Towns, question: str, says: str) -> None:
    answer = towns.ask(question)
    assert not answer.found and answer.citations == () and says in answer.text


# Question, the name that is told
NOT_THERE = [
    ("专利法什么时候施行", "《专利法》"),
    ("《专利法》还有效吗", "《专利法》"),
    ("商标法是什么时候修订的", "《商标法》"),
    ("清政办规〔2023〕6号是什么文件", "清政办规〔2023〕6号"),
    ("白石市科技创新券管理办法还有效吗", "白石市科技创新券管理办法"),
    ("深圳市供热管理办法什么时候施行", "深圳市供热管理办法"),
]


@pytest.mark.parametrize("question, name", NOT_THERE)
def test_of_a_document_that_is_not_there_nothing_is_said(towns: Towns, question: str, name: str) -> None:
    answer = towns.ask(question)
    assert not answer.found and answer.citations == ()
    assert "没有" in answer.text and name in answer.text


@pytest.mark.parametrize(
    "before, question, says",
    [
        ("清河市民宿措施哪天印发", "它什么时候施行", "2023年7月1日"),
        ("反洗钱法什么时候施行", "还有效吗", "《中华人民共和国反洗钱法》有效"),
        ("反洗钱法什么时候施行", "著作权法呢", "1991年6月1日"),
        ("著作权法什么时候施行", "那实施条例呢", "2002年9月15日"),
        ("清河市促进民宿产业发展若干措施是谁发的", "白石市促进民宿产业发展若干措施呢", "白石市人民政府办公室"),
    ],
)
def test_in_talk_the_document_or_the_attribute_is_that_of_before(
    towns: Towns, before: str, question: str, says: str
) -> None:
    assert says in towns.ask(question, before).text


@pytest.mark.parametrize(
    "question",
    [
        "民宿补助什么时候申报",
        "我们单位执行清河市民宿措施碰到问题，该找哪个部门反映",
        "清河市民宿措施的补助资金拨付时间定在每年什么时候",
        "谁负责民宿补助的审核",
        "反洗钱由哪个部门监督管理",
        "创新券多久失效",
        "什么时候要开展客户尽职调查",
        "清河市民宿措施里谁牵头联席会议",
        "著作权法规定合同要写明哪些内容",
        "按2010年时有效的反洗钱法，金融机构开户是备案还是登记",
    ],
)
def test_what_the_text_says_of_other_things_is_left_to_others(towns: Towns, question: str) -> None:
    assert towns.ask(question).route != "metadata"


@pytest.mark.parametrize(
    "text, attributes",
    [
        ("□是谁印发的，哪天印发", ("issuer", "date")),
        ("□有效期几年，如今过期了吗", ("expires", "status")),
        ("□的公布日期和施行日期", ("date", "effective")),
        ("□的文号是多少", ("number",)),
        ("□什么时候开始施行", ("effective",)),
        ("□什么时候废止的", ("repealed_by",)),
        ("□废止了哪些文件", ("repeals",)),
        ("□被什么文件废止了", ("repealed_by",)),
        ("□还有效吗", ("status",)),
        ("□现在还在执行吗", ("status",)),
        ("□主送哪些单位", ("addressees",)),
        ("□落款是谁", ("signature",)),
        ("□是根据什么制定的", ("basis",)),
        ("□修正过几次", ("versions",)),
        ("□哪年通过的", ("enacted",)),
        ("□是什么文件", ("title",)),
        ("□公布的是哪部法规，公布日期", ("title", "date")),
        ("□的文号是闽政几号", ("number",)),
        ("□是哪一号主席令公布的", ("number",)),
        ("□最早是什么时候通过的，最近一次修正又是哪一天", ("enacted",)),
        ("□什么时候批的", ("enacted",)),
        ("□啥时候过的会 啥时候发的 啥时候实施的", ("enacted", "date", "effective")),
        ("□目前有效的是哪个版本", ("versions",)),
        ("□依据的是国办哪个文件，文号一并告知", ("basis",)),
        ("□废止了哪些文件，文号给一下", ("repeals",)),
        ("□的文号，废止了哪些文件", ("number", "repeals")),
        ("□是回给哪两家单位的", ("addressees",)),
        ("□抬头都写了谁", ("addressees",)),
        ("□落款是哪位部长", ("signature",)),
        ("□是市政府发的还是办公厅发的", ("issuer",)),
        ("□管哪几年", ("expires",)),
        ("□停发是哪天", ("date",)),
        ("□搞到哪天为止", ("expires",)),
        ("□多少号", ("number",)),
        ("□用哪号局长令公布", ("number",)),
        ("□末尾分送哪些单位", ("addressees",)),
        ("局长署的谁的名，□几时起施行", ("signature", "effective")),
        ("□的编写单位", ("issuer",)),
        ("□是照着国务院哪份规划来落实的", ("basis",)),
        ("□还算不算数，若不算数，根据的是哪个决定", ("status", "repealed_by")),
        ("□头一回是哪个决定改的", ("enacted",)),
        ("□归谁解释", ("interpreter",)),
        ("□的解释权在哪个部门", ("interpreter",)),
        ("□几号到几号开的 在哪开", ("met", "place")),
        ("□几月几号开的？谁主持", ("met", "host")),
        ("□几月几号，请谁讲的课", ("met", "lecturer")),
        ("□改的是哪个文件？要文号", ("amends",)),
        ("□修改了哪些内容", ()),
        ("□六省都有谁", ()),
        ("□各章的名称", ()),
        ("□第三条", ()),
        ("□有几章", ()),
        ("□对补贴怎么规定", ()),
    ],
)
def test_attributes_are_read_in_the_order_in_which_they_are_asked_for(text: str, attributes: tuple[str, ...]) -> None:
    assert read_attributes(text).attributes == attributes


@pytest.mark.parametrize(
    "question, says",
    [
        ("清河市供热管理办法还有效吗", "不再有效（已废止）"),
        ("清河市供水管理办法还有效吗", "不再有效（已废止）"),
        ("清河市供热管理办法被废止了吗", "不再有效（已废止）"),
        ("清河市人民政府关于废止部分规章的决定废止了哪些文件", "《清河市供热管理办法》"),
        ("清政发〔2024〕9号废止了什么", GAS),
        ("著作权法实施条例废止了什么", "1991年5月24日"),
        ("清河市供热管理办法是谁发布的", "发文机关：清河市人民政府"),
        ("清河市民宿措施落款是谁", "署名：清河市人民政府办公室"),
    ],
)
def test_what_is_right_and_not_said_yet(towns: Towns, question: str, says: str) -> None:
    assert says in towns.ask(question).text


@pytest.mark.parametrize("question", ["专利法还有效吗", "专利法是谁发布的", "专利法的文号是多少", "专利法修正过几次"])
def test_a_law_that_is_not_there_is_not_its_rules(towns: Towns, question: str) -> None:
    answer = towns.ask(question)
    assert not answer.found and "没有《专利法》" in answer.text


@pytest.mark.parametrize(
    "question, says",
    [("白石市民宿措施呢", "白石市人民政府办公室"), ("白石市民宿措施的文号是多少", "白政办发〔2022〕18号")],
)
def test_the_other_town_is_asked_for_in_talk(towns: Towns, question: str, says: str) -> None:
    assert says in towns.ask(question, "清河市民宿措施是谁发的").text


PLENUM = (
    "中共青山市第五届纪律检查委员会第四次全体会议公报\n（2025年1月8日中共青山市第五届纪律检查委员会第四次全体会议通过）\n"
    "中共青山市第五届纪律检查委员会第四次全体会议，于2025年1月6日至8日在石桥县举行。出席全会的有市纪委委员40人。\n全会由市纪委常委会主持。\n"
)
DECISION = (
    "青山市人民政府关于修改《青山市停车场管理办法》的决定\n各区人民政府:经市政府同意，决定对《青山市停车场管理办法》（青政发〔2015〕9号）作如下修改：\n"
    "一、删去第三条。\n本决定自发布之日起施行。\n青山市人民政府\n2018年5月2日\n"
)
CALL = (
    "青山市科学技术局关于申报2021年示范项目的通知\n各区人民政府，有关企业:现将申报事项通知如下。\n一、申报条件\n依法登记。\n"
    "附件：\n1.\n2021年示范项目要素条件.wps2-1.申报书（网络方向）.doc\n3.2021年示范项目推荐汇总表.doc\n青山市科学技术局\n2021年3月4日\n"
)
FORWARDED = (
    "青山市人民政府 青山军分区批转市人社局市武装部关于青山市家属安置实施细则的通知\n各区人民政府：\n现批转给你们，请认真贯彻执行。\n"
    "　　青山市人民政府　青山军区\n　　2014年5月12日\n　　青山市家属安置实施细则\n　　市人社局警备司令部　警备区政治部\n第一条　为做好安置工作，制定本细则。\n"
)


@pytest.fixture(scope="module")
def hill(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("hill")
    (folder / "texts").mkdir()
    for text in (PLENUM, DECISION, CALL, FORWARDED):
        (folder / "texts" / f"{text.splitlines()[0]}.txt").write_text(text, encoding="utf-8")
    build(folder / "texts", folder / "index", CountingEncoder())
    return Index.open(folder / "index", CountingEncoder())


@pytest.mark.parametrize(
    "question, expected",
    [
        ("青山市纪委四次全会几号到几号开的，在哪开的", ["PLACE"]),
        ("青山市纪委四次全会公报哪天通过的，会在哪里开的", ["PASSED", "PLACE"]),
        ("青山市纪委四次全会由谁主持", ["全会由市纪委常委会主持。"]),
        (
            "青山市关于修改停车场管理办法的决定改的是哪个文件，要文号",
            ["各区人民政府:经市政府同意，决定对《青山市停车场管理办法》（青政发〔2015〕9号）作如下修改："],
        ),
        ("青山市2021年示范项目申报通知主送哪些单位", ["各区人民政府，有关企业:"]),
        ("青山市2021年示范项目申报通知附件3是什么", ["2021年示范项目推荐汇总表.doc"]),
        ("青山市家属安置实施细则的批转通知落款是谁", ["青山市人民政府　青山军区", "2014年5月12日"]),
    ],
)
def test_what_stands_in_the_text_of_a_report_a_decision_or_a_call(
    hill: Index, question: str, expected: list[str]
) -> None:
    lines = PLENUM.splitlines()
    known = {"PASSED": lines[1], "PLACE": lines[2].partition("。")[0] + "。"}
    found = hill.ask(question)
    assert found.route == "metadata" and found.found, found.text
    quoted = ["".join(c.quote.split()) for c in found.citations]
    assert quoted == ["".join(known.get(words, words).split()) for words in expected]
