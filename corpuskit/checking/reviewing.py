"""Which records of a finished corpus a person should look at: those in doubt, and a random sample; and how they lie."""

from __future__ import annotations

import heapq
import json
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpuskit import reading, splitting
from corpuskit.checking.layouts import lines_of
from corpuskit.checking.loading import refuse_later
from corpuskit.corrections import audit
from corpuskit.model import RECORDS_JSONL
from corpuskit.workspace import Workspace
from corpuskit.workspace.files import no_corpus

#: Lines around one that are shown.
AROUND = 3
#: Lines above one among which there is looked for one that tells it from others of its text.
AHEAD = 200


class Line(NamedTuple):
    """A line of a seed, trimmed, and its number (1-based)."""

    number: int
    text: str


class Passage(NamedTuple):
    """A line of a seed (its number is 1-based) with those around it that are not blank, each trimmed.

    ``above`` ends, ``below`` begins beside it.
    """

    file: str
    number: int
    above: tuple[Line, ...]
    line: str
    below: tuple[Line, ...]


def records(dist: Path) -> Iterator[Mapping[str, Any]]:
    """The records of a dist folder; raises CorpuskitError (exit 2) where there is none."""
    path = dist / RECORDS_JSONL
    if not path.is_file():
        raise no_corpus(dist)
    refuse_later(dist)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def in_doubt(dist: Path, below: float) -> list[Mapping[str, Any]]:
    """The records whose boundary is less sure than ``below``, the least sure first."""
    found = [record for record in records(dist) if record["confidence"] is not None and record["confidence"] < below]
    return sorted(found, key=lambda record: (record["confidence"], record["id"]))


def sample(dist: Path, size: int, seed: int, judged: Collection[str] = ()) -> list[Mapping[str, Any]]:
    """``size`` records drawn by ids and seed alone, in the order in which they are drawn, without those judged."""
    order = audit.rank(seed)
    drawn = heapq.nsmallest(size, records(dist), key=lambda record: order(record["id"]))
    return [record for record in drawn if record["id"] not in judged]


def passage(workspace: Workspace, file: str, line: int, encoding: str | None) -> Passage | None:
    """A line of a seed with `AHEAD` lines above and `AROUND` below it; None when the seed or the line is not there."""
    return passages(workspace, {file: (line,)}, encoding).get((file, line))


def passages(
    workspace: Workspace, lines: Mapping[str, Collection[int]], encoding: str | None
) -> dict[tuple[str, int], Passage]:
    """Such passages by seed and line, of the lines that are there. Each seed is read once."""
    found: dict[tuple[str, int], Passage] = {}
    for seed in reading.seeds(workspace).seeds:
        if wanted := lines.get(seed.name):
            view = splitting.open_view(seed, encoding=encoding, limits=workspace.limits)
            found |= {(seed.name, one.number): one for one in _passages(seed.name, lines_of(view), frozenset(wanted))}
    return found


def _passages(file: str, lines: Iterable[str], wanted: frozenset[int]) -> Iterator[Passage]:
    above: deque[Line] = deque(maxlen=AHEAD)
    begun: deque[tuple[int, tuple[Line, ...], str, list[Line]]] = deque()  #: what a passage has, till it has all below
    last = max(wanted)
    for number, raw in enumerate(lines, 1):
        written = raw.strip()
        if written:
            for *_, below in begun:
                below.append(Line(number, written))
        while begun and len(begun[0][3]) >= AROUND:
            yield _made(file, *begun.popleft())
        if number > last and not begun:
            return
        if number in wanted:
            begun.append((number, tuple(above), written, []))
        if written:
            above.append(Line(number, written))
    for one in begun:
        yield _made(file, *one)


def _made(file: str, number: int, above: tuple[Line, ...], line: str, below: Sequence[Line]) -> Passage:
    return Passage(file, number, above, line, tuple(below))
