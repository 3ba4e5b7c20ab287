"""Records dated outside of the time that the collection covers by its own statement (``window`` in corpus.toml)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpuskit.caveats import Context
from corpuskit.lexicon.outlets.days import first_day, last_day
from corpuskit.model import Caveat
from corpuskit.problems import codes

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "collection"
CODES = ("outside-collection-window",)


def mark(records: pa.Table, context: Context) -> Iterator[tuple[int, Caveat]]:
    """One caveat for each record that lies outside of the window whatever day its date means."""
    window = context.config.get("window")
    if not window:
        return
    import pyarrow.compute as pc

    first, _, last = window.partition("/")
    start, end = first_day(first), last_day(last or first)
    dates = pc.coalesce(records["date"], records["date_partial"])
    for row, date in enumerate(dates.to_pylist()):
        if date is None:
            continue
        rule = "before" if last_day(date) < start else "after" if first_day(date) > end else None
        if rule is not None:
            statement = codes()[CODES[0]].message.format(date=date, window=window.replace("/", " to "), rule=rule)
            yield row, Caveat(CODES[0], statement, basis=f"window = {window} in corpus.toml", rule=rule)
