"""The room 对照 in a real browser: who the reader is, what applies, the source, the files, the plot."""

from pathlib import Path

import openpyxl
from docx import Document as open_docx

from mingce.index import Index
from tests.servers import Server

FIND = "#applies-find"
WORDS = "#applies-words :is(textarea, input)"


def enter(page) -> None:
    page.click('#masthead [data-room="applies"]')
    page.wait_for_selector("#applies-view .empty")


def find(page, words: str) -> None:
    page.fill(WORDS, words)
    page.click(FIND)
    page.wait_for_selector("#applies-view .found")


def test_the_main_path(open_page, server: Server, sample_index: Index, tmp_path: Path) -> None:
    page = open_page(server)
    enter(page)
    page.click("#applies-view .example")
    page.wait_for_selector("#applies-view .found")
    assert "行业：食品；规模：小微企业" in page.inner_text("#applies-view .understood")
    assert "没有列出不等于没有政策" in page.inner_text("#applies-view .found")
    quote = page.inner_text("#applies-view .group li .quote").split("\n")[-1]

    page.click("#applies-view .group .source-line")
    page.wait_for_selector("#source mark.passage")
    marked = "".join(page.locator("#source mark.passage").all_inner_texts())
    assert marked and quote.endswith(marked)

    texts = [document.text for document in sample_index.documents]
    for suffix in ("xlsx", "docx"):
        page.wait_for_selector(f"#applies-{suffix}:visible")
        with page.expect_download() as download:
            page.click(f"#applies-{suffix}")
        path = tmp_path / download.value.suggested_filename
        assert path.name == f"与我有关的政策措施.{suffix}"
        download.value.save_as(path)
        cells = cells_of_xlsx(path) if suffix == "xlsx" else cells_of_docx(path)
        quotes = [row["原文"] for row in cells if row.get("原文")]
        assert len(quotes) == page.locator("#applies-view .group li .quote").count() + rest(page)
        assert all(any(quote in text for text in texts) for quote in quotes)


def rest(page) -> int:
    """Measures behind 更多."""
    told = page.locator("#applies-view .more").all_inner_texts()
    return sum(int(words.split("还有 ")[1].split(" ")[0]) for words in told)


def cells_of_xlsx(path: Path) -> list[dict[str, str]]:
    """Every row below a line that has the word 原文, by that line's words."""
    found = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        header: list[str] = []
        for values in sheet.iter_rows(values_only=True):
            cells = [str(value or "") for value in values]
            if "原文" in cells:
                header = cells
            elif header:
                found.append(dict(zip(header, cells, strict=True)))
    return found


def cells_of_docx(path: Path) -> list[dict[str, str]]:
    found = []
    for table in open_docx(str(path)).tables:
        header, *rows = [[cell.text for cell in row.cells] for row in table.rows]
        found += [dict(zip(header, row, strict=True)) for row in rows]
    return found


def test_more_and_what_was_left_out(open_page, server: Server) -> None:
    page = open_page(server)
    enter(page)
    find(page, "养殖大户")
    shown = page.locator("#applies-view .group:last-of-type li .quote").count()
    page.click("#applies-view .more")
    page.wait_for_function(
        "n => document.querySelectorAll('#applies-view .group:last-of-type li .quote').length > n", arg=shown
    )
    page.click("#applies-others > button")
    page.fill("#applies-others-words :is(textarea, input)", "工程质量 标准化")
    page.press("#applies-others-words :is(textarea, input)", "Enter")
    page.wait_for_function("document.querySelector('#applies-others-view .note')?.textContent.includes('条中有')")
    quotes = page.locator("#applies-others-view .quote").all_inner_texts()
    assert quotes and page.inner_text("#applies-others-view .why").startswith("没有列入：")


def test_nothing_that_can_be_understood(open_page, server: Server) -> None:
    page = open_page(server)
    enter(page)
    for words, told in (("", "还没有说明您是谁"), ("asdf<img src=x onerror=alert(1)>", "没有看出您的行业")):
        page.fill(WORDS, words)
        page.click(FIND)
        page.wait_for_function("t => document.querySelector('#applies-view').textContent.includes(t)", arg=told)
        assert page.locator("#applies-view img").count() == 0


def test_the_plot_and_its_table(open_page, server: Server) -> None:
    page = open_page(server)
    enter(page)
    page.click("#applies-targets > button")
    page.wait_for_selector("#applies-plot .main-svg .point")
    points, rows = (
        page.locator("#applies-plot .main-svg .point").count(),
        page.locator("#applies-table tbody tr").count(),
    )
    assert points == rows > 3
    page.click("#applies-table tbody tr:nth-child(2) .source-line")
    page.wait_for_selector("#source mark.passage")


def test_a_narrow_screen_and_accessibility(open_page, server: Server) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(server, width=390, height=844)
    enter(page)
    find(page, "我在洛阳开了家建筑公司")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("(r => r.scrollWidth <= r.clientWidth)(document.querySelector('#room-applies'))")
    found = Axe().run(page, context="#room-applies").response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []


def test_chips_alone_are_enough(open_page, server: Server) -> None:
    page = open_page(server)
    enter(page)
    page.get_by_label("行业", exact=True).click()
    page.get_by_role("option", name="建筑", exact=True).click()
    page.keyboard.press("Escape")
    page.click(FIND)
    page.wait_for_selector("#applies-view .found")
    assert page.inner_text("#applies-view .found h2") == "“建筑”"
    assert "行业：建筑" in page.inner_text("#applies-view .understood")
