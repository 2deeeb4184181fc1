"""What applies to a reader -> HTML: the measures in their groups, and the indicators as a table."""

from collections.abc import Mapping, Sequence
from html import escape

from mingce.applies import Applicable, Concern, coverage, facts, without_reason
from mingce.citations import source_line
from mingce.datatypes import Document
from mingce.indicators import amount_text
from mingce.measures import NOT_STATED, STRENGTHS
from mingce.targets import Target
from web.render import opens

FIRST = 20  # of a group before 更多
MOST_OTHERS = 300  # of what was judged not to concern the reader
EXAMPLES = ("我们是做食品的小厂，想申请补贴", "我在洛阳开了家建筑公司", "我们搞检验检测，二十来个人")
EXPLAINED = {
    "必须做到": "文件要求有关单位必须做的事",
    "不得": "文件禁止的事",
    "可以争取": "文件鼓励、支持、探索的事，可以去问、去申请",
    "政府将做": "政府部门的任务，与您的行业有关，不是对您的要求",
}


def empty_html(documents: int) -> str:
    examples = "".join(
        f'<li><button type="button" class="example" data-event="example" data-words="{escape(words)}">'
        f"{escape(words)}</button></li>"
        for words in EXAMPLES
    )
    return (
        '<section class="empty"><h2>说说您是谁，看哪些政策与您有关。</h2>'
        f"<p>选行业和规模，或者用一句话介绍自己。程序会从收录的 {documents} 份文件里找出与您有关的措施，分成"
        "必须做到、不得、可以争取、政府将做四类，每条都写明谁来做、时限、金额和出处；文件没写的，写“文件未载明”。</p>"
        f"<p>可以这样说：</p><ul>{examples}</ul></section>"
    )


def problem_html(problem: str) -> str:
    return f'<div class="failure" role="alert"><strong>还不能查找</strong><p>{escape(problem)}</p></div>'


def working_html() -> str:
    return '<p class="note busy-note" role="status">正在逐条核对措施……</p>'


def found_html(found: Applicable, documents: Mapping[str, Document]) -> str:
    head = f'<header class="found"><h2>“{escape(found.description)}”</h2><p>{escape(coverage(found))}</p></header>'
    groups = "".join(group_html(name, concerns, documents) for name, concerns in found.groups.items() if concerns)
    none = "、".join(name for name, concerns in found.groups.items() if not concerns)
    missing = f'<p class="note">没有找到与您有关的“{none}”类措施。</p>' if none else ""
    return f'<div class="applicable">{head}{groups}{missing}{others_html(found.others, documents)}</div>'


def group_html(name: str, concerns: Sequence[Concern], documents: Mapping[str, Document]) -> str:
    items = [f"<li>{concern_html(concern, documents)}</li>" for concern in concerns]
    rest = len(items) - FIRST
    more = (
        f"<details><summary>更多（还有 {rest} 条）</summary><ol>{''.join(items[FIRST:])}</ol></details>"
        if rest > 0
        else ""
    )
    return (
        f'<section class="group"><h3>{name}<small>{len(items)} 条 · {EXPLAINED[name]}</small></h3>'
        f"<ol>{''.join(items[:FIRST])}</ol>{more}</section>"
    )


def concern_html(concern: Concern, documents: Mapping[str, Document]) -> str:
    measure, citation = concern.measure, concern.citation
    stated = "".join(
        f'<div class="{"unstated" if value == NOT_STATED else "stated"}"><dt>{name}</dt><dd>{escape(value)}</dd></div>'
        for name, value in facts(measure)
    )
    doubt = f'<p class="doubt">{escape(concern.doubt)}</p>' if concern.doubt else ""
    return (
        f'<p class="quote"><b class="strength {measure.strength}">{STRENGTHS[measure.strength]}</b>'
        f"{escape(citation.quote)}</p><dl>{stated}</dl>{doubt}"
        f'<p class="why">为什么列出：{escape(measure.why)}</p>'
        f"{source_button(concern, documents)}"
    )


def others_html(others: Sequence[Concern], documents: Mapping[str, Document]) -> str:
    """What was judged not to concern the reader, folded away."""
    if not others:
        return ""
    items = "".join(
        f'<li><p class="quote">{escape(concern.citation.quote)}</p>'
        f'<p class="why">没有列入：{escape(without_reason(concern.measure))}</p>{source_button(concern, documents)}</li>'
        for concern in others[:MOST_OTHERS]
    )
    rest = len(others) - MOST_OTHERS
    more = f'<p class="note">另有 {rest} 条，可在“问答”里按内容查找。</p>' if rest > 0 else ""
    return (
        f'<details class="others"><summary>判断与您无关的 {len(others)} 条（请您自己再看一眼）</summary>'
        f"<ol>{items}</ol>{more}</details>"
    )


def source_button(concern: Concern, documents: Mapping[str, Document]) -> str:
    citation = concern.citation
    return (
        f'<button type="button" class="source-line" {opens(citation.doc_id, citation.start, citation.end)}>'
        f"{escape(source_line(citation, documents[citation.doc_id]))}</button>"
    )


def targets_html(found: Sequence[Target], documents: Mapping[str, Document]) -> str:
    """The table beside the plot."""
    if not found:
        return '<p class="note">收录的文件里没有找到写明年份的指标。</p>'
    rows = "".join(
        f"<tr><td>{escape(t.indicator.name)}</td><td>{escape(t.indicator.year)}</td>"
        f"<td>{escape(amount_text(t.indicator))}</td><td>"
        f'<button type="button" class="source-line" {opens(t.citation.doc_id, t.citation.start, t.citation.end)}>'
        f"{escape(source_line(t.citation, documents[t.citation.doc_id]))}</button></td></tr>"
        for t in found
    )
    return (
        '<table><caption>图中的指标</caption><thead><tr><th scope="col">指标</th><th scope="col">年份</th>'
        f'<th scope="col">数值</th><th scope="col">出处</th></tr></thead><tbody>{rows}</tbody></table>'
    )
