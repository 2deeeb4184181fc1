"""Questions to begin with that the documents at hand can answer: those of the sample corpus, or made from the index.

Each question that is made comes from a passage, and is kept only if asking it leads back to that passage.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from mingce.ask.compose import UNSURE
from mingce.datatypes import Answer, Document, Section, Sentence
from mingce.facts.formulations import formulations
from mingce.facts.indicators import indicators
from mingce.store.contents import Contents
from mingce.text.labels import without_labels
from mingce.text.patterns import DEFINES

STUDY, APPLIES, PREPARE = "study", "applies", "prepare"  # the three ways in: cadres, enterprises, trainers
# Of the sample corpus: each question with words of the passage that answers it.
SAMPLE: Mapping[str, tuple[tuple[str, str], ...]] = {
    STUDY: (
        ("长江经济带高质量发展坚持什么样的工作机制？", "中央统筹、省负总责、市县抓落实"),
        ("推进涉外法治工作的根本目的是什么？", "推进涉外法治工作，根本目的是"),
    ),
    APPLIES: (
        ("到2025年要培育多少科技型中小企业？", "培育2万家以上科技型中小企业"),
        ("建筑施工企业可以争创哪些奖项？", "鲁班奖"),
    ),
    PREPARE: (
        ("涉外法治人才要具备哪四个方面的素质？", "政治立场坚定、专业素质过硬"),
        ("“领跑者”制度和“领先者”行动有什么区别，分别针对哪类标准？", "领先者"),
    ),
}
A_WAY = 2  # questions for each way in
LOOKED_AT = 12  # documents that questions are made from, of a large corpus
TRIED = 8  # questions asked of the index for one way in, before it goes without

# What a law lists: "设立非银行支付机构，应当符合下列条件：", "申请书应当载明下列事项："
LISTS = re.compile(
    r"(?P<who>[\u4e00-\u9fff]{3,20})，?应当(?P<verb>符合|具备|提交|载明|包括|遵守|履行)(?:以?下列|以下)"
    r"(?P<what>条件|内容|材料|事项|规定|义务|要求|职责)"
)
# A figure's name that reads as a noun by itself: "最长处理期限", not "检查组的组成人员不得少于"
NOUN = re.compile(
    r"(?!其|以|在|自|向|对|由|有|再|累计|我|年|.*(?:或者|违法))[\u4e00-\u9fff“”]{4,14}(?<![的了至在达到为少于多数])"
)


@dataclass(frozen=True)
class Suggestion:
    """A question, and the passage of `doc_id` that it was made from."""

    question: str
    doc_id: str
    start: int
    end: int


def examples(contents: Contents, ask: Callable[[str], Answer]) -> dict[str, tuple[str, ...]]:
    """The questions to show for each way in: two, or fewer where the documents yield no good ones.

    ask: gives the answer to a question, by which made questions are checked.
    """
    chosen: dict[str, tuple[str, ...]] = {
        way: tuple(question for question, words in known if any(words in d.text for d in contents.documents))
        for way, known in SAMPLE.items()
    }
    if all(len(questions) == A_WAY for questions in chosen.values()):
        return chosen
    made = [candidates(*contents.part(document.id)) for document in sample(contents.documents)]
    taken: set[str] = set(chain.from_iterable(chosen.values()))
    for way, questions in chosen.items():
        turns = chain.from_iterable(zip_longest(*(of_document[way] for of_document in made)))  # documents take turns
        for tried, suggestion in enumerate(s for s in turns if s is not None and s.question not in taken):
            if len(questions) >= A_WAY or tried >= TRIED:
                break
            if answers(ask(suggestion.question), suggestion):
                questions = (*questions, suggestion.question)
                taken.add(suggestion.question)
        chosen[way] = questions
    return chosen


def answers(answer: Answer, suggestion: Suggestion) -> bool:
    """Whether the answer quotes the passage that the question was made from."""
    return answer.confidence >= UNSURE and any(
        c.doc_id == suggestion.doc_id and c.start < suggestion.end and suggestion.start < c.end
        for c in answer.citations
    )


def sample(documents: Sequence[Document]) -> list[Document]:
    """At most `LOOKED_AT` documents from all over the corpus, the latest first."""
    ordered = sorted(documents, key=lambda document: document.date, reverse=True)
    return ordered[:: max(1, -(-len(ordered) // LOOKED_AT))]


def candidates(
    document: Document, sections: Sequence[Section], sentences: Sequence[Sentence]
) -> dict[str, list[Suggestion]]:
    """Questions that one document should answer, for each way in, the most telling first."""
    terms = list(of_terms(document, sections, sentences))
    lists = list(of_lists(document, sentences))
    figures = list(of_figures(document, sections, sentences))
    headings = list(of_headings(document, sections))
    return {
        STUDY: [*terms, *headings],
        APPLIES: [*lists, *figures[1::2], *headings[1::2]],
        PREPARE: [*figures[::2], *lists, *headings[::2]],
    }


def of_terms(document: Document, sections: Sequence[Section], sentences: Sequence[Sentence]) -> Iterator[Suggestion]:
    """Slogans that are spelled out, and words that are defined."""
    for found in formulations([document], sections, sentences):
        if found.spelled_out and found.count:
            place = found.spelled_out
            yield Suggestion(f"“{found.term}”具体是指哪些？", document.id, place.start, place.end)
    for sentence in sentences:
        if match := DEFINES.search(document.text, sentence.start, sentence.end):
            yield Suggestion(f"{match['term']}是指什么？", document.id, sentence.start, sentence.end)


def of_lists(document: Document, sentences: Sequence[Sentence]) -> Iterator[Suggestion]:
    for sentence in sentences:
        if match := LISTS.search(document.text, sentence.start, sentence.end):
            question = f"{match['who']}应当{match['verb']}哪些{match['what']}？"
            yield Suggestion(question, document.id, sentence.start, sentence.end)


def of_figures(document: Document, sections: Sequence[Section], sentences: Sequence[Sentence]) -> Iterator[Suggestion]:
    """Figures whose name is a plain noun and occurs once: "60日" of "最长处理期限"."""
    found = indicators(document, sections, sentences)
    names = [(indicator.name, indicator.year) for indicator in found]
    for indicator in found:
        if NOUN.fullmatch(indicator.name) and names.count((indicator.name, indicator.year)) == 1:
            year = f"{indicator.year}年" if indicator.year else ""
            yield Suggestion(f"{year}{indicator.name}是多少？", document.id, indicator.start, indicator.end)


def of_headings(document: Document, sections: Sequence[Section]) -> Iterator[Suggestion]:
    for section in sections:
        name = re.split("[，；。：]", without_labels(section.path[-1]))[0] if section.path else ""
        if 6 <= len(name) <= 16 and name in document.text:
            yield Suggestion(f"关于{name}有哪些要求？", document.id, section.start, section.end)
