"""Which chapter, part or article speaks of something: "哪一章讲法律责任", "食品召回在第几章".

tests/ask/routes/test_outline.py is the table of examples.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mingce.ask.features import shared_run
from mingce.ask.phrasing import without_asking
from mingce.ask.routes.asked import Asked
from mingce.ask.routes.frame import PUNCTUATION, left_over
from mingce.ask.routes.reply import Line, Span
from mingce.ask.routes.units import LEGAL, PAST, UNITS, other_names, parts, units_of, units_under_a_heading
from mingce.datatypes import Document
from mingce.text.fold import fold, in_order
from mingce.text.labels import without_labels
from mingce.text.outline import Unit

_SPEAKS = "讲|说|规定|提|谈|写|涉及|有关|关于|管|解释|界定|明确|部署|要求|专讲"
WHERE = re.compile(
    rf"(?:哪|第几)(?:一|几)?(?:个|大)?(?P<of>编|章|节|条(?![路街线河])|部分|板块|篇|块|项|点|段)(?:里|中|里面|当中)?(?:是|专门)*(?:{_SPEAKS})(?:到|的是|了|的|过)?"
    r"|(?:在|属于|位于|规定在|写在|放在|摆在|归在|落在|列在|出现在|见于?|是|该?翻|翻到|查|对应|算|属|归)[^，。？?]{0,16}?(?:哪|第几)(?:一)?(?P<great>个|大|项)?(?P<in>编|章|节|条(?![路街线河])|部分|板块|篇|段|点|块|任务|项(?:重点)?(?:工作|任务)|重点工作)(?:的)?(?:哪(?:一)?(?:节|条))?(?:里|中|里面|当中)?"
)
# Each place that is asked for: "哪一章哪一条", "第几章第几条"
PLACE = re.compile(r"(?:哪|第几)(?:一|几)?(?:个|大)?(?P<of>编|章|节|条|部分)")
RANKS = ("编", "部分", "章", "节", "条")  # from the greatest
EDGES = re.compile(r"^[的里中在是，、]+|[的里中在是，、]+$")
FILLER = re.compile(r"想?了解|有关|关于|的?(?:部分|方面|事情|事项|这个事|这件事|这事)|这一?块")
MEANING = re.compile(r"什么意思|含义|定义|界定|解释")
KNOWN = 0.6  # of the characters of the topic's words must be those of words of the text, else it speaks in other words
HELD = 0.6  # of the words' weight must stand in the unit that is said to speak of them
NAMED = 0.5  # of the topic must stand in a heading that is said to be of it, in one run
SHORTEST_NAME = 4  # characters of that run
OFTEN = 4  # occurrences of a word after which more of them tell nothing
LONGEST_LINE = 700  # characters of a line that is quoted beside a heading


@dataclass(frozen=True)
class Found:
    units: Sequence[Unit]  # that speak of it, the best first
    words: Mapping[str, float]  # what they are told by, with its rarity
    is_by_name: bool = False  # by their headings or those below them
    below: Sequence[Unit] = ()  # the headings below them that bear the words, where the question asks for these, too


def where(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Iterator[Line]:
    """The units that speak of it, by heading or by words."""
    found = found_where(asked, document, text, is_certain)
    greater = _greater(text)
    for unit in found.units[:3] if found else ():
        path = asked.outline(document).path_to(unit)[:-1] if greater else ()
        for above in path:
            if above.form in {LEGAL.get(of, "one") for of in greater}:
                yield Line("", (asked.heading(document, above),))
        yield Line("", (asked.heading(document, unit) if unit.form != "article" else asked.span(document, unit),))
        if found and not found.is_by_name and unit.form != "article":
            yield from (Line("", (span,)) for span in _saying(asked, document, unit, found.words))
    for unit in found.below if found else ():
        yield Line("", (asked.heading(document, unit),))


def _greater(text: str) -> list[str]:
    """What is asked for besides the smallest unit: the chapter of "哪一章哪一条"."""
    places = sorted({match["of"] for match in PLACE.finditer(text)}, key=RANKS.index)
    return places[:-1]


def found_where(asked: Asked, document: Document, text: str, is_certain: bool = False) -> Found | None:
    """None where a question does not ask for a place."""
    match = WHERE.search(text)
    if not match and not is_certain:
        return None
    of = (match["of"] or match["in"]) if match else next(iter(re.findall(UNITS, text)[-1:]), "条")
    of = max((one["of"] for one in PLACE.finditer(text)), key=RANKS.index) if _greater(text) else of
    of = "任务" if re.search("工作|任务", of) else of
    rest = (
        f"{text[: match.start()]} {text[match.end() :]}" if match else re.sub(rf"[哪第几一个]*(?:{UNITS})", " ", text)
    )
    rest = PLACE.sub(" ", rest) if _greater(text) else rest
    said = FILLER.sub("", without_asking(rest))
    folded = fold(document.text)
    whole = EDGES.sub("", PUNCTUATION.sub("", said.replace("□", "")))  # "土地政策", of which left_over takes the 地
    topic = whole if whole and fold(whole) in folded else left_over(said)
    if topic not in folded:  # "罚则" of a law that calls it "法律责任"
        topic = next((other for other in other_names(topic) if other in folded), topic)
    vocabulary = asked.searcher.vocabulary
    words = {word: vocabulary.rarity(word) for word in vocabulary.words(topic) if len(word) > 1}
    said_so = {word: rarity for word, rarity in words.items() if word in folded}
    is_in_words = sum(map(len, said_so)) >= KNOWN * sum(map(len, words))
    words = said_so
    if len(topic) < 2 or not words or re.search(r"\d\s?(?:[万亿%％]|元|个|家)", topic):
        return None
    root = asked.outline(document)
    units = []
    if match and match["great"] == "大":  # "第几大任务", "第几大点"
        units = units_under_a_heading(root, of) if of == "任务" else parts(root)
    units = units or units_of(root, of)
    units = units or units_under_a_heading(root, of) or [unit for unit in root.walk() if unit.name]
    by_name = [unit for unit in units if fold(topic) in fold(unit.name)]
    below: list[Unit] = []
    if not by_name:  # the unit above a heading of those words
        last = left_over(without_asking(re.split("[，,；;：:里中]", text[: match.start()])[-1])) if match else ""
        below = _headings_of(root, fold(topic), fold(last))
        by_name = [unit for unit in units if any(unit.start <= one.start < unit.end for one in below)]
    if not by_name and MEANING.search(text):
        by_name = [
            u
            for u in units
            if any(re.search(rf"所称的?{w}|{w}[，,]?是指", document.text[u.start : u.end]) for w in words)
        ]
    best = by_name or (_speaking(document, units, words) if is_in_words else [])
    if re.search("[章部].{0,3}哪(?:一)?节", text):
        below = below or [one for unit in best for one in unit.children if fold(topic) in fold(one.name)]
        below = [one for one in below if one not in best]
    else:
        below = []
    return Found(best, words, bool(by_name), below)


def _headings_of(root: Unit, topic: str, last: str = "") -> list[Unit]:
    """The headings that bear a topic; where none does, the one that bears its last clause, or most of it. Of those of a
    review and of a plan, "2006年工作回顾", "2007年工作任务", the plan's.

    last: what is said right before it is asked for, "民法典" of "重点内容里，民法典是第几点"
    """
    named = [unit for unit in root.walk() if unit.name and unit.form != "article"]
    if whole := [unit for unit in named if topic in fold(unit.name)]:
        return whole
    spread = [
        unit for unit in named if in_order(topic, fold(without_labels(unit.name)))
    ]  # "土地政策" of "土地优惠政策"
    if len(spread) == 1 and len(topic) >= SHORTEST_NAME:
        return spread
    shared = [len(shared_run(fold(without_labels(unit.name)), topic)) for unit in named]
    most = max(shared, default=0)
    ahead = [any(PAST.search(above.name) for above in root.path_to(unit)) for unit in named]
    bearing = [unit for unit in named if len(last) > 1 and last in fold(unit.name)]
    if most >= max(SHORTEST_NAME, NAMED * len(topic)):
        bearing = bearing or [unit for unit, run in zip(named, shared, strict=True) if run == most]
    planned = [unit for unit, is_past in zip(named, ahead, strict=True) if unit in bearing and not is_past]
    best = planned if len(planned) == 1 and not PAST.search(topic) else bearing
    return best if len(best) == 1 else []


def _speaking(document: Document, units: Sequence[Unit], words: Mapping[str, float]) -> list[Unit]:
    """The unit that holds most of the words, weighted by rarity; the heading counts twice; none where it holds few."""
    whole = sum(words.values())
    scored = []
    for unit in units:
        text, name = fold(document.text[unit.start : unit.end]), fold(unit.name)
        held = sum(rarity for word, rarity in words.items() if word in text)
        often = sum(min(text.count(word), OFTEN) * rarity for word, rarity in words.items()) / OFTEN
        named = sum(rarity for word, rarity in words.items() if word in name)
        scored.append((held + named + often / 2, held + named, unit))
    scored.sort(key=lambda one: -one[0])
    best = scored[0] if scored else None
    is_alone = len(scored) < 2 or scored[0][0] > scored[1][0]
    return [best[2]] if best and is_alone and best[1] >= HELD * whole else []


def _saying(asked: Asked, document: Document, unit: Unit, words: Mapping[str, float]) -> list[Span]:
    """The line of a unit that holds most of the words."""
    spans = [
        asked.trimmed(document, *m.span()) for m in re.compile(r"[^\n]+").finditer(document.text, unit.start, unit.end)
    ]
    held = [sum(rarity for word, rarity in words.items() if word in fold(asked.text(span))) for span in spans]
    best = max(range(len(spans)), key=held.__getitem__, default=None)
    return [spans[best]] if best is not None and held[best] and len(asked.text(spans[best])) <= LONGEST_LINE else []
