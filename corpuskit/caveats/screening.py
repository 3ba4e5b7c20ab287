"""Which texts can hold something at all: a pass over the Arrow column, so that the others cost next to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa


def screened(texts: pa.ChunkedArray, patterns: Sequence[str]) -> list[tuple[int, str]]:
    """(row, text) of the texts that match one of several patterns of RE2.

    A pattern that begins with a literal character costs 20 times less than another (RE2 looks for its first byte),
    which makes several of them cheaper than one with alternatives, and cheaper than Arrow's search for a literal.
    """
    import pyarrow.compute as pc

    found = reduce(pc.or_, (pc.match_substring_regex(texts, pattern) for pattern in patterns))
    rows = pc.indices_nonzero(pc.fill_null(found, False))
    return list(zip(rows.to_pylist(), texts.take(rows).to_pylist(), strict=True)) if len(rows) else []
