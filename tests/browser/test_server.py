"""The login, and the page behind a real nginx with TLS on a path of its own: both in a browser."""

import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.servers import ROOT, Server, free_port, serve
from web import accounts

QUESTION = "到2025年要培育多少科技型中小企业？"
PASSWORD = "correct-horse"
NGINX, OPENSSL = shutil.which("nginx") or "/usr/sbin/nginx", shutil.which("openssl")
needs_nginx = pytest.mark.skipif(
    not (Path(NGINX).exists() and OPENSSL), reason="nginx and openssl: apt-get install nginx"
)


@pytest.fixture(scope="module")
def guarded(browser, sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a login that is meant to stand behind a proxy, under /mingce."""
    folder = tmp_path_factory.mktemp("guarded")
    file = folder / "accounts.txt"
    accounts.write_accounts({"zhang": accounts.make_line("zhang", PASSWORD)}, file)
    yield from serve(
        folder / "app.log",
        *("app.py", "--index", str(sample_folder), "--auth", str(file), "--root-path", "/mingce", "--log", "-"),
    )


@pytest.fixture(scope="module")
def proxy(guarded: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """nginx with the files of deploy/, on ports of its own; its address."""
    folder = tmp_path_factory.mktemp("nginx")
    folder.chmod(0o755)
    port = free_port()
    upstream = guarded.url.removesuffix("/")
    subject = ["-subj", "/CN=localhost", "-keyout", str(folder / "key"), "-out", str(folder / "crt")]
    subprocess.run(
        [str(OPENSSL), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject],
        check=True,
        capture_output=True,
    )
    for name in ("nginx.conf", "nginx-proxy.conf", "nginx-subpath.conf"):
        text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
        text = text.replace("/etc/nginx/mingce-proxy.conf", str(folder / "nginx-proxy.conf"))
        (folder / name).write_text(text.replace("http://127.0.0.1:7860", upstream), encoding="utf-8")
    # The server of a domain, its ports and certificate changed, with the path of nginx-subpath.conf added.
    server = (folder / "nginx.conf").read_text(encoding="utf-8")
    server = re.sub(r"listen \[::\]:\d+.*\n", "", server)
    server = server.replace("listen 80;", f"listen 127.0.0.1:{port + 1};")
    server = server.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port} ssl http2;")
    server = server.replace("/etc/nginx/tls/mingce.crt", str(folder / "crt"))
    server = server.replace("/etc/nginx/tls/mingce.key", str(folder / "key"))
    server = server.replace("    location / {", f"    include {folder / 'nginx-subpath.conf'};\n\n    location / {{")
    (folder / "site.conf").write_text(server, encoding="utf-8")
    temporary = "".join(
        f"{name}_temp_path {folder / name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "main.conf").write_text(
        f"daemon off;\npid {folder / 'pid'};\nerror_log {folder / 'error.log'} warn;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}include {folder / 'site.conf'};\n}}\n",
        encoding="utf-8",
    )
    checked = subprocess.run([NGINX, "-t", "-c", str(folder / "main.conf")], capture_output=True, text=True)
    assert checked.returncode == 0 and "warn" not in checked.stderr, checked.stderr
    process = subprocess.Popen([NGINX, "-c", str(folder / "main.conf")])
    try:
        deadline = time.monotonic() + 10
        while not is_up(f"https://127.0.0.1:{port}/health"):
            assert process.poll() is None and time.monotonic() < deadline, (folder / "error.log").read_text()
            time.sleep(0.1)
        yield f"https://127.0.0.1:{port}"
        complaints = [
            line for line in (folder / "error.log").read_text().splitlines() if "limiting requests" not in line
        ]
        assert not complaints
    finally:
        process.terminate()
        process.wait(10)


def is_up(url: str) -> bool:
    try:
        return httpx.get(url, verify=False).status_code == 200
    except httpx.HTTPError:
        return False


def watched(browser: Browser, address: str, **context) -> tuple[Page, list[str]]:
    """A page, and what it should not have done."""
    page = browser.new_context(ignore_https_errors=True, **context).new_page()
    page.set_default_timeout(15_000)
    faults: list[str] = []
    own = (address, "data:", f"blob:{address}")
    page.on("request", lambda r: None if r.url.startswith(own) else faults.append(f"request: {r.url}"))
    page.on("console", lambda m: faults.append(f"console: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: faults.append(f"exception: {e}"))
    page.on("response", lambda r: faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    return page, faults


@needs_nginx
def test_behind_nginx_one_signs_in_asks_reads_the_source_and_leaves(browser, guarded, proxy):
    """Whatever the browser's language; the headers let everything pass that the page needs, and nothing else."""
    page, faults = watched(browser, f"{proxy}/mingce", locale="en-US")
    page.goto(f"{proxy}/mingce")
    assert page.url == f"{proxy}/mingce/"
    assert page.title() == "明策：登录"
    page.fill("[name=username]", "zhang")
    page.fill("[name=password]", "wrong password")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_have_text("用户名或密码不对，请再试一次。")
    assert faults.pop(0).startswith("400") and "400" in faults.pop(0) and not faults
    assert page.evaluate("document.activeElement.name") == "password"
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    page.wait_for_selector("#history .empty")
    page.wait_for_function("window.mingce")
    page.fill("#question textarea", QUESTION)
    page.press("#question textarea", "Enter")
    page.wait_for_selector(".turn.answered")
    page.get_by_role("button", name=re.compile("引文 1，")).click()
    page.wait_for_selector("mark.passage")
    assert "2万家" in "".join(page.locator("mark.passage").all_inner_texts())

    page.click(".leave")
    page.wait_for_selector("[name=password]")
    assert page.url == f"{proxy}/mingce/"
    page.context.close()
    assert not faults
    lines = guarded.log.read_text(encoding="utf-8").splitlines()
    events = [json.loads(line)["event"] for line in lines if line.startswith("{")]
    assert events.count("login") >= 2 and "ask" in events


@needs_nginx
def test_nginx_holds_nothing_back_and_slows_the_guessing_of_passwords(proxy):
    from gradio_client import Client

    client = Client(f"{proxy}/mingce/", auth=("zhang", PASSWORD), verbose=False, ssl_verify=False)
    assert client.predict(QUESTION, api_name="/ask")["found"] is True
    beat = f"{proxy}/mingce/gradio_api/heartbeat/x"
    with httpx.stream("GET", beat, auth=("zhang", PASSWORD), verify=False, timeout=10) as stream:
        assert "ALIVE" in next(stream.iter_text())  # at once, and the stream goes on
    reply = httpx.get(f"{proxy}/mingce/health", verify=False)
    assert reply.json()["status"] == "ok" and "max-age" in reply.headers["strict-transport-security"]
    assert httpx.get(f"{proxy}/mingce/gradio_api/mcp/", verify=False).status_code == 401

    def guess(number: int) -> int:
        data = {"username": "zhang", "password": f"guess {number}"}
        return httpx.post(f"{proxy}/login", data=data, verify=False, timeout=60).status_code

    with ThreadPoolExecutor(30) as people:
        codes = list(people.map(guess, range(30)))
    assert set(codes) == {400, 429} and codes.count(429) >= 5


def test_the_sign_in_page_has_nothing_serious_for_axe_and_fits_a_phone(browser, guarded):
    from axe_playwright_python.sync_playwright import Axe

    page, faults = watched(browser, guarded.url, viewport={"width": 390, "height": 844})
    page.goto(guarded.url)
    page.wait_for_selector("[name=password]")
    found = Axe().run(page).response["violations"]
    assert not [violation["id"] for violation in found if violation["impact"] in ("serious", "critical")]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()
    assert not faults
