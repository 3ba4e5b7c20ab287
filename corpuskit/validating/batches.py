"""A batch of records as the rules see it, and what can be validated: lines of JSON, or tables from elsewhere."""

from __future__ import annotations

import gc
import json
from array import array
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any, BinaryIO, NamedTuple, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.flat.tables import to_json
from corpuskit.model import Place
from corpuskit.threads import cores
from corpuskit.validating.blocks import table_of
from corpuskit.validating.columns import columns
from corpuskit.validating.constraints import suspects
from corpuskit.validating.faults import Pointer, json_pointer
from corpuskit.validating.findings import Findings
from corpuskit.validating.jsonl import Block, Line, blocks, lines
from corpuskit.validating.locating import locate
from corpuskit.workspace import Limits

#: Records that are looked at together: enough for kernels to pay, few enough that Python's objects stay in the cache.
ROWS = 500
#: Most threads that read blocks beside the one that asks for them: they take turns with what is Python in it.
THREADS = 3


class Batch(NamedTuple):
    """Records as a table of the contract's Arrow schema.

    ``suspects`` are rows that may break the schema; ``record(row)`` is such a record as parsed JSON. ``seen`` is what
    was made of the table ahead, where it has been (`Ahead`).
    """

    table: pa.Table
    suspects: set[int]
    record: Callable[[int], Any]
    seen: Any = None


#: What a source may do to a table without suspects as soon as it has it, on another thread and in any order.
Ahead = Callable[["pa.Table"], Any]


class Source(Protocol):
    """Something that holds the records of one corpus."""

    name: str

    def batches(self, findings: Findings, ahead: Ahead) -> Iterator[Batch]:
        """The records in order. What cannot be read as records becomes problems."""

    def place(self, row: int, pointer: Pointer) -> Place:
        """Where a value of a record lies; ``row`` counts through all batches so far."""


class JsonLines:
    """A file of JSON lines, open for reading bytes; faults are placed by line and column.

    Keeps 16 bytes a record; a line is read again when a fault is found in it.
    """

    def __init__(self, file: BinaryIO, name: str, longest: int = Limits().json_line_bytes) -> None:
        self.name = name
        self.file = file
        self.longest = longest  # bytes of a line
        self.numbers = array("q")
        self.starts = array("q")
        self.newest = Block(b"", 1, 0)

    def batches(self, findings: Findings, ahead: Ahead) -> Iterator[Batch]:
        for block, read in _read_ahead(blocks(self.file, self.name, findings, self.longest), ahead):
            self.newest = block
            if read is None:
                yield from self._line_by_line(block, findings)
                continue
            table, starts, seen = read
            self.numbers.extend(range(block.line, block.line + len(table)))
            self.starts.frombytes((starts + block.start).tobytes())
            yield Batch(table, set(), dict[int, Any]().__getitem__, seen)

    def _line_by_line(self, block: Block, findings: Findings) -> Iterator[Batch]:
        found = lines(block, self.name, findings)
        while group := self._group(found):
            self.numbers.extend(line.number for line in group)
            self.starts.extend(line.start for line in group)
            with _without_collector():
                built = columns([line.value for line in group])
            doubtful = built.suspects | suspects(built.table)
            yield Batch(built.table, doubtful, {row: group[row].value for row in doubtful}.__getitem__)

    def _group(self, found: Iterator[Line]) -> list[Line]:
        with _without_collector():
            return list(islice(found, ROWS))

    def place(self, row: int, pointer: Pointer) -> Place:
        number, field = self.numbers[row], json_pointer(pointer) or None
        raw = self._raw(row)
        if raw is None:
            return Place(self.name, number, field=field)
        text = raw.decode("utf-8")
        return Place(self.name, number, locate(text, pointer), record=record_id(json.loads(text)), field=field)

    def _raw(self, row: int) -> bytes | None:
        """The line of a row: from the newest block, or read again where the file allows it."""
        at = self.starts[row] - self.newest.start
        if at >= 0:
            return self.newest.data[at:].partition(b"\n")[0]
        if not self.file.seekable():
            return None
        back = self.file.tell()
        self.file.seek(self.starts[row])
        raw = self.file.readline()
        self.file.seek(back)
        return raw


