"""What answers and pages are made of before they become Markdown, HTML or JSON: paragraphs and tables of plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Paragraph(NamedTuple):
    text: str


class Table(NamedTuple):
    """Rows of plain text.

    ``numbers`` are the columns to be set flush right, ``links`` those in which addresses become links (they hold what
    the registry or a marker says, never an article), ``left_off`` is how many rows are not shown.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    links: frozenset[int] = frozenset()
    left_off: int = 0


Block = Paragraph | Table

#: Rows that a table shows before it says how many it leaves off: a page is read, the files of data are searched.
MOST_ROWS = 50


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    numbers: Iterable[int] = (),
    links: Iterable[int] = (),
    most: int = MOST_ROWS,
) -> Table:
    """A table of anything; numbers get separators of thousands, None is empty."""
    written = [tuple(_cell(value) for value in row) for row in rows]
    return Table(
        tuple(columns), tuple(written[:most]), frozenset(numbers), frozenset(links), max(0, len(written) - most)
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else str(value)


def listed(parts: Sequence[str], most: int = 12) -> str:
    """ "a, b and c", with how many more there are where they are many."""
    shown = list(parts[:most])
    if len(parts) > most:
        return f"{', '.join(shown)} and {len(parts) - most:,} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else "none"
