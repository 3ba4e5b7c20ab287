"""Parts of a corpus laid aside until the last one is known: in memory while they are few, else in a temporary file."""

from __future__ import annotations

import tempfile
from collections import deque
from collections.abc import Iterator
from sys import getsizeof
from typing import IO

import pyarrow as pa

from corpuskit.packaging import OutsideSpan, Part

#: Bytes of parts that are kept in memory.
MOST = 8 << 20
_OUTSIDE = pa.schema([(name, pa.int64() if name.startswith("byte") else pa.string()) for name in OutsideSpan._fields])


class Aside:
    """Takes parts in and gives them back in their order, once."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.held: deque[Part] = deque()
        self.bytes = 0
        self.file: IO[bytes] | None = None
        self.written = 0

    def add(self, part: Part) -> None:
        """Lays a part aside. Raises OSError when the disk is full."""
        self.held.append(part)
        self.bytes += part.records.nbytes + sum(getsizeof(span.text) for span in part.outside)
        if self.bytes > self.most:
            self._write()

    def parts(self) -> Iterator[Part]:
        """The parts in the order in which they came."""
        if self.file is not None:
            self.file.seek(0)
            for _ in range(self.written):
                records = pa.ipc.open_stream(self.file).read_all()
                rows = pa.ipc.open_stream(self.file).read_all().to_pylist()
                yield Part(records, [OutsideSpan(**row) for row in rows])
        while self.held:  # each is let go when the next one is asked for
            yield self.held.popleft()
        self.close()

    def close(self) -> None:
        self.held, self.bytes = deque(), 0
        if self.file is not None:
            self.file.close()
            self.file = None

    def _write(self) -> None:
        if self.file is None:
            self.file = tempfile.TemporaryFile(prefix="corpuskit-")  # noqa: SIM115  closed by `close`
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        for part in self.held:
            outside = pa.Table.from_pylist([span._asdict() for span in part.outside], schema=_OUTSIDE)
            for table in (part.records, outside):
                with pa.ipc.new_stream(self.file, table.schema, options=options) as stream:
                    stream.write_table(table)
            self.written += 1
        self.held, self.bytes = deque(), 0
