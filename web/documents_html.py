"""The documents of the corpus -> HTML: what is known of each, what is doubtful, and what can be done with it."""

from collections.abc import Iterable, Sequence

from mingce.documents.corrections import FIELDS
from mingce.documents.library import Removed
from mingce.documents.rebuild import Progress
from mingce.export.contract import Json
from mingce.text.citations import date_text
from web.render import render

TEMPLATE = "documents.html"


def list_html(rows: Sequence[str], total: int, matching: int, words: str) -> str:
    """rows: as `row_html` gives them. total: of all documents. matching: of those that have the words."""
    return render(TEMPLATE, "listing", rows=rows, total=total, rest=matching - len(rows), words=words)


def row_html(record: Json, corrected: Iterable[str], may_change: bool) -> str:
    """record: of `contract.corpus_json`. corrected: the fields that the user corrected."""
    known = (
        ("发文机关", record["issuer"]),
        ("日期", date_text(record["date"])),
        ("文号", record["number"]),
        ("类别", record["kind"]),
        ("文种", record["family"]),
        ("地区", record["region"]),
        ("施行日期", date_text(record["effective"])),
        ("效力", record["validity"]["state"]),
    )
    fields = [FIELDS[name] for name in corrected if name in FIELDS]
    return render(TEMPLATE, "row", record=record, known=known, corrected=fields, may_change=may_change)


def others_html(warnings: Sequence[str], removed: Sequence[Removed]) -> str:
    """Files of the corpus folder that could not be read, each with its reason, and those that were taken out."""
    return render(TEMPLATE, "others", warnings=warnings, removed=removed)


def progress_html(progress: Progress, told: Sequence[str] = ()) -> str:
    """told: what became of the files that were put in, a sentence each."""
    return render(TEMPLATE, "progress", progress=progress, told=told)


def hint_html(may_change: bool, kinds: str) -> str:
    return render(TEMPLATE, "hint", may_change=may_change, kinds=kinds)
