"""HTML -> raw text: the main text of a page, without navigation, tools and footer.

The main element is the innermost one that holds nearly all sentences of the page. What stands outside of it is kept
where it is the title, a sentence or a table of data: rather a line of furniture too many than a line of text lost.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from lxml import etree, html

from mingce.errors import UserError
from mingce.read.lines import LOWERED, RAISED, cell, heading_line, table_lines, tidy
from mingce.read.numbering import format_number
from mingce.read.plain import RawText, decode
from mingce.text.dates import CHINESE_DATE, DATE
from mingce.text.labels import form_of
from mingce.text.patterns import DOCUMENT_NUMBER, HAN

MAIN_SHARE = 0.9  # of the page's sentences that the main element holds
LINKS = 0.5  # a block with more than this share of its characters in links is navigation
SENTENCE = re.compile(r"[。；]")
CLAUSE = re.compile(r"[，。；]")

NEVER_SHOWN = "script style noscript template svg canvas iframe object select option button textarea head title".split()
BLOCKS = frozenset(
    "html body main article section header footer aside nav div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption "
    "tbody thead tfoot tr td th blockquote pre form fieldset figure figcaption address center details summary hr".split()
)
FURNITURE_TAGS = frozenset(("nav", "footer", "aside"))
FURNITURE_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))
# A class or id that names page furniture: "top-nav", "breadcrumb", "footer", "share_box", "qr_container".
# Dropped only where no sentence stands in it: some sites call the whole page "nav-open".
FURNITURE_NAME = re.compile(
    r"(?:^|[-_\s])(?:(?:top|main|sub|side)?nav(?:bar|igation)?|menu|bread|crumbs?|breadcrumbs?|location|position|foot(?:er)?|side(?:bar)?"
    r"|share|toolbar|tools?|copyright|pager?|pagination|related|recommend|search|login|qr|qrcode|ewm|weixin|print|fontsize)"
    r"(?=$|[-_\s\d])",
    re.I,
)
# Lines that only a web page has.
# 1) where one is: "当前位置：首页 > 政务公开", "您现在的位置："
# 2) tools: "【字体：大 中 小】", "打印本页", "分享到：微信", "扫一扫在手机打开当前页", "关闭窗口"
#    "发布时间：2024-03-05 来源：市工信局 【字体：大 中 小】"
# 3) neighbours: "上一篇：…", "相关链接"                  not "上一条生产线的…"
# 4) footer: "版权所有", "京ICP备05070218号", "网站标识码bm01000001"  not "主办单位：…", which a notice says, too
FURNITURE_LINE = re.compile(
    r"^(?:(?:您?(?:现在|当前)?的?(?:当前)?位置|当前位置)[：:]"
    r"|[【\[]?\s*(?:字体|字号)(?:大小)?\s*[：:]?\s*[】\[]?\s*[大中小默认]"
    r"|[【\[]?\s*(?:我要)?(?:打印|收藏|关闭|纠错|返回顶部|复制链接)(?:本页|此页|窗口|页面|正文)?\s*[】\]]?(?:\s|$|[|｜【])"
    r"|分享(?:到|至)?\s*(?:[：:]|$)|(?:扫一扫|打开微信).{0,30}$"
    r"|(?:发布|发文|更新)(?:时间|日期)[：:].*(?:来源|浏览|阅读|点击|字体|字号)"
    r"|(?:上|下)一[篇条](?:[：:]|\s|$)|相关(?:链接|稿件|新闻|阅读|信息|文件|文档|解读)[：:]?$"
    r"|版权所有|.{0,12}ICP备|.{0,8}公网安备|.{0,4}网站标识码|网站地图|联系我们$)"
)
FOOTER = re.compile(r"ICP备|公网安备|网站标识码")
LONGEST_FOOTER = 600  # characters
LONGEST_FURNITURE = 80  # characters; a longer line is never taken for furniture by its words
# A label of the catalogue card above a document on government sites, a table: "索 引 号：", "发文字号：".
CARD_LABEL = re.compile(
    r"(?:索引号|发文字号|文号|主题分类|主题词|信息分类|公开方式|发文机关|发布机构|成文日期|发文日期|生成日期)[：:]?"
)
LIST_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(frozen=True)
class Block:
    """A paragraph, heading or table row with the element it comes from."""

    text: str
    element: Any
    level: int = 0  # of a heading, 1 to 6
    table: Any = None  # of a row


def read_html(path: Path, name: str) -> Iterator[RawText]:
    text = decode_html(path.read_bytes(), path)
    if not text.strip():
        yield RawText(name, "")
        return
    title, lines = page_text(text)
    yield RawText(name, "\n".join(lines), title, has_paragraphs=True)


def html_lines(data: bytes) -> list[str]:
    """The main text of a page that lies inside another file."""
    return page_text(decode_html(data, Path("网页")))[1]


def decode_html(data: bytes, path: Path) -> str:
    """By byte-order mark, else by what the page declares where that fits, else as a text file."""
    declared = re.search(
        rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|^<\?xml[^>]*encoding=["']([\w-]+)""", data[:4096], re.I
    )
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = (declared[1] or declared[2]).decode("ascii").lower()
        try:
            return data.decode("gb18030" if encoding in ("gb2312", "gbk") else encoding)
        except (LookupError, UnicodeDecodeError):
            pass  # declared wrongly, which is common after a site was moved to UTF-8
    try:
        return decode(data, path)
    except UserError:
        text = data.decode("utf-8", errors="replace")
        if text.count("\ufffd") > 0.001 * len(text):
            raise
        return text


