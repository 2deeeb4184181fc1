"""文件 in a browser: a real DOCX and a PDF go in, are asked about, put right, taken out and brought back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.servers import ROOT, Server, serve

DECISION = ROOT / "tests" / "data" / "种子法授权决定_20250430.docx"
LINES = (
    "关于加强冷库安全管理的通知",
    "一、落实责任。冷库经营企业应当每月检查一次制冷设备，并做好记录。",
    "二、加强培训。到2027年，培训冷库操作人员3000人次以上。",
)


@pytest.fixture
def own_server(browser, tmp_path: Path) -> Iterator[Server]:
    """A server whose corpus may be changed."""
    shutil.copytree(ROOT / "corpus", tmp_path / "corpus")
    yield from serve(
        tmp_path / "app.log", "app.py", "--corpus", str(tmp_path / "corpus"), "--index", str(tmp_path / "index")
    )


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "冷库通知.pdf"
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4)
    for row, line in enumerate(LINES):
        canvas.setFont("STSong-Light", 20 if row == 0 else 14)
        canvas.drawString(72, 760 - 40 * row, line)
    canvas.save()
    return path


def told(page, words: str) -> None:
    expect(page.locator("#documents-progress")).to_contain_text(words, timeout=60_000)


def test_from_upload_to_answer_and_back(own_server, open_page, notice: Path, tmp_path: Path):
    bad = tmp_path / "坏文件.pdf"
    bad.write_bytes(b"%PDF-1.7 broken")
    page = open_page(own_server)
    page.click("#masthead [data-room=documents]")
    expect(page.locator("#documents-list .files > li")).to_have_count(3)
    page.set_input_files("#documents-upload input[type=file]", [str(DECISION), str(notice), str(bad)])
    told(page, "已放入“种子法授权决定_20250430.docx”")
    told(page, "“坏文件.pdf”没有放入：PDF")
    told(page, "索引已更新：5 份文件")
    expect(page.locator("#documents-list .files > li")).to_have_count(5)

    page.click("#masthead [data-room=ask]")
    page.fill("#question textarea", "冷库经营企业多久检查一次制冷设备？")
    page.press("#question textarea", "Enter")
    expect(page.locator(".turn .quote").first).to_contain_text("每月检查一次制冷设备", timeout=30_000)
    page.locator(".turn button.mark").first.click()
    expect(page.locator("#source mark.passage").first).to_contain_text("每月检查一次")

    page.click("#masthead [data-room=documents]")
    item = page.locator("#documents-list .files > li", has_text="冷库")
    item.get_by_role("button", name="更正").click()
    page.get_by_label("日期").fill("2025年")
    page.get_by_role("button", name="保存更正").click()
    expect(page.locator("#documents-progress .failure")).to_contain_text("应写成")
    page.get_by_label("日期").fill("2025-06-01")
    page.get_by_role("button", name="保存更正").click()
    told(page, "已保存更正")
    expect(item).to_contain_text("2025年6月1日")
    expect(item).to_contain_text("您更正过：日期")

    item.get_by_role("button", name="移除").click()
    told(page, "已移除“冷库通知.pdf”")
    expect(page.locator("#documents-list .files > li")).to_have_count(4)
    page.click(".removed summary")
    page.click("[data-event=restore]")
    told(page, "已放回“冷库通知.pdf”")
    expect(item).to_contain_text("2025年6月1日")  # the correction is still there
