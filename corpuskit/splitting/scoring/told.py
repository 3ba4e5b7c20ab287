"""Lines at which a person says that a record begins, or does not; the best path has to keep to it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from corpuskit.splitting.lines.roles import CA, ROLES, J, P, T, U
from corpuskit.splitting.scoring.network import Scores
from corpuskit.splitting.scoring.segment import States
from corpuskit.splitting.scoring.sight import Sight

#: More than all clues of a stretch together, and far from what is never allowed at all (`network.NEVER`).
_WORD = float(1 << 30)
_NOT_BEGINNING = [state for state in range(len(ROLES)) if state not in (T, CA)]
_NOT_GOING_ON = [T, CA, J, U, P]
#: Rows on either side of a line that a person speaks of within which no other start may take its place: no more than
#: the context of a stretch.
REACH = 24


def told_rows(told: Mapping[int, bool], sight: Sight, line: int) -> dict[int, bool]:
    """The rows of a sight that are told of.

    ``told`` is by line number (1-based), ``line`` is the number of the first line of the sight.
    """
    rows = {}
    begun = sight.lines.number[sight.at] + line
    for number, begins in told.items():
        row = int(np.searchsorted(begun, number))
        if row < len(sight) and int(begun[row]) == number:
            rows[row] = begins
    return rows


def keep_to(rows: Mapping[int, bool], sight: Sight, scores: Scores, states: States) -> Scores:
    """The scores changed so that the best path keeps to what is told, with no other start in place of one that goes.

    ``states`` is the best path without a person's word: what it does elsewhere stays the best. Rows behind it stay as
    they are.
    """
    changed = scores.copy()
    for told in rows:
        for row in range(max(0, told - REACH), min(len(states), told + REACH + 1)):
            if int(states[row]) not in (T, CA):
                changed[row, [T, CA]] = scores[row, [T, CA]] - _WORD / 4
    for row, begins in rows.items():
        sight.forced[row] = False
        if begins:
            changed[row, T] = max(changed[row, T], -_WORD / 2)
            changed[row, _NOT_BEGINNING] -= _WORD
        else:
            changed[row, _NOT_GOING_ON] -= _WORD
    return changed
