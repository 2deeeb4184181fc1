import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mingce.text.clean import (
    begin_pages_on_lines,
    clean,
    close_up_spaces,
    drop_page_numbers,
    normalize_newlines,
    rejoin_wrapped_lines,
    wrap_width,
)
from mingce.text.labels import opens_heading
from mingce.text.patterns import PAGE_NUMBER

CORPUS = sorted((Path(__file__).resolve().parents[2] / "corpus").glob("*.txt"))

# A page as the dump has it: lines of 27 characters with blank lines between. It shows the layout program's width.
PAGE = (
    "更好联通国内国际两个市场、用好两种资源，提升国内大循环",
    "内生动力和可靠性，增强对国际循环的吸引力、推动力。要坚",
    "持省际共商、生态共治、全域共建、发展共享，提升区域交通",
    "一体化水平，深化要素市场化改革，促进区域协调发展。要统",
    "筹好发展和安全。",
)
JOINED = "".join(PAGE)


def solid(text: str) -> str:
    """A text without white space: what cleaning may not touch."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    "raw, cleaned",
    [
        # a full-width line (27 characters) broken inside a sentence, a blank line after every line: join it
        ("\n\n".join(PAGE), JOINED),
        # the same without blank lines
        ("\n".join(PAGE), JOINED),
        # line ends of Windows and of old Macs
        ("\r\n\r\n".join(PAGE), JOINED),
        ("\r".join(PAGE), JOINED),
        # a byte-order mark, also where files were put together
        ("\ufeff" + "\n".join(PAGE[:3]) + "\n\ufeff" + "\n".join(PAGE[3:]), JOINED),
        # the dump begins a page with one space: not an indent, not a paragraph
        ("\n".join((*PAGE[:2], " " + PAGE[2], *PAGE[3:])), JOINED),
        # a page number alone in the middle of a sentence
        ("\n\n".join((*PAGE[:2], "- 19 -", *PAGE[2:])), JOINED),
        # a form feed marks the page, inside a sentence too: the mark stays, the break goes
        ("\n".join((*PAGE[:2], "\f" + PAGE[2], *PAGE[3:])), "".join((*PAGE[:2], "\f", *PAGE[2:]))),
        # a title is short and has no full stop: keep the break
        ("会议精神\n\n" + "\n\n".join(PAGE), "会议精神\n" + JOINED),
        # a last short paragraph keeps its break
        ("\n\n".join((*PAGE, "会议还研究了其他事项。")), JOINED + "\n会议还研究了其他事项。"),
        # a heading after a full line that ends a sentence: a new line
        (
            "\n".join((*PAGE[:3], "一体化水平，深化要素市场化改革，促进区域的协调和发展。", "（二）主要目标", *PAGE)),
            "".join((*PAGE[:3], "一体化水平，深化要素市场化改革，促进区域的协调和发展。"))
            + "\n（二）主要目标\n"
            + JOINED,
        ),
        # a heading after a full line without any mark
        ("\n".join((*PAGE[:4], "一、总体要求", *PAGE)), "".join(PAGE[:4]) + "\n一、总体要求\n" + JOINED),
        # a dash item after a full line
        (
            "\n".join((*PAGE[:4], "——品牌建设取得更大进展。", *PAGE)),
            "".join(PAGE[:4]) + "\n——品牌建设取得更大进展。\n" + JOINED,
        ),
        # a title of two lines stays two lines (metadata joins it), the date beneath is a line of its own
        (
            "中共河南省委 河南省人民政府\n关于加快推进质量强省建设的实施意见\n\n（2023年 1月 17日）\n\n"
            + "\n\n".join(PAGE),
            "中共河南省委 河南省人民政府\n关于加快推进质量强省建设的实施意见\n（2023年1月17日）\n" + JOINED,
        ),
        # a run-in paragraph opening of meeting news, after a full line that ends a sentence
        (
            "\n".join(
                (
                    *PAGE[:3],
                    "一体化水平，深化要素市场化改革，促进区域的协调和发展。",
                    "会议指出，长江经济带发展战略是重大决策，要坚持问题导向",
                    *PAGE[1:],
                )
            ),
            "".join((*PAGE[:3], "一体化水平，深化要素市场化改革，促进区域的协调和发展。"))
            + "\n会议指出，长江经济带发展战略是重大决策，要坚持问题导向"
            + "".join(PAGE[1:]),
        ),
        # paragraphs that begin with two ideographic spaces: the indent decides, not the full stop at a full line's end
        (
            "\n".join(
                (
                    "\u3000\u3000" + PAGE[0][:25],
                    *PAGE[1:3],
                    "一体化水平，深化要素市场化改革，促进区域的协调和发展。",
                    PAGE[4],
                    "\u3000\u3000" + PAGE[0][:25],
                    *PAGE[1:],
                )
            ),
            PAGE[0][:25]
            + "".join(PAGE[1:3])
            + "一体化水平，深化要素市场化改革，促进区域的协调和发展。"
            + PAGE[4]
            + "\n"
            + PAGE[0][:25]
            + "".join(PAGE[1:]),
        ),
        # blank lines only sometimes: then they divide paragraphs, after a full line too
        (
            "\n".join((*PAGE[:3], "一体化水平，深化要素市场化改革，促进区域的协调和发展。")) + "\n\n" + "\n".join(PAGE),
            "".join((*PAGE[:3], "一体化水平，深化要素市场化改革，促进区域的协调和发展。")) + "\n" + JOINED,
        ),
        # Latin words broken at a line's end are joined with a space
        (
            "\n".join(
                (
                    *PAGE[:4],
                    "推进国际标准化组织文件的翻译工作，支持 Standards and",
                    "Metrology Committee 的活动。",
                    *PAGE,
                )
            ),
            "".join(PAGE[:4])
            + "推进国际标准化组织文件的翻译工作，支持Standards and Metrology Committee的活动。\n"
            + JOINED,
        ),
        # a number broken at its decimal point
        (
            "\n".join((*PAGE[:4], "农业标准化生产的普及率稳步提升，制造业竞争力指数达84.", "5以上。", *PAGE)),
            "".join(PAGE[:4]) + "农业标准化生产的普及率稳步提升，制造业竞争力指数达84.5以上。\n" + JOINED,
        ),
        # whole paragraphs, a line each, all longer than any layout's width
        (
            "第一段，" + "很长" * 70 + "。\n第二段，" + "更长" * 80 + "。",
            "第一段，" + "很长" * 70 + "。\n第二段，" + "更长" * 80 + "。",
        ),
        # a title that a link's extraction left on a line of its own
        ("国务院公布了《\n信访条例\n》，自2005年5月1日起施行。", "国务院公布了《信访条例》，自2005年5月1日起施行。"),
        ("", ""),
        ("\n \n\u3000\n", ""),
    ],
)
def test_clean(raw, cleaned):
    assert clean(raw) == cleaned


@pytest.mark.parametrize(
    "text",
    [
        # three paragraphs, one of them between 30 and 110 columns
        "第一段说的是一件很短的事。\n第二段说的是另一件事，比第一段长了许多，可是一行就是一段，直到这里才完。\n第三段。",
        # a meeting's record of paragraphs about as long as one another
        "全省人才工作会议精神\n会议的第一个议题，是听取关于青年人才政策落实情况的汇报。\n各地要把人才工作放在突出位置，建立健全考核制度。\n要加大投入，改善科研条件。\n"
        "各级财政部门要按照规定安排人才专项资金，并加强监督管理。\n各高校要完善评价办法。\n第二个议题，是研究部署明年重点任务，明确各部门责任分工。\n本次会议没有其他事项。",
    ],
)
def test_short_paragraphs_stay_apart(text):
    assert clean(text) == text


@pytest.mark.parametrize(
    "raw, normal",
    [
        ("甲\r\n乙\r丙\u2028丁\u2029戊\x85己\x0b庚", "甲\n乙\n丙\n丁\n戊\n己\n庚"),
        ("\ufeff甲\u200b乙\u00ad丙\x00丁\x7f", "甲乙丙丁"),
        ("甲\xa0乙", "甲 乙"),
        ("甲\f乙\t丙", "甲\f乙\t丙"),  # form feeds and tabs stay
    ],
)
def test_normalize_newlines(raw, normal):
    assert normalize_newlines(raw) == normal


def test_a_page_begins_on_a_line_of_its_own():
    assert begin_pages_on_lines("甲 \f乙\n\f丙\f\f丁") == "甲\n\f乙\n\f丙\n\f\f丁"


@pytest.mark.parametrize(
    "raw, kept",
    [
        ("甲\n- 19 -\n乙", "甲\n乙"),
        ("甲\n\u3000—3—\n乙", "甲\n乙"),
        ("甲\n第 3 页\n乙\n第3页 共12页\n丙\n第4页，共12页", "甲\n乙\n丙"),
        # one bare number is a table cell or a footnote mark
        ("甲\n19\n乙", "甲\n19\n乙"),
        # numbers that count up are pages
        ("甲\n1\n乙\n2\n丙\n3\n丁", "甲\n乙\n丙\n丁"),
        # a table's column does not count up
        ("甲\n30\n乙\n12\n丙\n95\n丁", "甲\n30\n乙\n12\n丙\n95\n丁"),
        # inside a sentence
        ("见第3页。\n甲 - 19 - 乙", "见第3页。\n甲 - 19 - 乙"),
    ],
)
def test_drop_page_numbers(raw, kept):
    assert drop_page_numbers(raw) == kept


@pytest.mark.parametrize(
    "raw, closed",
    [
        # a layout program put spaces between digits or Latin letters and Chinese
        ("到 2025年，达 84.5 以上", "到2025年，达84.5以上"),
        ("11 月 27日", "11月27日"),
        ("支持 PI 制", "支持PI制"),
        ("达到 95%以上", "达到95%以上"),
        # beside Chinese punctuation
        ("《办法》 和 《条例》 、", "《办法》和《条例》、"),
        # a space between two names is the author's
        ("中共河南省委 河南省人民政府", "中共河南省委 河南省人民政府"),
        ("中共河南省委    河南省人民政府", "中共河南省委 河南省人民政府"),
        # a Markdown heading keeps the space that makes it one
        ("## （一）主要目标", "## （一）主要目标"),
        # inside Latin text
        ("Open AI and 2 more", "Open AI and 2 more"),
        # a line end is not a space
        ("达到\n95%", "达到\n95%"),
    ],
)
def test_close_up_spaces(raw, closed):
    assert close_up_spaces(raw) == closed


@pytest.mark.parametrize(
    "lines, column",
    [
        (PAGE, 54),
        # paragraphs of all lengths
        (["短。", "这一段长一些，有二十来个字，不算太长也不短。", "字" * 40, "字" * 70, "字" * 120], None),
        ([], None),
    ],
)
def test_wrap_width(lines, column):
    assert wrap_width(list(lines)) == column


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_no_character_of_the_corpus_is_lost(path):
    raw = path.read_text(encoding="utf-8-sig")
    without_numbers = "\n".join(line for line in raw.split("\n") if not PAGE_NUMBER.match(line))
    assert solid(clean(raw)) == solid(without_numbers)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_paragraph_of_the_corpus_is_whole(path):
    """Each line is a title, a date, a heading or ends a sentence; nothing was joined over a heading."""
    lines = clean(path.read_text(encoding="utf-8-sig")).split("\n")
    for line in lines[3:]:
        assert line.endswith(("。", "：")) or (opens_heading(line) and len(line) <= 40), line
    assert not any(
        re.search(r"[。；](?:[一二三四五六七八九十]、|（[一二三四五六七八九十]）|——)", line) for line in lines
    )
    assert not re.search(r"[\u4e00-\u9fff] +[0-9A-Za-z]|[0-9A-Za-z] +[\u4e00-\u9fff]", "\n".join(lines))


texts = st.lists(
    st.one_of(
        st.text("质量强省建设会议指出一二三", max_size=40),
        st.text("质量 0123456789.%-—、，。：；（）《》“”〔〕第章条页一 \t\u3000Aa", max_size=60),
        st.sampled_from(["- 19 -", "第 3 页", "1", "2", "3", "一、总体要求", "（一）目标", "——甲。", "", " ", *PAGE]),
    ),
    max_size=30,
).map("\n".join)


def without_page_numbers(text: str) -> str:
    return drop_page_numbers(normalize_newlines(text))


@settings(max_examples=300, deadline=None)
@given(texts)
@example("\n\n".join(PAGE))
def test_only_white_space_and_page_numbers_go(text):
    assert solid(clean(text)) == solid(without_page_numbers(text))


@settings(max_examples=300, deadline=None)
@given(texts)
def test_rejoining_never_adds_a_line(text):
    lines = [line for line in text.split("\n") if line.strip()]
    joined = rejoin_wrapped_lines(text).split("\n")
    assert len(joined) <= max(1, len(lines))
    assert all(line == line.strip(" \t\u3000") for line in joined)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_clean_text_is_clean(path):
    once = clean(path.read_text(encoding="utf-8-sig"))
    assert clean(once) == once
