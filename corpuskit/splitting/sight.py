"""A stretch of a view as segmentation sees it: its lines that are not blank, and the clues of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpuskit.splitting import clues as c
from corpuskit.splitting.habits import Habits
from corpuskit.splitting.lines import Lines

#: Lines on either side that a line's clues and score can depend on (of those that are not blank).
REACH = 3
_HEAD, _TAIL, _COMPARED = 600, 12, 400


@dataclass(slots=True)
class Sight:
    """Row j is line ``at[j]`` of ``lines``; ``matrix[j]`` has a 1 for every clue that holds."""

    lines: Lines
    at: npt.NDArray[np.int64]
    blanks: npt.NDArray[np.int64]  #: blank lines before each row
    long: npt.NDArray[np.bool_]
    seen: list[c.Seen]
    texts: list[str]  #: a row's text; of a long line its head
    matrix: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.at)


def look_at(lines: Lines, *, first_row: int = 0, at_end: bool = True, blanks_before: int = 0) -> Sight:
    """Sees every line. ``first_row`` is how many rows lie before this stretch in the file; ``at_end``: nothing follows it."""
    at = np.flatnonzero(~lines.blank)
    previous = np.concatenate([np.array([-1], np.int64), at[:-1]])
    blanks = at - previous - 1
    if len(blanks):
        blanks[0] += blanks_before
    long = lines.long[at]
    seen: list[c.Seen] = []
    texts: list[str] = []
    for i, is_long in zip(at.tolist(), long.tolist(), strict=True):
        if is_long:
            text = lines.head(i, _HEAD)
            seen.append(c.long_clues(text, lines.tail(i, _TAIL)))
        else:
            text = lines.text(i)
            seen.append(c.line_clues(text))
        texts.append(text)
    _neighbours(seen, texts, long)
    matrix = np.zeros((len(at), len(c.CLUE_NAMES)), np.uint8)
    last = len(at) - 1
    for j, view in enumerate(seen):
        matrix[j, view.clues] = 1
        matrix[j, c.blank_clue(int(blanks[j]))] = 1
        if first_row + j < 8 or (at_end and j == last):
            matrix[j, c.edge_clues(first_row + j, at_end and j == last)] = 1
    return Sight(lines, at, blanks, long, seen, texts, matrix)


def _neighbours(seen: list[c.Seen], texts: list[str], long: npt.NDArray[np.bool_]) -> None:
    """Adds what a short line shares with its neighbours, and datelines of long lines below short ones."""
    short = ~long
    near = short.copy()
    for step in range(1, REACH + 1):
        near[:-step] |= short[step:]
        near[step:] |= short[:-step]
    for j in np.flatnonzero(near).tolist():
        compared = texts[j][:_COMPARED]
        seen[j].words = c.content_words(compared)
        seen[j].language = c.language_of(compared)
    for j in np.flatnonzero(short).tolist():
        seen[j].clues = seen[j].clues + c.relations(seen[j], seen[max(0, j - REACH) : j], seen[j + 1 : j + 1 + REACH])
    for j in np.flatnonzero(long[1:] & short[:-1]).tolist():
        c.add_dateline(seen[j + 1], texts[j + 1][:200])


def add_habits(sight: Sight, habits: Habits) -> None:
    """Adds the clues of pass 1 to the matrix."""
    everywhere = habits.dump_clues()
    for j in np.flatnonzero(~sight.long).tolist():
        sight.matrix[j, habits.line_clues(sight.seen[j], sight.texts[j], int(sight.blanks[j]))] = 1
        sight.matrix[j, everywhere] = 1
