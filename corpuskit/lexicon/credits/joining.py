"""Pieces of a credit put together that belong together: names that hold a dash, initials behind a surname, what stands
in brackets behind a name.
"""

from __future__ import annotations

import re

from corpuskit.lexicon.credits.names import OUTLET, PERSON, links_between_names, looks_like_name, person_score
from corpuskit.lexicon.credits.undated import Piece, Undated
from corpuskit.lexicon.credits.words import files, label_at, words
from corpuskit.lexicon.outlets.places import is_place
from corpuskit.lexicon.scripts import is_small
from corpuskit.patterns import later

#: What stands before the city of a correspondent: "Ana Vale • in Nairobi", "Luc Morel (à Kiev)".
IN = re.compile(r"(?:in|aus|à|en|em|a|da|w|в)[ \u00a0](?=\w)", re.IGNORECASE)
#: A word between the names of a list, left in front of its last one.
_LINK = later(r"(?:&|and|und|et|y|e)[ \u00a0]", re.IGNORECASE)
#: Labels of what somebody did for an article.
_DID = frozenset({"author", "weak-author", "helper", "caption"})
#: Initials behind a surname and a comma, as lists of references print them: "Berg, I.", "Berg, I. K.".
_INITIALS = later(r"(?:[^\W\d_]\.[ \u00a0-]?){0,2}[^\W\d_]\.?")
#: A word that is no agency's and occurs in no outlet's name reads more like a person's.
_ONE_WORD = -2.0
_DASHES = frozenset("-–—―−~")


def rejoin(credit: Undated) -> None:
    """Puts names together that hold a dash between spaces, where the date is parted from them by another sign.

    "Monroe News - Monroe, Michigan | May 16, 2020" has two fields, "Coast｜NT Times, May 16, 2020" too. Parts that read
    like a person stay apart.
    """
    if len(credit.pieces) < 2 or not (credit.gaps or credit.distances):
        return
    beside = _beside_date(credit)
    joined = [credit.pieces[0]]
    for piece in credit.pieces[1:]:
        last = joined[-1]
        dash = piece.separator in _DASHES and piece.separator not in beside
        bar = piece.separator == "｜" not in beside and piece.start == last.end + 1
        list_goes_on = piece.separator == "," and "," not in beside and any(f" {d} " in last.text for d in _DASHES)
        slogan = piece.separator == "," and is_small(piece.text[0]) and " " in piece.text
        slogan = slogan and any(f" {d} " in last.text for d in _DASHES)
        if (
            (dash or bar or list_goes_on or slogan)
            and not piece.kind
            and not (dash and (_is_section(piece.text) or is_place(piece.text) or is_place(last.text)))
            and last.kind in ("", "outlet")
            and "\n" not in credit.text[last.end : piece.start]
            and not _masked_between(credit, last.end, piece.start)
            and person_score(last.text) <= PERSON
            and person_score(piece.text) <= (PERSON if dash else 0)
            and not (dash and _is_before_outlet(last, piece))
        ):
            joined[-1] = last._replace(text=credit.text[last.start : piece.end], end=piece.end)
        else:
            joined.append(piece)
    credit.pieces = joined


def _is_before_outlet(last: Piece, piece: Piece) -> bool:
    """Whether a name of a person whom no list knows stands before an outlet's: "Xq Moor – Coast News"."""
    parted = last.kind == "" and len(last.text.split()) > 1 and looks_like_name(last.text)
    return parted and person_score(last.text) > 0 > OUTLET > person_score(piece.text)


def go_on_with_lists(credit: Undated) -> None:
    """Takes what a label opens that is no name for a list up to the end of its commas: "Tags: floods, budget"."""
    for number in range(1, len(credit.pieces)):
        last, piece = credit.pieces[number - 1], credit.pieces[number]
        listed = last.kind == "other" or (last.kind == "section" and _is_filed(credit, last))
        if listed and not piece.kind and credit.text[last.end : piece.start].strip(" \u00a0") == ",":
            credit.pieces[number] = piece._replace(kind="other")


def _is_filed(credit: Undated, piece: Piece) -> bool:
    """Whether a piece stands in a line that says where the article is filed: "Filed under: News, Ships"."""
    line = credit.text[credit.text.rfind("\n", 0, piece.start) + 1 :].partition("\n")[0]
    return files(line)


