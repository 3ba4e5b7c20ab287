"""Wrapped text: lines that end where the next word had no room, as mail, print and files of plain text have them.

Such a dump is cut as if each paragraph were one line: `unwrapped` puts spaces in place of the line ends inside
paragraphs, so that every offset stays. Lines run on where the one below begins with a small letter and no sentence ends
between; how long these are, and how long they would have been with one word more, shows where a dump wraps. Both are
counted, mergeable and of fixed size; a line that would have had room for the next word ends a paragraph, a title or a
credit.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.credits.datelines import parse_dateline
from corpuskit.lexicon.credits.names import is_domain, looks_like_name
from corpuskit.lexicon.credits.pieces import has_number, look_at_credit
from corpuskit.lexicon.credits.words import label_at
from corpuskit.lexicon.scripts import begins_small
from corpuskit.splitting.lines.index import Lines, Offsets, index_lines

Mask = npt.NDArray[np.bool_]
#: Lines are wrapped at no more characters, and none of fewer tells where.
_WIDEST, _NARROWEST = 250, 30
#: A word of more bytes counts as so long, and so many spaces at the start of a line are looked behind.
_WORD, _INDENT = 32, 40
#: A dump is wrapped where so many lines run on, at least, and one in so many, …
_ENOUGH, _ONE_IN = 4, 5
#: … and their lengths lie within a part of the longest. Of the longest and the shortest one in so many is left out.
_SPREAD, _LONGER, _SHORTER = 4, 50, 20
#: Paragraphs stand between blank lines where one in so many, at most, ends above another line.
_SELDOM = 10
#: Proportional letters let a line have so many percent more.
_PERCENT = 110
#: So much of a line is read, in bytes.
_HEAD = 400
#: First bytes of small letters and of scripts without case; of two bytes, the first second byte that is one.
_SMALL = np.full(256, 256, np.int64)
_SMALL[ord("a") : ord("z") + 1] = 0
_SMALL[[0xC3, 0xC4, 0xC5, 0xCE, 0xCF, 0xD0, 0xD1]] = [0x9F, 0x80, 0x80, 0xAC, 0x80, 0xB0, 0x80]
_WITHOUT_CASE = slice(0xD7, 0xE1)
_SMALL[_WITHOUT_CASE] = 0
#: In a script without case, any line of a head seems to run on. No more than one line in so many is longer than where
#: such a dump wraps.
_FEW_LONGER = 8


class Width(NamedTuple):
    """Where a dump wraps: a line has no more characters than ``most``, and would have more than ``least`` with the next
    word.
    """

    least: int
    most: int
    apart: bool = False  #: whether blank lines stand between its paragraphs


@dataclass(slots=True)
class Wrapping:
    """Counts of a dump's lines. ``a.merge(b)`` adds those of another part of the dump."""

    lines: int = 0
    parted: int = 0  #: lines at which a sentence ends above a blank line
    without_case: int = 0  #: lines that run on in one of a script without case
    #: By number of characters: all lines, those that run on, and such lines with the first word of the next.
    every: Offsets = field(default_factory=lambda: np.zeros(_WIDEST + _WORD + 2, np.int64))
    sizes: Offsets = field(default_factory=lambda: np.zeros(_WIDEST + _WORD + 2, np.int64))
    reaches: Offsets = field(default_factory=lambda: np.zeros(_WIDEST + _WORD + 2, np.int64))
    #: The same of lines at which a sentence ends, right above a line that begins with no small letter.
    closing: Offsets = field(default_factory=lambda: np.zeros(_WIDEST + _WORD + 2, np.int64))

    def merge(self, other: Wrapping) -> None:
        """Adds the counts of another part of the dump."""
        self.lines += other.lines
        self.without_case += other.without_case
        self.every += other.every
        self.sizes += other.sizes
        self.reaches += other.reaches
        self.closing += other.closing
        self.parted += other.parted

    def add(self, lines: Lines, first: int, stop: int) -> None:
        """Counts some lines, as they are printed; those behind them are looked at too."""
        shown = lines.size[first:stop][~lines.blank[first:stop]]
        self.lines += len(shown)
        self.every += np.bincount(np.minimum(shown, len(self.every) - 1), minlength=len(self.every))
        some = _running_on(lines, first, stop)
        some = some[lines.size[some] <= _WIDEST]
        self.without_case += int(np.count_nonzero(_are_without_case(lines, some + 1)))
        self.sizes += np.bincount(lines.size[some], minlength=len(self.sizes))
        self.reaches += np.bincount(_reaches(lines, some), minlength=len(self.reaches))
        stop = min(stop, len(lines) - 1)
        ends = np.flatnonzero(lines.stopped[first:stop] & (lines.size[first:stop] <= _WIDEST)) + first
        parted = lines.blank[ends + 1]
        self.parted += int(parted.sum())
        ends = ends[~parted]
        ends = ends[~_begin_small(lines, ends + 1)]
        self.closing += np.bincount(_reaches(lines, ends), minlength=len(self.closing))

    @property
    def width(self) -> Width | None:
        """Where the dump wraps its lines; None where it does not."""
        running = int(self.sizes.sum())
        if running < _ENOUGH or _ONE_IN * running < self.lines:
            return None
        most = len(self.sizes) - 1 - int(np.searchsorted(np.cumsum(self.sizes[::-1]), running // _LONGER, "right"))
        least = int(np.searchsorted(np.cumsum(self.reaches), running // _SHORTER, "right")) - 1
        widest = most * _PERCENT // 100
        longer = int(self.every[widest + 1 :].sum())
        if _SPREAD * (most - least) > most or (2 * self.without_case > running and _FEW_LONGER * longer > self.lines):
            return None
        least = min(least, most)
        apart = _SELDOM * int(self.closing[: least + 1].sum()) <= self.parted
        return Width(least, widest, apart)


def unwrapped(lines: Lines, width: Width, apart: Collection[int] = (), at_end: bool = True) -> Lines:
    """The lines with those of a paragraph in one. Each of the lines ``apart`` begins one.

    Unless ``at_end``, more lines may follow, and the last paragraph of which the end is not known is left out.
    """
    if not len(lines):
        return lines
    joined = _joined(lines, width)
    joined[[line - 1 for line in apart if 0 < line <= len(joined)]] = False
    if not at_end:
        joined[-1:] = True  # it depends on the line behind
    begins = np.append(np.flatnonzero(np.concatenate(([True], ~joined))), len(lines))
    octets = np.frombuffer(lines.data, np.uint8).copy()
    inside = np.flatnonzero(joined)
    for offset in (0, 1):
        at = lines.stop[inside] + offset
        octets[at[at < lines.end[inside]]] = 0x20
    if not at_end:
        begins = begins[:-1]
        octets = octets[: lines.start[begins[-1]]]
    return replace(index_lines(octets.tobytes()), printed=lines.data[: len(octets)], number=begins)


def _running_on(lines: Lines, first: int, stop: int) -> Offsets:
    """Which of some lines surely run on in the one below."""
    stop = min(stop, len(lines) - 1)
    own, below = slice(first, stop), slice(first + 1, stop + 1)
    may = ~lines.blank[own] & ~lines.blank[below] & ~lines.stopped[own] & (lines.size[own] >= _NARROWEST)
    some = np.flatnonzero(may) + first
    return some[_begin_small(lines, some + 1)]


def _joined(lines: Lines, width: Width) -> Mask:
    """Which lines go on in the one below, of all but the last. It depends on no more than the two lines below."""
    joined = np.zeros(max(0, len(lines) - 1), bool)
    some = np.flatnonzero(~lines.blank[:-1] & ~lines.blank[1:] & (lines.size[:-1] <= width.most))
    indented = _first_bytes(lines, some + 1) <= 0x20
    some = some[~indented | (_first_bytes(lines, some) <= 0x20)]
    full = _reaches(lines, some) > width.least
    small = _begin_small(lines, some + 1)
    within = small & ~lines.stopped[some] & (2 * lines.size[some] >= width.least)
    joined[some] = (full & (small | ~lines.stopped[some] | width.apart)) | within
    last = ~np.append(joined, False)[some + 1]
    doubtful = joined[some] & full & (last | ~small)
    asked = some[doubtful]
    answers = zip(
        lines.heads(asked, _HEAD),
        lines.heads(asked + 1, _HEAD),
        small[doubtful].tolist(),
        last[doubtful].tolist(),
        strict=True,
    )
    joined[asked] = [not _parts(*each) for each in answers]
    return joined


def _parts(line: str, below: str, small: bool, last: bool) -> bool:
    """Whether a line that has no room for the next word is a title or credit all the same.

    So it is where a credit stands below it, on one line, or a paragraph with a dateline; where it is a credit
    itself; and where it alone is in capitals. A line that begins ``small`` can be a credit, and nothing else of these.
    """
    if last and not below.rstrip().endswith(".") and _is_credit(below):
        return True
    if small or below.startswith("("):
        return False
    if (line.isupper() and not below.isupper()) or (has_number(line) and _is_credit(line)):
        return True
    dateline = parse_dateline(below)
    return dateline is not None and (dateline.agency is not None or dateline.date is not None)


def _is_credit(line: str) -> bool:
    """Whether a line is nothing but names and dates, or has a byline word first."""
    line = line.strip()
    if has_number(line):
        split = look_at_credit(line)
        if split.dates and all(looks_like_name(piece.text) or is_domain(piece.text) for piece in split.pieces):
            return True
    return not begins_small(line) and label_at(line, 0, len(line), ("author",)) is not None


def _first_bytes(lines: Lines, some: Offsets) -> npt.NDArray[np.uint8]:
    return np.frombuffer(lines.data, np.uint8)[lines.start[some]]


def _begin_small(lines: Lines, some: Offsets) -> Mask:
    """Which lines begin with a small letter, or one of a script without case, behind spaces or not."""
    octets = np.frombuffer(lines.data + b"\0", np.uint8)
    at = _behind_indent(lines, some)
    lowest = _SMALL[octets[at]]
    found: Mask = octets[np.minimum(at + 1, len(octets) - 1)] >= lowest
    return found


def _are_without_case(lines: Lines, some: Offsets) -> Mask:
    """Which lines begin with a letter of a script without case, behind spaces or not."""
    first = np.frombuffer(lines.data + b"\0", np.uint8)[_behind_indent(lines, some)]
    found: Mask = (first >= _WITHOUT_CASE.start) & (first < _WITHOUT_CASE.stop)
    return found


def _behind_indent(lines: Lines, some: Offsets) -> Offsets:
    octets = np.frombuffer(lines.data + b"\0", np.uint8)
    at = lines.start[some]
    for _ in range(_INDENT):
        spaced = octets[at] == 0x20
        if not spaced.any():
            break
        at = at + spaced
    return at


def _reaches(lines: Lines, some: Offsets) -> Offsets:
    """How many characters lines would have with the first word of the next."""
    size: Offsets = lines.size[some] + 1 + _first_words(lines, some + 1)
    return size


def _first_words(lines: Lines, some: Offsets) -> Offsets:
    """How many characters the first word of each line has."""
    octets = np.frombuffer(lines.data + b"\n" * _WORD, np.uint8)
    near = octets[_behind_indent(lines, some)[:, None] + np.arange(_WORD)]
    within = np.logical_and.accumulate(near > 0x20, axis=1)
    size: Offsets = (within & ((near & 0xC0) != 0x80)).sum(axis=1, dtype=np.int64)
    return size
