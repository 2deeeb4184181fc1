"""What an amount is called: the noun it is bound to, and in brackets what is done to it or how it moves.

国家质检中心（建成）, 国内生产总值（增长）, 罚款（违法所得）, 作出决定（自受理之日起）. The words stand in data/indicators.tsv.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mingce.facts.amounts import YEAR_TEXT, Amount
from mingce.text.labels import BRACKETED_NUMBER, MARKED_NUMBER
from mingce.text.numerals import ORDINAL
from mingce.text.word_lists import any_of, read_words

_WORDS = read_words("indicators.tsv")

# ---------------------------------------------------------------- the words around a figure

# "由9.9%降至5.7%", "从2个增加到5个": two figures of one name
MOVES = re.compile(
    r"(?:大幅|显著)?(?:增加|增长|提高|提升|上升|扩大|下降|降低|降|减少|压减|缩短|精简|升|增|减|调整|变|缩小|发展)(?:为|到|至)"
)
# What joins two names or two figures: "小麦、稻谷", "第一产业和第二产业"; not "5年及以上", "并购"
JOIN = re.compile(r"(?:以及|并且|或者|[、和与或]|及(?!以[上下]|其|时|格|早)|并(?![购列非]))(?![^（）()]*[）)])")
# What stands between name and number and belongs to neither: "覆盖率达到|80%", "总量控制在|50万吨"
TRAILING = re.compile(
    r"(?:可?达到|达成|分别为|为|是|至|到|在|有|的|了|均|都|也|再|将|已经?|就|仍|又|还|约|其中|分别|合计|总计|共计?|预计|力争|确保|全部|"
    r"保持在?|稳定在|控制在|维持在|设定为|确定为|应当?|可以?|不得|必须|需要|达|以|按照?|等|首次|再次|继续|相当于|仅|只|由|从|计|各|人民币|\d{4}年|要|拟|预期|至少|定[在为]|，|：|——|[\s\0])$"
)
# What says how a figure is meant: it goes behind the name, in brackets: "每人每年", "同比", "最高"
PER = re.compile(
    r"(?:每(?:人每年|人每月|平方米|千人|公斤|千克|[人年月户亩吨斤次例个处日\0]+)?(?:每[年月日])?|人均|户均|年均|日均|月均|平均|累计|同比|环比|实际|名义|最[高低长短多少]|[比较](?:上一?年|去年)(?:同期)?)$"
)
# How a figure moves; it goes there too: "比上年增长", "下降到", "翻"
MOVE = re.compile(
    r"(?:[比较](?:上一?年|去年|上月|\d{4}年)(?:年?[底末])?(?:同期|预算)?)?(?:增长|增加|提高|提升|上升|上涨|回升|扩大|新增|净增|多增|下降|降低|减少|压减|压缩|缩小|"
    r"缩短|扣减|下调|上调|下浮|上浮|精简|回落|恢复|调整|提前|延长|高出|翻|增|涨|升|降|减)[了约]?(?:到|至|为)?了?$"
)
# What a figure is held against: "恢复到2019年的113%"
REFERENCE = re.compile(r"(?:恢复到|相当于|[是为]|达到?)\d{4}年(?:同期)?的$")
# What a clause may open with before the name begins: "（一）", "到2025年，", "力争", "其中", "进一步"
LEADING = re.compile(
    rf"(?:{BRACKETED_NUMBER}|{MARKED_NUMBER}|第{ORDINAL}[条章节]|[一二三四五六七八九十]{{1,2}}是|[——，、；：）)”\s\0*#|]|(?:力争|争取|确保|预计|努力)?(?:截至|截止|到|至|自|在|从|于)?{YEAR_TEXT}年?(?:[—\-~至]{YEAR_TEXT}年)?"
    r"(?:底|末|初|年底|年末|前|以前|之前|以来|期间|\d+月底?前?)*|到[本今]?年底|年底|全年|今年|去年|明年|上年|其中|力争|争取|确保|预计|努力|"
    r"使得?(?!用)|让|共计?(?!建|享|同)|全部|基本(?=[建完实解])|已经?|还|并且?(?!购)|同时|目前|现有|按照?(?=不)|不得?(?:[低少高大多]于|超过)|将|把|拟|要(?![素求点闻道])|年内|也|均(?!衡)|都(?![市江])|再(?![生贷就])|又|和|与|及|以及|或者?|但|而|且|对于|对(?![外口接])|"
    r"每年|不断|进一步|高[水质标][平量准](?=[建打推完])|加快|大力|着力|重点(?=建|打造|培育|支持|推进)|稳步|有效(?![期发])|全面|积极|统筹|深入|持续|切实|分批|总计|合计|实现|做到|分别|其|的|了|应当|可以|不得)"
)
_VERB = any_of(_WORDS["动作"])
# What is done to a thing that is counted; it may open a name and goes behind it: "新建", "取消和下放"
VERB = re.compile(rf"{_VERB}(?:[、和或并及]*{_VERB})*[了成出到]?")
# What money or a share is given or taken as: 给予50万元一次性奖励, 处一万元以上五万元以下的罚款
AWARD = re.compile(rf"的?[\u4e00-\u9fff]{{0,10}}?{any_of(_WORDS['款项'])}(?:资金|金)?")
# How a thing is measured. Two of them joined are two names (…合格率和…合格率达98%); 新能源汽车、家电类零售额 share one.
AMOUNT_HEAD = re.compile(rf"(?:{any_of(_WORDS['计量'])}+|[量率额])$")
# Names that say nothing alone: 粮食播种面积4157万亩、产量1146万吨 is 粮食产量
GENERIC = frozenset(_WORDS["泛称"])
LONGEST_NAME = 30  # characters of each part of a name


@dataclass(frozen=True)
class Context:
    """What a clause may leave unsaid."""

    topics: tuple[str, ...] = ()  # what the figures before were figures of: …，增长8.2%
    before: str = ""  # the clause before, where it has no figure: 办案期限可以延长，但是最长不得超过12个月
    condition: str = ""  # the last clause that ends in 的: 逾期不改正的，处一万元罚款
    after: str = ""  # the clause behind: 自受理之日起10个工作日内，作出决定

    @property
    def topic(self) -> str:
        return self.topics[-1] if self.topics else ""


@dataclass(frozen=True)
class AmountName:
    """What a figure is a figure of."""

    noun: str
    action: str = ""  # what is done to it, how it moves, what it is counted for
    reach: int = 0  # -1 where the noun stands in a clause before, 1 where it stands in the next

    def __str__(self) -> str:
        return f"{self.noun}（{self.action}）" if self.action else self.noun


def name_amounts(clause: str, amounts: Sequence[Amount], context: Context) -> list[list[AmountName]]:
    """What each figure of a clause is a figure of; several names where several share it.

    >>> from mingce.facts.amounts import read_amounts
    >>> clause = "二氧化硫、化学需氧量排放量分别下降3.5%、2.9%"
    >>> [str(name) for names in name_amounts(clause, read_amounts(clause, 0, len(clause)), Context()) for name in names]
    ['二氧化硫排放量（下降）', '化学需氧量排放量（下降）']
    """
    names: list[list[AmountName]] = []
    start = left = 0  # of the words before the figure at hand, and before the one before it
    for run in _runs(clause, amounts):
        later = [amount for amount in amounts if amount.start > run[-1].start]
        before, after = clause[left : run[0].start], clause[run[-1].end : later[0].start if later else len(clause)]
        if names and not before:  # 满六个月不满一年
            names += [names[-1]] * len(run)
        elif names and MOVES.fullmatch(before):  # 由9.9%降至5.7%
            names += [[replace(names[-1][-1], action=before)]] * len(run)
        else:
            after = _words_after(clause, later, after)
            before = _words_before(clause, run, before, start) if names else before
            here = replace(context, topics=(*context.topics, names[-1][-1].noun), before="") if names else context
            names += _name_run(before, after, run, here, bool(names))
        start, left = left, run[-1].end
    return names


def _words_after(clause: str, later: Sequence[Amount], after: str) -> str:
    """Of the words up to the next figure those that may belong to this one."""
    if not later:
        return after
    if MOVES.fullmatch(after):
        return ""
    if not JOIN.search(after) and clause.startswith("的", later[0].end):
        return clause[later[0].end + 1 :]  # 10个年经营量30万吨的批发市场
    return JOIN.split(after)[0]


def _words_before(clause: str, run: Sequence[Amount], before: str, start: int) -> str:
    """Of the words after the last figure those that belong to this one. start: where the last one's own words began."""
    is_joined = JOIN.search(before)
    if before and not (is_joined or VERB.match(before) or clause.startswith("的", run[-1].end)):
        return clause[start : run[0].start]  # 45个开发区工业总产值占全省的比重达84%
    if is_joined and not AMOUNT_HEAD.search(read_left(before)[0]):
        return JOIN.split(before)[-1]
    return before


