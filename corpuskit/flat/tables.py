"""Records ↔ the flat tables of dist/data/ ↔ JSON objects, without loss. `columns` says which column holds what."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from corpuskit.arrow import one_array
from corpuskit.contract import arrow_schema
from corpuskit.flat.columns import DERIVED_FROM, RECORDS, Column, columns, fields_of, flat_schema, shapes, table_names

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


def flatten(records: pa.Table) -> dict[str, pa.Table]:
    """The flat tables, by name, of a table of the contract's Arrow schema; one chunk a column."""
    return {name: flat_columns(records, flat_schema(name).names, name) for name in table_names()}


def flat_columns(records: pa.Table, names: Collection[str], table: str = RECORDS) -> pa.Table:
    """Some columns of a flat table, from a table that has at least the fields of `columns.fields_of`."""
    import pyarrow as pa

    whole = {name: one_array(records.column(name)) for name in fields_of(names, table)}
    wanted = [column for column in columns(table) if column.name in names]
    if table != RECORDS:
        return _flat_rows(table, whole).select([column.name for column in wanted])
    found = pa.schema([flat_schema().field(column.name) for column in wanted])
    arrays = [_as(_derived(c.name, whole) if c.derived else _held(c, whole), found.field(c.name).type) for c in wanted]
    return pa.Table.from_arrays(arrays, schema=found)


def nest(flat: Mapping[str, pa.Table]) -> pa.Table:
    """The records of flat tables. Every row of caveats and evidence must belong to a record given, in the same order.

    Raises ValueError when one does not.
    """
    import pyarrow as pa

    records = {name: one_array(flat[RECORDS].column(name)) for name in flat[RECORDS].column_names}
    built = []
    for field in arrow_schema():
        shape = shapes()[field.name]
        if shape == "rows":
            built.append(_nested_rows(field, flat[field.name], records["id"]))
        elif shape in ("struct", "structs", "pairs"):
            held = [c for c in columns() if c.path[:1] == (field.name,)]
            build = _struct if shape == "struct" else _lists
            built.append(build(field.type, [records[c.name] for c in held]))
        else:
            built.append(_as(records[field.name], field.type))
    return pa.Table.from_arrays(built, schema=arrow_schema())


def to_json(records: pa.Table) -> Iterator[dict[str, Any]]:
    """Records as parsed JSON: ``extra`` is an object there."""
    for row in records.to_pylist():
        yield {**row, "extra": {pair["key"]: pair["value"] for pair in row["extra"]}}


def from_json(records: Iterable[Mapping[str, Any]]) -> pa.Table:
    """A table of records given as parsed JSON that follows the schema."""
    import pyarrow as pa

    rows = [
        {**record, "extra": [{"key": key, "value": value} for key, value in record["extra"].items()]}
        for record in records
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema())


# -- records → flat --------------------------------------------------------------------------------------------------


def _held(column: Column, whole: Mapping[str, pa.Array]) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    array = whole[column.path[0]]
    if len(column.path) == 1:
        return array
    if pa.types.is_struct(array.type):
        return pc.struct_field(array, [column.path[1]])
    return pa.ListArray.from_arrays(_offsets(array), pc.struct_field(pc.list_flatten(array), [column.path[1]]))


def _derived(name: str, whole: Mapping[str, pa.Array]) -> pa.Array:
    field, leaf = DERIVED_FROM[name]
    return _codes(whole[field]) if name == "caveat_codes" else _first(whole[field], leaf)


def _first(lists: pa.Array, leaf: str) -> pa.Array:
    """The leaf of each list's first entry, null for an empty list."""
    import pyarrow as pa
    import pyarrow.compute as pc

    starts, empty = _offsets(lists)[:-1], pc.equal(pc.list_value_length(lists), 0)
    at = pc.if_else(empty, pa.scalar(None, pa.int32()), starts)
    return pc.struct_field(pc.list_flatten(lists), [leaf]).take(at)


