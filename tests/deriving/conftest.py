"""A corpus with its texts, the same without them, and seeds of which one is the project's own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import corpuskit

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT / "seeds" / "000_f9ebc50f77beef4a.txt"
DUMPS = ROOT / "tests" / "dumps"
CONFIG = """
title = "Three dumps"
name = "three-dumps"
version = "1.0.0"
license = "CC-BY-4.0"
[seeds."moorbach.txt"]
rights = "Written for tests."
"""


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with three seeds and its dist/."""
    folder = tmp_path_factory.mktemp("deriving") / "corpus"
    (folder / "seeds").mkdir(parents=True)
    for path in (SEED, DUMPS / "harbour.txt", DUMPS / "moorbach.txt"):
        shutil.copy(path, folder / "seeds")
    (folder / "seeds" / "corpus.toml").write_text(CONFIG, encoding="utf-8")
    corpuskit.build(folder, also=["csv", "text"])
    return folder


@pytest.fixture(scope="session")
def release(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without texts, in every format, with features."""
    out = tmp_path_factory.mktemp("release") / "dist"
    also = ["csv", "sqlite", "arrow", "text", "json-ld", "tei", "references", "bagit", "dcat"]
    corpuskit.build(corpus, out=out, withhold_text=True, features=True, also=also)
    return out


@pytest.fixture
def own_release(corpus: Path, tmp_path: Path) -> Path:
    """A release that a test may change."""
    corpuskit.build(corpus, out=tmp_path / "dist", withhold_text=True, features=True, also=["csv", "text"])
    return tmp_path / "dist"
