import pytest

from mingce.datatypes import Document
from mingce.text.metadata import (
    Metadata,
    describe,
    printed_in,
    read_addressees,
    read_annexes,
    read_issued,
    read_issuer,
    read_region,
    read_signature,
    read_title,
    title_from_file_name,
)


@pytest.mark.parametrize(
    "lines, title",
    [
        (["中共中央政治局会议精神", "（2023年11月27日）", "会议指出，要好。"], "中共中央政治局会议精神"),
        # over two lines
        (
            ["中共河南省委 河南省人民政府", "关于加快推进质量强省建设的实施意见", "（2023年1月17日）"],
            "中共河南省委 河南省人民政府关于加快推进质量强省建设的实施意见",
        ),
        (
            ["习近平在中共中央政治局第十次集体学习时", "的重要讲话精神", "会议指出，要好。"],
            "习近平在中共中央政治局第十次集体学习时的重要讲话精神",
        ),
        # the number and the date stand above
        (["国发〔2023〕1号", "2023年1月1日", "国务院关于质量的意见", "各省："], "国务院关于质量的意见"),
        # a law, with how it came about beneath
        (
            [
                "中华人民共和国粮食安全保障法",
                "（2023年12月29日第十四届全国人民代表大会常务委员会第七次会议通过）",
                "目录",
            ],
            "中华人民共和国粮食安全保障法",
        ),
        # two titles in a row are not one
        (["质量强国建设纲要", "河南质量强省建设规划", "文。"], "质量强国建设纲要"),
        # the addressee is no title
        (["关于质量的通知", "各省辖市人民政府：", "文。"], "关于质量的通知"),
        # a title that is long (银发〔2026〕42号) is one all the same, a sentence is not
        (
            ["中国人民银行 " + "国家发展改革委 " * 9 + "关于风险的通知", "各省："],
            "中国人民银行 " + "国家发展改革委 " * 9 + "关于风险的通知",
        ),
        (["为了落实" + "国务院的部署，" * 10 + "制定本办法。"], ""),
        # the number beneath is no part of it
        (["关于工资折算问题的通知", "劳社部发〔2008〕3号", "各省："], "关于工资折算问题的通知"),
        # a red head, the marks in the corner, the number with who signed it
        (
            [
                "000123",
                "特急",
                "清河市工业和信息化局文件",
                "清工信发〔2024〕15号  签发人：李明",
                "关于公布企业名单的通知",
                "各县：",
            ],
            "关于公布企业名单的通知",
        ),
        (
            ["清河市人民政府办公室", "清政办发〔2024〕3号", "关于促进就业的", "若干措施", "各县："],
            "关于促进就业的若干措施",
        ),
        # a document that begins with its text
        (["会议指出，要坚持问题导向。", "会议强调，要好。"], ""),
        (["一、总体要求", "文。"], ""),
        ([], ""),
        (["", ""], ""),
    ],
)
def test_read_title(lines, title):
    assert read_title(lines) == title


@pytest.mark.parametrize(
    "name, title",
    [
        ("河南质量强省实施意见_20230117.txt", "河南质量强省实施意见"),
        ("省/通知（2021-01-08）.md", "通知"),
        ("2023-01-17 意见.txt", "意见"),
        ("20230117.txt", "20230117"),  # nothing else to call it
        ("第737号.txt", "第737号"),
        ("解释（二）（2010-02-02）.md", "解释（二）"),  # only empty brackets go
    ],
)
def test_title_from_file_name(name, title):
    assert title_from_file_name(name) == title


