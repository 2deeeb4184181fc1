"""Documents chosen by name, kind and year."""

import pytest

from mingce.ask.filters import NO_KIND, kinds_of, select, years_of
from mingce.datatypes import Document
from mingce.errors import UserError


def document(name: str, kind: str, date: str) -> Document:
    return Document(name, name, "…", f"{name}.txt", kind=kind, date=date)


DOCUMENTS = [
    document("a", "意见", "2021-03-01"),
    document("b", "意见", "2023"),
    document("c", "法律", "2023-12-31"),
    document("d", "", ""),
]


@pytest.mark.parametrize(
    "restrictions, left",
    [
        ({}, ()),  # no filter: all, without naming them
        ({"kinds": ["意见"]}, ("a", "b")),
        ({"kinds": ["意见", "法律"], "first": "2023"}, ("b", "c")),
        ({"last": "2021"}, ("a",)),
        ({"first": "2023", "last": "2023"}, ("b", "c")),  # the whole last year counts
        ({"kinds": [NO_KIND]}, ("d",)),
        ({"first": "1900"}, ("a", "b", "c")),  # without a date, in no span of years
        ({"doc_ids": ["a", "c"], "kinds": ["法律"]}, ("c",)),
    ],
)
def test_select(restrictions, left):
    assert select(DOCUMENTS, **restrictions) == left


@pytest.mark.parametrize(
    "restrictions, said",
    [
        ({"kinds": ["法律"], "last": "2021"}, "收录的 4 份文件里没有一份符合“法律，2021年及以前”"),
        ({"doc_ids": ["a"], "kinds": ["法律"]}, "所选的 1 份文件里没有一份符合“法律”"),
        ({"first": "2023", "last": "2021"}, "年份从 2023 到 2021 是倒着的"),
    ],
)
def test_nothing_left_is_told_in_one_sentence(restrictions, said):
    with pytest.raises(UserError, match=said):
        select(DOCUMENTS, **restrictions)


def test_choices():
    assert kinds_of(DOCUMENTS)[0] == "意见" and set(kinds_of(DOCUMENTS)) == {"意见", "法律", NO_KIND}
    assert years_of(DOCUMENTS) == ["2023", "2021"]
