"""The server around the page: settings, accounts, the log, health, and how it ends. Real processes, real HTTP."""

import argparse
import asyncio
import json
import logging
import os
import pty
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import gradio as gr
import httpx
import pytest

from mingce.documents.live import LiveIndex
from mingce.errors import UserError
from mingce.index import Index
from mingce.models.bundled import FOLDER, model_folder
from mingce.read import limits
from tests.web.test_api import QUESTION, free_port
from web import accounts, journal
from web.accounts import Accounts, make_line, matches, valid
from web.server import Settings, add_settings, inside, settings, start

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "好密码-2026"


# Settings


def read_settings(options: list[str], environment: dict[str, str]) -> Settings:
    parser = argparse.ArgumentParser()
    add_settings(parser)
    return settings(parser.parse_args(options), environment)


def test_an_option_wins_over_the_variable_and_the_variable_over_the_default():
    assert read_settings([], {}) == Settings()
    environment = {
        "MINGCE_HOST": "0.0.0.0",
        "MINGCE_PORT": "8080",
        "MINGCE_AUTH": "a.txt",
        "MINGCE_ROOT_PATH": "/mingce/",
        "MINGCE_NO_UPLOAD": "1",
        "MINGCE_QUEUE": "7",
        "MINGCE_LOG": "-",
        "MINGCE_LOG_QUESTIONS": "是",
    }
    read = Settings("0.0.0.0", 8080, Path("a.txt"), "/mingce", True, 7, "-", True)
    assert read_settings([], environment) == read
    options = ["--port", "9000", "--queue", "3", "--root-path", "/other"]
    assert read_settings(options, environment) == Settings("0.0.0.0", 9000, Path("a.txt"), "/other", True, 3, "-", True)
    assert read_settings(["--no-upload"], {"MINGCE_NO_UPLOAD": "0"}).no_upload is True
    assert read_settings([], {"MINGCE_PORT": ""}) == Settings()  # as systemd and Docker hand on an empty one


@pytest.mark.parametrize(
    "name, value",
    [("PORT", "70000"), ("PORT", "八"), ("QUEUE", "0"), ("ROOT_PATH", "mingce"), ("NO_UPLOAD", "maybe")],
)
def test_a_bad_variable_is_one_sentence_that_names_it(name, value):
    with pytest.raises(UserError) as caught:
        read_settings([], {f"MINGCE_{name}": value})
    assert f"环境变量 MINGCE_{name} 应是" in str(caught.value) and value in str(caught.value)


@pytest.mark.parametrize(
    "root, path, within",
    [
        ("", "/health", "/health"),
        ("/mingce", "/health", "/health"),  # the proxy took the prefix off
        ("/mingce", "/mingce/health", "/health"),  # it did not
        ("/mingce", "/mingcexyz", "/mingcexyz"),
    ],
)
def test_the_path_inside_the_page(root, path, within):
    assert inside({"root_path": root, "path": path}) == within


# Accounts


def test_a_line_is_salted_and_opens_for_its_password_only():
    one, other = make_line("zhang", PASSWORD), make_line("zhang", PASSWORD)
    assert one != other and PASSWORD not in one and one.startswith("zhang:scrypt$")
    assert matches(PASSWORD, one) and matches(PASSWORD, other)
    assert not matches(PASSWORD + " ", one) and not matches("", one)
    assert not matches(PASSWORD, one.replace("$", "$A", 2)) and not matches(PASSWORD, "zhang:scrypt$3$A$B")


@pytest.fixture
def account_file(tmp_path: Path) -> Path:
    file = tmp_path / "accounts.txt"
    accounts.write({"zhang": make_line("zhang", PASSWORD)}, file)
    return file


def test_the_file_is_for_its_owner_only_and_read_at_every_sign_in(account_file):
    assert stat.S_IMODE(account_file.stat().st_mode) == 0o600
    people = Accounts(account_file)
    assert asyncio.run(people.admits("zhang", PASSWORD))
    accounts.write({**accounts.read(account_file), "li": make_line("li", "another one")}, account_file)
    people = Accounts(account_file)
    assert asyncio.run(people.admits("li", "another one"))
    account_file.write_text("# 只剩说明\n", encoding="utf-8")
    assert not asyncio.run(people.admits("li", "another one"))


