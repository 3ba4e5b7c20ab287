"""What stands where names stand and names nobody: sentences, roles, labels, lengths and codes."""

from __future__ import annotations

from corpuskit.lexicon.credits.joining import IN
from corpuskit.lexicon.credits.names import PARTICLES, PERSON, is_role, person_score
from corpuskit.lexicon.credits.words import words
from corpuskit.lexicon.outlets.places import is_place
from corpuskit.lexicon.scripts import begins_small, is_small

#: A database's code of a source is no longer.
_CODE = 8


def is_sentence(text: str) -> bool:
    """Whether this tells of somebody: "Jane Doe is a reporter at the Coast News"."""
    parts = text.split()
    linking = words().sets["byline.and"]
    small = sum(is_small(part[0]) and part not in PARTICLES and part not in linking for part in parts)
    told = small > 2 and len(parts) > 5 and is_small(parts[2][0])
    return told and person_score(" ".join(parts[:2])) > PERSON


def is_label_alone(text: str) -> bool:
    """Whether this is the word of a byline for a text, with nothing behind it: "Texto"."""
    return f"{text.casefold()}:" in words().sets["byline.start"]


def is_code(text: str) -> bool:
    """Whether this may be the code of a source in a database: "CSTN"."""
    return text.isascii() and text.isalnum() and text.isupper() and len(text) <= _CODE


def is_length(text: str) -> bool:
    """Whether this is the length of an article: "1,204 words"."""
    number, _, unit = text.partition(" ")
    return number[:1].isdecimal() and unit.casefold() in words().sets["text.lengths"]


def names_nobody(name: str) -> bool:
    """Whether what a byline names is a role ("Staff Writer"), a place ("in London") or a label left over."""
    inside = IN.match(name)
    if inside is not None and (is_place(name[inside.end() :]) or begins_small(name)):
        return True
    return is_role(name) or name.casefold() in words().sets["label.published"] or _are_others(name)


def _are_others(name: str) -> bool:
    """Whether this says only that there are more authors: "2 others", "colleagues"."""
    parts = name.casefold().split()
    others = words().sets["byline.others"]
    return all(part.isdecimal() or part in others for part in parts) and not parts[-1].isdecimal()


def is_general(section: str) -> bool:
    """Whether this says only that it is news ("News", "Exclusive"), which a second one beside it makes more exact."""
    return section.casefold() in words().sets["text.general_sections"]
