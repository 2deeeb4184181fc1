from dataclasses import asdict, replace
from datetime import date

import numpy as np
import pytest

from mingce.datatypes import Document
from mingce.text.metadata import describe
from mingce.text.versions import (
    COPY,
    REPEAL,
    VERSION,
    Relation,
    plain_title,
    relations,
    repealed_names,
    shingles,
    similarity,
    superseded,
    validity,
)

TODAY = date(2026, 1, 1)
BODY = "".join(f"第{n}条 生产者应当按照第{n}号标准检验产品，保存记录{n}年，接受监督检查。\n" for n in range(1, 40))


def document(doc_id: str, text: str) -> Document:
    return Document(id=doc_id, text=text, source=f"{doc_id}.txt", **asdict(describe(text, f"{doc_id}.txt")))


OLD = document("旧", f"质量条例\n（2005年1月10日国务院令第1号公布）\n{BODY}本条例自2005年5月1日起施行。")
NEW = document(
    "新",
    f"质量条例\n（2024年1月10日国务院令第9号公布）\n{BODY}监督部门应当公开检查结果。\n本条例自2024年5月1日起施行。",
)
DRAFT = document("草", f"质量条例（修订草案）\n{BODY}")
LAW = document("法", f"质量法\n（2023年3月1日通过）\n{BODY[:200]}。\n本法自2023年6月1日起施行，《标准办法》同时废止。")
RULES = document("标", "标准办法\n（2001年1月1日国务院令第3号公布）\n第一条 制定标准。\n本办法自2001年2月1日起施行。")


def found(*documents: Document) -> list[tuple[str, str, str]]:
    return [(r.kind, r.doc_id, r.other) for r in relations(documents)]


@pytest.mark.parametrize(
    "documents, expected",
    [
        ((OLD, NEW), [(VERSION, "新", "旧")]),
        ((LAW, RULES), [(REPEAL, "法", "标")]),
        # the same text as two files: the first is kept
        ((OLD, replace(OLD, id="旧抄")), [(COPY, "旧", "旧抄")]),
        # a copy of an old version is no version of its own
        ((OLD, replace(OLD, id="旧抄"), NEW), [(COPY, "旧", "旧抄"), (VERSION, "新", "旧")]),
        # an extract
        ((OLD, document("节选", "质量条例\n" + BODY[:700])), [(COPY, "旧", "节选")]),
        # reports and meetings of one title follow each other; neither replaces the other
        (
            tuple(
                document(
                    y,
                    f"政府工作报告\n（{y}年3月1日在省第十届人民代表大会第{y[-1]}次会议上）\n{y}年工作{BODY[: 900 + int(y)]}",
                )
                for y in ("2021", "2022")
            ),
            [],
        ),
        # a draft replaces nothing
        ((OLD, replace(DRAFT, date="2025-01-01")), []),
        # an old version whose words are nearly all in the new one
        (
            (OLD, replace(NEW, text=NEW.text + "".join(f"新增第{n}类记录。" for n in range(99)))),
            [(VERSION, "新", "旧")],
        ),
        # one title, two places
        (
            (
                replace(OLD, region="河南省"),
                replace(NEW, region="山东省"),
            ),
            [],
        ),
        # one title, nothing else in common
        ((OLD, document("他", "质量条例\n（2024年1月10日国务院令第9号公布）\n第一条 保护古树名木。")), []),
        # which is the newer is not known
        ((OLD, replace(NEW, date="", effective="", number="")), [(COPY, "新", "旧")]),
        ((OLD,), []),
        ((), []),
    ],
)
def test_relations(documents, expected):
    assert found(*documents) == expected


