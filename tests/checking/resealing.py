"""A seal made anew over what lies in dist/, as someone would make it who wants to hide a change."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpuskit.packaging.sealing import file_facts, manifest, provenance


def reseal(dist: Path, change: Callable[[dict[str, Any]], None] = lambda content: None, restated: bool = True) -> None:
    """Writes manifest, sums and, when ``restated``, the statement of provenance for the files that are there."""
    content = json.loads((dist / "manifest.json").read_bytes())
    content["files"] = [entry for entry in content["files"] if (dist / entry["path"]).exists()]
    _measure(dist, content)
    change(content)
    if restated:
        files = manifest.Manifest(content).files
        others = [entry for entry in files if entry.path != provenance.PATH]
        (dist / provenance.PATH).write_bytes(provenance.provenance(content, others))
        _measure(dist, content, {provenance.PATH})
    made = manifest.Manifest(content)
    (dist / "manifest.json").write_bytes(made.to_bytes())
    (dist / "SHA256SUMS").write_bytes(made.sums())


def _measure(dist: Path, content: dict[str, Any], paths: set[str] | None = None) -> None:
    for entry in content["files"]:
        if paths is None or entry["path"] in paths:
            entry["bytes"], entry["sha256"] = file_facts.measure(dist / entry["path"])
