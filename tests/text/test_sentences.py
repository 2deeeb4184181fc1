import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingce.datatypes import Section
from mingce.documents.corpus import read_corpus
from mingce.text.sections import split_sections
from mingce.text.sentences import sentence_spans, split_sentences

ROOT = Path(__file__).resolve().parents[2]


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, 0, len(text))]


@pytest.mark.parametrize(
    "text, expected",
    [
        # closing quotes and brackets stay with the sentence
        ("会议指出：“要好。”大家赞同。", ["会议指出：“要好。”", "大家赞同。"]),
        ("（下同）。）他说。", ["（下同）。）", "他说。"]),
        ("他引用《条例。》为据。", ["他引用《条例。》", "为据。"]),
        # white space around is left out
        ("  第一句。 \n\n\u3000\u3000第二句！", ["第一句。", "第二句！"]),
        # several marks end one sentence
        ("真的？！对。", ["真的？！", "对。"]),
        # a heading is a sentence of its own, a run-in heading too
        ("一、总体要求\n（一）指导思想。以新思想为指导。", ["一、总体要求", "（一）指导思想。", "以新思想为指导。"]),
        # an ellipsis ends a sentence only at the end of a line
        ("等等……\n省略号……还在句中。", ["等等……", "省略号……还在句中。"]),
        # points of numbers do not
        ("增长5.2%，达84.5以上。1.提高质量。", ["增长5.2%，达84.5以上。", "1.提高质量。"]),
        # a semicolon does not, in a sentence that can be quoted whole
        ("一是甲；二是乙。", ["一是甲；二是乙。"]),
        # a long list of duties is cut at its semicolons
        (
            "甲" * 100 + "；" + "乙" * 100 + "；" + "丙" * 60 + "。",
            ["甲" * 100 + "；", "乙" * 100 + "；", "丙" * 60 + "。"],
        ),
        # but leaves no crumbs
        ("甲" * 10 + "；" + "乙" * 240 + "。", ["甲" * 10 + "；" + "乙" * 240 + "。"]),
        # Markdown marks are not part of what is quoted
        ("## 总则\n- 项目一\n> 引文。", ["总则", "项目一", "引文。"]),
        # dashes before an item
        ("——甲。——", ["——甲。"]),
        # marks alone are no sentence
        ("。。。\n***\n——", []),
        ("", []),
    ],
)
def test_sentence_spans(text, expected):
    assert sentences(text) == expected


def test_sections_bound_sentences():
    text = "甲乙。丙丁戊"
    found = split_sentences(text, [Section("d", (), 0, 4), Section("d", (), 4, 6)])
    assert [(s.section, text[s.start : s.end]) for s in found] == [(0, "甲乙。"), (0, "丙"), (1, "丁戊")]


@settings(max_examples=300, deadline=None)
@given(st.text("质量Aa1。！？；，：“”（）《》…—-*#> \u3000\n.%", max_size=200))
def test_nothing_but_space_and_marks_between_sentences(text):
    spans = list(sentence_spans(text, 0, len(text)))
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    gaps = [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    assert not any(re.search(r"[质量Aa1]", gap) for gap in gaps)
    for start, end in spans:
        assert text[start:end] == text[start:end].strip(" \n\u3000")
        assert re.search(r"[质量Aa1]", text[start:end])


def test_sentences_of_the_sample():
    total = 0
    for document in read_corpus(ROOT / "corpus").documents:
        sections = split_sections(document)
        found = split_sentences(document.text, sections)
        total += len(found)
        for s in found:
            section = sections[s.section]
            assert section.start <= s.start < s.end <= section.end
        kept = "".join(document.text[s.start : s.end] for s in found)
        assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", document.text)
    assert 270 <= total <= 310
