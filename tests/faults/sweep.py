"""Every fault at every call of a build: ``python tests/faults/sweep.py [--share 0.1] [--fault NAME]``.

Some hundred calls times twelve faults, and pairs of faults: a build is killed, and the one that clears up after it is
broken. Prints what was wrong, then a line a fault; ends with 1 if anything was.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bench import FAULTS, Bench, compiled

MEMORY = Path("/dev/shm")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the calls, chosen at random by --seed")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--fault", choices=[fault.name for fault in FAULTS])
    parser.add_argument("--twice", type=int, default=200, help="pairs: a build is killed, the next one is broken")
    wanted = parser.parse_args()
    place = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory() as built, tempfile.TemporaryDirectory(dir=place) as folder:
        library = compiled(Path(built))
        if library is None:
            sys.exit("needs Linux and a C compiler")
        with Bench(Path(folder), library) as bench:
            return sweep(bench, wanted)


def sweep(bench: Bench, wanted: argparse.Namespace) -> int:
    """Tries the faults; returns 1 when one left something wrong."""
    calls = bench.calls()
    chosen = random.Random(wanted.seed).sample(range(1, calls + 1), round(calls * wanted.share))
    failed = False
    for fault in FAULTS:
        if wanted.fault not in (None, fault.name):
            continue
        begun = time.monotonic()
        wrong = [found for nth in sorted(chosen) if (found := bench.try_fault(fault, nth))]
        print(*wrong, sep="\n", end="\n" if wrong else "")
        print(
            f"{fault.name}: {len(chosen)} of {calls} calls, {len(wrong)} wrong, {time.monotonic() - begun:.0f} s",
            flush=True,
        )
        failed |= bool(wrong)
    bench.reset()
    return int(failed | twice(bench, calls, round(wanted.twice * wanted.share), wanted.seed))


def twice(bench: Bench, calls: int, pairs: int, seed: int) -> bool:
    """A second fault while the first is cleared up, at random places."""
    chance, begun = random.Random(seed), time.monotonic()
    wrong = []
    for _ in range(pairs):
        found = bench.try_twice(chance.randint(1, calls), chance.choice(FAULTS), chance.randint(1, calls))
        wrong += [found] if found else []
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"a second fault after a kill: {pairs} pairs, {len(wrong)} wrong, {time.monotonic() - begun:.0f} s")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
