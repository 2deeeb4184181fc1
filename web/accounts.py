"""The accounts of people who may sign in: a file with one line `name:scrypt$cost$salt$key` each, and no passwords.

The file is read again whenever it has changed, so that adding or removing somebody needs no restart.
"""

import asyncio
import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
import stat
from getpass import getpass
from pathlib import Path

from mingce.disk import write_atomically
from mingce.errors import UserError

COST, BLOCK = 2**15, 8  # for scrypt: each guess takes 32 MB and about 80 ms
HIGHEST_COST = 2**20  # a line that asks for more was not made here
SHORTEST_PASSWORD = 8  # characters
CHECKS_AT_ONCE = 2  # passwords checked at the same time
DELAY_S = 1.0  # before the reply to a wrong password
# 1) "zhang:scrypt$32768$c2FsdA==$a2V5"
# Not a password as it is typed: "zhang:123456"
LINE = re.compile(r"(?P<name>[^:\s]+):scrypt\$(?P<cost>\d{1,8})\$(?P<salt>[A-Za-z0-9+/=]+)\$(?P<key>[A-Za-z0-9+/=]+)")


class Accounts:
    def __init__(self, file: Path) -> None:
        """Raises UserError for a file that is missing, faulty, without accounts or readable by everybody."""
        self.file = file
        self._places = asyncio.Semaphore(CHECKS_AT_ONCE)
        self._seen: tuple[tuple[int, ...], dict[str, str]] = ((), {})  # what the file was, and the lines it had
        if not read_accounts(file):
            raise UserError(f"账号文件“{file}”里没有账号。请先运行 {how_to_add(file)}。")

    def line(self, name: str) -> str | None:
        """The line of an account as the file has it now, None if there is none. A faulty file holds no accounts."""
        try:
            found = self.file.stat()
            version = (found.st_ino, found.st_mode, found.st_size, found.st_mtime_ns)
            if version != self._seen[0]:
                self._seen = (version, read_accounts(self.file))
        except (OSError, UserError):
            return None
        return self._seen[1].get(name)

    async def admits(self, name: str, password: str) -> bool:
        """Whether this is the password of that name; False if the file is faulty."""
        async with self._places:
            is_right = await asyncio.to_thread(self._is_right, name, password)
        if not is_right:
            await asyncio.sleep(DELAY_S)
        return is_right

    def _is_right(self, name: str, password: str) -> bool:
        line = self.line(name)
        # A name that nobody has takes as long as one that somebody has.
        return matches(password, line or NOBODY) and line is not None


def read_accounts(file: Path) -> dict[str, str]:
    """Names and their lines, without blank lines and comments (#). Raises UserError for a faulty file."""
    try:
        text = file.read_text(encoding="utf-8")
        mode = file.stat().st_mode
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"账号文件“{file}”打不开（{type(error).__name__}）。请先运行 {how_to_add(file)}。") from None
    if os.name == "posix" and mode & stat.S_IROTH:
        raise UserError(f"账号文件“{file}”谁都能读（权限 {stat.S_IMODE(mode):o}）。请运行 chmod 600 {file} 后再启动。")
    lines = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, match = line.partition(":")[0], LINE.fullmatch(line.strip())
        if match is None or int(match["cost"]) > HIGHEST_COST:
            raise UserError(
                f"账号文件“{file}”第 {number} 行不是“用户名:scrypt$…”的形式，不能写明文密码。"
                f"请删去这一行，再运行 {how_to_add(file, name if is_valid_name(name) else '用户名')}。"
            )
        lines[match["name"]] = line.strip()
    return lines


def make_line(name: str, password: str) -> str:
    """A line for the file. It differs each time, because the salt is random."""
    salt = secrets.token_bytes(16)
    return f"{name}:scrypt${COST}${_text(salt)}${_text(_key(password, salt, COST))}"


def matches(password: str, line: str) -> bool:
    """Whether a line was made with this password. Takes the same time either way."""
    match = LINE.fullmatch(line)
    try:
        assert match is not None
        salt, key = base64.b64decode(match["salt"]), base64.b64decode(match["key"])
        return hmac.compare_digest(key, _key(password, salt, int(match["cost"])))
    except (AssertionError, binascii.Error, ValueError):  # a line that was changed by hand
        return False


def add_account(name: str, file: Path) -> str:
    """Ask for a password twice on the terminal and save its line, in place of the line that the name may have had.

    Returns what to tell the administrator, in Chinese. Raises UserError.
    """
    if not is_valid_name(name):
        raise UserError(f"用户名“{name}”不能用。请用不含空格和冒号的名字，例如 zhangsan。")
    lines = read_accounts(file) if file.exists() else {}
    password = getpass(f"“{name}”的密码（不显示）：")
    if len(password) < SHORTEST_PASSWORD:
        raise UserError(f"密码只有 {len(password)} 个字符，至少要 {SHORTEST_PASSWORD} 个。请重新运行。")
    if getpass("再输入一遍：") != password:
        raise UserError("两遍密码不一样，没有保存。请重新运行。")
    done = "已改" if name in lines else "已添加"
    lines[name] = make_line(name, password)
    write_accounts(lines, file)
    return f"{done}“{name}”，共 {len(lines)} 个账号，存在“{file}”。"


def write_accounts(lines: dict[str, str], file: Path) -> None:
    """Write the file so that only its owner can read it, and so that it is never half written."""
    try:
        write_atomically(file, "".join(f"{line}\n" for line in lines.values()), mode=0o600)
    except OSError as error:
        raise UserError(f"账号文件“{file}”写不进去（{error.strerror}）。请换一个 --auth 的路径。") from None


def is_valid_name(name: str) -> bool:
    """
    >>> [name for name in ("zhangsan", "张三", "zhang san", "a:b", "#a", "") if is_valid_name(name)]
    ['zhangsan', '张三']
    """
    return re.fullmatch(r"[^:#\s][^:\s]{0,63}", name) is not None


def how_to_add(file: Path, name: str = "用户名") -> str:
    return f"python app.py --add-user {name} --auth {file}"


def _key(password: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(password.encode("utf-8"), salt=salt, n=cost, r=BLOCK, p=1, maxmem=2 * 128 * cost * BLOCK)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


NOBODY = f"nobody:scrypt${COST}${_text(bytes(16))}${_text(bytes(64))}"
