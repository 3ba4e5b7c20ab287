"""Records whose day of publication is not known: nothing printed, only a part, or two possible readings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpuskit.caveats import Context, quoted
from corpuskit.model import Caveat
from corpuskit.problems import codes

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "dates"
CODES = ("ambiguous-date", "undated")


def mark(records: pa.Table, context: Context) -> Iterator[tuple[int, Caveat]]:
    """A caveat for each record without a date; ``rule`` says which of the cases it is."""
    columns = (records[name].to_pylist() for name in ("date", "date_raw", "date_partial", "date_ambiguous"))
    for row, (date, raw, partial, ambiguous) in enumerate(zip(*columns, strict=True)):
        if date is not None:
            continue
        if ambiguous:
            yield row, _caveat("ambiguous-date", "two-readings", raw=quoted(raw))
        elif raw is None:
            yield row, _caveat("undated", "none-printed", printed="none is printed")
        elif partial is None:
            yield row, _caveat("undated", "not-a-day", printed=f"{quoted(raw)} is printed")
        else:
            yield row, _caveat("undated", "partial", printed=f"{quoted(raw)} is printed, which gives {partial}")


def _caveat(code: str, rule: str, **values: str) -> Caveat:
    return Caveat(code, codes()[code].message.format(**values), basis="the printed credit", rule=rule)
