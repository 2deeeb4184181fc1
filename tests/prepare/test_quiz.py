"""Quiz items: small worlds in which one thing can go wrong, and properties of every item over real documents."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from mingce.datatypes import Document
from mingce.prepare.blanks import askables, blanks, figures, stem_window
from mingce.prepare.checks import gives_away, has_same_form, is_implied, is_right, problems, reveals_answer, same_words
from mingce.prepare.items import (
    BLANK,
    BODY,
    CHOICE,
    FILL,
    FORCE,
    JUDGE,
    LISTED,
    NAME,
    NUMBER,
    RIGHT,
    SHORT,
    TERM,
    WRONG,
    YEAR,
    Blank,
    Item,
)
from mingce.prepare.material import Chosen, bare_name, tops
from mingce.prepare.paper import make
from mingce.prepare.shorts import short_questions
from mingce.text.sections import split_sections
from mingce.text.sentences import split_sentences

ROOT = Path(__file__).resolve().parents[2]
ALL = {CHOICE: 6, JUDGE: 6, FILL: 6, SHORT: 4}

PLAN = """关于建设质量强市的意见
一、主要目标
到2025年，全市制造业产品质量合格率达到95%以上。到2030年，全市食品抽检合格率达到98%以上，工程质量抽查符合率达到97%。
到2035年，建成国家质检中心12个，建成产业计量中心30个，建成质量标杆企业20个，建成标准创新基地15个。
二、重点任务
（一）提升产品质量。实施企业标准“领跑者”制度，鼓励企业争创质量奖项和标杆。
深入推进小微企业认证“春雨计划”行动，帮助企业提高质量管理水平。
支持有条件的地方建设“质量小站”服务网点，方便企业办理质量业务。
开展重点产品“以质取胜”主题宣传活动，营造良好的质量社会氛围。
（二）优化政府服务。坚持政府引导、企业主体、社会参与、开放共享，形成质量共治格局。
（三）加强人才培养。推动质量人才引得进、留得住、用得好，健全质量人才评价机制。
三、保障措施
市市场监管局负责统筹协调质量强市建设工作，每年通报进展情况。市财政局负责保障质量强市建设工作的必要经费。"""
RULES = """河湖保护条例
第一章 总则
第一条 为了保护河湖，改善生态环境，制定本条例。
第二条 本条例所称河湖，是指河流、湖泊、水库和人工水道。
第三条 河湖保护应当遵循下列原则：
（一）生态优先；
（二）统筹规划；
（三）社会参与。
第二章 责任
第四条 水行政主管部门应当每年向社会公布河湖水质状况和治理情况。
第五条 生态环境主管部门应当对入河排污口进行监督管理和定期检查。
第六条 违反本条例规定，向河湖倾倒垃圾的，由城市管理部门处五百元以上五千元以下罚款。
第七条 农业农村主管部门可以组织开展河湖水生生物增殖放流活动。
第八条 河湖管理范围内的单位和个人不得擅自修建围堤和阻水渠道设施。"""


def read(text: str, doc_id: str = "d", **facts: str) -> Chosen:
    document = Document(doc_id, text.split("\n")[0], text, f"{doc_id}.txt", **facts)
    sections = split_sections(document)
    return Chosen(document, sections, split_sentences(text, sections))


def by_id(*chosen: Chosen) -> dict[str, Document]:
    return {c.document.id: c.document for c in chosen}


def blank_of(chosen: Chosen, about: str, words: str) -> Blank:
    text = chosen.document.text
    return next(b for b in blanks(chosen, askables(chosen)) if b.about == about and text[b.start : b.end] == words)


# ---------------------------------------------------------------- what can be asked


def test_what_is_asked_of_a_plan(plan: Chosen):
    text = plan.document.text
    found = {(b.about, text[b.start : b.end]) for b in blanks(plan, askables(plan))}
    assert {(NUMBER, "95%"), (NUMBER, "97%"), (NUMBER, "12个"), (YEAR, "2030年"), (TERM, "领跑者")} <= found
    assert {(NAME, "工程质量抽查符合率"), (LISTED, "企业主体"), (LISTED, "留得住"), (BODY, "市市场监管局")} <= found


@pytest.mark.parametrize(
    "line",
    [
        "其产品质量合格率应当达到百分之九十五以上的水平。",  # it leans on the sentence before it
        "同时，全市制造业产品质量合格率达到95%以上的水平。",
        "依照前款规定，全市制造业产品质量合格率达到95%以上。",
        "（一）全市制造业产品质量合格率达到95%以上的企业；",  # an item without its lead
        "2024-02-29 14:35浏览次数：611次，合格率达到95%以上。",  # the furniture of a web page
        "全市制造业产品质量合格率达到95%以上",  # no sentence
    ],
)
def test_what_cannot_stand_alone_is_not_asked(line: str):
    chosen = read(f"关于质量的意见\n一、目标\n{line}\n二、任务\n各地要抓好落实。")
    assert [b for b in blanks(chosen, askables(chosen)) if b.about == NUMBER] == []


def test_a_long_sentence_is_cut_at_clauses_around_the_blank():
    clauses = [f"第{row}类重点工作按照职责分工扎实有序推进" for row in range(20)]
    text = "，".join([*clauses[:10], "产品质量合格率达到95%以上", *clauses[10:]]) + "。"
    chosen = read(f"关于质量的意见\n{text}")
    sentence = chosen.sentences[-1]
    start = chosen.document.text.index("95%")
    left, right = stem_window(chosen.document.text, sentence, start, start + 3) or (0, 0)
    assert chosen.document.text[left - 1] == "，" and "95%" in chosen.document.text[left:right] and right - left <= 90


# ---------------------------------------------------------------- what is right


@pytest.mark.parametrize(
    "one, other, same",
    [
        ("84.5%", "84.50%", True),
        ("30日", "三十日", True),
        ("3个", "30个", False),  # one string holds the other, the amounts differ
        ("公安机关", "县级公安机关", True),
        ("2025年", "2035年", False),
        ("领跑者", "领先者", False),
    ],
)
def test_same_words(one: str, other: str, same: bool):
    assert same_words(one, other) is same and same_words(other, one) is same


@pytest.mark.parametrize(
    "about, key, option, right",
    [
        (NUMBER, "95%", "90%", True),  # 95%以上 makes 90%以上 true
        (NUMBER, "97%", "98%", False),
        (NUMBER, "12个", "12.0个", True),
        (NUMBER, "12个", "20个", False),
        (NUMBER, "12个", "20家", True),  # of another unit: not offered
        (NAME, "全市食品抽检合格率", "全市制造业产品质量合格率", False),  # 95 is not 98以上
        (NAME, "全市制造业产品质量合格率", "全市食品抽检合格率", True),  # 98 is 95以上
        (TERM, "领跑者", "质量小站", False),
        (LISTED, "企业主体", "社会参与", True),  # in the same list
        (LISTED, "企业主体", "合理使用", False),
    ],
)
def test_what_else_is_right_in_a_plan(plan: Chosen, about: str, key: str, option: str, right: bool):
    assert is_right(blank_of(plan, about, key), option, by_id(plan)) is right


def test_an_option_that_another_document_makes_true_is_right(plan: Chosen):
    other = read("关于质量标杆的通知\n到2030年，工程质量抽查符合率达到96%。", "other")
    asked = blank_of(plan, NUMBER, "97%")
    assert not is_right(asked, "96%", by_id(plan))
    assert is_right(asked, "96%", by_id(plan, other))


def test_a_body_of_any_level_is_no_wrong_answer_for_one_of_a_level():
    chosen = read(
        "河湖条例\n第一条 地方人民政府对河湖保护工作应当予以支持和协助。\n"
        "第二条 当地人民政府应当每年公布河湖水质状况。",
        family="法律法规",
    )
    assert is_right(blank_of(chosen, BODY, "地方人民政府"), "当地人民政府", by_id(chosen))


def test_a_threshold_of_a_rule_is_not_altered():
    chosen = read("议事规则\n第一条 十分之一以上的代表联名，可以提议组织特定问题调查委员会。", family="法律法规")
    assert is_right(blank_of(chosen, NUMBER, "十分之一"), "三分之二", by_id(chosen))  # they may, too


@pytest.mark.parametrize("bound, less, more", [("以上", True, False), ("以下", False, True), ("", False, False)])
def test_what_follows_from_a_bound(plan: Chosen, bound: str, less: bool, more: bool):
    figure = replace(next(f for f in figures(plan.document) if f.value == 95), bound=bound)
    assert (is_implied(figure, figure.value - 1), is_implied(figure, figure.value + 1)) == (less, more)
    assert is_implied(figure, figure.value)


def test_the_form_of_an_option_must_not_tell():
    chosen = read("关于营商环境的意见\n营造市场化、法治化、便利化、国际化一流营商环境，维护企业合法权益。")
    asked = blank_of(chosen, LISTED, "法治化")
    assert has_same_form(chosen.document.text, asked, "规范化") and not has_same_form(
        chosen.document.text, asked, "新材料"
    )


@pytest.mark.parametrize(
    "key, about, shown, told",
    [
        ("四个最严", TERM, "最严谨的标准", False),
        ("绿色低碳发展", TERM, f"推进低碳发展，坚持{BLANK}", True),
        ("5%", NUMBER, "合格率由95%提高", False),
        ("95%", NUMBER, "合格率由95%提高", True),
    ],
)
def test_what_gives_an_answer_away(key: str, about: str, shown: str, told: bool):
    assert gives_away(key, about, shown) is told


# ---------------------------------------------------------------- the checks refuse what is spoilt


def test_every_spoilt_item_is_refused(plan: Chosen):
    items = make([plan], ALL, 3)
    choice = next(i for i in items if i.kind == CHOICE)
    documents = by_id(plan)
    assert problems(choice, documents) == []
    wrong = next(o for o in choice.options if o != choice.key)
    others = tuple(o for o in choice.options if o != wrong)
    assert problems(replace(choice, key=wrong), documents)
    assert problems(replace(choice, options=(*others, choice.key)), documents)
    assert problems(replace(choice, options=(*others, "没有的词")), documents)  # no words of the documents
    assert problems(replace(choice, stem=choice.stem.replace(BLANK, choice.key)), documents)
    quote = replace(choice.citations[0], start=choice.citations[0].start + 1)
    assert problems(replace(choice, citations=(quote,)), documents)
    judge = next(i for i in items if i.kind == JUDGE and i.key == WRONG)
    assert problems(replace(judge, key=RIGHT), documents)
    short = next(i for i in items if i.kind == SHORT)
    assert problems(replace(short, stem=short.citations[0].quote), documents)


# ---------------------------------------------------------------- short answers


def test_headings_lists_and_definitions_are_asked_for(plan: Chosen, rules: Chosen):
    asked = {q.item.stem: [c.quote for c in q.item.citations] for c in (plan, rules) for q in short_questions(c)}
    assert asked["“重点任务”部分列出了哪几个方面？请逐项写出。"] == ["提升产品质量", "优化政府服务", "加强人才培养"]
    assert asked["河湖保护应当遵循下列原则。请逐项写出。"] == ["生态优先；", "统筹规划；", "社会参与。"]
    assert "是指河流、湖泊" in asked["什么是“河湖”？请按文件写出。"][0]


def test_an_item_of_a_list_keeps_all_of_its_sentences_and_the_list_ends_where_it_ends():
    chosen = read(
        "条例\n第一条 申请人应当提交下列材料：\n（一）申请书。申请书应当载明理由；\n（二）身份证明；\n（三）场所证明。\n"
        "主管部门应当自收到材料之日起十日内作出决定。\n第二条 本条例自公布之日起施行。",
        family="法律法规",
    )
    (question,) = short_questions(chosen)
    assert [c.quote for c in question.item.citations] == ["申请书。申请书应当载明理由；", "身份证明；", "场所证明。"]


# ---------------------------------------------------------------- papers


def test_a_rule_is_altered_in_its_force(rules: Chosen):
    altered = {
        (i.citations[0].quote[:4].strip(), i.altered)
        for seed in range(30)
        for i in make([rules], {JUDGE: 6}, seed)
        if i.blank and i.blank.about == FORCE and i.altered
    }
    assert {("第四条", "可以"), ("第七条", "应当"), ("第八条", "可以")} <= altered


def test_only_the_chosen_sections_are_asked(plan: Chosen):
    chosen = replace(plan, headings=frozenset({"一、主要目标"}))
    items = make([chosen], ALL, 1)
    assert items and {c.path[0] for i in items for c in i.citations} == {"一、主要目标"}


def test_the_same_number_gives_the_same_paper_in_any_process(plan: Chosen):
    script = (
        "import sys; sys.path.insert(0, '.')\n"
        "from tests.prepare.test_quiz import PLAN, ALL, read, make\n"
        "print(*[(i.stem, i.options, i.key) for i in make([read(PLAN, 'plan', date='2023-01-01')], ALL, 7)], sep='\\n')"
    )
    there = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"},
        capture_output=True,
        text=True,
    )
    assert there.returncode == 0, there.stderr
    here = "\n".join(str((i.stem, i.options, i.key)) for i in make([plan], ALL, 7)) + "\n"
    assert there.stdout == here
    assert there.stdout != "\n".join(str((i.stem, i.options, i.key)) for i in make([plan], ALL, 8)) + "\n"


def test_the_order_of_choosing_changes_nothing(plan: Chosen, rules: Chosen):
    assert make([plan, rules], ALL, 5) == make([rules, plan], ALL, 5)


def test_no_item_tells_the_answer_of_another():
    twice = "深入实施企业标准“领跑者”制度，推动质量提升行动走深走实。"
    again = "各地要对照企业标准“领跑者”制度要求，抓好质量提升工作。"
    chosen = read(f"关于质量的意见\n一、目标\n{twice}\n二、任务\n{again}")
    assert len(make([chosen], {FILL: 5}, 1)) == 1


def check_paper(items: Sequence[Item], documents: Mapping[str, Document]) -> None:
    """What holds of every paper."""
    cited: list[tuple[str, int]] = []
    for item in items:
        assert problems(item, documents) == [], item
        for c in item.citations:
            assert c.quote == documents[c.doc_id].text[c.start : c.end]
        if item.blank:
            text = documents[item.blank.doc_id].text
            cited.append((item.blank.doc_id, item.blank.sentence_start))
            if item.kind in (CHOICE, FILL):
                assert text[item.blank.start : item.blank.end] == item.key and item.key not in item.stem
            if item.kind == CHOICE:
                assert len(set(item.options)) == 4 and item.options.count(item.key) == 1
                assert all(any(o in d.text for d in documents.values()) for o in item.options)
    assert len(cited) == len(set(cited)), "a sentence is asked twice"
    assert not any(reveals_answer(one.stem, other, documents) for one in items for other in items if one is not other)


@pytest.fixture(scope="module")
def papers(sample: list[Chosen]) -> list[list[Item]]:
    return [make(sample, ALL, seed) for seed in range(8)]


@pytest.mark.parametrize("seed", range(5))
def test_every_item_of_the_sample_corpus(sample: list[Chosen], papers: list[list[Item]], seed: int):
    check_paper(papers[seed], by_id(*sample))
    assert len(papers[seed]) == sum(ALL.values())


@pytest.mark.parametrize("text", [PLAN, RULES])
def test_every_item_of_a_small_world(text: str):
    chosen = read(text, family="法律法规" if text == RULES else "")
    for seed in range(10):
        check_paper(make([chosen], ALL, seed), by_id(chosen))


def test_the_right_answers_stand_at_every_letter(sample: list[Chosen], papers: list[list[Item]]):
    letters = [item.letter for paper in papers for item in paper if item.kind == CHOICE]
    assert {letters.count(letter) >= 4 for letter in "ABCD"} == {True}
    verdicts = [i.key for i in make(sample, {JUDGE: 10}, 1)]
    assert 3 <= verdicts.count(WRONG) <= 7


def test_nothing_to_ask():
    assert make([read("会议通知\n请于月底前报送。")], ALL, 1) == []


def test_headings_without_their_numbers():
    assert [bare_name(h) for h in ("二、重点任务", "第三章 法律责任", "第十二条")] == ["重点任务", "法律责任", ""]
    assert tops(read(PLAN).sections) == ["", "一、主要目标", "二、重点任务", "三、保障措施"]