@pytest.mark.parametrize("name, password", [("zhang", "wrong password"), ("nobody", PASSWORD), ("", ""), ("zhang", "")])
def test_whoever_does_not_know_the_password_waits_and_stays_outside(account_file, name, password):
    started = time.monotonic()
    assert not asyncio.run(Accounts(account_file).admits(name, password))
    assert time.monotonic() - started >= accounts.DELAY_S


@pytest.mark.parametrize(
    "text, mode, words",
    [
        ("zhang:123456\n", 0o600, "第 1 行"),  # a password as it is typed
        ("# 说明\n\nzhang:scrypt$1$A\n", 0o600, "第 3 行"),
        (f"zhang:scrypt${2**24}$QUFB$QUFB\n", 0o600, "第 1 行"),  # it would take gigabytes to check
        ("", 0o600, "没有账号"),
        ("zhang:scrypt$2$QUFB$QUFB\n", 0o644, "chmod 600"),
    ],
)
def test_a_file_at_fault_is_refused_with_the_next_step(tmp_path, text, mode, words):
    file = tmp_path / "accounts.txt"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    with pytest.raises(UserError) as caught:
        Accounts(file)
    assert words in str(caught.value) and "123456" not in str(caught.value)
    assert "--add-user" in str(caught.value) or "chmod" in words


def test_a_missing_file_is_refused_with_the_next_step(tmp_path):
    with pytest.raises(UserError, match="--add-user"):
        Accounts(tmp_path / "none.txt")


def add_user(file: Path, name: str, *answers: str) -> tuple[int, str]:
    """`app.py --add-user` with what is typed at its terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "app.py", "--add-user", name, "--auth", str(file)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, preexec_fn=take_terminal
    )
    os.close(theirs)
    said = ""
    asked = 0
    while True:
        try:
            piece = os.read(ours, 4096).decode("utf-8", errors="replace")
        except OSError:  # the other end is closed
            break
        said += piece
        if asked < len(answers) and said.count("：") > asked:  # each prompt ends so, and nothing is echoed
            os.write(ours, f"{answers[asked]}\n".encode())
            asked += 1
        if not piece:
            break
    os.close(ours)
    return process.wait(30), said


def take_terminal() -> None:
    import fcntl
    import termios

    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_add_user_asks_twice_and_shows_nothing(tmp_path):
    file = tmp_path / "accounts.txt"
    code, said = add_user(file, "zhang", PASSWORD, PASSWORD)
    assert code == 0 and "已添加“zhang”" in said and PASSWORD not in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and matches(PASSWORD, accounts.read(file)["zhang"])
    code, said = add_user(file, "zhang", "another-password", "another-password")
    assert (
        code == 0 and "已改“zhang”，共 1 个账号" in said and matches("another-password", accounts.read(file)["zhang"])
    )
    code, said = add_user(file, "li", PASSWORD, PASSWORD + "x")
    assert code == 2 and "两遍密码不一样" in said and "li" not in accounts.read(file)
    code, said = add_user(file, "li", "短")
    assert code == 2 and "至少要 8 个" in said


def test_a_name_that_would_break_the_file_is_refused(tmp_path):
    assert not valid("a b") and not valid("a:b") and not valid("a\nb:scrypt")
    code, said = add_user(tmp_path / "accounts.txt", "a:b")
    assert code == 2 and "用户名“a:b”不能用" in said


# A process with a login, over the sample corpus


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    (home / FOLDER).symlink_to(model_folder())
    return home


Launch = Callable[..., tuple[str, subprocess.Popen[bytes], Path]]


@pytest.fixture(scope="module")
def launch(home: Path, sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launch]:
    """Starts app.py with variables; returns its address, the process and its output."""
    processes = []

    def launch(**variables: str) -> tuple[str, subprocess.Popen[bytes], Path]:
        port, log = free_port(), tmp_path_factory.mktemp("run") / "app.log"
        named = {f"MINGCE_{name.upper()}": value for name, value in variables.items()}
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, "app.py", "--index", str(sample_folder), "--port", str(port)],
                cwd=ROOT,
                stdout=out,
                stderr=subprocess.STDOUT,
                env={**os.environ, "MINGCE_HOME": str(home), **named},
            )
        processes.append(process)
        deadline = time.monotonic() + 120
        while "已就绪" not in log.read_text(encoding="utf-8"):
            assert process.poll() is None and time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.1)
        return f"http://127.0.0.1:{port}", process, log

    yield launch
    for process in processes:
        process.kill()
        process.wait(10)


@pytest.fixture(scope="module")
def guarded(launch: Launch, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, subprocess.Popen[bytes], Path]:
    file = tmp_path_factory.mktemp("accounts") / "accounts.txt"
    accounts.write({"zhang": make_line("zhang", PASSWORD)}, file)
    return launch(auth=str(file), no_upload="1", log="-")


def test_health_needs_no_login_and_tells_nothing_of_the_contents(guarded, sample_index):
    reply = httpx.get(f"{guarded[0]}/health")
    assert reply.status_code == 200
    assert set(reply.json()) == {"status", "build", "documents", "seconds"}
    assert reply.json()["status"] == "ok" and reply.json()["documents"] == len(sample_index.documents)
    assert reply.json()["seconds"] >= 0


def test_every_reply_has_the_safe_headers(guarded):
    for path in ("/health", "/", "/config"):
        headers = httpx.get(guarded[0] + path).headers
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
    assert httpx.get(f"{guarded[0]}/{path}").status_code in (401, 403)


@pytest.mark.parametrize("path", ["run/ask", "call/ask", "queue/join", "mcp/", "upload", "cancel", "reset"])
def test_a_stranger_can_send_nothing(guarded, path):
    assert httpx.post(f"{guarded[0]}/gradio_api/{path}", json={"data": [QUESTION, None, None]}).status_code == 401


def test_wrong_words_are_as_good_as_none(guarded):
    for header in ("Basic", "Basic !!!", "Basic emhhbmc=", "Bearer x", "basic " + "A" * 9000):
        assert httpx.get(f"{guarded[0]}/config", headers={"Authorization": header}).status_code == 401
    assert httpx.get(f"{guarded[0]}/config", auth=("zhang", "wrong password")).status_code == 401
    assert httpx.post(f"{guarded[0]}/login", data={"username": "zhang", "password": "wrong"}).status_code == 400


def test_the_sign_in_page_is_chinese_and_small(guarded):
    html = httpx.get(guarded[0]).text
    assert "用户名" in html and "gradio" not in html.lower()


def test_with_the_password_the_page_the_endpoints_and_the_tools_are_open(guarded):
    from gradio_client import Client
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    address, me = guarded[0], ("zhang", PASSWORD)
    assert Client(address, auth=me, verbose=False).predict(QUESTION, api_name="/ask")["found"] is True
    reply = httpx.post(f"{address}/gradio_api/run/ask", json={"data": [QUESTION, None, None]}, auth=me, timeout=60)
    assert reply.json()["data"][0]["found"] is True
    with httpx.Client(base_url=address) as browser:
        assert browser.post("/login", data={"username": "zhang", "password": PASSWORD}).status_code == 200
        assert browser.get("/config").status_code == 200
        assert browser.get("/logout").status_code == 302
        assert browser.get("/config").status_code == 401

    async def ask() -> str:
        async with (
            httpx.AsyncClient(auth=me, timeout=60) as http,
            streamable_http_client(f"{address}/gradio_api/mcp/", http_client=http) as (incoming, outgoing, _),
            ClientSession(incoming, outgoing) as session,
        ):
            await session.initialize()
            return (await session.call_tool("ask", {"question": QUESTION})).content[0].text

    assert json.loads(asyncio.run(ask()))["found"] is True


def test_uploads_can_be_closed(guarded):
    sent = httpx.post(f"{guarded[0]}/gradio_api/upload", files={"files": ("a.txt", b"text")}, auth=("zhang", PASSWORD))
    assert sent.status_code == 403 and "关闭了上传" in sent.json()["detail"]


def test_the_log_has_a_line_for_an_event_and_no_question(guarded):
    httpx.post(
        f"{guarded[0]}/gradio_api/run/ask",
        json={"data": [QUESTION, None, None]},
        auth=("zhang", PASSWORD),
        timeout=60,
    )
    text = guarded[2].read_text(encoding="utf-8")
    lines = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    assert lines[0]["event"] == "start" and lines[0]["documents"] == 3 and lines[0]["auth"] is True
    asked = [line for line in lines if line["event"] == "ask"][-1]
    assert set(asked) == {"time", "event", "ms", "found", "confidence", "quotes", "documents", "user"}
    assert asked["found"] is True and asked["documents"] == 3 and asked["ms"] > 0 and len(asked["user"]) == 8
    assert any(line["event"] == "login" and line["ok"] for line in lines)
    assert "质检中心" not in text and "zhang" not in text and "Traceback" not in text


def test_sigterm_ends_it_at_once_and_cleanly(guarded):
    """Last of the tests of this process. A page that is open does not hold it up."""
    address, process, log = guarded
    with httpx.stream("GET", f"{address}/gradio_api/heartbeat/x", auth=("zhang", PASSWORD), timeout=30) as beat:
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


# The log


def test_a_fault_is_logged_without_its_message():
    secret = "到2025年"
    try:
        raise RuntimeError(secret)
    except RuntimeError:
        record = logging.LogRecord(
            "mingce.web", logging.ERROR, "", 0, "a question was not answered", (), sys.exc_info()
        )
    line = json.loads(journal.AsJson().format(record))
    assert line["event"] == "a question was not answered" and line["error"] == "RuntimeError" and line["where"]
    assert secret not in json.dumps(line, ensure_ascii=False)


def test_questions_are_logged_where_asked_for(sample_index, sample_folder, caplog):
    from gradio.context import LocalContext

    quiet = journal.RecordedIndex.of(sample_index, with_questions=False)
    open_ = journal.RecordedLive(sample_index, sample_folder, with_questions=True).refresh()
    request = gr.Request(username="zhang", session_hash="abc")
    with caplog.at_level(logging.INFO, "mingce"):
        quiet.ask(QUESTION)  # no user: the program's own
        token = LocalContext.request.set(request)
        quiet.search("冷链", 2)
        open_.ask(QUESTION)
        LocalContext.request.reset(token)
    searched, asked = [record.fields for record in caplog.records]
    assert searched["hits"] == 2 and "question" not in searched
    assert asked["question"] == QUESTION and asked["user"] == searched["user"]


def test_a_newer_index_is_recorded_too(small_corpus, small_folder, encoder):
    from mingce.documents.build import build

    live = journal.RecordedLive(Index.open(small_folder, encoder), small_folder, with_questions=True)
    (small_corpus / "新.txt").write_text("新办法\n第一条 省水利厅负责。", encoding="utf-8")
    build(small_corpus, small_folder, encoder)
    newer = live.refresh()
    assert len(newer.documents) == 4 and isinstance(newer, journal.RecordedIndex) and newer.with_questions


# A full queue


def test_too_many_waiting_are_turned_away_and_other_clicks_go_on(sample_index, sample_folder):
    with gr.Blocks(analytics_enabled=False) as page:
        slow, quick = gr.Button(), gr.Button()
        slow.click(lambda: time.sleep(2), None, None, concurrency_limit=1)
        quick.click(lambda: None, None, None)
    port = free_port()
    start(page, LiveIndex(sample_index, sample_folder), Settings(port=port, queue=2))
    try:
        ids = list(page.fns)

        def click(function: int, session: str) -> httpx.Response:
            body = {"data": [], "fn_index": function, "session_hash": session}
            return httpx.post(f"http://127.0.0.1:{port}/gradio_api/queue/join", json=body)

        first = click(ids[0], "s0")
        time.sleep(0.3)  # it is under way, and waits no more
        waiting = [click(ids[0], f"s{n}") for n in (1, 2)]
        turned_away, other = click(ids[0], "s3"), click(ids[1], "s4")
        assert [reply.status_code for reply in (first, *waiting, other)] == [200] * 4
        assert turned_away.status_code == 429
        assert turned_away.json()["detail"] == "现在问的人多，已有 2 个问题在排队。请过一会儿再试。"
        assert page.max_file_size == limits.FILE_BYTES
    finally:
        page.close(verbose=False)
