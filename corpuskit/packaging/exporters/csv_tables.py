"""data/*.csv: the flat tables for spreadsheets; a cell can never be taken for a formula.

UTF-8 with a byte-order mark, by which spreadsheets know the encoding; commas; each line ends in a line feed. Strings
stand in quotation marks, a null is an empty cell without them. A list is JSON in its cell. A string that a spreadsheet
would calculate (it begins with =, +, -, @, their full-width forms, a tab or a carriage return) gets one apostrophe
before it, and so does one that begins with apostrophes and then such a sign: taking one away again (`restored`) gives
what was written. Cells of more than 32,767 characters are cut by some spreadsheets; other readers take them.
"""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from corpuskit.flat.columns import flat_schema, table_names
from corpuskit.packaging import jsonl
from corpuskit.packaging.exporters import DataFile, Writing, parquet
from corpuskit.packaging.groups import Group

NAME = "csv"
FILES = tuple(DataFile(f"data/{table}.csv", "text/csv", about=parquet.ABOUT[table]) for table in table_names())

FORMULA = "^'*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r]"
_NEUTRALISED = re.compile("'" + FORMULA.removeprefix("^"))


def restored(cell: str) -> str:
    """The string that a cell was written for."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


class Writer(Writing):
    """Appends the rows of each group to each file."""

    WRITES = FILES

    def begin(self) -> None:
        for file in self.files.values():
            file.write("\ufeff".encode())
        self.begun = False

    def end(self) -> None:
        if not self.begun:
            self._write({name: flat_schema(name).empty_table() for name in table_names()})

    def write(self, group: Group) -> None:
        self._write(group.flat)

    def _write(self, tables: dict[str, pa.Table]) -> None:
        options = csv.WriteOptions(include_header=not self.begun)
        for (path, file), name in zip(self.files.items(), table_names(), strict=True):
            csv.write_csv(safe(tables[name]), file, options)
            self.rows[path] += tables[name].num_rows
        self.begun = True


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