def page_text(page: str) -> tuple[str, list[str]]:
    """Title and lines of the main text; title "" where the page does not name it."""
    page = re.sub(r"^\s*<\?xml[^>]*>", "", page.replace("\0", ""))
    parser = html.HTMLParser(huge_tree=True, remove_comments=True)
    try:
        root = html.document_fromstring(page, parser=parser)
    except etree.ParserError:  # nothing but comments
        return "", []
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise UserError(
            "网页的标签套得太深（超过 2,048 层），读取会丢失文字。请用浏览器打开，把正文复制到 TXT 或 DOCX 文件后再放入。"
        )
    named = _named_titles(root)
    etree.strip_elements(root, *NEVER_SHOWN, with_tail=False)
    body = root.find("body") if root.find("body") is not None else root
    _drop_furniture(body)
    main = _main_element(body)
    cards = {table for table in body.iter("table") if _is_card(table)}
    card_rows = [block.text for block in _blocks(body) if block.table in cards]
    blocks = [block for block in _blocks(body) if block.table not in cards]
    chosen = [block for block in _chosen(blocks, main, named) if not _is_furniture(block.text)]
    title = _title(named, chosen)
    lines: list[str] = []
    for block in chosen:
        if block.level and _bare(block.text) != _bare(title):
            lines.append(heading_line(block.text, block.level))
        else:
            lines += tidy(block.text)
    return title, [*_card_facts(card_rows, lines), *lines]


def _chosen(blocks: list[Block], main: Any, named: list[str]) -> Iterator[Block]:
    """The blocks of the main element, and those around it that belong to the text."""
    inside = set(main.iter())
    before = True
    for block in blocks:
        before = before and block.element not in inside
        if block.element in inside or _is_rescued(block, named, before):
            yield block


def _named_titles(root: Any) -> list[str]:
    """What the page says its title is, the most telling first."""
    titles = [meta.get("content", "") for meta in root.iter("meta") if meta.get("name", "").lower() == "articletitle"]
    headings = [heading.text_content() for heading in root.iter("h1")]
    if len(headings) == 1:
        titles += headings
    titles += [
        part for title in root.iter("title") for part in re.split(r"[_|｜]|\s[-–—]+\s|--+|——", title.text_content())
    ]
    titles = [re.sub(r"[（(][^（()）]*号[）)]\s*$", "", " ".join(title.split())).strip() for title in titles]
    return [title for title in titles if len(title) >= 4]


def _title(named: list[str], blocks: list[Block]) -> str:
    """A title that the page names and the text has, too, whole or over several lines."""
    head = _bare("".join(block.text for block in blocks[:8]))
    return next((title for title in named if _bare(title) in head), "")


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


# ---------------------------------------------------------------- what is furniture


