"""Looks for bytes that end in a traceback, guided by which branches they reach: ``python tests/fuzz/explore.py``.

    explore.py --seconds 3600              the long run: the time is shared by all targets
    explore.py --runs 2000                 the short one of the tests
    explore.py --target dates --seconds 60 one target
    explore.py --seconds 3600 --save       keeps, in corpus/, the smallest inputs that reach all that was reached

Needs Linux and atheris. It begins with corpus/ and our own dumps, prints a row of a table for each target, and ends
with 1 when anything was found; the bytes are then written to ``--work`` and belong into FOUND of test_fuzz.py.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import random
import re
import sys
import tempfile
import time
from contextlib import redirect_stderr
from pathlib import Path
from typing import NamedTuple

import atheris

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1])]

#: atheris names every module that it instruments.
with (
    open(os.devnull, "w") as nowhere,
    redirect_stderr(nowhere),
    atheris.instrument_imports(include=["corpuskit", "tomllib", "email", "targets"], enable_loader_override=False),
):
    import corpuskit

    for found in pkgutil.walk_packages(corpuskit.__path__, "corpuskit."):
        if not found.name.endswith(("__main__", "engines.worker", "on_ray")):
            importlib.import_module(found.name)
    import targets

import saved  # noqa: E402  found by the path above

#: libFuzzer: the longest input, the seconds that one may take, and the megabytes.
LONGEST, SLOWEST, LARGEST = 2048, 120, 3000
#: Its exit codes for an exception, for an input that takes too long, and for one that takes too much memory.
FINDINGS = {77: "traceback", 70: "too slow", 71: "too large"}
STATUS = re.compile(rb"^#(\d+)\s.*?cov: (\d+) ft: (\d+) corp: (\d+)", re.MULTILINE)


class Explored(NamedTuple):
    """What became of one target: inputs tried, branches and features reached, and what was found."""

    name: str
    seconds: float
    inputs: int
    coverage: tuple[int, int]
    kept: int
    found: list[str]

    def row(self) -> str:
        first, last = self.coverage
        told = "; ".join(self.found) or "nothing"
        return f"| {self.name} | {self.seconds:.0f} | {self.inputs:,} | {first:,} → {last:,} | {self.kept:,} | {told} |"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", choices=targets.TARGETS, action="append", help="may be repeated; all by default")
    parser.add_argument("--seconds", type=int, default=0, help="in all")
    parser.add_argument("--runs", type=int, default=0, help="inputs tried, for each target")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help="keeps what is reached and what is found; goes on with what is there")
    parser.add_argument("--save", action="store_true", help="write the inputs that matter to corpus/")
    wanted = parser.parse_args()
    names = wanted.target or list(targets.TARGETS)
    with tempfile.TemporaryDirectory() as temporary:
        work = wanted.work or Path(temporary)
        print("| target | seconds | inputs | branches | kept | found |\n|---|---|---|---|---|---|", flush=True)
        explored = []
        for name in names:
            explored.append(explore(name, work, wanted.seconds // len(names), wanted.runs, wanted.seed))
            print(explored[-1].row(), flush=True)
        if wanted.save:
            for name in names:
                saved.write(name, (path.read_bytes() for path in (work / name / "reached").iterdir()))
    return int(any(one.found for one in explored))


def explore(name: str, work: Path, seconds: int, runs: int, seed: int) -> Explored:
    """Runs libFuzzer on one target until the time is over or all runs are made; begins again after each finding."""
    reached = work / name / "reached"
    reached.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate([*saved.read(name), *saved.BEGINNINGS]):
        (reached / f"begin-{number:03}").write_bytes(data[:LONGEST])
    words = work / name / "words.dict"
    words.write_text("".join(f'"{_escaped(word)}"\n' for word in saved.words()), encoding="ascii")
    begun, tried, found, coverage = time.monotonic(), 0, [], [0, 0]
    while True:
        left = seconds - int(time.monotonic() - begun)
        bound = [f"-runs={runs - tried}"] if runs else [f"-max_total_time={left}"]
        status, said = _fuzz(name, [*bound, f"-seed={seed + len(found)}", f"-dict={words}"], reached, work)
        lines = STATUS.findall(said)
        if lines:
            tried += int(lines[-1][0])
            coverage = [coverage[0] or int(lines[0][1]), max(coverage[1], int(lines[-1][1]))]
        if status == 0:
            break
        found.append(f"{FINDINGS.get(status, f'exit {status}')} ({_why(said)})")
        if (tried >= runs if runs else left <= 0) or len(found) == 20:
            break
    return Explored(
        name, time.monotonic() - begun, tried, (coverage[0], coverage[1]), len(list(reached.iterdir())), found
    )


def _fuzz(name: str, bounds: list[str], reached: Path, work: Path) -> tuple[int, bytes]:
    """libFuzzer in a process forked for it, since it never returns; its exit code and what it printed."""
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if child == 0:
            os.dup2(said.fileno(), 1)
            os.dup2(said.fileno(), 2)
            for data in saved.BEGINNINGS:  # loads what is loaded when it is used, so that no input is slow for that
                targets.attempt(name, data)
            options = [f"-max_len={LONGEST}", f"-timeout={SLOWEST}", f"-rss_limit_mb={LARGEST}", "-print_final_stats=0"]
            prefix = f"-artifact_prefix={work}/{name}-"
            atheris.Setup(
                [sys.argv[0], *bounds, *options, prefix, str(reached)],
                lambda data: targets.attempt(name, data),
                custom_mutator=mutated,
            )
            atheris.Fuzz()
            os._exit(0)
        _, status = os.waitpid(child, 0)
        said.seek(0)
        return os.waitstatus_to_exitcode(status), said.read()


def mutated(data: bytes, longest: int, seed: int) -> bytes:
    """Half of the time lines are moved, repeated, joined or parted, as pastes differ; else libFuzzer has its way."""
    chance = random.Random(seed)
    if chance.random() < 0.5 or b"\n" not in data:
        return bytes(atheris.Mutate(data, longest))
    lines = data.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    kind = chance.randrange(5)
    if kind == 0:
        lines[one], lines[other] = lines[other], lines[one]
    elif kind == 1:
        lines.insert(other, lines[one])
    elif kind == 2:
        del lines[one]
    elif kind == 3:
        place = chance.randrange(len(lines[one]) + 1)
        lines[one : one + 1] = [lines[one][:place], lines[one][place:]]
    else:
        lines[one : one + 2] = [b"".join(lines[one : one + 2])]
    return b"\n".join(lines)[:longest]


def _escaped(word: str) -> str:
    return "".join(
        chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}" for byte in word.encode("utf-8")
    )


def _why(said: bytes) -> str:
    """The last line of the traceback, or of what libFuzzer says."""
    lines = [
        line
        for line in said.decode("utf-8", "replace").splitlines()
        if re.match(r"[A-Za-z_.]+(Error|Exception)|.*ERROR", line)
    ]
    return lines[-1][:160] if lines else "no word on why"


if __name__ == "__main__":
    sys.exit(main())
