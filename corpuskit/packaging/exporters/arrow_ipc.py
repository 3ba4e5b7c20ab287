"""data/*.arrow: the flat tables as Arrow IPC files, which are mapped into memory instead of being read.

Not compressed, since few readers outside of C++ and Rust take compressed buffers.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq

from corpuskit.flat.columns import flat_schema, table_names
from corpuskit.packaging.exporters import DataFile, Writing, parquet
from corpuskit.packaging.groups import Group

NAME = "arrow"
FILES = tuple(
    DataFile(f"data/{table}.arrow", "application/vnd.apache.arrow.file", about=parquet.ABOUT[table])
    for table in table_names()
)


class Writer(Writing):
    """Writes the tables of each group as a batch in each file."""

    WRITES = FILES

    def begin(self) -> None:
        self.writers = {
            name: self.opened.enter_context(pa.ipc.new_file(file, flat_schema(name)))
            for name, file in zip(table_names(), self.files.values(), strict=True)
        }

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
