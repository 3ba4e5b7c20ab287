"""Patterns that one run has compiled and kept are, for the next, what compiling them anew would make."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpuskit import patterns
from corpuskit.patterns import compiled, keep, later

EXPRESSION = r"(?P<day>\d{1,2}+)[. ]{1,2}(?P<month>[^\W\d_]+|[\u3040-\u9fff]月)(?i:x)?(?=,|$)"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where expressions are kept, as for a process that begins."""
    file = tmp_path / "patterns.kept"
    monkeypatch.setattr(patterns, "_file", lambda: file)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    _begin()
    yield file
    _begin()


def _begin() -> None:
    patterns._kept.cache_clear()
    patterns._fresh.clear()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    st.sampled_from([EXPRESSION, r"a|(b)\1", r"[äöü]+", "", r"(?x) a  # b", rb"\x80[^\n]*+"]),
    st.sampled_from([0, re.IGNORECASE, re.MULTILINE | re.DOTALL]),
)
def test_what_is_kept_is_what_is_compiled(file: Path, pattern: str | bytes, flags: int) -> None:
    first = compiled(pattern, flags)
    keep()
    _begin()
    kept, anew = compiled(pattern, flags), re.compile(pattern, flags)
    assert patterns._fresh == {}
    for one in (first, kept):
        assert (one, one.flags, one.groups, one.groupindex) == (anew, anew.flags, anew.groups, anew.groupindex)
    if isinstance(pattern, str):
        match = kept.search("3. März, 3 月")
        assert (match and match.groupdict()) == ((again := anew.search("3. März, 3 月")) and again.groupdict())


def test_those_of_earlier_runs_stay_when_others_are_added(file: Path) -> None:
    for pattern in ("a+", "b+"):
        compiled(pattern)
        keep()
        _begin()
    assert later("a+").search("aa") is not None
    assert compiled("b+").search("bb") is not None
    assert patterns._fresh == {}


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:-9], lambda data: bytes(len(data))])
def test_a_damaged_file_is_as_good_as_none(file: Path, damage: object) -> None:
    compiled(EXPRESSION)
    keep()
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    _begin()
    assert compiled(EXPRESSION) == re.compile(EXPRESSION)
    assert len(patterns._fresh) == 1


def test_what_another_version_has_kept_is_not_read(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(EXPRESSION)
    keep()
    _begin()
    monkeypatch.setattr(sys, "version", "4.0")
    compiled(EXPRESSION)
    assert len(patterns._fresh) == 1


def test_nothing_is_kept_where_python_may_not_write(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled(EXPRESSION)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    keep()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(os, "access", lambda *_: False)
    keep()
    assert not file.exists()


def test_nothing_is_kept_where_the_names_of_cpython_are_missing_or_make_another(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled(EXPRESSION)
    for module, name in (("re._parser", "parse"), ("re._compiler", "_code")):
        with monkeypatch.context() as patch:
            patch.delattr(importlib.import_module(module), name)
            keep()
    parse = importlib.import_module("re._parser").parse
    monkeypatch.setattr("re._parser.parse", lambda pattern, flags: parse(f"{pattern}?", flags))
    keep()
    assert not file.exists()


def test_a_command_leaves_what_it_compiled_to_the_next(tmp_path: Path) -> None:
    code = (
        "import sys\nsys.argv = ['corpuskit', 'outlets', 'Example Times']\n"
        "from corpuskit import patterns\nfrom corpuskit.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    print(len(patterns._fresh), len(patterns._kept()))\n"
    )
    set_apart = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    counts = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**set_apart, "PYTHONPYCACHEPREFIX": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        )
        counts.append(tuple(map(int, done.stdout.splitlines()[-1].split())))
    (fresh, none), (left, kept) = counts
    assert none == left == 0
    assert fresh == kept > 0
