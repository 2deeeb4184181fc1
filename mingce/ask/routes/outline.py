"""How many chapters, articles, tasks; which headings stand under another; what comes next; what a document is about.

tests/ask/routes/test_outline.py is the table of examples.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from mingce.ask.features import shared_run
from mingce.ask.routes.address import read_addresses, unit_at, units_at
from mingce.ask.routes.asked import Asked, quoted
from mingce.ask.routes.beside import in_talk, next_unit, previous_unit
from mingce.ask.routes.frame import PUNCTUATION, left_over
from mingce.ask.routes.overview import overview
from mingce.ask.routes.reply import Line, Reply, Span
from mingce.ask.routes.resolve import Address, NotThere, words_of
from mingce.ask.routes.units import (
    BOXES,
    LEGAL,
    PARTS,
    SHORTEST_SHARED,
    TASKS,
    UNITS,
    WEIGHTY,
    WHOLE,
    amendments,
    counted_off,
    listed_annexes,
    measures,
    named_unit,
    numbered_so,
    of_number,
    parts,
    questions,
    units_of,
    units_under_a_heading,
)
from mingce.ask.routes.where import WHERE, found_where, where
from mingce.datatypes import Document
from mingce.text.fold import fold
from mingce.text.labels import without_labels
from mingce.text.numerals import in_chinese
from mingce.text.outline import Unit, number_of

ROUTE = "outline"
SUM = r"(?<![好第])(?:几(?!个点|个百分|点钟|点[到至开])|多少)"
# "几条", "多少条工作举措", "几个专栏"; "章数"; "分不分章"; "有十三条吧"; "排到第几条为止"; "内设机构又是几个"
COUNT = re.compile(
    rf"{SUM}\s?(?:个|大|项|条|类|点)?小?\s?(?:{WEIGHTY}|工作(?=措施|举措|任务|要求))?(?P<of>编|章|节|条|专栏|附件|附表|{PARTS}|{TASKS})"
    rf"|(?P<of2>编|章|节|条|款|项|举措|任务|措施)(?:的)?(?:数量?|总数|个数)|(?P<of3>编|章|节)(?:不分|设不设|有没有)|(?:分不分|有没有分?|是不是分|设不设|是否分)(?P<of4>编|章|节)"
    rf"|(?:总共|一共|共|统共|共有|有)\s?(?:[\d一二三四五六七八九十百]+)\s?(?P<of5>编|章|节|条|款|项)(?=.{{0,12}}(?:吧|吗|对不对|没数错|对吗|是不是|没错))"
    rf"|(?P<of6>具体举措|任务|措施|条文)总数|(?:到|至)第几(?P<of7>编|章|节|条|款|项|点)(?:为止|结束|截止|止|完|了|(?=[，。？?]*$))"
    rf"|(?P<of9>专栏|附件|附表|编|章|节|{PARTS}|{TASKS})(?:总共|一共|共|总计)?(?:有|是|列了)?{SUM}个?(?=[，。？?呢啊呀]*$)"
    rf"|{SUM}(?P<of8>个)(?=[，。？?呢啊呀]*$)"
)
SPAN = re.compile(
    r"(?:第几|哪一?)[编章节条款项点]?[^，。？]{0,4}?(?:到|至|—|-)(?:第几|哪一?)(?P<of>编|章|节|条|款|项|点)(?:为止|结束|止)?"
)
# "起于第几条、止于第几条", "从哪条起哪条止", "起止条款", "哪条打头、哪条收尾"
ENDS = re.compile(
    r"(?:起|始|打头|开头|开始)[^。？]{0,10}?(?:第几|哪一?|几|多少)?[^。？]{0,10}?(?:止|终|收尾|结尾|结束|为末|到底|完)"
)
OF_ENDS = re.compile(r"(?:(?:第几|哪一?|哪几)(?P<of>编|章|节|条|款|项|点)|(?P<of2>条)(?:款|文))")
# "编到第几", "排到多少号", "最后一项编号是多少"
COUNTED_TO = re.compile(
    r"(?:编|排|数|列|写|标)号?(?:到|至)了?(?:第?几|多少|哪)|(?:编号|序号)(?:是|为)?(?:几|多少|第几)|总数|总量"
)
OF_QUESTIONS = re.compile(
    rf"(?:{SUM}|哪些?|哪几|什么)\s?(?:个|组|条|项|道|类|大)*(?:问答|提问|疑问|问题|问|组)|(?:问答|提问|疑问|问题)(?:总共|一共|共|总计)?(?:有|是)?{SUM}[个组条]?"
)
ASKS_AND_ANSWERS = re.compile(r"解答|回答|答复|答疑|解读|回应|一问一答|问答|常见|设置|设|答")
CHANGED = re.compile(
    r"(?:修改|修正|修订|改动|改|动|调整|变动)(?:了|过|的|到)?(?:是)?[^，。？]{0,8}?(?:哪|几|多少|什么)[^，。？]{0,4}?(?:条|款|项|处|地方|内容)"
    r"|(?:哪|几|多少)[^，。？]{0,4}?(?:条|款|处|地方)[^，。？]{0,6}?(?:修改|修正|修订|改|动)"
)
AT_PLACE = re.compile(
    r"[是在][^，。？]{0,3}(?:第几|哪一?)(?:编|章|节)|这一?(?:编|章|节)"
)  # "在第几章，从第几条到第几条"

LISTED = TASKS.replace("|内容", "")
LIST = re.compile(
    rf"(?:哪|都有哪|分别是哪|是哪)(?:几|些|(?P<n>[二三四五六七八九十两\d]+))?\s?(?:个|大|项|条|类|点)?\s?(?:{WEIGHTY})?(?P<of>编|章|节|{PARTS}|{LISTED})"
    r"|(?P<named>章名|节名)|(?:各|每|一级|二级|大|小)*(?:标题|题目|目录|提纲|框架|结构)|(?:各|每一?个?)(?P<each>编|章|节|部分)(?:的)?(?:名称|名字|名)"
)
FRAME_WORDS = re.compile(r"框架|目录|提纲|结构|章名|节名|小标题|各章|哪些章|哪几章")
# "十项重点工作", "八个部分", "七大重点任务": what is to be listed, with its number
NUMBERED = re.compile(
    rf"(?P<n>[二三四五六七八九十\d]+)\s?(?:个|大|项|条|类|点)?\s?(?:{WEIGHTY})?(?P<of>{PARTS}|{LISTED})"
)
EACH_WORD = re.compile(r"全文|原文|逐字|一字不")
POINTED = re.compile(
    r"(?:这|该|此|那)一?(?:编|章|节|部分|块)(?!后|前|的?[上下]一)"
)  # "这一章有几条" after "第四章叫什么"
OF_BEFORE = re.compile(r"(?:它|其|这)?(?:底下|下面|下头|里面|其中|之下)")  # "是第几大点，底下含哪些条"
NAME = re.compile(r"叫(?:做)?(?:什么|啥)(?:名字|名称|名)?|(?:的)?(?:标题|题目|名称|名字|全称)(?:是|叫)?(?:什么|啥)?")
OVERVIEW = re.compile(
    r"(?:都|主要|大概|大致|大体|核心|具体|到底|究竟|重点|总体上?)*(?:是)?(?:讲|说|写|规定|涉及|谈|聊|强调|部署|提)(?:的|了|到)?(?:是)?(?:些|点)?(?:什么|啥|哪些)(?:内容|方面|事|东西)?|(?:主要|核心|基本|重点|大概)?(?:的)?(?:内容|精神|要点|大意|梗概|概要|概况)(?:是|有)?(?:什么|哪些|啥)?|"
    r"(?:总结|概括|概述|归纳|梳理|介绍|综述)(?:一下|下)?(?:全文|内容|要点|主要内容|重点)?|(?:是)?(?:关于|有关)(?:什么|啥|哪方面)(?:的)?"
)
# "规划要包含哪些主要内容" asks for what the text demands.
DUTY = re.compile(r"(?:应当?|要|必须|须|需要?|得)(?:当|明确)?(?:包括|包含|载明|写明|写清|写进|具备|列明|注明|含有?)")
ABSENT = re.compile(r"》.{0,24}(?:没有|不分).*。$")
# The number of a heading alone on its line: "2.3", "（三）", "48.", "第二章"
BARE_LABEL = re.compile(
    r"(?:[\d.．]+|[（(]?[一二三四五六七八九十百\d]+[）)、.．]|第[一二三四五六七八九十百\d]+(?:编|章|节|部分))"
)
MOST_LISTED = 60
# "老同志问一句：□…", "我是团里干事，…"
OCCASION = re.compile(
    r"^(?:[^□：:，,。“”]{2,16}[：:](?=[^：:]*□)|(?:我|俺|咱)们?(?:是|在|就是)[^□，,。：:]{2,16}[，,。：:])"
)
# "05年某某做的□"
DESCRIBES = re.compile(r"^[^□，,。“”]{1,16}(?:做|作|发|写|印|出|定|执行|学)的(?=□)")
SERIES = re.compile(
    r"[（(](?:[（(]?[一1][、.．）)]*\s?)(?:[（(]?[二2][、.．）)]*\s?)(?:[（(]?[三3][、.．）)]*\s?)?(?:…+|\.{3,}|等)?[）)]"
)
Way = Callable[..., Iterator[Line]]


def reply(asked: Asked) -> Reply | None:
    """What the patterns know; None where the question asks otherwise, or for a document that is not known."""
    text = without_occasion(asked.named.rest)
    documents = asked.named.documents
    if not documents:
        is_of_missing = asked.named.missing and any(_asks(pattern, text) for pattern in (COUNT, NAME, OVERVIEW, WHERE))
        return Reply.refusing(ROUTE, asked.missing()) if is_of_missing else None
    ways: tuple[Way, ...] = (next_unit, _changed, _questions, _numbered, _span, _count, _where, _name, _list)
    if not read_addresses(text)[0]:
        ways = (*ways, _overview)
    for way in ways:
        if found := _said(asked, [line for document in documents for line in way(asked, document, text)]):
            return found
    return None


def reply_to(asked: Asked, intent: str) -> Reply | None:
    """What is asked for by an intent of `INTENTS`, whatever its wording; as the patterns understand it where they do."""
    if known := reply(asked):
        return known
    way = INTENTS[intent]
    text = without_occasion(asked.named.rest)
    return _said(asked, [line for d in asked.named.documents for line in way(asked, d, text, is_certain=True)])


def without_occasion(text: str) -> str:
    """A question without who asks and what for, without what describes the document before its name, and without an
    example of the numbers that it means.

    >>> without_occasion("备课用：05年某某做的□，一级标题（一、二、三……）有几个")
    '□，一级标题有几个'
    """
    text = SERIES.sub("", text)
    return DESCRIBES.sub("", OCCASION.sub("", text))


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
    is_place = WHERE.search(text) or re.search("第几", text)
    nouns = [noun_of(match) for match in COUNT.finditer(text)] or (_nouns(text) if is_certain and not is_place else [])
    if not nouns:
        return
    if clauses := _clauses(asked, document, text):
        for clause in clauses:
            yield from _count(asked, document, clause)
        return
    root = asked.outline(document)
    addresses, rest = read_addresses(text)
    if addresses and addresses[0][0].counter in nouns and not addresses[0][0].number:
        addresses, rest = [], text  # "几个附件" is no address
    is_name = NAME.search(text) and not re.search(r"每|各|分别", text)
    above = named_unit(asked, document, text, nouns) or unit_at(asked, document, addresses, nouns)
    above = None if set(nouns) <= set(BOXES) else above
    if above is None and POINTED.search(text) and (before := in_talk(asked, document)) and not before[1]:
        above = before[0]
    if above is None and any(match["of8"] for match in COUNT.finditer(text)):
        return  # "又是几个"
    if above is None and addresses and not is_name and (absent := absence(asked, document, addresses)):
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
    told = [Line("", (asked.heading(document, above),))] if above and is_name and above.name else []
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


def _changed(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    """ "动了哪几个条文", of a decision that changes others: each of its changes."""
    match = CHANGED.search(text)
    if not match or read_addresses(text)[0] or not (found := amendments(document)):
        return
    yield Line(f"{quoted(document)}共改动 {len(found)} 处：")
    yield from _headings(asked, document, found)


def _questions(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    """ "解答了几个问题", "列了哪些问题", of a document of questions and answers."""
    match = OF_QUESTIONS.search(text)
    more = left_over(_without_doing(ASKS_AND_ANSWERS.sub("", OF_QUESTIONS.sub("", text))))
    if not match or len(more) > SHORTEST_SHARED or read_addresses(text)[0]:
        return
    if found := questions(document.text, asked.outline(document)):
        yield Line(f"{quoted(document)}共有 {len(found)} 个问题：")
        yield from _headings(asked, document, found)


def _numbered(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    """ "带括号编号的总计多少项", "从1往下连续编号的举措编到第几": how many bear such numbers, and the last of these."""
    if not (COUNT.search(text) or COUNTED_TO.search(text)):
        return
    if found := numbered_so(asked.outline(document), asked.named.rest):
        is_through = len({unit.number for unit in found}) == len(found)
        last = f"，最后一项编号为 {found[-1].number}" if is_through else ""
        yield Line(f"{quoted(document)}这样编号的共有 {len(found)} 项{last}：")
        yield from _headings(asked, document, found)


def _clauses(asked: Asked, document: Document, text: str) -> list[str]:
    """The clauses of a question each of which counts under a heading of its own: "主要职责列了几项？内设机构又是几个？" """
    clauses = [clause for clause in re.split("[，,；;？?。]", text) if COUNT.search(clause)]
    named = [named_unit(asked, document, clause, [noun_of(m) for m in COUNT.finditer(clause)]) for clause in clauses]
    is_each = len(clauses) > 1 and all(named) and len({unit.start for unit in named if unit}) == len(named)
    return clauses if is_each else []


def _span(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    """ "法律责任一章是从第几条到第几条": the first and the last unit under a heading."""
    match = SPAN.search(text)
    asked_of = [one["of"] or one["of2"] for one in OF_ENDS.finditer(text)]
    is_both = len(asked_of) > 1 or bool(re.search("起止|首尾", text))
    if not match and not (asked_of and is_both and ENDS.search(text)):
        return
    of = match["of"] if match else asked_of[-1]
    rest = text[: match.start()] + text[match.end() :] if match else OF_ENDS.sub("", text)
    rest = AT_PLACE.sub("", rest)
    addresses, _ = read_addresses(rest)
    above = named_unit(asked, document, rest, [of]) or unit_at(asked, document, addresses, ())
    units = units_of(above, of) if above else []
    if above is None or not units or not all(unit.number for unit in units):
        return
    first, last = units[0], units[-1]
    ends = "到".join(f"第{in_chinese(int(one.number.partition('之')[0]))}{of}" for one in (first, last))
    yield Line("", (asked.heading(document, above),))
    if len(units) == 1:
        yield Line("只有一条：" if of == "条" else "只有一项：")
        yield from _headings(asked, document, units)
        return
    yield Line(f"从{ends}，共有 {len(units)} {_counter(of)}：")
    yield from _headings(asked, document, [first, last])


def _where(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    """ "是第几大点，底下含哪些条": the unit that speaks of it, with the headings below it where these are asked for, too."""
    *before, last = re.split("[，,；;]", text)
    yield from where(asked, document, text, is_certain)
    if before and OF_BEFORE.match(last) and (found := found_where(asked, document, text, is_certain)) and found.units:
        yield from _headings(asked, document, [unit for unit in found.units[0].children if _has_heading(unit)])


def _counted(document: Document, above: Unit, of: str, text: str) -> list[Unit]:
    """The units that a noun counts under a unit or in a document; where the question says a number, the level that has
    as many."""
    numbered = NUMBERED.search(text)
    if numbered and numbered["of"] == of and (units := _of_number(document, above, numbered["n"], of)):
        return units
    if of in ("附件", "附表") and above.form == "document":
        return listed_annexes(document) or units_of(above, of)
    units = units_of(above, of)
    if not units and above.form == "document":
        units = units_under_a_heading(above, of) or counted_off(document, above, of)
    return units


def noun_of(match: re.Match[str]) -> str:
    """The noun that is counted."""
    found = next((value for name, value in match.groupdict().items() if name.startswith("of") and value), "")
    return {"具体举措": "举措", "条文": "条", "个": "项"}.get(found, found)


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
    of = (match and (match["of"] or match["each"] or (match["named"] or "")[:1])) or ""
    of = "条" if not of and re.search("小标题|逐条|每条|各条", text) else of
    root = asked.outline(document)
    addresses, rest = read_addresses(text)
    if addresses and match and not match["of"] and match.end() <= addresses[0][0].start:
        return  # "准入目录，一里面的（三）列了些什么"
    if addresses and (EACH_WORD.search(text) or (NAME.search(text) and not re.search("每|各|分别|下面", text))):
        return  # "第三章第三节有哪些条文，给全文"; "第五章的全称是什么"
    above = named_unit(asked, document, text, [of]) or unit_at(asked, document, addresses, [of])
    is_below = above is None and OF_BEFORE.match(text)
    if is_below and (place := found_where(asked, document, asked.question.context)) and place.units:
        above, is_certain = place.units[0], True
    numbered = NUMBERED.search(text)
    if match and match["n"]:  # "26条措施归为哪十个方面"
        units = _of_number(document, above or root, match["n"], of) or _bearing(root, text, match["n"])
        is_named = above is not None or bool(_bearing(root, text, match["n"]))
        plain = left_over(_without_doing(NUMBERED.sub("", LIST.sub("", rest))))
        if units and (is_certain or is_named or len(plain) <= SHORTEST_SHARED):
            yield Line(f"{_place(document, above, addresses)}共有 {len(units)} {_counter(of)}：")
            yield from _headings(asked, document, units)
            return
    elif (
        numbered
        and ((match and not of) or is_certain)
        and (units := _of_number(document, above or root, numbered["n"], numbered["of"]))
    ):
        yield Line(f"{_place(document, above, addresses)}的{numbered[0]}：")
        yield from _headings(asked, document, units)
        return
    if above is None:
        if addresses and (absent := absence(asked, document, addresses)):
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
        if re.search("第几|哪一", text):  # "是第几大点，下面含哪些条"
            yield Line("", (asked.heading(document, above),))
        units = units_of(above, of or "项")
        if of != "条" and any(unit.form == "article" for unit in units) and not is_certain:
            return
    if units and (above is None or is_certain or all(unit.name for unit in units)):
        yield Line(f"{_place(document, above, addresses)}共有 {len(units)} {_counter(of or '项')}：")
        yield from _headings(asked, document, units)


def absence(asked: Asked, document: Document, addresses: Sequence[Address]) -> Line | None:
    """That there is no unit at the address, where there is none."""
    try:
        units_at(asked, document, addresses[0])
    except NotThere as error:
        return Line(f"{quoted(document)}{error}。")
    return None


def _of_number(document: Document, above: Unit, said: str, of: str) -> list[Unit]:
    """The units under another that a noun with a number means, where there are as many."""
    below = [u for child in above.children for u in (child, *child.walk())]
    named = [child for child in above.children if child.name]
    ways = [units_of(above, of), named, measures(above, below)]
    if above.form == "document":
        ways += [units_under_a_heading(above, of), parts(above), counted_off(document, above, of)]
        ways += [of_number(above, number_of(said))] if of not in LEGAL else []
    return next((units for units in ways if str(len(units)) == number_of(said)), [])


def _bearing(root: Unit, text: str, said: str) -> list[Unit]:
    """The headings that bear the words in quotation marks, where there are as many as is said: "“取得新成效”的是哪八个方面"."""
    quoted_words = re.findall(r"[“\"]([^”\"]{2,20})[”\"]", text)
    found = [u for u in root.walk() if u.name and any(fold(words) in fold(u.name) for words in quoted_words)]
    return found if str(len(found)) == number_of(said) else []


def _name(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    """ "第四章叫什么": the heading at an address."""
    addresses, rest = read_addresses(text)
    if not addresses:
        return
    more = left_over(COUNT.sub("", NAME.sub("", rest)))
    most = SHORTEST_SHARED if asked.named.is_said and asked.named.is_exact else 1
    if not is_certain and (not NAME.search(rest) or len(more) > most):
        return
    for address in addresses:
        try:
            for unit in units_at(asked, document, address):
                yield Line("", (_whole_heading(asked, document, unit),))
        except NotThere as error:
            listed = [one for one in listed_annexes(document) if address[-1].counter == "附件"]
            listed = [one for one in listed if one.number == address[-1].number]
            yield Line("", (asked.span(document, listed[0]),)) if listed else Line(f"{quoted(document)}{error}。")


def _whole_heading(asked: Asked, document: Document, unit: Unit) -> Span:
    """A heading with its second line, where the first one breaks off, "第五章 卷烟纸、滤嘴棒、", or is the number alone,
    "2.3"; without the article that was glued to it, "第二章税收政策第四条企业…"."""
    span = asked.heading(document, unit)
    words = asked.text(span)
    glued = re.match(r"第[^条\n]{1,24}?(?=第[一二三四五六七八九十百]+条)", words) if unit.form == "chapter" else None
    if glued:
        return Span(document.id, span.start, span.start + glued.end())
    name = without_labels(unit.name).lstrip("0123456789.．")
    if unit.form == "decimal" and name and len(words) > len(unit.name) + 2 and 0 < (at := words.find(name)) < 6:
        return Span(document.id, span.start, span.start + at + len(name))  # "9监督管理9.1预案演练。…"
    stop = document.text.find("\n", span.end + 1)
    stop = unit.end if stop < 0 or stop > unit.end else stop
    is_open = words.endswith(("、", "，")) or words.count("“") > words.count("”") or BARE_LABEL.fullmatch(words)
    return asked.trimmed(document, span.start, stop) if is_open and stop > span.end else span


def _overview(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    """ "讲了什么": the headings with the most central sentence of each; of a document or of one of its parts."""
    match = OVERVIEW.search(text)
    if (not match and not is_certain) or DUTY.search(text):
        return
    addresses, rest = read_addresses(OVERVIEW.sub("", text))
    root: Unit | None = asked.outline(document)
    if addresses and is_certain:
        root = unit_at(asked, document, addresses, ())
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
    "next": next_unit,
    "previous": previous_unit,
    "where": _where,
    "overview": _overview,
}


def _without_doing(text: str) -> str:
    """A question without words like 部署了, 提了, 定了, 开展."""
    return re.sub(
        r"专讲|专门|编号(?:排|编)?到(?:了)?几号?|(?:拆|划|细|编|列|合|总|汇)(?:分|并)?(?:成|为|到)了?|最后|[那这]一?(?:部分|章|节|块|条|点)|归为|归成|归纳|划分|答复|部署|提出|提|定|出|列|讲|开展|实施|明确|安排|布置|确定|给|对|要|当年|明年|今年|当前|总共|一共|共|合计|分为|分成|分|有|大|每|各|那|这|重大|主要|重点|用|从|工作|下面|之下|标题|\d{4}年?|份|开",
        "",
        text,
    )


# ---------------------------------------------------------------- saying


def _headings(asked: Asked, document: Document, units: Sequence[Unit]) -> list[Line]:
    lines = [
        Line(
            "",
            (_whole_heading(asked, document, unit) if _has_heading(unit) else asked.span(document, unit),),
            is_item=True,
        )
        for unit in units[:MOST_LISTED]
    ]
    return [*lines, Line(f"以上列出前 {MOST_LISTED} 项。")] if len(units) > MOST_LISTED else lines


def _has_heading(unit: Unit) -> bool:
    return bool(unit.name) or unit.form == "decimal"


def _counter(of: str) -> str:
    """
    >>> _counter("章"), _counter("任务"), _counter("个方面"), _counter("大块")
    ('章', '项任务', '个方面', '个部分')
    """
    if of in BOXES:
        return f"个{of}"
    if of in LEGAL or of in ("项", "点", "款", "种", "类", "目"):
        return of
    if re.fullmatch(PARTS, of):
        return "个部分"
    return (
        of if of.startswith("个") else f"个{of}" if of in ("方面", "步骤", "阶段", "环节") else f"项{of.lstrip('大')}"
    )


def _unique(lines: Sequence[Line]) -> Iterator[Line]:
    seen = set()
    for line in lines:
        if (line.words, line.quotes) not in seen:
            seen.add((line.words, line.quotes))
            yield line
