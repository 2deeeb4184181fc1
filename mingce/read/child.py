"""The child process of sandbox.py: requests come as lines of JSON on standard input, replies go to standard output.

["read", ".docx", "/corpus/a.docx", "a"]  ->  {"item": …}, then {"done": true} or {"told": "…"} or {"memory": true}
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from mingce.errors import UserError
from mingce.read import archive
from mingce.read.files import READERS

DEPTH = 20_000  # of Python calls: web pages nest deeper than Python expects


def read(suffix: str, path: str, name: str) -> Iterator[dict[str, Any]]:
    for raw in READERS[suffix](Path(path), name):
        yield asdict(raw)


TASKS: dict[str, Callable[..., Iterator[Any]]] = {
    "read": read,
    "kind_of": lambda path: archive.kind_of(Path(path)),
    "unpack": lambda path, folder: archive.unpack(Path(path), Path(folder)),
}


def replies(request: list[str]) -> Iterator[dict[str, Any]]:
    task, *arguments = request
    try:
        for item in TASKS[task](*arguments):
            yield {"item": item}
        yield {"done": True}
    except UserError as error:
        yield {"told": str(error)}
    except MemoryError:
        yield {"memory": True}
    except Exception as error:  # whatever a parser throws at a broken file is said of that file
        if "alloc" in str(error).lower():  # how C libraries say it
            yield {"memory": True}
        else:
            yield {"told": f"文件内容无法解析（{type(error).__name__}：{error}）。请用原来的软件打开后另存一份再放入。"}


def main(memory_bytes: int, seconds: float) -> None:
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no reply
    sys.setrecursionlimit(DEPTH)
    with suppress(ImportError, ValueError, OSError):  # Windows has no such limit, macOS may refuse it
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    for line in sys.stdin.buffer:
        if hasattr(signal, "alarm"):
            signal.alarm(int(seconds) + 10)  # should the parent be gone
        for reply in replies(json.loads(line)):
            out.write(json.dumps(reply).encode() + b"\n")
            out.flush()
        if hasattr(signal, "alarm"):
            signal.alarm(0)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
