"""Which measures concern a reader, how much, and why; why the others do not."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from mingce.applies.profile import Profile, understand_description, unique
from mingce.datatypes import Document
from mingce.errors import UserError
from mingce.facts.concerns import NO_TRADE, PEOPLE, SIZES, Trade, trades
from mingce.facts.measures import NOT_STATED, Measure
from mingce.text.places import REGION, province

# ---------------------------------------------------------------- who governs, who is an enterprise

# Who governs or leads; what they are told binds no reader: "各级党委和政府", "市场监督管理部门", "各地", "我们"
GOVERNS = re.compile(
    r"政府|党委|党组|党支部|党政|全党|党员|党的|共产党|国务院|国家|我国|部门|机关|法院|检察院|人民代表大会|人民银行|证监会|外汇局|(?<!业主)委员会|管委会|办公室"
    r"|领导小组|联席会议|检查组|(?:检查|调查|执法)人员|干部|公务员|军队|我们|各地|各[省市县州区]|地方|地区|[东中西]部$|[局厅署部]$"
)
# Among those named, a reader: "地方和企业", "单位和个人"
BINDS_READERS = re.compile(r"企业(?!党)|公司|经营|主体|单位和个人|组织和个人")
# Everybody is meant: "任何单位和个人", "境内主体"
EVERYBODY = re.compile(r"任何(?:单位|组织|个人|人)|境内(?:主体|单位)|各类主体|各单位|个人和企业")
# The last word of those a measure for enterprises speaks to: "食品生产企业", "经营者"
ENTERPRISE_WORDS = re.compile(r"(?:企业|主体|经营者|生产者|销售者|商户)$")
# Words for enterprises of every trade; not "大数据企业", "高新技术企业"
EVERY_ENTERPRISE = re.compile(
    r"(?:各类|广大|民营|私营|各种所有制|生产|经营|加工|销售|服务|市场|相关|有关)*(?:企业|经营主体|市场主体|主体|经营者|生产者|销售者|生产经营者|商户)"
)
# But not: "海信等企业", "“矿机”生产企业", "广告经营者"; "企业文化", "企业标准", "企业职工养老保险", "企业党组织"
NARROWED = re.compile(r"(?:[等”》]|污染|僵尸|耗能|排放|广告|境外|外国)(?:生产|经营|重点)?$")
OF_ENTERPRISES = re.compile(r"文化|标准|债|职工|离退休|退休|年检|名称|家(?!庭)|集群|党|领导")


def governs(actor: str) -> bool:
    """Whether an actor is government, party or their people, and no reader is among those named.

    >>> governs("各级党委和政府"), governs("地方和企业"), governs("银行、支付机构")
    (True, False, False)
    """
    return bool(GOVERNS.search(actor)) and not BINDS_READERS.search(actor)


# ---------------------------------------------------------------- judging


@dataclass(frozen=True)
class Judgement:
    """Whether a measure concerns a profile."""

    score: float  # 0: it does not
    why: str  # what matched; where nothing did, why not
    is_general: bool = False  # it speaks to every enterprise, or to everybody, and names nothing of the reader's own


def relevant(
    measures: Sequence[Measure], description: str, documents: Sequence[Document] = (), k: int | None = None
) -> list[Measure]:
    """The measures that concern who describes themselves, most relevant first; `why` names what matched.

    A measure that names only other industries, sizes, people or regions is left out, and so is one that names nobody.
    documents: where given, those of another province than the speaker's are left out as a whole.
    k: at most so many; all by default.
    """
    if not description.strip():
        raise UserError('--for 后面的说明是空的。请用一句话说明您是谁，例如：--for "我们是做食品的小厂"')
    judged = judge(measures, understand_description(description), documents)
    found = [(j.score, n, replace(m, why=j.why)) for n, (m, j) in enumerate(judged) if j.score > 0]
    found.sort(key=lambda row: (-row[0], row[1]))
    return [m for _, _, m in found[:k]]


def judge(
    measures: Sequence[Measure], profile: Profile, documents: Sequence[Document] = ()
) -> list[tuple[Measure, Judgement]]:
    """Every measure with its judgement, in the order given. documents: see `relevant`."""
    elsewhere = {}
    for document in documents:
        regions = REGION.findall(f"{document.title}{document.issuer}")
        if _elsewhere(set(regions), profile):
            elsewhere[document.id] = Judgement(0, f"文件是{'、'.join(dict.fromkeys(regions))}的")
    return [(m, elsewhere.get(m.doc_id) or _judge(m, profile)) for m in measures]


def _elsewhere(regions: set[str], profile: Profile) -> bool:
    """Whether regions are named and none of them is the speaker's, lies in it or holds it."""
    mine = {*profile.regions, *(province(name) for name in profile.regions)}
    return bool(regions and profile.regions) and not any(
        name in mine or province(name) in profile.regions for name in regions
    )


