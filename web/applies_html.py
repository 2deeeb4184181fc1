"""What applies to a reader -> HTML: the measures in their groups, and the indicators as a table."""

from collections.abc import Mapping, Sequence
from html import escape

from mingce.applies.applies import GOVERNMENT, MAY, MUST, MUST_NOT, Applicable, Concern, coverage, facts, understood
from mingce.applies.targets import Target
from mingce.datatypes import Citation, Document
from mingce.facts.indicators import amount_text
from mingce.facts.measures import NOT_STATED, STRENGTHS
from mingce.text.citations import source_line
from web.render import opens

FIRST = 20  # of a group before 更多
STEP = 50  # and with each 更多
OTHERS = "others"  # the name of what was not listed, beside those of the groups
EXAMPLES = ("我们是做食品的小厂，想申请补贴", "我在洛阳开了家建筑公司", "我们搞检验检测，二十来个人")
EXPLAINED = {
    MUST: "文件要求企业、单位或个人做到的事",
    MUST_NOT: "文件禁止的事",
    MAY: "文件鼓励、支持、探索的事，可以去问、去申请",
    GOVERNMENT: "交给政府部门的任务，不是对您的要求",
}
Limits = Mapping[str, int]  # how many of a group are shown, by its name


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


def working_html(done: int, documents: int) -> str:
    told = f"正在通读文件：{done}／{documents} 份" if done < documents else "正在逐条核对措施"
    return f'<p class="note busy-note" role="status">{told}……</p>'


def found_html(found: Applicable, documents: Mapping[str, Document], limits: Limits) -> str:
    """limits: for groups of which more than `FIRST` are shown."""
    head = (
        f'<header class="found"><h2>“{escape(found.description)}”</h2>{understood_html(found)}'
        f"<p>{escape(coverage(found))}</p>{documents_html(found.documents)}</header>"
    )
    groups = "".join(
        group_html(name, concerns, documents, limits.get(name, FIRST))
        for name, concerns in found.groups.items()
        if concerns
    )
    none = "、".join(name for name, concerns in found.groups.items() if not concerns)
    missing = f'<p class="note">没有找到与您有关的“{none}”类措施。</p>' if none else ""
    return f'<div class="applicable">{head}{groups}{missing}</div>'


def understood_html(found: Applicable) -> str:
    if line := understood(found.profile):
        return f'<p class="understood">程序的理解——{escape(line)}。不对的话，请在上面改选。</p>'
    return (
        '<p class="understood">没有看出您的行业、规模或想办的事，所以没有列出措施。请在上面选一个行业，'
        "或者换个说法，例如“做豆腐的小作坊”。</p>"
    )


def documents_html(documents: Sequence[Document]) -> str:
    items = "".join(f"<li>{escape(document.title)}</li>" for document in documents)
    return f'<details class="searched"><summary>查找了哪些文件</summary><ul>{items}</ul></details>'


def group_html(name: str, concerns: Sequence[Concern], documents: Mapping[str, Document], limit: int) -> str:
    shown = concerns[:limit]
    own = [concern for concern in shown if not concern.judgement.is_general]
    general = [concern for concern in shown if concern.judgement.is_general]
    count = sum(concern.judgement.is_general for concern in concerns)
    divider = f"<h4>没有点名您的行业或规模，面向所有企业或所有人的（{count} 条）</h4>" if general else ""
    return (
        f'<section class="group"><h3>{name}<small>{len(concerns)} 条 · {EXPLAINED[name]}</small></h3>'
        f"{list_html(own, documents)}{divider}{list_html(general, documents)}"
        f"{more_html(name, len(concerns) - limit)}</section>"
    )


def list_html(concerns: Sequence[Concern], documents: Mapping[str, Document]) -> str:
    items = "".join(f"<li>{concern_html(concern, documents)}</li>" for concern in concerns)
    return f"<ol>{items}</ol>" if items else ""


def more_html(name: str, rest: int) -> str:
    if rest <= 0:
        return ""
    return (
        f'<button type="button" class="more" data-event="more" data-group="{name}">再看 {min(rest, STEP)} 条'
        f"（还有 {rest} 条）</button>"
        f'<p class="on-paper">另有 {rest} 条没有展开，可以在网页上展开后再打印，或者导出。</p>'
    )


def concern_html(concern: Concern, documents: Mapping[str, Document]) -> str:
    measure = concern.measure
    stated = "".join(
        f'<div class="{"unstated" if value == NOT_STATED else "stated"}"><dt>{name}</dt><dd>{escape(value)}</dd></div>'
        for name, value in facts(measure)
    )
    doubt = f'<p class="doubt">{escape(concern.doubt)}</p>' if concern.doubt else ""
    return (
        f'<p class="quote"><b class="strength {measure.strength}">{STRENGTHS[measure.strength]}</b>'
        f"{escape(concern.citation.quote)}</p><dl>{stated}</dl>{doubt}"
        f'<p class="why">为什么列出：{escape(measure.why)}</p>'
        f"{source_button(concern.citation, documents)}"
    )


def others_html(others: Sequence[Concern], all_of_them: int, documents: Mapping[str, Document], limit: int) -> str:
    """What was judged not to concern the reader. others: those that have the words that were looked for."""
    items = "".join(
        f'<li><p class="quote">{escape(concern.citation.quote)}</p>'
        f'<p class="why">没有列入：{escape(concern.measure.why)}</p>{source_button(concern.citation, documents)}</li>'
        for concern in others[:limit]
    )
    count = f"{all_of_them} 条中有 {len(others)} 条" if len(others) < all_of_them else f"共 {all_of_them} 条"
    return (
        f'<div class="others"><p class="note" role="status">{count}。程序的判断会有错，请您自己再看一眼。</p>'
        f"<ol>{items}</ol>{more_html(OTHERS, len(others) - limit)}</div>"
    )


def source_button(citation: Citation, documents: Mapping[str, Document]) -> str:
    return (
        f'<button type="button" class="source-line" {opens(citation.doc_id, citation.start, citation.end)}>'
        f"{escape(source_line(citation, documents[citation.doc_id]))}</button>"
    )


def targets_html(found: Sequence[Target], documents: Mapping[str, Document]) -> str:
    """The table beside the plot."""
    if not found:
        return '<p class="note">收录的文件里没有找到写明年份的指标。</p>'
    rows = "".join(
        f'<tr><th scope="row">{escape(t.indicator.name)}</th><td>{escape(t.indicator.year)}</td>'
        f"<td>{escape(amount_text(t.indicator))}</td><td>{source_button(t.citation, documents)}</td></tr>"
        for t in found
    )
    return (
        '<table><caption>图中的指标</caption><thead><tr><th scope="col">指标</th><th scope="col">年份</th>'
        f'<th scope="col">数值</th><th scope="col">出处</th></tr></thead><tbody>{rows}</tbody></table>'
    )
