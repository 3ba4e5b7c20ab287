"""Features of sentences, as indices into one weight vector: words, pairs, suffixes, word classes, patterns, form.

Training and scoring share this file, so a weight can never meet a feature it was not learnt for. The vector is laid
out in blocks: hashed features (words, neighbouring words, a word and its neighbour's class, suffixes, names); the lead
classes of neighbouring classified tokens, next to each other and one apart; which classes stand in the sentence, once,
twice, three times; the sentence's form; the patterns of classes (`patterns.txt`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

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
    upper_case,
)
from corpuskit.caveats.health.vocabulary import (
    class_names,
    health_classes,
    patterns,
    subject_classes,
    vocabulary,
    weak_classes,
)

Bools = npt.NDArray[np.bool_]
Part = tuple[I64, I64]  #: feature indices, and the sentence of each

HASH_BITS = 20
FORM = 16
_QUESTION, _QUOTE, _UNENDED, _LISTED, _COLON = 8, 9, 10, 11, 12
# Salts keep the kinds of hashed feature apart; any odd constants do.
_SUFFIX = np.uint64(0xA24BAED4963EE407)
_FIRST = np.uint64(0x9FB21C651E98DF25)
_BEFORE_CLASS = np.uint64(0xD1B54A32D192ED03)
_AFTER_CLASS = np.uint64(0x8CB92BA72F3D8DD7)
_NAMES = np.uint64(0xABC98388FB8FAC03)
_OPENING_QUOTES = np.array([ord(c) for c in "\"“„«‘'"], dtype=np.uint32)
_ENDS = np.array([ord(c) for c in '.!?…"”’»)'], dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each block of the weight vector begins."""

    classes: int
    patterns: int

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


@dataclass(frozen=True, slots=True)
class Tagged:
    """Tokens with the sentence and the word classes of each; the salt keeps the words of languages apart."""

    tokens: Tokens
    sentence: I64
    masks: U64
    own: U64  #: of the masks, what a token has by itself, without its neighbours
    salt: np.uint64

    def only(self, sentences: Bools) -> Tagged:
        """The tokens of some sentences, which are numbered anew."""
        kept = sentences[self.sentence]
        number = np.cumsum(sentences) - 1
        return Tagged(
            self.tokens.take(np.flatnonzero(kept)),
            number[self.sentence[kept]],
            self.masks[kept],
            self.own[kept],
            self.salt,
        )


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


def name_health(tagged: Tagged, sentences: int) -> Bools:
    """Which sentences name a subject of health: by one word, or by two weak ones. Pairs only take away."""
    strong = np.zeros(sentences, dtype=bool)
    strong[tagged.sentence[(tagged.own & _mask_of(health_classes())) != 0]] = True
    weak = np.bincount(tagged.sentence[(tagged.own & _mask_of(weak_classes())) != 0], minlength=sentences)
    found: Bools = strong | (weak > 1)
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

    def tokens(self, text: str) -> tuple[Tokens, U64]:
        """The tokens and the classes that each has by itself, without those of pairs."""
        tokens = tokenize(text)
        return tokens, self.classifier.masks(tokens)

    def read(self, text: str, starts: I64) -> Tagged:
        """The tokens of a text that is parted into sentences at ``starts`` (ascending, the first at 0)."""
        tokens, masks = self.tokens(text)
        return self.tag(tokens, masks, np.searchsorted(starts, tokens.start, side="right") - 1)

    def tag(self, tokens: Tokens, masks: U64, sentence: I64) -> Tagged:
        """The tokens with the classes that they and their pairs have."""
        same = sentence[:-1] == sentence[1:]
        paired = self.classifier.with_pairs(tokens, masks.copy(), same)
        return Tagged(tokens, sentence, paired, masks & paired, self._salt)


def extract(tagged: Tagged, starts: I64, ends: I64, useful: Bools | None = None) -> Features:
    """Features of the sentences ``[starts[i], ends[i])`` that the tokens lie in (ascending, not overlapping).

    ``useful``: which features are wanted, by index; None: all.
    """
    owner, masks, words = tagged.sentence, tagged.masks, tagged.tokens.hash ^ tagged.salt
    classes = class_sets(tagged, len(starts))
    matching = matching_patterns(classes)
    holder, which = np.nonzero(matching)
    same = owner[:-1] == owner[1:]
    parts = [
        (_buckets(words), owner),
        (_buckets(pair_hash(words[:-1], words[1:]))[same], owner[:-1][same]),
        *_suffixes(tagged),
        *_beside_classes(words, lead_class(masks), owner, same),
        *_names(tagged, words, len(starts)),
        *_skeleton(masks, owner),
        *_presence(masks, owner, len(starts)),
        *_form(tagged, words, starts, ends),
        (layout().pattern + which, holder),
    ]
    index = np.concatenate([index for index, _ in parts])
    sentence = np.concatenate([sentence for _, sentence in parts])
    keys = (sentence << np.int64(32)) | index
    if useful is not None:
        keys = keys[useful[index]]
    keys.sort()
    keys = keys[np.diff(keys, prepend=-1) != 0]
    return Features(keys & np.int64(0xFFFFFFFF), keys >> np.int64(32), classes, matching)


def is_question(tokens: Tokens, starts: I64, ends: I64) -> Bools:
    """Whether each sentence ends with a question mark, perhaps inside a closing quotation mark or bracket."""
    last, before_last = tokens.codes[ends - 1], tokens.codes[np.maximum(ends - 2, starts)]
    found: Bools = (last == ord("?")) | ((before_last == ord("?")) & np.isin(last, _ENDS))
    return found