@pytest.mark.parametrize(
    "title, head, issuer",
    [
        ("中共河南省委 河南省人民政府关于加快推进质量强省建设的实施意见", [], "中共河南省委 河南省人民政府"),
        ("国务院办公厅关于粮食的通知", [], "国务院办公厅"),
        ("国务院办公厅转发发展改革委关于价格的意见的通知", [], "国务院办公厅"),
        ("中共中央政治局会议精神", [], "中共中央政治局"),
        ("习近平在中共中央政治局第十次集体学习时的重要讲话精神", [], "中共中央政治局"),
        ("2010年河南省政府工作报告", [], "河南省政府"),
        # the issuer is on a line of its own
        ("关于质量的意见", ["关于质量的意见", "国务院"], "国务院"),
        (
            "贵州省金融运行报告",
            ["贵州省金融运行报告", "中国人民银行贵州省分行", "货币政策分析小组"],
            "中国人民银行贵州省分行",
        ),
        # a local congress, as its enacting clause names it
        (
            "北京市燃气条例",
            ["北京市燃气条例", "2006年11月3日 北京市第十二届人民代表大会常务委员会第三十二次会议通过"],
            "北京市人民代表大会常务委员会",
        ),
        # a body that a sentence mentions did not issue the document
        (
            "行动方案",
            ["行动方案", "为落实党中央、国务院关于乡村振兴的决策部署，" + "进一步深化建设，" * 8 + "制定本方案"],
            "",
        ),
        (
            "中央农村工作会议",
            ["中央农村工作会议", "中共中央总书记习近平作出指示。", "国务院秘书长吴政隆主持会议。"],
            "",
        ),
        # bodies whose names end with 委, each of them
        ("国家发展改革委 财政部关于质量的通知", [], "国家发展改革委 财政部"),
        ("国家卫生健康委关于印发办法的通知", [], "国家卫生健康委"),
        ("中国共产党河南省第十一届委员会第五次全体会议公报", [], "中国共产党河南省第十一届委员会"),
        # nor did the law's own title, broken over two lines
        ("外国中央银行财产豁免法", ["外国中央银行", "财产豁免法"], ""),
        # what a notice says of the body that agreed is no issuer, nor is who is written to; who signs it is
        (
            "关于印发2017年全省政务公开工作要点的通知",
            [
                "关于印发2017年全省政务公开工作要点的通知",
                "各市人民政府：",
                "《2017年全省政务公开工作要点》已经省政府同意，现印发给你们。",
                "清河省人民政府办公厅",
            ],
            "清河省人民政府办公厅",
        ),
        # an order over two lines
        ("公共场所管理细则", ["公共场所管理细则", "中华人民共和国卫生部令", "第 80 号"], "中华人民共和国卫生部"),
        # none named: empty, not guessed
        ("关于质量的意见", ["关于质量的意见", "各单位要好。"], ""),
        ("质量强省建设规划", [], ""),
    ],
)
def test_read_issuer(title, head, issuer):
    assert read_issuer(title, head) == issuer


@pytest.mark.parametrize(
    "head, tail, name, date",
    [
        (["意见", "（2023年1月17日）"], [], "", "2023-01-17"),
        (["意见", "2023年11月7日"], [], "", "2023-11-07"),
        # a law: the latest of its enacting dates; "in force from" is not a date of issue
        (["粮食法", "（2013年6月29日通过 2021年4月29日修正）"], [], "", "2021-04-29"),
        (["条例", "（2023年1月3日国务院令第753号公布 自2023年3月1日起施行）"], [], "", "2023-01-03"),
        # signed at the end
        (["通知", "各省："], ["国务院", "2023年5月6日"], "", "2023-05-06"),
        (["通知"], ["二〇二三年五月二十六日"], "", "2023-05-26"),
        (["通知"], ["二○一三年十月十日"], "", "2013-10-10"),
        # the date of a notice, not that of the document which it prints
        (
            ["转发批复的通知", "各市：", "文。", "广东省人民政府2020年8月22日"],
            ["国务院", "2020年8月2日"],
            "",
            "2020-08-22",
        ),
        (
            ["转发意见的通知", "各市：", "文。", "二〇一〇年二月八日"],
            ["国务院", "二〇一〇年一月十二日"],
            "",
            "2010-02-08",
        ),
        # a clause of the enacting history over two lines
        (
            [
                "招标法",
                "1999年8月30日 常委会通过",
                "2017年12月27日 常委会《关于修改〈招标法〉",
                "〈计量法〉的决定》修正",
            ],
            [],
            "",
            "2017-12-27",
        ),
        # Xinhua's dateline has no year: that of the text
        (["会议", "新华社北京12月30日电", "会议2025年12月29日至30日召开。"], [], "", "2025-12-30"),
        # the file's name, where the text is silent
        (["意见"], [], "意见_20230117.txt", "2023-01-17"),
        (["意见"], [], "意见（2021-01-08）.txt", "2021-01-08"),
        # the text goes before the file's name
        (["意见", "（2023年1月17日）"], [], "意见_20230201.txt", "2023-01-17"),
        # a date in a sentence is not the document's
        (["意见", "2020年1月1日以来，全省质量工作取得了明显进展。"], [], "", ""),
        (["意见"], [], "意见.txt", ""),
        # no such month
        (["意见"], [], "编号20231399.txt", ""),
    ],
)
def test_read_issued(head, tail, name, date):
    assert read_issued(head, tail, name) == date