@pytest.mark.parametrize(
    "sentence, names",
    [
        ("《甲条例》同时废止。", ["甲条例"]),
        ("本法自2024年1月1日起施行，《甲条例》和《乙办法》同时废止。", ["甲条例", "乙办法"]),
        ("1998年7月13日国务院发布的《甲办法》同时废止。", ["甲办法"]),
        ("《甲通知》（银发〔2021〕237号）同时废止。", ["甲通知"]),
        ("2000年3月30日通过的《甲条例》和2002年12月6日通过的《乙条例》同时废止。", ["甲条例", "乙条例"]),
        # a title in a title
        ("《北京市实施〈中华人民共和国种子法〉办法》同时废止。", ["北京市实施〈中华人民共和国种子法〉办法"]),
        ("《甲条例》自本法施行之日起废止。", ["甲条例"]),
        ("决定废止《甲办法》。", ["甲办法"]),
        # the decision that amended it is not repealed
        ("2006年通过，根据2018年《关于修改七部法规的决定》修正的《甲办法》同时废止。", ["甲办法"]),
        # the end of a line in a title
        ("原《甲资金管理办法实\n施细则》（清科发〔2017〕37号）同时废止。", ["甲资金管理办法实施细则"]),
        # a list
        ("下列文件同时废止：\n一、《甲办法》\n二、《乙办法》\n三是做好衔接。", ["甲办法", "乙办法"]),
        # of a part, of nobody, of a rule about repealing
        ("《甲条例》第三条同时废止。", []),
        ("各地的土地使用费办法同时停止执行。", []),
        ("2013年7月18日《国务院关于废止和修改部分行政法规的决定》第一次修订", []),
        ("依照《甲条例》规定修改或者废止。", []),
        ("根据《甲法》作出的规定应当及时废止。", []),
        ("《甲条例》废止前已经受理的案件继续办理。", []),
    ],
)
def test_repealed_names(sentence, names):
    assert [name for name, *_ in repealed_names(sentence)] == names


def test_repealed_names_quote_their_sentence():
    text = "第三条 文。\n本法自2024年1月1日起施行。《甲条例》（国发〔2001〕3号）同时废止。\n附件"
    ((_, number, dates, start, end),) = repealed_names(text)
    assert (number, dates, text[start:end]) == ("国发〔2001〕3号", (), "《甲条例》（国发〔2001〕3号）同时废止。")


def test_a_new_law_repeals_the_old_one_of_its_name_only():
    new = document(
        "新",
        f"质量条例\n（2024年1月10日国务院令第9号公布）\n{BODY}本条例自2024年5月1日起施行。2005年1月10日国务院公布的《质量条例》同时废止。",
    )
    assert (REPEAL, "新", "旧") in found(OLD, new)
    assert (REPEAL, "新", "新") not in found(OLD, new)
    assert (REPEAL, "旧", "新") not in found(OLD, new)


def test_repeal_by_number():
    a = replace(RULES, id="a", number="国发〔2001〕3号")
    b = replace(RULES, id="b", number="国发〔2002〕8号", text=RULES.text.replace("制定", "实施"))
    law = document("法", "质量法\n（2023年3月1日通过）\n《标准办法》（国发〔2002〕8号）同时废止。")
    assert [(r.doc_id, r.other) for r in relations((a, b, law)) if r.kind == REPEAL] == [("法", "b")]


REPEALED = relations((LAW, RULES))
REPLACED = relations((OLD, NEW))


