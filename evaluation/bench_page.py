"""A key press in the filter of 文件, in a real browser: does it cost the same in a large corpus? -> a table.

python -m evaluation.bench_page
python -m evaluation.bench_page --documents 3 300 3000

Needs Chromium (`make browser`). From the key press until the list is laid out again; the vectors are made up, since
nothing is asked.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import numpy as np

from evaluation.__main__ import machine
from evaluation.bench import free_port
from mingce.documents.build import build
from mingce.documents.live import LiveIndex
from mingce.index import Index
from web.page import make_page
from web.server import start
from web.settings import Settings

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PRESSES = 30
# Milliseconds from a key press until the browser has drawn the list that it brings.
PRESS = """(word) => new Promise((done) => {
  const list = document.querySelector('#documents-list');
  const box = document.querySelector('#documents-filter textarea, #documents-filter input');
  const started = performance.now();
  const watch = new MutationObserver(() => {
    watch.disconnect();
    list.getBoundingClientRect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - started)));
  });
  watch.observe(list, { childList: true, subtree: true, characterData: true });
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), 'value').set.call(box, word);
  box.dispatchEvent(new Event('input', { bubbles: true }));
})"""


class MadeUpEncoder:
    """Vectors that mean nothing, in no time."""

    name, dimension = "made-up", 8

    def encode_queries(self, texts: Sequence[str]) -> np.ndarray:
        return np.full((len(texts), self.dimension), self.dimension**-0.5, dtype=np.float32)

    def encode_passages(self, texts: Sequence[str], progress: bool = False) -> np.ndarray:
        return self.encode_queries(texts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, nargs="+", default=[3, 3000])
    args = parser.parse_args()
    rows = []
    for number in args.documents:
        with TemporaryDirectory(prefix="mingce-page-") as folder:
            os.environ["MINGCE_HOME"] = folder
            times = presses(number, Path(folder))
        rows.append({"documents": number, "ms_median": round(median(times), 1), "ms_p95": round(sorted(times)[-2], 1)})
        print(json.dumps(rows[-1]), flush=True)
    print(json.dumps({"machine": machine(), "ratio": round(rows[-1]["ms_median"] / rows[0]["ms_median"], 2)}))
    return 0


def presses(number: int, folder: Path) -> list[float]:
    """Milliseconds of each key press, the first few left out."""
    from playwright.sync_api import sync_playwright

    corpus, encoder = folder / "corpus", MadeUpEncoder()
    corpus.mkdir()
    for n in range(number):
        title = f"清河市人民政府关于做好第{n + 1}批工作的通知"
        (corpus / f"{n}.txt").write_text(
            f"{title}\n清政发〔2024〕{n + 1}号\n一、抓好第{n + 1}项任务。", encoding="utf-8"
        )
    build(corpus, folder / "index", encoder)
    live = LiveIndex(Index.open(folder / "index", encoder), folder / "index")
    page_of, port = make_page(live, corpus), free_port()
    start(page_of, live, Settings(port=port))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{port}/")
            page.wait_for_function("window.mingce")
            page.click("#masthead [data-room=documents]")
            page.wait_for_selector("#documents-list .files > li")
            times = []
            for word in ("第1", "", "第2", "", "第3", "") * (PRESSES // 6):  # each brings another list
                times.append(page.evaluate(PRESS, word))
                page.wait_for_timeout(150)
            browser.close()
    finally:
        page_of.close(verbose=False)
    return times[5:]


if __name__ == "__main__":
    sys.exit(main())
