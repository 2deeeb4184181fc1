"""An answer, and what its question expects -> right, incomplete, refused or wrong.

White space never counts. What is a heading is told by a rule of this file: it shares no code with what it measures.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from evaluation.metrics import squeeze
from evaluation.structure.cases import ANSWER, REFUSAL, Case, names_of
from mingce.datatypes import Answer, Citation, Document

RIGHT, INCOMPLETE, REFUSED, WRONG = OUTCOMES = ("right", "incomplete", "refused", "wrong")

Documents = Mapping[str, Document]  # by id

# What opens a numbered line, each form by its name.
FORMS: dict[str, str] = {
    "part": r"第[零〇一二三四五六七八九十百\d]+(?:编|篇|部分|章|节)",
    "article": r"第[零〇一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?",
    "一、": r"[一二三四五六七八九十]+、",
    "（一）": r"[（(][一二三四五六七八九十]+[）)]",
    "1.": r"\d{1,3}[.．、](?!\d)",
    "（1）": r"[（(]\d{1,2}[）)]",
    "①": r"[①-⑳]",
    "一是": r"[一二三四五六七八九十]+是",
    "annex": r"附(?:件|录|表)\d*[:：]?",
}
LABEL = re.compile("|".join(f"(?P<f{n}>{form})" for n, form in enumerate(FORMS.values())))
ARTICLE = re.compile(rf"^[ \t\u3000]*{FORMS['article']}", re.M)
DECORATION = re.compile(r"^[#*\s]+|[*\s]+$")  # of Markdown
STOPS = "。；;！？!?：:，,"
LONGEST_HEADING = 60  # characters
LONGEST_BARE_HEADING = 30  # without a number


def outcome(case: Case, answer: Answer, documents: Documents) -> str:
    """One of OUTCOMES. documents: those that the answer may quote, by id."""
    if case.expect == REFUSAL:
        return WRONG if answer.found else RIGHT if says_all(case, answer) else INCOMPLETE
    if case.expect == ANSWER:
        return of_answer(case, answer, documents)
    return of_reply(case, answer)


def of_reply(case: Case, answer: Answer) -> str:
    """Talk quotes nothing; what is said of the corpus may be said with quotes or without."""
    if says_any(case.says_not, answer) or (not case.says and answer.citations):
        return WRONG
    if says_all(case, answer):
        return RIGHT
    return INCOMPLETE if answer.found else REFUSED


def of_answer(case: Case, answer: Answer, documents: Documents) -> str:
    if not answer.found:
        return REFUSED
    quoted = quotes_of(case, answer.citations)
    said = says_all(case, answer)
    is_elsewhere = bool(case.documents) and not all(
        _names(citation, documents) & set(case.documents) for citation in answer.citations
    )
    misses_all = not any(quoted) if case.quotes else not said
    if is_elsewhere or misses_all or says_any(case.says_not, answer):
        return WRONG
    if case.only and quotes_more(case, answer.citations, documents):
        return WRONG
    return RIGHT if all(quoted) and said else INCOMPLETE


# What is said.


def says_all(case: Case, answer: Answer) -> bool:
    return all(says_any(group, answer) for group in case.says)


def says_any(strings: Iterable[str], answer: Answer) -> bool:
    """Whether the text of the answer or one of its quotes holds one of the strings."""
    said = [re.sub(r"\[\d+\]", "", answer.text), *(citation.quote for citation in answer.citations)]
    return any(holds(text, string) for string in strings for text in said)


def holds(text: str, string: str) -> bool:
    """Whether the string stands in the text. A number in digits does not stand in a longer one.

    >>> holds("共 30 个", "30个"), holds("到2030年", "30"), holds("四十三条", "三条")
    (True, False, True)
    """
    return re.search(rf"(?<!\d)(?:{spaced(string)})" if string[:1].isdigit() else spaced(string), text) is not None


def spaced(string: str) -> str:
    """The pattern of a string with any white space in it; one that ends in digits ends where the number ends."""
    bare = squeeze(string)
    return r"\s*".join(map(re.escape, bare)) + (r"(?!\d)" if bare[-1:].isdigit() else "")


# What is quoted.


def quotes_of(case: Case, citations: Sequence[Citation]) -> list[bool]:
    """Whether each wanted quote is there."""
    texts = joined(citations)
    return [any(squeeze(quote) in text for text in texts) for quote in case.quotes]


def joined(citations: Iterable[Citation]) -> list[str]:
    """What is quoted of each document, in the order of the document and once, without white space."""
    texts: dict[str, str] = {}
    ends: dict[str, int] = {}
    for c in sorted(citations, key=lambda c: (c.doc_id, c.start, -c.end)):
        new = c.quote[max(0, ends.get(c.doc_id, 0) - c.start) :]
        texts[c.doc_id] = texts.get(c.doc_id, "") + squeeze(new)
        ends[c.doc_id] = max(ends.get(c.doc_id, 0), c.end)
    return list(texts.values())


def quotes_more(case: Case, citations: Iterable[Citation], documents: Documents) -> bool:
    """Whether anything is quoted besides the wanted text, headings, and the lead-in of an enumeration around it."""
    found = {name: [m.span() for m in _wanted(case).finditer(d.text)] for name, d in documents.items()}
    forms = {form_of(quote) for quote in case.quotes}
    for citation in citations:
        text = documents[citation.doc_id].text
        for start, end in beyond(text, citation, found[citation.doc_id]):
            spans = found[citation.doc_id]
            if not (
                is_heading(text, start, end, forms)
                or heads(text, start, end, spans, forms)
                or leads_in(text, end, spans)
            ):
                return True
    return False


def beyond(text: str, citation: Citation, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pieces of lines that a citation quotes outside the spans, white space around them left out."""
    at = citation.start
    for start, end in [*sorted(spans), (citation.end, citation.end)]:
        for piece in re.finditer(r"[^\n]+", text[at : max(at, min(start, citation.end))]):
            words = piece[0].strip()
            if words:
                begin = at + piece.start() + piece[0].index(words)
                yield begin, begin + len(words)
        at = max(at, end)