def _runs(clause: str, amounts: Sequence[Amount]) -> list[list[Amount]]:
    """Figures in a row, of one name or shared out over several: 分别增长10.2%和12.0%."""
    runs: list[list[Amount]] = []
    for amount in amounts:
        if runs and JOIN.fullmatch(clause[runs[-1][-1].end : amount.start]) and runs[-1][-1].kind == amount.kind:
            runs[-1].append(amount)
        else:
            runs.append([amount])
    return runs


def _name_run(
    before: str, after: str, run: Sequence[Amount], context: Context, is_later: bool
) -> list[list[AmountName]]:
    """The names of a run of figures, of the words before and after it and of what the context leaves unsaid.

    is_later: whether other figures stand before the run in its clause.
    """
    amount, reach = run[0], 0
    noun, action, is_touched = read_left(before)
    thing = read_right(after, amount.unit)
    edge = after[0] if after[:1] in tuple("前后") else ""
    is_limit = amount.kind == "time" and (amount.has_after or bool(edge) or action.endswith("每"))
    is_award = amount.kind in ("money", "ratio") and not VERB.match(after) and not JOIN.match(after)
    award = AWARD.match(after) if is_award else None
    if is_limit and not after.removeprefix(edge) and context.after:
        thing, reach = read_right(context.after), 1
    if award:
        noun, action = award[0].removeprefix("的"), _award_base(before, context)
    elif is_limit and thing.removeprefix(edge):
        noun, action = thing.removeprefix(edge), _short(before) + (f"…{edge}" if edge else "")
    elif amount.kind in ("count", "") and amount.unit != "分" and thing:
        noun, action = thing, _short(before)
    elif amount.kind in ("money", "measure") and thing and after.startswith("的"):
        noun, action = thing, _short(before)
    elif amount.kind == "ratio" and noun and thing and not AMOUNT_HEAD.search(noun) and before.endswith(("在", "有")):
        noun += before[-1] + thing
    elif amount.kind in ("ratio", "time", "measure") and not (
        AMOUNT_HEAD.search(noun) or is_touched or (amount.has_after and amount.kind != "ratio")
    ):
        noun += thing
    elif not noun and thing and (amount.kind != "ratio" or not context.topic):
        noun = thing
    if not noun and not context.before and 1 < len(run) <= len(context.topics):
        return [[AmountName(topic, action, -1)] for topic in context.topics[-len(run) :]]
    if not noun and context.before and (amount.kind == "time" or len(run) > 1 or not context.topic):
        noun, reach = _tail(strip_leading(context.before).rstrip("的")), -1
    elif context.topic and (not noun or noun.startswith("占") or noun in GENERIC):
        reach = 0 if is_later else -1
        noun = (context.topic if not noun or noun.startswith("占") else AMOUNT_HEAD.sub("", context.topic)) + noun
    noun = noun or action or context.condition or before + after
    return _share(noun, "" if action == noun else action, before, len(run), reach)


