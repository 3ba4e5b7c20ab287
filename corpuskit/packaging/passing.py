"""Parts of a corpus as they pass schema and rules on their way to the files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corpuskit.packaging.groups import Part

if TYPE_CHECKING:
    import pyarrow as pa

    from corpuskit.validating import Context, Findings


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

    for _ in validating.checked(validating.Tables(tables(), "records", in_seeds=True), context, findings):
        yield from passing
        passing.clear()
    yield from passing
