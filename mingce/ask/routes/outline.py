"""How many chapters, articles, tasks; which headings stand under another; what comes next; what a document is about.

tests/ask/routes/test_outline.py is the table of examples.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from mingce.ask.features import shared_run
from mingce.ask.phrasing import without_asking
from mingce.ask.routes.address import Address, NotThere, read_addresses, resolve, words_of
from mingce.ask.routes.asked import Asked, quoted
from mingce.ask.routes.frame import PUNCTUATION, left_over
from mingce.ask.routes.overview import overview
from mingce.ask.routes.reply import Line, Reply, Span
from mingce.ask.routes.units import (
    LEGAL,
    PARTS,
    SHORTEST_SHARED,
    WEIGHTY,
    WHOLE,
    counted_off,
    measures,
    named_unit,
    parts,
    units_of,
    units_under_a_heading,
)
from mingce.datatypes import Document
from mingce.text.fold import fold
from mingce.text.labels import without_labels
from mingce.text.numerals import in_chinese
from mingce.text.outline import Unit, number_of

ROUTE = "outline"
TASKS = "条|项|点|类|种|款|样|个?方面|大?任务|重点任务|重点工作|工作|措施|举措|行动|政策|建议|要求|意见|原则|目标|工程|小标题|内容"
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
UNITS = f"编|章|节|条|款|专栏|附件|附表|{PARTS}|{TASKS}"
ABSENT = re.compile(r"》.{0,24}(?:没有|不分).*。$")
MOST_LISTED = 60
HELD = 0.6  # of the words' weight must stand in the unit that is said to speak of them
OFTEN = 4  # occurrences of a word after which more of them tell nothing
LONGEST_LINE = 700  # characters of a line that is quoted beside a heading
Way = Callable[..., Iterator[Line]]


def reply(asked: Asked) -> Reply | None:
    """What the patterns know; None where the question asks otherwise, or for a document that is not known."""
    text = asked.named.rest
    documents = asked.named.documents
    if not documents:
        is_of_missing = asked.named.missing and any(_asks(pattern, text) for pattern in (COUNT, NAME, OVERVIEW, WHERE))
        return Reply.refusing(ROUTE, asked.missing()) if is_of_missing else None
    ways: tuple[Way, ...] = (_next, _count, _where, _name, _list)
    if not read_addresses(text)[0]:
        ways = (*ways, _overview)
    for way in ways:
        if found := _said(asked, [line for document in documents for line in way(asked, document, text)]):
            return found
    return None


def reply_to(asked: Asked, intent: str) -> Reply | None:
    """What is asked for by an intent of `INTENTS`, whatever its wording."""
    way = INTENTS[intent]
    text = asked.named.rest
    return _said(asked, [line for d in asked.named.documents for line in way(asked, d, text, is_certain=True)])


def _said(asked: Asked, found: Sequence[Line]) -> Reply | None:
    lines = list(_unique(found))
    if lines and all(not line.quotes and ABSENT.search(line.words) for line in lines):
        return Reply.refusing(ROUTE, "".join(line.words for line in lines))
    if not lines:
        return None
    notes = filter(None, [*map(asked.other_versions, asked.named.documents), asked.missing()])
    return Reply.of(ROUTE, [*lines, *map(Line, notes)])


def _asks(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a question asks by a pattern and says nothing else."""
    return bool(pattern.search(text)) and len(left_over(COUNT.sub("", pattern.sub("", text)))) <= SHORTEST_SHARED


# ---------------------------------------------------------------- ways to ask; is_certain: that it is asked in this way


