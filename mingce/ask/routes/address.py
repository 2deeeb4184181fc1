"""A unit by its number: 第十二条第二款第（三）项, 第三条到第五条, 第二部分第三点, 最后一条, 附件2 -> its exact text.

tests/ask/routes/test_address.py is the table of examples.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from mingce.ask.routes.asked import Asked, quoted
from mingce.ask.routes.frame import left_over
from mingce.ask.routes.reply import Line, Reply, Span
from mingce.ask.routes.units import named_unit
from mingce.datatypes import Document
from mingce.text.labels import without_labels
from mingce.text.numerals import ORDINAL, in_chinese
from mingce.text.outline import DETAIL, ITEM, PARAGRAPH, Unit, main_sequence, number_of

ROUTE = "address"
LONGEST = 2500  # characters of a unit that is quoted whole; of a longer one the headings
SHARED = 3  # characters of a heading that a question says of it
MOST_UNITS = 30  # of a range

# What a counter word stands for: the forms of units, in the order in which they are tried.
FORMS: dict[str, tuple[str, ...]] = {
    "编": ("part",),
    "篇": ("part",),
    "部分": ("part", "one", "chapter"),
    "章": ("chapter",),
    "节": ("division",),
    "条": ("article",),
    "款": (PARAGRAPH,),
    "项": (ITEM, "bracket", "arabic"),
    "目": (DETAIL, "arabic", "paren", ITEM),
    "点": ("bracket", "arabic", ITEM, "one", "nth", "paren"),
    "附件": ("annex",),
    "段": ("line",),
    "自然段": ("line",),
}
RANK = {
    "附件": 0,
    "编": 1,
    "篇": 1,
    "部分": 1,
    "章": 2,
    "节": 3,
    "一、": 4,
    "条": 5,
    "（一）": 6,
    "款": 7,
    "项": 8,
    "点": 8,
    "1.": 8,
    "目": 9,
    "段": 10,
    "自然段": 10,
}
COUNTER = "部分|编|篇|章|节|条|款|项|目|点|自然段|段"
NOUN = "(?:重点|主要|重大|具体)?(?:任务|工作|措施|举措|行动|建议|政策|要求|原则)"  # "第七项重点任务"
LABEL = re.compile(
    rf"(?P<last>最后(?:一|1)?个?|倒数第(?P<back>{ORDINAL})个?)(?P<lastof>{COUNTER})"
    rf"|第\s?(?P<n>{ORDINAL})\s?(?:个|大)?(?P<of>{COUNTER})(?:之(?P<sub>[一二三四五六七八九十]+))?(?:{NOUN})?"
    rf"|第\s?[（(]\s?(?P<bn>{ORDINAL})\s?[）)]\s?(?P<bof>款|项|目|点)"
    rf"|[（(]\s?(?P<bracket>(?!(?:19|20)\d{{2}}){ORDINAL})\s?[）)](?:项|点|条|部分)?"
    rf"|(?P<annex>附\s?件|附\s?表|附\s?录)\s?(?P<an>{ORDINAL})?"
    rf"|(?<![第零〇一二三四五六七八九十百\d])(?P<one>[一二三四五六七八九十]{{1,3}})(?:、|(?=[（(]))"
    rf"|(?<![\d.])(?P<arabic>\d{{1,2}})[.．](?!\d)|(?<=[）)])\s?(?P<tail>\d{{1,2}})(?![\d条款项章节年月号%．.、])"
    rf"|(?<=□)(?:的|里|中|，|,)?\s?(?P<bare>{ORDINAL})\s?(?P<bareof>章|条)(?:之(?P<baresub>[一二三四五六七八九十]+))?(?![\u4e00-\u9fff]*(?:措施|政策|规定|意见)$)"
    rf"|(?<=[条款])\s?(?P<bare2>{ORDINAL})\s?(?P<bare2of>款|项|目)"
)
SHORT_END = re.compile(rf"(条|章|款|项|节)\s?(到|至|-|—|~|～)\s?({ORDINAL})\s?(条|章|款|项|节)")  # "第七条到九条"
SHORT_LIST = re.compile(
    rf"第\s?({ORDINAL}(?:\s?[、,，和与及]\s?第?\s?{ORDINAL})+)\s?(条|章|款|项|节|点)"
)  # "第三、五条"
SHORT_RANGE = re.compile(
    rf"第?\s?({ORDINAL})\s?(?:至|到|-|—|~|～)\s?第?\s?({ORDINAL})\s?(条|章|款|项|节)"
)  # "10至12条"
IN_ORDER = re.compile(
    rf"(?:排|排在|排名)第?\s?({ORDINAL})(?:位|名|个)?(?:的)?(?=任务|工作|措施|项|条|$)"
)  # "排第18的任务"
FIRST_ONES = re.compile(rf"前({ORDINAL})(条|章|款|项|节|点)")
RANGE = re.compile(r"^\s?(?:到|至|—|-|－|~|～)\s?$")
AND = re.compile(r"^\s?(?:和|与|及|以及|、|，|,|还有|跟|或)\s?$")
APART = re.compile(r"和|与|以及|还有|、|跟|□")
INSIDE = re.compile(r"^\s?(?:里面?|当中|中|下面?|之下)的?$")  # "第一点里的第（六）项"
NEXT_ONE = re.compile(
    r"^(?:那|再|请|把|给我|看|往|接着|然后|它)*(?:往?(?:下|后)(?:一|面)?(?:个|条|款|项|章|节|点|段)|下面那?一?(?:条|款|项|章|节|点))(?:呢|是什么|也发我|是啥|内容)?[？?。]?$"
)
BARE_NUMBER = re.compile(rf"^(?:那|那么|再看|再来|还有)?第?({ORDINAL})(?:呢|的呢|也要)[？?]?$")  # "那二十三呢"
HEADING_INTO = re.compile(
    r"^[“\"]?[\u4e00-\u9fff、，]{2,30}[”\"]?(?:里面?|中|下面?|当中|之下)的?$"
)  # "（二）打造岸线”里的第3条"
INTO = re.compile(r"^[\s的里中下，,之]*(?:里面|当中|中间|下面)?(?:的)?$")

# A unit that a rule refers to: the question is about the rule. "哪些情形不适用第一条"
REFERS = re.compile(
    r"(?:不适用|适用|依照|按照|依据|根据|违反|符合|满足|除了?|不受)[^，。？?]{0,12}?第\s?[\d一二三四五六七八九十百]+\s?条"
)
WHOLE = re.compile(r"全文|全部|所有|完整|原文|条文")
# Who breaks a rule is punished by another article, which names this one.
BROKEN = re.compile(r"违反|不遵守|违背|触犯")
PENALTY = re.compile(r"罚|处理|后果|责任|怎么办|怎样")


UNDER_HEADING = ("（一）", "一、", "部分", "章", "节")


@dataclass(frozen=True)
class Step:
    """One number of an address."""

    counter: str  # of FORMS, or "（一）", "一、", "1."
    number: str  # as units have it; "last1", "last2" from the end
    start: int = 0  # in the question
    end: int = 0
    words: str = ""  # of the heading, where they are said with it: "（二）打造岸线"


Address = tuple[Step, ...]  # from the larger unit to the smaller


class NotThere(Exception):
    """A unit that the document does not have; the message says so."""


def reply(asked: Asked) -> Reply | None:
    """The units that the question gives the numbers of, word for word; None where it gives none."""
    text = asked.named.rest
    addresses, rest = read_addresses(text)
    addresses, rest = _with_earlier(asked, addresses, rest)
    if not addresses:
        return None
    return _reply(asked, addresses, rest, is_certain=False)


def reply_to_unit(asked: Asked) -> Reply | None:
    """The unit that a question is known to ask for: by its number, or by its heading: "附则一章全文"."""
    addresses, rest = read_addresses(asked.named.rest)
    addresses, rest = _with_earlier(asked, addresses, rest)
    if addresses:
        return _reply(asked, addresses, rest, is_certain=True)
    lines = []
    for document in asked.named.documents:
        if unit := named_unit(asked, document, asked.named.rest, (), any_depth=True):
            lines += _lines(asked, document, unit, is_whole=True)
    return Reply.of(ROUTE, lines) if lines else None


def _reply(asked: Asked, addresses: list[Address], rest: str, is_certain: bool) -> Reply | None:
    text = asked.named.rest
    asks_for_penalty = bool(BROKEN.search(text) and PENALTY.search(text))
    is_plain = len(left_over(rest)) <= 1
    if not (is_certain or asks_for_penalty or is_plain or _is_certain(asked, addresses)):
        return None
    documents = asked.named.documents
    if not documents and (missing := asked.missing()):
        return Reply.refusing(ROUTE, missing)
    if not documents:
        return _without_name(asked, addresses)
    if asks_for_penalty:
        return _penalties(asked, documents[0], addresses[0])
    lines: list[Line] = []
    absent: list[str] = []
    for document, own in _by_document(documents, text, addresses):
        for address in own:
            try:
                root = under_heading(asked.outline(document), text, address)
                units = resolve(root, address, document.text, asked.question.plain)
            except NotThere as error:
                if annex := _listed_annex(document, address):
                    lines.append(annex)
                else:
                    absent.append(f"{quoted(document)}{error}")
            else:
                if len(documents) > 1:
                    lines.append(Line(f"{quoted(document)}："))
                for unit in units:
                    lines += _lines(asked, document, unit, bool(WHOLE.search(text)))
    if not lines:
        return Reply.refusing(ROUTE, "；".join(dict.fromkeys(absent)) + "。")
    lines = list(dict.fromkeys(lines))
    notes = [*(f"{words}。" for words in dict.fromkeys(absent)), *filter(None, map(asked.other_versions, documents))]
    notes += filter(None, [asked.missing()])
    return Reply.of(ROUTE, [*lines, *map(Line, notes)])


def under_heading(root: Unit, text: str, address: Address) -> Unit:
    """The unit whose heading stands right before an address, or the noun behind it: "保障措施第二条", "第五项重点任务";
    the document itself where none does."""
    first = address[0]
    if first.counter in ("条", "章", "节", "编", "附件") and root.of("article"):
        return root
    before = re.sub(r"[“”\"《》（）()\s]|的$|里面?的?$|中的?$|下面?的?$|部分的?$", "", text[: first.start])
    before = re.sub(r"(?:的|里面?的?|中的?|下面?的?|部分的?)$", "", before)
    named = [u for u in root.walk() if u.name and u.children and len(bare := _bare(u)) > 1 and before.endswith(bare)]
    if named:
        return max(named, key=lambda unit: len(_bare(unit)))
    noun = re.search(f"{NOUN}$", text[first.start : first.end])
    bearing = [u for u in root.walk() if noun and u.children and noun[0] in _bare(u)]
    return bearing[0] if len(bearing) == 1 else root


def _bare(unit: Unit) -> str:
    return re.sub(r"\s", "", without_labels(unit.name)).rstrip("。：:")


def _listed_annex(document: Document, address: Address) -> Line | None:
    """An annex of which a document gives the name alone, in the list at its end."""
    step = address[-1]
    if step.counter != "附件" or not step.number.isdigit() or not 0 < int(step.number) <= len(document.annexes):
        return None
    name = document.annexes[int(step.number) - 1]
    at = document.text.rfind(name)
    return Line(f"附件{step.number}（只列了名称）：", (Span(document.id, at, at + len(name)),)) if at >= 0 else None


def _by_document(
    documents: Sequence[Document], text: str, addresses: list[Address]
) -> Iterator[tuple[Document, list[Address]]]:
    """Each document with its addresses: "□第43条和□第20条" are one each, "□和□的第十条" is one of both."""
    pieces = text.split("□")[1:]
    if len(documents) < 2 or len(pieces) != len(documents):
        yield from ((document, addresses) for document in documents)
        return
    own = [read_addresses("□" + piece)[0] for piece in pieces]
    for row, document in enumerate(documents):
        yield document, own[row] or next((later for later in own[row:] if later), addresses)


def _is_certain(asked: Asked, addresses: Sequence[Address]) -> bool:
    """Whether a question that says more than an address still means that unit: the document is named, and the numbers
    are those of articles, or of headings that it names itself."""
    if not (asked.named.is_said or asked.question.history):
        return False
    if REFERS.search(asked.named.rest):
        return False
    counters = {step.counter for address in addresses for step in address}
    return (
        bool(counters & {"条", "章", "节", "编", "款", "附件"})
        or any(len(address) > 1 for address in addresses)
        or asked.named.is_said
    )


def read_addresses(text: str) -> tuple[list[Address], str]:
    """The addresses in a question, and the question without them.

    >>> [[(s.counter, s.number) for s in a] for a in read_addresses("第十二条第二款第（三）项")[0]]
    [[('条', '12'), ('款', '2'), ('项', '3')]]
    >>> [[(s.counter, s.number) for s in a] for a in read_addresses("第3条到第5条")[0]]
    [[('条', '3')], [('条', '4')], [('条', '5')]]
    """
    text = SHORT_LIST.sub(lambda m: "和".join(f"第{n}{m[2]}" for n in re.findall(ORDINAL, m[1])), text)
    text = SHORT_END.sub(r"\1\2第\3\4", text)
    text = SHORT_RANGE.sub(r"第\1\3到第\2\3", text)
    text = IN_ORDER.sub(r"第\1项", text)
    text = FIRST_ONES.sub(lambda m: f"第1{m[2]}到第{m[1]}{m[2]}", text)
    steps = [_step(match) for match in LABEL.finditer(text)]
    if not steps:
        return [], text
    found: list[list[Step]] = [[steps[0]]]
    passed: list[tuple[int, int]] = []  # headings between two numbers
    for before, step in pairwise(steps):
        between = text[before.end : step.start]
        if INTO.match(between) and RANK[step.counter] > RANK[before.counter]:
            found[-1].append(step)
        elif INTO.match(between) and step.counter == "条" and before.counter in ("点", "项"):
            found[-1].append(step)
        elif before.counter in UNDER_HEADING and (HEADING_INTO.match(between) or INTO.match(between)):
            found[-1][-1] = replace(before, words=re.sub(r"[“”\"]|(?:里面?|中|下面?|当中|之下)?的?$", "", between))
            found[-1].append(step)
            passed.append((before.end, step.start))
        elif RANK[step.counter] > RANK[before.counter] >= RANK["条"] and not APART.search(between):
            found[-1].append(step)
        elif INSIDE.match(between):
            found[-1].append(step)
        elif RANGE.match(between) and step.counter == before.counter:
            above = found[-1][:-1]
            found += [[*above, Step(step.counter, n)] for n in _between(before.number, step.number)]
            found.append([*above, step])
        elif AND.match(between) and step.counter == before.counter:
            found.append([*found[-1][:-1], step])
        elif AND.match(between) and any(s.counter == step.counter for s in found[-1]):
            found.append([*(s for s in found[-1] if RANK[s.counter] < RANK[step.counter]), step])
        else:
            found.append([step])
    rest = text
    for start, end in sorted([*((step.start, step.end) for step in steps), *passed], reverse=True):
        rest = rest[:start] + rest[end:]
    return [tuple(address) for address in found[:MOST_UNITS]], rest


def _with_earlier(asked: Asked, addresses: list[Address], rest: str) -> tuple[list[Address], str]:
    """ "那第四项呢" after "第十二条第五项": what is said before is left out. "再往下一条": the next one."""
    if not asked.question.history:
        return addresses, rest
    before, _ = read_addresses(asked.searcher.names.named(asked.question.history[-1]).rest)
    if not before:
        return addresses, rest
    last = before[-1]
    if not addresses and (said := NEXT_ONE.match(rest)) and last[-1].number.isdigit():
        return [(*last[:-1], Step(last[-1].counter, str(int(last[-1].number) + 1)))], said[0] and ""
    if not addresses and (said := BARE_NUMBER.match(rest)):
        return [(*last[:-1], Step(last[-1].counter, number_of(said[1])))], ""
    if len(addresses) == 1 and not asked.named.is_said:
        above = tuple(step for step in last if RANK[step.counter] < RANK[addresses[0][0].counter])
        if above and addresses[0][0].counter in ("款", "项", "目", "点", "（一）", "1."):
            return [(*above, *addresses[0])], rest
    return addresses, rest


def _step(match: re.Match[str]) -> Step:
    span = match.span()
    if match["last"]:
        return Step(match["lastof"], f"last{number_of(match['back']) if match['back'] else '1'}", *span)
    if match["n"]:
        more = f"之{number_of(match['sub'])}" if match["sub"] else ""
        return Step(match["of"], number_of(match["n"]) + more, *span)
    if match["bn"]:
        return Step(match["bof"], number_of(match["bn"]), *span)
    if match["bracket"]:
        return Step("（一）", number_of(match["bracket"]), *span)
    if match["annex"]:
        return Step("附件", number_of(match["an"]) if match["an"] else "", *span)
    if match["one"]:
        return Step("一、", number_of(match["one"]), *span)
    if match["arabic"] or match["tail"]:
        return Step("1.", match["arabic"] or match["tail"], *span)
    if match["bare2"]:
        return Step(match["bare2of"], number_of(match["bare2"]), *span)
    more = f"之{number_of(match['baresub'])}" if match["baresub"] else ""
    return Step(match["bareof"], number_of(match["bare"]) + more, *span)


def _between(first: str, last: str) -> Iterator[str]:
    if first.isdigit() and last.isdigit():
        low, high = sorted((int(first), int(last)))
        yield from map(str, range(low + 1, min(high, low + MOST_UNITS)))


# ---------------------------------------------------------------- finding


def resolve(root: Unit, address: Address, text: str = "", said: str = "") -> list[Unit]:
    """The units at an address, of which there is more than one where the numbers come again. Raises NotThere.

    text: of the document; without it, paragraphs (段) are not found. said: the question, whose words tell between units
    of one number.
    """
    place = [root]
    told = ""
    for step in address:
        below = [found for unit in place for found in _find(unit, step, text, said)]
        if not below:
            raise NotThere(_absence(place, step, told))
        place = below
        told += words_of(step)
    return place


def _find(unit: Unit, step: Step, text: str, said: str) -> list[Unit]:
    forms = _forms(step)
    if unit.form == "document" and step.counter in ("款", "目") and unit.of("article"):
        raise NotThere(f"的{words_of(step)}要写明是哪一条的")
    if step.counter == "条" and unit.form == "document":  # "第9条" of twenty measures under three headings
        forms = ("article", *sorted(forms[1:], key=lambda form: -len(_own(unit, form))))
    for form in forms:
        if form == "line":
            known = lines(unit, text)
        else:
            known = _own(unit, form) if not step.words else [u for u in unit.of(form) if step.words in u.name]
        if step.number.startswith("last"):
            back = int(step.number[4:])
            if len(known) >= back:
                return [known[-back]]
        elif step.counter == "附件" and not step.number:
            if known:
                return known
        else:
            found = [one for one in known if one.number == step.number]
            if unit.form == "document" and form in (ITEM, DETAIL) and len(found) > 1:
                continue  # of which list?
            if found:
                return found[:1] if form in ("article", "chapter", PARAGRAPH, ITEM, DETAIL, "part") else found
    return _of_several(unit, step, forms, said)


def _of_several(root: Unit, step: Step, forms: Sequence[str], said: str) -> list[Unit]:
    """Where a number comes again under several headings, the unit whose heading the question names. Raises NotThere."""
    alike = [one for one in root.walk() if one.form in forms and one.number == step.number and one.name]
    if root.form != "document" or len(alike) < 2:
        return []
    named = [one for one in alike if _shares(without_labels(one.name), said)]
    if len(named) == 1:
        return named
    above = [path[-2].name for one in alike if len(path := root.path_to(one)) > 1]
    places = "、".join(f"“{name}”" for name in dict.fromkeys(above))
    raise NotThere(f"有 {len(alike)} 处{words_of(step)}{f'，分别在{places}之下' if places else ''}，请写明是哪一处")


def _shares(name: str, said: str) -> bool:
    """Whether a question says a run of the words of a heading."""
    return any(name[i : i + SHARED] in said for i in range(len(name) - SHARED + 1))


def lines(unit: Unit, text: str) -> list[Unit]:
    """The paragraphs (段) of a unit, its heading aside."""
    spans = [m.span() for m in re.compile(r"[^\n]*\S[^\n]*").finditer(text, unit.start, unit.end)]
    first = 1 if spans and unit.name and len(text[slice(*spans[0])].strip()) <= len(unit.name) + 6 else 0
    return [Unit("line", str(n), "", *span) for n, span in enumerate(spans[first:], start=1)]


def _forms(step: Step) -> tuple[str, ...]:
    if step.counter == "条":
        return ("article", "one", "bracket", "arabic", "nth")
    return {"（一）": ("bracket", ITEM), "一、": ("one",), "1.": ("arabic", ITEM, DETAIL)}.get(step.counter) or FORMS[
        step.counter
    ]


def _own(unit: Unit, form: str) -> list[Unit]:
    """The units of a form below another; those of annexes only where nothing else has any, or inside an annex.

    Numbers that begin anew under each heading tell nothing without the heading, so of these only those of the first
    heading are taken where the unit itself is no heading.
    """
    if form == "article" and unit.form == "document":
        outside = [u for child in unit.children if child.form != "annex" for u in (child, *child.walk())]
        return [u for u in outside if u.form == form] or unit.of(form)
    if form in ("one", "bracket", "arabic", "nth") and unit.form == "document":
        outside = [u for child in unit.children if child.form != "annex" for u in (child, *child.walk())]
        found = [u for u in outside if u.form == form]
        if len({u.number for u in found}) == len(found):
            return found
        on_top = [u for u in unit.children if u.form == form]
        return main_sequence(on_top) if len(on_top) == len(found) else []
    if unit.form == "article" and form == ITEM:
        return [item for paragraph in unit.children for item in paragraph.children]
    return unit.of(form)


def _absence(place: Sequence[Unit], step: Step, told: str) -> str:
    by_form = [[one for unit in place for one in _own(unit, form)] for form in _forms(step) if form != "line"]
    known = max(by_form, key=len, default=[]) if step.counter != "条" else next(filter(None, by_form), [])
    counter = step.counter if step.counter in FORMS else "项"
    asked = words_of(step)
    if step.number.startswith("last"):
        return f"{told}没有“{counter}”这一级"
    if not known:
        return (
            f"{told}没有{asked}" if told else f"没有{asked}，这份文件不分{counter}" if counter != "附件" else "没有附件"
        )
    return f"{told}没有{asked}，共{in_chinese(len(known))}{counter}"


def words_of(step: Step) -> str:
    """
    >>> words_of(Step("条", "12之1")), words_of(Step("（一）", "3")), words_of(Step("附件", "2"))
    ('第十二条之一', '（三）', '附件2')
    """
    if step.number.startswith("last"):
        return f"最后一{step.counter}"
    main, _, more = step.number.partition("之")
    number = in_chinese(int(main)) if main.isdigit() else main
    tail = f"之{in_chinese(int(more))}" if more else ""
    if step.counter in ("（一）", "一、", "1."):
        return {"（一）": f"（{number}）", "一、": f"{number}、", "1.": f"{main}."}[step.counter]
    return f"附件{main}" if step.counter == "附件" else f"第{number}{step.counter}{tail}"


# ---------------------------------------------------------------- saying


def _lines(asked: Asked, document: Document, unit: Unit, is_whole: bool = False) -> list[Line]:
    span = asked.span(document, unit)
    if unit.form in (ITEM, DETAIL):
        return [*_lead_in(asked, document, unit), Line("", (span,))]
    if unit.form in ("bracket", "arabic", "paren", "circle") and not unit.children:
        opening = _opening(asked, document, unit)
        if span.end - span.start <= LONGEST:
            return [*opening, Line("", (span,))]
    if span.end - span.start <= LONGEST and unit.form not in ("part", "chapter", "division"):
        return [Line("", (span,))]
    below = [child for child in unit.children if child.name] or list(unit.children)
    heading = Line("", (asked.heading(document, unit),))
    if not below and span.end - span.start <= 2 * LONGEST:
        return [Line("", (span,))]
    if not below or all(child.form == ITEM for child in below):
        return [heading, Line("", (span,))] if span.end - span.start <= 2 * LONGEST else [heading]
    if span.end - span.start <= LONGEST or is_whole:
        return [heading, *(Line("", (asked.span(document, child),)) for child in below)]
    return [heading, *(Line("", (asked.heading(document, child),), is_item=True) for child in below)]


def _lead_in(asked: Asked, document: Document, unit: Unit) -> list[Line]:
    """The words that open the items, without which an item says little."""
    for above in reversed(asked.outline(document).path_to(unit)[:-1]):
        first = next((child for child in above.children if child.form == ITEM), None)
        opening = document.text[above.start : first.start].rstrip() if first else ""
        if first is not None and opening.endswith(("：", ":")):
            return [Line("", (asked.trimmed(document, above.start, first.start),))]
    return []


def _opening(asked: Asked, document: Document, unit: Unit) -> list[Line]:
    """The sentence above an item of a list under a heading, "有下列情形之一的，不予支持："."""
    path = asked.outline(document).path_to(unit)
    above = path[-2] if len(path) > 1 else None
    if above is None or not above.children:
        return []
    opening = asked.trimmed(document, above.start, above.children[0].start)
    return [Line("", (opening,))] if asked.text(opening).endswith(("：", ":")) else []


def _penalties(asked: Asked, document: Document, address: Address) -> Reply | None:
    """The articles that name the one that is broken."""
    article = next((step for step in address if step.counter == "条"), None)
    if article is None:
        return None
    named = re.compile(rf"(?:本法|本条例|本办法|本规定|本细则|、|和|或者|或|第.{{1,6}}条){words_of(article)}(?!之)")
    broken = re.compile(r"违反|有.{0,40}行为|的，|罚|处")
    units = [u for u in asked.outline(document).of("article") if u.number != article.number]
    found = [
        u
        for u in units
        if (text := document.text[u.start : u.end]) and named.search(text) and broken.search(text) and "罚" in text
    ]
    return Reply.of(ROUTE, [Line("", (asked.span(document, unit),)) for unit in found]) if found else None


def _without_name(asked: Asked, addresses: Sequence[Address]) -> Reply | None:
    """Which documents have such a unit, where the question does not say of which it speaks."""
    having = []
    for document in asked.scope:
        try:
            having.append((document, resolve(asked.outline(document), addresses[0], document.text)))
        except NotThere:
            continue
    if not any(step.counter in ("条", "章", "附件") for step in addresses[0]):
        return None
    told = "".join(map(words_of, addresses[0]))
    if not having:
        return Reply.refusing(ROUTE, f"已收录的文件都没有{told}。")
    if len(having) == 1:
        document, units = having[0]
        return Reply.of(ROUTE, [line for unit in units for line in _lines(asked, document, unit)])
    names = "、".join(quoted(document) for document, _ in having[:5]) + ("等" if len(having) > 5 else "")
    return Reply.refusing(ROUTE, f"问题没有说明是哪份文件的{told}：{names}都有{told}。请写上文件名再问。")
