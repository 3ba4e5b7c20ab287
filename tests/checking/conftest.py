"""A finished corpus with its seed beside it, made by the corpus of the tests of packaging."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "packaging"))

import packaging_corpus


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    packaging_corpus.build(tmp_path / "dist")
    return tmp_path / "dist"
