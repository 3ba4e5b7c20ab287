"""Which records of a finished corpus a person should look at: those in doubt, and a random sample; and how they lie."""

from __future__ import annotations

import heapq
import json
from collections import deque
from collections.abc import Collection, Iterator, Mapping
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


class Passage(NamedTuple):
    """A line of a seed (its number is 1-based) with those around it that are not blank, each trimmed.

    ``above`` ends, ``below`` begins beside it.
    """

    file: str
    number: int
    above: tuple[str, ...]
    line: str
    below: tuple[str, ...]


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
    seed = next((seed for seed in reading.seeds(workspace).seeds if seed.name == file), None)
    if seed is None:
        return None
    view = splitting.open_view(seed, encoding=encoding, limits=workspace.limits)
    above: deque[str] = deque(maxlen=AHEAD)
    here: str | None = None
    below: list[str] = []
    for number, raw in enumerate(lines_of(view), 1):
        written = raw.strip()
        if number == line:
            here = written
        elif written and number < line:
            above.append(written)
        elif written:
            below.append(written)
        if len(below) >= AROUND:
            break
    return None if here is None else Passage(file, line, tuple(above), here, tuple(below))
