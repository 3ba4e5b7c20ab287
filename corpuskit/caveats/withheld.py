"""Records whose text is not in the corpus, or not all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpuskit.arrow import may_hold, one_array
from corpuskit.caveats import Context
from corpuskit.corrections import passages
from corpuskit.model import Caveat
from corpuskit.patterns import later
from corpuskit.problems import codes
from corpuskit.workspace import CORRECTIONS

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "withheld"
CODES = ("text-withheld", "passage-withheld")

_GAP = later(re.escape(passages.INSTEAD))


def mark(records: pa.Table, context: Context) -> Iterator[tuple[int, Caveat]]:
    """One caveat for each record that has the hash of a text, and no text; one for each gap in a text."""
    import pyarrow.compute as pc

    if records["text"].null_count:
        gone = pc.and_(pc.is_null(records["text"]), pc.is_valid(records["text_sha256"]))
        for row in pc.indices_nonzero(gone).to_pylist():
            yield row, caveat()
    if "evidence" in records.column_names:
        yield from _gaps(records)


def _gaps(records: pa.Table) -> Iterator[tuple[int, Caveat]]:
    import pyarrow.compute as pc

    evidence = one_array(records["evidence"])
    if not may_hold(evidence.values.field("rule"), passages.RULE):
        return
    rules = pc.struct_field(pc.list_flatten(evidence), ["rule"])
    for row in pc.unique(pc.list_parent_indices(evidence).filter(pc.equal(rules, passages.RULE))).to_pylist():
        text = records["text"][row].as_py() or ""
        statement = codes()["passage-withheld"].message
        whole = Caveat("passage-withheld", statement, basis=CORRECTIONS, rule=NAME)
        for found in [whole._replace(start=gap.start(), end=gap.end()) for gap in _GAP.finditer(text)] or [whole]:
            yield row, found


def caveat() -> Caveat:
    """The caveat, for whoever takes a text out of a record."""
    return Caveat("text-withheld", codes()["text-withheld"].message, basis="the build", rule="withheld")
