"""The documentation names every command, option, environment variable and endpoint, and none that does not exist.

Both sides are derived: what exists from the parsers, the page and the source, what is documented from README and docs/.
"""

import argparse
import ast
import inspect
import re
import shlex
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

import mingce.__main__
from mingce.cli.arguments import Parser

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
DOCS = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
SOURCES = [ROOT / "app.py", ROOT / "build_index.py", *(ROOT / "mingce").rglob("*.py"), *(ROOT / "web").rglob("*.py")]

FENCED = re.compile(r"^```.*?^```", re.M | re.S)
CODE = re.compile(r"`([^`\n]+)`")  # `--port`, `MINGCE_PORT=8080`
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*(?![\w-])")
VARIABLE = re.compile(r"\bMINGCE_[A-Z_]+")
TABLE_ROW = re.compile(r"^\| `(?P<command>python [^`]+)` \|[^|]*\|(?P<options>[^|]*)\|$", re.M)

# ---------------------------------------------------------------- what exists


def parser_of(main: Callable[[], object]) -> Parser:
    """The parser that a program makes for itself, caught when it begins to read its arguments."""
    caught: list[Parser] = []

    def catch(parser: Parser, *_: object) -> None:
        caught.append(parser)
        raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(Parser, "parse_args", catch)
        main()
    return caught[0]


@cache
def parsers() -> dict[str, argparse.ArgumentParser]:
    """The parser of each command as it is typed."""
    import app
    import build_index

    commands = next(action for action in mingce.__main__.make_parser()._actions if action.dest == "command")
    return {
        "python app.py": parser_of(app.main),
        "python build_index.py": parser_of(build_index.main),
        **{f"python -m mingce {name}": parser for name, parser in commands.choices.items()},  # type: ignore[union-attr]
    }


def options(parser: argparse.ArgumentParser) -> set[str]:
    return {option for action in parser._actions for option in action.option_strings} - {"-h", "--help"}


def variables_read() -> set[str]:
    """Environment variables that the product reads, apart from Python's own.

    environ["A"], environ.get("A"), getenv("A"), `environment.get(NAME)` where NAME = "A" is in the same file; and the
    settings of the page, whose variables the help of their options names.
    """
    found = set()
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for name in map(environment_name, ast.walk(tree)):
            value = name.value if isinstance(name, ast.Constant) else constants.get(getattr(name, "id", ""))
            if isinstance(value, str) and not value.startswith("PYTHON"):
                found.add(value)
    return found | {name for a in parsers()["python app.py"]._actions for name in VARIABLE.findall(a.help or "")}


def environment_name(node: ast.AST) -> ast.expr | None:
    """The expression that names a variable where the node reads one from an environment."""
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and is_environment(node.value):
        return node.slice
    if not (isinstance(node, ast.Call) and node.args and isinstance(node.func, ast.Attribute)):
        return None
    is_read = node.func.attr == "getenv" or (node.func.attr == "get" and is_environment(node.func.value))
    return node.args[0] if is_read else None


def is_environment(node: ast.expr) -> bool:
    return getattr(node, "attr", getattr(node, "id", "")) in ("environ", "environment")


@cache
def endpoints() -> dict[str, list[str]]:
    """The endpoints that the page offers to programs, each with its parameters."""
    import gradio as gr

    from web import api

    with gr.Blocks() as page:
        api.endpoints(None)  # type: ignore[arg-type]
    found = [function for function in page.fns.values() if function.api_visibility == "public"]
    return {str(function.api_name): list(inspect.signature(function.fn).parameters) for function in found}  # type: ignore[arg-type]


# ---------------------------------------------------------------- what is documented


def typed() -> Iterator[tuple[str, list[str]]]:
    """Every command line of ours in a code block or a code span, as a command and the words after it."""
    lines = [line for block in FENCED.findall(DOCS) for line in block.split("\n")]
    for line in [*lines, *CODE.findall(FENCED.sub("", DOCS))]:
        command = re.search(r"python (?:-m mingce(?: (?P<command>[a-z]+))?|(?:app|build_index)\.py)", line)
        if command and (command["command"] or "mingce" not in command[0]):
            yield command[0], words(line[command.end() :])


def words(rest: str) -> list[str]:
    """The arguments of a command line, up to the explanation beside it.

    >>> words(' ask --for "我们是" > a.csv    与我有关')
    ['ask', '--for', '我们是', '>', 'a.csv']
    """
    return shlex.split(re.split(r"\s{3,}|  #", re.sub(r"[\[\]]", " ", rest).rstrip() or " ")[0])


# ---------------------------------------------------------------- the two agree


def test_each_command_is_in_the_table_with_exactly_its_options() -> None:
    documented = {row["command"]: set(OPTION.findall(row["options"])) for row in TABLE_ROW.finditer(DOCS)}
    assert documented == {command: options(parser) for command, parser in parsers().items()}


def test_each_option_is_explained() -> None:
    """In a table whose first column is the option."""
    explained = {o for cell in re.findall(r"^\| (`-[^|\n]*)\| *[^|\s]", DOCS, re.M) for o in OPTION.findall(cell)}
    known = {option for parser in parsers().values() for option in options(parser)}
    assert explained == known


def test_every_command_line_of_the_documentation_can_be_typed() -> None:
    found = list(typed())
    assert len(found) > 15
    for command, arguments in found:
        assert command in parsers(), command
        used = {word for word in arguments if OPTION.fullmatch(word)}
        assert used <= options(parsers()[command]), (command, arguments)


def test_options_in_running_text_exist() -> None:
    known = {option for parser in parsers().values() for option in options(parser)}
    spans = [span for span in CODE.findall(FENCED.sub("", DOCS)) if span.startswith("--")]
    assert {o for span in spans for o in OPTION.findall(span)} <= known and len(spans) > 20


def test_each_environment_variable_is_documented_and_read() -> None:
    assert set(VARIABLE.findall(DOCS)) == variables_read()


def test_each_endpoint_is_in_the_table_with_its_parameters() -> None:
    page = (ROOT / "docs" / "接口.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z]+)` \|([^|]*)\|", page, re.M)
    assert {name: sorted(CODE.findall(cell)) for name, cell in rows} == {
        name: sorted(parameters) for name, parameters in endpoints().items()
    }


def test_modules_and_make_targets_that_are_named_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"(?:^|`)make ([a-z-]+)", DOCS, re.M)) <= targets
    for module in set(re.findall(r"python -m ([\w.]+)", DOCS)):
        assert find_spec(module), module


def test_linked_files_exist() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:\s]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), (page.name, target)
