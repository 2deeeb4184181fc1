"""Whom a measure concerns: the kinds of enterprise, people, industries and regions that it names.

The words stand in data/concerns.tsv, those of industries in data/industries.tsv.
"""

import re
from dataclasses import dataclass
from functools import cache

from mingce.text.places import REGION
from mingce.text.word_lists import any_of, read_rows


def _named(category: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(words.split("、")) for kind, name, words in read_rows("concerns.tsv") if kind == category}


def _words(category: str) -> str:
    return any_of(
        word for kind, _, words in read_rows("concerns.tsv") if kind == category for word in words.split("、")
    )


# Sizes of enterprise and groups of people by name, with the words that documents have for them
SIZES = _named("规模")
PEOPLE = _named("人群")


@dataclass(frozen=True)
class Trade:
    """A line of business or an activity, and the words for it."""

    name: str
    official: tuple[str, ...]
    colloquial: tuple[str, ...]
    kind: str  # 行业, 通用行业 (that every trade makes use of: testing, finance), 活动

    @property
    def is_industry(self) -> bool:
        return self.kind != "活动"


@cache
def trades() -> tuple[Trade, ...]:
    """Every line of business and activity of data/industries.tsv."""
    rows = read_rows("industries.tsv")
    return tuple(
        Trade(name, tuple(official.split("、")), tuple(colloquial.split("、")), kind)
        for kind, name, official, colloquial in rows
    )


@cache
def _concern_pattern() -> re.Pattern[str]:
    """Any word of whom a measure concerns: "高新技术企业", "食品生产企业", "老年人", "白酒", "洛阳", "农村"."""
    trade = any_of({word for t in trades() if t.is_industry for word in t.official})
    organization = rf"{trade}?{_words('类型')}*{_words('业务')}*{_words('组织')}(?!家)"
    people = any_of(word for words in PEOPLE.values() for word in words)
    return re.compile(
        rf"{organization}|{people}|(?<![深国]){trade}(?!转移人口|制[，、。]|金融)|{REGION.pattern}|农村|乡村|沿江省市|豫[东西南北]"
    )


# What only looks like the word of a trade: "养老金", "基本养老、基本医疗", "实施工程", "上层建筑", "各种业务", "乡风建设工程"
NO_TRADE = re.compile(
    r"养老(?:金|保险|保障|、医疗)|基本养老|(?:医疗|失业|工伤|生育|社会|存款)保险|[实措设]施(?=工)|上层建筑|[各这某多一几]种业|种子(?:期|轮|基金)"
    r"|(?:风|究和|学科|体系|队伍|文化|能力|制度|信用|平台)建设工程"
)


def find_concerns(text: str) -> tuple[str, ...]:
    """Kinds of enterprise, people, industries and regions that a text names, in its own words.

    >>> find_concerns("引导食品生产企业和小微企业关爱老年人")
    ('食品生产企业', '小微企业', '老年人')
    """
    text = NO_TRADE.sub("　", text)
    found = dict.fromkeys(m[0] for m in _concern_pattern().finditer(text) if m[0] not in ("主体", "单位", "机构"))
    return tuple(word for word in found if not any(word != other and word in other for other in found))
