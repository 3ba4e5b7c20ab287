"""A segment of a raw credit line → the names in it, its date, and whether it shows that the line is a credit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from corpuskit.lexicon.outlets import names
from corpuskit.lexicon.outlets.places import country_by_name, country_of, tells_country
from corpuskit.lexicon.outlets.printed import Part, abbreviates, parse
from corpuskit.lexicon.outlets.registry import Registry
from corpuskit.lexicon.outlets.wording import (
    credits_picture,
    looks_like_name,
    looks_like_person,
    opens_tags,
    without_end,
    without_start,
    wording,
)
from corpuskit.patterns import later

if TYPE_CHECKING:
    from corpuskit.lexicon.dates import PrintedDate

_SEPARATOR = later(r"[|｜•·●▪│║;；\n\t]|--+|[—―]|\s[-–~»›→]\s| :: | >+ ")
_PLACE_AGENCY = later(r"([^\W\d_][^.,()/]{1,40})[.,] {1,2}([^\W\d_][^.,()/]{1,40}?)[ .]{0,2}[-–]{0,2}")
_NEXT_SENTENCE = later(r"(?<=\w)\. +(?=[A-Z][a-z])")
_WITH_REMARK = later(r"([^()]{3,80}?) ?\(([^()]{2,80})\)")
_YEAR = later(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class Segment(NamedTuple):
    """What a segment says. Places in ``parts`` are code points of the segment."""

    parts: tuple[Part, ...] = ()
    date: str | None = None
    placed: bool = False  #: it holds a date or a byline
    country: str | None = None  #: of the place that it is
    strange: bool = False  #: it is running words, so that the line may be no credit at all
    aside: bool = False  #: it credits a picture or lists keywords, so that no name in it is the outlet's


def segments(credit: str) -> list[tuple[str, int]]:
    """The text between the separators of a credit line, each with its start."""
    found, at = [], 0
    for match in _SEPARATOR.finditer(credit):
        if match[0] in ";；" and opens_tags(credit[at : match.start()].strip()):
            continue
        found.append((credit[at : match.start()], at))
        at = match.end()
    found.append((credit[at:], at))
    if any(colon in credit for colon in ":："):
        found = [part for segment, start in found for part in _at_labels(segment, start)]
    return [(segment, start) for segment, start in found if segment and not segment.isspace()]


def _at_labels(segment: str, start: int) -> Iterator[tuple[str, int]]:
    """A segment cut before each label inside it; a list of keywords stays whole."""
    text, words, at = segment.lstrip(), wording(), 0
    if not opens_tags(text):
        rest = without_start(text, words.aside) or without_start(text, words.source) or text
        for match in words.inner_label.finditer(segment, len(segment) - len(rest)):
            yield segment[at : match.start()], start + at
            at = match.end()
    yield segment[at:], start + at


def read_segment(registry: Registry, segment: str) -> Segment:
    """Reads a segment, once for each distinct string."""
    memory = registry.memory("segment")
    found: Segment | None = memory.get(segment)
    if found is None:
        found = memory[segment] = _read(registry, segment)
    return found


def first_date(text: str) -> PrintedDate | None:
    """The first date printed in a text."""
    if not any(letter.isdigit() for letter in text):
        return None
    from corpuskit.lexicon.dates import find_dates

    return next(iter(find_dates(text)), None)


def _read(registry: Registry, segment: str) -> Segment:
    words = wording()
    start = len(segment) - len(segment.lstrip())
    text = segment.strip()
    if credits_picture(text) or opens_tags(text):
        return Segment(aside=True)
    rest = without_start(text, words.copyright_marks)
    if rest is not None:
        return _copyright(registry, rest, start + len(text) - len(rest), "copyright" in text.lower())
    rest = without_start(text, words.source)
    if rest is None:
        return _unlabelled(registry, text, start)
    return _labelled(registry, rest, start + len(text) - len(rest), text)


def _unlabelled(registry: Registry, text: str, start: int) -> Segment:
    if names.folded(text) in wording().generic:
        return Segment()
    country = country_of(text)
    if country is not None:
        return Segment(country=country)
    if _YEAR.fullmatch(text):
        return Segment(date=text, placed=True)
    rest = _without_furniture(text)
    if rest != text:
        return _unlabelled(registry, rest, start)._replace(placed=True) if rest else Segment(placed=True)
    dated = _dated(registry, text, start, keep_unlisted=True) or _placed_agency(registry, text, start)
    if dated is not None:
        return dated
    parts = parse(registry, text)
    if not parts or any(part.found for part in parts) or looks_like_name(text):
        return Segment(_moved(parts, start))
    return Segment(strange=True)


def _labelled(registry: Registry, text: str, start: int, whole: str) -> Segment:
    """What follows "By" or "Source:": an outlet, or else a byline or a source that is not listed."""
    dated = _dated(registry, text, start, keep_unlisted=False)
    if dated is not None:
        return dated
    parts = _of_author(registry, text) or parse(registry, text)
    byline = names.loose(whole).startswith(tuple(f"{word} " for word in wording().byline))
    if any(part.found for part in parts):
        return Segment(_moved(parts, start), placed=byline)
    return Segment(() if byline or not looks_like_name(text) else _moved(parts, start), placed=True)


def _of_author(registry: Registry, text: str) -> tuple[Part, ...]:
    """``Li Na (China Youth Daily)`` after "By": a person of any name and the outlet, unless it abbreviates the name."""
    match = _WITH_REMARK.fullmatch(text)
    if match is None or not looks_like_person(match[1]) or abbreviates(match[2], match[1]):
        return ()
    parts = parse(registry, match[2])
    clear = all(part.found and part.found[0].strength != "clue" for part in parts)
    return _moved(parts, match.start(2)) if clear else ()


def _copyright(registry: Registry, text: str, start: int, spelled_out: bool) -> Segment:
    """``(c) 2019 Sputnik. All rights reserved.`` says whose text it is; ``© Sputnik / Jane Roe`` is a picture's."""
    low = names.loose(text)
    tail = next((low.index(tail) for tail in wording().copyright_tail if tail in low), None)
    sentence = _NEXT_SENTENCE.search(text)
    if tail is None and sentence is not None:
        tail = sentence.start()
    year = _YEAR.search(text)
    by, _, person = text.rpartition("/")
    if tail is None and by and looks_like_person(person):
        return Segment()
    if tail is None and year is None and not spelled_out:
        return Segment()
    pieces, at = [], 0
    for match in (*_YEAR.finditer(text, 0, tail if tail is not None else len(text)), None):
        end = match.start() if match else tail if tail is not None else len(text)
        pieces.append((at, end))
        at = match.end() if match else end
    parts: list[Part] = []
    for first, last in pieces:
        piece = text[first:last].rstrip(" ,.-–©")
        lead = len(piece) - len(piece.lstrip(" ,.-–©"))
        if piece[lead:]:
            parts += _moved(parse(registry, piece[lead:]), start + first + lead)
    return Segment(tuple(part for part in parts if part.found), year[0] if year else None, placed=True)


