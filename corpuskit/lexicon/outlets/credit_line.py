"""A raw credit line → the names in it, segment by segment; mentions and credits of pictures are left aside."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpuskit.lexicon.outlets.datelines import is_east_asian, parse_dateline
from corpuskit.lexicon.outlets.index import NameIndex
from corpuskit.lexicon.outlets.names import folded
from corpuskit.lexicon.outlets.places import tells_country
from corpuskit.lexicon.outlets.printed import Part, parse
from corpuskit.lexicon.outlets.registry import Registry
from corpuskit.lexicon.outlets.segments import Segment, first_date, read_segment, segments
from corpuskit.lexicon.outlets.wording import credits_picture, without_start, wording
from corpuskit.patterns import later

#: A credit is short; what is longer is text, in which nothing is looked for.
LONGEST = 600

_DATELINE = later(r"([^()|•]{2,60}?) ?\(([^()]{2,60})\)\.? ?(--|[-–—:](?=\s|$)|$)?([^|•]{0,40})")
_SLASHED = later(r"(?:^|[\s,.])/{1,2} ?[^/\s][^/]{0,60}?/{1,2}(?:$|[\s,.:\-–—])")


class CreditLine(NamedTuple):
    """What a raw credit line says of outlets. ``date`` is a date or year printed in it, ``placed`` whether something
    else than names shows that it is a credit: a date or a byline. ``countries`` are those of the places printed in it.
    """

    parts: tuple[Part, ...]
    date: str | None = None
    placed: bool = False
    countries: frozenset[str] = frozenset()
    place_end: int = 0  #: where the place of a dateline ends with which the line begins
    aside: tuple[tuple[int, int], ...] = ()  #: start and end of segments that credit no outlet: pictures, keywords


def parse_credit_line(registry: Registry, credit: str) -> CreditLine:
    """Reads a credit line: an address or a name as it stands, a dateline, or else segment by segment."""
    if len(credit) > LONGEST or not credit.strip():
        return CreditLine(())
    index = NameIndex.of(registry)
    if index.at(credit) is not None or index.named(credit):
        return CreditLine(parse(registry, credit))
    return _as_dateline(registry, credit) or _by_segments(registry, credit)


def _by_segments(registry: Registry, credit: str) -> CreditLine:
    parts: list[Part] = []
    countries: set[str] = set()
    aside: list[tuple[int, int]] = []
    date, placed, strange = None, False, False
    pictured: int | None = None
    listed = False  # a label of keywords stood alone: what follows is its list
    for text, start in segments(credit):
        listed = listed or folded(text) in wording().tag_words
        segment = Segment(aside=True) if listed else read_segment(registry, text)
        if pictured is None and _credits_picture_of_agency(registry, text):
            pictured = start
        if segment.aside:
            aside.append((start, start + len(text)))
        if segment.country is not None:
            countries.add(segment.country)
        parts += [part._replace(start=part.start + start, end=part.end + start) for part in segment.parts]
        date = date or segment.date
        placed = placed or segment.placed
        strange = strange or segment.strange
    if strange:
        parts = [part._replace(found=(), rule="ambiguous") if _easily_a_word(part) else part for part in parts]
    if pictured is not None and date is None and not placed:
        parts = [part._replace(found=(), rule="ambiguous") if part.start > pictured else part for part in parts]
    return CreditLine(tuple(parts), date, placed, frozenset(countries), aside=tuple(aside))


def _credits_picture_of_agency(registry: Registry, segment: str) -> bool:
    """``Foto: dpa``: what follows it without date or byline may be a further agency of the picture."""
    credited = without_start(segment.strip(), wording().aside)
    if credited is None:
        return False
    plain = folded(credited)
    known = plain in wording().small or plain in wording().photo_parts
    return known or any(part.found for part in parse(registry, credited))


def _as_dateline(registry: Registry, credit: str) -> CreditLine | None:
    """``WASHINGTON (AP) —``, ``Havana, Jul 26 (Prensa Latina)``, ``MOSCOW, /TASS/``; None when it is none."""
    if credits_picture(credit.strip()):
        return None
    east_asian = is_east_asian(credit)
    if "(" not in credit and "/" not in credit and not east_asian:
        return None
    slashed = None if east_asian else _SLASHED.search(credit)
    if slashed is not None and _listed_by_name(registry, credit[: slashed.start()].strip()):
        return None  # TASS / Reuters / AFP
    if not east_asian and slashed is None:
        match = _DATELINE.match(credit.strip())
        if match is None or not _is_dateline(match) or _listed_by_name(registry, match[1]):
            return None
    found = parse_dateline(registry, credit)
    if not found.parts:
        return None
    date = first_date(credit)
    parts = tuple(part._replace(country=part.country or found.country) for part in found.parts)
    return CreditLine(parts, (date.iso or date.partial) if date else None, True, place_end=found.parts[0].start)


def _is_dateline(match: re.Match[str]) -> bool:
    """Whether what stands before the brackets is a place or date, so that an agency may stand in them."""
    before, agency, dash, after = match[1].strip(" ,"), match[2], match[3], match[4].strip(" .,")
    date = first_date(after)
    dated_after = date is not None and not any(letter.isalpha() for letter in after[: date.outer_start])
    if after and not dash and not dated_after:
        return False
    place = re.split(r"[,.\d]", before, maxsplit=1)[0].strip()
    if tells_country(place):
        return True
    if not place or (len(agency) <= 2 and not dash):
        return False
    return dated_after or place.isupper() or first_date(before) is not None


def _listed_by_name(registry: Registry, text: str) -> bool:
    """Whether a text is the name of an outlet, so that it is no place: ``DW (dpa, AFP)``."""
    return any(one.strength == "name" for one in NameIndex.of(registry).named(text))


def _easily_a_word(part: Part) -> bool:
    """Whether a match is a single word or acronym, which beside running words may be just that."""
    return bool(part.found) and " " not in part.name.strip() and part.found[0].rule in ("name", "accents")
