"""The words of printed dates by what each can be in one: made of data/months.toml and data/relative_dates.toml.

Making the table takes a tenth of a second, so it ships as data/date_words.json (`training/dates.py` writes it) and is
made anew only where those files have changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from corpuskit.lexicon.dates.folding import fold
from corpuskit.lexicon.dates.tokens import tokens_of
from corpuskit.ready import read_list

FOLDER = Path(__file__).parent.parent / "data"
SOURCES = ("months.toml", "relative_dates.toml")
MADE = "date_words.json"

_MARK_ROLES = (
    "lead_in",
    "preposition",
    "label",
    "issue",
    "time_zone",
    "ampm",
    "foreign_year",
    "buddhist_year",
    "common_year",
)
_LANGUAGE_ROLES = (
    *("of", "ordinal", "before_month", "after_month", "before_year", "after_year", "after_year_dotted", "after_day"),
    *("after_day_dotted", "article", "range", "at", "hour", "minute", "ampm"),
)
_RELATIVE_ROLES = ("today", "unit", "ago", "ago_before", "unit_ago")
_IN_CAPITALS = {"roman", "time_zone", "month_first_clock", "iso_time", "iso_week", "foreign_year"}
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class Table(NamedTuple):
    """What is asked of dates while texts are read.

    A meaning is a list: the number of its set of roles where it is printed small, the same with a capital, its months
    and its weekdays (Monday is 0), each with the languages that spell it so, and its months of other calendars with
    these.
    """

    roles: list[list[str]]  #: the sets of roles by number; the first is empty
    words: dict[str, list[Any]]  #: meanings of names of one token, folded
    phrases: dict[str, list[Any]]  #: by first token: (tokens that follow, meaning), longest first
    eras: dict[str, int]  #: common year = year of the era + this
    era: int  #: the set of roles of a word that names an era
    today: list[str]  #: spellings of days near to now that stand alone, spaces kept
    years: dict[str, list[int]]  #: first and last year of each range in which dates are read
    orders: dict[str, list[str]]  #: what languages settle for dates of numbers
    full_stop: list[str]  #: languages whose dates always have a full stop after the day


@cache
def table() -> Table:
    """The table of the packaged data, read once a process at first use."""
    made = json.loads((FOLDER / MADE).read_text(encoding="utf-8"))
    return Table(**made["table"]) if made["of"] == digest() else table_of(data())


def digest() -> str:
    """The SHA-256 of the files that the table is made of."""
    return hashlib.sha256(b"".join((FOLDER / name).read_bytes() for name in SOURCES)).hexdigest()


def data() -> Mapping[str, Any]:
    """data/months.toml, with data/relative_dates.toml merged into the languages."""
    months, relative = (read_list(FOLDER / name) for name in SOURCES)
    for language, entries in relative.items():
        months["languages"].setdefault(language, {}).update(entries)
    return months


def table_of(source: Mapping[str, Any]) -> Table:
    """The table of such data."""
    return _Reader(source).table()


class _Meaning:
    """Collects what the data files say of one spelling."""

    def __init__(self) -> None:
        self.roles: set[str] = set()
        self.months: defaultdict[int, set[str]] = defaultdict(set)
        self.weekdays: defaultdict[int, set[str]] = defaultdict(set)
        self.foreign: defaultdict[int, set[str]] = defaultdict(set)


def _spellings(names: str) -> Iterator[str]:
    return (name.strip() for name in names.split(",") if name.strip())


class _Reader:
    """Reads the data once, from the first line to the last."""

    def __init__(self, source: Mapping[str, Any]) -> None:
        self._source = source
        self._meanings: defaultdict[tuple[str, ...], _Meaning] = defaultdict(_Meaning)
        self._roles: dict[frozenset[str], int] = {frozenset(): 0}
        self._also_words = {fold(word) for word in source["marks"]["also_words"]}
        self._names_with_capital = {fold(word) for word in source["marks"]["names_with_capital"]}
        self._read_marks(source["marks"])
        for role in ("day_first_clock", "month_first_clock"):
            self._add(source["orders"][role], role)
        for language, entries in source["languages"].items():
            self._read_language(language, entries)
        for calendar, entries in source["calendars"].items():
            suffixes = ["", *entries.get("month_suffix", ())]
            for number, names in enumerate(entries["months"], start=1):
                for meaning in self._add((name + s for name in _spellings(names) for s in suffixes), "foreign_month"):
                    meaning.foreign[number].add(calendar)

    def table(self) -> Table:
        words: dict[str, list[Any]] = {}
        phrases: defaultdict[str, list[Any]] = defaultdict(list)
        small = [self._number(self._printed(*each, capital=False)) for each in self._meanings.items()]
        for (spelling, meaning), as_small in zip(self._meanings.items(), small, strict=True):
            entry: list[Any] = [as_small, self._number(self._printed(spelling, meaning, capital=True))]
            entry += (
                [[number, sorted(tags)] for number, tags in sorted(meant.items())]
                for meant in (meaning.months, meaning.weekdays, meaning.foreign)
            )
            if len(spelling) == 1:
                words[spelling[0]] = entry
            else:
                phrases[spelling[0]].append([list(spelling[1:]), entry])
        for longer in phrases.values():
            longer.sort(key=lambda phrase: (-len(phrase[0]), phrase[0]))
        era = self._number(frozenset({"era"}))
        languages = self._source["languages"]
        return Table(
            [sorted(roles) for roles in self._roles],
            words,
            dict(phrases),
            dict(self._source["eras"]),
            era,
            sorted(" ".join(spelling) for spelling, meaning in self._meanings.items() if "today" in meaning.roles),
            {name: list(ends) for name, ends in self._source["years"].items()},
            {name: list(tags) for name, tags in self._source["orders"].items()},
            sorted(tag for tag, entry in languages.items() if entry.get("day_full_stop") == "always"),
        )

    def _add(self, spellings: Iterable[str], role: str) -> list[_Meaning]:
        meanings = []
        for spelling in spellings:
            meaning = self._meanings[tokens_of(spelling)]
            meaning.roles.add(role)
            meanings.append(meaning)
        return meanings

    def _read_marks(self, marks: Mapping[str, Any]) -> None:
        names = {"time_zone": "time_zones"}
        for role in _MARK_ROLES:
            self._add(marks[names.get(role, role)], role)
        for number, numeral in enumerate(_ROMAN, start=1):
            for meaning in self._add([numeral], "roman"):
                meaning.months[number].add("roman")
        self._add(["T"], "iso_time")
        self._add(["W"], "iso_week")
        self._add(["Z"], "time_zone")

    def _read_language(self, language: str, entries: Mapping[str, Any]) -> None:
        prefixes, suffixes = (["", *entries.get(f"month_{end}", ())] for end in ("prefix", "suffix"))
        for number, names in enumerate(entries.get("months", ()), start=1):
            printed = (p + name + s for name in _spellings(names) for p in prefixes for s in suffixes)
            for meaning in self._add(printed, "month"):
                meaning.months[number].add(language)
        suffixes = ["", *entries.get("weekday_suffix", ())]
        for number, names in enumerate(entries.get("weekdays", ())):
            for meaning in self._add((name + s for name in _spellings(names) for s in suffixes), "weekday"):
                meaning.weekdays[number].add(language)
        for number, name in enumerate(entries.get("weekdays_in_brackets", "")):
            for meaning in self._add([name], "weekday_in_brackets"):
                meaning.weekdays[number].add(language)
        for role in _LANGUAGE_ROLES + _RELATIVE_ROLES:
            self._add(entries.get(role, ()), role)

    def _printed(self, spelling: tuple[str, ...], meaning: _Meaning, capital: bool) -> frozenset[str]:
        """Roles of a spelling printed with or without a capital (scripts without capitals count as without)."""
        roles = set(meaning.roles)
        weak = len(spelling) == 1 and spelling[0] in self._also_words
        weak = weak and not (capital and spelling[0] in self._names_with_capital)
        if "month" in roles:
            roles = (roles - {"month"}) | ({"month_name"} if weak else {"month_name", "month"})
        if "weekday" in roles and (weak or (len(spelling) == 1 and len(spelling[0]) < 3 and spelling[0] < "\u0590")):
            roles = (roles - {"weekday"}) | {"weekday_weak"}
        if not capital:
            roles -= _IN_CAPITALS if spelling[0] < "\u0590" else set()
        return frozenset(roles)

    def _number(self, roles: frozenset[str]) -> int:
        return self._roles.setdefault(roles, len(self._roles))
