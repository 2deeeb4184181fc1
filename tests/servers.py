"""Servers for tests: the page in a process of its own, or in threads of the test's process."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from mingce.models.bundled import FOLDER, model_folder

ROOT = Path(__file__).resolve().parents[1]
READY_S = 300  # until a server answers; the first start may unpack the model, on a busy machine


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def empty_live() -> Any:
    """As much of a LiveIndex as a server needs whose page asks nothing of it."""
    return SimpleNamespace(current=SimpleNamespace(manifest=SimpleNamespace(build="build-empty"), documents=()))


@dataclass
class Server:
    url: str  # ends with "/"
    home: Path  # its MINGCE_HOME
    log: Path | None = None  # what its process writes
    process: subprocess.Popen[bytes] | None = None


def make_home(folder: Path) -> Path:
    """A MINGCE_HOME in which the unpacked model is only a link."""
    home = folder / "home"
    home.mkdir()
    (home / FOLDER).symlink_to(model_folder())
    return home


def serve(log: Path, *command: str, **variables: str) -> Iterator[Server]:
    """Run Python with this command, such as app.py, and wait until it says that it is ready.

    variables: settings by name, without MINGCE_.
    """
    port = free_port()
    environment = {"HOME": str(make_home(log.parent)), **variables}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, *command, "--port", str(port)],
            cwd=ROOT,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**os.environ, **{f"MINGCE_{name}": value for name, value in environment.items()}},
        )
    try:
        deadline = time.monotonic() + READY_S
        while "已就绪" not in log.read_text(encoding="utf-8"):
            assert process.poll() is None and time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.1)
        yield Server(f"http://127.0.0.1:{port}/", log.parent / "home", log, process)
    finally:
        process.terminate()
        process.wait(30)
