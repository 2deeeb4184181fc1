"""The file of accounts, and adding to it on a terminal."""

import asyncio
import os
import pty
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mingce.errors import UserError
from tests.servers import ROOT
from web import accounts
from web.accounts import Accounts, is_valid_name, make_line, matches

PASSWORD = "好密码-2026"


def test_a_line_is_salted_and_opens_for_its_password_only():
    one, other = make_line("zhang", PASSWORD), make_line("zhang", PASSWORD)
    assert one != other and PASSWORD not in one and one.startswith("zhang:scrypt$")
    assert matches(PASSWORD, one) and matches(PASSWORD, other)
    assert not matches(PASSWORD + " ", one) and not matches("", one)
    assert not matches(PASSWORD, one.replace("$", "$A", 2)) and not matches(PASSWORD, "zhang:scrypt$3$A$B")


@pytest.fixture
def account_file(tmp_path: Path) -> Path:
    file = tmp_path / "accounts.txt"
    accounts.write_accounts({"zhang": make_line("zhang", PASSWORD)}, file)
    return file


def test_the_file_is_for_its_owner_only_and_read_at_every_sign_in(account_file):
    assert stat.S_IMODE(account_file.stat().st_mode) == 0o600
    people = Accounts(account_file)
    assert asyncio.run(people.admits("zhang", PASSWORD))
    accounts.write_accounts(
        {**accounts.read_accounts(account_file), "li": make_line("li", "another one")}, account_file
    )
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
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 and matches(PASSWORD, accounts.read_accounts(file)["zhang"])
    code, said = add_user(file, "zhang", "another-password", "another-password")
    assert (
        code == 0
        and "已改“zhang”，共 1 个账号" in said
        and matches("another-password", accounts.read_accounts(file)["zhang"])
    )
    code, said = add_user(file, "li", PASSWORD, PASSWORD + "x")
    assert code == 2 and "两遍密码不一样" in said and "li" not in accounts.read_accounts(file)
    code, said = add_user(file, "li", "短")
    assert code == 2 and "至少要 8 个" in said


def test_a_name_that_would_break_the_file_is_refused(tmp_path):
    assert not is_valid_name("a b") and not is_valid_name("a:b") and not is_valid_name("a\nb:scrypt")
    code, said = add_user(tmp_path / "accounts.txt", "a:b")
    assert code == 2 and "用户名“a:b”不能用" in said
