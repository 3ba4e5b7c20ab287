"""Nested → flat → Parquet → nested, and nested ↔ JSON: the same records come back."""

from __future__ import annotations

import io
import json
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from packaging_records import records

from corpuskit.contract import arrow_schema, fields
from corpuskit.flat import columns, tables
from corpuskit.packaging import jsonl

RECORDS = records()
SLOW = settings(max_examples=25, suppress_health_check=list(HealthCheck))


def through_parquet(table: pa.Table) -> pa.Table:
    stored = io.BytesIO()
    pq.write_table(table, stored, store_schema=False)
    stored.seek(0)
    return pq.read_table(stored)


@SLOW
@given(RECORDS)
def test_flat_tables_through_parquet_give_the_same_records(found: list[dict[str, Any]]) -> None:
    nested = tables.from_json(found)
    flat = {name: through_parquet(table) for name, table in tables.flatten(nested).items()}
    back = tables.nest(flat)
    assert back.schema.equals(arrow_schema())
    assert list(tables.to_json(back)) == found


@SLOW
@given(RECORDS)
def test_the_canonical_lines_of_a_table_are_those_of_its_objects(found: list[dict[str, Any]]) -> None:
    nested = tables.from_json(found)
    lines = jsonl.record_lines(nested)
    assert lines == jsonl.lines(tables.to_json(nested))
    assert [json.loads(line) for line in lines.decode().splitlines()] == found


@SLOW
@given(RECORDS)
def test_a_slice_of_a_chunked_table_flattens_as_its_rows_do(found: list[dict[str, Any]]) -> None:
    whole = pa.concat_tables([tables.from_json(found[:2]), tables.from_json(found[2:])])
    for at in range(len(found)):
        part = whole.slice(at, 2)
        assert list(tables.to_json(tables.nest(tables.flatten(part)))) == found[at : at + 2]
        assert jsonl.record_lines(part) == jsonl.lines(found[at : at + 2])


def test_every_field_of_the_contract_has_one_column() -> None:
    held = [column.path for name in columns.table_names() for column in columns.columns(name) if column.path]
    leaves = {field.path for field in fields(leaves=True) if field.type not in ("object", "array")}
    lists = {("authors",), ("extra", "key"), ("extra", "value")}
    withdrawn = {("caveats", "withdrawn", "reason"), ("caveats", "withdrawn", "by")}
    assert set(held) == leaves | lists | withdrawn
    assert len(held) == len(set(held))


@pytest.mark.parametrize("table", columns.table_names())
def test_columns_are_of_types_that_every_reader_loads(table: str) -> None:
    plain = {pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.date32()}
    for field in columns.flat_schema(table):
        assert (field.type.value_type if pa.types.is_list(field.type) else field.type) in plain
    names = columns.flat_schema(table).names
    assert len({name.lower() for name in names}) == len(names)


def test_the_first_outlet_and_the_standing_caveats_are_columns_of_their_own(record: dict[str, Any]) -> None:
    outlets = [
        {"name": "Harbour Post", "id": "harbour-post", "country": "NO", "affiliation": "public-service"},
        {"name": "Wire", "id": None, "country": None, "affiliation": "unknown"},
    ]
    withdrawn = {"reason": "checked", "by": "desk"}
    caveats = [caveat("undated"), caveat("ambiguous-date"), caveat("undated"), caveat("gone", withdrawn)]
    flat = tables.flatten(tables.from_json([record | {"outlets": outlets, "caveats": caveats}, record]))
    first, second = flat["records"].to_pylist()
    assert (first["outlet"], first["affiliation"]) == ("Harbour Post", "public-service")
    assert first["outlet_ids"] == ["harbour-post", None]
    assert first["caveat_codes"] == ["ambiguous-date", "undated"]
    assert (second["outlet"], second["affiliation"], second["caveat_codes"]) == (None, None, [])
    assert flat["caveats"].column("position").to_pylist() == [0, 1, 2, 3]


def test_rows_that_belong_to_no_record_are_refused(record: dict[str, Any]) -> None:
    flat = tables.flatten(tables.from_json([record | {"caveats": [caveat("undated")]}]))
    stray = flat["caveats"].set_column(0, flat["caveats"].schema.field(0), pa.array(["0" * 16]))
    with pytest.raises(ValueError, match="belong to no record"):
        tables.nest(flat | {"caveats": stray})


def test_a_missing_row_is_noticed_by_its_position(record: dict[str, Any]) -> None:
    flat = tables.flatten(tables.from_json([record | {"caveats": [caveat("undated"), caveat("undated")]}]))
    with pytest.raises(ValueError, match="positions"):
        tables.nest(flat | {"caveats": flat["caveats"].slice(1)})


def test_lists_of_different_length_are_refused(record: dict[str, Any]) -> None:
    outlets = [{"name": "Post", "id": None, "country": None, "affiliation": "unknown"}]
    flat = tables.flatten(tables.from_json([record | {"outlets": outlets}]))
    at = flat["records"].schema.get_field_index("outlet_ids")
    shorter = flat["records"].set_column(at, flat["records"].schema.field(at), pa.array([[]], pa.list_(pa.string())))
    with pytest.raises(ValueError, match="same length"):
        tables.nest(flat | {"records": shorter})


def caveat(code: str, withdrawn: dict[str, str] | None = None) -> dict[str, Any]:
    empty = dict.fromkeys(
        ("basis", "authority", "reference", "as_of", "category", "speaker", "rule", "confidence", "start", "end")
    )
    return {"code": code, "statement": "A statement.", **empty, "withdrawn": withdrawn}
