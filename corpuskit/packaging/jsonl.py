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
from corpuskit.packaging.joining import around, constant, each, raw, stringed, whole

if TYPE_CHECKING:
    import pyarrow as pa

#: Line ends to Unicode, plain characters to JSON.
LINE_ENDS = {"\u0085": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
#: Bytes that UTF-8 never has stand for the quotation marks and line ends of JSON itself until the values are escaped.
QUOTE, END = b"\xff", b"\xfe"
#: Records that are serialized at a time, fewer where they are large: no slower than thousands, and an eighth of the
#: memory.
PIECE, PIECE_BYTES = 512, 3 << 20
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
    structs = records.combine_chunks().to_struct_array()
    rows = structs.chunk(0) if isinstance(structs, pa.ChunkedArray) else structs
    return _lines(json_of(rows, schema()))


def pieces_of_lines(records: pa.Table) -> Iterator[bytes]:
    """The same lines in pieces of whole lines, so that no intermediate form of all of them has to be held."""
    most = min(PIECE, max(1, PIECE_BYTES * records.num_rows // max(1, records.nbytes)))
    for at in range(0, records.num_rows, most):
        yield record_lines(records.slice(at, most))


def lists(values: pa.ListArray) -> pa.Array:
    """Each list of plain values as canonical JSON: an array of strings."""
    import pyarrow as pa

    if not len(values):
        return pa.array([], pa.string())
    rows = around(b"[", each(values, json_of(values.flatten(), {}), b","), b"]")
    return pa.array(_lines(rows).decode().split("\n")[:-1], pa.string())


def objects(properties: Mapping[str, pa.Array]) -> bytes:
    """An object for each row, with a comma and a line end before it.

    ``properties`` are raw JSON (`json_of`); one that is null is left out.
    """
    named = [around(QUOTE + name.encode() + QUOTE + b":", value, b"") for name, value in properties.items()]
    return _escaped(whole(around(b"," + END + b"{", stringed(*named, between=b","), b"}")))


def stated(values: pa.Array) -> pa.Array:
    """Raw JSON of plain values, null for a null and for an empty string: what is not known is left out of an object."""
    import pyarrow as pa
    import pyarrow.compute as pc

    known = values.is_valid()
    if pa.types.is_string(values.type):
        known = pc.and_(known, pc.not_equal(values, ""))
    return pc.if_else(pc.fill_null(known, False), json_of(values, {}), None)


def _lines(rows: pa.Array) -> bytes:
    return _escaped(whole(stringed(rows, constant(END))))


def _escaped(written: bytes) -> bytes:
    """The values of raw JSON escaped; only then do QUOTE and END become quotation marks and line ends."""
    import numpy as np

    from corpuskit.sorted_numbers import distinct

    written = written.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    seen = np.frombuffer(written, dtype=np.uint8)
    for code in distinct(seen[seen < 0x20]).tolist():
        written = written.replace(bytes([code]), json.dumps(chr(code))[1:-1].encode())
    for character, escaped in LINE_ENDS.items():
        if (encoded := character.encode())[-1] in written:  # a single byte is looked for ten times as fast
            written = written.replace(encoded, escaped.encode())
    return written.translate(STANDING_IN)


def json_of(values: pa.Array, definition: Mapping[str, Any]) -> pa.Array:
    """Raw JSON of each value, to be escaped with what is made of it; "null" for a null."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_string(values.type):
        found = around(QUOTE, raw(values), QUOTE)
    elif pa.types.is_int64(values.type):
        found = raw(values.cast(pa.string()))
    elif pa.types.is_boolean(values.type):
        found = pc.if_else(values, constant(b"true"), constant(b"false"))
    elif pa.types.is_float64(values.type):
        found = _numbers(values)
    elif pa.types.is_struct(values.type):
        found = _object(values, definition)
    elif definition["type"] == "array":
        found = around(b"[", each(values, json_of(pc.list_flatten(values), definition["items"]), b","), b"]")
    else:
        found = around(b"{", each(values, _pairs(pc.list_flatten(values), definition), b","), b"}")
    return found.fill_null(constant(b"null"))


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
        parts.append(constant((b"," if at else b"{") + name + b":"))
        parts.append(json_of(pc.struct_field(values, [field.name]), definition["properties"][field.name]))
    found = stringed(*parts, constant(b"}"))
    return pc.if_else(values.is_valid(), found, constant(b"null")) if values.null_count else found


def _pairs(values: pa.StructArray, definition: Mapping[str, Any]) -> pa.Array:
    """``"key":value`` of each pair."""
    import pyarrow.compute as pc

    key = json_of(pc.struct_field(values, ["key"]), {"type": "string"})
    value = json_of(pc.struct_field(values, ["value"]), definition["additionalProperties"])
    return stringed(key, value, between=b":")
