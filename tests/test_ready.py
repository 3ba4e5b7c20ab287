"""What ships as TOML is read from ready.txt, and from itself where it has changed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from corpuskit import ready

LISTS = sorted(ready.PACKAGE.rglob("*.toml"))


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_a_list_says_ready_what_it_says_as_it_is(path: Path) -> None:
    assert ready.read_list(path) == tomllib.loads(path.read_text("utf-8"))


def test_a_list_is_taken_from_where_it_is_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """No TOML is read of lists that have not changed."""
    monkeypatch.setattr(ready, "tomllib", None)
    assert all(ready.read_list(path) for path in LISTS)


def test_a_list_that_has_changed_is_read_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.toml"
    path.write_text("words = [1]\n", "utf-8")
    monkeypatch.setattr(ready, "PACKAGE", tmp_path)
    monkeypatch.setattr(ready, "READY", tmp_path / "ready.txt")
    ready.READY.write_text(ready.lines().replace("[1]", "[2]"), "utf-8")
    ready._lines.cache_clear()
    try:
        assert ready.read_list(path) == {"words": [2]}
        path.write_text("words = [3]\n", "utf-8")
        assert ready.read_list(path) == {"words": [3]}
    finally:
        ready._lines.cache_clear()


def test_what_is_read_is_the_readers_own() -> None:
    path = LISTS[0]
    ready.read_list(path).clear()
    assert ready.read_list(path)
