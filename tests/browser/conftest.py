"""A browser, and two servers: one over the sample corpus, one over a hostile corpus that is also slow and breaks."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingce.documents.live import LiveIndex
from mingce.index import Index
from tests.servers import Server, free_port, make_home, serve
from web.page import make_page
from web.server import start
from web.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

MISSING = f"BROWSER TESTS NOT RUN: {CHROMIUM} is missing (apt-get install chromium fonts-noto-cjk)"


def pytest_terminal_summary(terminalreporter) -> None:
    """A skip that nobody reads is a test that nobody runs."""
    if not CHROMIUM.exists():
        terminalreporter.write_line(f"!! {MISSING}", red=True, bold=True)


# app.py with a question that takes longer than a busy machine needs to show that it was asked, and one that breaks.
ROUGH = """
import sys, time
from mingce.index import Index
import app
stream = Index.stream
def rough(self, question, *more, **named):
    if "慢" in question: time.sleep(60)
    if "坏" in question: raise RuntimeError("secret detail")
    yield from stream(self, question, *more, **named)
Index.stream = rough
sys.exit(app.main())
"""
HOSTILE_NAME = "<img src=x onerror=alert(1)>**b**.txt"
HOSTILE = """<script>alert('title')</script>办法
第一条 为了保护<img src=x onerror="alert('text')">河湖，制定本办法。
第二条 企业应当缴纳**三万元**保证金，公式为$x^2$，见{{value}}和${value}[1]。
第三条 省水利厅负责<b>监督检查</b>河湖水质😀。"""


@pytest.fixture(scope="session")
def server(
    browser, sample_index: Index, sample_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """The page over the sample corpus, in threads of this process, which has loaded the models already."""
    home, port = make_home(tmp_path_factory.mktemp("server")), free_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MINGCE_HOME", str(home))
        live = LiveIndex(sample_index, sample_folder)
        page = make_page(live)
        start(page, live, Settings(port=port))
        yield Server(f"http://127.0.0.1:{port}/", home)
        page.close(verbose=False)


@pytest.fixture(scope="session")
def hostile() -> tuple[str, str]:
    """File name and text of a document that tries to be a page."""
    return HOSTILE_NAME, HOSTILE


@pytest.fixture(scope="session")
def rough_server(browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Builds its index itself, as on a first run."""
    folder = tmp_path_factory.mktemp("rough")
    (folder / "corpus").mkdir()
    (folder / "corpus" / HOSTILE_NAME).write_text(HOSTILE, encoding="utf-8")
    yield from serve(
        folder / "app.log", "-c", ROUGH, "--corpus", str(folder / "corpus"), "--index", str(folder / "index")
    )


@pytest.fixture(scope="session")
def browser():
    if not CHROMIUM.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=15_000)  # two busy cores are slow to show a page
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser):
    """Opens a server's page. At the end nothing may have been asked of another host, complained of, or popped up."""
    pages = []
    faults: list[str] = []

    def open_page(server: Server, width: int = 1440, height: int = 900, **context):
        page = browser.new_page(viewport={"width": width, "height": height}, **context)
        pages.append(page)
        page.set_default_timeout(15_000)
        page.on("request", lambda r: None if is_own(r.url, server) else faults.append(f"request: {r.url}"))
        page.on("websocket", lambda w: faults.append(f"websocket: {w.url}"))
        page.on("console", lambda m: faults.append(f"console: {m.text}") if is_fault(m) else None)
        page.on("pageerror", lambda e: faults.append(f"exception: {e}"))
        page.on("response", lambda r: faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
        page.on("dialog", lambda d: (faults.append(f"dialog: {d.message}"), d.dismiss()))
        page.goto(server.url)
        page.wait_for_selector("#history .empty")
        page.wait_for_function("window.mingce")
        return page

    yield open_page
    for page in pages:
        page.close()
    assert not faults


# Gradio 6.31 closes the stream of an upload's progress with a stand-in whose close() only says this.
HARMLESS = "Method not implemented."


def is_fault(message) -> bool:
    return message.type in ("error", "warning") and message.text != HARMLESS


def is_own(url: str, server: Server) -> bool:
    return url.startswith((server.url, "data:", f"blob:{server.url}"))
