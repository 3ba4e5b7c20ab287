"""Lines that are nothing but names: of persons, or of an outlet."""

from __future__ import annotations

import re

from corpuskit.lexicon.credits.names import (
    OUTLET,
    PERSON,
    is_domain,
    is_listed_agency,
    is_role,
    looks_like_name,
    names_outlet,
    person_score,
    split_place,
)
from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.outlets.places import is_place

#: No line of names is longer.
_LONGEST = 120
#: Words in small letters that names of papers and offices hold.
SMALL_IN_NAMES = frozenset([
    "am", "an", "im", "für", "und", "of", "and", "et", "au", "aux", "des", "du", "pour", "los", "las", "y", "e", "en",
    "og", "och", "na", "nad", "pod",
])  # fmt: skip
#: An abbreviation that names of societies end in, and signs of sentences and quotations.
_SOCIETY, _QUOTED_OR_TOLD = "e.V.", re.compile(r"[!?:;…„“”«»\"]|\.$(?<!e\.V\.)")
#: The name of an outlet has no more words.
_MOST_WORDS = 6


def is_of_correspondents(line: str) -> bool:
    """Whether a line is nothing but names and a city: "Osk Tvarn and Ida Moor in New Delhi"."""
    place = split_place(line)
    if place is None or len(line) > _LONGEST or not is_place(line[place[1] :]):
        return False
    return all(looks_like_name(name) and 2 <= len(name.split()) <= 5 for name in _listed(line[: place[0]]))


def are_persons(line: str) -> bool:
    """Whether a line is nothing but persons' names: "Jane Doe, Osk Tvarn and Ida Moor"."""
    if len(line) > _LONGEST:
        return False
    names = _listed(line)
    return all(looks_like_name(name) and 2 <= len(name.split()) <= 4 and person_score(name) > PERSON for name in names)


def _listed(names: str) -> list[str]:
    return [name for part in words().conjunction.split(names) for name in part.split(", ")]


def is_name_of_outlet(line: str) -> bool:
    """Whether a line is an outlet's name and no more: a site, an agency, or few words, one of them of outlets' names,
    and no small letters but those of words that join: "Lakeside Magazine", "Ayuntamiento de Aldanza". No section, kind
    of text or office is.
    """
    sets, folded = words().sets, " ".join(line.casefold().split())
    if (is_domain(line) and " " not in line) or is_listed_agency(line):  # "The latest from quay.example" is none
        return True
    if any(folded in sets[name] for name in ("text.sections", "text.kinds", "text.roles")) or is_role(line):
        return False
    parts = line.split()
    plain = " ".join(part for part in parts if part not in SMALL_IN_NAMES and part != _SOCIETY)
    if not plain or len(parts) > _MOST_WORDS or any(map(str.isdigit, line)) or _QUOTED_OR_TOLD.search(line):
        return False
    bare = plain.removeprefix("The ")  # with which headings begin too
    return names_outlet(bare) and looks_like_name(plain) and person_score(line) < OUTLET
