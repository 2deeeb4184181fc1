"""Provinces and cities of China: their names, which lies in which, and the place that a title names first."""

import re
from functools import cache

from mingce.text.word_lists import read_rows

# Province -> the cities in it that people ask about
CITIES: dict[str, tuple[str, ...]] = {
    province: tuple(cities[0].split("、")) if cities and cities[0] else ()
    for province, *cities in read_rows("places.tsv")
}
PROVINCES = tuple(CITIES)
# The names that a question or a description may say it is about, provinces first
REGIONS = (*PROVINCES, *(city for cities in CITIES.values() for city in cities))
REGION = re.compile("|".join(sorted(REGIONS, key=len, reverse=True)))

_PROVINCE = "|".join(PROVINCES)
PLACE = (
    rf"(?!{_PROVINCE})(?:[\u4e00-\u9fff]{{2,12}}?(?:自治州|自治县)|[\u4e00-\u9fff]{{2,4}}经济特区|[\u4e00-\u9fff]{{2,4}}?(?<![城超都上股门本省誉])市(?![场容级]|民(?![宿营办族政])|政(?!府))"
    r"|[\u4e00-\u9fff]{2,4}?(?<![全本自])县(?!级|域)|[\u4e00-\u9fff]{2,4}?(?<![地社特城矿园治辖宅小景发护产养貌聚验胜税政])区(?![域别分间]))"
)
# The place a document is made for, at the start of a title or of its issuer's name: "贵州省…", "中共河南省委", "郑州市…",
# "浙江省杭州市余杭区…", "中国人民银行贵州省分行", "2024年贵阳市…", "深圳经济特区…", "河南质量强省…".
# Not "城市公共汽车…", "上市公司…", "县级以上…", "自治区…", "农村地区…".
REGION_AT = re.compile(
    r"^(?:\d{4}年)?(?:中共|中国共产党|中国人民银行|中国[（(]|《)?(?!在|关于|国家|全国|中华|中国|国务院|人民|最高|农村|企业|公共|大中|特大)"
    rf"(?P<name>(?:{_PROVINCE})(?:省|市|[\u4e00-\u9fff]{{0,3}}自治区|特别行政区)?(?:{PLACE}){{0,2}}|(?:{PLACE}){{1,2}})"
)


def lies_in(name: str, region: str) -> bool:
    """Whether a city, county or district lies in a region, as far as both are known.

    >>> lies_in("嘉兴", "浙江省"), lies_in("余杭区", "杭州市"), lies_in("安溪县", "杭州市"), lies_in("浙江", "杭州市")
    (True, True, False, False)
    """
    return any(above and above in region for place in _above().get(name, ()) for above in place)


def is_known(name: str) -> bool:
    """Whether a name is that of a province, city or county, and where it lies is known."""
    return name in PROVINCES or name in _above()


_AUTONOMOUS = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:[\u4e00-\u9fff]{1,4}?族)+自治县$")


@cache
def _above() -> dict[str, list[tuple[str, ...]]]:
    """Each place below the provinces, with and without its last character, and what it lies in; several where places
    share a name: 朝阳区."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for whole, *cities in read_rows("places.tsv"):
        for city in "、".join(cities).split("、"):
            for name in (city, f"{city}市", f"{city}州", f"{city}地区", f"{city}盟"):
                found.setdefault(name, []).append((whole,))
    for whole, city, counties in read_rows("counties.tsv"):
        for county in counties.split("、"):
            for name in _said_as(county):
                found.setdefault(name, []).append((city, whole))
    return found


def _said_as(county: str) -> tuple[str, ...]:
    """The names by which a county is called: 威宁彝族回族苗族自治县 is 威宁县 too."""
    if own := _AUTONOMOUS.match(county):
        return county, own[1], f"{own[1]}县"
    if county[-1] in "县市区旗":
        return county, county[:-1]
    return county, f"{county}县", f"{county}市"


def province(region: str) -> str:
    """The province in which a city lies; a province, or a name that is not known, is given back.

    >>> province("洛阳"), province("河南")
    ('河南', '河南')
    """
    return next((name for name, cities in CITIES.items() if region in cities), region)


def place_of(name: str) -> str:
    """The place at the start of a title or of the name of a body, "" for none.

    >>> place_of("中共河南省委关于…的意见"), place_of("2024年贵阳市旅游条例"), place_of("城市公共汽车管理规定")
    ('河南省', '贵阳市', '')
    """
    match = REGION_AT.match(name)
    return match["name"] if match else ""
