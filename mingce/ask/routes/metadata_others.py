"""What a document tells of another one: which it prints, forwards or amends, and which it repeals that is not there.

tests/ask/routes/test_metadata.py is the table of examples.
"""

import re
from collections.abc import Iterable, Iterator

from mingce.ask.naming import aliases
from mingce.ask.routes.address import read_addresses
from mingce.ask.routes.asked import Asked, quoted
from mingce.ask.routes.metadata_proofs import MOST_MENTIONS, dated, sentence_at, spaced, stripped
from mingce.ask.routes.reply import Line, Span
from mingce.ask.routes.units import listed_annexes
from mingce.datatypes import Document
from mingce.text.dates import date_text
from mingce.text.fold import fold
from mingce.text.metadata import printed_in
from mingce.text.patterns import DOCUMENT_NUMBER
from mingce.text.places import place_of
from mingce.text.versions import plain_title, repealed_names

LEAST_OWN = 6  # characters of a name without its place
ANNEX_NUMBER = re.compile(r"附\s?件\s?\d{1,2}[\s\u3000：:]*$")
ANNEXES_LISTED = re.compile(r"(?m)^[\s\u3000]*附\s?件\s?[：:]")
ASKS_NAME = re.compile(r"什么|啥|名|标题|题目|哪")
LONGEST_NUMBER = 40  # characters with which a document is numbered, in brackets
ORDER_OF = re.compile(r"令\s*第?\s*\d+\s*号")
# What points from a notice to the document that it prints: "国务院的原文", "后头附的批复", "五个委局自己署的日子"
PRINTED = re.compile(r"原文|原件|原(?:批复|文件|通知|意见)|附的|转发的是|印发的是|自己|本身|正文|里面")
# What points to a document that a notice forwards, in the question, in the text and in the title
FORWARDED = re.compile(r"(?:[转批印]发|附)的|所[转批印附]|拟的|起草|拟定|原(?:文|件)")
FORWARDS = re.compile(r"现将《[^。\n]*(?:转发|印发)")
FORWARDED_OF = re.compile(r"[转批]发(?P<body>[\u4e00-\u9fff、]{2,20}?)(?:等部门)?(?:《|关于)")
# "本办法由市财政局负责解释", "本规定的解释权归…", "本条例具体应用中的问题由…负责解释"; not "司法解释"
INTERPRETED = re.compile(
    r"(?:由|归|授权|委托)[^。；\n]{2,80}?(?:负责|承担|进行|作出|予以)?(?:具体|行政|最终)?(?:的)?解释(?:工作)?(?:[。；，）]|\s*$)|解释权[^。；\n]{0,6}[归由属]|[^。；\n]{2,80}负责(?:对[^。；\n]{1,20})?(?:具体|行政)?(?:的)?解释",
    re.M,
)
MOST_INTERPRETERS = 2  # a notice says it, and the measure that it prints
AMENDS = re.compile(r"修[改订正]\s*(《.+》)\s*(?:的|等)")
# Of a decision on several: "一、对《…》作如下修改", "将《…》第五条修改为"
AMENDED = re.compile(r"(?:对|将|把)《[^。；\n]{2,80}?》[^。；\n]{0,80}?(?:修改|修正|修订)")
MOST_AMENDED = 30
CALLED = {"国务院办公厅": "国办", "中共中央办公厅": "中办"}


def repealed(asked: Asked) -> list[Line]:
    """A document that is not there but that one which is there repeals."""
    said = fold(plain_title(asked.question.plain))
    known = asked.searcher.names.repealed
    name = max((name for name in known if name in said), key=len, default="") or _described(said, known)
    names = [alias for document in asked.named.documents for alias in aliases(document)]
    if by_number := _repealed_number(asked):
        return by_number
    if not name or any(name in alias and alias in said for alias in names):
        return []  # a document that is there has a longer name: 促进个体工商户发展条例
    lines = []
    for document, start, end in known[name][:MOST_MENTIONS]:
        if not asked.doc_ids or document.id in asked.doc_ids:
            span = Span(document.id, *stripped(asked, document.id, start, end))
            lines.append(Line(f"《{name}》没有收录；{quoted(document)}写明它已废止：", (span,)))
    return lines


