import re
from pathlib import Path

import pytest

from mingce.datatypes import Document
from mingce.documents.corpus import read_corpus
from mingce.text.sections import LONGEST_SECTION, split_sections

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def sample() -> dict[str, Document]:
    return {document.id[:2]: document for document in read_corpus(ROOT / "corpus").documents}


def test_headings_of_the_sample(sample):
    """河南: three 一、, twelve （一）, twenty-four 1., found as they stand in the file."""
    sections = split_sections(sample["河南"])
    last = [s.path[-1] for s in sections if s.path]
    forms = {"一、": r"[一二三]、", "（一）": r"（[一二三四五六七]）", "1.": r"\d\.", "——": "——"}
    found = {
        form: len({s.path for s in sections if s.path and re.match(pattern, s.path[-1])})
        for form, pattern in forms.items()
    }
    assert found == {"一、": 3, "（一）": 12, "1.": 24, "——": 5}
    assert len([name for name in last if not name.startswith("——")]) >= 39


@pytest.mark.parametrize(
    "words, path",
    [
        (
            "国家骨干冷链物流基地",
            ("二、重点任务", "（五）加快服务业质量升级，着力增加优质服务供给", "1.提高生产服务专业化水平"),
        ),
        ("制造业质量竞争力指数达84.5以上", ("一、总体要求", "（二）主要目标", "——产业和区域质量竞争力持续增强")),
        ("到2035年", ("一、总体要求", "（二）主要目标")),
        ("为加快推进质量强省建设，全面提升", ()),
    ],
)
def test_where_words_of_the_sample_stand(sample, words, path):
    doc = sample["河南"]
    offset = doc.text.index(words)
    assert next(s.path for s in split_sections(doc) if s.start <= offset < s.end) == path


def test_sections_of_the_sample_tile_it(sample):
    for doc in sample.values():
        sections = split_sections(doc)
        assert "".join(doc.text[s.start : s.end] for s in sections) == doc.text
        assert all(s.end - s.start <= LONGEST_SECTION for s in sections)


def test_meeting_news_are_paragraphs(sample):
    assert {s.path for key in ("中共", "第十") for s in split_sections(sample[key])} == {()}
    assert [len(split_sections(sample[key])) for key in ("中共", "第十")] == [7, 10]
