"""Titles that a line shows which every article prints below its own: "Ingredients", "Zutaten".

Recipes and their like have no credits, and as many blank lines between as inside. Where a short line recurs, and above
each time one line alone can be the title that begins what it belongs to, the first line of the dump too, those lines
are the titles. Mergeable counts of fixed size.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpuskit.patterns import later
from corpuskit.splitting.clues import clue_names as c

if TYPE_CHECKING:
    from corpuskit.splitting.scoring.sight import Sight

_BUCKETS = 1 << 12
#: Of each short line: how often seen, how often with one title above it, and dumps of which that is the first line.
_SEEN, _TITLED, _OPENING = range(3)
#: A dump has the habit once the line was seen so often, so many percent of these with one title above …
_ENOUGH, _NEARLY_ALL = 3, 80
#: … which stands within so many rows.
_REACH = 9
_SHORT = [*c.LENGTH[1:4]]
_NO_TITLE = [
    *c.DATE.values(), *c.LIST.values(), c.FIRST["a digit"], c.FIRST["a small letter"], c.FIRST["a dash or bullet"],
    c.LAST["a colon"], c.LAST["a comma"], c.OUTSIDE_EXACT, *c.LENGTH[:2], *c.LENGTH[10:],
]  # fmt: skip
#: What has an amount, or says something behind a label: "Serves 4", "Difficulty: easy".
_AMOUNT = later(r"\d|: |：")


@dataclass(slots=True)
class MarkedTitles:
    """Counts of short lines by what stands above them. ``a.merge(b)`` adds those of another part of the dump."""

    counts: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros((_BUCKETS, 3), np.int64))

    def add(self, sight: Sight, rows: range, opens: bool) -> None:
        """Counts those of some rows that are short; ``opens``: the dump begins with the first of all."""
        for row, key in _marks(sight, rows):
            title = _title_above(sight, row)
            self.counts[key] += (1, title is not None, opens and title == 0)

    def merge(self, other: MarkedTitles) -> None:
        """Adds the counts of another part of the dump."""
        self.counts += other.counts

    def titles(self, sight: Sight, records: int, credited: int) -> list[int]:
        """The rows that are titles; none where nothing marks them, or a mark stands less often than articles were found
        without it, or than twice those with a credit (``credited``).
        """
        seen, titled, opening = self.counts.T
        habit = (seen >= max(_ENOUGH, records, 2 * credited)) & (100 * titled >= _NEARLY_ALL * seen) & (opening > 0)
        if not habit.any():
            return []
        found = {_title_above(sight, row) for row, key in _marks(sight, range(len(sight))) if habit[key]}
        return sorted(row for row in found if row is not None)


def _marks(sight: Sight, rows: range) -> list[tuple[int, int]]:
    """The short lines among some rows that may mark titles, each with its bucket."""
    short = sight.holding(_SHORT) & sight.holding(c.WORD[:2]) & ~sight.forced & ~sight.lines.stopped[sight.at]
    numbers = np.flatnonzero(short)
    numbers = numbers[(numbers >= rows.start) & (numbers < rows.stop)]
    return [(row, zlib.crc32(sight.texts[row].strip().casefold().encode()) % _BUCKETS) for row in numbers.tolist()]


def _title_above(sight: Sight, mark: int) -> int | None:
    """The one row close above a mark that can be a title: it stands below a sentence, or is the first of the file."""
    found = None
    for row in range(mark - 1, max(-1, mark - 1 - _REACH), -1):
        if row and not sight.lines.stopped[sight.at[row - 1]]:
            continue
        if row == 0 and not sight.opens:
            break
        if sight.forced[row] or sight.lines.stopped[sight.at[row]] or sight.holds(row, _NO_TITLE):
            continue
        if _AMOUNT.search(sight.texts[row]):
            continue
        if found is not None:
            return None
        found = row
    return found
