"""The same in, the same out: a build does not depend on where, when and under which settings it runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
WORLDS = {
    "plain": {},
    "another hash seed": {"PYTHONHASHSEED": "4711"},
    "another time zone": {"TZ": "Asia/Kathmandu"},
    "no locale": {"LC_ALL": "C", "LANG": "C"},
    "another home and name": {"HOME": "/nonexistent", "USER": "somebody", "LOGNAME": "somebody"},
    "optimised": {"PYTHONOPTIMIZE": "1"},
    "one thread": {"OMP_NUM_THREADS": "1", "ARROW_NUM_THREADS": "1"},
}


def build(folder: Path, cwd: Path, umask: int, environment: dict[str, str]) -> Path:
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    subprocess.run(
        [sys.executable, "-m", "corpuskit", "build", "-q", os.path.relpath(folder, cwd)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        umask=umask,
        check=True,
    )
    return folder / "dist"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first") / "workspace"
    return build(folder, ROOT, 0o022, {})


@pytest.mark.parametrize("world", WORLDS)
def test_the_bytes_are_the_same_in(world: str, first: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "deeper" / "elsewhere", tmp_path, 0o077, WORLDS[world])
    one, other = contents(first), contents(again)
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []
