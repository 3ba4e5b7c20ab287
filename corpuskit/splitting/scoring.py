"""Scores of every role for every line of a stretch: what its clues say, what single lines show whatever their clues,
and what the dump does throughout.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.credit_words import heads_text
from corpuskit.lexicon.title_frames import reference
from corpuskit.splitting.clue_names import (
    BLANKS,
    CASE,
    DATE,
    DATELINE,
    FIRST,
    FIRST_LINE,
    LABEL,
    LAST,
    LIST,
    PERSON,
    PIECES,
    PROSE,
    SIGN,
    WRAP,
)
from corpuskit.splitting.first_head import first_head
from corpuskit.splitting.furniture import in_pieces
from corpuskit.splitting.network import HALVING, NEVER, UNIT, Scores, Weights, clue_scores
from corpuskit.splitting.page_lines import page_lines
from corpuskit.splitting.partings import ADDRESS, BEHIND, GOES_ON, HEAD, UNEXPECTED
from corpuskit.splitting.recurring import NO_FIELD, NO_HEAD, SELDOM_TITLE
from corpuskit.splitting.roles import ABOVE_TEXT, B0, B1, CA, CB, CF, ROLES, SA, STARTS, TA, J, P, S, T, U
from corpuskit.splitting.segment import States, best_path
from corpuskit.splitting.sight import Sight
from corpuskit.splitting.subjects import TITLE, told_apart

_BEFORE = np.array([U, P])
#: A line that opens with a dateline is the first of a body, and one of nothing but "By" and names a credit: so much
#: speaks against a subtitle.
NOT_A_SUBTITLE = 8 * UNIT
_SUBTITLES = np.array([S, SA])
_DATELINES = [DATELINE["with agency"], DATELINE["with full date"]]
#: A name and a full date, without prose, directly below another line are a credit, whatever that line looks like: so
#: much speaks against a title.
NOT_A_TITLE = 8 * UNIT
#: Such a line on top of a block of lines is the credit above a title: so much speaks against a text that goes on.
NOT_IN_A_TEXT = 4 * UNIT
#: So much speaks for a title that is a reference, with its outlet and day.
REFERENCE = 8 * UNIT
#: "Full text:" is the last line of a credit below a title: so much speaks for it.
ABOVE_A_TEXT = 8 * UNIT
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
#: So much speaks for a credit where furniture of a page stands close above a line and close below it.
IN_PIECES = 8 * UNIT
#: In a dump that prints its titles twice so much speaks for one that stands again close below.
TWICE = 5 * UNIT
#: So few rows marked as quoted are a quotation, and so much speaks against a title or a credit there.
QUOTATION, QUOTED = 4, 4 * UNIT
_QUOTED, _HEAD = [LIST["quoted block"]], np.array([T, TA, CA, CB])
_STARTING = np.array([T, TA, CA, S, SA])
_NOT_STARTING = np.array([role for role in range(len(ROLES)) if role not in STARTS])
_NO_ADDRESS = np.array([role for role in range(len(ROLES)) if role != CA])
_NOT_OUTSIDE = np.array([role for role in range(len(ROLES)) if role not in (J, U, P)])
_INSIDE = np.array([role for role in range(len(ROLES)) if role != T])
#: What a dump does with its credits nine times it does the tenth: so much speaks for a credit below the title where a
#: line ends like those, and against an article whose credit stands elsewhere, each time that halves the odds of one.
REGULAR = 4 * UNIT
_DATES = [clue for name, clue in DATE.items() if name != "reading time"]
_BELONGS_ABOVE = np.array([B0, B1, CF, J])
_DATED_NAMES = [DATE["full date"], PROSE[0]]
_CREDIT = [*_DATED_NAMES, BLANKS[0]]
_ALL_NAMES = [PROSE[0], CASE["title case"]]
_IN_REFERENCES = [FIRST["a quotation mark"], FIRST["a digit"], FIRST["a bracket"], WRAP["has brackets"]]
_BODY = np.array([B0, B1])
#: The words around a line are compared where it is so little worse a title than a line of text.
MAY_BE_TITLE = 6 * UNIT
#: Hardly any title of a dump lacks a credit where the odds of one are halved so often.
ALL_HAVE_ONE = 2
#: What a credit has, and what may stand in a text as well.
_DATED, _WEAK = [DATE["full date"]], [DATE["date alone"], LABEL["caption word"], LIST["quoted block"]]
_CREDITS = [*DATE.values(), LABEL["byline word first"], LABEL["weak byline word first"], LABEL["source label"]]
_NAMES = PIECES[1:]
_SIGNS = [SIGN[sign] for sign in ("bar", "bullet", "dash", "hyphen", "slash")]


def emissions(sight: Sight, model: Weights) -> Scores:
    """Score of every role for every row. Rows with which articles begin behind a parting are forced no longer."""
    scores = clue_scores(sight, model)
    open_rows = np.flatnonzero(~sight.forced)
    seen = sight.matrix[sight.slot[open_rows]]
    _weigh_lines(sight, scores, open_rows, seen)
    _weigh_recurring(sight, scores)
    _weigh_habits(sight, scores)
    if sight.parted is not None:
        _keep_apart(sight, sight.parted, scores, model)
    elif sight.subjects is None and sight.untitled is None:
        _tell_apart(sight, scores, open_rows)
    return scores


def _tell_apart(sight: Sight, scores: Scores, open_rows: States) -> None:
    """Adds what the words around lines say that may be titles: nothing above a credit with a date, which says more.

    They say nothing against a line right below a dated or labelled one; and nothing for a sentence, for a line above
    what may be a credit, or in a dump where hardly any title lacks one.
    """
    may_be = scores[open_rows][:, _TITLES].max(axis=1) > scores[open_rows][:, [B0, B1]].max(axis=1) - MAY_BE_TITLE
    rows = open_rows[may_be & ~sight.lines.prose[sight.at[open_rows]]]
    dated, credit = np.zeros(len(sight) + 2, bool), np.zeros(len(sight) + 2, bool)
    dated[:-2] = sight.holding(_DATED) & ~sight.holding(_WEAK) & ~sight.lines.prose[sight.at]
    above = dated[:-2] | sight.holding([LABEL["source label"]]) & ~sight.lines.prose[sight.at]
    credit[:-2] = sight.holding(_CREDITS)
    rows = rows[~(dated[rows + 1] | dated[rows + 2])]
    if len(rows):
        told = UNIT * told_apart(sight, rows)[rows] // 100
        against = credit[rows + 1] | credit[rows + 2] | sight.lines.stopped[sight.at[rows]]
        against |= sight.chain.alone >= ALL_HAVE_ONE
        told = np.where(against, np.minimum(told, 0), told)
        told = np.where((rows > 0) & above[rows - 1], np.maximum(told, 0), told)
        scores[np.ix_(rows, _TITLES)] += told[:, None]


def _weigh_lines(sight: Sight, scores: Scores, rows: States, seen: npt.NDArray[np.uint8]) -> None:
    """Adds what single lines show; ``seen`` has the clues of ``rows``, which are those that are not forced."""
    opening = seen[:, _DATELINES].any(axis=1)
    scores[np.ix_(rows[opening], _SUBTITLES)] -= NOT_A_SUBTITLE
    credit = seen[:, _CREDIT].all(axis=1) & seen[:, _NAMES].any(axis=1) & seen[:, _SIGNS].any(axis=1)
    credit &= ~seen[:, FIRST_LINE].astype(bool)
    if sight.titled is not None:
        credit &= sight.titled[rows] <= 0
    scores[np.ix_(rows[credit], _TITLES)] -= NOT_A_TITLE
    top = seen[:, _DATED_NAMES].all(axis=1) & seen[:, _NAMES].any(axis=1) & ~seen[:, BLANKS[0]].astype(bool)
    top &= np.isin(rows + 1, rows[seen[:, BLANKS[0]].astype(bool)])
    scores[np.ix_(rows[top], _BODY)] -= NOT_IN_A_TEXT
    byline = seen[:, LABEL["byline word first"]] & seen[:, _ALL_NAMES].any(axis=1)
    scores[np.ix_(rows[byline > 0], _SUBTITLES)] -= NOT_A_SUBTITLE
    texts = [row for row in rows[seen[:, LAST["a colon"]] > 0].tolist() if heads_text(sight.texts[row])]
    scores[texts, CB] += ABOVE_A_TEXT
    held = rows[seen[:, DATE["full date"]].astype(bool) & seen[:, _IN_REFERENCES].any(axis=1)]
    references = [row for row in held.tolist() if reference(sight.texts[row].strip()) is not None]
    scores[references, T] += REFERENCE
    scores[[row + 1 for row in references if row + 1 < len(scores)], S] -= NOT_A_SUBTITLE
    heading = seen[:, FIRST_LINE].astype(bool) & np.isin(rows + 1, rows[credit])
    scores[np.ix_(rows[heading], _BEFORE)] -= NOT_BEFORE
    heading &= ~seen[:, [LABEL["byline word first"], PERSON]].any(axis=1)
    scores[rows[heading], CA] -= NOT_BEFORE
    scores[np.ix_(np.array(first_head(sight), np.int64), _BEFORE)] -= NOT_BEFORE
    scores[page_lines(sight, rows, seen), J] += OF_A_PAGE
    if sight.aside.kinds:
        scores[in_pieces(sight.aside, sight.at), CB] += IN_PIECES
    scores[np.ix_(_quotations(sight), _HEAD)] -= QUOTED


def _quotations(sight: Sight) -> States:
    """The rows of quotations in a text: a few that are marked as quoted, between rows that are not."""
    marked = np.flatnonzero(sight.holding(_QUOTED))
    first = np.flatnonzero(np.diff(marked, prepend=-2) > 1)
    sizes = np.diff(np.append(first, len(marked)))
    first = first[sizes <= QUOTATION]
    found: list[int] = []
    for start, size in zip(marked[first].tolist(), sizes[sizes <= QUOTATION].tolist(), strict=True):
        around = sight.texts[max(0, start - 1) : start] + sight.texts[start + size : start + size + 1]
        if start and not any(text.lstrip().startswith(">") for text in around):
            found += range(start, start + size)
    return np.array(found, np.int64)


def _weigh_recurring(sight: Sight, scores: Scores) -> None:
    """Adds what speaks against lines that the dump prints with every article."""
    if sight.recurring is None:
        return
    weight = np.where(sight.recurring == SELDOM_TITLE, SELDOM, RECURS)
    scores[:, _TITLES] -= (weight * (sight.recurring > 0))[:, None]
    scores[np.ix_(sight.recurring == NO_FIELD, _FIELDS)] -= RECURS
    scores[np.ix_(sight.recurring == NO_HEAD, _FIELDS[:-1])] -= RECURS


def _weigh_habits(sight: Sight, scores: Scores) -> None:
    """Adds what the dump does with its titles, credits and subjects."""
    if sight.untitled is not None:
        scores[np.ix_(sight.untitled, _INSIDE)] -= OPENS
        scores[np.ix_(~sight.untitled, _STARTING)] -= OPENS
    if sight.regular is not None:
        scores[sight.regular, CB] += REGULAR
        scores[~near_date(sight), CB] -= HALVING * sight.chain.undated
        opens = np.flatnonzero(sight.slot >= 0)
        opens = opens[sight.matrix[sight.slot[opens]][:, _DATELINES].any(axis=1) & (opens > 0)]
        scores[np.ix_(opens - 1, ABOVE_TEXT)] += HALVING * sight.chain.alone
    if sight.marked:
        scores[:, STARTS] -= NOT_EXPECTED
        scores[np.array(sight.marked), T] += OPENS
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


def _keep_apart(sight: Sight, parted: States, scores: Scores, model: Weights) -> None:
    """Lets articles begin where the dump parts them, with text too, and hardly anywhere else."""
    begins, furniture = _beginnings(sight, parted, scores, model)
    addresses = np.flatnonzero(parted == ADDRESS)
    apart = np.zeros(len(parted), bool)
    for rows, title, body in ((begins, T, B0), (addresses + 1, TA, B1)):
        text = rows[rows < len(parted)]
        text = text[sight.forced[text]]
        scores[text, title] = scores[text, body]
        apart[text] = True
    sight.let_begin(apart)
    unexpected = (parted == UNEXPECTED) & ~sight.forced
    unexpected[begins] = False
    scores[np.ix_(unexpected, STARTS)] -= NOT_EXPECTED
    scores[np.ix_(parted == GOES_ON, STARTS)] -= OPENS
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
