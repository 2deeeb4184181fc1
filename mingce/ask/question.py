"""A question as it was understood: made once, before the search; search, evidence and answer only read it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from mingce.ask import phrasing
from mingce.ask.constraints import Constraints, read_constraints
from mingce.ask.kinds import kinds_of
from mingce.ask.topic import Topic
from mingce.ask.vocabulary import NoVocabulary, Vocabulary
from mingce.errors import UserError
from mingce.text import lexicon
from mingce.text.fold import normalize

MOST_CHARACTERS = 1000  # of a question
MOST_CONTEXT = 200  # characters of the question before
# On 414 training questions, before reading: the first section is right in .787 for 0, .790 for each of .25, .5 and 1.
CONTEXT_WEIGHT = 0.5  # of the words of the question before, where this one leans on it
# The first section is right in .790, .787, .790 and .775 for 0, .25, .5 and 1; one of three in .889, .894, .891, .889.
EXPANSION_WEIGHT = 0.5  # of a word's first official counterpart in the lexicon; less for the next ones
COMPARING = re.compile(r"对比(?:一下)?|比较(?:一下)?|^[和与跟同]|(?<=[：:，,])[和与跟同](?=[，,])|[：:]|^[，,]+")

History = Sequence[Mapping[str, str]]  # earlier turns, oldest first, each with `role` and `content`


@dataclass(frozen=True)
class Question:
    raw: str
    text: str  # Simplified, width folded, trimmed, without greeting and thanks, slips put right
    kind: str  # the kind of answer asked for, one of kinds.KIND_NAMES
    kinds: tuple[str, ...]  # every kind that it asks for, the main one first
    constraints: Constraints = field(default_factory=Constraints)
    focus: tuple[str, ...] = ()  # the thing asked for: "工作机制" in "坚持什么样的工作机制"
    sides: tuple[str, ...] = ()  # the two sides of a comparison
    parts: tuple["Question", ...] = ()  # the questions in it, or one for each side; () for a plain question
    history: tuple[str, ...] = ()  # the earlier questions of the conversation, oldest first
    context: str = ""  # the last of them, where this one leans on it
    is_small_talk: bool = False
    plain: str = ""  # the same as `text`, but with the slips as typed: names of documents must not be put right
    # As the corpus has its words; empty where none was given.
    topic: Topic = field(default_factory=Topic)
    terms: Mapping[str, float] = field(default_factory=dict)  # index term -> weight
    wordings: tuple[str, ...] = ()  # what is embedded: as asked, in official words, reworded by a language model

    @property
    def in_context(self) -> str:
        """The question behind the one before, where it leans on that."""
        return f"{self.context} {self.text}".strip()


def understand(
    raw: str,
    history: History = (),
    vocabulary: Vocabulary | None = None,
    reword: Callable[[str], str] | None = None,
) -> Question:
    """Read a question in its conversation.

    vocabulary: the words of the corpus; without one the question is read for its wording alone.
    reword: gives the question in the words of documents, for a search beside the original.
    Raises UserError for an empty or over-long question.

    >>> understand("到2025年要培育多少科技型中小企业？").kind
    'count'
    """
    vocabulary = vocabulary or NoVocabulary()
    plain = vocabulary.in_characters(_checked(raw))
    is_small_talk = phrasing.is_small_talk(plain)
    plain = phrasing.without_courtesy(plain) or plain
    text = vocabulary.corrected(plain)
    said = [normalize(str(turn.get("content") or "")) for turn in history if turn.get("role") == "user"]
    earlier = tuple(vocabulary.corrected(question) for question in said)
    context = earlier[-1][:MOST_CONTEXT] if earlier and phrasing.leans_on_history(text) else ""
    if is_small_talk:
        return replace(_read(raw, text, context, vocabulary), plain=plain, history=earlier, is_small_talk=True)
    whole = _read(raw, text, context, vocabulary, reword)
    sides = phrasing.find_sides(text)
    parts = _of_sides(whole, sides, vocabulary) if sides else _of_parts(whole, vocabulary)
    return replace(whole, plain=plain, history=earlier, sides=sides, parts=parts)


def _checked(raw: str) -> str:
    """The text of a question that can be asked. Raises UserError for one that cannot."""
    try:
        raw.encode("utf-8")
    except UnicodeEncodeError:
        raise UserError("问题里有不是 UTF-8 编码的字符。请把终端或输入文件的编码改为 UTF-8 后重新提问。") from None
    text = normalize(raw)
    if not text:
        raise UserError("问题是空的。请输入要查询的内容，例如：到2025年要建成多少个国家质检中心？")
    if len(text) > MOST_CHARACTERS:
        raise UserError(
            f"问题有 {len(text)} 个字，最多 {MOST_CHARACTERS} 个字。请缩短问题，或把材料存成文件放进语料文件夹。"
        )
    return text


def _read(
    raw: str, text: str, context: str, vocabulary: Vocabulary, reword: Callable[[str], str] | None = None
) -> Question:
    """One question with everything but its parts."""
    in_context = f"{context} {text}".strip()
    expansions = lexicon.expand(in_context)
    kinds = kinds_of(text)
    wordings = (in_context, lexicon.translate(in_context), reword(in_context) if reword else "")
    return Question(
        raw=raw,
        text=text,
        kind=kinds[0],
        kinds=kinds,
        constraints=read_constraints(text),
        focus=phrasing.find_focus(text),
        context=context,
        topic=_topic(text, context, expansions, vocabulary),
        terms=_terms(text, context, expansions, vocabulary),
        wordings=tuple(dict.fromkeys(wording for wording in wordings if wording)),
    )


def _topic(text: str, context: str, expansions: lexicon.Expansions, vocabulary: Vocabulary) -> Topic:
    topic = phrasing.without_asking(text)
    words = {word: vocabulary.rarity(word) for word in vocabulary.words(topic)}
    for word in vocabulary.words(context):
        words.setdefault(word, CONTEXT_WEIGHT * vocabulary.rarity(word))
    telling = {word: rarity for word, rarity in words.items() if len(word) > 1 or word.isdigit()}
    return Topic(topic, telling, expansions)


def _terms(text: str, context: str, expansions: lexicon.Expansions, vocabulary: Vocabulary) -> dict[str, float]:
    """Index terms with their weights: those of the question before and of official counterparts count less."""
    weights: dict[str, float] = {}
    for said, weight in ((text, 1.0), (context, CONTEXT_WEIGHT)):
        for term in vocabulary.terms(said):
            weights[term] = weights.get(term, 0.0) + weight
    for official in expansions.values():
        for rank, counterpart in enumerate(official):
            for term in vocabulary.terms(counterpart):
                weights[term] = max(weights.get(term, 0.0), EXPANSION_WEIGHT / (1 + rank / 2))
    return weights


def _of_parts(whole: Question, vocabulary: Vocabulary) -> tuple[Question, ...]:
    """The questions in a question, each understood with the whole as its context."""
    return tuple(_read(part, part, whole.text, vocabulary) for part in phrasing.split_parts(whole.text))


def _of_sides(whole: Question, sides: tuple[str, ...], vocabulary: Vocabulary) -> tuple[Question, ...]:
    """A question for each side of a comparison: the side, and what is asked of both."""
    asked = whole.text
    for side in sides:
        asked = asked.replace(side, "")
    asked = COMPARING.sub("", asked)
    read = (_read(f"{side}{asked}", f"{side}{asked}", whole.context, vocabulary) for side in sides)
    return tuple(replace(part, focus=(side.rpartition("的")[2],)) for side, part in zip(sides, read, strict=True))
