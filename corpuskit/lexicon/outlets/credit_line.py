"""A raw credit line → the outlets that it names, without a layout: for pipelines that bring their own records."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from corpuskit.lexicon.outlets import names
from corpuskit.lexicon.outlets.datelines import parse_dateline
from corpuskit.lexicon.outlets.index import NameIndex
from corpuskit.lexicon.outlets.matching import Outlet, clues_for, match_url, names_one_alone, once_each, settle
from corpuskit.lexicon.outlets.places import is_place
from corpuskit.lexicon.outlets.printed import Part, parse
from corpuskit.lexicon.outlets.registry import Registry
from corpuskit.lexicon.outlets.wording import Wording, looks_like_name, without_start, wording

if TYPE_CHECKING:
    from corpuskit.lexicon.dates import PrintedDate

#: A credit is short; what is longer is text, in which nothing is looked for.
LONGEST = 600

_SEPARATOR = re.compile(r"[|｜•·●▪│║;；\n\t]|--+|[—―]| [-–~] |::| >+ ")
_DATELINE = re.compile(r"([^()|•]{2,60}?) ?\(([^()]{2,60})\) ?(--|[-–—:]|$)?(.{0,40})")
_SLASHED = re.compile(r"(?:^|[\s,.])/{1,2} ?[^/\s][^/]{0,60}?/{1,2}(?:$|[\s,.:\-–—])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


class CreditLine(NamedTuple):
    """What a raw credit line says of outlets. ``date`` is a date or year printed in it, ``placed`` whether something
    else than names shows that it is a credit: a date or a byline.
    """

    parts: tuple[Part, ...]
    date: str | None
    placed: bool


def match_credit(
    credit: str,
    *,
    registry: Registry,
    dateline: str | None = None,
    date: str | None = None,
    language: str | None = None,
    url: str | None = None,
) -> list[Outlet]:
    """The outlets that a raw credit line names, the way `match_names` gives them.

    Only whole segments of the credit are looked up: an outlet that is mentioned in running words, or credited for a
    picture, is not matched. ``date`` is YYYY[-MM[-DD]]; without it a date printed in the credit serves. The outlet of
    ``url`` is given where neither credit nor dateline names any.
    """
    line = parse_credit_line(registry, credit)
    place = parse_dateline(registry, dateline) if dateline else None
    clues = clues_for(registry, date or line.date, language, url, place.country if place else None)
    clues = clues._replace(placed=line.placed or clues.date is not None or names_one_alone(line.parts))
    found = settle(registry, line.parts, clues)
    if place is not None and place.parts:
        found += settle(registry, place.parts, clues._replace(placed=True))
    if not found and url:
        at = match_url(url, registry=registry, date=clues.date)
        found = [at] if at is not None else []
    return once_each(found)


def parse_credit_line(registry: Registry, credit: str) -> CreditLine:
    """Reads a credit line, once for each distinct string."""
    memory: dict[str, CreditLine] = registry.memory.setdefault("credit-line", {})
    found = memory.get(credit)
    if found is None:
        found = memory[credit] = _Reader(registry, credit).read()
    return found


class _Reader:
    """Reads one credit line, segment by segment."""

    def __init__(self, registry: Registry, credit: str) -> None:
        self.registry = registry
        self.index = NameIndex.of(registry)
        self.words: Wording = wording()
        self.credit = credit
        self.parts: list[Part] = []
        self.date: str | None = None
        self.placed = False
        self.strange = False  #: a segment is running words, so that this may be no credit at all

    def read(self) -> CreditLine:
        if len(self.credit) > LONGEST or not self.credit.strip():
            return CreditLine((), None, False)
        if not self._whole() and not self._dateline():
            for segment, start in _segments(self.credit):
                self._segment(segment, start)
        if self.strange:
            self.parts = [part for part in self.parts if not _easily_a_word(part)]
        return CreditLine(tuple(self.parts), self.date, self.placed)

    def _whole(self) -> bool:
        """An address, or a listed name that holds a separator."""
        text = self.credit.strip()
        if self.index.at(text) is None and not self.index.named(text):
            return False
        self._add(parse(self.registry, self.credit), 0)
        return True

    def _dateline(self) -> bool:
        """``WASHINGTON (AP) —``, ``Havana, Jul 26 (Prensa Latina)``, ``MOSCOW, /TASS/``."""
        if _SLASHED.search(self.credit):
            found = parse_dateline(self.registry, self.credit)
        else:
            match = _DATELINE.match(self.credit.strip())
            if match is None or not self._is_dateline(match):
                return False
            found = parse_dateline(self.registry, self.credit)
        if not found.parts:
            return False
        dated = _first_date(self.credit)
        if dated is not None:
            self._see(dated)
        self.placed = True
        self._add(tuple(part._replace(country=part.country or found.country) for part in found.parts), 0)
        return True

    def _is_dateline(self, match: re.Match[str]) -> bool:
        """Whether what stands before the brackets is a place or date, so that an agency may stand in them."""
        before, agency, dash, after = match[1].strip(" ,"), match[2], match[3], match[4]
        place = re.split(r"[,.\d]", before, maxsplit=1)[0].strip()
        if is_place(place):
            return True
        if len(agency) <= 2 and not dash:
            return False
        dated = _first_date(before) is not None or _first_date(after) is not None
        return bool(place) and (dated or (place.isupper() and (bool(dash) or len(agency) > 2)))

    def _segment(self, segment: str, start: int) -> None:
        words = self.words
        text = segment.strip()
        start += len(segment) - len(segment.lstrip())
        if not text or without_start(text, words.aside) is not None:
            return
        rest = without_start(text, words.copyright_marks)
        if rest is not None:
            self._copyright(text, rest, start)
            return
        rest = without_start(text, words.source)
        labelled = rest is not None
        if rest is not None:
            start += len(text) - len(rest)
            text = rest
        if names.folded(text) in words.generic:
            return
        if self._dated(text, start, labelled):
            return
        parts = parse(self.registry, text)
        if labelled and not any(part.found for part in parts):
            self.placed = True  # a byline, or a source that is not listed
            if looks_like_name(text) and not _by(segment):
                self._add(parts, start)
            return
        if not parts or any(part.found for part in parts) or looks_like_name(text):
            self._add(parts, start)
        else:
            self.strange = True

    def _copyright(self, text: str, rest: str, start: int) -> None:
        """``(c) 2019 Sputnik. All rights reserved.`` says whose text it is; ``© Sputnik / Jane Roe`` is a picture's."""
        low = names.loose(rest)
        tail = next((tail for tail in self.words.copyright_tail if tail in low), None)
        year = _YEAR.search(rest)
        if tail is None and year is None and "copyright" not in names.loose(text):
            return
        self.placed = True
        self.date = self.date or (year[0] if year else None)
        name = rest if tail is None else rest[: low.index(tail)]
        name = _YEAR.sub("", name).strip(" ,.-–©")
        if name:
            parts = parse(self.registry, name)
            at = start + text.find(name)
            self._add(tuple(part for part in parts if part.found), max(at, 0))

    def _dated(self, text: str, start: int, labelled: bool) -> bool:
        """A segment that is or holds a date (``RT, November 12, 2024``); whether the segment is done with."""
        dated = _first_date(text)
        if dated is None:
            return False
        before, after = text[: dated.outer_start].rstrip(" ,.:(["), text[dated.outer_end :].lstrip(" ,.:)]-–")
        sides = [(before, 0), (after, len(text) - len(after))]
        sides = [(side, at) for side, at in sides if any(letter.isalpha() for letter in side)]
        if any(len(side.split()) > 1 and not looks_like_name(side) for side, _ in sides):
            return False
        self._see(dated)
        for side, at in sides:
            parts = parse(self.registry, side)
            if any(part.found for part in parts) or (not labelled and looks_like_name(side) and not is_place(side)):
                self._add(parts, start + at)
        return True

    def _see(self, dated: PrintedDate) -> None:
        self.placed = True
        self.date = self.date or dated.iso or dated.partial

    def _add(self, parts: tuple[Part, ...], start: int) -> None:
        self.parts += [part._replace(start=part.start + start, end=part.end + start) for part in parts]


def _segments(credit: str) -> list[tuple[str, int]]:
    spaced = "".join(" " if letter.isspace() and letter not in "\n\t" else letter for letter in credit)
    segments, at = [], 0
    for match in _SEPARATOR.finditer(spaced):
        segments.append((credit[at : match.start()], at))
        at = match.end()
    segments.append((credit[at:], at))
    return segments


def _by(segment: str) -> bool:
    return names.loose(names.clean(segment)).startswith(("by ", "von ", "par ", "por ", "di ", "door "))


def _easily_a_word(part: Part) -> bool:
    """Whether a match is a single word or acronym, which beside running words may be just that."""
    return bool(part.found) and " " not in part.name.strip() and part.found[0].rule in ("name", "accents")


def _first_date(text: str) -> PrintedDate | None:
    if not any(letter.isdigit() for letter in text):
        return None
    from corpuskit.lexicon.dates import find_dates

    return next(iter(find_dates(text)), None)
