"""Prints every regular expression that corpuskit compiles, as JSON lines: file, pattern, flags, whether it is searched.

Run by test_patterns. One that is bound to a name and only asked whether it matches at a place is not searched; one
whose uses cannot be told is.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any, NamedTuple

DUMPS = Path(__file__).parent.parent / "dumps"
AT_A_PLACE = {"match", "fullmatch"}
COMPILING = {"re.compile", "later"}


class Compiled(NamedTuple):
    """A pattern, the line that compiled it, and the function of ``re`` that was asked to."""

    file: str
    line: int
    asked: str
    pattern: str
    flags: int


seen: set[Compiled] = set()
compile_ = re._compile  # type: ignore[attr-defined]  # what every function of the module goes through


def noting(pattern: Any, flags: Any) -> Any:
    frame = sys._getframe(1)
    asked = frame.f_code.co_name
    while frame.f_back is not None and frame.f_code.co_filename in (re.__file__, __file__):
        asked = frame.f_code.co_name
        frame = frame.f_back
    made = compile_(pattern, flags)
    if f"{'/'}corpuskit{'/'}" in frame.f_code.co_filename.replace("\\", "/"):
        source, flags = made.pattern, made.flags & ~re.UNICODE
        if isinstance(source, bytes):  # the same over characters below 256, those of ASCII alone being letters
            source, flags = source.decode("latin-1"), flags | re.ASCII
        seen.add(Compiled(frame.f_code.co_filename, frame.f_lineno, asked, source, flags))
    return made


class Uses(ast.NodeVisitor):
    """Of the modules that were visited: the name that each line is bound to, and what is asked of each name."""

    def __init__(self) -> None:
        self.bound: dict[tuple[str, int], str] = {}
        self.asked: dict[str, set[str]] = defaultdict(set)  #: "?" where the name stands by itself
        self.file = ""

    def read(self, file: str) -> None:
        self.file = file
        self.visit(ast.parse(Path(file).read_text(encoding="utf-8")))

    def visit_Assign(self, node: ast.Assign) -> None:
        self._bind(node.targets[0], node.value)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        self._bind(node.target, node.value)

    def _bind(self, target: ast.expr, value: ast.expr | None) -> None:
        if isinstance(value, ast.Call) and isinstance(target, ast.Name) and ast.unparse(value.func) in COMPILING:
            self.bound |= {(self.file, line): target.id for line in range(value.lineno, (value.end_lineno or 0) + 1)}
        if value is not None:
            self.visit(value)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name):
            self.asked[node.value.id].add(node.attr)
            self.asked[node.attr].add("?")
        elif isinstance(node.value, ast.Attribute):
            self.asked[node.value.attr].add(node.attr)
            self.visit(node.value.value)
        else:
            self.visit(node.value)

    def visit_Name(self, node: ast.Name) -> None:
        self.asked[node.id].add("?")


re._compile = noting  # type: ignore[attr-defined]

import corpuskit  # noqa: E402
from corpuskit import patterns  # noqa: E402


def now(pattern: Any, flags: Any = 0, *, beyond: str = "") -> Any:
    return re.compile(pattern, flags)


patterns.later = now  # whoever imports it from now on does not wait
for found in pkgutil.walk_packages(corpuskit.__path__, "corpuskit."):
    if not found.name.endswith(("__main__", "engines.worker", "on_ray")):
        importlib.import_module(found.name)
for record in corpuskit.split(DUMPS):
    assert record
everywhere, alone = Uses(), {file: Uses() for file in {one.file for one in seen}}
for path in Path(corpuskit.__file__).parent.rglob("*.py"):
    everywhere.read(str(path))
for file, uses in alone.items():
    uses.read(file)
told = set()
for one in seen:
    name = everywhere.bound.get((one.file, one.line), "")
    asked = (alone[one.file] if name.startswith("_") else everywhere).asked[name] if name else {"?"}
    searched = one.asked not in AT_A_PLACE and not asked <= AT_A_PLACE
    told.add((Path(one.file).name, one.pattern, one.flags, searched))
for line in sorted(told):
    print(json.dumps(line))
