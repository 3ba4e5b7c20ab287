"""What a reader must be warned of: one file a caveat, and the one list of them.

A marker is a module (or, from a third party, an object) with ``NAME``, ``CODES`` and
``mark(records, context) -> Iterator[(row, Caveat)]``. It reads the Arrow table of records and never changes it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from importlib import import_module
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from corpuskit.contract import arrow_schema
from corpuskit.extensions import extensions
from corpuskit.model import Caveat

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.lexicon.outlets import Registry

#: The markers in the order in which their caveats stand in a record; each is a module of this room.
MARKERS = (
    "affiliation",
    "dates",
    "collection",
    "boundaries",
    "digests",
    "encoding",
    "withheld",
    "remains",
    "concealed",
    "personal",
    "quotations",
    "health",
)


class Context(NamedTuple):
    """What markers may know besides the records: the outlet registry, what corpus.toml says, and options."""

    registry: Registry
    config: Mapping[str, Any] = {}
    min_confidence: float | None = None  #: of a boundary, below which a record carries a caveat


class Marker(Protocol):
    NAME: str
    CODES: tuple[str, ...]

    def mark(self, records: pa.Table, context: Context) -> Iterator[tuple[int, Caveat]]: ...


def markers(without: Collection[str] = ()) -> list[Marker]:
    """The markers to run: ours in the order of `MARKERS`, then those of installed packages by name."""
    own: list[Any] = [import_module(f"corpuskit.caveats.{name}") for name in MARKERS if name not in without]
    others = [marker for name, marker in extensions("caveats") if name not in without]
    return own + others


def attach(records: pa.Table, context: Context, without: Collection[str] = ()) -> pa.Table:
    """The records with their caveats, as `of` gives them."""
    place = records.schema.get_field_index("caveats")
    return records.set_column(place, arrow_schema().field("caveats"), _column(of(records, context, without)))


def of(records: pa.Table, context: Context, without: Collection[str] = ()) -> list[list[Caveat]]:
    """The caveats of each record, in the order of the markers; those about a passage in the order of the text."""
    rows: list[list[Caveat]] = [[] for _ in range(records.num_rows)]
    for marker in markers(without):
        for row, caveat in marker.mark(records, context):
            rows[row].append(caveat)
    for caveats in rows:
        caveats.sort(key=lambda caveat: -1 if caveat.start is None else caveat.start)
    return rows


def _column(rows: list[list[Caveat]]) -> pa.Array:
    """The column ``caveats``."""
    import pyarrow as pa

    of = arrow_schema().field("caveats").type
    if not any(rows):
        return pa.array([()] * len(rows), of)
    ends = accumulate((len(caveats) for caveats in rows), initial=0)
    found = entries([caveat for caveats in rows for caveat in caveats])
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), found, type=of)


def entries(caveats: Sequence[Caveat]) -> pa.StructArray:
    """Caveats as entries of the column ``caveats``, made field by field: there can be a million of them."""
    import pyarrow as pa

    of = arrow_schema().field("caveats").type.value_type
    if not caveats:
        return pa.array([], of)
    said = dict(zip(Caveat._fields, zip(*caveats, strict=True), strict=True))
    columns = []
    for leaf in of:
        values: Sequence[Any] = said[leaf.name]
        if pa.types.is_struct(leaf.type):
            values = [value and value._asdict() for value in values]
        columns.append(pa.array(values, leaf.type))
    return pa.StructArray.from_arrays(columns, fields=list(of))


def quoted(text: str, limit: int = 60) -> str:
    """A printed string as it may stand in a statement: on one line, short, control characters escaped as in JSON."""
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return json.dumps(short, ensure_ascii=False)
