"""The words of one corpus, as far as reading a question needs them."""

from typing import Protocol

from mingce.ask.slips import Slips
from mingce.store.contents import Contents
from mingce.store.terms import Segmenter


class Vocabulary(Protocol):
    def corrected(self, text: str) -> str:
        """The text with words put right that were typed wrong but sound like one of the corpus."""
        ...

    def in_characters(self, text: str) -> str:
        """A question that was typed in pinyin, in characters; any other text as it is."""
        ...

    def words(self, text: str) -> list[str]:
        """The words of a text without stop words."""
        ...

    def terms(self, text: str) -> list[str]:
        """The index terms of a text: words, characters and character pairs, as they occur."""
        ...

    def rarity(self, word: str) -> float:
        """Inverse document frequency among the sentences of the corpus, higher is rarer."""
        ...


class NoVocabulary:
    """For a question that is read for its wording alone."""

    def corrected(self, text: str) -> str:
        return text

    def in_characters(self, text: str) -> str:
        return text

    def words(self, text: str) -> list[str]:
        return []

    def terms(self, text: str) -> list[str]:
        return []

    def rarity(self, word: str) -> float:
        return 0.0


class CorpusVocabulary:
    def __init__(self, contents: Contents) -> None:
        self._segmenter = Segmenter(contents.words)
        self._sentence_terms = contents.sentence_terms
        self._slips = Slips(
            (term.removeprefix("w:") for term in contents.sentence_terms.terms() if term.startswith("w:")),
            lambda pair: pair in contents.section_terms,
            self._segmenter.cut,
            self.rarity,
        )

    def corrected(self, text: str) -> str:
        for typed, right in self._slips.corrections(text).items():
            text = text.replace(typed, right)
        return text

    def in_characters(self, text: str) -> str:
        return self._slips.in_characters(text)

    def words(self, text: str) -> list[str]:
        return self._segmenter.words_of(text)

    def terms(self, text: str) -> list[str]:
        return self._segmenter.terms(text)

    def rarity(self, word: str) -> float:
        return self._sentence_terms.idf(f"w:{word}")
