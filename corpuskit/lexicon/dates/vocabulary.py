"""The words of printed dates, from data/months.toml and data/relative_dates.toml: which roles a word can play.

A role says what a word can be in a date: "month", "weekday", "of", "after_year", … A word may have several (Spanish
"mar" is March and Tuesday). Each distinct set of roles gets one character of its own, so that a line of text becomes a
short string of such characters (its *shape*, see `shapes`) over which the forms of dates are plain regular expressions.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from corpuskit.lexicon.dates.folding import fold
from corpuskit.lexicon.dates.tokens import tokens_of

Languages = frozenset[str]

#: The characters that stand for a set of roles: those behind ASCII, of which `shapes` uses none for anything else. The
#: some hundred that the packaged data need are below 0x100, where classes of expressions are small tables.
FIRST_ROLE_CHARACTER = 0x80
LAST_ROLE_CHARACTER = 0xFF
#: Stands for a word that plays no role in any date.
OTHER_WORD = "x"

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
#: Longer words are none of a date.
_LONGEST_WORD = 40
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class Word(NamedTuple):
    """What a word can be in a date: ``role`` its character in a shape, the rest the values of its roles."""

    role: str
    months: tuple[tuple[int, Languages], ...] = ()  #: more than one where languages differ ("listopad")
    weekdays: tuple[tuple[int, Languages], ...] = ()  #: Monday is 0
    era: int = 0  #: common year = year of the era + this
    phrases: tuple[tuple[tuple[str, ...], Word], ...] = ()  #: (folded tokens that follow, the whole), longest first


NO_WORD = Word(OTHER_WORD)
#: The months and the weekdays of a spelling.
_Values = tuple[tuple[tuple[int, Languages], ...], tuple[tuple[int, Languages], ...]]


class _Meaning:
    """Collects what the data files say of one spelling."""

    def __init__(self) -> None:
        self.roles: set[str] = set()
        self.months: defaultdict[int, set[str]] = defaultdict(set)
        self.weekdays: defaultdict[int, set[str]] = defaultdict(set)
        self.era = 0


@cache
def data() -> Mapping[str, Any]:
    """data/months.toml, with data/relative_dates.toml merged into the languages."""
    folder = resources.files("corpuskit.lexicon") / "data"
    months = tomllib.loads((folder / "months.toml").read_text(encoding="utf-8"))
    for language, entries in tomllib.loads((folder / "relative_dates.toml").read_text(encoding="utf-8")).items():
        months["languages"].setdefault(language, {}).update(entries)
    return months


def is_role(character: str) -> bool:
    """Whether a character of a shape stands for the roles of a word."""
    return FIRST_ROLE_CHARACTER <= ord(character) <= LAST_ROLE_CHARACTER


@cache
def _printed_roles(roles: frozenset[str], weak: bool, weak_weekday: bool, small: bool) -> frozenset[str]:
    """What is left of roles as a word is printed: ``weak`` where the word means something else as well, ``small``
    without the capital that its script would have."""
    if "month" in roles:
        roles = (roles - {"month"}) | ({"month_name"} if weak else {"month_name", "month"})
    if "weekday" in roles and weak_weekday:
        roles = (roles - {"weekday"}) | {"weekday_weak"}
    return roles - _IN_CAPITALS if small else roles


def _tagged(meant: Mapping[int, set[str]]) -> tuple[tuple[int, Languages], ...]:
    return tuple((number, frozenset(tags)) for number, tags in sorted(meant.items())) if meant else ()


def _spellings(names: str) -> Iterator[str]:
    return (name.strip() for name in names.split(",") if name.strip())


class Vocabulary:
    """Words by folded spelling."""

    def __init__(self, source: Mapping[str, Any]) -> None:
        self._meanings: defaultdict[tuple[str, ...], _Meaning] = defaultdict(_Meaning)
        self._role_characters: dict[frozenset[str], str] = {frozenset(): OTHER_WORD}
        self._also_words = {fold(word) for word in source["marks"]["also_words"]}
        self._names_with_capital = {fold(word) for word in source["marks"]["names_with_capital"]}
        self._eras: dict[str, int] = dict(source["eras"])
        self._read_marks(source["marks"])
        for role in ("day_first_clock", "month_first_clock"):
            self._add(source["orders"][role], role)
        for language, entries in source["languages"].items():
            self._read_language(language, entries)
        for calendar in source["calendars"].values():
            for names in calendar["months"]:
                self._add(_spellings(names), "foreign_month")
        values = {
            spelling: (_tagged(meaning.months), _tagged(meaning.weekdays))
            for spelling, meaning in self._meanings.items()
        }
        self._small, self._capital = self._words(values, capital=False), self._words(values, capital=True)

    # --- reading the data

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
        prefixes = ["", *entries.get("month_prefix", ())]
        for number, names in enumerate(entries.get("months", ()), start=1):
            for meaning in self._add((p + name for name in _spellings(names) for p in prefixes), "month"):
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

    # --- words as they are printed

    def _role_of(self, spelling: tuple[str, ...], meaning: _Meaning, capital: bool) -> str:
        """The character of a spelling printed with or without a capital (scripts without capitals count as without)."""
        weak = len(spelling) == 1 and spelling[0] in self._also_words
        weak = weak and not (capital and spelling[0] in self._names_with_capital)
        cased = spelling[0] < "\u0590"
        return self._role_character(
            _printed_roles(
                frozenset(meaning.roles),
                weak,
                weak or (len(spelling) == 1 and len(spelling[0]) < 3 and cased),
                cased and not capital,
            )
        )

    def _role_character(self, roles: frozenset[str]) -> str:
        found = self._role_characters.get(roles)
        if found is None:
            found = chr(FIRST_ROLE_CHARACTER + len(self._role_characters))
            if not is_role(found):
                raise ValueError("words of dates play roles in more combinations than there are characters kept for")
            self._role_characters[roles] = found
        return found

    def _words(self, values: Mapping[tuple[str, ...], _Values], capital: bool) -> dict[str, Word]:
        """The words by their first token; what follows a first token in longer spellings hangs on its word."""
        heads: dict[str, Word] = {}
        phrases: defaultdict[str, list[tuple[tuple[str, ...], Word]]] = defaultdict(list)
        for spelling, meaning in self._meanings.items():
            word = Word(self._role_of(spelling, meaning, capital), *values[spelling])
            if len(spelling) == 1:
                heads[spelling[0]] = word
            else:
                phrases[spelling[0]].append((spelling[1:], word))
        for head, longer in phrases.items():
            longer.sort(key=lambda phrase: (-len(phrase[0]), phrase[0]))
            heads[head] = heads.get(head, NO_WORD)._replace(phrases=tuple(longer))
        return heads

    def word(self, printed: str) -> Word:
        """What a printed word, or several that are one name, can be."""
        words = self._capital if printed[0] != printed[0].lower() else self._small
        found = words.get(fold(printed)) if len(printed) <= _LONGEST_WORD else None
        if found is not None:
            return found
        first, *others = tokens_of(printed)
        if others and first in words:
            return next((whole for names, whole in words[first].phrases if names == tuple(others)), NO_WORD)
        for era, before in self._eras.items():  # Chinese and Japanese print no space in front of one
            if printed.endswith(era):
                return Word(self._role_character(frozenset({"era"})), era=before)
        return NO_WORD

    def characters(self, *roles: str) -> str:
        """The characters, as the inside of a regular expression's class, of every set with one of the roles."""
        self._role_character(frozenset({"era"}))
        return "".join(sorted(char for held, char in self._role_characters.items() if not held.isdisjoint(roles)))

    def today_words(self) -> frozenset[str]:
        """Folded spellings of words for days near to now that stand alone ("yesterday"), spaces kept."""
        return frozenset(" ".join(spelling) for spelling, meaning in self._meanings.items() if "today" in meaning.roles)


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of the packaged data, read once a process at first use (with the grammar some 70 ms)."""
    return Vocabulary(data())
