"""ZIP containers within the limits: opened for DOCX and OFD, unpacked for ZIP."""

import re
import stat
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from mingce.errors import UserError
from mingce.read import kinds, limits
from mingce.text.patterns import CJK, HAN

DAMAGED = "文件已损坏或不完整，打不开。请重新下载，或用原来的软件打开后另存一份。"
BROKEN = (BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error)  # what zipfile raises
CHINESE_NAME = re.compile(rf"[ -~{CJK}{HAN}]+")
LONGEST_NAME = 60  # characters of a file name kept on disk: a file system takes 255 bytes


def open_archive(path: Path) -> ZipFile:
    """A ZIP container that says it keeps the limits; zipfile never unpacks more of an entry than it says.

    Raises UserError for a damaged one and for one over the limits.
    """
    try:
        archive = ZipFile(path)
    except BROKEN:
        raise UserError(DAMAGED) from None
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.ENTRIES:
        raise UserError(f"文件内含 {len(entries):,} 个条目，超过上限 {limits.ENTRIES:,} 个。请拆分后再放入。")
    if unpacked > limits.UNPACKED_BYTES:
        raise UserError(
            f"文件解压后有 {limits.in_mb(unpacked)}，超过上限 {limits.in_mb(limits.UNPACKED_BYTES)}。请拆分后再放入。"
        )
    return archive


def read_entry(archive: ZipFile, entry: ZipInfo | str) -> bytes:
    """Raises UserError where the entry is damaged, KeyError where there is none of this name."""
    try:
        return archive.read(entry)
    except BROKEN:
        raise UserError(DAMAGED) from None


def kind_of(path: Path) -> Iterator[str]:
    """The ending that fits a ZIP container: ".docx", ".ofd", ".zip", …"""
    with open_archive(path) as archive:
        yield kinds.package_kind(archive.namelist())


def unpack(path: Path, folder: Path) -> Iterator[dict[str, str]]:
    """Unpack a ZIP into `folder`, each file in a folder of its own: `{"member", "file"}`, else `{"member", "reason"}`.

    No path of the archive is ever used as a path on disk. Hidden files and the marks of macOS are passed over.
    """
    with open_archive(path) as archive:
        entries = [(decode_name(entry), entry) for entry in archive.infolist() if not entry.is_dir()]
        entries = [(name, entry) for name, entry in entries if not _is_hidden(name)]
        if entries and all(entry.flag_bits & 1 for _, entry in entries):
            raise UserError("压缩包有密码，无法读取。请用密码解压后，把里面的文件放入语料文件夹。")
        for row, (name, entry) in enumerate(entries):
            reason = refusal(name, entry)
            if reason:
                yield {"member": name, "reason": reason}
                continue
            file = folder / f"{row:04}" / safe_name(name)
            try:
                data = read_entry(archive, entry)
            except UserError as error:
                yield {"member": name, "reason": str(error)}
                continue
            file.parent.mkdir()
            file.write_bytes(data)
            yield {"member": name, "file": str(file)}


def decode_name(entry: ZipInfo) -> str:
    """A file name inside a ZIP: Windows wrote GBK where the standard wants UTF-8 or cp437.

    "通知" in GBK is valid UTF-8 as well, for two accents: an encoding that gives Chinese goes first.
    """
    names = [entry.orig_filename]
    if not entry.flag_bits & 0x800:
        raw = entry.orig_filename.encode("cp437", errors="replace")
        for encoding in ("gb18030", "utf-8"):
            with suppress(UnicodeDecodeError):
                names.insert(0, raw.decode(encoding))
    return next((name for name in names if CHINESE_NAME.fullmatch(name)), names[0]).replace("\\", "/")


def refusal(name: str, entry: ZipInfo) -> str:
    """Why an entry is not unpacked; "" where nothing speaks against it."""
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "它是指向别处的链接，出于安全没有读取。"
    if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/") or "\0" in name:
        return "它的路径指向压缩包以外，出于安全没有读取。"
    if entry.flag_bits & 1:
        return "它有密码，无法读取。请用密码解压后再放入。"
    return ""


def safe_name(name: str) -> str:
    """A name that any file system takes.

    >>> safe_name("附件/关于a:b的通知.docx")
    '关于a_b的通知.docx'
    """
    base = PurePosixPath(re.sub(r'[\x00-\x1f<>:"|?*]', "_", name))
    return (base.stem[:LONGEST_NAME].strip() or "_") + base.suffix[:12]


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return "__MACOSX" in parts or any(re.match(r"\.(?!\.?$)|~\$", part) for part in parts) or parts[-1] == "Thumbs.db"
