"""What can be marked at all: passages that name a subject of health, told by their printed words and no more.

What a printed word ("(vaccine," with its marks) adds is learnt once, for all new words of a batch together, from the
vocabulary: one word of a strong class is enough, of the weak classes two different ones are needed. Most words are
never looked at: those that begin like none of the vocabulary are passed over by a look at the bytes of all texts of a
batch together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.caveats.health.features import Bools
from corpuskit.caveats.health.tokens import I64, U64, Classifier, tokenize
from corpuskit.caveats.health.vocabulary import Vocabulary, health_classes, weak_classes
from corpuskit.sorted_numbers import distinct

U8 = npt.NDArray[np.uint8]

#: Printed words kept at most; then they are learnt afresh.
_KEPT = 1 << 17
#: First letters of a word by which it is passed over; a letter is five bits.
_LETTERS, _BITS = 6, 5
_DIGIT = 27
_DOOR_BITS = 20
_SPREAD = np.uint64(0x9E3779B97F4A7C15)
_WORD = re.compile(r"\S+")
#: What a word adds takes the lowest bits of its mark; the number of the word, those above.
_ADDS_BITS = 2


class Hits(NamedTuple):
    """Printed words that name a subject of health, alone or together with a different one, in order."""

    at: I64  #: code point of the text
    mark: I64  #: which word, and what it adds: equal for equal words, and never 0
    line: I64  #: where its line begins
    stop: I64  #: where its line ends


def enough(group: I64, mark: I64) -> I64:
    """Of the groups of hits those whose words together name a subject of health; both ascending."""
    told = mark & ((1 << _ADDS_BITS) - 1) == 2
    # Where none is strong, two different ones follow one another if there are two at all.
    told[1:] |= (group[1:] == group[:-1]) & (mark[1:] != mark[:-1])
    return distinct(group[told])


class Screen:
    """Knows what each printed word adds; grows with the texts seen, which changes no answer."""

    def __init__(self, classifier: Classifier) -> None:
        classes = classifier.vocabulary.classes
        self._classifier = classifier
        self._strong, self._weak = (
            np.uint64(sum(1 << classes.index(name) for name in names)) for names in (health_classes(), weak_classes())
        )
        self._door = _Door(classifier.vocabulary)
        self._marks: dict[bytes, int] = {}

    def passing(self, passages: Sequence[str]) -> list[bool]:
        """Which passages, each without a line end, name a subject of health."""
        found = self.hits("\n".join(passages))
        size = np.array([len(passage) for passage in passages], dtype=np.int64)
        passing: list[bool] = np.isin(np.cumsum(size + 1) - 1, enough(found.stop, found.mark)).tolist()
        return passing

    def hits(self, text: str) -> Hits:
        """The printed words of a text that add something."""
        words = _Printed(text, self._door)
        known = self._learnt(words.words)
        mark = np.fromiter(map(known.__getitem__, words.words), dtype=np.int64, count=len(words.words))
        kept = np.flatnonzero(mark)
        return Hits(words.at[kept], mark[kept], words.line[kept], words.stop[kept])

    def _learnt(self, printed: list[bytes]) -> dict[bytes, int]:
        """The marks of printed words, 0 for those that add nothing; of at least those given."""
        known = self._marks if len(self._marks) <= _KEPT else {}
        new = sorted(set(printed).difference(known))
        if new:
            # Other threads may read the old one.
            known = {**known, **dict(zip(new, self._marked(new, len(known)), strict=True))}
        self._marks = known
        return known

    def _marked(self, new: list[bytes], known: int) -> list[int]:
        adds = self._adding([word.decode("utf-8", "surrogatepass") for word in new])
        return [(known + number) << _ADDS_BITS | add if add else 0 for number, add in enumerate(adds)]

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
            self._open[_slots(_keys_of(prefixes[length], length), length)] = True
        # Most words are strangers by three letters already.
        self._first = np.zeros(1 << 3 * _BITS, dtype=bool)
        self._first[_keys_of([*words, *stems], 3)] = True
        self._first |= any(len(stem) < 3 for stem in stems)

    def passing(self, letters: U8, at: I64) -> I64:
        """Those of the words that begin at ``at`` which may be of the vocabulary."""
        three = _threes(letters)
        begin = three.take(at)
        maybe = np.flatnonzero(self._first.take(begin))
        at, begin = at[maybe], begin[maybe]
        behind = three.take(at + 3) * (begin >= 1 << 2 * _BITS)
        keys = begin | behind.astype(np.uint64) << np.uint64(3 * _BITS)
        found = np.zeros(len(at), dtype=bool)
        for length in self._lengths:
            found |= self._open[_slots(keys & np.uint64((1 << _BITS * length) - 1), length)]
        return at[found]


def _threes(letters: U8) -> npt.NDArray[np.uint16]:
    """From each place on three letters of a word; what follows the end of a word is none of its letters."""
    wide = letters.astype(np.uint16)
    first, second, third = wide[:-2], wide[1:-1], wide[2:]
    found = second << np.uint16(_BITS) | third << np.uint16(2 * _BITS)
    found *= second > 0
    found |= first
    found *= first > 0
    return found


def _keys_of(prefixes: Sequence[str], length: int) -> U64:
    """The keys of the first letters of folded words of ASCII; 0 stands where there are none."""
    first = "".join([prefix[:length].ljust(length, "\0") for prefix in prefixes])
    letters = _letters()[np.frombuffer(first.encode("ascii"), dtype=np.uint8)].reshape(-1, length).astype(np.uint64)
    keys: U64 = (letters << (_BITS * np.arange(length, dtype=np.uint64))).sum(axis=1, dtype=np.uint64)
    return keys


def _slots(keys: U64, length: int) -> I64:
    """Where the keys of prefixes of a length lie in the door."""
    mixed = (keys ^ np.uint64(length << _LETTERS * _BITS)) * _SPREAD
    return (mixed >> np.uint64(64 - _DOOR_BITS)).astype(np.int64)


class _Printed:
    """The printed words of a text that may be of the vocabulary: where each begins, its line, the word itself."""

    def __init__(self, text: str, door: _Door) -> None:
        raw = text.encode("utf-8", "surrogatepass")
        codes = np.frombuffer(raw + bytes(_LETTERS), dtype=np.uint8)
        letters = np.frombuffer(raw.translate(_letters().tobytes()) + bytes(_LETTERS), dtype=np.uint8)
        begins = letters != 0
        begins[1:] &= letters[:-1] == 0
        at = door.passing(letters, np.flatnonzero(begins))
        spaces = np.flatnonzero(np.frombuffer(raw.translate(_spaces().tobytes()), dtype=bool))
        edges = np.concatenate([[-1], spaces, [len(raw)]])
        breaks = np.concatenate([[-1], spaces[codes[spaces] == ord("\n")], [len(raw)]])
        which = np.searchsorted(spaces, at)
        which = which[np.flatnonzero(np.diff(which, prepend=-1))]  # a printed word that begins twice counts once
        if len(raw) == len(text):
            begin, self.words = edges[which] + 1, _slices(raw, edges, which)
        else:
            # From bytes to code points: those are left out that go on with a character.
            going_on = np.flatnonzero((codes & 0xC0) == 0x80)
            torn = distinct(np.searchsorted(spaces, _foreign(codes)))
            which = np.setdiff1d(which, torn, assume_unique=True)
            parts = [np.concatenate([edges[which], edges[torn]]) + 1, breaks]
            begin, breaks = (places - np.searchsorted(going_on, places) for places in parts)
            begin, self.words = _in_order(begin, _slices(raw, edges, which), _slices(raw, edges, torn))
        line = np.searchsorted(breaks, begin) - 1
        self.at, self.line, self.stop = begin, breaks[line] + 1, breaks[line + 1]


def _slices(raw: bytes, edges: I64, which: I64) -> list[bytes]:
    """What stands between edges and the next ones."""
    return [raw[a:b] for a, b in zip((edges[which] + 1).tolist(), edges[which + 1].tolist(), strict=True)]


def _in_order(begin: I64, whole: list[bytes], torn: list[bytes]) -> tuple[I64, list[bytes]]:
    """Printed words with where they begin, those that white space beyond ASCII may part taken apart."""
    at, words = begin[: len(whole)].tolist(), whole
    for offset, printed in zip(begin[len(whole) :].tolist(), torn, strict=True):
        for match in _WORD.finditer(printed.decode("utf-8", "surrogatepass")):
            at.append(offset + match.start())
            words.append(match.group().encode("utf-8", "surrogatepass"))
    order = np.argsort(np.array(at, dtype=np.int64), kind="stable")  # quick on what is ordered but for a few
    return np.array(at, dtype=np.int64)[order], [words[number] for number in order.tolist()]


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
