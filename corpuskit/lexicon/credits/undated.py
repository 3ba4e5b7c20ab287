"""A credit line without its dates: what a dump prints again and again, with another day each time.

All but the day of a credit is read off such a line, which most credits of a tidy dump share. In it each date stands as
its signs, with a number for each of its words ("May 3, 2021" is "00 00, 00"); what is printed around it, a weekday or a
time, stands with noughts for its digits.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from corpuskit.lexicon.dates import PrintedDate

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
#: Different dates are told apart by a digit.
_MOST_DATES = 10


class Gap(NamedTuple):
    """Where a date stands, alone and with what is printed around it; ``first`` is where names end before it."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    first: int


class Piece(NamedTuple):
    """A part of a credit between separators. ``kind`` is what a label before it says, or "" without one."""

    kind: str
    text: str
    start: int
    end: int
    separator: str  #: the sign before it
    strong: bool = False  #: labelled by a word that says nothing else ("By", "Source:")
    rule: str = ""  #: what found the kind where no label did


@dataclass(slots=True, eq=False)
class Undated:
    """A credit without its dates, taken apart; many credits share it. Offsets are code points of ``text``. ``labels``
    says what labels, times and the like were seen.
    """

    text: str
    gaps: tuple[Gap, ...] = ()
    pieces: list[Piece] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)
    page: tuple[int, int] | None = None  #: where the number of its page stands
    distances: list[tuple[int, int]] = field(default_factory=list)  #: where distances from now stand ("2 hours ago")
    asked: bool = False  #: whether the last part was the label of an outlet, alone on its line


@dataclass(slots=True, eq=False)
class Split:
    """A credit taken apart, and its dates; not to be changed. Offsets are code points of the credit as printed."""

    dates: list[PrintedDate]
    undated: Undated
    pieces: list[Piece]

    @property
    def labels(self) -> set[str]:
        return self.undated.labels

    def printed(self, at: int) -> int:
        """Where what begins or ends at an offset of the undated text, outside of dates, is printed."""
        behind = bisect_right(self.undated.gaps, at, key=_outer_end)
        return at + self.dates[behind - 1].outer_end - self.undated.gaps[behind - 1].outer_end if behind else at


def _outer_end(gap: Gap) -> int:
    return gap.outer_end


def with_dates(undated: Undated, dates: list[PrintedDate]) -> Split:
    """The credit with its dates."""
    found = Split(dates, undated, undated.pieces)
    if dates and any(piece.start >= undated.gaps[0].outer_end for piece in undated.pieces):
        found.pieces = [
            piece._replace(start=found.printed(piece.start), end=found.printed(piece.end)) for piece in undated.pieces
        ]
    return found


def without_dates(text: str, dates: Sequence[PrintedDate], firsts: Sequence[int]) -> tuple[str, tuple[Gap, ...]]:
    """The text without its dates, and where these are missing. ``firsts`` is where names end before each of them. Dates
    that cannot be told apart stay as they are.
    """
    different: list[str] = []
    out: list[str] = []
    gaps: list[Gap] = []
    at = size = 0
    for date, first in zip(dates, firsts, strict=True):
        start, end, outer_start, outer_end, raw = date[:5]
        if raw not in different:
            different.append(raw)
        if min(first, outer_start) < at or len(different) > _MOST_DATES:
            return text, tuple(Gap(*date[:4], first) for date, first in zip(dates, firsts, strict=True))
        between = text[at:outer_start]
        before = text[outer_start:start] if first > outer_start else _DIGIT.sub("0", text[outer_start:start])
        inside = _WORD.sub(2 * str(different.index(raw)), text[start:end])
        behind = _DIGIT.sub("0", text[end:outer_end]) if end < outer_end else ""
        out += (between, before, inside, behind)
        size += len(between)
        gap = size + len(before)
        gaps.append(Gap(gap, gap + len(inside), size, gap + len(inside) + len(behind), size - outer_start + first))
        at, size = outer_end, gap + len(inside) + len(behind)
    return "".join([*out, text[at:]]), tuple(gaps)
