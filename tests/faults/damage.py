"""Damages every file of a corpus, bit by bit, and cuts it short: ``python tests/faults/damage.py [--share 0.1]``.

1,000 flips of one bit and 200 cuts a file, chosen at random by --seed. Each has to be found by what `verify` looks at
first. Of the tables it is also counted how often pyarrow, which knows nothing of our seal, reads other values: pages
have checksums, the heads of pages and the footer have none. Prints a line a file; ends with 1 if anything went
unnoticed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import pyarrow as pa  # noqa: E402  found by the path above
import pyarrow.parquet as pq  # noqa: E402

import corpuskit  # noqa: E402
from corpuskit.checking.verifying import files  # noqa: E402
from corpuskit.validating.findings import Findings  # noqa: E402

FLIPS, CUTS = 1000, 200


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of the flips and cuts")
    parser.add_argument("--seed", type=int, default=0)
    wanted = parser.parse_args()
    unnoticed = 0
    with tempfile.TemporaryDirectory() as folder:
        dist = Path(folder) / "dist"
        corpuskit.build(ROOT / "tests" / "dumps" / "harbour.txt", out=dist, also=["csv"], jobs=1)
        for path in sorted(path for path in dist.rglob("*") if path.is_file() and path.stat().st_size):
            chance = random.Random(f"{wanted.seed} {path.name}")
            unnoticed += tried(dist, path, chance, round(FLIPS * wanted.share), round(CUTS * wanted.share))
    return int(unnoticed > 0)


def tried(dist: Path, path: Path, chance: random.Random, flips: int, cuts: int) -> int:
    """Damages one file so often, and puts it back; returns how many times nobody noticed."""
    begun = time.process_time()
    whole = path.read_bytes()
    table = pq.read_table(path, page_checksum_verification=True) if path.suffix == ".parquet" else None
    hidden = wrong = 0
    for raw in damaged(whole, chance, flips, cuts):
        path.write_bytes(raw)
        hidden += not noticed(dist)
        wrong += table is not None and not (same_or_refused(path, table))
    path.write_bytes(whole)
    said = f", {wrong} read with other values by pyarrow alone" if table is not None else ""
    name = path.relative_to(dist).as_posix()
    seconds = time.process_time() - begun
    print(f"{name}: {flips} flips, {cuts} cuts, {hidden} not found{said}, {seconds:.0f} s", flush=True)
    return hidden


def damaged(whole: bytes, chance: random.Random, flips: int, cuts: int) -> Iterator[bytes]:
    for _ in range(flips):
        raw = bytearray(whole)
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        yield bytes(raw)
    for _ in range(cuts):
        yield whole[: chance.randrange(len(whole))]


def noticed(dist: Path) -> bool:
    """Whether `verify` finds something wrong with the files, before it looks at what they hold."""
    findings = Findings()
    manifest = files.read_manifest(dist, findings)
    if manifest is not None:
        files.check_files(dist, manifest, findings)
    return any(problem.severity == "error" for problem in findings.problems())


def same_or_refused(path: Path, table: pa.Table) -> bool:
    try:
        return bool(pq.read_table(path, page_checksum_verification=True).equals(table))
    except (OSError, ValueError, KeyError):  # what pyarrow raises for a file that is no table
        return True


if __name__ == "__main__":
    sys.exit(main())
