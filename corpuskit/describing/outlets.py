"""Outlets of a record: names as printed, and what the registry knows of them on the article's date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpuskit.lexicon.credits.datelines import Dateline, opens_with_agency
from corpuskit.lexicon.credits.names import Named
from corpuskit.lexicon.credits.unparted_datelines import UNPARTED
from corpuskit.lexicon.outlets import UNKNOWN, Outlet, Registry, match_names, match_url


class Credited(NamedTuple):
    """An outlet with the place of its printed name: in the credit, in the dateline or (None) in neither."""

    outlet: Outlet
    named: Named | None  #: the part of the credit that names it
    place: str | None  #: "credit" or "dateline"


def credited(
    names: Sequence[Named],
    credit: str,
    registry: Registry,
    *,
    dateline: str | None,
    date: str | None,
    language: str | None,
    url: str | None,
) -> tuple[Credited, ...]:
    """The outlets of a credit, the main one first, then agencies of its dateline; else that of its address."""
    found = match_names(
        [named.name for named in names],
        registry=registry,
        dateline=dateline,
        date=date,
        language=language,
        url=url,
        starts=[named.start for named in names],
        credit=credit,
    )
    if not found and url is not None and (at := match_url(url, registry=registry, date=date)) is not None:
        printed = credit.find(url)
        if printed < 0:
            return (Credited(at, None, None),)
        return (Credited(at._replace(start=printed + at.start, end=printed + at.end), None, "credit"),)
    return tuple(_whole([_placed(outlet, names, credit, dateline) for outlet in found]))


def of_dateline(dateline: Dateline) -> tuple[Credited, ...]:
    """The outlet that a dateline names, listed or not: ``OSLO, May 3, 2024 (Fjordvik News) -``.

    Brackets behind a name alone are none, unless an agency of the list stands in them: "Berlin (dpa) -", but "The World
    Health Organization (WHO) said".
    """
    agency = dateline.agency
    placed = dateline.date is not None or (dateline.place or "").isupper()
    placed = placed or (agency is not None and opens_with_agency(agency.name))
    if agency is None or not (placed or agency.rule == UNPARTED):
        return ()
    outlet = Outlet(agency.name, None, None, UNKNOWN, agency.rule, agency.confidence, agency.start, agency.end)
    return (Credited(outlet, None, "dateline"),)


def _whole(found: Sequence[Credited]) -> Iterator[Credited]:
    """Names that the registry lists in none of their parts are left whole: "Monroe News - Monroe, Michigan"."""
    listed = {one.named for one in found if one.outlet.id is not None}
    seen: set[Named] = set()
    for one in found:
        named = one.named
        if named is None or named in listed:
            yield one
        elif named not in seen:
            seen.add(named)
            yield one._replace(outlet=one.outlet._replace(name=named.name, start=named.start, end=named.end))


def _placed(outlet: Outlet, names: Sequence[Named], credit: str, dateline: str | None) -> Credited:
    printed = credit[outlet.start : outlet.end] == outlet.name
    for named in names:
        if printed and named.start < outlet.end and outlet.start < named.end:
            return Credited(outlet, named, "credit")
    if dateline is not None and dateline[outlet.start : outlet.end] == outlet.name:
        return Credited(outlet, None, "dateline")
    return Credited(outlet, None, "credit" if printed and outlet.name else None)
