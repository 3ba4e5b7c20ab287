"""Records lie in their views without overlap, in the order of the corpus, with line numbers that agree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.arrow import one_array
from corpuskit.validating.faults import Fault
from corpuskit.validating.rules import Context, Found, Rule, by_file, where

NUMBERS = ("byte_start", "byte_end", "line_start", "line_end")


class Check(Rule):
    """Keeps 48 bytes a record."""

    READS = ("provenance",)
    CODES = (
        "span-empty",
        "lines-reversed",
        "span-outside-view",
        "span-overlaps",
        "lines-disagree",
        "span-out-of-order",
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.views: dict[tuple[str, str | None], int] = {}
        self.kept: list[np.ndarray[Any, Any]] = []  #: columns: view, byte_start, byte_end, line_start, line_end, row

    def check(self, records: pa.Table, rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        provenance = one_array(records.column("provenance"))
        numbers = [pc.struct_field(provenance, [name]).to_numpy(zero_copy_only=False) for name in NUMBERS]
        start, end, first, last = numbers
        for at in np.flatnonzero(start >= end).tolist():
            told = {"start": int(start[at]), "end": int(end[at])}
            yield int(rows[at]), Fault("span-empty", ("provenance", "byte_end"), told)
        for at in np.flatnonzero(first > last).tolist():
            told = {"start": int(first[at]), "end": int(last[at])}
            yield int(rows[at]), Fault("lines-reversed", ("provenance", "line_end"), told)
        yield from self._outside(provenance, end, rows)
        views = self._views(provenance)
        sound = (start < end) & (first <= last)
        self.kept.append(np.column_stack((views, *numbers, rows))[sound])

    def _outside(self, provenance: pa.Array, end: np.ndarray[Any, Any], rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        if not self.context.view_sizes:
            return
        sizes = by_file(provenance, self.context.view_sizes, pa.int64())
        for at in where(pc.greater(pa.array(end), sizes)):
            told = {"end": int(end[at]), "size": sizes[at].as_py()}
            yield int(rows[at]), Fault("span-outside-view", ("provenance", "byte_end"), told)

    def _views(self, provenance: pa.Array) -> np.ndarray[Any, Any]:
        """A number for each record's view, the same through the corpus."""
        files = pc.struct_field(provenance, ["file"]).dictionary_encode()
        names = pc.struct_field(provenance, ["view"]).dictionary_encode()
        name_at = names.indices.fill_null(-1).to_numpy().astype(np.int64)
        pairs = files.indices.to_numpy().astype(np.int64) * (len(names.dictionary) + 1) + name_at + 1
        found, inverse = np.unique(pairs, return_inverse=True)
        numbers = []
        for pair in found.tolist():
            file, name = divmod(pair, len(names.dictionary) + 1)
            key = (files.dictionary[file].as_py(), names.dictionary[name - 1].as_py() if name else None)
            numbers.append(self.views.setdefault(key, len(self.views)))
        return np.array(numbers, dtype=np.int64)[inverse]

    def finish(self) -> Iterator[Found]:
        if not sum(map(len, self.kept)):
            return
        kept = np.concatenate(self.kept)
        kept = kept[np.lexsort((kept[:, 5], kept[:, 1], kept[:, 0]))]
        view, start, end, first, last, row = kept.T
        same = view[1:] == view[:-1]
        reach = _reach(view, end)
        overlaps = same & (start[1:] < reach[:-1])
        for at in np.flatnonzero(overlaps).tolist():
            told = {"start": int(start[at + 1]), "end": int(end[at + 1]), "reach": int(reach[at])}
            yield int(row[at + 1]), Fault("span-overlaps", ("provenance", "byte_start"), told)
        for at in np.flatnonzero(same & ~overlaps & (first[1:] <= last[:-1])).tolist():
            told = {"line": int(first[at + 1]), "last": int(last[at])}
            yield int(row[at + 1]), Fault("lines-disagree", ("provenance", "line_start"), told)
        for at in np.flatnonzero(same & ~overlaps & (row[1:] < row[:-1])).tolist():
            yield int(row[at]), Fault("span-out-of-order", ("provenance", "byte_start"), {"start": int(start[at])})


def _reach(view: np.ndarray[Any, Any], end: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The farthest end so far within each view; views are numbered 0, 1, … and sorted."""
    reach = np.empty_like(end)
    edges = np.flatnonzero(np.diff(view, prepend=-1)).tolist()
    for begin, stop in zip(edges, [*edges[1:], len(view)], strict=True):
        reach[begin:stop] = np.maximum.accumulate(end[begin:stop])
    return reach
