"""Fixtures that every room's tests share: dumps of our own making, and the development data beside the checkout."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says more of the machine than of the code. The gate draws the same examples each time, so
# that what it says of a change is about that change; elsewhere each run draws others and looks further.
settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("gate", settings.get_profile("here"), derandomize=True)
settings.load_profile("gate" if os.environ.get("CORPUSKIT_GATE") else "here")

ROOT = Path(__file__).parent.parent
DUMPS = Path(__file__).parent / "dumps"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Development data that is not part of the project; tests that need it are skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"needs the development data in {folder}, which is not part of the project")
    return folder


@pytest.fixture(scope="session")
def dumps() -> Path:
    """Folder of dumps that were written for these tests: invented articles, outlets and people."""
    return DUMPS


@pytest.fixture
def workspace_folder(tmp_path: Path) -> Callable[..., Path]:
    """Makes a workspace: ``workspace_folder({"a.txt": b"…"}, config="title = …")``."""

    def make(files: dict[str, bytes], config: str | None = None) -> Path:
        folder = tmp_path / "workspace"
        for name, data in files.items():
            path = folder / "seeds" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if config is not None:
            (folder / "seeds" / "corpus.toml").write_text(config, encoding="utf-8")
        return folder

    return make
