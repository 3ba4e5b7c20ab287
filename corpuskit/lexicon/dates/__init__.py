"""Printed dates: found in a line of text and read without ever guessing.

`find_dates` finds them, `OrderVotes` and `order_of_language` say what settles 05/09/2024, `looks_dated` is the cheap
question before. A date that does not exist, of another calendar, without a year, or a distance from now is reported
with a rule that says so ("impossible", "foreign-calendar", "no-year", "relative") and no ISO date.

Rules of dates that are read: name-dmy, name-mdy, name-ymd, name-ydm (a named month), name-short (with a year in two
digits), thai-solar, solar-hijri and ethiopian (of these calendars), roman, numeric-ymd, numeric-dots, numeric-slash,
numeric-hyphen, short-dots, short-slash, short-hyphen (a year in two digits), compact, iso-week, cjk, cjk-numerals, era,
month-number, month-year, year, range.
"""

from corpuskit.lexicon.dates.calendars import is_of_nepal
from corpuskit.lexicon.dates.finding import find_dates, looks_dated
from corpuskit.lexicon.dates.order import Orders, OrderVotes, in_order, order_of_language
from corpuskit.lexicon.dates.printed import PrintedDate, Reading

__all__ = [
    "OrderVotes",
    "Orders",
    "PrintedDate",
    "Reading",
    "find_dates",
    "in_order",
    "is_of_nepal",
    "looks_dated",
    "order_of_language",
]
