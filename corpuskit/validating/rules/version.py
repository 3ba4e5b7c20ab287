"""A record says to which version of the schema it was written; a newer one than ours cannot be judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa

from corpuskit import versions
from corpuskit.arrow import one_array
from corpuskit.contract import schema_version
from corpuskit.validating.faults import Fault
from corpuskit.validating.rules import Context, Found, Rule


class Check(Rule):
    READS = ("schema_version",)
    CODES = ("schema-version-newer", "schema-version-older")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.told: set[str] = set()  #: earlier versions, each of which is told of the first record that has it

    def check(self, records: pa.Table, rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        written = one_array(records.column("schema_version")).dictionary_encode()
        faults = [fault(version) for version in written.dictionary.to_pylist()]
        if any(faults):
            for row, at in zip(rows.tolist(), written.indices.to_pylist(), strict=True):
                found = faults[at]
                if found is None or found.values["theirs"] in self.told:
                    continue
                if found.code == "schema-version-older":
                    self.told.add(found.values["theirs"])
                yield row, found


def fault(version: str) -> Fault | None:
    """The fault of a record of that schema version, if any."""
    told = {"theirs": version, "ours": schema_version()}
    if versions.newer(version, schema_version()):
        return Fault("schema-version-newer", ("schema_version",), told)
    if versions.older(version, schema_version()):
        return Fault("schema-version-older", ("schema_version",), told)
    return None


def newer(version: object) -> bool:
    """Whether a value of ``schema_version`` is a version that we do not know yet."""
    try:
        return isinstance(version, str) and versions.newer(version, schema_version())
    except ValueError:
        return False
