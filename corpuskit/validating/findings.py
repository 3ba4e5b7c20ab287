"""Collects the problems of a run: all of them up to a cap per code, then their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from corpuskit.model import Place, Problem
from corpuskit.problems import problem

#: Problems of one code that are listed one by one. The code that hides beyond it is counted in ``and-more``.
CAP = 100


class Validation(NamedTuple):
    """What was found. ``counts`` has every problem by its code, also those beyond the cap of ``problems``.

    ``accepted`` are problems that corpuskit.baseline accepts; they are not listed.
    """

    problems: tuple[Problem, ...]
    records: int
    counts: Mapping[str, int] = {}
    accepted: int = 0


class Findings:
    """Problems in the order in which they are found.

    ``select`` (when not empty) and ``ignore`` hold codes; a third party's code counts like ours.
    """

    def __init__(self, cap: int = CAP, select: Collection[str] = (), ignore: Collection[str] = ()) -> None:
        self.cap = cap
        self.select = frozenset(select)
        self.ignore = frozenset(ignore)
        self.counts: Counter[str] = Counter()
        self.seen: Counter[str] = Counter()  #: like ``counts``, with the codes that are not reported
        self._kept: list[Problem] = []

    def wants(self, code: str) -> bool:
        """Counts a problem of the code; whether it is to be made and added."""
        self.seen[code] += 1
        if code in self.ignore or (self.select and code not in self.select):
            return False
        self.counts[code] += 1
        return self.counts[code] <= self.cap

    def put(self, code: str, place: Place, values: Mapping[str, object]) -> None:
        """A problem that `wants` has agreed to."""
        self._kept.append(problem(code, place, **values))

    def add(self, code: str, place: Place, **values: object) -> None:
        """A problem of a listed code, made only when it is wanted."""
        if self.wants(code):
            self.put(code, place, values)

    def keep(self, found: Problem) -> None:
        """A problem that is made already."""
        if self.wants(found.code):
            self._kept.append(found)

    def problems(self) -> tuple[Problem, ...]:
        """What was found, in the order of files and lines, then one entry for each code that went over the cap."""
        return (*sorted(self._kept, key=_order), *_more(self.counts, self.cap))

    def validation(self, records: int) -> Validation:
        """What was found in that many records."""
        return Validation(self.problems(), records, dict(self.counts))


def capped(problems: Sequence[Problem], cap: int) -> list[Problem]:
    """Problems as they are, those of a code beyond the cap counted in an entry at the end."""
    counts: Counter[str] = Counter()
    kept = []
    for found in problems:
        counts[found.code] += 1
        if counts[found.code] <= cap:
            kept.append(found)
    return [*kept, *_more(counts, cap)]


def _more(counts: Mapping[str, int], cap: int) -> Iterator[Problem]:
    for code, count in sorted(counts.items()):
        if count > cap:
            yield problem("and-more", count=count, of=code)


def _order(found: Problem) -> tuple[str, int, int]:
    place = found.place
    return place.file or "", place.line or 0, place.column or 0
