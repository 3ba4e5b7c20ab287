"""The records that datasheet.html shows: all of them, or a sample that depends on their ids alone."""

from __future__ import annotations

import hashlib
import io
import tempfile
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from corpuskit.arrow import one_array

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

#: Most records in the page.
LIMIT = 10_000
#: Bytes of all texts of the corpus from which on no text in the page is longer than `SHORT` characters.
MUCH = 32 << 20
SHORT = 4_000
#: Characters that the texts in the page may have together.
BUDGET = 8_000_000


#: Bytes of tables that are kept in memory; more go to a temporary file.
IN_MEMORY = 12 << 20


@dataclass(slots=True)
class Sample:
    """The records with the smallest keys made from their ids, in the order of the corpus.

    Which they are does not depend on how the corpus was divided. What is kept is bounded: by `MUCH` bytes of text, and
    beyond that by `LIMIT` records of `SHORT` characters and those that were chosen before them; in memory by
    `IN_MEMORY` bytes and 8 a record.
    """

    limit: int = LIMIT
    tables: list[pa.Table] = field(default_factory=list)  #: in memory: those behind what lies in the file
    text_bytes: int = 0  #: of all records that were offered
    bound: int | None = None  #: keys from here on are not taken
    keys: array[int] = field(default_factory=lambda: array("Q"))  #: of all that was kept, in its order
    waiting: int = 0  #: of these since the bound was set
    file: IO[bytes] | None = None
    written: int = 0  #: tables in the file
    short: bool = False  #: whether the texts in memory are no longer than `SHORT`

    def add(self, records: pa.Table) -> None:
        """Offers records of `contract.arrow_schema()`."""
        import pyarrow as pa
        import pyarrow.compute as pc

        self.text_bytes += pc.sum(pc.binary_length(records["text"])).as_py() or 0
        taken = self._bounded(records, _keys(records))
        passages = pa.array([[]] * taken.num_rows, pa.list_(pa.string()))
        self._keep(
            taken.append_column("passages", passages).append_column(
                "cut", pa.array([False] * taken.num_rows, pa.bool_())
            )
        )

    def _keep(self, table: pa.Table) -> None:
        self.tables.append(self._short(table))
        self.keys.extend(_keys(table))
        self.waiting += table.num_rows
        if self.waiting > self.limit // 4 and len(self.keys) > self.limit * 5 // 4:
            self._settle()
        if self.text_bytes > MUCH and not self.short:
            self.tables = [self._short(held) for held in self.tables]
            self.short = True  # and so is what is kept from now on
        if sum(held.nbytes for held in self.tables) > IN_MEMORY:
            self._write()

    def _settle(self) -> None:
        """Down to the limit: the bound falls to the key of the first record that is left out."""
        self.waiting = 0
        kept = sorted(key for key in self.keys if self.bound is None or key < self.bound)
        if len(kept) > self.limit:
            self.bound = kept[self.limit]
            self.tables = [self._bounded(held, _keys(held)) for held in self.tables]

    def _bounded(self, table: pa.Table, keys: Sequence[int]) -> pa.Table:
        """The rows whose key is below the bound."""
        import pyarrow as pa

        if self.bound is None:
            return table
        rows = [row for row, key in enumerate(keys) if key < self.bound]
        return table if len(rows) == len(keys) else table.take(pa.array(rows, pa.int64()))

    def _short(self, table: pa.Table) -> pa.Table:
        return _shortened(table, SHORT) if self.text_bytes > MUCH else table

    def _write(self) -> None:
        import pyarrow as pa

        if self.file is None:
            self.file = tempfile.TemporaryFile(prefix="corpuskit-")  # noqa: SIM115  closed with the sample
        self.file.seek(0, io.SEEK_END)
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        for table in self.tables:
            with pa.ipc.new_stream(self.file, table.schema, options=options) as stream:
                stream.write_table(table)
        self.written += len(self.tables)
        self.tables = []

    def _kept(self) -> Iterator[pa.Table]:
        """The tables in the order of the corpus, with the records and texts that are still wanted."""
        import pyarrow as pa

        if self.file is not None:
            self.file.seek(0)
            for _ in range(self.written):
                held = pa.ipc.open_stream(self.file).read_all()
                yield self._short(self._bounded(held, _keys(held)))
        for held in self.tables:
            yield self._short(self._bounded(held, _keys(held)))

    def parts(self) -> Iterator[pa.Table]:
        """The records in tables that follow on each other, with two more columns.

        ``cut`` says whether ``text`` was shortened, ``passages`` has the marked passages that lie beyond its end.
        """
        import pyarrow.compute as pc

        self._settle()
        lengths: list[int] = []
        for held in self._kept():
            lengths += pc.utf8_length(held["text"].drop_null()).to_pylist()
        longest = _fitting(lengths, BUDGET)
        yield from (_shortened(held, longest) for held in self._kept() if held.num_rows)


def _fitting(lengths: list[int], budget: int) -> int:
    """The greatest length to which all can be cut so that together they stay within a budget."""
    left, length = budget, 0
    for number, value in enumerate(sorted(lengths)):
        rest = len(lengths) - number
        if value * rest > left:
            return max(length, left // rest)
        left -= value
        length = value
    return length


def _keys(records: pa.Table) -> list[int]:
    """A number for each record: the beginning of its id, which is a hash already; ids with a number are hashed anew."""
    return [int(name, 16) if len(name) == 16 else _hashed(name) for name in records["id"].to_pylist()]


def _hashed(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big")


def _shortened(table: pa.Table, length: int) -> pa.Table:
    """Texts cut to a number of characters, the passages marked beyond it kept."""
    import pyarrow as pa
    import pyarrow.compute as pc

    sizes = pc.fill_null(pc.utf8_length(table["text"]), 0)
    longer = pc.greater(sizes, length)
    if not pc.any(longer).as_py():
        return table
    passages = table["passages"].to_pylist()
    for row, places in _beyond(table, sizes.to_numpy(), length).items():
        text = table["text"][row].as_py()
        passages[row] = [*(text[start:end] for start, end in places), *passages[row]]
    changed: dict[str, Any] = {
        "text": pc.utf8_slice_codeunits(table["text"], 0, length),
        "passages": pa.array(passages, pa.list_(pa.string())),
        "cut": pc.or_(table["cut"], longer),
    }
    for name, column in changed.items():
        table = table.set_column(table.schema.get_field_index(name), name, column)
    return table


def _beyond(table: pa.Table, sizes: npt.NDArray[np.int32], length: int) -> dict[int, list[tuple[int, int]]]:
    """By row the places of marked passages that end beyond a length but within the text, which may itself have been
    cut before. ``sizes``: of the texts, in characters.
    """
    import numpy as np
    import pyarrow.compute as pc

    lists = one_array(table["caveats"])
    rows, caveats = np.asarray(pc.list_parent_indices(lists)), pc.list_flatten(lists)
    start, end = (np.asarray(pc.struct_field(caveats, name).fill_null(-1)) for name in ("start", "end"))
    some = np.flatnonzero((start >= 0) & (end > length) & (end <= sizes[rows]))
    found: dict[int, list[tuple[int, int]]] = {}
    for row, first, last in zip(rows[some].tolist(), start[some].tolist(), end[some].tolist(), strict=True):
        found.setdefault(row, []).append((first, last))
    return found
