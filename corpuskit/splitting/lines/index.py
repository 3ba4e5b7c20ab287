r"""The line index of UTF-8 data: where lines start and end, which are blank, which are long. NumPy, nothing per byte in
Python.

A line ends at LF, CRLF or a lone CR; its end bytes belong to it. NEL, U+2028, U+2029, VT and FF do not end a line: they
are white space inside one (a paste from a word processor has U+2028 inside a paragraph), and editors, ``grep -n`` and
the line numbers of reports count the same way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.scripts import FULL_STOPS, WITHOUT_STOPS
from corpuskit.octets import ends_of_lines
from corpuskit.sorted_numbers import among

Offsets = npt.NDArray[np.int64]

#: More characters than this, and a line is a paragraph and never a title, subtitle or credit.
LONG = 300
#: At least so many characters, and a line that ends like a sentence is prose.
PROSE = 90
#: Bytes of which characters are counted at a time, in up to eight bytes of memory for each.
_COUNTED = 1024 * 1024
#: As signed numbers, the bytes that continue a character are all below any other.
_LOWEST_LEAD = -64
#: Full stops of two bytes and of three, as numbers that ascend.
_STOPS_OF_2, _STOPS_OF_3 = (
    np.array(sorted(int.from_bytes(sign.encode()) for sign in FULL_STOPS + "…" if len(sign.encode()) == size), np.int32)
    for size in (2, 3)
)
#: White space of any script, with the signs that print nothing (zero-width space and joiners, BOM).
_BLANK = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]*\Z")


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of ``data``: line i is ``data[start[i]:end[i]]``, without its line end ``data[start[i]:stop[i]]``.

    Where paragraphs of several lines count as one (`wrapping.unwrapped`), ``data`` has spaces inside them.
    """

    data: bytes
    start: Offsets
    stop: Offsets
    end: Offsets
    blank: npt.NDArray[np.bool_]
    long: npt.NDArray[np.bool_]  #: more than `LONG` characters
    prose: npt.NDArray[np.bool_]  #: long, or of some length and ending like a sentence
    stopped: npt.NDArray[np.bool_]  #: ending like a sentence; of a script without full stops, as long as one
    size: Offsets  #: in characters
    printed: bytes  #: the data as it is printed
    number: Offsets  #: of the printed line with which each begins, from 0; and how many there are

    def __len__(self) -> int:
        return len(self.start)

    def text(self, i: int) -> str:
        """Line i without its line end."""
        return self.data[self.start[i] : self.stop[i]].decode("utf-8")

    def head(self, i: int, size: int) -> str:
        """About the first ``size`` bytes of line i; a character cut in two is left out."""
        return self.heads(np.array([i]), size)[0]

    def heads(self, numbers: Offsets, size: int) -> list[str]:
        """The same of many lines."""
        start = self.start[numbers]
        return self._between(start, np.minimum(self.stop[numbers], start + size))

    def tails(self, numbers: Offsets, size: int) -> list[str]:
        """About the last ``size`` bytes of lines."""
        stop = self.stop[numbers]
        return self._between(np.maximum(self.start[numbers], stop - size), stop)

    def _between(self, start: Offsets, stop: Offsets) -> list[str]:
        places = zip(start.tolist(), stop.tolist(), strict=True)
        return [self.data[first:last].decode("utf-8", "ignore") for first, last in places]


def index_lines(data: bytes) -> Lines:
    """The lines of ``data``, which is UTF-8; the last one may lack its line end."""
    octets = np.frombuffer(data, dtype=np.uint8)
    ends = ends_of_lines(data) + 1
    if len(data) and (not len(ends) or ends[-1] != len(data)):
        ends = np.append(ends, len(data))
    start = np.concatenate([np.zeros(1, np.int64), ends[:-1]]) if len(ends) else np.zeros(0, np.int64)
    stop = ends.copy()
    if len(ends):
        stop -= octets[stop - 1] == 10
        has = stop > start
        stop[has] -= octets[stop[has] - 1] == 13
    size = stop - start
    characters = size if data.isascii() else _characters(octets, start, stop)
    long = characters > LONG
    blank = size == 0
    maybe = np.flatnonzero(~blank & _opens_blank(octets, start, size))
    for i in maybe.tolist():
        blank[i] = _BLANK.match(data[start[i] : stop[i]].decode("utf-8")) is not None
    stopped = _ends_sentence(octets, start, stop)
    if not data.isascii():
        stopped |= (characters >= PROSE) & _ends_without_stop(octets, stop)
    prose = long | ((characters >= PROSE) & stopped)
    kinds = (blank, long & ~blank, prose & ~blank, stopped & ~blank)
    return Lines(data, start, stop, ends, *kinds, characters, data, np.arange(len(start) + 1))


