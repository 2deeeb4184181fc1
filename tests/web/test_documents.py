"""文件: the list of documents, which a key press in the filter goes through."""

import re

import pytest

from mingce.export.contract import corpus_json
from mingce.index import Index
from web import documents
from web.documents import LISTED, DocumentList


def titles(html: str) -> list[str]:
    return re.findall(r'class="title"[^>]*>《(.*?)》<', html)


@pytest.fixture
def records(small_index: Index):
    return corpus_json(small_index.contents)


@pytest.mark.parametrize(
    "words, found",
    [
        ("", {"关于加强河湖保护的意见", "粮食储备条例", "全省人才会议精神"}),
        ("条例", {"粮食储备条例"}),
        ("意见 2022", {"关于加强河湖保护的意见"}),  # all words, wherever they stand
        ("粮食条例.txt", {"粮食储备条例"}),  # the name of the file
    ],
)
def test_filter(records, words, found):
    html = DocumentList(records, {}, may_change=True).html(words)
    assert set(titles(html)) == found and "<small>3 份</small>" in html


def test_filter_without_a_match_says_so(records):
    html = DocumentList(records, {}, may_change=True).html("<b>")
    assert "没有标题、机关、类别或文件名里含有“&lt;b&gt;”的文件。" in html


def test_a_page_of_rows_is_shown_and_the_rest_counted(records):
    many = [{**records[0], "doc_id": str(n)} for n in range(LISTED + 7)]
    html = DocumentList(many, {}, may_change=False).html("")
    assert html.count("<li>") == LISTED and "另有 7 份" in html and 'data-event="more"' in html
    whole = DocumentList(many, {}, may_change=False).html("", len(many))
    assert whole.count("<li>") == len(many) and "另有" not in whole


def test_corrections_and_buttons(records):
    own = DocumentList(records, {records[0]["doc_id"]: {"date": "2022-03-01"}}, may_change=True).html("")
    assert own.count("您更正过：日期") == 1 and own.count('data-event="take"') == 3
    assert "<button" not in DocumentList(records, {}, may_change=False).html("").split('class="acts">')[1][:8]


def test_a_row_is_made_once(records, monkeypatch: pytest.MonkeyPatch):
    made = []
    row_html = documents.row_html
    monkeypatch.setattr(documents, "row_html", lambda *values: made.append(values) or row_html(*values))
    listed = DocumentList(records, {}, may_change=True)
    for words in ("条", "条例", "", "意见", ""):
        listed.html(words)
    assert len(made) == 3
