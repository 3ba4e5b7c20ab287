"""A credit, or names cut out of one → outlets of the registry, with the affiliation on the article's date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corpuskit.lexicon.outlets.credit_line import CreditLine, parse_credit_line
from corpuskit.lexicon.outlets.datelines import parse_dateline
from corpuskit.lexicon.outlets.days import may_lie_within
from corpuskit.lexicon.outlets.domains import host
from corpuskit.lexicon.outlets.index import Found, NameIndex
from corpuskit.lexicon.outlets.places import country_of_language
from corpuskit.lexicon.outlets.printed import Part, parse
from corpuskit.lexicon.outlets.registry import UNKNOWN, Registry
from corpuskit.lexicon.outlets.wording import wording

#: How sure a match by each rule is: set by hand below the share that was right on the cases of the benchmark
#: (benchmarks/affiliation.py), the lower the fewer cases test it. A name that is not listed has none.
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


#: Signs that may tie a name to what makes it another name, a picture's credit or a second name, or (电, 记) to a longer
#: run of characters.
_TIES = re.compile(r"[()（）\[\]/©#@电電记記=＝：]|:\s|, (?=[^\W\d_])| - (?=[^\x00-\u058f])| with ")


#: Words that begin with a small letter: a few of them stand in any credit ("of", "und", "staff writer").
_SMALL_WORDS = re.compile(r"(?<!\S)[^\W\d_A-Z]{2,}")


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


def match_credit(
    credit: str,
    *,
    registry: Registry,
    dateline: str | None = None,
    date: str | None = None,
    language: str | None = None,
    url: str | None = None,
) -> list[Outlet]:
    """The outlets that a raw credit line names, the main one first; then agencies of the dateline.

    Only whole segments of the credit are looked up: an outlet that is mentioned in running words, or credited for a
    picture, is not matched. A combined name gives several outlets, an outlet that is named twice is given once, names
    that the registry lacks are given with id None. ``date`` is YYYY[-MM[-DD]]; without it a date printed in the credit
    serves. The outlet of ``url`` is given where neither credit nor dateline names any.
    """
    line = parse_credit_line(registry, credit)
    found = _match(registry, line, dateline, date or line.date, language, url)
    if not found and url:
        at = match_url(url, registry=registry, date=date or line.date)
        return [at] if at is not None else []
    return found


def match_names(
    names: Sequence[str],
    *,
    registry: Registry,
    credit: str | None = None,
    dateline: str | None = None,
    date: str | None = None,
    language: str | None = None,
    url: str | None = None,
    starts: Sequence[int] | None = None,
) -> list[Outlet]:
    """The outlets whose printed names a credit parser has already found, the way `match_credit` gives them.

    ``starts`` are the code points at which the names start in the credit line (looked for when not given). With
    ``credit``, the line itself, what is printed around a name is regarded too: PBS (Malta) is not PBS, and listed
    outlets that the parser did not see are added. The line is read only where it holds a bracket or slash, where a name
    needs a clue, where the parser found nothing that is listed, and where running words stand beside a single word.
    An outlet from the dateline has its place in the dateline.
    """
    if starts is None and credit is not None:
        starts = [max(credit.find(name), 0) for name in names]
    parts = tuple(part for i, name in enumerate(names) for part in _at(registry, name, starts, i))
    line = CreditLine(parts)
    if credit and _has_more(registry, credit, names, starts, parts):
        line = parse_credit_line(registry, credit)
        line = line._replace(parts=tuple(_around(registry, line, names, starts, credit)))
    return _match(registry, line, dateline, date, language, url)


def _has_more(
    registry: Registry, credit: str, names: Sequence[str], starts: Sequence[int] | None, parts: tuple[Part, ...]
) -> bool:
    """Whether a line has to be read, since it may say more of outlets than the names that the parser found."""
    may_name = NameIndex.of(registry).may_name
    if (
        not names
        or _TIES.search(credit)
        or not all(map(_clear, parts))
        or _may_be_running_words(credit)
        or credit.lower().startswith(wording().tags)
    ):
        return may_name(credit)
    if any(part.found for part in parts):
        return False
    return may_name(_around_names(credit, names, starts or ()))


def _around_names(credit: str, names: Sequence[str], starts: Sequence[int]) -> str:
    """What a line holds besides the names that were found in it."""
    rest, at = [], 0
    for start, name in sorted(zip(starts, names, strict=False)):
        rest.append(credit[at:start])
        at = max(at, start + len(name))
    return " ".join([*rest, credit[at:]])


def _match(
    registry: Registry, line: CreditLine, dateline: str | None, date: str | None, language: str | None, url: str | None
) -> list[Outlet]:
    parts = line.parts
    place = parse_dateline(registry, dateline) if dateline else None
    clues = Clues(date, line.placed or date is not None or any(map(_is_listed_by_name, parts)))
    if place is not None or not all(map(_clear, parts)):
        clues = clues._replace(
            countries=line.countries | _countries(place.country if place else None, country_of_language(language)),
            outlet=_outlet_at(registry, url),
        )
    found = [_settle(registry, part, clues) for part in parts]
    if place is not None and place.parts:
        found += [_settle(registry, part, clues._replace(placed=True)) for part in place.parts]
    return once_each(found)


def _at(registry: Registry, name: str, starts: Sequence[int] | None, number: int) -> Iterable[Part]:
    """The parts of a printed name, with their places in the credit line."""
    parts = _parts(registry, name)
    if starts is None or starts[number] == 0:
        return parts
    start = starts[number]
    return [part._replace(start=part.start + start, end=part.end + start) for part in parts]


def _parts(registry: Registry, name: str) -> tuple[Part, ...]:
    """The parts of a printed name; where it is not listed, as if it were a credit, for a label may be left in it."""
    memory = registry.memory("name")
    found: tuple[Part, ...] | None = memory.get(name)
    if found is None:
        found = parse(registry, name)
        if not any(part.found for part in found):
            found = tuple(part for part in parse_credit_line(registry, name).parts if part.found) or found
        memory[name] = found
    return found


def _around(
    registry: Registry, line: CreditLine, names: Sequence[str], starts: Sequence[int] | None, credit: str
) -> Iterable[Part]:
    """What the line says, and the names that it says nothing of, in their order."""
    parts = [part for part in line.parts if part.found]
    for number, name in enumerate(names):
        start = starts[number] if starts is not None else 0
        end = start + len(name)
        if any(first < end and start < last for first, last in line.aside):
            continue
        if start < line.place_end or any(part.start < end and start < part.end for part in parts):
            continue
        whole = next((part for part in line.parts if part.start <= start and end <= part.end), None)
        if whole is None and not _hangs_on(credit, start, end):
            parts += _at(registry, name, starts, number)
        else:
            parts.append(Part(name, start, end, (), whole.rule if whole else "not-listed"))
    return sorted(parts, key=lambda part: part.start)


def _may_be_running_words(credit: str) -> bool:
    """Whether a line has words enough that begin with small letters to hold more than a credit."""
    return len(_SMALL_WORDS.findall(credit)) > 3


def _hangs_on(credit: str, start: int, end: int) -> bool:
    """Whether a bracket, slash or sign ties a name to what may make it another name, or a picture's credit."""
    return credit[:start].rstrip()[-1:] in tuple("(（[/#@©") or credit[end:].lstrip()[:1] in tuple("(（[/")


