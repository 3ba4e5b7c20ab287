"""Packaging 10,000 records in every format against Parquet alone, as a ratio: python benchmarks/packaging.py"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from corpuskit.model import FORMATS
from corpuskit.packaging import Facts, Part, SeedFacts, Written, package

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "packaging"))

#: Everything that is written from the records; DCAT and BagIt are made from the hashes of the files.
ALL = tuple(name for name in FORMATS if name != "dcat")


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


def pages(written: Written) -> Mapping[str, bytes]:
    return {}


def seconds(table: pa.Table, without: Collection[str], also: Collection[str]) -> float:
    """The least of three runs, each into a new folder."""
    best = float("inf")
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            begin = time.perf_counter()
            package(Path(folder) / "dist", parts(table), facts=facts, pages=pages, without=without, also=also)
            best = min(best, time.perf_counter() - begin)
    return best


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--records", type=int, default=10_000)
    asked.add_argument("--words", type=int, default=600)
    options = asked.parse_args()
    table = records(options.records, options.words)
    base = seconds(table, {"jsonl", "outside"}, ())
    print(f"{options.records:,} records of {options.words:,} words, {table.nbytes / 1e6:.0f} MB in memory")
    print(f"{'Parquet alone':24}{base:8.2f} s")
    for name in ALL:
        took = seconds(table, {"jsonl", "outside"}, (name,))
        print(f"{'Parquet and ' + name:24}{took:8.2f} s  {took / base:5.2f} ×")
    took = seconds(table, (), ALL)
    print(f"{'every format':24}{took:8.2f} s  {took / base:5.2f} ×")


if __name__ == "__main__":
    main()
