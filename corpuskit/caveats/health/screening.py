"""What can be marked at all: passages that name a subject of health, told by their printed words and no more.

What a printed word ("(vaccine," with its marks) adds is learnt once, for all new words of a batch together, from the
vocabulary: one word of a strong class is enough, of the weak classes two different ones are needed. Most words are
never looked at: those that begin like none of the vocabulary are passed over by a look at the bytes of all texts of a
batch together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.caveats.health.features import Bools
from corpuskit.caveats.health.tokens import I64, U64, Classifier, tokenize
from corpuskit.caveats.health.vocabulary import Vocabulary, health_classes, weak_classes

U8 = npt.NDArray[np.uint8]

#: Printed words kept at most; then they are learnt afresh.
_KEPT = 1 << 17
#: First letters of a word by which it is passed over; a letter is five bits.
_LETTERS, _BITS = 6, 5
_DIGIT = 27
_DOOR_BITS = 20
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_WORD = re.compile(r"\S+")


class Hit(NamedTuple):
    """A printed word that names a subject of health, alone (2) or together with a different one (1)."""

    at: int  #: code point
    adds: int
    word: str


def enough(hits: Iterable[Hit]) -> bool:
    """Whether the words of a passage name a subject of health together."""
    weak = ""
    for hit in hits:
        if hit.adds == 2 or (weak and hit.word != weak):
            return True
        weak = hit.word
    return False


class Screen:
    """Knows what each printed word adds; grows with the texts seen, which changes no answer."""

    def __init__(self, classifier: Classifier) -> None:
        classes = classifier.vocabulary.classes
        self._classifier = classifier
        self._strong, self._weak = (
            np.uint64(sum(1 << classes.index(name) for name in names)) for names in (health_classes(), weak_classes())
        )
        self._door = _Door(classifier.vocabulary)
        self._adds: dict[str, int] = {}

    def passing(self, passages: Sequence[str]) -> list[bool]:
        """Which passages, each without a line end, name a subject of health."""
        found = self.hits("\n".join(passages))
        return [enough(found.get(number, ())) for number in range(len(passages))]

    def hits(self, text: str) -> dict[int, list[Hit]]:
        """The printed words that add something, by the number of their line and in order; ``at`` counts in the line."""
        words = _Printed(text, self._door)
        known = self._learnt(words.words)
        found: dict[int, list[Hit]] = {}
        for line, at, word in zip(words.line, words.at, words.words, strict=True):
            if adds := known[word]:
                found.setdefault(line, []).append(Hit(at, adds, word))
        return found

    def _learnt(self, printed: list[str]) -> dict[str, int]:
        """What printed words add, for at least those given."""
        known = self._adds if len(self._adds) <= _KEPT else {}
        new = sorted(set(printed).difference(known))
        if new:
            # Other threads may read the old one.
            known = {**known, **dict(zip(new, self._adding(new), strict=True))}
        self._adds = known
        return known

    def _adding(self, words: list[str]) -> list[int]:
        tokens = tokenize("\n".join(words))
        masks = self._classifier.masks(tokens)
        adds = np.where(masks & self._strong, 2, np.where(masks & self._weak, 1, 0))
        begins = np.cumsum([0, *(len(word) + 1 for word in words)])
        owner = np.searchsorted(begins, tokens.start, side="right") - 1
        found = np.zeros(len(words), dtype=np.int64)
        np.add.at(found, owner, adds)
        least: list[int] = np.minimum(found, 2).tolist()
        return least


@cache
def _letters() -> U8:
    """Byte → number of the letter, whatever its case; 27 for a digit, 0 for what is no part of a word."""
    table = np.zeros(256, dtype=np.uint8)
    for code in range(128):
        char = chr(code)
        if char.isdigit():
            table[code] = _DIGIT
        elif char.isalpha():
            table[code] = ord(char.lower()) - ord("a") + 1
    return table


@cache
def _spaces() -> Bools:
    """Byte → whether it is white space."""
    return np.array([code < 128 and chr(code).isspace() for code in range(256)])


class _Door:
    """Tells which words may be of the vocabulary by their first letters: never one too few, some too many."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        wanted = sum(1 << vocabulary.classes.index(name) for name in (*health_classes(), *weak_classes()))
        words = [word for word, classes in vocabulary.words.items() if classes & wanted and word.isascii()]
        stems = [stem for stem, classes in vocabulary.stems.items() if classes & wanted and stem.isascii()]
        prefixes = {length: [s for s in stems if len(s) == length] for length in range(1, _LETTERS)}
        # A word that is shorter is told by the nothing behind it.
        prefixes[_LETTERS] = words + [stem for stem in stems if len(stem) >= _LETTERS]
        self._lengths = [length for length, own in prefixes.items() if own]
        self._open = np.zeros(1 << _DOOR_BITS, dtype=bool)
        for length in self._lengths:
            keys = np.array([_key(prefix) for prefix in prefixes[length]], dtype=np.uint64)
            self._open[_slots(keys, length)] = True
        # Most words are strangers by three letters already.
        self._first = np.zeros(1 << 3 * _BITS, dtype=bool)
        self._first[[_key(prefix[:3]) for prefix in (*words, *stems)]] = True
        self._first |= any(len(stem) < 3 for stem in stems)

    def passing(self, letters: U8, at: I64) -> I64:
        """Those of the words that begin at ``at`` which may be of the vocabulary."""
        at = at[self._first[_keys(letters, at, 3)]]
        found = np.zeros(len(at), dtype=bool)
        for length in self._lengths:
            found |= self._open[_slots(_keys(letters, at, length), length)]
        return at[found]


