"""Records whose beginning is less sure than ``--min-confidence`` asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpuskit.caveats import Context
from corpuskit.model import Caveat
from corpuskit.problems import codes

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "boundaries"
CODES = ("low-confidence-boundary",)


def mark(records: pa.Table, context: Context) -> Iterator[tuple[int, Caveat]]:
    """A caveat for each record below the confidence that was asked for; a boundary that a person set has none."""
    least = context.min_confidence
    if least is None:
        return
    message = codes()[CODES[0]].message
    for row, confidence in enumerate(records["confidence"].to_pylist()):
        if confidence is not None and confidence < least:
            statement = message.format(confidence=f"{confidence:.3f}", least=f"{least:g}")
            yield row, Caveat(CODES[0], statement, basis="calibration on dumps kept aside", rule="below-min-confidence")
