"""A question to its cited answer: from what the structure of the documents says where that answers it, else by search.

Each route looks at the question and replies, or leaves it to the next one. A route that understands what is asked for
and cannot find it says so; nothing then falls through to what merely looks alike.
"""

import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from mingce.ask.comparison import compare, sets_apart, sides_of
from mingce.ask.naming import Named
from mingce.ask.passage import passage, refused
from mingce.ask.question import Question
from mingce.ask.routes import address, by_intent, catalogue, lists, metadata, numbers, outline, talk
from mingce.ask.routes.asked import Asked
from mingce.ask.routes.by_intent import SURER
from mingce.ask.routes.frame import left_over
from mingce.ask.routes.number_totals import of_quotes
from mingce.ask.routes.reply import Reply, Span
from mingce.ask.routes.voice import answer_of, together
from mingce.ask.routes.where import WHERE
from mingce.ask.scope import nowhere, outside
from mingce.ask.search import Searcher
from mingce.ask.standing import with_standing
from mingce.ask.versions_said import tells_version_only
from mingce.datatypes import Answer
from mingce.text.fold import fold

Route = Callable[[Asked], Reply | None]
# In the order in which they are asked. Each tells in its file, by a table of patterns, which questions are its own.
ROUTES: tuple[Route, ...] = (
    talk.reply,  # "你好"; "你能做什么"
    catalogue.reply,  # "有几份文件"; "总结一下"
    numbers.reply,  # "98%和32%各是什么指标"; "2025年的全部指标"; "一共多少"
    metadata.reply,  # "什么时候施行"; "还有效吗"; "谁发的"
    lists.reply,  # "哪些情形不予赔偿"; "申请要交什么材料"; "五个转变是哪五个"
    outline.reply,  # "食品安全法有几章"; "保障措施列了几条"; "讲了什么"
    address.reply,  # "立法法第十二条第二款"
    by_intent.reply,  # "我们单位要归档，这份办法是哪家发的来着"
)
SEVERAL = re.compile(r"[？?；;].")  # more than one sentence
THE_SAME = re.compile(
    r"[，,]?(?:是不是)?也(?:是|有)?[^，。？]{0,6}(?:吗|么|不|吧)?[？?]?$"
)  # "那船检条例呢，也是八章吗"
HAN = re.compile(r"[\u4e00-\u9fff]")
# Routes for what stands in the text, which a new question may look for anywhere.
OF_CONTENT = (numbers.reply, lists.reply)
OF_OVERVIEW = ("overview",)
# Of these a place, a year or a meeting that the question names holds as of a sentence that was searched.
OF_SCOPE = frozenset({"numbers", "lists", "outline", "metadata"})


def answer(searcher: Searcher, question: Question, doc_ids: Collection[str] = ()) -> Answer:
    """Quotes that answer the question, in reading order, each with [n].

    doc_ids: look at these documents only; empty for all. Raises UserError for an id that the index lacks.
    """
    started = time.perf_counter()
    searcher.contents.check_documents(doc_ids)
    asked = Asked(question, _named(searcher, question, doc_ids), searcher, doc_ids)
    is_comparison = sets_apart(question.plain)
    ways = (_by_sides, _by_parts, _by_route) if is_comparison else (_by_parts, _by_route, _by_sides)
    found = next((answer for way in ways if (answer := way(asked)) is not None), None) or _by_search(asked)
    timings = {**found.timings_ms, "total": (time.perf_counter() - started) * 1000}
    return with_standing(searcher, replace(found, timings_ms=timings))


def _by_route(asked: Asked, routes: Sequence[Route] = ROUTES) -> Answer | None:
    """The answer of the first route that replies."""
    free = asked
    if (
        not asked.named.is_said and not asked.question.context
    ):  # whole in itself: it need not be about the same document
        free = replace(asked, named=Named(rest=asked.question.plain))
    if asked.intent.is_surely(OF_OVERVIEW, SURER):  # "大致讲了哪些内容" asks for no enumeration in the text
        routes = [route for route in routes if route is not lists.reply]
    replies = (route(free if route in OF_CONTENT else asked) for route in routes)
    found = next((one for one in replies if one is not None), None)
    return _in_scope(asked, answer_of(asked, found)) if found else None


def _in_scope(asked: Asked, found: Answer) -> Answer:
    """A route's answer, unless what it quotes is of another place, year or meeting than the question names."""
    is_open = found.found and found.route in OF_SCOPE
    reason = _outside(asked, found) if is_open else ""
    return refused(found, reason, len(asked.scope)) if reason else found


def _by_sides(asked: Asked) -> Answer | None:
    """What each side of a comparison says; a side is searched in its own documents."""
    sides = sides_of(asked)

    def search(part: Question, doc_ids: Collection[str]) -> Answer:
        documents = tuple(asked.contents.by_id[doc_id] for doc_id in doc_ids)
        named = Named(documents, (), part.text, True, True) if len(documents) == 1 else Named(rest=part.text)
        own = replace(asked, question=replace(part, plain=part.text), named=named, doc_ids=doc_ids)
        by_route = _by_route(own, ROUTES[:-1])  # what is asked of a side is no question of its own, to be guessed at
        return by_route if by_route and by_route.found else passage(asked.searcher, part, doc_ids)

    return compare(asked, sides, search) if sides else None


