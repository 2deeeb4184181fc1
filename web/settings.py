"""How the server is set up: options on the command line, environment variables, defaults."""

import argparse
import os
from argparse import ArgumentTypeError
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mingce.errors import UserError

WAITING = 100  # calls in the queue by default


@dataclass(frozen=True)
class Settings:
    host: str = "127.0.0.1"
    port: int = 7860
    auth: Path | None = None  # the file of accounts; None lets everybody in
    root_path: str = ""  # where a proxy puts the page, such as "/mingce"
    no_upload: bool = False
    queue: int = WAITING  # how many calls may wait
    log: str = ""  # a file, "-" for stderr, "" for none
    log_questions: bool = False


def port_number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f"应是 1 到 65535 的整数，收到的是 {text}")
    return int(text)


def queue_length(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 100_000:
        raise ArgumentTypeError(f"应是 1 到 99999 的整数，收到的是 {text}")
    return int(text)


def path_prefix(text: str) -> str:
    """
    >>> path_prefix("/mingce/"), path_prefix("/"), path_prefix("")
    ('/mingce', '', '')
    """
    text = text.rstrip("/")
    if text and (not text.startswith("/") or any(mark in text for mark in ("//", "?", "#", " ", ".."))):
        raise ArgumentTypeError(f"应是以 / 开头的路径，例如 /mingce，收到的是 {text}")
    return text


def yes_or_no(text: str) -> bool:
    """
    >>> yes_or_no("1"), yes_or_no("否")
    (True, False)
    """
    if text.lower() not in YES | NO:
        raise ArgumentTypeError(f"应是 1 或 0，收到的是 {text}")
    return text.lower() in YES


YES = {"1", "true", "yes", "on", "是"}
NO = {"0", "false", "no", "off", "否", ""}

OPTIONS: dict[str, tuple[Callable[[str], Any], str, str]] = {  # for each setting: its parser, its value, its purpose
    "host": (str, "地址", "监听地址（默认 127.0.0.1，只有本机可用；0.0.0.0 对外开放）"),
    "port": (port_number, "端口", "监听端口（默认 7860）"),
    "auth": (Path, "文件", "要求登录，账号在这个文件里"),
    "root_path": (path_prefix, "路径", "放在反向代理的子路径下时写它，例如 /mingce"),
    "no_upload": (yes_or_no, "", "不许从网页添加、修改或移除文件"),
    "queue": (queue_length, "个数", f"最多几个问题排队，再多的请过一会儿再问（默认 {WAITING}）"),
    "log": (str, "文件", "记日志，每行一个 JSON；写 - 输出到终端（默认不记）"),
    "log_questions": (yes_or_no, "", "日志里也写问题原文（默认不写）"),
}


def add_settings(parser: argparse.ArgumentParser) -> None:
    for name, (parse, metavar, purpose) in OPTIONS.items():
        option, purpose = f"--{name.replace('_', '-')}", f"{purpose}；环境变量 {variable(name)}"
        if parse is yes_or_no:
            parser.add_argument(option, action="store_true", default=None, help=purpose)
        else:
            parser.add_argument(option, type=parse, metavar=metavar, help=purpose)


def read_settings(args: argparse.Namespace, environment: Mapping[str, str] = os.environ) -> Settings:
    """Take each setting from its option, else from its variable, else from the defaults.

    Raises UserError for a variable whose value cannot be used. An empty variable counts as not set.
    """
    values: dict[str, Any] = {}
    for name, (parse, _, _) in OPTIONS.items():
        if getattr(args, name) is not None:
            values[name] = getattr(args, name)
        elif environment.get(variable(name)):
            try:
                values[name] = parse(environment[variable(name)])
            except ArgumentTypeError as error:
                raise UserError(f"环境变量 {variable(name)} {error}。请改正，或者取消这个变量。") from None
    return Settings(**values)


def variable(name: str) -> str:
    """
    >>> variable("no_upload")
    'MINGCE_NO_UPLOAD'
    """
    return f"MINGCE_{name.upper()}"
