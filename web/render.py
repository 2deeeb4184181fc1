"""Conversation -> HTML. Everything that comes from a reader or a document is escaped here, whatever it holds."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from html import escape
from itertools import groupby

from mingce.ask.compose import confidence_words
from mingce.ask.feedback import LONGEST_NOTE, REASONS_FOUND, REASONS_REFUSED
from mingce.ask.suggest import APPLIES, PREPARE, STUDY
from mingce.datatypes import Answer, Citation, Document, Hit
from mingce.index import Index
from mingce.text.citations import as_footnotes, as_text, date_text, quoted_title
from mingce.text.versions import VERSION
from web.conversation import GOOD, STOPPED, State, Turn

SEARCHED_SHOWN = 6  # titles named under a refusal before "等"
LONG = 80  # characters of a question that may not fit into five lines of a phone
WAYS: Mapping[str, tuple[str, str, str]] = {  # a room -> who starts there, its name, what it does
    STUDY: ("干部学习", "研读", "通读文件，看提法、比异同、出摘要"),
    APPLIES: ("企业办事", "对照", "说说您的情况，看哪些条款与您有关"),
    PREPARE: ("培训备课", "备课", "从原文做提纲、试题和讲义"),
}

Documents = Mapping[str, Document]


@dataclass(frozen=True)
class Shelf:
    """What turns are shown against: the documents as they are now."""

    documents: Documents
    warning: Callable[[str], str] = lambda doc_id: ""  # what a reader should know before relying on a document

    @classmethod
    def of(cls, index: Index) -> "Shelf":
        return cls(index.contents.by_id, cache(partial(warning, index)))

    def holds(self, citation: Citation) -> bool:
        """False where the document is gone, or has other words there, since the question was answered."""
        document = self.documents.get(citation.doc_id)
        return document is not None and document.text[citation.start : citation.end] == citation.quote

    def title(self, doc_id: str) -> str:
        document = self.documents.get(doc_id)
        return quoted_title(document.title) if document else f"已移出的文件（{doc_id}）"


def warning(index: Index, doc_id: str) -> str:
    """That a document is not in force, is on trial, ends on a day or has a newer version; "" for all others."""
    status = index.validity(doc_id)
    if status.in_force is False or status.state == "试行":
        return f"{status.state}：{status.reason}"
    has_newer = any(r.kind == VERSION and r.other == doc_id for r in index.relations(doc_id))
    return status.reason if has_newer or (status.in_force and status.state.startswith("有效期")) else ""


def conversation_html(turns: Sequence[Turn], shelf: Shelf, examples: Mapping[str, Sequence[str]] | None = None) -> str:
    """All turns, oldest first; what to do first where there is none yet.

    examples: questions for each of `WAYS`, None while they are being looked for.
    """
    inner = "".join(turn_html(turn, n, shelf) for n, turn in enumerate(turns))
    return (
        '<div class="conversation" role="log" aria-label="问答记录">'
        f"{inner or empty_html(len(shelf.documents), examples or {})}</div>"
    )


def empty_html(documents: int, examples: Mapping[str, Sequence[str]]) -> str:
    ways = "".join(
        f'<section class="way"><h3>{who}</h3><div>{"".join(map(example_html, examples.get(room, ())))}'
        f'<button type="button" class="to-room" data-room="{room}">去“{name}”：{what}</button></div></section>'
        for room, (who, name, what) in WAYS.items()
    )
    return (
        '<section class="empty">'
        "<h2>用一句话提问，答案逐句取自原文。</h2>"
        f"<p>现收录 {documents} 份文件。每句引文后有编号，点编号即可看到它在原文中的位置；"
        "文件里没有写的，会直接告诉您没有。</p>"
        f'<div class="ways">{ways}</div>'
        "</section>"
    )


def example_html(question: str) -> str:
    return (
        f'<button type="button" class="example" data-event="example" data-question="{escape(question)}">'
        f"{escape(question)}</button>"
    )


def turn_html(turn: Turn, n: int, shelf: Shelf) -> str:
    """n: the turn's place in the conversation, which its buttons send."""
    return (
        f'<section class="turn {turn.state.value}" aria-busy="{str(turn.state is State.BUSY).lower()}">'
        f'<h2 class="question"><span class="label">问</span>{words_html(turn.question)}</h2>'
        f"{scope_html(turn, shelf)}{reply_html(turn, n, shelf)}</section>"
    )


