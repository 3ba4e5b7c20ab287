"""What a line shares with its neighbours: words, and language. Of all lines of a stretch at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpuskit.splitting.clues import clue_names as c
from corpuskit.splitting.clues.compared import Compared, parted

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

#: Lines on either side that a line is compared with.
NEAR = 3
#: Words on either side of a line that are enough to tell whether both sides share some: of short pieces one below the
#: other each side is mostly titles and credits, which share a name and a month. And the percentage from which on they
#: are the same text again (an article that stands twice in a dump), which tells nothing.
_TELLING, SAME_TEXT = 24, 40


def relations(compared: Compared, rows: Numbers) -> tuple[Numbers, Numbers]:
    """Clues of ``rows`` from up to `NEAR` rows on either side, which were compared too: (row, clue) in two columns."""
    size = len(compared.languages)
    word, row = parted(compared.pairs)
    again = np.flatnonzero(word[1:] == word[:-1])
    gap = row[again + 1] - row[again]
    own = np.bincount(row, minlength=size)[rows]
    forth = np.bincount(row[again[gap <= NEAR]], minlength=size)[rows]
    back = np.bincount(row[again[gap <= NEAR] + 1], minlength=size)[rows]
    follows, precedes = rows < size - 1, rows > 0
    enough = own >= 2
    shared_next, shared_before = np.zeros(size, bool), np.zeros(size, bool)
    shared_next[row[again[gap == 1]]] = True
    shared_before[row[again[gap == 1] + 1]] = True
    found: list[tuple[Mask, Numbers | int]] = [
        (enough & follows, np.array(c.NEXT)[_share(forth, own)]),
        (enough & precedes, np.array(c.BEFORE)[_share(back, own)]),
        (enough & (20 * (forth - back) > 3 * own), c.MORE_NEXT),
        (enough & (20 * (back - forth) > 3 * own), c.MORE_BEFORE),
        (shared_next[rows], c.SHARED["the next line"]),
        (shared_before[rows], c.SHARED["the line before"]),
        *_language_clues(compared.languages, rows),
    ]
    both, fewer = bridged(word, row, size, NEAR)
    level = (both > 0) * (1 + sum((100 * both > percent * fewer).astype(np.int64) for percent in (4, 8, 15)))
    holds = (fewer >= _TELLING) & (100 * both <= SAME_TEXT * fewer)
    found.append((holds[rows], np.array(c.BRIDGED)[level[rows]]))
    told = [rows[holds] for holds, _ in found]
    columns = [
        np.full(len(some), clue) if isinstance(clue, int) else clue[holds]
        for some, (holds, clue) in zip(told, found, strict=True)
    ]
    return np.concatenate(told), np.concatenate(columns)


def bridged(word: Numbers, row: Numbers, size: int, near: int, *, gap: int = 1) -> tuple[Numbers, Numbers]:
    """How many of the words of the ``near`` rows before each row stand in the ``near`` rows behind it as well, and how
    many words the side has that has fewer; with ``gap`` 0 the row itself is the first of those behind.

    Where the subject changes hardly any do: of articles one after the other 3 of 100 on either side of a title, 12 of
    100 on either side of a heading inside one (medians, of three rows).
    """
    again = np.flatnonzero(word[1:] == word[:-1])
    first, second = row[again], row[again + 1]
    steps = np.zeros(size + 1, np.int64)
    low, high = np.maximum(first, second - near - gap) + 1, np.minimum(second - gap, first + near) + 1
    over = low < high
    np.add.at(steps, low[over], 1)
    np.add.at(steps, high[over], -1)
    both = np.cumsum(steps[:-1])
    if gap:
        close = second - first <= near  # the word stands in the row itself too, and on either side
        through = again[:-1][(np.diff(again) == 1) & close[:-1] & close[1:]] + 1
        both += np.bincount(row[through], minlength=size)
    words = np.concatenate((np.zeros(near + 1, np.int64), np.cumsum(np.bincount(row, minlength=size))))
    words = np.concatenate((words, np.full(near, words[-1])))
    before = words[near : near + size] - words[:size]
    after = words[near + gap + near : near + gap + near + size] - words[near + gap : near + gap + size]
    return both, np.minimum(before, after)


def _share(part: Numbers, whole: Numbers) -> Numbers:
    """none, few, some, many: in whole numbers."""
    return (part > 0) * (1 + (5 * part > whole) + (20 * part > 9 * whole))


def _language_clues(languages: Numbers, rows: Numbers) -> list[tuple[Mask, int]]:
    padded = np.pad(languages, NEAR)
    earlier, later = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
    for step in range(NEAR, 0, -1):
        for told, near in ((earlier, padded[rows + NEAR - step]), (later, padded[rows + NEAR + step])):
            np.copyto(told, near, where=near > 0)
    own = languages[rows]
    around, before, after = (earlier > 0) & (later > 0), (own > 0) & (earlier > 0), (own > 0) & (later > 0)
    return [
        (around & (earlier == later), c.LANG["language stays around it"]),
        (around & (earlier != later), c.LANG["language changes around it"]),
        (before & (own == earlier), c.LANG["language as before"]),
        (before & (own != earlier), c.LANG["language differs from before"]),
        (after & (own == later), c.LANG["language as after"]),
        (after & (own != later), c.LANG["language differs from after"]),
    ]
