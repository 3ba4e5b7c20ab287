"""Which pieces of a credit name its authors where no label says so."""

from __future__ import annotations

from corpuskit.lexicon.credits.lines_of_names import is_of_correspondents
from corpuskit.lexicon.credits.names import PERSON, is_listed_agency, split_place
from corpuskit.lexicon.credits.scored import ScoredCredit
from corpuskit.lexicon.credits.undated import Piece
from corpuskit.lexicon.outlets.places import is_place

#: Between the names of a list.
COMMAS = frozenset(",，、،;；؛/&")


def unlabelled_authors(credit: ScoredCredit) -> frozenset[int]:
    """The pieces that are authors where no label says so: those that read more like persons than the others do."""
    if credit.has("author") or not credit.free:
        return frozenset()
    best = max(credit.free, key=lambda n: (not credit.is_place(n), credit.scores[n], -n))
    score = credit.scores[best]
    piece = credit.pieces[best]
    if credit.is_place(best):
        return frozenset()
    if split_place(piece.text) is not None and (score > 0 or _is_of_a_correspondent(credit, piece, score)):
        score = max(score, 0.0) + 1.0
    elif "reading-time" in credit.labels and len(piece.text.split()) > 1:
        score += 0.6
    group = _listed_with(credit, best)
    if "reading-time" not in credit.labels and not is_of_correspondents(credit.line_of(piece).strip()):
        group = _without_outlet(credit, group)
    rest = [credit.scores[n] for n in credit.free if n not in group and not credit.is_place(n)]
    outlet_elsewhere = credit.has("outlet")
    stands_out = rest and score > -0.2 and score >= max(rest) + 1.0 and not _is_behind_agency(credit, best)
    if score > PERSON or (outlet_elsewhere and score > 0.2) or stands_out:
        return group
    if len(credit.free) == 2 and group == frozenset(credit.free[:1]) and _is_before_comma(credit, score):
        return group
    return frozenset()


def _is_of_a_correspondent(credit: ScoredCredit, piece: Piece, score: float) -> bool:
    """Whether a name stands with a city on a line of its own: outlets are not printed so ("Osk Tvarn in Cairo"),
    but agencies are, in the place of a correspondent ("Agencia Efe in Cairo").
    """
    place = split_place(piece.text)
    if place is None or not credit.stands_alone(piece) or not is_place(piece.text[place[1] :]):
        return False
    return score > -1.5 or is_listed_agency(piece.text[: place[0]])


def _is_behind_agency(credit: ScoredCredit, number: int) -> bool:
    """Whether a piece follows an agency and a comma, as a paper does that prints its report."""
    before = credit.pieces[number - 1].text if number else ""
    return is_listed_agency(before) and credit.pieces[number].separator == ","


def _is_before_comma(credit: ScoredCredit, score: float) -> bool:
    """Whether of two names in a line the first is the author's: "Yaw Darko, Coast News" is the usual order."""
    return score > 0.4 and credit.pieces[credit.free[1]].separator == "," and len(credit.pieces) == 2


def _listed_with(credit: ScoredCredit, number: int) -> frozenset[int]:
    """A piece and those around it in a list with commas that read like persons too."""

    def is_one_more(n: int, listed: int) -> bool:
        return n in credit.free and credit.pieces[listed].separator in COMMAS and credit.scores[n] > 0.2

    first = last = number
    while is_one_more(first - 1, first):
        first -= 1
    while is_one_more(last + 1, last + 1):
        last += 1
    return frozenset(range(first, last + 1))


def _without_outlet(credit: ScoredCredit, group: frozenset[int]) -> frozenset[int]:
    """A list of authors without its last or first name, where that reads less like a person than the others and no
    other outlet is named.
    """
    if len(group) < 2 or group != frozenset(credit.free) or credit.has("outlet"):
        return group
    for end in (max(group), min(group)):
        if credit.scores[end] < min(2.0, min(credit.scores[n] for n in group if n != end) - 1.0):
            return group - {end}
    return group - {max(group)} if len(group) == 2 and max(credit.scores[n] for n in group) < 2 else group
