"""What stands around a sentence: how much of the rest of its text looks like claims, and what its neighbours score.

A sentence of a medical report is more often a claim than one with the same words in a sports page. What stands around
may speak for a claim; a neighbour that is none does not speak against one, or a single claim in an article about
something else would be lost. All is integer arithmetic on the scores of the words, so it is exact;
`training/health/train.py` learns what each column weighs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from corpuskit.caveats.health.features import Bools
from corpuskit.caveats.health.tokens import I64

#: What is looked at, in the order of the columns.
COLUMNS = ("score", "claims", "before", "after", "alone")
#: Of a score of the words this many are one log-odd.
SCALE = 80
#: Of a sum of weighed columns this many are one log-odd.
FINE = 1 << 16
_FULL = 256  #: what a sentence counts that is all of its text
_BOUND = 2 * SCALE  #: scores of other sentences count up to here, either way
_ORDINARY = _BOUND // 2  #: how likely claims are in the sentences of an ordinary text about health
_SELDOM = _BOUND // 4  #: a text with fewer claims than this is no less likely to make one in passing
_SMALL = 300  #: so many characters of an ordinary text about health are added, lest a short text be too sure
_REACH = 8  #: so many claims on either side say something of a category
_SHARES = 840  #: what the nearest of them counts; the second half of it, the third a third, all of them whole numbers
_FEW = 3 * _SHARES  #: is added to what they count together
_ROUNDS = 2  #: the second by the categories that the first gave
_APART = 4  #: neighbours are at most this many characters apart: a space, or a blank line


class Places(NamedTuple):
    """Where sentences lie: the text of each, begin and end in it, all ascending; and the length of every text."""

    text: I64
    start: I64
    end: I64
    length: I64


def places(spans: Sequence[tuple[int, int, int]], lengths: Sequence[int]) -> Places:
    """Places from (which text, start, end) of each sentence and the lengths of the texts, in code points."""
    columns = np.array(spans, dtype=np.int64).reshape(-1, 3).T
    return Places(columns[0], columns[1], columns[2], np.array(lengths, dtype=np.int64))


def surroundings(scores: I64, at: Places) -> I64:
    """A row per sentence, a column per name of `COLUMNS`."""
    size, texts = at.end - at.start, len(at.length)
    rest = at.length[at.text] - size
    likely = np.clip(scores, -_BOUND, _BOUND) + _BOUND
    claims = _sums(at.text, size * likely, texts)[at.text] - size * likely + _SMALL * _ORDINARY
    beside = (at.text[1:] == at.text[:-1]) & (at.start[1:] - at.end[:-1] <= _APART)
    speaking = np.maximum(likely, _BOUND)
    before, after = np.full_like(scores, _BOUND), np.full_like(scores, _BOUND)
    before[1:] = np.where(beside, speaking[:-1], _BOUND)
    after[:-1] = np.where(beside, speaking[1:], _BOUND)
    whole = rest + _SMALL
    return np.stack([scores, np.maximum(claims // whole, _SELDOM), before, after, _SMALL * _FULL // whole], axis=1)


def combined(around: I64, weights: I64) -> I64:
    """The score of each sentence from its `surroundings`, by a weight a column and last a bias."""
    weighed: I64 = around @ weights[:-1] + weights[-1]
    return weighed


def leaning(votes: I64, text: I64, marked: Bools, weight: int) -> I64:
    """The category of each sentence: its votes, and up to ``weight`` for those of the nearest others marked.

    ``votes``: a row per sentence in their order, a column per category; ``text``: which text each lies in; ``marked``:
    which are claims. Of two claims the nearer counts more, and few of them count for less than many.
    """
    chosen: I64 = votes.argmax(axis=1)
    places = np.flatnonzero(marked)
    if not len(places):
        return chosen
    # A row per sentence: which of the marked ones are the nearest, before it and behind it.
    before: I64 = np.cumsum(marked) - marked
    steps, numbers = np.arange(_REACH), np.arange(len(votes))[:, None] * votes.shape[1]
    place = np.concatenate([before[:, None] - 1 - steps, (before + marked)[:, None] + steps], axis=1)
    other = places.take(place, mode="clip")
    near = (place >= 0) & (place < len(places)) & (text[other] == text[:, None])
    shares = near * np.tile(_SHARES // (steps + 1), 2)
    for _ in range(_ROUNDS):
        counts = _sums((numbers + chosen[other]).ravel(), shares.ravel(), votes.size).reshape(votes.shape)
        chosen = (votes + weight * counts // (counts.sum(axis=1, keepdims=True) + _FEW)).argmax(axis=1)
    return chosen


def _sums(group: I64, values: I64, groups: int) -> I64:
    """The sum of the values of each group; exact as a float below 2**53, which no text comes near."""
    return np.bincount(group, weights=values, minlength=groups).astype(np.int64)
