"""The languages that function words tell, and scripts; function words as numbers, so that many are looked up at once.

A word is a number to a base, its first letter lowest: of English letters to base 32, of all letters of function words
to a larger one.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.ready import read_list
from corpuskit.sorted_numbers import distinct

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
FUNCTION_WORDS = Path(__file__).parents[2] / "lexicon" / "data" / "function_words.toml"
#: Bits of a letter of English, and how many of them there are.
BITS, ENGLISH = 5, 26
BASE = 1 << BITS
#: Letters of a word that count where lines are compared, and the longest function word.
COUNTED, LONGEST = 5, 7
#: Languages told by their script, by the first letter of the line: first and last letter of the range.
_SCRIPTS = (
    ("\u0370", "\u03ff", "el"),
    ("\u0400", "\u052f", None),
    ("\u0590", "\u05ff", "he"),
    ("\u0600", "\u06ff", "ar"),
    ("\u0900", "\u097f", "hi"),
    ("\u0e00", "\u0e7f", "th"),
    ("\u1000", "\u109f", "my"),
    ("\u3040", "\u30ff", "ja"),
    ("\u4e00", "\u9fff", "zh"),
    ("\uac00", "\ud7a3", "ko"),
)
UNSPACED = frozenset(("ja", "zh", "th", "my"))


class Words(NamedTuple):
    """Function words as numbers to ``base``, in order; ``spoken[offsets[i]:offsets[i + 1]]`` are the languages of word
    i.
    """

    base: int
    numbers: Numbers
    offsets: Numbers
    spoken: Numbers


class FunctionWords(NamedTuple):
    """The words that tell a language, with the numbers of their languages (from 1 on; 0 is unknown)."""

    languages: dict[str, tuple[int, ...]]
    numbers: dict[str, int]  #: of each language by name
    common: frozenset[str]  #: function words of four letters and more, as words are compared
    common_letters: Numbers  #: their letters as ``digits``, a row each, and 0 behind them
    common_numbers: Numbers  #: of those of English letters
    plain: Words  #: those of English letters
    openings: Mask  #: whether any of those begins with four letters, by their number
    all: Words
    digits: dict[str, int]  #: the letters of all words as they are counted in ``all``; the number behind is no letter's


@cache
def function_words() -> FunctionWords:
    data = read_list(FUNCTION_WORDS)
    names = dict.fromkeys([*data, *(name for *_, name in _SCRIPTS if name)])
    numbers = {name: number for number, name in enumerate(names, 1)}
    table: dict[str, tuple[int, ...]] = {}
    for language, listed in data.items():
        for word in listed:
            table[word] = (*table.get(word, ()), numbers[language])
    english = {chr(code): code % 32 for code in range(ord("a"), ord("z") + 1)}
    others = sorted({letter for word in table for letter in word} - english.keys())
    digits = english | {letter: BASE + number for number, letter in enumerate(others)}
    common = frozenset(word[:COUNTED] for word in table if len(word) > 3)
    plain = _numbered({word: spoken for word, spoken in table.items() if word.isascii()}, english, BASE)
    openings = np.zeros(BASE**4, bool)
    openings[plain.numbers % len(openings)] = True
    letters = np.array([[digits.get(sign, 0) for sign in word.ljust(COUNTED)] for word in sorted(common)], np.int64)
    return FunctionWords(
        table,
        numbers,
        common,
        letters,
        np.sort(numbers_of(letters[(letters <= ENGLISH).all(axis=1)], BASE)),
        plain,
        openings,
        _numbered(table, digits, BASE + len(others) + 1),
        digits,
    )


def _numbered(table: dict[str, tuple[int, ...]], digits: dict[str, int], base: int) -> Words:
    ordered = sorted((to_base(base, [digits[letter] for letter in word], LONGEST), word) for word in table)
    spoken = [table[word] for _, word in ordered]
    return Words(
        base,
        np.array([number for number, _ in ordered], np.int64),
        np.cumsum([0, *map(len, spoken)]),
        np.array([language for languages in spoken for language in languages], np.int64),
    )


def to_base(base: int, digits: list[int], places: int) -> int:
    return sum(digit * base**place for place, digit in enumerate(digits[:places]))


def numbers_of(letters: Numbers, base: int) -> Numbers:
    """Rows of letters as numbers to a base."""
    numbers: Numbers = letters @ base ** np.arange(letters.shape[1])
    return numbers


def tell(words: Words, number: Numbers, of: Numbers, rows: Numbers, languages: Numbers) -> None:
    """Fills in the language of each line by its words, of which ``number`` are all letters: that with the most
    different function words (at least two, and more than the next).
    """
    entry = np.searchsorted(words.numbers, number)
    entry[entry == len(words.numbers)] = 0
    known = np.flatnonzero(words.numbers[entry] == number)
    found = distinct(of[known] * len(words.numbers) + entry[known])
    lines, entries = found // len(words.numbers), found % len(words.numbers)
    many = np.diff(words.offsets)[entries]
    spoken = words.spoken[np.repeat(words.offsets[entries] - np.cumsum(many) + many, many) + np.arange(int(many.sum()))]
    wide = len(function_words().numbers) + 1
    votes = np.bincount(np.repeat(lines, many) * wide + spoken, minlength=len(rows) * wide)
    votes = votes.reshape(len(rows), wide)
    best = votes.max(axis=1, initial=0)
    sure = (best > 1) & ((votes == best[:, None]).sum(axis=1) == 1)
    languages[rows[sure]] = votes[sure].argmax(axis=1)


def has_kana(text: str) -> bool:
    return any("\u3040" <= sign <= "\u30ff" for sign in text[:80])


def script_of(text: str) -> str | None:
    for sign in text:
        if sign > "\u036f" and sign.isalpha():
            return next((name for low, high, name in _SCRIPTS if low <= sign <= high), None)
    return None


def language_of(words: list[str]) -> int:
    """The language with the most different function words (at least two, and more than the next), or 0."""
    table = function_words().languages
    votes: dict[int, int] = {}
    for word in table.keys() & words:
        for language in table[word]:
            votes[language] = votes.get(language, 0) + 1
    best = max(votes.values(), default=0)
    top = [language for language, counted in votes.items() if counted == best]
    return top[0] if best > 1 and len(top) == 1 else 0
