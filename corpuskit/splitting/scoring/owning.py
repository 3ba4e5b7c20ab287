"""The chain of roles for a dump that carries whole pages: a record without a text costs something.

Whether one has a text yet is part of the chain's states, so the best path weighs a title against all others that could
stand above the same text: of a page's teasers, captions and names of sections, the one that heads the text is kept. The
first record of a file costs nothing, since the menu of a page may stand there, and lines before the first title are
otherwise hardly expected.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from corpuskit.splitting.habits.clutter import texts
from corpuskit.splitting.habits.counts import PLAIN, Chain
from corpuskit.splitting.lines.roles import ALLOWED, B0, B1, CA, ROLES, TA, P, T, U
from corpuskit.splitting.scoring.network import NEVER, UNIT, Scores, Weights, weights
from corpuskit.splitting.scoring.sight import Sight

#: So much speaks against a record without a text, and against each line between its head and its text.
WITHOUT_TEXT, BEFORE_TEXT = 8 * UNIT, UNIT // 8
#: States of the wider chain: every role before the record has a text (and before the first record), its body in the
#: row that is its first text, and every role since then.
_BEFORE = len(ROLES)
_FIRST_TEXT = {B0: _BEFORE, B1: _BEFORE + 1}
_SINCE = {role: _BEFORE + 2 + role for role in range(len(ROLES)) if role not in (U, P)}
_ROLES = np.array([*range(len(ROLES)), *_FIRST_TEXT, *_SINCE])
_FIRST = np.array(list(_FIRST_TEXT.values()))
_LATE = np.array([role for role in range(len(ROLES)) if role not in (T, TA, CA, U, P)])
_IN_RECORD = np.array([role for role in range(len(ROLES)) if role not in (U, P)])


@cache
def chained(chain: Chain = PLAIN) -> Weights:
    """The weights with the states of the chain that a dump's habits ask for."""
    model = weights(chain)
    if not chain.owning:
        return model
    transition = np.full((len(_ROLES), len(_ROLES)), NEVER)
    for a, b in zip(*np.nonzero(ALLOWED), strict=True):
        _join(transition, int(a), int(b), model.transition[a, b])
    initial = np.full(len(_ROLES), NEVER)
    for role in range(len(ROLES)):
        initial[_SINCE.get(role, role)] = model.initial[role]
    return model._replace(transition=transition, initial=initial, long=model.long[_ROLES], roles=_ROLES)


def _join(transition: Scores, a: int, b: int, score: float) -> None:
    """Sets what leads from one role to another, in whatever states these are."""
    if a in (U, P):
        transition[a, _SINCE.get(b, b)] = score
        return
    since = [_SINCE[a], *([_FIRST_TEXT[a]] if a in _FIRST_TEXT else [])]
    if b == T or (b == CA and a != CA):
        transition[a, b] = score - WITHOUT_TEXT
        transition[since, b] = score
        return
    transition[a, b] = score
    transition[since, _SINCE[b]] = score
    if b in _FIRST_TEXT:
        transition[a, _FIRST_TEXT[b]] = score
        transition[since[1:], _FIRST_TEXT[b]] = score  # paragraphs in a row share one state


def owned(sight: Sight, scores: Scores) -> Scores:
    """Scores of every state of the sight's chain, from those of every role."""
    if not sight.chain.owning:
        return scores
    said = texts(sight)
    wide = scores[:, _ROLES]
    wide[np.ix_(~said, _FIRST)] = NEVER
    wide[np.ix_(~said, _LATE)] -= BEFORE_TEXT
    if sight.closes and len(sight):
        wide[-1, _IN_RECORD] -= WITHOUT_TEXT
    return wide
