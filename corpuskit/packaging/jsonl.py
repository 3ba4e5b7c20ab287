"""Canonical JSON: the one serialization for everything that is hashed or compared.

UTF-8, keys in the order of the contract, no spaces, a line end ("\\n") after each object. All control characters that
any reader might take for a line end are escaped: those that JSON requires, and U+0085, U+2028 and U+2029, at which
``str.splitlines`` breaks lines. Numbers are written as Python's json module writes them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from corpuskit.contract import schema

if TYPE_CHECKING:
    import pyarrow as pa

#: Line ends to Unicode, plain characters to JSON.
LINE_ENDS = {"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
#: Bytes that UTF-8 never has stand for the quotation marks and line ends of JSON itself until the values are escaped.
QUOTE, END = b"\xff", b"\xfe"
#: Records that are serialized at a time: no slower than thousands, and an eighth of the memory.
PIECE = 1024
STANDING_IN = bytes.maketrans(QUOTE + END, b'"\n')


def dumps(value: Any) -> str:
    """Canonical JSON of parsed JSON, on one line."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escaped in LINE_ENDS.items():
        text = text.replace(character, escaped)
    return text


def lines(values: Iterable[Any]) -> bytes:
    """Canonical JSON lines of parsed JSON."""
    return "".join(f"{dumps(value)}\n" for value in values).encode()


def record_lines(records: pa.Table) -> bytes:
    """Canonical JSON lines of a table of the contract's Arrow schema; the same bytes as `lines` of `tables.to_json`.

    Made column by column, without a Python object for each value. Raises ValueError for a number that JSON does not
    have.
    """
    import pyarrow as pa

    if not records.num_rows:
        return b""
    whole = records.combine_chunks().to_struct_array()
    rows = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    return _escaped(_joined(_json(rows, schema()), END))


def pieces_of_lines(records: pa.Table) -> Iterator[bytes]:
    """The same lines in pieces of whole lines, so that no intermediate form of all of them has to be held."""
    for at in range(0, records.num_rows, PIECE):
        yield record_lines(records.slice(at, PIECE))


def lists(values: pa.ListArray) -> pa.Array:
    """Each list of plain values as canonical JSON: an array of strings."""
    import pyarrow as pa

    if not len(values):
        return pa.array([], pa.string())
    rows = _wrapped(b"[", values, _json(values.flatten(), {}), b"]")
    return pa.array(_escaped(_joined(rows, END)).decode().split("\n")[:-1], pa.string())


def _joined(rows: pa.Array, end: bytes) -> bytes:
    """The values of a binary array, each with an end behind it, as one string of bytes."""
    import numpy as np
    import pyarrow.compute as pc

    ended = pc.binary_join_element_wise(rows, _bytes(end), _bytes(b""))
    _, offsets, data = ended.buffers()
    first, *_, last = np.frombuffer(offsets, dtype=np.int32)[ended.offset : ended.offset + len(ended) + 1].tolist()
    return bytes(memoryview(data)[first:last])


def _bytes(value: bytes) -> pa.Scalar:
    import pyarrow as pa

    return pa.scalar(value, pa.binary())


def _escaped(raw: bytes) -> bytes:
    """The values of raw JSON escaped; only then do QUOTE and END become quotation marks and line ends."""
    import numpy as np

    raw = raw.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    seen = np.frombuffer(raw, dtype=np.uint8)
    for code in np.unique(seen[seen < 0x20]).tolist():
        raw = raw.replace(bytes([code]), json.dumps(chr(code))[1:-1].encode())
    for character, escaped in LINE_ENDS.items():
        raw = raw.replace(character.encode(), escaped.encode())
    return raw.translate(STANDING_IN)


def _json(values: pa.Array, definition: Mapping[str, Any]) -> pa.Array:
    """A binary array: raw JSON of each value, "null" for a null."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(values.type):
        found = pc.binary_join_element_wise(_bytes(QUOTE), values.cast(pa.binary()), _bytes(QUOTE), _bytes(b""))
    elif pa.types.is_int64(values.type):
        found = values.cast(pa.string()).cast(pa.binary())
    elif pa.types.is_boolean(values.type):
        found = pc.if_else(values, _bytes(b"true"), _bytes(b"false"))
    elif pa.types.is_float64(values.type):
        found = _numbers(values)
    elif pa.types.is_struct(values.type):
        found = _object(values, definition)
    elif definition["type"] == "array":
        found = _wrapped(b"[", values, _json(pc.list_flatten(values), definition["items"]), b"]")
    else:
        found = _wrapped(b"{", values, _pairs(pc.list_flatten(values), definition), b"}")
    return found.fill_null(_bytes(b"null"))


def _numbers(values: pa.Array) -> pa.Array:
    """Each distinct number is written once, by the json module, whose spelling is the canonical one."""
    import pyarrow as pa

    coded = values.dictionary_encode()
    spelt = [json.dumps(number, allow_nan=False).encode() for number in coded.dictionary.to_pylist()]
    return pa.array(spelt, pa.binary()).take(coded.indices)


def _object(values: pa.StructArray, definition: Mapping[str, Any]) -> pa.Array:
    import pyarrow.compute as pc

    parts: list[Any] = []
    for at, field in enumerate(values.type):
        name = QUOTE + field.name.encode() + QUOTE
        parts.append(_bytes((b"," if at else b"{") + name + b":"))
        parts.append(_json(pc.struct_field(values, [field.name]), definition["properties"][field.name]))
    found = pc.binary_join_element_wise(*parts, _bytes(b"}"), _bytes(b""))
    return pc.if_else(values.is_valid(), found, _bytes(b"null")) if values.null_count else found


def _pairs(values: pa.StructArray, definition: Mapping[str, Any]) -> pa.Array:
    """``"key":value`` of each pair."""
    import pyarrow.compute as pc

    key = _json(pc.struct_field(values, ["key"]), {"type": "string"})
    value = _json(pc.struct_field(values, ["value"]), definition["additionalProperties"])
    return pc.binary_join_element_wise(key, _bytes(b":"), value, _bytes(b""))


def _wrapped(opening: bytes, lists: pa.Array, entries: pa.Array, closing: bytes) -> pa.Array:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    lengths = pc.list_value_length(lists).to_numpy(zero_copy_only=False)
    offsets = pa.array(np.concatenate(([0], np.cumsum(lengths))), pa.int32())
    joined = pc.binary_join(pa.ListArray.from_arrays(offsets, entries), _bytes(b","))
    return pc.binary_join_element_wise(_bytes(opening), joined, _bytes(closing), _bytes(b""))
