"""Words of lines as numbers, so that lines are compared by sorting, and the language of each line.

A word of English letters is its first five letters as a number to base 32, the first letter lowest: eight letters are
read as one number of 64 bits, and the gaps between them closed. Any other word gets a number beyond those when it is
met. Lines are taken together, those of English letters as bytes and others as code points; only lines in scripts
without spaces, and with letters that change their number when they are made small, are looked at one by one.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.patterns import later
from corpuskit.sorted_numbers import among, distinct
from corpuskit.splitting.clues.alphabets import CAPITAL, Alphabet, Spelt, alphabet_of
from corpuskit.splitting.clues.function_words import (
    BASE,
    COUNTED,
    ENGLISH,
    LONGEST,
    UNSPACED,
    function_words,
    has_kana,
    language_of,
    script_of,
    tell,
)

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
#: The letters of joined lines as small numbers, and 0 for everything else.
Letters = npt.NDArray[np.unsignedinteger[Any]]

#: Letters of ASCII as 1 to 26, small ones with a bit besides, and 0 for everything else.
_LETTERS = bytes(code % 64 if chr(code).isalpha() and code < 128 else 0 for code in range(256))
_SMALL_BIT = 32
#: The first number of a word that is no English letters.
_OTHERS = BASE**COUNTED
#: Eight letters as they are read at once, the first one lowest: those of a word of so many, and what of each is its
#: number, or the bit of small ones.
_EIGHT = np.dtype("<u8")
_WITHIN = np.array([(1 << 8 * size) - 1 for size in range(9)], _EIGHT)
_NUMBER_BITS, _CASE_BITS = (np.uint64(int.from_bytes(bytes([bits] * 8))) for bits in (BASE - 1, _SMALL_BIT))
#: So many lines of English letters are looked at together: what is made of them stays near the processor.
_AT_ONCE = 2048
#: More different letters than this, and five of them are no number of 63 bits.
_MOST_LETTERS = 6_000
#: A word's number and a line's are joined in one, the line's in so many bits.
_ROW_BITS = 32
JOINED = 1 << _ROW_BITS
_NO_NUMBERS: Numbers = np.zeros(0, np.int64)
#: What becomes several characters when case is folded, or a letter where it was none; "ß" is all that is common of it.
CHANGING = re.compile(
    "[\u0130\u0149\u01f0\u0345\u0390\u03b0\u0587\u1e96-\u1e9a\u1e9e\u1f50-\u1ffc\ufb00-\ufb06\ufb13-\ufb17]"
)
#: What may be a letter beyond ASCII: anything but what typesetting adds to English text.
_OTHER_LETTER = re.compile("[^\x00-\x7f\u00a0«»\u2010-\u201f\u2026]")
_RUN = re.compile(r"[^\W\d_]+")
#: What counts of a word that does, words being parted by spaces.
_LONG_WORD = later(r"(?<![^ ])[^ ]{4,5}")


class Compared(NamedTuple):
    """Rows of a stretch as they are compared: ``pairs`` are (word, row) joined, each once, in order; ``languages`` is
    one number a row, 0 where its words do not tell.
    """

    pairs: Numbers
    languages: Numbers


def compare(texts: list[str], rows: Numbers, size: int) -> Compared:
    """The words and the languages of lines that are ``rows`` of a stretch of ``size`` rows."""
    languages = np.zeros(size, np.int64)
    return Compared(_pairs(texts, rows, languages), languages)


def words_of(texts: list[str], rows: Numbers) -> tuple[Numbers, Numbers]:
    """The words of lines, each once a row, in order, and their rows."""
    return parted(_pairs(texts, rows, None))


def parted(pairs: Numbers) -> tuple[Numbers, Numbers]:
    """The words and the rows that were joined."""
    return pairs >> _ROW_BITS, pairs & (JOINED - 1)


def _pairs(texts: list[str], rows: Numbers, languages: Numbers | None) -> Numbers:
    """Words and rows joined, each once, in order; fills in the languages, where they are asked."""
    plain = np.array([text.isascii() or _OTHER_LETTER.search(text) is None for text in texts], bool)
    ours, others = np.flatnonzero(plain), np.flatnonzero(~plain)
    found = []
    if len(others):
        found.append(_other_words([texts[i] for i in others.tolist()], rows[others], languages))
    for at in range(0, len(ours), _AT_ONCE):
        some = ours[at : at + _AT_ONCE]
        found.append(_plain_words([texts[i] for i in some.tolist()], rows[some], languages))
    return distinct(np.concatenate([_NO_NUMBERS, *(words * JOINED + of for words, of in found)]))


class _Runs(NamedTuple):
    """Runs of letters: where each begins, its letters, and its line."""

    start: Numbers
    size: Numbers
    of: Numbers


def _runs(letters: Letters, begins: Numbers) -> _Runs:
    """The runs of letters of lines; ``begins`` are the places of the lines, and the end."""
    edges = np.flatnonzero(np.diff(letters != 0, prepend=False))
    start, size = edges[::2], edges[1::2] - edges[::2]
    return _Runs(start, size, np.repeat(np.arange(len(begins) - 1), np.diff(np.searchsorted(start, begins))))


def _leading(letters: Letters, base: int, runs: _Runs, places: int = COUNTED) -> Numbers:
    """The first letters of runs as numbers to a base."""
    number = np.zeros(len(runs.start), np.int64)
    for place in range(places):
        longer = np.flatnonzero(runs.size > place)
        number[longer] += base**place * letters[runs.start[longer] + place].astype(np.int64)
    return number


def _plain_words(texts: list[str], rows: Numbers, languages: Numbers | None) -> tuple[Numbers, Numbers]:
    """The words of lines of English letters, each with its row; fills in the rows' languages."""
    octets = "\n".join([*texts, "\n" * _EIGHT.itemsize]).encode("ascii", "replace").translate(_LETTERS)
    runs = _runs(np.frombuffer(octets, np.uint8), np.cumsum([0, *(len(text) + 1 for text in texts)]))
    eight: npt.NDArray[np.uint64] = np.ndarray((len(octets) - 7,), _EIGHT, octets, strides=(1,))
    letters = eight[runs.start] & _WITHIN.take(runs.size, mode="clip")
    whole = _joined(letters & _NUMBER_BITS)
    known = function_words()
    opens = known.openings[whole & (len(known.openings) - 1)]
    if languages is not None:
        may = np.flatnonzero(opens & (runs.size <= LONGEST))
        tell(known.plain, whole[may], runs.of[may], rows, languages)
    number = whole & (BASE**COUNTED - 1)
    kept = runs.size > 3
    may = np.flatnonzero(opens & kept)
    kept[may] = ~among(number[may], known.common_numbers)
    kept |= _unshouted((runs.size > 1) & (runs.size <= 3) & (letters & _CASE_BITS == 0), runs, texts)
    found = np.flatnonzero(kept)  # a flag for each is looked through five times as fast so
    return number[found], rows[runs.of[found]]


