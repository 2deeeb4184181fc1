"""Numbers with their units and bounds, as they stand in a sentence: 30个以上, 3—5个, 1.2万亿元.

Units stand in data/units.tsv, words of bound in data/bounds.tsv.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from mingce.text.dates import CHINESE_YEAR
from mingce.text.numerals import HAN_DIGITS, HAN_NUMERALS, HAN_SCALES, multiplier, read_number
from mingce.text.word_lists import any_of, read_rows

# ---------------------------------------------------------------- numbers and units

DIGITS = r"(?<!\d)(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,15})(?:\.\d{1,9})?(?!\d)"  # 12, 50,000, 95.5
HANZI = rf"[一二两三四五六七八九十][{HAN_NUMERALS}{HAN_SCALES}]{{0,16}}(?:点[{HAN_DIGITS}]{{1,9}})?"
NUMBER = rf"(?:{DIGITS}[多余]?(?:[十百千]?[万亿]{{1,2}}|[百千](?=[元家户人名个亩米吨]))?|{HANZI}(?:[多余][万亿]{{0,2}})?)[多余]?"
FRACTION = rf"(?P<whole>[百千万]|{HANZI}|[1-9]\d{{0,3}})分之(?P<part>{HANZI}|百|{DIGITS})"

# Unit -> "ratio", "money", "time", "measure" or "count"
UNIT_KINDS = {unit: kind for kind, unit, *_ in read_rows("units.tsv")}
# Unit -> the characters that make another word of it when they follow: 3家庭, 5人大, 10名录
GUARDS = {unit: guard[0] for _, unit, *guard in read_rows("units.tsv") if guard}


def _unit(unit: str) -> str:
    return re.escape(unit) + (f"(?![{GUARDS[unit]}])" if unit in GUARDS else "")


_UNITS = sorted(UNIT_KINDS, key=len, reverse=True)
UNIT = rf"(?:{'|'.join(map(_unit, _UNITS))})(?:/(?:月|{'|'.join(_UNITS)}))?"  # 微克/立方米

# ---------------------------------------------------------------- bounds

# Words of bound before and after a number: "不低于" -> 以上, "以内" -> 以下, "左右" -> 左右
BOUND_BEFORE, BOUND_AFTER = (
    {word: bound for bound, side, words in read_rows("bounds.tsv") if side == wanted for word in words.split("、")}
    for wanted in ("前", "后")
)

# A figure with its bound and unit: "不低于30万吨", "三分之二以上", "15日内", "五千元（含）以上"
QUANTITY = re.compile(
    rf"(?P<before>(?<!最){any_of(BOUND_BEFORE)})?(?:{FRACTION}|(?P<number>{NUMBER})(?P<unit>{UNIT})?)"
    rf"(?P<after>(?:[（(]含[^（）()]{{0,6}}[）)])?{any_of(BOUND_AFTER)}(?![容部地外蒙涵需陆资])|[多余](?![种样方元项年渠次轮]))?"
)
# A bound that stands further off: "不低于工资总额百分之五"
DISTANT = re.compile(
    rf"({any_of(word for word in BOUND_BEFORE if word.startswith('不') and len(word) > 2)})[^，；\d]{{2,25}}$"
)
DASH = re.compile(r"[—–－\-~～]{1,2}|至|到")
# A length of time in small Chinese numerals is a figure behind these: 任期三年, 每两年; not 新的一年, 今明两年
BEFORE_PERIOD = re.compile(
    r"(?:期限?|为|满|连续|任|每|达|限|延长|保存|保留|少于|超过|(?<!最)后|提前|缓刑|徒刑|拘役|管制|禁入|间隔|相隔|试用|至|到)\0*$"
)

# ---------------------------------------------------------------- what is not a figure

YEAR_TEXT = r"(?:19|20)\d{2}"
NOT_FIGURES = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        # 1) years and dates: "2025年", "2021—2025年", "2020年5月1日", "11月27日至29日", "12月底", "次月15日", "二〇二三年"
        rf"{YEAR_TEXT}(?:年?(?:[—–－\-~～至到、和/]|——)(?:{YEAR_TEXT}|\d{{2}}))*年(?:度|底|末|初)?(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?",
        rf"{YEAR_TEXT}[-./]\d{{1,2}}(?:[-./]\d{{1,2}})?",
        r"\d{1,2}月(?:份|底|末|初|中旬|上旬|下旬)?(?:\d{1,2}日)?(?:[—–－\-~～至到](?:\d{1,2}月)?(?:\d{1,2}日)?)?",
        r"[一二三四五六七八九十]{1,2}月(?:份|底|末|初|[一二三四五六七八九十]{1,3}日)?",
        r"(?:次月|当月|每月|本月|下月|上月|同月|次年)\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})日",
        rf"{CHINESE_YEAR}年?",
        r"\d{1,2}世纪|(?:\d0|[一二三四五六七八九]十)年代|\d{1,2}[:：]\d{2}|\d{1,2}时(?!间|期|代|速|效)(?:\d{1,2}分)?",
        # 2) ordinals: "第十二条", "第三、四项", "第 3 页", "第十次"; a rank is read from the whole text
        r"第\s?(?:[一二三四五六七八九十百千零〇两]+|\d{1,9})(?:(?:条|款|项)?[、和至或—-]第?(?:[一二三四五六七八九十百]+|\d{1,9}))*[^，。；、\s]?(?:之[一二三四五六七八九十])?",
        # 3) labels of headings and items: "（一）", "3.", "1)", "一是", "①"
        r"^[\s#*>|]*(?:[（(〔][一二三四五六七八九十百\d]{1,4}[）)〕]|\d{1,3}(?:\.\d{1,2})*[.．、）)](?!\d)|\d{1,3}\s?-(?!\d)|\d{1,3}$|[一二三四五六七八九十]{1,3}、)",
        r"[（(〔][一二三四五六七八九十]{1,3}[）)〕]|[（(]\d{1,2}[）)]|(?<![分之百千万零点])(?<![一二三四五六七八九十])[一二三四五六七八九十]{1,2}(?:是|要|则)(?=[^\d])",
        # 4) numbers of documents, telephones, addresses: "国发〔2023〕1号", "0371-65506789", "第737号"
        r"[〔\[［（(]\s?\d{4}\s?[〕\]］）)]\s?第?\s?\d{0,5}\s?号?|\d{1,9}号令?|\d{3,4}-\d{7,8}|1[3-9]\d{9}|https?://\S+|[A-Za-z\d_.-]{1,40}@[A-Za-z\d.-]{1,60}",
        # 5) quoted names and titles: “十四五”, “3533”, 《…2025…》, 〈…〉; a quoted sentence is read
        r"“[^“”\n]{1,14}”|《[^《》\n]*》|〈[^〈〉\n]*〉|「[^「」\n]*」",
        # 6) names with a number in them: 5A级, S1线, PM2.5, 7×24, 500强, 6+1, 2.0版, 1号线
        r"[A-Za-z]+-?\d[\d.]*|\d{1,9}(?:\.\d{1,9})?(?!GWh|MWh|kWh|GW|MW|kW|km|TB|PB|GB|Gbps|Mbps|EF|Ef)[A-Za-z]+\d*级?|\d{1,9}[×+]\d{1,9}|[÷×＝=]\s?\d{1,9}(?:\.\d{1,9})?|\d{1,9}(?:\.0)?版|\d{1,9}强(?![度于])",
        r"一带一路|十[一二三四五]?五(?=规划|时期|期间|末)|十分(?!之|钟)|[三四]农|[一二三]孩|[一二三]线|[一二三四五六七八九十]大以来",
        # 7) spans of time that name a period: "五年来", "今后五年", "三年行动计划", "近三年来"
        rf"(?:过去|今后|未来|(?<!提)前|这|近|最近|今明|(?<!以)[上下])(?:的)?(?:{HANZI}|\d{{1,9}})(?:多|余)?(?:年|个月)(?:来|间|里|中)?(?!内)",
        rf"(?:{HANZI}|\d{{1,9}})[多余]?年多?(?:以?来|间|之久|前(?!年)|行动|计划|规划|攻坚|清零|倍增|大变样|滚动|一度|累计数|的?[\u4e00-\u9fff]{{0,2}}(?:历程|历史|征程|奋斗|实践|改革)|制(?!定))|(?:{HANZI}|\d{{1,9}})周年",
        # 8) rates of something for each so many: "每万人口", "每10万人"; a frequency: "每两年一次" is read
        r"每\d{1,4}(?:公斤|千克|吨|立方米)|每\d*[十百千万]+(?:名)?(?:人口|人|常住人口|老年人)?",
        r"[同每某另这那逐统唯随]一[个年月日天次名家项]?",
    )
)
# A rank: "居全国第2位", "位列前三", "排名第5", "进入前10名". Not 质量第一.
SCOPE = r"(?:全[国省市球]|世界|[中东西]+部|国内|省内|同类[\u4e00-\u9fff]{0,4})"
RANK = re.compile(
    rf"(?P<verb>(?:稳居|位居|居|位列|排名|排在?|列|跃居|升至|跃升至|进入|保持|名列){SCOPE}?|全[国省市球](?=第[\d一二三四五六七八九十]+位?[，。；、]))"
    rf"(?P<edge>前|第)(?P<number>{HANZI}|\d{{1,3}})(?P<unit>[位名强]?)(?![大产梯个批次届])"
)

FULL_WIDTH = str.maketrans("０１２３４５６７８９％．", "0123456789%.")

# ---------------------------------------------------------------- reading


@dataclass(frozen=True)
class Amount:
    """A number with its unit and bound, where it stands in the sentence."""

    start: int  # with the word of bound before it
    end: int  # with the word of bound after it
    value: Decimal
    value_max: Decimal | None
    unit: str
    bound: str
    loose: bool = False  # a small Chinese numeral that may only count loosely: 两个
    scale: Decimal = Decimal(1)  # what 万 or 亿 multiplied it by
    has_after: bool = False  # …以上, …内

    @property
    def kind(self) -> str:
        return UNIT_KINDS.get(self.unit.split("/")[0], "")


def read_aside(text: str) -> str:
    r"""The text with everything that is a number but no figure blanked out; offsets stay.

    >>> read_aside("第十二条 到2025年建成30个。").replace("\0", "_")
    '____ 到_____建成30个。'
    """
    text = text.translate(FULL_WIDTH)
    for pattern in (RANK, *NOT_FIGURES):
        text = pattern.sub(lambda match: "\0" * len(match[0]), text)
    return text


def read_amounts(reading: str, start: int, end: int) -> list[Amount]:
    """The figures of `reading[start:end]`, ranges joined.

    >>> [(str(a.value), str(a.value_max), a.unit, a.bound) for a in read_amounts("3—5个，一万元以上五万元以下", 0, 20)]
    [('3', '5', '个', '范围'), ('10000', '50000', '元', '范围')]
    """
    found: list[Amount] = []
    for match in QUANTITY.finditer(reading, start, end):
        amount = _amount(match)
        if not amount.bound:  # 不低于工资总额百分之五
            distant = DISTANT.search(reading, found[-1].end if found else start, amount.start)
            amount = replace(amount, bound=BOUND_BEFORE[distant[1]]) if distant else amount
        joined = _range(found[-1], amount, reading) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(amount)
    return [amount for amount in found if _is_figure(amount, reading, end)]


def _amount(match: re.Match[str]) -> Amount:
    before, after, number, unit = match["before"] or "", match["after"] or "", match["number"], match["unit"] or ""
    scale, is_hanzi = Decimal(1), False
    if number is None:
        value, unit = _fraction(match["whole"], match["part"])
    else:
        value = read_number(number)
        arabic = re.match(DIGITS, number)
        is_hanzi = arabic is None
        if arabic:
            scale = multiplier(number[arabic.end() :].strip("多余"))
        elif "万" in number or "亿" in number:
            scale = Decimal(10_000)
    if unit == "成":
        value, unit = value * 10, "%"
    bound = BOUND_BEFORE.get(before, "") or BOUND_AFTER.get(re.sub(r"[（(].*[）)]", "", after), "")
    if not bound and re.search("[多余]", match[0]):
        bound = "以上"
    start = match.start()
    if before == "近" and UNIT_KINDS.get(unit) == "time":
        bound, start = "", start + 1  # 近五年 is no 约五年
    loose = is_hanzi and (UNIT_KINDS.get(unit) == "count" or unit in ("年", "天", "日", "元")) and not after
    return Amount(start, match.end(), value, None, unit, bound, loose, scale, bool(after))


def _fraction(whole: str, part: str) -> tuple[Decimal, str]:
    """百分之五 is 5 %, 千分之五 is 5 ‰, 三分之二 is 66.67 %."""
    number = Decimal(100) if part == "百" else read_number(part)
    if whole in ("百", "千"):
        return number, "%" if whole == "百" else "‰"
    return round(number * 100 / (Decimal(10_000) if whole == "万" else read_number(whole)), 2), "%"


def _range(first: Amount, second: Amount, reading: str) -> Amount | None:
    """Both as one, None where they are two figures: 3—5个, 一万元以上五万元以下, 满三年不满五年."""
    gap = reading[first.end : second.start]
    if first.value_max is not None:
        return None
    low, high = first.value, second.value
    if DASH.fullmatch(gap) and not first.has_after:
        if not first.unit and first.scale == 1 and low * second.scale < high:
            low *= second.scale  # 50至100万元
        if first.unit and second.unit and first.unit != second.unit:
            return None
    elif first.bound == "以上" and second.bound == "以下" and gap in ("", "、", "且", "但", "并", "至", "的", "，"):
        if {first.unit, second.unit} == {"%", "倍"}:  # 百分之二十以上二倍以下
            low, high = (low * 100 if first.unit == "倍" else low), (high * 100 if second.unit == "倍" else high)
            second = replace(second, unit="%")
        elif first.unit and second.unit and first.unit != second.unit:
            return None
    else:
        return None
    if low >= high:
        return None
    unit = second.unit or first.unit
    return replace(second, start=first.start, value=low, value_max=high, unit=unit, bound="范围", loose=False)


def _is_figure(amount: Amount, reading: str, end: int) -> bool:
    before, after = reading[max(0, amount.start - 6) : amount.start], reading[amount.end : end]
    if not amount.unit:
        return _is_bare_figure(amount, before, after)
    if amount.unit == "番":
        return before.endswith("翻")
    if amount.unit == "大":
        return not amount.loose and amount.value < 100
    if not amount.loose or amount.bound or amount.value > 10:
        return True
    if amount.kind == "money":
        return not re.match(r"(?![的罚以至])[\u4e00-\u9fff]", after)  # 三元材料
    if amount.kind == "time":
        return bool(BEFORE_PERIOD.search(before)) or after.startswith(("后", "前"))
    return amount.unit in ("人", "名", "人次", "分") and amount.value > 1


def _is_bare_figure(amount: Amount, before: str, after: str) -> bool:
    """A number without unit: an index (指数达84.5以上), or so many of what follows (惠及3200万孩子)."""
    if amount.scale >= 10_000:
        return bool(re.match(r"[\u4e00-\u9fff]", after))
    if after and after[0] not in "，。；、）)和":
        return False
    if amount.bound or re.search(r"(?:指数|得分|系数|值)[^\d，]{0,4}$", before):
        return True
    return amount.value != int(amount.value) and bool(re.search(r"(?:达到?|为|[至到提升高降])$", before))
