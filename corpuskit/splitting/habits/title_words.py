"""What the words around a line that may be a title say of it in a dump whose articles have credits.

There the clues of a line and of those beside it tell most titles; left are headings, lists and the last lines of texts.
The words on either side are compared in windows of several sizes (windows.py), and weighed beside what stands right
above and below as title_words.json says, which was fitted to lines near the decision
(training/splitting/fit_title_words.py). A line right above a date is a title or ends the text above: there fewer words
are asked, and nothing that its clues tell already.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpuskit.splitting.clues import clue_names as c
from corpuskit.splitting.clues import windows
from corpuskit.splitting.clues.relations import SAME_TEXT, bridged

if TYPE_CHECKING:
    from corpuskit.splitting.scoring.sight import Sight

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
WEIGHTS = Path(__file__).with_name("title_words.json")
#: What stands right above and below a line, what it is itself, and 1 of each line.
BESIDE = (
    "behind a sentence",
    "below prose",
    "above prose",
    "above a credit",
    "two above a credit",
    "a sentence",
    "dated",
    "any",
)
#: Columns of `columns_of`, in thousandths, and those that are asked right above a date.
NAMES = (*windows.NAMES, *BESIDE)
ABOVE_A_DATE = ("below 80", "above 80", "both 40", "any")
#: No more words in so many rows on either side tell nothing, nor does a text that stands there twice.
_TELLING, _NEAR = 20, 6
#: Right above a date they tell nothing where so many percent of the words stand on both sides: of short reports of one
#: kind the next one has as many.
_ALIKE = 20
#: They say no more than this for a title or against one, in hundredths of a unit of `network.UNIT`.
MOST = 400
#: What a credit has, and what may stand in a text as well.
_DATED, _WEAK = [c.DATE["full date"]], [c.DATE["date alone"], c.LABEL["caption word"], c.LIST["quoted block"]]
CREDITS = [
    *c.DATE.values(),
    c.LABEL["byline word first"],
    c.LABEL["weak byline word first"],
    c.LABEL["source label"],
]
_DATELINES = [c.DATELINE["with agency"], c.DATELINE["with date"], c.DATELINE["with full date"]]


def asked(sight: Sight, rows: Numbers) -> tuple[Numbers, Numbers]:
    """Which of some rows words are asked about: those between a paragraph and a date, and others. None of those near
    a date else: of a line right below one, or two above it, and of one above a dateline or a credit that ends like
    nearly all of the dump, words say too little.
    """
    rows = rows[rows > 0]
    dated = np.append(dated_rows(sight), [False, False])
    dateline = np.append(sight.holding(_DATELINES), False)
    above, near = dated[rows + 1], dated[rows - 1] | dated[rows + 2] | dateline[rows + 1]
    if sight.regular is not None:
        unusual = above & ~np.append(sight.regular, False)[rows + 1] & sight.lines.prose[sight.at[rows - 1]]
    else:
        unusual = np.zeros(len(rows), np.bool_)
    return rows[unusual], rows[~above & ~near]


def told_apart(sight: Sight, rows: Numbers, *, above_a_date: bool) -> Numbers:
    """How much the words around some rows speak for a title in each, in hundredths of a unit. ``above_a_date``: whether
    these stand right above one (`asked`).
    """
    columns, both, fewer = columns_of(sight, rows)
    weights = _weights("above a date" if above_a_date else "elsewhere")
    told: Numbers = np.clip(columns @ weights // 1000, -MOST, MOST)
    most = _ALIKE if above_a_date else SAME_TEXT
    told[(fewer <= _TELLING) | (100 * both >= (most + 1) * fewer)] = 0
    return told


def columns_of(sight: Sight, rows: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The columns `NAMES` of some rows; how many words stand on both sides, and how many has the side of fewer."""
    near = sight.words_near(windows.within(rows, len(sight)))
    size, at = len(near.rows), near.places(rows)
    both, fewer = bridged(near.word, near.row, size, _NEAR)
    words = windows.around(near.word, near.row, size)[at]
    return np.concatenate((words, 1000 * _beside(sight, rows)), axis=1), both[at], fewer[at]


def _beside(sight: Sight, rows: Numbers) -> Numbers:
    """The columns `BESIDE` of some rows."""
    held = (sight.lines.stopped[sight.at], sight.lines.prose[sight.at], dated_rows(sight), sight.holding(CREDITS))
    stopped, prose, dated, credit = (np.pad(each, (1, 2)) for each in held)
    at = rows + 1
    columns = (
        stopped[at - 1],
        prose[at - 1],
        prose[at + 1],
        credit[at + 1],
        credit[at + 2],
        stopped[at],
        dated[at],
        np.ones(len(rows), np.bool_),
    )
    return np.stack(columns, axis=1).astype(np.int64)


def dated_rows(sight: Sight) -> Mask:
    """Which rows have the full date of a credit."""
    found: Mask = sight.holding(_DATED) & ~sight.holding(_WEAK) & ~sight.lines.prose[sight.at]
    return found


@cache
def _weights(where: str) -> Numbers:
    """What a thousand of each column speaks for a title, in hundredths of a unit of `network.UNIT`."""
    weights = json.loads(WEIGHTS.read_text("utf-8"))[where]
    return np.array([weights.get(name, 0) for name in NAMES], np.int64)
