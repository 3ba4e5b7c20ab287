"""Numbers alone on their lines that count the articles of a dump: "1.", "Article 2", "#3".

In a list within an article, numbers stand alone as well. So it must be seen that articles were found behind them, or
that the dump opens with the first and has a heading below each. Mergeable counts of fixed size.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from corpuskit.splitting.scoring.sight import Sight

Counts = npt.NDArray[np.int64]
_BUCKETS, _NUMBERS = 1 << 8, 1 << 14
#: Of each way to write a number: how often seen, with an article right behind, with a heading and a text below, as the
#: first line of the dump.
_SEEN, _STARTING, _HEADED, _OPENING = range(4)
#: A number with a word or a sign before it, and signs behind.
_WRITTEN = re.compile(r"(?P<before>(?:[^\W\d_]{1,12}\.?[ \t]?)?[#№(\[]?)(?P<number>\d{1,4})(?P<behind>[.):\]]{0,2})\Z")
_LONGEST = 20
#: The same with words behind it on the line.
_NOTED = re.compile(_WRITTEN.pattern.replace("{0,2})\\Z", "{1,2})") + r"[ \t]{1,4}\S")
#: So many numbers are a habit.
_LEAST = 3


@dataclass(slots=True)
class Numbering:
    """Counts of numbers alone on their lines, by how they are written. ``a.merge(b)`` adds those of another part."""

    ways: Counts = field(default_factory=lambda: np.zeros((_BUCKETS, 4), np.int64))
    greatest: Counts = field(default_factory=lambda: np.zeros(_BUCKETS, np.int64))
    #: How often each number was seen, written in each way.
    each: Counts = field(default_factory=lambda: np.zeros(_NUMBERS, np.int64))

    def merge(self, other: Numbering) -> None:
        """Adds the counts of another part of the dump."""
        self.ways += other.ways
        self.each += other.each
        np.maximum(self.greatest, other.greatest, out=self.greatest)

    def add(self, sight: Sight, row: int, starting: bool, first: bool) -> None:
        """Counts a row: whether an article was found right behind it, and whether the dump begins with it."""
        written = _written(sight.texts[row])
        if written is not None:
            way, number = written
            key = _bucket(way)
            self.ways[key] += (1, starting, _has_heading(sight, row), first and number == 1)
            self.greatest[key] = max(self.greatest[key], number)
            self.each[_of_number(key, number)] += 1

    def counting(self) -> list[int]:
        """The ways of writing a number in which articles are counted, as the rows of ``ways``."""
        often = np.flatnonzero(self.ways[:, _SEEN] >= _LEAST).tolist()
        return [key for key in often if self._counts_articles(key)]

    def rows(self, sight: Sight, rows: list[int]) -> list[int]:
        """The rows that are the number of an article."""
        ways = self.counting()
        if not ways:
            return []
        written = ((row, _written(sight.texts[row])) for row in rows)
        return [row for row, one in written if one is not None and _bucket(one[0]) in ways]

    def noted(self, sight: Sight, rows: list[int]) -> list[int]:
        """The rows on which a number that is missing stands with words behind it: a title, or a note."""
        ways = self.counting()
        return [row for row in rows if ways and self._is_missing(sight.texts[row], ways)]

    def _is_missing(self, text: str, ways: list[int]) -> bool:
        found = _NOTED.match(text.strip())
        if found is None:
            return False
        way, number = _bucket(_way(found)), int(found["number"])
        before, here = (self.each[_of_number(way, one)] for one in (number - 1, number))
        return way in ways and bool(before) and not here

    def total(self) -> tuple[int, int]:
        """How many numbers of articles were seen, and how many of them with an article right behind."""
        seen, starting, *_ = self.ways[self.counting()].sum(axis=0).tolist()
        return seen, starting

    def _counts_articles(self, key: int) -> bool:
        """Whether numbers that are written so count articles: each is there once, and articles begin behind them."""
        seen, starting, headed, opening = self.ways[key].tolist()
        if 2 * starting < seen and not (opening and 4 * headed >= 3 * seen):
            return False
        greatest = int(self.greatest[key])
        different = sum(1 for number in range(greatest + 1) if self.each[_of_number(key, number)])
        return 10 * different >= 9 * seen and (2 * starting >= seen or 10 * different >= 9 * greatest)


def _has_heading(sight: Sight, row: int) -> bool:
    """Whether a line like a title and then a text stand below a row."""
    if row + 2 >= len(sight):
        return False
    prose = sight.lines.prose[sight.at[row + 1 : row + 3]].tolist()
    return not prose[0] and prose[1] and not sight.lines.stopped[sight.at[row + 1]]


def _written(text: str) -> tuple[str, int] | None:
    """How a number is written that stands alone on its line, and the number; None for any other line."""
    text = text.strip()
    found = _WRITTEN.match(text) if len(text) <= _LONGEST else None
    return None if found is None else (_way(found), int(found["number"]))


def _way(found: re.Match[str]) -> str:
    return f"{found['before'].casefold()}0{found['behind']}"


def _bucket(way: str) -> int:
    return zlib.crc32(way.encode("utf-8", "surrogatepass")) % _BUCKETS


def _of_number(way: int, number: int) -> int:
    return zlib.crc32(f"{way} {number}".encode()) % _NUMBERS
