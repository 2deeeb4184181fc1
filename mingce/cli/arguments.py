"""An argument parser in Chinese, and the options that several programs share."""

import argparse
import io
import sys
from pathlib import Path
from typing import Any, NoReturn


class Parser(argparse.ArgumentParser):
    """argparse with Chinese help and one-line Chinese messages for mistakes of the caller."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, **options)
        self.add_argument("-h", "--help", action="help", help="显示本说明")

    def format_help(self) -> str:
        text = super().format_help()
        for english, chinese in (("usage: ", "用法："), ("positional arguments:", "参数："), ("options:", "选项：")):
            text = text.replace(english, chinese, 1)
        return text

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"命令有误：{translate(message)}。用 {self.prog} --help 查看用法。\n")


def translate(message: str) -> str:
    """A message of argparse in Chinese."""
    for english, chinese in (
        ("the following arguments are required: ", "缺少参数 "),
        ("unrecognized arguments: ", "不认识的参数 "),
        ("invalid choice: ", "不可用的取值 "),
        ("invalid int value: ", "应是整数，收到的是 "),
        ("expected one argument", "后面应有一个值"),
        ("argument ", "参数 "),
        ("choose from ", "可选 "),
        ("not allowed with argument", "不能与此参数同用："),
    ):
        message = message.replace(english, chinese)
    return message


def positive(text: str) -> int:
    """The type of an option that takes 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"应是 1 或更大的整数，收到的是 {text}")
    return int(text)


def speak_utf8() -> None:
    """Write UTF-8 where another program reads our output; consoles keep their encoding (GBK on Chinese Windows)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def add_index(command: argparse.ArgumentParser) -> None:
    command.add_argument("--index", type=Path, default=Path("index"), metavar="文件夹", help="索引文件夹（默认 index）")


def add_corpus(command: argparse.ArgumentParser, purpose: str = "放文件的文件夹") -> None:
    command.add_argument(
        "--corpus", type=Path, default=Path("corpus"), metavar="文件夹", help=f"{purpose}（默认 corpus）"
    )


def add_json(command: argparse._ActionsContainer) -> None:
    command.add_argument("--json", action="store_true", help="输出 JSON")


def add_documents(command: argparse.ArgumentParser) -> None:
    command.add_argument("--doc", action="append", default=[], metavar="编号", help="只查这份文件，可重复")
