"""Words that were typed wrong but sound right: 质捡中心 for 质检中心. Found by their pinyin among the corpus's words."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property

from mingce.store.terms import STOP_WORDS

HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
LONGEST_WORD = 6
ORDINARY = STOP_WORDS | frozenset("一二三四五六七八九十几百千万亿不没有会能要可是还再又很最多少大小好人个")


class Slips:
    """Finds, for the parts of a question that the corpus lacks, corpus words of the same sound."""

    def __init__(self, words: Iterable[str], is_known: Callable[[str], bool], cut: Callable[[str], list[str]]) -> None:
        """words: the corpus's words. is_known: whether a pair of characters stands anywhere in the corpus.

        cut: text to words, none left out.
        """
        self._words = words
        self._is_known = is_known
        self._cut = cut

    def corrections(self, text: str) -> dict[str, str]:
        """What was typed -> the word that it sounds like; longest first, no two of them overlap.

        Only where a pair of characters is unknown to the corpus and a word cutter can make nothing of it either:
        "质|捡|中心". What can be right is left alone: "搞|质量", "目标|是".
        """
        found: dict[str, str] = {}
        for run in HAN_RUN.finditer(text):
            loose = [len(word) == 1 and word not in ORDINARY for word in self._cut(run[0]) for _ in word]
            unknown = [
                i for i in range(len(run[0]) - 1) if loose[i] and loose[i + 1] and not self._is_known(run[0][i : i + 2])
            ]
            taken: set[int] = set()
            for size in range(min(LONGEST_WORD, len(run[0])), 1, -1):
                for start in range(len(run[0]) - size + 1):
                    span = range(start, start + size)
                    if taken.intersection(span) or not any(i in span and i + 1 in span for i in unknown):
                        continue
                    if right := self._sounding_like(run[0][start : start + size]):
                        found[run[0][start : start + size]] = right
                        taken.update(span)
        return found

    def _sounding_like(self, typed: str) -> str | None:
        """The corpus word of the same sound that keeps most characters, at least one of them."""
        words = self._by_sound.get(_sound(typed), ())
        kept = [
            (sum(a == b for a, b in zip(typed, word, strict=True)), word) for word in words if len(word) == len(typed)
        ]
        best = max(kept, default=(0, ""))
        return best[1] if best[0] >= 1 and best[1] != typed else None

    @cached_property
    def _by_sound(self) -> dict[str, list[str]]:
        sounds: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._words:
            if 2 <= len(word) <= LONGEST_WORD and HAN_RUN.fullmatch(word):
                sounds[_sound(word)].append(word)
        return dict(sounds)


def _sound(word: str) -> str:
    from pypinyin import lazy_pinyin  # its dictionaries take a fifth of a second: only when something is unknown

    return " ".join(lazy_pinyin(word))
