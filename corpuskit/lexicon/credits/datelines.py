"""Datelines: place, agency and date in front of the first sentence of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from corpuskit.lexicon.credits.names import (
    PARTICLES,
    Named,
    is_domain,
    is_listed_agency,
    is_nameable,
    looks_like_name,
    names_outlet,
)
from corpuskit.lexicon.credits.pieces import has_number, mask
from corpuskit.lexicon.credits.unparted_datelines import unparted_dateline
from corpuskit.lexicon.credits.words import label_at
from corpuskit.lexicon.dates import PrintedDate, find_dates
from corpuskit.lexicon.mojibake import repair
from corpuskit.lexicon.outlets.places import is_place, is_region
from corpuskit.lexicon.scripts import begins_small, is_small

#: How far into a paragraph a dateline reaches.
MAX_DATELINE = 140
#: What ends one: a dash before a space, a colon, a space behind a slash or bracket, the sign of an agency, a bracket, a
#: year and its full stop. By the first character, as nearly none is one.
_END = re.compile(
    r"[ \u00a0](?:[ \u00a0]?(?:--|[-–—―])[ \u00a0]{1,2}(?=\S)|(?<=[/)].)(?=\S))"
    r"|[-–—―](?:(?<=-)-)?[ \u00a0]{1,2}(?=\S)|-(?<=\)-)-(?=\S)"
    r"|[.:।](?:(?<=:)|(?<=[/)].)|(?<=[ \u00a0.]\d\d\d\d.))[ \u00a0](?=\S)"
    r"|(?<=[电電)])(?=\S)(?:(?<!\))|(?=\w))"
)
#: "(AFP)", "(Coast News, 3 May 2024)" with the date masked, "/TASS/".
_AGENCY = (re.compile(r"\(([^()\n]{2,60}?)(?:,[ \u00a0]?\n+)?\)"), re.compile(r"/\s?([^/\n]{2,40}?)\s?/"))
#: A few words between the dash of a dateline and a full stop.
_BEHIND = re.compile(r"(?P<agency>[^\W\d_][^.\n]{1,30}+)\.[ \u00a0]{1,2}(?=\S)")
#: A dateline ends before this, and holds one of these signs unless its place is in capitals.
_LATEST, _MARKED = 95, re.compile(r"[(/\d年]")
_DASHES = frozenset(("-", "–", "—", "--", "―"))


class Dateline(NamedTuple):
    """``start:end`` are code points of the paragraph, the dash at the end included."""

    place: str | None
    agency: Named | None
    date: PrintedDate | None
    start: int
    end: int
    authors: tuple[Named, ...] = ()  #: where names stand in it, as in Chinese, Japanese and Korean


def parse_dateline(paragraph: str, *, date_order: Mapping[str, str] | str | None = None) -> Dateline | None:
    """The dateline that opens a paragraph, or None: ``PLACE[, DATE] [(AGENCY)] DASH``.

    Only the first 140 characters are looked at. A place alone needs capitals ("GENEVA - "); with a date or an agency it
    may be printed in any case ("Berlin (dpa) - ").
    """
    head = paragraph[:MAX_DATELINE]
    return _remembered(head) if date_order is None else _parsed(head, date_order)


@lru_cache(maxsize=4096)
def _remembered(head: str) -> Dateline | None:
    """The first paragraph of an article is asked when its lines are weighed, when it is described and for caveats."""
    return _parsed(head, None)


def _parsed(head: str, date_order: Mapping[str, str] | str | None) -> Dateline | None:
    repaired = repair(head)
    if repaired is not None:
        found = _parsed(repaired.text[:MAX_DATELINE], date_order)
        return None if found is None else _as_printed(found, head, repaired.at)
    unparted = None if head.isascii() else unparted_dateline(head)
    if unparted is not None:
        dates = find_dates(head[: unparted.end], order=date_order)
        date = next((day for day in dates if day.month), None)
        return Dateline(unparted.place, unparted.agency, date, 0, unparted.end, unparted.authors)
    lead = len(head) - len(head.lstrip(" \u00a0\t(（【"))
    if lead == len(head) or is_small(head[lead]):
        return None
    second = head[lead + 1 : lead + 2]
    if second != second.upper() and _MARKED.search(head, 0, _LATEST) is None:
        return None  # as most paragraphs
    if label_at(head, lead, len(head), ("correction", "caption")) is not None:
        return None  # "Correction, May 5, 2024: An earlier version …"
    best: Dateline | None = None
    for match in _END.finditer(head, lead + 2):
        if match.start() > _LATEST:
            break
        found = _read(head, match.start(), match.end(), date_order)
        if best is not None and (found is None or not _goes_on(best, found)):
            break
        best = found
        if best is not None and best.agency and best.date:
            break
    return best if best is None or best.agency else _with_agency(best, head)


def _with_agency(dateline: Dateline, head: str) -> Dateline:
    """A dateline with the agency that stands behind its dash: "КАЗАНЬ, 3 мая — РИА Новости. Жители …"."""
    behind = _BEHIND.match(head, dateline.end)
    if behind is None or not is_listed_agency(behind["agency"]):
        return dateline
    agency = Named(behind["agency"], *behind.span("agency"), "dateline", 0.9)
    return dateline._replace(agency=agency, end=behind.end())


def _as_printed(found: Dateline, text: str, at: Sequence[int]) -> Dateline:
    """A dateline read from repaired text, with its agency and places as printed."""
    agency, date = found.agency, found.date
    if agency is not None:
        start, end = at[agency.start], at[agency.end]
        agency = agency._replace(name=text[start:end], start=start, end=end)
    if date is not None:
        start, end = at[date.start], at[date.end]
        date = date._replace(
            start=start, end=end, raw=text[start:end], outer_start=at[date.outer_start], outer_end=at[date.outer_end]
        )
    return found._replace(agency=agency, date=date, end=at[found.end])


def _goes_on(shorter: Dateline, longer: Dateline) -> bool:
    """Whether a dateline has signs within it: "OSLO — May 3, 2024 (Coast News) — ", "(ANSA) - ROMA, 3 MAG 2024 - "."""
    same_agency = shorter.agency is None or longer.agency == shorter.agency
    more = (longer.agency is not None, longer.date is not None) > (shorter.agency is not None, shorter.date is not None)
    return same_agency and more and shorter.place in (None, longer.place)


def _read(head: str, close: int, end: int, date_order: Mapping[str, str] | str | None) -> Dateline | None:
    opening = head[:close]
    dates = find_dates(opening, order=date_order) if has_number(opening) else []
    date = next((d for d in dates if d.month), None)
    masked = mask(opening, [(date.outer_start, date.outer_end)]) if date else opening
    agency = None
    for pattern in _AGENCY:
        found = pattern.search(masked)
        if found and (
            looks_like_agency(found.group(1))
            or (_in_capitals(masked[: found.start()]) and (date is not None or _is_marked(head, close, end, found)))
        ):
            name = _without_town(found.group(1).strip(), found.end() - found.end(1) > 1)
            if (is_place(name) or is_region(name)) and not opens_with_agency(name):
                masked = mask(masked, [found.span()])  # "Altmar (Ravenna), 4 marzo 2023 – "
                continue
            start = found.start(1) + found.group(1).index(name)
            agency = Named(name, start, start + len(name), "dateline", 0.9)
            masked = mask(masked, [found.span()])
            break
    place = " ".join(masked.split()).strip(" ,.;:-–—()（）【】")
    tokens = place.replace("/", " ").replace(",", " ").split()
    if len(tokens) > 6 or len(place) > 48 or any(map(str.isdigit, place)) or not (tokens or agency):
        return None
    capitals = _in_capitals(place)
    if agency and not date and not capitals and tokens:
        marked = head[close:end].strip() in _DASHES
        if _abbreviates(agency.name, tokens) or not (marked or opens_with_agency(agency.name)):
            return None  # "The World Health Organization (WHO) said": an abbreviation is explained
    if not (agency or date or (capitals and head[close:end].strip() in _DASHES)):
        return None
    if date and not agency and not capitals and not (tokens and "," in opening):
        return None
    if not all(not is_small(t[0]) or t.casefold() in PARTICLES for t in tokens):
        return None
    if head[close] == "." and head[close - 1].isdigit() and not (date and _stands_apart(head, date, tokens)):
        return None
    return Dateline(place or None, agency, date, 0, end)


def _without_town(brackets: str, dated: bool) -> str:
    """An outlet without the town beside it: "(Kirkham, AFP)", and where they are ``dated`` "(Coast News, Kelm, 3 May)"
    with a town that is not listed.
    """
    first, comma, second = brackets.partition(", ")
    if not comma or ", " in second or is_region(second):  # "(Coast News of Kirkham, Ohio)"
        return brackets
    if is_place(first) or opens_with_agency(second):
        return second
    apart = dated and names_outlet(first) and not names_outlet(second)  # "(Coast News, LLC)"
    return first if is_place(second) or opens_with_agency(first) or apart else brackets


def _is_marked(head: str, close: int, end: int, brackets: re.Match[str]) -> bool:
    """Whether brackets with a name or an address stand right before a dash: "OSLO (The Globe and Coast) — "."""
    name = brackets.group(1).strip()
    named = is_nameable(name) and (not begins_small(name) or ("." in name and " " not in name))
    return named and brackets.end() == close and head[close:end].strip() in _DASHES


def _stands_apart(head: str, date: PrintedDate, tokens: list[str]) -> bool:
    """Whether only a place and a comma stand before a date with a full stop behind it: "Kelm, 5 May 2024. Rain"."""
    return date.iso is not None and 0 < len(tokens) <= 3 and head[: date.outer_start].rstrip()[-1:] == ","


def _in_capitals(text: str) -> bool:
    """Whether a place is printed in capitals, as datelines print it."""
    place = text.strip(" ,.;\n\u00a0")
    return len(place) > 2 and place == place.upper() and place != place.lower()


def _abbreviates(short: str, tokens: list[str]) -> bool:
    """Whether a word in brackets stands for the words before it: the initials of the last of them."""
    initials = "".join(token[0] for token in tokens if token[0].isupper())
    return len(short) > 1 and short.isupper() and initials.endswith(short)


def opens_with_agency(text: str) -> bool:
    """Whether an agency is on the list, alone or before others ("Reuters/AFP")."""
    return is_listed_agency(text) or is_listed_agency(re.split(r"[/ ,;]", text.strip(), maxsplit=1)[0])


def looks_like_agency(text: str) -> bool:
    """Whether what stands in the brackets of a dateline can be an agency or outlet."""
    if opens_with_agency(text):
        return True
    return (looks_like_name(text.strip()) or is_domain(text.strip())) and not text.strip().isdigit()
