"""The server as its users see it: real processes, real HTTP, with a login in front."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.servers import ROOT, Server, serve
from tests.web.test_api import QUESTION
from web.accounts import make_line, read_accounts, write_accounts

PASSWORD = "好密码-2026"
ACCOUNTS = "accounts.txt"


@pytest.fixture(scope="module")
def guarded(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """app.py with a login and without uploads, set up by variables."""
    folder = tmp_path_factory.mktemp("guarded")
    write_accounts({"zhang": make_line("zhang", PASSWORD)}, folder / ACCOUNTS)
    index = ("--index", str(sample_folder))
    yield from serve(folder / "app.log", "app.py", *index, AUTH=str(folder / ACCOUNTS), NO_UPLOAD="1", LOG="-")


def test_health_needs_no_login_and_tells_nothing_of_the_contents(guarded, sample_index):
    reply = httpx.get(f"{guarded.url}health")
    assert reply.status_code == 200
    assert set(reply.json()) == {"status", "build", "documents", "seconds"}
    assert reply.json()["status"] == "ok" and reply.json()["documents"] == len(sample_index.documents)
    assert reply.json()["seconds"] >= 0


def test_every_reply_has_the_safe_headers(guarded):
    for path in ("health", "", "config"):
        headers = httpx.get(guarded.url + path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "default-src 'self'" in headers["content-security-policy"]


PATHS = (
    "config",
    "gradio_api/info",
    "gradio_api/openapi.json",
    "gradio_api/mcp/",
    "gradio_api/mcp/schema",
    "gradio_api/mcp/sse",
    "gradio_api/heartbeat/x",
    "gradio_api/queue/data?session_hash=x",
    "gradio_api/file=app.py",
    "/gradio_api/info",
    "static/../gradio_api/info",
    "gradio_api/startup-events/../info",
    "theme.css",
    "nothing",
)


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_gets_nothing(guarded, path):
    assert httpx.get(f"{guarded.url}{path}").status_code in (401, 403)


@pytest.mark.parametrize("path", ["run/ask", "call/ask", "queue/join", "mcp/", "upload", "cancel", "reset"])
def test_a_stranger_can_send_nothing(guarded, path):
    assert httpx.post(f"{guarded.url}gradio_api/{path}", json={"data": [QUESTION, None, None]}).status_code == 401


def test_wrong_words_are_as_good_as_none(guarded):
    for header in ("Basic", "Basic !!!", "Basic emhhbmc=", "Bearer x", "basic " + "A" * 9000):
        assert httpx.get(f"{guarded.url}config", headers={"Authorization": header}).status_code == 401
    assert httpx.get(f"{guarded.url}config", auth=("zhang", "wrong password")).status_code == 401
    assert httpx.post(f"{guarded.url}login", data={"username": "zhang", "password": "wrong"}).status_code == 400


def test_the_sign_in_page_is_chinese_and_small(guarded):
    html = httpx.get(guarded.url).text
    assert "用户名" in html and "gradio" not in html.lower()


def test_with_the_password_the_page_the_endpoints_and_the_tools_are_open(guarded):
    from gradio_client import Client
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    address, me = guarded.url, ("zhang", PASSWORD)
    assert Client(address, auth=me, verbose=False).predict(QUESTION, api_name="/ask")["found"] is True
    reply = httpx.post(f"{address}gradio_api/run/ask", json={"data": [QUESTION, None, None]}, auth=me, timeout=60)
    assert reply.json()["data"][0]["found"] is True
    with httpx.Client(base_url=address) as browser:
        assert browser.post("/login", data={"username": "zhang", "password": PASSWORD}).status_code == 200
        assert browser.get("/config").status_code == 200
        assert browser.get("/logout").status_code == 302
        assert browser.get("/config").status_code == 401

    async def ask() -> str:
        async with (
            httpx.AsyncClient(auth=me, timeout=60) as http,
            streamable_http_client(f"{address}gradio_api/mcp/", http_client=http) as (incoming, outgoing, _),
            ClientSession(incoming, outgoing) as session,
        ):
            await session.initialize()
            return (await session.call_tool("ask", {"question": QUESTION})).content[0].text

    assert json.loads(asyncio.run(ask()))["found"] is True


def test_who_is_taken_out_of_the_accounts_is_outside_at_the_next_request(guarded):
    file = guarded.log.with_name(ACCOUNTS)
    zhang = read_accounts(file)["zhang"]
    write_accounts({"zhang": zhang, "li": make_line("li", "another one")}, file)
    li = {"username": "li", "password": "another one"}
    with httpx.Client(base_url=guarded.url) as browser, httpx.Client(base_url=guarded.url) as program:
        cookie = browser.post("/login", data=li).headers["set-cookie"]
        assert "httponly" in cookie and "samesite=lax" in cookie and "expires" not in cookie.lower()
        program.auth = ("li", "another one")
        assert browser.get("/config").json()["username"] == program.get("/config").json()["username"] == "li"
        write_accounts({"zhang": zhang}, file)
        assert browser.get("/config").status_code == program.get("/config").status_code == 401
        assert browser.post("/gradio_api/queue/join", json={"data": [], "fn_index": 0}).status_code == 401


def test_uploads_can_be_closed(guarded):
    sent = httpx.post(f"{guarded.url}gradio_api/upload", files={"files": ("a.txt", b"text")}, auth=("zhang", PASSWORD))
    assert sent.status_code == 403 and "关闭了上传" in sent.json()["detail"]


def test_the_log_has_a_line_for_an_event_and_no_question(guarded):
    httpx.post(
        f"{guarded.url}gradio_api/run/ask",
        json={"data": [QUESTION, None, None]},
        auth=("zhang", PASSWORD),
        timeout=60,
    )
    text = guarded.log.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    assert lines[0]["event"] == "start" and lines[0]["documents"] == 3 and lines[0]["auth"] is True
    asked = [line for line in lines if line["event"] == "ask"][-1]
    assert set(asked) == {"time", "event", "ms", "found", "confidence", "quotes", "documents", "user"}
    assert asked["found"] is True and asked["documents"] == 3 and asked["ms"] > 0 and len(asked["user"]) == 8
    assert any(line["event"] == "login" and line["ok"] for line in lines)
    assert "质检中心" not in text and "zhang" not in text and "Traceback" not in text


def test_sigterm_ends_it_at_once_and_cleanly(guarded):
    """Last of the tests of this process. A page that is open does not hold it up."""
    address, process, log = guarded.url, guarded.process, guarded.log
    with httpx.stream("GET", f"{address}gradio_api/heartbeat/x", auth=("zhang", PASSWORD), timeout=30) as beat:
        assert beat.status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    last = log.read_text(encoding="utf-8").splitlines()[-1]
    assert json.loads(last)["event"] == "stop"


def test_a_bad_start_is_one_sentence(tmp_path):
    command = [sys.executable, "app.py", "--index", str(tmp_path / "none"), "--corpus", str(tmp_path / "none")]
    for options, variables, words in (
        ([], {"MINGCE_PORT": "0"}, "环境变量 MINGCE_PORT 应是 1 到 65535 的整数，收到的是 0"),
        (["--port", "0"], {}, "应是 1 到 65535 的整数，收到的是 0"),
        (["--log", str(tmp_path / "no" / "file")], {}, "日志文件"),
        (["--add-user", "zhang"], {}, "--auth"),
    ):
        ran = subprocess.run([*command, *options], cwd=ROOT, env={**os.environ, **variables}, capture_output=True)
        said = ran.stderr.decode("utf-8")
        assert ran.returncode == 2 and words in said and len(said.splitlines()) == 1
