"""研读 in a browser."""

import re
from pathlib import Path

import docx
from playwright.sync_api import expect

from mingce.index import Index

HENAN = "河南质量强省实施意见_20230117"


def enter(page, title: str) -> None:
    page.click("#masthead [data-room=study]")
    page.locator("#study-about .pick", has_text=title).click()
    page.wait_for_selector("#study-about dl")
    page.wait_for_selector("#study-tabs [role=tab]")


def test_outline_search_and_history(server, open_page):
    page = open_page(server)
    enter(page, "实施意见")
    expect(page.locator("#study-about")).to_contain_text("效力")
    expect(page.locator("#source mark.found").first).to_be_attached()  # its formulations
    page.locator("#study-about .tree button", has_text="三、").first.click()
    expect(page.locator("#source mark.passage").first).to_be_in_viewport()

    page.fill("#study-words :is(input, textarea)", "质量強省")  # traditional
    page.press("#study-words :is(input, textarea)", "Enter")
    page.wait_for_selector("#study-matches li")
    found = page.locator("#study-matches li").count()
    assert found > 5
    expect(page.locator("#source mark.found")).to_have_count(found)

    page.get_by_role("tab", name="提法").click()
    page.locator("#study-terms .term").first.click()
    page.wait_for_selector("#study-uses li")
    expect(page.locator("#study-uses .note").first).to_contain_text("最早见于")


def test_a_digest_is_exported_with_its_quotes(server, open_page, sample_index: Index, tmp_path: Path):
    page = open_page(server)
    enter(page, "实施意见")
    page.get_by_role("tab", name="要点摘编").click()
    page.click("#study-pick-out")
    page.wait_for_selector("#study-digest blockquote")
    quotes = page.locator("#study-digest .quote").all_inner_texts()
    text = sample_index.document(HENAN).text
    assert len(quotes) == 12 and all(quote in text for quote in quotes)
    button = page.locator(".study-files:visible").get_by_text("导出 Word")
    button.wait_for()
    with page.expect_download() as waiting:
        button.click()
    waiting.value.save_as(tmp_path / "摘编.docx")
    assert "要点摘编" in waiting.value.suggested_filename
    written = "\n".join(p.text for p in docx.Document(str(tmp_path / "摘编.docx")).paragraphs)
    assert all(quote in written for quote in quotes)


def test_two_documents_beside_each_other_on_a_phone(server, open_page):
    page = open_page(server, 390, 844)
    enter(page, "会议精神")
    page.get_by_role("tab", name="两份对照").click()
    page.click("#study-other input")
    page.get_by_role("option", name=re.compile("第十次集体学习")).click()
    page.wait_for_selector("#study-comparison summary")
    expect(page.locator("#study-comparison .note").first).to_contain_text("新增")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
