"""Habits: what this dump does, as counts. Pass 1 fills them, pass 2 turns them into clues. Mergeable, of fixed size,
deterministic.

Counts lie in hashed buckets (CRC-32), so the size does not grow with the file and merging is addition.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.credits import CreditHabits
from corpuskit.lexicon.dates import Orders, OrderVotes
from corpuskit.splitting import clue_names as c
from corpuskit.splitting.clues import SHORT
from corpuskit.splitting.seen import Seen

if TYPE_CHECKING:
    from corpuskit.splitting.sight import Sight

Counts = npt.NDArray[np.int64]

SHAPE_BUCKETS = 1 << 14
LINE_BUCKETS = 1 << 17
NAME_BUCKETS = 1 << 15
#: Columns of the table of shapes: how often seen, and how often as a credit below, above and at the foot.
_TOTAL, _BELOW, _ABOVE, _FOOT = range(4)
#: Columns of the record counts.
RECORDS, WITH_BELOW, WITH_ABOVE, WITH_FOOT, WITH_SUBTITLE, WITH_SHARED = range(6)


def bucket(text: str, size: int) -> int:
    """The same bucket on every machine and in every run."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass")) % size


@dataclass(slots=True)
class Habits:
    """Counts of a dump. ``a.merge(b)`` adds b's counts to a's; the order of merging makes no difference."""

    shapes: Counts = field(default_factory=lambda: np.zeros((SHAPE_BUCKETS, 4), np.int64))
    lines: Counts = field(default_factory=lambda: np.zeros(LINE_BUCKETS, np.int64))
    names: Counts = field(default_factory=lambda: np.zeros(NAME_BUCKETS, np.int64))
    gaps: Counts = field(
        default_factory=lambda: np.zeros((4, 2), np.int64)
    )  #: blank lines before × (lines, record starts)
    paragraph_gaps: Counts = field(default_factory=lambda: np.zeros(4, np.int64))  #: blank lines between two paragraphs
    records: Counts = field(default_factory=lambda: np.zeros(6, np.int64))
    looks: dict[str, list[int]] = field(default_factory=dict)  #: look → [lines, titles, subtitles]
    order_votes: OrderVotes = field(default_factory=OrderVotes)
    credits: CreditHabits = field(default_factory=CreditHabits)  #: for `parse_credit`: what stands where in a credit
    #: Of a view that was seen as one stretch, what was seen: pass 2 need not look again. Of no other part of a dump.
    sight: Sight | None = None

    def merge(self, other: Habits) -> None:
        """Adds the counts of another part of the dump."""
        self.sight = None
        for name in ("shapes", "lines", "names", "gaps", "paragraph_gaps", "records"):
            getattr(self, name).__iadd__(getattr(other, name))
        for look, theirs in other.looks.items():
            mine = self.looks.get(look, (0, 0, 0))
            self.looks[look] = [a + b for a, b in zip(mine, theirs, strict=True)]
        self.order_votes.merge(other.order_votes)
        self.credits.merge(other.credits)

    def same_as(self, other: Habits) -> bool:
        """Whether the counts are equal."""
        names = ("shapes", "lines", "names", "gaps", "paragraph_gaps", "records")
        return all(np.array_equal(getattr(self, n), getattr(other, n)) for n in names) and (
            self.looks,
            self.date_order,
        ) == (other.looks, other.date_order)

    @property
    def date_order(self) -> str | None:
        """What the dump's own unambiguous dates settle for dates such as 03/04/2024 ("dmy", "mdy"), or None."""
        return self.order_votes.settle()

    @property
    def date_orders(self) -> Orders:
        """The same by rule of date, for `find_dates` and `parse_credit`."""
        return self.order_votes.orders()

    def count_line(self, seen: Seen, text: str, blanks: int, role: str, starts: bool) -> None:
        """Counts a line that pass 1 gave ``role``."""
        self.gaps[min(blanks, 3)] += (1, starts)
        if len(text) <= SHORT:
            self.lines[bucket(text.strip().casefold(), LINE_BUCKETS)] += 1
        if seen.shape is not None:
            row = self.shapes[bucket(seen.shape, SHAPE_BUCKETS)]
            row[_TOTAL] += 1
            if role in ("CB", "CA", "CF"):
                row[_BELOW if role == "CB" else _ABOVE if role == "CA" else _FOOT] += 1
        if role in ("CB", "CA", "CF"):
            for part in seen.parts:
                self.names[bucket(part, NAME_BUCKETS)] += 1
            for printed in seen.dates:
                self.order_votes.add(printed)
        if seen.look is not None:
            look = self.looks.setdefault(seen.look, [0, 0, 0])
            look[0] += 1
            look[1] += role in ("T", "TA")
            look[2] += role in ("S", "SA")

    def line_clues(self, seen: Seen, text: str, blanks: int) -> list[int]:
        """What the dump's habits say of a line."""
        found = [c.HABITS_KNOWN]
        if len(text) <= SHORT:
            again = int(self.lines[bucket(text.strip().casefold(), LINE_BUCKETS)])
            if again > 1:
                found.append(c.REPEATED[0 if again == 2 else 1 if again < 6 else 2])
        if seen.shape is not None:
            row = self.shapes[bucket(seen.shape, SHAPE_BUCKETS)].tolist()
            total = row[_TOTAL]
            if total > 1:
                found.append(c.SHAPE_COUNT[0 if total < 4 else 1 if total < 10 else 2])
                for column, role in ((_BELOW, "credit"), (_ABOVE, "head credit"), (_FOOT, "foot credit")):
                    found.append(c.SHAPE[role, _level(row[column], total)])
        if seen.parts:
            known = max(int(self.names[bucket(part, NAME_BUCKETS)]) for part in seen.parts)
            if known:
                found.append(c.NAME_KNOWN[known > 2])
        if seen.look in self.looks:
            lines, titles, subtitles = self.looks[seen.look]
            if lines > 4:
                found += (c.LOOK[_level(titles, lines)], c.LOOK_BELOW[_level(subtitles, lines)])
        usual = int(self.paragraph_gaps.argmax())
        found.append(c.GAP[0 if blanks < usual else 1 if blanks == usual else 2 if blanks == usual + 1 else 3])
        lines, starts = self.gaps[min(blanks, 3)].tolist()
        if lines > 4:
            found.append(c.GAP_START[_level(starts, lines)])
        return found

    def dump_clues(self) -> list[int]:
        """What holds for every line of the dump."""
        records = int(self.records[RECORDS])
        if records < 3:
            return []
        counts = self.records.tolist()
        return [
            c.BELOW[_level(counts[WITH_BELOW], records)],
            c.ABOVE[_level(counts[WITH_ABOVE], records)],
            c.FOOT[_level(counts[WITH_FOOT], records)],
            c.SUBTITLES[_level(counts[WITH_SUBTITLE], records)],
            c.SHARING[_level(counts[WITH_SHARED], records)],
        ]

    @property
    def credits_at_foot(self) -> bool:
        """Whether the dump prints credits below the text as a habit: of a quarter of its records or more."""
        return 4 * int(self.records[WITH_FOOT]) >= max(1, int(self.records[RECORDS]))


def _level(part: int, whole: int) -> int:
    """never, seldom, sometimes, mostly, always: in whole numbers, so that no machine rounds otherwise."""
    share = 100 * part // whole
    return 0 if share < 3 else 1 if share < 25 else 2 if share < 60 else 3 if share < 90 else 4
