import pytest

from mingce.datatypes import Document
from mingce.facts.formulations import explains, formulations
from mingce.text.sections import split_sections
from mingce.text.sentences import split_sentences

OLD = """关于食品安全的意见
一、要求。落实“四个最严”要求。推行“明厨亮灶”。
二、措施。四个最严，即最严谨的标准、最严格的监管、最严厉的处罚、最严肃的问责。"""
NEW = """关于明厨亮灶的通知
一、推进明厨亮灶。餐饮单位要实施“互联网+明厨亮灶”。
二、保障。落实三个方面的措施，增强“四个意识”。"""


def read(*texts):
    documents = [
        Document(f"d{n}", text.split("\n")[0], text, f"d{n}.txt", date=date)
        for n, (text, date) in enumerate(zip(texts, ("2020-01-01", "", "2019-01-01"), strict=False))
    ]
    sections, sentences = [], []
    for document in documents:
        own = split_sections(document)
        first = len(sections)
        sentences += [type(s)(s.section + first, s.start, s.end) for s in split_sentences(document.text, own)]
        sections += own
    return documents, formulations(documents, sections, sentences)


def test_every_place_is_found_quoted_or_not():
    documents, found = read(OLD, NEW)
    places = {f.term: [(p.doc_id, p.quote) for p in f.places] for f in found}
    assert [doc for doc, _ in places["四个最严"]] == ["d0", "d0"]
    assert ("d1", "关于明厨亮灶的通知") in places["明厨亮灶"]  # the title, without quotation marks
    assert [doc for doc, _ in places["互联网+明厨亮灶"]] == ["d1"]
    assert "三个方面" not in places
    texts = {document.id: document.text for document in documents}
    assert all(p.quote == texts[p.doc_id][p.start : p.end] for f in found for p in f.places)


def test_places_come_by_date_and_undated_ones_last():
    _, found = read(OLD, NEW, OLD)
    term = next(f for f in found if f.term == "明厨亮灶")
    assert list(dict.fromkeys(p.doc_id for p in term.places)) == ["d2", "d0", "d1"]


def test_whether_it_is_spelled_out():
    _, found = read(OLD, NEW)
    by_term = {f.term: f for f in found}
    assert by_term["四个最严"].count == 4
    assert "最严谨的标准" in by_term["四个最严"].spelled_out.quote
    assert by_term["四个意识"].spelled_out is None


@pytest.mark.parametrize(
    "term, sentence, told",
    [
        ("绿色金融", "本条例所称“绿色金融”，是指为支持环境改善提供的金融服务。", True),
        ("实施意见", "《关于质量强省的实施意见》（以下简称“实施意见”）印发。", True),
        ("领跑者", "实施企业标准“领跑者”制度。", False),
        ("两个确保", "锚定“两个确保”，实施“十大战略”。", False),
    ],
)
def test_explanations(term, sentence, told):
    assert explains(term, sentence) is told


def test_no_terms():
    assert read("通知\n请于月底前报送材料。")[1] == []
