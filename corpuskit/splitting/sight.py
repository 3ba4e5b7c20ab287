"""A stretch of a view as segmentation sees it: its lines that are not blank, and the clues of each.

Most of a dump is paragraphs among paragraphs. Such rows are *forced*: they can only be body, so nothing is computed for
them but what a neighbour needs. That keeps the work to a few lines a record.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from corpuskit.splitting import clues
from corpuskit.splitting.clue_names import BLANKS, CLUE_NAMES, LENGTH_RATIO
from corpuskit.splitting.habits import Habits
from corpuskit.splitting.lines import Lines
from corpuskit.splitting.relations import compare_by, relations
from corpuskit.splitting.seen import Seen

#: Lines on either side that a line's clues and score can depend on (of those that are not blank).
REACH = 3
_HEAD, _TAIL, _COMPARED, _DATELINE = 1200, 12, 300, 160
_NOTHING = Seen([])
#: Steps from much shorter (under a half) to much longer (over twice the line before), as fractions.
_RATIOS = ((2, 1), (5, 4), (4, 5), (1, 2))


@dataclass(slots=True)
class Sight:
    """Row j is line ``at[j]`` of ``lines``; ``matrix[slot[j]]`` has a 1 for every clue that holds (slot -1: not looked
    at).
    """

    lines: Lines
    at: npt.NDArray[np.int64]
    blanks: npt.NDArray[np.int64]  #: blank lines before each row
    forced: npt.NDArray[np.bool_]  #: rows that can only be body (or prose before the first title)
    seen: list[Seen]
    texts: list[str]  #: a row's text; of a forced row its head, or nothing where no neighbour needs it
    slot: npt.NDArray[np.int64]
    matrix: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.at)

    def again(self) -> Sight:
        """The same with a matrix of its own, to which other clues can be added."""
        return replace(self, matrix=self.matrix.copy(), forced=self.forced.copy())


def look_at(lines: Lines, *, first_row: int = 0, at_end: bool = True) -> Sight:
    """Sees every line. ``first_row`` is how many rows lie before this stretch in the file; ``at_end``: nothing follows
    it.
    """
    at = np.flatnonzero(~lines.blank)
    blanks = np.diff(at, prepend=-1) - 1
    forced = _forced(lines, at)
    noted = np.flatnonzero(_around(~forced))
    compared = ~forced & ~lines.prose[at]
    related = compared.copy()
    related[1:] |= ~forced[1:] & compared[:-1]  # prose right below a title may be its subtitle
    neighbours = _around(related)
    slot = np.full(len(at), -1, np.int64)
    slot[noted] = np.arange(len(noted))
    seen, texts = [_NOTHING] * len(at), [""] * len(at)
    for j in noted.tolist():
        i = int(at[j])
        if forced[j]:
            texts[j] = lines.head(i, _HEAD)
            seen[j] = clues.long_clues(texts[j], lines.tail(i, _TAIL))
        else:
            texts[j] = lines.text(i)
            seen[j] = clues.line_clues(texts[j])
        if neighbours[j]:
            compare_by(seen[j], texts[j][:_COMPARED])
    last = len(at) - 1
    for j in np.flatnonzero(~forced).tolist():
        if related[j]:
            seen[j].clues += relations(seen[j], seen[max(0, j - REACH) : j], seen[j + 1 : j + 1 + REACH])
        if first_row + j < 8 or (at_end and j == last):
            seen[j].clues += clues.edge_clues(first_row + j, at_end and j == last)
    for j in (np.flatnonzero(forced[1:] & ~forced[:-1]) + 1).tolist():
        clues.add_dateline(seen[j], texts[j][:_DATELINE])
    sight = Sight(lines, at, blanks, forced, seen, texts, slot, np.zeros((len(noted), len(CLUE_NAMES)), np.uint8))
    _fill(sight, [seen[j].clues for j in noted.tolist()], np.arange(len(noted)))
    sight.matrix[np.arange(len(noted)), BLANKS[0] + np.minimum(blanks[noted], 3)] = 1
    _compare_lengths(sight, noted)
    return sight


def _compare_lengths(sight: Sight, noted: npt.NDArray[np.int64]) -> None:
    """How long a line is beside the one before it, in bytes."""
    size = (sight.lines.stop - sight.lines.start)[sight.at]
    rows = noted[noted > 0]
    own, before = size[rows], size[rows - 1]
    ratio = sum((own * part > before * whole).astype(np.int64) for part, whole in _RATIOS)
    sight.matrix[sight.slot[rows], LENGTH_RATIO[0] + ratio] = 1


def _around(rows: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The rows, and those within `REACH` of one."""
    near = rows.copy()
    for step in range(1, REACH + 1):
        near[:-step] |= rows[step:]
        near[step:] |= rows[:-step]
    return near


def _forced(lines: Lines, at: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Long lines, and prose between prose."""
    prose = lines.prose[at]
    forced = lines.long[at].copy()
    forced[1:-1] |= prose[1:-1] & prose[:-2] & prose[2:]
    return forced


def _fill(sight: Sight, found: list[list[int]], slots: npt.NDArray[np.int64]) -> None:
    """Sets the clues of each slot in the matrix."""
    counts = np.fromiter(map(len, found), np.int64, len(found))
    columns = np.fromiter((clue for each in found for clue in each), np.int64, int(counts.sum()))
    sight.matrix[np.repeat(slots, counts), columns] = 1


def add_habits(sight: Sight, habits: Habits) -> None:
    """Adds the clues of pass 1 to the matrix."""
    everywhere = habits.dump_clues()
    rows = np.flatnonzero(~sight.forced)
    found = [
        habits.line_clues(sight.seen[j], sight.texts[j], blanks) + everywhere
        for j, blanks in zip(rows.tolist(), sight.blanks[rows].tolist(), strict=True)
    ]
    _fill(sight, found, sight.slot[rows])
