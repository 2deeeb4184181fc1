"""Short-answer questions, made from the words of the source and answered by quotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingce.datatypes import Section, Sentence
from mingce.prepare.blanks import DEPENDS_ON_CONTEXT, LIST_ITEM, NOT_PROSE
from mingce.prepare.items import SHORT, Item
from mingce.prepare.material import Chosen, bare_name
from mingce.text.labels import ARTICLE_LABEL
from mingce.text.numerals import read_number
from mingce.text.patterns import DEFINES
from mingce.text.sections import LONGEST_NAME, read_heading

MARKDOWN_CHARACTERS = 8  # characters of Markdown before a heading
FEWEST_PARTS, MOST_PARTS = 3, 12  # parts of an answer

# "推进涉外法治工作，根本目的是…": a sentence that says outright what something is
STATES = re.compile(
    r"^(?P<lead>(?:(?!是)[\u4e00-\u9fff“”、，]){2,40}?(?:根本目的|根本任务|根本原则|总目标|总体目标|主要目标|总体要求|总基调|主题|首要任务|中心任务|"
    r"工作方针|基本方针|基本原则|指导思想|核心|关键|本质|使命|任务|方针|原则))(?:就)?是[：:]?(?!指|什么)"
)
# "设立…，应当具备下列条件：", followed by items
LISTS = re.compile(r"[：:]$")
ASKS_LIST = re.compile(r"(?:下列|以下|如下|符合|具备|包括)")


@dataclass(frozen=True)
class ShortQuestion:
    item: Item
    weight: float  # how much it is worth asking, higher is better
    section: Section  # of its answer


def short_questions(chosen: Chosen) -> Iterator[ShortQuestion]:
    """Every short-answer question that the chosen sections of a document allow."""
    yield from _of_headings(chosen)
    yield from _of_lists(chosen)
    yield from _of_sentences(chosen)


def _of_headings(chosen: Chosen) -> Iterator[ShortQuestion]:
    """“重点任务”部分列出了哪几个方面？ is answered by the headings under it."""
    text = chosen.document.text
    under: dict[tuple[str, ...], dict[str, Section]] = {}
    for section in chosen.sections:
        if section.path and chosen.holds(section) and len(bare_name(section.path[-1])) >= 4:
            under.setdefault(section.path[:-1], {}).setdefault(section.path[-1], section)
    for path, children in under.items():
        forms = {heading.form for name in children if (heading := read_heading(name))}
        if not path or not FEWEST_PARTS <= len(children) <= MOST_PARTS or len(forms) != 1:
            continue
        spans = [span for name, section in children.items() if (span := _heading_span(text, section, name))]
        name = bare_name(path[-1])
        if len(spans) == len(children) and 2 <= len(name) <= LONGEST_NAME and "…" not in name:
            question = f"“{name}”部分列出了哪几个方面？请逐项写出。"
            item = Item(SHORT, question, "", tuple(chosen.cite(a, b) for a, b in spans))
            yield ShortQuestion(item, 2.5 - 0.1 * len(path), next(iter(children.values())))


def _heading_span(text: str, section: Section, name: str) -> tuple[int, int] | None:
    """The span of a heading without its number; None for one that was cut short."""
    at = text.find(name, section.start, min(section.end, section.start + len(name) + MARKDOWN_CHARACTERS))
    return None if "…" in name or at < 0 else (at + len(name) - len(bare_name(name)), at + len(name))


def _of_lists(chosen: Chosen) -> Iterator[ShortQuestion]:
    """A sentence that ends in ： is asked, and answered by the numbered items under it."""
    text, sentences = chosen.document.text, list(chosen.chosen_sentences())
    for row, (section, sentence) in enumerate(sentences):
        lead = ARTICLE_LABEL.sub("", text[sentence.start : sentence.end], count=1)
        opens_list = (
            LISTS.search(lead) and ASKS_LIST.search(lead) and 8 <= len(lead) <= 120 and not _depends_on_context(lead)
        )
        is_whole = text[: sentence.start].rstrip(" \u3000#*")[-1:] in "\n。！？"  # not the end of a longer sentence
        if not opens_list or not is_whole:
            continue
        spans = list(
            _items(text, [s for other, s in sentences[row + 1 :] if other.path[: len(section.path)] == section.path])
        )
        if FEWEST_PARTS <= len(spans) <= MOST_PARTS:
            words = lead.rstrip("：:")
            question = f"{words}{'哪些' if words.endswith('包括') else ''}。请逐项写出。"
            item = Item(SHORT, question, "", tuple(chosen.cite(a, b) for a, b in spans))
            yield ShortQuestion(item, 1.6 + 0.3 * (len(spans) <= 7), section)


def _items(text: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """The items （一）, （二）, … at the beginning of these sentences, each whole and without its number."""
    start = end = number = 0
    for sentence in sentences:
        label = LIST_ITEM.match(text, sentence.start, sentence.end)
        if label:
            if int(read_number(label[1])) != number + 1:
                break
            if number:
                yield start, end
            start, number = label.end(), number + 1
        elif not number or "\n" in text[end : sentence.start]:
            break
        end = sentence.end
    if number:
        yield start, end


def _depends_on_context(lead: str) -> bool:
    """Whether the sentence over a list cannot be understood by itself; its own 下列 does not count."""
    return (
        bool(DEPENDS_ON_CONTEXT.search(re.sub(r"下列|如下|以下|[：:]$", "", lead)))
        or bool(NOT_PROSE.search(lead))
        or "含义" in lead
    )


def _of_sentences(chosen: Chosen) -> Iterator[ShortQuestion]:
    """Definitions, and sentences that state the aim or the principle of something."""
    text = chosen.document.text
    for section, sentence in chosen.chosen_sentences():
        words = text[sentence.start : sentence.end]
        if not words.endswith("。"):
            continue
        citations = (chosen.cite(sentence.start, sentence.end),)
        if defined := DEFINES.search(words):
            question = f"什么是“{defined['term']}”？请按文件写出。"
            yield ShortQuestion(Item(SHORT, question, "", citations), 2.2, section)
        elif (
            (stated := STATES.search(words)) and not DEPENDS_ON_CONTEXT.search(words) and len(words) - stated.end() >= 8
        ):
            question = f"{stated['lead']}是什么？"
            answer = (chosen.cite(sentence.start + stated.end(), sentence.end),)
            yield ShortQuestion(Item(SHORT, question, "", answer), 2.0, section)
