"""The same in, the same out: a build does not depend on where, when and under which settings it runs.

Here some environments; ``python tests/acceptance/worlds.py`` builds in all of them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from worlds import PLAIN, ROOT, WORLDS, World, build, contents

SOME = (
    "another hash seed",
    "a time zone in the east",
    "no locale and no UTF-8",
    "no home",
    "optimised without docstrings",
    "one thread",
    "seeds written backwards",
    "two workers",
)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return contents(build(tmp_path_factory.mktemp("first"), ROOT, PLAIN))


@pytest.mark.parametrize("name", SOME)
def test_the_bytes_are_the_same_with(name: str, first: dict[str, bytes], tmp_path: Path) -> None:
    again = contents(build(tmp_path / "elsewhere", tmp_path, WORLDS[name]))
    assert sorted(first) == sorted(again)
    assert [path for path in first if first[path] != again[path]] == []


def test_all_of_it_at_once_changes_no_byte(first: dict[str, bytes], tmp_path: Path) -> None:
    variables = {name: value for world in WORLDS.values() for name, value in world.variables.items()}
    world = World(variables, 0o077, ("--no-cache", "--jobs", "2"), backwards=True, deep=12, here=True)
    assert contents(build(tmp_path / "elsewhere", tmp_path, world)) == first
