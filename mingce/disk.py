"""Files on disk: their checksums, and writing them so that nobody ever meets half a file."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


def sha256_of(path: Path) -> str:
    """The SHA-256 checksum of a file in hexadecimal. Raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_atomically(path: Path, content: str | bytes, mode: int = 0o666) -> None:
    """Put a file in place of the one at `path` in a single step; text is written as UTF-8.

    mode: the permissions of the new file, from which the umask of the process is taken off.
    Raises OSError where the folder cannot be written to; the old file then stays as it was.
    """
    with open_atomically(path, mode) as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)


@contextmanager
def open_atomically(path: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """A file to write to that takes the place of `path` when the block ends, and leaves no trace if the block fails."""
    beside = path.with_name(f".{path.name[:50]}.{secrets.token_hex(4)}.new")  # hidden: a corpus folder passes it over
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


_BINARY = getattr(os, "O_BINARY", 0)  # Windows translates line ends without it


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut, where the system can open a folder (Windows cannot)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
