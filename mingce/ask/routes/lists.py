"""An enumeration, answered whole: 哪些情形…, 要交什么材料, 五个“必须”是什么, 哪三类.

It replies only where one enumeration is clearly ahead of all others; anything else is left to the search.
tests/ask/routes/test_lists.py is the table of examples.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from mingce.ask.enumerations import (
    REPEATED,
    SERIES,
    Enumeration,
    Range,
    all_begin_with,
    enumerations,
    in_a_row,
    repetitions,
    series,
    unopened,
)
from mingce.ask.naming import stripped
from mingce.ask.routes.address import REFERS, read_addresses
from mingce.ask.routes.asked import Asked
from mingce.ask.routes.list_question import (
    AMOUNT,
    COUNT,
    COUNTER,
    DOING,
    NAME,
    NUM,
    OF_TITLE,
    QUOTED_NUMBER,
    Wanted,
    agrees,
    asked_classes,
    asks_for_a_list,
    is_scoped,
    listed_noun,
    pieces_of,
    read,
    shared_with,
)
from mingce.ask.routes.reply import Line, Reply, Span
from mingce.datatypes import Document
from mingce.text.fold import fold, in_order
from mingce.text.labels import without_labels
from mingce.text.numerals import in_chinese, read_number
from mingce.text.patterns import SENTENCE_END
from mingce.text.places import REGION

ROUTE = "lists"
MOST_ITEMS = 40
LONGEST_ITEM = 320  # characters; of a longer item the first sentence
LONGEST_WITH_DETAILS = 1200  # characters of an item that has items of its own
MOST_DOCUMENTS = 8  # that are looked at where the question names none
AMONG_SENTENCES, AMONG_SECTIONS = 60, 30  # best ones by their terms, whose documents are looked at
LEAST = 0.62  # coverage of the question by what opens an enumeration, 0..1
AHEAD = 0.08  # by which it must be ahead of the next one
HELD, HALF = 0.25, 0.5  # a word that is held less counts as missed, or as missed in part
IN_ITEMS = 0.24  # what counts for a word that only the items hold
LITTLE = 0.83  # weight of a question's words: with less it says too little to find a document
MISSED = 0.35  # share of the weight of these words that need not be held
OF_CLASS, OF_REFUSAL = 0.5, 0.33  # weight of what the items are called, and of a refusal
AHEAD_OF_TWIN = 0.04  # of one that opens in the same words: what stands above makes the difference
PHRASE = 2  # characters by which a shared phrase must be longer where scores are equal
SAME_BEFORE = 3  # characters before a word that stands in several sentences
LEAST_ALIKE = 3  # items that begin with a word which is said to stand several times
LONGEST_HEADING = 20  # characters of a heading that names what is listed under it
CALLS = 10  # last characters of a sentence with things in a row that call them what they are: "应提供材料包括："
LEAST_QUOTED = 4  # characters of a lead-in that the question quotes
LIKE = 0.8  # share of equal items from which two enumerations are one, said twice


@dataclass(frozen=True)
class Found:
    document: Document
    enumeration: Enumeration
    score: float
    held: frozenset[str] = frozenset()  # words of the question that its lead-in has
    shared: tuple[int, int] = (0, 0)  # with the question: characters of the longest phrase, and character pairs


def reply(asked: Asked) -> Reply | None:
    """The one enumeration that the question asks for, with what opens it; None where none is clearly ahead."""
    rest = COUNT.sub("", asked.named.rest)
    if read_addresses(rest)[0] and not REFERS.search(rest):
        return None  # the unit at an address is what is asked for
    text = asked.named.rest if asked.named.is_exact else asked.question.plain
    if not asks_for_a_list(asked, text):
        return None
    documents = [document for document in _documents(asked) if _speaks_of(asked, document)]
    classes = asked_classes(text)
    if len(classes) == 2:  # "有什么权利，又要尽什么义务": both or none
        both = [_lines_for(asked, read(asked, text, one), text, documents) for one in classes]
        if all(both):
            return Reply.of(ROUTE, [line for lines in both for line in lines])
    lines = _lines_for(asked, read(asked, text), text, documents)
    return Reply.of(ROUTE, lines) if lines else None


def _lines_for(asked: Asked, wanted: Wanted, text: str, documents: Sequence[Document]) -> list[Line]:
    """What answers a question that asks for one thing, [] for nothing."""
    for way in _ways(wanted):
        if lines := way(asked, wanted, documents):
            return lines
    if QUOTED_NUMBER.search(text):  # a name, of which nothing was found
        return []
    if not is_scoped(asked) and sum(w for word, w in wanted.words.items() if word not in DOING) < LITTLE:
        return []
    scored = _scored(asked, wanted, documents)
    best = clearly_ahead(scored)
    if any(not _holds_noun(asked, found, text) for found in best):
        return []
    if any(_is_of_other_heading(asked, found) or _is_said_elsewhere(asked, wanted, found, scored) for found in best):
        return []
    return [line for found in best for line in _lines(asked, found)]


def _is_of_other_heading(asked: Asked, found: Found) -> bool:
    """Whether another heading of the document says the question's words more literally than what opens the enumeration
    does: "提升网上政务服务质量" is asked for, and this one stands under 拓展网上政务服务渠道."""
    document, pieces = found.document, pieces_of(asked)
    above = "".join((document.title, *_path(asked, document, found.enumeration)))
    own, _ = shared_with(pieces, fold(above + document.text[slice(*found.enumeration.lead)]))
    sections = (asked.contents.sections[row] for row in asked.contents.section_rows[document.id])
    others = {name for section in sections for name in section.path if name not in above}
    return any(shared_with(pieces, fold(name))[0] >= own + PHRASE for name in others)


def _holds_noun(asked: Asked, found: Found, text: str) -> bool:
    """Whether the noun that names what is listed stands in what opens the enumeration, above it or in it: rules for
    setting off fireworks are no answer to "准许燃放的时间段分别是哪几个"."""
    one, said = found.enumeration, found.document.text
    ranges = (one.before, one.lead, (one.items[0][0], one.items[-1][1]))
    told = fold("".join((*_path(asked, found.document, one), *(said[slice(*r)] for r in ranges))))
    pairs = listed_noun(text)
    return not pairs or any(pair in told for pair in pairs)


def _is_said_elsewhere(asked: Asked, wanted: Wanted, found: Found, others: Sequence[Found]) -> bool:
    """Whether a lead-in lacks a word that matters, and another one of the document says the question more literally:
    注 of 注明 is no 注册, and "办理税务登记" stands elsewhere."""
    if asked.named.is_exact or all(word in found.held for word in wanted.keys):
        return False  # the words of a name would count as said
    return any(
        other.document == found.document and all(b > a for a, b in zip(found.shared, other.shared, strict=True))
        for other in others
        if not other.score and other.enumeration.form not in (REPEATED, SERIES)
    )


def _ways(wanted: Wanted) -> tuple[Callable[[Asked, Wanted, Sequence[Document]], list[Line]], ...]:
    """How an enumeration may be found by its number or by words that the question quotes."""
    if wanted.number and wanted.noun:
        by_name = (_named_by_number, _beginning_alike, _in_a_row) if len(wanted.noun) > 1 else ()
        return (*by_name, _spread, _short_for)
    return (_short_for, _repeating, _opened_by) if wanted.quoted and not wanted.number else ()


def _documents(asked: Asked) -> Iterator[Document]:
    """The documents to look at: those that are named, else those whose sentences and sections match best."""
    if is_scoped(asked):
        yield from asked.named.documents
        return
    contents, question = asked.contents, asked.question
    allowed = {d.id for d in asked.scope} - _stale(asked)
    if len(allowed) <= MOST_DOCUMENTS:
        yield from (d for d in asked.scope if d.id in allowed)
        return
    sections = contents.section_terms.scores(question.terms)
    sentences = contents.sentence_terms.scores(question.terms)
    rows = [
        *contents.owner[_best(sentences, AMONG_SENTENCES)].tolist(),
        *_best(sections, AMONG_SECTIONS).tolist(),
    ]
    ids = dict.fromkeys([*(d.id for d in asked.named.documents), *(contents.sections[row].doc_id for row in rows)])
    yield from [contents.by_id[doc_id] for doc_id in ids if doc_id in allowed][:MOST_DOCUMENTS]


def _best(scores: np.ndarray, most: int) -> np.ndarray:
    """Rows of the best scores, best first."""
    if len(scores) > most:
        rows = np.argpartition(-scores, most)[:most]
    else:
        rows = np.arange(len(scores))
    return rows[np.argsort(-scores[rows], kind="stable")]


def _stale(asked: Asked) -> set[str]:
    newer = asked.searcher.newer
    return {doc_id for doc_id in newer.superseded if not newer.is_asked_for(asked.question, doc_id)}


# ---------------------------------------------------------------- so many of something


def _speaks_of(asked: Asked, document: Document) -> bool:
    """Whether a document that was not named holds the places, years and names that the question says."""
    known = "".join((document.title, document.region, document.date, document.text))
    said = asked.question.in_context
    names = [
        stripped(m[0].rpartition("的")[2]) for m in NAME.finditer(said) if not re.search(r"什么|哪|啥|那|这", m[0])
    ]
    if any(amount not in document.text for amount in AMOUNT.findall(said)):
        return False
    if asked.named.is_exact:
        return True
    if asked.named.is_said and document in asked.named.documents:
        names = [name for name in names if name.endswith("会议")]  # the document has been found by the others
    told = [*REGION.findall(said), *re.findall(r"(?:19|20)\d{2}(?=年)", said), *names]
    return all(name in known or in_order(name, document.title) for name in told)


def _named_by_number(asked: Asked, wanted: Wanted, documents: Sequence[Document]) -> list[Line]:
    """The enumeration whose lead-in says "七个方面", "八项任务"; or the sentence that names them all: A、B、C“三个率”."""
    name = _numbered_name(wanted)
    found = []
    for document in documents:
        for one in enumerations(document):
            if len(one.items) == wanted.number and name.search(document.text, *one.lead):
                found.append(Found(document, one, _score(asked, wanted, document, one)))
    if found:
        best = max(found, key=lambda f: f.score)
        is_clear = (len(found) == 1 and best.score >= LEAST / 2) or _is_ahead(best, found)
        return _lines(asked, best) if is_clear else []
    if untold := _of_so_many(asked, wanted, documents):
        return _lines(asked, untold)
    sentences = [
        Span(document.id, start, end)
        for document in documents
        for match in name.finditer(document.text)
        for start, end in [_sentence(document.text, match.start())]
        if _names_all(document.text[start:end], match.start() - start, match.end() - start, wanted.number)
    ]
    return [Line("", (sentences[0],))] if sentences and len({s.doc_id for s in sentences}) == 1 else []


def _of_so_many(asked: Asked, wanted: Wanted, documents: Sequence[Document]) -> Found | None:
    """The one enumeration of exactly so many items whose lead-in has the name without their number, or whose items begin
    with it: "六个应急工作组" with "…设立相关应急工作组，…。", "四个坚持" with "——坚持安全第一。". Only of a document that is named."""
    found = [
        Found(document, one, 1.0)
        for document in documents
        if document in asked.named.documents
        for one in (*enumerations(document), *unopened(document))
        if len(one.items) == wanted.number
        and (wanted.noun in document.text[slice(*one.lead)] or all_begin_with(document.text, one, wanted.noun))
    ]
    return found[0] if len({f.enumeration.items for f in found}) == 1 else None


def _numbered_name(wanted: Wanted) -> re.Pattern[str]:
    numbers = "|".join({str(wanted.number), in_chinese(wanted.number), *(["两"] if wanted.number == 2 else [])})
    return re.compile(
        rf"[“\"]?(?<![\d一二三四五六七八九十])(?:{numbers}){COUNTER}?[“\"]?(?:大|重点|的|方面|主要|行业)*{re.escape(wanted.noun)}[”\"]?"
    )


def _names_all(sentence: str, start: int, end: int, number: int) -> bool:
    """Whether exactly so many things stand before the name, or behind it after a colon or in brackets.

    >>> _names_all("实现甲率、乙率，丙率“3个率”。", 10, 15, 3), _names_all("抓好甲、乙和丙“三件事”。", 7, 12, 3)
    (True, True)
    """
    before = re.split(r"[、，,]|以及|(?<!共)和(?!谐)|及(?!其)", sentence[:start])
    behind = re.match(r"[：:（(]([^）)。]+)", sentence[end:])
    if behind and len(re.split(r"[、，,；;]|以及|和(?!谐)", behind[1])) == number:
        return True
    clause = re.split(r"、|以及|(?<!共)和(?!谐)|及(?!其)", re.split(r"[，,；;]", sentence[:start])[-1])
    if number < 3 or any("“" in piece or "”" in piece for piece in clause[:-1]):
        return False
    alike = [piece for piece in before if piece[-1:] == before[-1][-1:]]
    return len(clause) == number or (len(alike) == number and alike == before[-number:])


def _beginning_alike(asked: Asked, wanted: Wanted, documents: Sequence[Document]) -> list[Line]:
    """五个“必须”: so many items that begin with the word."""
    found = [
        Found(document, one, _score(asked, wanted, document, one))
        for document in documents
        for one in repetitions(document, wanted.noun)
        if len(one.items) == wanted.number
    ]
    if not found:
        return []
    best = max(found, key=lambda f: f.score)
    return _lines(asked, best) if len(found) == 1 or _is_ahead(best, found) else []


def _in_a_row(asked: Asked, wanted: Wanted, documents: Sequence[Document]) -> list[Line]:
    """哪三类基础研究: the sentence with exactly so many things in a row that all end with the noun."""
    if len(wanted.noun) < 2:
        return []
    spans = {
        Span(document.id, *sentence)
        for document in documents
        if document.text.count(wanted.noun) >= wanted.number
        for sentence in _sentences_with(document.text, wanted.noun)
        if in_a_row(document.text[slice(*sentence)], wanted.noun) == wanted.number
    }
    return [Line("", (span,)) for span in spans] if len(spans) == 1 else []


def _spread(asked: Asked, wanted: Wanted, documents: Sequence[Document]) -> list[Line]:
    """四个“很”: exactly so many sentences in which the word stands behind the same words: 我们走得很坚实, 我们走得很有力量."""
    if wanted.noun not in wanted.quoted:
        return []
    found: list[list[Span]] = []
    for document in documents:
        groups: dict[str, list[Span]] = {}
        for match in re.finditer(re.escape(wanted.noun), document.text):
            before = document.text[max(0, match.start() - SAME_BEFORE) : match.start()]
            if re.fullmatch(rf"[\u4e00-\u9fff]{{{SAME_BEFORE}}}", before):
                span = Span(document.id, *_sentence(document.text, match.start()))
                groups[before] = list(dict.fromkeys([*groups.get(before, []), span]))
        found += [spans for spans in groups.values() if len(spans) == wanted.number]
    return [Line("", (span,), is_item=True) for span in found[0]] if len(found) == 1 else []


def _short_for(asked: Asked, wanted: Wanted, documents: Sequence[Document]) -> list[Line]:
    """“三推”: the one sentence that has the name and its character so many times besides: 推荐…, 推荐…, 推荐…."""
    for name in wanted.quoted:
        short = re.fullmatch(rf"({NUM})([\u4e00-\u9fff])", name)
        if not short:
            continue
        most = int(read_number(short[1]))
        spans = {
            Span(document.id, *sentence)
            for document in documents
            for sentence in _sentences_with(document.text, name)
            if document.text[slice(*sentence)].replace(name, "").count(short[2]) >= most
        }
        if len(spans) == 1:
            return [Line("", tuple(spans))]
    return []


def _repeating(asked: Asked, wanted: Wanted, documents: Sequence[Document]) -> list[Line]:
    """哪几个“进一步强化”: the one enumeration whose items all begin with the word."""
    for word in wanted.quoted:
        found = [
            Found(document, one, _score(asked, wanted, document, one))
            for document in documents
            for one in repetitions(document, word)
        ]
        if len(found) == 1 and len(found[0].enumeration.items) >= LEAST_ALIKE:
            return _lines(asked, found[0])
        in_row = {
            Span(document.id, *sentence)
            for document in documents
            for sentence in _sentences_with(document.text, word)
            if len(re.findall(rf"[^、，；。：]*{re.escape(word)}[^、，；。：]*", document.text[slice(*sentence)]))
            >= LEAST_ALIKE
        }
        if len(in_row) == 1:  # "学有所教、劳有所得、病有所医"
            return [Line("", tuple(in_row))]
    return []


def _opened_by(asked: Asked, wanted: Wanted, documents: Sequence[Document]) -> list[Line]:
    """要求“重点做好”的几项工作: the one enumeration whose lead-in has the words that the question quotes."""
    found = [
        Found(document, one, 1.0)
        for document in documents
        for one in enumerations(document)
        for word in wanted.quoted
        if len(word) >= LEAST_QUOTED and word in document.text[slice(*one.lead)]
    ]
    is_one = len({(f.document.id, f.enumeration.lead) for f in found}) == 1
    return (
        _lines(asked, found[0])
        if is_one and agrees(wanted, found[0].document.text[slice(*found[0].enumeration.lead)])
        else []
    )


def _sentences_with(text: str, noun: str) -> Iterator[Range]:
    at = text.find(noun)
    while at >= 0:
        start, end = _sentence(text, at)
        yield start, end
        at = text.find(noun, max(end, at + 1))


def _sentence(text: str, at: int) -> Range:
    start = max((m.end() for m in SENTENCE_END.finditer(text, max(0, at - 600), at)), default=0)
    match = SENTENCE_END.search(text, at)
    end = match.end() if match else len(text)
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


# ---------------------------------------------------------------- matching


def _scored(asked: Asked, wanted: Wanted, documents: Sequence[Document]) -> list[Found]:
    """The enumerations that may be meant, best first."""
    pieces = pieces_of(asked)
    found = [
        Found(
            document,
            one,
            _score(asked, wanted, document, one),
            frozenset(word for word in wanted.words if word in fold(document.text[slice(*one.lead)])),
            shared_with(pieces, fold(document.text[slice(*one.lead)])),
        )
        for document in documents
        for one in (*enumerations(document), *series(document))
        if _may_be(wanted, document, one)
    ]
    return sorted(found, key=lambda f: (-round(f.score, 2), -sum(f.shared)))


def _may_be(wanted: Wanted, document: Document, one: Enumeration) -> bool:
    lead = document.text[slice(*one.lead)]
    if one.form == SERIES and wanted.names and not wanted.names.search(lead[-CALLS:]):
        return False  # "根据验收资料…登记，登记内容包括：" lists no 资料
    return wanted.number in (0, len(one.items)) and agrees(wanted, lead)


def _score(asked: Asked, wanted: Wanted, document: Document, one: Enumeration) -> float:
    """Share of what the question says that the enumeration holds, 0..1: in what opens it, less above it and in it.

    0 where it lacks too many of the rarest words.
    """
    text = document.text
    lead = fold(text[slice(*one.before)] + text[slice(*one.lead)])
    above = fold("".join((document.title, document.region, *_path(asked, document, one))))
    items = fold(text[one.items[0][0] : one.items[-1][1]][:3000])
    held = {word: _held(asked, wanted, word, lead, above, items) for word in wanted.words}
    if document in asked.named.documents:
        held |= {word: max(held[word], _by_characters(asked, word, lead)) for word in held}
    if not wanted.is_told and not (wanted.names and wanted.names.search(lead)):
        return 0.0
    weights = dict(wanted.words)
    if document in asked.named.documents and not is_scoped(asked):
        title = fold(document.title)  # what names the document tells nothing of what is listed in it
        weights |= {word: OF_TITLE * weights[word] for word in weights if word in title and word not in lead}
    keys = {word: weights[word] for word in wanted.keys}
    missed = sum(weight * _missed(held[word], word in items) for word, weight in keys.items())
    if not keys or missed > MISSED * sum(keys.values()):
        return LEAST if _is_headed_by(asked, wanted, document, lead) else 0.0
    got = sum(weight * held[word] for word, weight in weights.items())
    total = sum(weights.values())
    if wanted.names:
        total += OF_CLASS
        got += OF_CLASS * (1.0 if wanted.names.search(lead) else 0.5)
    if wanted.number:  # the others have been left out
        total += OF_CLASS
        got += OF_CLASS
    if wanted.refuses:
        total += OF_REFUSAL
        got += OF_REFUSAL
    return got / total


def _is_headed_by(asked: Asked, wanted: Wanted, document: Document, lead: str) -> bool:
    """Whether a heading of the document that is named says nothing but words of the question and what is asked of them:
    "（一）成员单位条件" for "加入…当成员单位，须满足什么条件"."""
    heading = without_labels(lead)
    if document not in asked.named.documents or not wanted.names or len(heading) > LONGEST_HEADING:
        return False
    own = wanted.names.sub("", heading).strip(" 。：:")
    return len(own) >= LEAST_QUOTED and heading != own and own in fold(asked.question.plain)


def _missed(held: float, is_in_items: bool) -> float:
    """How far a word counts as one that an enumeration lacks, 0..1."""
    if held < HELD:
        return 0.5 if is_in_items else 1.0
    return 0.4 if held < HALF else 0.0


def _path(asked: Asked, document: Document, one: Enumeration) -> tuple[str, ...]:
    contents = asked.contents
    rows = contents.section_rows[document.id]
    at = one.lead[0] if one.lead[1] > one.lead[0] else one.items[0][0]
    row = bisect_right(contents.sections, at, rows.start, rows.stop, key=lambda section: section.start) - 1
    return contents.sections[max(row, rows.start)].path


def _held(asked: Asked, wanted: Wanted, word: str, lead: str, above: str, items: str) -> float:
    """How far an enumeration holds a word, 0..1; below HELD where nothing but its items or some characters do."""
    if word in lead:
        return 1.0
    if word in above:
        return 0.85
    official = [
        term for spoken, terms in wanted.counterparts.items() if word in spoken or spoken in word for term in terms
    ]
    if any(term in lead for term in official):
        return 0.8
    if any(len(term) > 2 and term[:-1] in lead for term in official):  # 驾驶人 for 驾驶员
        return 0.6
    found = max(IN_ITEMS * (word in items), 0.6 * any(term in above for term in official))
    if len(word) > 2:
        pairs = [word[i : i + 2] for i in range(len(word) - 1)]
        return max(found, 0.7 * sum(pair in lead or pair in above for pair in pairs) / len(pairs))
    if len(word) == 2 and all(char in lead for char in word):  # "减征或者免征" for 减免
        return 0.7
    if len(word) == 2 and in_order(word, above):  # "石油天然气管道" for 油气
        return HALF
    return max(found, IN_ITEMS * any(char in lead for char in word))


def _by_characters(asked: Asked, word: str, lead: str) -> float:
    """How far a lead-in holds the characters of a word of two, weighted by rarity: "孕期" for 怀孕.

    Only for the document that is named; elsewhere too much would look alike.
    """
    rarity = {char: asked.contents.sentence_terms.idf(char) for char in word}
    return 0.7 * sum(rarity[char] for char in rarity if char in lead) / sum(rarity.values()) if len(word) == 2 else 0.0


def clearly_ahead(found: Sequence[Found]) -> list[Found]:
    """The best one where it covers the question and the next one does so less; also those that open in the same words."""
    if not found or found[0].score < LEAST:
        return []
    best = found[0]
    same = [f for f in found if f is best or _lead(f) == _lead(best)]
    if _is_ahead(best, found):
        return [best]
    tied = [f for f in same if best.score - f.score < AHEAD and f.document == best.document]
    others = [f for f in found if f not in tied]
    return sorted(tied, key=lambda f: f.enumeration.lead) if len(tied) > 1 and _is_ahead(best, [best, *others]) else []


def _is_ahead(best: Found, found: Sequence[Found]) -> bool:
    """Whether the best one is clearly better than each other one, or says the question's words more literally."""
    return all(
        f is best
        or best.score - f.score >= AHEAD
        or (best.score >= f.score and best.document == f.document and best.held > f.held)
        or (best.score - f.score >= AHEAD_OF_TWIN and _lead(best) == _lead(f))
        or (best.score >= f.score and max(a - b for a, b in zip(best.shared, f.shared, strict=True)) >= PHRASE)
        or _is_same(best, f)
        for f in found
    )


