"""The stream of records in groups of fixed size: what exporters write, whatever the size of the tables that came in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from corpuskit.arrow import release
from corpuskit.contract import arrow_schema, no_records
from corpuskit.flat import tables
from corpuskit.flat.columns import RECORDS
from corpuskit.packaging import jsonl
from corpuskit.packaging.outside import OutsideSpan

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

#: Records of a group, which is a row group in Parquet: larger ones compress better, smaller ones cost less memory.
ROWS = 8192
#: Bytes of text (UTF-8) and caveats with which a group is full even with fewer records; one larger record is a group of
#: its own.
BYTES = 32 * 1024 * 1024
#: Bytes that a caveat takes with its statement, basis and quotation: some 550 on average.
CAVEAT = 512
#: Characters of outside spans that wait for a group; with more they are a group of their own.
OUTSIDE = 8 * 1024 * 1024
#: Records that an exporter of text takes at a time: as fast as thousands, in an eighth of the memory.
PIECE = 1024
_TEXT = "text"
#: Bytes after which what was freed while they were gathered is given back.
FREED = 8 * 1024 * 1024


class Part(NamedTuple):
    """What comes in: consecutive records (a table of the contract's Arrow schema) and the outside spans around them."""

    records: pa.Table
    outside: Sequence[OutsideSpan] = ()


@dataclass(frozen=True)
class Group:
    """Consecutive records and outside spans in the forms that exporters want."""

    records: pa.Table
    outside: Sequence[OutsideSpan] = ()

    @cached_property
    def flat(self) -> dict[str, pa.Table]:
        """The flat tables (`tables.flatten`), made when first used."""
        return tables.flatten(self.records)

    def told(self) -> Iterator[dict[str, pa.Array]]:
        """The columns of the records' flat table by name, some records at a time, for what is written as text.

        ``day`` is the date as ISO text, ``date`` that or what is known of it; a language that is not known is null.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        for start in range(0, self.records.num_rows, PIECE):
            rows = self.flat[RECORDS].slice(start, PIECE)
            found = {name: rows.column(name).chunk(0) for name in rows.column_names}
            found["day"] = found["date"].cast(pa.string())
            found["date"] = pc.coalesce(found["day"], found["date_partial"])
            found["language"] = pc.if_else(pc.equal(found["language"], "und"), None, found["language"])
            yield found

    def lines(self) -> Iterator[bytes]:
        """The records as canonical JSON lines, in pieces of whole lines; made anew each time, as they are large."""
        return jsonl.pieces_of_lines(self.records)


def groups(parts: Iterable[Part], rows: int = ROWS, size: int = BYTES) -> Iterator[Group]:
    """The same records and spans in groups whose bounds depend on the records alone, not on the parts.

    A group ends before the record with which it would have more than ``rows`` records or more than ``size`` bytes of
    text and caveats, of which each counts for `CAVEAT`. Outside spans come with the first group that is completed after
    them, or in a group without records when `OUTSIDE` characters of them are waiting.
    """
    waiting = _Waiting()
    for part in parts:
        for span in part.outside:
            waiting.outside.append(span)
            waiting.outside_size += len(span.text or "")
            if waiting.outside_size >= OUTSIDE:
                yield waiting.take_outside()
        yield from _fill(waiting, part.records, rows, size)
    if waiting.rows or waiting.outside:
        yield waiting.take()


@dataclass
class _Waiting:
    """Records that do not make a full group yet."""

    tables: list[pa.Table] = field(default_factory=list)  #: without their texts
    texts: _Texts = field(default_factory=lambda: _Texts(0))
    outside: list[OutsideSpan] = field(default_factory=list)
    rows: int = 0
    size: int = 0
    outside_size: int = 0

    def add(self, records: pa.Table, size: int, room: int) -> None:
        """Records of so many bytes; ``room`` is what those of the group may come to."""
        if not self.rows:
            self.texts = _Texts(max(room, size))
        self.texts.add(records.column(_TEXT))
        self.tables.append(records.drop_columns([_TEXT]))
        self.rows += records.num_rows
        if self.size // FREED < (self.size + size) // FREED:
            release()
        self.size += size

    def take(self) -> Group:
        release()
        found = Group(_combined(self.tables, self.texts), tuple(self.outside))
        self.tables, self.texts, self.outside = [], _Texts(0), []
        self.rows, self.size, self.outside_size = 0, 0, 0
        return found

    def take_outside(self) -> Group:
        found = Group(no_records(), tuple(self.outside))
        self.outside, self.outside_size = [], 0
        return found


class _Texts:
    """A column of texts in one chunk, copied as they come: most of a group, which is never held twice so."""

    def __init__(self, room: int) -> None:
        """``room``: bytes of all texts that will come."""
        import numpy as np
        import pyarrow as pa

        self.buffer = pa.allocate_buffer(room)
        self.data = np.frombuffer(self.buffer, np.uint8)
        self.starts = [np.zeros(1, np.int32)]
        self.known: list[np.ndarray[Any, Any]] = []
        self.size = 0

    def add(self, texts: pa.ChunkedArray) -> None:
        import numpy as np

        for chunk in texts.chunks:
            self.known.append(np.asarray(chunk.is_valid()))
            plain = chunk.fill_null("")
            _, starts, data = plain.buffers()
            if not len(plain) or data is None:
                self.starts.append(np.full(len(plain), self.size, np.int32))
                continue
            reach = np.frombuffer(starts, np.int32, len(plain) + 1, 4 * plain.offset)
            first, size = int(reach[0]), int(reach[-1] - reach[0])
            self.data[self.size : self.size + size] = np.frombuffer(data, np.uint8, size, first)
            self.starts.append(reach[1:] - first + self.size)
            self.size += size

    def array(self) -> pa.Array:
        import numpy as np
        import pyarrow as pa

        starts = np.concatenate(self.starts, dtype=np.int32)
        known = np.concatenate(self.known)
        bits = None if known.all() else pa.array(known).buffers()[1]
        buffers = [bits, pa.py_buffer(starts), self.buffer.slice(0, self.size)]
        return pa.Array.from_buffers(pa.string(), len(known), buffers)


def _combined(parts: list[pa.Table], texts: _Texts) -> pa.Table:
    """The tables as one with one chunk a column. Empties the list: each column is let go when it has been copied."""
    import pyarrow as pa

    if not parts:
        return no_records()
    schema = arrow_schema()
    held = [part.columns for part in parts]
    parts.clear()
    made = [
        texts.array()
        if column.name == _TEXT
        else pa.concat_arrays([chunk for columns in held for chunk in columns.pop(0).chunks])
        for column in schema
    ]
    return pa.Table.from_arrays(made, schema=schema)


def _fill(waiting: _Waiting, records: pa.Table, rows: int, size: int) -> Iterator[Group]:
    import numpy as np

    reach = np.cumsum(_sizes(records))
    at = 0
    while at < len(reach):
        done = int(reach[at - 1]) if at else 0
        room = int(np.searchsorted(reach, done + size - waiting.size, side="right")) - at
        taken = min(room, rows - waiting.rows, len(reach) - at)
        if taken <= 0 and waiting.rows == 0:
            taken = 1  # a record that is larger than a group
        if taken > 0:
            waiting.add(records.slice(at, taken), int(reach[at + taken - 1]) - done, size)
            at += taken
        if at < len(reach):
            yield waiting.take()


def _sizes(records: pa.Table) -> np.ndarray[Any, Any]:
    """The bytes of text and caveats of each record."""
    import numpy as np
    import pyarrow.compute as pc

    texts = pc.fill_null(pc.binary_length(records.column(_TEXT)), 0)
    caveats = pc.list_value_length(records.column("caveats"))
    return np.asarray(texts.to_numpy(), np.int64) + CAVEAT * np.asarray(caveats.to_numpy(), np.int64)