def words_html(question: str) -> str:
    """A long question scrolls by itself, and is then reached by keyboard."""
    is_long = len(question) > LONG or question.count("\n") > 2
    return f'<span class="words"{" tabindex=0" * is_long}>{escape(question)}</span>'


def scope_html(turn: Turn, shelf: Shelf) -> str:
    if not turn.doc_ids and not turn.filters:
        return ""
    restricted = turn.filters or titles_text(turn.doc_ids, shelf)
    counted = f"（{len(turn.doc_ids)} 份文件）" if turn.filters and turn.doc_ids else ""
    return f'<p class="scope">只查：{escape(restricted)}{counted}</p>'


def titles_text(doc_ids: Sequence[str], shelf: Shelf) -> str:
    more = f"等 {len(doc_ids)} 份" if len(doc_ids) > SEARCHED_SHOWN else ""
    return "、".join(map(shelf.title, doc_ids[:SEARCHED_SHOWN])) + more


def reply_html(turn: Turn, n: int, shelf: Shelf) -> str:
    if turn.state is State.FAILED:
        return (
            f'<div class="failure" role="alert"><strong>未能回答</strong><p>{escape(turn.problem)}</p></div>'
            f'<div class="actions">{retry_html(n)}</div>'
        )
    if turn.state is State.STOPPED:
        return f'<p class="note">{STOPPED}</p><div class="actions">{retry_html(n)}</div>'
    if turn.answer is None:
        return '<p class="note busy-note">正在查找原文…</p>'
    if not turn.answer.found:
        return refusal_html(turn, n, shelf)
    note = f'<p class="note">{escape(turn.answer.note)}</p>' if turn.answer.note else ""
    after = ""
    if turn.state is State.ANSWERED:
        after = (
            f"{confidence_html(turn.answer)}{citations_html(turn.answer.citations, shelf)}"
            f'<div class="actions">{copy_html(turn.answer, shelf)}{rating_html(turn, n)}</div>'
        )
    return f'<div class="answer">{answer_html(turn.answer, turn.shown)}</div>{note}{after}'


def confidence_html(answer: Answer) -> str:
    because = f"：{escape(answer.reason)}" if answer.reason else ""
    return f'<p class="confidence"><b>{confidence_words(answer.confidence)}</b>{because}</p>'


def retry_html(n: int) -> str:
    return f'<button type="button" data-event="retry" data-turn="{n}">重试</button>'


def copy_html(answer: Answer, shelf: Shelf) -> str:
    """Two ways to take the answer into a document. None where a quote no longer stands in its document."""
    if not answer.citations or not all(map(shelf.holds, answer.citations)):
        return ""
    plain, footnotes = as_text(answer.citations, shelf.documents), as_footnotes(answer, shelf.documents)
    return "".join(
        f'<button type="button" data-copy="{escape(text)}" data-copy-html="{escape(html)}">{label}</button>'
        for label, text, html in (
            ("复制（文中注）", plain, paragraphs_html(plain)),
            ("复制（脚注）", footnotes, footnotes_html(answer, footnotes.removeprefix(answer.text))),
        )
    )


def paragraphs_html(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line)


def footnotes_html(answer: Answer, notes: str) -> str:
    """What a word processor gets: the answer with raised marks, a rule, the notes."""
    body = "".join(
        f"<sup>{text}</sup>" if not is_quote and re.fullmatch(r"\[\d+\]", text) else escape(text)
        for text, is_quote in split_quotes(answer)
    )
    return f"<p>{body.replace(chr(10), '</p><p>')}</p><hr>{paragraphs_html(notes)}"


