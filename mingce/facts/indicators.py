"""The figures of a document as rows: 制造业质量竞争力指数 | 84.5 | 以上 | 2025.

Read by rules, without a model: amounts.py reads the number, names.py what it is a figure of, years.py its year. What a
row means:

- `value` is multiplied out and counts whole units, so that rows can be sorted and added: 2万家 is 20000 家, 1.2万亿元 is
  1200000000000 元, 百分之五 is 5 %, 三分之二 is 66.67 %, 两成 is 20 %. The quote shows how it is printed.
- `bound`: "" exactly; "以上" at least (不低于 超过 突破 至少 满 …多); "以下" at most (不超过 不足 以内 三十日内);
  "左右" about (约 近 将近 上下); "范围" between `value` and `value_max` (3—5个, 一万元以上五万元以下).
- `name` is the noun the number is bound to; what is done to it, or how it moves, stands behind it in brackets:
  国家质检中心（建成）, 国内生产总值（增长）, 罚款（违法所得）, 作出决定（自受理之日起）.
- `year`: the one the figure is a target or result for, nearest first: clause, sentence, paragraph, heading, the "到2025年"
  above a list. "今年" and "去年" count from the document's own year. "" for a span such as 五年来.

No rows: dates, ordinals (第十二条, 第十次), document and telephone numbers, names with a number in them (“十四五”, 5A级, 一带一路),
and small Chinese numerals that count loosely (一批, 两个确保, 三个方面, 十大战略): a written 30个 or 两名以上 is a figure.
Left out too: 数百, 近亿人, 过半数, 百亿级, 半年.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, TextIO

from mingce.datatypes import Document, Section, Sentence
from mingce.facts.amounts import RANK, YEAR_TEXT, Amount, read_amounts, read_aside
from mingce.facts.csv_table import write_table
from mingce.facts.names import JOIN, AmountName, Context, name_amounts, read_left, strip_leading
from mingce.facts.years import Years
from mingce.text.numerals import multiplier, read_number

Number = int | float

# Where a clause ends; not the comma of 50,000, nor the colon of 7:30
CLAUSE_BREAK = re.compile(r"[，；。：;!?！？\n|]|,(?!\d{3})|:(?!\d)")


@dataclass(frozen=True)
class Indicator:
    """One figure. `quote` is the document's text from `start` to `end`: the clause that holds name and figure."""

    doc_id: str
    name: str
    value: Number
    value_max: Number | None  # None but for a range
    unit: str  # "" for an index or score
    bound: str  # "", "以上", "以下", "左右", "范围"
    year: str  # "2025", "" where the text names none
    section_path: tuple[str, ...]
    quote: str
    start: int
    end: int
    figure: tuple[int, int] = (0, 0)  # where in the document's text the number itself stands, with bound and unit


def indicators(document: Document, sections: Sequence[Section], sentences: Sequence[Sentence]) -> list[Indicator]:
    """Every figure of the document in reading order.

    sections, sentences: the document's own, as `split_sections` and `split_sentences` give them.
    """
    reading = read_aside(document.text)
    years = Years(document, sections)
    in_tables = {row.end: (section, row) for section, row in _table_rows(document.text, sections)}
    found = [
        (sentence.section, row)
        for sentence in sentences
        for row in _rows(document.text, reading, sentence, years)
        if row.end not in in_tables
    ]
    return [
        Indicator(
            document.id,
            row.name,
            _plain(row.amount.value),
            None if row.amount.value_max is None else _plain(row.amount.value_max),
            row.amount.unit,
            row.amount.bound,
            row.year,
            sections[section].path,
            document.text[row.start : row.end],
            row.start,
            row.end,
            row.figure,
        )
        for section, row in sorted([*found, *in_tables.values()], key=lambda pair: pair[1].end)
    ]


# ---------------------------------------------------------------- rows


@dataclass(frozen=True)
class NamedAmount:
    """An indicator as it is read: `start` and `end` are the span of its quote in the document's text."""

    name: str
    amount: Amount
    year: str
    start: int
    end: int
    figure: tuple[int, int]  # of the number itself


def _rows(text: str, reading: str, sentence: Sentence, years: Years) -> Iterator[NamedAmount]:
    context, topic_start = Context(), sentence.start
    clauses = list(_clauses(reading, sentence.start, sentence.end))
    for (start, end), following in zip(clauses, [*clauses[1:], (0, 0)], strict=True):
        clause = text[start:end]
        amounts = [_shift(amount, -start) for amount in read_amounts(reading, start, end)]
        amounts = without_qualifiers(clause, amounts)
        context = replace(context, after=text[slice(*following)])
        names = name_amounts(clause, amounts, context)
        found = [(amount, name) for amount, named in zip(amounts, names, strict=True) for name in named]
        found += _ranks(clause, context)
        for amount, name in sorted(found, key=lambda pair: pair[0].start):
            year = years.of(sentence, start, end, start + amount.start)
            left = topic_start if name.reach < 0 else start
            span = _trim(text, left, following[1] if name.reach > 0 else end)
            figure = (start + amount.start, start + amount.end)
            yield NamedAmount(str(name) or clause.strip(), amount, year, *span, figure)
        spoken = [name.noun for _, name in found if name.reach >= 0]
        if spoken or not found:
            topic_start = start
        context = Context((*context.topics, *spoken), "" if found else clause, _condition(clause) or context.condition)


