"""A report as xlsx."""

from collections.abc import Mapping
from pathlib import Path

from mingce.datatypes import Document
from mingce.report import Report


def write(report: Report, documents: Mapping[str, Document], path: Path) -> None:
    """Write a report to `path`. documents: every cited document by its id."""
    raise NotImplementedError
