"""Words of lines as numbers, so that lines are compared by sorting; and the languages that function words tell.

A word of English letters is its first five letters as a number to base 32, the first letter lowest: eight letters are
read as one number of 64 bits, and the gaps between them closed. Any other word gets a number beyond those when it is
met. Lines are taken together, those of English letters as bytes and others as code points; only lines in scripts
without spaces, and with letters that change their number when they are made small, are looked at one by one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.patterns import later
from corpuskit.ready import read_list
from corpuskit.sorted_numbers import among, distinct

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
FUNCTION_WORDS = Path(__file__).parents[2] / "lexicon" / "data" / "function_words.toml"
#: The letters of joined lines as small numbers, and 0 for everything else.
Letters = npt.NDArray[np.unsignedinteger[Any]]

#: Letters of ASCII as 1 to 26, small ones with a bit besides, and 0 for everything else.
_LETTERS = bytes(code % 64 if chr(code).isalpha() and code < 128 else 0 for code in range(256))
_SMALL_BIT, _BITS, _ENGLISH = 32, 5, 26
_BASE = 1 << _BITS
#: Letters of a word that count, the longest function word, and the first number of a word that is no English letters.
_COUNTED, _LONGEST, _OTHERS = 5, 7, _BASE**5
#: Eight letters as they are read at once, the first one lowest: those of a word of so many, and what of each is its
#: number, or the bit of small ones.
_EIGHT = np.dtype("<u8")
_WITHIN = np.array([(1 << 8 * size) - 1 for size in range(9)], _EIGHT)
_NUMBER_BITS, _CASE_BITS = (np.uint64(int.from_bytes(bytes([bits] * 8))) for bits in (_BASE - 1, _SMALL_BIT))
#: So many lines of English letters are looked at together: what is made of them stays near the processor.
_AT_ONCE = 2048
#: More different letters than this, and five of them are no number of 63 bits.
_MOST_LETTERS = 6_000
#: A word's number and a line's are joined in one, the line's in so many bits.
_ROW_BITS = 32
JOINED = 1 << _ROW_BITS
#: What becomes several characters when case is folded, or a letter where it was none; "ß" is all that is common of it.
CHANGING = re.compile(
    "[\u0130\u0149\u01f0\u0345\u0390\u03b0\u0587\u1e96-\u1e9a\u1e9e\u1f50-\u1ffc\ufb00-\ufb06\ufb13-\ufb17]"
)
#: Of a letter that has case.
_CAPITAL, _SMALL = 1, 2
#: What may be a letter beyond ASCII: anything but what typesetting adds to English text.
_OTHER_LETTER = re.compile("[^\x00-\x7f\u00a0«»\u2010-\u201f\u2026]")
_RUN = re.compile(r"[^\W\d_]+")
#: What counts of a word that does, words being parted by spaces.
_LONG_WORD = later(r"(?<![^ ])[^ ]{4,5}")
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
_UNSPACED = frozenset(("ja", "zh", "th", "my"))


class Compared(NamedTuple):
    """Rows of a stretch as they are compared: ``pairs`` are (word, row) joined, each once, in order; ``languages`` is
    one number a row, 0 where its words do not tell.
    """

    pairs: Numbers
    languages: Numbers


class _Words(NamedTuple):
    """Function words as numbers to ``base``, in order; ``spoken[offsets[i]:offsets[i + 1]]`` are the languages of word
    i.
    """

    base: int
    numbers: Numbers
    offsets: Numbers
    spoken: Numbers


class _FunctionWords(NamedTuple):
    """The words that tell a language, with the numbers of their languages (from 1 on; 0 is unknown)."""

    languages: dict[str, tuple[int, ...]]
    numbers: dict[str, int]  #: of each language by name
    common: frozenset[str]  #: function words of four letters and more, as words are compared
    common_letters: Numbers  #: their letters as ``digits``, a row each, and 0 behind them
    common_numbers: Numbers  #: of those of English letters
    plain: _Words  #: those of English letters
    openings: Mask  #: whether any of those begins with four letters, by their number
    all: _Words
    digits: dict[str, int]  #: the letters of all words as they are counted in ``all``; the number behind is no letter's


@cache
def _function_words() -> _FunctionWords:
    data = read_list(FUNCTION_WORDS)
    names = dict.fromkeys([*data, *(name for *_, name in _SCRIPTS if name)])
    numbers = {name: number for number, name in enumerate(names, 1)}
    table: dict[str, tuple[int, ...]] = {}
    for language, listed in data.items():
        for word in listed:
            table[word] = (*table.get(word, ()), numbers[language])
    english = {chr(code): code % 32 for code in range(ord("a"), ord("z") + 1)}
    others = sorted({letter for word in table for letter in word} - english.keys())
    digits = english | {letter: _BASE + number for number, letter in enumerate(others)}
    common = frozenset(word[:_COUNTED] for word in table if len(word) > 3)
    plain = _numbered({word: spoken for word, spoken in table.items() if word.isascii()}, english, _BASE)
    openings = np.zeros(_BASE**4, bool)
    openings[plain.numbers % len(openings)] = True
    letters = np.array([[digits.get(sign, 0) for sign in word.ljust(_COUNTED)] for word in sorted(common)], np.int64)
    return _FunctionWords(
        table,
        numbers,
        common,
        letters,
        np.sort(_numbers_of(letters[(letters <= _ENGLISH).all(axis=1)], _BASE)),
        plain,
        openings,
        _numbered(table, digits, _BASE + len(others) + 1),
        digits,
    )


def _numbered(table: dict[str, tuple[int, ...]], digits: dict[str, int], base: int) -> _Words:
    ordered = sorted((_to_base(base, [digits[letter] for letter in word], _LONGEST), word) for word in table)
    spoken = [table[word] for _, word in ordered]
    return _Words(
        base,
        np.array([number for number, _ in ordered], np.int64),
        np.cumsum([0, *map(len, spoken)]),
        np.array([language for languages in spoken for language in languages], np.int64),
    )


def _to_base(base: int, digits: list[int], places: int) -> int:
    return sum(digit * base**place for place, digit in enumerate(digits[:places]))


def _numbers_of(letters: Numbers, base: int) -> Numbers:
    """Rows of letters as numbers to a base."""
    numbers: Numbers = letters @ base ** np.arange(letters.shape[1])
    return numbers


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
    found = [_other_words([texts[i] for i in others.tolist()], rows[others], languages)]
    for at in range(0, len(ours), _AT_ONCE):
        some = ours[at : at + _AT_ONCE]
        found.append(_plain_words([texts[i] for i in some.tolist()], rows[some], languages))
    return distinct(np.concatenate([words * JOINED + of for words, of in found]))


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


def _leading(letters: Letters, base: int, runs: _Runs, places: int = _COUNTED) -> Numbers:
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
    letters = eight[runs.start] & _WITHIN[np.minimum(runs.size, 8)]
    whole = _joined(letters & _NUMBER_BITS)
    known = _function_words()
    opens = known.openings[whole & (len(known.openings) - 1)]
    if languages is not None:
        may = np.flatnonzero(opens & (runs.size <= _LONGEST))
        _tell(known.plain, whole[may], runs.of[may], rows, languages)
    number = whole & (_BASE**_COUNTED - 1)
    kept = runs.size > 3
    may = np.flatnonzero(opens & kept)
    kept[may] = ~among(number[may], known.common_numbers)
    kept |= _unshouted((runs.size > 1) & (runs.size <= 3) & (letters & _CASE_BITS == 0), runs, texts)
    return number[kept], rows[runs.of[kept]]


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
    acronym[acronym] = (case[start] | case[start + 1] | case[end - 1]) == _CAPITAL
    return _unshouted(acronym, runs, texts)


def _unshouted(acronym: Mask, runs: _Runs, texts: list[str]) -> Mask:
    """Runs of capitals but for those in lines of capitals."""
    shouted = [i for i in distinct(runs.of[acronym]).tolist() if texts[i].isupper()]
    return acronym & ~np.isin(runs.of, shouted) if shouted else acronym


def _tell(words: _Words, number: Numbers, of: Numbers, rows: Numbers, languages: Numbers) -> None:
    """Fills in the language of each line by its words, of which ``number`` are all letters: that with the most
    different function words (at least two, and more than the next).
    """
    entry = np.searchsorted(words.numbers, number)
    entry[entry == len(words.numbers)] = 0
    is_one = words.numbers[entry] == number
    found = distinct(of[is_one] * len(words.numbers) + entry[is_one])
    lines, entries = found // len(words.numbers), found % len(words.numbers)
    many = np.diff(words.offsets)[entries]
    spoken = words.spoken[np.repeat(words.offsets[entries] - np.cumsum(many) + many, many) + np.arange(int(many.sum()))]
    wide = len(_function_words().numbers) + 1
    votes = np.bincount(np.repeat(lines, many) * wide + spoken, minlength=len(rows) * wide)
    votes = votes.reshape(len(rows), wide)
    best = votes.max(axis=1, initial=0)
    sure = (best > 1) & ((votes == best[:, None]).sum(axis=1) == 1)
    languages[rows[sure]] = votes[sure].argmax(axis=1)


def _other_words(texts: list[str], rows: Numbers, languages: Numbers | None) -> tuple[Numbers, Numbers]:
    """The same of lines that have other letters than English."""
    known = _function_words()
    scripts = [_script(text[:40]) for text in texts]
    if languages is not None:
        languages[rows] = [known.numbers[script] if script is not None else 0 for script in scripts]
    marked = zip(texts, scripts, strict=True)
    is_spaced = np.array([script not in _UNSPACED and CHANGING.search(text) is None for text, script in marked], bool)
    spaced = [texts[i].replace("ß", "ss") for i in np.flatnonzero(is_spaced).tolist()]
    codes = np.frombuffer("\n".join([*spaced, "\n" * _LONGEST]).encode("utf-32-le"), np.uint32)
    alphabet = _alphabet(codes)
    number, of = np.zeros(0, np.int64), np.zeros(0, np.int64)
    if alphabet.base < _MOST_LETTERS:
        number, of = _spaced_words(spaced, codes, alphabet, rows[is_spaced], languages)
    else:
        is_spaced[:] = False
    others = dict[str, int]()
    words, rows_of_words = [number], [of]
    for i in np.flatnonzero(~is_spaced).tolist():
        found, language = words_of_one(texts[i])
        if languages is not None:
            languages[rows[i]] = language
        words.append(np.array([alphabet.number(word, others) for word in found], np.int64))
        rows_of_words.append(np.full(len(found), rows[i]))
    return _beyond_english(np.concatenate(words), alphabet.base), np.concatenate(rows_of_words)


def _beyond_english(words: Numbers, base: int) -> Numbers:
    """Numbers to another base as those of English letters, and beyond them where there are others."""
    once = distinct(words)
    number, rest, plain = np.zeros(len(once), np.int64), once, once >= 0
    for place in range(_COUNTED):
        digit = rest % base
        rest = rest // base
        plain &= digit <= _ENGLISH
        number += digit * _BASE**place
    others = np.flatnonzero(~plain)
    number[others] = _OTHERS + np.arange(len(others))
    return number[np.searchsorted(once, words)]


def _spaced_words(
    texts: list[str], codes: npt.NDArray[np.uint32], alphabet: _Alphabet, rows: Numbers, languages: Numbers | None
) -> tuple[Numbers, Numbers]:
    """The same, as numbers to the base of an alphabet, of lines in which words are parted by spaces."""
    letters = alphabet.letters[codes]
    runs = _runs(letters, np.cumsum([0, *(len(text) + 1 for text in texts)]))
    number = _leading(letters, alphabet.base, runs)
    untold = languages[rows] == 0 if languages is not None else None
    if languages is not None and untold is not None and untold.any():
        words = _function_words().all
        asked = untold[runs.of] & (runs.size <= _LONGEST)
        asked = _Runs(*(column[asked] for column in runs))
        _tell(words, _leading(alphabet.digits[letters], words.base, asked, _LONGEST), asked.of, rows, languages)
    kept = (runs.size > 3) & ~among(number, alphabet.common()) | _acronyms(runs, alphabet.case[codes], texts)
    return number[kept], rows[runs.of[kept]]


class _Alphabet(NamedTuple):
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

    def number(self, word: str, others: dict[str, int]) -> int:
        """A word to the base of the alphabet; one that has none gets a number below 0, kept in ``others``."""
        digits = [self.numbers.get(sign, 0) for sign in word]
        if 0 in digits or len(digits) > _COUNTED:
            return -others.setdefault(word, len(others) + 1)
        return _to_base(self.base, digits, _COUNTED)

    def common(self) -> Numbers:
        """The function words that do not count, as far as they can be spelt."""
        known = _function_words()
        own = np.zeros(known.all.base, np.int64)
        own[self.digits] = np.arange(self.base)
        letters = own[known.common_letters]
        spelt = ((letters > 0) | (known.common_letters == 0)).all(axis=1)
        return np.sort(_numbers_of(letters[spelt], self.base))


def _alphabet(codes: npt.NDArray[np.uint32]) -> _Alphabet:
    """The letters that a text has."""
    known = _function_words()
    size = int(codes.max()) + 1
    present = np.zeros(size, bool)
    present[codes] = True
    letters, case = np.zeros(size, np.uint32), np.zeros(size, np.uint8)
    numbers = {letter: number for letter, number in known.digits.items() if number <= _ENGLISH}
    for code in np.flatnonzero(present).tolist():
        folded, case[code] = _sign(code)
        if folded:
            letters[code] = numbers.setdefault(folded, len(numbers) + 1)
    digits = [known.digits.get(sign, known.all.base - 1) for sign in numbers]
    return _Alphabet(numbers, letters, case, np.array([0, *digits], np.uint32))


@lru_cache(maxsize=16384)
def _sign(code: int) -> tuple[str, int]:
    """A character as a small letter ("" where it is none), and its case."""
    sign = chr(code)
    case = _CAPITAL if sign.isupper() else _SMALL if sign.islower() or sign.istitle() else 0
    return sign.casefold() if _RUN.match(sign) is not None else "", case


def words_of_one(text: str) -> tuple[set[str], int]:
    """The words of a line as they are compared, and the number of its language."""
    known = _function_words()
    script = _script(text[:40])
    if script is not None and script in _UNSPACED:
        pairs = (text[i : i + 2] for i in range(min(len(text) - 1, 120)))
        return {p for p in pairs if p.isalpha()}, known.numbers["ja" if _has_kana(text) else script]
    runs = _RUN.findall(text)
    folded = " ".join(runs).casefold()
    words = set(_LONG_WORD.findall(folded)) - known.common
    acronyms = [w for w in runs if w.isupper() and 1 < len(w) < 4]
    if acronyms and not text.isupper():
        words.update([w.casefold() for w in acronyms])
    return words, known.numbers[script] if script is not None else _language_of(folded.split(" "))


def _has_kana(text: str) -> bool:
    return any("\u3040" <= sign <= "\u30ff" for sign in text[:80])


def _script(text: str) -> str | None:
    for sign in text:
        if sign > "\u036f" and sign.isalpha():
            return next((name for low, high, name in _SCRIPTS if low <= sign <= high), None)
    return None


def _language_of(words: list[str]) -> int:
    """The language with the most different function words (at least two, and more than the next), or 0."""
    table = _function_words().languages
    votes: dict[int, int] = {}
    for word in table.keys() & words:
        for language in table[word]:
            votes[language] = votes.get(language, 0) + 1
    best = max(votes.values(), default=0)
    top = [language for language, counted in votes.items() if counted == best]
    return top[0] if best > 1 and len(top) == 1 else 0