def rating_html(turn: Turn, n: int) -> str:
    """Whether the answer was good; if not, what is wrong with it."""
    assert turn.answer is not None
    if turn.rating:
        return f'<span class="rated">已记下：{escape(turn.rating)}</span>'
    reasons = "".join(
        f'<label><input type="radio" name="reason" value="{reason}"{" checked" * (row == 0)}>{reason}</label>'
        for row, reason in enumerate(REASONS_FOUND if turn.answer.found else REASONS_REFUSED)
    )
    return (
        f'<button type="button" class="good" data-event="rate" data-turn="{n}" data-reason="{GOOD}">{GOOD}</button>'
        '<details class="bad"><summary>有问题</summary><fieldset><legend>哪里不对</legend>'
        f'<div class="reasons">{reasons}</div>'
        f'<label class="comment">补充说明，或贴上应引的原文<textarea name="comment" rows="2" maxlength="{LONGEST_NOTE}">'
        "</textarea></label>"
        f'<button type="button" data-event="rate" data-turn="{n}">提交</button>'
        "<small>只存在运行明策的这台机器上。</small></fieldset></details>"
    )


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
    """[n]: opens the source; page.js shows the quote and its place in a small card when it is pointed at."""
    title = quoted_title(citation.title)
    label = f"引文 {citation.n}，出自{title}，打开原文"
    return (
        f'<button type="button" class="mark" {opens(citation.doc_id, citation.start, citation.end)} '
        f'data-quote="{escape(citation.quote)}" data-place="{escape(title + citation.place)}" '
        f'aria-label="{escape(label)}">[{citation.n}]</button>'
    )


def citations_html(citations: Sequence[Citation], shelf: Shelf) -> str:
    if not citations:
        return ""
    cards = "".join(f"<li>{card_html(citation, shelf)}</li>" for citation in citations)
    return f'<div class="sources"><h3>出处</h3><ol class="citations">{cards}</ol></div>'


def card_html(citation: Citation, shelf: Shelf) -> str:
    """Where a quote stands, who says it, and what a reader should know before relying on it."""
    document = shelf.documents.get(citation.doc_id)
    of_document = (document.issuer, date_text(document.date), document.kind) if document else ()
    page = f"第 {citation.page} 页" if citation.page is not None else ""
    speaker = f"{citation.speaker}的话" if citation.speaker else ""
    cautions = (
        "" if shelf.holds(citation) else "原文已变动：这份文件已移出或改过，引文是作答时的原话",
        shelf.warning(citation.doc_id) if document else "",
        "这一页识别把握不大，请核对原件" if citation.is_doubtful else "",
    )
    warned = "".join(f'<span class="caution">{escape(words)}</span>' for words in cautions if words)
    return (
        f'<button type="button" class="citation" {opens(citation.doc_id, citation.start, citation.end)}>'
        f'<span class="n">{citation.n}</span><span class="where">'
        f'<span class="title">{escape(quoted_title(citation.title) + citation.place)}</span>'
        f"{path_html(citation.path)}{facts_html(*of_document, page, speaker)}{warned}"
        "</span></button>"
    )


def refusal_html(turn: Turn, n: int, shelf: Shelf) -> str:
    assert turn.answer is not None
    searched = actions = ""
    if turn.searched:
        titles = titles_text(turn.doc_ids or tuple(shelf.documents), shelf)
        searched = f'<p class="searched">所查文件：{escape(titles)}。</p>'
    if turn.state is State.NOT_FOUND:
        again = f'<button type="button" data-rephrase="{escape(turn.question)}">换个问法</button>'
        actions = f'<div class="actions">{again}{rating_html(turn, n) if turn.searched else ""}</div>'
    return (
        f'<div class="refusal" role="note"><strong>文件里没有</strong><p>{escape(turn.answer.text)}</p>{searched}</div>'
        f"{related_html(turn.answer.related)}{actions}"
    )


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
