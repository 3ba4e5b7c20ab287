"""The letters of a text in any script as small numbers, so that its words are numbers to their base."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.scripts import is_small
from corpuskit.splitting.clues.function_words import COUNTED, ENGLISH, Numbers, function_words, numbers_of, to_base

#: Of a letter that has case.
CAPITAL, _SMALL = 1, 2


class Alphabet(NamedTuple):
    """The letters of a text as numbers: those of English as there, others beyond. ``letters`` and ``case`` are tables
    by code point; function words count a letter as ``digits`` of its number.
    """

    numbers: dict[str, int]
    letters: npt.NDArray[np.uint32]
    case: npt.NDArray[np.uint8]
    digits: npt.NDArray[np.uint32]

    @property
    def base(self) -> int:
        return len(self.digits)

    def common(self) -> Numbers:
        """The function words that do not count, as far as they can be spelt."""
        known = function_words()
        own = np.zeros(known.all.base, np.int64)
        own[self.digits] = np.arange(self.base)
        letters = own[known.common_letters]
        spelt = ((letters > 0) | (known.common_letters == 0)).all(axis=1)
        return np.sort(numbers_of(letters[spelt], self.base))


class Spelt(dict[str, int]):
    """Words to the base of an alphabet, each when it is first met; one that has no number gets one below 0."""

    def __init__(self, alphabet: Alphabet) -> None:
        self._alphabet, self._others = alphabet, 0

    def __missing__(self, word: str) -> int:
        digits = [self._alphabet.numbers.get(sign, 0) for sign in word]
        if 0 in digits or len(digits) > COUNTED:
            self._others += 1
            number = -self._others
        else:
            number = to_base(self._alphabet.base, digits, COUNTED)
        self[word] = number
        return number


def alphabet_of(codes: npt.NDArray[np.uint32]) -> Alphabet:
    """The letters that a text has."""
    known = function_words()
    size = int(codes.max()) + 1
    present = np.zeros(size, bool)
    present[codes] = True
    letters, case = np.zeros(size, np.uint32), np.zeros(size, np.uint8)
    numbers = {letter: number for letter, number in known.digits.items() if number <= ENGLISH}
    for code in np.flatnonzero(present).tolist():
        folded, case[code] = _sign(code)
        if folded:
            letters[code] = numbers.setdefault(folded, len(numbers) + 1)
    digits = [known.digits.get(sign, known.all.base - 1) for sign in numbers]
    return Alphabet(numbers, letters, case, np.array([0, *digits], np.uint32))


@lru_cache(maxsize=16384)
def _sign(code: int) -> tuple[str, int]:
    """A character as a small letter ("" where it is none), and its case."""
    sign = chr(code)
    case = CAPITAL if sign.isupper() else _SMALL if is_small(sign) or sign.istitle() else 0
    return sign.casefold() if sign.isalnum() and not sign.isdecimal() else "", case