@cache
def _terms() -> tuple[U64, U64, U64]:
    """The class mask of each distinct term; and for each pattern which terms must hold, and which must not, as bits."""
    distinct = sorted({term.classes for pattern in patterns() for term in pattern.terms})
    if len(distinct) > 64:
        raise ValueError("patterns.txt has more than 64 distinct terms")
    needed, barred = np.zeros(len(patterns()), dtype=np.uint64), np.zeros(len(patterns()), dtype=np.uint64)
    for number, pattern in enumerate(patterns()):
        for term in pattern.terms:
            (barred if term.absent else needed)[number] |= np.uint64(1 << distinct.index(term.classes))
    return np.array([_mask_of(classes) for classes in distinct], dtype=np.uint64), needed, barred


def matching_patterns(classes: U64) -> Bools:
    """A row per sentence, a column per pattern: whether it holds."""
    masks, needed, barred = _terms()
    held = np.zeros(len(classes), dtype=np.uint64)
    for number, mask in enumerate(masks):
        held |= ((classes & mask) != 0).astype(np.uint64) << np.uint64(number)
    found: Bools = ((held[:, None] & needed) == needed) & ((held[:, None] & barred) == 0)
    return found


def _buckets(hashes: U64) -> I64:
    return (hashes >> np.uint64(64 - HASH_BITS)).astype(np.int64)


@cache
def _bucket(number: int, salt: np.uint64) -> int:
    return int(_buckets(mixed(np.array([number], dtype=np.uint64) * salt))[0])


def _openings(owner: I64) -> I64:
    """The first token of each sentence that has one."""
    return np.flatnonzero(np.diff(owner, prepend=-1))


def _suffixes(tagged: Tagged) -> list[Part]:
    tokens, owner = tagged.tokens, tagged.sentence
    long_ones = np.flatnonzero(tokens.end - tokens.start > 5)
    return [(_buckets((tokens.suffix(long_ones, n) ^ tagged.salt) * _SUFFIX), owner[long_ones]) for n in (3, 4)]


def _beside_classes(words: U64, lead: I64, owner: I64, same: Bools) -> list[Part]:
    """A word with the lead class of the next token, and a word with that of the token before."""
    numbered = (lead + 1).astype(np.uint64)
    before, after = same & (lead[1:] >= 0), same & (lead[:-1] >= 0)
    return [
        (_buckets(mixed(words[:-1][before] * _BEFORE_CLASS + numbered[1:][before])), owner[:-1][before]),
        (_buckets(mixed(words[1:][after] * _AFTER_CLASS + numbered[:-1][after])), owner[1:][after]),
    ]


def _names(tagged: Tagged, words: U64, sentences: int) -> list[Part]:
    """How many names and acronyms stand in a sentence, and what follows a name ("Smith was")."""
    tokens, owner, masks = tagged.tokens, tagged.sentence, tagged.masks
    big = upper_case(tokens.codes[tokens.start])
    acronym = big & upper_case(tokens.codes[np.minimum(tokens.start + 1, tokens.end - 1)])
    acronym &= tokens.end - tokens.start > 1
    inner = np.ones(len(tokens), dtype=bool)
    inner[_openings(owner)] = False
    name = big & ~acronym & inner & (masks == 0)
    found = []
    for counted, most, offset in ((name, 4, 0), (acronym & (masks == 0), 2, 10)):
        counts = np.bincount(owner[counted], minlength=sentences)
        for level in range(1, most + 1):
            at = np.flatnonzero(counts >= level)
            found.append((np.full(len(at), _bucket(level + offset, _NAMES)), at))
    subject = np.flatnonzero(name[:-1] & ~big[1:] & (owner[:-1] == owner[1:]))
    found.append((_buckets(mixed(words[subject + 1] * _NAMES)), owner[subject]))
    return found


def _skeleton(masks: U64, owner: I64) -> list[Part]:
    subjects, where_to = masks & _mask_of(subject_classes()), layout()
    classified = np.flatnonzero(subjects)
    lead, where = lead_class(subjects[classified]), owner[classified]
    found = []
    for step, block in ((1, where_to.neighbours), (2, where_to.apart)):
        together = where[:-step] == where[step:]
        index = block + lead[:-step] * where_to.classes + lead[step:]
        found.append((index[together], where[:-step][together]))
    return found


def _presence(masks: U64, owner: I64, sentences: int) -> list[Part]:
    classes, base = layout().classes, layout().presence
    classified = np.flatnonzero(masks)
    bits = np.unpackbits(masks[classified].astype("<u8").view(np.uint8).reshape(-1, 8), axis=1, bitorder="little")
    token, which = np.nonzero(bits[:, :classes])
    counts = np.bincount(owner[classified][token] * classes + which, minlength=sentences * classes)
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
        (_QUESTION, is_question(tokens, starts, ends)),
        (_QUOTE, np.isin(first, _OPENING_QUOTES)),
        (_UNENDED, ~np.isin(last, _ENDS)),
        (_LISTED, (first == ord("(")) | ((first >= ord("0")) & (first <= ord("9")))),
        (_COLON, last == ord(":")),
    ]
    opening = _openings(owner)
    return [
        (base + np.minimum(length // 6, 7), every),
        *((np.full(int(flag.sum()), base + slot), every[flag]) for slot, flag in flags),
        (_buckets(words[opening] * _FIRST), owner[opening]),
    ]
