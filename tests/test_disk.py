"""Checksums, and files that are whole or not there."""

import stat
from hashlib import sha256
from pathlib import Path

import pytest

from mingce.disk import open_atomically, sha256_of, write_atomically


def test_checksum(tmp_path: Path):
    (tmp_path / "文件").write_bytes(b"abc")
    assert sha256_of(tmp_path / "文件") == sha256(b"abc").hexdigest()


@pytest.mark.parametrize("content, written", [("文\n", "文\n".encode()), (b"\r\n\x00", b"\r\n\x00"), ("", b"")])
def test_the_new_file_takes_the_place_of_the_old(tmp_path: Path, content: str | bytes, written: bytes):
    path = tmp_path / "文件"
    path.write_bytes(b"old")
    write_atomically(path, content)
    assert path.read_bytes() == written
    assert list(tmp_path.iterdir()) == [path]


def test_a_private_file_is_private_from_the_start(tmp_path: Path):
    with open_atomically(tmp_path / "账号", mode=0o600) as file:
        (beside,) = tmp_path.iterdir()
        assert stat.S_IMODE(beside.stat().st_mode) == 0o600
        file.write(b"x")
    assert stat.S_IMODE((tmp_path / "账号").stat().st_mode) == 0o600


def test_what_fails_half_way_leaves_the_old_file(tmp_path: Path):
    path = tmp_path / "文件"
    path.write_bytes(b"old")
    with pytest.raises(MemoryError), open_atomically(path) as file:
        file.write(b"half")
        raise MemoryError
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "没有" / "文件", "x")