def _condition(clause: str) -> str:
    """What a penalty stands on, or whom it meets: 逾期不改正的, 对直接负责的主管人员; "" for any other clause."""
    whom = re.match(r"[并可以]*(对[^给处予]{2,30})", clause)
    if whom:
        return whom[1]
    return strip_leading(clause) if clause.endswith("的") and len(clause) <= 24 else ""


def _ranks(clause: str, context: Context) -> list[tuple[Amount, AmountName]]:
    """全国第2位, 前三."""
    found = []
    for match in RANK.finditer(clause):
        noun, _, _ = read_left(clause[: match.start()])
        bound = "以下" if match["edge"] == "前" else ""
        amount = Amount(match.start(), match.end(), read_number(match["number"]), None, "位", bound)
        found.append((amount, AmountName(noun or context.topic or context.before, match["verb"], 0 if noun else -1)))
    return found


def without_qualifiers(clause: str, amounts: Sequence[Amount]) -> list[Amount]:
    """A threshold inside a name is part of the name: 30户以上自然村寨垃圾收运设施覆盖率80%, 957个50户以上村寨."""
    kept: list[Amount] = []
    for row, amount in enumerate(amounts):
        gap = clause[amount.end : amounts[row + 1].start] if row + 1 < len(amounts) else ""
        inside = (
            clause[amount.end - 2 : amount.end] in ("以上", "以下")
            and gap
            and not JOIN.search(gap)
            and gap[0] not in "的内，"
        )
        joined = kept and amount.has_after and kept[-1].end == amount.start
        if not (inside or joined) or amount.kind in ("money", "ratio"):
            kept.append(amount)
    return kept


def _clauses(reading: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    left = start
    for match in CLAUSE_BREAK.finditer(reading, start, end):
        yield left, match.start()
        left = match.end()
    yield left, end


def _shift(amount: Amount, by: int) -> Amount:
    return replace(amount, start=amount.start + by, end=amount.end + by)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), end - (len(inner) - len(inner.rstrip()))


def _plain(value: Decimal) -> Number:
    return int(value) if value == int(value) else float(value)


# ---------------------------------------------------------------- tables

TABLE = re.compile(r"(?:^\|.*\|[ \t]*(?:\n|\Z)){2,}", re.M)
TABLE_RULE = re.compile(r"[|\s:—-]+")  # | --- | --- |
NAME_HEAD = re.compile(r"指标|项目|名称")  # | 类别 | 指标 | 2025年 |
IN_BRACKETS = re.compile(r"[（(]([^（）()]*)[）)]$")  # 城镇化率（%）


@dataclass(frozen=True)
class TableCell:
    start: int  # offset of `text` in the document
    text: str


@dataclass(frozen=True)
class TableLine:
    """A line of a table below its header: each cell beside the header of its column."""

    heads: tuple[str, ...]  # "2025年"; where headers stand above each other, "2025年 目标值"
    cells: tuple[TableCell, ...]
    name: TableCell | None  # what its figures are figures of; where that cell is blank, the one above it


def read_table_lines(text: str) -> Iterator[TableLine]:
    """The lines below the header of every table, in reading order.

    A cell that spans lines or columns is printed once: a blank header continues the one to its left, and a blank
    first cell the one above it.
    """
    for table in TABLE.finditer(text):
        lines = [
            _cells(line, table.start()) for line in re.finditer(r".+", table[0]) if not TABLE_RULE.fullmatch(line[0])
        ]
        headers = _header_lines(lines)
        heads = _column_heads(lines[:headers])
        first: TableCell | None = None
        for line in lines[headers:]:
            if not line:
                continue
            at = next((column for column, head in enumerate(heads[: len(line)]) if NAME_HEAD.search(head)), 0)
            name = next((cell for cell in line[at:] if re.search(r"[\u4e00-\u9fff]{2}", cell.text)), None)
            if line[at].text:
                first = name if name is line[at] else None
            elif name is None or _is_figure_cell(name.text):
                name = first  # "| | 30个 |" goes on with the name above
            yield TableLine(heads, tuple(line), name)


def _header_lines(lines: Sequence[list[TableCell]]) -> int:
    """How many lines are header: two where the second fills what the first leaves blank, and has no figure.

    | 指标 | 2020年 |      | 2025年 |
    |      | 目标   | 完成 |        |
    """
    if len(lines) < 3 or len(lines[0]) != len(lines[1]):
        return min(len(lines), 1)
    blank = [below.text for above, below in zip(lines[0], lines[1], strict=True) if not above.text]
    is_split = bool(blank) and all(blank) and not lines[1][0].text
    return 1 + (is_split and not any(_is_figure_cell(cell.text) for cell in lines[1]))


