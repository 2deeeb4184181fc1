"""What a reader says of themselves: "我们是做食品的小厂" -> industry, size, activities, people and region."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mingce.facts.concerns import PEOPLE, Trade, trades
from mingce.text.fold import normalize
from mingce.text.lexicon import expand
from mingce.text.places import REGION

# Sizes of enterprise: "小厂", "刚起步", "规模不大", "上市公司", "外商", "国企", "摆摊"
SMALL = re.compile(
    r"小微|小型|微型|小(?=厂|店|企业|公司|作坊|铺|饭|餐|工厂|超市|商|老板|本|摊|加工)|小规模|家庭作坊|初创|刚(?:起步|成立|开)|夫妻店|十几个人|几个人"
)
MIDDLE = re.compile(r"中小|中型|规模不大|民营")
LARGE = re.compile(r"大型|大企业|龙头|上市公司|集团|国企|央企|规模以上|规上")
FOREIGN = re.compile(r"外资|外商|合资|港资|台资")
STATE_OWNED = re.compile(r"国企|央企|国有")
SOLE = re.compile(r"个体|摆摊|摊|夫妻店|小店|小卖部|档口")
# ENTERPRISE makes the speaker an enterprise, whatever the line of business; PERSON a person all the same:
# "开饭馆的"; "家里老人", "我是退休职工".
ENTERPRISE = re.compile(r"企业|公司|厂|店|作坊|老板|商家|经营|生意|合作社|集团|摊|[做开搞办卖]|馆")
PERSON = re.compile(
    r"家里|我家|家人|爷爷|奶奶|爸|妈|父母|孩子|本人|我是(?:一[名个位])?(?:退休|下岗|失业|学生|大学生|老人|农民|职工|工人|残疾人)|(?:住|进|送)养老院|看病|上学|退休"
)


@dataclass(frozen=True)
class Profile:
    """What a description says about the one who asks."""

    industries: tuple[Trade, ...] = ()
    activities: tuple[Trade, ...] = ()
    sizes: tuple[str, ...] = ()  # names of SIZES
    people: tuple[str, ...] = ()  # names of PEOPLE
    regions: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # official counterparts of colloquial words
    is_enterprise: bool = False

    @property
    def is_empty(self) -> bool:
        """Nothing was recognised that a measure could be matched with."""
        return not (self.industries or self.activities or self.sizes or self.people or self.words or self.is_enterprise)


def understand_description(description: str) -> Profile:
    """Industry, size, activities, people and region of who describes themselves.

    >>> profile = understand_description("我们是做食品的小厂")
    >>> [trade.name for trade in profile.industries], profile.sizes
    (['食品'], ('小微企业', '中小企业'))
    """
    text = normalize(description)
    found = [t for t in trades() if any(word in text for word in (*t.official, *t.colloquial))]
    people = tuple(name for name, words in PEOPLE.items() if any(word in text for word in words))
    industries = tuple(t for t in found if t.is_industry)
    sizes: list[str] = []
    if SMALL.search(text):
        sizes += ["小微企业", "中小企业"]
    if MIDDLE.search(text):
        sizes.append("中小企业")
    if SOLE.search(text):
        sizes += ["个体工商户", "小微企业"]
    for pattern, name in ((LARGE, "大企业"), (FOREIGN, "外资企业"), (STATE_OWNED, "国有企业")):
        if pattern.search(text):
            sizes.append(name)
    expanded = expand(text)
    return Profile(
        industries=industries,
        activities=tuple(t for t in found if not t.is_industry),
        sizes=tuple(dict.fromkeys(sizes)),
        people=people,
        regions=tuple(dict.fromkeys(REGION.findall(text))),
        words=tuple(dict.fromkeys(word for words in expanded.values() for word in words[:2])),
        is_enterprise=not PERSON.search(text) and bool(industries or sizes or ENTERPRISE.search(text)),
    )


def merged(*profiles: Profile) -> Profile:
    """All that several profiles say about one reader.

    >>> merged(Profile(sizes=("小微企业",)), Profile(regions=("河南",), is_enterprise=True)).regions
    ('河南',)
    """
    return Profile(
        industries=tuple(dict.fromkeys(trade for p in profiles for trade in p.industries)),
        activities=tuple(dict.fromkeys(trade for p in profiles for trade in p.activities)),
        sizes=unique(p.sizes for p in profiles),
        people=unique(p.people for p in profiles),
        regions=unique(p.regions for p in profiles),
        words=unique(p.words for p in profiles),
        is_enterprise=any(p.is_enterprise for p in profiles),
    )


def unique(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """All words of several groups, each once, in order."""
    return tuple(dict.fromkeys(word for words in groups for word in words))
