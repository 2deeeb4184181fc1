from mingce.text.places import CITIES, PROVINCES, REGION, REGIONS, province


def test_every_name_stands_once() -> None:
    assert len(PROVINCES) == 34
    assert len(set(REGIONS)) == len(REGIONS) == len(PROVINCES) + sum(map(len, CITIES.values()))


def test_the_province_of_a_city() -> None:
    assert [province(name) for name in ("洛阳", "深圳", "上海", "火星")] == ["河南", "广东", "上海", "火星"]


def test_names_in_a_text() -> None:
    assert REGION.findall("我们在内蒙古和黑龙江，也去哈尔滨") == ["内蒙古", "黑龙江", "哈尔滨"]