def _described(said: str, known: Iterable[str]) -> str:
    """What is repealed, where a question says its place in short: "彭水…城市规划管理实施办法"; "" where none or several are."""
    found = []
    for name in known:
        place = fold(place_of(name))
        own = name.removeprefix(place)
        if place and len(own) >= LEAST_OWN and own in said and place[:2] in said.partition(own)[0]:
            found.append(name)
    return found[0] if len(found) == 1 else ""


def _repealed_number(asked: Asked) -> list[Line]:
    """The same by the number of what is repealed: "闽政办〔2011〕123号还管用吗"."""
    lines = []
    for said in DOCUMENT_NUMBER.finditer(asked.question.plain):
        wanted = fold(said[0])
        if any(document.number and fold(document.number) in wanted for document in asked.scope):
            continue
        for document in asked.scope:
            if not spaced(document, said[0], 0):
                continue
            for _, number, _, start, end in repealed_names(document.text):
                if number and fold(number) in wanted:
                    span = Span(document.id, *stripped(asked, document.id, start, end))
                    lines.append(Line(f"{said[0]}没有收录；{quoted(document)}写明它已废止：", (span,)))
    return lines[:MOST_MENTIONS]


def of_the_printed(asked: Asked, document: Document, name: str) -> list[Line]:
    """The same of the document that one prints or forwards, where the question speaks of that one too."""
    return _of_the_printed(asked, document, name) or _of_the_forwarded(asked, document, name)


def _of_the_forwarded(asked: Asked, document: Document, name: str) -> list[Line]:
    """The same of a document that is forwarded and not printed: its number, where the notice names it with it, and who
    made it."""
    if not FORWARDED.search(asked.named.rest):
        return []
    if name == "number":
        for match in FORWARDS.finditer(document.text):
            if number := next((m for m in DOCUMENT_NUMBER.finditer(match[0]) if m[0] != document.number), None):
                proof = sentence_at(asked, document, match.start() + number.start())
                return [Line(f"所转发的文件——文号：{number[0]}。", (proof,))]
    made_by = FORWARDED_OF.search(document.title) if name == "issuer" else None
    if made_by and (found := spaced(document, made_by["body"], 0)):
        said = [span for span in found if document.text.startswith("《", span.end)] or found
        return [Line(f"所转发的文件由{made_by['body']}拟定。", (sentence_at(asked, document, said[0].start),))]
    return []


def _of_the_printed(asked: Asked, document: Document, name: str) -> list[Line]:
    printed = printed_in(document) if name in ("number", "date", "signature", "issuer", "addressees") else None
    if printed is None:
        return []
    inner, offset = printed
    bodies = [*inner.signature.split(" "), *(inner.issuer.split(" ") if inner.number or inner.signature else [])]
    said = asked.named.rest if asked.named.is_exact else asked.question.plain
    names = {*bodies, *(CALLED.get(body, "") for body in bodies)} - {""}
    is_named = any(body in said for body in names if body not in document.issuer)
    genre = inner.title.strip("《》")[-2:]
    is_named = is_named or (genre in asked.named.rest and not document.title.endswith(genre))
    if not (is_named or PRINTED.search(asked.named.rest)):
        return []
    title = f"所印发的《{inner.title.strip('《》')}》"
    if name == "number" and inner.number:
        found = spaced(document, inner.number, 0)[:1]
        # the notice tells whose number it is: "现将《…》（国函〔2020〕47号）转发给你们"
        proof = tuple(sentence_at(asked, document, s.start) if s.start < offset else s for s in found)
        return [Line(f"{title}——文号：{inner.number}。", proof)]
    if name == "date" and inner.date:
        return [Line(f"{title}——日期：{date_text(inner.date)}。", dated(asked, document, inner.date, offset))]
    if name == "addressees" and inner.addressees:
        return [Line(f"{title}——主送：", spaced(document, inner.addressees[0], offset))]
    if name in ("signature", "issuer") and inner.signature:
        signed = [span for body in bodies for span in spaced(document, body, offset)[-1:]]
        return [Line(f"{title}——署名：{inner.signature}。", tuple(dict.fromkeys(signed)))]
    return []


