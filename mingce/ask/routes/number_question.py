"""A question about numbers as it was understood: what is asked of which numbers, of which years, of what."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mingce.ask.intent_model import SURE, Intent, intent_of
from mingce.ask.naming import Named
from mingce.ask.question import Question
from mingce.facts.amounts import UNIT, UNIT_KINDS, YEAR_TEXT, Amount, read_amounts, read_aside
from mingce.text.fold import fold
from mingce.text.numerals import read_number

MEANING, ALL, DIFFERENCE, SUM, VALUE, NAME = "meaning", "all", "difference", "sum", "value", "name"

_WHAT = r"(?:什么|啥|甚么)"
_WHICH = r"哪(?:一)?(?:个|项|块|类|种|条|部分|方面|样|笔)"
_THING = r"(?:指标|数字|数据?|数值|目标|东西|意思|内容|钱|资金|方面|情况|任务)"
# "…指什么", "…各是什么指标", "…指的是哪一块", "…对应的是什么", "…说的是什么"; "哪项指标是…"
IS_MEANING = re.compile(
    rf"(?:各|各自|分别|都|到底|具体|究竟)*(?:(?:指|说|讲|代表|表示|对应|形容)(?:的)?(?:都|分别)?(?:是)?|是|属于|为)(?:指)?(?:{_WHAT}|{_WHICH})的?{_THING}?"
    rf"|(?:{_WHAT}|{_WHICH})的?{_THING}(?:是|为|达到?|要达到?|定[为在]|到)|^(?:什么|啥)是|是{_WHAT}的(?:{_THING})"
    rf"|(?:指|说|讲|代表|对应|针对)(?:的)?(?:都|分别)?(?:是)?哪些(?:事[情项]?|情形|情况|东西|方面)?|(?:出现|用|写|提到?)在哪些"
)
_KINDS_OF_FIGURE = r"(?:指标|目标|数字|数据|任务|比例|比率|比重|覆盖率|指数|率|奖励|奖补|补贴|补助|奖金|罚款|资金|期限|时限|标准|事项|项目|要求|规定)"
# "哪些目标是…", "有哪些指标", "全部指标", "指标都有哪些", "目标全部列一下", "20万元的奖励有哪几项"
IS_ALL = re.compile(
    rf"(?:哪些|哪几(?:个|项|类|种|条)|全部|所有|各项|有什么)的?[\u4e00-\u9fff“”]{{0,6}}?{_KINDS_OF_FIGURE}"
    rf"|{_KINDS_OF_FIGURE}[^，。？]{{0,8}}?(?:有哪|都有什么|有什么|是哪些|是哪几|有几[项个]|有多少[项个]|是什么|全部|全都|列一下|列出|都列|列全|一览|分别是)"
    rf"|(?:列出|列一下|列举)[^，。？]{{0,20}}?{_KINDS_OF_FIGURE}"
)
_SCALE = r"[十百千万亿]{0,2}"  # "多少亿元"
MUCH = rf"(?:多少|几多|几(?!乎)|多大){_SCALE}(?:{UNIT}|块钱?|点)?"
_RISE = r"(?:增长|增加|提高|提升|上升|上调|上涨|扩大|上浮|涨|升|增|加)"
_FALL = r"(?:下降|降低|减少|下调|缩短|压减|降|减|缩)"
# "高几个百分点", "多多少亿元", "相差多少", "差几天", "涨了多少", "增长多少"
IS_DIFFERENCE = re.compile(
    rf"(?<!最)(?:多|少|高|低|(?<!延)长|短|早|晚|大|小|贵|便宜)(?:出|了|奖励?|补贴?|补助|发|给|交|罚|领|拿|减|降|拨)?(?:了)?{MUCH}|(?:相差|差|差距是?|差额是?|差别是?)(?:了)?{MUCH}|差(?:额|距)(?:是)?多少|(?P<rise>{_RISE})了?{MUCH}|(?P<fall>{_FALL})了?{MUCH}"
    rf"|(?<![最至很不许大])(?:多(?![少久长大])|少)[\u4e00-\u9fff]{{1,2}}{MUCH}"  # "多死多少人", "少招几名"
)
IS_SUM = re.compile(
    r"(?:[这那]?几[类项种样]|[两三四五六]者)?(?:加起来|加[在到]?一(?:起|块儿?)|加总|加一加|合起来|合在一起|合计|总和|之和|相加)|总共|一共|总计|共计"
)
# "委员加上列席的，共多少人"
IS_ADDED = re.compile(r"(?:加上|再加)[^。？?]*(?:多少|几)")
IS_VALUE = re.compile(
    rf"{MUCH}|百分之(?:多少|几)|千分之(?:多少|几)|(?:目标|指标|数|值|率|比例|强度|总值|标准|额|量)(?:值)?(?:是|为)?(?:多高|什么|啥)|多高|多大|多长"
)
# What is asked around the thing. Taken out before the words are looked for in a text.
_ASKING = re.compile(
    rf"请问|麻烦(?:您|你)?|帮我|给我|告诉我|我想(?:问|知道|看)(?:一下)?|查(?:一下|查|下)|看(?:一下|看|下)|问(?:一下|下)|说(?:一下|说)|列(?:一下|出来?|举|全)|"
    rf"指的(?:是)?|指(?={_WHAT}|{_WHICH})|适用于?(?={_WHICH})|提[到及](?:的)?|涉及(?:的)?|说的是|讲的是|对应(?:的)?|分别(?:是|为)?|各(?:自)?(?:是|为)|到底|究竟|具体|全部|所有|各项|都有|反复|多次|屡次|好几[次处]|出现(?:的|了)?|找(?:一下|出来?)|"
    rf"百分之(?:多少|几)|千分之(?:多少|几)|(?:多少|几多|几){_SCALE}(?:{UNIT}|分|点|块?钱|倍)?|多大|多高|多长(?:时间)?|{_WHAT}|{_WHICH}|哪些|是哪些|哪几(?:个|项|类|种|条)|"
    rf"加起来|加[在到]?一(?:起|块儿?)|合起来|合在一起|合计|总和|之和|相加|总共|一共|总计|共计|相差|差距|差额|差别|"
    rf"要求?达到|达到|要(?=控制|达)|控制在|(?<=[率比重度])要|是不是|一下|呢|吗|吧|[？?。，,！!：:；;、]"
)
# Words for what a figure is in general; a text need not hold them.
_GENERAL = re.compile(
    r"目标值?|指标|数字|数据|数值|数量|规模|额度|幅度|上限|下限|最高|最低|最多|最少|至少|水平|占比|定(?:为|在|了|的)|[两三](?:项|笔|者)|安排数|数额|事项|(?<![\u4e00-\u9fff])(?:共|的?钱)(?![\u4e00-\u9fff])|的钱(?=\s|$)|计划|预期|要求|规定|提出|文件|报告|方案|这份|里面|里头|里"
)
ABOUT_ASKER = re.compile(r"^[^，,。：:]*(?:我|咱|本人)[^，,。：:]*[，,。：:](?=.{6})")  # "我是写材料的，麻烦…"
QUOTES = re.compile(r"[“”\"‘’《》〈〉]")
SHORT_YEAR = re.compile(r"(?<!\d)(0\d|[12]\d)(?=年(?!代|级|龄|[内以])|[和与、]\d\d(?:两)?年)")  # "05和06两年"
# What the intent model calls these
BY_INTENT = {"meaning": (MEANING,), "targets": (ALL,), "sum": (SUM, DIFFERENCE)}
# "那8500亿元", "哪些目标是…", "…的有几项"
_POINTING = re.compile(
    r"那[个份]?|这[个份]?|(?<=[\u4e00-\u9fff])[里中](?=\s|$)|(?<=[的\s])(?:有|是|数)(?=\s|$)|^(?:是|有)\s|[说翻](?=\s|的|$)|有(?=\s|$)|几[项个种]|列(?=\s|$)"
)
TARGET = re.compile(r"目标|计划|预期|要达到|力争")
ONLY_YEAR = re.compile(rf"(?<!\d)({YEAR_TEXT})(?=年|[^\d]|$)(?!年\d{{1,2}}月\d)")
# A number alone: "84.5是什么指标"; not "15大战略领域", "12条"
BARE = re.compile(
    r"(?<![\d.第\-—〔（(])(?!0\d)\d+(?:\.\d+)?(?![\d.])(?=[^\u4e00-\u9fffA-Za-z]|$|[这那的和与跟及]|[各分都指是代对说表为])"
)
ASKED_UNIT = re.compile(
    rf"(?:多少|(?<!哪)几){_SCALE}(?P<unit>{UNIT})|(?P<ratio>百分之(?:多少|几))|(?P<money>(?:多少|几)块?钱)"
)
ABBREVIATIONS = {
    "gdp": ("国内生产总值", "地区生产总值", "生产总值"),
    "人均": ("每人",),
    "cpi": ("居民消费价格",),
    "r&d": ("研究与试验发展", "研发"),
}
SAME_UNIT = {"日": "天", "名": "人", "位": "人", "平方公里": "平方千米", "公里": "千米"}


@dataclass(frozen=True)
class NumberQuestion:
    text: str  # the question, with its quotation marks and the marks of titles taken out
    asks: tuple[str, ...]  # what is asked, the likeliest first
    amounts: tuple[Amount, ...]  # the numbers in it
    bare: tuple[Amount, ...]  # numbers without unit and bound
    years: tuple[str, ...]
    unit: str  # the unit asked for: "家", "%", "元"; "" where none is said
    name: str  # folded, the words by which it names a document; "" for none
    rest: str  # `text` without those words
    words: str  # folded, what is left without numbers of years and words of asking
    counterparts: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def values(self) -> tuple[Amount, ...]:
        return self.amounts + self.bare

    @property
    def own_years(self) -> tuple[str, ...]:
        """The years of what is asked for, without those by which its document is named: "05年的报告里2004年的收入"."""
        return tuple(year for year in self.years if re.search(rf"{year}|(?<!\d){year[2:]}(?!\d)", self.rest))

    @property
    def words_around(self) -> str:
        """The words besides the numbers, without those that say only that a figure is one."""
        rest = list(self.text)
        for amount in self.values:
            rest[amount.start : amount.end] = " " * (amount.end - amount.start)
        around = ABOUT_ASKER.sub("", "".join(rest))
        for amount in self.values:  # said again: "“90日前”是指哪些事要在届满90日前办"
            said = re.escape(self.text[amount.start : amount.end])
            around = re.sub(rf"{said}[之以]?[前后内]?", " ", around) if amount.unit else around
        return without_general(_POINTING.sub(" ", topic_words(IS_MEANING.sub(" ", around))))


def _name_said(text: str, named: Named) -> str:
    """The words of a question that name a document: those that are "□" in what naming left of it."""
    if not named.is_said or "□" not in named.rest:
        return ""
    match = re.fullmatch("(.+?)".join(map(re.escape, named.rest.split("□"))), text)
    return " ".join(match.groups()) if match else ""


def read_question(question: Question, named: Named) -> NumberQuestion:
    """The question as one about numbers; `asks` is empty where it is none."""
    text = QUOTES.sub("", question.plain)
    reading = read_aside(text)
    amounts = tuple(
        a
        for a in read_amounts(reading, 0, len(reading))
        if (not a.loose or a.unit in ("番", "成", "倍") or a.value > 10) and a.unit != "大"
    )
    amounts = _outside_name(text, amounts, question, named)
    rest = list(reading)
    for amount in amounts:
        rest[amount.start : amount.end] = "\0" * (amount.end - amount.start)
    bare = tuple(
        Amount(m.start(), m.end(), read_number(m[0]), None, "", "")
        for m in BARE.finditer("".join(rest))
        if not re.fullmatch(YEAR_TEXT, m[0]) and (not amounts or "." in m[0])  # "315方案里3.4%": 315 is a name
    )
    years = tuple(dict.fromkeys([*ONLY_YEAR.findall(text), *(f"20{year}" for year in SHORT_YEAR.findall(text))]))
    return NumberQuestion(
        text,
        _asks(text, bool(amounts or bare), intent_of(named.rest if named.is_said else question.plain)),
        amounts,
        bare,
        years,
        read_unit(text),
        fold(_name_said(question.plain, named)),
        QUOTES.sub("", named.rest.replace("□", " ")) if named.is_said else text,
        topic_words(text),
        {**ABBREVIATIONS, **question.topic.counterparts},
    )


def _outside_name(text: str, amounts: Sequence[Amount], question: Question, named: Named) -> tuple[Amount, ...]:
    """The numbers that are no part of the name of a document, each once: not "06年" of "06年的政府工作报告"."""
    rest = QUOTES.sub("", named.rest) if named.is_said else text
    own = [a for a in amounts if a.unit != "年" or text[a.start : a.end] in rest]
    by_value = {(a.value, a.unit): a for a in reversed(own)}
    return tuple(a for a in amounts if a in by_value.values())


def _asks(text: str, has_number: bool, intent: Intent) -> tuple[str, ...]:
    """What the wording asks for; where that is not known, what the model is sure of."""
    found = _asked_in_words(text, has_number)
    is_computed = SUM in found or DIFFERENCE in found
    sure = BY_INTENT.get(intent.name, ()) if intent.probability >= SURE else ()
    return (
        *(
            ask
            for ask in sure
            if ask not in found and (has_number or ask != MEANING) and not (is_computed and ask in (SUM, DIFFERENCE))
        ),
        *(ask for ask in found if ask != NAME or not sure),
    )


def _asked_in_words(text: str, has_number: bool) -> tuple[str, ...]:
    found = []
    if IS_ALL.search(text):
        found.append(ALL)
    if has_number and IS_MEANING.search(text):
        found.append(MEANING)
    if IS_DIFFERENCE.search(text):
        found.append(DIFFERENCE)
    if asks_sum(text):
        found.append(SUM)
    if IS_VALUE.search(text) and not _is_computed(text):
        found.append(VALUE)
    if not found and len(text) <= 40:
        found.append(NAME)  # "2025年城镇化率目标"
    return tuple(found)


def asks_sum(text: str) -> bool:
    return bool(IS_SUM.search(text) or IS_ADDED.search(text))


def _is_computed(text: str) -> bool:
    """Whether only a computed value answers: a sum, or what two things differ by; "增长多少" may stand in the text."""
    match = IS_DIFFERENCE.search(text)
    return bool(asks_sum(text) or (match and not (match["rise"] or match["fall"])) or (match and "比" in text))


def read_unit(text: str) -> str:
    match = ASKED_UNIT.search(IS_SUM.sub(" ", text))  # "几类加总共多少名": not 类
    if not match:
        return ""
    return "%" if match["ratio"] else "元" if match["money"] else match["unit"]


def topic_words(text: str) -> str:
    """What a question speaks of, without its years and its words of asking, folded.

    >>> topic_words("研发投入强度2020年是多少？")
    '研发投入强度'
    """
    text = re.sub(rf"(?:(?<!提)到|截至|至|在)?{YEAR_TEXT}年?(?:底|末)?(?:之?前)?", " ", text)
    text = re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", " ", _ASKING.sub(" ", text)).strip()
    return " ".join(fold(part) for part in text.split() if fold(part) != "是").removesuffix("是")


def without_general(words: str) -> str:
    """Words without those that say only that a figure is one."""
    return _GENERAL.sub(" ", words)


def same_unit(first: str, second: str) -> bool:
    """Whether two units are the same: "日" and "天", "名" and "人"."""
    return SAME_UNIT.get(first, first) == SAME_UNIT.get(second, second)


def fits_unit(asked: str, unit: str) -> bool:
    """Whether a figure of this unit answers a question for that one."""
    if not asked or same_unit(asked, unit):
        return True
    if asked in ("个", "项", "家"):
        return UNIT_KINDS.get(unit) == "count"
    return unit in {"点": ("%", "个百分点"), "百分点": ("个百分点",)}.get(asked, ())