class Tables:
    """Tables of the contract's Arrow schema from elsewhere: a Parquet file, or a workspace cut in memory.

    Faults are placed by record and field. With ``in_seeds`` file, line and byte are those of the record's provenance or
    those at which the field is printed, and ``name`` is not repeated in each place. A table without records is a batch
    as well: what a build packages between records passes with it, and does not wait for the next one.
    """

    def __init__(self, tables: Iterable[pa.Table], name: str, in_seeds: bool = False) -> None:
        self.name = name
        self.tables = tables
        self.in_seeds = in_seeds
        self.firsts = array("q")
        self.kept: list[pa.Table] = []
        self.newest: pa.Table | None = None
        self.rows = 0

    def batches(self, findings: Findings, ahead: Ahead) -> Iterator[Batch]:
        for table in self.tables:
            if table.num_rows:
                self.firsts.append(self.rows)
                self.kept.append(self._places(table))
                self.newest = table
                self.rows += table.num_rows
            yield Batch(table, suspects(table) if table.num_rows else set(), partial(_record, table))

    def place(self, row: int, pointer: Pointer) -> Place:
        batch = bisect_right(self.firsts, row) - 1
        kept = {
            name: column[0] for name, column in self.kept[batch].slice(row - self.firsts[batch], 1).to_pydict().items()
        }
        field = json_pointer(pointer) or None
        if self.in_seeds:
            byte = self._evidence(row, pointer) or kept["byte"]
            return Place(kept["file"], kept["line"], byte=byte, record=kept["id"], field=field)
        return Place(self.name, record=kept["id"], field=field)

    def _evidence(self, row: int, pointer: Pointer) -> int | None:
        """Where in the seed the field of a fault is printed, if that is known: asked of the newest batch only."""
        at = row - self.firsts[-1]
        if not pointer or at < 0 or self.newest is None:
            return None
        record = self.newest.slice(at, 1)
        if record.column("provenance")[0]["view"].is_valid:
            return None
        evidence = record.column("evidence")[0].as_py()
        return next((one["byte_start"] for one in evidence if one["field"] == pointer[0]), None)

    def _places(self, table: pa.Table) -> pa.Table:
        """The little of each record that places need."""
        kept = {"id": table.column("id")}
        if self.in_seeds:
            provenance = table.column("provenance")
            kept["file"] = pc.struct_field(provenance, ["file"])
            is_file = pc.struct_field(provenance, ["view"]).is_null()  # lines of what was extracted are not the file's
            for name, field in (("line", "line_start"), ("byte", "byte_start")):
                of_view = pc.struct_field(provenance, [field])
                kept[name] = pc.if_else(is_file, of_view, pa.scalar(None, pa.int64()))
        return pa.table(kept)


def _read_ahead(found: Iterator[Block], ahead: Ahead) -> Iterator[tuple[Block, tuple[pa.Table, Any, Any] | None]]:
    """Each block with what the quick way makes of it, in order, read on other threads while the rules run on this.

    While the next one is not ready, this thread takes one that no other has begun.
    """
    threads = max(1, min(THREADS, cores() - 1))
    with ThreadPoolExecutor(threads, "validating") as pool:
        waiting: deque[tuple[Block, Future[tuple[pa.Table, Any, Any] | None]]] = deque()

        def first() -> tuple[Block, tuple[pa.Table, Any, Any] | None]:
            block, future = waiting.popleft()
            for at, (other, idle) in enumerate(waiting):
                if future.done():
                    break
                if idle.cancel():
                    taken: Future[tuple[pa.Table, Any, Any] | None] = Future()
                    taken.set_result(_looked_at(other.data, ahead))
                    waiting[at] = (other, taken)
            return block, future.result()

        for block in found:
            waiting.append((block, pool.submit(_looked_at, block.data, ahead)))
            if len(waiting) > 2 * threads:
                yield first()
        while waiting:
            yield first()


def _looked_at(data: bytes, ahead: Ahead) -> tuple[pa.Table, Any, Any] | None:
    """Table, starts of lines, and what is made of the table ahead; None where the quick way does not do."""
    read = table_of(data)
    return None if read is None else (*read, ahead(read[0]))


def _record(table: pa.Table, row: int) -> dict[str, Any]:
    return next(to_json(table.slice(row, 1)))


def record_id(record: Any) -> str | None:
    """The id that a record gives itself, if it is a string."""
    found = record.get("id") if isinstance(record, dict) else None
    return found if isinstance(found, str) else None


@contextmanager
def _without_collector() -> Iterator[None]:
    """Spares the cycle collector the parsed values, which have no cycles: it takes a third of the time otherwise."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
