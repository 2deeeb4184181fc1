"""Whether a sentence that a model wrote stands in the sentences that it cites, number by number and word by word."""

import re
from collections.abc import Mapping
from decimal import Decimal

from mingce.ask.constraints import TITLE
from mingce.ask.kinds import UNIT
from mingce.ask.phrasing import HAS_WORD
from mingce.datatypes import Citation
from mingce.text.fold import fold
from mingce.text.labels import without_number
from mingce.text.numerals import HAN_NUMERALS, HAN_SCALES, multiplier, read_number

LONGEST_SENTENCE = 400  # characters
SUPPORTED = 0.25  # share of the character pairs in each part of a sentence that must stand in what it cites
SHORTEST_PART = 6  # characters; "其中，" and "该意见提出，" may stand anywhere

# A citation mark: "[3]", "[1,2]", "【3】", "［1、2］". Not "[2023]", which belongs to a document number.
MARK = r"[\[［【]\s*\d{1,3}(?:\s*[,，、]\s*\d{1,3})*\s*[\]］】]"
MARKS = re.compile(rf"[ \t]*{MARK}")
LIST_MARK = re.compile(r"\s*(?:[-*•]\s+|#{1,6}\s+|\d{1,2}[.．、)）](?!\d)\s*)")  # "- ", "## ", "1. ", "2、"
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ud800-\udfff]|\*\*|__")
QUOTED = re.compile(r"[“「『]([^“”「」『』]*)|\"([^\"]*)|‘([^’]*)")
# In folded text: "https://a.cn/x", "www.a.cn", "a@b.cn", "a.cn/x"; "<b>", "[文字](", "&lt;"
LINK = re.compile(
    r"(?:https?:|ftp:|www\.)[!-'*+\--:<-~]*|[a-z0-9._+-]+@[a-z0-9.-]+|[a-z0-9-]+(?:\.[a-z][a-z0-9-]*)+[!-'*+\--:<-~]*"
)
MARKUP = re.compile(r"</?[a-z!][^>]*>?|\]\(|&#?\w+;")

