"""Dates in Chinese numerals, and those of the first year of an era: 二〇二四年十一月十二日, 令和元年5月1日."""

from __future__ import annotations

import re
from functools import cache

from corpuskit.lexicon.dates.calendars import exists, years
from corpuskit.lexicon.dates.printed import PrintedDate
from corpuskit.lexicon.dates.table import table

_ONES = "一二三四五六七八九"
_NUMERAL = {c: n for n, c in enumerate("〇" + _ONES)} | {"○": 0, "零": 0, "元": 1}
#: A number below 100, in numerals or digits.
_NUMBER = rf"([{_ONES}]?十[{_ONES}]?|[{_ONES}]|\d{{1,2}})"


def with_numerals(text: str, others: list[PrintedDate]) -> list[PrintedDate]:
    """The dates of a text that are partly or wholly in numerals, and the ``others`` that they do not hold."""
    dates = list(others)
    for match in _dates().finditer(text):
        date = _read(match)
        around = [other for other in dates if other.start < date.end and date.start < other.end]
        if all(other.iso is None for other in around):
            dates = [other for other in dates if other not in around] + [date]
    return sorted(dates)


@cache
def _dates() -> re.Pattern[str]:
    eras = "|".join(map(re.escape, table().eras))
    return re.compile(rf"(?:([〇○零{_ONES}]{{4}})|({eras})(?:(元)|{_NUMBER}))年{_NUMBER}月{_NUMBER}[日号號]")


def _read(match: re.Match[str]) -> PrintedDate:
    printed, era, first, of_era, *rest = match.groups()
    month, day = map(_value, rest)
    if era is None:
        year, rule = int("".join(str(_NUMERAL[c]) for c in printed)), "cjk-numerals"
    else:
        year, rule = table().eras[era] + _value(first or of_era), "era"
    start, end = match.span()
    place = (start, end, start, end, match.group())
    if year in years().numbers_only and exists(year, month, day):
        return PrintedDate(*place, year, month, day, "day", "ymd", False, (), rule, (), None)
    return PrintedDate(*place, None, None, None, None, "", False, (), "impossible", (), None)


def _value(printed: str) -> int:
    """A number below 100."""
    if printed.isdecimal():
        return int(printed)
    tens, ten, ones = printed.partition("十")
    if not ten:
        return _NUMERAL[printed]
    return 10 * (_NUMERAL[tens] if tens else 1) + (_NUMERAL[ones] if ones else 0)
