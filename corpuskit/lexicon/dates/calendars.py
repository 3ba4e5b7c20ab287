"""Calendar arithmetic of printed dates: which days exist, which years are understood, which are of another calendar."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from corpuskit.lexicon.dates.table import table

_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def exists(year: int, month: int, day: int) -> bool:
    """Whether the Gregorian calendar has this day."""
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month] and 1 <= year <= 9999):
        return False
    return month != 2 or day < 29 or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


class _Years(NamedTuple):
    understood: range
    numbers_only: range
    thai_solar: range
    buddhist: range
    bikram_sambat: range
    compact: range
    alone: range
    two_digits_2000s: range
    two_digits_1900s: range


@cache
def years() -> _Years:
    """The years that dates are read in, from data/months.toml."""
    return _Years(**{name: range(first, last + 1) for name, (first, last) in table().years.items()})


def year_of_two_digits(value: int) -> int | None:
    """The year that two digits stand for, or None where the century is open."""
    if value in years().two_digits_2000s:
        return 2000 + value
    return 1900 + value if value in years().two_digits_1900s else None
