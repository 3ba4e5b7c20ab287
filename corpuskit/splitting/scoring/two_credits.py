"""An article has one credit: of two with a day each, above and below a title or one above the other, the upper one
belongs to the article above.
"""

from __future__ import annotations

import numpy as np

from corpuskit.splitting.clues.clue_names import DATE, LABEL, PIECES, PROSE
from corpuskit.splitting.scoring.segment import States
from corpuskit.splitting.scoring.sight import Sight

_FULL = [DATE["full date"]]
_NO_PROSE, _NAMES = PROSE[:1], PIECES[1:]
#: What one article prints beside its day.
_FURTHER = [LABEL["published label"], LABEL["updated label"]]


def above_another(sight: Sight) -> States:
    """The rows of a day with a title and perhaps a subtitle below, and a dated credit below that; and those right above
    a credit of another day.
    """
    dated = ~sight.forced & sight.holding(_FULL) & sight.holding(_NO_PROSE)
    credit = dated & sight.holding(_NAMES)
    plain = ~sight.forced & ~dated
    found = np.zeros(len(sight), np.bool_)
    found[:-3] = dated[:-3] & plain[1:-2] & (credit[2:-1] | plain[2:-1] & credit[3:])
    day = dated & ~sight.holding(_FURTHER)
    for row in np.flatnonzero(day[:-1] & credit[1:] & (sight.blanks[1:] == 0)).tolist():
        found[row] |= _differ(sight, row, row + 1)
    return np.flatnonzero(found)


def _differ(sight: Sight, row: int, other: int) -> bool:
    """Whether two rows print days that are surely not the same."""
    one, another = _days(sight, row), _days(sight, other)
    return bool(one and another) and one.isdisjoint(another)


def _days(sight: Sight, row: int) -> set[str]:
    """Every reading of the days in a row."""
    dates = sight.seen[row].dates
    return {date.iso for date in dates if date.iso} | {one.iso for date in dates for one in date.alternatives}
