"""Records whose text is that of another record, or nearly: each names the other; none is dropped.

This caveat needs the whole corpus, so it is no marker of tables: prints are taken of each table of records where it is
made (`prints.prints_of`), collected in order (`Duplicates.add`), and when all records are known, `Duplicates.found`
gives each its caveats.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from corpuskit.arrow import one_array
from corpuskit.caveats import entries
from corpuskit.caveats.duplicates.collected import Collected
from corpuskit.caveats.duplicates.pairs import pairs
from corpuskit.caveats.duplicates.prints import LEAST, PLACES, RUN, Prints, prints_of
from corpuskit.model import Caveat
from corpuskit.problems import codes
from corpuskit.workspace import Limits

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["CODES", "Duplicates", "Prints", "attach", "prints_of"]

CODES = ("duplicate", "near-duplicate")
#: Share that two texts must have in common to be called nearly the same, where corpus.toml says nothing.
SIMILARITY = 0.8
#: Others that a record names; the statement says how many there are.
MOST = 5
_BASIS = {
    "duplicate": "the texts without case, punctuation and line breaks",
    "near-duplicate": f"MinHash of {PLACES} hashes over runs of {RUN} characters; texts of {LEAST} characters or more",
}


@dataclass(slots=True)
class Duplicates:
    """Prints of the records so far, in the order of the corpus. ``stated`` is [duplicates] of corpus.toml."""

    stated: Mapping[str, Any] = field(default_factory=dict)
    candidates: int = Limits().candidates  #: others that each is compared with
    kept: Collected = field(default_factory=Collected)

    def add(self, records: pa.Table, prints: Prints) -> None:
        """The records that follow, with their prints. Raises OSError when the disk is full."""
        self.kept.add(records["id"].to_pylist(), map(_day, records["date"].to_pylist()), prints)

    def found(self) -> dict[int, list[Caveat]]:
        """The caveats by row of the corpus; rows without any are left out. Asked once, as the prints are let go."""
        least, within = self.stated.get("similarity", SIMILARITY), self.stated.get("days")
        kept, self.kept = self.kept, Collected()
        try:
            ids = kept.ids()
            others: dict[int, list[tuple[float, str]]] = {}
            for one, other, similarity in pairs(kept, least, within, self.candidates):
                others.setdefault(one, []).append((-similarity, ids[other].as_py()))
                others.setdefault(other, []).append((-similarity, ids[one].as_py()))
        finally:
            kept.close()
        return {row: _caveats(sorted(found), self.candidates) for row, found in others.items()}

    def close(self) -> None:
        """Lets go of what was collected."""
        self.kept.close()


def _day(day: str | None) -> int:
    return datetime.date.fromisoformat(day).toordinal() if day else -1


def _caveats(others: Sequence[tuple[float, str]], candidates: int) -> list[Caveat]:
    """A caveat for each of the nearest others."""
    least = "At least " if len(others) >= candidates else ""  # of a larger group not all were compared
    more = f" {least}{len(others) - MOST:,} more are not named here." if len(others) > MOST else ""
    found = []
    for negative, name in others[:MOST]:
        code = "duplicate" if negative == -1.0 else "near-duplicate"
        statement = codes()[code].message.format(other=name, share=f"{-negative:.2f}")
        rule = "same-text" if code == "duplicate" else "minhash"
        found.append(Caveat(code, statement + more, basis=_BASIS[code], reference=name, rule=rule))
    return found


def attach(records: pa.Table, found: Mapping[int, Sequence[Caveat]]) -> pa.Table:
    """The records with these caveats, by row of the table, behind those on the record as a whole."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if not found:
        return records
    lists = one_array(records["caveats"])
    there, new = pc.list_flatten(lists), entries([caveat for row in sorted(found) for caveat in found[row]])
    whole = np.array(pc.list_parent_indices(lists))[np.array(pc.struct_field(there, "start").is_null())]
    sizes = np.array(pc.list_value_length(lists))
    behind = np.cumsum(sizes) - sizes + np.bincount(whole, minlength=len(lists))
    more = np.bincount(list(found), [len(caveats) for caveats in found.values()], len(lists)).astype(np.int64)
    order = np.insert(np.arange(len(there)), np.repeat(behind, more), len(there) + np.arange(len(new)))
    of = records.schema.field("caveats")
    joined = pa.concat_arrays([there, new]).take(pa.array(order))
    ends = pa.array(np.cumsum([0, *(sizes + more)]), pa.int32())
    place = records.schema.get_field_index("caveats")
    return records.set_column(place, of, pa.ListArray.from_arrays(ends, joined, type=of.type))
