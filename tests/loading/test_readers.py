"""dist/ in every reader that can be installed: the lines of docs/loading.md run, and what comes out is right."""

from __future__ import annotations

import asyncio
import datetime
import json
import math
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import pyarrow.parquet as pq
import pytest

import corpuskit

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^## ([^\n]+)\n.*?^```(python|js|r)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
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


@pytest.mark.parametrize("name", [name for name, (kind, _) in SHOWN.items() if kind == "python" and name != "Spark"])
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


def absent(reason: str) -> NoReturn:
    """Skips a reader that can be installed, but not in the gate, which installs it."""
    if GATE:
        pytest.fail(f"{reason}, and it can be installed: the gate must not skip it")
    pytest.skip(reason)


def run(*command: str, cwd: Path) -> str:
    """What a program prints."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def compare(found: list[Row], expected: list[Row]) -> None:
    """Rows that came as JSON: days as ISO text, integers perhaps as text, nulls perhaps left out."""
    assert len(found) == len(expected)
    for row, wanted in zip(found, expected, strict=True):
        for name, value in wanted.items():
            assert _equal(row.get(name), value), name


def _equal(given: Any, value: Any) -> bool:
    if isinstance(value, list):
        return len(given) == len(value) and all(map(_equal, given, value))
    if isinstance(value, float):
        return math.isclose(float(given), value)
    if isinstance(value, int) and not isinstance(value, bool):
        return int(given) == value
    return bool(given == (value.isoformat() if isinstance(value, datetime.date) else value))


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the packages of the two readers for Node.js."""
    folder = tmp_path_factory.mktemp("node")
    if not (shutil.which("node") and shutil.which("npm")):
        absent("needs node and npm")
    packages = ("hyparquet", "hyparquet-compressors", "@duckdb/node-api")
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", *packages]
    got = subprocess.run(install, cwd=folder, capture_output=True, text=True, check=False)
    if got.returncode:
        absent(f"npm gives no packages: {got.stderr[-500:]}")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, (kind, _) in SHOWN.items() if kind == "js"])
def test_node_gives_what_was_written(name: str, node: Path, workspace: Path, expected: list[Row]) -> None:
    code = SHOWN[name][1].replace("dist/data", f"{workspace}/dist/data")
    assert len(code.splitlines()) == 3
    show = (
        "function (k, v) { return typeof v === 'bigint' ? Number(v)"
        " : this[k] instanceof Date ? this[k].toISOString().slice(0, 10) : v }"
    )
    (node / "read.mjs").write_text(f"{code}console.log(JSON.stringify(records, {show}))\n", "utf-8")
    compare(json.loads(run("node", "read.mjs", cwd=node)), expected)


@pytest.mark.slow
def test_spark_gives_what_was_written(workspace: Path, expected: list[Row], tmp_path: Path) -> None:
    python = os.environ.get("CORPUSKIT_SPARK_PYTHON", sys.executable)
    known = subprocess.run([python, "-c", "import pyspark"], capture_output=True, check=False)
    if known.returncode or not shutil.which("java"):
        absent("needs pyspark and Java")
    code = SHOWN["Spark"][1]
    assert len([line for line in code.splitlines() if line]) == 3
    told = "with open('found.json', 'w') as file:\n    print(rows, *records.toJSON().collect(), sep='\\n', file=file)"
    (tmp_path / "read.py").write_text(f"{code}\n{told}\n", "utf-8")
    (tmp_path / "dist").symlink_to(workspace / "dist")
    run(python, "read.py", cwd=tmp_path)
    rows, *found = (tmp_path / "found.json").read_text("utf-8").rstrip("\n").split("\n")
    assert int(rows) == len(expected)
    compare([json.loads(line) for line in found], expected)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, (kind, _) in SHOWN.items() if kind == "r"])
def test_r_gives_what_was_written(name: str, workspace: Path, expected: list[Row], tmp_path: Path) -> None:
    if not shutil.which("Rscript"):
        absent("needs R with jsonlite and RSQLite")
    code = SHOWN[name][1]
    assert len(code.splitlines()) == 3
    chosen = 'dbGetQuery(database, "select * from records")' if "SQLite" in name else "records"
    told = f'jsonlite::write_json({chosen}, "found.json", digits = NA, na = "null", auto_unbox = TRUE)'
    (tmp_path / "read.R").write_text(f"{code}{told}\ncat(rows)\n", "utf-8")
    (tmp_path / "dist").symlink_to(workspace / "dist")
    assert int(run("Rscript", "read.R", cwd=tmp_path).split()[-1]) == len(expected)
    found = json.loads((tmp_path / "found.json").read_text("utf-8"))
    if "SQLite" in name:
        lists = {key for key, value in expected[0].items() if isinstance(value, list)}
        compare([{k: json.loads(v) if k in lists else v for k, v in row.items()} for row in found], expected)
    else:
        plain_fields = (
            "id",
            "title",
            "subtitle",
            "date",
            "date_ambiguous",
            "authors",
            "text",
            "word_count",
            "confidence",
        )
        compare(
            [{**row, "authors": _listed(row["authors"])} for row in found],
            [{name: row[name] for name in plain_fields} for row in expected],
        )


def _listed(value: Any) -> list[Any]:
    """R has no vector of one that is not a single value."""
    return value if isinstance(value, list) else [value]


def test_datasette_opens_the_database(workspace: Path, expected: list[Row]) -> None:
    """Pages of a table and of a row, and the search for words, through Datasette itself without a network."""
    from datasette.app import Datasette

    word = max(re.findall("[a-z]{5,}", expected[0]["text"]), key=len)

    async def answers() -> tuple[Any, Any, Any]:
        served = Datasette([str(workspace / "dist" / "data" / "corpus.sqlite")])
        table = await served.client.get("/corpus/records.json?_shape=array&_size=max")
        searched = await served.client.get(f"/corpus/records.json?_shape=array&_search={word}")
        page = await served.client.get("/corpus/records")
        return table, searched, page

    table, searched, page = asyncio.run(answers())
    assert [row["id"] for row in table.json()] == sorted(row["id"] for row in expected)
    assert expected[0]["id"] in {row["id"] for row in searched.json()}
    assert {row["id"] for row in searched.json()} <= {row["id"] for row in expected if word in str(row).lower()}
    assert page.status_code == 200
    assert 'name="_search"' in page.text


def test_the_parquet_is_smaller_than_by_the_defaults_of_pandas(workspace: Path, tmp_path: Path) -> None:
    """The same rows, in the three tables, as `pandas.DataFrame.to_parquet` writes them when nothing is said."""
    import pandas

    ours = theirs = 0
    for path in sorted((workspace / "dist" / "data").glob("*.parquet")):
        pandas.read_parquet(path).to_parquet(tmp_path / path.name)
        ours += path.stat().st_size
        theirs += (tmp_path / path.name).stat().st_size
    assert ours < theirs


def test_load_gives_records_one_by_one_and_refuses_other_forms(workspace: Path, expected: list[Row]) -> None:
    found = list(corpuskit.load(workspace / "dist", form="records"))
    assert [record.id for record in found] == [row["id"] for row in expected]
    with pytest.raises(corpuskit.CorpuskitError):
        corpuskit.load(workspace / "dist", form="list")  # type: ignore[call-overload]
    with pytest.raises(corpuskit.CorpuskitError):
        corpuskit.load(workspace / "dist", ["id"], form="records")
