"""Packaging 10,000 records in every format against Parquet alone, as a ratio: python benchmarks/packaging.py"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

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


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the clock and of the processors."""

    clock: float
    processors: float

    def ratio(self, other: Took) -> str:
        return f"{self.clock / other.clock:5.2f} × {self.processors / other.processors:5.2f} ×"


def timed(table: pa.Table, without: Collection[str], also: Collection[str], runs: int, described: bool) -> Took:
    """The least of some runs, each into a new folder; ``described`` with all that describes the corpus."""
    clock, processors = [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            begin = time.perf_counter(), time.process_time()
            measures = Measures()
            about = About(__version__, Registry.load(), frozenset(without) & {"jsonl"})
            package(
                Path(folder) / "dist",
                counted(table, measures) if described else parts(table),
                facts=facts,
                pages=lambda written: documented(written, measures, {}, about, also) if described else {},  # noqa: B023
                without=without,
                also=also,
            )
            clock.append(time.perf_counter() - begin[0])
            processors.append(time.process_time() - begin[1])
    return Took(min(clock), min(processors))


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
    for described in (True, False):
        print("with the pages that describe the corpus" if described else "data files and seal only")
        alone = {"jsonl", "outside"}
        base = timed(table, alone, (), options.runs, described)
        print(f"  {'Parquet alone':24}{base.clock:8.2f} s {base.processors:8.2f} s of processors")
        for name in ALL if options.each else ():
            print(f"  {'Parquet and ' + name:24}{timed(table, alone, (name,), options.runs, described).ratio(base)}")
        print(f"  {'every format':24}{timed(table, (), ALL, options.runs, described).ratio(base)} (clock, processors)")


if __name__ == "__main__":
    main()
