"""The best segmentation of a stretch: a small network scores each line's role, a chain of allowed transitions joins
them.

All scores are whole numbers (weights are stored as such, clues are 0 or 1, the hidden layer is clipped and shifted),
held in floating point only where sums stay exact. So the best path and its lead over the next are the same on every
machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.splitting import packed_weights
from corpuskit.splitting.clue_names import (
    BLANKS,
    CLUE_NAMES,
    DATE,
    DATELINE,
    FIRST_LINE,
    LABEL,
    PERSON,
    PIECES,
    PROSE,
    SIGN,
)
from corpuskit.splitting.first_head import first_head
from corpuskit.splitting.habits import PLAIN, Chain
from corpuskit.splitting.page_lines import page_lines
from corpuskit.splitting.partings import ADDRESS, BEHIND, HEAD, UNEXPECTED
from corpuskit.splitting.recurring import NO_FIELD, NO_HEAD, SELDOM_TITLE
from corpuskit.splitting.sight import REACH, Sight
from corpuskit.splitting.subjects import TITLE

Scores = npt.NDArray[np.float64]
States = npt.NDArray[np.int64]

#: Roles of a line. B0/B1: body of a record without/with a credit so far. TA, SA: title and subtitle under a credit. CA,
#: CB, CF: credit above the title, below it, at the foot. J: outside, behind a record. U, P: prose, and other lines,
#: before the first title.
ROLES = ("B0", "B1", "T", "TA", "S", "SA", "CA", "CB", "CF", "J", "U", "P")
B0, B1, T, TA, S, SA, CA, CB, CF, J, U, P = range(len(ROLES))
_NEXT: dict[int, tuple[int, ...]] = {
    B0: (B0, CF, T, CA, J),
    B1: (B1, T, CA, J),
    T: (B0, S, CB, J),
    TA: (B1, SA, J, CB),
    S: (B0, CB, J),
    SA: (B1, J, CB),
    CA: (CA, TA),
    CB: (CB, B1, T, J),
    CF: (CF, T, CA, J),
    J: (J, T, CA, B0, B1, CF),
    U: (U, T, CA, P),
    P: (P, T, CA, U),
}
FIRST = (T, CA, P, U)
#: Rows of the file after which it is decided each time whether the first title has come: see `best_path`.
DECIDED = 4096
_STARTS = [T, CA]
_BEFORE = [U, P]
_SINCE = [s for s in range(len(ROLES)) if s not in _BEFORE]
_OTHERS = [s for s in range(len(ROLES)) if s not in _STARTS]
#: States of a long line.
LONG_STATES = (B0, B1, U)
NEVER = -float(1 << 40)
ALLOWED = np.array([[b in _NEXT[a] for b in range(len(ROLES))] for a in range(len(ROLES))])
#: A score of one (a factor e in the odds) is this many units; hidden values and weights are multiples of 1/64.
UNIT = 4096
HIDDEN_TOP = 8 * 64
#: A line that opens with a dateline is the first of a body: so much speaks against a subtitle.
NOT_A_SUBTITLE = 8 * UNIT
_SUBTITLES = np.array([S, SA])
_DECKS = [S, SA]
_DATELINES = [DATELINE["with agency"], DATELINE["with full date"]]
#: A name and a full date, without prose, directly below another line are a credit, whatever that line looks like: so
#: much speaks against a title.
NOT_A_TITLE = 8 * UNIT
#: The first line of a file, where such a credit follows at once, is its title: so much speaks against its standing
#: outside, and, if it reads like no byline, against a further line of the credit.
NOT_BEFORE = 8 * UNIT
_TITLES = np.array([T, TA])
#: A line that a dump prints with every article: so much speaks against a title, and against any field where it is
#: numbered or a phrase of a page.
RECURS = 8 * UNIT
#: The same where few articles were counted.
SELDOM = 4 * UNIT
_FIELDS = np.array([S, SA, CA, CB, CF])
#: In a dump whose articles begin with their credit and have no title: so much speaks for a record's start at such a
#: line, which gets the role of the title, and against one anywhere else.
OPENS = 24 * UNIT
#: In a dump whose articles stand apart, so much speaks against a start that nothing parts from what is above it.
NOT_EXPECTED = 4 * UNIT
#: So much speaks for a line of a page standing between articles.
OF_A_PAGE = 4 * UNIT
_STARTING = np.array([T, TA, CA, S, SA])
_NOT_STARTING = np.array([role for role in range(len(ROLES)) if role not in (T, CA)])
_NO_ADDRESS = np.array([role for role in range(len(ROLES)) if role != CA])
_NOT_OUTSIDE = np.array([role for role in range(len(ROLES)) if role not in (J, U, P)])
_RECORD_STARTS = np.array([T, CA])
_INSIDE = np.array([role for role in range(len(ROLES)) if role != T])
#: What a dump does with its credits nine times it does the tenth: so much speaks for a credit below the title where a
#: line ends like those, and against an article whose credit stands elsewhere, each time that halves the odds of one.
REGULAR = 4 * UNIT
HALVING = 2839
_DATES = [clue for name, clue in DATE.items() if name != "reading time"]
_BELONGS_ABOVE = np.array([B0, B1, CF, J])
_ABOVE_TEXT = np.array([T, S])
_CREDIT = [DATE["full date"], PROSE[0], BLANKS[0]]
_NAMES = PIECES[1:]
_SIGNS = [SIGN[sign] for sign in ("bar", "bullet", "dash", "hyphen", "slash")]


class Weights(NamedTuple):
    """first[clue, o] weighs a clue at offset o - REACH, second the hidden layer; transition[a, b] leads from a to b."""

    first: npt.NDArray[np.float32]
    hidden_bias: npt.NDArray[np.float32]
    second: Scores
    bias: Scores
    transition: Scores
    initial: Scores
    long: Scores

    def deep(self) -> float:
        """What a row with long lines alone around it scores as body of a record with a credit.

        To go on in such a body costs a little more than in one without a credit. Where lines are of all kinds others
        make up for it; in an article of a hundred long paragraphs it would speak against the credit above them.
        """
        return float(self.long[B1] + self.transition[B0, B0] - self.transition[B1, B1])


def weights_from(data: Mapping[str, Any]) -> Weights:
    """Weights from their JSON form (lists of whole numbers, or arrays of them), checked against the list of clues."""
    if tuple(data["clues"]) != CLUE_NAMES:
        raise ValueError("weights.json was trained on another list of clues; run training/splitting/train.py")

    def array(name: str) -> Scores:
        return np.array(data[name], np.float64)

    transition = np.where(ALLOWED, array("transition"), NEVER)
    initial = np.where(np.isin(np.arange(len(ROLES)), FIRST), array("initial"), NEVER)
    long = np.where(np.isin(np.arange(len(ROLES)), LONG_STATES), array("long"), NEVER)
    return Weights(
        np.ascontiguousarray(np.array(data["first"], np.float32).transpose(1, 0, 2)),
        array("hidden_bias").astype(np.float32),
        array("second"),
        array("bias"),
        transition,
        initial,
        long,
    )


@cache
def weights(chain: Chain = PLAIN) -> Weights:
    """The weights that ship (weights.json, made by training/splitting/train.py), with what a dump's habits change."""
    if chain == PLAIN:
        return weights_from(packed_weights.read())
    found = weights()
    transition = found.transition.copy()
    if chain.decks:
        transition[_DECKS, _DECKS] = 0.0
    transition[np.ix_(_ABOVE_TEXT, np.array([B0, J]))] -= HALVING * chain.alone
    transition[CA, TA] -= HALVING * chain.above
    return found._replace(transition=transition)


