"""The page on caveats shows the table that the benchmark prints, and every code of a caveat."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from corpuskit.lexicon.outlets import Registry
from corpuskit.problems import codes

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "caveats.md").read_text("utf-8")


def test_the_table_of_the_benchmark_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(ROOT / "benchmarks"), *sys.path])
    benchmark = importlib.import_module("caveats")
    cases = benchmark.read(benchmark.affiliation.OWN)
    assert {benchmark.kind_of(case) for case in cases} <= {kind for kinds in benchmark.KINDS.values() for kind in kinds}
    assert benchmark.table(cases, Registry.load()) in PAGE, "run python benchmarks/caveats.py and paste its first table"


def test_every_caveat_has_its_row() -> None:
    missing = [code for code, entry in codes().items() if entry.kind == "caveat" and f"`{code}`" not in PAGE]
    assert missing == []
