"""Records that may hold several articles: a digest that a database files as one, or a boundary that was not found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpuskit.caveats import Context
from corpuskit.lexicon.credits.datelines import parse_dateline
from corpuskit.model import Caveat
from corpuskit.problems import codes

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "digests"
CODES = ("several-datelines",)
#: A paragraph that opens with a dateline is longer; a line with one is shorter than a heading and stands alone.
LEAST = 60


def mark(records: pa.Table, context: Context) -> Iterator[tuple[int, Caveat]]:
    """A caveat for each record in which paragraphs open with datelines of different places, from the second one on."""
    for row, text in enumerate(records["text"].to_pylist()):
        found = datelines(text) if text is not None else []
        if len({place for place, _, _ in found}) > 1:
            statement = codes()[CODES[0]].message.format(count=len(found))
            _, start, end = next(one for one in found if one[0] != found[0][0])
            yield row, Caveat(CODES[0], statement, basis="the text", rule="datelines", start=start, end=end)


def datelines(text: str) -> list[tuple[str, int, int]]:
    """The place of each dateline with a place that opens a paragraph, and where it starts and ends."""
    found = []
    start = 0
    for line in text.split("\n"):
        if len(line) > LEAST and (line[:3].isupper() or "(" in line[:LEAST] or "/" in line[:LEAST]):
            dateline = parse_dateline(line)
            if dateline is not None and dateline.place is not None and _is_place(dateline.place):
                found.append((dateline.place.casefold(), start, start + len(line[: dateline.end].rstrip())))
        start += len(line) + 1
    return found


def _is_place(text: str) -> bool:
    """Whether this can name a place: letters, and what stands between them in names of places."""
    return all(char.isalpha() or char in " .,'’-" for char in text)
