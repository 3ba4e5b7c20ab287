"""The house: rooms import only what comes before them, and nothing heavy is loaded before it is needed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpuskit.lexicon.outlets.registry import DIGEST, made_digest
from corpuskit.ready import READY, lines
from corpuskit.splitting.scoring.packed_weights import PAGE_WEIGHTS, WEIGHTS, packed

PACKAGE = Path(__file__).parent.parent / "corpuskit"
#: The order of the rooms (docs/design.md).
ORDER = (
    "version",
    "exits",
    "patterns",
    "ready",
    "model",
    "versions",
    "counting",
    "sorted_numbers",
    "octets",
    "hidden",
    "metering",
    "threads",
    "formats",
    "contract",
    "arrow",
    "flat",
    "problems",
    "installed",
    "extensions",
    "conditions",
    "stores",
    "workspace",
    "reading",
    "lexicon",
    "splitting",
    "corrections",
    "describing",
    "caveats",
    "validating",
    "datasheet",
    "packaging",
    "withholding",
    "checking",
    "deriving",
    "publishing",
    "reports",
    "policies",
    "engines",
    "marking",
    "pipeline",
    "validation",
    "rebuilding",
    "repairing",
    "comparing",
    "adding",
    "cli",
    "__main__",
)
#: The order inside rooms: what their files may import as they are loaded.
INSIDE = {
    "workspace": (
        "names",
        "limits",
        "files",
        "configuration",
        "starter",
        "automation",
        "walk",
        "stored",
        "elsewhere",
        "layouts",
        "__init__",
    ),
    "reading": (
        "optional",
        "line_ends",
        "sources",
        "encodings",
        "blocks",
        "plain",
        "parsers",
        "documents",
        "__init__",
    ),
    "packaging": (
        "joining",
        "jsonl",
        "outside",
        "groups",
        "passing",
        "sealing",
        "tally",
        "exporters",
        "standards",
        "pages",
        "placing",
        "writing",
        "__init__",
    ),
    "splitting": (
        "statement",
        "pieces",
        "recognition",
        "overruled",
        "lines",
        "pages",
        "clues",
        "habits",
        "scoring",
        "exports",
        "table_places",
        "parting",
        "pasted",
        "layouts",
        "mixed",
        "written_layout",
        "several",
        "opening",
        "cutting",
        "__init__",
    ),
}
#: What anyone may import: the door of the house has the version and the public functions, which import when called.
DOOR = "__init__"
HEAVY = ("pyarrow", "numpy", "jsonschema", "py3langid", "pandas", "referencing", "rensa", "rfc3986_validator")
FILES = sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and full name of everything imported, wherever in the file; relative imports have no place here."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"relative import on line {node.lineno}"
            for name in node.names:
                yield node.lineno, f"{node.module}.{name.name}"
        elif isinstance(node, ast.Call) and node.args and isinstance(node.func, ast.Name):
            first = node.args[0]
            if node.func.id == "import_module":
                yield node.lineno, _text(first)


def _text(argument: ast.expr) -> str:
    """The name that import_module is given, as far as it is written down."""
    if isinstance(argument, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in argument.values)
    return str(argument.value) if isinstance(argument, ast.Constant) else "*"


def imported_rooms(path: Path) -> Iterator[tuple[int, str]]:
    for line, name in imports(ast.parse(path.read_text(encoding="utf-8"))):
        parts = name.split(".")
        if parts[0] == "corpuskit" and len(parts) > 1:
            is_room = (PACKAGE / parts[1]).is_dir() or (PACKAGE / f"{parts[1]}.py").is_file()
            yield line, parts[1] if is_room else DOOR


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_what_comes_before_it(path: Path) -> None:
    own = room(path)
    if own == DOOR:
        return
    assert own in ORDER, f"{own} has no place in the order of the house"
    for line, other in imported_rooms(path):
        if other in (own, DOOR):
            continue
        assert other in ORDER, f"{path}:{line} imports {other}, which has no place in the order of the house"
        assert ORDER.index(other) < ORDER.index(own), f"{path}:{line}: {own} imports {other}, which comes later"


def loaded(body: list[ast.stmt]) -> Iterator[str]:
    """What a module imports as it is loaded, not when a function of it is called or where only types are checked."""
    for statement in body:
        if isinstance(statement, ast.ImportFrom):
            yield from (f"{statement.module}.{name.name}" for name in statement.names)


@pytest.mark.parametrize(
    "path", [path for path in FILES if room(path) in INSIDE], ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_a_folder_within_a_room_loads_only_what_comes_before_it(path: Path) -> None:
    order = INSIDE[room(path)]

    def place(parts: tuple[str, ...]) -> int:
        return order.index(parts[0].removesuffix(".py"))

    own = place(path.relative_to(PACKAGE / room(path)).parts)
    for name in loaded(ast.parse(path.read_text(encoding="utf-8")).body):
        parts = tuple(name.split("."))
        if parts[:2] == ("corpuskit", room(path)) and parts[2] in order:
            assert place(parts[2:]) <= own, f"{path} loads {name}, which comes later"


def test_rooms_before_the_command_line_do_not_go_through_the_door() -> None:
    for path in FILES:
        if room(path) not in (DOOR, "cli", "__main__"):
            through = [line for line, other in imported_rooms(path) if other == DOOR]
            assert not through, f"{path}: the public API is for users of the package, line {through}"


def test_the_command_line_starts_without_heavy_libraries() -> None:
    """Loading every command loads none of them: who asks for --help does not wait for pyarrow."""
    modules = ["corpuskit", *(f"corpuskit.cli.{path.stem}" for path in FILES if room(path) == "cli")]
    code = f"import sys, {', '.join(modules)}; print(sorted(set(sys.modules) & set({HEAVY!r})))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_says_in_its_first_line_what_it_is_for(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    doc = ast.get_docstring(ast.parse(source))
    assert doc, f"{path} has no docstring"
    assert source.startswith(('"""', 'r"""'))
    assert doc.splitlines()[0].strip()


def test_the_ready_lists_and_weights_are_those_that_ship() -> None:
    assert READY.read_text("utf-8") == lines(), "run python docs/make_ready.py"
    for weights in (WEIGHTS, PAGE_WEIGHTS):
        assert weights.packed.read_bytes() == packed(weights.stated), "run python docs/make_ready.py"
    assert DIGEST.read_text("utf-8") == made_digest(), "run python docs/make_ready.py"


def test_no_two_files_of_tests_share_a_name() -> None:
    """pytest imports them by their names alone."""
    names = Counter(path.name for path in Path(__file__).parent.rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []


def test_no_file_is_a_cupboard() -> None:
    """Files are named after the thing in them."""
    for path in FILES:
        assert path.stem not in {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}, path


def test_the_checks_of_this_house_can_fail() -> None:
    tree = ast.parse("import numpy\nfrom corpuskit.cli import x\nimport_module(f'corpuskit.{y}')\nfrom a import (b, c)")
    assert list(imports(tree)) == [(1, "numpy"), (2, "corpuskit.cli.x"), (4, "a.b"), (4, "a.c"), (3, "corpuskit.*")]
