"""The enumerations of a text: what opens each, and its items.

"有下列情形之一的：（一）…（二）…", "部署七个方面任务。一是…二是…", "必须…，必须…，必须…", "材料包括：甲、乙、丙。".
tests/ask/routes/test_lists.py has the examples.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mingce.datatypes import Document
from mingce.text.labels import match_label, without_labels
from mingce.text.numerals import in_chinese
from mingce.text.outline import number_of
from mingce.text.patterns import SENTENCE_END, TABLE_ROW

Range = tuple[int, int]  # characters `start` to `end` of a text

NUMBERED, COUNTED, REPEATED, SERIES = "numbered", "counted", "repeated", "series"

# Forms of the labels of items; a later one may stand below an earlier one. "（一）", "1.", "（1）", "①", "——"
ITEM_FORMS = ("bracket", "arabic", "paren", "circle", "dash")
# Forms of the headings that end an enumeration
HEADINGS = ("part", "chapter", "division", "one", "article")
# "…有下列情形之一的：", "…应当具备以下条件。"
OPENS = re.compile(r"[：:]$|(?:下列|以下|如下)[^。；]{0,30}[。：:]?$")
# "—坚持党的领导", "――坚持便民利民", "●现场查看", where other texts have "——"
DASH = re.compile(r"[*\s]*(?:[—－─―]{1,2}|[●•·■◆▪○◇□★※])\s?(?=[\u4e00-\u9fff“《])")
# A heading that says what its items are: "（三）基本原则", "第八条 申报材料。"
NAMES_ITEMS = re.compile(
    r"^(?:第[一二三四五六七八九十百零\d]+条\s*|[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*|[#*\s]+)*[^。；，：:\s]{0,14}"
    r"(?:原则|条件|材料|程序|步骤|流程|情形|范围|对象|权利|义务|职责)[。*]*$"
)
# "…：（一）甲；（二）乙", "…：①甲；②乙", "…：1.甲；2.乙"
INSIDE = re.compile(r"(?<=[：:；;。])\s?(?=[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳]|\d{1,2}[.．、](?!\d))")
AFTER_STOP = re.compile(r"[。；;]\s?(?=[（(\d①-⑳])")
# "一是", "二要加强"; "第一，稳定政策", not "第一、二产业"
COUNTING = (
    re.compile(r"(?:(?<=[。；：:，,、\s”）])|^)([一二三四五六七八九十]{1,2})(?:是|要)(?=[\u4e00-\u9fff“])", re.M),
    re.compile(r"(?:(?<=[。；：:\s])|^)第([一二三四五六七八九十])[，,：:](?=[\u4e00-\u9fff“])", re.M),
)
MAY_BE_LABEL = re.compile(r"[*\s]*[（(〔\d①-⑳—－─―●•·■◆▪○◇□★※\-第一二三四五六七八九十百]")
FARTHEST = 1500  # characters between one point that is counted off and the next
LOOKED_AHEAD = 4  # lines of an item without a label of their own
LEAST_REPEATED = 3
# What follows the items and belongs to them: "使用…的，还应当提供…", "前款第（三）项所称…"
BELONGS = re.compile(
    r"^(?:前款|前项|上述|有前款|本款)|(?:还|并)(?:应当?|须|需要?|要)(?:提交|提供|具备|符合|附|出具|报送)"
)
# A lead-in that says little without the paragraph before: "除前款规定的措施外，还可以采取下列措施："
LEANS = re.compile(r"前款|^(?:有下列|其|该|上述)")
LONGEST_LEAD = 220
# "登记应提供材料包括：", "报备目录，内容包括："
SERIES_OF = re.compile(
    r"(?:包括|包含|载明|注明|如下|下列[^，,。：:；;]{1,10}|以下[^，,。：:；;]{1,10})[：:](?=[^、。]{2,40}、)"
)
BEGINS_ALIKE = re.compile(r"[\u4e00-\u9fff]{2}")
ALIKE = 2  # characters with which each of several lines begins


@dataclass(frozen=True)
class Enumeration:
    form: str  # NUMBERED, COUNTED, REPEATED or SERIES
    lead: Range  # the words that open the items; empty where none do
    items: tuple[Range, ...]
    before: Range = (0, 0)  # the paragraph before, where the lead-in leans on it
    after: Range = (0, 0)  # the paragraph after the items, where it belongs to them


@lru_cache(maxsize=4096)
def enumerations(document: Document) -> tuple[Enumeration, ...]:
    """The enumerations of a document whose items bear a number or are counted off: by form, in reading order."""
    text = document.text
    lines = [line for line in _lines(text) if not text.startswith("<!--", line[0])]
    return (*_numbered(text, lines), *_inside(text, lines), *_counted(text), *_beginning_alike(text, lines))


@lru_cache(maxsize=1024)
def unopened(document: Document) -> tuple[Enumeration, ...]:
    """The numbered lines of a document that follow a paragraph which does not announce them: "…设立应急工作组。",
    "1.抢险救援组：…", "2.医疗救护组：…". The paragraph counts as their lead-in."""
    text = document.text
    lines = [line for line in _lines(text) if not text.startswith("<!--", line[0])]
    labels = [_label(text, line) for line in lines]
    found = []
    for at in range(1, len(lines)):
        form, number = labels[at]
        above = text[slice(*lines[at - 1])]
        if form not in ITEM_FORMS or number != "1" or not above.endswith("。") or OPENS.search(above):
            continue
        items, _ = _items(text, lines, labels, at)
        if len(items) >= LEAST_REPEATED and not NAMES_ITEMS.match(above):
            found.append(Enumeration(NUMBERED, _last_sentences(text, *lines[at - 1]), items))
    return tuple(found)


@lru_cache(maxsize=1024)
def repetitions(document: Document, word: str) -> tuple[Enumeration, ...]:
    """The enumerations of a document whose items all begin with a word."""
    text = document.text
    return tuple(
        dict.fromkeys(
            one
            for line in _lines(text)
            if text.count(word, *line) >= LEAST_REPEATED
            for one in _repeated(text, line, word)
        )
    )


@lru_cache(maxsize=1024)
def series(document: Document) -> tuple[Enumeration, ...]:
    """The enumerations of a document that stand in one sentence behind a colon, things in a row: 材料包括：甲、乙、丙。"""
    text = document.text
    found = []
    for line in _lines(text):
        for start, end in _pieces(text, *line, SENTENCE_END):
            row = SERIES_OF.search(text, start, end)
            if row and not MAY_BE_LABEL.match(text, row.end(), row.end() + 1):
                items = tuple(_pieces(text, row.end(), end, re.compile(r"[、；;]")))
                if len(items) >= LEAST_REPEATED:
                    found.append(Enumeration(SERIES, (start, row.end()), items))
    return tuple(found)


def all_begin_with(text: str, one: Enumeration, word: str) -> bool:
    """Whether each item begins with a word, behind its label."""
    return all(DASH.sub("", without_labels(text[slice(*item)]), count=1).startswith(word) for item in one.items)


def in_a_row(sentence: str, noun: str) -> int:
    """How many things in a row end with a noun, at most.

    >>> in_a_row("推进战略导向的研究、前沿导向的研究和市场导向的研究，强化研究", "研究")
    3
    """
    most = 0
    for clause in re.split(r"[，,；;：:。]", sentence):
        row = 0
        for piece in re.split(r"、|以及|和(?!谐)|及(?!其)|与", clause):
            row = row + 1 if piece.endswith(noun) else 0
            most = max(most, row)
    return most


# ---------------------------------------------------------------- numbered items


def _numbered(text: str, lines: Sequence[Range]) -> Iterator[Enumeration]:
    labels = [_label(text, line) for line in lines]
    for at in range(1, len(lines)):
        form, number = labels[at]
        above = text[slice(*lines[at - 1])]
        if form not in ITEM_FORMS or number not in ("1", "") or not (OPENS.search(above) or NAMES_ITEMS.match(above)):
            continue
        items, stop = _items(text, lines, labels, at)
        if len(items) < 2:
            continue
        lead = _last_sentences(text, *lines[at - 1])
        yield Enumeration(
            NUMBERED,
            lead,
            items,
            before=_before(text, lines, labels, at - 1, lead),
            after=_after(text, lines, labels, stop),
        )


def _items(
    text: str, lines: Sequence[Range], labels: Sequence[tuple[str, str]], at: int
) -> tuple[tuple[Range, ...], int]:
    """The items from line `at` on, each with the lines below it, and the line after the last one."""
    form = labels[at][0]
    items: list[Range] = []

    def is_next(row: int) -> bool:
        return labels[row] == (form, "" if form == "dash" else str(len(items) + 1))

    row = at
    while row < len(lines):
        if is_next(row):
            items += _apart(text, lines[row], form, len(items) + 1)
        elif labels[row][0] in ITEM_FORMS and ITEM_FORMS.index(labels[row][0]) > ITEM_FORMS.index(form):
            items[-1] = (items[-1][0], lines[row][1])
        elif labels[row][0] == "" and _goes_on(labels, row, is_next):
            items[-1] = (items[-1][0], lines[row][1])
        else:
            break
        row += 1
    return tuple(items), row


def _apart(text: str, line: Range, form: str, number: int) -> list[Range]:
    """The items of a line that holds several: "(1)甲。 (2)乙。", where the next line goes on with (3)."""
    starts = [line[0]]
    for mark in AFTER_STOP.finditer(text, *line):
        if form != "dash" and _label(text, (mark.end(), line[1])) == (form, str(number + len(starts))):
            starts.append(mark.end())
    return [_trimmed(text, a, b) for a, b in zip(starts, [*starts[1:], line[1]], strict=True)]


def _goes_on(labels: Sequence[tuple[str, str]], row: int, is_next: Callable[[int], bool]) -> bool:
    """Whether the next item comes soon after a line without a label."""
    for ahead in range(row + 1, min(len(labels), row + 1 + LOOKED_AHEAD)):
        if is_next(ahead):
            return True
        if labels[ahead][0] in HEADINGS or labels[ahead][0] == "#":
            return False
    return False


def _label(text: str, line: Range) -> tuple[str, str]:
    """Form and number of the label that opens a line; ("#", "") for a heading of Markdown, ("", "") for no label."""
    words = text[slice(*line)]
    if words.startswith("#") or TABLE_ROW.match(words):
        return "#", ""
    if not MAY_BE_LABEL.match(words):
        return "", ""
    if DASH.match(words):
        return "dash", ""
    found = match_label(words.lstrip("* "))
    if found is None:
        return "", ""
    form, match = found
    return form, "" if form == "dash" else number_of(match[1])


def _before(text: str, lines: Sequence[Range], labels: Sequence[tuple[str, str]], at: int, lead: Range) -> Range:
    if LEANS.search(text[slice(*lead)]) and at > 0 and labels[at][0] == "" and labels[at - 1][0] in ("", "article"):
        return lines[at - 1]
    return (0, 0)


def _after(text: str, lines: Sequence[Range], labels: Sequence[tuple[str, str]], at: int) -> Range:
    if at < len(lines) and labels[at][0] == "" and BELONGS.search(text[slice(*lines[at])]):
        return lines[at]
    return (0, 0)


def _inside(text: str, lines: Sequence[Range]) -> Iterator[Enumeration]:
    """Items that follow their lead-in in one line."""
    for start, end in lines:
        marks = [m.end() for m in INSIDE.finditer(text, start, end)]
        labels = [_label(text, (mark, end)) for mark in marks]
        opening = next((row for row, (form, number) in enumerate(labels) if form in ITEM_FORMS and number == "1"), None)
        if opening is None:
            continue
        form = labels[opening][0]
        rows: list[int] = []
        for row in range(opening, len(marks)):
            if labels[row] == (form, str(len(rows) + 1)):
                rows.append(row)
        if len(rows) < 2 or not _opens(text[start : marks[opening]].rstrip(), len(rows)):
            continue
        stops = [*(marks[row] for row in rows[1:]), _end_of_last(text, marks[rows[-1]], end)]
        items = tuple(_trimmed(text, marks[row], stop) for row, stop in zip(rows, stops, strict=True))
        yield Enumeration(NUMBERED, _last_sentences(text, start, marks[opening]), items)


def _opens(before: str, items: int) -> bool:
    """Whether what stands before the first item in its line opens so many: "材料如下：", "办好“十件实事”。"."""
    last = re.split(r"[。；;]", before.rstrip("。；;"))[-1]
    says = re.search(rf"(?<![第\d一二三四五六七八九十])(?:{items}|{in_chinese(items)})(?:[个项件条类种点]|大)", last)
    return before[-1:] in ("：", ":") or bool(OPENS.search(before)) or bool(says and items >= LEAST_REPEATED)


def _end_of_last(text: str, start: int, end: int) -> int:
    """The end of the last item in a line: its sentence."""
    match = SENTENCE_END.search(text, start, end)
    return match.end() if match else end


def _beginning_alike(text: str, lines: Sequence[Range]) -> Iterator[Enumeration]:
    """Lines without labels that begin alike: "应遵循以下原则：", "坚持人民至上。…", "坚持标准规范。…"."""
    for at in range(len(lines) - LEAST_REPEATED):
        if not OPENS.search(text[slice(*lines[at])]) or _label(text, lines[at + 1])[0]:
            continue
        word = text[lines[at + 1][0] : lines[at + 1][0] + ALIKE]
        stop = at + 1
        while stop < len(lines) and text.startswith(word, lines[stop][0]) and text[lines[stop][1] - 1] in "。；;":
            stop += 1
        if stop - at > LEAST_REPEATED and BEGINS_ALIKE.fullmatch(word):
            yield Enumeration(REPEATED, _last_sentences(text, *lines[at]), tuple(lines[at + 1 : stop]))


# ---------------------------------------------------------------- points that are counted off


def _counted(text: str) -> Iterator[Enumeration]:
    """一是…二是…三是… or 第一，…第二，…, in one paragraph or in neighbouring ones."""
    for counting in COUNTING:
        yield from _runs(text, counting)


def _runs(text: str, counting: re.Pattern[str]) -> Iterator[Enumeration]:
    run: list[re.Match[str]] = []
    for match in [*counting.finditer(text), None]:
        number = number_of(match[1]) if match else ""
        follows = run and number == str(len(run) + 1) and match.start() - run[-1].start() <= FARTHEST  # type: ignore[union-attr]
        if follows:
            run.append(match)  # type: ignore[arg-type]
            continue
        if len(run) > 1 and text[: run[0].start()].strip():
            yield _of_points(text, run)
        run = [match] if match and number == "1" else []


def _of_points(text: str, run: Sequence[re.Match[str]]) -> Enumeration:
    starts = [match.start() for match in run]
    line_end = _line_end(text, starts[-1])
    is_one_sentence = text[starts[-1] - 1] in "；;，,"
    last = _end_of_last(text, starts[-1], line_end) if is_one_sentence else line_end
    items = tuple(_trimmed(text, a, b) for a, b in zip(starts, [*starts[1:], last], strict=True))
    line_start = text.rfind("\n", 0, starts[0]) + 1
    if text[line_start : starts[0]].strip():
        lead = _trimmed(text, line_start, starts[0])
        lead = lead if lead[1] - lead[0] <= LONGEST_LEAD else _last_sentences(text, *lead)
    else:
        above = text[:line_start].rstrip()
        lead = _last_sentences(text, *_trimmed(text, above.rfind("\n") + 1, len(above)))
    return Enumeration(COUNTED, lead, items)


# ---------------------------------------------------------------- items that begin alike


def _repeated(text: str, line: Range, word: str) -> Iterator[Enumeration]:
    """必须…，必须…，必须… in a sentence of a line; 要…。要…。要… in the line."""
    sentences = list(_pieces(text, *line, SENTENCE_END))
    yield from _alike(text, word, sentences)
    for sentence in sentences:
        if text.count(word, *sentence) >= LEAST_REPEATED:
            yield from _alike(text, word, list(_pieces(text, *sentence, re.compile(r"[；;：:]"))))
            yield from _alike(text, word, list(_pieces(text, *sentence, re.compile(r"[，,；;：:]"))))


def _alike(text: str, word: str, pieces: Sequence[Range]) -> Iterator[Enumeration]:
    """The enumeration whose items are the pieces that begin with a word."""
    rows = [row for row, piece in enumerate(pieces) if text.startswith(word, piece[0])]
    if not rows:
        return
    starts = [pieces[row][0] for row in rows]
    # The first one may stand behind a comma: "要适应变化，转变理念，更加…；转变方式，更加…；转变动力，更加…"
    above = pieces[rows[0] - 1] if rows[0] else (0, 0)
    if inner := re.search(rf"[，,：:]{re.escape(word)}", text[slice(*above)]):
        starts.insert(0, above[0] + inner.start() + 1)
    if len(starts) >= LEAST_REPEATED:
        items = tuple(_trimmed(text, a, b) for a, b in zip(starts, [*starts[1:], pieces[-1][1]], strict=True))
        yield Enumeration(REPEATED, _trimmed(text, pieces[0][0], starts[0]), items)


# ---------------------------------------------------------------- text


def _lines(text: str) -> list[Range]:
    found = (_trimmed(text, m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    return [(start, end) for start, end in found if start < end]


def _line_end(text: str, at: int) -> int:
    stop = text.find("\n", at)
    return len(text) if stop < 0 else stop


def _pieces(text: str, start: int, end: int, stop: re.Pattern[str]) -> Iterator[Range]:
    left = start
    for mark in [*(m.end() for m in stop.finditer(text, start, end)), end]:
        piece = _trimmed(text, left, mark)
        if piece[0] < piece[1]:
            yield piece
        left = mark


def _last_sentences(text: str, start: int, end: int) -> Range:
    """A line, or of a long one its last sentence."""
    if end - start <= LONGEST_LEAD:
        return start, end
    return list(_pieces(text, start, end, SENTENCE_END))[-1]


def _trimmed(text: str, start: int, end: int) -> Range:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