def _codes(caveats: pa.Array) -> pa.Array:
    """Distinct codes of each record's caveats that are not withdrawn, sorted."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    entries = pc.list_flatten(caveats)
    stands = pc.struct_field(entries, ["withdrawn"]).is_null()
    found = pa.table(
        {"row": pc.list_parent_indices(caveats), "code": pc.struct_field(entries, ["code"])},
    ).filter(stands)
    distinct = found.group_by(["row", "code"]).aggregate([]).sort_by([("row", "ascending"), ("code", "ascending")])
    counts = np.bincount(distinct.column("row").to_numpy(), minlength=len(caveats))
    return pa.ListArray.from_arrays(_running(counts), one_array(distinct.column("code")))


def _flat_rows(name: str, whole: Mapping[str, pa.Array]) -> pa.Table:
    import pyarrow as pa
    import pyarrow.compute as pc

    lists = whole[name]
    owners = pc.list_parent_indices(lists)
    starts = _offsets(lists)[:-1].take(owners).cast(pa.int64())
    position = pc.subtract(pa.array(range(len(owners)), pa.int64()), starts)
    entries = pc.list_flatten(lists)
    held = [pc.struct_field(entries, list(c.path[1:])) for c in columns(name) if c.path]
    return pa.Table.from_arrays([whole["id"].take(owners), position, *held], schema=flat_schema(name))


# -- flat → records --------------------------------------------------------------------------------------------------


def _struct(to: pa.StructType, held: list[pa.Array]) -> pa.Array:
    import pyarrow as pa

    return pa.StructArray.from_arrays(held, fields=list(to))


def _lists(to: pa.ListType, held: list[pa.Array]) -> pa.Array:
    """Lists of structs from parallel lists."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if any(not pc.list_value_length(other).equals(pc.list_value_length(held[0])) for other in held[1:]):
        raise ValueError(f"the columns of {to.value_type} are not of the same length")
    entries = pa.StructArray.from_arrays([pc.list_flatten(a) for a in held], fields=list(to.value_type))
    return pa.ListArray.from_arrays(_offsets(held[0]), entries, type=to)


def _nested_rows(field: pa.Field, rows: pa.Table, ids: pa.Array) -> pa.Array:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = {name: one_array(rows.column(name)) for name in rows.column_names}
    owners = pc.index_in(whole["record_id"], ids)
    at = owners.fill_null(-1).to_numpy(zero_copy_only=False)
    if owners.null_count or (np.diff(at) < 0).any():
        raise ValueError(f"{field.name}: rows that belong to no record, or not in the order of the records")
    counts = np.bincount(at, minlength=len(ids))
    offsets = _running(counts)
    expected = np.arange(len(at)) - offsets.to_numpy()[:-1][at]
    if not np.array_equal(whole["position"].to_numpy(), expected):
        raise ValueError(f"{field.name}: positions do not count from 0 in each record")
    entries = _entries(field.type.value_type, field.name, (field.name,), whole)
    return pa.ListArray.from_arrays(offsets, entries, type=field.type)


def _entries(to: pa.StructType, table: str, path: tuple[str, ...], whole: Mapping[str, pa.Array]) -> pa.Array:
    """Structs from the columns below a path. One that may be null is null where its first required column is."""
    import pyarrow as pa

    column_at = {c.path: c.name for c in columns(table) if c.path}
    built = []
    for field in to:
        below = (*path, field.name)
        if pa.types.is_struct(field.type):
            inner = _entries(field.type, table, below, whole)
            first = next(whole[column_at[(*below, leaf.name)]] for leaf in field.type if not leaf.nullable)
            inner = pa.StructArray.from_arrays(inner.flatten(), fields=list(field.type), mask=first.is_null())
            built.append(inner)
        else:
            built.append(whole[column_at[below]])
    return pa.StructArray.from_arrays(built, fields=list(to))


# -- arrays ----------------------------------------------------------------------------------------------------------


def _as(array: pa.Array, to: pa.DataType) -> pa.Array:
    """The array as another type of the same values: ISO strings and dates, or names of list entries."""
    import pyarrow as pa

    if array.type.equals(to):
        return array
    if pa.types.is_list(to):
        return pa.ListArray.from_arrays(_offsets(array), array.flatten(), type=to)
    return array.cast(to)


def _offsets(lists: pa.Array) -> pa.Array:
    """Offsets of each list into the flattened lists, from 0."""
    import pyarrow.compute as pc

    return _running(pc.list_value_length(lists).to_numpy(zero_copy_only=False))


def _running(counts: np.ndarray[Any, Any]) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    return pa.array(np.concatenate(([0], np.cumsum(counts))), pa.int32())
