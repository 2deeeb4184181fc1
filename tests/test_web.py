"""What the page is made of: HTML from answers and documents, and the turns of a conversation. No browser, no Gradio."""

import re
from html.parser import HTMLParser

import pytest

from mingce.citations import date_text
from mingce.datatypes import Answer, Citation, Document, Hit, Page, Section, SentenceHit
from mingce.errors import UserError
from mingce.index import Index
from web import conversation as talk
from web.conversation import State, Turn
from web.render import answer_html, conversation_html, split_quotes
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
        self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.text += data
        if "mark" in self._open:
            self.marked += data


def answered(answer: Answer) -> str:
    turn = Turn(answer.question, State.ANSWERED, answer, len(answer.citations))
    return conversation_html([turn], {"lake": DOCUMENT})


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


def test_not_found_names_what_was_searched_and_what_is_near():
    hit = Hit(
        "lake", DOCUMENT.title, ("一、总体要求",), 10, 20, "很长的段落", 0.5, (SentenceHit(10, 15, "最近的句子", 0.5),)
    )
    answer = Answer("?", False, "没有找到。", 0.1, (), (hit,))
    html = conversation_html([Turn("?", State.NOT_FOUND, answer)], {"lake": DOCUMENT})
    text = Reader(html).text
    assert "没有找到。" in text and "所查文件：《关于保护河湖的意见》" in text
    assert "相近的段落" in text and "最近的句子" in text
    assert 'data-start="10" data-end="20"' in html
    assert "failure" not in html and 'role="alert"' not in html


def test_small_talk_was_not_searched_for():
    html = conversation_html(
        [Turn("你好", State.NOT_FOUND, Answer("你好", False, "我只回答……", 0.0))], {"lake": DOCUMENT}
    )
    assert "所查文件" not in html


def test_restricted_question_says_so():
    html = conversation_html([Turn("?", State.BUSY, doc_ids=("lake",))], {"lake": DOCUMENT})
    assert "只查：《关于保护河湖的意见》" in html and 'aria-busy="true"' in html


def test_examples_where_there_is_no_turn_yet():
    html = conversation_html([], {"lake": DOCUMENT})
    assert html.count('data-event="example"') == 6
    assert "现收录 1 份文件" in html


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
    documents = {NASTY: document}
    turns = [
        Turn(NASTY, State.ANSWERED, Answer(NASTY, True, f"{text}[1]", 0.9, (cited,)), 1, doc_ids=(NASTY,)),
        Turn(NASTY, State.NOT_FOUND, Answer(NASTY, False, NASTY, 0.0, (), (hit,))),
        Turn(NASTY, State.FAILED, problem=NASTY),
    ]
    for html in (
        conversation_html(turns, documents),
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


def test_stop_marks_only_what_is_unfinished():
    done = Turn("一", State.ANSWERED)
    assert talk.stop([done, Turn("二")]) == (done, Turn("二", State.STOPPED))
