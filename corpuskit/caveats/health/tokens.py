"""Tokens of a text as arrays: where each lies, its hash, and the word classes it belongs to; no loop over tokens.

A token is a run of letters and digits, or a percent sign. Its hash is a polynomial over the folded letters (lower
case, no accents, digits as "0") modulo 2**64, taken from prefix sums, so that any prefix of any token costs a few
array operations as well. All arithmetic wraps in uint64: the same numbers on every machine.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from corpuskit.caveats.health.vocabulary import Vocabulary

U64 = npt.NDArray[np.uint64]
I64 = npt.NDArray[np.int64]

_TABLE = 0x600  # Latin, Greek, Cyrillic, Armenian: what lies above is no letter of a language offered here
_BASE = np.uint64(0x9E3779B97F4A7C15)
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_PAIR = np.uint64(0x94D049BB133111EB)
_CACHE_BITS = 18


@cache
def _fold_table() -> npt.NDArray[np.uint16]:
    """Code point → folded letter (1 and up), 0 for what is no part of a word."""
    table = np.zeros(_TABLE, dtype=np.uint16)
    for code in range(_TABLE - 1):
        char = chr(code)
        if char.isdigit() and char.isascii():
            table[code] = ord("0")
        elif char.isalpha():
            base = unicodedata.normalize("NFD", char.lower())[0]
            table[code] = ord(base) if ord(base) < _TABLE else code
    table[ord("%")] = ord("%")
    return table


@cache
def _kind_table() -> npt.NDArray[np.uint8]:
    """Code point → 0 for what is no part of a word, 1 for a letter or digit, 2 for a percent sign."""
    folded = _fold_table()
    kinds: npt.NDArray[np.uint8] = (folded != 0).astype(np.uint8)
    kinds[folded == ord("%")] = 2
    return kinds


@dataclass(slots=True)
class _Powers:
    """Powers of the base and of its inverse, as many as the longest text so far needed."""

    up: U64
    down: U64

    def upto(self, size: int) -> None:
        if len(self.up) < size:
            size = max(size, 1 << 16)
            factors = np.full(size, _BASE, dtype=np.uint64)
            factors[0] = 1
            self.up = np.multiply.accumulate(factors)
            factors[1:] = _INVERSE
            self.down = np.multiply.accumulate(factors)


_POWERS = threading.local()


def _powers(size: int) -> _Powers:
    powers: _Powers | None = getattr(_POWERS, "value", None)
    if powers is None:
        powers = _POWERS.value = _Powers(np.empty(0, np.uint64), np.empty(0, np.uint64))
    powers.upto(size)
    return powers


def mixed(raw: U64) -> U64:
    """Spreads a polynomial hash over all 64 bits."""
    out = raw ^ (raw >> np.uint64(29))
    out *= _MIX
    out ^= out >> np.uint64(32)
    return out


def hashes_of(words: Sequence[str]) -> U64:
    """The hash of each folded word, none of them empty, as `tokenize` gives it."""
    if not words:
        return np.zeros(0, dtype=np.uint64)
    codes = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    size = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    start = np.cumsum(size) - size
    powers = _powers(len(codes))
    return mixed(np.add.reduceat(codes * powers.up[: len(codes)], start) * powers.down[start])


def hash_of(word: str) -> int:
    """The hash of one folded word."""
    return int(hashes_of([word])[0])


def pair_hash(first: U64, second: U64) -> U64:
    """The hash of two neighbouring tokens."""
    return mixed(first * _PAIR + second)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a text in order: code-point offsets (end exclusive), hash, and prefix sums for shorter prefixes."""

    start: I64
    end: I64
    hash: U64
    sums: U64
    folded: npt.NDArray[np.uint16]
    codes: npt.NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.start)

    def prefix(self, which: I64, length: int) -> U64:
        """The hash of the first ``length`` letters of the tokens ``which``, all at least that long."""
        start = self.start[which]
        return mixed((self.sums[start + length] - self.sums[start]) * _powers(len(self.sums)).down[start])


