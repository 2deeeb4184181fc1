"""Conversation -> HTML. Everything that comes from a reader or a document is escaped here, whatever it holds."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from mingce.citations import date_text, quoted_title
from mingce.datatypes import Answer, Citation, Document, Hit
from web.conversation import STOPPED, State, Turn

EXAMPLES: Mapping[str, tuple[str, str]] = {
    "干部学习": ("长江经济带高质量发展坚持什么样的工作机制？", "推进涉外法治工作的根本目的是什么？"),
    "企业办事": ("到2025年要培育多少科技型中小企业？", "建筑施工企业可以争创哪些奖项？"),
    "培训备课": ("涉外法治人才要具备哪四个方面的素质？", "“领跑者”制度和“领先者”行动有什么区别，分别针对哪类标准？"),
}
SEARCHED_SHOWN = 6  # titles named under a refusal before "等"

Documents = Mapping[str, Document]


def conversation_html(turns: Sequence[Turn], documents: Documents) -> str:
    """All turns, oldest first; what to do first where there is none yet."""
    inner = "".join(turn_html(turn, documents) for turn in turns) or empty_html(len(documents))
    return f'<div class="conversation" role="log" aria-label="问答记录">{inner}</div>'


def empty_html(documents: int) -> str:
    groups = "".join(
        f'<div class="example-group"><h3>{escape(group)}</h3>{"".join(map(example_html, questions))}</div>'
        for group, questions in EXAMPLES.items()
    )
    return (
        '<section class="empty">'
        "<h2>用一句话提问，答案逐句取自原文。</h2>"
        f"<p>现收录 {documents} 份文件。每句引文后有编号，点编号即可看到它在原文中的位置；"
        "文件里没有写的，会直接告诉您没有。</p>"
        f'<div class="examples">{groups}</div>'
        "</section>"
    )


def example_html(question: str) -> str:
    return (
        f'<button type="button" class="example" data-event="example" data-question="{escape(question)}">'
        f"{escape(question)}</button>"
    )


def turn_html(turn: Turn, documents: Documents) -> str:
    return (
        f'<section class="turn {turn.state.value}" aria-busy="{str(turn.state is State.BUSY).lower()}">'
        f'<h2 class="question"><span class="label">问</span><span class="words">{escape(turn.question)}</span></h2>'
        f"{scope_html(turn.doc_ids, documents)}{reply_html(turn, documents)}</section>"
    )


def scope_html(doc_ids: Collection[str], documents: Documents) -> str:
    if not doc_ids:
        return ""
    return (
        f'<p class="scope">只查：{escape("、".join(quoted_title(documents[doc_id].title) for doc_id in doc_ids))}</p>'
    )


def reply_html(turn: Turn, documents: Documents) -> str:
    if turn.state is State.FAILED:
        return f'<div class="failure" role="alert"><strong>未能回答</strong><p>{escape(turn.problem)}</p></div>'
    if turn.state is State.STOPPED:
        return f'<p class="note">{STOPPED}</p>'
    if turn.answer is None:
        return '<p class="note busy-note">正在查找原文…</p>'
    if turn.answer.found:
        complete = turn.state is State.ANSWERED
        cards = citations_html(turn.answer.citations, documents) if complete else ""
        note = f'<p class="note">{escape(turn.answer.note)}</p>' if turn.answer.note else ""
        return f'<div class="answer">{answer_html(turn.answer, turn.shown)}</div>{note}{cards}'
    return refusal_html(turn, documents)


def answer_html(answer: Answer, shown: int) -> str:
    """The answer's lines up to and including its mark number `shown`; what is quoted looks different from what is not."""
    lines = answer_lines(answer, shown)
    html = []
    for is_item, group in groupby(lines, key=lambda line: line.startswith("- ")):
        if is_item:
            html.append(f"<ul>{''.join(f'<li>{line[2:]}</li>' for line in group)}</ul>")
        else:
            html += [f"<p>{line}</p>" for line in group if line]
    return "".join(html)


def answer_lines(answer: Answer, shown: int) -> list[str]:
    """Lines of the answer as HTML without their block tags."""
    citations = {citation.n: citation for citation in answer.citations}
    lines = [""]
    marks = 0
    for text, is_quote in split_quotes(answer):
        if is_quote:
            lines[-1] += f'<q class="quote">{escape(text)}</q>'
        elif (mark := re.fullmatch(r"\[(\d+)\]", text)) and int(mark[1]) in citations:
            lines[-1] += mark_html(citations[int(mark[1])])
            marks += 1
            if marks == shown:
                break
        else:
            first, *rest = escape(text).split("\n")
            lines[-1] += first
            lines += rest
    return lines


