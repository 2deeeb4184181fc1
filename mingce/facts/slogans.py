"""Numbered slogans such as 四个最严: how many items one counts, and whether a sentence lists them."""

import re

from mingce.text.fold import fold

# "四个最严", "两个确保", "十大战略": a slogan that stands for a list
SLOGAN = re.compile(r"([两二三四五六七八九十]|\d{1,2})(?:个|大|项|条|种|类|方面)([\u4e00-\u9fff]{1,6})")
SLOGAN_TAIL = re.compile(r"(?:是|有|包括|指|分别|都|具体|各).*$")
SPELLED_OUT = re.compile(r"是指|即|包括|分别|指的是|[：:]|也就是|主要是|——|（")


def spells_out(slogan: tuple[str, int], sentence: str) -> bool:
    """Whether a sentence lists the items of a slogan: as many as it counts, beside it or in its own words.

    >>> spells_out(("四个分开", 4), "实行政事分开、管办分开、医药分开、营利性和非营利性分开。")
    True
    """
    term, count = slogan
    folded = fold(sentence)
    if lists_items(slogan, sentence):
        return True
    at = folded.find(fold(term))
    if at < 0:
        return False
    rest, before = folded[at + len(fold(term)) :], folded[:at]
    after_items = len(re.split(r"[、；;，]", rest.split("。")[0]))
    listed = bool(SPELLED_OUT.match(rest.lstrip('”"』」')[:4])) and after_items >= count
    quoted_before = before.count("、") + 1 >= count and before.rstrip('“"').endswith(("的", "”"))
    return listed or quoted_before


def lists_items(slogan: tuple[str, int], sentence: str) -> bool:
    """Whether the slogan's noun comes as often as the slogan counts: 政事分开、管办分开、… for "四个分开"."""
    term, count = slogan
    noun = re.sub(r"^[^个大项条种类]{1,3}(?:个|大|项|条|种|类|方面)", "", fold(term))
    return len(noun) > 1 and fold(sentence).replace(fold(term), "").count(noun) >= count
