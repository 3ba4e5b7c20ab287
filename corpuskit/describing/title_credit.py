"""The credit that a title holds: "Ferry strike ends | Coast News", "[Coast News, 3 May 2021] Ferry strike ends"."""

from __future__ import annotations

import re
from typing import NamedTuple

from corpuskit.describing.parts import Line
from corpuskit.lexicon.credits.names import Named
from corpuskit.lexicon.credits.parsing import Credit, parse_credit
from corpuskit.lexicon.outlets import Registry, match_names
from corpuskit.lexicon.outlets.names import folded
from corpuskit.lexicon.titles.frames import BACK, Framed, InTitle, framed_parts, reference
from corpuskit.lexicon.titles.habits import TitleHabits

#: The rule of a name that stands alone in a title's credit.
_RULE = "credit-in-title"
#: The host of an address, without what many have in front of the site's own name.
_HOST = re.compile(
    r"(?<![\w@.-])(?:https?://)?(?:www\.|m\.)?(?P<host>(?:[\w-]{2,40}\.){1,4}+[a-z]{2,12})(?![\w@-])",
    re.ASCII | re.IGNORECASE,
)
#: What stands behind a site's name in a browser's tab and not in its address: "BBC News" is bbc.co.uk.
_BEHIND_SITE = ("", "news", "online")


class Held(NamedTuple):
    """A title without its credit, and the parts of that credit, each with what it states."""

    title: Line
    parts: tuple[tuple[Line, Credit], ...]


def held_by(line: Line, habits: TitleHabits, registry: Registry, credit: str) -> Held | None:
    """The credit in a title, where the dump has such titles, or where this one is a reference, prints a full date
    beside an outlet that is listed, or the name of the site whose address stands in the record's ``credit``; None
    otherwise.
    """
    text = line.text
    found = reference(text) or habits.credit_in(text) or _sure(text, registry) or _of_site(text, credit)
    if found is None:
        return None
    parts = []
    for part in found.parts:
        printed = line.part(part.start, part.end)
        parts.append((printed, _read(part, printed.text, habits)))
    return Held(line.part(found.low, found.high), tuple(parts))


def _read(part: Framed, text: str, habits: TitleHabits) -> Credit:
    """What a part states. A name alone is the outlet's, unless such names read like persons in this dump."""
    credit = parse_credit(text)
    if len(part.names) != 1:
        return credit
    (name,) = part.names
    at = text.find(name)
    if at < 0 or credit.section is not None or (credit.authors and credit.authors[0].rule == "byline"):
        return credit
    named = (Named(name, at, at + len(name), _RULE, 0.85),)
    if part.dated and habits.names_authors(part):
        return credit._replace(authors=named, outlets=()) if not credit.authors else credit
    return credit._replace(authors=(), outlets=named)


def _sure(title: str, registry: Registry) -> InTitle | None:
    """The one part of a title that holds a day and a listed outlet, and nothing else."""
    for part in framed_parts(title):
        if part.dated and len(part.names) == 1 and (part.frame[1:2] in tuple("([（【|｜–—-")):
            (name,) = part.names
            date = parse_credit(title[part.start : part.end]).date
            listed = match_names([name], registry=registry, date=date.iso if date is not None else None)
            if date is not None and date.precision == "day" and listed and all(one.id is not None for one in listed):
                return InTitle((part,), part.low, part.high)
    return None


def _of_site(title: str, credit: str) -> InTitle | None:
    """The name of a site at the end of a title, as a browser's tab has it, where the address below is the site's:
    "Ferry strike ends | Coast News" above "https://coastnews.example/ferry" or "coastnews.example".
    """
    address = _HOST.search(credit) if "." in credit else None
    if address is None:
        return None
    labels = {label.replace("-", "") for label in address["host"].lower().split(".")[:-1]}
    for part in framed_parts(title):
        if part.side == BACK and not part.dated and len(part.names) == 1:
            name = "".join(filter(str.isalnum, folded(part.names[0])))
            if any(name in (label + end, f"the{label}{end}") for label in labels for end in _BEHIND_SITE):
                return InTitle((part,), part.low, part.high)
    return None