@pytest.mark.parametrize(
    "doc, today, known, state, in_force",
    [
        (LAW, TODAY, (), "现行", True),
        (LAW, date(2023, 5, 31), (), "尚未生效", False),
        (LAW, date(2023, 6, 1), (), "现行", True),
        # repealed, but only from the day on which the repealing law is in force
        (RULES, TODAY, REPEALED, "已废止", False),
        (RULES, date(2023, 5, 31), REPEALED, "现行", True),
        # a newer version: the old text does not say that it is void
        (OLD, TODAY, REPLACED, "不明", None),
        (OLD, date(2024, 1, 1), REPLACED, "现行", True),
        (NEW, TODAY, REPLACED, "现行", True),
        (DRAFT, TODAY, (), "尚未生效", False),
        (document("a", "质量办法（试行）\n第一条 文。\n本办法自2020年1月1日起施行。"), TODAY, (), "试行", True),
        (document("a", "质量方案\n（2020年1月1日）\n本方案自印发之日起试行。"), TODAY, (), "试行", True),
        (document("a", "质量办法\n本办法自2024年1月1日起施行，有效期5年。"), TODAY, (), "有效期至2028-12-31", True),
        (document("a", "质量办法\n本办法自2014年1月1日起施行，有效期5年。"), TODAY, (), "有效期至2018-12-31", False),
        # not begun, though it has an end
        (document("a", "质量办法\n本办法自2027年1月1日起施行，有效期5年。"), TODAY, (), "尚未生效", False),
        (document("a", "质量办法（已废止）\n本办法自2014年1月1日起施行。"), TODAY, (), "已废止", False),
        # in force since it was issued, whenever that was
        (document("a", "质量办法\n本办法自公布之日起施行。"), TODAY, (), "现行", True),
        # issued is not in force
        (document("a", "质量意见\n（2023年1月17日）\n抓质量。"), TODAY, (), "不明", None),
        # what the user put right
        (replace(document("a", "质量意见\n抓质量。"), effective="2023-02-01"), TODAY, (), "现行", True),
        (replace(document("a", "质量意见\n抓质量。"), effective="2027-02-01"), TODAY, (), "尚未生效", False),
        (replace(document("a", "质量意见\n抓质量。"), expires="2025-02-01"), TODAY, (), "有效期至2025-02-01", False),
    ],
)
def test_validity(doc, today, known, state, in_force):
    judged = validity(doc, today, known)
    assert (judged.state, judged.in_force) == (state, in_force)
    assert judged.reason.endswith(("。", "”"))


@pytest.mark.parametrize(
    "doc, known, quote",
    [
        (LAW, (), "本法自2023年6月1日起施行，《标准办法》同时废止。"),
        (RULES, REPEALED, "本法自2023年6月1日起施行，《标准办法》同时废止。"),
        (
            document("a", "质量方案\n自行其是。\n第二条 本方案自2020年1月1日起试行。\n完"),
            (),
            "第二条 本方案自2020年1月1日起试行。",
        ),
    ],
)
def test_validity_quotes_its_reason(doc, known, quote):
    judged = validity(doc, TODAY, known)
    said = {d.id: d for d in (LAW, RULES, doc)}[judged.doc_id]
    assert said.text[judged.start : judged.end] == quote
    assert quote in judged.reason


def test_superseded_from_the_day_of_the_newer():
    assert list(superseded(REPLACED, TODAY)) == ["旧"]
    assert list(superseded(REPLACED, date(2024, 1, 1))) == []
    assert superseded([Relation(COPY, "a", "b", "")], TODAY)["b"].doc_id == "a"


@pytest.mark.parametrize(
    "title, plain",
    [
        ("中华人民共和国反洗钱法", "反洗钱法"),
        ("质量条例（2024年修订）", "质量条例"),
        ("质量办法（试行）", "质量办法"),
        ("质量条例（国务院令第9号）", "质量条例"),
        ("北京市实施《中华人民共和国种子法》办法", "北京市实施种子法办法"),
        ("北京市实施〈种子法〉办法", "北京市实施种子法办法"),
        ("解释（二）", "解释（二）"),  # the second interpretation is another document
        ("2024年政府工作报告", "2024年政府工作报告"),
    ],
)
def test_plain_title(title, plain):
    assert plain_title(title) == plain


def test_similarity_against_sets():
    left, right = "会议强调，要抓质量，促发展。", "会议强调要抓安全，促发展"
    bare = ["会议强调要抓质量促发展", "会议强调要抓安全促发展"]
    a, b = ({text[i : i + 5] for i in range(len(text) - 4)} for text in bare)
    assert similarity(left, right) == pytest.approx(len(a & b) / len(a | b))
    assert len(shingles(left)) == len(a)


@pytest.mark.parametrize("text", ["", "短", "四个汉字"])
def test_text_shorter_than_a_shingle(text):
    assert shingles(text).dtype == np.uint64 and len(shingles(text)) == 0
    assert similarity(text, text) == 0.0


def test_a_note_under_the_text_says_that_it_is_repealed():
    note = "注：根据《清河市人民政府关于清理结果的决定》（清政〔2017〕42号)，该文件已失效。"
    found = validity(Document("d", "清河市防灾规划的通知(失效)", f"一、加强。\n{note}", ""), date(2026, 11, 28))
    assert found.in_force is False and f"一、加强。\n{note}"[found.start : found.end] == note
