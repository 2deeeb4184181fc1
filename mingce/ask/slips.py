"""Words that were typed wrong but sound right, 质捡中心 for 质检中心, and questions typed in pinyin: "minsu buzhu duoshao".

Both are read by the pinyin of the corpus's words.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property

from mingce.store.terms import STOP_WORDS

HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
LONGEST_WORD = 6
LONGEST_SPELLING = 6 * LONGEST_WORD  # letters
LONGEST_PINYIN = 200  # letters of a question
LETTERS = re.compile(r"[a-zA-Z'’\s]{4,}")
# What a question in pinyin says beside words of the corpus.
ASKING = (
    "多少钱 多少 什么时候 什么 哪些 哪个 哪里 谁 怎么 如何 为什么 几 钱 是 的 了 有 吗 要 能 可以 需要 多久 多长时间 有没有 能不能 和 在 到 年 "
    "第 条 章 款 项 个 家 级 一 二 三 四 五 六 七 八 九 十 条件 规定 申请 标准 请问 对 给 由 负责"
).split()
ORDINARY = STOP_WORDS | frozenset("一二三四五六七八九十几百千万亿不没有会能要可是还再又很最多少大小好人个")


class Slips:
    """Finds, for the parts of a question that the corpus lacks, corpus words of the same sound."""

    def __init__(
        self,
        words: Iterable[str],
        is_known: Callable[[str], bool],
        cut: Callable[[str], list[str]],
        rarity: Callable[[str], float] = lambda word: 0.0,
    ) -> None:
        """words: the corpus's words. is_known: whether a pair of characters stands anywhere in the corpus.

        cut: text to words, none left out. rarity: of a word, higher is rarer.
        """
        self._words = words
        self._rarity = rarity
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

    def in_characters(self, text: str) -> str:
        """A question typed in pinyin in characters, read as few words as can be, the more frequent ones where two sound
        alike; any other text as it is, "GDP" and "what is this" too.
        """
        letters = re.sub(r"[^a-z]", "", text.lower())
        if not LETTERS.fullmatch(text.rstrip("?？!. ")) or len(letters) > LONGEST_PINYIN:
            return text
        best: list[tuple[int, float, tuple[str, ...]] | None] = [(0, 0.0, ())] + [None] * len(letters)
        for end in range(1, len(letters) + 1):
            for start in range(max(0, end - LONGEST_SPELLING), end):
                before, word = best[start], self._by_spelling.get(letters[start:end])
                if before is None or word is None:
                    continue
                found = (before[0] + 1, before[1] + self._rarity(word), (*before[2], word))
                known = best[end]
                best[end] = found if known is None or found < known else known
        read = best[-1]
        is_question = read is not None and any(len(word) > 1 and word not in ASKING for word in read[2])
        return "".join(read[2]) if read is not None and is_question else text

    @cached_property
    def _by_spelling(self) -> dict[str, str]:
        """Pinyin without tones and spaces -> the word that is spelled so: of asking first, else the most frequent."""
        found = {_sound(word).replace(" ", ""): word for word in reversed(ASKING)}
        for sound, words in self._by_sound.items():
            found.setdefault(sound.replace(" ", ""), min(words, key=lambda word: (self._rarity(word), word)))
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