def is_heading(text: str, start: int, end: int, wanted_forms: Iterable[str] = ()) -> bool:
    """Whether this piece of a line is a heading: a label alone, a line that ends without a stop, or what opens a line
    as its short heading. One in a form of the wanted text heads another unit.

    >>> text = "第二章 总则\\n第三条 甲。\\n（一）加强领导。各级要重视。\\n（二）甲；"
    >>> [is_heading(text, *re.search(piece, text).span()) for piece in ("第二章 总则", "第三条", "第三条 甲。")]
    [True, True, False]
    >>> [is_heading(text, *re.search(piece, text).span()) for piece in ("（一）加强领导。", "（二）甲；")]
    [True, False]
    """
    line_start = text.rfind("\n", 0, start) + 1
    line_end = len(text) if (found := text.find("\n", end)) < 0 else found
    line, piece = DECORATION.sub("", text[line_start:line_end]), DECORATION.sub("", text[start:end])
    label = LABEL.match(piece)
    if not piece or (label and label.end() == len(piece)):
        return True
    if not line.startswith(piece) or form_of(piece) in {*wanted_forms} - {""}:
        return False
    if len(piece) == len(line):
        longest = LONGEST_HEADING if label else LONGEST_BARE_HEADING
        return len(piece) <= longest and not any(stop in piece[:-1] for stop in "。；") and piece[-1] not in STOPS
    opens = label is not None and form_of(piece) != "article" and re.fullmatch(r"[^。；]+。", piece)
    return len(piece) <= LONGEST_BARE_HEADING and (bool(opens) or piece[-1] in "】］")


def heads(text: str, start: int, end: int, spans: Iterable[tuple[int, int]], wanted_forms: Iterable[str]) -> bool:
    """Whether this numbered line of one sentence, with its full stop, is the heading above wanted text.

    Not in laws, whose items look the same.
    """
    form = form_of(text[start:end])
    if not form or form in wanted_forms or ARTICLE.search(text[:start]):
        return False
    is_line = text[:start].endswith("\n") and text[end : end + 1] in ("\n", "")
    is_sentence = re.fullmatch(r"[^。；\n]+。", text[start:end]) is not None and end - start <= LONGEST_HEADING
    below = [text[end:first].split("\n") for first, _ in spans if first >= end]
    return is_line and is_sentence and any(form not in map(form_of, lines) for lines in below)


def leads_in(text: str, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether what ends here opens an enumeration, and wanted text follows within the same article."""
    return (
        text[end - 1] in "：:"
        and LABEL.match(text[end:].lstrip()) is not None
        and any(start >= end and not ARTICLE.search(text[end:start]) for start, _ in spans)
    )


def form_of(text: str) -> str:
    """The form of the label that opens a text, "" where none does.

    >>> form_of("（三）甲"), form_of("3. 甲"), form_of("甲")
    ('（一）', '1.', '')
    """
    match = LABEL.match(DECORATION.sub("", text))
    return list(FORMS)[int((match.lastgroup or "f0")[1:])] if match else ""


def _wanted(case: Case) -> re.Pattern[str]:
    """Where the wanted text stands, the longest of its strings first."""
    strings = sorted(map(squeeze, case.quotes), key=len, reverse=True)
    return re.compile("|".join(r"\s*".join(map(re.escape, string)) for string in strings) or r"(?!)")


def _names(citation: Citation, documents: Documents) -> set[str]:
    document = documents.get(citation.doc_id)
    return {citation.doc_id} | (names_of(document) if document else set())
