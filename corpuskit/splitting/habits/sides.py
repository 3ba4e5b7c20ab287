"""On which side of a title a dump prints the credits that stand between two articles: at the foot of the one above, or
over the title below.

A line between a text and a title can be either, and read on the wrong side every boundary is wrong by a line. What
tells is seen only of the dump as a whole: to which side the credits stand closer, and whether its first title lacks one
while such a credit is its last line. Mergeable counts of fixed size.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
#: Rows of `Sides.runs`: credits read as over a title, and as at a foot.
HEAD, FOOT = range(2)
#: Lines that are nothing but an address, where such credits stand; and those between a sentence and another line.
BETWEEN, CLOSING, BEHIND = range(3)
#: A dump has a habit once so many credits stand between its articles, in so many percent of its records …
_ENOUGH, _MOST = 4, 60
#: … and so many percent of them lie closer to one side.
_CLOSER = 75


@dataclass(slots=True)
class Sides:
    """Counts of credits between a text and a title. ``a.merge(b)`` adds those of another part of the dump."""

    runs: Counts = field(default_factory=lambda: np.zeros(2, np.int64))  #: by how they were read
    closer: Counts = field(default_factory=lambda: np.zeros(2, np.int64))  #: to the title below, to the text above
    #: Of runs as they were read: blank lines before them, and before the title below.
    gaps: Counts = field(default_factory=lambda: np.zeros((2, 2, 4), np.int64))
    #: `BETWEEN` articles, `CLOSING` the dump, `BEHIND` a sentence
    addresses: Counts = field(default_factory=lambda: np.zeros(3, np.int64))
    opening: Counts = field(default_factory=lambda: np.zeros(2, np.int64))  #: dumps that open with a credit, a title

    def merge(self, other: Sides) -> None:
        """Adds the counts of another part."""
        for name in ("runs", "closer", "gaps", "opening", "addresses"):
            getattr(self, name).__iadd__(getattr(other, name))

    def add(self, side: int, before: int, behind: int) -> None:
        """Counts a credit read as on ``side``, with so many blank lines before it and behind it."""
        self.runs[side] += 1
        self.gaps[side, 0, min(before, 3)] += 1
        self.gaps[side, 1, min(behind, 3)] += 1
        if before != behind:
            self.closer[HEAD if behind < before else FOOT] += 1

    def misread(self, records: int, closes_with_credit: bool) -> int | None:
        """The side on which this dump's credits were read and do not stand; None where they do, or nothing tells."""
        count = int(self.runs.sum())
        if count < _ENOUGH or 100 * count < _MOST * records:
            return None
        closer = self.closer.tolist()
        if 100 * max(closer) >= _CLOSER * count:
            side = HEAD if closer[HEAD] > closer[FOOT] else FOOT
        elif int(self.opening[FOOT]) and (closes_with_credit or self._closes_with_address()):
            side = FOOT
        elif int(self.opening[HEAD]) and not (closes_with_credit or self._closes_with_address()):
            side = HEAD
        else:
            return None
        wrong = FOOT if side == HEAD else HEAD
        return wrong if 2 * int(self.runs[wrong]) > count else None

    @property
    def addresses_close(self) -> bool:
        """Whether the dump begins with a title and ends with an address, as articles do between which one stands."""
        between = int(max(self.addresses[BETWEEN], self.addresses[BEHIND]))
        return bool(self.opening[FOOT] and self.addresses[CLOSING]) and between > 0

    def _closes_with_address(self) -> bool:
        """Whether the last line is an address, as most of these credits are."""
        return bool(self.addresses[CLOSING]) and 2 * int(self.addresses[BETWEEN]) > int(self.runs.sum())
