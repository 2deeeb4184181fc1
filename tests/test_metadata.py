import pytest

from mingce.metadata import Metadata, describe, read_date, read_issuer, read_kind, read_title, title_from_file_name


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
def test_read_date(head, tail, name, date):
    assert read_date(head, tail, name) == date


@pytest.mark.parametrize(
    "title, kind",
    [
        ("中共河南省委 河南省人民政府关于加快推进质量强省建设的实施意见", "意见"),
        ("习近平在中共中央政治局第十次集体学习时的重要讲话精神", "集体学习讲话"),
        ("中共中央政治局会议精神", "会议精神"),
        ("2023年政府工作报告", "政府工作报告"),
        ("中华人民共和国粮食安全保障法", "法律"),
        ("中华人民共和国民法典", "法律"),
        ("信访条例（修订草案）", "条例"),
        ("质量强国建设纲要", "规划纲要"),
        ("国务院关于印发行动方案的通知", "通知"),
        ("河南省人民政府关于表彰先进的决定", "决定"),
        ("质量发展", ""),
        ("", ""),
    ],
)
def test_read_kind(title, kind):
    assert read_kind(title) == kind


@pytest.mark.parametrize(
    "line, number",
    [
        ("国发〔2023〕1号", "国发〔2023〕1号"),
        ("豫政[2023]15号", "豫政[2023]15号"),
        ("国办发（2021） 3 号", "国办发（2021） 3 号"),
        ("中华人民共和国国务院令 第737号", "中华人民共和国国务院令 第737号"),
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