def _joined(letters: npt.NDArray[np.uint64]) -> Numbers:
    """Letters of eight bits each as numbers to base 32, without the gaps of three bits between them."""
    for width, mask in ((8, 0x00FF00FF00FF00FF), (16, 0x0000FFFF0000FFFF), (32, 0x00000000FFFFFFFF)):
        gap = 3 * width // 8
        letters = (letters & np.uint64(mask)) | ((letters & np.uint64(mask << width)) >> np.uint64(gap))
    return letters.view(np.int64)


def _acronyms(runs: _Runs, case: npt.NDArray[Any], texts: list[str]) -> Mask:
    """Which runs are acronyms of two or three letters, which say more than most words; none in a line of capitals."""
    acronym = (runs.size > 1) & (runs.size <= 3)
    start, end = runs.start[acronym], (runs.start + runs.size)[acronym]
    acronym[acronym] = (case[start] | case[start + 1] | case[end - 1]) == CAPITAL
    return _unshouted(acronym, runs, texts)


def _unshouted(acronym: Mask, runs: _Runs, texts: list[str]) -> Mask:
    """Runs of capitals but for those in lines of capitals."""
    shouted = [i for i in distinct(runs.of[acronym]).tolist() if texts[i].isupper()]
    return acronym & ~np.isin(runs.of, shouted) if shouted else acronym


