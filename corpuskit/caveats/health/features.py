"""Features of sentences, as indices into one weight vector: words, pairs, word classes, patterns of these, form.

Training and scoring share this file, so a weight can never meet a feature it was not learnt for. The vector is laid
out in blocks: hashed features (words, neighbouring words, a word and its neighbour's class); the lead classes of
tokens that follow one another; which classes stand in the sentence, once, twice, three times; the sentence's form; the
patterns of classes (`patterns.txt`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.caveats.health.tokens import (
    I64,
    U64,
    Classifier,
    Tokens,
    hash_of,
    mixed,
    pair_hash,
    tokenize,
)
from corpuskit.caveats.health.vocabulary import (
    class_names,
    patterns,
    subject_classes,
    vocabulary,
)

Bools = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.signedinteger]
Columns = npt.NDArray[np.unsignedinteger]  #: by feature index: a number, or the greatest of the type for none
Part = tuple[I64, I64]  #: feature indices, and the sentence of each

HASH_BITS = 21
FORM = 16
_QUOTE, _UNENDED, _LISTED, _COLON = 8, 9, 10, 11
# Salts keep the kinds of hashed feature apart; any odd constants do.
_FIRST = np.uint64(0x9FB21C651E98DF25)
_BEFORE_CLASS = np.uint64(0xD1B54A32D192ED03)
_AFTER_CLASS = np.uint64(0x8CB92BA72F3D8DD7)
_MARKS = 0x2100  # above it lies no mark that is looked for


def _marks(which: str) -> Bools:
    """Code point → whether it is one of these marks."""
    table = np.zeros(_MARKS, dtype=bool)
    table[[ord(mark) for mark in which]] = True
    return table


_OPENING_QUOTES, _ENDS = _marks("\"“„«‘'"), _marks('.!?…"”’»)')


class Layout(NamedTuple):
    """Where each block of the weight vector begins."""

    classes: int
    patterns: int

    @property
    def neighbours(self) -> int:
        return 1 << HASH_BITS

    @property
    def presence(self) -> int:
        return self.neighbours + self.classes**2

    @property
    def form(self) -> int:
        return self.presence + 3 * self.classes

    @property
    def pattern(self) -> int:
        return self.form + FORM

    @property
    def size(self) -> int:
        return self.pattern + self.patterns


@cache
def layout() -> Layout:
    """The layout for the vocabulary and the patterns as they are."""
    return Layout(len(class_names()), len(patterns()))


@cache
def _mask_of(names: tuple[str, ...]) -> np.uint64:
    return np.uint64(sum(1 << class_names().index(name) for name in names))


class Tagged(NamedTuple):
    """Tokens with the sentence and the word classes of each; the salt keeps the words of languages apart."""

    tokens: Tokens
    sentence: I64
    masks: U64
    salt: np.uint64


@dataclass(frozen=True, slots=True)
class Features:
    """Feature ``index[i]`` stands in sentence ``sentence[i]``: once, and ordered by sentence."""

    index: I64
    sentence: I64
    classes: U64  #: of each sentence, the classes of its tokens
    matching: Bools  #: a row per sentence, a column per pattern: whether it holds


def class_sets(tagged: Tagged, sentences: int) -> U64:
    """A bit mask of the classes that stand in each sentence."""
    found = np.zeros(sentences, dtype=np.uint64)
    if len(tagged.masks):
        opening = _openings(tagged.sentence)
        found[tagged.sentence[opening]] = np.bitwise_or.reduceat(tagged.masks, opening)
    return found


def lead_class(masks: U64) -> I64:
    """The first class (in the order of the vocabulary) of each mask; -1 where there is none."""
    lowest = masks & (~masks + np.uint64(1))
    # A power of two is exact as a float, so its exponent is the index of the bit.
    return np.frexp(lowest.astype(np.float64))[1].astype(np.int64) - 1


class Tagger:
    """Finds the tokens of a text in one language, and their word classes."""

    def __init__(self, language: str) -> None:
        self.classifier = Classifier(vocabulary(language))
        self._salt = np.uint64(0 if language == "en" else hash_of(language))

    def read(self, text: str, starts: I64) -> Tagged:
        """The tokens of a text that is parted into sentences at ``starts`` (ascending, the first at 0)."""
        tokens = tokenize(text)
        opening = np.append(np.searchsorted(tokens.start, starts), len(tokens))
        sentence = np.repeat(np.arange(len(starts)), np.diff(opening))
        masks = self.classifier.masks(tokens)
        return Tagged(
            tokens, sentence, self.classifier.with_pairs(tokens, masks, sentence[:-1] == sentence[1:]), self._salt
        )


def extract(tagged: Tagged, starts: I64, ends: I64, columns: Columns | None = None) -> Features:
    """Features of the sentences ``[starts[i], ends[i])`` that the tokens lie in (ascending, not overlapping).

    ``columns``: the number that each feature is wanted under, by index, see `Columns`; None: all as they are.
    """
    owner, masks, words = tagged.sentence, tagged.masks, tagged.tokens.hash ^ tagged.salt
    classes = class_sets(tagged, len(starts))
    matching = matching_patterns(classes)
    holder, which = np.nonzero(matching)
    same = owner[:-1] == owner[1:]
    parts = [
        (_buckets(words), owner),
        (_buckets(pair_hash(words[:-1], words[1:]))[same], owner[:-1][same]),
        *_beside_classes(words, lead_class(masks), owner, same),
        *_neighbours(masks, owner),
        *_presence(masks, owner, len(starts)),
        *_form(tagged, words, starts, ends),
        (layout().pattern + which, holder),
    ]
    every, owners = (_narrow([part[side] for part in parts]) for side in (0, 1))
    index, sentence = _once(every, owners, layout().size) if columns is None else _wanted(every, owners, columns)
    return Features(index, sentence, classes, matching)


def _narrow(arrays: list[I64]) -> Numbers:
    return np.concatenate(arrays, dtype=np.int32, casting="same_kind")


def _wanted(index: Numbers, sentence: Numbers, columns: Columns) -> Part:
    column = columns.take(index)
    wanted = np.flatnonzero(column != np.iinfo(column.dtype).max)
    numbers = column.take(wanted).astype(np.int32)
    # Not the greatest of all columns: to look for it would take longer than a short text does.
    return _once(numbers, sentence.take(wanted), int(numbers.max(initial=0)) + 1)


def _once(index: Numbers, sentence: Numbers, width: int) -> Part:
    """Each feature of a sentence once, ordered by sentence; small keys are sorted several times as fast."""
    bits = width.bit_length()  # shifts, because division is slow
    small = len(sentence) == 0 or (int(sentence.max()) + 1) << bits < 1 << 31
    keys: Numbers = sentence.astype(np.int32, copy=False) if small else sentence.astype(np.int64, copy=False)
    keys = keys << bits | index
    keys.sort()
    first = np.ones(len(keys), dtype=bool)
    np.not_equal(keys[1:], keys[:-1], out=first[1:])
    keys = keys[first]
    return (keys & ((1 << bits) - 1)).astype(np.int64), (keys >> bits).astype(np.int64)


@cache
def _terms() -> tuple[U64, U64, U64]:
    """The class mask of each distinct term; and for each pattern, as bits, which must hold and which are looked at.

    A pattern holds when of the terms looked at exactly those hold that must. The bits of a pattern lie in a row of
    64-bit words.
    """
    distinct = sorted({term.classes for pattern in patterns() for term in pattern.terms})
    needed = np.zeros((len(patterns()), len(distinct)), dtype=bool)
    looked_at = needed.copy()
    for number, pattern in enumerate(patterns()):
        for term in pattern.terms:
            looked_at[number, distinct.index(term.classes)] = True
            needed[number, distinct.index(term.classes)] = not term.absent
    return np.array([_mask_of(classes) for classes in distinct], dtype=np.uint64), _packed(needed), _packed(looked_at)


def _packed(rows: Bools) -> U64:
    """Rows of truth values as rows of 64-bit words."""
    padded = np.zeros((len(rows), -(-rows.shape[1] // 64) * 8), dtype=np.uint8)
    found = np.packbits(rows, axis=1, bitorder="little")
    padded[:, : found.shape[1]] = found
    return padded.view(np.uint64)


def matching_patterns(classes: U64) -> Bools:
    """A row per sentence, a column per pattern: whether it holds."""
    masks, needed, looked_at = _terms()
    held = _packed((classes[:, None] & masks) != 0)
    found: Bools = (held[:, 0, None] & looked_at[:, 0]) == needed[:, 0]
    for word in range(1, held.shape[1]):
        found &= (held[:, word, None] & looked_at[:, word]) == needed[:, word]
    return found


def _buckets(hashes: U64) -> I64:
    return (hashes >> np.uint64(64 - HASH_BITS)).astype(np.int64)


def bucket_of(word: str) -> int:
    """The feature index of a folded English word."""
    return hash_of(word) >> (64 - HASH_BITS)


def _openings(owner: I64) -> I64:
    """The first token of each sentence that has one."""
    return np.flatnonzero(np.diff(owner, prepend=-1))


def _beside_classes(words: U64, lead: I64, owner: I64, same: Bools) -> list[Part]:
    """A word with the lead class of the next token, and a word with that of the token before."""
    numbered = (lead + 1).astype(np.uint64)
    before, after = same & (lead[1:] >= 0), same & (lead[:-1] >= 0)
    return [
        (_buckets(mixed(words[:-1][before] * _BEFORE_CLASS + numbered[1:][before])), owner[:-1][before]),
        (_buckets(mixed(words[1:][after] * _AFTER_CLASS + numbered[:-1][after])), owner[1:][after]),
    ]


def _neighbours(masks: U64, owner: I64) -> list[Part]:
    """The lead classes of classified tokens that follow one another."""
    subjects = masks & _mask_of(subject_classes())
    classified = np.flatnonzero(subjects)
    lead, where = lead_class(subjects[classified]), owner[classified]
    together = where[:-1] == where[1:]
    return [((layout().neighbours + lead[:-1] * layout().classes + lead[1:])[together], where[:-1][together])]


def _classes_of(masks: U64) -> tuple[I64, I64]:
    """(position in ``masks``, class) of every class that is set, in no order that matters."""
    at, left, found = np.flatnonzero(masks), masks[masks != 0], []
    while len(at):
        found.append((at, lead_class(left)))
        left = left & (left - np.uint64(1))
        more = left != 0
        at, left = at[more], left[more]
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    return np.concatenate([at for at, _ in found]), np.concatenate([which for _, which in found])


def _presence(masks: U64, owner: I64, sentences: int) -> list[Part]:
    classes, base = layout().classes, layout().presence
    token, which = _classes_of(masks)
    counts = np.bincount(owner[token] * classes + which, minlength=sentences * classes)
    found = []
    for level in range(3):
        at = np.flatnonzero(counts > level)
        found.append((base + level * classes + at % classes, at // classes))
    return found


def _form(tagged: Tagged, words: U64, starts: I64, ends: I64) -> list[Part]:
    tokens, owner = tagged.tokens, tagged.sentence
    every, base = np.arange(len(starts)), layout().form
    length = np.bincount(owner, minlength=len(starts))
    first, last = tokens.codes[starts], tokens.codes[ends - 1]
    flags: list[tuple[int, Bools]] = [
        (_QUOTE, _OPENING_QUOTES[np.minimum(first, _MARKS - 1)]),
        (_UNENDED, ~_ENDS[np.minimum(last, _MARKS - 1)]),
        (_LISTED, (first == ord("(")) | ((first >= ord("0")) & (first <= ord("9")))),
        (_COLON, last == ord(":")),
    ]
    opening = _openings(owner)
    return [
        (base + np.minimum(length // 6, 7), every),
        *((np.full(int(flag.sum()), base + slot), every[flag]) for slot, flag in flags),
        (_buckets(words[opening] * _FIRST), owner[opening]),
    ]
