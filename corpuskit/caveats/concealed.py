"""Characters that cannot be seen in a title, a credit line or a text: what is read may not be what is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpuskit.arrow import is_ascii
from corpuskit.caveats import Context
from corpuskit.caveats.screening import screened
from corpuskit.lexicon.unseen import CLASS, names, unseen
from corpuskit.model import Caveat
from corpuskit.problems import codes

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "concealed"
CODES = ("hidden-characters",)
#: The fields that are looked at, and what they are called.
FIELDS = {"title": "title", "subtitle": "subtitle", "credit_line": "credit line", "text": "text"}


def mark(records: pa.Table, context: Context) -> Iterator[tuple[int, Caveat]]:
    """A caveat for each record and field with such characters; in the text with the place of the first."""
    found = []
    for field, called in FIELDS.items():
        if is_ascii(records[field]):  # which no character that hides is of
            continue
        for row, text in screened(records[field], [CLASS]):
            if places := unseen(text):
                found.append((row, _caveat(field, called, text, places)))
    yield from sorted(found, key=lambda one: one[0])


def _caveat(field: str, called: str, text: str, places: list[int]) -> Caveat:
    often = "once" if len(places) == 1 else f"{len(places):,} times"
    statement = codes()[CODES[0]].message.format(what=called, characters=names(text, places), often=often)
    start, end = (places[0], places[0] + 1) if field == "text" else (None, None)
    return Caveat(
        CODES[0], statement, basis=f"the {called}", category=field, rule="hidden-character", start=start, end=end
    )
