"""How many chapters, articles, tasks; which headings stand under another; what comes next; what a document is about.

tests/ask/routes/test_outline.py is the table of examples.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from mingce.ask.features import shared_run
from mingce.ask.phrasing import without_asking
from mingce.ask.routes.address import Address, NotThere, read_addresses, resolve, words_of
from mingce.ask.routes.asked import Asked, quoted
from mingce.ask.routes.frame import PUNCTUATION, left_over
from mingce.ask.routes.reply import Line, Reply, Span
from mingce.datatypes import Document
from mingce.text.fold import fold
from mingce.text.labels import without_labels
from mingce.text.numerals import in_chinese
from mingce.text.outline import ITEM, PARAGRAPH, Unit, main_sequence, number_of

ROUTE = "outline"
LEGAL = {"编": "part", "章": "chapter", "节": "division", "条": "article"}
PARTS = "大部分|部分|大块|块|板块|篇章|一级标题|大标题"  # the greatest units of any document
TASKS = "条|项|点|类|种|款|样|个?方面|大?任务|重点任务|重点工作|工作|措施|举措|行动|政策|建议|要求|意见|原则|目标|工程|小标题|内容"
WEIGHTY = "重大|重点|主要|具体|核心|基本|保障"
SUM = r"(?<![好第])(?:几(?!个点|个百分|点钟|点[到至开])|多少)"
COUNT = re.compile(
    rf"{SUM}\s?(?:个|大|项|条|类|点)?\s?(?:{WEIGHTY})?(?P<of>编|章|节|条|{PARTS}|{TASKS})"
    rf"|(?P<of2>编|章|节|条|款|项|举措|任务|措施)(?:的)?(?:数量?|总数|个数)|(?P<of3>编|章|节)(?:不分|设不设|有没有)|(?:分不分|有没有分?|是不是分|设不设|是否分)(?P<of4>编|章|节)"
    rf"|(?:总共|一共|共|统共|共有|有)\s?(?:[\d一二三四五六七八九十百]+)\s?(?P<of5>编|章|节|条|款|项)(?=.{{0,12}}(?:吧|吗|对不对|没数错|对吗|是不是|没错))"
    rf"|(?P<of6>具体举措|任务|措施|条文)总数"
)
LISTED = TASKS.replace("|内容", "")
LIST = re.compile(
    rf"(?:哪|都有哪|分别是哪|是哪)(?:几|些|[二三四五六七八九十两\d]+)?\s?(?:个|大|项|条|类|点)?\s?(?:{WEIGHTY})?(?P<of>编|章|节|{PARTS}|{LISTED})"
    r"|(?P<named>章名|节名)|(?:各|每|一级|二级|大|小)*(?:标题|题目|目录|提纲|框架|结构)"
)
FRAME_WORDS = re.compile(r"框架|目录|提纲|结构|章名|节名|小标题|各章|哪些章|哪几章")
# "十项重点工作", "八个部分", "七大重点任务": what is to be listed, with its number
NUMBERED = re.compile(
    rf"(?P<n>[二三四五六七八九十\d]+)\s?(?:个|大|项|条|类|点)?\s?(?:{WEIGHTY})?(?P<of>{PARTS}|{LISTED})"
)
NAME = re.compile(r"叫(?:做)?(?:什么|啥)(?:名字|名称|名)?|(?:的)?(?:标题|题目|名称|名字|全称)(?:是|叫)?(?:什么|啥)?")
_UNIT = "个|项|条|章|节|部分|点|块|段"
NEXT = re.compile(
    rf"(?:的)?(?:后面|之后|下面|完了|后边)(?:那|的|紧接着|紧挨着|接着|紧跟着|是)*(?:一)?(?:{_UNIT})?(?:的)?(?:是|讲|写|说)?(?:什么|啥|哪(?:一)?(?:{_UNIT})?|的)|(?:的)?下一(?:{_UNIT})|接着(?:是|讲)(?:什么|啥|哪(?:一)?(?:{_UNIT})?)"
)
BEFORE = re.compile(
    rf"(?:的)?(?:前面|之前|上面|前边)(?:那|的|紧挨着|是)*(?:一)?(?:{_UNIT})?(?:的)?(?:是|讲|写|说)?(?:什么|啥|哪(?:一)?(?:{_UNIT})?|的)|(?:的)?(?:上|前)一(?:{_UNIT})"
)
_SPEAKS = "讲|说|规定|提|谈|写|涉及|有关|关于|管"
WHERE = re.compile(
    rf"(?:哪|第几)(?:一|几)?(?:个|大)?(?P<of>编|章|节|条(?![路街线河])|部分|板块|篇|块|项|点|段)(?:里|中|里面|当中)?(?:是|专门)*(?:{_SPEAKS})(?:到|的是|了|的|过)?"
    r"|(?:在|属于|位于|规定在|写在|放在|摆在|归在|落在|列在|出现在|见于?|是|该?翻|翻到|查|对应|算|属|归)[^，。？?]{0,16}?(?:哪|第几)(?:一)?(?:个|大|项)?(?P<in>编|章|节|条(?![路街线河])|部分|板块|篇|段|点|块|任务|项(?:重点)?(?:工作|任务)|重点工作)(?:哪(?:一)?(?:节|条))?(?:里|中|里面|当中)?"
)
OVERVIEW = re.compile(
    r"(?:都|主要|大概|大致|大体|核心|具体|到底|究竟|重点|总体上?)*(?:是)?(?:讲|说|写|规定|涉及|谈|聊|强调|部署|提)(?:的|了|到)?(?:是)?(?:些|点)?(?:什么|啥|哪些)(?:内容|方面|事|东西)?|(?:主要|核心|基本|重点|大概)?(?:的)?(?:内容|精神|要点|大意|梗概|概要|概况)(?:是|有)?(?:什么|哪些|啥)?|"
    r"(?:总结|概括|概述|归纳|梳理|介绍|综述)(?:一下|下)?(?:全文|内容|要点|主要内容|重点)?|(?:是)?(?:关于|有关)(?:什么|啥|哪方面)(?:的)?"
)
AS_OVERVIEW = "以下是各部分的标题和其中最有代表性的一句，供总览，不是全文摘要。"
ARTICLES = re.compile(r"条例|办法|规定|细则|法")
ABSENT = re.compile(r"》.{0,24}(?:没有|不分).*。$")
PAST = re.compile(r"回顾|总结|成效|成绩|成就|过去")
# Headings of what stands beside the text itself
BESIDE = ("annex", "box")
MOST_LISTED = 60
OFTEN = 4  # occurrences of a word after which more of them tell nothing
HELD = 0.6  # of the words' weight must stand in the unit that is said to speak of them
LONGEST_LINE = 700  # characters of a line that is quoted beside a heading
WHOLE = 0.75  # of the words of a question must be those of the heading whose text is to be outlined
SHORTEST_SHARED = 3  # characters of a heading by which a question names it


def reply(asked: Asked) -> Reply | None:
    text = asked.named.rest
    documents = asked.named.documents
    named_missing = asked.named.missing and not documents
    ways = (
        (_next, _count, _where, _name, _list)
        if read_addresses(text)[0]
        else (_next, _count, _where, _name, _list, _overview)
    )
    for way in ways:
        if named_missing or not documents:
            if way in (_count, _name, _overview, _where) and named_missing and way_asks(way, text):
                return Reply.refusing(ROUTE, asked.missing())
            continue
        lines = [line for document in documents for line in way(asked, document, text)]
        lines = list(_unique(lines))
        if lines and all(not line.quotes and ABSENT.search(line.words) for line in lines):
            return Reply.refusing(ROUTE, "".join(line.words for line in lines))
        if lines:
            notes = filter(None, [*map(asked.other_versions, documents), asked.missing()])
            return Reply.of(ROUTE, [*lines, *map(Line, notes)])
    return None


def way_asks(way: object, text: str) -> bool:
    pattern = {_count: COUNT, _name: NAME, _overview: OVERVIEW, _where: WHERE}[way]  # type: ignore[index]
    match = pattern.search(text)
    return bool(match) and len(left_over(COUNT.sub("", pattern.sub("", text)))) <= SHORTEST_SHARED


# ---------------------------------------------------------------- ways to ask


def _count(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    """ "有几章几条", "保障措施列了几条", "七大重点任务": how many, and the headings where they are few and under a heading."""
    matches = list(COUNT.finditer(text))
    if not matches:
        return
    root = asked.outline(document)
    addresses, rest = read_addresses(text)
    heading = _heading(asked, document, text, [_of(m) for m in matches]) or _at(root, addresses, text)
    if heading is None and addresses and (absent := _absence(root, addresses, document)):
        yield absent
        return
    if heading is not None and not addresses and _says_more(heading, rest, [_of(m) for m in matches]):
        return
    is_legal = asked.named.is_said and all(_of(m) in ("编", "章", "节") for m in matches)
    if (
        heading is None
        and not is_legal
        and len(left_over(_without_doing(NAME.sub("", COUNT.sub("", rest))))) > SHORTEST_SHARED
    ):
        return
    told = []
    if heading is None and re.search(r"每一?章|各章|每个章", text) and any(_of(m) == "条" for m in matches):
        for chapter in root.of("chapter"):
            told.append(Line(f"{chapter.name}：{len(chapter.of('article'))} 条。", is_item=True))
        yield from told
        return
    for match in matches:
        of = _of(match)
        units = _units(heading or root, of)
        if not units and heading is None:
            units = _units_under_a_heading(root, of) or _counted_off(document, root, of)
        if not units:
            if of in LEGAL:
                told.append(Line(f"{quoted(document)}不分{of}。"))
            continue
        place = f"“{_words(heading)}”下" if heading else quoted(document)
        if heading and addresses and not heading.name:
            place = f"{quoted(document)}{''.join(map(words_of, addresses[0]))}"
        told.append(Line(f"{place}共有 {len(units)} {_counter(of)}。", ()))
        if heading or of not in ("条", "节") or NAME.search(text):
            told += _headings(asked, document, units)
        elif of == "条":
            told[-1] = (
                Line(told[-1].words, (asked.span(document, units[-1]),)) if units[-1].form == "article" else told[-1]
            )
    yield from _unique(told)
    if NAME.search(text) and addresses and heading is None:
        yield from _name(asked, document, COUNT.sub("", text))


def _says_more(heading: Unit, rest: str, counted: Sequence[str]) -> bool:
    """Whether a question that counts anything but chapters and articles says more than the heading: it then asks for
    something that stands under it, "刑事赔偿里国家不赔的情形有哪几种"."""
    if all(of in LEGAL for of in counted):
        return False
    said = PUNCTUATION.sub("", fold(COUNT.sub("", LIST.sub("", rest))))
    shared = shared_run(PUNCTUATION.sub("", fold(without_labels(heading.name))), said)
    return len(left_over(_without_doing(said.replace(shared, "")))) > SHORTEST_SHARED


def _of(match: re.Match[str]) -> str:
    """The noun that is counted."""
    found = next((value for name, value in match.groupdict().items() if name.startswith("of") and value), "")
    return {"具体举措": "举措", "条文": "条"}.get(found, found)


def _words(unit: Unit) -> str:
    """What a unit is called: its heading without the number, or the number where it has no other words."""
    return without_labels(unit.name) or unit.name or f"第{in_chinese(int(unit.number))}款"


def _list(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    """ "保障措施有哪几条", "七大重点任务的标题列一下": the headings under a heading, or the greatest ones."""
    if re.search(r"修正|修订|修改|改了|删|增加", text):
        return  # what was changed does not stand in the outline
    match = LIST.search(text)
    under = re.search(r"(?:下面|之下|下|里面?|中|包括|包含|分为|分成)(?:都)?(?:有|含|列了?)?(?:哪|什么|几)", text)
    if not match and not under:
        return
    of = (match and (match["of"] or (match["named"] or "")[:1])) or ""
    root = asked.outline(document)
    numbered = NUMBERED.search(text)
    if match and not of and numbered and (units := _of_number(document, root, numbered)):
        yield Line(f"{quoted(document)}的{numbered[0]}：")
        yield from _headings(asked, document, units)
        return
    addresses, rest = read_addresses(text)
    heading = _heading(asked, document, text, [of]) or _at(root, addresses, text)
    if heading is None:
        if addresses and (absent := _absence(root, addresses, document)):
            yield absent
            return
        is_frame = bool(match) and asked.named.is_said and bool(FRAME_WORDS.search(text))
        if not match or (not is_frame and len(left_over(_without_doing(LIST.sub("", rest)))) > SHORTEST_SHARED):
            return
        units = _units(root, of) or _units_under_a_heading(root, of) if of else _parts(root)
        units = units or _counted_off(document, root, of)
    else:
        if not addresses and _says_more(heading, rest, [of]):
            return
        units = _of_said_number(heading, of or "项", match)
        if of != "条" and any(unit.form == "article" for unit in units):
            return
    if units and (heading is None or all(unit.name for unit in units)):
        place = f"“{_words(heading)}”下" if heading else quoted(document)
        yield Line(f"{place}共有 {len(units)} {_counter(of or '项')}：")
        yield from _headings(asked, document, units)


def _of_number(document: Document, root: Unit, numbered: re.Match[str]) -> list[Unit]:
    """The units that a noun with a number means, where there are as many."""
    ways = (
        _units_under_a_heading(root, numbered["of"]),
        _parts(root),
        _measures(root, [u for child in root.children for u in (child, *child.walk())]),
        _counted_off(document, root, numbered["of"]),
    )
    return next((units for units in ways if str(len(units)) == number_of(numbered["n"])), [])


def _of_said_number(heading: Unit, of: str, match: re.Match[str] | None) -> list[Unit]:
    """What stands under a heading; where "哪五项" says how many, the level that has as many."""
    units = _units(heading, of)
    said = re.search(r"哪([二三四五六七八九十两\d]+)", match[0]) if match else None
    named = [child for child in heading.children if child.name]
    return named if said and str(len(named)) == number_of(said[1]) else units


def _name(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    """ "第四章叫什么": the heading at an address."""
    addresses, rest = read_addresses(text)
    if not addresses or not NAME.search(rest) or len(left_over(COUNT.sub("", NAME.sub("", rest)))) > 1:
        return
    for address in addresses:
        try:
            for unit in resolve(asked.outline(document), address):
                yield Line("", (asked.heading(document, unit),))
        except NotThere as error:
            yield Line(f"{quoted(document)}{error}。")


def _next(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    """ "“重点突破”后面那一部分是什么", "第三条的下一条": what stands beside a unit."""
    match = NEXT.search(text) or BEFORE.search(text)
    if not match:
        return
    step = 1 if NEXT.search(text) else -1
    root = asked.outline(document)
    rest = f"{text[: match.start()]}{text[match.end() :]}"
    addresses, _ = read_addresses(text[: match.start()])
    unit = _heading(asked, document, rest, [], any_depth=True)
    if unit is None and addresses:
        try:
            unit = resolve(root, addresses[-1])[0]
        except NotThere:
            return
    if unit is None:
        return
    path = root.path_to(unit)
    siblings = (path[-2] if len(path) > 1 else root).children
    if unit.form == "article":
        siblings = tuple(root.of("article"))
    at = siblings.index(unit) + step
    if 0 <= at < len(siblings):
        found = siblings[at]
        span = asked.heading(document, found) if found.name and found.form != "article" else asked.span(document, found)
        yield Line("下一项：" if step > 0 else "上一项：", (span,))
    else:
        yield Line(f"“{unit.name}”已经是{'最后' if step > 0 else '最前'}一项。", (asked.heading(document, unit),))


def _where(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    """ "哪一章讲法律责任", "食品召回在第几章", "公积金的事是第几条": the units that speak of it, by heading or by words."""
    match = WHERE.search(text)
    if not match:
        return
    of = match["of"] or match["in"]
    of = "任务" if re.search("工作|任务", of) else of
    topic = left_over(without_asking(f"{text[: match.start()]} {text[match.end() :]}"))
    folded = fold(document.text)
    words = {w: asked.searcher.vocabulary.rarity(w) for w in asked.searcher.vocabulary.words(topic) if len(w) > 1}
    words = {word: rarity for word, rarity in words.items() if word in folded}
    if len(topic) < 2 or not words or re.search(r"\d\s?(?:[万亿%％]|元|个|家)", topic):
        return
    root = asked.outline(document)
    units = _units(root, of) or _units_under_a_heading(root, of) or [unit for unit in root.walk() if unit.name]
    by_name = [unit for unit in units if fold(topic) in fold(unit.name)]
    if not by_name:  # the unit above a heading of those words
        below = [unit for unit in root.walk() if unit.name and fold(topic) in fold(unit.name)]
        by_name = [unit for unit in units if any(unit.start <= one.start < unit.end for one in below)]
    best = by_name or _speaking(document, units, words)
    if re.search("[章部].{0,3}哪(?:一)?节", text):
        best += [
            child
            for unit in best
            for child in unit.children
            if child.form == "division" and fold(topic) in fold(child.name)
        ]
    for unit in best[:3]:
        yield Line("", (asked.heading(document, unit) if unit.form != "article" else asked.span(document, unit),))
        if not by_name and unit.form != "article":
            yield from (Line("", (span,)) for span in _saying(asked, document, unit, words))


def _speaking(document: Document, units: Sequence[Unit], words: Mapping[str, float]) -> list[Unit]:
    """The unit that holds most of the words, weighted by rarity; the heading counts twice; none where it holds few."""
    whole = sum(words.values())
    scored = []
    for unit in units:
        text, name = fold(document.text[unit.start : unit.end]), fold(unit.name)
        held = sum(rarity for word, rarity in words.items() if word in text)
        often = sum(min(text.count(word), OFTEN) * rarity for word, rarity in words.items()) / OFTEN
        scored.append((held + sum(rarity for word, rarity in words.items() if word in name) + often / 2, held, unit))
    best = max(scored, key=lambda one: one[0], default=None)
    return [best[2]] if best and best[1] >= HELD * whole else []


def _saying(asked: Asked, document: Document, unit: Unit, words: Mapping[str, float]) -> list[Span]:
    """The line of a unit that holds most of the words."""
    spans = [
        asked.trimmed(document, *m.span()) for m in re.compile(r"[^\n]+").finditer(document.text, unit.start, unit.end)
    ]
    held = [sum(rarity for word, rarity in words.items() if word in fold(asked.text(span))) for span in spans]
    best = max(range(len(spans)), key=held.__getitem__, default=None)
    return [spans[best]] if best is not None and held[best] and len(asked.text(spans[best])) <= LONGEST_LINE else []


def _overview(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    """ "讲了什么": the headings with the most central sentence of each; of a document or of one of its parts."""
    match = OVERVIEW.search(text)
    if not match:
        return
    rest = OVERVIEW.sub("", text)
    root: Unit | None = asked.outline(document)
    if len(topic := left_over(rest)) > 1:
        root = _heading(asked, document, rest, [], any_depth=True)
        if root is not None and len(shared_run(fold(without_labels(root.name)), fold(topic))) < WHOLE * len(topic):
            return
    if root is not None:
        yield from overview(asked, document, root)


def overview(asked: Asked, document: Document, root: Unit) -> Iterator[Line]:
    """The headings below a unit, each with its most central sentence; without headings, its central sentences."""
    units = [unit for unit in (_parts(root) if root.form == "document" else root.children) if unit.name]
    if len(units) == 1 and units[0].children and any(c.name for c in units[0].children):
        units = [unit for unit in units[0].children if unit.name]
    yield Line(AS_OVERVIEW if units else "以下是最有代表性的几句，供总览，不是全文摘要。")
    if not units:
        for span in central(asked, document, root.start, root.end, 5):
            yield Line("", (span,), is_item=True)
    for unit in units[:MOST_LISTED]:
        heading = asked.heading(document, unit)
        sentence = central(asked, document, unit.start, unit.end, 1)
        yield Line("", (heading, *(s for s in sentence if not (heading.start <= s.start < heading.end))), is_item=True)


# ---------------------------------------------------------------- units


def _units(unit: Unit, of: str) -> list[Unit]:
    """What is counted under a unit when so many 章, 条, 部分 or 任务 are asked for."""
    outside = [u for child in unit.children if child.form not in BESIDE for u in (child, *child.walk())]
    if unit.form == "article":
        return _inside_article(unit, of)
    if of in LEGAL and (found := [u for u in outside if u.form == LEGAL[of]]):
        return found
    if of in ("编", "章", "节"):
        return []
    if unit.form == "document":
        return _parts(unit) if re.fullmatch(PARTS, of) else _measures(unit, outside) if _is_measure(of) else []
    named = [child for child in unit.children if child.name and child.form not in BESIDE]
    if _is_measure(of) and (deeper := _numbered_through(outside, len(named))):
        return deeper
    return named or [child for child in unit.children if child.form in (ITEM, PARAGRAPH)]


def _inside_article(unit: Unit, of: str) -> list[Unit]:
    """The paragraphs of an article where 款 are counted, else its items."""
    if of == "款":
        return [child for child in unit.children if child.form == PARAGRAPH]
    return [item for child in unit.children for item in child.children if item.form == ITEM]


def _is_measure(of: str) -> bool:
    return bool(re.fullmatch(r"条|项|点|措施|举措|政策|内容|个?方面|任务|小标题", of))


def _parts(root: Unit) -> list[Unit]:
    """The greatest headings of a document, of its most frequent form."""
    named = [child for child in root.children if child.name and child.form not in BESIDE and child.name != "目录"]
    for form in ("part", "chapter", "one", "nth"):
        own = main_sequence([child for child in named if child.form == form])
        if len(own) > 1:
            return own
    return named


def _measures(root: Unit, outside: Sequence[Unit]) -> list[Unit]:
    """The measures of a document: the deepest numbering that counts through from its beginning to its end."""
    for form in ("article", "arabic", "bracket", "one", "nth"):
        own = [unit for unit in outside if unit.form == form]
        if len(own) > 2 and [unit.number for unit in own] == [str(n) for n in range(1, len(own) + 1)]:
            return own
    return []


def _numbered_through(outside: Sequence[Unit], more_than: int) -> list[Unit]:
    """ "编了号的举措": measures that are numbered on under several headings, where they are more than these."""
    own = [unit for unit in outside if unit.form == "arabic"]
    numbers = [int(unit.number) for unit in own if unit.number.isdigit()]
    is_run = len(own) > more_than and numbers == list(range(numbers[0], numbers[0] + len(own)))
    return own if is_run else []


def _units_under_a_heading(root: Unit, of: str) -> list[Unit]:
    """The headings under the one heading that bears the noun: "重点任务", "主要措施"."""
    noun = re.sub(r"^(?:个|大|项)", "", of)
    noun = re.sub(f"^(?:{WEIGHTY})", "", noun)
    if len(noun) < 2:
        return []
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


def _absence(root: Unit, addresses: Sequence[Address], document: Document) -> Line | None:
    """That there is no unit at the address, where there is none."""
    try:
        resolve(root, addresses[0], document.text)
    except NotThere as error:
        return Line(f"{quoted(document)}{error}。")
    return None


def _counted_off(document: Document, root: Unit, of: str) -> list[Unit]:
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


def _at(root: Unit, addresses: Sequence[Address], text: str) -> Unit | None:
    """The unit at the address that a question gives, where it gives one: "第二章分几节"."""
    counted = {_of(match) for match in COUNT.finditer(text)}
    is_name = NAME.search(text) and not re.search(r"每|各|分别", text)
    if len(addresses) != 1 or (is_name and not counted) or addresses[0][-1].counter in counted:
        return None
    try:
        return resolve(root, addresses[0])[0]
    except NotThere:
        return None


def _heading(
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
    is_of_title = found is not None and fold(without_labels(found.name)) in fold(document.title)
    return None if is_of_title else found


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
        shared = shared_run(name, said)
        if len(shared) < min(SHORTEST_SHARED, max(2, len(name))) or (shared in nouns and shared != name):
            continue
        if len(shared) < least * len(name):
            continue
        score = (len(shared) / len(name) + len(shared) / 20, -len(asked.outline(document).path_to(unit)))
        if best is None or score > best[:2]:
            best = (*score, unit)
    return best[2] if best else None


def _without_doing(text: str) -> str:
    """A question without words like 部署了, 提了, 定了, 开展."""
    return re.sub(
        r"答复|部署|提出|提|定|出|列|讲|开展|实施|明确|安排|布置|确定|给|对|要|当年|明年|今年|当前|总共|一共|共|合计|分为|分成|分|有|大|每|各|那|这|重大|主要|重点|用|从|工作|下面|之下|标题|\d{4}年?|份|开",
        "",
        text,
    )


# ---------------------------------------------------------------- saying


def _headings(asked: Asked, document: Document, units: Sequence[Unit]) -> list[Line]:
    lines = [
        Line("", (asked.heading(document, unit) if unit.name else asked.span(document, unit),), is_item=True)
        for unit in units[:MOST_LISTED]
    ]
    return [*lines, Line(f"以上列出前 {MOST_LISTED} 项。")] if len(units) > MOST_LISTED else lines


def _counter(of: str) -> str:
    """
    >>> _counter("章"), _counter("任务"), _counter("个方面"), _counter("大块")
    ('章', '项任务', '个方面', '个部分')
    """
    if of in LEGAL or of in ("项", "点", "款", "种", "类", "目"):
        return of
    if re.fullmatch(PARTS, of):
        return "个部分"
    return of if of.startswith("个") else f"个{of}" if of == "方面" else f"项{of.lstrip('大')}"


def _unique(lines: Sequence[Line]) -> Iterator[Line]:
    seen = set()
    for line in lines:
        if (line.words, line.quotes) not in seen:
            seen.add((line.words, line.quotes))
            yield line


def central(asked: Asked, document: Document, start: int, end: int, most: int) -> list[Span]:
    """The sentences of a passage that are nearest to all of its sentences, in reading order."""
    contents = asked.contents
    rows = contents.section_rows[document.id]
    first, last = int(contents.first[rows.start]), int(contents.first[rows.stop])
    inside = [
        row
        for row in range(first, last)
        if start <= contents.sentences[row].start
        and contents.sentences[row].end <= end
        and len(contents.sentence_text(row).strip()) >= 12
        and not contents.is_heading(row)
        and contents.sentence_text(row).strip() not in document.title
    ]
    if not inside:
        return []
    vectors = contents.sentence_vectors.rows()[inside]
    nearness = vectors @ vectors.mean(axis=0)
    chosen = sorted(np.argsort(-nearness, kind="stable")[:most].tolist())
    sentences = [contents.sentences[inside[i]] for i in chosen]
    return [asked.trimmed(document, s.start, s.end) for s in sentences]
