"""Dumps whose subtitles have several lines: a standfirst of two sentences, a list of points under the headline.

One more line between a text and a credit is nearly always the end of that text, so a subtitle has one line, unless the
dump shows otherwise: where most of its dated credits have three or more lines between the text above and them, they are
a title and a subtitle of several lines. Mergeable counts of fixed size.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpuskit.splitting.clues import clue_names as c

if TYPE_CHECKING:
    from corpuskit.splitting.scoring.sight import Sight

#: A title and so many lines are a subtitle of several.
_TALL = 3
#: A dump has the habit once it has so many such heads, and so many percent of its heads are such.
_ENOUGH, _MOST = 4, 60
#: Lines that one head's credit has at most, and its subtitle.
_CREDIT_LINES, _LINES = 4, 6
_CREDITS = [c.DATE["full date"], c.LABEL["byline word first"], c.LABEL["published label"]]
_NO_HEAD = [c.OUTSIDE_EXACT, c.OUTSIDE_START, c.LABEL["address alone"], c.LABEL["other label"]]
_HEADS, _TALL_ONES = range(2)


@dataclass(slots=True)
class Decks:
    """Counts of credits below lines of a head. ``a.merge(b)`` adds those of another part of the dump."""

    counts: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(2, np.int64))

    def add(self, sight: Sight, rows: list[int]) -> None:
        """Counts those of some rows that are the first line of a credit with a text below it."""
        credit = (~sight.forced & sight.holding(_CREDITS) & sight.holding([c.PROSE[0]])).tolist()
        for row in rows:
            if credit[row] and not (row and credit[row - 1]) and _is_above_text(sight, row, credit):
                self.counts[_HEADS] += 1
                self.counts[_TALL_ONES] += _height(sight, row, credit) >= _TALL

    def merge(self, other: Decks) -> None:
        """Adds the counts of another part of the dump."""
        self.counts += other.counts

    @property
    def heads(self) -> int:
        """How many credits have a text below them."""
        return int(self.counts[_HEADS])

    def any(self) -> bool:
        """Whether the dump has the habit."""
        heads, tall = self.counts.tolist()
        return bool(tall >= _ENOUGH and 100 * tall >= _MOST * heads)


def _is_above_text(sight: Sight, row: int, credit: list[bool]) -> bool:
    below = row + 1
    while below < len(sight) and below - row < _CREDIT_LINES and credit[below]:
        below += 1
    return below < len(sight) and bool(sight.lines.prose[sight.at[below]])


def _height(sight: Sight, row: int, credit: list[bool]) -> int:
    """How many lines stand between a credit and the text, blank line, or furniture above it."""
    above = row
    while above and row - above < _LINES and not sight.blanks[above]:
        before = above - 1
        prose = sight.forced[before] or sight.lines.prose[sight.at[before]]
        if prose or credit[before] or sight.holds(before, _NO_HEAD):
            break
        above = before
    return row - above
