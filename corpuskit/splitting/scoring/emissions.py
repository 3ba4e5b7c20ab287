"""Scores of every role for every line of a stretch: what its clues say, what single lines show whatever their clues,
and what the dump does throughout.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpuskit.splitting.clues.clue_names import DATE, LABEL
from corpuskit.splitting.habits import title_words
from corpuskit.splitting.habits.recurring import NO_FIELD, NO_HEAD, SELDOM_TITLE
from corpuskit.splitting.habits.subjects import TITLE, told_apart
from corpuskit.splitting.habits.tongues import STAYS
from corpuskit.splitting.habits.untitled import FIRST as OPENING
from corpuskit.splitting.habits.untitled import REST
from corpuskit.splitting.lines.roles import ABOVE_TEXT, B0, B1, CA, CB, CF, ROLES, SA, STARTS, TA, J, S, T
from corpuskit.splitting.scoring.keeping_apart import NOT_EXPECTED, keep_apart
from corpuskit.splitting.scoring.network import HALVING, UNIT, Scores, Weights, clue_scores
from corpuskit.splitting.scoring.segment import States
from corpuskit.splitting.scoring.sight import Sight
from corpuskit.splitting.scoring.single_lines import DATELINES, NOT_A_TITLE, OF_A_PAGE, shown

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
#: In a dump that prints its titles twice so much speaks for one that stands again close below.
TWICE = 5 * UNIT
#: Where the head with which a short dump begins is printed again in its form: so much for each of its lines.
HEAD_AGAIN = 2 * UNIT
_STARTING = np.array([T, TA, CA, S, SA])
_INSIDE = np.array([role for role in range(len(ROLES)) if role != T])
#: What a dump does with its credits nine times it does the tenth: so much speaks for a credit below the title where a
#: line ends like those, and against an article whose credit stands elsewhere, each time that halves the odds of one.
REGULAR = 4 * UNIT
_DATES = [clue for name, clue in DATE.items() if name != "reading time"]
_BELONGS_ABOVE = np.array([B0, B1, CF, J])
#: The words around a line are compared where it is so little worse a title than a line of text.
MAY_BE_TITLE = 8 * UNIT
#: They are not compared where it is so much better a title that words change nothing.
SURELY_TITLE = 12 * UNIT
#: The same in pass 1.
_MAY_BE_FIRST, _SURELY_FIRST = 6 * UNIT, 10 * UNIT
#: Where the script changes, or misread text begins or ends: so much speaks for an article with a line that is as those
#: below it are, and against a title that is as those above it are.
TURNS, GOES_ON = 3 * UNIT, 4 * UNIT


def emissions(sight: Sight, model: Weights) -> Scores:
    """Score of every role for every row. Rows with which articles begin behind a parting are forced no longer."""
    scores = clue_scores(sight, model)
    open_rows = np.flatnonzero(~sight.forced)
    for rows, roles, weight in shown(sight, open_rows):
        if len(rows):
            scores[np.ix_(rows, np.array(roles))] += weight
    _weigh_recurring(sight, scores)
    _weigh_habits(sight, scores)
    if sight.parted is not None:
        keep_apart(sight, sight.parted, scores, model)
    if sight.regular is None:
        _tell_first(sight, scores, open_rows)
    elif sight.subjects is None and sight.untitled is None:
        _tell_apart(sight, scores, open_rows)
    return scores


def _tell_apart(sight: Sight, scores: Scores, open_rows: States) -> None:
    """Adds what the words around lines say that may be titles, but where a parting tells."""
    leads = scores[open_rows][:, _TITLES].max(axis=1) - scores[open_rows][:, [B0, B1]].max(axis=1)
    may_be = (leads > -MAY_BE_TITLE) & (leads < SURELY_TITLE) & ~sight.lines.prose[sight.at[open_rows]]
    if sight.parted is not None:
        may_be &= sight.parted[open_rows] == 0
    for rows, above_a_date in zip(title_words.asked(sight, open_rows[may_be]), (True, False), strict=True):
        if len(rows):
            told = UNIT * title_words.told_apart(sight, rows, above_a_date=above_a_date) // 100
            scores[np.ix_(rows, _TITLES)] += told[:, None]


def _tell_first(sight: Sight, scores: Scores, open_rows: States) -> None:
    """The same in pass 1, which does not know the dump: nothing is said of lines above a date.

    Words say nothing against a line right below a dated or labelled one; and nothing for a sentence, or for a line
    above what may be a credit but has no full date.
    """
    leads = scores[open_rows][:, _TITLES].max(axis=1) - scores[open_rows][:, [B0, B1]].max(axis=1)
    may_be = (leads > -_MAY_BE_FIRST) & (leads < _SURELY_FIRST)
    prose = sight.lines.prose[sight.at]
    rows = open_rows[may_be & ~prose[open_rows]]
    dated, credit = np.zeros(len(sight) + 2, bool), np.zeros(len(sight) + 2, bool)
    dated[:-2] = title_words.dated_rows(sight)
    above = dated[:-2] | sight.holding([LABEL["source label"]]) & ~prose
    credit[:-2] = sight.holding(title_words.CREDITS)
    rows = rows[~(dated[rows + 1] | dated[rows + 2])]
    if len(rows):
        told = UNIT * told_apart(sight, rows)[rows] // 100
        against = credit[rows + 1] | credit[rows + 2] | sight.lines.stopped[sight.at[rows]]
        told = np.where(against, np.minimum(told, 0), told)
        told = np.where((rows > 0) & above[rows - 1], np.maximum(told, 0), told)
        scores[np.ix_(rows, _TITLES)] += told[:, None]


def _weigh_recurring(sight: Sight, scores: Scores) -> None:
    """Adds what speaks against lines that the dump prints with every article."""
    if sight.recurring is None:
        return
    weight = np.where(sight.recurring == SELDOM_TITLE, SELDOM, RECURS)
    scores[:, _TITLES] -= (weight * (sight.recurring > 0))[:, None]
    scores[np.ix_(sight.recurring == NO_FIELD, _FIELDS)] -= RECURS
    scores[np.ix_(sight.recurring == NO_HEAD, _FIELDS[:-1])] -= RECURS


def _weigh_habits(sight: Sight, scores: Scores) -> None:
    """Adds what the dump does with its titles, credits, languages and subjects, and what a change of script says."""
    scores[:, [T, CA]] += (TURNS * np.maximum(sight.turns, 0))[:, None]
    scores[:, _TITLES] += (GOES_ON * np.minimum(sight.turns, 0))[:, None]
    if sight.differ is not None:
        scores[np.ix_(sight.tongues == STAYS, _TITLES)] -= HALVING * sight.differ
        scores[:, _TITLES] += (UNIT // 4 * np.maximum(sight.tongues, 0))[:, None]
    if sight.listed is not None:
        scores[:, J] += OF_A_PAGE * sight.listed
    if sight.untitled is not None:
        scores[np.ix_(sight.untitled == OPENING, _INSIDE)] -= OPENS
        scores[np.ix_(sight.untitled != OPENING, _STARTING)] -= OPENS
        scores[sight.untitled == REST, CB] += OPENS
    if sight.regular is not None:
        scores[sight.regular, CB] += REGULAR
        scores[~near_date(sight), CB] -= HALVING * sight.chain.undated
        opens = np.flatnonzero(sight.slot >= 0)
        opens = opens[sight.matrix[sight.slot[opens]][:, DATELINES].any(axis=1) & (opens > 0)]
        scores[np.ix_(opens - 1, ABOVE_TEXT)] += HALVING * sight.chain.alone
    if sight.marked:
        scores[:, STARTS] -= NOT_EXPECTED
        scores[np.array(sight.marked), T] += OPENS
    for row, role in sight.heads:
        scores[row, role] += HEAD_AGAIN
    for row, again in sight.twice:
        scores[row, T] += TWICE
        scores[again, _TITLES] -= NOT_A_TITLE
    if sight.titled is not None:
        scores[:, _TITLES] += UNIT * sight.titled[:, None]
    if sight.stacked is not None:
        scores[:, _BELONGS_ABOVE] -= (UNIT * sight.stacked // 100)[:, None]
    if sight.subjects is not None:
        scores[:, T] += UNIT * sight.subjects[:, TITLE] // 100


def near_date(sight: Sight) -> npt.NDArray[np.bool_]:
    """The rows within two rows of one in which a date is printed, or a time."""
    dated = np.zeros(len(sight) + 4, bool)
    rows = np.flatnonzero(sight.slot >= 0)
    dated[rows + 2] = sight.matrix[sight.slot[rows]][:, _DATES].any(axis=1)
    near: npt.NDArray[np.bool_] = np.logical_or.reduce([dated[step : len(sight) + step] for step in range(5)])
    return near
