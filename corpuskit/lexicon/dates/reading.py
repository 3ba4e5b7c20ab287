"""From a form found in a line to a `PrintedDate`: one reader for each kind of form."""

from __future__ import annotations

import datetime
from functools import cache

from corpuskit.lexicon.dates.calendars import (
    exists,
    from_ethiopian,
    from_solar_hijri,
    year_of_two_digits,
    years,
)
from corpuskit.lexicon.dates.forms import Form
from corpuskit.lexicon.dates.found import Found, dated, settle
from corpuskit.lexicon.dates.printed import PrintedDate, Reading
from corpuskit.lexicon.dates.table import table

#: So far a year of the Buddhist era in Thailand is ahead of the common one.
_BUDDHIST = 543


@cache
def _full_stop_languages() -> frozenset[str]:
    """Languages whose dates always have a full stop after the day, where another language spells a month alike."""
    return frozenset(table().full_stop)


def _other_calendar(found: Found, year: int, numbers_only: bool) -> str | None:
    """The rule for a year that is none of the common era: "foreign-calendar" or "impossible"; None if it is one."""
    known = years()
    if found.has("foreign_year", "buddhist_year"):
        return "foreign-calendar"
    if year in (known.numbers_only if numbers_only else known.understood):
        if not numbers_only or year not in known.bikram_sambat:
            return None
        devanagari = any("\u0966" <= c <= "\u096f" for i in range(len(found.characters)) for c in found.printed(i))
        return "foreign-calendar" if devanagari else None
    return "foreign-calendar" if year in known.buddhist or 1300 <= year < 1500 else "impossible"


def _month_candidates(found: Found) -> list[tuple[int, frozenset[str]]]:
    """The months that the names in the date can be, with the languages that spell them so."""
    named = found.named_months()
    roman = found.form.code == "roman"
    if len(named) == 1 and len(named[0][1].months) == 1 and not roman:
        return list(named[0][1].months)
    before_month = found.characters[: named[0][0]]
    full_stop = found.form.order[0] != "d" or "." in before_month or ";" in before_month
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
    languages = months[0][1] if len(months) == 1 else frozenset[str]().union(*(tags for _, tags in months))
    if "y" in parts:
        short = year_of_two_digits(parts["y"])
        if languages == {"th"} and parts["y"] in years().thai_two_digits:
            short, rule = 2500 + parts["y"] - _BUDDHIST, "thai-solar"
        elif languages == {"th"} and short is not None and short < 2000:
            short = None
        if short is None:
            return dated(found, rule, languages=languages)
        year = short
    else:
        year = parts["Y"]
        thai = languages == {"th"} or found.has("buddhist_year")
        if thai and not found.has("common_year", "foreign_year") and year in years().thai_solar:
            year, rule = year - _BUDDHIST, "thai-solar"
        elif other := _other_calendar(found, year, numbers_only=False):
            return dated(found, other, languages=languages if other == "foreign-calendar" else frozenset())
    if not months:  # two that differ: "12 Januar/Februar 2022"
        return dated(found, "range", year=year, precision="year")
    readings = [Reading(year, month, day, "name") for month, _ in months if exists(year, month, day)]
    return settle(found, rule, readings, languages)


def _day_month_year(found: Found) -> PrintedDate | None:
    """Numbers alone, the year last and in four digits: d/m/y or m/d/y."""
    first, second, year = found.numbers()
    if other := _other_calendar(found, year, numbers_only=True):
        return _in_persian_digits(found, year, second, first) or dated(found, other)
    readings = [
        Reading(year, month, day, order)
        for month, day, order in ((second, first, "dmy"), (first, second, "mdy"))
        if exists(year, month, day)
    ]
    date = settle(found, found.form.code, readings)
    if found.form.code != "numeric-dots" or len(readings) < 2:
        return date
    if date.order == "mdy":  # against the convention a weekday alone is no proof: it may be misprinted
        return dated(found, found.form.code, year=year, precision="year", alternatives=tuple(readings), ambiguous=True)
    if date.ambiguous and not found.has_clock("month_first_clock"):
        # where full stops part a date whose year stands last, the day stands first; the other reading stays on record
        read = readings[0]
        return date._replace(year=year, month=read.month, day=read.day, precision="day", ambiguous=False)
    return date