def split_quotes(answer: Answer) -> Iterator[tuple[str, bool]]:
    """The answer's text in pieces: quotes, marks and the rest. True for a quote.

    Quotes are matched whole and first: a document may hold "[1]" or a line break of its own.
    """
    quotes = sorted({citation.quote for citation in answer.citations if citation.quote}, key=len, reverse=True)
    pattern = re.compile("|".join([*map(re.escape, quotes), r"\[\d+\]"]))
    end = 0
    for match in pattern.finditer(answer.text):
        if match.start() > end:
            yield answer.text[end : match.start()], False
        yield match[0], match[0] in quotes
        end = match.end()
    if end < len(answer.text):
        yield answer.text[end:], False


def mark_html(citation: Citation) -> str:
    label = f"引文 {citation.n}，出自{quoted_title(citation.title)}，打开原文"
    return (
        f'<button type="button" class="mark" {opens(citation.doc_id, citation.start, citation.end)} '
        f'aria-label="{escape(label)}">[{citation.n}]</button>'
    )


def citations_html(citations: Sequence[Citation], documents: Documents) -> str:
    if not citations:
        return ""
    cards = "".join(f"<li>{card_html(citation, documents[citation.doc_id])}</li>" for citation in citations)
    return f'<div class="sources"><h3>出处</h3><ol class="citations">{cards}</ol></div>'


def card_html(citation: Citation, document: Document) -> str:
    page = f"第 {citation.page} 页" if citation.page is not None else ""
    return (
        f'<button type="button" class="citation" {opens(citation.doc_id, citation.start, citation.end)}>'
        f'<span class="n">{citation.n}</span><span class="where">'
        f'<span class="title">{escape(quoted_title(citation.title))}</span>'
        f"{path_html(citation.path)}{facts_html(date_text(document.date), document.kind, page)}"
        "</span></button>"
    )


def refusal_html(turn: Turn, documents: Documents) -> str:
    assert turn.answer is not None
    searched = searched_html(turn.doc_ids or tuple(documents), documents) if turn.searched else ""
    return (
        f'<div class="refusal" role="note"><strong>文件里没有</strong><p>{escape(turn.answer.text)}</p>{searched}</div>'
        f"{related_html(turn.answer.related)}"
    )


def searched_html(doc_ids: Sequence[str], documents: Documents) -> str:
    titles = "、".join(quoted_title(documents[doc_id].title) for doc_id in doc_ids[:SEARCHED_SHOWN])
    more = f"等 {len(doc_ids)} 份" if len(doc_ids) > SEARCHED_SHOWN else ""
    return f'<p class="searched">所查文件：{escape(titles)}{more}。</p>'


def related_html(hits: Sequence[Hit]) -> str:
    """The nearest sections, each opening in the source. They are not an answer, and say so."""
    if not hits:
        return ""
    items = "".join(
        f'<li><button type="button" class="citation" {opens(hit.doc_id, hit.start, hit.end)}><span class="where">'
        f'<span class="title">{escape(quoted_title(hit.title))}</span>{path_html(hit.path)}'
        f'<span class="snippet">{escape(hit.sentences[0].text if hit.sentences else hit.text)}</span>'
        "</span></button></li>"
        for hit in hits
    )
    return f'<div class="sources related"><h3>相近的段落<small>供查阅，不是答案</small></h3><ul>{items}</ul></div>'


def opens(doc_id: str, start: int | None = None, end: int | None = None) -> str:
    """Attributes of a button that opens a document, at a passage where one is given."""
    passage = f' data-start="{start}" data-end="{end}"' if start is not None and end is not None else ""
    return f'data-event="source" data-document="{escape(doc_id)}"{passage}'


def path_html(path: Sequence[str]) -> str:
    return f'<span class="path">{" › ".join(map(escape, path))}</span>' if path else ""


def facts_html(*facts: str) -> str:
    known = " · ".join(escape(fact) for fact in facts if fact)
    return f'<span class="facts">{known}</span>' if known else ""
