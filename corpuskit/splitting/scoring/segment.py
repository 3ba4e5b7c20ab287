"""The best segmentation of a stretch: a chain of allowed transitions joins the roles of its lines.

All scores are whole numbers, so the best path and its lead over the next are the same on every machine.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpuskit.splitting.lines.roles import B1, ROLES, STARTS, P, U
from corpuskit.splitting.scoring.network import NEVER, Scores, Weights

States = npt.NDArray[np.int64]

#: Rows of the file after which it is decided each time whether the first title has come: see `best_path`.
DECIDED = 4096
_BEFORE = [U, P]
_SINCE = [s for s in range(len(ROLES)) if s not in _BEFORE]
_OTHERS = [s for s in range(len(ROLES)) if s not in STARTS]


def best_path(
    scores: Scores,
    forced: npt.NDArray[np.bool_],
    model: Weights,
    before: int | None = None,
    first_row: int = 0,
) -> tuple[States, int]:
    """The best role of every row, and how many rows from the start are settled whatever follows.

    ``before`` is the state of the row before the first (None at the start of the file), ``first_row`` how many rows of
    the file lie before. Forced rows in a row (paragraphs) share one state, so they are taken in one step.

    That everything so far stands before the first title stays possible for ever, so nothing would ever be settled. It
    is therefore decided at every `DECIDED`-th row of the file: of the paths up to there that have met a title and those
    that have not, only the better kind goes on.
    """
    rows = len(scores)
    path = np.zeros(rows, np.int64)
    if not rows:
        return path, 0
    opens = np.ones(rows, bool)
    opens[1:] = ~(forced[1:] & forced[:-1])
    gates = np.arange(-first_row % DECIDED if first_row else DECIDED, rows, DECIDED)
    opens[gates] = True
    starts = np.flatnonzero(opens)
    lengths = np.diff(np.append(starts, rows))
    steps = scores[starts]
    many = lengths > 1
    steps[many] = lengths[many, None] * model.long + (lengths[many, None] - 1) * np.diag(model.transition)
    deep = np.add.reduceat(forced & (scores[:, B1] == model.deep()), starts, dtype=np.int64)
    steps[many, B1] += deep[many] * (model.deep() - model.long[B1])
    back = np.zeros((len(starts), len(ROLES)), np.int64)
    deciding = frozenset(np.searchsorted(starts, gates).tolist())
    reach = (model.initial if before is None else model.transition[before]) + steps[0]
    if 0 in deciding:
        _decide(reach)
    transition = np.ascontiguousarray(model.transition.T)  # to, from
    ways = np.empty_like(transition)
    into = np.arange(0, transition.size, len(ROLES))
    for j in range(1, len(starts)):
        np.add(transition, reach, out=ways)
        best = ways.argmax(axis=1, out=back[j])
        reach = ways.take(best + into) + steps[j]
        if j in deciding:
            _decide(reach)
    state = int(reach.argmax())
    alive = set(np.flatnonzero(reach > NEVER / 2).tolist())
    settled = rows if len(alive) == 1 else 0
    found = np.zeros(len(starts), np.int64)
    found[-1] = state
    for j in range(len(starts) - 1, 0, -1):
        found[j - 1] = state = back.item(j, state)
        if not settled:
            alive = {back.item(j, each) for each in alive}
            if len(alive) == 1:
                settled = int(starts[j])
    return np.repeat(found, lengths), settled


def _decide(reach: Scores) -> None:
    """Drops the paths that have met a title, or those that have not, whichever are worse."""
    met = reach[_SINCE].max() >= reach[_BEFORE].max()
    reach[_BEFORE if met else _SINCE] = NEVER


def leads(scores: Scores, model: Weights, path: States, rows: list[int], reach: int) -> list[float]:
    """`lead` of many rows at once."""
    whole = [row for row in rows if reach < row < len(path) - reach - 1]
    known = dict(zip(whole, _batch_leads(scores, model, path, np.array(whole), reach), strict=True)) if whole else {}
    return [known[row] if row in known else lead(scores, model, path, row, reach) for row in rows]


def _batch_leads(scores: Scores, model: Weights, path: States, rows: npt.NDArray[np.int64], reach: int) -> list[float]:
    """`lead` of rows that have `reach` rows on either side. The rows are the last axis, along which NumPy is fast."""
    near = np.ascontiguousarray(scores.T)
    forward = model.transition.T[:, path[rows - reach - 1]] + near[:, rows - reach]
    for offset in range(-reach + 1, 1):
        forward = (forward[:, None] + model.transition[:, :, None]).max(axis=0) + near[:, rows + offset]
    backward = model.transition[:, path[rows + reach + 1]]
    for offset in range(reach, 0, -1):
        beyond = near[:, rows + offset] + backward
        backward = (beyond[:, None] + model.transition.T[:, :, None]).max(axis=0)
    best = forward + backward
    found: list[float] = (best[STARTS].max(axis=0) - best[_OTHERS].max(axis=0)).tolist()
    return found


def lead(scores: Scores, model: Weights, path: States, row: int, reach: int) -> float:
    """How far the best path with a record's start (title or credit above it) at ``row`` leads over the best one
    without.

    Measured within ``reach`` rows on either side, with the roles at the edges held fixed, so that it does not depend on
    how much of the file was read. In units of `UNIT`; below 0 where no start is better.
    """
    best = through(scores, model, path, row, reach)
    return float(best[STARTS].max() - best[_OTHERS].max())


def through(scores: Scores, model: Weights, path: States, row: int, reach: int) -> Scores:
    """Score of the best path through every role at ``row``, within ``reach`` rows on either side."""
    low, high = max(0, row - reach), min(len(path), row + reach + 1)
    forward = _sweep(scores, model, low, row, int(path[low - 1]) if low else None)
    return forward + _sweep_back(scores, model, row, high, int(path[high]) if high < len(path) else None)


def _sweep(scores: Scores, model: Weights, low: int, row: int, edge: int | None) -> Scores:
    """Best score of every role at ``row`` from ``low`` on, the scores of ``row`` included."""
    reach: Scores = (model.initial if edge is None else model.transition[edge]) + scores[low]
    for j in range(low + 1, row + 1):
        reach = (reach[:, None] + model.transition).max(axis=0) + scores[j]
    return reach


def _sweep_back(scores: Scores, model: Weights, row: int, high: int, after: int | None) -> Scores:
    """Best score behind ``row`` up to ``high``, for every role at ``row``; the scores of ``row`` left out."""
    reach: Scores = np.zeros(len(ROLES)) if after is None else model.transition[:, after]
    for j in range(high - 1, row, -1):
        reach = (model.transition + (scores[j] + reach)[None, :]).max(axis=1)
    return reach
