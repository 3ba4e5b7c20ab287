"""Features of sentences, as indices into one weight vector: words, word pairs, suffixes, word classes, form.

Training and scoring share this file, so a weight can never meet a feature it was not learnt for. The vector is laid
out in blocks: hashed words, pairs and suffixes; the lead classes of neighbouring classified tokens, next to each other
and one apart; which classes stand in the sentence, once, twice, three times; the sentence's form.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpuskit.caveats.health.tokens import I64, U64, Classifier, Tokens, pair_hash, tokenize
from corpuskit.caveats.health.vocabulary import class_names, vocabulary

HASH_BITS = 16
_SALT_SUFFIX = np.uint64(0xA24BAED4963EE407)
_SALT_FIRST = np.uint64(0x9FB21C651E98DF25)
_QUESTION, _QUOTE, _UNENDED, _LISTED = 8, 9, 10, 11
FORM = 16
_OPENING_QUOTES = np.array([ord(c) for c in "\"“„«‘'"], dtype=np.uint32)
_ENDS = np.array([ord(c) for c in '.!?…"”’»)'], dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each block of the weight vector begins."""

    classes: int

    @property
    def neighbours(self) -> int:
        return 1 << HASH_BITS

    @property
    def apart(self) -> int:
        return self.neighbours + self.classes**2

    @property
    def presence(self) -> int:
        return self.apart + self.classes**2

    @property
    def form(self) -> int:
        return self.presence + 3 * self.classes

    @property
    def size(self) -> int:
        return self.form + FORM


def layout() -> Layout:
    """The layout for the classes of the vocabulary as it is."""
    return Layout(len(class_names()))


@dataclass(frozen=True, slots=True)
class Features:
    """One entry per occurrence of a feature: ``index[i]`` in the sentence ``sentence[i]``; and what they came from."""

    index: I64
    sentence: I64
    tokens: Tokens
    masks: U64
    token_sentence: I64


def _buckets(hashes: U64) -> I64:
    return (hashes >> np.uint64(64 - HASH_BITS)).astype(np.int64)


def lead_class(masks: U64) -> I64:
    """The first class (in the order of the vocabulary) of each mask; -1 where there is none."""
    lowest = masks & (~masks + np.uint64(1))
    # A power of two is exact as a float, so its exponent is the index of the bit.
    return np.frexp(lowest.astype(np.float64))[1].astype(np.int64) - 1


class Extractor:
    """Turns sentences of one language into features."""

    def __init__(self, language: str) -> None:
        self._classifier = Classifier(vocabulary(language))
        self.layout = layout()

    def extract(self, text: str, starts: I64, ends: I64) -> Features:
        """Features of the sentences ``text[starts[i]:ends[i]]`` (ascending, not overlapping)."""
        tokens = tokenize(text)
        owner = np.searchsorted(starts, tokens.start, side="right") - 1
        masks = self._classifier.masks(tokens)
        same = owner[:-1] == owner[1:] if len(tokens) else np.zeros(0, dtype=bool)
        masks = self._classifier.with_pairs(tokens, masks, same)
        parts = [
            (_buckets(tokens.hash), owner),
            *self._suffixes(tokens, owner),
            (_buckets(pair_hash(tokens.hash[:-1], tokens.hash[1:]))[same], owner[:-1][same]),
            *self._skeleton(masks, owner),
            *self._presence(masks, owner, len(starts)),
            *self._form(tokens, owner, starts, ends),
        ]
        index = np.concatenate([index for index, _ in parts])
        sentence = np.concatenate([sentence for _, sentence in parts])
        return Features(index, sentence, tokens, masks, owner)

    @staticmethod
    def _suffixes(tokens: Tokens, owner: I64) -> list[tuple[I64, I64]]:
        long_ones = np.flatnonzero(tokens.end - tokens.start > 5)
        return [(_buckets(tokens.suffix(long_ones, n) * _SALT_SUFFIX), owner[long_ones]) for n in (3, 4)]

    def _skeleton(self, masks: U64, owner: I64) -> list[tuple[I64, I64]]:
        classified = np.flatnonzero(masks)
        lead, where = lead_class(masks[classified]), owner[classified]
        found = []
        for step, block in ((1, self.layout.neighbours), (2, self.layout.apart)):
            together = where[:-step] == where[step:]
            index = block + lead[:-step] * self.layout.classes + lead[step:]
            found.append((index[together], where[:-step][together]))
        return found

    def _presence(self, masks: U64, owner: I64, sentences: int) -> list[tuple[I64, I64]]:
        classes = self.layout.classes
        classified = np.flatnonzero(masks)
        bits = np.unpackbits(masks[classified].astype("<u8").view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
        token, which = np.nonzero(bits[:, :classes])
        counts = np.bincount(owner[classified][token] * classes + which, minlength=sentences * classes)
        found = []
        for level in range(3):
            at = np.flatnonzero(counts > level)
            found.append((self.layout.presence + level * classes + at % classes, at // classes))
        return found

    def _form(self, tokens: Tokens, owner: I64, starts: I64, ends: I64) -> list[tuple[I64, I64]]:
        every = np.arange(len(starts))
        length = np.bincount(owner, minlength=len(starts)) if len(tokens) else np.zeros(len(starts), dtype=np.int64)
        codes, base = tokens.codes, self.layout.form
        first, last, before_last = codes[starts], codes[ends - 1], codes[np.maximum(ends - 2, starts)]
        found = [(base + np.minimum(length // 6, 7), every)]
        flags: list[tuple[int, npt.NDArray[np.bool_]]] = [
            (_QUESTION, (last == ord("?")) | (before_last == ord("?"))),
            (_QUOTE, np.isin(first, _OPENING_QUOTES)),
            (_UNENDED, ~np.isin(last, _ENDS)),
            (_LISTED, (first == ord("(")) | ((first >= ord("0")) & (first <= ord("9")))),
        ]
        found += [(np.full(int(flag.sum()), base + slot), every[flag]) for slot, flag in flags]
        if len(tokens):
            opening = np.flatnonzero(np.diff(owner, prepend=-1))
            found.append((_buckets(tokens.hash[opening] * _SALT_FIRST), owner[opening]))
        return found
