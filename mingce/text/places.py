"""Provinces and cities of China: their names, which lies in which, and the place that a title names first."""

import re

from mingce.text.word_lists import read_rows

# Province -> the cities in it that people ask about
CITIES: dict[str, tuple[str, ...]] = {
    province: tuple(cities[0].split("、")) if cities else () for province, *cities in read_rows("places.tsv")
}
PROVINCES = tuple(CITIES)
# The names that a question or a description may say it is about, provinces first
REGIONS = (*PROVINCES, *(city for cities in CITIES.values() for city in cities))
REGION = re.compile("|".join(sorted(REGIONS, key=len, reverse=True)))

_PROVINCE = "|".join(PROVINCES)
PLACE = (
    rf"(?!{_PROVINCE})(?:[\u4e00-\u9fff]{{2,12}}?(?:自治州|自治县)|[\u4e00-\u9fff]{{2,4}}经济特区|[\u4e00-\u9fff]{{2,4}}?(?<![城超都上股门本省誉])市(?![场容级]|民(?![宿营办族政])|政(?!府))"
    r"|[\u4e00-\u9fff]{2,4}?(?<![全本自])县(?!级|域)|[\u4e00-\u9fff]{2,4}?(?<![地社特城矿园治辖宅小景发护产养貌聚验胜税政])区(?!域))"
)
# The place a document is made for, at the start of a title or of its issuer's name: "贵州省…", "中共河南省委", "郑州市…",
# "浙江省杭州市余杭区…", "中国人民银行贵州省分行", "2024年贵阳市…", "深圳经济特区…", "河南质量强省…".
# Not "城市公共汽车…", "上市公司…", "县级以上…", "自治区…", "农村地区…".
REGION_AT = re.compile(
    r"^(?:\d{4}年)?(?:中共|中国共产党|中国人民银行|中国[（(]|《)?(?!在|关于|国家|全国|中华|中国|国务院|人民|最高|农村|企业|公共|大中|特大)"
    rf"(?P<name>(?:{_PROVINCE})(?:省|市|[\u4e00-\u9fff]{{0,3}}自治区|特别行政区)?(?:{PLACE}){{0,2}}|(?:{PLACE}){{1,2}})"
)


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