@pytest.mark.parametrize(
    "line, number",
    [
        ("国发〔2023〕1号", "国发〔2023〕1号"),
        ("豫政[2023]15号", "豫政[2023]15号"),
        ("国办发（2021） 3 号", "国办发（2021） 3 号"),
        ("中华人民共和国国务院令 第737号", "中华人民共和国国务院令 第737号"),
        ("中发【2015】11号", "中发【2015】11号"),
        ("国务院关于质量的意见国发〔2023〕1号 各省：文。" + "文" * 90, "国发〔2023〕1号"),
        ("国务院令\n第　80　号", "国务院令第80号"),
        ("2023年1月", ""),
    ],
)
def test_number(line, number):
    assert describe(f"国务院关于质量的意见\n{line}\n各省：\n文。").number == number


def test_number_in_the_text_is_another_documents():
    text = "国务院关于质量的意见\n各省：\n一、总体要求\n根据国发〔2023〕1号文件，提出意见。"
    assert describe(text).number == ""


def test_describe_knows_nothing():
    assert describe("会议指出，要好。要更好。") == Metadata()


def test_describe_prefers_a_given_title():
    assert describe("甲办法\n第一条 文。", "x.jsonl", "乙条例").title == "乙条例"
    assert describe("甲办法\n第一条 文。", "x.jsonl", "乙条例").kind == "条例"


def test_describe_markdown():
    meta = describe("# 国务院关于**质量**的意见\n\n（2023年1月17日）\n\n## 一、要求\n文。")
    assert (meta.title, meta.issuer, meta.date, meta.kind) == ("国务院关于质量的意见", "国务院", "2023-01-17", "意见")


@pytest.mark.parametrize(
    "text, title, number",
    [
        (
            "国务院关于风险的通知（银发〔2026〕42号）\n各省：\n文。",
            "国务院关于风险的通知（银发〔2026〕42号）",
            "银发〔2026〕42号",
        ),
        # another document's number in a title
        ("国务院转发国发〔2023〕1号文件的通知\n各省：\n文。", "国务院转发国发〔2023〕1号文件的通知", ""),
        # glued to the title
        ("关于工资问题的通知劳社部发[2008]3号\n各省：\n文。", "关于工资问题的通知", "劳社部发[2008]3号"),
    ],
)
def test_number_in_the_title(text, title, number):
    assert (describe(text).title, describe(text).number) == (title, number)


def test_title_of_a_markdown_text_is_one_heading():
    assert describe("# 惩罚性赔偿的前提\n## 裁判要点\n文。").title == "惩罚性赔偿的前提"


@pytest.mark.parametrize(
    "title, issuer, head, region",
    [
        ("河南省旅游条例", "", [], "河南省"),
        ("中共河南省委 河南省人民政府关于质量的意见", "中共河南省委 河南省人民政府", [], "河南省"),
        ("河南质量强省实施意见", "", [], "河南"),
        ("广西壮族自治区旅游条例", "", [], "广西壮族自治区"),
        ("上海市浦东新区市场主体退出规定", "", [], "上海市浦东新区"),
        ("贵州省毕节市规划", "", [], "贵州省毕节市"),
        ("彭水苗族土家族自治县条例", "", [], "彭水苗族土家族自治县"),
        ("深圳经济特区学前教育条例", "", [], "深圳经济特区"),
        ("中国（浙江）自由贸易试验区条例", "", [], "浙江"),
        ("2025年贵州省政府工作报告", "", [], "贵州省"),
        # a district or a market is no place of its own
        ("周口市城市市容条例", "", [], "周口市"),
        ("上海市建筑市场条例", "", [], "上海市"),
        ("南阳市居民住宅区消防条例", "", [], "南阳市"),
        # the whole country
        ("中华人民共和国统计法", "", [], "全国"),
        ("国务院关于质量的意见", "国务院", [], "全国"),
        ("关于质量的意见", "教育部", [], "全国"),
        ("金融运行报告", "中国人民银行贵州省分行", [], "贵州省"),
        ("执法检查规定", "中国人民银行", [], "全国"),
        ("中国共产党河南省第十一届委员会第五次全体会议公报", "", [], "河南省"),
        ("中国共产党巡视工作条例", "", [], "全国"),
        # nothing tells
        ("在全市经济工作会议上的讲话", "", [], ""),
        ("城市公共交通条例", "", [], ""),
        ("保税区海关监管办法", "", [], ""),
        ("上市公司管理办法", "", [], ""),
        # the congress that heard the report
        ("政府工作报告", "", ["（2024年1月31日在贵阳市第十五届人民代表大会第四次会议上）"], "贵阳市"),
    ],
)
def test_read_region(title, issuer, head, region):
    assert read_region(title, issuer, head) == region