HARD_UNIT = r"(?:[%‰年月日天周元吨倍成亩岁条章届号次]|美元|小时|分钟|公里)"
COUNTER = rf"(?:[{UNIT}大几多余来万亿公]|{HARD_UNIT})"
# Every numeral in Chinese characters: "十五", "三十万", "二〇二五", "一"; not 千 in "9200万千瓦"
ANY_NUMERAL = re.compile(rf"(?<![\d万亿])[{HAN_NUMERALS}][{HAN_NUMERALS}{HAN_SCALES}]{{,15}}(?!分点|\d)")
# Those that say a number: "十五", "三十万", "两个", "一年"; not "进一步", "统一", "一些", "十分重视"
CLAIMED_NUMERAL = re.compile(
    rf"(?<!\d)(?:[{HAN_NUMERALS}][{HAN_NUMERALS}{HAN_SCALES}]{{1,15}}|[二两三四五六七八九十百千](?={COUNTER})|一(?=[年月日天周元吨倍成亩岁]|小时|分钟))(?!\d)"
)
PERCENT = re.compile(rf"百分之([{HAN_NUMERALS}]{{1,7}}|\d[\d.]*)")  # "百分之九十五", "百分之95"
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")  # "12,000"
ISO_DATE = re.compile(r"(?<!\d)(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
# "3—5%", "2021-2025年", "20至30万吨"
RANGE = re.compile(rf"(\d[\d.]*)(?:[-—–~]+|至|到)(\d[\d.]*)([百千万亿]*{HARD_UNIT}?)")
SCALED_NUMBER = re.compile(r"(\d+(?:\.\d+)?)([百千万亿]{,3})(?!分点)")
CLAIM = re.compile(rf"\d+年\d+月(?:\d+日)?|\d+月\d+日|\d+(?:\.\d+)?{HARD_UNIT}?")
# Words that bind (left), and what must stand in the source for them (right): only encouraged is not obliged.
BINDING = (
    (re.compile(r"必须|应当|务必|强制"), re.compile(r"必须|应|须|务必|强制|不得|严禁|禁止")),
    (re.compile(r"不得|严禁|禁止|不准|不许"), re.compile(r"不得|严禁|禁止|不准|不许|不能|不可")),
    (re.compile(r"鼓励|提倡|倡导"), re.compile(r"鼓励|提倡|倡导")),
    (re.compile(r"不(?![断仅但同])|未|没有|无需|免"), re.compile(r"不|未|没|无|非|禁|免|除外")),
)


def check(sentence: str, evidence: Mapping[int, Citation]) -> str:
    """Why a sentence may not be shown, in Chinese; "" where everything it says stands in what it cites.

    evidence: what may be cited, by number. A sentence with marks inside it is checked clause by clause:
    "小麦20万吨[1]，稻谷5万吨[2]。"
    """
    if len(sentence) > LONGEST_SENTENCE:
        return "句子过长"
    if any(n not in evidence for n in numbers_of(sentence)):
        return "编号不存在"
    for words, numbers in clauses(cleaned(sentence)):
        cited = [evidence[n] for n in numbers]
        quotes = "|".join(c.quote for c in cited)
        place = "|".join(without_number(part) for c in cited for part in (c.title, *c.path, c.quote))
        if not cited:
            return "没有编号"
        if not links_stand(words, quotes):
            return "网址或代码不在所引原文中"
        if not numbers_stand(without_number(words), place):
            return "数字或日期不在所引原文中"
        if not titles_stand(words, place) or not quoted_terms_stand(words, place):
            return "文件名或引号里的词不在所引原文中"
        if not binding_words_stand(words, quotes):
            return "约束力度与所引原文不同"
        if support(words, quotes) < SUPPORTED:
            return "内容不在所引原文中"
    return ""


def clauses(sentence: str) -> list[tuple[str, tuple[int, ...]]]:
    """The clauses of a sentence, each with the numbers that it cites.

    >>> clauses("小麦20万吨[1]，稻谷5万吨。[2][3]")
    [('小麦20万吨', (1,)), ('，稻谷5万吨。', (2, 3))]
    """
    pieces = re.split(rf"((?:[ \t]*{MARK})+)", sentence)
    pairs = [(words, numbers_of(marks)) for words, marks in zip(pieces[::2], [*pieces[1::2], ""], strict=True)]
    return [(words, numbers) for words, numbers in pairs if HAS_WORD.search(words)] or [("", ())]


def numbers_of(text: str) -> tuple[int, ...]:
    """The evidence that a text cites: (2, 5) for "……[2][5]"."""
    return tuple(dict.fromkeys(int(n) for mark in re.findall(MARK, text) for n in re.findall(r"\d+", mark)))


def cleaned(sentence: str) -> str:
    """The sentence without list marks, emphasis marks and invisible characters."""
    return UNSEEN.sub("", LIST_MARK.sub("", sentence, count=1)).strip()


def links_stand(words: str, quotes: str) -> bool:
    """Whether every address and every piece of markup stands in the quotes."""
    found = [m[0] for pattern in (LINK, MARKUP) for m in pattern.finditer(fold(words))]
    return all(link in fold(quotes) for link in found)


def numbers_stand(words: str, place: str) -> bool:
    """Whether every number and date stands in the quotes, their titles or their headings, however it is written.

    >>> numbers_stand("到2025年达到百分之九十五，不少于15个", "到二〇二五年达到95％，不少于十五个")
    True
    >>> numbers_stand("不低于95个", "不低于95%")
    False
    """
    there = canonical(place, ANY_NUMERAL)
    for claim in CLAIM.findall(canonical(words, CLAIMED_NUMERAL)):
        more = r"(?![%‰年月日\d]|\.\d)" if claim[-1].isdigit() else ""  # 95 is neither 95% nor 951
        if not re.search(rf"(?<!\d)(?<!\d\.){re.escape(claim)}{more}", there):
            return False
    return True


def titles_stand(words: str, place: str) -> bool:
    """Whether every 《title》 stands there; one whose mark is left open reaches to the end of the words."""
    opened = [m[1] for m in TITLE.finditer(words)] + re.findall(r"《([^》]*)\Z", words)
    return all(fold(title) in fold(place) for title in opened)


def quoted_terms_stand(words: str, place: str) -> bool:
    """Whether every term in quotation marks stands there."""
    return all(fold("".join(term)) in fold(place) for term in QUOTED.findall(words))


def binding_words_stand(words: str, quotes: str) -> bool:
    """Whether the words oblige, forbid, encourage or deny only where the quotes do."""
    return all(there.search(quotes) for said, there in BINDING if said.search(words))


def support(words: str, quotes: str) -> float:
    """The share of character pairs, 0..1, that also stand in the quotes; that of the least supported part counts.

    《Titles》 are left out: they are checked as a whole, and would support whatever is said of the document.
    """
    there = canonical(quotes, ANY_NUMERAL)
    parts = re.findall(r"\w+", canonical(TITLE.sub("", words), ANY_NUMERAL))
    pairs = [{part[i : i + 2] for i in range(len(part) - 1)} for part in parts if len(part) >= SHORTEST_PART]
    pairs = pairs or [{part[i : i + 2] for part in parts for i in range(len(part) - 1)}]
    return min(sum(pair in there for pair in found) / len(found) if found else 0.0 for found in pairs)


def canonical(text: str, numerals: re.Pattern[str]) -> str:
    """A folded text whose numbers all have one form: digits without separators, 万 and 亿 multiplied out, ranges split.

    numerals: the Chinese numerals that become digits.

    >>> canonical("１２,０００家，百分之五，三十万吨，3—5％，20至30万吨", ANY_NUMERAL)
    '12000家,5%,300000吨,3%—5%,200000吨—300000吨'
    """
    text = THOUSANDS.sub("", fold(text))
    text = PERCENT.sub(lambda m: f"{as_digits(read_number(m[1]))}%", text)
    text = numerals.sub(lambda m: as_digits(read_number(m[0])), text)
    text = ISO_DATE.sub(r"\1年\2月\3日", text)
    text = RANGE.sub(r"\1\3—\2\3", text)
    return SCALED_NUMBER.sub(lambda m: as_digits(Decimal(m[1]) * multiplier(m[2])), text)


def as_digits(number: Decimal) -> str:
    return f"{number.normalize():f}"
