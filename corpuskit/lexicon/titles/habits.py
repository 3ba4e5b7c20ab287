"""Whether a dump prints the credit in its titles, and how: mergeable counts of fixed size.

What nearly all titles of a dump carry in one frame is no part of the headline: a full date, or names that are outlets'
or that recur. One title that ends in "(Coast News)" shows nothing.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.credits.habits import LIKE
from corpuskit.lexicon.credits.names import OUTLET, credited_person_score
from corpuskit.lexicon.dates import OrderVotes, find_dates
from corpuskit.lexicon.titles.frames import BACK, FRONT, QUOTES, Framed, InTitle, framed_parts, number_of

_FRAMES = 1024
#: Of each frame: how many titles have it, with a day and names, with a day; how many have it behind a sign of a
#: browser's tab; how many of its names read like a person's, how many like an outlet's; and which of 62 buckets they
#: fall into.
_SEEN, _CREDITS, _DATED, _TABS, _PERSONS, _OUTLETS, _WHICH = range(7)
_BUCKETS = 62
#: So many titles show a habit, in so many percent of the dump's; half of them that it may be one.
_ENOUGH, _NEARLY_ALL, _MANY = 3, 80, 50
#: Without a date more titles are asked for; names recur where there are so many titles for each.
_ENOUGH_NAMES, _RECUR = 5, 3
#: In percent of these titles, names that have to read like outlets': at the end behind a bar or dash, and elsewhere.
_SOME, _OFTEN = 20, 40
#: Titles in capitals are longer: a name may be printed so for other reasons.
_SHORT = 12
#: Signs at the end of a title behind which a browser prints the name of the site.
_TAB = frozenset("|｜–—-·•")
#: How much it speaks for a title that a line has a day and names in the frame of this dump's titles, or one of both;
#: and against one that it lacks what they have.
_DAY_AND_NAMES, _DAY, _NAMES, _NEITHER = 8, 5, 3, -3
#: … and that it is marked as they are.
_MARKED = 3
#: What opens a title: a sign, a number.
_OPENING = re.compile(r"(?:(?P<sign>#{1,6}|[*•◆■▶►●○★☆→»>–—-])[ \t\u00a0]|(?P<number>\d{1,4}[.)])[ \t\u00a0])(?=\S)")


@dataclass(slots=True)
class TitleHabits:
    """Counts of the frames of titles. ``a.merge(b)`` adds those of another part of the dump."""

    titles: int = 0
    frames: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros((_FRAMES, 7), np.int64))
    order_votes: OrderVotes = field(default_factory=OrderVotes)  #: of dates in such frames
    numbers: dict[str, int] = field(default_factory=dict)  #: how numbers of titles are written → titles
    marks: Counter[str] = field(default_factory=Counter)  #: titles by what marks them (`mark_of`)

    def add(self, title: str) -> None:
        """Counts a title, as printed but for the white space around it."""
        self.titles += 1
        if (mark := mark_of(title)) is not None:
            self.marks[mark] += 1
        end, written = number_of(title)
        if written:
            self.numbers[written] = self.numbers.get(written, 0) + 1
            title = title[end:]
        for part in {part.frame: part for part in framed_parts(title)}.values():
            row = self.frames[_bucket(part.frame)]
            tab = part.side == BACK and part.frame[1] in _TAB
            row[:_PERSONS] += (1, part.dated and bool(part.names), part.dated, tab)
            for name in part.names:
                score = credited_person_score(name)
                row[_PERSONS] += score > LIKE
                row[_OUTLETS] += score < OUTLET
                row[_WHICH] |= 1 << (zlib.crc32(name.casefold().encode("utf-8", "surrogatepass")) % _BUCKETS)
            for date in find_dates(title[part.start : part.end]) if part.dated else ():
                self.order_votes.add(date)

    def merge(self, other: TitleHabits) -> None:
        """Adds the counts of another part of the dump."""
        self.titles += other.titles
        for written, count in other.numbers.items():
            self.numbers[written] = self.numbers.get(written, 0) + count
        self.frames[:, :_WHICH] += other.frames[:, :_WHICH]
        self.frames[:, _WHICH] |= other.frames[:, _WHICH]
        self.order_votes.merge(other.order_votes)
        self.marks.update(other.marks)

    def usual_mark(self, share: int = _NEARLY_ALL) -> str | None:
        """What marks so many percent of the dump's titles; None where nothing does."""
        mark, count = max(self.marks.items(), key=lambda one: (one[1], one[0]), default=("", 0))
        return mark if count >= _ENOUGH_NAMES and 100 * count >= share * self.titles else None

    def all_marked(self, mark: str) -> bool:
        """Whether a sign opens every title of the dump, of two or more."""
        return 1 < self.titles == self.marks[mark]

    def any(self, share: int = _NEARLY_ALL) -> bool:
        """Whether so many percent of the dump's titles share a frame that holds a credit."""
        rows = self.frames[self.frames[:, _SEEN] > 1].tolist()
        return any(self._is_habit(row, share) for row in rows)

    def dates(self) -> bool:
        """Whether nearly all titles of the dump print a day."""
        rows = self.frames[self.frames[:, _DATED] >= _ENOUGH].tolist()
        return any(self._is_habit(row) for row in rows)

    def may_be_more(self) -> bool:
        """Whether many titles hold a day in one frame or have one mark, and it is worth while to look for
        more of them.
        """
        if self.usual_mark(_MANY) is not None:
            return True
        rows = self.frames[self.frames[:, _DATED] >= _ENOUGH].tolist()
        return any(self._is_habit(row, _MANY) for row in rows)

    def number_in(self, title: str) -> int:
        """Where the number of a title ends, in a dump that numbers nearly all of its titles so; else 0."""
        end, written = number_of(title)
        count = self.numbers.get(written, 0)
        return end if count >= _ENOUGH and 100 * count >= _NEARLY_ALL * self.titles else 0

    def speaks_for(self, line: str, settled: bool) -> int:
        """How much a line's frame and mark speak for a title of this dump, in units of a factor e in the odds.

        ``settled``: nearly all titles share a frame, so a line that lacks it is hardly one.
        """
        return self._mark_speaks(line) + self._frame_speaks(line, settled)

    def _mark_speaks(self, line: str) -> int:
        usual = self.usual_mark(_MANY)
        if usual is None:
            return 0
        if mark_of(line) == usual:
            return _MARKED
        return _NEITHER if self.usual_mark() is not None else 0

    def _frame_speaks(self, line: str, settled: bool) -> int:
        rows = [self.frames[_bucket(part.frame)].tolist() for part in framed_parts(line)]
        dated = [row for row in rows if row[_DATED] and self._is_habit(row, _MANY)]
        if dated:
            return _DAY_AND_NAMES if any(row[_CREDITS] for row in dated) else _DAY
        if not settled:
            return 0
        return _NAMES if any(self._is_habit(row) for row in rows) else _NEITHER

    def credit_in(self, title: str) -> InTitle | None:
        """The credit that a title of this dump holds, or None: of each side the part that is a habit and says
        most, the shorter one of two that say as much.
        """
        habitual = [part for part in framed_parts(title) if self._is_habit(self.frames[_bucket(part.frame)].tolist())]
        found: list[Framed] = []
        low, high = 0, len(title)
        for side in (FRONT, BACK):
            best = max((p for p in habitual if p.side == side), key=_told, default=None)
            if best is not None and (not found or found[0].end <= best.start):
                found.append(best)
                low, high = max(low, best.low), min(high, best.high)
        if not found or not any(letter.isalpha() for letter in title[low:high]):
            return None
        if found[0].side == FRONT and high - low > 2 and QUOTES.get(title[low]) == title[high - 1]:
            low, high = low + 1, high - 1  # Quay News – “Ferry strike ends”
        return InTitle(tuple(found), low, high)

    def names_authors(self, part: Framed) -> bool:
        """Whether the single names in such parts read like persons."""
        row = self.frames[_bucket(part.frame)].tolist()
        return bool(row[_PERSONS] > 2 * row[_OUTLETS])

    def _is_habit(self, row: list[int], share: int = _NEARLY_ALL) -> bool:
        seen, both, dated, tabs, persons, outlets, which = row
        if 100 * seen < share * self.titles:
            return False
        if seen == self.titles > 1 and (both == seen or (outlets >= seen and not persons)):
            return True  # few titles, but each has a day and names, or names that read like outlets'
        if seen < _ENOUGH or (seen < _ENOUGH_NAMES and not dated):
            return False
        if dated:
            return True
        if tabs and _RECUR * which.bit_count() <= seen:
            return True
        return outlets > 2 * persons and 100 * outlets >= (_SOME if tabs else _OFTEN) * seen


def mark_of(title: str) -> str | None:
    """What marks a title besides its words: the sign that opens it, a number, or that it is printed in capitals."""
    opening = _OPENING.match(title)
    if opening is not None:
        return opening["sign"] or "0"
    return "A" if title.isupper() and " " in title.strip() and len(title) > _SHORT else None


def _told(part: Framed) -> tuple[bool, int, int]:
    """How much a part says. Names without a day are fewer rather than more: "Ferry strike | Sport | Coast News"."""
    names = len(part.names) if part.dated else 0
    return part.dated, names, part.start - part.end


def _bucket(frame: str) -> int:
    return zlib.crc32(frame.encode("utf-8", "surrogatepass")) % _FRAMES
