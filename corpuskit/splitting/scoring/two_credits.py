"""An article has one credit: of two with a day each, above and below a title or one above the other, the upper one
belongs to the article above.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpuskit.splitting.clues.clue_names import DATE, LABEL, PIECES, PROSE
from corpuskit.splitting.scoring.segment import States
from corpuskit.splitting.scoring.sight import Sight

Mask = npt.NDArray[np.bool_]
_FULL, _LOOSE = [DATE["full date"]], [DATE["partial date"], DATE["relative time"]]
_NO_PROSE, _NAMES = PROSE[:1], PIECES[1:]
#: What one article prints beside its day.
_FURTHER = [LABEL["published label"], LABEL["updated label"]]


def above_another(sight: Sight) -> States:
    """The rows of a day with a title and perhaps a subtitle below, and a dated credit below that; of a name with a
    month, or with how long ago it was, likewise; and the rows of a day right above a credit of another day.
    """
    short = ~sight.forced & sight.holding(_NO_PROSE)
    dated, named = short & sight.holding(_FULL), short & sight.holding(_NAMES)
    credit, further = dated & named, sight.holding(_FURTHER)
    loose = named & sight.holding(_LOOSE) & ~dated
    found = _above_a_title(dated, credit, sight.forced)
    found |= _above_a_title(loose & ~further, credit | loose, sight.forced)
    for row in np.flatnonzero((dated & ~further)[:-1] & credit[1:] & (sight.blanks[1:] == 0)).tolist():
        found[row] |= _differ(sight, row, row + 1)
    return np.flatnonzero(found)


def _above_a_title(upper: Mask, lower: Mask, forced: Mask) -> Mask:
    """Which of some rows have a title and perhaps a subtitle below, and one of others below that."""
    plain = ~forced & ~upper & ~lower
    found = np.zeros(len(upper), np.bool_)
    found[:-3] = upper[:-3] & plain[1:-2] & (lower[2:-1] | plain[2:-1] & lower[3:])
    return found


def _differ(sight: Sight, row: int, other: int) -> bool:
    """Whether two rows print days that are surely not the same."""
    one, another = _days(sight, row), _days(sight, other)
    return bool(one and another) and one.isdisjoint(another)


def _days(sight: Sight, row: int) -> set[str]:
    """Every reading of the days in a row."""
    dates = sight.seen[row].dates
    return {date.iso for date in dates if date.iso} | {one.iso for date in dates for one in date.alternatives}
