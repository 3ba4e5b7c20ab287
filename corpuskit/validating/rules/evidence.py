"""Evidence is for a field of the contract, and says by which bytes of the view or by what else it is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.arrow import one_array
from corpuskit.contract import fields
from corpuskit.validating.faults import Fault, quote
from corpuskit.validating.rules import Context, Found, Rule, by_file, where
from corpuskit.validating.rules.lists import Items, broken_spans

#: ``outlets[0].id``: which of several is meant.
POSITION = re.compile(r"\[[0-9]{1,6}\]")


class Check(Rule):
    READS = ("evidence", "provenance")
    CODES = ("evidence-field-unknown", "evidence-span-invalid", "evidence-unsourced")
    FORGETS = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.names = {field.name for field in fields(leaves=True)}

    def check(self, records: pa.Table, rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        items = Items(records.column("evidence"))
        for at, code, name, told in (*self._fields(items), *self._spans(items, records.column("provenance"))):
            row, position = items.place(at)
            told["of"] = quote(items.field("field")[at].as_py())
            yield int(rows[row]), Fault(code, ("evidence", position, name), told)

    def _fields(self, items: Items) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
        names = items.field("field").dictionary_encode()
        known = pa.array([self._known(name) for name in names.dictionary.to_pylist()], pa.bool_())
        for at in where(pc.invert(known.take(names.indices))):
            yield at, "evidence-field-unknown", "field", {}

    def _known(self, name: str) -> bool:
        plain = POSITION.sub("", name)
        return plain in self.names or plain.startswith("extra.")

    def _spans(self, items: Items, provenance: pa.ChunkedArray) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
        start, end, source = items.field("byte_start"), items.field("byte_end"), items.field("source")
        for at, reason in broken_spans(start, end):
            yield at, "evidence-span-invalid", "byte_end", {"reason": reason}
        for at in where(pc.and_(start.is_null(), source.is_null())):
            yield at, "evidence-unsourced", "source", {}
        if self.context.view_sizes:
            yield from self._outside(items, end, provenance)

    def _outside(
        self, items: Items, end: pa.Array, provenance: pa.ChunkedArray
    ) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
        sizes = by_file(one_array(provenance), self.context.view_sizes, pa.int64()).take(pa.array(items.owners))
        for at in where(pc.greater(end, sizes)):
            yield at, "evidence-span-invalid", "byte_end", {"reason": f"ends behind the view's {sizes[at]} bytes"}