def tokenize(text: str) -> Tokens:
    """All tokens of a text; combining accents (decomposed text) part a word like any other mark."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    folded, kind = _fold_table().take(codes, mode="clip"), _kind_table().take(codes, mode="clip")
    edge = np.empty(len(kind) + 1, dtype=bool)
    edge[0], edge[-1] = (len(kind) > 0 and kind[0] > 0), (len(kind) > 0 and kind[-1] > 0)
    np.not_equal(kind[1:], kind[:-1], out=edge[1:-1])
    at = np.flatnonzero(edge)
    # Between two edges lies a run of one kind; runs of kind 0 are separators.
    begin, stop = at[:-1], at[1:]
    is_word = kind[begin] > 0 if len(begin) else np.zeros(0, dtype=bool)
    start, end = begin[is_word], stop[is_word]
    powers = _powers(len(codes) + 1)
    sums = np.zeros(len(codes) + 1, dtype=np.uint64)
    np.cumsum(folded * powers.up[: len(codes)], out=sums[1:])
    raw = (sums[end] - sums[start]) * powers.down[start]
    return Tokens(start, end, mixed(raw), sums, folded, codes)


class Lookup:
    """An immutable map from 64-bit hashes to 64-bit values, looked up for whole arrays; 0 where a key is absent."""

    def __init__(self, keys: U64, values: Iterable[int]) -> None:
        order = np.argsort(keys)
        self._keys = keys[order]
        self._values = np.fromiter(values, dtype=np.uint64, count=len(keys))[order]
        # A bit per low key half tells most strangers at the door, before the binary search.
        self._door = np.zeros(1 << 16, dtype=bool)
        self._door[(self._keys & np.uint64(0xFFFF)).astype(np.int64)] = True

    def __len__(self) -> int:
        return len(self._keys)

    def get(self, keys: U64) -> U64:
        out = np.zeros(len(keys), dtype=np.uint64)
        maybe = np.flatnonzero(self._door[(keys & np.uint64(0xFFFF)).astype(np.int64)])
        if len(maybe) and len(self._keys):
            wanted = keys[maybe]
            at = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
            out[maybe] = np.where(self._keys[at] == wanted, self._values[at], np.uint64(0))
        return out


class Classifier:
    """Gives each token its word classes. Keeps what it has seen (a direct-mapped cache), one per thread."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._words = Lookup(hashes_of(list(vocabulary.words)), vocabulary.words.values())
        by_length: dict[int, dict[str, int]] = {}
        for stem, mask in vocabulary.stems.items():
            by_length.setdefault(len(stem), {})[stem] = mask
        self._stems = [
            (length, Lookup(hashes_of(list(stems)), stems.values())) for length, stems in sorted(by_length.items())
        ]
        self._pairs = Lookup(_pair_hashes(vocabulary.pairs), vocabulary.pairs.values())
        replacing = {pair: vocabulary.pairs[pair] for pair in vocabulary.replacing}
        self._replacing = Lookup(_pair_hashes(replacing), replacing.values())
        self._number, self._year, self._percent = (
            np.uint64(1 << vocabulary.classes.index(name)) for name in ("number", "year", "percent")
        )
        self._cached_key = np.zeros(1 << _CACHE_BITS, dtype=np.uint64)
        self._cached_mask = np.zeros(1 << _CACHE_BITS, dtype=np.uint64)

    def masks(self, tokens: Tokens) -> U64:
        """A bit mask over the classes for each token, without pairs."""
        slot = (tokens.hash >> np.uint64(64 - _CACHE_BITS)).astype(np.int64)
        out = self._cached_mask[slot]
        missed = np.flatnonzero(self._cached_key[slot] != tokens.hash)
        if len(missed):
            fresh = self._fresh(tokens, missed)
            out[missed] = fresh
            self._cached_key[slot[missed]] = tokens.hash[missed]
            self._cached_mask[slot[missed]] = fresh
        return out

    def _fresh(self, tokens: Tokens, which: I64) -> U64:
        out = self._words.get(tokens.hash[which])
        length = tokens.end[which] - tokens.start[which]
        for size, stems in self._stems:
            long_enough = np.flatnonzero(length >= size)
            out[long_enough] |= stems.get(tokens.prefix(which[long_enough], size))
        first = tokens.folded[tokens.start[which]]
        digits = first == ord("0")
        out[digits] |= self._number
        out[digits & (length == 4)] |= self._year
        out[first == ord("%")] |= self._percent
        return out

    def with_pairs(self, tokens: Tokens, masks: U64, same_sentence: npt.NDArray[np.bool_]) -> U64:
        """Adds what pairs of neighbours say; ``same_sentence[i]``: whether token i+1 is in the sentence of token i."""
        if len(masks) < 2:
            return masks
        keys = pair_hash(tokens.hash[:-1], tokens.hash[1:])
        found = self._pairs.get(keys)
        found[~same_sentence] = 0
        hits = np.flatnonzero(found)
        if len(hits):
            replaced = hits[self._replacing.get(keys[hits]) != 0]
            masks[replaced] = 0
            masks[replaced + 1] = 0
            masks[hits] |= found[hits]
        return masks


def _pair_hashes(pairs: Collection[tuple[str, str]]) -> U64:
    first, second = [hashes_of([pair[side] for pair in pairs]) for side in (0, 1)]
    return pair_hash(first, second)
