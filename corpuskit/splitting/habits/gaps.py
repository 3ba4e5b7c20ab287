"""Blank lines as what a person puts between articles without credits: more than between paragraphs.

Articles without titles or credits, recipes and wrapped text show no boundary but this one. More blank lines can also
stand above the headings of one text or around its pictures, so a dump as a whole must show what they are: the subject
changes there and less elsewhere, or articles were found there anyway, or each stretch between them prints the same
line. Counted once it is known that the dump has no credits; mergeable, of fixed size.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpuskit.splitting.habits.partings import BEHIND, UNEXPECTED
from corpuskit.splitting.habits.subjects import BOTH, FEWER

if TYPE_CHECKING:
    from corpuskit.splitting.scoring.sight import Sight

Counts = npt.NDArray[np.int64]
#: So many blank lines and more are told apart.
_WIDEST = 4
#: Of rows behind so many blank lines or more: how many there are, articles found, rows that begin
#: none, words on both sides, and words of the side that has fewer.
_SEEN, _STARTING, _THIN, _BOTH, _FEWER = range(5)
#: A dump parts articles so once it has so many such gaps, of which one in so many may begin no article.
_ENOUGH, _SELDOM = 2, 5
#: Words enough to tell how many stand on both sides …
_TELLING = 40
#: … and so many percent of the words across wide gaps that stand on both sides, against those across others, …
_FEWER_SHARED = 60
#: … or so many percent of wide gaps with an article behind, or beside as many lines that recur.
_MOST = 60


@dataclass(slots=True)
class Gaps:
    """Counts of rows by the blank lines before them. ``a.merge(b)`` adds those of another part of the dump."""

    table: Counts = field(default_factory=lambda: np.zeros((_WIDEST + 1, 5), np.int64))

    def merge(self, other: Gaps) -> None:
        """Adds the counts of another part of the dump."""
        self.table += other.table

    def add(self, sight: Sight, rows: Counts, starts: npt.NDArray[np.bool_]) -> None:
        """Counts rows of a sight whose subjects are known; ``starts``: with which of them articles begin."""
        if sight.subjects is None:
            return
        rows, starts = rows[rows > 0], starts[rows > 0]
        for least in range(_WIDEST + 1):
            wide = sight.blanks >= least
            here = wide[rows]
            found = rows[here]
            self.table[least] += (
                len(found),
                int(starts[here].sum()),
                int(_thin(sight, wide)[found].sum()),
                *sight.subjects[found][:, [BOTH, FEWER]].sum(axis=0).tolist(),
            )

    def parted(self, sight: Sight, records: int, recurs: int) -> Counts | None:
        """What gaps say of each row of a sight (`partings.BEHIND`, `UNEXPECTED` or 0); None where none part articles.

        ``records`` articles were found before this was known, and the line that recurs most does so ``recurs`` times.
        """
        least = self._least(recurs)
        if least is None:
            return None
        seen, starting = self.table[least, [_SEEN, _STARTING]].tolist()
        elsewhere = records - 1 - starting
        everywhere = 5 * elsewhere <= records or seen >= records
        found = np.full(len(sight), UNEXPECTED if everywhere else 0, np.int64)
        wide = sight.blanks >= least
        found[wide] = np.where(_thin(sight, wide)[wide], 0, BEHIND)
        if sight.opens and len(sight):
            found[0] = BEHIND if sight.lines.prose[sight.at[0]] else 0
        return found

    def _least(self, recurs: int) -> int | None:
        """How many blank lines at least stand between articles; None where blank lines do not show it."""
        rows, *_, all_both, all_fewer = self.table[0].tolist()
        for least in range(1, _WIDEST + 1):
            seen, starting, thin, both, fewer = self.table[least].tolist()
            if seen < _ENOUGH or seen == rows or _SELDOM * thin > seen:
                continue
            other_both, other_fewer = all_both - both, all_fewer - fewer
            changes = min(fewer, other_fewer) >= _TELLING and (
                100 * both * other_fewer <= _FEWER_SHARED * other_both * fewer
            )
            if changes or 100 * starting >= _MOST * seen or 100 * min(recurs, seen) >= _MOST * max(seen, recurs):
                return least
        return None


def _thin(sight: Sight, wide: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which rows begin no article: those that recur, and those with hardly any text before the next wide gap (one line
    or two, and no paragraph).
    """
    prose = sight.lines.prose[sight.at]
    next_wide, next_prose = np.zeros_like(wide), np.zeros_like(prose)
    next_wide[:-1], next_prose[:-1] = wide[1:], prose[1:]
    after = np.zeros_like(wide)
    after[:-2] = wide[2:]
    found: npt.NDArray[np.bool_] = ~prose & (next_wide | (~next_prose & after))
    return found if sight.recurring is None else found | (sight.recurring > 0)
