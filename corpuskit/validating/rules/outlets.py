"""An outlet that the registry does not list is unknown: nothing else may be stated of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.validating.faults import Fault, quote
from corpuskit.validating.rules import Found, Rule, where


class Check(Rule):
    READS = ("outlets",)
    CODES = ("outlet-unlisted-but-described",)
    FORGETS = True

    def check(self, records: pa.Table, rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        from corpuskit.validating.rules.lists import Items

        items = Items(records.column("outlets"))
        unlisted = items.field("id").is_null()
        for name in ("affiliation", "country"):
            said = items.field(name)
            stated = pc.not_equal(said, "unknown") if name == "affiliation" else said.is_valid()
            for at in where(pc.and_(unlisted, stated)):
                row, position = items.place(at)
                told = {"field": name, "value": quote(said[at].as_py()), "name": quote(items.field("name")[at].as_py())}
                yield int(rows[row]), Fault("outlet-unlisted-but-described", ("outlets", position, name), told)
