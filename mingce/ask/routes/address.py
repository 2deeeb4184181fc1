"""A unit by its number: 第十二条第二款第（三）项, 第三条到第五条, 第二部分第三点, 最后一条, 附件2 -> its exact text.

tests/ask/routes/test_address.py is the table of examples.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from mingce.ask.features import shared_run
from mingce.ask.routes.asked import Asked, quoted
from mingce.ask.routes.frame import left_over
from mingce.ask.routes.reply import Line, Reply, Span
from mingce.ask.routes.resolve import BORNE, RANK, Address, NotThere, Step, lines, resolve, words_of
from mingce.ask.routes.units import listed_annexes, named_unit
from mingce.datatypes import Document
from mingce.text.labels import without_labels
from mingce.text.numerals import ORDINAL
from mingce.text.outline import DETAIL, ITEM, Unit, number_of

ROUTE = "address"
LONGEST = 2500  # characters of a unit that is quoted whole; of a longer one the headings
MOST_UNITS = 30  # of a range
SHORTEST_OF_ANNEX = 4  # characters of the name of an annex that name it
SHORTEST = 2  # characters of a heading; one of more names a unit below an address

COUNTER = "部分|大块|板块|块|方面|编|篇|章|节|条|款|项|目|点|自然段|段"
INSIDE_OF = "(?:里面|里头|里边|里|当中|之中|中间|中|下面|下头|底下|之下|下)"
NOUN = "(?:重点|主要|重大|具体)?(?:任务|工作|措施|举措|行动|建议|政策|要求|原则)"  # "第七项重点任务"
LAST = "(?:最后|最末尾?|末尾|末了|末|收尾|结尾|压轴)(?:的)?(?:那)?(?:一|1)?个?"  # "收尾的一条", "末一条"
FIRST = "(?:打头|开头|开篇|起头|头|首)(?:的)?(?:那)?(?:一|1)?个?"  # "头一条", "首条"
# A number of articles and not one article: "26条措施"
MEASURED = "(?:具体|重点|主要|惠企|助企|支持|工作|大|小|一级|二级)*(?:措施|政策|举措|任务|建议|标题|工作|要求|办法|内容|规定$|意见$)"
LABEL = re.compile(
    rf"(?P<last>{LAST}|倒数第(?P<back>{ORDINAL})个?)(?P<lastof>{COUNTER})"
    rf"|(?P<first>{FIRST})(?P<firstof>{COUNTER})(?![\u4e00-\u9fff]{{0,2}}(?:是什么意思|新闻))"
    rf"|第\s?(?P<n>{ORDINAL})\s?(?:个|大|小)?(?P<of>{COUNTER})(?:之(?P<sub>[一二三四五六七八九十]+))?(?:{NOUN})?"
    rf"|第\s?[（(]?\s?(?P<qn>{ORDINAL})\s?[）)]?\s?(?:个|大|项)?(?P<qof>问题|事项|专题|议题|专栏)(?![，,：:])"
    rf"|第\s?[（(]\s?(?P<bn>{ORDINAL})\s?[）)]\s?(?:个|小)?(?P<bof>款|项|目|点|条|块|部分|方面|节)"
    rf"|[（(]\s?(?P<bracket>(?!(?:19|20)\d{{2}}){ORDINAL})\s?[）)](?:项|点|条|部分)?"
    rf"|专栏\s?(?P<box>{ORDINAL})"
    rf"|(?P<annex>附\s?件|附\s?表|附\s?录)\s?(?P<an>{ORDINAL})?"
    rf"|(?<![第零〇一二三四五六七八九十百\d])(?P<one>[一二三四五六七八九十]{{1,3}})(?:、|(?={INSIDE_OF}?的?[（(]))"
    rf"|(?<![\d.])(?P<arabic>\d{{1,2}})[.．](?!\d)|(?<=[）)])\s?(?P<tail>\d{{1,2}})(?![\d条款项章节年月号%．.、])"
    rf"|(?:(?<=□)(?:的|里|中|，|,)?|^)\s?(?P<bare>{ORDINAL})\s?(?P<bareof>章|条)(?:之(?P<baresub>[一二三四五六七八九十]+))?(?!{MEASURED})"
    rf"|(?<=[条款])\s?(?P<bare2>{ORDINAL})\s?(?P<bare2of>款|项|目)"
    rf"|(?:编号|序号)(?:是|为|第|：|:)?\s?(?P<serial>{ORDINAL})号?"
)
SHORT_END = re.compile(rf"(条|章|款|项|节)\s?(到|至|-|—|~|～)\s?({ORDINAL})\s?(条|章|款|项|节)")  # "第七条到九条"
SHORT_LIST = re.compile(
    rf"第\s?({ORDINAL}(?:\s?[、,，和与及]\s?第?\s?{ORDINAL})+)\s?(条|章|款|项|节|点)"
)  # "第三、五条"
SHORT_RANGE = re.compile(
    rf"第?\s?({ORDINAL})\s?(?:至|到|-|—|~|～)\s?第?\s?({ORDINAL})\s?(条|章|款|项|节)"
)  # "10至12条"
BARE_LIST = re.compile(
    rf"(?<![第之\d零〇一二三四五六七八九十百])({ORDINAL})\s?(条|章)((?:\s*[\s、,，和与及]\s*第?{ORDINAL}\s?\2)+)(?!{MEASURED})"
)  # "8条 14条"
IN_ORDER = re.compile(
    rf"(?:排|排在|排名)第?\s?({ORDINAL})(?:位|名|个)?(?:的)?(?=任务|工作|措施|项|条|$)"
    rf"|(?<=[里中头下])(?:排|排在|列|列在)第\s?({ORDINAL})(?:位|名|个)?(?:的)?(?=是|叫)"
)  # "排第18的任务", "重点任务里排第三的是"
FIRST_ONES = re.compile(rf"前({ORDINAL})(条|章|款|项|节|点)")
LAST_ONES = re.compile(r"(?:最后|末尾|末)([二两三四五六七八九十2-9])(条|章|款|项|节|点)")
# How headings are numbered, and none of them: "用“一、二、三”分了几块"
STYLE = re.compile(
    r"[“\"‘']?(?:一、\s?二、\s?三|（一）、?\s?（二）|\(一\)、?\s?\(二\)|1[.．、]\s?2[.．、]\s?3)"
    r"(?:[（(]三[）)])?[、.．]?(?:…+|等)?[”\"’']?(?![条章节款项点部])"
)
RANGE = re.compile(r"^(?:起|开始)?[，,\s]?(?:一直)?(?:念|读|看|抄|发|列|说|讲|背|摘|写|引)?(?:到|至|—|-|－|~|～)\s?$")
AND = re.compile(r"^\s?(?:和|与|及|以及|、|，|,|还有|跟|或)\s?$")
APART = re.compile(r"和|与|以及|还有|、|跟|□")
INSIDE = re.compile(rf"^\s?{INSIDE_OF}的?$")  # "第一点里的第（六）项"
NEXT_ONE = re.compile(
    r"^(?:那|再|请|把|给我|看|往|接着|然后|它)*(?:往?(?:下|后)(?:一|面)?(?:个|条|款|项|章|节|点|段)|下面那?一?(?:条|款|项|章|节|点))(?:呢|是什么|也发我|是啥|内容)?[？?。]?$"
)
BARE_NUMBER = re.compile(rf"^(?:那|那么|再看|再来|还有)?第?({ORDINAL})(?:呢|的呢|也要)[？?]?$")  # "那二十三呢"
# The words of a heading between its number and the next one: "五、其他事项”（一）", "（二）打造岸线”里的第3条"
HEADING_INTO = re.compile(r"^\s?[“\"《]?[^。？?！；;□…]{2,30}?[”\"》]?\s?$")
NOT_HEADING = re.compile(r"什么|啥|哪|怎么|多少|几[个条项点款]|呢|吗|请|还有|以及|区别|不同|，.*，|^\s?[，,和与及跟]")
AROUND_WORDS = re.compile(rf"[“”\"《》\s]|(?:这|那)(?:一)?(?:部分|章|节|块|条|点)|{INSIDE_OF}?的?[，,]?\s?$")
INTO = re.compile(rf"^[\s的，,之]*{INSIDE_OF}?(?:的)?[，,]?\s?$")

# A unit that a rule refers to: the question is about the rule. "哪些情形不适用第一条"
REFERS = re.compile(
    r"(?:不适用|适用|依照|按照|依据|根据|违反|符合|满足|除了?|不受)[^，。？?]{0,12}?第\s?[\d一二三四五六七八九十百]+\s?条"
)
WHOLE = re.compile(r"全文|全部|所有|完整|原文|条文")
# Who breaks a rule is punished by another article, which names this one.
BROKEN = re.compile(r"违反|不遵守|违背|触犯")
PENALTY = re.compile(r"罚|处理|后果|责任|怎么办|怎样")


# "“全力确保经济安全”那一自然段"
PARAGRAPH_SAID = re.compile(r"[“\"]([^”\"]{2,30})[”\"](?:开头|打头)?的?(?:这|那)?(?:一)?(?:自然段|段|小段|句|小点)")
# "2.4 专家组", "预案5.2.1"; no figure, "2.4万人"
DECIMAL = re.compile(r"(?<![\d.第])\d{1,2}(?:[.．]\d{1,2}){1,3}(?![\d.．%％万亿元个倍年月号版])")
SWALLOWED = re.compile(r"□(?=[条章](?!例))")  # "□条1款"
# "□的“法律责任”那一章全文"
BY_HEADING = re.compile(
    r"^□(?:里面?|中)?的?[“\"]?(?P<name>[^，。？！□“”\"]{2,24}?)[”\"]?(?:这|那)?一?(?:编|章|节|部分|块)(?:的)?(?:全部|完整|所有|具体|原文|全文|内容|条文)+\W*$"
)
UNDER_HEADING = (*BORNE, "专栏", "（一）", "一、", "部分", "块", "章", "节", "点", "方面")


def reply(asked: Asked) -> Reply | None:
    """The units that the question gives the numbers of, word for word; None where it gives none."""
    addresses, rest = read_addresses(_whole_text(asked))
    addresses, rest = _with_earlier(asked, addresses, rest)
    if not addresses:
        return _of_decimal(asked) or _of_heading(asked)
    addresses, rest = _with_decimal(asked, addresses, rest)
    return _reply(asked, addresses, rest, is_certain=False)


def _of_heading(asked: Asked) -> Reply | None:
    """The unit whose heading, and nothing else, a question says with the word for what it is: "附则那章完整内容"."""
    said = BY_HEADING.match(asked.named.rest)
    found: list[Line] = []
    for document in asked.named.documents if said and asked.named.is_said else ():
        units = [
            u for u in asked.outline(document).walk() if said and _bare(u) == re.sub(r"[\s“”\"]", "", said["name"])
        ]
        found += (
            [line for unit in units for line in _lines(asked, document, unit, is_whole=True)] if len(units) == 1 else []
        )
    return Reply.of(ROUTE, found) if found else None


def _whole_text(asked: Asked) -> str:
    """A question without the names of documents, with the number of an article that was read as the end of a name: the 11
    of "解释三11条1款"."""
    text = asked.named.rest
    match = SWALLOWED.search(text)
    before, told, _ = asked.question.plain.rpartition(text[match.end() :]) if match else ("", "", "")
    number = re.search(r"\d{1,3}\s?$", before)
    return f"{text[: match.end()]}第{number[0]}{told}" if match and number else text


def _of_decimal(asked: Asked) -> Reply | None:
    """The unit of a number like "2.4" of a document that is numbered so, where the question says only its heading with
    it: "预案 2.4 专家组"."""
    found = DECIMAL.findall(asked.named.rest)
    found_lines: list[Line] = []
    for document in asked.named.documents:
        units = [u for u in asked.outline(document).of("decimal") if u.number in map(number_of, found)]
        said = left_over(re.sub("小?节|部分|点", "", DECIMAL.sub("", asked.named.rest)))
        if any(len(shared_run(said, unit.name)) == len(said) for unit in units):
            found_lines += [line for unit in units for line in _lines(asked, document, unit)]
    return Reply.of(ROUTE, found_lines) if found_lines else None


def _with_decimal(asked: Asked, addresses: list[Address], rest: str) -> tuple[list[Address], str]:
    """The addresses below a unit of a number like "2.3.3", where the document has one: "2.3.3里第（15）项"."""
    found = list(DECIMAL.finditer(normal(asked.named.rest)))
    documents = asked.named.documents
    if len(found) != 1 or not documents or any(address[0].start < found[0].end() for address in addresses):
        return addresses, rest
    step = Step("1.1", number_of(found[0][0]), *found[0].span())
    if any(step.number not in (u.number for u in asked.outline(d).of("decimal")) for d in documents):
        return addresses, rest
    return [(step, *address) for address in addresses], rest.replace(found[0][0], "")


def reply_to_unit(asked: Asked) -> Reply | None:
    """The unit that a question is known to ask for: by its number, or by its heading: "附则一章全文"."""
    addresses, rest = read_addresses(_whole_text(asked))
    addresses, rest = _with_earlier(asked, addresses, rest)
    if addresses:
        return _reply(asked, addresses, rest, is_certain=True)
    found: list[Line] = []
    for document in asked.named.documents:
        if unit := named_unit(asked, document, asked.named.rest, (), any_depth=True):
            found += _lines(asked, document, unit, is_whole=True)
    return Reply.of(ROUTE, found) if found else None


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
    found: list[Line] = []
    absent: list[str] = []
    for document, own in _by_document(documents, text, addresses):
        for address in own:
            try:
                units = units_at(asked, document, address)
            except NotThere as error:
                if annex := _listed_annex(document, address):
                    found.append(annex)
                else:
                    absent.append(f"{quoted(document)}{error}")
            else:
                if len(documents) > 1:
                    found.append(Line(f"{quoted(document)}："))
                for unit in units:
                    said = _below_said(_line_said(document, unit, text), rest)
                    found += _lines(asked, document, said, bool(WHOLE.search(text)))
    if not found and any(address[0].counter in BORNE for address in addresses):
        return None  # "存在的第二个问题" of a text that does not number them
    if not found:
        return Reply.refusing(ROUTE, "；".join(dict.fromkeys(absent)) + "。")
    found = list(dict.fromkeys(found))
    notes = [*(f"{words}。" for words in dict.fromkeys(absent)), *filter(None, map(asked.other_versions, documents))]
    notes += filter(None, [asked.missing()])
    return Reply.of(ROUTE, [*found, *map(Line, notes)])


def units_at(asked: Asked, document: Document, address: Address) -> list[Unit]:
    """The units at an address that a question gives, under the heading that it names before it. Raises NotThere."""
    root, plain = asked.outline(document), asked.question.plain
    try:
        return resolve(under_heading(root, asked.named.rest, address), address, document.text, plain)
    except NotThere:
        # a heading of the words of the title: "内设机构里第三项" of "…内设机构和人员编制规定"
        same = [(step.counter, step.number) for step in address]
        own = next((a for a in read_addresses(plain)[0] if [(s.counter, s.number) for s in a] == same), None)
        if own is None or (above := under_heading(root, plain, own)) is root:
            raise
        return resolve(above, address, document.text, plain)


def unit_at(asked: Asked, document: Document, addresses: Sequence[Address], counted: Collection[str]) -> Unit | None:
    """The unit at the address that a question gives, where it gives one: "第二章分几节".

    counted: the nouns that it counts, which are no address.
    """
    if len(addresses) != 1 or addresses[0][-1].counter in counted:
        return None
    try:
        return units_at(asked, document, addresses[0])[0]
    except NotThere:
        return None


def _line_said(document: Document, unit: Unit, text: str) -> Unit:
    """The paragraph of a unit that begins with the quoted words: "第（九）点中“全力确保经济安全”那一段"; else the unit."""
    said = PARAGRAPH_SAID.search(text)
    opened = [one for one in lines(unit, document.text) if said and one.start > unit.start]
    opened = [one for one in opened if said and document.text[one.start : one.end].lstrip().startswith(said[1])]
    return opened[0] if len(opened) == 1 else unit


def _below_said(unit: Unit, rest: str) -> Unit:
    """The unit below another whose heading a question says besides the address, "专栏4的建设目标"; else the unit."""
    said = re.sub(r"\s", "", rest)
    named = [below for below in unit.walk() if below.name and len(_bare(below)) > SHORTEST and _bare(below) in said]
    return named[0] if len(named) == 1 else unit


def under_heading(root: Unit, text: str, address: Address) -> Unit:
    """The unit whose heading stands right before an address, or the noun behind it: "保障措施第二条", "第五项重点任务";
    the document itself where none does."""
    first = address[0]
    if annex := _annex_said(root, normal(text)[: first.start]):
        return annex
    if first.counter in ("条", "章", "节", "编", "附件") and root.of("article"):
        return root
    before = re.sub(r"[“”\"《》（）()\s]", "", normal(text)[: first.start])
    before = re.sub(rf"{INSIDE_OF}?(?:这|那)?(?:一)?(?:部分|章|节|块)?{INSIDE_OF}?的?[，,]?$", "", before)
    named = [u for u in root.walk() if u.name and u.children and len(bare := _bare(u)) > 1 and before.endswith(bare)]
    if named:
        return max(named, key=lambda unit: len(_bare(unit)))
    noun = re.search(f"{NOUN}$", normal(text)[first.start : first.end]) if first.counter in ("项", "条", "点") else None
    bearing = [u for u in root.walk() if noun and u.children and noun[0] in _bare(u)]
    return bearing[0] if len(bearing) == 1 else root


def _annex_said(root: Unit, before: str) -> Unit | None:
    """The annex whose name ends what stands before an address, in part: "后头附的准入目录，一里面的（三）"."""
    before = re.sub(rf"{INSIDE_OF}?的?[，,]?\s?$", "", before)
    own = before.rpartition("□")[2]
    shared = [(shared_run(_bare(unit), own), unit) for unit in root.children if unit.form == "annex" and unit.children]
    said = [unit for run, unit in shared if len(run) >= SHORTEST_OF_ANNEX and own.endswith(run)]
    return said[0] if len(said) == 1 else None


def _bare(unit: Unit) -> str:
    return re.sub(r"\s", "", without_labels(unit.name)).rstrip("。：:")


def _listed_annex(document: Document, address: Address) -> Line | None:
    """An annex of which a document gives the name alone, in the list at its end."""
    step = address[-1]
    listed = [one for one in listed_annexes(document) if step.counter == "附件" and one.number == step.number]
    return (
        Line(f"附件{step.number}（只列了名称）：", (Span(document.id, listed[0].start, listed[0].end),))
        if listed
        else None
    )


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


def normal(text: str) -> str:
    """A question with its short addresses written out: "第三、五条", "3条 5条", "前两条", "排第18的任务"; without the marks of a style."""
    text = SHORT_LIST.sub(lambda m: "和".join(f"第{n}{m[2]}" for n in re.findall(ORDINAL, m[1])), text)
    text = BARE_LIST.sub(lambda m: "和".join(f"第{n}{m[2]}" for n in re.findall(ORDINAL, m[1] + m[3])), text)
    text = SHORT_END.sub(r"\1\2第\3\4", text)
    text = SHORT_RANGE.sub(r"第\1\3到第\2\3", text)
    text = IN_ORDER.sub(lambda m: f"第{m[1] or m[2]}项", text)
    text = FIRST_ONES.sub(lambda m: f"第1{m[2]}到第{m[1]}{m[2]}", text)
    text = LAST_ONES.sub(_last_ones, text)
    return STYLE.sub("", text)


def _last_ones(match: re.Match[str]) -> str:
    back = range(int(number_of(match[1])), 0, -1)
    return "和".join(f"倒数第{n}{match[2]}" for n in back)


def read_addresses(text: str) -> tuple[list[Address], str]:
    """The addresses in a question, and the question without them.

    >>> [[(s.counter, s.number) for s in a] for a in read_addresses("第十二条第二款第（三）项")[0]]
    [[('条', '12'), ('款', '2'), ('项', '3')]]
    >>> [[(s.counter, s.number) for s in a] for a in read_addresses("第3条到第5条")[0]]
    [[('条', '3')], [('条', '4')], [('条', '5')]]
    """
    text = normal(text)
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
        elif INTO.match(between) and step.counter == "（一）" and before.counter == "款":  # "1款(4)项"
            found[-1].append(replace(step, counter="项"))
        elif before.counter in UNDER_HEADING and _leads_down(before, step, between):
            found[-1][-1] = replace(before, words=AROUND_WORDS.sub("", between))
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


def _leads_down(before: Step, step: Step, between: str) -> bool:
    """Whether the words between two numbers are those of the heading of the first, and the second stands under it."""
    if INTO.match(between):
        return True
    is_heading = HEADING_INTO.match(between) and not NOT_HEADING.search(between)
    says_inside = re.search(rf"{INSIDE_OF}的?\s?$", between)
    return bool(is_heading) and (bool(says_inside) or RANK[step.counter] > RANK[before.counter])


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
        return Step(_counter(match["lastof"]), f"last{number_of(match['back']) if match['back'] else '1'}", *span)
    if match["first"]:
        return Step(_counter(match["firstof"]), "1", *span)
    if match["serial"]:
        return Step("号", number_of(match["serial"]), *span)
    if match["n"]:
        more = f"之{number_of(match['sub'])}" if match["sub"] else ""
        return Step(_counter(match["of"]), number_of(match["n"]) + more, *span)
    if match["bn"]:
        is_of_law = match["bof"] in ("款", "项", "目", "点")
        return Step(match["bof"] if is_of_law else "（一）", number_of(match["bn"]), *span)
    if match["box"] or match["qn"]:
        return Step(match["qof"] or "专栏", number_of(match["box"] or match["qn"]), *span)
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


def _counter(word: str) -> str:
    return "块" if word.endswith("块") else word


def _between(first: str, last: str) -> Iterator[str]:
    if first.isdigit() and last.isdigit():
        low, high = sorted((int(first), int(last)))
        yield from map(str, range(low + 1, min(high, low + MOST_UNITS)))


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
