"""Ids name one record each; further identical records carry -2, -3 … in the order of the corpus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from corpuskit.validating.faults import Fault
from corpuskit.validating.rules import Context, Found, Rule


class Check(Rule):
    """Keeps 20 bytes a record: the id's 64 bits, its number, its row."""

    READS = ("id",)
    CODES = ("id-repeated", "id-out-of-order")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.stems: list[np.ndarray[Any, Any]] = []
        self.numbers: list[np.ndarray[Any, Any]] = []
        self.rows: list[np.ndarray[Any, Any]] = []

    def check(self, records: pa.Table, rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        ids = records.column("id").to_pylist()
        self.stems.append(np.fromiter((int(name[:16], 16) for name in ids), dtype=np.uint64, count=len(ids)))
        self.numbers.append(np.fromiter((int(name[17:] or 1) for name in ids), dtype=np.int64, count=len(ids)))
        self.rows.append(rows)
        yield from ()

    def finish(self) -> Iterator[Found]:
        if not self.rows:
            return
        stems, numbers, rows = (np.concatenate(kept) for kept in (self.stems, self.numbers, self.rows))
        order = np.lexsort((rows, stems))
        stems, numbers, rows = stems[order], numbers[order], rows[order]
        again = np.flatnonzero(stems[1:] == stems[:-1]) + 1
        seen: dict[tuple[int, int], int] = {}
        for at in again.tolist():
            stem = int(stems[at])
            seen.setdefault((stem, int(numbers[at - 1])), int(rows[at - 1]))
            yield from self._compare(stem, int(numbers[at - 1]), int(numbers[at]), int(rows[at]), seen)

    @staticmethod
    def _compare(stem: int, before: int, number: int, row: int, seen: dict[tuple[int, int], int]) -> Iterator[Found]:
        """A record of the same stem as the one before it in the corpus."""
        name = f"{stem:016x}" + (f"-{number}" if number > 1 else "")
        if (stem, number) in seen:
            yield row, Fault("id-repeated", ("id",), {"id": name, "first": seen[stem, number] + 1})
            return
        seen[stem, number] = row
        if number < before:
            former = f"{stem:016x}-{before}"
            yield row, Fault("id-out-of-order", ("id",), {"id": name, "former": former})
