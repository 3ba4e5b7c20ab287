"""audit.toml: what people found in a random sample of the records, as precision with its interval."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpuskit.model import Problem
from corpuskit.workspace.configuration import stated

FILE = "audit.toml"
HEAD = "# What people found when they read a random sample of the records (`corpuskit correct --audit`).\n"
#: Fields that are judged, where a record states them.
FIELDS = ("title", "subtitle", "authors", "outlets", "date")
#: 97.5th percentile of the normal distribution: intervals of 95 %.
_Z = 1.959963984540054


class Precision(NamedTuple):
    """How many of what was judged is right, with the Wilson interval of 95 %."""

    about: str
    judged: int
    right: int
    low: float
    high: float


def wilson(right: int, judged: int) -> tuple[float, float]:
    """The interval of Wilson (J. Am. Stat. Assoc. 22, 1927), which keeps within 0 and 1 for small samples too."""
    if not judged:
        return 0.0, 1.0
    share, square = right / judged, _Z * _Z
    middle = share + square / (2 * judged)
    spread = _Z * math.sqrt(share * (1 - share) / judged + square / (4 * judged * judged))
    whole = 1 + square / judged
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def load(path: Path) -> Sequence[Mapping[str, Any]]:
    """The judgements of a file; raises CorpuskitError (exit 2) with every mistake in it."""
    return parse(path, stated.text_of(path))


def parse(path: Path, text: str) -> Sequence[Mapping[str, Any]]:
    """The same for text that the file holds, or is to hold."""
    found: Sequence[Mapping[str, Any]] = stated.parse(path, text, "audit", _repeated).get("judgement", ())
    return found


def _repeated(path: Path, text: str, content: Mapping[str, Any]) -> list[Problem]:
    """A record that is judged twice would count twice."""
    seen: dict[str, int] = {}
    found = []
    for number, said in enumerate(content.get("judgement", ())):
        first = seen.setdefault(said["record"], number)
        if first != number:
            reason = f"judgement {number + 1} is on the same record as judgement {first + 1}"
            found.append(stated.placed(path, text, ("judgement", number), reason, "keep one of the two"))
    return found


def precisions(judgements: Iterable[Mapping[str, Any]]) -> list[Precision]:
    """Precision of boundaries, and of each field on the records whose boundary is right."""
    all_judged = list(judgements)
    right = [said for said in all_judged if said["boundary"]]
    found = [_precision("boundary", len(all_judged), len(right))] if all_judged else []
    for name in FIELDS:
        judged = [said for said in right if name in said.get("stated", ())]
        if judged:
            found.append(_precision(name, len(judged), sum(name not in said.get("wrong", ()) for said in judged)))
    return found


def _precision(about: str, judged: int, right: int) -> Precision:
    return Precision(about, judged, right, *wilson(right, judged))


def rank(seed: int) -> Callable[[str], bytes]:
    """Order in which records are drawn: by a hash of seed and id, so that a sample depends on nothing else."""
    return lambda name: hashlib.sha256(f"{seed}:{name}".encode()).digest()


def states(record: Mapping[str, Any]) -> list[str]:
    """The judged fields that a record states."""
    return [name for name in FIELDS if record[name]]
