"""Headings lie in the text where they say, each on a line of its own, in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from corpuskit.arrow import one_array
from corpuskit.validating.faults import Fault, quote
from corpuskit.validating.rules import Found, Rule, where


class Check(Rule):
    READS = ("headings", "text")
    CODES = ("heading-misplaced",)
    FORGETS = True

    def check(self, records: pa.Table, rows: np.ndarray[Any, Any]) -> Iterator[Found]:
        headings = one_array(records.column("headings"))
        texts = one_array(records.column("text"))
        for at in where(pc.and_(pc.greater(headings.value_lengths(), 0), texts.is_valid())):
            for position, reason in _misplaced(headings[at].as_py(), texts[at].as_py()):
                told = {"value": quote(headings[at][position].as_py()["text"]), "reason": reason}
                yield int(rows[at]), Fault("heading-misplaced", ("headings", position, "offset"), told)


def _misplaced(headings: list[dict[str, Any]], text: str) -> Iterator[tuple[int, str]]:
    """Positions of headings that are not where they say, with the reason."""
    after = 0
    for position, heading in enumerate(headings):
        start, end = heading["offset"], heading["offset"] + len(heading["text"])
        if text[start:end] != heading["text"]:
            yield position, "the text does not have it at that offset"
        elif start < after:
            yield position, "it lies before or in the heading listed before it"
        elif text[start - 1 : start] not in ("", "\n") or text[end : end + 1] not in ("", "\n"):
            yield position, "it is not on a line of its own"
        after = end
