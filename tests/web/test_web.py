"""What the page is made of: HTML from answers and documents, and the turns of a conversation. No browser, no Gradio."""

import json
import re
import time
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from mingce.datatypes import Answer, Citation, Document, Hit, Page, Section, SentenceHit
from mingce.documents.build import build
from mingce.errors import UserError
from mingce.index import Index
from mingce.text.citations import date_text
from web import conversation as talk
from web.ask_html import (
    WAYS,
    Sources,
    answer_html,
    conversation_html,
    copy_html,
    footnotes_html,
    split_quotes,
    warning,
)
from web.conversation import State, Turn
from web.source import library_html, lines, outline, source_html, text_html, title_block_end

NASTY = "<script>alert(1)</script><img src=x onerror='alert(2)'> **a** $x$ {{y}} ${z} [1] &amp; \"quoted\""
TEXT = "关于保护河湖的意见\n（2022年3月1日）\n一、总体要求\n坚持生态优先。保护水质。\n（一）治污。严禁直排。鼓励参与。"
DOCUMENT = Document("lake", "关于保护河湖的意见", TEXT, "lake.txt", "省政府", "2022-03-01", kind="意见")


def span(piece: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(piece)
    return start, start + len(piece)


def citation(quote: str, n: int = 1, document: Document = DOCUMENT, page: int | None = None) -> Citation:
    return Citation(n, document.id, document.title, ("一、总体要求",), quote, *span(quote, document.text), page)


SECTIONS = [
    Section("lake", (), 0, span("一、总体要求")[0]),
    Section("lake", ("一、总体要求",), span("一、总体要求")[0], span("（一）治污")[0]),
    Section("lake", ("一、总体要求", "（一）治污"), span("（一）治污")[0], len(TEXT)),
]


SOURCES = Sources({"lake": DOCUMENT})


class Reader(HTMLParser):
    """What a browser would make of it: the tags, and the text outside and inside <mark>."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.marked = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open, f"left open: {self._open}"

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in ("input", "hr"):  # they have no end
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.text += data
        if "mark" in self._open:
            self.marked += data


def answered(answer: Answer) -> str:
    turn = Turn(answer.question, State.ANSWERED, answer, len(answer.citations))
    return conversation_html([turn], SOURCES)


# Source


def test_source_text_is_the_document_character_for_character():
    assert Reader(text_html(DOCUMENT, SECTIONS)).text == TEXT


@pytest.mark.parametrize(
    "quote",
    [
        "坚持生态优先。",
        "坚持生态优先。保护水质。\n（一）治污。严禁",  # over a line, a section and a run-in heading
        "（一）治污。严禁直排。",  # begins with the heading
        "治污。严禁",  # begins inside the heading
        TEXT,
        TEXT[-1],
    ],
)
def test_marked_passage_is_the_quote(quote):
    read = Reader(text_html(DOCUMENT, SECTIONS, *span(quote)))
    assert read.marked == quote.replace("\n", "")  # a line break stands between two elements, outside both marks
    assert read.text == TEXT


def test_every_passage_of_the_sample_is_marked_exactly(sample_index: Index):
    for document in sample_index.documents:
        sections = sample_index.sections(document.id)
        for section in sections:
            read = Reader(text_html(document, sections, section.start, section.end))
            assert read.text == document.text
            assert read.marked == document.text[section.start : section.end].replace("\n", "")


def test_headings_look_like_headings():
    html = text_html(DOCUMENT, SECTIONS)
    assert '<p class="title-line">关于保护河湖的意见</p>' in html
    assert '<p class="date-line">（2022年3月1日）</p>' in html
    assert '<h3 class="level-1">一、总体要求</h3>' in html
    assert '<b class="run-in">（一）治污</b>。严禁直排。' in html


@pytest.mark.parametrize(
    "text, title, first_lines",
    [
        (
            "中共河南省委\n关于质量的意见\n正文。",
            "中共河南省委 关于质量的意见",
            "中共河南省委\n关于质量的意见",
        ),  # broken
        ("正文。", "文件名里的标题", ""),  # the title does not stand in the text
        ("意见\n正文。", "意见的意见", ""),  # only its beginning does
    ],
)
def test_title_block(text, title, first_lines):
    assert text[: title_block_end(Document("d", title, text, "d.txt"))] == first_lines


def test_pages_are_shown_without_adding_text():
    start = span("保护水质")[0]
    document = Document("lake", "意见", TEXT, "lake.pdf", pages=(Page(0, 1), Page(start, 2)))
    html = source_html(document, SECTIONS, *span("保护水质。"))
    assert '<i class="page" data-page="第 2 页"></i>' in html
    assert "第 2 页</span>" in html  # the passage's page, with the other facts
    assert Reader(text_html(document, SECTIONS)).text == TEXT


def test_outline_lists_a_heading_once():
    sections = [*SECTIONS, Section("lake", ("一、总体要求",), len(TEXT), len(TEXT)), Section("lake", ("二、",), 1, 2)]
    tree = outline(sections)
    assert [(h.text, h.row, [c.text for c in h.children]) for h in tree] == [
        ("一、总体要求", 1, ["（一）治污"]),
        ("二、", 4, []),
    ]
    html = source_html(DOCUMENT, SECTIONS)
    for href in re.findall(r'href="#([^"]+)"', html):
        assert f'id="{href}"' in html
    assert "目录" not in source_html(DOCUMENT, SECTIONS[:1])


def test_lines():
    assert [TEXT[a:b] for a, b in lines("a\n\nb", 0, 4)] == [TEXT[0:1], "", TEXT[3:4]]
    assert list(lines("ab\n", 0, 3)) == [(0, 2)]


# Answers


def test_quotes_are_told_apart_from_what_is_not_quoted():
    first, second = citation("坚持生态优先。"), citation("保护水质。", 2)
    answer = Answer("?", True, "- 总体要求：坚持生态优先。[1]\n- 总体要求：保护水质。[2]", 0.9, (first, second))
    html = answer_html(answer, 2)
    assert html.count("<li>") == 2
    assert re.findall(r'<q class="quote">(.*?)</q>', html) == [first.quote, second.quote]
    assert Reader(html).text == "总体要求：坚持生态优先。[1]总体要求：保护水质。[2]"
    assert html.count("<button") == 2
    assert 'aria-label="引文 1，出自《关于保护河湖的意见》，打开原文"' in html


def test_answer_appears_sentence_by_sentence():
    answer = Answer(
        "?", True, "坚持生态优先。[1]\n保护水质。[2]", 0.9, (citation("坚持生态优先。"), citation("保护水质。", 2))
    )
    assert Reader(answer_html(answer, 1)).text == "坚持生态优先。[1]"
    assert Reader(answer_html(answer, 2)).text == "坚持生态优先。[1]保护水质。[2]"


def test_marks_inside_a_quote_stay_text():
    document = Document("lake", "意见", "参见附件[1]和[2]。", "lake.txt")
    answer = Answer("?", True, "参见附件[1]和[2]。[1]\n另见[7]", 0.9, (citation(document.text, document=document),))
    assert next(split_quotes(answer)) == (document.text, True)
    assert answer_html(answer, 9).count("<button") == 1  # [7] cites nothing


def test_a_quote_over_two_lines_stays_one_quote():
    document = Document("lake", "意见", "县级以上应当：\n（一）检查；", "lake.txt")
    answer = Answer("?", True, f"{document.text}[1]", 0.9, (citation(document.text, document=document),))
    assert answer_html(answer, 1).count("<q ") == 1


def test_card_says_where_the_quote_stands():
    html = answered(Answer("?", True, "坚持生态优先。[1]", 0.9, (citation("坚持生态优先。", page=3),)))
    for fact in ("《关于保护河湖的意见》", "一、总体要求", "2022年3月1日", "意见", "第 3 页"):
        assert fact in Reader(html).text
    start, end = span("坚持生态优先。")
    assert html.count(f'data-document="lake" data-start="{start}" data-end="{end}"') == 2  # the mark and the card


def test_card_warns_of_what_a_reader_should_know():
    doubtful = replace(citation("坚持生态优先。"), place="一、", speaker="习近平", is_doubtful=True)
    answer = Answer("?", True, "坚持生态优先。[1]", 0.9, (doubtful,))
    sources = Sources({"lake": DOCUMENT}, lambda doc_id: "已废止：另有《新办法》。")
    html = conversation_html([Turn("?", State.ANSWERED, answer, 1)], sources)
    for words in (
        "《关于保护河湖的意见》一、",
        "习近平的话",
        "已废止：另有《新办法》。",
        "这一页识别把握不大，请核对原件",
    ):
        assert words in Reader(html).text
    assert "原文已变动" not in html


def test_warning_is_for_documents_that_need_one(small_corpus, encoder, tmp_path):
    (small_corpus / "试行办法.txt").write_text("湿地管理办法（试行）\n第一条 保护湿地。", encoding="utf-8")
    (small_corpus / "废止办法.txt").write_text(
        "湿地旧办法\n第一条 本办法自2000年1月1日起施行，有效期至2001年12月31日。", encoding="utf-8"
    )
    build(small_corpus, tmp_path / "index", encoder)
    index = Index.open(tmp_path / "index", encoder)
    assert warning(index, "试行办法").startswith("试行：")
    assert warning(index, "废止办法").startswith("有效期至2001-12-31")
    assert warning(index, "粮食条例") == ""


def test_confidence_is_said_in_words_with_its_reason():
    answer = Answer("?", True, "坚持生态优先。[1]", 0.9, (citation("坚持生态优先。"),), reason="别处没有<更>贴近的说法")
    assert "把握较大：别处没有<更>贴近的说法" in Reader(answered(answer)).text
    assert "把握" not in conversation_html([Turn("?", State.BUSY, answer, 1)], SOURCES)


def test_copies_hold_quote_and_source():
    quoted = replace(citation("坚持生态优先。"), place="一、")
    answer = Answer("?", True, "坚持生态优先。[1]", 0.9, (quoted,))
    copies = dict(Reader(copy_html(answer, SOURCES)).attributes[1:])
    footnotes = "坚持生态优先。[1]\n\n[1] 《关于保护河湖的意见》一、（2022年3月1日）"
    assert copies["data-copy"] == footnotes  # the last button's
    assert copies["data-copy-html"] == (
        "<p>坚持生态优先。<sup>[1]</sup></p><hr><p>[1] 《关于保护河湖的意见》一、（2022年3月1日）</p>"
    )
    assert "“坚持生态优先。”——《关于保护河湖的意见》一、（2022年3月1日）" in copy_html(answer, SOURCES)


def test_footnotes_escape_the_text_and_leave_its_own_brackets():
    document = Document("lake", "意见", "见<附件>[1]。", "lake.txt")
    answer = Answer("?", True, "见<附件>[1]。[1]", 0.9, (citation(document.text, document=document),))
    assert footnotes_html(answer, "") == "<p>见&lt;附件&gt;[1]。<sup>[1]</sup></p><hr>"


@pytest.mark.parametrize("documents", [{}, {"lake": replace(DOCUMENT, text="换过的文字" * 20)}])
def test_a_quote_that_no_longer_stands_is_marked_and_not_copied(documents):
    answer = Answer("?", True, "坚持生态优先。[1]", 0.9, (citation("坚持生态优先。"),))
    turn = Turn("?", State.ANSWERED, answer, 1, doc_ids=("lake",))
    html = conversation_html([turn], Sources(documents))
    assert "原文已变动" in html and "data-copy" not in html
    assert "坚持生态优先。" in Reader(html).text


def test_rating():
    answer = Answer("?", True, "坚持生态优先。[1]", 0.9, (citation("坚持生态优先。"),))
    assert re.findall(r'value="(\w+)"', answered(answer)) == ["答非所问", "引文不对", "应该拒答", "其他"]
    refusal = Answer("?", False, "没有找到。", 0.1, (), (Hit("lake", "意见", (), 0, 5, "……", 0.5),))
    html = conversation_html([Turn("?", State.NOT_FOUND, refusal)], SOURCES)
    assert re.findall(r'value="(\w+)"', html) == ["其实有答案", "其他"] and 'data-rephrase="?"' in html
    rated = conversation_html([Turn("?", State.NOT_FOUND, refusal, rating="其他")], SOURCES)
    assert "已记下：其他" in rated and "<fieldset" not in rated


@pytest.mark.parametrize("state", [State.FAILED, State.STOPPED])
def test_what_went_wrong_can_be_asked_again(state):
    assert 'data-event="retry" data-turn="1"' in conversation_html([Turn("一"), Turn("?", state)], SOURCES)


def test_not_found_names_what_was_searched_and_what_is_near():
    hit = Hit(
        "lake", DOCUMENT.title, ("一、总体要求",), 10, 20, "很长的段落", 0.5, (SentenceHit(10, 15, "最近的句子", 0.5),)
    )
    answer = Answer("?", False, "没有找到。", 0.1, (), (hit,))
    html = conversation_html([Turn("?", State.NOT_FOUND, answer)], SOURCES)
    text = Reader(html).text
    assert "没有找到。" in text and "所查文件：《关于保护河湖的意见》" in text
    assert "相近的段落" in text and "最近的句子" in text
    assert 'data-start="10" data-end="20"' in html
    assert "failure" not in html and 'role="alert"' not in html


def test_small_talk_was_not_searched_for():
    html = conversation_html([Turn("你好", State.NOT_FOUND, Answer("你好", False, "我只回答……", 0.0))], SOURCES)
    assert "所查文件" not in html


def test_restricted_question_says_so():
    html = conversation_html([Turn("?", State.BUSY, doc_ids=("lake",))], SOURCES)
    filtered = conversation_html([Turn("?", doc_ids=("lake",), filters="意见，2021年以来")], SOURCES)
    assert "只查：意见，2021年以来（1 份文件）" in filtered
    assert "只查：《关于保护河湖的意见》" in html and 'aria-busy="true"' in html


def test_three_ways_in_where_there_is_no_turn_yet():
    html = conversation_html([], SOURCES, {"study": ("什么是<河湖>？", "谁治污？"), "prepare": ("达标率是多少？",)})
    assert html.count('data-event="example"') == 3 and "什么是&lt;河湖&gt;？" in html
    assert re.findall(r'data-room="(\w+)"', html) == list(WAYS)
    assert "现收录 1 份文件" in html
    assert conversation_html([], SOURCES).count("data-room") == 3  # while examples are being looked for


@pytest.mark.parametrize("date, text", [("2023-11-07", "2023年11月7日"), ("2023", "2023年"), ("", ""), ("近期", "")])
def test_date_text(date, text):
    assert date_text(date) == text


# Whatever a reader or a document says is text


def test_nothing_from_outside_becomes_a_tag():
    text = f"{NASTY}\n{NASTY}。"
    document = Document(NASTY, NASTY, text, f"{NASTY}.txt", NASTY, NASTY, NASTY, NASTY)
    sections = [Section(NASTY, (NASTY,), 0, len(text))]
    cited = Citation(1, NASTY, NASTY, (NASTY,), text, 0, len(text))
    hit = Hit(NASTY, NASTY, (NASTY,), 0, 5, text, 0.5)
    documents = Sources({NASTY: document}, lambda doc_id: NASTY)
    examples = {"study": (NASTY,)}
    turns = [
        Turn(
            NASTY,
            State.ANSWERED,
            Answer(NASTY, True, f"{text}[1]", 0.9, (cited,), reason=NASTY),
            1,
            (),
            (NASTY,),
            NASTY,
        ),
        Turn(NASTY, State.NOT_FOUND, Answer(NASTY, False, NASTY, 0.0, (), (hit,))),
        Turn(NASTY, State.FAILED, problem=NASTY, rating=NASTY, filters=NASTY),
    ]
    for html in (
        conversation_html(turns, documents),
        conversation_html(turns, Sources({})),
        conversation_html([], documents, examples),
        source_html(document, sections, 3, 40),
        library_html([document]),
    ):
        read = Reader(html)
        assert not {"script", "img"} & set(read.tags)
        assert not [name for name, _ in read.attributes if name.startswith("on")]
        assert NASTY in read.text
    assert Reader(text_html(document, sections, 3, 40)).text == text


# Turns


class Stub:
    """An index that answers one way, or fails."""

    def __init__(self, outcome: Answer | Exception) -> None:
        self.outcome = outcome
        self.asked: list[tuple] = []

    def stream(self, question, history=(), doc_ids=()):
        self.asked.append((question, list(history), tuple(doc_ids)))
        if isinstance(self.outcome, Exception):
            raise self.outcome
        yield self.outcome


def states(stub: Stub, *arguments) -> list[tuple[State, int]]:
    return [(turns[-1].state, turns[-1].shown) for turns in talk.ask(stub, (), "问题", *arguments)]  # type: ignore[arg-type]


def test_answer_streams_and_completes():
    answer = Answer(
        "问题", True, "坚持生态优先。[1]\n保护水质。[2]", 0.9, (citation("坚持生态优先。"), citation("保护水质。", 2))
    )
    stub = Stub(answer)
    assert states(stub, ["lake"]) == [(State.BUSY, 0), (State.BUSY, 1), (State.ANSWERED, talk.EVERY_MARK)]
    assert stub.asked == [("问题", [], ("lake",))]


def test_the_words_of_a_model_are_marked_as_such():
    """Its sentences may cite one quote twice: no mark is left out."""
    answer = Answer("问题", True, "先这样[1]。再这样[1]。", 0.9, (citation("坚持生态优先。"),), note="由语言模型写成。")
    stub = Stub(answer)
    assert states(stub) == [(State.BUSY, 0), (State.BUSY, talk.EVERY_MARK), (State.ANSWERED, talk.EVERY_MARK)]
    *_, (turn,) = talk.ask(stub, (), "问题")  # type: ignore[arg-type]
    assert answer_html(answer, turn.shown).count('class="mark"') == 2


def test_mistake_is_told_and_fault_is_logged(caplog):
    *_, (turn,) = talk.ask(Stub(UserError("问题太长。")), (), "问题")  # type: ignore[arg-type]
    assert (turn.state, turn.problem) == (State.FAILED, "问题太长。")
    *_, (turn,) = talk.ask(Stub(ValueError("boom")), (), "问题")  # type: ignore[arg-type]
    assert (turn.state, turn.problem) == (State.FAILED, talk.FAULT)
    assert "boom" in caplog.text and "boom" not in turn.problem


def test_history_is_plain_text_of_complete_turns():
    answer = Answer("一", True, "答[1]", 0.9)
    turns = [
        Turn("一", State.ANSWERED, answer),
        Turn("二", State.FAILED, problem="x"),
        Turn("三", State.STOPPED),
        Turn("四", State.NOT_FOUND, Answer("四", False, "没有。", 0.0)),
    ]
    assert talk.history(turns) == [
        {"role": "user", "content": "一"},
        {"role": "assistant", "content": "答[1]"},
        {"role": "user", "content": "四"},
        {"role": "assistant", "content": "没有。"},
    ]


def test_stopped_turn_does_not_wait_for_the_answer():
    class Slow(Stub):
        def stream(self, question, history=(), doc_ids=()):
            time.sleep(30)
            yield self.outcome

    began = time.monotonic()
    talking = talk.ask(Slow(Answer("?", False, "没有。", 0.0)), (), "问题", is_stopped=lambda: True)  # type: ignore[arg-type]
    assert [turn.state for (turn,) in talking] == [State.BUSY, State.STOPPED]
    assert time.monotonic() - began < 5


def test_turns_are_kept_as_json():
    hit = Hit("lake", "意见", ("一、",), 0, 5, "……", 0.5, (SentenceHit(0, 2, "关于", 0.5),))
    turns = (
        Turn(
            "一",
            State.ANSWERED,
            Answer("一", True, "坚持[1]", 0.9, (citation("坚持生态优先。", page=3),)),
            1,
            "",
            ("lake",),
        ),
        Turn("二😀", State.NOT_FOUND, Answer("二😀", False, "没有。", 0.1, (), (hit,), note="x"), rating="其他"),
        Turn("三", State.FAILED, problem="太长。", filters="意见"),
        Turn("四", State.STOPPED),
    )
    kept = json.loads(json.dumps(talk.to_json((*turns, Turn("五", State.BUSY)))))
    assert talk.from_json(kept) == turns


@pytest.mark.parametrize(
    "kept", [None, "x", {"a": 1}, [1, None, {}, {"question": 1}, {"question": "?", "state": "new"}]]
)
def test_what_is_not_a_turn_is_left_out(kept):
    assert talk.from_json(kept) == ()


def test_the_browser_keeps_the_latest_turns_only():
    many = [Turn(str(n), State.STOPPED) for n in range(100)]
    assert [turn.question for turn in talk.from_json(talk.to_json(many))] == [str(n) for n in range(60, 100)]
    long = [Turn("长" * 250_000, State.STOPPED) for _ in range(5)]
    assert len(talk.to_json(long)) == 2
