"""Evidence, a row for each field that is known: the rule, and the bytes or the other source that says it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.model import Block


class Evidence:
    """Collects the evidence of the records of a cut, column by column; offsets are local until `array`."""

    def __init__(self) -> None:
        self.fields: list[str] = []
        self.rules: list[str] = []
        self.starts: list[int] = []  # -1: no bytes say it
        self.ends: list[int] = []
        self.sources: list[str | None] = []
        self.confidences: list[float | None] = []
        self.ends_of_records: list[int] = [0]

    def by_bytes(self, field: str, rule: str, start: int, end: int, confidence: float | None = None) -> None:
        """Evidence in the view, at local offsets of the cut."""
        self.fields.append(field)
        self.rules.append(rule)
        self.starts.append(start)
        self.ends.append(end)
        self.sources.append(None)
        self.confidences.append(rounded(confidence))

    def by_source(self, field: str, rule: str, source: str, confidence: float | None = None) -> None:
        """Evidence elsewhere: the registry, corpus.toml, the rest of the dump."""
        self.by_bytes(field, rule, -1, -1, confidence)
        self.sources[-1] = source

    def close_record(self) -> None:
        """What follows belongs to the next record."""
        self.ends_of_records.append(len(self.fields))

    def array(self, block: Block, of: pa.DataType) -> pa.Array:
        """The evidence as the column of a table of records; ``of`` is its type."""
        import numpy as np
        import pyarrow as pa

        starts, ends = view_offsets(block, self.starts), view_offsets(block, self.ends)
        nowhere = np.array(self.starts, np.int64) < 0
        columns = [
            pa.array(self.fields, pa.string()),
            pa.array(self.rules, pa.string()),
            pa.array(starts, pa.int64(), mask=nowhere),
            pa.array(ends, pa.int64(), mask=nowhere),
            pa.array(self.sources, pa.string()),
            pa.array(self.confidences, pa.float64()),
        ]
        rows = pa.StructArray.from_arrays(columns, fields=list(of.value_type))
        return pa.ListArray.from_arrays(pa.array(self.ends_of_records, pa.int32()), rows, type=of)


def rounded(confidence: float | None) -> float | None:
    """Three decimals, which is more than any confidence is worth; None for NaN, which says that none was measured."""
    return None if confidence is None or math.isnan(confidence) else round(confidence, 3)


def view_offsets(block: Block, offsets: Sequence[int]) -> pa.Array | list[int]:
    """View offsets of local offsets in any order; what is below 0 may become anything."""
    import numpy as np

    local = np.array(offsets, np.int64)
    if block.codec == "utf-8":
        return local + block.start
    wanted, back = np.unique(np.maximum(local, 0), return_inverse=True)
    return np.array(block.places(wanted.tolist()), np.int64)[back]
