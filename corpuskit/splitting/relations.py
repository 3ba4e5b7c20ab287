"""What a line shares with its neighbours: words, and language. Of all lines of a stretch at once.

Words are numbers, so that lines are compared by sorting: a word of English letters is its first five letters as a
number to base 27, any other gets a number beyond those when it is met.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.ready import read_list
from corpuskit.sorted_numbers import among, distinct
from corpuskit.splitting import clue_names as c

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

FUNCTION_WORDS = Path(__file__).parent.parent / "lexicon" / "data" / "function_words.toml"
#: Lines on either side that a line is compared with.
NEAR = 3
#: Letters of ASCII as 1 to 26, capital or small, and 0 for everything else.
_LETTERS = bytes(code % 32 if chr(code).isalpha() and code < 128 else 0 for code in range(256))
_BASE = 27
#: Letters of a word that count, the longest function word, and the first number of a word that is no English letters.
_COUNTED, _LONGEST, _OTHERS = 5, 7, _BASE**5
#: A line's number and a word's are joined in one.
_JOINED = 1 << 32
#: What may be a letter beyond ASCII: anything but what typesetting adds to English text.
_OTHER_LETTER = re.compile("[^\x00-\x7f\u00a0«»\u2010-\u201f\u2026]")
_RUN = re.compile(r"[^\W\d_]+")
#: What counts of a word that does, words being parted by spaces.
_LONG_WORD = re.compile(r"(?<![^ ])[^ ]{4,5}")
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


class _FunctionWords(NamedTuple):
    """The words that tell a language, with the numbers of their languages (from 1 on; 0 is unknown)."""

    languages: dict[str, tuple[int, ...]]
    numbers: dict[str, int]  #: of each language by name
    common: frozenset[str]  #: function words of four letters and more, as words are compared
    common_numbers: Numbers
    words: Numbers  #: those of English letters by number, in order
    offsets: Numbers  #: ``spoken[offsets[i]:offsets[i + 1]]`` are the languages of word i
    spoken: Numbers
    openings: Mask  #: whether any word begins with three letters


@cache
def _function_words() -> _FunctionWords:
    data = read_list(FUNCTION_WORDS)
    names = dict.fromkeys([*data, *(name for *_, name in _SCRIPTS if name)])
    numbers = {name: number for number, name in enumerate(names, 1)}
    table: dict[str, tuple[int, ...]] = {}
    for language, listed in data.items():
        for word in listed:
            table[word] = (*table.get(word, ()), numbers[language])
    plain = sorted((_number(word, _LONGEST), languages) for word, languages in table.items() if word.isascii())
    common = frozenset(word[:_COUNTED] for word in table if len(word) > 3)
    openings = np.zeros(_BASE**3, bool)
    openings[[number // _BASE ** (_LONGEST - 3) for number, _ in plain]] = True
    return _FunctionWords(
        table,
        numbers,
        common,
        np.array(sorted(_number(word, _COUNTED) for word in common if word.isascii()), np.int64),
        np.array([number for number, _ in plain], np.int64),
        np.cumsum([0, *(len(languages) for _, languages in plain)]),
        np.array([language for _, languages in plain for language in languages], np.int64),
        openings,
    )


def _number(word: str, letters: int) -> int:
    """The first letters of a word of a to z as a number to base 27."""
    number = 0
    for code in word[:letters].ljust(letters, "\0").encode("ascii"):
        number = number * _BASE + code % 32
    return number


class Compared(NamedTuple):
    """Rows of a stretch as they are compared: ``pairs`` are (word, row) joined, each once, in order; ``languages`` is
    one number a row, 0 where its words do not tell.
    """

    pairs: Numbers
    languages: Numbers


def compare(texts: list[str], rows: Numbers, size: int) -> Compared:
    """The words and the languages of lines that are ``rows`` of a stretch of ``size`` rows."""
    plain = np.array([text.isascii() or _OTHER_LETTER.search(text) is None for text in texts], bool)
    languages = np.zeros(size, np.int64)
    words, of = _plain_words([texts[i] for i in np.flatnonzero(plain).tolist()], rows[plain], languages)
    numbered = _Numbered()
    others: list[int] = []
    for i in np.flatnonzero(~plain).tolist():
        row = int(rows[i])
        found, languages[row] = _other_words(texts[i])
        others += [numbered[word] * _JOINED + row for word in found]
    return Compared(distinct(np.concatenate([words * _JOINED + of, np.array(others, np.int64)])), languages)


class _Numbered(dict[str, int]):
    """The numbers of words; those that are no English letters get one when they are met."""

    def __missing__(self, word: str) -> int:
        plain = len(word) <= _COUNTED and word.isascii() and word.isalpha() and word.islower()
        self[word] = _number(word, _COUNTED) if plain else _OTHERS + len(self)
        return self[word]


def _plain_words(texts: list[str], rows: Numbers, languages: Numbers) -> tuple[Numbers, Numbers]:
    """The words of lines of English letters, each with its row; fills in the rows' languages."""
    if not texts:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    octets = "\n".join([*texts, "\n" * _LONGEST]).encode("ascii", "replace")
    letters = np.frombuffer(octets.translate(_LETTERS), np.uint8)
    begins = np.cumsum([0, *(len(text) + 1 for text in texts)])
    edges = np.flatnonzero(np.diff(letters != 0, prepend=False))
    start, size = edges[::2], edges[1::2] - edges[::2]
    of = np.repeat(np.arange(len(texts)), np.diff(np.searchsorted(start, begins)))
    number = np.zeros(len(start), np.int64)
    left = np.ones(len(start), bool)
    opening = np.zeros(0, np.int64)
    for place in range(_COUNTED):
        left &= size > place
        number = number * _BASE + np.where(left, letters[start + place], 0)
        if place == 2:
            opening = number
    _tell(opening, number, letters, start, size, rows[of], languages)
    long = size > 3
    acronym = (size > 1) & ~long
    capital = np.frombuffer(octets, np.uint8) < ord("a")
    acronym[acronym] = capital[start[acronym]] & capital[(start + size - 1)[acronym]] & capital[start[acronym] + 1]
    shouted = [i for i in distinct(of[acronym]).tolist() if texts[i].isupper()]
    if shouted:
        acronym &= ~np.isin(of, shouted)
    common = _function_words().common_numbers
    long &= ~among(number, common)
    kept = long | acronym  # an acronym is short and says more than most words
    return number[kept], rows[of[kept]]


