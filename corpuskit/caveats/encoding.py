"""Records from a file in a legacy encoding that was detected, not stated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpuskit.caveats import Context
from corpuskit.model import Caveat
from corpuskit.patterns import later
from corpuskit.problems import codes

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "encoding"
_READ_AS = later(r"read as ([\w-]+): ")
CODES = ("legacy-encoding",)


def mark(records: pa.Table, context: Context) -> Iterator[tuple[int, Caveat]]:
    """One caveat for each record whose evidence for the encoding is a detector's."""
    for row, (evidence, provenance) in enumerate(
        zip(records["evidence"].to_pylist(), records["provenance"].to_pylist(), strict=True)
    ):
        for entry in evidence:
            if entry["field"] == "provenance.encoding" and entry["rule"] in ("detected", "default"):
                basis = entry["source"]
                of_file = _READ_AS.match(basis)  # of an extracted view, the file's; the view itself is UTF-8
                encoding = of_file[1] if of_file else provenance["encoding"]
                statement = codes()["legacy-encoding"].message.format(encoding=encoding)
                yield (
                    row,
                    Caveat(
                        "legacy-encoding", statement, basis=basis, rule=entry["rule"], confidence=entry["confidence"]
                    ),
                )
