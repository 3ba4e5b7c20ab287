"""Finding printed dates in a line of text: `find_dates`, and the cheap `looks_dated` to ask before."""

from __future__ import annotations

import re
import string
import unicodedata
from functools import cache, lru_cache

from corpuskit.lexicon.dates.calendars import years
from corpuskit.lexicon.dates.folding import fold
from corpuskit.lexicon.dates.found import Found
from corpuskit.lexicon.dates.grammar import parse
from corpuskit.lexicon.dates.numerals import with_numerals
from corpuskit.lexicon.dates.order import Orders, in_order
from corpuskit.lexicon.dates.printed import PrintedDate
from corpuskit.lexicon.dates.reading import read
from corpuskit.lexicon.dates.shapes import Shaper
from corpuskit.lexicon.dates.tokens import INVISIBLE, WORD, tokens_of
from corpuskit.lexicon.dates.vocabulary import vocabulary
from corpuskit.patterns import later

#: Code points of a line that are searched. Credit lines and datelines are far shorter; body text need not be read.
SEARCHED = 2_000

_DIGIT = re.compile(r"\d")
_WORD = later(WORD)
_SEGMENTS = later(r"[|•·–—:()\[\]/\n-]")
#: What may stand around a word between separators.
_EDGES = string.whitespace + ".\xa0\u2009\u202f\u3000" + INVISIBLE
_HANGUL_PARTS = re.compile("[\u1100-\u115f][\u1160-\u11a7][\u11a8-\u11ff]?")


def looks_dated(text: str) -> bool:
    """Whether `find_dates` can find anything but a bare "yesterday": a digit or a Chinese year. Some 50 ns a line."""
    return _DIGIT.search(text, 0, SEARCHED) is not None or "年" in text


def find_dates(text: str, *, order: Orders | str | None = None, language: str | None = None) -> list[PrintedDate]:
    """The dates printed in a line, from left to right, none overlapping. Never raises on any text.

    Only the first `SEARCHED` code points are searched; time is linear in them. ``order`` settles dates of numbers alone
    that their own text leaves open: "dmy", "mdy" or "ymd" for all, or by rule as `OrderVotes.orders` gives it.
    ``language`` (BCP 47, when it is known) picks between months that two languages name alike ("listopada").
    """
    dates = _remembered(text, language) if len(text) < 200 else _search(text, language)
    return [in_order(date, order) for date in dates]


@lru_cache(maxsize=4096)
def _remembered(text: str, language: str | None) -> tuple[PrintedDate, ...]:
    """Short lines recur (credit lines in both passes of splitting, running heads): the last few thousand are kept."""
    return _search(text, language)


def _search(text: str, language: str | None) -> tuple[PrintedDate, ...]:
    if _DIGIT.search(text, 0, SEARCHED) is None:
        return _without_digits(text[:SEARCHED])
    composed, places = _compose(text[:SEARCHED])
    dates = _with_digits(composed, len(text) > SEARCHED, language)
    if "年" in text:
        dates = with_numerals(composed, dates)
    if places is not None:
        dates = [_moved(date, text, places) for date in dates]
    return tuple(dates)


@cache
def _shaper() -> Shaper:
    understood = years().understood
    return Shaper(vocabulary(), (understood[0], understood[-1]))


def _with_digits(text: str, cut_off: bool, language: str | None) -> list[PrintedDate]:
    shape = _shaper().shape(text, cut_off)
    places = parse(shape.characters)
    if not places:
        return []
    dates = [date for place in places if (date := read(Found(text, shape, place, language)))]
    return _join_ranges(text, dates) if len(dates) > 1 else dates


#: What makes two days the ends of a range, as tokens compare.
_BETWEEN = frozenset({"=", "-", "/", "to", "bis", "au", "al", "до", "по", "do", "tot", "till", "til", "至", "から"})


def _is_to(between: str) -> bool:
    return len(between) < 10 and "\n" not in between and " ".join(tokens_of(between)) in _BETWEEN


def _join_ranges(text: str, dates: list[PrintedDate]) -> list[PrintedDate]:
    """Two days with nothing but a dash or "to" between them are a range: no day is read."""
    joined: list[PrintedDate] = []
    for date in dates:
        before = joined[-1] if joined else None
        if before is None or before.iso is None or date.iso is None or not _is_to(text[before.end : date.start]):
            joined.append(date)
            continue
        year = date.year if date.year == before.year else None
        month = date.month if year and date.month == before.month else None
        joined[-1] = PrintedDate(
            before.start,
            date.end,
            before.outer_start,
            date.outer_end,
            text[before.start : date.end],
            year,
            month,
            None,
            "month" if month else "year" if year else None,
            "",
            False,
            (),
            "range",
            tuple(sorted({*before.languages, *date.languages})),
            None,
        )
    return joined


@cache
def _today_words() -> tuple[frozenset[str], frozenset[str]]:
    """Names of days near to now, and the tokens they begin with."""
    words = vocabulary().today_words()
    return words, frozenset(name.split(" ")[0] for name in words)


def _is_today(words: str) -> bool:
    names, beginnings = _today_words()
    first = _WORD.match(words)
    return first is not None and fold(first.group()) in beginnings and " ".join(tokens_of(words)) in names


def _without_digits(text: str) -> tuple[PrintedDate, ...]:
    """Dates in Chinese numerals, and "yesterday" between separators."""
    if "年" in text:
        return tuple(with_numerals(text, []))
    if len(text) > 100:
        return ()
    start = 0
    for segment in _SEGMENTS.split(text):
        end = start + len(segment)
        words = segment.strip(_EDGES)
        if 1 < len(words) < 30 and _is_today(words) and text[end : end + 1] != ":":
            first = start + len(segment) - len(segment.lstrip(_EDGES))
            place = (first, first + len(words))
            return (PrintedDate(*place, *place, words, None, None, None, None, "", False, (), "relative", (), None),)
        start = end + 1
    return ()


def _compose(text: str) -> tuple[str, list[int] | None]:
    """The text with Hangul composed (as Korean from macOS file names is not), and where each of its characters began.

    Other scripts compare folded and need no composing; None where nothing was composed.
    """
    if text.isascii() or _HANGUL_PARTS.search(text) is None:
        return text, None
    composed: list[str] = []
    places: list[int] = []
    at = 0
    for match in _HANGUL_PARTS.finditer(text):
        composed += text[at : match.start()]
        places += range(at, match.start())
        composed.append(unicodedata.normalize("NFC", match.group()))
        places.append(match.start())
        at = match.end()
    composed += text[at:]
    places += range(at, len(text) + 1)
    return "".join(composed), places


def _moved(date: PrintedDate, text: str, places: list[int]) -> PrintedDate:
    start, end = places[date.start], places[date.end]
    return date._replace(
        start=start,
        end=end,
        outer_start=places[date.outer_start],
        outer_end=places[date.outer_end],
        raw=text[start:end],
    )
