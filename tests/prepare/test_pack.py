"""Study packs: every line is source text with its place; the student's copy holds no answers."""

from dataclasses import replace

import pytest

from mingce.export.report import Heading, Paragraph, Quote, Report, Table
from mingce.prepare import pack as packs
from mingce.prepare.items import CHOICE, FILL, JUDGE, SHORT, WRONG
from mingce.prepare.material import Chosen
from mingce.prepare.pack import CARDS, DATES, FIGURES, OUTLINE, PARTS, QUESTIONS, TERMS, Pack, moments
from tests.prepare.test_quiz import read

COUNTS = {CHOICE: 2, JUDGE: 2, FILL: 2, SHORT: 2}


def citations(pack: Pack) -> list:
    found = [c for _, points in pack.outlines for p in points for c in (p.heading, p.lead) if c]
    found += [c for t in pack.terms for c in (*t.places, *([t.meaning] if t.meaning else []))]
    found += [row.citation for row in (*pack.figures, *pack.moments, *pack.cards)]
    return found + [c for i in pack.items for c in i.citations]


def words(report: Report) -> str:
    """All that a reader of a report sees, but for the quotes."""
    return "\n".join(b.text for b in report.blocks if isinstance(b, Heading | Paragraph))


def test_the_parts_of_a_plan(plan: Chosen):
    pack = packs.make([plan], list(PARTS), COUNTS)
    (title, points), *rest = pack.outlines
    assert title == "关于建设质量强市的意见" and not rest
    named = [(p.level, p.heading.quote if p.heading else "", p.lead.quote[:7] if p.lead else "") for p in points]
    assert named[:3] == [
        (1, "一、主要目标", "到2025年，"),
        (1, "二、重点任务", ""),
        (2, "（一）提升产品质量", "实施企业标准“"),
    ]
    assert {"领跑者", "质量小站"} <= {t.term for t in pack.terms}
    assert ("工程质量抽查符合率", "97%", "2030") in {(f.name, f.amount, f.year) for f in pack.figures}
    assert [m.label for m in pack.moments] == ["到2025年", "到2030年", "到2035年"]
    assert [item.kind for item in pack.items] == [CHOICE, CHOICE, JUDGE, JUDGE, FILL, FILL, SHORT] and pack.cards
    assert pack.notes == ("要2道简答题，所选内容里经得起核对的只有1道。",)


def test_the_outline_of_a_law_gives_each_article_its_first_sentence(rules: Chosen):
    pack = packs.make([rules], [OUTLINE], {})
    points = pack.outlines[0][1]
    assert [p.heading.quote for p in points if p.heading] == ["第一章 总则", "第二章 责任"]
    assert [p.lead.quote[:3] for p in points if p.lead][:3] == ["第一条", "第二条", "第三条"]


@pytest.mark.parametrize("part", list(PARTS))
def test_only_the_wanted_parts(plan: Chosen, part: str):
    pack = packs.make([plan], [part], COUNTS)
    held = {
        OUTLINE: pack.outlines,
        TERMS: pack.terms,
        FIGURES: pack.figures,
        DATES: pack.moments,
        QUESTIONS: pack.items,
        CARDS: pack.cards,
    }
    assert [name for name, lines in held.items() if lines] == [part]


def test_only_the_chosen_sections(plan: Chosen, rules: Chosen):
    chosen = [replace(plan, headings=frozenset({"二、重点任务"})), rules]
    found = [c for c in citations(packs.make(chosen, list(PARTS), COUNTS)) if c.doc_id == "plan"]
    assert found and {c.path[0] for c in found} == {"二、重点任务"}


def test_the_students_copy_holds_no_answers_and_the_teachers_all(plan: Chosen):
    pack = packs.make([plan], [QUESTIONS], {CHOICE: 2, JUDGE: 4, FILL: 4, SHORT: 2}, seed=4)
    student, teacher = packs.student(pack), packs.teacher(pack)
    assert "答案" not in words(student) and not any(isinstance(b, Quote | Table) for b in student.blocks)
    quoted = [b.citation for b in teacher.blocks if isinstance(b, Quote)]
    assert quoted == [c for item in pack.items for c in item.citations]
    for item in pack.items:
        assert item.stem in words(student) and item.stem in words(teacher)
        if item.kind == FILL:
            assert f"答案：{item.key}" in words(teacher)
            assert item.key not in item.stem
        if item.kind == JUDGE and item.key == WRONG:
            words_of_source = item.citations[0].quote[item.blank.start - item.citations[0].start :]
            told = f"原文是“{words_of_source[: item.blank.end - item.blank.start]}”，题中改成了“{item.altered}”"
            assert told in words(teacher)


def test_a_pack_of_several_documents_says_which_each_question_is_about(plan: Chosen, rules: Chosen):
    pack = packs.make([plan, rules], [QUESTIONS], COUNTS)
    stems = [b.text for b in packs.student(pack).blocks if isinstance(b, Paragraph) and b.text[0].isdigit()]
    assert len(stems) == len(pack.items)
    assert all(s.endswith(("〔《关于建设质量强市的意见》〕", "〔《河湖保护条例》〕")) for s in stems)


def test_fewer_questions_than_asked_for_are_owned_up_to(plan: Chosen):
    pack = packs.make([plan], [QUESTIONS], {SHORT: 25})
    made = len(pack.items)
    assert made < 25 and pack.notes == (f"要25道简答题，所选内容里经得起核对的只有{made}道。",)
    assert pack.notes[0] in packs.teacher(pack).notes and pack.notes[0] not in packs.student(pack).notes


@pytest.mark.parametrize(
    "text, found",
    [
        ("到2025年底建成。", [((2025, 13, 0), "到2025年底")]),
        ("2023年11月27日召开。", [((2023, 11, 27), "2023年11月27日")]),
        ("二〇二三年一月十七日印发。", [((2023, 1, 17), "二〇二三年一月十七日")]),
        ("2024年3月前完成。", [((2024, 3, 0), "2024年3月前")]),
        ("落实《2021—2025年规划》和国发〔2023〕1号文件。", []),
    ],
)
def test_moments(text: str, found: list):
    assert list(moments(text)) == found


def test_every_line_of_the_sample_corpus_is_source_text(sample: list[Chosen]):
    pack = packs.make(sample, list(PARTS), {CHOICE: 5, JUDGE: 5, FILL: 5, SHORT: 3}, seed=2)
    texts = {chosen.document.id: chosen.document.text for chosen in sample}
    found = citations(pack)
    assert len(found) > 150 and all(c.quote == texts[c.doc_id][c.start : c.end] for c in found)
    assert {m.label for m in pack.moments} >= {"2023年1月17日", "到2025年", "到2035年"}
    assert [m.when for m in pack.moments] == sorted(m.when for m in pack.moments)
    assert "四个最严" in {t.term for t in pack.terms}


def test_nothing_in_a_document_that_says_nothing():
    pack = packs.make([read("会议通知\n请于月底前报送。")], [FIGURES, TERMS, DATES, QUESTIONS], COUNTS)
    assert pack.is_empty and len(pack.notes) == 4