def _keys(letters: U8, at: I64, length: int) -> U64:
    """The keys of so many first letters of the words that begin at ``at``."""
    keys, going = letters[at].astype(np.uint64), np.ones(len(at), dtype=bool)
    for place in range(1, length):
        following = letters[at + place]
        going &= following != 0
        keys |= (following * going).astype(np.uint64) << np.uint64(_BITS * place)
    return keys


def _key(prefix: str) -> int:
    """The key of the first letters of a folded word; 0 stands where there are none."""
    return sum(int(_letters()[ord(char)]) << _BITS * at for at, char in enumerate(prefix[:_LETTERS]))


def _slots(keys: U64, length: int) -> I64:
    """Where the keys of prefixes of a length lie in the door."""
    mixed = (keys ^ np.uint64(length << _LETTERS * _BITS)) * _SPREAD
    return (mixed >> np.uint64(64 - _DOOR_BITS)).astype(np.int64)


class _Printed:
    """The printed words of a text that may be of the vocabulary: number of the line, place in it, the word."""

    def __init__(self, text: str, door: _Door) -> None:
        raw = text.encode("utf-8", "surrogatepass")
        codes = np.frombuffer(raw + bytes(_LETTERS), dtype=np.uint8)
        letters = _letters().take(codes)
        begins = letters != 0
        begins[1:] &= letters[:-1] == 0
        at = np.flatnonzero(begins)
        at = door.passing(letters, at)
        spaces = np.flatnonzero(_spaces().take(codes[: len(raw)]))
        breaks = np.flatnonzero(codes == ord("\n"))
        after = np.searchsorted(spaces, at)
        edges = np.concatenate([[-1], spaces, [len(raw)]])
        begin, first = np.unique(edges[after] + 1, return_index=True)
        end = edges[after + 1][first]
        line = np.searchsorted(breaks, begin)
        opening = np.concatenate([[0], breaks + 1])
        # From bytes to code points: those are left out that go on with a character.
        going_on = np.flatnonzero((codes & 0xC0) == 0x80)
        start = opening[line]
        place = begin - start - (np.searchsorted(going_on, begin) - np.searchsorted(going_on, start))
        self.line: list[int] = line.tolist()
        self.at: list[int] = place.tolist()
        self.words = [
            raw[a:b].decode("utf-8", "surrogatepass") for a, b in zip(begin.tolist(), end.tolist(), strict=True)
        ]
        if len(going_on):
            self._read_whole(text, np.unique(np.searchsorted(breaks, _foreign(codes))).tolist())

    def _read_whole(self, text: str, lines: list[int]) -> None:
        """Takes all words of lines with letters or white space beyond ASCII."""
        if not lines:
            return
        all_lines, whole = text.split("\n"), set(lines)
        kept = [one for one in zip(self.line, self.at, self.words, strict=True) if one[0] not in whole]
        for number in lines:
            kept += [(number, match.start(), match.group()) for match in _WORD.finditer(all_lines[number])]
        kept.sort()
        self.line = [line for line, _, _ in kept]
        self.at = [at for _, at, _ in kept]
        self.words = [word for _, _, word in kept]


def _foreign(codes: U8) -> I64:
    """Where bytes lie that begin a letter, an accent or white space beyond ASCII."""
    above = np.flatnonzero(codes >= 0xC2)
    lead, second, third = codes[above], codes[above + 1], codes[above + 2]
    latin = (lead == 0xC2) & _in(second, (0x85, 0xA0, 0xAA, 0xB5, 0xBA))
    letters = (lead >= 0xC3) & (lead <= 0xD7)
    spaces = (lead == 0xE1) | (lead == 0xE3)
    spaces |= (lead == 0xE2) & (second <= 0x81) & ((third <= 0x8A) | _in(third, (0xA8, 0xA9, 0xAF, 0x9F)))
    found: I64 = above[latin | letters | spaces]
    return found


def _in(codes: U8, values: Sequence[int]) -> Bools:
    return np.isin(codes, np.array(values, dtype=np.uint8))
