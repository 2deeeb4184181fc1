"""Parsing in a child process with limits on time and memory, so that no file takes the program down.

The memory limit needs a POSIX system; elsewhere only the time limit holds. The child may read the user's files and
reach the network like any process: this guards against accidents and bombs, not against an exploit in a parser.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mingce.errors import UserError
from mingce.read import limits
from mingce.read.plain import RawText

ROOT = Path(__file__).resolve().parent.parent.parent
# Each thread reserves address space, and that is what the memory limit counts.
FEW_THREADS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"}


class ChildDied(Exception):
    """The child ended, or said that it ran out of memory, while it worked on a file."""


class TimeUp(Exception):
    pass


class Child:
    """One process that works on one request at a time."""

    def __init__(self) -> None:
        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mingce.read.child", str(limits.MEMORY_BYTES), str(limits.SECONDS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **FEW_THREADS, "PYTHONPATH": path},
        )
        self.calls = 0

    def call(self, request: list[Any], seconds: float) -> list[Any]:
        """Raises UserError as the task did, TimeUp, ChildDied."""
        assert self.process.stdin and self.process.stdout
        self.calls += 1
        up = threading.Event()

        def stop() -> None:
            up.set()
            self.process.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        items: list[Any] = []
        try:
            self.process.stdin.write(json.dumps(request).encode() + b"\n")
            self.process.stdin.flush()
            for line in self.process.stdout:
                reply = json.loads(line)
                if "item" in reply:
                    items.append(reply["item"])
                elif "told" in reply:
                    raise UserError(reply["told"])
                elif "memory" in reply:
                    break
                else:
                    return items
        except (BrokenPipeError, ValueError):
            pass  # it died before it read the request, or inside a reply
        finally:
            timer.cancel()
        raise TimeUp if up.is_set() else ChildDied

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


_lock = threading.Lock()
_child: Child | None = None


def call(task: str, *arguments: str) -> list[Any]:
    """What a task of `mingce.read.child` gives. Raises UserError as the task did, and where it met a limit."""
    global _child
    with _lock:
        while True:
            _child = _child or Child()
            child = _child
            try:
                return child.call([task, *arguments], limits.SECONDS)
            except UserError:
                raise
            except TimeUp:
                close_child()
                raise UserError(
                    f"读取超过 {limits.SECONDS:g} 秒的时间上限，已中止。请把文件拆小，或另存为纯文本后再放入。"
                ) from None
            except ChildDied:
                close_child()
                if child.calls == 1:  # else the files before may have filled it: only a fresh one is believed
                    raise UserError(
                        f"读取这个文件超出了 {limits.in_mb(limits.MEMORY_BYTES)} 的内存上限，或解析程序意外中止。"
                        "请把文件拆小，或另存为纯文本后再放入。"
                    ) from None
            except BaseException:
                close_child()  # interrupted: the next call must not read the replies of this one
                raise


def read(suffix: str, path: Path, name: str) -> Iterator[RawText]:
    """What the reader of `suffix` makes of a file."""
    for item in call("read", suffix, str(path.resolve()), name):
        yield RawText.from_json(item)


def close() -> None:
    """End the child where there is one: it holds memory. The next call starts another."""
    with _lock:
        close_child()


def close_child() -> None:
    global _child
    if _child:
        _child.end()
        _child = None
