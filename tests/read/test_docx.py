import re
from pathlib import Path

import pytest
from docx import Document as WordDocument

from mingce.documents.parse import parse
from mingce.errors import UserError
from mingce.read import read_file
from mingce.read.docx import read_docx
from mingce.read.numbering import format_number
from mingce.text.sections import split_sections
from tests.read.docx_file import abstract, num, p, r, write_docx

ROOT = Path(__file__).resolve().parents[2]


def lines(tmp_path, body, **parts):
    (raw,) = read_docx(write_docx(tmp_path / "a.docx", body, **parts), "a")
    return raw.text.split("\n")


def bare(text):
    return re.sub(r"\s", "", text)


# ---------------------------------------------------------------- faithfulness


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").glob("*.txt")), ids=lambda path: path.stem[:8])
def test_no_character_is_lost_or_added(path, tmp_path):
    text = path.read_text(encoding="utf-8")
    word = WordDocument()
    for line in text.splitlines():
        word.add_paragraph(line.replace("\f", ""))
    word.save(tmp_path / "a.docx")
    (raw,) = read_file(tmp_path / "a.docx", "a")
    assert bare(raw.text) == bare(text)
    assert raw.warnings == ()


def test_a_law_of_the_national_congress_as_published():
    """Real file: three lines of title in the annex, a table without any style, empty numbered paragraphs."""
    path = ROOT / "tests" / "data" / "种子法授权决定_20250430.docx"
    (raw,) = read_file(path, path.stem)
    document = parse(raw, path.name)
    assert document.title.startswith("全国人民代表大会常务委员会关于授权国务院在中国（新疆）自由贸易试验区")
    assert (document.date, document.kind) == ("2025-04-30", "决定")
    assert document.text.split("\n")[8] == "| 法律规定 | 调整内容 |"
    assert document.text.endswith("下放至新疆维吾尔自治区人民政府农业农村主管部门。 |")


def test_paragraphs_are_never_joined(tmp_path):
    """Rows of one width look like wrapped lines to the steps for plain text."""
    rows = [[f"指标{n}的名称很长很长很长很长", f"{n}.5万吨标准煤当量"] for n in range(10, 40)]
    word = WordDocument()
    table = word.add_table(rows=0, cols=2)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    word.save(tmp_path / "表.docx")
    (raw,) = read_file(tmp_path / "表.docx", "表")
    assert parse(raw, "表.docx").text.split("\n") == [f"| {name} | {value} |" for name, value in rows]


# ---------------------------------------------------------------- automatic numbers


@pytest.mark.parametrize(
    "form, number, shown",
    [
        ("decimal", 3, "3"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 102, "一〇二"),
        ("chineseCountingThousand", 102, "一百零二"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("japaneseCounting", 21, "二十一"),  # what WPS writes for 一、二、三
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 2, "乙"),
        ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedCircleChinese", 10, "⑩"),
        ("decimalEnclosedCircleChinese", 21, "21"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 3, "03"),
        ("upperRoman", 4, "IV"),
        ("lowerLetter", 27, "aa"),
        ("none", 5, ""),
        ("somethingNew", 5, "5"),
    ],
)
def test_format_number(form, number, shown):
    assert format_number(form, number) == shown


OFFICIAL = abstract(
    0, ("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）")
) + num(1, 0)


def test_numbers_of_an_official_document(tmp_path):
    body = "".join(
        p(text, num=(1, level))
        for text, level in [("总体要求", 0), ("指导思想", 1), ("基本原则", 1), ("重点任务", 0), ("产业", 1)]
        + [("目标。", 2), ("措施。", 2), ("其一。", 3), ("科技", 1), ("平台。", 2)]
    )
    assert lines(tmp_path, body, numbering=OFFICIAL) == [
        *("一、总体要求", "（一）指导思想", "（二）基本原则", "二、重点任务", "（一）产业"),
        *("1.目标。", "2.措施。", "（1）其一。", "（二）科技", "1.平台。"),
    ]


def test_numbers_become_headings(tmp_path):
    body = p("关于质量的意见") + p("总体要求", num=(1, 0)) + p("指导思想", num=(1, 1)) + p("以质量为先。")
    (raw,) = read_docx(write_docx(tmp_path / "a.docx", body, numbering=OFFICIAL), "a")
    assert [section.path for section in split_sections(parse(raw))][-1] == ("一、总体要求", "（一）指导思想")


START_AT_5 = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'