def annex_span(document: Document, name: str) -> tuple[Span, ...]:
    """Where the list of annexes gives a name, with what numbers it as an annex: "附件2 招生计划"."""
    at = document.text.find(name)
    if at < 0:
        return ()
    line = document.text.rfind("\n", 0, at) + 1
    number = ANNEX_NUMBER.search(document.text, line, at)
    return (Span(document.id, number.start() if number else at, at + len(name)),)


def listed_annex(asked: Asked) -> list[Line]:
    """ "附件3是什么" of a document that gives nothing of its annexes but a list in which some numbers are left out."""
    addresses, rest = read_addresses(asked.named.rest)
    document = asked.named.one
    if document is None or len(addresses) != 1 or len(addresses[0]) != 1 or not ASKS_NAME.search(rest):
        return []
    step = addresses[0][0]
    opening = next(reversed(list(ANNEXES_LISTED.finditer(document.text))), None)
    if (
        step.counter != "附件"
        or opening is None
        or any(unit.number == step.number for unit in asked.outline(document).of("annex"))
    ):
        return []
    if any(unit.number == step.number for unit in listed_annexes(document)):
        return []
    item = re.compile(rf"(?m)^[\s\u3000]*{re.escape(step.number)}\s?[.．、]\s*(\S[^\n]{{2,80}})$")
    match = item.search(document.text, opening.end())
    return [Line(f"附件{step.number}（只列了名称）：", (Span(document.id, *match.span(1)),))] if match else []


def interpreter(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    """The sentence that says who interprets a document: "本办法由市财政局负责解释"."""
    found = [sentence_at(asked, document, m.start()) for m in INTERPRETED.finditer(document.text)]
    of_itself = [span for span in found if re.search(r"[本该]|解释权|应用", asked.text(span))]
    for span in list(dict.fromkeys(of_itself or found))[-MOST_INTERPRETERS:]:
        yield Line("", (span,))


def amends(asked: Asked, document: Document, text: str) -> Iterator[Line]:
    """Which document a decision amends: the sentence of its text that names it with its number, else its title."""
    name = AMENDS.search(document.title)
    if name is None:
        if re.search(r"修[改订正]", document.title):
            spans = (sentence_at(asked, document, m.start()) for m in AMENDED.finditer(document.text))
            yield from (Line("", (span,), is_item=True) for span in list(dict.fromkeys(spans))[:MOST_AMENDED])
        return
    named = spaced(document, name[1], 0)
    numbered = [s for s in named if re.match(r"\s*[（(][^）)\n]*号", document.text[s.end : s.end + LONGEST_NUMBER])]
    for span in (numbered or list(named))[:1]:
        yield Line(f"修改的是{name[1]}：", (sentence_at(asked, document, span.start),))


def clause_of_the_printed(asked: Asked, document: Document) -> tuple[Span, ...]:
    """Who published the measure that a decision amends, as it prints it: "税务登记管理办法（2003年…令第7号公布 …修正）"."""
    name = re.search(r"关于修[改订正]《([^》]+)》", document.title)
    if not name:
        return ()
    match = re.search(rf"(?m)^[\s\u3000]*{re.escape(name[1])}\s*[（(][^\n]*?公布[^\n]*[）)]", document.text)
    return (asked.trimmed(document, *match.span()),) if match and ORDER_OF.search(match[0]) else ()
