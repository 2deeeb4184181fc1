"""Which documents a question is put to: those chosen by title, by kind and by year."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from mingce.datatypes import Document
from mingce.errors import UserError

NO_KIND = "未写明"  # the kind of a document that names none


def select(
    documents: Sequence[Document],
    doc_ids: Collection[str] = (),
    kinds: Collection[str] = (),
    first: str = "",
    last: str = "",
) -> tuple[str, ...]:
    """Ids of the documents that pass every filter; () where no filter is set, which means all of them.

    first, last: years such as "2021", both included; a document without a date is in no span of years.
    Raises UserError where no document is left.
    """
    if not (doc_ids or kinds or first or last):
        return ()
    if first and last and first > last:
        raise UserError(f"年份从 {first} 到 {last} 是倒着的。请把较早的一年选在前面。")
    left = tuple(
        document.id
        for document in documents
        if (not doc_ids or document.id in doc_ids)
        and (not kinds or (document.kind or NO_KIND) in kinds)
        and _is_between(document.date[:4], first, last)
    )
    if not left:
        named = f"所选的 {len(doc_ids)} 份文件" if doc_ids else f"收录的 {len(documents)} 份文件"
        raise UserError(f"{named}里没有一份符合“{words(kinds, first, last)}”。请放宽类别或年份后再问。")
    return left


def words(kinds: Collection[str] = (), first: str = "", last: str = "") -> str:
    """The filters in words, as the reader sees them.

    >>> words(["意见", "法律"], "2021", "2023"), words(first="2021"), words(last="2023")
    ('意见、法律，2021—2023年', '2021年以来', '2023年及以前')
    """
    if first and last:
        years = f"{first}年" if first == last else f"{first}—{last}年"
    else:
        years = f"{first}年以来" if first else f"{last}年及以前" if last else ""
    return "，".join(filter(None, ("、".join(kinds), years)))


def kinds_of(documents: Iterable[Document]) -> list[str]:
    """The kinds that occur, the most frequent first."""
    return [kind for kind, _ in Counter(document.kind or NO_KIND for document in documents).most_common()]


def years_of(documents: Iterable[Document]) -> list[str]:
    """The years of the documents' dates, the latest first."""
    return sorted({document.date[:4] for document in documents if document.date}, reverse=True)


def _is_between(year: str, first: str, last: str) -> bool:
    if not (first or last):
        return True
    return bool(year) and (not first or first <= year) and (not last or year <= last)