@pytest.mark.parametrize(
    "numbering, paragraphs, shown",
    [
        # two lists of one abstract numbering count on
        (abstract(0, ("decimal", "%1.")) + num(1, 0) + num(2, 0), [(1, 0), (2, 0)], ["1.甲", "2.甲"]),
        # unless the second says where it starts; only once
        (
            abstract(0, ("decimal", "%1.")) + num(1, 0) + num(2, 0, START_AT_5),
            [(1, 0), (2, 0), (2, 0)],
            ["1.甲", "5.甲", "6.甲"],
        ),
        # a level that never restarts: articles of a law run on through its chapters
        (
            abstract(
                0,
                ("chineseCountingThousand", "第%1章"),
                ("chineseCountingThousand", "第%2条"),
                more='<w:lvlRestart w:val="0"/>',
            )
            + num(1, 0),
            [(1, 0), (1, 1), (1, 0), (1, 1)],
            ["第一章 甲", "第一条 甲", "第二章 甲", "第二条 甲"],
        ),
        # a deeper level without its upper one: the upper one counts as begun
        (
            abstract(0, ("decimal", "%1"), ("decimal", "%1.%2")) + num(1, 0),
            [(1, 1), (1, 1), (1, 0)],
            ["1.1 甲", "1.2 甲", "2 甲"],
        ),
        # "legal" numbers: all levels as digits
        (
            abstract(0, ("chineseCounting", "%1"), ("chineseCounting", "%1.%2"), more="<w:isLgl/>") + num(1, 0),
            [(1, 0), (1, 1)],
            ["1 甲", "1.1 甲"],
        ),
        # bullets: letters of a symbol font are dots
        (abstract(0, ("bullet", "\uf06c")) + num(1, 0), [(1, 0)], ["• 甲"]),
        # numId 0 takes the number away; an unknown one gives none
        (abstract(0, ("decimal", "%1.")) + num(1, 0), [(0, 0), (7, 0)], ["甲", "甲"]),
    ],
)
def test_counting(numbering, paragraphs, shown, tmp_path):
    assert lines(tmp_path, "".join(p("甲", num=one) for one in paragraphs), numbering=numbering) == shown


def test_numbers_through_styles(tmp_path):
    """A heading style that carries its numbering, and one based on it that inherits; the level is the style's."""
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:pStyle w:val="H2"/><w:lvlText w:val="（%2）"/></w:lvl>'
        "</w:abstractNum>" + num(3, 0)
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/></w:style>'
    )
    body = p("总体要求", style="H1") + p("目标", style="H2") + p("任务", style="H2") + p("保障", style="H1")
    assert lines(tmp_path, body, numbering=numbering, styles=styles) == [
        "一、总体要求",
        "（一）目标",
        "（二）任务",
        "二、保障",
    ]


HEADINGS = (
    "".join(
        f'<w:style w:type="paragraph" w:styleId="H{level}"><w:name w:val="heading {level}"/></w:style>'
        for level in (1, 2)
    )
    + '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
)


@pytest.mark.parametrize(
    "text, style, shown",
    [
        ("指导思想", "H2", "## 指导思想"),
        ("一、总体要求", "H1", "一、总体要求"),  # its number shows its level
        ("第一章</w:t><w:br/><w:t>总则", "H1", "第一章 总则"),
        ("要" * 60, "H1", "要" * 60),  # body text in a heading's style
        ("总体要求\t3", "T1", "总体要求 ……………… 3"),  # sections.py knows a contents line by its leader
    ],
)
def test_headings_by_style(text, style, shown, tmp_path):
    content = text.replace("\t", "</w:t><w:tab/><w:t>")
    assert lines(tmp_path, p(content, style=style), styles=HEADINGS) == [shown]


# ---------------------------------------------------------------- inside a paragraph


def field(code, result):
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    "content, shown",
    [
        (
            '<w:ins w:id="1"><w:r><w:t>新</w:t></w:r></w:ins><w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>',
            "新",
        ),
        ("<w:moveFrom><w:r><w:t>去</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>来</w:t></w:r></w:moveTo>", "来"),
        (field(" DATE ", r("2024年3月1日")), "2024年3月1日"),
        # a field in the code of another one: what it gives is code, too
        (field(f"IF </w:instrText></w:r>{field('X', r('暗'))}<w:r><w:instrText>", r("明")), "明"),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>', "7"),
        # a field that lost its end hides nothing
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:t>正文</w:t></w:r>', "正文"),
        # a number in a circle is drawn by a field without a result
        (field(" eq \\o\\ac(○,3) ", "").replace('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', ""), "③"),
        (r("10") + r("8", '<w:vertAlign w:val="superscript"/>') + r("千瓦时"), "10⁸千瓦时"),
        (r("CO") + r("2", '<w:vertAlign w:val="subscript"/>'), "CO₂"),
        (r("密", "<w:vanish/>") + r("明", '<w:vanish w:val="0"/>'), "明"),
        (
            "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>标签</w:t></w:r></w:smartTag>",
            "链接标签",
        ),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
        (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r></w:sdtContent></w:sdt>正",
            "正",
        ),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>cè</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>策</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "策",
        ),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r></m:den></m:f></m:oMath>",
            "1/3",
        ),
    ],
)
def test_what_a_paragraph_shows(content, shown, tmp_path):
    assert lines(tmp_path, f"<w:p>{content.replace('正', r('正')) if content.endswith('正') else content}</w:p>") == [
        shown
    ]


def test_soft_breaks_are_lines(tmp_path):
    assert lines(tmp_path, p("<w:r><w:t>国务院</w:t><w:br/><w:t>2024年3月1日</w:t></w:r>")) == [
        "国务院",
        "2024年3月1日",
    ]


