"""Names that a credit prints → outlets of the registry, with the affiliation on the article's date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corpuskit.lexicon.outlets.datelines import parse_dateline
from corpuskit.lexicon.outlets.days import may_lie_within
from corpuskit.lexicon.outlets.index import Found, NameIndex
from corpuskit.lexicon.outlets.places import country_of_language
from corpuskit.lexicon.outlets.printed import Part, parse
from corpuskit.lexicon.outlets.registry import UNKNOWN, Registry

#: Share of matches by each rule that were right on the cases of benchmarks/affiliation.py, rounded down; None there for
#: names that the registry does not list, since nothing is claimed of them.
CONFIDENCE: dict[str, float] = {
    "name": 0.99,
    "accents": 0.98,
    "domain": 0.99,
    "domain-unverified": 0.95,
    "country": 0.98,
    "two-names": 0.98,
    "role": 0.97,
    "described": 0.96,
    "edition": 0.95,
    "context": 0.95,
    "clue": 0.93,
}


class Outlet(NamedTuple):
    """An outlet that a credit names. ``id`` and ``country`` are None and ``affiliation`` is unknown when not listed.

    ``rule`` says how it was matched: a key of `CONFIDENCE`, or why it was not: not-listed, lookalike (letters of
    another alphabet), ambiguous (a clue is missing), not-active (the outlet did not exist on the date).
    """

    name: str
    id: str | None
    country: str | None
    affiliation: str
    rule: str
    confidence: float | None
    start: int  #: code point of the printed name in the string that it was found in
    end: int


class Clues(NamedTuple):
    """What besides the name says which outlet is meant."""

    date: str | None = None  #: of the article, YYYY[-MM[-DD]]
    placed: bool = False  #: whether the name stands in a credit that also has a date, byline or listed outlet
    countries: frozenset[str] = frozenset()
    outlet: str | None = None  #: id of the outlet to whose domain the article's address belongs


def match_names(
    names: Sequence[str],
    *,
    registry: Registry,
    dateline: str | None = None,
    date: str | None = None,
    language: str | None = None,
    url: str | None = None,
    starts: Sequence[int] | None = None,
) -> list[Outlet]:
    """The outlets of a credit whose printed names are already known, in their order; then agencies of the dateline.

    A combined name gives several outlets, an outlet that is named twice is given once, names that the registry lacks
    are given with id None. ``starts`` are the code points at which the names start in the credit line (0 when not
    given); an outlet from the dateline has its place in the dateline.
    """
    parts = [part for name in names for part in parse(registry, name)]
    if starts is not None:
        parts = [
            part._replace(start=part.start + start, end=part.end + start)
            for name, start in zip(names, starts, strict=True)
            for part in parse(registry, name)
        ]
    place = parse_dateline(registry, dateline) if dateline else None
    placed = date is not None or names_one_alone(parts)
    clues = Clues(date, placed)
    if place is not None or not all(map(_clear, parts)):
        clues = clues_for(registry, date, language, url, place.country if place else None)._replace(placed=placed)
    found = settle(registry, parts, clues)
    if place is not None and place.parts:
        found += settle(registry, place.parts, clues._replace(placed=True))
    return once_each(found)


def match_url(url: str, *, registry: Registry, date: str | None = None) -> Outlet | None:
    """The outlet at whose domain an address lies; None when the registry lists none."""
    at = NameIndex.of(registry).at(url)
    if at is None:
        return None
    return _outlet(registry, Part(url, 0, len(url), (at,), at.rule), at, Clues(date))


def clues_for(
    registry: Registry, date: str | None, language: str | None, url: str | None, country: str | None
) -> Clues:
    """The clues that a record gives: its date, the country of its dateline or language, the outlet of its address."""
    at = NameIndex.of(registry).at(url) if url else None
    of_language = country_of_language(language)
    return Clues(date, False, frozenset(one for one in (country, of_language) if one), at.id if at else None)


def settle(registry: Registry, parts: Iterable[Part], clues: Clues) -> list[Outlet]:
    """For each part the one entry that it means, or an outlet with id None and the reason."""
    settled = []
    for part in parts:
        chosen = _choose(registry, part, clues)
        settled.append(_outlet(registry, part, chosen, clues))
    return settled


def once_each(outlets: Iterable[Outlet]) -> list[Outlet]:
    """Each outlet once, where it is first named; unlisted ones once by their printed name."""
    outlets = list(outlets)
    if len(outlets) < 2:
        return outlets
    first: dict[str, Outlet] = {}
    for outlet in outlets:
        first.setdefault(outlet.id or f"\0{outlet.name.casefold()}", outlet)
    return list(first.values())


def names_one_alone(parts: Iterable[Part]) -> bool:
    """Whether a part is listed by a name that needs nothing beside it: it places the others in a credit."""
    return any(one.strength == "name" for part in parts for one in part.found)


def _clear(part: Part) -> bool:
    """Whether no clue can change what a part means."""
    return not part.found or (len(part.found) == 1 and part.found[0].strength == "name")


def _choose(registry: Registry, part: Part, clues: Clues) -> Found | None:
    """The entry that is meant, by its name alone or by the clues; None where they do not decide."""
    if not part.found:
        return None
    strength = part.found[0].strength
    if len(part.found) == 1 and (strength == "name" or (strength == "context" and clues.placed)):
        return part.found[0] if strength == "name" else part.found[0]._replace(rule="context")
    pointed = [one for one in part.found if _points_at(registry, one, part, clues)]
    return pointed[0]._replace(rule="clue") if len(pointed) == 1 else None


def _points_at(registry: Registry, found: Found, part: Part, clues: Clues) -> bool:
    entry = registry.outlet(found.id)
    if clues.outlet is not None and clues.outlet in (entry.id, entry.parent):
        return True
    country = entry.country
    return country is not None and (country == part.country or country in clues.countries)


def _outlet(registry: Registry, part: Part, chosen: Found | None, clues: Clues) -> Outlet:
    def unlisted(rule: str) -> Outlet:
        return Outlet(part.name, None, None, UNKNOWN, rule, None, part.start, part.end)

    if chosen is None:
        return unlisted("ambiguous" if part.found else part.rule)
    entry = registry.outlet(chosen.id)
    if clues.date is not None and not may_lie_within(clues.date, entry.active_from, entry.active_to):
        return unlisted("not-active")
    affiliation = registry.reading(entry.id, clues.date).affiliation
    confidence = CONFIDENCE[chosen.rule]
    return Outlet(part.name, entry.id, entry.country, affiliation, chosen.rule, confidence, part.start, part.end)
