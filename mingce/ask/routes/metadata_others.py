"""What a document tells of another one: which it prints, forwards or amends, and which it repeals that is not there.

tests/ask/routes/test_metadata.py is the table of examples.
"""

import re

from mingce.ask.naming import aliases
from mingce.ask.routes.asked import Asked, quoted
from mingce.ask.routes.metadata_proofs import MOST_MENTIONS, dated, sentence_at, spaced, stripped
from mingce.ask.routes.reply import Line, Span
from mingce.datatypes import Document
from mingce.text.dates import date_text
from mingce.text.fold import fold
from mingce.text.metadata import printed_in
from mingce.text.patterns import DOCUMENT_NUMBER
from mingce.text.versions import plain_title, repealed_names

ORDER_OF = re.compile(r"令\s*第?\s*\d+\s*号")
# What points from a notice to the document that it prints: "国务院的原文", "后头附的批复", "五个委局自己署的日子"
PRINTED = re.compile(r"原文|原件|原(?:批复|文件|通知|意见)|附的|转发的是|印发的是|自己|本身|正文|里面")
CALLED = {"国务院办公厅": "国办", "中共中央办公厅": "中办"}


def repealed(asked: Asked) -> list[Line]:
    """A document that is not there but that one which is there repeals."""
    said = fold(plain_title(asked.question.plain))
    known = asked.searcher.names.repealed
    name = max((name for name in known if name in said), key=len, default="")
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


def clause_of_the_printed(asked: Asked, document: Document) -> tuple[Span, ...]:
    """Who published the measure that a decision amends, as it prints it: "税务登记管理办法（2003年…令第7号公布 …修正）"."""
    name = re.search(r"关于修[改订正]《([^》]+)》", document.title)
    if not name:
        return ()
    match = re.search(rf"(?m)^[\s\u3000]*{re.escape(name[1])}\s*[（(][^\n]*?公布[^\n]*[）)]", document.text)
    return (asked.trimmed(document, *match.span()),) if match and ORDER_OF.search(match[0]) else ()
