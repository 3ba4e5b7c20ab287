"""Lines that are a page's and no article's, wherever they stand: what a list of phrases names, the headlines below
"Most read", and sentences that a dump prints below its texts again and again.

Between articles they belong to none; inside one they stay in its text, as all does that stands there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpuskit.sorted_numbers import distinct
from corpuskit.splitting import clue_names as c

if TYPE_CHECKING:
    from corpuskit.splitting.sight import Sight

Rows = npt.NDArray[np.int64]
#: Phrases of a single word are names of sections as well, and minutes of reading stand in heads.
_OF_A_HEAD = [c.WORD[0], *c.DATE.values()]
_PHRASES = [c.OUTSIDE[kind] for kind in ("share-buttons", "advertisement", "read-more", "navigation", "footer")]
_LISTING = [c.OUTSIDE["read-more"], c.OUTSIDE_EXACT]
#: So many headlines stand in a list, one below the other.
_FEWEST, _MOST = 2, 8
#: What recurs as credit has names or a date.
_FEW_WORDS = c.WORD[:3]
_CREDITS = [*c.PIECES[1:], c.ALONE_PERSON, c.ALONE_OUTLET, c.ALONE_NAME, *c.DATE.values()]
#: What tells a line of a credit from a headline.
_OF_CREDIT = [c.DATE["full date"], c.DATE["partial date"], c.LABEL["byline word first"], c.LABEL["published label"]]


def page_lines(sight: Sight, rows: Rows, seen: npt.NDArray[np.uint8]) -> Rows:
    """Which of some rows, with the clues seen of each, are lines of a page."""
    found = seen[:, _PHRASES].any(axis=1) & ~seen[:, _OF_A_HEAD].any(axis=1)
    if sight.recurring is not None:
        again = (sight.recurring[rows] > 0) & ~seen[:, _FEW_WORDS + _CREDITS].any(axis=1)
        behind = rows - 1
        again &= (behind >= 0) & (sight.lines.stopped[sight.at[behind]] | np.isin(behind, rows[found]))
        found |= again
    listed = [row for at in rows[found & seen[:, _LISTING].all(axis=1)].tolist() for row in _below(sight, at)]
    return distinct(np.append(rows[found], np.array(listed, rows.dtype)))


def _below(sight: Sight, heading: int) -> range:
    """The rows of a list below its heading: lines that end like no sentence, with a blank line behind the last. A head
    below a phrase has a date, or a text behind it.
    """
    row = heading + 1
    while row < len(sight) and row - heading <= _MOST and not (sight.blanks[row] or sight.lines.stopped[sight.at[row]]):
        if sight.forced[row] or sight.holds(row, _OF_CREDIT):
            return range(0)
        row += 1
    if row - heading <= _FEWEST or row >= len(sight) or not sight.blanks[row] or sight.lines.prose[sight.at[row]]:
        return range(0)
    return range(heading + 1, row)
