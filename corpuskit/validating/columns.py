"""JSON records → an Arrow table of the contract, column by column, with the rows that do not fit it.

Built from the schema's own types. A value of another type is replaced by an empty one and its row is named, so that the
reference (`schema.faults`) can say what is wrong while the other fields of the row are still checked by the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from corpuskit.contract import arrow_schema, schema, type_of

NONE = type(None)
#: Python types of JSON values that a column of the JSON type takes as they are. bool is no number here.
TAKES: Mapping[str, frozenset[type]] = {
    "string": frozenset({str}),
    "integer": frozenset({int}),
    "number": frozenset({int, float}),
    "boolean": frozenset({bool}),
    "array": frozenset({list}),
    "object": frozenset({dict}),
}
EMPTY: Mapping[str, Callable[[], Any]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": bool,
    "array": list,
    "object": dict,
}


class Columns(NamedTuple):
    """A table of the contract's Arrow schema, and the rows of it that the reference has to look at."""

    table: pa.Table
    suspects: set[int]


def columns(records: Sequence[Any]) -> Columns:
    """The records (parsed JSON, whatever its shape) as a table with a row for each."""
    builder = _Builder()
    struct = builder.build(schema(), pa.struct(list(arrow_schema())), records, np.arange(len(records)))
    table = pa.Table.from_arrays(struct.flatten(), schema=arrow_schema())
    return Columns(table, builder.suspects)


class _Builder:
    """Walks the schema and the values together; ``owners`` says which record each value belongs to."""

    def __init__(self) -> None:
        self.suspects: set[int] = set()

    def build(
        self, definition: Mapping[str, Any], to: pa.DataType, values: Sequence[Any], owners: np.ndarray[Any, Any]
    ) -> pa.Array:
        name = type_of(definition)
        values = self._fitting(name, "null" in definition["type"], values, owners)
        if name == "object":
            fill = self._struct if "properties" in definition else self._map
            return fill(definition, to, values, owners)
        if name == "array":
            return self._list(definition, to, values, owners)
        return self._leaf(name, to, values, owners)

    def _fitting(self, name: str, nullable: bool, values: Sequence[Any], owners: np.ndarray[Any, Any]) -> Sequence[Any]:
        """The values with those of another type replaced by an empty one."""
        takes = TAKES[name] | {NONE} if nullable else TAKES[name]
        if takes.issuperset(map(type, values)):
            return values
        fitting = list(values)
        for at, value in enumerate(values):
            if type(value) not in takes:
                self.suspects.add(int(owners[at]))
                whole = name == "integer" and isinstance(value, float) and value.is_integer()
                fitting[at] = int(value) if whole else None if nullable else EMPTY[name]()
        return fitting

    def _struct(
        self, definition: Mapping[str, Any], to: pa.StructType, values: Sequence[Any], owners: np.ndarray[Any, Any]
    ) -> pa.Array:
        missing = np.fromiter((value is None for value in values), dtype=bool, count=len(values))
        if missing.any():
            values = [value for value in values if value is not None]
            owners = owners[~missing]
        inner = definition["properties"]
        present = [
            self.build(inner[name], to.field(name).type, column, owners)
            for name, column in zip(inner, self._fields(inner, values, owners), strict=True)
        ]
        if not missing.any():
            return pa.StructArray.from_arrays(present, fields=list(to))
        spread = pa.array(np.where(missing, 0, np.cumsum(~missing) - 1), mask=missing)
        return pa.StructArray.from_arrays(
            [column.take(spread) for column in present], fields=list(to), mask=pa.array(missing)
        )

    def _fields(
        self, inner: Mapping[str, Any], values: Sequence[Any], owners: np.ndarray[Any, Any]
    ) -> Sequence[Sequence[Any]]:
        """The values of each field; objects that lack one or have another are suspects."""
        if not values:
            return [()] * len(inner)
        if set(map(len, values)) == {len(inner)}:
            with suppress(KeyError):
                return list(zip(*map(itemgetter(*inner), values), strict=True))
        self.suspects.update(int(owners[at]) for at, value in enumerate(values) if value.keys() != inner.keys())
        return [[value[name] if name in value else _empty(held) for value in values] for name, held in inner.items()]

    def _list(
        self, definition: Mapping[str, Any], to: pa.ListType, values: Sequence[Any], owners: np.ndarray[Any, Any]
    ) -> pa.Array:
        sizes = np.fromiter(map(len, values), dtype=np.int32, count=len(values))
        offsets = np.concatenate((np.zeros(1, dtype=np.int32), np.cumsum(sizes, dtype=np.int32)))
        inner = self.build(
            definition["items"], to.value_type, list(chain.from_iterable(values)), np.repeat(owners, sizes)
        )
        return pa.ListArray.from_arrays(pa.array(offsets), inner, type=to)

    def _map(
        self, definition: Mapping[str, Any], to: pa.ListType, values: Sequence[Any], owners: np.ndarray[Any, Any]
    ) -> pa.Array:
        sizes = np.fromiter(map(len, values), dtype=np.int32, count=len(values))
        offsets = np.concatenate((np.zeros(1, dtype=np.int32), np.cumsum(sizes, dtype=np.int32)))
        inside = np.repeat(owners, sizes)
        pair = to.value_type
        keys = self._leaf("string", pair.field("key").type, list(chain.from_iterable(values)), inside)
        held = list(chain.from_iterable(value.values() for value in values))
        contents = self.build(definition["additionalProperties"], pair.field("value").type, held, inside)
        pairs = pa.StructArray.from_arrays([keys, contents], fields=list(pair))
        return pa.ListArray.from_arrays(pa.array(offsets), pairs, type=to)

    def _leaf(self, name: str, to: pa.DataType, values: Sequence[Any], owners: np.ndarray[Any, Any]) -> pa.Array:
        try:
            return pa.array(values, to)
        except (UnicodeEncodeError, OverflowError, pa.ArrowException):  # a lone surrogate, a number beyond 64 bits
            return pa.array(
                [self._held(name, to, value, owner) for value, owner in zip(values, owners, strict=True)], to
            )

    def _held(self, name: str, to: pa.DataType, value: Any, owner: int) -> Any:
        try:
            pa.array([value], to)
        except (UnicodeEncodeError, OverflowError, pa.ArrowException):
            self.suspects.add(int(owner))
            return EMPTY[name]()
        return value


def _empty(definition: Mapping[str, Any]) -> Any:
    """What stands for a value that is missing."""
    types = definition["type"]
    return None if "null" in types else EMPTY[types]()
