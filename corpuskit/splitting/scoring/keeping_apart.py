"""The scores of a dump that parts its articles by lines of signs or the like: they begin behind a parting, and hardly
anywhere else.
"""

from __future__ import annotations

import numpy as np

from corpuskit.splitting.habits.partings import ADDRESS, BEHIND, GOES_ON, HEAD, NUMBER, UNEXPECTED
from corpuskit.splitting.lines.roles import B0, B1, CA, CF, ROLES, STARTS, TA, J, P, T, U
from corpuskit.splitting.scoring.network import NEVER, UNIT, Scores, Weights
from corpuskit.splitting.scoring.segment import States, best_path
from corpuskit.splitting.scoring.sight import Sight

#: So much speaks for a start behind a parting, and for furniture before one.
BEGINS = 24 * UNIT
#: So much speaks against a start that nothing parts from what is above it.
NOT_EXPECTED = 4 * UNIT
_NOT_STARTING = np.array([role for role in range(len(ROLES)) if role not in STARTS])
_NO_ADDRESS = np.array([role for role in range(len(ROLES)) if role != CA])
_NOT_OUTSIDE = np.array([role for role in range(len(ROLES)) if role not in (J, U, P)])


def keep_apart(sight: Sight, parted: States, scores: Scores, model: Weights) -> None:
    """Lets articles begin where the dump parts them, with text too, and hardly anywhere else."""
    begins, furniture = _beginnings(sight, parted, scores, model)
    addresses = np.flatnonzero(parted == ADDRESS)
    apart = np.zeros(len(parted), bool)
    for rows, title, body in ((begins, T, B0), (addresses + 1, TA, B1)):
        text = rows[rows < len(parted)]
        text = text[sight.forced[text]]
        scores[text, title] = scores[text, body]
        apart[text] = True
    sight.let_begin(apart)
    unexpected = (parted == UNEXPECTED) & ~sight.forced
    unexpected[begins] = False
    scores[np.ix_(unexpected, STARTS)] -= NOT_EXPECTED
    scores[np.ix_(parted == GOES_ON, STARTS)] -= BEGINS
    scores[np.ix_(begins, _NOT_STARTING)] -= BEGINS
    scores[np.ix_(furniture, _NOT_OUTSIDE)] -= BEGINS
    scores[np.ix_(parted == NUMBER, _NOT_OUTSIDE)] -= BEGINS
    scores[np.ix_(addresses, _NO_ADDRESS)] -= BEGINS


def _beginnings(sight: Sight, parted: States, scores: Scores, model: Weights) -> tuple[States, States]:
    """The rows with which articles begin behind a parting, and those before them that are furniture: the best path
    through the lines down to the first paragraph tells, which begins with that paragraph if with none of them.
    """
    begins: list[int] = []
    furniture: list[int] = []
    transition = model.transition.copy()
    transition[J, [B0, B1, CF]] = NEVER  # what is no furniture is the beginning
    model = model._replace(transition=transition)
    for first in np.flatnonzero(parted == BEHIND).tolist():
        stop = first
        while stop < min(first + HEAD, len(parted)) and not sight.lines.prose[sight.at[stop]]:
            if stop > first and parted[stop] in (BEHIND, ADDRESS, NUMBER):
                stop -= int(parted[stop] == NUMBER)
                break
            stop += 1
        rows = scores[first : stop + 1]
        path, _ = best_path(rows, np.zeros(len(rows), bool), model, J)
        start = next((row for row, state in enumerate(path.tolist()) if state in (T, CA)), len(rows) - 1)
        furniture += range(first, first + start)
        begins.append(first + start)
    return np.array(begins, np.int64), np.array(furniture, np.int64)
