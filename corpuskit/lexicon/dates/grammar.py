"""The forms of dates compiled over the vocabulary; `parse` finds them in a shape, with weekday and time around them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from corpuskit.lexicon.dates import forms
from corpuskit.lexicon.dates.forms import ANY_WORD, NUMBER, Form
from corpuskit.lexicon.dates.vocabulary import Vocabulary, vocabulary

_D = "[abc]"
_WEEKDAY = "(?:<weekday>|<weekday_weak>)"
#: A time of day: 14:05, 14:05:09.123, 14.05 Uhr, 14h05, 2 pm, 14時05分, with a zone or an offset behind it.
_CLOCK = (
    f"(?:[abcn]:{_D}(?::{_D}(?:[.%]{NUMBER})?)?|[abcn][.][bc](?=<hour>|<ampm>|<time_zone>|[|)~,$])"
    "|[abcn]<hour>(?:[abcn]<minute>?)?|[abcn](?=<ampm>)|[abcn]時(?:[abcn]分(?:[abcn]秒)?)?)"
)
_ZONE = rf"(?:\(?<time_zone>(?:[+~-][abcn](?::{_D})?)?\)?|[+~-](?:[abcn]:{_D}|[bcYZn]))"
_TIME = f"<ampm>?{_CLOCK}<hour>?[.;]?<ampm>?[.;]?{_ZONE}?"
_AT = "(?:<at>[.;!]?){0,2}"
#: A weekday in front of a date is one unless it ends a name: "The Sun, 12 November", "Mail on Sunday, 10 November".
_NO_NAME_BEFORE = (
    f"(?:(?<![{ANY_WORD}])|(?<=<lead_in>)|(?<=<lead_in><preposition>)|(?<=[^{ANY_WORD}]<preposition>)|(?<=<at>))"
)
_BEFORE = (
    f"(?:{_AT}{_TIME}[,~|=!]?<preposition>?)?"
    rf"(?:{_NO_NAME_BEFORE}{_WEEKDAY}[.;]?[,~=]?<article>{{0,2}}|\({_WEEKDAY}[.;]?\))?\Z"
)
_AFTER = (
    rf"(?:[,;.]?\((?:{_WEEKDAY}|<weekday_in_brackets>|[月日])[.;]?\)|[,;.~]{{0,2}}<weekday>[.;]?(?![{ANY_WORD}])"
    "|[,;.~]{0,2}<weekday_weak>[.;]?(?=[|)~,$]|[abc]:)"
    "|<weekday>(?=<at>|<ampm>))?"
    f"(?:<iso_time>(?:{_CLOCK}|[6YZn]){_ZONE}?|[,;.~|=!-]{{0,2}}{_AT}(?:{_TIME}|[abcn][.][bc][.][bc]{_ZONE}?)"
    f"(?![{ANY_WORD}]{{0,2}}[-/]?{NUMBER}[-/.]))?"
)
#: Most tokens that a weekday and a time in front of a date take.
LONGEST_BEFORE = 18


class Grammar(NamedTuple):
    """Expressions over shapes. The group of ``full`` or ``partial`` that matched is f0, f1, … in the forms' order."""

    full: re.Pattern[str]
    partial: re.Pattern[str]
    full_hint: re.Pattern[str]  #: what a shape must hold for ``full`` to be worth a search
    partial_hint: re.Pattern[str]
    before: re.Pattern[str]  #: to be searched up to the date; matches nothing at least
    after: re.Pattern[str]  #: to be matched behind the date; likewise
    ends_before: frozenset[str]  #: what the last token of ``before`` can be, separators aside


def _expression(pattern: str, words: Vocabulary) -> re.Pattern[str]:
    return re.compile(re.sub("<([a-z_]+)>", lambda role: f"[{words.characters(role[1])}]", pattern))


