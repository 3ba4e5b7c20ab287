"""A record says to which version of the schema it was written; a newer one than ours cannot be judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from corpuskit.contract import schema_version
from corpuskit.validating.faults import Fault
from corpuskit.validating.rules import Found, Rule

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


class Check(Rule):
    READS = ("schema_version",)
    CODES = ("schema-version-newer", "schema-version-older")

    def check(self, records: pa.Table, rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        versions = records.column("schema_version").combine_chunks().dictionary_encode()
        faults = [fault(version) for version in versions.dictionary.to_pylist()]
        if any(faults):
            for row, at in zip(rows.tolist(), versions.indices.to_pylist(), strict=True):
                if (found := faults[at]) is not None:
                    yield row, found


def fault(version: str) -> Fault | None:
    """The fault of a record of that schema version, if any."""
    ours, theirs = _parts(schema_version()), _parts(version)
    told = {"theirs": version, "ours": schema_version()}
    if theirs[:2] > ours[:2]:
        return Fault("schema-version-newer", ("schema_version",), told)
    if theirs[:2] < ours[:2]:
        return Fault("schema-version-older", ("schema_version",), told)
    return None  # the third number changes when words of the schema do


def newer(version: object) -> bool:
    """Whether a value of ``schema_version`` is a version that we do not know yet."""
    try:
        return isinstance(version, str) and _parts(version)[:2] > _parts(schema_version())[:2]
    except ValueError:
        return False


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version[:40].split("."))
