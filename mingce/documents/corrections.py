"""What a user put right about a document, kept beside it: one file of the corpus folder that no rebuild touches.

明策更正.json      {"通知.pdf": {"title": "…", "date": "2023-01-17"}, "政策.jsonl#p3": {"kind": "意见"}}
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from mingce.datatypes import Document
from mingce.disk import write_atomically
from mingce.errors import UserError

FILE = "明策更正.json"
LOCK = ".明策更正.lock"
FIELDS = {"title": "标题", "date": "日期", "kind": "类别", "issuer": "发文机关", "number": "文号", "region": "地区"}
LONGEST = 300  # characters of a value
ISO_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")

Fields = dict[str, str]


@dataclass(frozen=True)
class Corrections:
    fields: dict[str, Fields] = field(default_factory=dict)  # place of a document -> its corrected fields
    warnings: tuple[str, ...] = ()  # Chinese sentences: what of the file could not be used, and why


def read_corrections(folder: Path) -> Corrections:
    """The corrections kept in a corpus folder; what cannot be read is left where it is and named in the warnings."""
    entries, fault = _read(folder / FILE)
    if fault:
        return Corrections(warnings=(f"没有采用“{FILE}”中的更正：{fault}文件原样保留，请改正后重新构建。",))
    fields: dict[str, Fields] = {}
    warnings = []
    for place, values in entries.items():
        if not isinstance(values, dict):
            warnings.append(f"没有采用“{FILE}”中对“{place}”的更正：它应是“字段: 值”的形式。")
            continue
        for name, value in values.items():
            if reason := _fault(name, value):
                warnings.append(f"没有采用“{FILE}”中对“{place}”的一处更正：{reason}")
            else:
                fields.setdefault(place, {})[name] = value
    return Corrections(fields, tuple(warnings))


def correct(document: Document, corrections: Corrections) -> Document:
    """The document with what the user put right; itself where nothing was."""
    fields: Mapping[str, Any] = corrections.fields.get(place_of(document), {})
    return replace(document, **fields) if fields else document


def save_correction(folder: Path, place: str, fields: Mapping[str, str | None]) -> None:
    """Keep corrected fields of one document, beside those kept before; None takes a correction back.

    place: as `place_of` gives it. A file that cannot be read is kept under another name first.
    Raises UserError for a field that cannot be corrected, a value that cannot be right and a folder that cannot be
    written to.
    """
    for name, value in fields.items():
        if value is not None and (reason := _fault(name, value)):
            raise UserError(f"更正没有保存：{reason}")
    if not folder.is_dir():
        raise UserError(f"更正没有保存：找不到语料文件夹“{folder}”。")
    try:
        with FileLock(folder / LOCK):
            entries, fault = _read(folder / FILE)
            if fault:
                os.replace(folder / FILE, folder / f"明策更正.损坏的.{datetime.now():%Y%m%d-%H%M%S-%f}.json")
            kept = entries.get(place)
            values = {**(kept if isinstance(kept, dict) else {}), **fields}
            entries[place] = {name: value for name, value in values.items() if value is not None}
            if not entries[place]:
                del entries[place]
            _write(folder / FILE, entries)
    except OSError as error:
        raise UserError(f"更正没有保存：写不了文件夹“{folder}”（{error.strerror}）。请检查文件夹的写入权限。") from None


def place_of(document: Document) -> str:
    """What names a document in the file: its source, and its id too where one source holds many.

    >>> place_of(Document("p3", "题", "文", "政策.jsonl"))
    '政策.jsonl#p3'
    """
    return f"{document.source}#{document.id}" if document.source.endswith(".jsonl") else document.source


def is_corrections(path: Path) -> bool:
    """Whether a file of a corpus folder holds corrections and is no document."""
    return path.name.startswith("明策更正.")


def _read(path: Path) -> tuple[dict[str, Any], str]:
    """What the file holds, and a Chinese sentence where it is damaged."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}, ""
    except ValueError:  # not UTF-8, not JSON
        return {}, "它不是完整的 JSON。"
    except OSError as error:
        return {}, f"它打不开（{error.strerror}）。"
    return (entries, "") if isinstance(entries, dict) else ({}, "它应是“文件名: 更正”的形式。")


def _fault(name: str, value: object) -> str:
    """Why a value cannot be a correction, "" where it can."""
    if name not in FIELDS:
        return f"“{name}”不能更正，可以更正的是 {'、'.join(FIELDS)}。"
    if not isinstance(value, str) or len(value) > LONGEST or "\n" in value:
        return f"{FIELDS[name]}应是一行不超过 {LONGEST} 个字的文字。"
    if name == "title" and not value.strip():
        return "标题不能是空的。"
    if name == "date" and value and not ISO_DATE.fullmatch(value):
        return f"日期“{value}”应写成 2023-01-17、2023-01 或 2023。"
    return ""


def _write(path: Path, entries: dict[str, Any]) -> None:
    write_atomically(path, json.dumps(entries, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
