"""docs/schema.md and docs/promises.md say what is so."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpuskit.contract import fields
from corpuskit.flat.columns import columns, table_names

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"`(tests/[a-z_/]{1,60}\.py)::(test_[a-z0-9_]{1,120})`")


def test_the_page_of_the_schema_is_current(page_maker: Callable[[str], Any]) -> None:
    module = page_maker("make_schema")
    text = module.PAGE.read_text(encoding="utf-8")
    assert text == module.page(), "run python docs/make_schema.py"
    for name in table_names():
        assert all(f"| `{column.name}` |" in text for column in columns(name))
    assert all(f"| `{field.name}` |" in text for field in fields(leaves=True))


def test_every_test_that_a_promise_names_exists() -> None:
    text = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
    named = NAMED.findall(text)
    assert len(named) == text.count("::") > 30
    known: dict[str, set[str]] = {}
    for path, name in named:
        if path not in known:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            known[path] = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert name in known[path], f"{path} has no {name}"