def _award_base(before: str, context: Context) -> str:
    """What a penalty is reckoned from, whom it meets, on what condition: 违法所得；逾期不改正的."""
    base = re.sub(r"^.*?由[^，]*?(?:部门|机关|机构)(?=[处对给责])", "", before)
    base = re.sub(r"(?:[并可]|可以)*(?<!每)处以?$|^[并可以]*处以?", "", _short(base))
    is_known = "对" in before and context.condition.startswith("对")
    return "；".join(part for part in (base, "" if is_known else context.condition) if part)


def _share(noun: str, action: str, before: str, figures: int, reach: int) -> list[list[AmountName]]:
    """One name a figure, one name for all, or several names for the one figure."""
    parts = [part for part in JOIN.split(noun) if part]
    head = AMOUNT_HEAD.search(noun)
    full = [part if head is None or AMOUNT_HEAD.search(part) else part + head[0] for part in parts]
    if figures > 1:
        if len(parts) == figures and min(map(len, parts)) > 1:
            return [[AmountName(part, action, reach)] for part in full]
        return [[AmountName(noun, action, reach)]] * figures
    is_shared = re.search(r"[均都](?!衡|匀|市)|分别", before) or all(AMOUNT_HEAD.search(part) for part in parts)
    if len(parts) > 1 and is_shared and min(map(len, parts)) > 1:
        return [[AmountName(part, action, reach) for part in full]]
    return [[AmountName(noun, action, reach)]]


