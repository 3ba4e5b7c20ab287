"""All records of a file tell the same of it: its hash, the hash of its view, its encoding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.arrow import one_array
from corpuskit.validating.faults import Fault, quote
from corpuskit.validating.rules import Context, Found, Rule, where

TOLD = ("file_sha256", "view_sha256", "encoding")


class Check(Rule):
    READS = ("provenance",)
    CODES = ("view-hash-differs", "file-told-differently")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.known: dict[tuple[str, str | None], dict[str, str]] = {}

    def check(self, records: pa.Table, rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        provenance = one_array(records.column("provenance"))
        file, view, file_hash, view_hash, encoding = (
            pc.struct_field(provenance, [name]) for name in ("file", "view", *TOLD)
        )
        for at in where(pc.and_(view.is_null(), pc.not_equal(file_hash, view_hash))):
            yield int(rows[at]), Fault("view-hash-differs", ("provenance", "view_sha256"))
        kinds = pc.binary_join_element_wise(file, pc.coalesce(view, "\0"), file_hash, view_hash, encoding, "\0")
        seen = kinds.dictionary_encode()
        first = _first(seen.indices, len(seen.dictionary))
        faults = [self._compare(provenance[at].as_py()) for at in first]
        if any(faults):
            for row, kind in zip(rows.tolist(), seen.indices.to_pylist(), strict=True):
                yield from ((row, fault) for fault in faults[kind])

    def _compare(self, provenance: dict[str, Any]) -> list[Fault]:
        """What a record tells otherwise than the first record of its file."""
        known = self.known.setdefault((provenance["file"], provenance["view"]), provenance)
        return [
            Fault(
                "file-told-differently",
                ("provenance", name),
                {"field": name, "file": quote(provenance["file"]), "known": quote(known[name])},
            )
            for name in TOLD
            if known[name] != provenance[name]
        ]


def _first(indices: pa.Array, count: int) -> list[int]:
    """Where each of ``count`` kinds comes first."""
    kinds, first = np.unique(indices.to_numpy(), return_index=True)
    assert len(kinds) == count
    return [int(at) for at in first]
