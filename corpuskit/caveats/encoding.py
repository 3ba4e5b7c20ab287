"""Records from a file in a legacy encoding that was detected, not stated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpuskit.arrow import may_hold, one_array
from corpuskit.caveats import Context
from corpuskit.model import Caveat
from corpuskit.patterns import later
from corpuskit.problems import codes

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "encoding"
_READ_AS = later(r"read as ([\w-]+): ")
CODES = ("legacy-encoding",)
#: Of evidence that nobody stated.
RULES = ("detected", "default")


def mark(records: pa.Table, context: Context) -> Iterator[tuple[int, Caveat]]:
    """One caveat for each record whose evidence for the encoding is a detector's."""
    import pyarrow as pa
    import pyarrow.compute as pc

    lists = one_array(records["evidence"])
    if not may_hold(lists.values.field("rule"), *RULES):
        return
    found, rows = pc.list_flatten(lists), pc.list_parent_indices(lists)
    of_encoding = pc.equal(pc.struct_field(found, "field"), "provenance.encoding")
    places = pc.indices_nonzero(pc.and_(of_encoding, pc.is_in(pc.struct_field(found, "rule"), pa.array(RULES))))
    for row, entry in zip(rows.take(places).to_pylist(), found.take(places).to_pylist(), strict=True):
        basis = entry["source"]
        of_file = _READ_AS.match(basis)  # of an extracted view, the file's; the view itself is UTF-8
        encoding = of_file[1] if of_file else records["provenance"][row]["encoding"].as_py()
        statement = codes()["legacy-encoding"].message.format(encoding=encoding)
        yield (
            row,
            Caveat("legacy-encoding", statement, basis=basis, rule=entry["rule"], confidence=entry["confidence"]),
        )
