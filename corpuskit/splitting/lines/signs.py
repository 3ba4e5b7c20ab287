"""What kind of sign each character of many lines is, in columns: letters, digits, spaces, signs between fields."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.scripts import is_small

Numbers = npt.NDArray[np.int64]
Kinds = npt.NDArray[np.uint16]

#: What a character can be, as bits.
SPACE, LETTER, SMALL, DIGIT = 1, 2, 4, 8
#: Whether a line in capitals, or in small letters, would have another character here.
NOT_CAPITAL, NOT_SMALL = 16, 32
#: A sign between the fields of a credit; one that is so only between spaces; one that may end a dateline; a quotation.
FIELD, SPACED, DATELINE, QUOTE, NO_BREAK = 64, 128, 256, 512, 1024

_SIGNS = {
    FIELD: "|｜•·●»:;/([【（—–@©,，、",
    SPACED: "-−*",
    DATELINE: "-–—:/)电電",
    QUOTE: '"“”„«»「',
    NO_BREAK: "\u00a0",
}


class Signs(NamedTuple):
    """The characters of lines, joined by line feeds. Line i is ``codes[begin[i]:begin[i + 1] - 1]``."""

    codes: npt.NDArray[np.uint32]
    kinds: Kinds
    begin: Numbers

    def any_of(self) -> Kinds:
        """Every kind that a line has, of each line."""
        if len(self.begin) == 1:
            return np.zeros(0, np.uint16)
        found: Kinds = np.bitwise_or.reduceat(self.kinds, self.begin[:-1])
        return found

    def spaced(self) -> npt.NDArray[np.bool_]:
        """Whether a line has a `SPACED` sign between two spaces, of each line."""
        at = np.flatnonzero(self.kinds & SPACED)
        at = at[(self.codes[at - 1] == ord(" ")) & (self.codes[at + 1] == ord(" "))]
        found = np.zeros(len(self.begin) - 1, bool)
        found[np.searchsorted(self.begin, at, "right") - 1] = True
        return found

    def words(self) -> tuple[Numbers, Numbers, Numbers]:
        """Where words between spaces begin, how many characters they have, and in which line they are."""
        solid = (self.kinds & SPACE) == 0
        edges = np.flatnonzero(np.diff(solid, prepend=False, append=False))
        start, end = edges[::2], edges[1::2]
        return start, end - start, np.searchsorted(self.begin, start, "right") - 1


def signs_of(lines: list[str]) -> Signs:
    """The signs of lines without line ends; each has one character at least."""
    codes = np.frombuffer("".join([line + "\n" for line in lines]).encode("utf-32-le"), np.uint32)
    kinds = _ascii()[np.minimum(codes, 127)]
    beyond = np.flatnonzero(codes > 127)
    if len(beyond):
        distinct, which = np.unique(codes[beyond], return_inverse=True)
        kinds[beyond] = np.array([_kind(chr(code)) for code in distinct.tolist()], np.uint16)[which]
    return Signs(codes, kinds, np.cumsum([0, *(len(line) + 1 for line in lines)]))


@cache
def _ascii() -> Kinds:
    return np.array([_kind(chr(code)) for code in range(128)], np.uint16)


@lru_cache(maxsize=8192)
def _kind(sign: str) -> int:
    kind = sum(bit for bit, signs in _SIGNS.items() if sign in signs)
    kind |= SPACE * sign.isspace() | LETTER * sign.isalpha() | SMALL * is_small(sign)
    kind |= DIGIT * (sign.isdecimal() or sign == "年")  # a Chinese year is as good as a digit
    has_capital = sign.upper() != sign and (is_small(sign) or not sign.islower())
    return kind | NOT_CAPITAL * has_capital | NOT_SMALL * (sign.lower() != sign)
