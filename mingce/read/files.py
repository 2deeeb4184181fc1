"""A file of any kind -> raw text: which formats are read, by which reader, and what is said of the others."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from mingce.errors import UserError
from mingce.read import limits, sandbox
from mingce.read.kinds import HEAD, NAMES, PACKAGE, canonical, sniff
from mingce.read.plain import RawText, read_jsonl, read_markdown, read_text_file

Reader = Callable[[Path, str], Iterator[RawText]]


# The libraries behind these are heavy: they are loaded by the first file that needs them, in the child process.
def read_html(path: Path, name: str) -> Iterator[RawText]:
    from mingce.read import html

    return html.read_html(path, name)


def read_docx(path: Path, name: str) -> Iterator[RawText]:
    from mingce.read import docx

    return docx.read_docx(path, name)


def read_pdf(path: Path, name: str) -> Iterator[RawText]:
    from mingce.read import pdf

    return pdf.read_pdf(path, name)


def read_ofd(path: Path, name: str) -> Iterator[RawText]:
    from mingce.read import ofd

    return ofd.read_ofd(path, name)


def read_image(path: Path, name: str) -> Iterator[RawText]:
    from mingce.read import ocr

    return ocr.read_image(path, name)


def read_zip(path: Path, name: str) -> Iterator[RawText]:
    """Each file of a ZIP by its own reader; one that cannot be read has no text and says why in `warnings`."""
    with TemporaryDirectory(prefix="mingce-") as folder:
        members = sandbox.call("unpack", str(path.resolve()), folder)
        if not members:
            raise UserError("压缩包是空的。")
        stems = Counter(_stem(member["member"]) for member in members)
        for member in members:
            inside = member["member"]
            doc_id = f"{name}/{_stem(inside) if stems[_stem(inside)] == 1 else inside}"
            try:
                if "reason" in member:
                    raise UserError(member["reason"])
                for raw in read_file(Path(member["file"]), doc_id, inside_zip=True):
                    yield replace(raw, member=inside)
            except UserError as error:
                yield RawText(doc_id, "", member=inside, warnings=(str(error),))


READERS: dict[str, Reader] = {
    ".txt": read_text_file,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".jsonl": read_jsonl,
    ".html": read_html,
    ".htm": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
    ".ofd": read_ofd,
    ".zip": read_zip,
    ".png": read_image,
    ".jpg": read_image,
    ".jpeg": read_image,
    ".tif": read_image,
    ".tiff": read_image,
    ".bmp": read_image,
    ".webp": read_image,
}
PLAIN = {".txt", ".md", ".markdown", ".jsonl"}  # read in this process: nothing in them can explode
NEXT_STEP = {
    **dict.fromkeys((".doc", ".wps", ".rtf", ".mht"), "请用 Word 或 WPS 打开，另存为 DOCX 后再放入"),
    **dict.fromkeys((".rar", ".7z"), "请解压后把里面的文件放入"),
    ".gif": "请另存为 PNG 后再放入",
}


def read_file(path: Path, name: str, inside_zip: bool = False) -> Iterator[RawText]:
    """Every document of a file, read as what its bytes say it is, within the limits.

    Raises UserError, a sentence without the file's name, where it cannot be read, and OSError where it cannot be opened.
    """
    size = path.stat().st_size
    if size > limits.FILE_BYTES:
        raise UserError(f"文件有 {limits.in_mb(size)}，超过上限 {limits.in_mb(limits.FILE_BYTES)}。请拆分后再放入。")
    suffix = path.suffix.lower()
    kind, warnings = _kind(path, suffix)
    if kind not in READERS:
        raise UserError(_unsupported(kind, suffix))
    if kind == ".zip" and inside_zip:
        raise UserError("压缩包里的压缩包不再展开。请解压后再放入。")
    if size == 0 and kind not in PLAIN:
        raise UserError("文件是空的（0 字节）。")
    is_safe = kind in PLAIN or kind == ".zip"
    for raw in READERS[kind](path, name) if is_safe else sandbox.read(kind, path, name):
        yield replace(raw, warnings=(*warnings, *raw.warnings))


def _kind(path: Path, suffix: str) -> tuple[str, tuple[str, ...]]:
    """The ending whose reader fits the file, and a warning where its name says something else."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    found = sniff(head)
    if found == PACKAGE:
        found = sandbox.call("kind_of", str(path.resolve()))[0]
    named = canonical(suffix)
    if found == ".ole":
        if named in (".docx", ".xlsx", ".pptx") and "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise UserError("文件有打开密码，无法读取。请用密码打开，另存为不加密的文件后再放入。")
        found = named if named in (".doc", ".wps", ".xls", ".ppt", ".dot", ".et", ".dps") else ".doc"
    if not found and head and named in READERS and suffix not in PLAIN and named != ".html":
        raise UserError(
            f"它的内容不是{NAMES[named]}，也认不出是别的类型：可能已损坏。请重新下载，或用原来的软件另存一份。"
        )
    if not found or found == named:
        return suffix, ()
    return found, (f"文件名以“{suffix}”结尾，内容实际是{NAMES[found]}，已按后者读取。",)


def _unsupported(kind: str, suffix: str) -> str:
    what = f"“{suffix or '无扩展名'}”文件"
    if canonical(kind) != canonical(suffix):
        what += f"（内容实际是{NAMES[kind]}）"
    return f"暂不支持{what}。{NEXT_STEP.get(kind, '可读取的类型是 ' + '、'.join(READERS))}。"


def _stem(member: str) -> str:
    return PurePosixPath(member).with_suffix("").as_posix()
