"""Where a quote stands, as one cites it, and how it is pasted into a document."""

import pytest

from mingce.datatypes import Answer, Document, Page
from mingce.index import Index
from mingce.text.citations import as_footnotes, as_text, cite, section_at, source_line
from mingce.text.sections import split_sections

TEXT = "关于保护河湖的意见\n一、总体要求\n坚持生态优先。\n二、重点任务\n（一）治污。严禁直排。\n1.划线。划定红线。"
LAKE = Document("lake", "关于保护河湖的意见", TEXT, "lake.pdf", date="2022-03-01", number="豫政〔2022〕3号")
LAW = "河湖条例\n第一条 为了保护河湖，制定本条例。\n第二条 省水利厅负责监督。\n县级政府应当：\n（一）巡查；\n（二）公开结果。"


def cited(document: Document, piece: str):
    start = document.text.index(piece)
    return cite(document, section_at(split_sections(document), start), start, start + len(piece), 1)


@pytest.mark.parametrize(
    "document, piece, line",
    [
        (LAKE, "坚持生态优先。", "《关于保护河湖的意见》一、（豫政〔2022〕3号，2022年3月1日）"),
        (LAKE, "划定红线。", "《关于保护河湖的意见》二、（一）1.（豫政〔2022〕3号，2022年3月1日）"),
        # as lawyers write it: article, paragraph, item
        (Document("law", "河湖条例", LAW, "law.txt"), "（二）公开结果。", "《河湖条例》第二条第二款第（二）项"),
        (Document("law", "《河湖条例》", LAW, "law.txt"), "第一条", "《河湖条例》第一条"),  # no brackets twice
    ],
)
def test_source_line(document, piece, line):
    assert source_line(cited(document, piece), document) == line


def test_a_passage_carries_its_page_and_whether_that_was_read_well():
    start = TEXT.index("二、")
    document = Document("lake", "意见", TEXT, "a.pdf", pages=(Page(0, 1), Page(start, 2)), doubtful_pages=(2,))
    assert (cited(document, "坚持生态优先。").page, cited(document, "坚持生态优先。").is_doubtful) == (1, False)
    assert (cited(document, "划定红线。").page, cited(document, "划定红线。").is_doubtful) == (2, True)
    assert source_line(cited(document, "划定红线。"), document).endswith("，第2页")


def test_quotes_to_paste():
    citation = cited(LAKE, "划定红线。")
    answer = Answer("?", True, "划定红线。[1]", 0.9, (citation,))
    line = "《关于保护河湖的意见》二、（一）1.（豫政〔2022〕3号，2022年3月1日）"
    assert as_text(answer.citations, {"lake": LAKE}) == f"“划定红线。”——{line}"
    assert as_footnotes(answer, {"lake": LAKE}) == f"划定红线。[1]\n\n[1] {line}"
    assert as_footnotes(Answer("?", False, "没有写。", 0.1), {}) == "没有写。"


def test_who_speaks_is_kept_on_each_sentence_of_the_sample(sample_index: Index):
    meeting = next(d for d in sample_index.documents if d.title == "中共中央政治局会议精神")
    start = meeting.text.index("会议指出")
    assert sample_index.cite(meeting.id, start, start + 4).speaker == "会议"
    speakers = {s.speaker for d in sample_index.documents for s in sample_index.contents.part(d.id)[2]}
    assert {"会议", "习近平", ""} <= speakers


def test_every_sentence_of_the_sample_can_be_cited(sample_index: Index):
    for document in sample_index.documents:
        _, sections, sentences = sample_index.contents.part(document.id)
        for sentence in sentences:
            citation = cite(document, sections[sentence.section], sentence.start, sentence.end)
            assert citation.quote == document.text[citation.start : citation.end]
            assert citation.place or not sections[sentence.section].path
