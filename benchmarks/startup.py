"""How long a command takes to start, side by side, as ratios.

    python benchmarks/startup.py [--runs 15]

Each pair is run in turn (A B A B …) as whole processes after one warm-up; the ratio is that of the medians, with the
spread of the pairwise ratios beside it. Times on shared machines are noisy, ratios of neighbours are not.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = Path(__file__).parent.parent / "seeds" / "000_f9ebc50f77beef4a.txt"
BARE = "import click\n@click.group()\ndef main(): pass\n@main.command()\ndef build(): 'Build.'\nmain()\n"
CORPUSKIT = "import sys; from corpuskit.cli import main; main()"
HEAVY = ("pyarrow", "numpy", "jsonschema", "rich")


def timed(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - started


def ratio(name: str, limit: float, ours: list[str], theirs: list[str], runs: int) -> None:
    timed(ours), timed(theirs)
    pairs = [(timed(ours), timed(theirs)) for _ in range(runs)]
    a, b = (statistics.median(column) for column in zip(*pairs, strict=True))
    single = sorted(x / y for x, y in pairs)
    print(
        f"{name:58} {a * 1000:6.0f} ms {b * 1000:6.0f} ms {a / b:6.2f} ×"
        f"  ({single[0]:.2f} to {single[-1]:.2f}; limit {limit})"
    )


def libraries_of_a_build() -> list[str]:
    """The third-party modules that a build of this repository's workspace has loaded when it ends.

    Top-level packages, and the public parts of pyarrow that are imported one by one.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(SEED.parent, Path(folder) / "seeds")
        code = (
            f"import sys; sys.argv = ['corpuskit', 'build', '-q', {folder!r}]\n"
            "from corpuskit.cli import main\n"
            "try: main()\n"
            "except SystemExit: pass\n"
            "loaded = {name.split('.')[0] for name in sys.modules} - {'corpuskit', '__main__'}\n"
            "parts = {'pyarrow.compute', 'pyarrow.parquet'} & set(sys.modules)\n"
            "print(*sorted((loaded - sys.stdlib_module_names) | parts))"
        )
        out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    return [name for name in out.split() if not name.startswith("_") and importable(name)]


def importable(name: str) -> bool:
    """Whether a module can be imported by itself; some that extension modules leave behind cannot."""
    return subprocess.run([sys.executable, "-c", f"import {name}"], check=False, capture_output=True).returncode == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    python = sys.executable
    os.environ["NO_COLOR"] = "1"
    compiled = tempfile.TemporaryDirectory()  # modules are compiled once, as in an installation
    os.environ["PYTHONPYCACHEPREFIX"] = compiled.name
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    loaded = subprocess.run(
        [python, "-c", f"import sys; sys.argv = ['corpuskit', '--help']\ntry:\n {CORPUSKIT}\nfinally:\n"
         f" sys.stderr.write(' '.join(m for m in {HEAVY!r} if m in sys.modules))"],
        check=True, capture_output=True, text=True,
    ).stderr  # fmt: skip
    print(f"heavy modules loaded by --help: {loaded or 'none'}")
    print(f"{'':58} {'ours':>9} {'theirs':>9} {'ratio':>8}")
    ratio("corpuskit --help / a bare click group's --help", 2.0,
          [python, "-c", CORPUSKIT, "--help"], [python, "-c", BARE, "--help"], runs)  # fmt: skip
    modules = libraries_of_a_build()
    print(f"libraries of a build: {' '.join(modules)}")
    folder = Path(tempfile.mkdtemp())
    shutil.copytree(SEED.parent, folder / "seeds")
    try:
        ratio("corpuskit build of the 33 kB seed / importing its libraries", 4.0,
              [python, "-m", "corpuskit", "build", "-q", str(folder)],
              [python, "-c", "import " + ", ".join(modules)], runs)  # fmt: skip
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
