"""Loading: the flat table, and the records as they were."""

from __future__ import annotations

import datetime
import json
import shutil
import threading
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from packaging_corpus import build, parts

from corpuskit.checking import loading
from corpuskit.contract import arrow_schema
from corpuskit.flat import tables
from corpuskit.flat.columns import flat_schema
from corpuskit.model import CorpuskitError, Exit
from corpuskit.packaging.exporters import parquet
from corpuskit.packaging.groups import groups


def codes_of(error: CorpuskitError) -> tuple[str, int]:
    return error.problems[0].code, int(error.exit_code)


def test_the_flat_table_has_typed_columns(dist: Path) -> None:
    table = loading.load(dist)
    assert table.schema.remove_metadata().equals(flat_schema())
    assert table.num_rows == 9
    assert table.equals(loading.load(dist / "data" / "records.parquet"))


def test_columns_can_be_chosen(dist: Path) -> None:
    assert loading.load(dist, columns=["title", "id"]).column_names == ["title", "id"]


def test_an_unknown_column_is_named_with_those_that_there_are(dist: Path) -> None:
    with pytest.raises(CorpuskitError) as raised:
        loading.load(dist, columns=["titel"])
    assert codes_of(raised.value) == ("no-such-column", Exit.USAGE)
    assert "title" in raised.value.problems[0].hint


def test_a_folder_that_looks_like_a_partition_adds_no_column(dist: Path) -> None:
    odd = dist.parent / "year=2024"
    dist.rename(odd)
    assert "year" not in loading.load(odd).column_names


def test_records_come_back_as_they_were(dist: Path) -> None:
    lines = (dist / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert [dict(record) for record in loading.load_records(dist)] == [json.loads(line) for line in lines]


def test_records_come_back_through_many_row_groups(tmp_path: Path) -> None:
    with parquet.Writer(tmp_path) as writer:
        for group in groups(parts(11, 4), rows=3):
            writer.write(group)
    found = list(loading.nested_tables(tmp_path))
    assert [table.num_rows for table in found] == [3, 3, 3, 2]
    assert all(table.schema.equals(arrow_schema()) for table in found)
    whole = pa.concat_tables(part.records for part in parts(11, 11))
    assert pa.concat_tables(found).equals(whole)


def test_rows_are_joined_by_id_whatever_the_row_groups_of_the_other_tables(dist: Path) -> None:
    whole = pa.concat_tables(loading.nested_tables(dist))
    for name in ("caveats", "evidence"):
        path = dist / "data" / f"{name}.parquet"
        pq.write_table(pq.read_table(path), path, row_group_size=2, store_schema=False)
    assert pa.concat_tables(loading.nested_tables(dist)).equals(whole)


def test_there_has_to_be_a_corpus(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(CorpuskitError) as raised:
            loading.load(path)
        assert codes_of(raised.value) == ("no-dist", Exit.USAGE)


def _truncate(dist: Path) -> None:
    path = dist / "data" / "records.parquet"
    path.write_bytes(path.read_bytes()[:-50])


def _other_columns(dist: Path) -> None:
    pq.write_table(pa.table({"a": [1]}), dist / "data" / "evidence.parquet")


def _no_evidence(dist: Path) -> None:
    (dist / "data" / "evidence.parquet").unlink()


def _a_row_too_many(dist: Path) -> None:
    path = dist / "data" / "caveats.parquet"
    table = pq.read_table(path)
    pq.write_table(pa.concat_tables([table, table.slice(0, 1)]), path, store_schema=False)


def _a_row_too_few(dist: Path) -> None:
    path = dist / "data" / "evidence.parquet"
    table = pq.read_table(path)
    moved = table.set_column(1, table.schema.field(1), pa.array([7] * len(table), pa.int64()))
    pq.write_table(moved, path, store_schema=False)


@pytest.mark.parametrize("damage", [_truncate, _other_columns, _no_evidence, _a_row_too_many, _a_row_too_few])
def test_damage_is_an_error_with_the_file(dist: Path, damage: Any) -> None:
    damage(dist)
    with pytest.raises(CorpuskitError) as raised:
        list(loading.load_records(dist))
    assert codes_of(raised.value) == ("table-unreadable", Exit.PROBLEMS)


def test_a_flipped_bit_is_not_loaded(dist: Path) -> None:
    path = dist / "data" / "records.parquet"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 4] ^= 1
    path.write_bytes(bytes(raw))
    with pytest.raises(CorpuskitError) as raised:
        loading.load(dist)
    assert raised.value.problems[0].code == "table-unreadable"


def test_dates_load_as_days(tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "dist", ignore_errors=True)
    build(tmp_path / "dist", count=1)
    (record,) = tables.to_json(next(iter(parts(1, 1))).records)
    flat = tables.flatten(tables.from_json([record | {"date": "2024-02-29"}, record]))["records"]
    assert flat.column("date").to_pylist() == [datetime.date(2024, 2, 29), None]


def test_no_thread_of_arrow_holds_a_file_of_python_when_the_interpreter_ends(
    dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would abort the process, once in some hundred times."""
    from fsspec.implementations.memory import MemoryFile, MemoryFileSystem

    MemoryFileSystem().put(str(dist), "/held/dist", recursive=True)
    reading: set[int] = set()
    read = MemoryFile.read

    def noted(file: Any, *size: int) -> Any:
        reading.add(threading.get_ident())
        return read(file, *size)

    monkeypatch.setattr(MemoryFile, "read", noted)
    stored = loading.load("memory://held/dist")
    assert reading == {threading.get_ident()}
    monkeypatch.setattr(Path, "open", None)
    assert loading.load(dist).equals(stored)


def test_a_table_of_another_tool_is_told_by_the_column_that_differs(dist: Path, tmp_path: Path) -> None:
    foreign, retyped, alone = (tmp_path / name for name in ("foreign.parquet", "retyped.parquet", "alone.parquet"))
    pq.write_table(pa.table({"title": ["a"], "text": ["b"]}), foreign)
    table = loading.load(dist)
    dates = pa.array([str(day) for day in table.column("date").to_pylist()])
    pq.write_table(table.set_column(table.column_names.index("date"), "date", dates), retyped)
    shutil.copy(dist / "data" / "records.parquet", alone)
    for file, said in (
        (foreign, "foreign.parquet: it has no column "),
        (retyped, "its column date is of the type string, where a build writes date32"),
        (alone, "evidence.parquet: there is no such file"),
    ):
        with pytest.raises(CorpuskitError) as raised:
            list(loading.load_records(file))
        assert codes_of(raised.value) == ("table-unreadable", Exit.PROBLEMS)
        assert said in raised.value.problems[0].message