def _tell(
    opening: Numbers, number: Numbers, letters: npt.NDArray[np.uint8], start: Numbers, size: Numbers, of: Numbers,
    languages: Numbers,
) -> None:  # fmt: skip
    """Fills in the language of each line by its words: ``number`` their first letters, ``of`` their lines."""
    known = _function_words()
    may = np.flatnonzero((size <= _LONGEST) & known.openings[opening])
    whole = number[may]
    for place in range(_COUNTED, _LONGEST):
        whole = whole * _BASE + np.where(size[may] > place, letters[start[may] + place], 0)
    entry = np.searchsorted(known.words, whole)
    entry[entry == len(known.words)] = 0
    is_one = known.words[entry] == whole
    found = distinct(of[may[is_one]] * len(known.words) + entry[is_one])
    lines, entries = found // len(known.words), found % len(known.words)
    many = np.diff(known.offsets)[entries]
    spoken = known.spoken[np.repeat(known.offsets[entries] - np.cumsum(many) + many, many) + np.arange(int(many.sum()))]
    wide = len(known.numbers) + 1
    votes = np.bincount(np.repeat(lines, many) * wide + spoken, minlength=len(languages) * wide)
    votes = votes.reshape(len(languages), wide)
    best = votes.max(axis=1, initial=0)
    sure = (best > 1) & ((votes == best[:, None]).sum(axis=1) == 1)
    languages[sure] = votes.argmax(axis=1)[sure]


def _other_words(text: str) -> tuple[set[str], int]:
    """The words of a line that has other letters than English, and the number of its language."""
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


def relations(compared: Compared, rows: Numbers) -> tuple[Numbers, Numbers]:
    """Clues of ``rows`` from up to `NEAR` rows on either side, which were compared too: (row, clue) in two columns."""
    size = len(compared.languages)
    word, row = np.divmod(compared.pairs, _JOINED)
    again = np.flatnonzero(word[1:] == word[:-1])
    gap = row[again + 1] - row[again]
    own = np.bincount(row, minlength=size)[rows]
    forth = np.bincount(row[again[gap <= NEAR]], minlength=size)[rows]
    back = np.bincount(row[again[gap <= NEAR] + 1], minlength=size)[rows]
    follows, precedes = rows < size - 1, rows > 0
    enough = own >= 2
    shared_next, shared_before = np.zeros(size, bool), np.zeros(size, bool)
    shared_next[row[again[gap == 1]]] = True
    shared_before[row[again[gap == 1] + 1]] = True
    found: list[tuple[Mask, Numbers | int]] = [
        (enough & follows, np.array(c.NEXT)[_share(forth, own)]),
        (enough & precedes, np.array(c.BEFORE)[_share(back, own)]),
        (enough & (20 * (forth - back) > 3 * own), c.MORE_NEXT),
        (enough & (20 * (back - forth) > 3 * own), c.MORE_BEFORE),
        (shared_next[rows], c.SHARED["the next line"]),
        (shared_before[rows], c.SHARED["the line before"]),
        *_language_clues(compared.languages, rows),
    ]
    columns = [np.broadcast_to(np.asarray(clue, np.int64), len(rows))[holds] for holds, clue in found]
    return np.concatenate([rows[holds] for holds, _ in found]), np.concatenate(columns)


def _share(part: Numbers, whole: Numbers) -> Numbers:
    """none, few, some, many: in whole numbers."""
    return (part > 0) * (1 + (5 * part > whole) + (20 * part > 9 * whole))


def _language_clues(languages: Numbers, rows: Numbers) -> list[tuple[Mask, int]]:
    padded = np.pad(languages, NEAR)
    earlier, later = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
    for step in range(NEAR, 0, -1):
        for told, near in ((earlier, padded[rows + NEAR - step]), (later, padded[rows + NEAR + step])):
            np.copyto(told, near, where=near > 0)
    own = languages[rows]
    around, before, after = (earlier > 0) & (later > 0), (own > 0) & (earlier > 0), (own > 0) & (later > 0)
    return [
        (around & (earlier == later), c.LANG["language stays around it"]),
        (around & (earlier != later), c.LANG["language changes around it"]),
        (before & (own == earlier), c.LANG["language as before"]),
        (before & (own != earlier), c.LANG["language differs from before"]),
        (after & (own == later), c.LANG["language as after"]),
        (after & (own != later), c.LANG["language differs from after"]),
    ]
