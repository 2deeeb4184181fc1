"""A document under study -> HTML: what it is, what stands in it, how its wording came about, what changed."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from mingce.datatypes import Citation, Document, Section
from mingce.facts.formulations import Formulation
from mingce.study.compare import NOTE, Comparison, Pair, differing
from mingce.study.find import Match, by_document, surroundings
from mingce.study.wording import Use, summary
from mingce.text.citations import date_text, quoted_title, source_line
from mingce.text.metadata import facts
from mingce.text.versions import Relation, Validity
from web.render import opens
from web.source import Heading, outline

Documents = Mapping[str, Document]
LISTED = 300  # matches, formulations or sentences of one list
SPEAKS = {"会议": "会议", "习近平": "习近平总书记"}


def empty_html(documents: Iterable[Document]) -> str:
    items = "".join(
        f'<li><button type="button" class="pick" data-event="pick" data-document="{escape(document.id)}">'
        f"{escape(quoted_title(document.title))}</button></li>"
        for document in list(documents)[:5]
    )
    return (
        '<section class="empty"><h2>选一份文件，逐句读懂。</h2>'
        "<p>看目录和效力，查一个词在哪里出现，看一个提法最早和最近怎么说，把新旧两份文件逐句对照，"
        "或者摘出一页要点。所有内容都是原文，点一下就在右边打开。</p>"
        f"<p>从这里开始：</p><ul>{items}</ul></section>"
    )


def about_html(
    document: Document,
    sections: Sequence[Section],
    status: Validity,
    relations: Sequence[Relation],
    voices: Mapping[str, int],
) -> str:
    """Metadata, validity, who speaks, outline."""
    rows = [*facts(document), ("效力", f"{status.state}。{status.reason}")]
    if voices:
        rows.append(("谁在说", "，".join(f"{SPEAKS[name]} {count} 句" for name, count in voices.items())))
    listed = "".join(f"<div><dt>{name}</dt><dd>{escape(value)}</dd></div>" for name, value in rows)
    links = "".join(
        f'<p class="relation"><b>{escape(r.kind)}</b>{escape(r.reason)} '
        f'<button type="button" class="link" {opens(r.other if r.doc_id == document.id else r.doc_id)}>打开另一份</button></p>'
        for r in relations
    )
    tree = headings_html(outline(sections), sections)
    contents = f"<h3>目录</h3>{tree}" if tree else '<p class="note">这份文件没有标题，按自然段切分。</p>'
    return f"<dl>{listed}</dl>{links}{contents}"


def headings_html(headings: Sequence[Heading], sections: Sequence[Section]) -> str:
    if not headings:
        return ""
    items = []
    for heading in headings:
        section = sections[heading.row]
        at = opens(section.doc_id, section.start, section.start + len(heading.text))
        items.append(
            f'<li><button type="button" class="link" {at}>{escape(heading.text)}</button>'
            f"{headings_html(heading.children, sections)}</li>"
        )
    return f'<ol class="tree">{"".join(items)}</ol>'


def matches_html(words: str, matches: Sequence[Match], documents: Documents) -> str:
    if not words.strip():
        return '<p class="note">输入一个词或一句话。全角半角、繁体简体都能对上。</p>'
    if not matches:
        return f'<p class="note">没有出现“{escape(words)}”。这里按原字查找；想按意思找，请到“问答”。</p>'
    groups = []
    for doc_id, own in by_document(matches[:LISTED]):
        items = "".join(f"<li>{match_html(match, documents[doc_id])}</li>" for match in own)
        title = escape(quoted_title(documents[doc_id].title))
        groups.append(f"<h3>{title}<small>{len(own)} 处</small></h3><ol>{items}</ol>")
    more = f'<p class="note">只列出前 {LISTED} 处。</p>' if len(matches) > LISTED else ""
    return f'<p class="note">“{escape(words)}”共出现 {len(matches)} 处。</p>{"".join(groups)}{more}'


def match_html(match: Match, document: Document) -> str:
    before, behind = surroundings(document.text, match)
    found = document.text[match.start : match.end]
    return (
        f'<button type="button" class="line" {opens(document.id, match.start, match.end)}>'
        f"{escape(before)}<mark>{escape(found)}</mark>{escape(behind)}</button>"
    )


def terms_html(found: Sequence[Formulation], documents: Documents) -> str:
    """The formulations of a document, each leading to its history."""
    if not found:
        return '<p class="note">这份文件里没有带引号的词或数字口号。可以在上面输入任何一个提法。</p>'
    items = "".join(
        f'<li><button type="button" class="term" data-event="term" data-term="{escape(f.term)}">{escape(f.term)}</button>'
        f"<small>{len(f.places)} 处{'，文件写明了含义' if f.spelled_out else ''}</small></li>"
        for f in found[:LISTED]
    )
    return f'<p class="note">点一个提法，看它在所有文件里的说法。</p><ul class="terms">{items}</ul>'


def uses_html(term: str, uses: Sequence[Use], documents: Documents) -> str:
    head = f"<h3>“{escape(term)}”</h3><p class='note'>{escape(summary(term, uses, dict(documents)))}</p>"
    items = "".join(f"<li>{use_html(use, documents)}</li>" for use in uses[:LISTED])
    return f'{head}<ol class="uses">{items}</ol>'


def use_html(use: Use, documents: Documents) -> str:
    citation = use.citation
    if use.before is None:
        quote, note = marked(citation, use.terms), ""
    else:
        _, new = differing(use.before.quote, citation.quote)
        quote = pieces_html(new, "ins")
        note = f'<p class="note">划线处与 {escape(source_line(use.before, documents[use.before.doc_id]))} 不同。</p>'
    date = date_text(use.date) or "日期不明"
    who = f"（{SPEAKS[citation.speaker]}）" if citation.speaker else ""
    return f'<p class="when">{date}{who}</p>{quoted(quote, citation, documents)}{note}'


def digest_html(quotes: Sequence[Citation], documents: Documents) -> str:
    if not quotes:
        return '<p class="note">这份文件太短，摘不出要点。</p>'
    parts = []
    part = ""
    for citation in quotes:
        heading = citation.path[0] if citation.path else ""
        if heading and heading != part:
            parts.append(f"<h3>{escape(heading)}</h3>")
        part = heading
        parts.append(quoted(escape(citation.quote), citation, documents))
    note = "各句均摘自原文，按原文次序；由程序按句子在全文中的中心程度选出，不是全文的概括。"
    return f'<p class="note">{note}</p>{"".join(parts)}'


def comparison_html(found: Comparison, documents: Documents) -> str:
    changed = [pair for pair in found.pairs if not pair.is_same]
    same = [pair for pair in found.pairs if pair.is_same]
    head = (
        f'<p class="note">较早：{escape(quoted_title(found.older.title))}（{date_text(found.older.date) or "日期不明"}）；'
        f"较晚：{escape(quoted_title(found.newer.title))}（{date_text(found.newer.date) or '日期不明'}）。"
        f"相同 {len(same)} 句，措辞变化 {len(changed)} 句，新增 {len(found.added)} 句，后来没有 {len(found.dropped)} 句。{NOTE}</p>"
    )
    pairs = "".join(pair_html(pair, documents) for pair in changed[:LISTED])
    table = (
        f'<table><thead><tr><th scope="col">{escape(quoted_title(found.older.title))}</th>'
        f'<th scope="col">{escape(quoted_title(found.newer.title))}</th></tr></thead><tbody>{pairs}</tbody></table>'
        if pairs
        else '<p class="note">没有措辞相近而不同的句子。</p>'
    )
    return (
        f"{head}<h3>措辞有变化<small>{len(changed)} 句</small></h3>{table}"
        f"{sentences_html('新增', found.added, documents)}{sentences_html('后来没有', found.dropped, documents)}"
        f"{sentences_html('文字相同', [pair.newer for pair in same], documents)}"
    )


def sentences_html(title: str, quotes: Sequence[Citation], documents: Documents) -> str:
    items = "".join(quoted(escape(citation.quote), citation, documents) for citation in quotes[:LISTED])
    more = f'<p class="note">只列出前 {LISTED} 句，导出的文件里是全部。</p>' if len(quotes) > LISTED else ""
    return f"<details><summary>{title}（{len(quotes)} 句）</summary>{items}{more}</details>"


def pair_html(pair: Pair, documents: Documents) -> str:
    old, new = differing(pair.older.quote, pair.newer.quote)
    cells = ((pieces_html(old, "del"), pair.older), (pieces_html(new, "ins"), pair.newer))
    return f"<tr>{''.join(f'<td>{quoted(html, citation, documents)}</td>' for html, citation in cells)}</tr>"


def pieces_html(pieces: Iterable[tuple[str, bool]], tag: str) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" if differs else escape(text) for text, differs in pieces)


def marked(citation: Citation, spans: Sequence[tuple[int, int]]) -> str:
    """A quote with the formulation marked. spans: offsets of the document."""
    html, at = "", 0
    for start, end in spans:
        a, b = start - citation.start, end - citation.start
        html += f"{escape(citation.quote[at:a])}<mark>{escape(citation.quote[a:b])}</mark>"
        at = b
    return html + escape(citation.quote[at:])


def quoted(html: str, citation: Citation, documents: Documents) -> str:
    """A quote, given as HTML, with the button that opens its source."""
    return (
        f'<blockquote><p class="quote">{html}</p>'
        f'<button type="button" class="link" {opens(citation.doc_id, citation.start, citation.end)}>'
        f"{escape(source_line(citation, documents[citation.doc_id]))}</button></blockquote>"
    )
