"""Splits text into sentences: code-point offsets, by rules and a kept list of abbreviations per language.

A paragraph (line) always ends a sentence. Inside a line a sentence ends at ``.``, ``!``, ``?`` or ``…`` with the quotes
and brackets that close behind it, when what follows can begin one: not a lower-case letter, not after a title
("Dr."), an initial ("J. Smith"), a list number ("1. There is") or a German ordinal ("3. Oktober").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpuskit.ready import read_list

# Where an end may lie; a search for one letter of a set is many times faster than one for `_END`. The last mark of a
# line, and the stop of "3.5", are passed over here.
_MARK = re.compile(r"""[.!?…](?=["'”’“«»)\]\s.!?…A-ZА-Я])""")
# Groups: (1) an end that needs no second look, because no abbreviation is so long and "!" is never part of one; (2) a
# full stop to look at; each with the quotes and brackets that close behind it, before white space and then no
# lower-case letter; (3) a full stop glued to the next sentence ("end.Next"), which scraped pages are full of.
_LOWER = "a-zß-öø-ÿāăąćčďđēęěğıłńňőřśşšťůűźżžа-яёіїєґ"
_CLOSING = r"""["'”’“»)\]]{0,4}"""
_NEXT = rf"\s{{1,8}}(?=[^\s{_LOWER}])"
_END = re.compile(
    rf"((?:(?<=[{_LOWER}]{{8}})\.|[.!?…]{{0,5}}[!?…]){_CLOSING}){_NEXT}"
    rf"|([.…]{{1,6}}{_CLOSING}){_NEXT}"
    rf"""|(?<=[{_LOWER}]{{2}})([.!?])(?=["“«]?[A-ZА-Я][{_LOWER}"])"""
)
_NEXT_WORD = re.compile(r"[\s\"“”„«»'‘’(\[¿¡–—-]{0,12}([^\s\"“”„«»,.;:!?()]{0,40})")
_LINE_NUMBER = re.compile(r"\s{0,8}[(\[]?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\Z")
_AFTER_A_NUMBER = 12  # characters of a line after which no number of it ends
_OPENERS = frozenset("\"“”„«»'‘’([{¿¡–—-")


class Ends(NamedTuple):
    """The kept lists of one language (`sentence_ends.toml`)."""

    title: frozenset[str]
    either: frozenset[str]
    starters: frozenset[str]
    ordinal_nouns: frozenset[str]


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return read_list(Path(__file__).with_name("sentence_ends.toml"))


@cache
def ends_of(language: str) -> Ends:
    """The lists for a BCP 47 language (its primary subtag); an unlisted language gets those that hold for any."""
    table = _table()
    own, shared = table.get(language.partition("-")[0].lower(), {}), table["any"]

    def words(key: str) -> frozenset[str]:
        return frozenset(own.get(key, ())) | frozenset(shared.get(key, ()))

    return Ends(words("title"), words("either"), words("starters"), words("ordinal_nouns"))


def _full_stop_ends(line: str, stop: int, after: int, ends: Ends) -> bool:
    """Whether the full stop at ``line[stop]`` ends a sentence that would go on at ``line[after]``."""
    begin = line.rfind(" ", 0, stop) + 1
    word = line[begin:stop]
    if stop >= _AFTER_A_NUMBER and len(word) > 1 and word.isalpha():  # nearly every stop that is looked at
        lower = word.lower()
        if lower not in ends.title and lower not in ends.either:
            return True
    word = word.lstrip("\u00a0([{\"“”„«»'‘’—–-/")
    if len(word) > 5 and "." not in word:
        return not (word.isdigit() or word.lower() in ends.title or word.lower() in ends.either)
    lower = word.lower()
    if lower in ends.title or (stop < _AFTER_A_NUMBER and _LINE_NUMBER.match(line[:stop])):
        return False
    following = _NEXT_WORD.match(line, after)
    next_word = following.group(1).lower() if following else ""
    if len(word) == 1 and word.isupper():
        # "J. Smith", but "vitamin D. The" and "hepatitis C. In": there a lower-case word precedes the letter.
        prior = line[max(0, begin - 40) : begin].split()
        named = not prior or prior[-1][:1].isupper() or prior[-1].endswith(".") or prior[-1][:1] in _OPENERS
        return not named or (len(next_word) > 1 and next_word in ends.starters)
    if lower in ends.either or "." in word[1:-1]:
        return next_word in ends.starters or not next_word[:1].isalnum()
    return not (word.isdigit() and next_word in ends.ordinal_nouns)


def line_spans(text: str, start: int, end: int, ends: Ends) -> Iterator[tuple[int, int]]:
    """(start, end) of the sentences of the line ``text[start:end]``, white space at the ends left out."""
    line = text[start:end].rstrip()
    begin = len(line) - len(line.lstrip())
    for mark in _MARK.finditer(line, begin):
        if mark.start() < begin or not (match := _END.match(line, mark.start())):
            continue
        group = match.lastindex or 1
        stop, after = match.span(group)
        if group > 1 and line[stop] == "." and not _full_stop_ends(line, stop, after, ends):
            continue
        yield start + begin, start + after
        begin = match.end()
    if begin < len(line):
        yield start + begin, start + len(line)


def spans(text: str, language: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence in code points, white space at the ends left out; blank lines give none."""
    ends = ends_of(language)
    at = 0
    while at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        yield from line_spans(text, at, stop, ends)
        at = stop + 1
