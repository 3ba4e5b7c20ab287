"""Lines that are nothing but names of persons."""

from __future__ import annotations

from corpuskit.lexicon.credits.names import PERSON, looks_like_name, person_score, split_place
from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.outlets.places import is_place

#: No line of names is longer.
_LONGEST = 120


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
