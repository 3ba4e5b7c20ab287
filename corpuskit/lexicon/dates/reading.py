"""From a form found in a shape to a `PrintedDate`: calendar arithmetic, the weekday's word, other calendars."""

from __future__ import annotations

import datetime
from functools import cache
from typing import NamedTuple

from corpuskit.lexicon.dates.forms import Form
from corpuskit.lexicon.dates.printed import Precision, PrintedDate, Reading
from corpuskit.lexicon.dates.shapes import NUMBERS, Shape
from corpuskit.lexicon.dates.vocabulary import FIRST_ROLE_CHARACTER, Word, data, vocabulary

#: Characters of a shape above this one are roles of words.
LAST_OF_MARKS = chr(FIRST_ROLE_CHARACTER - 1)
_WEEKDAYS_IN_BRACKETS = "日月"
_DAYS = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def exists(year: int, month: int, day: int) -> bool:
    """Whether the Gregorian calendar has this day."""
    if not (1 <= month <= 12 and 1 <= day <= _DAYS[month] and 1 <= year <= 9999):
        return False
    return month != 2 or day < 29 or year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


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
    return _Years(**{name: range(first, last + 1) for name, (first, last) in data()["years"].items()})


@cache
def _full_stop_languages() -> frozenset[str]:
    """Languages whose dates always have a full stop after the day, where another language spells a month alike."""
    return frozenset(tag for tag, entry in data()["languages"].items() if entry.get("day_full_stop") == "always")


@cache
def _roles(*roles: str) -> frozenset[str]:
    return frozenset(vocabulary().characters(*roles))


def _year_of_two_digits(value: int) -> int | None:
    if value in years().two_digits_2000s:
        return 2000 + value
    return 1900 + value if value in years().two_digits_1900s else None


class Found(NamedTuple):
    """A form found in a line: tokens ``first`` to ``last`` (exclusive) are the date, ``outer_*`` with weekday, time."""

    text: str
    shape: Shape
    form: Form
    first: int
    last: int
    outer_first: int
    outer_last: int
    language: str | None  #: what the caller knows of the text's language

    def numbers(self) -> list[int]:
        characters = self.shape.characters
        return [int(self.printed(i)) for i in range(self.first, self.last) if characters[i] in NUMBERS]

    def named_months(self) -> list[tuple[int, Word]]:
        """The tokens that name months."""
        named = []
        for i in range(self.first, self.last):
            if self.shape.characters[i] > LAST_OF_MARKS:
                word = self.shape.word(self.text, i)
                if word.months:
                    named.append((i, word))
        return named

    def has(self, *roles: str) -> bool:
        return not _roles(*roles).isdisjoint(self.shape.characters[self.first : self.last])

    def has_clock_of_day_first(self) -> bool:
        """Whether a time beside the date is printed as only those print it who put the day first ("à 13h10")."""
        around = self.shape.characters[self.outer_first : self.first], self.shape.characters[self.last : self.outer_last]
        return not _roles("day_first_clock").isdisjoint("".join(around))

    def printed(self, i: int) -> str:
        return self.text[self.shape.start(i) : self.shape.end(i)]


class _Weekday(NamedTuple):
    days: tuple[int, ...]
    token: int
    sure: bool  #: not just two letters that may be another word

    def is_of(self, reading: Reading) -> bool:
        return datetime.date(reading.year, reading.month, reading.day).weekday() in self.days


def _weekday(found: Found, languages: frozenset[str]) -> _Weekday | None:
    """The weekday printed beside the date, if it is one of a language that spells the date's month so."""
    characters = found.shape.characters
    for i in (*range(found.outer_first, found.first), *range(found.last, found.outer_last)):
        if characters[i] in _WEEKDAYS_IN_BRACKETS or characters[i] > LAST_OF_MARKS:
            weekdays = found.shape.word(found.text, i).weekdays
            days = tuple(day for day, tags in weekdays if not languages or not languages.isdisjoint(tags))
            if weekdays:
                sure = characters[i] not in _roles("weekday_weak") or characters[i + 1] in ".;,)"
                return _Weekday(days, i, sure) if days else None
    return None


