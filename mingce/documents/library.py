"""What a user does to the corpus folder from the page: put files in, take them out, and take that back.

Nothing a user gave is ever lost: no file is written over, and what is taken out lies in a hidden folder of the corpus.

    corpus/.明策回收站/20261125-101500-3f2a/通知.pdf
"""

import os
import re
import secrets
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from mingce.datatypes import Document
from mingce.disk import open_atomically, sha256_of
from mingce.documents.parsed import ParsedFiles
from mingce.errors import UserError
from mingce.read import sandbox

REMOVED = ".明策回收站"
LONGEST_NAME = 80  # characters of a file's name without its ending: 255 bytes is what file systems take
UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')


@dataclass(frozen=True)
class Removed:
    """A file that was taken out of the corpus."""

    key: str  # the folder it lies in
    source: str  # where it was in the corpus folder
    when: str  # ISO, local time


def add(corpus: Path, path: Path, name: str = "", index: Path | None = None) -> Path:
    """Copy a file into the corpus folder, after it was read. Returns where it lies.

    name: the name it had on the user's machine; by default its own.
    index: the index folder, whose next build then takes over what was read; None makes it read the file again.
    Raises UserError, naming the file, where it cannot be read, is there already or the folder cannot be written to.
    """
    name = safe_name(name or path.name)
    _check_readable(path, name, ParsedFiles(index))
    content = sha256_of(path)
    for other in _files(corpus):
        if other.stat().st_size == path.stat().st_size and sha256_of(other) == content:
            raise UserError(f"“{name}”没有放入：与已有的“{other.relative_to(corpus).as_posix()}”内容完全相同。")
    try:
        corpus.mkdir(parents=True, exist_ok=True)
        target = _free(corpus / name)
        with path.open("rb") as uploaded, open_atomically(target) as file:
            shutil.copyfileobj(uploaded, file)
    except OSError as error:
        raise UserError(
            f"“{name}”没有放入：写不了文件夹“{corpus}”（{error.strerror}）。请检查磁盘空间和文件夹的写入权限。"
        ) from None
    return target


def remove(corpus: Path, document: Document) -> Removed:
    """Take a document's file out of the corpus. Raises UserError where it is not a file of its own."""
    path = corpus / document.source
    if not path.is_file():
        package = next((p for p in PurePosixPath(document.source).parents if (corpus / p).is_file()), None)
        if package is not None:
            raise UserError(
                f"《{document.title}》在“{package}”里面，不能单独移除。请在压缩包里删去它，再放回语料文件夹。"
            )
        raise UserError(f"语料文件夹里已经没有“{document.source}”。请按“重新建立索引”。")
    if path.suffix.lower() == ".jsonl":
        raise UserError(f"《{document.title}》是“{document.source}”里的一行，不能单独移除。请直接修改那个文件。")
    key = f"{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    target = corpus / REMOVED / key / document.source
    _move(path, target, f"《{document.title}》没有移除")
    return _removed(corpus, target)


def restore(corpus: Path, key: str) -> Path:
    """Put a removed file back, under another name where its own is taken. Raises UserError where it is gone."""
    found = next((one for one in removed(corpus) if one.key == key), None)
    if found is None:
        raise UserError("要撤销的文件已经不在回收站里。请刷新列表。")
    target = _free(corpus / found.source)
    _move(corpus / REMOVED / key / found.source, target, f"“{found.source}”没有放回")
    shutil.rmtree(corpus / REMOVED / key, ignore_errors=True)
    return target


def removed(corpus: Path) -> list[Removed]:
    """What was taken out, the latest first."""
    files = [path for path in (corpus / REMOVED).rglob("*") if path.is_file()]
    return sorted((_removed(corpus, path) for path in files), key=lambda one: one.key, reverse=True)


def safe_name(name: str) -> str:
    r"""The last part of a name, fit for a file system; a name that begins with a dot would be hidden.

    >>> safe_name("../../etc/政策.docx"), safe_name("C:\\文件\\通知?.PDF"), safe_name(".隐藏.txt")
    ('政策.docx', '通知_.PDF', '隐藏.txt')
    """
    name = UNFIT.sub("_", re.split(r"[/\\]", name)[-1]).strip().lstrip(".~$ ")
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, suffix) if dot else (suffix, "")
    return f"{stem[:LONGEST_NAME] or '未命名'}{dot}{suffix}"


def _check_readable(path: Path, name: str, files: ParsedFiles) -> None:
    """Raises UserError for a file that cannot be read or has no text in it."""
    try:
        found = files.documents(path, name, PurePosixPath(name).stem)
    except UserError as error:
        raise UserError(f"“{name}”没有放入：{error}") from None
    except OSError as error:
        raise UserError(f"“{name}”没有放入：文件打不开（{error.strerror}）。") from None
    finally:
        sandbox.close()
    if not any(one.part.document.text.strip() for one in found):
        reasons = "".join(warning for one in found for warning in one.raw.warnings)
        raise UserError(f"“{name}”没有放入：{reasons or '里面没有文字。'}")


def _files(corpus: Path) -> list[Path]:
    found = (path for path in corpus.rglob("*") if path.is_file())
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(corpus).parts))


def _free(path: Path) -> Path:
    """The path, or the first of "名（2）.pdf", "名（3）.pdf"… that is not taken."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    return free


def _move(path: Path, target: Path, failed: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(path, target)
    except OSError as error:
        raise UserError(f"{failed}：移动文件时出错（{error.strerror}）。请检查语料文件夹的写入权限。") from None


def _removed(corpus: Path, path: Path) -> Removed:
    key, *source = path.relative_to(corpus / REMOVED).parts
    when = datetime.strptime(key[:15], "%Y%m%d-%H%M%S").isoformat()
    return Removed(key, "/".join(source), when)
