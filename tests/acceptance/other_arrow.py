"""The same records with the lowest pyarrow that is allowed: ``python tests/acceptance/other_arrow.py [--python PATH]``.

Builds the corpus of this repository and our own dumps twice: here, and with another Python, in which corpuskit's
dependencies are installed with the lowest pyarrow of pyproject.toml (by default a virtualenv that is made for it).
The logical hash has to be the same; whether the bytes are is printed. Ends with 1 where the records differ.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--python", type=Path, help="a Python that has another pyarrow")
    wanted = parser.parse_args()
    differ = 0
    with tempfile.TemporaryDirectory() as folder:
        other = wanted.python or with_lowest_arrow(Path(folder) / "venv")
        for number, seeds in enumerate([ROOT, ROOT / "tests" / "dumps"]):
            one = manifest(Path(sys.executable), seeds, Path(folder) / f"one-{number}")
            two = manifest(other, seeds, Path(folder) / f"two-{number}")
            same = one["records_sha256"] == two["records_sha256"]
            differ += not same
            files = {entry["path"]: entry["sha256"] for entry in one["files"]}
            changed = [entry["path"] for entry in two["files"] if files.get(entry["path"]) != entry["sha256"]]
            versions = " and ".join(made["versions"]["pyarrow"] for made in (one, two))
            verdict = "the same records" if same else "OTHER RECORDS"
            print(f"{seeds.name}: pyarrow {versions}: {verdict} ({one['counts']['records']}), {one['records_sha256']}")
            print(f"  files with other bytes: {', '.join(changed) or 'none'}", flush=True)
    return int(differ > 0)


def with_lowest_arrow(folder: Path) -> Path:
    """A virtualenv with corpuskit's dependencies and the lowest pyarrow; its Python."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (lowest,) = re.findall(r'"pyarrow>=([0-9.]+)', text)
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", str(ROOT), f"pyarrow=={lowest}.*"], check=True)
    return python


def manifest(python: Path, seeds: Path, dist: Path) -> dict[str, Any]:
    """The manifest of a build by another Python of the code that lies here."""
    subprocess.run(
        [str(python), "-m", "corpuskit", "build", "-q", "--no-cache", str(seeds), "--out", str(dist)],
        check=True,
        cwd=dist.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    made: dict[str, Any] = json.loads((dist / "manifest.json").read_bytes())
    return made


if __name__ == "__main__":
    sys.exit(main())