def _count(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    """ "有几章几条", "保障措施列了几条", "七大重点任务": how many, and the headings where they are few and under a heading."""
    nouns = [noun_of(match) for match in COUNT.finditer(text)] or (_nouns(text) if is_certain else [])
    if not nouns:
        return
    root = asked.outline(document)
    addresses, rest = read_addresses(text)
    is_name = NAME.search(text) and not re.search(r"每|各|分别", text)
    above = named_unit(asked, document, text, nouns) or unit_at(root, addresses, nouns)
    if above is None and addresses and not is_name and (absent := absence(root, addresses, document)):
        yield absent
        return
    if not is_certain and above is not None and not addresses and _says_more(above, rest, nouns):
        return
    is_legal = asked.named.is_said and all(of in ("编", "章", "节") for of in nouns)
    more = left_over(_without_doing(NAME.sub("", COUNT.sub("", rest))))
    if above is None and not is_legal and not is_certain and len(more) > SHORTEST_SHARED:
        return
    if above is None and "条" in nouns and re.search(r"每一?章|各章|每个章", text):
        for chapter in root.of("chapter"):
            yield Line(f"{chapter.name}：{len(chapter.of('article'))} 条。", is_item=True)
        return
    told = []
    for of in nouns:
        units = _counted(document, above or root, of, text if is_certain else "")
        if not units:
            if of in LEGAL and above is None:
                told.append(Line(f"{quoted(document)}不分{of}。"))
            continue
        place = _place(document, above, addresses)
        told.append(Line(f"{place}共有 {len(units)} {_counter(of)}。", ()))
        if above or of not in ("条", "节") or NAME.search(text):
            told += _headings(asked, document, units)
        elif units[-1].form == "article":
            told[-1] = Line(told[-1].words, (asked.span(document, units[-1]),))
    yield from _unique(told)
    if NAME.search(text) and addresses and above is None:
        yield from _name(asked, document, COUNT.sub("", text))


def _counted(document: Document, above: Unit, of: str, text: str) -> list[Unit]:
    """The units that a noun counts under a unit or in a document; where the question says a number, the level that has
    as many."""
    numbered = NUMBERED.search(text)
    if numbered and numbered["of"] == of and (units := _of_number(document, above, numbered)):
        return units
    units = units_of(above, of)
    if not units and above.form == "document":
        units = units_under_a_heading(above, of) or counted_off(document, above, of)
    return units


def noun_of(match: re.Match[str]) -> str:
    """The noun that is counted."""
    found = next((value for name, value in match.groupdict().items() if name.startswith("of") and value), "")
    return {"具体举措": "举措", "条文": "条"}.get(found, found)


def _place(document: Document, above: Unit | None, addresses: Sequence[Address]) -> str:
    if above is None:
        return quoted(document)
    if addresses and not above.name:
        return f"{quoted(document)}{''.join(map(words_of, addresses[0]))}"
    return f"“{_words(above)}”下"


def _nouns(text: str) -> list[str]:
    """What a question counts that no pattern reads: the nouns that stand next to its words of counting, else the last."""
    beside = re.findall(
        rf"({UNITS})(?:的)?(?:数目?|总数|总量|个数|数量)|(?:数|几|多少)[^，。？]{{0,3}}?({UNITS})", text
    )
    nouns = [a or b for a, b in beside] or re.findall(UNITS, text)[-1:]
    return list(dict.fromkeys(nouns))


def _says_more(heading: Unit, rest: str, counted: Sequence[str]) -> bool:
    """Whether a question that counts anything but chapters and articles says more than the heading: it then asks for
    something that stands under it, "刑事赔偿里国家不赔的情形有哪几种"."""
    if all(of in LEGAL for of in counted):
        return False
    said = PUNCTUATION.sub("", fold(COUNT.sub("", LIST.sub("", rest))))
    shared = shared_run(PUNCTUATION.sub("", fold(without_labels(heading.name))), said)
    return len(left_over(_without_doing(said.replace(shared, "")))) > SHORTEST_SHARED


def _words(unit: Unit) -> str:
    """What a unit is called: its heading without the number, or the number where it has no other words."""
    return without_labels(unit.name) or unit.name or f"第{in_chinese(int(unit.number))}款"


def _list(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    """ "保障措施有哪几条", "七大重点任务的标题列一下": the headings under a heading, or the greatest ones."""
    if re.search(r"修正|修订|修改|改了|删|增加", text) and not is_certain:
        return  # what was changed does not stand in the outline
    match = LIST.search(text)
    under = re.search(r"(?:下面|之下|下|里面?|中|包括|包含|分为|分成)(?:都)?(?:有|含|列了?)?(?:哪|什么|几)", text)
    if not match and not under and not is_certain:
        return
    of = (match and (match["of"] or (match["named"] or "")[:1])) or ""
    root = asked.outline(document)
    addresses, rest = read_addresses(text)
    above = named_unit(asked, document, text, [of]) or unit_at(root, addresses, [of])
    numbered = NUMBERED.search(text)
    if numbered and ((match and not of) or is_certain) and (units := _of_number(document, above or root, numbered)):
        yield Line(f"{_place(document, above, addresses)}的{numbered[0]}：")
        yield from _headings(asked, document, units)
        return
    if above is None:
        if addresses and (absent := absence(root, addresses, document)):
            yield absent
            return
        is_frame = bool(match) and asked.named.is_said and bool(FRAME_WORDS.search(text))
        is_plain = match and (is_frame or len(left_over(_without_doing(LIST.sub("", rest)))) <= SHORTEST_SHARED)
        if not (is_plain or is_certain):
            return
        units = units_of(root, of) or units_under_a_heading(root, of) if of else parts(root)
        units = units or counted_off(document, root, of) or (parts(root) if is_certain else [])
    else:
        if not is_certain and not addresses and _says_more(above, rest, [of]):
            return
        units = _of_said_number(above, of or "项", match)
        if of != "条" and any(unit.form == "article" for unit in units) and not is_certain:
            return
    if units and (above is None or is_certain or all(unit.name for unit in units)):
        yield Line(f"{_place(document, above, addresses)}共有 {len(units)} {_counter(of or '项')}：")
        yield from _headings(asked, document, units)


def absence(root: Unit, addresses: Sequence[Address], document: Document) -> Line | None:
    """That there is no unit at the address, where there is none."""
    try:
        resolve(root, addresses[0], document.text)
    except NotThere as error:
        return Line(f"{quoted(document)}{error}。")
    return None


def unit_at(root: Unit, addresses: Sequence[Address], counted: Collection[str]) -> Unit | None:
    """The unit at the address that a question gives, where it gives one: "第二章分几节".

    counted: the nouns that it counts, which are no address.
    """
    if len(addresses) != 1 or addresses[0][-1].counter in counted:
        return None
    try:
        return resolve(root, addresses[0])[0]
    except NotThere:
        return None


def _of_number(document: Document, above: Unit, numbered: re.Match[str]) -> list[Unit]:
    """The units under another that a noun with a number means, where there are as many."""
    below = [u for child in above.children for u in (child, *child.walk())]
    named = [child for child in above.children if child.name]
    ways = [units_of(above, numbered["of"]), named, measures(above, below)]
    if above.form == "document":
        ways += [units_under_a_heading(above, numbered["of"]), parts(above)]
        ways.append(counted_off(document, above, numbered["of"]))
    return next((units for units in ways if str(len(units)) == number_of(numbered["n"])), [])


def _of_said_number(heading: Unit, of: str, match: re.Match[str] | None) -> list[Unit]:
    """What stands under a heading; where "哪五项" says how many, the level that has as many."""
    units = units_of(heading, of)
    said = re.search(r"哪([二三四五六七八九十两\d]+)", match[0]) if match else None
    named = [child for child in heading.children if child.name]
    return named if said and str(len(named)) == number_of(said[1]) else units


def _name(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    """ "第四章叫什么": the heading at an address."""
    addresses, rest = read_addresses(text)
    if not addresses:
        return
    if not is_certain and (not NAME.search(rest) or len(left_over(COUNT.sub("", NAME.sub("", rest)))) > 1):
        return
    for address in addresses:
        try:
            for unit in resolve(asked.outline(document), address):
                yield Line("", (asked.heading(document, unit),))
        except NotThere as error:
            yield Line(f"{quoted(document)}{error}。")


def _next(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    """ "“重点突破”后面那一部分是什么", "第三条的下一条": what stands beside a unit."""
    if match := NEXT.search(text):
        yield from _beside(asked, document, text, match, 1)
    elif is_certain or BEFORE.search(text):
        yield from _beside(asked, document, text, None if is_certain else BEFORE.search(text), 1 if is_certain else -1)


def _previous(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    yield from _beside(asked, document, text, BEFORE.search(text), -1)


def _beside(asked: Asked, document: Document, text: str, match: re.Match[str] | None, step: int) -> Iterator[Line]:
    """The unit behind (step 1) or before (-1) the one that is named; where none is, the one that the talk was about."""
    root = asked.outline(document)
    start, end = match.span() if match else (len(text), len(text))
    addresses, _ = read_addresses(text[:start])
    unit = named_unit(asked, document, text[:start] + text[end:], [], any_depth=True)
    if unit is None and addresses:
        try:
            unit = resolve(root, addresses[-1])[0]
        except NotThere:
            return
    if unit is None and (before := _in_talk(asked, document)):
        unit, step = before[0], step + before[1]
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


def _in_talk(asked: Asked, document: Document) -> tuple[Unit, int] | None:
    """The unit that the last question with one named, and how many steps the questions after it went on from there."""
    steps = 0
    for question in reversed(asked.question.history):
        text = asked.searcher.names.named(question).rest
        unit = named_unit(asked, document, text, [], any_depth=True)
        unit = unit or unit_at(asked.outline(document), read_addresses(text)[0], ())
        if unit is not None:
            steps += (1 if NEXT.search(text) else -1 if BEFORE.search(text) else 0) if steps == 0 else 0
            return unit, steps
        steps += 1 if NEXT.search(text) else -1 if BEFORE.search(text) else 0
    return None


def _where(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    """ "哪一章讲法律责任", "食品召回在第几章", "公积金的事是第几条": the units that speak of it, by heading or by words."""
    match = WHERE.search(text)
    if not match and not is_certain:
        return
    of = (match["of"] or match["in"]) if match else next(iter(re.findall(UNITS, text)[-1:]), "条")
    of = "任务" if re.search("工作|任务", of) else of
    rest = (
        f"{text[: match.start()]} {text[match.end() :]}" if match else re.sub(rf"[哪第几一个]*(?:{UNITS})", " ", text)
    )
    topic = left_over(without_asking(rest))
    folded = fold(document.text)
    words = {w: asked.searcher.vocabulary.rarity(w) for w in asked.searcher.vocabulary.words(topic) if len(w) > 1}
    words = {word: rarity for word, rarity in words.items() if word in folded}
    if len(topic) < 2 or not words or re.search(r"\d\s?(?:[万亿%％]|元|个|家)", topic):
        return
    root = asked.outline(document)
    units = units_of(root, of) or units_under_a_heading(root, of) or [unit for unit in root.walk() if unit.name]
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


def _overview(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    """ "讲了什么": the headings with the most central sentence of each; of a document or of one of its parts."""
    match = OVERVIEW.search(text)
    if not match and not is_certain:
        return
    addresses, rest = read_addresses(OVERVIEW.sub("", text))
    root: Unit | None = asked.outline(document)
    if addresses and is_certain:
        root = unit_at(asked.outline(document), addresses, ())
        if root is not None and root.form == "article":
            yield Line("", (asked.span(document, root),))
            return
    elif len(topic := left_over(rest)) > 1:
        root = named_unit(asked, document, rest, [], any_depth=True)
        if root is not None and len(shared_run(fold(without_labels(root.name)), fold(topic))) < WHOLE * len(topic):
            root = asked.outline(document) if is_certain else None
        root = asked.outline(document) if root is None and is_certain else root
    if root is not None:
        yield from overview(asked, document, root)


INTENTS: dict[str, Way] = {
    "count": _count,
    "headings": _list,
    "name": _name,
    "next": _next,
    "previous": _previous,
    "where": _where,
    "overview": _overview,
}


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
