"""Which pieces of a credit are places: known ones, and towns of no list where the credit or the dump shows it."""

from __future__ import annotations

from corpuskit.lexicon.credits.habits import PLACES
from corpuskit.lexicon.credits.names import (
    ARTICLES,
    PERSON,
    Named,
    credited_person_score,
    is_listed_agency,
    looks_like_name,
    names_outlet,
)
from corpuskit.lexicon.credits.scored import TOWN, ScoredCredit
from corpuskit.lexicon.credits.undated import Piece
from corpuskit.lexicon.outlets.places import are_places, is_place, is_region, reads_like_town

#: A state behind a city is no longer where it ends in a full stop: "Veracruz, Ver.", "Tulsa, Okla.".
_SHORT_REGION = 5


def is_town(credit: ScoredCredit, number: int, *, by_somebody: bool, beside_outlet: bool) -> bool:
    """Whether a piece is a place: a known one unless the dump has other names there, one that reads like a town
    behind an author, any where the dump has places.
    """
    piece = credit.pieces[number]
    if credit.has_towns(number):
        return are_places(piece.text) or credited_person_score(piece.text) > TOWN
    no_town = number < PLACES and credit.usual[number].towns is False
    town = reads_like_town(piece.text) and not names_outlet(piece.text)
    if town and not no_town and by_somebody and (piece.separator == "," or _is_beside_author(credit, piece)):
        return True
    if by_somebody and (_is_between_lines(credit, number) or _is_above_outlet(credit, number)):
        return True
    if beside_outlet and reads_like_town(piece.text):
        return True
    return are_places(piece.text) and (not no_town or by_somebody or _is_of_another(credit, number))


def _is_of_another(credit: ScoredCredit, number: int) -> bool:
    """Whether a place stands beside an outlet: one with a label, or another name in the same line."""
    if credit.has("outlet"):
        return True
    others = [n for n in credit.free if n != number and not are_places(credit.pieces[n].text)]
    line = credit.line_of(credit.pieces[number])
    return any(credit.line_of(credit.pieces[n]) == line for n in others)


def _is_beside_author(credit: ScoredCredit, piece: Piece) -> bool:
    """Whether the line of a piece names an author too: "Ana Vale · Little Ashby", "Nether Stow | Jo Roe"."""
    line = credit.text.rfind("\n", 0, piece.start) + 1
    stop = line + len(credit.line_of(piece))
    at_hand = [n for n, p in enumerate(credit.pieces) if line <= p.start < stop and p is not piece]
    return any(credit.pieces[n].kind == "author" or credit.scores[n] > PERSON for n in at_hand)


def _is_above_outlet(credit: ScoredCredit, number: int) -> bool:
    """Whether a name of no outlet's words stands beside an author or a day where an outlet has a line of its own
    below: a town, listed or not ("Ana Vale / Ashby\\n3 May 2024\\nCoast News").
    """
    piece = credit.pieces[number]
    if names_outlet(piece.text) or not looks_like_name(piece.text) or credit.scores[number] > PERSON:
        return False
    if credit.stands_alone(piece) or is_listed_agency(piece.text):
        return False
    below = [p for p in credit.pieces[number + 1 :] if credit.stands_alone(p)]
    return any(p.kind == "outlet" or (not p.kind and names_outlet(p.text)) for p in below)


def _is_between_lines(credit: ScoredCredit, number: int) -> bool:
    """Whether a name of no outlet's words stands alone on the line between an author and an outlet: a town, listed
    or not.
    """
    piece = credit.pieces[number]
    before = credit.pieces[number - 1] if number else None
    behind = credit.pieces[number + 1] if number + 1 < len(credit.pieces) else None
    if before is None or behind is None or not credit.stands_alone(piece):
        return False
    if before.kind != "author" or credit.text[before.end : piece.start].strip(" \u00a0") != "\n":
        return False
    outlet = behind.kind == "outlet" or (not behind.kind and _is_of_outlet(behind.text))
    town = looks_like_name(piece.text) and credited_person_score(piece.text) > TOWN
    return outlet and town and not names_outlet(piece.text)


def is_region_of(place: Named, piece: Piece, text: str) -> bool:
    """Whether a piece is the state or country of the city right before it in the text: "Veracruz, Ver."."""
    if piece.separator != "," or text[place.end : piece.start].strip(" \u00a0") != ",":
        return False
    shortened = text[piece.end : piece.end + 1] == "." and len(piece.text) <= _SHORT_REGION
    return shortened or is_region(piece.text) or is_place(piece.text)


def _is_of_outlet(text: str) -> bool:
    """Whether a name has an article before it, as no person's and no town's has, or a word of outlets' names."""
    return names_outlet(text) or text.casefold().partition(" ")[0] in ARTICLES
