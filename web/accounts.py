"""Who may sign in: a file with a line `name:scrypt$cost$salt$key` each. Passwords stand nowhere.

The file is read at every sign-in: who is added or taken out needs no restart.
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

COST, BLOCK = 2**15, 8  # of scrypt: 32 MB and some 80 ms for each guess
DEAREST = 2**20  # a line that asks for more was not made here
SHORTEST = 8  # characters of a password
AT_ONCE = 2  # passwords that are checked at the same time
DELAY_S = 1.0  # before a wrong one is answered
# 1) "zhang:scrypt$32768$c2FsdA==$a2V5", 2) not "zhang:123456": a password as it is typed
LINE = re.compile(r"(?P<name>[^:\s]+):scrypt\$(?P<cost>\d{1,8})\$(?P<salt>[A-Za-z0-9+/=]+)\$(?P<key>[A-Za-z0-9+/=]+)")


class Accounts:
    def __init__(self, file: Path) -> None:
        """Raises UserError for a file that is missing, open to everybody or at fault."""
        self.file = file
        self._places = asyncio.Semaphore(AT_ONCE)
        if not read(file):
            raise UserError(f"账号文件“{file}”里没有账号。请先运行 {how_to_add(file)}。")

    async def admits(self, name: str, password: str) -> bool:
        """Whether this is the password of that name, whatever may be wrong with the file."""
        async with self._places:
            is_right = await asyncio.to_thread(self._is_right, name, password)
        if not is_right:
            await asyncio.sleep(DELAY_S)
        return is_right

    def _is_right(self, name: str, password: str) -> bool:
        try:
            line = read(self.file).get(name)
        except UserError:
            return False
        # A name that nobody has takes as long as one that somebody has.
        return matches(password, line or NOBODY) and line is not None


def read(file: Path) -> dict[str, str]:
    """Names and their lines. Blank lines and those that begin with # are passed over."""
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
        if match is None or int(match["cost"]) > DEAREST:
            raise UserError(
                f"账号文件“{file}”第 {number} 行不是“用户名:scrypt$…”的形式，不能写明文密码。"
                f"请删去这一行，再运行 {how_to_add(file, name if valid(name) else '用户名')}。"
            )
        lines[match["name"]] = line.strip()
    return lines


def make_line(name: str, password: str) -> str:
    """A line for the file, different each time: the salt is drawn."""
    salt = secrets.token_bytes(16)
    return f"{name}:scrypt${COST}${_text(salt)}${_text(_key(password, salt, COST))}"


def matches(password: str, line: str) -> bool:
    """Whether a line was made with this password; takes the same time either way."""
    match = LINE.fullmatch(line)
    try:
        assert match is not None
        salt, key = base64.b64decode(match["salt"]), base64.b64decode(match["key"])
        return hmac.compare_digest(key, _key(password, salt, int(match["cost"])))
    except (AssertionError, binascii.Error, ValueError):  # a line that was changed by hand
        return False


def add(name: str, file: Path) -> str:
    """Ask for a password twice on the terminal and keep its line; a name that is there gets the new one.

    Returns the sentence for who did it. Raises UserError.
    """
    if not valid(name):
        raise UserError(f"用户名“{name}”不能用。请用不含空格和冒号的名字，例如 zhangsan。")
    lines = read(file) if file.exists() else {}
    password = getpass(f"“{name}”的密码（不显示）：")
    if len(password) < SHORTEST:
        raise UserError(f"密码只有 {len(password)} 个字符，至少要 {SHORTEST} 个。请重新运行。")
    if getpass("再输入一遍：") != password:
        raise UserError("两遍密码不一样，没有保存。请重新运行。")
    done = "已改" if name in lines else "已添加"
    lines[name] = make_line(name, password)
    write(lines, file)
    return f"{done}“{name}”，共 {len(lines)} 个账号，存在“{file}”。"


def write(lines: dict[str, str], file: Path) -> None:
    """For its owner only, and never half written."""
    try:
        write_atomically(file, "".join(f"{line}\n" for line in lines.values()), mode=0o600)
    except OSError as error:
        raise UserError(f"账号文件“{file}”写不进去（{error.strerror}）。请换一个 --auth 的路径。") from None


def valid(name: str) -> bool:
    """
    >>> valid("zhangsan"), valid("张三"), valid("zhang san"), valid("a:b"), valid("#a"), valid("")
    (True, True, False, False, False, False)
    """
    return re.fullmatch(r"[^:#\s][^:\s]{0,63}", name) is not None


def how_to_add(file: Path, name: str = "用户名") -> str:
    return f"python app.py --add-user {name} --auth {file}"


def _key(password: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(password.encode("utf-8"), salt=salt, n=cost, r=BLOCK, p=1, maxmem=2 * 128 * cost * BLOCK)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


NOBODY = f"nobody:scrypt${COST}${_text(bytes(16))}${_text(bytes(64))}"
