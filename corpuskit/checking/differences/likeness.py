"""Which record of one build is the edited form of which record of another: found by runs of words that they share.

A record's id is the hash of its bytes, so an edited text has another one. Runs of four words are looked up in an index,
so that the work grows with the records and not with their pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from zlib import crc32

from corpuskit.checking.differences.words import words

#: Words of a run.
RUN = 4
#: Records that may share a run before it says nothing (a newsletter's greeting, a legal notice).
COMMON = 20
#: Share of runs (Sørensen–Dice) from which a record is taken for the edited form of another.
ENOUGH = 0.5


class Pair(NamedTuple):
    """Numbers of a record that is gone and of the one that came for it, and the share of runs that both have."""

    gone: int
    come: int
    likeness: float


def pairs(gone: Sequence[Mapping[str, Any]], come: Sequence[Mapping[str, Any]]) -> list[Pair]:
    """The most alike pairs first; each record is in one at most. The same records give the same pairs."""
    runs, others = [_runs(record) for record in gone], [_runs(record) for record in come]
    index: dict[int, list[int]] = {}
    for number, own in enumerate(others):
        for run in own:
            index.setdefault(run, []).append(number)
    found = []
    for number, own in enumerate(runs):
        shared = Counter(other for run in own for other in index.get(run, ()) if len(index[run]) <= COMMON)
        found += [Pair(number, other, 2 * n / (len(own) + len(others[other]))) for other, n in shared.items()]
    return _best(found + _named_alike(gone, come))


def _best(found: Sequence[Pair]) -> list[Pair]:
    taken: list[Pair] = []
    free_gone, free_come = {pair.gone for pair in found}, {pair.come for pair in found}
    for pair in sorted(found, key=lambda pair: (-pair.likeness, pair.gone, pair.come)):
        if pair.likeness >= ENOUGH and pair.gone in free_gone and pair.come in free_come:
            taken.append(pair)
            free_gone.discard(pair.gone)
            free_come.discard(pair.come)
    return taken


def _runs(record: Mapping[str, Any]) -> frozenset[int]:
    """Hashes of the runs of words in the text, or of a short one the words themselves."""
    found = words((record["text"] or "").casefold())
    length = min(RUN, len(found))
    return frozenset(
        crc32(" ".join(found[at : at + length]).encode()) for at in range(len(found) - length + 1) if length
    )


def _named_alike(gone: Sequence[Mapping[str, Any]], come: Sequence[Mapping[str, Any]]) -> list[Pair]:
    """Records with the same title and credit, where just one on either side has them: just alike enough."""
    known = Counter(map(_name, gone))
    others: dict[tuple[Any, ...], list[int]] = {}
    for number, record in enumerate(come):
        others.setdefault(_name(record), []).append(number)
    found = []
    for number, record in enumerate(gone):
        name = _name(record)
        if name[0] and known[name] == 1 and len(others.get(name, ())) == 1:
            found.append(Pair(number, others[name][0], ENOUGH))
    return found


def _name(record: Mapping[str, Any]) -> tuple[Any, ...]:
    return record["title"], record["credit_line"], record["date"]
