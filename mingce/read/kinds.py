"""What a file is, by its first bytes: its name may say something else."""

import re
from collections.abc import Collection

HEAD = 1024  # bytes that `sniff` wants to see

NAMES = {
    ".txt": "纯文本",
    ".md": "Markdown",
    ".jsonl": "JSONL",
    ".html": "网页（HTML）",
    ".docx": "Word 文档（DOCX）",
    ".pdf": "PDF",
    ".ofd": "OFD",
    ".zip": "ZIP 压缩包",
    ".png": "PNG 图片",
    ".jpg": "JPEG 图片",
    ".tif": "TIFF 图片",
    ".bmp": "BMP 图片",
    ".webp": "WebP 图片",
    ".gif": "GIF 图片",
    ".doc": "旧版 Word 文档（DOC）",
    ".wps": "WPS 文字文档",
    ".rtf": "RTF 文档",
    ".mht": "网页存档（MHT）",
    ".xls": "旧版 Excel 表格（XLS）",
    ".xlsx": "Excel 表格（XLSX）",
    ".ppt": "旧版 PowerPoint 文稿（PPT）",
    ".pptx": "PowerPoint 文稿（PPTX）",
    ".ole": "旧版 Office 文件",
    ".rar": "RAR 压缩包",
    ".7z": "7z 压缩包",
}
SAME = {".htm": ".html", ".jpeg": ".jpg", ".tiff": ".tif", ".markdown": ".md", ".mhtml": ".mht"}
PACKAGE = ".zip"  # what `sniff` says of every ZIP container; `package_kind` tells them apart

MAGIC = (
    (re.compile(rb"PK\x03\x04|PK\x05\x06"), PACKAGE),
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), ".ole"),
    (re.compile(rb"\{\\rtf"), ".rtf"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), ".png"),
    (re.compile(rb"\xff\xd8\xff"), ".jpg"),
    (re.compile(rb"II\*\x00|MM\x00\*"), ".tif"),
    # "BM25" may open a text: the size of the header that follows must be one of those in use
    (re.compile(rb"BM.{4}\x00{4}.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00{3}", re.S), ".bmp"),
    (re.compile(rb"RIFF.{4}WEBP", re.S), ".webp"),
    (re.compile(rb"GIF8[79]a"), ".gif"),
    (re.compile(rb"Rar!\x1a\x07"), ".rar"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), ".7z"),
    (re.compile(rb"MIME-Version:|From: <Saved by", re.I), ".mht"),
    (
        re.compile(
            rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html)", re.I | re.S
        ),
        ".html",
    ),
)


def canonical(suffix: str) -> str:
    """
    >>> canonical(".JPEG")
    '.jpg'
    """
    return SAME.get(suffix.lower(), suffix.lower())


def sniff(head: bytes) -> str:
    """The ending that the first bytes of a file ask for; "" where they say nothing, as in a plain text.

    >>> sniff(b"%PDF-1.7"), sniff(b"BM25 is a ranking function")
    ('.pdf', '')
    """
    for pattern, suffix in MAGIC:
        if pattern.match(head):
            return suffix
    return ".pdf" if b"%PDF-" in head[:HEAD] and not head.lstrip()[:1].isalnum() else ""


def package_kind(names: Collection[str]) -> str:
    """Which format a ZIP container is, by the files in it.

    >>> package_kind(["[Content_Types].xml", "word/document.xml"]), package_kind(["a.txt"])
    ('.docx', '.zip')
    """
    if "OFD.xml" in names:
        return ".ofd"
    if "[Content_Types].xml" in names:
        for folder, suffix in (("word/", ".docx"), ("xl/", ".xlsx"), ("ppt/", ".pptx")):
            if any(name.startswith(folder) for name in names):
                return suffix
    return ".zip"
