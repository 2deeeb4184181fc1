"""对照 in a browser."""

from pathlib import Path

import openpyxl
from playwright.sync_api import expect

from mingce.index import Index


def test_measures_for_a_small_food_factory(server, open_page, sample_index: Index, tmp_path: Path):
    page = open_page(server)
    page.click("#masthead [data-room=applies]")
    page.wait_for_selector("#applies-view .example")
    page.click("#applies-form button >> text=查找与我有关的")
    expect(page.locator("#applies-view .failure")).to_contain_text("还没有说明您是谁")
    page.fill("#applies-words :is(input, textarea)", "俺们是个做食品的小作坊")
    page.press("#applies-words :is(input, textarea)", "Enter")
    page.wait_for_selector("#applies-view .applicable")
    expect(page.locator(".group").first).to_contain_text("可以争取")
    expect(page.locator(".found")).to_contain_text("没有列出不等于没有政策")
    expect(page.locator(".others summary")).to_contain_text("判断与您无关的")
    quotes = page.locator(".group .quote").count()
    page.locator(".group .source-line").first.click()
    expect(page.locator("#source mark.passage").first).to_be_visible()

    button = page.get_by_text("导出 Excel")
    button.wait_for()
    with page.expect_download() as waiting:
        button.click()
    waiting.value.save_as(tmp_path / "措施.xlsx")
    book = openpyxl.load_workbook(tmp_path / "措施.xlsx")
    texts = "".join(document.text for document in sample_index.documents)
    rows = 0
    for sheet in book.worksheets:
        header = [cell.value for cell in sheet[1]]
        if "原文" in header:
            for row in sheet.iter_rows(min_row=2, values_only=True):
                assert row[header.index("原文")] in texts and "《" in row[header.index("出处")]
                rows += 1
    assert rows == quotes


def test_targets_are_plotted_and_listed(server, open_page):
    page = open_page(server, 390, 844)
    page.click("#masthead [data-room=applies]")
    page.wait_for_selector("#applies-view .example")
    page.click("#applies-targets > button")
    page.wait_for_selector("#applies-table tbody tr")
    page.wait_for_selector("#applies-plot .plotly")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
