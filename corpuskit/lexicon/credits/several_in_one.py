"""The single names of a piece that is known to name authors or outlets: "A and B", "X avec AFP", "TASS/AFP"."""

from __future__ import annotations

import re

from corpuskit.lexicon.credits.names import (
    Named,
    is_agency,
    is_listed_agency,
    is_role,
    links_between_names,
    names_outlet,
)
from corpuskit.lexicon.credits.undated import Piece
from corpuskit.lexicon.credits.words import words
from corpuskit.patterns import EAST_ASIA, later

_AGENCY_LINK = re.compile(r"[ \u00a0](?:via|avec|with|mit|con|com|med|met|and|und|et|y|e|/|&|\+)[ \u00a0]|/")
_SLASH = later(r"(?<=\w)/(?=\w)")
_BETWEEN_UNPARTED = later(
    r"(?<=[\u3040-\u30ff\u3400-\u9fff])、(?=[\u3040-\u30ff\u3400-\u9fff])"
    r"|(?<=[\u3400-\u9fff])・(?=[\u3400-\u9fff])|(?<=[\uac00-\ud7af])[·・](?=[\uac00-\ud7af])",
    beyond=EAST_ASIA,
)
#: "And" before a second name, written as part of it.
_AND = ("و", "ו")
_AND_GLUED = later(r"(?<=\w)[ \u00a0](?:و|ו)(?=\w{2})")
#: Before an agency that helped: "By Ana Vale with AFP".
WITH = later(r"[ \u00a0](?:with|mit|avec|con|com|med|met)[ \u00a0]$", re.IGNORECASE)
#: The last word of a name, which may be one that joins it with another, cut off: "Ana Vale and".
_LINK_BEHIND = later(r"[ \u00a0](?:and|und|et|og|och|AND|UND|ET|&)$")
_AROUND = " \u00a0\t\r\n,;"
#: The code of a regional service behind an agency: "dpa/lby".
_SERVICE = later(r"[a-z]{2,4}")


def authors_in(piece: Piece, rule: str, confidence: float) -> list[Named]:
    """The single names of an author piece: "A and B", "A & B", "A/B"."""
    found: list[Named] = []
    links = links_between_names(piece.text)
    links += [m.span() for sign in (_SLASH, _BETWEEN_UNPARTED) for m in sign.finditer(piece.text)]
    if not piece.text.isascii():
        links += [m.span() for m in _AND_GLUED.finditer(piece.text) if _is_second(m.string[m.end() :].split(" ")[0])]
    at = 0
    for start, end in [*sorted(links), (len(piece.text), len(piece.text))]:
        name = piece.text[at:start].strip(_AROUND)
        if end == len(piece.text) and (link := _LINK_BEHIND.search(name)) is not None:
            name = name[: link.start()]
        if name:
            first = piece.start + piece.text.index(name, at)
            ending = words().byline_end.search(name)
            if ending and ending.start():
                name = name[: ending.start()]
            found.append(Named(name, first, first + len(name), rule, confidence))
        at = end
    return found


def _is_second(word: str) -> bool:
    """Whether a word is a given name: "أحمد منصور وليلى حداد" are two, "وليد" is one name."""
    given = words().given_names
    return word in given and not any(and_ + word in given for and_ in _AND)


def outlets_in(piece: Piece, rule: str, confidence: float) -> list[Named]:
    """ "X avec AFP", "TASS/AFP": the outlet and the agencies with it. Names are parted only at a known agency."""
    found: list[Named] = []
    helped = WITH.match(f" {piece.text.partition(' ')[0]} ")
    at = helped.end() - 1 if helped is not None and is_listed_agency(piece.text[helped.end() - 1 :]) else 0
    for match in _AGENCY_LINK.finditer(piece.text):
        left, right = piece.text[at : match.start()].strip(_AROUND), piece.text[match.end() :].strip(_AROUND)
        next_name = _AGENCY_LINK.split(right, maxsplit=1)[0].strip()
        first_right = next_name.casefold()
        acronyms = match.group() == "/" and left.isupper() and right.isupper()
        through = match.group().strip() == "via"
        if match.group() == "/" and is_listed_agency(left) and _SERVICE.fullmatch(right):
            piece = piece._replace(text=piece.text[: match.start()])
            break
        ran = match.group() == "/" and is_listed_agency(left) and names_outlet(right)  # "NTB/Coast News"
        if left and right and (ran or is_agency(next_name) or is_role(first_right) or acronyms or through):
            start = piece.start + piece.text.index(left, at)
            found.append(Named(left, start, start + len(left), rule, confidence))
            at = match.end()
    last = piece.text[at:].strip(_AROUND)
    if last:
        start = piece.start + piece.text.index(last, at)
        found.append(Named(last, start, start + len(last), rule, confidence))
    if len(found) == 2 and is_listed_agency(found[0].name) and not is_listed_agency(found[1].name):
        found.reverse()
    return found


def with_agency(text: str) -> bool:
    """Whether an agency stands behind a name: "Le Soir avec AFP", "Le Soir avec Agence Littoral"."""
    parts = _AGENCY_LINK.split(text)
    return len(parts) > 1 and is_agency(parts[-1])
