"""Packaging 10,000 records in every format against Parquet alone, as a ratio: python benchmarks/packaging.py"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from corpuskit.datasheet import About, Measures
from corpuskit.lexicon.outlets import Registry
from corpuskit.model import FORMATS
from corpuskit.packaging import Facts, Part, SeedFacts, package
from corpuskit.packaging.pages import documented
from corpuskit.version import __version__

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "packaging"))

#: Everything that can be asked for.
ALL = tuple(FORMATS)


def records(count: int, words: int) -> pa.Table:
    """Records of different texts over a vocabulary with the skew of a language."""
    from packaging_corpus import record

    from corpuskit.flat import tables

    draw = random.Random(1)
    vocabulary = ["".join(draw.choices("abcdefghijklmnoprstuvw", k=draw.randint(2, 10))) for _ in range(30_000)]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    made, at, line = [], 0, 1
    for number in range(count):
        drawn = draw.choices(vocabulary, weights, k=words)
        text = "\n".join(" ".join(drawn[start : start + 60]) for start in range(0, words, 60))
        one = record(number, f"Notice {number} of {drawn[0]}", text, at, line)
        one["provenance"] |= {"file_sha256": "0" * 64, "view_sha256": "0" * 64}
        one["evidence"] = one["evidence"] * 10
        one["caveats"] = one["caveats"] * 3
        at, line = one["provenance"]["byte_end"], one["provenance"]["line_end"] + 1
        made.append(one)
    return tables.from_json(made)


def parts(table: pa.Table) -> Iterator[Part]:
    for at in range(0, table.num_rows, 1000):
        yield Part(table.slice(at, 1000))


def facts() -> Facts:
    digest = hashlib.sha256(b"").hexdigest()
    return Facts([SeedFacts("harbour.txt", digest, None, 0, digest, "utf-8", "valid-utf-8", 1.0)])


class Took(NamedTuple):
    """Seconds on the clock and of the processors."""

    clock: float
    processors: float


class Bench(NamedTuple):
    """What is packaged, and where. Each run has a folder of its own, and none is removed before the end.

    A file system that does not give a file the place of one just removed (ext4 looks for such places one by one) would
    make the many small files of a second run several times as dear as those of the first.
    """

    table: pa.Table
    folder: Path
    described: bool  #: with all that describes the corpus

    def timed(self, without: Collection[str], also: Collection[str]) -> Took:
        folder = tempfile.mkdtemp(dir=self.folder)
        measures = Measures()
        about = About(__version__, Registry.load(), frozenset(without) & {"jsonl"})
        begin = time.perf_counter(), time.process_time()
        package(
            Path(folder) / "dist",
            counted(self.table, measures) if self.described else parts(self.table),
            facts=facts,
            pages=lambda written: documented(written, measures, {}, about, also, {}) if self.described else {},
            without=without,
            also=also,
        )
        return Took(time.perf_counter() - begin[0], time.process_time() - begin[1])

    def compared(self, runs: int, without: Collection[str], also: Collection[str]) -> Iterator[tuple[Took, Took]]:
        """Parquet alone and what is asked for, one right after the other."""
        for _ in range(runs):
            yield self.timed(("jsonl", "outside"), ()), self.timed(without, also)


def told(name: str, pairs: Sequence[tuple[Took, Took]]) -> str:
    """The ratio of the least times, and the least and greatest of the runs."""
    found = []
    for at in range(2):
        least = min(other[at] for _, other in pairs) / min(base[at] for base, _ in pairs)
        ratios = sorted(other[at] / base[at] for base, other in pairs)
        found.append(f"{least:5.2f} × ({ratios[0]:.2f} to {ratios[-1]:.2f})")
    base = min(base.processors for base, _ in pairs)
    return f"  {name:24}{found[1]:24}{found[0]:24}{base:6.2f} s"


def counted(table: pa.Table, measures: Measures) -> Iterator[Part]:
    for part in parts(table):
        measures.add(part.records)
        yield part


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--records", type=int, default=10_000)
    asked.add_argument("--words", type=int, default=600)
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--each", action="store_true", help="also each format by itself")
    options = asked.parse_args()
    table = records(options.records, options.words)
    print(f"{options.records:,} records of {options.words:,} words, {table.nbytes / 1e6:.0f} MB in memory")
    print(f"load at the beginning {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print(f"  {'against Parquet alone':24}{'time of processors':24}{'on the clock':24}Parquet alone")
    with tempfile.TemporaryDirectory() as name:
        for described in (True, False):
            print("with the pages that describe the corpus" if described else "data files and seal only")
            bench = Bench(table, Path(name), described)
            for one in ALL if options.each else ():
                print(told(f"Parquet and {one}", list(bench.compared(options.runs, ("jsonl", "outside"), (one,)))))
            print(told("every format", list(bench.compared(options.runs, (), ALL))))


if __name__ == "__main__":
    main()
