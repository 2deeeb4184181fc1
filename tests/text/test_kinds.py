import pytest

from mingce.text.kinds import read_family, read_kind
from mingce.text.metadata import read_addressees


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
        # the last word of a law names it, whatever it is about
        ("青岛市城乡规划条例", "条例"),
        ("人口与计划生育法", "法律"),
        ("代表建议、批评和意见办理工作条例", "条例"),
        ("交通警察执勤工作规范", "办法"),
        ("刑法修正案（九）", "法律"),
        ("最高人民法院关于适用保险法若干问题的解释（三）", "司法解释"),
        ("最高人民法院关于海事法院受理案件范围的规定", "司法解释"),
        ("突发环境事件应急预案", "方案"),
        ("2024年工作要点", "方案"),
        ("清河市2023年国民经济和社会发展统计公报", "报告"),
        ("中共中央政治局召开会议 分析研究当前经济形势", "会议精神"),
        ("王某诉李某合同纠纷案", "案例"),
        ("节能的做法", ""),
        ("质量发展", ""),
        ("", ""),
    ],
)
def test_read_kind(title, kind):
    assert read_kind(title) == kind


@pytest.mark.parametrize(
    "title, text, family",
    [
        ("质量意见", "", "公文"),
        ("质量工作的通知", "", "通知公告"),
        ("质量规划", "", "规划纲要"),
        ("质量法", "", "法律法规"),
        ("2023年政府工作报告", "", "工作报告"),
        ("中共中央政治局会议精神", "", "会议"),
        ("在质量大会上的讲话", "", "讲话"),
        # 规定 of a party organ has no articles
        ("质量工作规定", "一、要求\n文。", "公文"),
        ("质量工作规定", "第一条 文。\n第二条 文。", "法律法规"),
        # titles that say nothing
        ("质量", "第一条 文。\n第二条 文。\n第三条 文。", "法律法规"),
        ("质量", "会议指出，要好。\n会议强调，要更好。", "会议"),
        ("质量", "质量\n同志们：\n质量好。", "讲话"),
        ("质量", "质量\n各省人民政府：\n质量好。", "公文"),
        ("质量", "质量很好。", ""),
    ],
)
def test_read_family(title, text, family):
    has_addressees = bool(read_addressees(text.split("\n")))
    assert read_family(read_kind(title), text, has_addressees=has_addressees) == family


def test_decision_of_a_congress_is_law():
    assert read_family("决定", "", "北京市人民代表大会常务委员会") == "法律法规"
