"""What stands where in a dump's credits: a person, an outlet or a place. Mergeable counts of fixed size."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpuskit.lexicon.credits.names import credited_person_score, names_outlet
from corpuskit.lexicon.credits.pieces import look_at_credit
from corpuskit.lexicon.credits.shapes import frame_of
from corpuskit.lexicon.mojibake import repair
from corpuskit.lexicon.outlets.places import are_places, reads_like_town

#: Buckets of credit frames, places in a credit, and what is counted of each: how often, sum of person scores in tenths,
#: how many read like a person, how many like an outlet, how many are a city or country or read like a town.
_SHAPES, PLACES, _COUNTED = 4096, 6, 5
#: A dump has shown what stands where once a frame was seen so often …
_ENOUGH = 4
#: … and that nothing else stands there once it was seen so often, nearly always one of the two, in percent.
_SETTLED, _NEARLY = 8, 85
#: Where so many percent are known places, small towns stand too; where fewer are, a known name is no town.
_TOWNS, _NO_TOWNS = 60, 15


@dataclass(slots=True)
class CreditHabits:
    """Whether a dump's credits of one shape hold a person or an outlet in their first, second, … place, and how often
    one more line stands above what is shaped so. Mergeable counts.
    """

    counts: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros((_SHAPES, PLACES, _COUNTED), np.int64))
    continued: npt.NDArray[np.int64] = field(default_factory=lambda: np.zeros(_SHAPES, np.int64))

    def add(self, text: str) -> None:
        """Counts a credit (its lines joined by a newline)."""
        repaired = repair(text)
        text = text if repaired is None else repaired.text
        split = look_at_credit(text)
        frame = frame_of(split.undated)
        rest = _frame(text.partition("\n")[2])
        if rest is not None:
            self.continued[_bucket(rest)] += 1
        if frame is not None:
            row = self.counts[_bucket(frame)]
            for place, piece in enumerate(split.pieces[:PLACES]):
                score = credited_person_score(piece.text)
                tenths = round(10 * max(-2.5, min(2.5, score)))
                town = are_places(piece.text) or (reads_like_town(piece.text) and not names_outlet(piece.text))
                row[place] += (1, tenths, score > LIKE, score < -LIKE, town)

    def merge(self, other: CreditHabits) -> None:
        """Adds the counts of another part of the dump."""
        self.counts += other.counts
        self.continued += other.continued

    def seen(self, text: str) -> int:
        """How many credits of the dump are put together as this one is."""
        frame = _frame(text)
        return 0 if frame is None else int(self.counts[_bucket(frame), 0, 0])

    def goes_on_above(self, text: str) -> bool:
        """Whether what is put together as this is nearly always has one more line of the credit above it."""
        frame = _frame(text)
        continued = 0 if frame is None else int(self.continued[_bucket(frame)])
        return continued >= _ENOUGH and 100 * continued >= _NEARLY * (continued + self.seen(text))

    def usual(self, frame: str | None) -> tuple[Usual, ...]:
        """What stands in each place of credits with this frame."""
        if frame is None:
            return (UNUSUAL,) * PLACES
        return tuple(_usual(*counted) for counted in self.counts[_bucket(frame)].tolist())


class Usual(NamedTuple):
    """What a dump has in one place of its credits."""

    score: float | None  #: mean person score; None where too few were seen
    settled: str | None  #: "author" or "outlet" where nothing else stands there
    towns: bool | None  #: whether places stand there, listed or not; None where the dump does not show it


UNUSUAL = Usual(None, None, None)
#: From here on a name counts as read like a person's, below its negative like an outlet's.
LIKE = 0.9


@lru_cache(maxsize=4096)  # credits of a dump are put together alike
def _usual(count: int, tenths: int, persons: int, outlets: int, places: int) -> Usual:
    if count < _ENOUGH:
        return UNUSUAL
    told = persons + outlets
    settled = None
    if count >= _SETTLED and 3 * told >= count:
        settled = "author" if 100 * persons >= _NEARLY * told else "outlet" if 100 * outlets >= _NEARLY * told else None
    towns = True if 100 * places >= _TOWNS * count else None
    if count >= _SETTLED and 100 * places <= _NO_TOWNS * count:
        towns = False
    return Usual(tenths / (10 * count), settled, towns)


def _frame(text: str) -> str | None:
    return frame_of(look_at_credit(text).undated) if text else None


def _bucket(shape: str) -> int:
    return zlib.crc32(shape.encode("utf-8", "surrogatepass")) % _SHAPES
