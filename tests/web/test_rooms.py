"""The rooms use only what Gradio documents: its private parts may change with any release."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from web.page import ROOMS

WEB = Path(__file__).resolve().parents[2] / "web"
FILES = ("page", "desk", "files", "once", "plot", "render", "source", "conversation", *ROOMS)


def private_names(tree: ast.AST) -> Iterator[str]:
    """Attributes with a leading underscore of anything but `self`, and imports from inside Gradio."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
            if not (isinstance(node.value, ast.Name) and node.value.id == "self"):
                yield node.attr
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("gradio."):
            yield str(node.module)


@pytest.mark.parametrize("name", FILES)
def test_no_private_part_of_gradio(name):
    assert list(private_names(ast.parse((WEB / f"{name}.py").read_text(encoding="utf-8")))) == []


def test_what_would_be_found():
    source = "from gradio.context import Context\nevent._data['x']\nself._rows"
    assert sorted(private_names(ast.parse(source))) == ["_data", "gradio.context"]
