"""Caveats have a code that is listed, mark passages that exist, and date what they cite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.arrow import one_array
from corpuskit.problems import codes
from corpuskit.validating.faults import Fault, quote
from corpuskit.validating.rules import Found, Rule, where
from corpuskit.validating.rules.lists import Items, broken_spans


class Check(Rule):
    READS = ("caveats", "text")
    CODES = ("caveat-code-unknown", "caveat-span-invalid", "caveat-source-undated")
    FORGETS = True

    def check(self, records: pa.Table, rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        items = Items(records.column("caveats"))
        for at, code, name, told in (*_codes(items), *_spans(items, records.column("text")), *_sources(items)):
            row, position = items.place(at)
            told["of"] = quote(items.field("code")[at].as_py())
            yield int(rows[row]), Fault(code, ("caveats", position, name), told)


def _codes(items: Items) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
    listed = {code for code, entry in codes().items() if entry.kind == "caveat"}
    names = items.field("code").dictionary_encode()
    known = pa.array(["/" in name or name in listed for name in names.dictionary.to_pylist()], pa.bool_())
    for at in where(pc.invert(known.take(names.indices))):
        yield at, "caveat-code-unknown", "code", {}


def _spans(items: Items, texts: pa.ChunkedArray) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
    """A passage of a text that is withheld is not checked against it."""
    start, end = items.field("start"), items.field("end")
    for at, reason in broken_spans(start, end):
        yield at, "caveat-span-invalid", "end", {"reason": reason}
    if not end.is_valid().true_count:
        return
    lengths = pc.utf8_length(one_array(texts)).cast(pa.int64()).take(pa.array(items.owners))
    for at in where(pc.and_(pc.greater(end, lengths), pc.less(start, end))):
        yield at, "caveat-span-invalid", "end", {"reason": f"ends behind the text's {lengths[at]} characters"}


def _sources(items: Items) -> Iterator[tuple[int, str, str, dict[str, Any]]]:
    for at in where(pc.and_(items.field("authority").is_valid(), items.field("as_of").is_null())):
        yield at, "caveat-source-undated", "as_of", {}
