import html
import re
from pathlib import Path

import pytest

from mingce.documents.parse import parse
from mingce.errors import UserError
from mingce.read import read_file
from mingce.read.html import decode_html, page_text

ROOT = Path(__file__).resolve().parents[2]

# As a government site lays a page out: the form of ASP.NET around all of it, tools and a footer without tags of their own.
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_某市人民政府网站</title><style>p{{}}</style></head>
<body class="nav-open"><form id="form1"><nav><a>首页</a><a>政务</a></nav>
<div class="main"><div class="location">您现在的位置：<a>首页</a>&gt;<a>政务公开</a>&gt;正文</div>
<div class="title">{title}</div>
<div class="info">发布时间：2024-03-05 来源：市工信局 【字体：<a>大</a> <a>中</a> <a>小</a>】 <a>打印本页</a></div>
<div class="TRS_Editor">{body}</div>
<div><a>打印本页</a> <a>关闭窗口</a></div></div>
<div class="rel-box"><h4>相关链接</h4><ul><li><a>关于监测的通知</a></li><li><a>政府工作报告</a></li></ul></div>
<div class="bottom">版权所有：某市人民政府 主办：某市人民政府办公室 <a>网站地图</a> 豫ICP备05000000号</div>
<script>var a="不要。";</script></form></body></html>"""


def lines(body, title="关于稳增长的若干措施"):
    return page_text(PAGE.format(title=title, body=body))[1][1:]


def bare(text):
    return re.sub(r"\s", "", text)


def test_main_text_only():
    title, found = page_text(
        PAGE.format(title="关于稳增长的若干措施", body="<p>　　为推动工业增长，提出如下措施。</p>")
    )
    assert title == "关于稳增长的若干措施"
    assert found == ["关于稳增长的若干措施", "为推动工业增长，提出如下措施。"]


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").glob("*.txt")), ids=lambda path: path.stem[:8])
@pytest.mark.parametrize(
    "wrap",
    ["<p>　　{}</p>\n", "　　{}<br>\n", "<div><span>{}</span></div>", "<tr><td>{}</td></tr>"],
    ids=["p", "br", "div", "td"],
)
def test_no_character_is_lost_or_added(path, wrap, tmp_path):
    text = path.read_text(encoding="utf-8").replace("\f", "")
    body = "".join(wrap.format(html.escape(line)) for line in text.splitlines() if line.strip())
    body = f"<table>{body}</table>" if "td" in wrap else body
    (tmp_path / "a.html").write_text(PAGE.format(title="网站栏目", body=body), encoding="utf-8")
    (raw,) = read_file(tmp_path / "a.html", "a")
    assert bare(raw.text) == bare(text)


@pytest.mark.parametrize(
    "body, shown",
    [
        ("<h2>一、支持生产</h2><p>给予奖励。</p><h3>资金</h3>", ["一、支持生产", "给予奖励。", "### 资金"]),
        ("<ol><li>市级安排；</li><li>县级配套。</li></ol>", ["1.市级安排；", "2.县级配套。"]),
        ("<ol start=3 type=a><li>市级；</li></ol>", ["c.市级；"]),
        ("<ol><li>（一）市级。</li></ol>", ["（一）市级。"]),  # the text has its own numbers
        ('<ol style="list-style:none"><li>市级。</li></ol>', ["市级。"]),
        ("<ul><li>技改。</li><li>创新。</li></ul>", ["技改。", "创新。"]),
        ("用电10<sup>8</sup>千瓦时，排放CO<sub>2</sub>。", ["用电10⁸千瓦时，排放CO₂。"]),
        ("直接放在div里，\n没有段落。<br>换行后。", ["直接放在div里，没有段落。", "换行后。"]),
        (
            "<p>甲&nbsp;&nbsp;乙，</p><span><p>内联里的段落。</p></span>",
            ["甲  乙，".replace("  ", "\xa0\xa0"), "内联里的段落。"],
        ),
        ("<p>会议<!-- 注 -->指出，要好。</p>", ["会议指出，要好。"]),
        ('<p>要好。</p><p style="display:none">隐藏</p>', ["要好。"]),
        ('<p>要好。</p><div class="share-box">分享到：<a>微信</a></div>', ["要好。"]),
        # a name like furniture's around real text: some editors call the text "print"
        ('<div class="print"><p>要好。</p><p>要更好。</p></div>', ["要好。", "要更好。"]),
        # what a footer says, too, in a notice of an event
        (
            "<p>请参加。</p><p>主办单位：工业和信息化部</p><p>上一条生产线的企业</p>",
            ["请参加。", "主办单位：工业和信息化部", "上一条生产线的企业"],
        ),
        ('<p>要好。</p><p>附件：<a href="1.docx">1.申报指南.docx</a></p>', ["要好。", "附件：1.申报指南.docx"]),
    ],
)
def test_what_a_page_shows(body, shown):
    assert lines(f"<p>为稳增长，现提出如下措施。</p>{body}")[1:] == shown


def test_text_beside_the_main_element_is_kept():
    """A closing paragraph and a table of data in elements of their own."""
    page = PAGE.format(title="措施", body="<p>" + "为推动工业增长，提出如下措施。" * 30 + "</p>").replace(
        '<div class="rel-box">',
        "<div>本措施自印发之日起施行，有效期至2025年12月31日止。</div>"
        "<table><tr><td>指标</td><td>目标</td></tr><tr><td>增速</td><td>8%</td></tr></table>"
        '<div class="rel-box">',
    )
    assert page_text(page)[1][1:] == [
        "本措施自印发之日起施行，有效期至2025年12月31日止。",
        "| 指标 | 目标 |",
        "| 增速 | 8% |",
    ]


@pytest.mark.parametrize(
    "table, rows",
    [
        (
            "<caption>主要指标</caption><tr><th rowspan=2>指标</th><th colspan=2>目标</th></tr><tr><th>2024年</th><th>2025年</th></tr>"
            "<tr><td>增速</td><td>8%</td><td>8.5%</td></tr>",
            ["主要指标", "| 指标 | 目标 |  |", "|  | 2024年 | 2025年 |", "| 增速 | 8% | 8.5% |"],
        ),
        # the last column goes down over two rows
        ("<tr><td>甲</td><td rowspan=2>合</td></tr><tr><td>乙</td></tr>", ["| 甲 | 合 |", "| 乙 |  |"]),
        # tables that lay out text are no tables
        ("<tr><td><p>甲。</p><p>乙。</p></td></tr>", ["甲。", "乙。"]),
        ("<tr><td>左</td><td><table><tr><td>指标</td><td>值</td></tr></table></td></tr>", ["左", "| 指标 | 值 |"]),
    ],
)
def test_tables(table, rows):
    assert lines(f"<p>指标如下，请落实。</p><table>{table}</table>")[1:] == rows


CARD = (
    "<table><tr><td>索 引 号：</td><td>0001</td><td>主题分类：</td><td>医药</td></tr>"
    "<tr><td>发文机关：</td><td>国务院</td><td>成文日期：</td><td>2018年12月21日</td></tr>"
    "<tr><td>发文字号：</td><td>国发〔2018〕43号</td><td>发布日期：</td><td>2018年12月29日</td></tr></table>"
)


@pytest.mark.parametrize(
    "text, facts",
    [
        ("<p>现决定如下，请执行。</p>", ["国发〔2018〕43号"]),
        ("<p>国发〔2018〕43号</p><p>现决定如下，请执行。</p>", []),
    ],
)
def test_catalogue_card_gives_what_the_text_does_not_say(text, facts):
    """The layout of gov.cn: tables in tables. The day a site published a page is not the day of the document."""
    page = f"<html><body><table><tr><td>{CARD}</td></tr></table><table><tr><td><table><tr><td>{text}<p>2018年12月21日</p></td></tr></table></td></tr></table></body></html>"
    assert page_text(page)[1] == [*facts, *re.findall("<p>(.*?)</p>", text), "2018年12月21日"]


CHARSET = '<html><head><meta http-equiv="Content-Type" content="text/html; charset={}"></head><body><p>关于质量的意见，现予印发。</p></body></html>'


@pytest.mark.parametrize(
    "declared, encoding",
    [
        ("gb2312", "gb18030"),
        ("GBK", "gbk"),
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("gb2312", "utf-8"),  # declared wrongly: the site was moved, the head of its pages was not
        ("utf-8", "gb18030"),
        ("x-unknown", "utf-8"),
        ("utf-16", "utf-16"),
        ("big5", "big5"),
    ],
)
def test_charset(declared, encoding, tmp_path):
    data = CHARSET.format(declared).encode(encoding, errors="replace")
    assert "关于质量的意见" in decode_html(data, tmp_path / "a.html") or encoding == "big5"


def test_a_broken_character_does_not_cost_the_page(tmp_path):
    data = ("<html><body><p>" + "关于质量的意见。" * 400).encode() + b"\xff</p></body></html>"
    assert decode_html(data, tmp_path / "a.html").count("关于质量的意见") == 400


def test_no_charset_at_all(tmp_path):
    with pytest.raises(UserError, match="编码无法识别"):
        decode_html(bytes(range(128, 256)) * 40, tmp_path / "a.html")


def test_deep_and_careless_markup(tmp_path):
    (tmp_path / "a.html").write_text(
        "<html><body>" + "<div>" * 1000 + "<p>深处的文字，还在。<td>散<li>落", encoding="utf-8"
    )
    (raw,) = read_file(tmp_path / "a.html", "a")
    assert raw.text.split("\n") == ["深处的文字，还在。", "散", "落"]


def test_markup_too_deep_is_told_not_cut():
    with pytest.raises(UserError, match="2,048 层"):
        page_text("<html><body>" + "<font>字" * 3000 + "<p>深处的文字。")


@pytest.mark.parametrize("page", ["", " \n", "<!-- 只有注释 -->", "<html></html>"])
def test_page_without_text(page, tmp_path):
    (tmp_path / "a.htm").write_text(page, encoding="utf-8")
    if page:
        (raw,) = read_file(tmp_path / "a.htm", "a")
        assert raw.text == ""
    else:
        with pytest.raises(UserError, match="0 字节"):
            list(read_file(tmp_path / "a.htm", "a"))


def test_title_and_metadata(tmp_path):
    """The title stands in three lines; the page names it whole, with the number behind."""
    body = (
        "<p>国务院关于在先行区</p><p>暂时调整实施《药品管理法</p><p>实施条例》有关规定的决定</p><p>国发〔2018〕43号</p>"
        "<p>国务院决定暂时调整实施第三十六条，请遵照执行。</p><p>2018年12月21日</p>"
    )
    title = "国务院关于在先行区暂时调整实施《药品管理法实施条例》有关规定的决定"
    (tmp_path / "a.html").write_text(PAGE.format(title=title + "（国发〔2018〕43号）", body=body), encoding="utf-8")
    (raw,) = read_file(tmp_path / "a.html", "a")
    document = parse(raw, "a.html")
    assert (document.title, document.number, document.date, document.issuer) == (
        title,
        "国发〔2018〕43号",
        "2018-12-21",
        "国务院",
    )
