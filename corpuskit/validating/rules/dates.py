"""The date, its parts and its precision agree, and none is later than the day of collection."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.arrow import one_array
from corpuskit.validating.faults import Fault, quote
from corpuskit.validating.rules import Found, Rule, by_file, where


class Check(Rule):
    READS = ("date", "date_partial", "date_precision", "date_ambiguous", "provenance")
    CODES = ("date-precision-disagrees", "date-partial-disagrees", "date-ambiguous-but-stated", "date-after-collected")
    FORGETS = True

    def check(self, records: pa.Table, rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        date, partial, precision, ambiguous = (one_array(records.column(name)) for name in self.READS[:4])
        due = _due(date, partial)
        for at in where(pc.not_equal(due, pc.coalesce(precision, "unknown"))):
            told = {"stated": quote(precision[at].as_py()), "due": _null(due[at].as_py())}
            yield int(rows[at]), Fault("date-precision-disagrees", ("date_precision",), told)
        begin = pc.equal(partial, pc.utf8_slice_codeunits(date, 0, 4))
        month = pc.equal(partial, pc.utf8_slice_codeunits(date, 0, 7))
        for at in where(pc.invert(pc.or_(begin, month))):
            told = {"partial": partial[at].as_py(), "date": date[at].as_py()}
            yield int(rows[at]), Fault("date-partial-disagrees", ("date_partial",), told)
        for at in where(pc.and_(ambiguous, date.is_valid())):
            yield int(rows[at]), Fault("date-ambiguous-but-stated", ("date",), {"date": date[at].as_py()})
        if self.context.collected:
            yield from self._late(date, records.column("provenance"), rows)

    def _late(self, date: pa.Array, provenance: pa.ChunkedArray, rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        files, days = one_array(provenance), self.context.collected
        collected = by_file(files, days, pa.string())
        last = by_file(files, {file: _last(day) for file, day in days.items()}, pa.string())
        for at in where(pc.greater(date, last)):  # ISO days sort as text
            told = {"date": date[at].as_py(), "collected": collected[at].as_py()}
            yield int(rows[at]), Fault("date-after-collected", ("date",), told)


def _last(collected: str) -> str:
    """What no day within a day, month, year or range sorts behind: ``2024-11-99`` for November."""
    return (collected.rpartition("/")[2] + "-99-99")[:10]


def _due(date: pa.Array, partial: pa.Array) -> pa.Array:
    """The precision that the dates themselves have; "unknown" for none."""
    length = pc.utf8_length(partial)
    of_part = pc.if_else(pc.equal(length, 7), "month", pc.if_else(pc.equal(length, 4), "year", "unknown"))
    return pc.if_else(date.is_valid(), "day", pc.coalesce(of_part, "unknown"))


def _null(precision: str) -> str:
    return "null" if precision == "unknown" else quote(precision)
