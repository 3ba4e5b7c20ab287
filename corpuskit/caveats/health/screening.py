"""Passes over what names no subject of health, before anything is tokenised: a look-up a printed word, no more.

What a printed word ("(vaccine," with its marks) can add is learnt once, for all new words of a batch together, from the
same vocabulary that decides later. The screen lets through more than the vocabulary does, never less.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from corpuskit.caveats.health.tokens import Classifier, tokenize
from corpuskit.caveats.health.vocabulary import health_classes, weak_classes

#: A passage passes when its words add up to this: one that names a subject of health, or two weak ones.
ENOUGH = 2
#: Printed words kept at most; then they are learnt afresh.
_KEPT = 1 << 17


class _Words:
    """Printed words by what they add, and as sets, because Python asks sets about whole lists at once."""

    def __init__(self) -> None:
        self.adds: dict[str, int] = {}
        self.nothing: set[str] = set()
        self.enough: set[str] = set()

    def learn(self, word: str, adds: int) -> None:
        if adds == 0:
            self.nothing.add(word)
        elif adds >= ENOUGH:
            self.enough.add(word)
        self.adds[word] = adds

    def suffice(self, words: list[str]) -> bool:
        """Whether they add up to enough. Raises KeyError for a word that was not learnt, unless the others suffice."""
        if self.nothing.issuperset(words):
            return False
        return not self.enough.isdisjoint(words) or sum(map(self.adds.__getitem__, words)) >= ENOUGH


class Screen:
    """Knows what each printed word adds; grows with the texts seen, which changes no answer."""

    def __init__(self, classifier: Classifier) -> None:
        classes = classifier.vocabulary.classes
        self._classifier = classifier
        self._strong, self._weak = (
            np.uint64(sum(1 << classes.index(name) for name in names)) for names in (health_classes(), weak_classes())
        )
        self._words = _Words()

    def passing(self, passages: Sequence[str]) -> list[bool]:
        """Which passages may name a subject of health."""
        passes = self._words.suffice
        try:
            return [passes(passage.split()) for passage in passages]
        except KeyError:
            passes = self._learnt(passages).suffice
            return [passes(passage.split()) for passage in passages]

    def _learnt(self, passages: Iterable[str]) -> _Words:
        """What printed words add, for at least those of the passages."""
        printed: set[str] = set()
        for passage in passages:
            printed.update(passage.split())
        words = self._words if len(self._words.adds) <= _KEPT else _Words()
        new = sorted(printed.difference(words.adds))
        for word, adds in zip(new, self._adding(new), strict=True):
            words.learn(word, adds)
        self._words = words
        return words

    def _adding(self, words: list[str]) -> list[int]:
        tokens = tokenize("\n".join(words))
        masks = self._classifier.masks(tokens)
        adds = np.where(masks & self._strong, ENOUGH, np.where(masks & self._weak, 1, 0))
        begins = np.cumsum([0, *(len(word) + 1 for word in words)])
        owner = np.searchsorted(begins, tokens.start, side="right") - 1
        found: list[int] = np.bincount(owner, weights=adds, minlength=len(words)).astype(np.int64).tolist()
        return found
