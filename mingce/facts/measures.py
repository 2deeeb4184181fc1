"""Measures as data: who is told to do what, how strongly, whom it concerns, by when, on what condition.

Read by rules, without a model: clauses.py cuts a sentence at its commas and reads each clause by its marker (应当, 严禁,
鼓励, …) or by the verb it opens with; groups.py puts neighbours of one strength and one actor together; each group is a
measure. actors.py reads who acts, concerns.py whom it concerns. What the grammar cannot read is left out rather than
guessed: an actor that is not stated stays 文件未载明.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TextIO

from mingce.datatypes import Document, Section, Sentence
from mingce.facts.actors import skip
from mingce.facts.clauses import BRACKETED, Clause, clause_spans, read_clause
from mingce.facts.concerns import find_concerns
from mingce.facts.csv_table import write_table
from mingce.facts.groups import Antecedent, ClauseGroup, drop_topics, group_clauses
from mingce.text.labels import BRACKETED_NUMBER, LABELS
from mingce.text.numerals import ORDINAL
from mingce.text.sections import is_heading

NOT_STATED = "文件未载明"
STRENGTHS = {
    "obligation": "必须",
    "prohibition": "禁止",
    "government_task": "政府任务",
    "encouragement": "鼓励",
    "support": "支持",
    "exploration": "探索",
}


@dataclass(frozen=True)
class Measure:
    """One thing that a document tells someone to do. Empty strings: the document does not say."""

    doc_id: str
    actor: str  # who acts or is addressed, as the text names them, else NOT_STATED
    what: str  # the quote without its actor and without its condition
    strength: str  # one of STRENGTHS
    concerns: tuple[str, ...]  # enterprises, industries, regions, people: words of the text
    deadline: str  # as the text has it
    conditions: str
    amount: str
    section_path: tuple[str, ...]
    quote: str  # always document.text[start:end]
    start: int
    end: int
    why: str = ""  # what matched the description of `relevant`


# ---------------------------------------------------------------- kinds of document

LAWS = frozenset({"法律", "条例", "办法", "司法解释", "决定"})  # whose plain present tense is a rule
REPORTS = frozenset({"政府工作报告", "党代会报告", "报告"})  # which also tell what was done
SPOKEN = frozenset({"集体学习讲话", "会议精神", "讲话", "党代会报告"})  # which explain more than they order
# A part of a report that looks back: "一、2013年工作回顾", "一、过去五年的工作和新时代十年的伟大变革"
LOOKING_BACK = re.compile(r"回顾|过去[一五十\d]|工作总结|主要成[就绩]|历史性|\d{4}年(?:的)?工作(?:情况|$)|运行情况")
# A sentence that looks back: "过去一年，…", "已累计建成…", "取得了明显成效", "5年来", "增长8.2%，"
PAST = re.compile(
    r"过去[一五\d]|去年|年来|以来|(?:我们|政府)?(?:已经|已累计|取得了|推进了|加强了|保持了|完成了|实现了|经受了|战胜了)"
    r"|[^为除]了(?!解|如|结|然|望)[^，。]{2,}|比上年|同比"
)

# ---------------------------------------------------------------- when, on what condition, how much

# "2025年底前", "到2025年", "自收到申请之日起20日内", "每年3月31日前", "15个工作日内", "“十四五”期间", "三年内", "当日"
DEADLINE = re.compile(
    rf"(?:(?:自|于|从)[^，。；、]{{1,24}}|当)之日起{ORDINAL}(?:个)?(?:工作日|日|天|个月|月|年)(?:以?内|之内)?|(?:每年|次年|当年|今年|明年)?(?:的)?(?:\d{{4}}年)?{ORDINAL}月(?:{ORDINAL}日|底|末)?(?:之|以)?前|(?:到|至|于|在)?\d{{4}}年(?:底|末)?(?:之|以)?前"
    rf"|(?:力争)?(?:到|至)(?:\d{{4}}年(?:{ORDINAL}月)?(?:底|末)?|“十[三四五六]五”末|本世纪中叶|[“”建党国成立周年一百]{{4,8}}时)(?!前)|{ORDINAL}(?:个)?(?:工作日|小时|天|日|个月|月|年)(?:以内|之内|内)|(?:季度|年|月|旬)(?:底|末|度)前|“十[三四五六]五”(?:时期|期间)|用{ORDINAL}年(?:左右)?(?:的)?时间|原则上{ORDINAL}个月内"
)
CONDITION = re.compile(
    r"[^，。；：]*(?:的|时|后|前|情况下|情形下|条件下|基础上)(?=，|$)|(?:符合|具备|达到|经)[^，。；：]{2,30}(?:条件|标准|要求|批准|同意|认定)的|(?:对)(?:首次|新)[^，。；：]{2,40}的[^，。；：]{0,8}(?:企业|单位|个人)"
    r"|未经[^，。；：]{0,20}(?:批准|许可|同意)|(?:如果|如(?!实|何|期|下|意|此)|若(?!干)|因(?!素|此|地|为))[^，。；：]{4,40}(?=，)|按照?规定|在[^，。；：]{2,30}(?:情况|条件|前提)下"
)
# "50万元", "不超过3万元", "1000亿元以上", "百分之五十", "一万元以上五万元以下"
AMOUNT = re.compile(
    rf"(?:不超过|不低于|最高|最低|至少|共计?|总额|约|达到?|按)?(?:{ORDINAL}[\d.,]*(?:—|-|－|~|至)?[\d.]*(?:余)?[十百千万亿]*(?:多)?(?:元|美元|欧元)(?:以上|以下|左右)?(?:{ORDINAL}[\d.]*[十百千万亿]*元(?:以上|以下))?|\d[\d.]*%|百分之{ORDINAL}(?:点{ORDINAL})?|{ORDINAL}倍(?:以上|以下)?(?:{ORDINAL}倍(?:以上|以下))?)"
)

# What is charged stands in brackets after the paragraph: "（责任单位：省市场监管局、省财政厅）"
CHARGED_BODIES = re.compile(r"[（(【\[]?(?:责任|牵头|主办|负责|实施|主管)(?:单位|部门)[：:]([^）)】\]\n。]{2,120})")

# The opening article: "为了保障食品安全，…，制定本办法。"
ENACTS = re.compile(
    r"制定本(?:法|条例|办法|规定|细则|规则|规范|方案|意见)|(?:提出|制定)(?:如下|以下)|通知如下|提出本(?:意见|方案)"
)
# What announces the items below it: "应当符合下列要求：", "有下列情形之一的："
ANNOUNCES = re.compile(r"(?:下列|以下|如下)[^。]*[：:]$")
LISTS_CASES = re.compile(r"(?:情形|行为)(?:之一|的)")
BRACKETED_ITEM = re.compile(rf"\s*{BRACKETED_NUMBER}")
LONGEST_HEADING = 40  # characters

# ---------------------------------------------------------------- sentences to measures


def measures(document: Document, sections: Sequence[Section], sentences: Sequence[Sentence]) -> list[Measure]:
    """Every measure of a document, in reading order.

    sections, sentences: those of this document; `Sentence.section` counts from 0 in `sections`.
    """
    found: list[Measure] = []
    antecedent, section_row = Antecedent(), -1
    text = document.text
    for sentence in sentences:
        section = sections[sentence.section]
        if sentence.section != section_row:
            same_path = section_row >= 0 and sections[section_row].path == section.path
            antecedent = antecedent if same_path else Antecedent()
            section_row = sentence.section
        if _is_title(text[sentence.start : sentence.end], section.path):
            continue
        rows, antecedent = _measures_of(document, section, sentence, antecedent)
        found += rows
    return found


def _is_title(sentence: str, path: tuple[str, ...]) -> bool:
    """A heading names what is told below it; its own sentence is no row."""
    is_short_line = len(sentence) <= LONGEST_HEADING and not re.search(r"[。；，,：:！？]", sentence)
    return is_heading(sentence, path) or (bool(path) and is_short_line)


def _measures_of(
    document: Document, section: Section, sentence: Sentence, antecedent: Antecedent
) -> tuple[list[Measure], Antecedent]:
    """The measures of a sentence, and what it says for the sentences after it."""
    text, is_law = document.text, document.kind in LAWS
    body = text[sentence.start : sentence.end]
    is_item = bool(BRACKETED_ITEM.match(body))
    if not is_item and antecedent.strength:
        antecedent = replace(antecedent, strength="")
    if ENACTS.search(body):
        return [], Antecedent()
    spans = clause_spans(text, sentence.start, sentence.end)
    looks_back = _looks_back(document, section, body)
    clauses = [read_clause(text, start, end, is_law, looks_back) for start, end in spans]
    clauses = drop_topics(text, clauses, document.kind in SPOKEN)
    if is_item and antecedent.strength == "none":
        return [], antecedent
    if is_item and antecedent.strength and clauses and clauses[0].strength in ("", "government_task"):
        actor = clauses[0].actor or antecedent.actor
        clauses[0] = replace(clauses[0], strength=antecedent.strength, has_subject=True, actor=actor)
    rows = [_measure(document, section, group) for group in group_clauses(text, clauses, is_law, antecedent)]
    if is_item:
        return rows, antecedent
    return rows, _carried(text, sentence, rows, antecedent, clauses)


def _looks_back(document: Document, section: Section, sentence: str) -> bool:
    """Whether a sentence of a report says what was done, by its heading or by its own words."""
    if document.kind not in REPORTS:
        return False
    return any(LOOKING_BACK.search(name) for name in section.path) or bool(PAST.search(BRACKETED.sub("", sentence)))


def _carried(
    text: str, sentence: Sentence, rows: Sequence[Measure], antecedent: Antecedent, clauses: Sequence[Clause]
) -> Antecedent:
    """What the next sentence inherits: the actor of a rule, and for items below "下列…：" its strength."""
    actor = "" if rows else antecedent.actor
    if rows and rows[-1].actor != NOT_STATED:
        actor = rows[-1].actor
    body = text[sentence.start : sentence.end]
    if not ANNOUNCES.search(body.rstrip()):
        return Antecedent(actor)
    if LISTS_CASES.search(body):
        return Antecedent(actor, "none")
    announcing = (c.strength for c in clauses if re.search("下列|以下|如下", text[c.start : c.end]))
    return Antecedent(actor, next(announcing, "") or (rows[-1].strength if rows else "none"))


def _measure(document: Document, section: Section, group: ClauseGroup) -> Measure:
    text, actor = document.text, group.actor
    start = skip(LABELS, text, group.clauses[0].start, group.clauses[-1].end)
    end = start + len(text[start : group.clauses[-1].end].rstrip("，,：: \n"))
    quote = text[start:end]
    conditions = _conditions(quote, actor)
    actor = actor or _charged_bodies(text, section, end)
    return Measure(
        doc_id=document.id,
        actor=actor or NOT_STATED,
        what=_what(quote, actor, conditions),
        strength=group.strength,
        concerns=find_concerns(quote if not actor or actor in quote else f"{actor}，{quote}"),
        deadline=_all_matches(DEADLINE, quote),
        conditions=conditions,
        amount=_all_matches(AMOUNT, quote),
        section_path=section.path,
        quote=quote,
        start=start,
        end=end,
    )


def _all_matches(pattern: re.Pattern[str], text: str) -> str:
    """What a pattern finds, each once, joined by ；."""
    return "；".join(dict.fromkeys(m[0] for m in pattern.finditer(text)))


def _charged_bodies(text: str, section: Section, end: int) -> str:
    """The bodies that a bracket after the measure's own paragraph charges with it."""
    stop = text.find("\n", end)
    paragraph = text[end : min(section.end, stop if stop >= 0 else section.end)]
    match = CHARGED_BODIES.search(paragraph)
    return match[1].strip() if match else ""


