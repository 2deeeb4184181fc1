"""The units that a question counts, lists or names: chapters, parts, tasks; those under a heading that it says."""

import re
from collections.abc import Sequence
from itertools import pairwise

from mingce.ask.features import shared_run
from mingce.ask.routes.asked import Asked
from mingce.ask.routes.frame import PUNCTUATION, left_over
from mingce.datatypes import Document
from mingce.text.fold import fold
from mingce.text.labels import without_labels
from mingce.text.outline import ITEM, PARAGRAPH, Unit, main_sequence

LEGAL = {"编": "part", "章": "chapter", "节": "division", "条": "article"}
PARTS = "大部分|部分|大块|块|板块|篇章|一级标题|大标题"  # the greatest units of any document
TASKS = "条|项|点|类|种|款|样|个?方面|大?任务|重点任务|重点工作|工作|措施|举措|行动|政策|建议|要求|意见|原则|目标|工程|问题|小标题|步骤|阶段|环节|内容"
WEIGHTY = "重大|重点|主要|具体|核心|基本|保障"
BOXES = {"专栏": "box", "附件": "annex", "附表": "annex"}
UNITS = f"编|章|节|条|款|专栏|附件|附表|{PARTS}|{TASKS}"
BESIDE = ("annex", "box")  # forms of what stands beside the text itself
# What the last chapters of a law are called: "罚则" is asked for where it is "法律责任", and the other way round.
SAME_CHAPTER = (("罚则", "法律责任"),)
ANNEXES = re.compile(r"^\s*附\s?件\s?[：:]\s*(?=1\s?[.．、])", re.M)
PAST = re.compile(r"回顾|总结|成效|成绩|成就|过去")
# How the numbers look that are counted: "带括号编号的", "阿拉伯数字编号的", "从1往下连续编", "（一）一直编下去"
_ON = "[^，。？]{0,4}?(?:编|排|数|起|往|开始|一直|连续)"
STYLES = (
    ("bracket", re.compile(rf"括号|[（(][一1][）)]{_ON}")),
    ("arabic", re.compile(rf"阿拉伯|从\s?1(?!\d){_ON}|(?<!\d)1[.．、]{_ON}")),
)
QUESTION = re.compile(
    r"^[ \t\u3000]*(?:\d{1,2}[.．、]\s?)?(?:问题?|提问|Q)\s?[一二三四五六七八九十\d]{0,3}\s?[：:].*$", re.M
)
# "一、第五条第二款修改为：", "删去第四十三条。", "将《规定》第十一条修改为"; of a line, what opens it
AMENDS = re.compile(
    r"^[ \t\u3000]*(?![“‘])(?=[^“‘\n]{0,60}第\s?[一二三四五六七八九十百\d]+\s?条|[^“‘\n]{0,30}增加一?条)"
    r"(?=[^\n]{0,240}?(?:修改|改为|改成|删去|删除|增加|作为|合并|调整))[^\n]*",
    re.M,
)
AMENDING = re.compile(r"(?:修改|修正|修订).*(?:决定|修正案|令|通知|公告)|(?:决定|令).*(?:修改|修正|修订)")
LONGEST_AMENDMENT = 240  # characters of a line that is quoted whole
WHOLE = 0.75  # of the characters of a heading that must be said where the question may only share words with the title
SHORTEST_SHARED = 3  # characters of a heading by which a question names it
HELD = 0.6  # of its pairs of characters, where they do not stand together

# ---------------------------------------------------------------- units


def units_of(unit: Unit, of: str) -> list[Unit]:
    """What is counted under a unit when so many 章, 条, 部分 or 任务 are asked for."""
    outside = [u for child in unit.children if child.form not in BESIDE for u in (child, *child.walk())]
    if unit.form == "article":
        return _inside_article(unit, of)
    if of in LEGAL and (found := [u for u in outside if u.form == LEGAL[of]]):
        return found
    if of in BOXES:
        return unit.of(BOXES[of])
    if of in ("编", "章", "节") and (of != "节" or unit.form in ("document", "part", "chapter", "division")):
        return []
    if unit.form == "document":
        return parts(unit) if re.fullmatch(PARTS, of) else measures(unit, outside) if _is_measure(of) else []
    named = [child for child in unit.children if child.name and child.form not in BESIDE]
    if _is_measure(of) and not of.endswith("方面") and (deeper := _numbered_through(outside, len(named))):
        return deeper
    return named or [child for child in unit.children if child.form in (ITEM, PARAGRAPH, "row")]