def _is_same(one: Found, other: Found) -> bool:
    """Whether two enumerations of a document have the same items, as in its text and in its annex."""
    if one.document != other.document:
        return False
    mine, others = _item_texts(one), _item_texts(other)
    return len(mine & others) >= LIKE * max(len(mine), len(others))


def _item_texts(found: Found) -> set[str]:
    text = found.document.text
    return {
        re.sub(r"[（(\d一二三四五六七八九十）).、。；;\s]", "", fold(text[slice(*item)]))
        for item in found.enumeration.items
    }


def _lead(found: Found) -> str:
    return re.sub(r"^第.{1,8}条", "", fold(found.document.text[slice(*found.enumeration.lead)]))


# ---------------------------------------------------------------- saying


def _lines(asked: Asked, found: Found) -> list[Line]:
    document, one = found.document, found.enumeration
    if one.form == SERIES:
        return [Line("", (asked.trimmed(document, one.lead[0], one.items[-1][1]),))]
    opening = [asked.trimmed(document, *r) for r in (one.before, one.lead) if r[1] > r[0]]
    lines = [Line("", (span,)) for span in opening]
    lines += [Line("", (_item(asked, document, item),), is_item=True) for item in one.items[:MOST_ITEMS]]
    if one.after[1]:
        lines.append(Line("", (asked.trimmed(document, *one.after),)))
    if len(one.items) > MOST_ITEMS:
        lines.append(Line(f"共 {len(one.items)} 项，以上是前 {MOST_ITEMS} 项，其余请看《{document.title}》原文。"))
    return lines


def _item(asked: Asked, document: Document, item: Range) -> Span:
    """An item as a quote; of a long one its first sentence."""
    span = asked.trimmed(document, *item)
    longest = LONGEST_WITH_DETAILS if "\n" in document.text[span.start : span.end] else LONGEST_ITEM
    if span.end - span.start <= longest:
        return span
    match = SENTENCE_END.search(document.text, span.start + 4, span.end)
    return Span(document.id, span.start, match.end()) if match else span
