"""Evidence, a row for each field that is known: the rule, and the bytes or the other source that says it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.model import Block


#: Field, rule, start and end (local offsets, -1 where no bytes say it), source, confidence.
Row = tuple[str, str, int, int, str | None, float | None]


class Evidence:
    """Collects the evidence of the records of a cut; offsets are local until `array`."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.ends_of_records: list[int] = [0]

    def by_bytes(self, field: str, rule: str, start: int, end: int, confidence: float | None = None) -> None:
        """Evidence in the view, at local offsets of the cut."""
        self.rows.append((field, rule, start, end, None, confidence))

    def by_source(self, field: str, rule: str, source: str, confidence: float | None = None) -> None:
        """Evidence elsewhere: the registry, corpus.toml, the rest of the dump."""
        self.rows.append((field, rule, -1, -1, source, confidence))

    def close_record(self) -> None:
        """What follows belongs to the next record."""
        self.ends_of_records.append(len(self.rows))

    def array(self, block: Block, of: pa.DataType) -> pa.Array:
        """The evidence as the column of a table of records; ``of`` is its type."""
        import numpy as np
        import pyarrow as pa

        fields, rules, starts, ends, sources, confidences = zip(*self.rows, strict=True) if self.rows else ((),) * 6
        nowhere = np.array(starts, np.int64) < 0
        short = {confidence: rounded(confidence) for confidence in set(confidences)}
        columns = [
            pa.array(fields, pa.string()),
            pa.array(rules, pa.string()),
            pa.array(view_offsets(block, starts), pa.int64(), mask=nowhere),
            pa.array(view_offsets(block, ends), pa.int64(), mask=nowhere),
            pa.array(sources, pa.string()),
            pa.array(map(short.__getitem__, confidences), pa.float64()),
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
