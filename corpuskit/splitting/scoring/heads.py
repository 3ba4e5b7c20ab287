"""What lines of a head show by standing close: a name above a day, a credit above a title."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.credits.lines_of_names import are_persons, is_name_of_outlet
from corpuskit.lexicon.credits.parsing import is_rating, names_who_and_where
from corpuskit.splitting.clues.clue_names import DATE, LABEL, PIECES, PROSE
from corpuskit.splitting.lines.roles import CB, CF, TA, T
from corpuskit.splitting.scoring.network import UNIT
from corpuskit.splitting.scoring.segment import States
from corpuskit.splitting.scoring.sight import Sight

#: A name right between a line above and a day below is of a credit: so much speaks against a title.
NOT_A_TITLE = 4 * UNIT
#: So much speaks against a credit at the foot where a blank line stands above it and none between it and a title.
ABOVE_A_TITLE = 4 * UNIT

#: So much speaks for a title above a rating, for a line of the credit that is one, and against a title below it, or
#: between a day below a title and a byline.
RATED = 8 * UNIT

_TITLES = [T, TA]
_DAYS = [DATE["full date"], DATE["relative time"]]
_NAMES = PIECES[1:]
_BYLINE = [LABEL["byline word first"]]

Rows = npt.NDArray[np.bool_]


def heads(sight: Sight) -> Iterator[tuple[States, list[int], int]]:
    """Rows of heads, roles, and what is added to their scores."""
    close, day = _close(sight), _days(sight)
    yield _named(sight, close, day), _TITLES, -NOT_A_TITLE
    yield _above_titles(sight, close, day), [CF], -ABOVE_A_TITLE
    yield _above_bylines(sight, close, day), _TITLES, -RATED
    rated = _ratings(sight, close)
    yield rated - 1, [T], RATED
    yield rated, [CB], RATED
    yield rated[rated + 1 < len(sight)] + 1, _TITLES, -RATED


def below_titles(sight: Sight) -> Rows:
    """Which rows stand right below a line that is no sentence, and right above a day, or a line and a day."""
    close, day = _close(sight), _days(sight)
    dated = _next(close & day)
    found: Rows = close & (dated | _next(close) & _next(dated))
    found[1:] &= ~_sentences(sight)[:-1]
    return found


def _close(sight: Sight) -> Rows:
    """Which rows have no blank line between them and the row above."""
    close: Rows = sight.blanks == 0
    close[:1] = False
    return close


def _days(sight: Sight) -> Rows:
    """Which rows print a day and are no prose."""
    found: Rows = ~sight.forced & sight.holding(_DAYS) & sight.holding(PROSE[:1])
    return found


def _sentences(sight: Sight) -> Rows:
    """Which rows are prose or end in a full stop."""
    found: Rows = (sight.lines.prose | sight.lines.stopped)[sight.at]
    return found


def _next(rows: Rows) -> Rows:
    """What holds of the row behind each."""
    return np.append(rows[1:], False)


def _named(sight: Sight, close: Rows, day: Rows) -> States:
    """The rows of nothing but names of persons or of an outlet, right between a line below a blank one and a day."""
    asked = close & ~sight.forced & ~day & _next(close & day)
    asked[1:] &= ~close[:-1] & ~_sentences(sight)[:-1]
    texts = ((row, sight.texts[row].strip().replace("\u00a0", " ")) for row in np.flatnonzero(asked).tolist())
    return np.array(
        [row for row, text in texts if is_name_of_outlet(text) or are_persons(text) or names_who_and_where(text)],
        np.int64,
    )


def _above_bylines(sight: Sight, close: Rows, day: Rows) -> States:
    """The rows right between a day, which stands below the first line of a block, and a byline."""
    found = close & ~sight.forced & ~day & _next(close & sight.holding(_BYLINE))
    found[1:] &= (day & close)[:-1]
    found[2:] &= (~close & ~_sentences(sight))[:-2]
    return np.flatnonzero(found)


def _ratings(sight: Sight, close: Rows) -> States:
    """The rows of ratings right between two lines, of which the upper one is no sentence."""
    asked = close & _next(close) & ~sight.forced & sight.holding(PROSE[:1]) & sight.holding(PIECES[:1])
    asked[1:] &= ~_sentences(sight)[:-1] & ~sight.forced[:-1]
    return np.array([row for row in np.flatnonzero(asked).tolist() if is_rating(sight.texts[row].strip())], np.int64)


def _above_titles(sight: Sight, close: Rows, day: Rows) -> States:
    """The rows of dated names below a blank line, right above a line that may be a title."""
    title = close & ~sight.forced & ~day & ~_sentences(sight)
    return np.flatnonzero(day & ~close & sight.holding(_NAMES) & _next(title))
