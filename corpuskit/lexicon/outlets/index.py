"""Printed name → entries of the registry that list it: exact dictionary look-ups on normalised names."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from typing import NamedTuple

from corpuskit.lexicon.outlets import names
from corpuskit.lexicon.outlets.domains import host, with_parents
from corpuskit.lexicon.outlets.registry import Memory, Registry, Strength
from corpuskit.patterns import reaches


class Found(NamedTuple):
    """An entry that a printed name may mean.

    ``rule`` says how it was found: name, accents (printed without its accents or hyphens), domain, domain-unverified.
    """

    id: str
    strength: Strength
    rule: str


_WORD = re.compile(r"[^\W_]+")
_HOST = re.compile(r"\w\.[^\W\d_]{2}")

_RANK: dict[Strength, int] = {"name": 0, "context": 1, "clue": 2}


class NameIndex:
    """The names and domains of a registry."""

    def __init__(self, registry: Registry) -> None:
        self._keys: dict[str, list[tuple[str, Strength, str]]] = {}
        self._folded: dict[str, list[tuple[str, Strength, str]]] = {}
        self._domains: dict[str, Found] = {}
        self._told = Memory()
        for entry in registry:
            listed: tuple[tuple[tuple[str, ...], Strength], ...] = (
                (entry.names, "name"),
                (entry.names_in_context, "context"),
                (entry.names_with_clue, "clue"),
            )
            for printed, strength in ((name, strength) for of_strength, strength in listed for name in of_strength):
                cleaned = names.clean(printed)
                key, listed_as = names.key_of(cleaned), (entry.id, strength, cleaned)
                self._keys.setdefault(key, []).append(listed_as)
                self._folded.setdefault(names.unaccented(key), []).append(listed_as)
            for domain in entry.domains_unverified:
                self._domains.setdefault(domain, Found(entry.id, "name", "domain-unverified"))
            for domain in entry.domains:
                self._domains[domain] = Found(entry.id, "name", "domain")
        #: in scripts that put no space between words, where a name can stand anywhere in a run of characters
        self._unspaced = tuple(name for name in self._folded if reaches(name) and any(map(names.is_unspaced, name)))
        words = [frozenset(_WORD.findall(name)) for name in self._folded if not _HOST.search(name)]
        count = Counter(word for found in words for word in found)
        self._by_word: dict[str, list[frozenset[str]]] = {}
        for found in filter(None, words):
            rarest = min(found, key=lambda word: (word.isdigit(), len(word) < 3, count[word], -len(word)))
            self._by_word.setdefault(rarest, []).append(found)

    @cached_property
    def _skeletons(self) -> frozenset[str]:
        """Of every listed name; asked for by the first name that is not ASCII."""
        return frozenset(names.skeleton(name) for listed in self._keys.values() for _, _, name in listed)

    @classmethod
    def of(cls, registry: Registry) -> NameIndex:
        """The index of a registry, made once."""
        memory = registry.memory("index")
        found: NameIndex | None = memory.get(None)
        if found is None:
            found = memory[None] = cls(registry)
        return found

    def named(self, printed: str) -> list[Found]:
        """Entries whose name this is, accents and capitals regarded; where no accented name fits, without accents."""
        found = self._fitting(self._keys.get(names.key(printed)), printed, "name")
        return found or self._fitting(self._folded.get(names.folded(printed)), printed, "accents")

    def _fitting(self, listed: list[tuple[str, Strength, str]] | None, printed: str, rule: str) -> list[Found]:
        if not listed:
            return []
        best: dict[str, Found] = {}
        for outlet_id, strength, name in listed:
            known = best.get(outlet_id)
            if names.case_agrees(printed, name) and (known is None or _RANK[strength] < _RANK[known.strength]):
                best[outlet_id] = Found(outlet_id, strength, rule)
        found = sorted(best.values(), key=lambda one: (_RANK[one.strength], one.id))
        return [one for one in found if _RANK[one.strength] == _RANK[found[0].strength]]

    def may_name(self, text: str) -> bool:
        """Whether a listed name or address may stand in a text, told by their words: fast, and never wrongly no.

        Looked at between bars, across which no name reaches: authors and dates of a corpus come again and again.
        """
        for piece in text.split("|"):
            told = self._told.get(piece)
            if told is None:
                told = self._told[piece] = self._may_name(piece)
            if told:
                return True
        return False

    def _may_name(self, text: str) -> bool:
        if _HOST.search(text) is not None:
            return True
        if not text.isascii():
            for sign in "–—’·":  # common in credits, and no letters: what is ASCII but for them need not be folded
                text = text.replace(sign, " ")
        plain = text.lower() if text.isascii() else names.folded(text)
        words = set(_WORD.findall(plain))
        if not plain.isascii():  # Arabic "and", written with the next word
            words.update([word[1:] for word in words if word[0] == "\u0648"])
        if any(name <= words for word in words & self._by_word.keys() for name in self._by_word[word]):
            return True
        return reaches(plain) and any(name in plain for name in self._unspaced)

    def at(self, address: str) -> Found | None:
        """The entry with the longest listed domain at or above the host of an address."""
        name = host(address)
        if name is None:
            return None
        return next((self._domains[domain] for domain in with_parents(name) if domain in self._domains), None)

    def resembles(self, printed: str) -> bool:
        """Whether a name that is not listed looks like a listed one, by letters of another alphabet."""
        return not printed.isascii() and names.skeleton(printed) in self._skeletons

    def everything(self, printed: str) -> list[Found]:
        """All that a name or domain may mean, whatever it would take to be sure; best first."""
        at = self.at(printed)
        return ([at] if at is not None else []) + (self.named(printed) or self.named(printed.upper()))
