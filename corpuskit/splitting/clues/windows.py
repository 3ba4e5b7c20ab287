"""What the words on either side of each line say of it, in windows of several sizes, as numbers of one scale.

One size fits no dump: of short articles a wide window reaches into the next, and of long ones a narrow one sees a
single paragraph. So windows hold so many words, whatever the number of their rows, and all of them are asked.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
#: Words in a window on one side, in whole rows, and the most rows of one: what is said of a row depends on no others.
SIZES, REACH = (20, 40, 80, 160, 320), 12
#: Few words tell little: so many more are reckoned, of which one stands on both sides.
_MORE = 20
#: Columns of `around`, in thousandths, for each size: of the words of a line those that come again below it, and those
#: that stand above it; and of the words on the side that has fewer those on both.
NAMES = tuple(f"{what} {size}" for size in SIZES for what in ("below", "above", "both"))


def around(word: Numbers, row: Numbers, size: int) -> Numbers:
    """The columns `NAMES` of ``size`` rows, whose words are given as numbers in order, each with its row."""
    counts = np.bincount(row, minlength=size)
    ends = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
    again = np.flatnonzero(word[1:] == word[:-1])
    first, second = row[again], row[again + 1]
    through = again[:-1][np.diff(again) == 1] + 1  # words that stand before, in and behind a row
    before, at, behind = row[through - 1], row[through], row[through + 1]
    own, rows = np.maximum(counts, 1), np.arange(size)
    columns = []
    for words in SIZES:
        low = np.maximum(np.searchsorted(ends, ends[:-1] - words, "right") - 1, np.maximum(rows - REACH, 0))
        high = np.minimum(np.searchsorted(ends, ends[1:] + words, "left"), np.minimum(rows + 1 + REACH, size))
        below = np.bincount(first[second < high[first]], minlength=size)
        above = np.bincount(second[first >= low[second]], minlength=size)
        both = _bridging(first, second, low, high)
        both += np.bincount(at[(before >= low[at]) & (behind < high[at])], minlength=size)
        fewer = np.minimum(ends[:-1] - ends[low], ends[high] - ends[1:])
        columns += [1000 * below // own, 1000 * above // own, 1000 * (both + 1) // (fewer + _MORE)]
    return np.stack(columns, axis=1)


def within(rows: Numbers, size: int, reach: int = REACH) -> Numbers:
    """Some of ``size`` rows, and those within ``reach`` rows of one."""
    edges = np.zeros(size + 1, np.int64)
    np.add.at(edges, np.maximum(rows - reach, 0), 1)
    np.add.at(edges, np.minimum(rows + reach + 1, size), -1)
    return np.flatnonzero(np.cumsum(edges[:-1]))


def _bridging(first: Numbers, second: Numbers, low: Numbers, high: Numbers) -> Numbers:
    """How many words stand on both sides of each row, where ``first`` and ``second`` are rows with the same word and
    none with it between them. Windows only move on, so the rows that see both lie together.
    """
    size = len(low)
    rows = np.arange(size)
    begin = np.maximum(first + 1, np.searchsorted(high, rows, "right")[second])
    end = np.minimum(second, np.searchsorted(low, rows, "right")[first])
    some = begin < end
    steps = np.bincount(begin[some], minlength=size + 1) - np.bincount(end[some], minlength=size + 1)
    bridging: Numbers = np.cumsum(steps[:size])
    return bridging