def _two_digit_year(found: Found) -> PrintedDate | None:
    """Three numbers of at most two digits. Impossible as a date, they are none: versions, scores, parts of a number."""
    first, second, third = found.numbers()
    readings = []
    orders = (third, second, first, "dmy"), (third, first, second, "mdy"), (first, second, third, "ymd")
    for year, month, day, order in orders:
        full_year = year_of_two_digits(year)
        if full_year is not None and exists(full_year, month, day):
            readings.append(Reading(full_year, month, day, order))
    if not readings:
        return None
    date = settle(found, found.form.code, readings)
    if date.order == "mdy" and found.form.code == "short-dots" and not date.weekday_agrees:
        # "10.15.22" is as well a version; only a dump that prints such dates makes it one
        return dated(found, found.form.code, alternatives=tuple(readings), ambiguous=True)
    return date


def _year_month_day(found: Found) -> PrintedDate | None:
    """Numbers alone in the order year, month, day, as in ISO 8601 and with 年月日; and day, month, year with a word."""
    parts = dict(zip(found.form.order.replace("E", "Y"), found.numbers(), strict=True))
    year = parts["Y"]
    if found.form.code == "era":
        year += found.word(0).era
    if other := _other_calendar(found, year, numbers_only=True):
        if other == "impossible" and found.form.code == "numeric-ymd":
            return None  # not a year: a telephone number or the like
        return _in_persian_digits(found, year, parts["m"], parts["d"]) or dated(found, other)
    read = Reading(year, parts["m"], parts["d"], "ymd" if found.form.order[0] != "d" else "dmy")
    return settle(found, found.form.code, [read] if exists(*read[:3]) else [])


def _compact(found: Found) -> PrintedDate | None:
    """YYYYMMDD, also with hours, minutes and seconds. Eight digits may be anything: only valid ones count."""
    digits = found.printed(0)
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    if year not in years().compact or not exists(year, month, day):
        return None
    if len(digits) > 8 and (int(digits[8:10]) > 23 or int(digits[10:12]) > 59 or int(digits[12:14] or 0) > 60):
        return None
    return settle(found, "compact", [Reading(year, month, day, "ymd")])


def _iso_week(found: Found) -> PrintedDate | None:
    year, week, weekday = found.numbers()
    try:
        date = datetime.date.fromisocalendar(year, week, weekday)
    except ValueError:
        return dated(found, "impossible")
    return settle(found, "iso-week", [Reading(date.year, date.month, date.day, "ymd")])


def _month_of_year(found: Found) -> PrintedDate | None:
    numbers = found.numbers()
    parts = dict(zip(found.form.order.replace("M", ""), numbers, strict=True))
    year = parts["Y"]
    if _other_calendar(found, year, numbers_only="m" in parts):
        return dated(found, "foreign-calendar")
    languages: frozenset[str] = frozenset()
    if "m" in parts:
        if parts["m"] > 12:
            return None
        months = [parts["m"]]
    else:
        candidates = _month_candidates(found)
        months = [month for month, _ in candidates]
        languages = languages.union(*(tags for _, tags in candidates))
    if not months:  # two that differ: "January/February 2022"
        return dated(found, "range", year=year, precision="year")
    if len(months) > 1:
        return dated(found, "month-year", year=year, precision="year", ambiguous=True, languages=languages)
    order = "name" if "M" in found.form.order else ""
    return dated(found, "month-year", year=year, month=months[0], precision="month", order=order, languages=languages)


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
        return dated(found, "impossible")
    if len(possible) > 1:
        return dated(found, "no-year", day=parts["d"], ambiguous=True, languages=languages)
    order = "name" if "M" in found.form.order else ""
    return dated(found, "no-year", month=possible[0], day=parts["d"], order=order, languages=languages)


