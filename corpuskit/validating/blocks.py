"""The quick way through JSON lines: a block of them straight into Arrow, if nothing in it is out of the ordinary.

Arrow's reader is strict (types, unknown and repeated names, numbers, escapes) but for what is looked at here: a field
that is missing is null to it, lines are no more than space, strings may be no UTF-8, and a value that is no object may
crash it. A block that fails in anything is read again line by line (`jsonl`), which says what is wrong and where.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import json

from corpuskit.arrow import one_array
from corpuskit.contract import arrow_schema, schema
from corpuskit.octets import positions
from corpuskit.sorted_numbers import among
from corpuskit.validating.constraints import suspects

Counts = np.ndarray[Any, Any]


def table_of(block: bytes) -> tuple[pa.Table, Counts] | None:
    """The records of a block of whole lines, and where in it each begins; None when one may break schema or JSON.

    Records with fields in ``extra`` are out of the ordinary: Arrow's reader has no objects with free names.
    """
    starts = object_starts(block)
    if starts is None:
        return None
    try:
        read = json.read_json(
            pa.BufferReader(block),
            read_options=json.ReadOptions(use_threads=False, block_size=len(block) + 1),
            parse_options=json.ParseOptions(explicit_schema=_readable(), unexpected_field_behavior="error"),
        )
        table = _as_contract(read)
        table.validate(full=True)  # among others that strings are UTF-8
    except (pa.ArrowException, UnicodeDecodeError):
        return None
    if len(starts) != len(table) or suspects(table):
        return None
    due = _names(schema(), table.to_struct_array().chunk(0))
    return (table, starts) if (names_written(block, starts) == due).all() else None


def object_starts(block: bytes) -> Counts | None:
    """Where each line begins; None unless each begins with a brace and ends with the one that can close an object.

    A closing brace before the end of a line is followed by what may follow it inside a value: nothing can stand beside
    the object. In strings, where anything may follow, a brace is rare enough.
    """
    data = np.frombuffer(block, dtype=np.uint8)
    ends = positions(data, ord("\n"))
    if not block.endswith(b"\n"):
        ends = np.append(ends, len(data))
    starts = np.concatenate(([0], ends[:-1] + 1))
    if (ends - starts < 2).any():
        return None
    ends -= data[ends - 1] == ord("\r")
    if (data[starts] != ord("{")).any() or (data[ends - 1] != ord("}")).any():
        return None
    closing = positions(data, ord("}"))
    inner = closing[~among(closing, ends - 1)]
    return starts if _within()[data[inner + 1]].all() else None


def names_written(block: bytes, starts: Counts) -> Counts:
    """How many names stand in each line, each directly before its colon.

    A name of ours ends in a letter, digit or low line. A quotation mark that stands before a colon in a string comes
    after a backslash, one that begins a string after a bracket, comma, colon or space.
    """
    data = np.frombuffer(block, dtype=np.uint8)
    colons = positions(data[2:], ord(":"))  # each is the place two bytes before the colon
    marks = colons[data[colons + 1] == ord('"')]
    named = marks[_word_bytes()[data[marks]]]
    written: Counts = np.diff(np.searchsorted(named, np.append(starts, len(data))))
    return written


def _names(definition: Mapping[str, Any], values: pa.Array) -> Counts:
    """How many names each value has when written as JSON, counted through all that lies in it."""
    valid = values.is_valid().to_numpy(zero_copy_only=False).astype(np.int64)
    if "items" in definition:
        inner = _names(definition["items"], values.flatten())
        if not inner.any():
            return np.zeros(len(values), dtype=np.int64)
        reach = np.concatenate(([0], np.cumsum(inner)))
        counts: Counts = np.diff(reach[values.offsets.to_numpy() - values.offsets[0].as_py()])
        return counts
    if "properties" not in definition:
        return np.zeros(len(values), dtype=np.int64)
    total: Counts = len(definition["properties"]) * valid
    for at, held in enumerate(definition["properties"].values()):
        if "items" in held or "properties" in held:
            total += _names(held, values.field(at)) * valid
    return total


@cache
def _within() -> np.ndarray[Any, Any]:
    table = np.zeros(256, dtype=bool)
    table[[ord(mark) for mark in ",]}"]] = True
    return table


@cache
def _word_bytes() -> np.ndarray[Any, Any]:
    table = np.zeros(256, dtype=bool)
    table[[ord(letter) for letter in "abcdefghijklmnopqrstuvwxyz0123456789_"]] = True
    return table


@cache
def _readable() -> pa.Schema:
    """The contract's Arrow schema as the reader needs it: with an ``extra`` that has no field."""
    columns = {field.name: _loose(field.type) for field in arrow_schema()}
    return pa.schema(columns | {"extra": pa.struct([])})


def _loose(of: pa.DataType) -> pa.DataType:
    """The type with every field nullable: the reader takes null structs for structs of nulls and would refuse them."""
    if pa.types.is_struct(of):
        return pa.struct([pa.field(field.name, _loose(field.type)) for field in of])
    return pa.list_(pa.field("item", _loose(of.value_type))) if pa.types.is_list(of) else of


def _as_contract(read: pa.Table) -> pa.Table:
    """The table with the types of the contract. Raises ArrowInvalid for a list or ``extra`` that is null."""
    columns = []
    for field in arrow_schema():
        column = one_array(read.column(field.name))
        if field.name == "extra":
            if column.null_count:
                raise pa.ArrowInvalid("extra is null or missing")
            offsets = pa.repeat(pa.scalar(0, pa.int32()), len(column) + 1)
            # A mask, or pa.array of a Python list, would import pandas where there is one: a second of a short run.
            column = pa.ListArray.from_arrays(offsets, pa.nulls(0, field.type.value_type))
        columns.append(_strict(column, field.type))
    return pa.Table.from_arrays(columns, schema=arrow_schema())


def _strict(values: pa.Array, to: pa.DataType) -> pa.Array:
    """The same values in a type whose fields may not be null."""
    if pa.types.is_list(to):
        if values.null_count:
            raise pa.ArrowInvalid("a list is null or missing")
        return pa.ListArray.from_arrays(values.offsets, _strict(values.values, to.value_type), type=to)
    if pa.types.is_struct(to):
        held = [_strict(values.field(at), to.field(at).type) for at in range(to.num_fields)]
        return pa.StructArray.from_arrays(held, fields=list(to), mask=values.is_null() if values.null_count else None)
    return values
