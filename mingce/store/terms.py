"""Text -> index terms: jieba words, with the corpus's own words, and character uni- and bigrams."""

import logging
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, reduce

import jieba
import numpy as np

from mingce.datatypes import Document, Section
from mingce.store.lexical import Bm25
from mingce.text.fold import fold
from mingce.text.labels import without_number
from mingce.text.patterns import QUOTED, TITLED

jieba.setLogLevel(logging.ERROR)

# Words that carry no topic. They are dropped from questions and texts alike as words; characters stay.
STOP_WORDS = frozenset(
    "的 了 和 与 及 或 等 在 是 对 为 以 于 把 被 将 从 向 由 也 都 就 而 并 且 之 其 这 那 个 中 上 下 要 有 到 着 过 地 得 按 按照 "
    "我 我们 你 你们 他 他们 吗 呢 吧 啊 呀 嘛 么 什么 哪些 哪个 哪 怎么 怎样 如何 多少 几 谁 请问 请 一下 关于 "
    "， 。 、 ； ： ？ ！ “ ” ‘ ’ （ ） 《 》 — - · … , . ; : ? ! ( ) [ ] \" '".split()
)
RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[0-9A-Za-z]+(?:[.%][0-9A-Za-z]*)*")


class Segmenter:
    """jieba with the domain words of one corpus."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._jieba = _fresh_tokenizer()
        self.words = tuple(words)
        total = self._jieba.total
        for word in self.words:
            self._jieba.add_word(word)
            self._jieba.total = total  # else each word changes how texts are cut in which it does not even occur

    def terms(self, text: str) -> list[str]:
        """Words (long ones also by their parts), single characters and character pairs, as they occur.

        Words carry the mark "w:", so that a word and the same two characters by chance are different terms.
        """
        text = fold(text)
        terms = [f"w:{w}" for w in self._jieba.cut_for_search(text) if w not in STOP_WORDS]
        for match in RUN.finditer(text):
            run = match[0]
            if run[0].isascii():
                continue  # jieba keeps numbers and Latin words whole
            terms += list(run)
            terms += [run[i : i + 2] for i in range(len(run) - 1)]
        return terms

    def cut(self, text: str) -> list[str]:
        """The words of a text that a dictionary or the corpus knows, and the characters between them."""
        return list(self._jieba.cut(text, HMM=False))

    def words_of(self, text: str) -> list[str]:
        """The words of a text without stop words: what a question is about."""
        return [w for w in self._jieba.cut(fold(text)) if w not in STOP_WORDS and RUN.match(w)]


@cache
def _dictionary() -> tuple[dict[str, int], int]:
    base = jieba.Tokenizer()
    base.initialize()
    return base.FREQ, base.total


def _fresh_tokenizer() -> "jieba.Tokenizer":
    """A tokenizer of its own: words added for one corpus must not leak into another's."""
    frequencies, total = _dictionary()
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(frequencies), total, True
    return tokenizer


def changed_rows(terms: Bm25, texts: Sequence[str], words: Iterable[str]) -> set[int]:
    """The rows whose terms may differ once these words are added to the segmenter, or taken from it.

    terms: of the texts, as `Segmenter.terms` gives them. A text in which none of the words occurs keeps its terms.
    """
    return {int(row) for word in words for row in _rows_that_may_hold(terms, word) if word in fold(texts[row])}


def _rows_that_may_hold(terms: Bm25, word: str) -> np.ndarray:
    """The rows that have all the Chinese character pairs of a word; all rows for a word without Chinese characters."""
    runs = re.findall(r"[\u4e00-\u9fff]+", word)
    parts = [run[i : i + 2] for run in runs for i in range(max(1, len(run) - 1))]
    rows = sorted((terms.rows_with(part) for part in parts), key=len)
    return reduce(np.intersect1d, rows) if rows else np.arange(terms.rows)


def domain_words(documents: Sequence[Document], sections: Sequence[Section]) -> list[str]:
    """The corpus's own words, sorted: quoted terms, 《titles》 and the clauses of headings.

    Two to twelve characters; longer strings are phrases, which jieba should keep cutting.
    """
    found: Counter[str] = Counter()
    for document in documents:
        for pattern in (QUOTED, TITLED):
            found.update(fold(m[1]) for m in pattern.finditer(document.text))
    for section in sections:
        if section.path:
            name = without_number(section.path[-1]).removeprefix("——")
            found.update(fold(part) for part in re.split(r"[，、；：\s…]", name))
    return sorted(
        word
        for word in found
        if 2 <= len(word) <= 12 and re.fullmatch(r"[\u4e00-\u9fff0-9a-z+]+", word) and not word.isdigit()
    )
