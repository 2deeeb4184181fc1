"""What took long to read, kept: a scan is recognised once, not at every rebuild.

    $MINGCE_HOME/read/<key>.json     what the reader gave; only its owner may read it

The key is made of the file's bytes, its kind and the readers' own source: a changed reader reads again.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

from mingce.models.bundled import home
from mingce.read.plain import RawText

SLOW_S = 2.0  # a file that is read faster is read again
SHARED = tuple(f"text/{name}.py" for name in "clean dates labels numerals patterns sections".split())
MOST_FILES = 500  # kept; the ones longest unused go first

Reader = Callable[[], Iterator[RawText]]


def read_once(path: Path, kind: str, name: str, read: Reader) -> Iterator[RawText]:
    """What `read` gives for a file, from the cache where it is there. name: the id that the documents get."""
    place = _place(path, kind)
    kept = _load(place)
    if kept is None:
        started = time.monotonic()
        kept = list(read())
        if time.monotonic() - started > SLOW_S:
            _save(place, [replace(raw, id=raw.id.removeprefix(name)) for raw in kept])
        yield from kept
    else:
        yield from (replace(raw, id=f"{name}{raw.id}") for raw in kept)


def _place(path: Path, kind: str) -> Path:
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    key = hashlib.sha256(f"{content} {kind} {_readers()}".encode()).hexdigest()
    return home() / "read" / f"{key}.json"


@cache
def _readers() -> str:
    """A hash of the readers' source, and of what they take from the package."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for path in (*sorted(here.glob("*.py")), *(here.parent / name for name in SHARED)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _load(place: Path) -> list[RawText] | None:
    """None where nothing is kept, or it is damaged."""
    try:
        rows = json.loads(place.read_text(encoding="utf-8"))
        kept = [RawText.from_json(row) for row in rows]
    except (OSError, ValueError, TypeError):
        return None
    with suppress(OSError):
        place.touch()
    return kept


def _save(place: Path, raws: list[RawText]) -> None:
    """A cache that cannot be written is done without."""
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_suffix(f".{os.getpid()}.new")
        beside.touch(mode=0o600)
        beside.write_text(json.dumps([asdict(raw) for raw in raws], ensure_ascii=False), encoding="utf-8")
        os.replace(beside, place)
        kept = sorted(place.parent.glob("*.json"), key=lambda file: file.stat().st_mtime)
        for old in kept[:-MOST_FILES]:
            old.unlink(missing_ok=True)
