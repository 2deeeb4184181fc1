"""Files of any kind to raw text, one reader for each format; `read_file` looks at the bytes and keeps the limits."""

from mingce.read.files import READERS, read_file
from mingce.read.plain import RawText, decode, read_jsonl, read_markdown, read_text_file

__all__ = ["READERS", "RawText", "decode", "read_file", "read_jsonl", "read_markdown", "read_text_file"]
