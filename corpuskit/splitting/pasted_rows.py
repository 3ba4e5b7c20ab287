"""Counting habits from the roles that pass 1 found."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpuskit.splitting import clue_names as c
from corpuskit.splitting import segment
from corpuskit.splitting.habits import RECORDS, WITH_ABOVE, WITH_BELOW, WITH_FOOT, WITH_SHARED, WITH_SUBTITLE, Habits
from corpuskit.splitting.sight import Sight

_BODY = (segment.B0, segment.B1, segment.U)
_CREDIT = (segment.CA, segment.CB, segment.CF)
#: Clues of a line that shares words with what stands before it.
_SHARES = [*c.BEFORE[2:], c.SHARED["the line before"]]


def count_habits(
    habits: Habits, sight: Sight, path: npt.NDArray[np.int64], rows: range | None = None, before: int | None = None
) -> None:
    """Adds the rows (all, or some of them) to the counts. ``before`` is the state of the row before the first one."""
    states = path.tolist()
    credit: list[str] = []
    for j in rows if rows is not None else range(len(states)):
        state = states[j]
        earlier = states[j - 1] if j else before
        if sight.forced[j]:
            if earlier in _BODY:
                habits.paragraph_gaps[min(int(sight.blanks[j]), 3)] += 1
            continue
        starts = state == segment.T or (state == segment.CA and earlier != segment.CA)
        habits.count_line(sight.seen[j], sight.texts[j], int(sight.blanks[j]), segment.ROLES[state], starts)
        if state in _BODY and earlier in _BODY:
            habits.paragraph_gaps[min(int(sight.blanks[j]), 3)] += 1
        habits.records[RECORDS] += starts
        habits.records[WITH_SHARED] += starts and sight.holds(j, _SHARES)
        habits.records[WITH_BELOW] += state == segment.CB and earlier != segment.CB
        habits.records[WITH_ABOVE] += state == segment.TA
        habits.records[WITH_FOOT] += state == segment.CF and earlier != segment.CF
        habits.records[WITH_SUBTITLE] += state in (segment.S, segment.SA)
        if state in _CREDIT:
            credit.append(sight.texts[j])
        if credit and (state not in _CREDIT or j + 1 == len(states) or states[j + 1] not in _CREDIT):
            habits.credits.add("\n".join(credit))
            credit = []
