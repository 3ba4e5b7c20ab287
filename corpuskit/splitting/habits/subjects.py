"""Where the subject changes: in dumps whose articles have no credits, and above two lines before a credit.

Where there are none, nothing but words tells a title from a heading inside an article: those of a title come again in
what follows and not in what precedes, and the paragraphs on its two sides have few in common. Windows of several sizes
are compared here (windows.py), weighed as subjects.json says, which was fitted to articles of which none is measured
(training/splitting/fit_subjects.py). Wider stretches are compared than for the clues of every dump.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.titles.frames import reference
from corpuskit.splitting.clues import clue_names as c
from corpuskit.splitting.clues import windows
from corpuskit.splitting.clues.compared import words_of
from corpuskit.splitting.clues.relations import NEAR, SAME_TEXT, bridged

if TYPE_CHECKING:
    from corpuskit.splitting.scoring.sight import Sight

Numbers = npt.NDArray[np.int64]
WEIGHTS = Path(__file__).with_name("subjects.json")
#: Columns of `told_by_words`: those of windows, whether a sentence ends right above, and 1 in each row.
NAMES = (*windows.NAMES, "behind a sentence", "any")
#: Words are no more than this for a title or against one in pass 1, whatever lines look like.
MOST = 400

#: Rows on either side of a line that may be a title whose words are compared with its own in pass 1, and so
#: many words on either side that tell something.
_AROUND, _TELLING = 6, 20
#: Of two lines above a credit the first is compared with more rows, and with less of each. A word that comes again
#: below speaks for the article there as one that stands above speaks against it, up to so many of either, and half as
#: much where some do both, as in a dump on one subject. So much speaks against it where none comes again.
WIDE, _LITTLE = 12, 150
_WORD, _WORDS, _NO_WORD = 250, 4, 150
#: In pass 1, where a line may be a title: what each of its words that comes again below speaks for it, as
#: one that stands above speaks against it; and where both sides have enough words, and are not the same text, what each
#: percent of them on both sides speaks against it, and what is added. Fitted to lines near the decision, on pastes of
#: outlets that nothing was trained on.
_TITLE_WORD, _SHARED, _ENOUGH_TOLD = 100, 30, 50
_CREDITS = np.array([c.DATE["full date"], c.LABEL["byline word first"], c.LABEL["published label"]])
#: A name, a sign and a month have one of each of these: "Coast News, May 2021".
_NAME_AND_MONTH = (
    [c.DATE["partial date"]],
    c.PIECES[1:],
    c.PROSE[:1],
    [c.SIGN[sign] for sign in ("bar", "bullet", "dash", "hyphen", "slash", "comma", "several commas")],
)
#: Columns of `subjects`: how much the words around a row speak for a title, in hundredths of a unit (0 of rows that can
#: be none); how many words of the `NEAR` rows above stand in the same number of rows from it on as well, and how many
#: words the side has that has fewer.
TITLE, BOTH, FEWER = range(3)


def subjects(sight: Sight) -> Numbers:
    """Compares the words of all rows, in three columns: `TITLE`, `BOTH`, `FEWER`."""
    word, row = words_around(sight)
    titles = told_by_words(sight, word, row) @ _weights() // 1000
    for dated in np.flatnonzero((titles < 0) & sight.holding([c.DATE["full date"]])).tolist():
        if reference(sight.texts[dated].strip()) is not None:
            titles[dated] = 0  # words say nothing against a title that is printed with its outlet and day
    titles[sight.forced | sight.lines.prose[sight.at]] = 0
    titles[:1] = 0
    return np.stack((titles, *bridged(word, row, len(sight), NEAR, gap=0)), axis=1)


def words_around(sight: Sight) -> tuple[Numbers, Numbers]:
    """The words of all rows as numbers, in order, and the row of each."""
    word, row, _ = sight.words_near(np.arange(len(sight)))
    return word, row


def told_by_words(sight: Sight, word: Numbers, row: Numbers) -> Numbers:
    """The columns `NAMES` of each row, whose words are given as `words_around` gives them."""
    others = np.zeros((len(sight), 2), np.int64)
    others[1:, 0] = sight.lines.stopped[sight.at[:-1]]
    others[:, 1] = 1
    return np.concatenate((windows.around(word, row, len(sight)), 1000 * others), axis=1)


@cache
def _weights() -> Numbers:
    """What a thousand of each column speaks for a title, in hundredths of a unit of `network.UNIT`."""
    weights = json.loads(WEIGHTS.read_text("utf-8"))["weights"]
    return np.array([weights[name] for name in NAMES], np.int64)


def told_apart(sight: Sight, rows: Numbers) -> Numbers:
    """How much the words around some rows speak for a title there in pass 1, which does not know yet whether articles
    have credits, in hundredths of a unit; 0 of all others.
    """
    told = np.zeros(len(sight), np.int64)
    near = sight.words_near(windows.within(rows, len(sight), _AROUND))
    size = len(near.rows)
    below, above = _come_again(near.word, near.row, size, _AROUND)
    both, fewer = bridged(near.word, near.row, size, _AROUND)
    shared = 100 * both // np.maximum(fewer, 1)
    sides = np.where((fewer > _TELLING) & (shared <= SAME_TEXT), _ENOUGH_TOLD - _SHARED * shared, 0)
    words = _TITLE_WORD * (np.minimum(below, _WORDS) - np.minimum(above, _WORDS))
    told[rows] = np.clip(words + sides, -MOST, MOST)[near.places(rows)]
    return told


def stacked(sight: Sight) -> Numbers:
    """How much the words around each row speak for the article below it, in hundredths of a unit, where one line stands
    between it and a credit: it is the title above its subtitle, or the last line of the text above. 0 of other rows.
    """
    size = len(sight)
    told = np.zeros(size, np.int64)
    rows = _above_credits(sight)
    if not len(rows):
        return told
    around = windows.within(rows, size, WIDE)
    heads = sight.lines.heads(sight.at[around], _LITTLE)
    word, row = words_of(heads, around)
    below, above = _come_again(word, row, size, WIDE)
    more = _WORD * (np.minimum(below, _WORDS) - np.minimum(above, _WORDS))
    more = np.where((below > 0) & (above > 0), more // 2, more)
    none = (below == 0) & (np.bincount(row, minlength=size) > 1)
    told[rows] = (more - _NO_WORD * none)[rows]
    return told


def _above_credits(sight: Sight) -> Numbers:
    """Rows that can be a title or end a text, with one line more between them and a credit."""
    credit = np.zeros(len(sight), np.bool_)
    noted = np.flatnonzero(~sight.forced)
    seen = sight.matrix[sight.slot[noted]]
    credit[noted] = seen[:, _CREDITS].any(axis=1) & (seen[:, c.PROSE[0]] > seen[:, c.DATE["date alone"]])
    credit |= np.logical_and.reduce([sight.holding(clues) for clues in _NAME_AND_MONTH]) & ~sight.forced
    if sight.regular is not None:
        credit = sight.regular if 2 * sight.regular.sum() > credit.sum() else credit | sight.regular
    plain = ~sight.forced & ~credit
    ends = plain & ~sight.lines.prose[sight.at]
    return np.flatnonzero(ends[1:-2] & plain[2:-1] & credit[3:]) + 1


def _come_again(word: Numbers, row: Numbers, size: int, around: int) -> tuple[Numbers, Numbers]:
    """How many of the words of each row come again in so many rows below it, and stand in as many above."""
    again = np.flatnonzero(word[1:] == word[:-1])
    again = again[row[again + 1] - row[again] <= around]
    return np.bincount(row[again], minlength=size), np.bincount(row[again + 1], minlength=size)
