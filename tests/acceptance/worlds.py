"""One corpus built in many environments, byte for byte the same: ``python tests/acceptance/worlds.py``.

Each is a build by the command line in a process of its own, of a copy of the seeds of this repository and of our own
dumps in another folder. Prints a line for each; ends with 1 if one differs. `test_same_bytes` builds in some of them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class World:
    """An environment: variables (None: not set at all), mask of new files, options, and how the seeds came to lie.

    ``backwards``: the seeds are written in the order of their names from the last to the first, so that a folder lists
    them otherwise; ``deep``: the workspace lies so many folders down; ``here``: it is the working directory.
    """

    variables: Mapping[str, str | None] = field(default_factory=dict)
    umask: int = 0o022
    options: tuple[str, ...] = ()
    backwards: bool = False
    deep: int = 1
    here: bool = False
    nice: int = 0


PLAIN = World()
WORLDS: Mapping[str, World] = {
    "the same again": PLAIN,
    "another hash seed": World({"PYTHONHASHSEED": "4711"}),
    "hash seed 0": World({"PYTHONHASHSEED": "0"}),
    "a time zone in the east": World({"TZ": "Asia/Kathmandu"}),
    "a time zone in the west": World({"TZ": "Pacific/Honolulu"}),
    "no locale": World({"LC_ALL": "C", "LANG": "C"}),
    "no locale and no UTF-8": World({"LC_ALL": "POSIX", "LANG": None, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "a Turkish locale": World({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
    "UTF-8 mode": World({"PYTHONUTF8": "1"}),
    "streams in Latin-1": World({"PYTHONIOENCODING": "latin-1"}),
    "another home and name": World({"HOME": "/nonexistent", "USER": "somebody", "LOGNAME": "somebody"}),
    "no home": World({"HOME": None, "XDG_CONFIG_HOME": None, "XDG_CACHE_HOME": None}),
    "optimised": World({"PYTHONOPTIMIZE": "1"}),
    "optimised without docstrings": World({"PYTHONOPTIMIZE": "2"}),
    "no compiled files": World({"PYTHONDONTWRITEBYTECODE": "1"}),
    "one thread": World({"OMP_NUM_THREADS": "1", "ARROW_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}),
    "eight threads": World({"OMP_NUM_THREADS": "8", "ARROW_NUM_THREADS": "8", "OPENBLAS_NUM_THREADS": "8"}),
    "no SIMD of Arrow": World({"ARROW_USER_SIMD_LEVEL": "NONE"}),
    "a narrow terminal": World({"COLUMNS": "20", "NO_COLOR": "1"}),
    "colour": World({"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"}),
    "continuous integration": World({"CI": "true", "GITHUB_ACTIONS": "true"}),
    "a date of release in the environment": World({"SOURCE_DATE_EPOCH": "1"}),
    "files for nobody else": World(umask=0o077),
    "files for everybody": World(umask=0o000),
    "two workers": World(options=("--jobs", "2")),
    "no cache": World(options=("--no-cache",)),
    "seeds written backwards": World(backwards=True),
    "far down": World(deep=12),
    "the working directory": World(here=True),
    "low priority": World(nice=19),
}


def build(folder: Path, cwd: Path, world: World) -> Path:
    """Builds a copy of the seeds below ``folder``; returns dist/."""
    place = folder.joinpath(*["deeper"] * (world.deep - 1), "workspace")
    (place / "seeds").mkdir(parents=True)
    seeds = [*(ROOT / "seeds").iterdir(), *(ROOT / "tests" / "dumps").glob("*.txt")]
    for seed in sorted(seeds, key=lambda path: path.name, reverse=world.backwards):
        shutil.copyfile(seed, place / "seeds" / seed.name)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **world.variables}
    command = [sys.executable, "-m", "corpuskit", "build", "-q", *world.options]
    subprocess.run(
        [*(["nice", "-n", str(world.nice)] if world.nice else []), *command, "." if world.here else str(place)],
        cwd=place if world.here else cwd,
        env={name: value for name, value in environment.items() if value is not None},
        umask=world.umask,
        check=True,
    )
    return place / "dist"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def main() -> int:
    differing = 0
    with tempfile.TemporaryDirectory() as work:
        first = contents(build(Path(work) / "first", ROOT, PLAIN))
        for number, (name, world) in enumerate(WORLDS.items()):
            found = contents(build(Path(work) / str(number), Path(work), world))
            other = sorted(path for path in first.keys() | found.keys() if first.get(path) != found.get(path))
            differing += bool(other)
            print(f"{name}: {', '.join(other) if other else 'the same'}", flush=True)
    digest = hashlib.sha256(first["SHA256SUMS"]).hexdigest()
    print(f"{len(WORLDS)} environments, {differing} differ; {len(first)} files, SHA256SUMS has {digest[:16]}…")
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main())
