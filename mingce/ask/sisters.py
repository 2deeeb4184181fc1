"""A thing of which a document does not speak while its title names a sister of it: 保险公司 beside 证券公司."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import jieba.posseg

from mingce.datatypes import Document
from mingce.text.fold import in_order
from mingce.text.lexicon import expand
from mingce.text.versions import plain_title
from mingce.text.word_lists import read_rows

HAN = re.compile(r"[\u4e00-\u9fff]+")
NOUNS = frozenset({"n", "nz", "nt", "nl"})
MODIFIERS = NOUNS | {"vn", "b", "s"}
# Bodies: 民航局 beside 气象局. Of other things a reader's own word for what the title says is no sister of it: 乡下公路 for
# 县乡公路, 私家车 for 乘用车; of those only the listed ones are told
BODIES = "局厅署"
# Kinds of documents and what documents consist of: 三定规定 is no sister of 编制规定
NO_THING = re.compile(
    r"(?:条例|办法|规定|文件|规划|方案|预案|政府|意见|细则|报告|通知|公告|计划|任务|目标|主义|工作|要点|措施|管理|事业|问题|情况|标准|项目|制度|条件|会议|决定书|通知书)$"
    r"|^[一二三四五六七八九十两几\d]+[个项大条种类]"  # "四个坚持": what the text tells one by one
)
# What a question asks for, and not of what: no document need have these words
ASKED = re.compile(
    r"^(?:月份|日期|时间|时候|工作日|题目|标题|主题|原文|原话|全文|名字|名称|内容|地方|东西|事儿|事情|金额|数字|数量|比例|期限|流程|材料|后果|情形|区别|职责|老板|朋友|资料)$"
)
PAIRS = (("有", "无"), ("男", "女"), ("内", "外"), ("公", "私"), ("大", "小"), ("进", "出"))
OPPOSITES = dict((*PAIRS, *((other, one) for one, other in PAIRS)))
# The same for words, each with what the other may be called: 城镇移民 beside 农村移民
WORD_PAIRS = (
    ("城镇", "农村"),
    ("城市", "农村"),
    ("公办", "民办"),
    ("陆上", "海上"),
    ("国内", "国外"),
    ("境内", "境外"),
    ("自然科学", "社会科学"),
)
LEAST, LONGEST = 3, 6  # characters of a name that tells an opposite: 男职工
LONGEST_MODIFIER = 4  # characters


def sister(text: str, document: Document, documents: Sequence[Document], quote: str = "") -> tuple[str, str] | None:
    """A thing that a question names and no document does, with its sister in the title of one; None where there is none.

    quote: what is quoted of the document, which may name a sister, too: 小学 and 初中 where 高一 is asked for.

    It is to speak against no right quote: of 2,476 answerable questions, on which its lists were chosen, it did in 3 while
    compounds that no list knows counted, too.

    >>> document = Document("d", "证券公司风险处置条例", "停业整顿的期限不超过3个月。", "")
    >>> sister("保险公司停业整顿最长多久", document, [document])
    ('保险公司', '证券公司')
    """
    listed = _listed(text, document) or _opposite(text, document) or _opposite_word(text, document)
    if listed := listed or _in_quote(text, document, quote):
        return listed
    in_title = [noun for noun in _compounds(document.title) if noun not in text]
    for noun in _compounds(text):
        if noun[-1] not in BODIES or noun in document.title or noun in document.text or NO_THING.search(noun):
            continue
        other = next((one for one in in_title if _are_sisters(noun, one, text, document)), "")
        if other and not any(noun in one.text or noun in one.title for one in documents):
            return noun, other
    return None


def _listed(text: str, document: Document) -> tuple[str, str] | None:
    """A thing of the list that a document does not name, where its title names another one of its class: 护士 beside 医师.

    Where the question names both, the first one is what it asks for: "护士怎么申请，流程跟医师一样吗".
    """
    title = f"{plain_title(document.title)}|{document.source}"
    for things in _classes():
        in_title = [thing for thing in things if any(name in title for name in thing)]
        if len(in_title) != 1:  # none, or it speaks of several: 食品药品监督管理
            continue
        for thing in things:
            said = next((name for name in thing if name in text), "")
            if not said or thing in in_title or any(name in document.text for name in thing):
                continue
            other = next(name for name in in_title[0] if name in title)
            at = min((text.index(name) for name in in_title[0] if name in text), default=len(text))
            if text.index(said) < at:
                return said, other
    return None


@cache
def _classes() -> list[list[tuple[str, ...]]]:
    """Classes of things, each thing with its names."""
    return [[tuple(thing.split("、")) for thing in row] for row in read_rows("sisters.tsv")]


def _opposite(text: str, document: Document) -> tuple[str, str] | None:
    """有人驾驶 where the title says 无人驾驶, 男职工 where it says 女职工."""
    title = document.title
    for at, char in enumerate(title):
        size = LEAST
        said = OPPOSITES.get(char, "") + title[at + 1 : at + size]
        if len(said) < LEAST or not HAN.fullmatch(said) or said not in text or said in document.text:
            continue
        if title[at : at + size] in text:
            continue
        while size < LONGEST and OPPOSITES[char] + title[at + 1 : at + size + 1] in text and at + size < len(title):
            size += 1
        return OPPOSITES[char] + title[at + 1 : at + size], title[at : at + size]
    return None


def _opposite_word(text: str, document: Document) -> tuple[str, str] | None:
    """城镇移民 where the title says 农村移民."""
    title = document.title
    for one, other in (*WORD_PAIRS, *((other, one) for one, other in WORD_PAIRS)):
        for match in re.finditer(rf"{one}(?P<thing>[\u4e00-\u9fff]{{2}})", title):
            said = other + match["thing"]
            if said in text and said not in document.text + title and match[0] not in text:
                return said, match[0]
    return None


def _in_quote(text: str, document: Document, quote: str) -> tuple[str, str] | None:
    """A thing of the list that a document does not name, where what is quoted of it names another one of its class."""
    for things in _classes() if quote else ():
        in_quote = [thing for thing in things if any(name in quote for name in thing)]
        if not in_quote or any(name in text for thing in in_quote for name in thing):
            continue
        for thing in things:
            said = next((name for name in thing if name in text), "")
            if said and not any(_is_held(name, document, quote) for name in thing):
                return said, next(name for name in in_quote[0] if name in quote)
    return None


def _is_held(name: str, document: Document, quote: str) -> bool:
    """Whether a document holds a name, or the quote what it is short for: 高校 in 高等院校."""
    return name in document.text + document.title or bool(re.search(".{0,3}".join(name), quote))


def _are_sisters(noun: str, other: str, text: str, document: Document) -> bool:
    """Whether two bodies are of one kind, 民航局 and 气象局, and neither is a short form or a part of the other."""
    modifier, of_other = noun[:-1], other[:-1]
    if noun[-1] != other[-1] or len(modifier) > LONGEST_MODIFIER or of_other in text or modifier in document.text:
        return False
    if len(modifier) == 1 < len(of_other) or set(modifier) & set(of_other):  # 税务局 and 国家税务总局
        return False
    return not in_order(noun, other) and not in_order(modifier, document.title)


def unknown_nouns(text: str, documents: Sequence[Document]) -> list[str]:
    """The nouns of a question that no document holds, nor a counterpart of them; what says the kind of answer left out.

    >>> unknown_nouns("券商破产了赔多少", [Document("d", "存款保险条例", "投保机构被撤销的，…", "")])
    ['券商']
    """
    counterparts = expand(text)
    held = "\n".join(f"{document.title}{document.text}" for document in documents)
    known = {name: thing for things in _classes() for thing in things for name in thing}
    nouns = [word.word for word in jieba.posseg.lcut(text) if word.flag in NOUNS]
    return [
        noun
        for noun in dict.fromkeys(nouns)
        if (len(noun) > 2 or noun in known)
        and HAN.fullmatch(noun)
        and not NO_THING.search(noun)
        and not ASKED.match(noun)
        and not any(noun in said or said in noun for said in counterparts if noun not in known)
        and not any(name in held for name in known.get(noun, (noun,)))
    ]


@lru_cache(maxsize=2048)
def _compounds(text: str) -> tuple[str, ...]:
    """The nouns of a text of three characters and more, each also with the noun before it: 货车, 重型货车."""
    words = [(word.word, word.flag) for word in jieba.posseg.lcut(text)]
    found: list[str] = []
    for (before, kind_before), (word, kind) in zip([("", ""), *words], words, strict=False):
        if kind not in NOUNS or not HAN.fullmatch(word):
            continue
        if len(word) > 2:
            found.append(word)
        if kind_before in MODIFIERS and HAN.fullmatch(before) and (len(before) > 1 or kind_before in "bn"):
            found.append(before + word)
    return tuple(dict.fromkeys(noun for noun in found if len(noun) > 2))