def _other_words(texts: list[str], rows: Numbers, languages: Numbers | None) -> tuple[Numbers, Numbers]:
    """The same of lines that have other letters than English."""
    known = function_words()
    scripts = [script_of(text[:40]) for text in texts]
    if languages is not None:
        languages[rows] = [known.numbers[script] if script is not None else 0 for script in scripts]
    marked = zip(texts, scripts, strict=True)
    is_spaced = np.array([script not in UNSPACED and CHANGING.search(text) is None for text, script in marked], bool)
    spaced = [texts[i].replace("ß", "ss") for i in np.flatnonzero(is_spaced).tolist()]
    codes = np.frombuffer("\n".join([*spaced, "\n" * LONGEST]).encode("utf-32-le"), np.uint32)
    alphabet = alphabet_of(codes)
    number, of = np.zeros(0, np.int64), np.zeros(0, np.int64)
    if alphabet.base < _MOST_LETTERS:
        number, of = _spaced_words(spaced, codes, alphabet, rows[is_spaced], languages)
    else:
        is_spaced[:] = False
    spelt = Spelt(alphabet)
    words, rows_of_words = [number], [of]
    for i in np.flatnonzero(~is_spaced).tolist():
        found, language = words_of_one(texts[i])
        if languages is not None:
            languages[rows[i]] = language
        words.append(np.array([spelt[word] for word in found], np.int64))
        rows_of_words.append(np.full(len(found), rows[i]))
    return _beyond_english(np.concatenate(words), alphabet.base), np.concatenate(rows_of_words)


def _beyond_english(words: Numbers, base: int) -> Numbers:
    """Numbers to another base as those of English letters, and beyond them where there are others."""
    once = distinct(words)
    number, rest, plain = np.zeros(len(once), np.int64), once, once >= 0
    for place in range(COUNTED):
        digit = rest % base
        rest = rest // base
        plain &= digit <= ENGLISH
        number += digit * BASE**place
    others = np.flatnonzero(~plain)
    number[others] = _OTHERS + np.arange(len(others))
    return number[np.searchsorted(once, words)]


def _spaced_words(
    texts: list[str], codes: npt.NDArray[np.uint32], alphabet: Alphabet, rows: Numbers, languages: Numbers | None
) -> tuple[Numbers, Numbers]:
    """The same, as numbers to the base of an alphabet, of lines in which words are parted by spaces."""
    letters = alphabet.letters[codes]
    runs = _runs(letters, np.cumsum([0, *(len(text) + 1 for text in texts)]))
    number = _leading(letters, alphabet.base, runs)
    untold = languages[rows] == 0 if languages is not None else None
    if languages is not None and untold is not None and untold.any():
        words = function_words().all
        asked = untold[runs.of] & (runs.size <= LONGEST)
        asked = _Runs(*(column[asked] for column in runs))
        tell(words, _leading(alphabet.digits[letters], words.base, asked, LONGEST), asked.of, rows, languages)
    kept = (runs.size > 3) & ~among(number, alphabet.common()) | _acronyms(runs, alphabet.case[codes], texts)
    return number[kept], rows[runs.of[kept]]


def words_of_one(text: str) -> tuple[set[str], int]:
    """The words of a line as they are compared, and the number of its language."""
    known = function_words()
    script = script_of(text[:40])
    if script is not None and script in UNSPACED:
        pairs = (text[i : i + 2] for i in range(min(len(text) - 1, 120)))
        return {p for p in pairs if p.isalpha()}, known.numbers["ja" if has_kana(text) else script]
    runs = _RUN.findall(text)
    folded = " ".join(runs).casefold()
    words = set(_LONG_WORD.findall(folded)) - known.common
    acronyms = [w for w in runs if w.isupper() and 1 < len(w) < 4]
    if acronyms and not text.isupper():
        words.update([w.casefold() for w in acronyms])
    return words, known.numbers[script] if script is not None else language_of(folded.split(" "))
