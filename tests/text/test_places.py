import pytest

from mingce.text.places import CITIES, PROVINCES, REGION, REGIONS, is_known, lies_in, province


def test_every_name_stands_once() -> None:
    assert len(PROVINCES) == 34
    assert len(set(REGIONS)) == len(REGIONS) == len(PROVINCES) + sum(map(len, CITIES.values()))


def test_the_province_of_a_city() -> None:
    assert [province(name) for name in ("洛阳", "深圳", "上海", "火星")] == ["河南", "广东", "上海", "火星"]


def test_names_in_a_text() -> None:
    assert REGION.findall("我们在内蒙古和黑龙江，也去哈尔滨") == ["内蒙古", "黑龙江", "哈尔滨"]


@pytest.mark.parametrize(
    "name, region, is_in",
    [
        ("嘉兴", "浙江省", True),
        ("昆山", "苏州市", True),
        ("昆山市", "江苏省", True),
        ("余杭区", "杭州市", True),
        ("威宁县", "贵州省", True),  # 威宁彝族回族苗族自治县
        ("朝阳区", "北京市", True),
        ("朝阳区", "长春市", True),
        ("安溪", "杭州市", False),
        ("浙江", "杭州市", False),
        ("火星", "贵州省", False),
    ],
)
def test_which_place_lies_in_which(name: str, region: str, is_in: bool) -> None:
    assert lies_in(name, region) == is_in


def test_which_places_are_known() -> None:
    assert [is_known(name) for name in ("上海", "嘉兴", "威宁", "火星")] == [True, True, True, False]
