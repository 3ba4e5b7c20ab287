"""What can be marked at all: passages that name a subject of health, told by a look-up a printed word and no more.

What a printed word ("(vaccine," with its marks) adds is learnt once, for all new words of a batch together, from the
vocabulary: one word of a strong class is enough, of the weak classes two different ones are needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from corpuskit.caveats.health.tokens import Classifier, tokenize
from corpuskit.caveats.health.vocabulary import health_classes, weak_classes

#: Printed words kept at most; then they are learnt afresh.
_KEPT = 1 << 17


class _Words:
    """Printed words by what they add. They are kept as sets, which answer for whole lists of words at once."""

    def __init__(self) -> None:
        self.nothing: set[str] = set()
        self.little: set[str] = set()
        self.enough: set[str] = set()

    def __len__(self) -> int:
        return len(self.nothing) + len(self.little) + len(self.enough)

    def learn(self, word: str, adds: int) -> None:
        (self.nothing, self.little, self.enough)[min(adds, 2)].add(word)

    def suffice(self, passages: Sequence[Sequence[str]]) -> list[bool]:
        """Which passages, as words, have enough. Raises KeyError when that hangs on a word that was not learnt."""
        only_nothing, none_enough, together = self.nothing.issuperset, self.enough.isdisjoint, self._together
        return [not only_nothing(words) and (not none_enough(words) or together(words)) for words in passages]

    def _together(self, words: Sequence[str]) -> bool:
        """Whether words of which none is enough are enough together."""
        some = set(words).difference(self.nothing)
        if not self.little.issuperset(some):
            raise KeyError
        return len(some) > 1


class Screen:
    """Knows what each printed word adds; grows with the texts seen, which changes no answer."""

    def __init__(self, classifier: Classifier) -> None:
        classes = classifier.vocabulary.classes
        self._classifier = classifier
        self._strong, self._weak = (
            np.uint64(sum(1 << classes.index(name) for name in names)) for names in (health_classes(), weak_classes())
        )
        self._words = _Words()

    def passing(self, passages: Sequence[Sequence[str]]) -> list[bool]:
        """Which passages, each given as its printed words, name a subject of health."""
        try:
            return self._words.suffice(passages)
        except KeyError:
            return self._learnt(passages).suffice(passages)

    def _learnt(self, passages: Iterable[Sequence[str]]) -> _Words:
        """What printed words add, for at least those of the passages."""
        printed: set[str] = set()
        for passage in passages:
            printed.update(passage)
        words = self._words if len(self._words) <= _KEPT else _Words()
        new = sorted(printed.difference(words.nothing, words.little, words.enough))
        for word, adds in zip(new, self._adding(new), strict=True):
            words.learn(word, adds)
        self._words = words
        return words

    def _adding(self, words: list[str]) -> list[int]:
        tokens = tokenize("\n".join(words))
        masks = self._classifier.masks(tokens)
        adds = np.where(masks & self._strong, 2, np.where(masks & self._weak, 1, 0))
        begins = np.cumsum([0, *(len(word) + 1 for word in words)])
        owner = np.searchsorted(begins, tokens.start, side="right") - 1
        found: list[int] = np.bincount(owner, weights=adds, minlength=len(words)).astype(np.int64).tolist()
        return found