def _placed_agency(registry: Registry, text: str, start: int) -> Segment | None:
    """``ASTANA. KAZINFORM``, ``ACCRA, GNA -``: the capitals of a place, then those of an agency."""
    match = _PLACE_AGENCY.fullmatch(text)
    country = country_of(match[1]) if match else None
    if match is None or country is None:
        return None
    parts = tuple(part._replace(country=part.country or country) for part in parse(registry, match[2]) if part.found)
    return Segment(_moved(parts, start + match.start(2)), placed=True, country=country) if parts else None


def _dated(registry: Registry, text: str, start: int, keep_unlisted: bool) -> Segment | None:
    """A segment that is or holds a date (``RT, November 12, 2024``); None when it is none, or running words."""
    date = first_date(text)
    if date is None:
        return None
    before, after = text[: date.outer_start].rstrip(" ,.:([/،、"), text[date.outer_end :].lstrip(" ,.:)]-–/،、")
    before = without_end(before, wording().stamp) or before
    sides = [_side(_without_furniture(before), 0), _side(_without_furniture(after), len(text) - len(after))]
    sides = [(side, at) for side, at in sides if any(letter.isalpha() for letter in side)]
    if any(len(side.split()) > 1 and not _may_be_name(registry, side) for side, _ in sides):
        return None
    keep_unlisted = keep_unlisted and not text[: date.outer_start].rstrip().endswith((":", "："))  # "Updated: …"
    parts: list[Part] = []
    country = country_of(before)
    for side, at in sides:
        found = _in_its_country(registry, side) or parse(registry, side)
        if any(part.found for part in found) or (keep_unlisted and looks_like_name(side) and not tells_country(side)):
            parts += _moved(found, start + at)
    return Segment(tuple(parts), date.iso or date.partial, placed=True, country=country)


def _may_be_name(registry: Registry, text: str) -> bool:
    return looks_like_name(text) or any(part.found for part in parse(registry, text))


def _side(text: str, at: int) -> tuple[str, int]:
    """What stands beside a date, without a label of the source, and where; nothing where it credits a picture."""
    if credits_picture(text) or opens_tags(text):
        return "", at
    rest = without_start(text, wording().source) if at else None
    return (text, at) if rest is None else (rest, at + len(text) - len(rest))


def _without_furniture(text: str) -> str:
    """A segment without the page, number of an issue or reading time at its end."""
    low = names.loose(text)
    for match in wording().furniture.finditer(low):
        if match.end() == len(low):
            return text[: match.start()].rstrip(" ,.:–-(")
    return text


def _in_its_country(registry: Registry, text: str) -> tuple[Part, ...]:
    """``Granma, Cuba`` beside a date: the paper, not the province; in capitals it is the place of a dateline."""
    name, comma, country = text.partition(", ")
    said = country_by_name(country) if comma else None
    part = next(iter(parse(registry, name)), None) if said else None
    if part is None or len(part.found) != 1 or part.found[0].strength != "name":
        return ()
    entry = registry.outlet(part.found[0].id)
    return (part._replace(country=said),) if entry.country == said and part.name in entry.names else ()


def _moved(parts: tuple[Part, ...], start: int) -> tuple[Part, ...]:
    return tuple(part._replace(start=part.start + start, end=part.end + start) for part in parts)
