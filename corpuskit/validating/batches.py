"""A batch of records as the rules see it, and what can be validated: lines of JSON, or tables from elsewhere."""

from __future__ import annotations

import io
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from corpuskit.model import Place
from corpuskit.validating.columns import columns
from corpuskit.validating.constraints import suspects
from corpuskit.validating.faults import Pointer, json_pointer
from corpuskit.validating.findings import Findings
from corpuskit.validating.jsonl import Line, check_names, lines
from corpuskit.validating.locating import locate

if TYPE_CHECKING:
    import pyarrow as pa

#: Records that are looked at together: enough for kernels to pay, few enough that Python's objects stay in the cache.
ROWS = 500


@dataclass(frozen=True, slots=True)
class Batch:
    """Records as a table of the contract's Arrow schema.

    ``suspects`` are rows that may break the schema; ``record(row)`` is such a record as parsed JSON.
    """

    table: pa.Table
    suspects: set[int]
    record: Callable[[int], Any]


class Source(Protocol):
    """Something that holds the records of one corpus."""

    name: str

    def batches(self, findings: Findings) -> Iterator[Batch]:
        """The records in order. What cannot be read as records becomes problems."""

    def place(self, row: int, pointer: Pointer) -> Place:
        """Where a value of a record lies; ``row`` counts through all batches so far."""


class JsonLines:
    """A file of JSON lines, open for reading bytes; faults are placed by line and column.

    Keeps 16 bytes a record; a line is read again when a fault is found in it.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.name = name
        self.file = file
        self.numbers = array("q")
        self.starts = array("q")
        self.fresh: Sequence[Line] = ()  #: the lines of the newest batch

    def batches(self, findings: Findings) -> Iterator[Batch]:
        for group in _grouped(lines(self.file, self.name, findings), ROWS):
            self.numbers.extend(line.number for line in group)
            self.starts.extend(line.start for line in group)
            self.fresh = group
            built = columns([line.value for line in group])
            for line, names in zip(group, built.keys.tolist(), strict=True):
                if line.names != names:
                    check_names(line, self.name, findings)
            yield Batch(built.table, built.suspects | suspects(built.table), partial(_value, group))

    def place(self, row: int, pointer: Pointer) -> Place:
        number = self.numbers[row]
        line = self._line(row)
        if line is None:
            return Place(self.name, number, field=json_pointer(pointer))
        return Place(
            self.name,
            number,
            locate(line.text, pointer),
            record=record_id(line.value),
            field=json_pointer(pointer) or None,
        )

    def _line(self, row: int) -> Line | None:
        """The line of a row: of the newest batch, or read again where the file allows it."""
        at = row - (len(self.numbers) - len(self.fresh))
        if at >= 0:
            return self.fresh[at]
        if not self.file.seekable():
            return None
        back = self.file.tell()
        self.file.seek(self.starts[row])
        line = self.file.readline()
        self.file.seek(back)
        found = list(lines(io.BytesIO(line), self.name, Findings()))
        return found[0] if found else None


class Tables:
    """Tables of the contract's Arrow schema from elsewhere: a Parquet file, or a workspace cut in memory.

    Faults are placed by record and field. With ``in_seeds`` the file and line are those of the record's provenance, and
    ``name`` is not repeated in each place.
    """

    def __init__(self, tables: Iterable[pa.Table], name: str, in_seeds: bool = False) -> None:
        self.name = name
        self.tables = tables
        self.in_seeds = in_seeds
        self.firsts = array("q")
        self.kept: list[pa.Table] = []
        self.rows = 0

    def batches(self, findings: Findings) -> Iterator[Batch]:
        for table in self.tables:
            if not table.num_rows:
                continue
            self.firsts.append(self.rows)
            self.kept.append(self._places(table))
            self.rows += table.num_rows
            yield Batch(table, suspects(table), partial(_record, table))

    def place(self, row: int, pointer: Pointer) -> Place:
        batch = bisect_right(self.firsts, row) - 1
        kept = {
            name: column[0] for name, column in self.kept[batch].slice(row - self.firsts[batch], 1).to_pydict().items()
        }
        field = json_pointer(pointer) or None
        if self.in_seeds:
            return Place(kept["file"], kept["line"], record=kept["id"], field=field)
        return Place(self.name, record=kept["id"], field=field)

    def _places(self, table: pa.Table) -> pa.Table:
        """The little of each record that places need."""
        import pyarrow as pa
        import pyarrow.compute as pc

        kept = {"id": table.column("id")}
        if self.in_seeds:
            provenance = table.column("provenance")
            kept["file"] = pc.struct_field(provenance, ["file"])
            kept["line"] = pc.struct_field(provenance, ["line_start"])
        return pa.table(kept)


def _value(group: Sequence[Line], row: int) -> Any:
    return group[row].value


def _record(table: pa.Table, row: int) -> dict[str, Any]:
    return as_json(table.slice(row, 1).to_pylist()[0])


def as_json(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a table as parsed JSON: ``extra`` is an object there."""
    return {**row, "extra": {pair["key"]: pair["value"] for pair in row["extra"]}}


def record_id(record: Any) -> str | None:
    """The id that a record gives itself, if it is a string."""
    found = record.get("id") if isinstance(record, dict) else None
    return found if isinstance(found, str) else None


def _grouped(found: Iterator[Line], size: int) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in found:
        group.append(line)
        if len(group) == size:
            yield group
            group = []
    if group:
        yield group