def match_url(url: str, *, registry: Registry, date: str | None = None) -> Outlet | None:
    """The outlet at whose domain an address lies; None when the registry lists none."""
    at = NameIndex.of(registry).at(url)
    if at is None:
        return None
    return _outlet(registry, Part(url, 0, len(url), (at,), at.rule), at, Clues(date))


def _outlet_at(registry: Registry, url: str | None) -> str | None:
    at = NameIndex.of(registry).at(url) if url else None
    return at.id if at is not None else None


def _countries(*said: str | None) -> frozenset[str]:
    return frozenset(country for country in said if country is not None)


def once_each(outlets: Iterable[Outlet]) -> list[Outlet]:
    """Each outlet once, where it is first named; unlisted ones once by their printed name."""
    outlets = list(outlets)
    if len(outlets) < 2:
        return outlets
    first: dict[str, Outlet] = {}
    for outlet in outlets:
        first.setdefault(outlet.id or f"\0{outlet.name.casefold()}", outlet)
    return list(first.values())


def _is_listed_by_name(part: Part) -> bool:
    """Whether a part is listed by a name that needs nothing beside it: it shows the others to stand in a credit."""
    return any(one.strength == "name" for one in part.found)


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


def _settle(registry: Registry, part: Part, clues: Clues) -> Outlet:
    """The one outlet that a part means, or one with id None and the reason."""
    return _outlet(registry, part, _choose(registry, part, clues), clues)


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
    name, start, end = _host_of(part) if chosen.rule.startswith("domain") else (part.name, part.start, part.end)
    return Outlet(name, entry.id, entry.country, affiliation, chosen.rule, confidence, start, end)


def _host_of(part: Part) -> tuple[str, int, int]:
    """Of a printed address what names the outlet: its host, without the page and what is printed behind it."""
    found = host(part.name)
    at = part.name.lower().find(found) if found is not None else -1
    if found is None or at < 0:
        return part.name, part.start, part.end
    return part.name[at : at + len(found)], part.start + at, part.start + at + len(found)
