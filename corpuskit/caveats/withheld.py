"""Records whose text is not in the corpus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpuskit.caveats import Context
from corpuskit.model import Caveat
from corpuskit.problems import codes

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "withheld"
CODES = ("text-withheld",)


def mark(records: pa.Table, context: Context) -> Iterator[tuple[int, Caveat]]:
    """One caveat for each record that has the hash of a text, and no text."""
    import pyarrow.compute as pc

    gone = pc.and_(pc.is_null(records["text"]), pc.is_valid(records["text_sha256"]))
    for row in pc.indices_nonzero(gone).to_pylist():
        yield row, caveat()


def caveat() -> Caveat:
    """The caveat, for whoever takes a text out of a record."""
    return Caveat("text-withheld", codes()["text-withheld"].message, basis="the build", rule="withheld")
