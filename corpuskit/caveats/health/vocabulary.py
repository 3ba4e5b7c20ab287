"""The kept vocabulary: which words belong to which word class, per language, read from `vocabulary/*.txt`.

The files are plain text that a reviewer can correct. ``[name]`` opens a class; words follow, parted by white space.
``stem*`` matches every word that begins so; ``two_words`` a pair of neighbours (``two_word*``: the second also with
an "s"). The pairs of a class written ``[=name]`` replace what their two words would say alone: a "computer virus" is
no virus. A class written ``[~name]`` holds words of grammar and frame ("was", "his", "months"), one written
``[+name]`` words that name a subject of health, one written ``[-name]`` words that do so only two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

#: Classes that no list names: what a token is by its form.
FORM_CLASSES = ("number", "year", "percent")
_NAME = re.compile(r"\[([=~+-]?)([a-z_]+)\]")
_WORD = re.compile(r"[^\W_]+|%")
_ZEROS = dict.fromkeys(map(ord, "123456789"), "0")


def fold(text: str) -> str:
    """Lower case without accents, digits as "0": the form in which words are compared."""
    if text.isascii():
        return text.lower().translate(_ZEROS)
    plain = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return "".join("0" if c.isdigit() else c for c in plain)


class Term(NamedTuple):
    """Part of a pattern: one of the classes must stand in the sentence, or none of them may."""

    classes: tuple[str, ...]
    absent: bool


class Pattern(NamedTuple):
    """Classes that stand together in a sentence; all terms must hold."""

    name: str
    terms: tuple[Term, ...]


class Vocabulary(NamedTuple):
    """Word classes of one language; the values are bit masks over `classes`."""

    classes: tuple[str, ...]
    words: Mapping[str, int]
    stems: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    replacing: frozenset[tuple[str, str]]


def parse(lines: list[str]) -> tuple[list[tuple[str, str]], list[list[str]]]:
    """The classes of a vocabulary file (name and mark: "", "=", "~", "+", "-") and the words of each, in file order."""
    names: list[tuple[str, str]] = []
    entries: list[list[str]] = []
    for line in lines:
        if line.startswith("#") or not line.strip():
            continue
        opened = _NAME.fullmatch(line.strip())
        if opened:
            names.append((opened.group(2), opened.group(1)))
            entries.append([])
        elif not entries:
            raise ValueError(f"vocabulary words before the first class: {line!r}")
        else:
            entries[-1].extend(line.split())
    return names, entries


def _lines(*path: str) -> list[str]:
    return Path(__file__).parent.joinpath(*path).read_text(encoding="utf-8").splitlines()


@cache
def _read(language: str) -> tuple[list[tuple[str, str]], list[list[str]]]:
    return parse(_lines("vocabulary", f"{language}.txt"))


@cache
def patterns() -> tuple[Pattern, ...]:
    """`patterns.txt`; raises ValueError when a pattern names a class that the vocabulary does not have."""
    known, found = set(class_names()), []
    for line in _lines("patterns.txt"):
        if line.startswith("#") or not line.strip():
            continue
        name, _, body = line.partition(":")
        terms = tuple(
            Term(tuple(term.strip().removeprefix("!").split("|")), term.strip().startswith("!"))
            for term in body.split("&")
        )
        for term in terms:
            if not known.issuperset(term.classes):
                raise ValueError(f"pattern {name} names an unknown class: {'|'.join(term.classes)}")
        found.append(Pattern(name.strip(), terms))
    return tuple(found)


@cache
def class_names() -> tuple[str, ...]:
    """The classes in the order of the English file, then those of form; a class's index is its bit."""
    names, _ = _read("en")
    return (*(name for name, _ in names), *FORM_CLASSES)


@cache
def subject_classes() -> tuple[str, ...]:
    """The classes that say what a sentence is about: all but those of grammar, frame and form."""
    names, _ = _read("en")
    return tuple(name for name, mark in names if mark != "~")


@cache
def health_classes() -> tuple[str, ...]:
    """The classes whose words name a subject of health: a disease, an organ, a drug, …"""
    names, _ = _read("en")
    return tuple(name for name, mark in names if mark == "+")


@cache
def weak_classes() -> tuple[str, ...]:
    """The classes whose words name a subject of health only when two stand together: food, a doctor, a death, …"""
    names, _ = _read("en")
    return tuple(name for name, mark in names if mark == "-")


@cache
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a language; raises FileNotFoundError when none is kept, ValueError when a class is unknown."""
    classes = class_names()
    words: dict[str, int] = {}
    stems: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    replacing: set[tuple[str, str]] = set()
    for (name, mark), entries in zip(*_read(language), strict=True):
        bit = 1 << classes.index(name)
        for entry in entries:
            for first, second, is_stem in _forms(entry):
                if second:
                    pairs[first, second] = pairs.get((first, second), 0) | bit
                    if mark == "=":
                        replacing.add((first, second))
                elif is_stem:
                    stems[first] = stems.get(first, 0) | bit
                else:
                    words[first] = words.get(first, 0) | bit
    return Vocabulary(classes, words, stems, pairs, frozenset(replacing))


def _forms(entry: str) -> list[tuple[str, str, bool]]:
    """(word, second word or "", is a stem) of a vocabulary entry."""
    starred = entry.endswith("*")
    plain = entry.rstrip("*")
    if plain.isascii() and plain.isalpha():  # nine of ten entries need no more
        return [(plain.lower(), "", starred)]
    parts = _WORD.findall(fold(plain.replace("_", " ")))
    if len(parts) == 1:
        return [(parts[0], "", starred)]
    if len(parts) != 2:
        raise ValueError(f"a vocabulary entry is a word or a pair: {entry!r}")
    first, second = parts
    return [(first, second, False), (first, second + "s", False)] if starred else [(first, second, False)]
