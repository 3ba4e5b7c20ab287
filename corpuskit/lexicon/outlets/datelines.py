"""Datelines (``MOSCOW, /TASS/``): the agency that one names and the country of its place."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpuskit.lexicon.outlets.places import country_of
from corpuskit.lexicon.outlets.printed import Part, parse
from corpuskit.lexicon.outlets.registry import Registry

#: An agency between slashes, in brackets, or after the last dash or comma.
_SLASHED = re.compile(r"/{1,2} ?([^/\s][^/]{0,60}?) ?/{1,2}")
_BRACKETED = re.compile(r"[(（]([^()（）]{2,60})[)）]")
_LAST = re.compile(r"(?:[-–—,.] ?|^)([^-–—,.]{2,60})[-–—:.\s]{0,6}$")
_PLACE = re.compile(r"[^\d,(/（\-–—.]{2,40}")
#: A dateline is short; what is longer is text.
LONGEST = 160


class Dateline(NamedTuple):
    """``parts`` are the agencies named, with their place in the dateline; ``country`` that of its place, if known."""

    parts: tuple[Part, ...]
    country: str | None


def parse_dateline(registry: Registry, dateline: str) -> Dateline:
    """Reads a dateline. Only listed agencies are given: what else stands in brackets may be anything."""
    memory: dict[str, Dateline] = registry.memory.setdefault("dateline", {})
    found = memory.get(dateline)
    if found is None:
        found = memory[dateline] = _parse(registry, dateline[:LONGEST])
    return found


def _parse(registry: Registry, dateline: str) -> Dateline:
    place = _PLACE.match(dateline.lstrip("\u200f\u200e ("))
    country = country_of(place[0]) if place else None
    for pattern in (_SLASHED, _BRACKETED):
        parts = [part for match in pattern.finditer(dateline) for part in _listed(registry, match)]
        if parts:
            return Dateline(tuple(parts), country)
    last = _LAST.search(dateline)
    return Dateline(tuple(_listed(registry, last)) if last else (), country)


def _listed(registry: Registry, match: re.Match[str]) -> list[Part]:
    return [
        part._replace(start=part.start + match.start(1), end=part.end + match.start(1))
        for part in parse(registry, match[1])
        if part.found
    ]