def _alternatives(*groups: tuple[str, tuple[Form, ...]]) -> str:
    """One expression of groups of forms, each tried only where one of its first characters stands."""
    number, choices = 0, []
    for first, group in groups:
        patterns = []
        for form in group:
            patterns.append(f"(?P<f{number}>{form.pattern})")
            number += 1
        choices.append(f"(?=[{first}])(?:{'|'.join(patterns)})")
    return "|".join(choices)


@cache
def grammar() -> Grammar:
    """The grammar over the packaged vocabulary, compiled once a process at first use."""
    words = vocabulary()
    any_name = words.characters("month_name", "foreign_month", "before_month", "roman")
    full = _alternatives(
        ("abc", forms.DAY_FIRST),
        ("YZ8e", forms.YEAR_FIRST),
        (words.characters("month_name", "foreign_month", "era"), forms.WORD_FIRST),
    )
    relative = words.characters("ago_before", "today")
    partial = _alternatives(
        ("abcYZ568en", forms.PARTIAL_NUMBER_FIRST),
        (words.characters("month", "before_month") + relative, forms.PARTIAL_WORD_FIRST),
    )
    mark, between = "[-./;=]", f"[^xv{any_name}]{{0,8}}"
    full_hint = (
        f"[{any_name}]{between}[YZ5bc]|[YZ]{between}[{any_name}]|年[abc]月|[8e]|[abc]{mark}[abc]{mark}[YZbc]"
        f"|[YZ]{mark}[abc]{mark}[abc]|Y-?<iso_week>|<after_month>[abc]"
    )
    partial_hint = rf"[月{relative}]|<month>|<before_month>|<ago>|<unit_ago>|[\^|(~!=,][ab][/.]Y|[\^|(~!=,]Y[|)/$-]"
    last = words.characters("weekday", "weekday_weak", "hour", "ampm", "time_zone", "article", "preposition")
    return Grammar(
        _expression(full, words),
        _expression(partial, words),
        _expression(full_hint, words),
        _expression(partial_hint, words),
        _expression(_BEFORE, words),
        _expression(_AFTER, words),
        frozenset(f")abcn分時{last}"),
    )


class Place(NamedTuple):
    """A form in a shape: tokens ``first`` to ``last`` (exclusive) are the date, ``outer_*`` with weekday and time."""

    form: Form
    first: int
    last: int
    outer_first: int
    outer_last: int


def parse(shape: str) -> tuple[Place, ...]:
    """The dates in a shape, from left to right: first those with day and year, then, in what they leave, the others.

    Lines of a dump share their shapes (its credits are printed alike), so the last few thousand are remembered.
    """
    return _parse_remembered(shape) if len(shape) < 200 else _parse(shape)


def _parse(shape: str) -> tuple[Place, ...]:
    rules = grammar()
    places: list[Place] = []
    if rules.full_hint.search(shape):
        shape = _collect(shape, rules.full, forms.FORMS, places)
    if rules.partial_hint.search(shape):
        _collect(shape, rules.partial, forms.PARTIAL_FORMS, places)
        places.sort(key=lambda place: place.first)
    return tuple(places)


_parse_remembered = lru_cache(maxsize=8192)(_parse)


def _collect(shape: str, pattern: re.Pattern[str], of: tuple[Form, ...], places: list[Place]) -> str:
    """Add the places that a pattern finds; returns the shape with what they took as "p"."""
    rules, at = grammar(), 1
    while match := pattern.search(shape, at):
        assert match.lastgroup is not None
        first, last = match.span()
        outer_first, nearest = first, shape[first - 1]
        if nearest in ",;.|~=!" and first > at:
            nearest = shape[first - 2]
        if nearest in rules.ends_before:
            before = rules.before.search(shape, max(at, first - LONGEST_BEFORE), first)
            outer_first = before.start() if before else first
        after = rules.after.match(shape, last)
        at = after.end() if after else last
        places.append(Place(of[int(match.lastgroup[1:])], first, last, outer_first, at))
        shape = shape[:outer_first] + "p" * (at - outer_first) + shape[at:]
    return shape
