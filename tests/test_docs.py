"""Every ```python block of docs/*.md runs, those of a page in one namespace and in order; so does the curl of 接口.md."""

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import mingce.index
from mingce.models.encode import Encoder
from tests.web.test_api import address  # noqa: F401  (a fixture)

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted((ROOT / "docs").glob("*.md"))
BLOCK = re.compile(r"^```(python|bash)\n(.*?)^```", re.M | re.S)
ADDRESS = "http://127.0.0.1:7860"


def blocks(page: Path, language: str) -> list[tuple[int, str]]:
    """Each block with the line it begins in."""
    text = page.read_text(encoding="utf-8")
    return [(text.count("\n", 0, m.start(2)), m[2]) for m in BLOCK.finditer(text) if m[1] == language]


WITH_PYTHON = [page for page in PAGES if blocks(page, "python")]


def test_there_are_examples():
    assert {"python.md", "接口.md"} <= {page.name for page in WITH_PYTHON}


@pytest.mark.parametrize("page", WITH_PYTHON, ids=lambda page: page.name)
def test_the_python_of_a_page_runs(
    page: Path, sample_folder: Path, bundled_encoder: Encoder, tmp_path, monkeypatch, request
):
    (tmp_path / "index").symlink_to(sample_folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(mingce.index, "load_encoder", lambda name=None: bundled_encoder)  # loaded once for all tests
    namespace: dict[str, object] = {"__name__": "docs"}
    with ThreadPoolExecutor(1) as thread:  # asyncio.run may not start where a browser test has left its loop running
        for line, code in blocks(page, "python"):
            if ADDRESS in code:
                code = code.replace(ADDRESS, request.getfixturevalue("address"))
            program = compile("\n" * line + code, str(page), "exec")  # so that a failure names the line of the page
            thread.submit(exec, program, namespace).result()


@pytest.mark.skipif(not (shutil.which("bash") and shutil.which("curl")), reason="bash and curl")
def test_the_curl_of_the_page_for_programs_runs(address: str):  # noqa: F811
    for _, code in blocks(ROOT / "docs" / "接口.md", "bash"):
        script = f"set -euo pipefail\n{code.replace(ADDRESS, address)}"
        ran = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60)
        said = ran.stdout.decode("utf-8")
        assert ran.returncode == 0 and ('"found":true' in said or "event: complete" in said), said
