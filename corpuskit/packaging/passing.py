"""Parts of a corpus as they pass schema and rules on their way to the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from corpuskit.packaging.groups import Part

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.validating import Context, Findings

#: Bytes of records and spans that are looked at together: of few records, each look costs more than all that it sees,
#: and arrays of more bytes would be returned to the system after each (`arrow.LARGE`).
JOINED = 2 << 20


def checked(parts: Iterable[Part], context: Context, findings: Findings) -> Iterator[Part]:
    """The parts in their order, each when its records were looked at; what is wrong with them is in ``findings``.

    What only the whole corpus shows is there when the last part has been taken.
    """
    from corpuskit import validating

    passing: list[Part] = []

    def tables() -> Iterator[pa.Table]:
        for part in parts:
            passing.append(part)
            yield part.records

    for _ in validating.checked(validating.Tables(tables(), "the corpus", in_seeds=True), context, findings):
        yield from passing
        passing.clear()
    yield from passing


def joined(parts: Iterable[Part], least: int = JOINED) -> Iterator[Part]:
    """The same records and spans in their order, in fewer parts, of which all but the last have so many bytes."""
    waiting: list[Part] = []
    size = 0
    for part in parts:
        waiting.append(part)
        size += part.records.nbytes + sum(len(span.text or "") for span in part.outside)
        if size >= least:
            whole, waiting, size = _one(waiting), [], 0
            yield whole
    if waiting:
        yield _one(waiting)


def _one(parts: Sequence[Part]) -> Part:
    import pyarrow as pa

    if len(parts) == 1:
        return parts[0]
    records = pa.concat_tables([part.records for part in parts]).combine_chunks()
    return Part(records, [span for part in parts for span in part.outside])
