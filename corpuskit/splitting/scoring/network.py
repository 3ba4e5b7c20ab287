"""The network that scores each line's role by the clues of the lines around it, and its weights.

All scores are whole numbers (weights are stored as such, clues are 0 or 1, the hidden layer is clipped and shifted),
held in floating point only where sums stay exact. So they are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.splitting.clues.clue_names import CLUE_NAMES
from corpuskit.splitting.habits.counts import PLAIN, Chain
from corpuskit.splitting.lines.roles import ABOVE_TEXT, ALLOWED, B0, B1, CA, FIRST, LONG_STATES, ROLES, SA, TA, J, S
from corpuskit.splitting.scoring.packed_weights import PAGE_WEIGHTS, WEIGHTS, Files, read
from corpuskit.splitting.scoring.sight import REACH, Sight

Scores = npt.NDArray[np.float64]

NEVER = -float(1 << 40)
#: A score of one (a factor e in the odds) is this many units; hidden values and weights are multiples of 1/64.
UNIT = 4096
#: What halves the odds.
HALVING = 2839
HIDDEN_TOP = 8 * 64
_DECKS = [S, SA]


class Weights(NamedTuple):
    """first[clue, o] weighs a clue at offset o - REACH, second the hidden layer; transition[a, b] leads from a to b.

    ``roles`` has the role of each state of the chain: as a rule every role is one state.
    """

    first: npt.NDArray[np.float32]
    hidden_bias: npt.NDArray[np.float32]
    second: Scores
    bias: Scores
    transition: Scores
    initial: Scores
    long: Scores
    roles: npt.NDArray[np.int64] = np.arange(len(ROLES))

    def deep(self) -> float:
        """What a row with long lines alone around it scores as body of a record with a credit.

        To go on in such a body costs a little more than in one without a credit. Where lines are of all kinds others
        make up for it; in an article of a hundred long paragraphs it would speak against the credit above them.
        """
        return float(self.long[B1] + self.transition[B0, B0] - self.transition[B1, B1])


def weights_from(data: Mapping[str, Any]) -> Weights:
    """Weights from their JSON form (lists of whole numbers, or arrays of them), checked against the list of clues."""
    if tuple(data["clues"]) != CLUE_NAMES:
        raise ValueError("the weights were trained on another list of clues; run training/splitting/train.py")

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
def _shipped(files: Files) -> Weights:
    return weights_from(read(files))


@cache
def weights(chain: Chain = PLAIN) -> Weights:
    """The weights that ship (weights.json, and page_weights.json for dumps that carry whole pages; made by the scripts
    of training/splitting), with what a dump's habits change.
    """
    found = _shipped(PAGE_WEIGHTS if chain.owning else WEIGHTS)
    transition = found.transition.copy()
    if chain.decks:
        transition[_DECKS, _DECKS] = 0.0
    transition[np.ix_(ABOVE_TEXT, np.array([B0, J]))] -= HALVING * chain.alone
    transition[CA, TA] -= HALVING * chain.above
    return found._replace(transition=transition)


def clue_scores(sight: Sight, model: Weights) -> Scores:
    """Score of every role for every row, by the clues alone."""
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
    return scores


def _distinct(matrix: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """The different rows of a matrix of clues, and which of them each row is: paragraphs nearly all look alike."""
    packed = np.packbits(matrix, axis=1)
    if not len(packed):
        return matrix.astype(np.float32), np.zeros(0, np.int64)
    whole = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, which = np.unique(whole, return_index=True, return_inverse=True)
    return matrix[first].astype(np.float32), which


def _deep(forced: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The rows that have long lines alone around them."""
    around = 2 * REACH
    short = np.concatenate((np.ones(around, bool), ~forced, np.ones(around, bool)))
    seen = np.concatenate(([0], np.cumsum(short)))
    deep: npt.NDArray[np.bool_] = seen[2 * around + 1 :] == seen[: len(forced)]
    return deep
