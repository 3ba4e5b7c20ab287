"""Dumps that carry whole pages: beside texts there are long runs of lines in which nothing is said (menus, lists of
other articles, names of sections).

There a title without any text below it is most likely one of such a list, which in a dump of short pieces it is not. A
dump shows clutter where a good part of its lines stand far from any sentence though paragraphs follow on each other
elsewhere. Mergeable counts of fixed size; each line is judged by a few on either side.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from corpuskit.splitting.scoring.sight import Sight

#: A line that ends like a sentence says something if it has so many characters, or so many of a script whose
#: characters stand for syllables or words.
_SENTENCE, _DENSE_SENTENCE = 40, 20
#: Bytes that a character of such a script has at least, on average: times two, to stay with whole numbers.
_DENSE = 5
#: A line is clutter that has no sentence among so many rows on either side.
NEAR = 4
#: A dump shows clutter where at least one row in so many is. Of the benchmark's dumps of articles none has
#: more than one in 22.
_ONE_IN = 12
#: So many paragraphs near a row are an article.
_TOLD = 3


@dataclass(slots=True)
class Clutter:
    """Counts of rows, of those that are clutter, and of those with an article around. ``a.merge(b)`` adds those of
    another part of the dump.
    """

    counts: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(3, np.int64))

    def merge(self, other: Clutter) -> None:
        """Adds the counts of another part of the dump."""
        self.counts += other.counts

    def add(self, sight: Sight, rows: npt.NDArray[np.int64]) -> None:
        """Counts some rows of a sight."""
        bare = _near(texts(sight)) == 0
        told = _near(sight.lines.prose[sight.at]) >= _TOLD
        self.counts += (len(rows), int(bare[rows].sum()), int(told[rows].sum()))

    def any(self) -> bool:
        """Whether the dump shows clutter."""
        rows, bare, told = self.counts.tolist()
        return bool(told and _ONE_IN * bare >= rows)


def _near(marked: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """How many rows within `NEAR` of each one are marked, itself included."""
    seen = np.concatenate((np.zeros(NEAR + 1, np.int64), np.cumsum(marked, dtype=np.int64)))
    seen = np.append(seen, np.full(NEAR, seen[-1]))
    return seen[2 * NEAR + 1 :] - seen[: len(marked)]


def texts(sight: Sight) -> npt.NDArray[np.bool_]:
    """The rows in which something is said: paragraphs, and lines of some length that end like a sentence."""
    lines, at = sight.lines, sight.at
    size = lines.size[at]
    dense = 2 * (lines.stop - lines.start)[at] >= _DENSE * size
    least = np.where(dense, _DENSE_SENTENCE, _SENTENCE)
    found: npt.NDArray[np.bool_] = lines.long[at] | (lines.stopped[at] & (size >= least))
    return found