def _inside_article(unit: Unit, of: str) -> list[Unit]:
    """The paragraphs of an article where 款 are counted, else its items."""
    if of == "款":
        return [child for child in unit.children if child.form == PARAGRAPH]
    return [item for child in unit.children for item in child.children if item.form == ITEM]


def _is_measure(of: str) -> bool:
    return bool(re.fullmatch(r"条|项|点|措施|举措|政策|内容|个?方面|任务|小标题", of))


def parts(root: Unit) -> list[Unit]:
    """The greatest headings of a document, of its most frequent form."""
    named = [child for child in root.children if child.name or child.form == "decimal"]
    named = [child for child in named if child.form not in BESIDE and child.name != "目录"]
    for form in ("part", "chapter", "one", "nth", "decimal"):
        own = main_sequence([child for child in named if child.form == form])
        if len(own) > 1 and (form != "decimal" or 2 * len(own) > len(named)):
            return own
    return named


def measures(root: Unit, outside: Sequence[Unit]) -> list[Unit]:
    """The measures of a document: the deepest numbering that counts through from its beginning to its end."""
    for form in ("article", "arabic", "bracket", "row", "one", "nth"):
        own = [unit for unit in outside if unit.form == form]
        if len(own) > 2 and [unit.number for unit in own] == [str(n) for n in range(1, len(own) + 1)]:
            return own
    return []


def of_number(root: Unit, number: str) -> list[Unit]:
    """The headings below the one unit that has so many: "八个方面工作" of a report whose second part has eight. Of a review
    and a plan, those of the plan."""
    having = []
    for unit in root.walk():
        below = [child for child in unit.children if child.name and child.form not in BESIDE]
        if len(below) > 2 and str(len(below)) == number and len({child.form for child in below}) == 1:
            having.append((unit, below))
    planned = [(unit, below) for unit, below in having if not PAST.search(unit.name)]
    best = planned or having
    return best[0][1] if len(best) == 1 else []


def _numbered_through(outside: Sequence[Unit], more_than: int) -> list[Unit]:
    """ "编了号的举措": measures that are numbered on under several headings, where they are more than these."""
    own = [unit for unit in outside if unit.form == "arabic"]
    numbers = [int(unit.number) for unit in own if unit.number.isdigit()]
    is_run = len(own) > more_than and numbers == list(range(numbers[0], numbers[0] + len(own)))
    return own if is_run else []


def units_under_a_heading(root: Unit, of: str) -> list[Unit]:
    """The headings under the one heading that bears the noun: "重点任务", "主要措施"."""
    noun = re.sub(r"^(?:个|大|项)", "", of)
    noun = re.sub(f"^(?:{WEIGHTY})", "", noun)
    if len(noun) < 2:
        return []
    bearing = [unit for unit in parts(root) if unit.name.endswith(noun)]
    if len(bearing) > 1 and 2 * len(bearing) > len(parts(root)):  # "一、关于资金问题", "二、关于渠道问题"
        return bearing
    above = [u for u in root.walk() if u.name and not PAST.search(u.name) and any(child.name for child in u.children)]
    for bears in (
        rf"(?:{WEIGHTY}){noun}",
        noun,
        "任务|重点工作|主要工作" if noun in ("工作", "任务", "举措", "措施") else noun,
    ):
        bearing = [u for u in above if re.search(bears, u.name)]
        if len(bearing) == 1:
            return [child for child in bearing[0].children if child.name]
        if bearing:
            return []
    return []


def counted_off(document: Document, root: Unit, of: str) -> list[Unit]:
    """The points that are counted off, "一是…", after a sentence that bears the noun: "抓好以下重点任务。"."""
    noun = re.sub(r"^(?:个|大|项)", "", of)
    found = [
        unit
        for unit in root.walk()
        if unit.form == "paragraph"
        and len(unit.children) > 1
        and len(noun) > 1
        and noun in document.text[unit.start : unit.children[0].start][-60:]
    ]
    return list(found[0].children) if len(found) == 1 else []


def numbered_so(root: Unit, text: str) -> list[Unit]:
    """The units of a document, or below a unit, that bear the numbers which a question describes: "带括号编号的"."""
    form = next((form for form, style in STYLES if style.search(text)), "")
    outside = [u for child in root.children if child.form not in BESIDE for u in (child, *child.walk())]
    own = [unit for unit in outside if unit.form == form]
    numbers = [int(unit.number) for unit in own if unit.number.isdigit()]
    is_through = numbers[:1] == [1] and all(a < b for a, b in pairwise(numbers))
    return own if is_through or form == "bracket" else []