def test_paragraph_whose_end_was_deleted_runs_on(tmp_path):
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = p("坚持", properties=gone) + p("质量", properties=gone) + p("第一。") + p("后文。")
    assert lines(tmp_path, body) == ["坚持质量第一。", "后文。"]


def test_text_box_comes_after_its_paragraph_and_once(tmp_path):
    """Word writes it twice, for new and old readers."""
    box = f"<w:txbxContent>{p('专栏1 重点工程')}{p('内容。')}</w:txbxContent>"
    both = (
        "<w:r><mc:AlternateContent>"
        f"<mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert lines(tmp_path, p("正文。", both) + p("后文。")) == ["正文。", "专栏1 重点工程", "内容。", "后文。"]


NOTES = (
    f'<w:footnote w:id="-1" w:type="separator">{p("线")}</w:footnote>'
    f'<w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", " 指2020年。")}</w:footnote>'
    f'<w:footnote w:id="3">{p("见附件。")}{p("下同。")}</w:footnote>'
)


def test_footnotes_follow_their_paragraph(tmp_path):
    body = p(
        "基期", '<w:r><w:footnoteReference w:id="2"/></w:r>', "为准", '<w:r><w:footnoteReference w:id="3"/></w:r>', "。"
    )
    assert lines(tmp_path, body + p("后文。"), footnotes=NOTES) == [
        "基期¹为准²。",
        "¹ 指2020年。",
        "² 见附件。 下同。",
        "后文。",
    ]


def test_endnotes_stand_at_the_end(tmp_path):
    notes = f'<w:endnote w:id="1">{p("出处。")}</w:endnote>'
    body = p("前文", '<w:r><w:endnoteReference w:id="1"/></w:r>') + p("后文。")
    assert lines(tmp_path, body, endnotes=notes) == ["前文¹", "后文。", "¹ 出处。"]


# ---------------------------------------------------------------- tables


def tr(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tc(*paragraphs, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(one if one.startswith('<') else p(one) for one in paragraphs)}</w:tc>"


MERGED, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


@pytest.mark.parametrize(
    "rows, shown",
    [
        # merged cells: text once, columns stay below each other
        (
            [
                tr(tc("类别", properties=MERGED), tc("目标", properties='<w:gridSpan w:val="2"/>')),
                tr(tc("", properties=GOES_ON), tc("2024年"), tc("2025年")),
                tr(tc("空气"), tc("84%"), tc("85%")),
            ],
            ["| 类别 | 目标 |  |", "|  | 2024年 | 2025年 |", "| 空气 | 84% | 85% |"],
        ),
        # paragraphs of one cell stay apart; a row that was deleted is gone
        (
            [tr(tc("甲", "乙"), tc("丙")), tr(tc("旧"), tc("旧"), properties='<w:del w:id="1"/>'), tr(tc(""), tc(""))],
            ["| 甲 乙 | 丙 |"],
        ),
        # one column is a frame: its paragraphs are paragraphs
        ([tr(tc("专栏1 重点工程", "一、甲工程。"))], ["专栏1 重点工程", "一、甲工程。"]),
        # a table in a cell gives its texts to the cell
        ([tr(tc("外"), tc(f"<w:tbl>{tr(tc('子'), tc('丑'))}</w:tbl>", ""))], ["| 外 | 子 丑 |"]),
    ],
)
def test_tables(rows, shown, tmp_path):
    assert lines(tmp_path, f"<w:tbl>{''.join(rows)}</w:tbl>") == shown


def test_a_column_of_automatic_numbers(tmp_path):
    rows = "".join(tr(tc(p(num=(1, 0))), tc(name)) for name in ("甲企业", "乙企业"))
    numbering = abstract(0, ("decimal", "%1")) + num(1, 0)
    assert lines(tmp_path, f"<w:tbl>{rows}</w:tbl>", numbering=numbering) == ["| 1 | 甲企业 |", "| 2 | 乙企业 |"]


# ---------------------------------------------------------------- what cannot be read


def test_large_pictures_are_told(tmp_path):
    picture = (
        '<w:r><w:drawing><wp:inline><wp:extent cx="{0}" cy="{0}"/><a:blip r:embed="x"/></wp:inline></w:drawing></w:r>'
    )
    body = p("见图。", picture.format(5_000_000)) + p("章", picture.format(500_000))
    (raw,) = read_docx(write_docx(tmp_path / "a.docx", body), "a")
    assert raw.text == "见图。\n章"
    assert raw.warnings == ("文档中有 1 张较大的图片，图片里的文字没有读取，请对照原文件。",)


def test_truncated(tmp_path):
    whole = write_docx(tmp_path / "a.docx", p("正文。") * 500).read_bytes()
    (tmp_path / "断.docx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UserError, match="损坏或不完整"):
        list(read_file(tmp_path / "断.docx", "断"))


def test_broken_inside(tmp_path):
    with pytest.raises(UserError, match="损坏或不完整"):
        list(read_file(write_docx(tmp_path / "a.docx", "<w:p>"), "a"))
