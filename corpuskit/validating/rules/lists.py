"""The structs in a column of lists, all records' one after the other, and which record each belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.arrow import one_array
from corpuskit.validating.rules import where


class Items:
    """A view of a column ``list<struct>`` of one batch."""

    def __init__(self, column: pa.ChunkedArray) -> None:
        self.lists = one_array(column)
        self.values = self.lists.flatten()

    def field(self, name: str) -> pa.Array:
        """A field of every struct, null where the struct is."""
        return pc.struct_field(self.values, [name])

    @cached_property
    def owners(self) -> np.ndarray[Any, Any]:
        """The row of the batch that each struct belongs to."""
        return np.repeat(np.arange(len(self.lists)), self.lists.value_lengths().fill_null(0).to_numpy())

    def place(self, at: int) -> tuple[int, int]:
        """Row of the batch and position in its list of a struct."""
        row = int(self.owners[at])
        return row, at - int(np.searchsorted(self.owners, row))


def broken_spans(start: pa.Array, end: pa.Array) -> Iterator[tuple[int, str]]:
    """Positions of spans that cannot be, each with the reason; a span without both ends is none."""
    for at in where(pc.xor(start.is_valid(), end.is_valid())):
        yield at, "has one end only"
    for at in where(pc.greater_equal(start, end)):
        yield at, "ends before it begins"