def _is_section(text: str) -> bool:
    """Whether this names a section of a paper and says more than that it is news: "Fox News" is no section of Fox."""
    folded = " ".join(text.casefold().split())
    return folded in words().sets["text.sections"] and folded not in words().sets["text.general_sections"]


def read_brackets(credit: Undated) -> None:
    """Takes what somebody did out of the brackets behind a name ("Anna Vogel (Text) und Jo Roe (Fotos)"), and marks
    where somebody is: "Luc Morel (à Kiev) et Anna Vogel (à Paris)".
    """
    kept: list[Piece] = []
    opened = False  # whether such brackets were closed right before
    for piece in credit.pieces:
        did = label_at(f"{piece.text}: x", 0, len(piece.text) + 3) if piece.separator == "(" and kept else None
        if did is not None and did[1].end() > len(piece.text) and did[0] in _DID:
            if did[0] in ("caption", "helper"):
                kept[-1:] = _with_helper(kept[-1], did[0])
            opened = True
            continue
        where = piece.separator == "(" and kept and is_place(IN.sub("", piece.text, 1))
        link = _LINK.match(piece.text) if opened else None
        if link is not None:
            piece = piece._replace(text=piece.text[link.end() :], start=piece.start + link.end(), separator=",")
        opened = bool(where)
        kept.append(piece._replace(kind="place") if where and not piece.kind else piece)
    credit.pieces = kept


def _with_helper(piece: Piece, kind: str) -> list[Piece]:
    """A piece that is a helper's, or only its last name behind the authors of a byline: "Von Anna Vogel und Jo Roe
    (Fotos)".
    """
    links = links_between_names(piece.text) if piece.kind == "author" else []
    if not links:
        return [piece._replace(kind=kind)]
    start, end = links[-1]
    return [
        piece._replace(text=piece.text[:start], end=piece.start + start),
        piece._replace(kind=kind, text=piece.text[end:], start=piece.start + end, separator=","),
    ]


def join_initials(credit: Undated) -> None:
    """Puts a surname and the initials or the given name behind it together: "Berg, I. (2020, May 3). Coast News."."""
    joined: list[Piece] = []
    for piece in credit.pieces:
        last = joined[-1] if joined else None
        if (
            last is not None
            and piece.separator == ","
            and not piece.kind
            and last.kind in ("", "author")
            and ((_INITIALS.fullmatch(piece.text) and piece.text.isupper()) or _is_given_name(credit, last, piece))
            and "," not in last.text
            and looks_like_name(last.text)
            and not _masked_between(credit, last.end, piece.start)
        ):
            end = piece.end + (
                credit.text[piece.end : piece.end + 1] == "." and piece.text[-2:-1] in ("", " ", ".", "-")
            )
            and_ = _LINK.match(last.text)
            start = last.start + (and_.end() if and_ is not None else 0)
            joined[-1] = last._replace(kind="author", text=credit.text[start:end], start=start, end=end)
        else:
            joined.append(piece)
    credit.pieces = joined


def _is_given_name(credit: Undated, last: Piece, piece: Piece) -> bool:
    """Whether a piece is the given name of the family name before it, and more follows behind a full stop or semicolon,
    as archives print it: "Moor, Ida. Coast News; Oslo".
    """
    if credit.text[piece.end : piece.end + 2] not in (". ", "; ") or " " in last.text or len(piece.text.split()) > 2:
        return False
    return piece.text.split()[0].casefold() in words().given_names and person_score(last.text) > _ONE_WORD


def _moments(credit: Undated) -> list[tuple[int, int]]:
    """Where dates and distances from now stand."""
    return [*((gap.outer_start, gap.outer_end) for gap in credit.gaps), *credit.distances]


def _masked_between(credit: Undated, start: int, end: int) -> bool:
    return any(start <= first < end for first, _ in _moments(credit))


def _beside_date(credit: Undated) -> str:
    """The signs between dates or distances from now and the pieces next to them."""
    signs = ""
    for start, end in _moments(credit):
        before = max((p.end for p in credit.pieces if p.end <= start), default=start)
        after = min((p.start for p in credit.pieces if p.start >= end), default=end)
        signs += credit.text[before:start] + credit.text[end:after]
    return signs
