"""Sentences -> what can be asked of them: figures, years, bodies, quoted terms, members of a list, 应当 or 可以.

Only sentences that can be understood by themselves are used: none that begins with 其, 该 or 同时, no headings or items.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

import jieba.posseg

from mingce.datatypes import Document, Section, Sentence
from mingce.facts.amounts import BOUND_AFTER, BOUND_BEFORE, Amount, read_amounts, read_aside
from mingce.facts.formulations import KNOWN, QUOTED_TERM
from mingce.facts.indicators import CLAUSE_BREAK
from mingce.facts.measures import measures
from mingce.facts.names import AMOUNT_HEAD, read_left, read_right
from mingce.prepare.items import BODY, FORCE, LISTED, NAME, NUMBER, PHRASE, TERM, YEAR, Blank
from mingce.prepare.material import Chosen, is_heading
from mingce.text.labels import LABELS

SHORTEST_SENTENCE = 18  # characters of a sentence that is asked about, without its label
LONGEST_STEM = 90  # characters
LONGEST_CUT = 70  # characters of a stem that is cut out of a longer sentence
FEWEST_BESIDE = 12  # characters of a stem beside its blank
LAWS = "法律法规"  # Document.family
TERM_LENGTHS = range(2, 17)

# A sentence that depends on the one before it: "其产品…", "同时，…", "上述机构…", "依照前款规定…", "有下列情形…", "三是…"
DEPENDS_ON_CONTEXT = re.compile(
    r"^(?:其(?!他一切)|该|这|此|上述|前[款项述]|同时|并(?!购)|但|对[此其该]|为此|据此|另外|此外|因此|因而|从而|所以|然而|而|又|还(?!款)|也|再|他|她|它|以[上下]|同样|"
    r"且|或者|即|如|包括|不(?!断|得|动)|倍|元以|属于|情节|逾期|经审查|对符合|符合|超过|一方面|另一方面|比如|例如|有前|有下|有以下|具有|会议还|具体|二[是要]|三[是要]|四[是要]|五[是要]|六[是要]|七[是要])"
    r"|前[款两]|前[一二三]?[款项]|上款|本[款项]|本条第|上述|下列|如下|以下[^简，]{0,6}[：:。]|该[项条]|上一[条款]|前条|后者|前者|[：:]$"
)
LIST_ITEM = re.compile(r"[\s#]*[（(]\s?([一二三四五六七八九十百\d]{1,3})\s?[）)]")
ENDS = ("。", "！", "。”", "。）")
# What a web page or a bad dump leaves in a text: "浏览次数：611次", "不-13-足", "15-（八）"
NOT_PROSE = re.compile(r"https?:|版本|来源[:：]|浏览次数|目\s*录|<!--|\||本作品|-\s?\d{1,3}\s?-|^\d{1,3}\s?-")

PAIRS = (("“", "”"), ("（", "）"), ("《", "》"))

# A year that a text speaks of, not one that belongs to a name: "到2025年", "2035年前"; not "〔2023〕", "2023年版", 《…2021—2025年…》
YEAR_WORD = re.compile(
    r"(?<![\d—–－\-~～至])(?:19|20)\d{2}年(?![版度第—–－\-~～至]|(?:\d{1,2}月\d{1,2}日)?(?:修订|修正|通过|公布))"
)
OF_ITSELF = re.compile(r"施行|废止|公布|印发|发布")  # what a document says about its own dates
AIM = re.compile(r"(?:到|至|力争|截至|截止|于)$")
AIM_AFTER = re.compile(r"^(?:底|末|年底|年末|之?前|以前)")

TITLES_AND_QUOTES = re.compile(r"《[^《》]*》|“[^“”]*”")
NO_TERM = re.compile(
    r"(?:简称|简称为|所称|所称的|称为|规定的|注明|标明|写明|指的)$"
)  # a definition or a form, not a formulation
COUNTED = re.compile(r"[一二三四五六七八九十\d]+(?:日|个?月|年|[十百千万]+|条|号)|以[上下内]")  # “三日”, “以上”

# A body that acts. Not "有关部门", "各级政府", "其主管部门".
BODY_NAME = re.compile(
    r"(?!.*(?:有关|相关|各|其|该|本|所在|下列|任何|我们|一切|同级|上级|下级|原|双方|或者|以及|、|和|及其|的|了))[\u4e00-\u9fff]{3,18}"
    r"(?:部|委|局|厅|署|院|政府|银行|会|机关|机构|部门|组|办公室|单位|企业|公司|人民代表大会|中心|组织|业主|人员|军人|申请人|经营者|所)"
)
OFTEN = 3  # uses in a text from which words are taken for a name
WEIGHTS = {NUMBER: 2.0, NAME: 1.8, YEAR: 1.4, TERM: 2.0, BODY: 1.6, FORCE: 1.0, LISTED: 1.4, PHRASE: 2.2}
# Members of a list; only those whose two ends are certain are asked for: "、通晓国际规则、"
HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
MEMBER_LENGTHS = range(3, 8)
MEMBER_STOPS = re.compile(r"[的了等及与和或]|^(?:以|在|对|由|将|把|按|是|为|有|应当)|自治区|直辖市|行政法规|第.{1,4}条")
# Principles that are spelled out: 坚持“中央统筹、省负总责、市县抓落实”的工作机制; 坚持“共抓大保护、不搞大开发”，
_ROW = r"((?:(?![的等])[\u4e00-\u9fff]){3,}(?:、(?:(?![的等])[\u4e00-\u9fff]){2,})+)"
PRINCIPLES = re.compile(
    rf"(?:坚持|遵循|构建|健全|建立|形成|完善|实行){_ROW}的[\u4e00-\u9fff]{{0,4}}(?:机制|格局|原则|方针|理念|体系|体制|模式|导向|工作法)"
    rf"|坚持{_ROW}(?=[，。；])"
)
PHRASE_LENGTHS = range(8, 33)
# The complete name of a figure: "，工程质量抽查符合率稳定在96%"
NAME_LENGTHS = range(4, 19)
NO_NAME = re.compile(r"[和及与或的了]|累计|今年|去年|年内|不得|应当|安排|提高|降低|实现|决定|投入|完成|分别")
LINKING = 6  # characters between a name and its figure
# Formulations that a false statement must not distort, and words that nobody wants to read as an answer
CORE = re.compile(r"一个中心|两个(?:确立|维护|基本点)|四个(?:意识|自信)|三个代表|一国两制|一个中国|港人治港|澳人治澳")
UNWANTED = re.compile(r"[台港藏疆]独|法轮|四人帮|文化大革命|文革|阶级斗争|邪教|恐怖|分裂|反革命|卖淫|淫秽")
# The word that gives a rule its force, and what a false statement puts in its place.
FORCES = {"应当": "可以", "必须": "可以", "不得": "可以", "可以": "应当", "严禁": "允许"}
FORCE_WORD = re.compile(r"应当|必须|不得|可以|严禁|禁止|鼓励|支持|有权|允许")


@dataclass(frozen=True)
class QuizFigure:
    """A figure in a document: `start` to `end` holds the number and the unit, without 以上 or 超过."""

    start: int
    end: int
    value: Decimal
    unit: str
    bound: str  # "", "以上", "以下", "左右"
    nouns: tuple[str, ...]  # what its name may be: the words before it and the words after it
    name_start: int = -1  # span of the words before it where they are certainly its name
    name_end: int = -1


@lru_cache(maxsize=64)
def figures(document: Document) -> tuple[QuizFigure, ...]:
    """Every figure of a document with a unit or a decimal; ranges and vague counts are left out."""
    reading, found = read_aside(document.text), []
    left = 0
    for stop in [*(m.end() for m in CLAUSE_BREAK.finditer(reading)), len(reading)]:
        amounts = read_amounts(reading, left, stop)
        borders = [left, *(border for amount in amounts for border in (amount.start, amount.end)), stop]
        for row, amount in enumerate(amounts):
            if _is_exact(amount):
                found.append(_figure(document.text, amount, borders[2 * row], borders[2 * row + 3]))
        left = stop
    return tuple(found)


def _is_exact(amount: Amount) -> bool:
    """Whether an amount is a single number with a unit or a decimal, not a range or a vague count."""
    is_single = amount.value_max is None and not amount.loose
    return is_single and amount.unit != "大" and bool(amount.unit or amount.value % 1)


def _figure(text: str, amount: Amount, left: int, right: int) -> QuizFigure:
    """The figure of an amount. left, right: ends of the amounts beside it, or of the clause; its name is between them.

    >>> text = "工业总产值超过1000亿元"
    >>> figure = _figure(text, read_amounts(text, 0, len(text))[0], 0, len(text))
    >>> text[figure.start : figure.end], figure.bound, text[figure.name_start : figure.name_end]
    ('1000亿元', '以上', '工业总产值')
    """
    start, end = amount.start, amount.end
    words = text[start:end]
    start += max((len(word) for word in BOUND_BEFORE if words.startswith(word)), default=0)
    words = re.sub(r"[（(]含[^（）()]*[）)]", "", words)
    end -= max((len(word) for word in BOUND_AFTER if words.endswith(word)), default=0)
    if (noted := text.find("（含", start, end)) >= 0:
        end = noted
    nouns = (
        read_left(text[left : amount.start])[0],
        read_right(text[amount.end : right].rstrip("，；。："), amount.unit),
    )
    known = tuple(noun for noun in nouns if len(noun) > 1)
    figure = QuizFigure(start, end, amount.value, amount.unit, amount.bound, known)
    at = text.rfind(nouns[0], left, amount.start)
    stop = at + len(nouns[0])
    is_whole = at >= 0 and (at == 0 or text[at - 1] in "，、；。：\n") and amount.start - stop <= LINKING
    if is_whole and len(nouns[0]) in NAME_LENGTHS and HAN_RUN.fullmatch(nouns[0]) and is_name(nouns[0]):
        return replace(figure, name_start=at, name_end=stop)
    return figure


def is_name(words: str) -> bool:
    """Whether words before a figure are the name of an indicator: 工程质量抽查符合率, not 国务院决定今年安排."""
    return bool(AMOUNT_HEAD.search(words)) and not NO_NAME.search(words)


def can_stand_alone(text: str, section: Section, sentence: Sentence) -> bool:
    """Whether a sentence is prose and can be understood by itself."""
    words = text[sentence.start : sentence.end]
    label = LABELS.match(words)
    bare = words[label.end() if label else 0 :].strip()
    return (
        len(bare) >= SHORTEST_SENTENCE
        and (sentence.start == 0 or text[: sentence.start].rstrip(" \u3000#*")[-1:] in "\n。！？”）")
        and bare.endswith(ENDS)
        and not (LIST_ITEM.match(words) or DEPENDS_ON_CONTEXT.search(bare) or NOT_PROSE.search(bare))
        and not is_heading(text, section, sentence)
        and all(bare.count(a) == bare.count(b) for a, b in PAIRS)
    )


@dataclass(frozen=True)
class Askable:
    """A word that can be asked for, whether or not its sentence can stand alone."""

    about: str
    start: int
    end: int
    section: Section
    sentence: Sentence
    form: str = ""  # only words of the same form can be options: the unit of a figure


def askables(chosen: Chosen) -> Iterator[Askable]:
    """Everything that can be asked for in a document, sentence by sentence in reading order."""
    actors, row = _actors(chosen), 0
    numbers = figures(chosen.document)
    for sentence in chosen.sentences:
        section = chosen.sections[sentence.section]
        if NOT_PROSE.search(chosen.document.text[sentence.start : sentence.end]):
            continue
        while row < len(numbers) and numbers[row].start < sentence.start:
            row += 1
        while row < len(numbers) and numbers[row].end <= sentence.end:
            figure = numbers[row]
            yield Askable(NUMBER, figure.start, figure.end, section, sentence, figure.unit)
            if figure.name_end > 0:
                linking = chosen.document.text[figure.name_end : figure.start]
                yield Askable(NAME, figure.name_start, figure.name_end, section, sentence, figure.unit + linking)
            row += 1
        for about, start, end in _spans(chosen.document, sentence, actors):
            yield Askable(about, start, end, section, sentence)


def blanks(chosen: Chosen, askables: Iterable[Askable]) -> list[Blank]:
    """The blanks of the chosen sections: askables in sentences that can be understood by themselves."""
    text, doc_id = chosen.document.text, chosen.document.id
    found: list[Blank] = []
    for a in askables:
        if not (chosen.holds(a.section) and can_stand_alone(text, a.section, a.sentence)):
            continue
        window = stem_window(text, a.sentence, a.start, a.end)
        if window and text.count(text[a.start : a.end], *window) == 1:
            weight = _weight(a, text, chosen.document.family == LAWS) - 0.6 * (window[1] - window[0] > 80)
            found.append(Blank(a.about, doc_id, a.start, a.end, *window, a.sentence.start, a.sentence.end, weight))
    return found


def _spans(document: Document, sentence: Sentence, actors: Mapping[int, int]) -> Iterator[tuple[str, int, int]]:
    words = document.text[sentence.start : sentence.end]
    names = [m.span() for m in TITLES_AND_QUOTES.finditer(words)]
    for match in YEAR_WORD.finditer(words):
        if not any(a <= match.start() < b for a, b in names) and not OF_ITSELF.search(words):
            yield YEAR, sentence.start + match.start(), sentence.start + match.end()
    for match in QUOTED_TERM.finditer(words):
        if (
            len(match[1]) in TERM_LENGTHS
            and not NO_TERM.search(words[: match.start()])
            and not COUNTED.fullmatch(match[1])
        ):
            yield TERM, sentence.start + match.start(1), sentence.start + match.end(1)
    for start in range(sentence.start, sentence.end):
        if start in actors and actors[start] <= sentence.end:
            yield BODY, start, actors[start]
    for start, end in members(words):
        if not any(a <= start < b for a, b in names):
            yield LISTED, sentence.start + start, sentence.start + end
    for match in PRINCIPLES.finditer(words):
        group = 1 if match[1] else 2
        if len(match[group]) in PHRASE_LENGTHS:
            yield PHRASE, sentence.start + match.start(group), sentence.start + match.end(group)
    forces = list(FORCE_WORD.finditer(words)) if document.family == LAWS else []
    if len(forces) == 1 and forces[0][0] in FORCES:
        yield FORCE, sentence.start + forces[0].start(), sentence.start + forces[0].end()


def members(words: str) -> Iterator[tuple[int, int]]:
    """Spans of members of parallel lists that are as long as a member beside them and have two certain ends.

    >>> words = "坚持防范为主、打早打小、综合治理、稳妥处置的原则，重教育、强管理、护权益"
    >>> [words[a:b] for a, b in members(words)]
    ['打早打小', '综合治理', '重教育', '强管理', '护权益']
    """
    parts = [match.span() for match in HAN_RUN.finditer(words)]
    rows: list[list[tuple[int, int]]] = []  # members joined by "、"
    for start, end in parts:
        is_joined = rows and words[rows[-1][-1][1] : start] == "、"
        rows = [*rows[:-1], [*rows[-1], (start, end)]] if is_joined else [*rows, [(start, end)]]
    for row in rows:
        for at, (start, end) in enumerate(row):
            equal = [b - a == end - start for a, b in row[max(0, at - 2) : at + 3]]
            is_inner = 0 < at < len(row) - 1 and end - start in {b - a for a, b in (row[at - 1], row[at + 1])}
            if (
                (is_inner or sum(equal) > 2)
                and end - start in MEMBER_LENGTHS
                and not MEMBER_STOPS.search(words, start, end)
            ):
                yield start, end


def neighbours(text: str, blank: Blank) -> list[str]:
    """Words parallel to a blank: the members beside it in its list, or the other quoted terms of its stem."""
    before, after = text[blank.stem_start : blank.start], text[blank.end : blank.stem_end]
    if blank.about == TERM:
        return [m[1] for side in (before[:-1], after[1:]) for m in QUOTED_TERM.finditer(side)]
    found = []
    if blank.about == LISTED and before.endswith("、"):
        found.append(re.split("[、，；：“”]", before[:-1])[-1])
    if blank.about == LISTED and after.startswith("、"):
        found.append(re.split("[、，；。：“”的]", after[1:])[0])
    return [words for words in found if words]


def _actors(chosen: Chosen) -> dict[int, int]:
    """The spans, start to end, of the bodies that the measures of a document name as acting."""
    found = {}
    text = chosen.document.text
    for measure in measures(chosen.document, chosen.sections, chosen.sentences):
        at = text.find(measure.actor, measure.start, measure.end)
        if at >= 0 and (at == measure.start or text[at - 1] in "，由\u3000 ") and is_body(measure.actor, text):
            found[at] = at + len(measure.actor)
    return found


def is_body(words: str, text: str) -> bool:
    """Whether words name a body. A name that begins with a verb (处置非法集资牵头部门) must occur `OFTEN` times."""
    if not BODY_NAME.fullmatch(words):
        return False
    first = word_classes(words)[0]
    return first not in ("v", "d", "p", "r") or text.count(words) >= OFTEN


@lru_cache(maxsize=20_000)
def word_classes(words: str) -> tuple[str, ...]:
    """The classes of words, as jieba tags them.

    >>> word_classes("推进质量强省建设")[0], word_classes("市场监管部门")[0]
    ('v', 'n')
    """
    return tuple("vn" if word.flag == "vn" else word.flag[0] for word in jieba.posseg.lcut(words))


def stem_window(text: str, sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """The span of a sentence that is shown around a blank: the whole sentence, or the clauses beside the blank.

    None where no part of a suitable length keeps its quotation marks and brackets in pairs.
    """
    left, right = LABELS.match(text, sentence.start, sentence.end).end(), sentence.end  # type: ignore[union-attr]
    if left > start:
        return None
    is_cut = False
    for mark in "；，":
        if right - left > LONGEST_STEM:
            before = left
            left, right = _clauses_around(text, left, right, start, end, mark)
            is_cut = is_cut or left > before
    words = text[left:right]
    is_whole = all(words.count(a) == words.count(b) for a, b in PAIRS)
    fits = right - left <= LONGEST_STEM and right - left - (end - start) >= FEWEST_BESIDE and "\n" not in words
    return (left, right) if is_whole and fits and not (is_cut and DEPENDS_ON_CONTEXT.search(words)) else None


def _clauses_around(text: str, left: int, right: int, start: int, end: int, mark: str) -> tuple[int, int]:
    """The clause that holds a blank with as many beside it as fit; those before it first, as they hold the subject."""
    cuts = [left, *(m.end() for m in re.compile(mark).finditer(text, left, right)), right]
    a, b = max(c for c in cuts if c <= start), min(c for c in cuts if c >= end)
    a = min((c for c in cuts if c <= a and b - c <= LONGEST_CUT), default=a)
    b = max((c for c in cuts if c >= b and c - a <= LONGEST_CUT), default=b)
    return a, b


def _weight(asked: Askable, text: str, is_law: bool) -> float:
    """How much a word is worth asking: targets and slogans before list members, short sentences before long ones."""
    weight = WEIGHTS[asked.about]
    before, after = text[asked.sentence.start : asked.start], text[asked.end : asked.end + 2]
    if asked.about == YEAR and (AIM.search(before) or AIM_AFTER.match(after)):
        weight += 0.8
    if asked.about == TERM and KNOWN.fullmatch(text, asked.start, asked.end):
        weight += 0.5
    if asked.about == LISTED and is_law:
        weight -= 0.7
    if 24 <= asked.sentence.end - asked.sentence.start <= 90:
        weight += 0.5
    return weight
