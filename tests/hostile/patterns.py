"""Regular expressions whose time could grow faster than their input, found by their structure.

Python's engine goes back where a match fails. That is harmless while what it went over can be read in one way only. It
is not where an unbounded repetition lies in another (`(a+)+`: exponential), or where two that can take the same
characters follow each other (`a*b?a*`: quadratic). `ambiguous` names both. A repetition with an upper bound costs a
constant. Not looked at: a repetition that is begun anew at each place of a text in which it is searched for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

#: Characters that stand for all others: ASCII, and some of each other kind.
ALPHABET = frozenset(map(chr, range(128))) | frozenset("\x85\xa0\u2028\u200béßжЖ漢字あ１²½“”–…₀")
#: More repetitions than this count as unbounded.
BOUND = 4096

REPEATS = {sre.MAX_REPEAT, sre.MIN_REPEAT}


def ambiguous(pattern: str, flags: int = 0) -> list[str]:
    """What in a pattern can be read in more ways than a constant, in words; empty for a pattern of linear time."""
    try:
        tree = parser.parse(pattern, flags)
    except re.error as error:  # pragma: no cover  a pattern of the package always parses
        raise AssertionError(pattern) from error
    return list(_faults(list(tree), bool(flags & re.IGNORECASE)))


def _faults(items: list[Any], fold: bool) -> Iterator[str]:
    flat = list(_flat(items))
    for at, item in enumerate(flat):
        if _unbounded(item):
            if any(_meets_itself(turn, fold) for turn in _turns(list(item[1][2]))):
                yield "an unbounded repetition within another"
            yield from _following(flat, at, fold)
        for inner in _bodies(item):
            yield from _faults(inner, fold)


def _turns(body: list[Any]) -> Iterator[list[Any]]:
    """What one turn of a repetition can consist of: its items, or the alternatives in them."""
    flat = list(_flat(body))
    yield flat
    for item in flat:
        if item[0] is sre.BRANCH:
            yield from (list(_flat(list(branch))) for branch in item[1][1])


def _meets_itself(turn: list[Any], fold: bool) -> bool:
    """Whether an unbounded repetition of a turn can also take what one of the next turn takes."""
    return any(_unbounded(one) and any(_following(2 * turn, at, fold)) for at, one in enumerate(turn))


def _following(flat: list[Any], at: int, fold: bool) -> Iterator[str]:
    """A later repetition that could have taken what this one took."""
    here = _characters(flat[at], fold)
    for other in flat[at + 1 :]:
        there = _first(_flat(list(other[1][2])), fold) if _unbounded(other) else _characters(other, fold)
        if _unbounded(other) and here & there:
            yield f"two repetitions of {''.join(sorted(here & there))[:20]!r} follow each other"
            return
        here = here & there if not _nullable(other) else here
        if not here:
            return


def _first(items: Iterator[Any], fold: bool) -> frozenset[str]:
    """The characters with which a sequence can begin."""
    found: frozenset[str] = frozenset()
    for item in items:
        found |= _characters(item, fold)
        if not _nullable(item):
            break
    return found


def _flat(items: list[Any]) -> Iterator[Any]:
    """The items of a sequence, groups opened."""
    for item in items:
        if item[0] is sre.SUBPATTERN:
            yield from _flat(list(item[1][3]))
        else:
            yield item


def _bodies(item: Any) -> list[list[Any]]:
    kind, value = item
    if kind in REPEATS or kind is sre.POSSESSIVE_REPEAT:
        return [list(value[2])]
    if kind is sre.BRANCH:
        return [list(branch) for branch in value[1]]
    if kind in (sre.ASSERT, sre.ASSERT_NOT):
        return [list(value[1])]
    return [list(value)] if kind is sre.ATOMIC_GROUP else []


def _unbounded(item: Any) -> bool:
    return item[0] in REPEATS and item[1][1] > BOUND


def _nullable(item: Any) -> bool:
    kind, value = item
    if kind in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
        return True
    if kind in REPEATS or kind is sre.POSSESSIVE_REPEAT:
        return value[0] == 0 or all(map(_nullable, _flat(list(value[2]))))
    if kind is sre.BRANCH:
        return any(all(map(_nullable, _flat(list(branch)))) for branch in value[1])
    return kind is sre.ATOMIC_GROUP and all(map(_nullable, _flat(list(value))))


def _characters(item: Any, fold: bool) -> frozenset[str]:
    """All characters that occur in what an item takes."""
    kind, value = item
    if kind is sre.LITERAL:
        return _literal(value, fold)
    if kind is sre.NOT_LITERAL:
        return ALPHABET - _literal(value, fold)
    if kind is sre.ANY:
        return ALPHABET - {"\n"}
    if kind is sre.IN:
        return _set(value, fold)
    if kind in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
        return frozenset()
    if kind is sre.GROUPREF:
        return ALPHABET
    return frozenset().union(*(_characters(part, fold) for body in _bodies(item) for part in _flat(body)))


def _literal(code: int, fold: bool) -> frozenset[str]:
    character = chr(code)
    return frozenset((character, character.lower(), character.upper()) if fold else character)


def _set(value: Any, fold: bool) -> frozenset[str]:
    found: set[str] = set()
    for kind, what in value:
        if kind is sre.LITERAL:
            found |= _literal(what, fold)
        elif kind is sre.RANGE:
            found |= {c for c in ALPHABET if what[0] <= ord(c) <= what[1]} | (
                {chr(what[0])} if what[0] > 127 else set()
            )
        elif kind is sre.CATEGORY:
            found |= _category(str(what))
    if fold:
        found |= {c for one in found for c in (one.lower(), one.upper())}
    return ALPHABET - found if value and value[0][0] is sre.NEGATE else frozenset(found)


@cache
def _category(name: str) -> frozenset[str]:
    letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[name.rpartition("_")[2]]
    written = f"\\{letter.upper() if '_NOT_' in name else letter}"
    return frozenset(c for c in ALPHABET if re.match(written, c))
