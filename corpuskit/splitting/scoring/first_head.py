"""The head with which a file begins: its first lines, down to the first credit, where nothing parts them.

A dump of one article, or of a few, shows no habits, and a line above the title (a section, the outlet) could stand
outside as well. At the beginning of a file it does not, where lines without a blank one between lead to a credit.
"""

from __future__ import annotations

from corpuskit.splitting.clues import clue_names as c
from corpuskit.splitting.scoring.sight import Sight

#: Lines down to the credit, it included.
MOST = 6
_CREDITS = [c.DATE["full date"], c.LABEL["byline word first"], c.LABEL["published label"]]
_OUTSIDE = [c.OUTSIDE_EXACT, c.OUTSIDE_START]


def first_head(sight: Sight) -> range:
    """The rows of the head with which the file begins; none where it begins otherwise, or this is not its beginning."""
    if not len(sight) or sight.forced[0] or not sight.holds(0, [c.FIRST_LINE]):
        return range(0)
    recurs = sight.recurring
    for row in range(min(MOST, len(sight))):
        if recurs is not None and recurs[row]:
            break
        if sight.forced[row] or (row and sight.blanks[row]) or sight.holds(row, _OUTSIDE):
            break
        if sight.holds(row, _CREDITS) and sight.holds(row, [c.PROSE[0]]):
            return range(row + 1 if row + 1 < len(sight) else 0)
    return range(0)
