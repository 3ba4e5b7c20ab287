"""data/*.arrow: the flat tables as Arrow IPC files, which are mapped into memory instead of being read.

Not compressed, since few readers outside of C++ and Rust take compressed buffers.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import pyarrow as pa
import pyarrow.parquet as pq

from corpuskit.flat.columns import flat_schema, table_names
from corpuskit.packaging.exporters import DataFile, parquet

if TYPE_CHECKING:
    from corpuskit.packaging.groups import Group

NAME = "arrow"
FILES = tuple(
    DataFile(f"data/{table}.arrow", "application/vnd.apache.arrow.file", about=parquet.ABOUT[table])
    for table in table_names()
)


class Writer:
    """Writes the tables of each group as a batch in each file."""

    def __init__(self, folder: Path) -> None:
        (folder / "data").mkdir(exist_ok=True)
        self.rows = {file.path: 0 for file in FILES}
        with ExitStack() as opened:
            files = [opened.enter_context((folder / file.path).open("wb")) for file in FILES]
            self.writers = {
                name: opened.enter_context(pa.ipc.new_file(file, flat_schema(name)))
                for name, file in zip(table_names(), files, strict=True)
            }
            self.opened = opened.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.opened.__exit__(kind, error, at)

    def write(self, group: Group) -> None:
        for (name, writer), path in zip(self.writers.items(), self.rows, strict=True):
            rows = group.flat[name]
            if rows.num_rows:
                writer.write_table(canonical(rows))
                self.rows[path] += rows.num_rows


def canonical(rows: pa.Table) -> pa.Table:
    """The same rows in buffers that depend on the values alone, which they do when they come out of Parquet.

    Arrow leaves open whether there is a bitmap where nothing is null, and what lies in the place of a null.
    """
    held = pa.BufferOutputStream()
    pq.write_table(rows, held, compression="none", use_dictionary=False, write_statistics=False, store_schema=False)
    return pq.read_table(pa.BufferReader(held.getvalue()), use_threads=False).combine_chunks().cast(rows.schema)