def _by_parts(asked: Asked) -> Answer | None:
    """The answers to the parts of a question, where a route answers one of them; search answers the others."""
    if asked.question.sides or sides_of(asked):
        return None
    parts = [replace(part, plain=part.text) for part in asked.question.parts]
    own = [replace(asked, question=part, named=_named_in_part(asked, part)) for part in parts]
    by_route = [_by_route(part) for part in own]
    if not any(one is not None and one.found for one in by_route):
        return None
    is_sentence = not SEVERAL.search(asked.question.plain)
    if is_sentence and (whole := _by_route(asked, ROUTES[:-1])) and whole.found:
        return whole  # "第六条列了几项，都要做到哪些": one route knows what its parts alone do not say
    searched = [one or _by_search(part) for one, part in zip(by_route, own, strict=True)]
    return together(asked, searched)


def _by_search(asked: Asked) -> Answer:
    """The sentences that answer, unless they are those of another place, year or meeting."""
    found = passage(asked.searcher, asked.question, _within(asked))
    if found.found and _is_of_no_words(asked):
        return refused(found, "问题里没有这些文件用到的字词，请用中文把要问的事写清楚。", len(asked.scope))
    if reason := _of_another_document(asked, found):
        return refused(found, reason, len(asked.scope))
    if found.found and (reason := _outside(asked, found)):
        return refused(found, reason, len(asked.scope))
    if not found.found and (reason := nowhere(asked.scope, asked.question)):
        return refused(found, reason, len(asked.scope))
    if total := _total(asked, found):
        return total
    asks_where = asked.intent.is_surely(("where",)) or WHERE.search(asked.named.rest)
    return _with_places(found) if found.found and asks_where else found


def _outside(asked: Asked, found: Answer) -> str:
    """Why what is quoted cannot answer; of a document that is named by its title its place, year and meeting only."""
    is_by_title = asked.named.is_said and asked.named.is_exact
    return outside(asked.contents, asked.question, found.citations, is_by_title=is_by_title)


def _total(asked: Asked, found: Answer) -> Answer | None:
    """The sum or difference that is asked for, where its operands stand in what search quotes."""
    spans = [Span(one.doc_id, one.start, one.end) for one in found.citations]
    reply = of_quotes(asked, spans) if found.found else None
    return answer_of(asked, reply) if reply else None


def _with_places(found: Answer) -> Answer:
    """An answer that tells where each of its quotes stands: "第二章，第十三条：…"."""
    text = found.text
    for citation in found.citations:
        above = [heading for heading in citation.path if not citation.place.startswith(heading)]
        place = "，".join([*above, citation.place] if citation.place else above)
        if place and not citation.quote.startswith(citation.place or place):
            said = f"{citation.quote}[{citation.n}]"
            text = text.replace(said, f"{place}：{said}", 1)
    return replace(found, text=text)


def _is_of_no_words(asked: Asked) -> bool:
    """Whether a question without Chinese characters holds no word of the corpus either: "<script>alert(1)</script>"."""
    words = asked.searcher.vocabulary.words(asked.question.text)
    return not HAN.search(asked.question.in_context) and not any(
        f"w:{word}" in asked.contents.sentence_terms for word in words
    )


def _of_another_document(asked: Asked, found: Answer) -> str:
    """That a document which the question names is not there, where none of the quotes speaks of it; "" otherwise."""
    if asked.named.documents or not asked.named.is_said:
        return ""
    said = fold("".join(f"{c.title}{c.quote}" for c in found.citations))
    is_told = any(fold(name.strip("《》")) in said for name in asked.named.missing)
    return "" if is_told else asked.missing()


def _within(asked: Asked) -> Collection[str]:
    """The documents that are searched: those that the question names by title or number, else those that were chosen."""
    named = asked.named
    return [document.id for document in named.documents] if named.is_said and named.is_exact else asked.doc_ids


def _named(searcher: Searcher, question: Question, doc_ids: Collection[str]) -> Named:
    """The documents that the question is about; "那实施办法呢" asks of them what the question before asked."""
    named = searcher.names.named(question.plain, question.history, doc_ids)
    rest = THE_SAME.sub("", named.rest)
    is_bare = not left_over(rest) if named.is_said else tells_version_only(question.plain)
    if question.history and is_bare:
        before = searcher.names.named(question.history[-1], question.history[:-1], doc_ids)
        return replace(named, rest=before.rest)
    return named


def _named_in_part(asked: Asked, part: Question) -> Named:
    """The documents that a part of a question names, else those that the whole names."""
    named = asked.searcher.names.own(part.plain, asked.doc_ids)
    return named if named else replace(asked.named, rest=part.plain)
