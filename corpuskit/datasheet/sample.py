"""The records that datasheet.html shows: all of them, or a sample that depends on their ids alone."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

#: Most records in the page.
LIMIT = 10_000
#: Bytes of all texts of the corpus from which on no text in the page is longer than `SHORT` characters.
MUCH = 32 << 20
SHORT = 4_000
#: Characters that the texts in the page may have together.
BUDGET = 8_000_000


@dataclass(slots=True)
class Sample:
    """The records with the smallest keys made from their ids, in the order of the corpus.

    Which they are does not depend on how the corpus was divided. Memory is bounded: by `MUCH` bytes of text, and beyond
    that by `LIMIT` records of `SHORT` characters.
    """

    limit: int = LIMIT
    tables: list[pa.Table] = field(default_factory=list)
    rows: int = 0
    text_bytes: int = 0  #: of all records that were offered
    bound: int | None = None  #: keys from here on are not taken

    def add(self, records: pa.Table) -> None:
        """Offers records of `contract.arrow_schema()`."""
        import pyarrow as pa
        import pyarrow.compute as pc

        self.text_bytes += pc.sum(pc.binary_length(records["text"])).as_py() or 0
        keys = _keys(records)
        bound = self.bound
        chosen = range(len(keys)) if bound is None else [row for row, key in enumerate(keys) if key < bound]
        taken = records if len(chosen) == len(keys) else records.take(pa.array(chosen, pa.int64()))
        passages = pa.array([[]] * taken.num_rows, pa.list_(pa.string()))
        self._keep(
            taken.append_column("passages", passages).append_column(
                "cut", pa.array([False] * taken.num_rows, pa.bool_())
            )
        )

    def merge(self, other: Sample) -> None:
        """Adds what a later part of the corpus holds."""
        self.text_bytes += other.text_bytes
        for table in other.tables:
            self._keep(table)

    def _keep(self, table: pa.Table) -> None:
        self.tables.append(_shortened(table, SHORT) if self.text_bytes > MUCH else table)
        self.rows += table.num_rows
        if self.rows > self.limit * 5 // 4:
            self._settle()
        elif self.text_bytes > MUCH:
            self._shorten()

    def _settle(self) -> None:
        """Down to the limit: the bound falls to the key of the first record that is left out."""
        import pyarrow as pa

        if self.rows > self.limit:
            self.bound = bound = sorted(key for table in self.tables for key in _keys(table))[self.limit]
            for number, table in enumerate(self.tables):  # one by one: together they are copied in twice the memory
                kept = [row for row, key in enumerate(_keys(table)) if key < bound]
                self.tables[number] = table.take(pa.array(kept, pa.int64()))
            self.rows = sum(table.num_rows for table in self.tables)
        if self.text_bytes > MUCH:
            self._shorten()

    def _shorten(self) -> None:
        for number, table in enumerate(self.tables):
            self.tables[number] = _shortened(table, SHORT)

    def table(self) -> pa.Table | None:
        """The records, with two more columns; None when there are none.

        ``cut`` says whether ``text`` was shortened, ``passages`` has the marked passages that lie beyond its end.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        self._settle()
        if not self.rows:
            return None
        whole = pa.concat_tables(self.tables)
        lengths = pc.utf8_length(whole["text"].drop_null()).to_pylist()
        return _shortened(whole, _fitting(lengths, BUDGET))


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
    for row in pc.indices_nonzero(longer.combine_chunks()).to_pylist():
        text = table["text"][row].as_py()
        passages[row] = [*_beyond(text, table["caveats"][row].as_py(), length), *passages[row]]
    changed: dict[str, Any] = {
        "text": pc.utf8_slice_codeunits(table["text"], 0, length),
        "passages": pa.array(passages, pa.list_(pa.string())),
        "cut": pc.or_(table["cut"], longer),
    }
    for name, column in changed.items():
        table = table.set_column(table.schema.get_field_index(name), name, column)
    return table


def _beyond(text: str, caveats: list[dict[str, Any]], length: int) -> list[str]:
    """Marked passages that end beyond a length but within the text, which may itself have been cut before."""
    return [
        text[caveat["start"] : caveat["end"]]
        for caveat in caveats
        if caveat["start"] is not None and length < caveat["end"] <= len(text)
    ]