def _characters(octets: npt.NDArray[np.uint8], start: Offsets, stop: Offsets) -> Offsets:
    """Code points between start and stop: bytes that do not continue a character."""
    places = np.stack([start, stop], axis=1).ravel()
    leads = places.copy()  # before each place
    bounds = range(0, len(octets), _COUNTED)
    rows = [*np.searchsorted(places, bounds, side="right").tolist(), len(places)]
    before = 0
    for at, (first, last) in zip(bounds, pairwise(rows), strict=True):
        others = np.flatnonzero(octets[at : at + _COUNTED].view(np.int8) < _LOWEST_LEAD)
        leads[first:last] -= before + np.searchsorted(others, places[first:last] - at)
        before += len(others)
    return leads[1::2] - leads[::2]


def _opens_blank(octets: npt.NDArray[np.uint8], start: Offsets, size: Offsets) -> npt.NDArray[np.bool_]:
    """Lines whose first byte could open white space (ASCII space, or the lead byte of a longer space)."""
    first = np.zeros(len(start), np.uint8)
    some = size > 0
    first[some] = octets[start[some]]
    opens: npt.NDArray[np.bool_] = some & (
        (first <= 32) | (first == 0xC2) | (first == 0xE1) | (first == 0xE2) | (first == 0xE3) | (first == 0xEF)
    )
    return opens


def _ends_sentence(octets: npt.NDArray[np.uint8], start: Offsets, stop: Offsets) -> npt.NDArray[np.bool_]:
    """Lines that end with a full stop (or its like), with a quotation mark behind it or not. Trailing spaces do not
    count.
    """
    end = stop
    for _ in range(2):
        end = end - ((_before(octets, end, 1) == 32) & (end > start))
    stopped = _is_stop(octets, end)
    last, second, third = (_before(octets, end, places) for places in (1, 2, 3))
    ascii_quote = (last == 0x22) | (last == 0x27)
    curly = (third == 0xE2) & (second == 0x80) & ((last == 0x9D) | (last == 0x99) | (last == 0x9C))
    guillemet = (second == 0xC2) & (last == 0xBB)
    behind = end - np.where(curly, 3, np.where(guillemet, 2, 1))
    mark = _before(octets, behind, 1)
    found: npt.NDArray[np.bool_] = stopped | (
        (ascii_quote | curly | guillemet) & (_is_stop(octets, behind) | (mark == 0x21) | (mark == 0x3F))
    )
    return found


def _ends_without_stop(octets: npt.NDArray[np.uint8], stop: Offsets) -> npt.NDArray[np.bool_]:
    """Lines that end with a letter of a script without full stops: of Thai or Lao, whose letters begin so."""
    first, last = (sign.encode() for sign in WITHOUT_STOPS)
    lead, second = _before(octets, stop, 3), _before(octets, stop, 2)
    found: npt.NDArray[np.bool_] = (lead == first[0]) & (second >= first[1]) & (second <= last[1])
    return found


def _before(octets: npt.NDArray[np.uint8], end: Offsets, places: int) -> npt.NDArray[np.uint8]:
    """The byte some places before ``end``; 0 where there is none."""
    at = end - places
    return np.where(at < 0, np.uint8(0), octets[np.maximum(at, 0)])


def _is_stop(octets: npt.NDArray[np.uint8], end: Offsets) -> npt.NDArray[np.bool_]:
    """Whether a full stop of any script, or "…", stands before ``end``."""
    last = _before(octets, end, 1)
    found: npt.NDArray[np.bool_] = last == 0x2E
    beyond = np.flatnonzero(last > 0x7F)
    if len(beyond):
        places = end[beyond]
        pair = _before(octets, places, 2).astype(np.int32) << 8 | last[beyond]
        whole = _before(octets, places, 3).astype(np.int32) << 16 | pair
        found[beyond] = among(whole, _STOPS_OF_3) | among(pair, _STOPS_OF_2)
    return found
