"""What is not printed is null, not the empty string; the dateline and a notice of correction are part of the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.arrow import one_array
from corpuskit.contract import fields
from corpuskit.validating.faults import Fault, quote
from corpuskit.validating.rules import Found, Rule, where

#: Fields that the contract calls part of text.
PARTS = ("dateline", "correction_notice")
#: Nullable strings; ``text`` may be empty, since an article can consist of its headline.
NULLABLE = tuple(f.path[0] for f in fields() if f.type == "string" and f.nullable and f.path != ("text",))


class Check(Rule):
    READS = (*NULLABLE, "text")
    CODES = ("empty-string", "not-in-text")
    FORGETS = True

    def check(self, records: pa.Table, rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        for name in NULLABLE:
            for at in where(pc.equal(one_array(records.column(name)), "")):
                yield int(rows[at]), Fault("empty-string", (name,), {"field": name})
        texts = one_array(records.column("text"))
        for name in PARTS:
            parts = one_array(records.column(name))
            for at in where(pc.and_(parts.is_valid(), texts.is_valid())):
                part = parts[at].as_py()
                if part not in texts[at].as_py():
                    yield int(rows[at]), Fault("not-in-text", (name,), {"field": name, "value": quote(part)})
