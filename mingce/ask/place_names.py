"""The places that a question names: any 市, 县, 区 or 镇, and the provinces and cities by their short names."""

import re
from collections.abc import Iterator

from mingce.ask.constraints import ORIGIN
from mingce.ask.lead_words import stripped
from mingce.text.places import PLACE, REGION
from mingce.text.word_lists import any_of, read_rows

LONGEST_DISTRICT = 2  # characters of a district's name behind its city's, 区 with them
SUFFIX = re.compile(
    r"(?<=..)(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|自治县|地区|新区|街道|[省市县区镇乡州旗盟])$"
)
# Not "全市", "各区", "示范区": these are no names.
NO_NAME = re.compile(
    r"^(?:[全本各我你他该此某每多]|哪|什么|一个|所有|其他|其它|外[省市地]|同一|不同|当地|地方|城|老城|主城|新城|中心城|郊|农村|城镇|乡镇|街道|社区|园区|辖区|景区|校区|厂区|库区|牧区|灾区|特区|市区|县区|城区|山区|矿区|地区|高新|经开|开发|示范|试验|试点|自贸|自由贸易|保税|保护|功能|产业|工业|集聚|核心|重点|贫困|边境|沿海|[禁限封]|缓冲|隔离|防护|控制|警戒|管[制控理]|集中|作业|生产|生活|办公|居住|建成|规划|水源|湿地|中西部|东部|西部|中部|东北|南方|北方)"
)
# Words that stand in no name: "没有乡", "了哪两个市", "按规定每个乡镇"; and suffixes alone: "省市县", "市里"
NO_PART = re.compile(
    r"[的了是没哪每]|(?<!^)[几两一]?个|单独|^[省市县区镇乡州旗盟]{2}|^[省市县区]里|(?:规定|要求)[^省市县区]*$"
)
NAMED_PLACE = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:{PLACE})|[\u4e00-\u9fff]{{2,6}}?(?:(?<!城)镇|(?<![下城])乡(?![村镇亲下里])|街道)(?=[\u4e00-\u9fff])"
)
CITY = re.compile(any_of(city for (line,) in read_rows("cities.tsv") for city in line.split("、")))
COUNTY = re.compile(any_of(county for *_, counties in read_rows("counties.tsv") for county in counties.split("、")))
WITHIN = re.compile(rf"省?(?P<name>{REGION.pattern}|{CITY.pattern}|{COUNTY.pattern})")
# Provinces by one character each, as many as are counted: "京琼两地", "川渝黔三省市"
SHORT_FORMS = dict(
    zip(
        "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔滇藏陕甘青宁新",
        "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 "
        "四川 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆".split(),
        strict=True,
    )
)
SHORT = f"[{''.join(SHORT_FORMS)}]"
TOGETHER = re.compile(rf"(?<![东南西北])(?:{SHORT}{{2}}(?=两(?:地|省|市))|{SHORT}{{3}}(?=三(?:地|省|市)))")
PIECES = re.compile(
    r"[，。？！、；：,?!;:\s]|(?:以及|[和与跟同及在对到去由比])(?=[\u4e00-\u9fff]{2})|(?:vs|VS)(?=[\u4e00-\u9fff])"
)


def in_full(text: str) -> str:
    """A text with the provinces that it names by one character each in full.

    >>> in_full("京琼两地的办法")
    '北京、海南两地的办法'
    """
    return TOGETHER.sub(lambda match: "、".join(SHORT_FORMS[char] for char in match[0]), text)


def places(text: str) -> Iterator[str]:
    """The places that a question names, as it names them.

    >>> list(places("深圳公租房的准入线")), list(places("请问清河市和威宁县的标准")), list(places("全市的目标"))
    (['深圳'], ['清河市', '威宁县'], [])
    """
    text = in_full(ORIGIN.sub("", text))
    seen = set()
    for piece in PIECES.split(text):
        name = _named(stripped(piece))
        if name and name not in seen:
            seen.add(name)
            yield name


def counties(text: str) -> Iterator[str]:
    """Counties that a question names by their short names, and districts: any that the standard lists.

    >>> list(counties("安溪铁观音茶园被征用")), list(counties("请问昆山的人才公寓"))
    (['安溪'], ['昆山'])
    """
    for piece in PIECES.split(ORIGIN.sub("", text)):
        if match := COUNTY.match(stripped(piece)):
            yield match[0]


def _named(piece: str) -> str:
    """The place at the start of a piece of a question, or the province or city in it; "" for none."""
    match = NAMED_PLACE.match(piece)
    known = REGION.search(piece)
    if match and known and 0 < known.start() < match.end():  # 将|重庆市
        piece = piece[known.start() :]
        match, known = NAMED_PLACE.match(piece), REGION.match(piece)
    other = CITY.match(piece) or known
    is_zone = match and match[0].endswith("区") and other and match.end() - other.end() > LONGEST_DISTRICT
    if is_zone and other and not other.start() and not COUNTY.match(piece, other.end()):
        return other[0]  # 泰安|禁放区
    if match and not NO_NAME.match(match[0]) and not NO_PART.search(match[0]):
        return match[0]
    if known and other is known and (within := WITHIN.match(piece, known.end())):  # 浙江|舟山
        return within["name"]
    return other[0] if other and not NO_NAME.match(other[0]) else ""
