"""What a question is about: its topic words, each with its rarity, and how much of them a text holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mingce.text.lexicon import Expansions

COUNTERPART = 0.8  # what an official counterpart of a topic word counts, beside 1.0 for the word itself
PAIRS = 0.6  # what all character pairs of a word count where the word itself is missing


@dataclass(frozen=True)
class Topic:
    text: str = ""  # the question without its words of asking
    words: Mapping[str, float] = field(default_factory=dict)  # topic word -> rarity
    counterparts: Expansions = field(default_factory=dict)  # colloquial word -> official ones

    def coverage(self, text: str) -> float:
        """Share of the topic that a folded text holds, 0..1, weighted by rarity."""
        total = sum(self.words.values())
        return sum(weight * self._held(word, text) for word, weight in self.words.items()) / total if total else 0.0

    def key(self, text: str) -> float:
        """How far a folded text holds the rarest topic word, 0..1; 0.5 where the question has no topic word."""
        return self._held(max(self.words, key=lambda w: (self.words[w], len(w))), text) if self.words else 0.5

    def _held(self, word: str, text: str) -> float:
        if word in text:
            return 1.0
        for spoken, official in self.counterparts.items():
            if (word in spoken or spoken in word) and any(term in text for term in official):
                return COUNTERPART
        pairs = [word[i : i + 2] for i in range(len(word) - 1)]
        return PAIRS * sum(pair in text for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0
