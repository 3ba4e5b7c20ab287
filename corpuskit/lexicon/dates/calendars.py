"""Calendar arithmetic of printed dates: which days exist, which years are understood, which are of another calendar."""

from __future__ import annotations

import datetime
from functools import cache
from typing import NamedTuple

from corpuskit.lexicon.dates.table import table

#: Leap years of the solar Hijri calendar by their place in a cycle of 33: those that the astronomical calendar of Iran
#: has from 1178 to 1633 (K. M. Borkowski, The Persian Calendar for 3000 Years, Earth, Moon, and Planets 74, 1996).
_LEAP, _CYCLE = (1, 5, 9, 13, 17, 22, 26, 30), 33
#: Proleptic Gregorian ordinals of the day before the first of the first year.
_SOLAR_HIJRI, _ETHIOPIAN = 226894, 2795
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
    thai_two_digits: range
    buddhist: range
    bikram_sambat: range
    solar_hijri: range
    solar_hijri_numbers: range
    ethiopian: range
    compact: range
    alone: range
    two_digits_2000s: range
    two_digits_1900s: range


@cache
def years() -> _Years:
    """The years that dates are read in, from data/months.toml."""
    return _Years(**{name: range(first, last + 1) for name, (first, last) in table().years.items()})


def is_of_nepal(year: int, language: str) -> bool:
    """Whether a year of four digits in a date of numbers is of the Bikram Sambat, by the language of the text."""
    return language == "ne" and year in years().bikram_sambat


def year_of_two_digits(value: int) -> int | None:
    """The year that two digits stand for, or None where the century is open."""
    if value in years().two_digits_2000s:
        return 2000 + value
    return 1900 + value if value in years().two_digits_1900s else None


def _leap_years(year: int) -> int:
    """How many years up to this one, and with it, are leap years of the solar Hijri calendar."""
    return len(_LEAP) * (year // _CYCLE) + sum(place <= year % _CYCLE for place in _LEAP)


def from_solar_hijri(year: int, month: int, day: int) -> datetime.date | None:
    """The Gregorian day of one in the civil calendar of Iran and Afghanistan; None if it has no such day."""
    leap = _leap_years(year) - _leap_years(year - 1)
    if not (1 <= month <= 12 and 1 <= day <= (31 if month < 7 else 30 if month < 12 else 29 + leap)):
        return None
    before = 365 * (year - 1) + _leap_years(year - 1) + 30 * (month - 1) + min(month - 1, 6)
    return datetime.date.fromordinal(_SOLAR_HIJRI + before + day)


def from_ethiopian(year: int, month: int, day: int) -> datetime.date | None:
    """The Gregorian day of one in the Ethiopian calendar: twelve months of 30 days, then five or six days."""
    if not (1 <= month <= 13 and 1 <= day <= (30 if month < 13 else 5 + (year % 4 == 3))):
        return None
    return datetime.date.fromordinal(_ETHIOPIAN + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day)
