"""Text of many records at once: templates that are filled column by column, without a Python object for each value.

Pieces are Arrow arrays of bytes with a value for each record. A null piece is left out of what is `stringed` together,
and makes null what it stands in the middle of (`around`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


def constant(value: bytes) -> pa.Scalar:
    """The same bytes for each record."""
    import pyarrow as pa

    return pa.scalar(value, pa.binary())


def raw(values: pa.Array) -> pa.Array:
    """Strings as their UTF-8."""
    import pyarrow as pa

    return values.cast(pa.binary())


def around(before: bytes, values: pa.Array, after: bytes) -> pa.Array:
    """Each value between two constants; null where the value is."""
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(constant(before), values, constant(after), constant(b""))


def stringed(*pieces: Any, between: bytes = b"") -> pa.Array:
    """The pieces of each record one behind the other; those that are null are left out with what would stand between.

    One piece at least has to be an array.
    """
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(*_some(pieces), constant(between), null_handling="skip")


def _some(pieces: tuple[Any, ...]) -> list[Any]:
    """The pieces with an empty one where a record has none: pyarrow 26.0 leaves such a row out."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if any(isinstance(piece, pa.Scalar) or not piece.null_count for piece in pieces):
        return list(pieces)
    first, *others = pieces
    empty = first.is_null()
    for other in others:
        empty = pc.and_(empty, other.is_null())
    return [pc.if_else(empty, constant(b""), first), *others]


def each(lists: pa.Array, entries: pa.Array, between: bytes) -> pa.Array:
    """The entries of each list one behind the other. ``entries`` are of the flattened lists; there is no null list."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    lengths = pc.list_value_length(lists).to_numpy(zero_copy_only=False)
    offsets = pa.array(np.concatenate(([0], np.cumsum(lengths))), pa.int32())
    return pc.binary_join(pa.ListArray.from_arrays(offsets, entries), constant(between))


def filled(values: pa.Array) -> pa.Array:
    """The values, null where nothing stands in them."""
    import pyarrow.compute as pc

    return pc.if_else(pc.equal(pc.binary_length(values), 0), None, values)


def mapped(values: pa.Array, pattern: str, function: Callable[[str], str]) -> pa.Array:
    """Strings, those that match the pattern (RE2) mapped by a function: it is called for these alone."""
    import pyarrow as pa
    import pyarrow.compute as pc

    matching = pc.fill_null(pc.match_substring_regex(values, pattern), False)
    if not pc.any(matching).as_py():
        return values
    made = pa.array([function(value) for value in values.filter(matching).to_pylist()], pa.string())
    return pc.replace_with_mask(values, matching, made)


def whole(rows: pa.Array) -> bytes:
    """All rows as one string of bytes. None is null."""
    import numpy as np

    if not len(rows):
        return b""
    _, offsets, data = rows.buffers()
    bounds = np.frombuffer(offsets, dtype=np.int32)
    first, last = int(bounds[rows.offset]), int(bounds[rows.offset + len(rows)])
    return bytes(memoryview(data)[first:last]) if data is not None else b""
