"""The two normal forms of a text: one in which texts are compared, and one in which a question is read."""

import re
import unicodedata
from functools import cache, lru_cache


@lru_cache(maxsize=50_000)  # the same sentences are compared with question after question
def fold(text: str) -> str:
    """The form in which texts and questions are compared: width folded (NFKC), lower case, no white space.

    Not for display, and not for offsets: its length may differ from the text's.
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def in_order(characters: str, text: str) -> bool:
    """Whether a text holds some characters in their order, others between them or not.

    >>> in_order("政采法", "政府采购法"), in_order("采政法", "政府采购法")
    (True, False)
    """
    rest = iter(text)
    return all(char in rest for char in characters)


def normalize(text: str) -> str:
    """Full-width letters and digits to half-width, traditional characters to simplified, trimmed.

    >>> normalize("２０２５年質量強省目標？ ")
    '2025年质量强省目标？'
    """
    folded = "".join(
        unicodedata.normalize("NFKC", c) if "！" <= c <= "～" and c not in "，。？！：；（）" else c for c in text
    )
    folded = re.sub(r"[\x00-\x1f\x7f\u200b-\u200f\ufeff]+", " ", folded).replace("\u3000", " ")
    return _simplifier().convert(folded).strip()


@cache
def _simplifier():  # type: ignore[no-untyped-def]
    import opencc

    return opencc.OpenCC("t2s")
