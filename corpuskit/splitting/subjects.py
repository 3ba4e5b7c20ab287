"""Where the subject changes in dumps whose articles have no credits.

There nothing but words tells a title from a heading inside an article: those of a title come again in what follows and
not in what precedes, and the paragraphs on its two sides have few in common. Wider stretches are compared here than for
the clues of every dump.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpuskit.splitting.compared import JOINED, compare
from corpuskit.splitting.relations import NEAR, bridged

if TYPE_CHECKING:
    from corpuskit.splitting.sight import Sight

Numbers = npt.NDArray[np.int64]
#: Rows on either side of a line whose words are compared with its own, and so much of each, in bytes.
_AROUND, _COMPARED = 6, 400
#: So many words on either side tell something.
_TELLING = 20
#: So long, in bytes, is a line of wrapped text.
_WRAPPED = (45, 120)
#: What speaks for a title, in hundredths of a unit of `segment.UNIT`, fitted to articles of which none is measured:
#: words that come again below and those that stand above, per hundred of the line's; words that stand on both
#: sides, per hundred; both sides having enough of them; a sentence that ends right above; and anything else.
_BELOW, _ABOVE, _BOTH, _ENOUGH, _BEHIND_SENTENCE, _ANY = 8, -12, -42, 400, 300, -230


#: Columns of `subjects`: how much the words around a row speak for a title, in hundredths of a unit (0 of rows that can
#: be none); how many words of the `NEAR` rows above stand in the same number of rows from it on as well, and how many
#: words the side has that has fewer.
TITLE, BOTH, FEWER = range(3)


def subjects(sight: Sight, wrapped: bool) -> Numbers:
    """Compares the words of all rows, in three columns. ``wrapped``: of a dump whose paragraphs have several lines."""
    size = len(sight)
    heads = [sight.lines.head(i, _COMPARED) for i in sight.at.tolist()]
    word, row = np.divmod(compare(heads, np.arange(size), size).pairs, JOINED)
    again = np.flatnonzero(word[1:] == word[:-1])
    again = again[row[again + 1] - row[again] <= _AROUND]
    own = np.maximum(np.bincount(row, minlength=size), 1)
    below = 100 * np.bincount(row[again], minlength=size) // own
    above = 100 * np.bincount(row[again + 1], minlength=size) // own
    both, fewer = bridged(word, row, size, _AROUND)
    enough = fewer > _TELLING
    shared = np.where(enough, 100 * both // np.maximum(fewer, 1), 5)
    behind_sentence = np.zeros(size, np.bool_)
    behind_sentence[1:] = sight.lines.stopped[sight.at[:-1]]
    titles = _BELOW * below + _ABOVE * above + _BOTH * shared + _ENOUGH * enough
    titles += _BEHIND_SENTENCE * behind_sentence + _ANY
    titles[sight.forced | sight.lines.prose[sight.at]] = 0
    titles[:1] = 0
    if wrapped:
        titles[_in_wrapped(sight, heads)] = 0
    return np.stack((titles, *bridged(word, row, size, NEAR, gap=0)), axis=1)


def running_on(sight: Sight) -> npt.NDArray[np.bool_]:
    """Which rows run on in the one below, as lines of wrapped text do."""
    size = (sight.lines.stop - sight.lines.start)[sight.at]
    found: npt.NDArray[np.bool_] = (size >= _WRAPPED[0]) & (size <= _WRAPPED[1]) & ~sight.lines.stopped[sight.at]
    found[:-1] &= sight.blanks[1:] == 0
    return found


def _in_wrapped(sight: Sight, heads: list[str]) -> npt.NDArray[np.bool_]:
    """Which rows are part of a paragraph of several lines."""
    runs_on = running_on(sight)
    begins_small = np.fromiter((head.lstrip()[:1].islower() for head in heads), np.bool_, len(heads))
    close = sight.blanks == 0
    found = np.zeros(len(sight), np.bool_)
    found[1:] = close[1:] & runs_on[:-1]
    found[:-1] |= close[1:] & (runs_on[1:] | begins_small[1:])
    return found
