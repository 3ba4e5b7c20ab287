"""The records of the page as JSON: compact, in the order of the corpus, safe inside a script element."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any

import pyarrow as pa

from corpuskit import contract
from corpuskit.datasheet.sections import language
from corpuskit.datasheet.tallies.measures import NO_OUTLET
from corpuskit.hidden import in_json

#: Fields of text that have a place of their own in the compact record, or are not shown.
_APART = frozenset(
    {"schema_version", "id", "title", "subtitle", "date", "date_partial", "language", "text", "text_sha256"}
)
#: Records that are Python objects at a time.
ROWS = 500
#: The first fields of a caveat are its words.
_WORDS = 7
#: What ends a script element or starts another, in any parser.
_ESCAPED = {b"<": b"\\u003c", b">": b"\\u003e", b"&": b"\\u0026"}


class Interned(dict[Any, int]):
    """Values that are said once and then referred to by number, in the order in which they are first asked for."""

    def __missing__(self, value: Any) -> int:
        number = self[value] = len(self)
        return number


def payload(tables: Iterable[pa.Table], total: int, corrections: bool) -> Iterator[bytes]:
    """What page.js reads, as JSON in pieces, so that no more than `ROWS` records are Python objects at a time.

    ``total`` is the number of records of the corpus; the tables hold all or a sample.
    """
    strings, caveats, outlets = Interned(), Interned(), Interned()
    spoken: set[str] = set()
    known = {
        "total": total,
        "corrections": corrections,
        "fields": [[known.name, known.type] for known in contract.fields()],
    }
    yield dumps(known)[:-1] + b',"records":['
    batches = (batch for table in tables for batch in table.to_batches(max_chunksize=ROWS))
    for number, batch in enumerate(batches):
        spoken.update(batch["language"].unique().to_pylist())
        records = dumps([_record(row, strings, caveats, outlets) for row in _rows(batch)])
        yield (b"," if number else b"") + records[1:-1]
    met = {
        "outlets": list(outlets),
        "caveats": list(caveats),
        "strings": list(strings),
        "languages": {tag: language(tag) for tag in sorted(spoken)},
    }
    yield b"]," + dumps(met)[1:]


def dumps(found: Any) -> bytes:
    """As JSON that may stand in a script element; what hides in its source the script shows as ``<U+202E>``."""
    written = in_json(json.dumps(found, ensure_ascii=False, separators=(",", ":"), allow_nan=False)).encode()
    for character, escaped in _ESCAPED.items():
        written = written.replace(character, escaped)
    return written


def _rows(batch: pa.RecordBatch) -> Iterator[dict[str, Any]]:
    """The records of a batch by the names of the columns."""
    names = batch.schema.names
    return (dict(zip(names, row, strict=True)) for row in zip(*map(_values, batch.columns), strict=True))


def _values(column: pa.Array) -> list[Any]:
    """Values as Python objects, column by column: structs are tuples of their fields, not a dictionary each."""
    if pa.types.is_struct(column.type):
        rows = zip(*map(_values, column.flatten()), strict=True)
        return [row if held else None for row, held in zip(rows, column.is_valid().to_pylist(), strict=True)]
    if pa.types.is_list(column.type):
        items, ends = _values(column.flatten()), accumulate(column.value_lengths().to_pylist(), initial=0)
        return [items[first:last] for first, last in pairwise(ends)]
    return column.to_pylist()  # type: ignore[no-any-return]


def _record(row: Mapping[str, Any], strings: Interned, caveats: Interned, outlets: Interned) -> dict[str, Any]:
    file, _, _, _, encoding, layout, *place = row["provenance"]
    found: dict[str, Any] = {
        "i": row["id"],
        "t": row["title"],
        "s": row["subtitle"],
        "u": row["authors"],
        "o": [outlets[outlet] for outlet in row["outlets"]],
        "d": row["date"] or row["date_partial"],
        "g": row["date_ambiguous"],
        "l": strings[row["language"]],
        "w": row["word_count"],
        "c": row["confidence"],
        "f": strings[file],
        "b": place,
        "r": [strings[encoding], strings[layout]],
        "x": row["text"],
        "k": row["cut"],
        "m": row["passages"],
        "h": row["headings"],
        "v": [_caveat(caveat, caveats) for caveat in row["caveats"]],
        "e": [_evidence(entry, strings) for entry in row["evidence"]],
        "p": {name: row[name] for name in _printed() if row[name] is not None},
        "z": row["extra"],
    }
    return {name: value for name, value in found.items() if value or _says(value)}


@cache
def _printed() -> list[str]:
    """The fields of plain text that have no place of their own in the compact record."""
    return [known.name for known in contract.fields() if known.type == "string" and known.name not in _APART]


def _says(value: Any) -> bool:
    """Whether a value is worth its bytes; the number 0 is."""
    return not (value is None or value is False or value == [] or value == {})


def _caveat(caveat: Sequence[Any], caveats: Interned) -> list[Any]:
    """Number of the caveat's words, then what is of this record: start, end, speaker, confidence, withdrawal."""
    speaker, _, confidence, start, end, withdrawn = caveat[_WORDS:]
    found = [caveats[caveat[:_WORDS]], start, end, speaker, confidence]
    return [*found, withdrawn] if withdrawn else _trimmed(found)


def _evidence(entry: Sequence[Any], strings: Interned) -> list[Any]:
    field, rule, start, end, source, confidence = entry
    said = None if source is None else strings[source]
    return _trimmed([strings[field], strings[rule], start, end, said, confidence])


def _trimmed(values: list[Any]) -> list[Any]:
    """Without the nulls at the end, which are taken from it."""
    while values and values[-1] is None:
        values.pop()
    return values


def affiliation(row: Mapping[str, Any]) -> str:
    """Affiliation of a record's main outlet."""
    return str(row["outlets"][0]["affiliation"]) if row["outlets"] else NO_OUTLET


def titled(row: Mapping[str, Any]) -> str:
    """Its title, or what stands for one that has none."""
    return str(row["title"]) if row["title"] else "(no title)"


def rows_of(table: pa.Table | None, columns: Iterable[str]) -> list[dict[str, Any]]:
    """Some columns of the records, as mappings."""
    found: list[dict[str, Any]] = table.select(list(columns)).to_pylist() if table is not None else []
    return found
