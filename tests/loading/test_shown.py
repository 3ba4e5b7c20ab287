"""What the functions of the package give back, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pastes import FERRY, MAPS

import corpuskit


def test_a_build_is_shown_by_its_folder_and_counts(workspace_folder: Callable[..., Path]) -> None:
    built = corpuskit.build(workspace_folder({"paste.txt": f"{FERRY}\n{MAPS}".encode()}))
    assert repr(built) == f"<Build {str(built.dist)!r}: records=2, problems=0, exit_code=OK>"