def _conditions(quote: str, actor: str) -> str:
    found = [m[0].strip("，") for m in CONDITION.finditer(quote)]
    return "；".join(dict.fromkeys(c for c in found if len(c) >= 3 and c != actor))


def _what(quote: str, actor: str, conditions: str) -> str:
    """The quote without the actor that opens it and without the conditions that stand before it."""
    at = quote.find(actor) if actor else -1
    if at == 0 or (at > 0 and quote[at - 1] in "，由"):
        return quote[at + len(actor) :].strip("，。；： ")
    rest = quote
    for condition in conditions.split("；"):
        if condition and rest.startswith(condition):
            rest = rest[len(condition) :].lstrip("，")
    return rest.strip("，。；： ")


# ---------------------------------------------------------------- out

HEADERS = "文件编号 责任主体 力度 措施 惠及对象 时限 条件 金额或幅度 章节 原文 起 止 相关理由".split()


def measure_json(measure: Measure) -> dict[str, object]:
    """The JSON that other programs rely on."""
    return {
        "doc_id": measure.doc_id,
        "actor": measure.actor,
        "strength": measure.strength,
        "what": measure.what,
        "concerns": list(measure.concerns),
        "deadline": measure.deadline,
        "conditions": measure.conditions,
        "amount": measure.amount,
        "section_path": list(measure.section_path),
        "quote": measure.quote,
        "start": measure.start,
        "end": measure.end,
        "why": measure.why,
    }


def write_csv(rows: Iterable[Measure], stream: TextIO) -> None:
    """A table under Chinese headers, for a spreadsheet, with 文件未载明 in the cells of what the text does not say.

    Open the stream with newline="".
    """
    write_table(HEADERS, map(_csv_cells, rows), stream)


def _csv_cells(m: Measure) -> tuple[object, ...]:
    return (
        m.doc_id,
        m.actor,
        STRENGTHS[m.strength],
        m.what,
        "、".join(m.concerns) or NOT_STATED,
        m.deadline or NOT_STATED,
        m.conditions or NOT_STATED,
        m.amount or NOT_STATED,
        " / ".join(m.section_path),
        m.quote,
        m.start,
        m.end,
        m.why,
    )