def read_left(text: str) -> tuple[str, str, bool]:
    """Noun and action of the words before a figure, and whether anything stood between noun and figure.

    >>> read_left("全年国内生产总值比上年增长")
    ('国内生产总值', '比上年增长', True)
    >>> read_left("高水平建成国家质检中心")
    ('国家质检中心', '建成', False)
    """
    text, is_touched = strip_leading(text), False
    actions: list[str] = []
    while match := (REFERENCE.search(text) or MOVE.search(text) or PER.search(text) or TRAILING.search(text)):
        if match.re is not TRAILING:
            actions.insert(0, match[0])
        text, is_touched = text[: match.start()], True
    verb = VERB.match(text)
    if verb and len(text) - verb.end() != 1:
        actions.insert(0, verb[0])
        text = strip_leading(text[verb.end() :])
    return _tail(text), "".join(actions), is_touched


def read_right(text: str, unit: str = "") -> str:
    """The noun, or what is to be done, in the words after a figure; "" where none follows.

    >>> read_right("的国家质检中心")
    '国家质检中心'
    """
    text = re.sub(r"^[（(][^（）()]*[）)]", "", text).removeprefix("的").removeprefix("，")
    if JOIN.match(text) or re.match(r"[\s—–－\-～~（(]|以[上下内]", text):
        return ""
    if unit == "人" and text.startswith("口"):
        text = "人" + text
    text = re.split(r"\s|[（(](?![^）)]*[）)].)|^[）)]", text)[0].rstrip("的")
    text = re.sub(r"(?<=..)(?:达到?|为|提高[到至]|超过)$", "", text)
    return text if len(text) <= LONGEST_NAME else text[:LONGEST_NAME] + "…"


def strip_leading(text: str) -> str:
    """The text without the labels, years and adverbs that it opens with.

    >>> strip_leading("（一）到2025年，力争城镇化率")
    '城镇化率'
    """
    while match := LEADING.match(text):
        text = text[match.end() :]
    return text


def _short(text: str) -> str:
    """The words before a counted thing, when they are few; else the verb that ends them."""
    text = strip_leading(text)
    while (match := TRAILING.search(text)) and match[0] not in ("有", "在", "达成"):
        text = text[: match.start()]
    if len(text) <= 16:
        return text
    verb = re.search(rf"{VERB.pattern}$", text)
    return verb[0] if verb else "…" + text[-14:]


def _tail(text: str) -> str:
    """The last words of a long text, cut at a joint where there is one."""
    if len(text) <= LONGEST_NAME:
        return text
    cut = re.compile(r"[、的和]").search(text, len(text) - LONGEST_NAME, len(text) - LONGEST_NAME // 2)
    return text[cut.end() :] if cut else "…" + text[-LONGEST_NAME:]
