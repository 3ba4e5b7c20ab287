"""dist/ in every reader that can be installed: the lines of docs/loading.md run, and what comes out is right."""

from __future__ import annotations

import datetime
import json
import math
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import corpuskit

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^## ([^\n]+)\n.*?^```(python|js)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = {name: (kind, code) for name, kind, code in BLOCK.findall((ROOT / "docs" / "loading.md").read_text("utf-8"))}
GATE = bool(os.environ.get("CORPUSKIT_GATE"))

Row = Mapping[str, Any]


@pytest.fixture(scope="module")
def workspace(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loading")
    shutil.copytree(corpus.parent / "seeds", folder / "seeds")
    corpuskit.build(folder, also=["sqlite"])
    return folder


@pytest.fixture(scope="module")
def expected(workspace: Path) -> list[Row]:
    rows: list[Row] = pq.read_table(workspace / "dist" / "data" / "records.parquet").to_pylist()
    assert any(row["date"] is None for row in rows) or any(row["subtitle"] is None for row in rows)
    assert any(row["authors"] for row in rows)
    return rows


@pytest.mark.parametrize("name", [name for name, (kind, _) in SHOWN.items() if kind == "python"])
def test_the_three_lines_of_a_reader_run(
    name: str, workspace: Path, expected: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    if name == "Hugging Face datasets":  # it reads its settings once, and "dist" is the name of every corpus
        monkeypatch.setattr("datasets.config.HF_DATASETS_CACHE", str(workspace / "cache"))
    code = SHOWN[name][1]
    assert len([line for line in code.splitlines() if line]) == 3
    known: dict[str, Any] = {}
    exec(code, known)
    assert known["rows"] == len(expected)


def _pandas(path: Path) -> list[Row]:
    import pandas

    return pandas.read_parquet(path).to_dict("records")  # type: ignore[return-value]


def _polars(path: Path) -> list[Row]:
    import polars

    return polars.read_parquet(path).to_dicts()


def _duckdb(path: Path) -> list[Row]:
    import duckdb

    found = duckdb.connect().execute("select * from read_parquet(?)", [str(path)])
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _datasets(path: Path) -> list[Row]:
    import datasets

    cache = str(path.parents[2] / "cache")
    return list(datasets.load_dataset(str(path.parents[1]), "records", split="train", cache_dir=cache))


def _dask(path: Path) -> list[Row]:
    import dask.dataframe

    return dask.dataframe.read_parquet(path).compute().to_dict("records")  # type: ignore[no-any-return]


def _fastparquet(path: Path) -> list[Row]:
    import fastparquet

    return fastparquet.ParquetFile(str(path)).to_pandas().to_dict("records")  # type: ignore[no-any-return]


def _frame(path: Path) -> list[Row]:
    return corpuskit.load(path, form="frame").to_dict("records")  # type: ignore[return-value]


@pytest.mark.parametrize("read", [_pandas, _polars, _duckdb, _datasets, _dask, _fastparquet, _frame])
def test_a_reader_gives_what_was_written(
    read: Callable[[Path], list[Row]], workspace: Path, expected: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    found = read(workspace / "dist" / "data" / "records.parquet")
    assert [{name: plain(value) for name, value in row.items()} for row in found] == expected
    print(f"loaded with {read.__name__.strip('_')}: {len(found)} records")


def plain(value: Any) -> Any:
    """What a reader gives as Python values: arrays become lists, midnights days, the many kinds of nothing None."""
    if isinstance(value, str | bool | int):
        return value
    if hasattr(value, "tolist") and not isinstance(value, datetime.date):
        value = value.tolist()
    if isinstance(value, list):
        return [plain(item) for item in value]
    if value is None or value != value or type(value).__name__ in ("NaTType", "NAType"):
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, bytes):
        return value.decode()
    return value


def test_sqlite_utils_gives_what_was_written(workspace: Path, expected: list[Row]) -> None:
    import sqlite_utils

    table = sqlite_utils.Database(workspace / "dist" / "data" / "corpus.sqlite")["records"]
    for row, wanted in zip(table.rows, expected, strict=True):
        for name, value in wanted.items():
            cell = json.loads(row[name]) if isinstance(value, list) else row[name]
            assert cell == (value.isoformat() if isinstance(value, datetime.date) else value)
    assert sqlite_utils.Database(workspace / "dist" / "data" / "corpus.sqlite")["records_fts"].exists()


@pytest.mark.slow
def test_node_gives_what_was_written(workspace: Path, expected: list[Row], tmp_path: Path) -> None:
    if not (shutil.which("node") and shutil.which("npm")):
        if GATE:
            pytest.fail("node and npm can be installed, so the gate must not skip them")
        pytest.skip("needs node and npm")
    code = SHOWN["Node.js"][1].replace('"dist/', f'"{workspace}/dist/')
    show = (
        "function (k, v) { return typeof v === 'bigint' ? Number(v)"
        " : this[k] instanceof Date ? this[k].toISOString().slice(0, 10) : v }"
    )
    (tmp_path / "read.mjs").write_text(f"{code}console.log(JSON.stringify(records, {show}))\n", "utf-8")
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "hyparquet", "hyparquet-compressors"]
    got = subprocess.run(install, cwd=tmp_path, capture_output=True, text=True, check=False)
    if got.returncode and not GATE:
        pytest.skip("npm reaches no registry")
    assert got.returncode == 0, got.stderr
    done = subprocess.run(["node", "read.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert len(found) == len(expected)
    for row, wanted in zip(found, expected, strict=True):
        for name, value in wanted.items():
            given = row.get(name)
            if isinstance(value, float):
                assert math.isclose(given, value)
            else:
                assert given == (value.isoformat() if isinstance(value, datetime.date) else value), name


def test_load_gives_records_one_by_one_and_refuses_other_forms(workspace: Path, expected: list[Row]) -> None:
    found = list(corpuskit.load(workspace / "dist", form="records"))
    assert [record.id for record in found] == [row["id"] for row in expected]
    with pytest.raises(corpuskit.CorpuskitError):
        corpuskit.load(workspace / "dist", form="list")  # type: ignore[call-overload]
    with pytest.raises(corpuskit.CorpuskitError):
        corpuskit.load(workspace / "dist", ["id"], form="records")