def _is_figure_cell(words: str) -> bool:
    return bool(re.fullmatch(r"[〔\[【]?[≥≤<>]?\d[\d.,]*.{0,6}[〕\]】]?", words)) and not re.match(YEAR_TEXT, words)


def _column_heads(lines: Sequence[list[TableCell]]) -> tuple[str, ...]:
    columns: list[str] = []
    for row, line in enumerate(lines):
        last = ""
        for column, cell in enumerate(line):
            if len(lines) > 1 and row == 0:
                last = cell.text or last
            words = last if len(lines) > 1 and row == 0 else cell.text
            if column == len(columns):
                columns.append(words)
            elif words and words != columns[column]:
                columns[column] = f"{columns[column]} {words}".strip()
    return tuple(columns)


def _table_rows(text: str, sections: Sequence[Section]) -> Iterator[tuple[int, NamedAmount]]:
    """Cells that hold nothing but a figure, named by their line, dated by their column, each with its section.

    | 指标 | 单位 | 2020年 | 2025年 |
    | 粮食产量 | 万吨 | 1057.6 | 1058以上 |
    """
    section = 0
    for line in read_table_lines(text):
        while sections[section].end <= line.cells[0].start:
            section += 1
        for row in _line_rows(text, line):
            yield section, row


def _cells(line: re.Match[str], offset: int) -> list[TableCell]:
    return [
        TableCell(offset + line.start() + cell.start() + len(cell[0]) - len(cell[0].lstrip()), cell[0].strip())
        for cell in re.finditer(r"(?<=\|)[^|]*(?=\|)", line[0])
    ]


def _line_rows(text: str, line: TableLine) -> Iterator[NamedAmount]:
    columns = dict(zip(line.heads, line.cells, strict=False))
    name = line.name
    if name is None:
        return
    unit_cell = columns.get("单位") or columns.get("计量单位")
    for head, cell in columns.items():
        figure = cell.text.strip("[]【】〔〕")  # [ ] marks a sum over five years
        amounts = read_amounts(f"值{figure}", 0, len(figure) + 1)  # "值": any bare number is a figure here
        if head in ("序号", "编号", "") or [a.end - a.start for a in amounts] != [len(figure)]:
            continue
        units = (IN_BRACKETS.search(name.text), IN_BRACKETS.search(head))
        unit = amounts[0].unit or (
            unit_cell.text if unit_cell and unit_cell.text else next((match[1] for match in units if match), "")
        )
        year = re.search(YEAR_TEXT, head)
        label = AmountName(IN_BRACKETS.sub("", name.text), "" if year else head)
        amount = _scaled(amounts[0], unit)
        start = name.start if name in line.cells else next(c.start for c in line.cells if c.text)
        end = cell.start + len(cell.text)
        span = _trim(text, start, end)
        yield NamedAmount(str(label), amount, year[0] if year else "", *span, (cell.start, end))


def _scaled(amount: Amount, unit: str) -> Amount:
    """万吨 in the column of units: tonnes."""
    scale = re.match(r"[十百千]?[万亿]+", unit)
    if amount.unit or not scale:
        return replace(amount, unit=unit)
    by = multiplier(scale[0])
    high = None if amount.value_max is None else amount.value_max * by
    return replace(amount, value=amount.value * by, value_max=high, unit=unit[scale.end() :])


# ---------------------------------------------------------------- output


def amount_text(row: Indicator) -> str:
    """The figure as it is read: 30个以上, 3—5个, 1.2万亿元, 4万户左右.

    >>> row = Indicator("", "产量", 1_200_000_000_000, None, "斤", "以上", "", (), "", 0, 0)
    >>> amount_text(row)
    '1.2万亿斤以上'
    """
    figure = _read_out(row.value) if row.value_max is None else f"{_read_out(row.value)}—{_read_out(row.value_max)}"
    return f"{figure}{row.unit}{row.bound if row.bound != '范围' else ''}"


def _read_out(value: Number) -> str:
    exact = Decimal(str(value))
    for name, size in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if exact >= size and exact * 10_000 % size == 0:
            return f"{(exact / size).normalize():f}{name}"
    return str(value)


def indicator_json(row: Indicator) -> dict[str, Any]:
    """The JSON that other programs rely on."""
    return {
        "doc_id": row.doc_id,
        "name": row.name,
        "value": row.value,
        "value_max": row.value_max,
        "unit": row.unit,
        "bound": row.bound,
        "year": row.year,
        "section_path": list(row.section_path),
        "quote": row.quote,
        "start": row.start,
        "end": row.end,
    }


COLUMNS = ("文件", "指标", "数值", "数值上限", "单位", "限定", "年份", "章节", "原文", "起", "止")


def write_csv(rows: Iterable[Indicator], stream: TextIO) -> None:
    """A table under Chinese headers, for a spreadsheet; an open bound is empty. Open the stream with newline=""."""
    write_table(COLUMNS, map(_csv_cells, rows), stream)


def _csv_cells(row: Indicator) -> tuple[object, ...]:
    amount = (row.name, row.value, row.value_max, row.unit, row.bound, row.year)
    return (row.doc_id, *amount, " / ".join(row.section_path), row.quote, row.start, row.end)
