"""data/corpus.sqlite: the flat tables with full-text search, as SQLite and Datasette open them.

Lists are JSON (``json_each`` takes them apart), dates ISO text, truth 0 or 1. ``records_fts`` searches titles and
texts::

    select title from records where rowid in (select rowid from records_fts where records_fts match 'harbour')
"""

from __future__ import annotations

import os
import sqlite3
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from corpuskit.flat.columns import RECORDS, Column, columns, table_names
from corpuskit.packaging import jsonl
from corpuskit.packaging.exporters import DataFile
from corpuskit.packaging.groups import Group

NAME = "sqlite"
PATH = "data/corpus.sqlite"
FILES = (
    DataFile(PATH, "application/vnd.sqlite3", about="The flat tables, with full-text search of titles and texts."),
)

#: Fields of text that the index holds.
SEARCHED = ("title", "subtitle", "text")
#: Memory in which the index is built before it is written: with 64 MiB it takes 60 % of the time that 1 MiB takes.
INDEX_BYTES = 64 * 1024 * 1024
TYPES = {"string": "TEXT", "int64": "INTEGER", "double": "REAL", "bool": "INTEGER", "date32[day]": "TEXT"}


class Writer:
    """Inserts the rows of each group, and has them indexed while other formats are written.

    The index is made from the table and holds no text of its own. SQLite does that in one call, during which Python is
    free to run.
    """

    def __init__(self, folder: Path) -> None:
        (folder / "data").mkdir(exist_ok=True)
        self.rows = {PATH: 0}
        self.database = sqlite3.connect(os.fsencode(folder / PATH), isolation_level=None, check_same_thread=False)
        self.aside = ThreadPoolExecutor(1)
        self.indexing: Future[None] | None = None
        for setting in ("journal_mode=OFF", "synchronous=OFF", "page_size=4096", "encoding='UTF-8'"):
            self.database.execute(f"PRAGMA {setting}")
        self.database.execute("BEGIN")
        for name in table_names():
            self.database.execute(_table(name))
        fields = f'{", ".join(SEARCHED)}, content="{RECORDS}", content_rowid=rowid'  # Datasette looks for the quotes
        self.database.execute(f"CREATE VIRTUAL TABLE records_fts USING fts5({fields})")
        setting = "INSERT INTO records_fts(records_fts, rank) VALUES ('hashsize', ?)"
        self.database.execute(setting, (INDEX_BYTES,))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if error is None:
                self._finish()
        except sqlite3.Error as failed:
            raise OSError(f"SQLite: {failed}") from failed
        finally:
            self.aside.shutdown()
            self.database.close()

    def _finish(self) -> None:
        self._wait()
        for name in table_names():
            if name != RECORDS:
                self.database.execute(f"CREATE UNIQUE INDEX {name}_of_record ON {name} (record_id, position)")
        self.database.execute("COMMIT")

    def write(self, group: Group) -> None:
        try:
            self._wait()
            for name in table_names():
                self._insert(name, group.flat[name])
        except sqlite3.Error as failed:
            raise OSError(f"SQLite: {failed}") from failed
        self.indexing = self.aside.submit(self._index, self.rows[PATH])
        self.rows[PATH] += group.records.num_rows

    def _wait(self) -> None:
        """Until what was inserted is indexed: two threads never use the database at once."""
        if self.indexing is not None:
            self.indexing.result()

    def _index(self, after: int) -> None:
        fields = f"rowid, {', '.join(SEARCHED)}"
        chosen = f"SELECT {fields} FROM {RECORDS} WHERE rowid > ?"  # noqa: S608
        self.database.execute(f"INSERT INTO records_fts ({fields}) {chosen}", (after,))

    def _insert(self, name: str, rows: pa.Table) -> None:
        held = [_values(rows.column(column.name)) for column in columns(name)]
        places = ", ".join("?" * len(held))
        self.database.executemany(f"INSERT INTO {name} VALUES ({places})", zip(*held, strict=True))  # noqa: S608


def _table(name: str) -> str:
    described = [_column(column) for column in columns(name)]
    if name != RECORDS:
        described.append("FOREIGN KEY (record_id) REFERENCES records (id)")
    return f"CREATE TABLE {name} ({', '.join(described)})"


def _column(column: Column) -> str:
    kind = "TEXT" if column.is_list else TYPES[column.type]
    key = " PRIMARY KEY" if column.table == RECORDS and column.name == "id" else ""
    return f'"{column.name}" {kind}{key}{"" if column.nullable else " NOT NULL"}'


def _values(column: pa.ChunkedArray) -> list[Any]:
    if pa.types.is_list(column.type):
        found: list[Any] = jsonl.lists(column.combine_chunks()).to_pylist()
        return found
    if pa.types.is_date(column.type):
        column = column.cast(pa.string())
    values: list[Any] = column.to_pylist()
    return values
