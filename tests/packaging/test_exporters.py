"""The data files: the same bytes for the same records, readable everywhere, damage noticed, no text in the footer."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from packaging_corpus import RULER, build, contents, parts

from corpuskit.contract import schema_version
from corpuskit.flat import tables
from corpuskit.flat.columns import columns, flat_schema, table_names
from corpuskit.packaging import OutsideSpan, exporters, writing
from corpuskit.packaging.exporters import parquet
from corpuskit.packaging.groups import groups

TABLES = [f"data/{name}.parquet" for name in table_names()]


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    build(tmp_path / "dist", count=40)
    return tmp_path / "dist"


@pytest.mark.parametrize("batch", [1, 3, 100])
def test_the_size_of_the_parts_changes_no_byte(dist: Path, tmp_path: Path, batch: int) -> None:
    build(tmp_path / "other", count=40, batch=batch)
    assert contents(tmp_path / "other") == contents(dist)


def test_groups_that_are_written_while_the_next_is_made_have_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "groups", partial(groups, rows=3))
    build(tmp_path / "one", count=40)
    build(tmp_path / "other", count=40, beside=True)
    assert contents(tmp_path / "other") == contents(tmp_path / "one")


def test_row_groups_follow_the_groups_of_records(tmp_path: Path) -> None:
    with parquet.Writer(tmp_path) as writer:
        for group in groups(parts(10, 10), rows=4):
            writer.write(group)
    sizes = {}
    for path in TABLES:
        found = pq.ParquetFile(tmp_path / path).metadata
        sizes[path] = [found.row_group(number).num_rows for number in range(found.num_row_groups)]
    assert sizes == {TABLES[0]: [4, 4, 2], TABLES[1]: [4, 4, 2], TABLES[2]: [2, 2, 1]}
    assert writer.rows == {TABLES[0]: 10, TABLES[1]: 10, TABLES[2]: 5}


def test_a_corpus_without_records_has_empty_tables_of_the_right_columns(tmp_path: Path) -> None:
    build(tmp_path / "dist", count=0)
    for name, path in zip(table_names(), TABLES, strict=True):
        table = pq.read_table(tmp_path / "dist" / path)
        assert table.num_rows == 0
        assert table.schema.remove_metadata().equals(flat_schema(name))
    assert (tmp_path / "dist" / "records.jsonl").read_bytes() == b""


@pytest.mark.parametrize("path", TABLES)
def test_the_footer_names_versions_and_holds_no_text(dist: Path, path: str) -> None:
    footer = pq.read_metadata(dist / path)
    table = Path(path).stem
    assert set(footer.metadata) == {b"corpuskit", b"corpuskit.schema_version", b"corpuskit.table"}
    assert footer.metadata[b"corpuskit.schema_version"].decode() == schema_version()
    assert footer.metadata[b"corpuskit.table"].decode() == table
    plain = {"int64", "double", "bool", "date32[day]"}
    small = {c.name for c in columns(table) if c.type in plain} | parquet.KEYS
    for number in range(footer.num_columns):
        column = footer.row_group(0).column(number)
        name = column.path_in_schema.split(".")[0]
        assert (column.statistics is not None) == (name in small), name
        assert column.has_offset_index
    raw = (dist / path).read_bytes()
    behind_pages = raw[_end_of_pages(footer) :]
    for private in (b"harbour office", b"Notice 1", b"Nobody was hurt"):
        assert private not in behind_pages


def _end_of_pages(footer: pq.FileMetaData) -> int:
    ends = []
    for group in range(footer.num_row_groups):
        for number in range(footer.num_columns):
            column = footer.row_group(group).column(number)
            first = column.dictionary_page_offset or column.data_page_offset
            ends.append(first + column.total_compressed_size)
    return max(ends)


def test_a_flipped_bit_in_a_page_is_noticed_on_reading(dist: Path) -> None:
    """Without checksums some of these flips are read back as other values, without a word."""
    raw = (dist / TABLES[0]).read_bytes()
    sound = pq.read_table(io.BytesIO(raw))
    unnoticed = 0
    for at in range(4, _end_of_pages(pq.read_metadata(dist / TABLES[0])), 97):
        flipped = bytearray(raw)
        flipped[at] ^= 1 << (at % 8)
        try:
            read = pq.read_table(io.BytesIO(bytes(flipped)), page_checksum_verification=True)
        except (OSError, pa.ArrowException):
            continue
        unnoticed += not read.equals(sound)
    assert unnoticed == 0


def _with_pandas(path: Path) -> list[list[Any]]:
    pandas = pytest.importorskip("pandas")
    return [[None if x is None else str(x) for x in row] for row in pandas.read_parquet(path)["outlet_ids"]]


def _with_polars(path: Path) -> list[list[Any]]:
    polars = pytest.importorskip("polars")
    found: list[list[Any]] = polars.read_parquet(path)["outlet_ids"].to_list()
    return found


def _with_duckdb(path: Path) -> list[list[Any]]:
    duckdb = pytest.importorskip("duckdb")
    rows = duckdb.connect().execute("select outlet_ids from read_parquet(?)", [str(path)]).fetchall()
    return [row[0] for row in rows]


def _with_datasets(path: Path) -> list[list[Any]]:
    datasets = pytest.importorskip("datasets")
    cache = str(path.parent / "cache")
    loaded = datasets.load_dataset("parquet", data_files=str(path), split="train", cache_dir=cache)
    return list(loaded["outlet_ids"])


@pytest.mark.parametrize("read", [_with_pandas, _with_polars, _with_duckdb, _with_datasets])
def test_readers_load_lists_with_nulls_in_them(
    read: Callable[[Path], list[list[Any]]], record: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    outlet = {"name": "A", "id": "a", "country": "NO", "affiliation": "unknown"}
    unlisted = {"name": "B", "id": None, "country": None, "affiliation": "unknown"}
    found = [record | {"outlets": outlets} for outlets in ([outlet, unlisted], [], [unlisted])]
    path = tmp_path / "records.parquet"
    writer = pq.ParquetWriter(path, flat_schema(), store_schema=False)
    with writer:
        writer.write_table(tables.flatten(tables.from_json(found))["records"])
    assert read(path) == [["a", None], [], [None]]


def test_outside_lines_carry_hash_and_reason_only_where_there_is_no_text(dist: Path) -> None:
    lines = [json.loads(line) for line in (dist / "outside.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines[0] == {
        "file": "harbour.txt",
        "byte_start": 0,
        "byte_end": len(RULER),
        "kind": "separator",
        "text": RULER.decode(),
    }
    withheld = OutsideSpan("a", 0, 5, "excluded", None, "0" * 64, "withheld").as_json()
    assert (withheld["text"], withheld["sha256"], withheld["reason"]) == (None, "0" * 64, "withheld")


def test_an_exporter_can_be_left_out(tmp_path: Path) -> None:
    manifest = build(tmp_path / "dist", without=frozenset({"jsonl"}))
    assert not (tmp_path / "dist" / "records.jsonl").exists()
    assert "records.jsonl" not in {entry.path for entry in manifest.files}
    assert manifest.records_sha256 == build(tmp_path / "other").records_sha256


def test_the_files_of_exporters_are_listed_once() -> None:
    listed = [file.path for exporter in exporters.listed_exporters() for file in exporter.FILES]
    assert len(listed) == len(set(listed)) == len(exporters.data_files())
    assert {file.table for file in exporters.data_files().values()} - {None} == set(table_names())