def _year_alone(found: Found) -> PrintedDate | None:
    year = found.numbers()[0]
    return dated(found, "year", year=year, precision="year") if year in years().alone else None


def _range(found: Found) -> PrintedDate | None:
    """First and last day: no day is read, the month or year only where both have it."""
    numbers = found.numbers()
    named = [word for _, word in found.named_months()]
    year = next((n for n in numbers if n >= 100), None)
    days = [n for n in numbers if n < 100]
    if named and found.characters[1] == "~" and days[0] >= days[1]:
        # "24 – 12 November 2024" at the head of a line: a name that ends in a number, and a date
        first = found.place.first + 2
        place = found.place._replace(form=Form("name-dmy", "dMY", ""), first=first, outer_first=first)
        return _named(Found(found.text, found.shape, place, found.language))
    months: set[int] = set()
    languages: frozenset[str] = frozenset()
    if named:
        sets = [{month for month, tags in word.months if "roman" not in tags} for word in named]
        months = set.intersection(*sets) if all(len(s) == 1 for s in sets) else set()
        languages = languages.union(*(tags for word in named for _, tags in word.months))
    elif found.characters[0] == "Y":  # year, month, day, [month,] day
        months = {days[0]} if len(days) == 3 or days[0] == days[2] else set()
    else:  # day, [month,] day, month, year
        months = {days[-1]} if len(days) == 3 or days[1] == days[-1] else set()
    month = months.pop() if len(months) == 1 else None
    if year is None or (month is not None and month > 12):
        return dated(found, "range", languages=languages)
    return dated(found, "range", year=year, month=month, precision="month" if month else "year", languages=languages)


def _foreign(found: Found) -> PrintedDate | None:
    """A month of another calendar: read where the day can be computed and no other calendar has a month of the name."""
    if "F" not in found.form.order:
        return dated(found, "foreign-calendar")
    parts = dict(zip(found.form.order.replace("F", ""), found.numbers(), strict=True))
    months = next(word.foreign for i in range(len(found.characters)) if (word := found.word(i)).foreign)
    read = []
    for month, calendars in months:
        if "persian" in calendars and parts["Y"] in years().solar_hijri:
            read.append(("solar-hijri", from_solar_hijri(parts["Y"], month, parts["d"])))
        if "ethiopian" in calendars and parts["Y"] in years().ethiopian and found.is_amharic():
            read.append(("ethiopian", from_ethiopian(parts["Y"], month, parts["d"])))
    return _converted(found, *read[0]) if len(read) == 1 else dated(found, "foreign-calendar")


def _converted(found: Found, rule: str, day: datetime.date | None) -> PrintedDate:
    """A date of another calendar as the day that it was computed to be."""
    if day is None:
        return dated(found, "impossible")
    return settle(found, rule, [Reading(day.year, day.month, day.day)])


def _in_persian_digits(found: Found, year: int, month: int, day: int) -> PrintedDate | None:
    """A date of numbers in the digits of Persian and a year that its press counts now; None where it is none."""
    if year not in years().solar_hijri_numbers:
        return None
    printed = (c for i in range(len(found.characters)) for c in found.printed(i))
    persian = all("\u06f0" <= c <= "\u06f9" for c in printed if c.isdecimal())
    return _converted(found, "solar-hijri", from_solar_hijri(year, month, day)) if persian else None


def _not_computed(found: Found) -> PrintedDate | None:
    """Distances from a moment that the text does not name."""
    return dated(found, found.form.code)


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
    "foreign-calendar": _foreign,
    "relative": _not_computed,
}


def read(found: Found) -> PrintedDate | None:
    """The date that a found form says; None where it turns out to be none."""
    return _READERS[found.form.code](found)
