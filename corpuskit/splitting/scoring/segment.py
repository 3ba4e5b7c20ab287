"""The best segmentation of a stretch: a chain of allowed transitions joins the roles of its lines.

All scores are whole numbers, so the best path and its lead over the next are the same on every machine.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpuskit.splitting.lines.roles import B1, STARTS, P, U
from corpuskit.splitting.scoring.network import NEVER, Scores, Weights

States = npt.NDArray[np.int64]

#: Rows of the file after which it is decided each time whether the first title has come: see `best_path`.
DECIDED = 4096


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
    if not len(scores):
        return np.zeros(0, np.int64), 0
    gates = np.arange(-first_row % DECIDED if first_row else DECIDED, len(scores), DECIDED)
    starts, lengths, steps = _in_steps(scores, forced, gates, model)
    reach = (model.initial if before is None else model.transition[before]) + steps[0]
    back = _forward(steps, reach, model, frozenset(np.searchsorted(starts, gates).tolist()))
    found, settled = _backward(back, reach)
    return np.repeat(found, lengths), len(scores) if settled is None else int(starts[settled])


def _in_steps(
    scores: Scores, forced: npt.NDArray[np.bool_], gates: States, model: Weights
) -> tuple[States, States, Scores]:
    """Rows as steps of the chain: the first row of each, how many rows it has, and its score for every role.

    A gate begins a step of its own.
    """
    opens = np.ones(len(scores), bool)
    opens[1:] = ~(forced[1:] & forced[:-1])
    opens[gates] = True
    starts = np.flatnonzero(opens)
    lengths = np.diff(np.append(starts, len(scores)))
    steps = scores[starts]
    many = lengths > 1
    steps[many] = lengths[many, None] * model.long + (lengths[many, None] - 1) * np.diag(model.transition)
    deep = np.add.reduceat(forced & (scores[:, B1] == model.deep()), starts, dtype=np.int64)
    steps[np.ix_(many, model.roles == B1)] += (deep[many] * (model.deep() - model.long[B1]))[:, None]
    return starts, lengths, steps


def _forward(steps: Scores, reach: Scores, model: Weights, deciding: frozenset[int]) -> States:
    """The role of the step before on the best path to every role of each step. ``reach`` has the scores of the best
    paths to the first step, and afterwards of those to the last one.
    """
    back = np.zeros(steps.shape, np.int64)
    if 0 in deciding:
        _decide(reach, model)
    transition = np.ascontiguousarray(model.transition.T)  # to, from
    ways = np.empty_like(transition)
    into = np.arange(0, transition.size, len(transition))
    for j in range(1, len(steps)):
        np.add(transition, reach, out=ways)
        best = ways.argmax(axis=1, out=back[j])
        np.add(ways.take(best + into), steps[j], out=reach)
        if j in deciding:
            _decide(reach, model)
    return back


def _backward(back: States, reach: Scores) -> tuple[States, int | None]:
    """The best path, a role a step, and the last step at which all paths that are still possible have one role: up to
    there it is settled. None where only one path is possible at the end.
    """
    path = np.zeros(len(back), np.int64)
    path[-1] = state = int(reach.argmax())
    alive = set(np.flatnonzero(reach > NEVER / 2).tolist())
    settled = None if len(alive) == 1 else 0
    for j in range(len(back) - 1, 0, -1):
        path[j - 1] = state = back.item(j, state)
        if settled == 0:
            alive = {back.item(j, each) for each in alive}
            if len(alive) == 1:
                settled = j
    return path, settled


def _decide(reach: Scores, model: Weights) -> None:
    """Drops the paths that have met a title, or those that have not, whichever are worse."""
    before = np.isin(model.roles, (U, P))
    met = reach[~before].max() >= reach[before].max()
    reach[before if met else ~before] = NEVER


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
    backward = _towards(model)[:, path[rows + reach + 1]]
    for offset in range(reach, 0, -1):
        beyond = near[:, rows + offset] + backward
        backward = (beyond[:, None] + model.transition.T[:, :, None]).max(axis=0)
    best = forward + backward
    starts = np.isin(model.roles, STARTS)
    found: list[float] = (best[starts].max(axis=0) - best[~starts].max(axis=0)).tolist()
    return found


def _towards(model: Weights) -> Scores:
    """What leads from each state to the role of each: which of its states it is, what lies between decides."""
    if len(model.roles) == len(np.unique(model.roles)):
        return model.transition
    alike = model.roles[:, None] == model.roles
    found: Scores = np.stack([model.transition[:, states].max(axis=1) for states in alike], axis=1)
    return found


def lead(scores: Scores, model: Weights, path: States, row: int, reach: int) -> float:
    """How far the best path with a record's start (title or credit above it) at ``row`` leads over the best one
    without.

    Measured within ``reach`` rows on either side, with the roles at the edges held fixed, so that it does not depend on
    how much of the file was read. In units of `UNIT`; below 0 where no start is better.
    """
    best = through(scores, model, path, row, reach)
    starts = np.isin(model.roles, STARTS)
    return float(best[starts].max() - best[~starts].max())


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
    reach: Scores = np.zeros(len(model.roles)) if after is None else _towards(model)[:, after]
    for j in range(high - 1, row, -1):
        reach = (model.transition + (scores[j] + reach)[None, :]).max(axis=1)
    return reach
