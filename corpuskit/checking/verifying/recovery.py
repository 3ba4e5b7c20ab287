"""The records of a corpus of which both forms are damaged: what can be read of the one fills the gaps of the other.

Parquet is read column by column and row group by row group, since a checksum tells which of them is damaged; what is
missing is taken from the lines of records.jsonl that are still records. Held in memory as a whole, which only a repair
has to. Whether all came out right is told by the hash of the records in the manifest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.checking import loading
from corpuskit.flat import tables
from corpuskit.flat.columns import RECORDS, flat_schema, table_names
from corpuskit.model import CorpuskitError
from corpuskit.packaging import jsonl
from corpuskit.packaging.exporters import records_jsonl
from corpuskit.packaging.sealing.manifest import Manifest

#: What pyarrow raises for what it cannot read.
UNREADABLE = (OSError, ValueError, KeyError)


@dataclass(frozen=True, slots=True)
class Recovered:
    """All records where they could be recovered; else the ids of those that neither form gives, if that is known."""

    whole: pa.Table | None = None
    lost: list[str] = field(default_factory=list)


def recover(dist: Path, manifest: Manifest) -> Recovered:
    """The records out of both damaged forms, JSON lines and Parquet."""
    known = _Lines(dist / records_jsonl.PATH)
    try:
        with loading.opened(dist / loading.TABLE) as file:
            ids = [name for group in range(file.num_row_groups) for name in _column(file, group, "id")]
            flat, lost = _records(file, known)
        if len(ids) != manifest.counts.records:
            return Recovered()
        found = {RECORDS: flat}
        for name in table_names():
            if name != RECORDS:
                found[name], without = _rows(dist / loading.TABLE.with_name(f"{name}.parquet"), name, ids, known)
                lost |= without
    except (CorpuskitError, *UNREADABLE):
        return Recovered()  # neither form tells which records there were
    if lost:
        return Recovered(lost=[name for name in ids if name in lost])
    return _checked(found, ids, manifest)


class _Lines:
    """The records that can be read of damaged records.jsonl, as flat tables, and where each lies in them."""

    def __init__(self, path: Path) -> None:
        read = list(_read(path.read_bytes().split(b"\n"))) if path.is_file() else []
        empty = {name: flat_schema(name).empty_table() for name in table_names()}
        self.flat = tables.flatten(pa.concat_tables(read)) if read else empty
        self.places = {name: at for at, name in enumerate(self.flat[RECORDS].column("id").to_pylist())}

    def values(self, column: str, ids: Iterable[str]) -> pa.ChunkedArray:
        """Values of a column for these records, null where a record could not be read."""
        places = pa.array([self.places.get(name) for name in ids], pa.int64())
        return self.flat[RECORDS].column(column).take(places)


def _read(lines: Iterable[bytes]) -> Iterator[pa.Table]:
    seen = set()
    for line in lines:
        with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):  # it is no record any more
            table = tables.from_json([json.loads(line)])
            name = table.column("id")[0].as_py()
            if name not in seen and b"".join(jsonl.pieces_of_lines(table)) == line + b"\n":
                seen.add(name)
                yield table


def _column(file: Any, group: int, name: str) -> list[Any]:
    found: list[Any] = file.read_row_group(group, columns=[name]).column(name).to_pylist()
    return found


def _records(file: Any, known: _Lines) -> tuple[pa.Table, set[str]]:
    """The flat table of the records, and the ids of those of which a damaged column is nowhere else."""
    groups, lost = [], set()
    for group in range(file.num_row_groups):
        ids = _column(file, group, "id")
        columns = {}
        for name in flat_schema(RECORDS).names:
            try:
                columns[name] = file.read_row_group(group, columns=[name]).column(name)
            except UNREADABLE:
                columns[name] = known.values(name, ids)
                lost |= set(ids) - known.places.keys()
        groups.append(pa.table(columns))
    return pa.concat_tables(groups), lost


def _rows(path: Path, name: str, ids: list[str], known: _Lines) -> tuple[pa.Table, set[str]]:
    """A table beside the records; rows of row groups that cannot be read are those of the lines."""
    whole, affected = _readable(path, ids)
    if whole and not affected:
        return pa.concat_tables(whole), set()
    others = pa.array(affected, pa.string())
    keep = [table.filter(pc.invert(pc.is_in(table.column("record_id"), others))) for table in whole]
    rows = known.flat[name]
    taken = rows.filter(pc.is_in(rows.column("record_id"), others))
    found = pa.concat_tables([*keep, taken])
    place = {one: at for at, one in enumerate(ids)}
    order = pa.array([place.get(one, len(ids)) for one in found.column("record_id").to_pylist()], pa.int64())
    return found.take(pc.sort_indices(order)), affected - known.places.keys()


def _readable(path: Path, ids: Sequence[str]) -> tuple[list[pa.Table], set[str]]:
    """The row groups of a table that can be read, and the ids of the records that may have rows in the others."""
    whole: list[pa.Table] = []
    affected: set[str] = set()
    try:
        with loading.opened(path) as file:
            for group in range(file.num_row_groups):
                try:
                    whole.append(file.read_row_group(group))
                except UNREADABLE:
                    affected |= _owners(file, group, ids)
    except CorpuskitError:
        affected = set(ids)
    return whole, affected


def _owners(file: Any, group: int, ids: Sequence[str]) -> set[str]:
    """Whose rows a damaged row group has: all records' where its column with their ids is damaged too."""
    try:
        return set(_column(file, group, "record_id"))
    except UNREADABLE:
        return set(ids)


def _checked(found: dict[str, pa.Table], ids: list[str], manifest: Manifest) -> Recovered:
    """The records, if they have the hash of those that were built; else the ids of those whose text has another one."""
    try:
        whole = tables.nest(found)
    except (ValueError, KeyError):
        return Recovered()
    digest = hashlib.sha256()
    for piece in jsonl.pieces_of_lines(whole):
        digest.update(piece)
    if digest.hexdigest() == manifest.records_sha256:
        return Recovered(whole)
    wrong = _wrong_texts(found[RECORDS])
    return Recovered(lost=[name for name in ids if name in wrong])


def _wrong_texts(flat: pa.Table) -> set[str]:
    """Records whose text is not the one that their hash tells."""
    return {
        row["id"]
        for row in flat.select(["id", "text", "text_sha256"]).to_pylist()
        if row["text"] is not None and hashlib.sha256(row["text"].encode()).hexdigest() != row["text_sha256"]
    }
