"""A form found in a line, the weekday beside it, and the `PrintedDate` made of them."""

from __future__ import annotations

import datetime
from functools import cache
from typing import NamedTuple

from corpuskit.lexicon.dates.grammar import Place
from corpuskit.lexicon.dates.printed import Precision, PrintedDate, Reading
from corpuskit.lexicon.dates.shapes import NUMBERS, Shape
from corpuskit.lexicon.dates.vocabulary import Word, is_role, vocabulary

_WEEKDAYS_IN_BRACKETS = "日月"


@cache
def roles_of(*roles: str) -> frozenset[str]:
    return frozenset(vocabulary().characters(*roles))


@cache
def _in_order(languages: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(languages - {"roman"}))


class Found:
    """A place of a form in a line: what it holds of numbers and names."""

    __slots__ = ("characters", "form", "language", "place", "shape", "text")

    def __init__(self, text: str, shape: Shape, place: Place, language: str | None) -> None:
        self.text = text
        self.shape = shape
        self.place = place
        self.form = place.form
        self.language = language  #: what the caller knows of the text's language
        self.characters = shape.characters[place.first : place.last]

    def numbers(self) -> list[int]:
        """The values of its numbers."""
        printed = self.shape.printed
        return [int(printed(i)) for i, kind in enumerate(self.characters, self.place.first) if kind in NUMBERS]

    def named_months(self) -> list[tuple[int, Word]]:
        """The tokens that name months, counted from the first of the date."""
        named = []
        for i, character in enumerate(self.characters):
            if is_role(character):
                word = self.word(i)
                if word.months:
                    named.append((i, word))
        return named

    def has(self, *roles: str) -> bool:
        """Whether a word of the date can play one of the roles."""
        return not roles_of(*roles).isdisjoint(self.characters)

    def is_amharic(self) -> bool:
        """Whether a word that Amharic alone prints in dates shows which calendar a month of Ethiopia is of.

        Tigrinya prints the same names for the months of the common year; Amharic says where it does so.
        """
        words = (self.word(i) for i, character in enumerate(self.characters) if is_role(character))
        own = any(self.has(role) for role in ("after_day", "after_year")) and any(word.foreign for word in words)
        return own and roles_of("common_year").isdisjoint(self.shape.characters)

    def has_clock(self, role: str) -> bool:
        """Whether a time beside the date is printed as where one order is the rule ("à 13h10", "EST")."""
        _, first, last, outer_first, outer_last = self.place
        characters = self.shape.characters
        return not roles_of(role).isdisjoint(characters[outer_first:first] + characters[last:outer_last])

    def opens_name(self, token: int) -> bool:
        """Whether the word behind a year is none of the date but begins a name: "4 febbraio 2025 Il Giornale"."""
        characters = self.shape.characters
        if characters[token] not in roles_of("after_year") or not self.shape.printed(token).istitle():
            return False
        return characters[token + 1] in "vx" or is_role(characters[token + 1])

    def printed(self, i: int) -> str:
        """Token i of the date."""
        return self.shape.printed(self.place.first + i)

    def word(self, i: int) -> Word:
        """What token i of the date can be."""
        return self.shape.word(self.place.first + i)


class Weekday(NamedTuple):
    days: tuple[int, ...]
    token: int
    sure: bool  #: not just two letters that may be another word

    def is_of(self, reading: Reading) -> bool:
        return datetime.date(reading.year, reading.month, reading.day).weekday() in self.days


def weekday_beside(found: Found, languages: frozenset[str]) -> Weekday | None:
    """The weekday printed beside the date; it has no days if no language with such a weekday spells the month so."""
    characters = found.shape.characters
    _, first, last, outer_first, outer_last = found.place
    if outer_last - outer_first == last - first:
        return None
    for i in (*range(outer_first, first), *range(last, outer_last)):
        if characters[i] in _WEEKDAYS_IN_BRACKETS or is_role(characters[i]):
            weekdays = found.shape.word(i).weekdays
            days = tuple(day for day, tags in weekdays if not languages or not languages.isdisjoint(tags))
            if weekdays:
                sure = characters[i] not in roles_of("weekday_weak") or characters[i + 1] in ".;,)"
                return Weekday(days, i, sure and bool(days))
    return None


def dated(
    found: Found,
    rule: str,
    *,
    year: int | None = None,
    month: int | None = None,
    day: int | None = None,
    precision: Precision | None = None,
    order: str = "",
    alternatives: tuple[Reading, ...] = (),
    ambiguous: bool = False,
    languages: frozenset[str] = frozenset(),
    weekday: Weekday | None = None,
) -> PrintedDate:
    """A PrintedDate of the tokens found. A doubtful weekday that disagrees is not taken for one."""
    agrees: bool | None = None
    _, date_first, date_last, first, last = found.place
    if found.opens_name(date_last - 1) and last == date_last:
        date_last = last = date_last - 1
    if weekday is not None:
        readings = alternatives or (
            (Reading(year, month, day),) if precision == "day" and year and month and day else ()
        )
        agrees = any(map(weekday.is_of, readings)) if readings else None
        if not agrees and not weekday.sure:
            agrees = None
            first = date_first if weekday.token < date_first else first
            last = date_last if weekday.token >= date_last else last
    start, end = found.shape.span(date_first, date_last)
    return PrintedDate(
        start,
        end,
        *found.shape.span(first, last),
        found.text[start:end],
        year,
        month,
        day,
        precision,
        order,
        ambiguous,
        alternatives,
        rule,
        _in_order(languages),
        agrees,
    )


def _differ(readings: list[Reading]) -> bool:
    return len(readings) > 1 and len({reading[:3] for reading in readings}) > 1


def settle(found: Found, rule: str, readings: list[Reading], languages: frozenset[str] = frozenset()) -> PrintedDate:
    """The date of the only reading, of the one that a sure weekday picks, else an ambiguous one."""
    weekday = weekday_beside(found, languages)
    if not readings:
        return dated(found, "impossible", weekday=None)
    picked = readings
    if _differ(picked) and weekday is not None and weekday.sure:
        picked = [reading for reading in readings if weekday.is_of(reading)] or readings
    if _differ(picked) and found.has_clock("day_first_clock"):
        picked = [reading for reading in picked if reading.order == "dmy"] or picked
    if not _differ(picked):
        reading = picked[0]
        order = reading.order if len(picked) == 1 else ""
        return dated(
            found,
            rule,
            year=reading.year,
            month=reading.month,
            day=reading.day,
            precision="day",
            order=order,
            languages=languages,
            weekday=weekday,
        )
    sure_years = {reading.year for reading in readings}
    year = sure_years.pop() if len(sure_years) == 1 else None
    return dated(
        found,
        rule,
        year=year,
        precision="year" if year else None,
        alternatives=tuple(readings),
        ambiguous=True,
        languages=languages,
        weekday=weekday,
    )