@dataclass(frozen=True)
class _Wanted:
    """The words that a profile looks for in a measure, and those of others."""

    trades: tuple[str, ...]
    own_names: tuple[str, ...]  # of the trades themselves, and all words of those that are no 通用行业
    other_trades: tuple[str, ...]  # of trades that are no 通用行业
    any_other_trades: tuple[str, ...]
    sizes: tuple[str, ...]
    other_sizes: tuple[str, ...]
    people: tuple[str, ...]
    activities: tuple[str, ...]


@lru_cache(maxsize=64)
def _wanted(profile: Profile) -> _Wanted:
    """The words of documents for what a profile says."""
    mine = unique((t.name, *t.official) for t in profile.industries)
    others = [t for t in trades() if t.is_industry and t not in profile.industries]

    def foreign(trades: Iterable[Trade]) -> tuple[str, ...]:
        return tuple(word for word in unique(t.official for t in trades) if not any(word in own for own in mine))

    return _Wanted(
        mine,
        unique((t.name, *(t.official if t.kind == "行业" else ())) for t in profile.industries),
        foreign(t for t in others if t.kind == "行业"),
        foreign(others),
        unique(words for name, words in SIZES.items() if name in profile.sizes),
        unique(words for name, words in SIZES.items() if name not in profile.sizes),
        unique(words for name, words in PEOPLE.items() if name in profile.people),
        unique(t.official for t in profile.activities),
    )


@dataclass(frozen=True)
class _Matches:
    """The words of a profile, and those of others, that stand in a measure."""

    text: str  # the measure with its actor
    wanted: _Wanted
    trades: list[str]
    own_names: list[str]  # among `trades`
    other_trades: list[str]
    people: list[str]
    sizes: list[str]
    other_sizes: list[str]
    activities: list[str]
    regions: list[str]

    @classmethod
    def of(cls, measure: Measure, profile: Profile) -> "_Matches":
        text = measure.quote if measure.actor == NOT_STATED else f"{measure.actor}，{measure.quote}"
        business = NO_TRADE.sub("　", text)
        wanted = _wanted(profile)
        return cls(
            text,
            wanted,
            trades=_present(wanted.trades, business),
            own_names=_present(wanted.own_names, business),
            other_trades=_present(wanted.other_trades, business),
            people=_present(wanted.people, text),
            sizes=_present(wanted.sizes, text),
            other_sizes=_present(wanted.other_sizes, text),
            activities=_present(wanted.activities, text),
            regions=REGION.findall(text),
        )


def _judge(measure: Measure, profile: Profile) -> Judgement:
    found = _Matches.of(measure, profile)
    if why_not := _for_others(measure, profile, found):
        return Judgement(0, why_not)
    signals = _signals(measure, profile, found)
    is_general = not signals
    names_size = bool(found.sizes or found.other_sizes)
    if profile.is_enterprise and not names_size and (address := _addressed(measure, found)):
        signals.insert(1 if found.trades else 0, (2.0, f"面向{address}"))
    if not signals:
        return Judgement(0, _nobody(measure))
    if shared := [name for name in profile.regions if name in found.text]:
        signals.append((1, f"提到{'、'.join(shared)}"))
    score = sum(points for points, _ in signals)
    score += 1 if measure.strength != "government_task" else 0  # it speaks to the reader, not to an office
    score -= 2 if profile.sizes and found.other_sizes and not found.sizes else 0  # 食品龙头企业, for a small one
    return Judgement(score, "；".join(dict.fromkeys(reason for _, reason in signals)), is_general)


