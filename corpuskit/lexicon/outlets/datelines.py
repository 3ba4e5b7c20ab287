"""Datelines (``MOSCOW, /TASS/``): the agency that one names and the country of its place."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpuskit.lexicon.outlets.places import country_by_name, country_of
from corpuskit.lexicon.outlets.printed import Part, parse
from corpuskit.lexicon.outlets.registry import Registry
from corpuskit.patterns import EAST_ASIA, later

#: An agency between slashes, in brackets, or after the last dash or comma.
_SLASHED = re.compile(r"/{1,2} ?([^/\s][^/]{0,60}?) ?/{1,2}")
_BRACKETED = re.compile(r"[(（【]([^()（）【】]{2,60})[)）】]")
_LAST = re.compile(r"(?:[-–—,.] ?|^)([^-–—,.]{2,60})[-–—:.\s]{0,6}$")
#: ``新华社北京5月3日电``: the agency, its place and the day run together; ``新华社记者李明`` is its reporter.
_RUN_TOGETHER = later(
    r"([\u4e00-\u9fff《》]{2,18})(?:[0-9０-９]{1,2}月[0-9０-９]{1,2}日 ?[电電讯訊]|[记記]者|[电電](?:\s|$))",
    beyond=EAST_ASIA,
)
#: ``(서울=연합뉴스)``, ``（AFP＝時事）``: place and agency, or two agencies, in brackets.
_EQUAL = later(r"\s{0,3}[(（【][^()（）【】]{1,40}[=＝][^()（）【】]{1,40}[)）】]")
#: ``(평양 5월 3일발 조선중앙통신)``: place, day and agency.
_SENT_FROM = later(r"[(（][가-힣]{2,8} \d{1,2}월 ?\d{1,2}일발 ([가-힣]{2,12})[)）]", beyond=EAST_ASIA)
_PLACE = re.compile(r"[^\d,(/（\-–—.]{2,40}")
#: A dateline is short; what is longer is text.
LONGEST = 160


class Dateline(NamedTuple):
    """``parts`` are the agencies named, with their place in the dateline; ``country`` that of its place, if known."""

    parts: tuple[Part, ...]
    country: str | None


def is_east_asian(text: str) -> bool:
    """Whether a text has the form of a Chinese, Japanese or Korean dateline or reporter's credit."""
    return any(form.search(text) for form in (_RUN_TOGETHER, _SENT_FROM)) or _EQUAL.match(text) is not None


def parse_dateline(registry: Registry, dateline: str) -> Dateline:
    """Reads a dateline. Only listed agencies are given: what else stands in brackets may be anything."""
    memory = registry.memory("dateline")
    found: Dateline | None = memory.get(dateline)
    if found is None:
        found = memory[dateline] = _parse(registry, dateline[:LONGEST])
    return found


def _parse(registry: Registry, dateline: str) -> Dateline:
    dateline_start = len(dateline) - len(dateline.lstrip("\u200f\u200e ("))
    place = _PLACE.match(dateline, dateline_start)
    country = country_of(place[0]) if place else None
    if place is not None and dateline[place.end() :].startswith(","):  # Tripoli, Lebanon
        further = _PLACE.match(dateline, place.end() + 2)
        country = (country_by_name(further[0].strip()) if further else None) or country
    for pattern in (_SLASHED, _SENT_FROM, _BRACKETED):
        parts = [part for match in pattern.finditer(dateline) for part in _listed(registry, match)]
        if parts:
            return Dateline(tuple(parts), country)
    together = _RUN_TOGETHER.search(dateline)
    if together is not None:
        return Dateline(_leading_name(registry, together), country)
    last = _LAST.search(dateline)
    return Dateline(tuple(_listed(registry, last)) if last else (), country)


def _leading_name(registry: Registry, match: re.Match[str]) -> tuple[Part, ...]:
    """The longest listed name with which a run of characters begins."""
    text, start = match[1], match.start(1)
    if text[0] in "据據":
        text, start = text[1:], start + 1
    for end in range(len(text), 1, -1):
        part = next((part for part in parse(registry, text[:end]) if part.found and part.rule == "name"), None)
        if part is not None:
            return (part._replace(start=part.start + start, end=part.end + start),)
    return ()


def _listed(registry: Registry, match: re.Match[str]) -> list[Part]:
    return [
        part._replace(start=part.start + match.start(1), end=part.end + match.start(1))
        for part in parse(registry, match[1])
        if part.found
    ]
