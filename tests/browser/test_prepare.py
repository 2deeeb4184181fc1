"""备课 as a trainer meets it: choose, make, check against the source, hand out."""

import re
import sqlite3
import zipfile
from pathlib import Path

import docx
import pptx
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from mingce.index import Index

PLAN = "质量强省建设的实施意见"
BAR = "#room-prepare"


def enter(page: Page) -> None:
    page.click('#masthead [data-room="prepare"]')
    page.wait_for_selector(f"{BAR} .teach")


def choose(page: Page, title: str) -> None:
    page.click("#prepare-documents input")
    page.get_by_role("option", name=re.compile(title)).click()
    page.keyboard.press("Escape")
    page.wait_for_selector("#prepare-sections label")


def make(page: Page) -> None:
    """Press the button; wait for the new pack."""
    page.evaluate("document.querySelector('#prepare-view .pack')?.setAttribute('data-old', '')")
    page.click("#prepare-make")
    page.wait_for_selector(f"{BAR} .pack:not([data-old])")


def stems(page: Page) -> list[str]:
    return page.locator(f"{BAR} .stem").all_inner_texts()


def test_a_pack_is_made_from_the_chosen_sections_and_opens_its_source(server, open_page):
    page = open_page(server)
    enter(page)
    expect(page.locator(f"{BAR} .teach")).to_contain_text("卷号相同，题目就相同")
    page.click("#prepare-make")
    expect(page.locator(f"{BAR} .failure")).to_contain_text("还没有选文件")

    choose(page, PLAN)
    page.locator("#prepare-sections label", has_text="一、总体要求").click()
    page.locator("#prepare-sections label", has_text="开头").click()
    make(page)
    headings = page.locator(f"{BAR} .points .name").all_inner_texts()
    assert any("二、重点任务" in h for h in headings) and not any("总体要求" in h for h in headings)
    first = stems(page)
    short = [n for n in page.locator(f"{BAR} .pack .note").all_inner_texts() if "经得起核对的只有" in n]
    assert len(first) == 18 - sum(
        int(re.search(r"要(\d+)道", n)[1]) - int(re.search(r"只有(\d+)道", n)[1]) for n in short
    )
    make(page)
    assert stems(page) == first
    page.fill("#prepare-fill input", "99")
    page.keyboard.press("Tab")
    page.click("#prepare-make")
    expect(page.locator(f"{BAR} .failure")).to_contain_text("“填空题”填的是99，应在0到30之间")
    page.fill("#prepare-fill input", "5")
    page.fill("#prepare-seed input", "2")
    page.keyboard.press("Tab")
    make(page)
    assert stems(page) != first

    page.locator(f"{BAR} .questions summary").first.click()
    line = page.locator(f"{BAR} .questions details[open] .line").first
    quote = line.locator(".words").inner_text()
    line.click()
    page.wait_for_selector("mark.passage")
    assert "".join(page.locator("mark.passage").all_inner_texts()) == quote


def test_what_is_handed_out(server, open_page, sample_index: Index, tmp_path: Path):
    page = open_page(server)
    enter(page)
    page.locator(f"{BAR} .example", has_text=PLAN).click()
    page.wait_for_selector(f"{BAR} .pack")
    asked = stems(page)
    files = {}
    for name in ("学员卷", "教师卷", "幻灯片", "文本", "记忆卡片"):
        button = page.locator("#prepare-files").get_by_text(name)
        button.wait_for()
        with page.expect_download() as download:
            button.click()
        files[name] = tmp_path / download.value.suggested_filename
        download.value.save_as(files[name])
    document = next(d for d in sample_index.documents if PLAN in d.title)

    student, teacher = (
        "\n".join([p.text for p in docx.Document(str(files[n])).paragraphs]) for n in ("学员卷", "教师卷")
    )
    assert "答案：" not in student and teacher.count("答案：") == len(asked)
    assert all(stem in student and stem in teacher for stem in asked)
    page.evaluate("document.querySelectorAll('#room-prepare .questions details').forEach(d => (d.open = true))")
    quotes = page.locator(f"{BAR} .questions .line .words").all_inner_texts()
    assert quotes and all(quote in document.text and quote in teacher for quote in quotes)
    assert document.title in teacher

    slides = pptx.Presentation(str(files["幻灯片"])).slides
    shown = "\n".join(s.text_frame.text for slide in slides for s in slide.shapes if s.has_text_frame)
    assert "导学提纲" in shown and "答案：" in shown
    assert quotes[0] in files["文本"].read_text(encoding="utf-8")
    with zipfile.ZipFile(files["记忆卡片"]) as package:
        package.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as cards:
        assert cards.execute("select count(*) from notes").fetchone()[0] >= len(asked)


def test_narrow_by_keyboard_and_for_a_screen_reader(server, open_page):
    page = open_page(server, 390, 844)
    enter(page)
    page.locator(f"{BAR} .example").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{BAR} .pack")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    room = page.evaluate(f"(e => e.scrollWidth - e.clientWidth)(document.querySelector('{BAR}'))")
    assert room == 0
    found = Axe().run(page, context=BAR).response["violations"]
    assert [v["id"] for v in found if v["impact"] in ("serious", "critical")] == []


def test_text_that_would_be_a_page_is_text(rough_server, open_page):
    page = open_page(rough_server)
    enter(page)
    page.locator(f"{BAR} .example").first.click()
    page.wait_for_selector(f"{BAR} .pack")
    assert "<img src=x" in page.locator(f"{BAR} .points").inner_text()
    assert page.locator(f"{BAR} :is(script, img, b)").count() == 0