def _drop_furniture(body: Any) -> None:
    """Take out the elements that name themselves furniture, unless they hold most of the page's sentences."""
    whole = _clauses(body)
    for element in list(body.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None or element is body:
            continue
        names = f"{element.get('class', '')} {element.get('id', '')}"
        hidden = re.search(r"display\s*:\s*none", element.get("style", "")) or element.get("hidden") is not None
        if element.tag in FURNITURE_TAGS or element.get("role") in FURNITURE_ROLES or hidden:
            drop = _clauses(element) <= 0.5 * whole
        else:
            text = element.text_content() if FURNITURE_NAME.search(names) or element.tag in BLOCKS else ""
            is_footer = len(text) <= LONGEST_FOOTER and FOOTER.search(text)
            drop = bool(is_footer or FURNITURE_NAME.search(names)) and not SENTENCE.search(text)
        if drop and next(element.iter("h1"), None) is None:
            element.drop_tree()


def _clauses(element: Any) -> int:
    return len(CLAUSE.findall(element.text_content()))


def _main_element(body: Any) -> Any:
    """The innermost element with nearly all characters of the clauses, and at least half of all, outside links."""
    clauses: dict[Any, int] = {}
    characters: dict[Any, int] = {}
    for _, element in etree.iterwalk(body, events=("end",)):
        texts = [child.tail or "" for child in element] + ([] if element.tag == "a" else [element.text or ""])
        characters[element] = sum(characters[child] for child in element) + sum(len(text.strip()) for text in texts)
        clauses[element] = sum(clauses[child] for child in element) + sum(
            len(text) for text in texts if CLAUSE.search(text)
        )
    main = body
    while True:
        best = max((child for child in main if child.tag in BLOCKS), key=clauses.__getitem__, default=None)
        if best is None or best.tag in ("p", "tr", "li", "h1") or clauses[best] < MAIN_SHARE * max(clauses[body], 1):
            return main
        if characters[best] < 0.5 * characters[body]:
            return main  # a table or a list, with few clauses, is most of the text
        main = best


def _is_rescued(block: Block, named: list[str], before: bool) -> bool:
    """Whether a block outside the main element belongs to the text: the title before it, a sentence, a row of data."""
    bare = _bare(block.text)
    if block.table is not None:
        cells = [part for part in block.text.strip("| ").split(" | ") if part.strip()]
        return len(cells) > 1 and _link_share(block.element) <= LINKS
    if before and len(bare) >= 6 and any(bare in _bare(title) for title in named):
        return True
    return len(bare) >= 20 and bool(SENTENCE.search(bare)) and _link_share(block.element) <= LINKS


def _is_furniture(text: str) -> bool:
    return len(text) <= LONGEST_FURNITURE and not text.endswith("。") and bool(FURNITURE_LINE.match(text))


def _link_share(element: Any) -> float:
    whole = len(_bare(element.text_content()))
    return sum(len(_bare(a.text_content())) for a in element.iter("a")) / whole if whole else 0.0


def _is_card(table: Any) -> bool:
    cells = [_bare(one.text_content()) for one in table.iter("td", "th")]
    labels = sum(bool(CARD_LABEL.fullmatch(text)) for text in cells)
    return labels >= 2 and len(cells) <= 40 and next(table.iterdescendants("table"), None) is None


def _card_facts(rows: list[str], lines: list[str]) -> list[str]:
    """Document number and date of the catalogue card, where the text itself does not have them."""
    text = _bare("".join(lines))
    is_dated = any(DATE.fullmatch(line) or CHINESE_DATE.fullmatch(line) for line in lines)
    facts = []
    for row in rows:
        cells = [part.strip() for part in row.strip("| ").split(" | ")]
        for key, value in pairwise(cells):
            label = re.sub(r"[\s：:]", "", key)
            number = label in ("发文字号", "文号") and DOCUMENT_NUMBER.fullmatch(value)
            date = label in ("成文日期", "发文日期") and DATE.fullmatch(value) and not is_dated
            if (number or date) and _bare(value) not in text and value not in facts:
                facts.append(value)
    return facts


# ---------------------------------------------------------------- elements to blocks


def _blocks(element: Any) -> Iterator[Block]:
    """The paragraphs, headings and table rows below an element, in order."""
    yield from Walk().blocks(element)


class Walk:
    """Text runs gathered until a block element begins or ends."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def blocks(self, element: Any, level: int = 0, label: str = "") -> Iterator[Block]:
        self.parts.append(_collapse(element.text, element) if label == "" else label + _collapse(element.text, element))
        number = _first_number(element)
        for child in element:
            kind = child.tag if isinstance(child.tag, str) else ""
            if kind == "table" and _is_data(child):
                yield from self._flush(element, level)
                yield from _table(child)
            elif kind in BLOCKS:
                yield from self._flush(element, level)
                own = int(kind[1]) if re.fullmatch(r"h[1-6]", kind) else level
                item = ""
                if kind == "li" and element.tag == "ol":
                    number = _int(child.get("value"), number)
                    item = _item_label(element, child, number)
                    number += 1
                yield from self.blocks(child, own, item)
            elif kind == "br":
                self.parts.append("\n")
            elif kind in ("sup", "sub"):
                text = child.text_content()
                table = RAISED if kind == "sup" else LOWERED
                self.parts.append(text.translate(table) if text and all(ord(c) in table for c in text) else text)
            elif kind:
                yield from self.blocks_inline(child, element, level)
            self.parts.append(_collapse(child.tail, element))
        if element.tag in BLOCKS:
            yield from self._flush(element, level)

    def blocks_inline(self, child: Any, parent: Any, level: int) -> Iterator[Block]:
        """An inline element; one that has blocks in it, as careless pages do, gives them, too."""
        if any(found.tag in BLOCKS for found in child.iter() if found is not child):
            yield from self._flush(parent, level)
        yield from self.blocks(child, level)

    def _flush(self, element: Any, level: int) -> Iterator[Block]:
        text = "".join(self.parts)
        self.parts.clear()
        if level:
            text = "\n".join(tidy(text))
            if text:
                yield Block(text, element, level)
            return
        for line in tidy(text):
            yield Block(line, element)


def _collapse(text: str | None, element: Any) -> str:
    """White space as a browser shows it; a line break inside Chinese text is the editor's and means nothing."""
    if not text:
        return ""
    if element.tag == "pre":
        return text
    text = re.sub(rf"(?<=[{HAN}，。、；：])[ \t]*\r?\n[ \t]*(?=[{HAN}])", "", text)
    return re.sub(r"[ \t\r\n\f]+", " ", text)


def _first_number(element: Any) -> int:
    return _int(element.get("start"), 1) if element.tag == "ol" else 1


def _item_label(ordered: Any, item: Any, number: int) -> str:
    """The number a browser puts before an item; "" where the page hides it or the text has its own."""
    style = f"{ordered.get('style', '')} {item.get('style', '')}"
    if re.search(r"list-style(?:-type)?\s*:[^;]*none", style):
        return ""
    text = item.text_content().strip()
    if form_of(text):
        return ""
    if re.search(r"list-style(?:-type)?\s*:[^;]*(?:cjk-ideographic|simp-chinese-informal)", style):
        return f"{format_number('chineseCounting', number)}、"
    return f"{format_number(LIST_FORMS.get(ordered.get('type', ''), 'decimal'), number)}."


def _is_data(table: Any) -> bool:
    """Whether a table is one: columns side by side. Pages also lay out their text with tables."""
    if next(table.iterdescendants("table"), None) is not None or table.get("role") == "presentation":
        return False
    rows = [[one for one in row if one.tag in ("td", "th")] for row in table.iter("tr")]
    if max((len(row) for row in rows), default=0) < 2:
        return False
    if next(table.iter("th"), None) is not None:
        return True
    longest = max((len(one.text_content().strip()) for row in rows for one in row), default=0)
    paragraphs = max((sum(child.tag in ("p", "div") for child in one) for row in rows for one in row), default=0)
    return not (paragraphs >= 3 and longest > 600) and not (len(rows) == 1 and longest > 600)


def _table(table: Any) -> Iterator[Block]:
    for caption in table.iter("caption"):
        yield from _blocks(caption)
    open_cells: dict[int, int] = {}  # column -> rows that a cell from above still covers
    for row in table.iter("tr"):
        texts: list[str] = []
        for one in [child for child in row if child.tag in ("td", "th")]:
            while open_cells.get(len(texts), 0):
                open_cells[len(texts)] -= 1
                texts.append("")
            start = len(texts)
            texts.append(cell([block.text for block in _blocks(one)]))
            texts += [""] * (min(_int(one.get("colspan"), 1), 100) - 1)
            for column in range(start, len(texts)):
                open_cells[column] = min(_int(one.get("rowspan"), 1), 1000) - 1
        while open_cells.get(len(texts), 0):
            open_cells[len(texts)] -= 1
            texts.append("")
        for line in table_lines([texts]):
            yield Block(line, row, table=table)


def _int(text: str | None, default: int) -> int:
    return int(text) if text and text.strip().isdecimal() and int(text) > 0 else default
