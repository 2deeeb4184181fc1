"""The house: rooms on floors, every import to a lower floor, no circle; and pieces small enough to be read."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# The floors from the ground up. A room imports from lower floors only; rooms of one floor do not know each other.
FLOORS = (
    {"errors", "datatypes", "disk"},
    {"text", "models"},
    {"store", "read", "facts"},
    {"export"},
    {"ask", "study", "applies", "prepare"},
    {"index"},
    {"documents"},
    {"cli"},
    {"__main__", "web", "training"},
    {"evaluation", "app", "build_index"},
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}
SOURCES = sorted(
    [ROOT / "app.py", ROOT / "build_index.py"]
    + [path for folder in ("mingce", "web", "evaluation", "training") for path in (ROOT / folder).rglob("*.py")]
)


def module_of(path: Path) -> str:
    """
    >>> module_of(ROOT / "mingce" / "ask" / "answer.py"), module_of(ROOT / "mingce" / "ask" / "__init__.py")
    ('mingce.ask.answer', 'mingce.ask')
    """
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in SOURCES}


def room_of(module: str) -> str:
    """
    >>> room_of("mingce.ask.answer"), room_of("mingce.index"), room_of("web.page"), room_of("app")
    ('ask', 'index', 'web', 'app')
    """
    parts = module.split(".")
    return parts[1] if parts[0] == "mingce" and len(parts) > 1 else parts[0]


def imports_of(path: Path) -> Iterator[str]:
    """The modules of this project that a file imports, also inside functions and for types only."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if f"{node.module}.{alias.name}" in MODULES:
                    yield f"{node.module}.{alias.name}"
                elif node.module in MODULES:
                    yield node.module


ARROWS = {module: sorted(set(imports_of(path)) - {"mingce"}) for module, path in MODULES.items()}


def test_every_import_leads_down() -> None:
    wrong = [
        f"{module} imports {other}"
        for module, others in ARROWS.items()
        if module != "mingce"  # the package itself only names its entry, late
        for other in others
        if room_of(other) != room_of(module) and FLOOR[room_of(other)] >= FLOOR[room_of(module)]
    ]
    assert not wrong


def test_no_file_reaches_itself_again() -> None:
    """Within a room, too: files that import each other are one file."""
    done: set[str] = set()

    def walk(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, f"a circle: {' -> '.join((*trail[trail.index(module) :], module))}"
        if module not in done:
            for other in ARROWS[module]:
                walk(other, (*trail, module))
            done.add(module)

    for module in set(ARROWS) - {"mingce"}:
        walk(module, ())


def test_there_are_few_rooms() -> None:
    """What one sees from the top: the rooms of mingce/, and what stands beside it."""
    rooms = {room_of(module) for module in MODULES} - {"mingce", "__main__"}
    assert rooms <= set(FLOOR) and len(rooms) <= 25


@pytest.mark.parametrize("room", sorted(path.parent.name for path in ROOT.glob("mingce/*/__init__.py")))
def test_a_room_says_what_it_turns_into_what(room: str) -> None:
    tree = ast.parse((ROOT / "mingce" / room / "__init__.py").read_text(encoding="utf-8"))
    said = ast.get_docstring(tree)
    assert said and said.endswith(".")
    assert all(isinstance(node, (ast.Expr, ast.ImportFrom, ast.Assign)) for node in tree.body)


LONGEST_FUNCTION = 60  # lines
LONGEST_FILE = 500  # lines of code: without empty lines and comments


@pytest.mark.parametrize("path", [*SOURCES, *sorted((ROOT / "tests").rglob("*.py"))], ids=lambda path: path.name)
def test_pieces_are_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    code = [line for line in text.splitlines() if line.strip() and not line.strip().startswith("#")]
    assert len(code) <= LONGEST_FILE
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, (ast.FunctionDef, ast.AsyncFunctionDef))]
    long = {n.name: size for n in functions if (size := (n.end_lineno or n.lineno) - n.lineno + 1) > LONGEST_FUNCTION}
    assert not long