def questions(text: str, root: Unit) -> list[Unit]:
    """The questions of a document that asks and answers: its lines "问：…？", or its headings where most of them ask."""
    asked = [Unit("question", str(n), m[0].strip(), *m.span()) for n, m in enumerate(QUESTION.finditer(text), start=1)]
    if len(asked) > 1:
        return asked
    named = parts(root)
    asking = [unit for unit in named if re.search("[？?]", text[unit.start : unit.end].partition("\n")[0])]
    return named if len(asking) > 2 and 3 * len(asking) >= 2 * len(named) else []


def amendments(document: Document) -> list[Unit]:
    """What a decision changes, each where it says so: "一、第五条第二款修改为："; () of a document that changes none."""
    if not AMENDING.search(document.title):
        return []
    found: list[Unit] = []
    for match in AMENDS.finditer(document.text):
        opening = re.match(r"[^\n]*?[：:](?=\s*[“‘\n]|$)", match[0])
        end = match.start() + opening.end() if opening else match.end()
        if end - match.start() <= LONGEST_AMENDMENT:
            found.append(Unit("line", str(len(found) + 1), "", match.start(), end))
    return found


def listed_annexes(document: Document) -> list[Unit]:
    """The annexes whose names a document lists at its end, one a line; else those that are known by name."""
    text = document.text
    opening = next(reversed(list(ANNEXES.finditer(text))), None)
    found: list[Unit] = []
    for match in re.compile(r"(?:^|(?<=[：:]))\s*(\d{1,2})\s?[.．、]\s*(\S[^\n]*)", re.M).finditer(
        text, opening.end() if opening else 0
    ):
        if not opening or int(match[1]) != len(found) + 1:
            break
        found.append(Unit("annex", match[1], match[2].strip(), match.start(1), match.end()))
    if found:
        return found
    places = [(number, name, text.rfind(name)) for number, name in enumerate(document.annexes, start=1)]
    return [Unit("annex", str(number), name, at, at + len(name)) for number, name, at in places if at >= 0]


def named_unit(
    asked: Asked, document: Document, text: str, counted: Sequence[str], any_depth: bool = False
) -> Unit | None:
    """The unit whose heading a question names; with something below it, unless any_depth.

    text: the question without the names of documents; where that names none and a document is only described, the whole
    question is looked at, for a heading may share words with the title.
    """
    found = _named_heading(asked, document, text, counted, any_depth)
    if found or asked.named.is_exact or not asked.named.is_said:
        return found
    found = _named_heading(asked, document, asked.question.plain, counted, any_depth, WHOLE)
    bare = fold(without_labels(found.name)) if found is not None else ""
    is_alone = len(left_over(fold(asked.question.plain).replace(bare, ""))) <= SHORTEST_SHARED
    return None if bare in fold(document.title) and not is_alone else found


def _named_heading(
    asked: Asked, document: Document, text: str, counted: Sequence[str], any_depth: bool, least: float = 0.0
) -> Unit | None:
    """least: share of the heading's characters that must be said."""
    said = PUNCTUATION.sub("", fold(text).replace("□", ""))
    nouns = {re.sub(r"^(?:个|大|项)", "", of) for of in counted}
    best: tuple[float, int, Unit] | None = None
    for unit in asked.outline(document).walk():
        if not unit.name or unit.form == "article" or not (any_depth or unit.children):
            continue
        name = PUNCTUATION.sub("", fold(without_labels(unit.name)))
        name = next((other for other in other_names(name) if other in said), name)
        shared = shared_run(name, said)
        held = _held(name, said)
        is_short = len(shared) < min(SHORTEST_SHARED, max(2, len(name)))
        if (is_short and held < HELD) or (shared in nouns and shared != name):
            continue
        if len(shared) < least * len(name):
            continue
        score = (max(len(shared) / len(name), held) + len(shared) / 20, -len(asked.outline(document).path_to(unit)))
        if best is None or score > best[:2]:
            best = (*score, unit)
    return best[2] if best else None


def other_names(name: str) -> tuple[str, ...]:
    """What else a chapter is called."""
    return next((tuple(one for one in alike if one != name) for alike in SAME_CHAPTER if name in alike), ())


def _held(name: str, said: str) -> float:
    """Share of the pairs of characters of a heading that a question says, in whatever order; 0 for a short heading."""
    pairs = {name[i : i + 2] for i in range(len(name) - 1)}
    return sum(pair in said for pair in pairs) / len(pairs) if len(pairs) > SHORTEST_SHARED else 0.0