@pytest.mark.parametrize(
    "line, addressees",
    [
        ("各省、自治区、直辖市人民政府，新疆生产建设兵团：", ("各省、自治区、直辖市人民政府", "新疆生产建设兵团")),
        ("各市、县（区）人民政府，省直各单位：", ("各市、县（区）人民政府", "省直各单位")),
        ("各省、自治区劳动和社会保障厅（局）：", ("各省、自治区劳动和社会保障厅（局）",)),
        ("国家经贸委、冶金部：", ("国家经贸委、冶金部",)),
        ("各市人民政府，各高等院校：", ("各市人民政府", "各高等院校")),
        ("各区县人民政府，有关单位：《规划》已经市政府同意，现印发给你们。", ("各区县人民政府", "有关单位")),
        # an audience, a sentence that opens a list, an annex
        ("各位代表：", ()),
        ("同志们：", ()),
        ("现将有关单位名单公布。具体如下：", ()),
        ("附件：单位名单：", ()),
        ("有下列情形之一的：", ()),
    ],
)
def test_read_addressees(line, addressees):
    assert read_addressees(["关于质量的通知", line, "文。"]) == addressees


@pytest.mark.parametrize(
    "text, annexes",
    [
        ("通知\n文。\n附件：1.行动计划\n2.单位名单\n国务院\n2023年1月1日", ("行动计划", "单位名单")),
        ("通知\n文。\n附件1\n行动计划\n文。\n附件2：单位名单\n文。", ("行动计划", "单位名单")),
        ("税法\n第一条 文。\n附表一\n税目税额表", ("税目税额表",)),
        # the list begins on the next line, its names begin with years, its items say that they are annexes
        (
            "通知\n文。\n附件：\n1.2021年度申报表\n2.2021年度备案表\n某局\n2021年1月1日",
            ("2021年度申报表", "2021年度备案表"),
        ),
        (
            "指引\n文。\n附件：附件1 公办小学计划表.xls\n附件2 民办中学计划表.xls",
            ("公办小学计划表.xls", "民办中学计划表.xls"),
        ),
        # an annex without a name, and a box, which is none
        ("刑法\n附件一\n下列条例予以废止：\n1.甲条例", ()),
        ("规划\n专栏1 工程\n文。", ()),
        ("通知\n附件1由财政部制定。", ()),
    ],
)
def test_read_annexes(text, annexes):
    assert read_annexes(text) == annexes


@pytest.mark.parametrize(
    "tail, signature",
    [
        (["文。", "国务院办公厅", "2023年5月6日"], ("国务院办公厅", "")),
        (["文。", "财政部", "税务总局", "二〇二三年五月六日"], ("财政部 税务总局", "")),
        (["文。", "财政部  税务总局  2026年2月6日"], ("财政部 税务总局", "2026年2月6日")),
        (["文。", "2023年5月6日"], ("", "")),
        (["会议于2023年5月6日", "文。"], ("", "")),
        ([], ("", "")),
    ],
)
def test_read_signature(tail, signature):
    assert read_signature(tail) == signature


def test_signature_under_the_list_of_annexes():
    meta = describe(
        "清河市教育局文件\n清教发〔2024〕15号\n清河市教育局\n关于公布学校名单的通知\n各县教育局：\n现予公布。\n附件：学校名单\n清河市教育局\n"
        "2024年6月1日\n（此件公开发布）\n附件\n学校名单\n1  第一中学"
    )
    assert (meta.title, meta.number) == ("清河市教育局关于公布学校名单的通知", "清教发〔2024〕15号")
    assert (meta.issuer, meta.signature, meta.date) == ("清河市教育局", "清河市教育局", "2024-06-01")
    assert meta.annexes == ("学校名单",)


