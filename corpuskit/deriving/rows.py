"""Records of a finished corpus by their number in it, without holding more of them than a row group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pyarrow as pa

from corpuskit.deriving.source import Source


class Rows:
    """Takes records out of a corpus, group by group, as its tables are read.

    Asked for in ascending order, all calls together read the corpus once; who goes back has it read again.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self._rewind()

    def _rewind(self) -> None:
        self.tables: Iterator[pa.Table] = self.source.tables()
        self.table: pa.Table | None = None
        self.first, self.end = 0, 0  #: numbers of the first record of the table at hand, and behind its last

    def take(self, numbers: Sequence[int]) -> pa.Table:
        """The records with these numbers (ascending, from 0), nested. Raises IndexError for one that is not there."""
        if numbers and numbers[0] < self.first:
            self._rewind()
        pieces, at = [], 0
        while at < len(numbers):
            while numbers[at] >= self.end or self.table is None:
                self.table = next(self.tables, None)
                if self.table is None:
                    raise IndexError(numbers[at])
                self.first, self.end = self.end, self.end + self.table.num_rows
            stop = at
            while stop < len(numbers) and numbers[stop] < self.end:
                stop += 1
            pieces.append(self.table.take(pa.array([number - self.first for number in numbers[at:stop]], pa.int64())))
            at = stop
        return pa.concat_tables(pieces).combine_chunks()


def taken(corpora: Sequence[Rows], wanted: Sequence[tuple[int, int]]) -> pa.Table:
    """The records of several corpora in the order given, each by the place of its corpus and its number there."""
    pieces: list[pa.Table] = []
    order: dict[tuple[int, int], int] = {}
    for place, corpus in enumerate(corpora):
        numbers = sorted({number for of, number in wanted if of == place})
        if numbers:
            at = len(order)
            order |= {(place, number): at + nth for nth, number in enumerate(numbers)}
            pieces.append(corpus.take(numbers))
    return pa.concat_tables(pieces).take(pa.array([order[one] for one in wanted], pa.int64())).combine_chunks()