def _for_others(measure: Measure, profile: Profile, found: _Matches) -> str:
    """Why a measure is only for others; "" where nothing says so."""
    is_named = bool(found.trades or found.people)
    if not is_named and found.other_trades:
        return f"只涉及{'、'.join(found.other_trades[:3])}"  # 建筑施工企业, for a maker of food
    if not is_named and not found.sizes and (told := _told_to_others(measure, found.wanted)):
        return f"只对{told}说"
    if _elsewhere(set(found.regions), profile):
        return f"只涉及{'、'.join(dict.fromkeys(found.regions))}"
    if profile.sizes and found.other_sizes and not found.sizes and not found.trades:
        return f"面向{'、'.join(found.other_sizes[:3])}"
    return ""


def _signals(measure: Measure, profile: Profile, found: _Matches) -> list[tuple[float, str]]:
    """What in a measure speaks to the reader: points, and the reason in Chinese."""
    signals: list[tuple[float, str]] = []
    trades = f"涉及{'、'.join(found.trades[:3])}"
    if found.trades and not found.own_names:
        signals.append((1.5 if found.other_trades else 2.5, trades))  # 养老机构标准化, for who does testing
    elif found.trades:
        signals.append((3.5 + min(len(found.trades), 3) * 0.5, trades))
    elif headed := _present(found.wanted.trades, NO_TRADE.sub("　", "".join(measure.section_path[-1:]))):
        signals.append((2, f"所在章节涉及{headed[0]}"))
    if found.sizes:
        signals.append((3, f"面向{'、'.join(found.sizes[:3])}"))
    if found.people:
        signals.append((4, f"面向{'、'.join(found.people[:3])}"))
    if found.activities:
        signals.append((2, f"涉及{'、'.join(found.activities[:2])}"))
    official = [word for word in profile.words if not EVERY_ENTERPRISE.fullmatch(word)]
    if new := [w for w in _present(official, found.text) if not any(w in reason for _, reason in signals)]:
        signals.append((1, f"提到{new[0]}"))
    return signals


def _told_to_others(measure: Measure, wanted: _Wanted) -> str:
    """The actor, where it is of another trade: 银行、支付机构应当…, for a maker of food."""
    if measure.actor == NOT_STATED or governs(measure.actor) or not _present(wanted.any_other_trades, measure.actor):
        return ""
    return measure.actor


def _addressed(measure: Measure, found: _Matches) -> str:
    """A word for enterprises, or for everybody, among which the reader is."""
    for word in measure.concerns:
        is_own = bool(_present(found.wanted.trades, word))
        if ENTERPRISE_WORDS.search(word) and (
            is_own or (EVERY_ENTERPRISE.fullmatch(word) and _stands_for_all(word, found.text))
        ):
            return word
    if measure.strength in ("obligation", "prohibition") and (everybody := EVERYBODY.search(measure.actor)):
        return everybody[0]
    return ""


def _stands_for_all(word: str, text: str) -> bool:
    """Whether a word for enterprises is anywhere in a text not narrowed to some of them."""
    return any(
        not NARROWED.search(text[: m.start()]) and not OF_ENTERPRISES.match(text, m.end())
        for m in re.finditer(re.escape(word), text)
    )


def _nobody(measure: Measure) -> str:
    """Why nothing matched."""
    return f"点名的是{'、'.join(measure.concerns[:3])}" if measure.concerns else "未点名任何对象"


def _present(words: Iterable[str], text: str) -> list[str]:
    """The words that stand in a text, those inside longer ones left out.

    >>> _present(["食品", "绿色食品", "白酒"], "先进装备制造、绿色食品等产业集群")
    ['绿色食品']
    """
    found = [word for word in dict.fromkeys(words) if word and word in text]
    return [word for word in found if not any(word != other and word in other for other in found)]