def emissions(sight: Sight, model: Weights) -> Scores:
    """Score of every role for every row."""
    scores = np.empty((len(sight), len(ROLES)))
    scores[:] = model.long
    scores[_deep(sight.forced), B1] = model.deep()
    open_rows = np.flatnonzero(~sight.forced)
    _, offsets, width = model.first.shape
    clues, alike = _distinct(sight.matrix)
    held = np.flatnonzero(clues.any(axis=0))  # of all clues, those that a stretch has are a half to three quarters
    clues, first = clues[:, held], model.first[held]
    hidden = np.zeros((len(open_rows), width), np.float32)
    hidden += model.hidden_bias
    for o in range(offsets):
        rows = open_rows + (o - REACH)
        low, high = np.searchsorted(rows, (0, len(sight)))
        shares = clues @ first[:, o]
        hidden[low:high] += shares.take(alike[sight.slot[rows[low:high]]], axis=0)
    np.clip(hidden, 0, HIDDEN_TOP, out=hidden)
    scores[open_rows] = hidden.astype(np.float64) @ model.second + model.bias
    seen = sight.matrix[sight.slot[open_rows]]
    opening = seen[:, _DATELINES].any(axis=1)
    scores[np.ix_(open_rows[opening], _SUBTITLES)] -= NOT_A_SUBTITLE
    credit = seen[:, _CREDIT].all(axis=1) & seen[:, _NAMES].any(axis=1) & seen[:, _SIGNS].any(axis=1)
    credit &= ~seen[:, FIRST_LINE].astype(bool)
    if sight.titled is not None:
        credit &= sight.titled[open_rows] <= 0
    scores[np.ix_(open_rows[credit], _TITLES)] -= NOT_A_TITLE
    heading = seen[:, FIRST_LINE].astype(bool) & np.isin(open_rows + 1, open_rows[credit])
    scores[np.ix_(open_rows[heading], np.array(_BEFORE))] -= NOT_BEFORE
    heading &= ~seen[:, [LABEL["byline word first"], PERSON]].any(axis=1)
    scores[open_rows[heading], CA] -= NOT_BEFORE
    if sight.recurring is not None:
        weight = np.where(sight.recurring == SELDOM_TITLE, SELDOM, RECURS)
        scores[:, _TITLES] -= (weight * (sight.recurring > 0))[:, None]
        scores[np.ix_(sight.recurring == NO_FIELD, _FIELDS)] -= RECURS
        scores[np.ix_(sight.recurring == NO_HEAD, _FIELDS[:-1])] -= RECURS
    scores[np.ix_(np.array(first_head(sight), np.int64), np.array(_BEFORE))] -= NOT_BEFORE
    if sight.untitled is not None:
        scores[np.ix_(sight.untitled, _INSIDE)] -= OPENS
        scores[np.ix_(~sight.untitled, _STARTING)] -= OPENS
    if sight.regular is not None:
        scores[sight.regular, CB] += REGULAR
        scores[~near_date(sight), CB] -= HALVING * sight.chain.undated
        opens = np.flatnonzero(sight.slot >= 0)
        opens = opens[sight.matrix[sight.slot[opens]][:, _DATELINES].any(axis=1) & (opens > 0)]
        scores[np.ix_(opens - 1, _ABOVE_TEXT)] += HALVING * sight.chain.alone
    if sight.titled is not None:
        scores[:, _TITLES] += UNIT * sight.titled[:, None]
    if sight.stacked is not None:
        scores[:, _BELONGS_ABOVE] -= (UNIT * sight.stacked // 100)[:, None]
    scores[page_lines(sight, open_rows, seen), J] += OF_A_PAGE
    if sight.subjects is not None:
        scores[:, T] += UNIT * sight.subjects[:, TITLE] // 100
    if sight.parted is not None:
        _keep_apart(sight, sight.parted, scores, model)
    return scores


def near_date(sight: Sight) -> npt.NDArray[np.bool_]:
    """The rows within two rows of one in which a date is printed, or a time."""
    dated = np.zeros(len(sight) + 4, bool)
    rows = np.flatnonzero(sight.slot >= 0)
    dated[rows + 2] = sight.matrix[sight.slot[rows]][:, _DATES].any(axis=1)
    near: npt.NDArray[np.bool_] = np.logical_or.reduce([dated[step : len(sight) + step] for step in range(5)])
    return near


def _distinct(matrix: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """The different rows of a matrix of clues, and which of them each row is: paragraphs nearly all look alike."""
    packed = np.packbits(matrix, axis=1)
    if not len(packed):
        return matrix.astype(np.float32), np.zeros(0, np.int64)
    whole = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, which = np.unique(whole, return_index=True, return_inverse=True)
    return matrix[first].astype(np.float32), which


def _keep_apart(sight: Sight, parted: States, scores: Scores, model: Weights) -> None:
    """Lets articles begin where the dump parts them, with text too, and hardly anywhere else."""
    begins, furniture = _beginnings(sight, parted, scores, model)
    addresses = np.flatnonzero(parted == ADDRESS)
    sight.apart = np.zeros(len(parted), bool)
    for rows, title, body in ((begins, T, B0), (addresses + 1, TA, B1)):
        text = rows[rows < len(parted)]
        text = text[sight.forced[text]]
        scores[text, title] = scores[text, body]
        sight.apart[text] = True
    sight.forced[sight.apart] = False
    unexpected = (parted == UNEXPECTED) & ~sight.forced
    unexpected[begins] = False
    scores[np.ix_(unexpected, _RECORD_STARTS)] -= NOT_EXPECTED
    scores[np.ix_(begins, _NOT_STARTING)] -= OPENS
    scores[np.ix_(furniture, _NOT_OUTSIDE)] -= OPENS
    scores[np.ix_(addresses, _NO_ADDRESS)] -= OPENS


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
            if stop > first and parted[stop] in (BEHIND, ADDRESS):
                break
            stop += 1
        rows = scores[first : stop + 1]
        path, _ = best_path(rows, np.zeros(len(rows), bool), model, J)
        start = next((row for row, state in enumerate(path.tolist()) if state in (T, CA)), len(rows) - 1)
        furniture += range(first, first + start)
        begins.append(first + start)
    return np.array(begins, np.int64), np.array(furniture, np.int64)


def _deep(forced: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The rows that have long lines alone around them."""
    around = 2 * REACH
    short = np.concatenate((np.ones(around, bool), ~forced, np.ones(around, bool)))
    seen = np.concatenate(([0], np.cumsum(short)))
    deep: npt.NDArray[np.bool_] = seen[2 * around + 1 :] == seen[: len(forced)]
    return deep


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
    found: list[float] = (best[_STARTS].max(axis=0) - best[_OTHERS].max(axis=0)).tolist()
    return found


def lead(scores: Scores, model: Weights, path: States, row: int, reach: int) -> float:
    """How far the best path with a record's start (title or credit above it) at ``row`` leads over the best one
    without.

    Measured within ``reach`` rows on either side, with the roles at the edges held fixed, so that it does not depend on
    how much of the file was read. In units of `UNIT`; below 0 where no start is better.
    """
    best = through(scores, model, path, row, reach)
    return float(best[_STARTS].max() - best[_OTHERS].max())


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
