"""Benches, with and without the library that makes calls fail."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from bench import Bench, compiled

MEMORY = Path("/dev/shm")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A bench whose builds can be made to fail at any call; in memory where possible, since builds sync."""
    folder = tmp_path_factory.mktemp("bench")
    library = compiled(folder)
    if library is None:
        pytest.skip("needs Linux and a C compiler")
    place = MEMORY if MEMORY.is_dir() else folder
    with tempfile.TemporaryDirectory(dir=place) as quick, Bench(Path(quick), library) as made:
        yield made


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A bench on which nothing fails by itself."""
    with Bench(tmp_path_factory.mktemp("plain")) as made:
        yield made
