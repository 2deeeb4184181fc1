"""Sessions and passwords at the door of a small app, and what ends them."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from web import accounts
from web.accounts import Accounts, make_line, write_accounts
from web.sign_in import SignIn, sign_in_doors, signed_in_user

LINES = {name: make_line(name, f"password of {name}") for name in ("zhang", "li")}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "accounts.txt"
    write_accounts(LINES, file)
    return file


@pytest.fixture(autouse=True)
def no_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "DELAY_S", 0)


async def whoami(request: Request) -> PlainTextResponse:
    return PlainTextResponse(signed_in_user(request) or "nobody")


def make_app(file: Path) -> Starlette:
    sign_in = SignIn(Accounts(file))
    routes = [*sign_in.routes(), Route("/whoami", whoami)]
    return Starlette(routes=routes, middleware=sign_in_doors(sign_in, 7860, "/mingce"))


def sign_in_as(name: str, app: Starlette) -> TestClient:
    browser = TestClient(app)
    data = {"username": f" {name} ", "password": f"password of {name}"}
    assert browser.post("/login", data=data).json() == {"success": True}
    assert browser.get("/whoami").text == name
    return browser


def test_who_leaves_is_outside_in_every_browser_and_with_a_copied_cookie(file):
    app = make_app(file)
    office, home, other = sign_in_as("zhang", app), sign_in_as("zhang", app), sign_in_as("li", app)
    thief = TestClient(app, cookies=dict(office.cookies))
    assert thief.get("/whoami").text == "zhang"
    left = office.get("/logout", follow_redirects=False)
    assert left.status_code == 302 and left.headers["location"] == "./" and not office.cookies
    assert [one.get("/whoami").status_code for one in (office, home, thief, other)] == [401, 401, 401, 200]
    assert sign_in_as("zhang", app).get("/whoami").text == "zhang"


def test_another_password_or_no_account_ends_sessions_and_calls(file):
    app = make_app(file)
    browser, program, li = sign_in_as("zhang", app), TestClient(app), sign_in_as("li", app)
    program.auth = ("zhang", "password of zhang")
    assert program.get("/whoami").text == "zhang"
    write_accounts({**LINES, "zhang": make_line("zhang", "another password")}, file)
    assert [one.get("/whoami").status_code for one in (browser, program, li)] == [401, 401, 200]
    program.auth = ("zhang", "another password")
    assert program.get("/whoami").text == "zhang"
    write_accounts({"li": LINES["li"]}, file)
    assert [one.get("/whoami").status_code for one in (program, li)] == [401, 200]
    file.write_text("zhang:123456\n", encoding="utf-8")  # a faulty file lets nobody in, and later heals
    assert li.get("/whoami").status_code == 401
    write_accounts(LINES, file)
    assert li.get("/whoami").text == "li"


def test_a_session_is_worth_nothing_to_another_server_nor_changed(file):
    app = make_app(file)
    ((name, session),) = sign_in_as("zhang", app).cookies.items()
    for server, sent, status in ((app, session, 200), (make_app(file), session, 401), (app, f"x{session}", 401)):
        assert TestClient(server, cookies={name: sent}).get("/whoami").status_code == status


def test_a_right_password_is_checked_once_and_a_wrong_one_each_time(file, monkeypatch):
    checked = []
    monkeypatch.setattr(accounts, "matches", lambda password, line: checked.append(password) or password == "right")
    program = TestClient(make_app(file))
    for password in ("right", "right", "wrong", "wrong"):
        status = program.get("/whoami", auth=("zhang", password)).status_code
        assert status == (200 if password == "right" else 401)
    assert checked == ["right", "wrong", "wrong"]


def test_a_form_that_is_none_is_refused(file):
    browser = TestClient(make_app(file))
    assert browser.post("/login").status_code == 400
    assert browser.post("/login", files={"password": b"a file"}).status_code == 400
    assert browser.post("/login", data={"username": "zhang", "password": "wrong"}).status_code == 400
    assert browser.get("/whoami").status_code == 401
