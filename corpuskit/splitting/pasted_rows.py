"""Counting habits from the roles that pass 1 found."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpuskit.splitting import clue_names as c
from corpuskit.splitting import segment
from corpuskit.splitting.habits import RECORDS, WITH_ABOVE, WITH_BELOW, WITH_FOOT, WITH_SHARED, WITH_SUBTITLE, Habits
from corpuskit.splitting.sight import Sight

_BODY = [segment.B0, segment.B1, segment.U]
_CREDIT = [segment.CA, segment.CB, segment.CF]
#: Clues of a line that shares words with what stands before it.
_SHARES = [*c.BEFORE[2:], c.SHARED["the line before"]]


def count_habits(
    habits: Habits, sight: Sight, path: npt.NDArray[np.int64], rows: range | None = None, before: int | None = None
) -> None:
    """Adds the rows (all, or some of them) to the counts. ``before`` is the state of the row before the first one."""
    some = np.arange(len(path)) if rows is None else np.arange(rows.start, rows.stop)
    if not len(some):
        return
    states = path[some]
    earlier = np.where(some > 0, path[some - 1], -1 if before is None else before)
    forced = sight.forced[some]
    paragraphs = np.isin(earlier, _BODY) & (forced | np.isin(states, _BODY))
    habits.paragraph_gaps += np.bincount(np.minimum(sight.blanks[some[paragraphs]], 3), minlength=4)
    some, states, earlier = some[~forced], states[~forced], earlier[~forced]
    starts = (states == segment.T) | ((states == segment.CA) & (earlier != segment.CA))
    habits.count_lines(sight, some, np.array(segment.ROLES)[states], starts)
    shares = sight.matrix[sight.slot[some[starts]]][:, _SHARES].any(axis=1)
    for column, counted in (
        (RECORDS, starts),
        (WITH_SHARED, shares),
        (WITH_BELOW, (states == segment.CB) & (earlier != segment.CB)),
        (WITH_ABOVE, states == segment.TA),
        (WITH_FOOT, (states == segment.CF) & (earlier != segment.CF)),
        (WITH_SUBTITLE, np.isin(states, (segment.S, segment.SA))),
    ):
        habits.records[column] += np.count_nonzero(counted)
    _count_credits(habits, sight, path, some[np.isin(states, _CREDIT)].tolist())


def _count_credits(habits: Habits, sight: Sight, path: npt.NDArray[np.int64], rows: list[int]) -> None:
    """Adds the credits that ``rows`` are lines of; one whose end is not among them is left to whoever has it."""
    credit: list[str] = []
    for j in rows:
        credit.append(sight.texts[j])
        if j + 1 == len(path) or path[j + 1] not in _CREDIT:
            habits.credits.add("\n".join(credit))
            credit = []
