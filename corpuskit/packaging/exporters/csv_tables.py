"""data/*.csv: the flat tables for spreadsheets; a cell can never be taken for a formula.

UTF-8 with a byte-order mark, by which spreadsheets know the encoding; commas; each line ends in a line feed. Strings
stand in quotation marks, a null is an empty cell without them. A list is JSON in its cell. A string that a spreadsheet
would calculate (it begins with =, +, -, @, their full-width forms, a tab or a carriage return) gets one apostrophe
before it, and so does one that begins with apostrophes and then such a sign: taking one away again (`restored`) gives
what was written. Cells of more than 32,767 characters are cut by some spreadsheets; other readers take them.
"""

from __future__ import annotations

import re
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from corpuskit.flat.columns import table_names
from corpuskit.packaging import jsonl
from corpuskit.packaging.exporters import DataFile, parquet

if TYPE_CHECKING:
    from corpuskit.packaging.groups import Group

NAME = "csv"
FILES = tuple(DataFile(f"data/{table}.csv", "text/csv", about=parquet.ABOUT[table]) for table in table_names())

FORMULA = "^'*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r]"
_NEUTRALISED = re.compile("'" + FORMULA.removeprefix("^"))


def restored(cell: str) -> str:
    """The string that a cell was written for."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


class Writer:
    """Appends the rows of each group to each file."""

    def __init__(self, folder: Path) -> None:
        (folder / "data").mkdir(exist_ok=True)
        self.rows = {file.path: 0 for file in FILES}
        with ExitStack() as opened:
            self.files = [opened.enter_context((folder / file.path).open("wb")) for file in FILES]
            self.opened = opened.pop_all()
        for file in self.files:
            file.write("\ufeff".encode())
        self.begun = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None and not self.begun:
            self._write({name: _empty(name) for name in table_names()})
        self.opened.__exit__(kind, error, at)

    def write(self, group: Group) -> None:
        self._write(group.flat)

    def _write(self, tables: dict[str, pa.Table]) -> None:
        options = csv.WriteOptions(include_header=not self.begun)
        for file, path, name in zip(self.files, self.rows, table_names(), strict=True):
            csv.write_csv(safe(tables[name]), file, options)
            self.rows[path] += tables[name].num_rows
        self.begun = True


def _empty(name: str) -> pa.Table:
    from corpuskit.flat.columns import flat_schema

    return flat_schema(name).empty_table()


def safe(table: pa.Table) -> pa.Table:
    """The table with lists as JSON and strings that no spreadsheet calculates."""
    return pa.table({name: _safe(table.column(name)) for name in table.column_names})


def _safe(column: pa.ChunkedArray) -> Any:
    if pa.types.is_list(column.type):
        return jsonl.lists(column.combine_chunks())
    if not pa.types.is_string(column.type):
        return column
    risky = pc.match_substring_regex(column, FORMULA)
    if not pc.any(risky).as_py():
        return column
    return pc.if_else(risky, pc.binary_join_element_wise("'", column, ""), column)