def _date(
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
    weekday: _Weekday | None = None,
) -> PrintedDate:
    """A PrintedDate of the tokens found. A doubtful weekday that disagrees is not taken for one."""
    agrees: bool | None = None
    first, last = found.outer_first, found.outer_last
    if weekday is not None:
        readings = alternatives or (
            (Reading(year, month, day),) if precision == "day" and year and month and day else ()
        )
        agrees = any(map(weekday.is_of, readings)) if readings else None
        if not agrees and not weekday.sure:
            agrees = None
            first = found.first if weekday.token < found.first else first
            last = found.last if weekday.token >= found.last else last
    shape = found.shape
    start, end = shape.start(found.first), shape.end(found.last - 1)
    return PrintedDate(
        start,
        end,
        shape.start(first),
        shape.end(last - 1),
        found.text[start:end],
        year,
        month,
        day,
        precision,
        order,
        ambiguous,
        alternatives,
        rule,
        tuple(sorted(languages - {"roman"})),
        agrees,
    )


def _settle(found: Found, rule: str, readings: list[Reading], languages: frozenset[str] = frozenset()) -> PrintedDate:
    """The date of the only reading, of the one that a sure weekday picks, else an ambiguous one."""
    weekday = _weekday(found, languages)
    if not readings:
        return _date(found, "impossible", weekday=None)
    distinct = {reading[:3] for reading in readings}
    picked = readings
    if len(distinct) > 1 and weekday is not None and weekday.sure:
        picked = [reading for reading in readings if weekday.is_of(reading)] or readings
    if len({reading[:3] for reading in picked}) > 1 and found.has_clock_of_day_first():
        picked = [reading for reading in picked if reading.order == "dmy"] or picked
    if len({reading[:3] for reading in picked}) == 1:
        reading = picked[0]
        order = reading.order if len(picked) == 1 else ""
        return _date(
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
    return _date(
        found,
        rule,
        year=year,
        precision="year" if year else None,
        alternatives=tuple(readings),
        ambiguous=True,
        languages=languages,
        weekday=weekday,
    )


def _other_calendar(found: Found, year: int, numbers_only: bool) -> str | None:
    """The rule for a year that is none of the common era: "foreign-calendar" or "impossible"; None if it is one."""
    known = years()
    if found.has("foreign_year", "buddhist_year"):
        return "foreign-calendar"
    if year in (known.numbers_only if numbers_only else known.understood):
        if not numbers_only or year not in known.bikram_sambat:
            return None
        devanagari = any("\u0966" <= c <= "\u096f" for i in range(found.first, found.last) for c in found.printed(i))
        return "foreign-calendar" if devanagari else None
    return "foreign-calendar" if year in known.buddhist or 1300 <= year < 1500 else "impossible"


def _month_candidates(found: Found) -> list[tuple[int, frozenset[str]]]:
    """The months that the names in the date can be, with the languages that spell them so."""
    named = found.named_months()
    roman = found.form.code == "roman"
    full_stop = found.form.order[0] != "d" or any(found.shape.characters[i] in ".;" for i in range(found.first, named[0][0]))
    left_out = frozenset() if full_stop else _full_stop_languages()
    candidates: dict[int, frozenset[str]] = {}
    for position, (_, word) in enumerate(named):
        possible = {}
        for month, tags in word.months:
            if ("roman" in tags) != roman:
                continue
            kept = tags - left_out if len(word.months) > 1 else tags
            if found.language in kept:
                possible = {month: kept}
                break
            if kept:
                possible[month] = kept
        if position == 0:
            candidates = possible
        else:  # a second name in another tradition: "نوفمبر/تشرين الثاني"
            candidates = {month: tags | possible[month] for month, tags in candidates.items() if month in possible}
    return list(candidates.items())


def _named(found: Found) -> PrintedDate | None:
    """A day with a named month: forms whose order has M."""
    numbers = found.numbers()
    if "*" in found.form.order:  # a time of day stands in between
        numbers = [numbers[0], numbers[-1]]
    parts = dict(zip(found.form.order.replace("M", "").replace("*", ""), numbers, strict=True))
    day = parts["d"]
    rule = found.form.code
    months = _month_candidates(found)
    languages = frozenset[str]().union(*(tags for _, tags in months))
    if "y" in parts:
        short = _year_of_two_digits(parts["y"])
        if short is None:
            return _date(found, rule, languages=languages)
        year = short
    else:
        year = parts["Y"]
        thai = languages == {"th"} or found.has("buddhist_year")
        if thai and not found.has("common_year", "foreign_year") and year in years().thai_solar:
            year, rule = year - 543, "thai-solar"
        elif other := _other_calendar(found, year, numbers_only=False):
            return _date(found, other, languages=languages if other == "foreign-calendar" else frozenset())
    readings = [Reading(year, month, day, "name") for month, _ in months if exists(year, month, day)]
    return _settle(found, rule, readings, languages)


def _day_month_year(found: Found) -> PrintedDate | None:
    """Numbers alone, the year last and in four digits: d/m/y or m/d/y."""
    first, second, year = found.numbers()
    if other := _other_calendar(found, year, numbers_only=True):
        return _date(found, other)
    readings = [
        Reading(year, month, day, order)
        for month, day, order in ((second, first, "dmy"), (first, second, "mdy"))
        if exists(year, month, day)
    ]
    date = _settle(found, found.form.code, readings)
    if date.ambiguous and found.form.code == "numeric-dots":
        # where full stops part a date whose year stands last, the day stands first; the other reading stays on record
        read = readings[0]
        return date._replace(year=year, month=read.month, day=read.day, precision="day", ambiguous=False)
    return date


def _two_digit_year(found: Found) -> PrintedDate | None:
    """Three numbers of at most two digits. Impossible as a date, they are none: versions, scores, parts of a number."""
    first, second, third = found.numbers()
    readings = []
    for year, month, day, order in ((third, second, first, "dmy"), (third, first, second, "mdy"), (first, second, third, "ymd")):
        full_year = _year_of_two_digits(year)
        if order == "mdy" and found.form.code == "short-dots":
            continue  # "10.15.22" is rather a version than a date
        if full_year is not None and exists(full_year, month, day):
            readings.append(Reading(full_year, month, day, order))
    if not readings:
        return None
    return _settle(found, found.form.code, readings)


def _year_month_day(found: Found) -> PrintedDate | None:
    """Numbers alone in the order year, month, day, as in ISO 8601 and with 年月日; and day, month, year with a word."""
    parts = dict(zip(found.form.order.replace("E", "Y"), found.numbers(), strict=True))
    year = parts["Y"]
    if found.form.code == "era":
        year += found.shape.word(found.text, found.first).era
    if other := _other_calendar(found, year, numbers_only=True):
        return _date(found, other)
    read = Reading(year, parts["m"], parts["d"], "ymd" if found.form.order[0] != "d" else "dmy")
    return _settle(found, found.form.code, [read] if exists(*read[:3]) else [])


def _compact(found: Found) -> PrintedDate | None:
    """YYYYMMDD, also with hours, minutes and seconds. Any eight digits could be something else: only valid ones count."""
    digits = found.printed(found.first)
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    if year not in years().compact or not exists(year, month, day):
        return None
    if len(digits) > 8 and (int(digits[8:10]) > 23 or int(digits[10:12]) > 59 or int(digits[12:14] or 0) > 60):
        return None
    return _settle(found, "compact", [Reading(year, month, day, "ymd")])


def _iso_week(found: Found) -> PrintedDate | None:
    year, week, weekday = found.numbers()
    try:
        date = datetime.date.fromisocalendar(year, week, weekday)
    except ValueError:
        return _date(found, "impossible")
    return _settle(found, "iso-week", [Reading(date.year, date.month, date.day, "ymd")])


def _month_of_year(found: Found) -> PrintedDate | None:
    numbers = found.numbers()
    parts = dict(zip(found.form.order.replace("M", ""), numbers, strict=True))
    year = parts["Y"]
    if _other_calendar(found, year, numbers_only="m" in parts):
        return _date(found, "foreign-calendar")
    languages: frozenset[str] = frozenset()
    if "m" in parts:
        months = [parts["m"]] if parts["m"] <= 12 else []
    else:
        candidates = _month_candidates(found)
        months = [month for month, _ in candidates]
        languages = languages.union(*(tags for _, tags in candidates))
    if not months:
        return None
    if len(months) > 1:
        return _date(found, "month-year", year=year, precision="year", ambiguous=True, languages=languages)
    order = "name" if "M" in found.form.order else ""
    return _date(
        found, "month-year", year=year, month=months[0], precision="month", order=order, languages=languages
    )


def _day_of_month(found: Found) -> PrintedDate | None:
    """A day without its year: reported, so that it can be cut out and named, never completed."""
    parts = dict(zip(found.form.order.replace("M", ""), found.numbers(), strict=True))
    languages: frozenset[str] = frozenset()
    if "m" in parts:
        months = [parts["m"]]
    else:
        candidates = _month_candidates(found)
        months = [month for month, _ in candidates]
        languages = languages.union(*(tags for _, tags in candidates))
    possible = [month for month in months if exists(2000, month, parts["d"])]
    if not possible:
        return _date(found, "impossible")
    if len(possible) > 1:
        return _date(found, "no-year", day=parts["d"], ambiguous=True, languages=languages)
    order = "name" if "M" in found.form.order else ""
    return _date(found, "no-year", month=possible[0], day=parts["d"], order=order, languages=languages)


def _year_alone(found: Found) -> PrintedDate | None:
    year = found.numbers()[0]
    return _date(found, "year", year=year, precision="year") if year in years().alone else None


def _range(found: Found) -> PrintedDate | None:
    """First and last day: no day is read, the month or year only where both have it."""
    numbers, shape = found.numbers(), found.shape
    named = [word for _, word in found.named_months()]
    year = next((n for n in numbers if n >= 100), None)
    days = [n for n in numbers if n < 100]
    if named and shape.characters[found.first + 1 : found.last].startswith("~") and days[0] >= days[1]:
        # "24 – 12 November 2024" at the head of a line: a name that ends in a number, and a date
        form = Form("name-dmy", "dMY", "")
        return _named(found._replace(form=form, first=found.first + 2, outer_first=found.first + 2))
    months: set[int] = set()
    languages: frozenset[str] = frozenset()
    if named:
        sets = [{month for month, tags in word.months if "roman" not in tags} for word in named]
        months = set.intersection(*sets) if all(len(s) == 1 for s in sets) else set()
        languages = languages.union(*(tags for word in named for _, tags in word.months))
    elif shape.characters[found.first] == "Y":  # year, month, day, [month,] day
        months = {days[0]} if len(days) == 3 or days[0] == days[2] else set()
    else:  # day, [month,] day, month, year
        months = {days[-1]} if len(days) == 3 or days[1] == days[-1] else set()
    month = months.pop() if len(months) == 1 else None
    if year is None or (month is not None and month > 12):
        return _date(found, "range", languages=languages)
    return _date(
        found, "range", year=year, month=month, precision="month" if month else "year", languages=languages
    )


def _not_computed(found: Found) -> PrintedDate | None:
    """Other calendars, and distances from a moment that the text does not name."""
    return _date(found, found.form.code)


_READERS = {
    "name-dmy": _named,
    "name-mdy": _named,
    "name-ymd": _named,
    "name-ydm": _named,
    "name-short": _named,
    "roman": _named,
    "numeric-dots": _day_month_year,
    "numeric-slash": _day_month_year,
    "numeric-hyphen": _day_month_year,
    "short-dots": _two_digit_year,
    "short-slash": _two_digit_year,
    "short-hyphen": _two_digit_year,
    "numeric-ymd": _year_month_day,
    "cjk": _year_month_day,
    "era": _year_month_day,
    "month-number": _year_month_day,
    "compact": _compact,
    "iso-week": _iso_week,
    "month-year": _month_of_year,
    "no-year": _day_of_month,
    "year": _year_alone,
    "range": _range,
    "foreign-calendar": _not_computed,
    "relative": _not_computed,
}


def read(found: Found) -> PrintedDate | None:
    """The date that a found form says; None where it turns out to be none."""
    return _READERS[found.form.code](found)