FORWARDED = (
    "清河省人民政府转发国务院关于同意设立试验区批复的通知\n清府函〔2020〕88号\n各市人民政府：\n"
    "现将《国务院关于同意设立试验区的批复》（国函〔2020〕47号）转发给你们。\n清河省人民政府2020年5月22日\n（此件公开发布）\n"
    "国务院关于同意设立试验区的批复\n国函〔2020〕47号\n河北省人民政府，商务部：\n一、同意。\n国务院\n2020年4月27日\n"
)


def test_a_notice_is_told_from_the_document_that_it_forwards():
    meta = describe(FORWARDED)
    assert (meta.issuer, meta.date, meta.number) == ("清河省人民政府", "2020-05-22", "清府函〔2020〕88号")
    assert (meta.signature, meta.addressees) == ("清河省人民政府", ("各市人民政府",))


def test_the_document_that_is_forwarded():
    found = printed_in(Document("d", describe(FORWARDED).title, FORWARDED, ""))
    assert found is not None
    inner, offset = found
    assert FORWARDED[offset:].startswith("国务院关于同意设立试验区的批复\n国函")
    assert (inner.date, inner.number, inner.signature) == ("2020-04-27", "国函〔2020〕47号", "国务院")
    assert inner.addressees == ("河北省人民政府", "商务部")


def test_a_document_that_prints_no_other():
    text = FORWARDED.replace("转发", "学习").replace("印发", "学习")
    assert printed_in(Document("d", describe(text).title, text, "")) is None


def test_date_beside_the_signature():
    meta = describe("关于质量的通知\n各省人民政府：\n文。\n财政部  税务总局  2026年2月6日\n附件1\n名单\n2020年1月1日")
    assert (meta.issuer, meta.signature, meta.date) == ("财政部 税务总局", "财政部 税务总局", "2026-02-06")


@pytest.mark.parametrize(
    "title, date",
    [
        ("2015年国务院政府工作报告", "2015"),  # given early in the year, no day in the text
        ("2024年工作要点", ""),  # issued in that year or the one before
    ],
)
def test_a_work_report_is_of_the_year_in_its_title(title: str, date: str):
    assert describe(f"{title}\n各位代表：\n现在，我代表国务院，向大会作政府工作报告。").date == date


def test_the_title_of_a_page_over_the_title_of_the_document_is_one_title():
    text = "关于推广健康证明的通知\n关于推广\n健康证明的通知\n清卫组办发〔2020〕48号\n各区领导小组：\n文。\n"
    meta = describe(f"{text}清河市疫情防控工作领导小组综合办公室2020年2月26日")
    assert (meta.title, meta.number) == ("关于推广健康证明的通知", "清卫组办发〔2020〕48号")
    assert (meta.signature, meta.date) == ("清河市疫情防控工作领导小组综合办公室", "2020-02-26")


def test_an_order_of_a_year_over_the_text_is_its_number_and_not_its_title():
    meta = describe("中华人民共和国卫生部令1992年第24号\n第一条 为了管理，制定本办法。", "外国医师行医管理办法.txt")
    assert (meta.title, meta.number) == ("外国医师行医管理办法", "中华人民共和国卫生部令1992年第24号")
    assert (meta.issuer, meta.region) == ("中华人民共和国卫生部", "全国")


def test_title_body_and_date_in_one_line():
    meta = describe("关于统筹就业工作的实施意见省劳动保障厅（二〇〇五年十二月十四日）\n为推进就业，提出意见。")
    assert (meta.title, meta.signature, meta.date) == ("关于统筹就业工作的实施意见", "省劳动保障厅", "2005-12-14")


@pytest.mark.parametrize(
    "text",
    [
        "正文。\n附件：1.申请报告　　2.通知书\n清河市人民政府",
        "第三条 本细则自2020年8月1日起实施。　　附件：　　1.申请报告　　2.通知书",
    ],
)
def test_annexes_listed_in_one_line(text: str):
    assert read_annexes(text) == ("申请报告", "通知书")
