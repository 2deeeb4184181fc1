"""A command run as a user or another program runs it, and what came of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HENAN = "河南质量强省实施意见_20230117"
MEETING = "中共中央政治局会议精神_20231127"
QUESTION = "到2025年要建成多少个国家质检中心？"


class Ran:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    @property
    def json(self) -> dict:
        return json.loads(self.out)

    def is_mistake(self, *words: str) -> bool:
        """A mistake of the caller: code 2, nothing on stdout, one line on stderr with these words."""
        assert self.code == 2, self.err
        assert self.out == ""
        assert "Traceback" not in self.err
        assert self.err.endswith("\n") and self.err.count("\n") == 1, self.err
        assert all(word in self.err for word in words), self.err
        return True


def process(*arguments: str, cwd: Path = ROOT, **environment: str) -> Ran:
    """A process of its own; its output must be UTF-8."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        capture_output=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
